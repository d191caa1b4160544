//! Keeps what the Liverpool group shares, and some requests that wait for a decision.
//!
//! Owns those sessions, items and requests; all are invented. Its numbers rest on names, so that nobody
//! else's move.

mod group;

use domain::{
    Date, Minutes, Timestamp,
    partnership::ProviderId,
    person::{PersonId, Role, Trn},
    prior_learning::{
        Audit, Equivalence, ItemDraft, ItemId, ItemKind, PartnerSession, Request, RequestId, Stage,
    },
};
use jiff::civil::date;
use store::{StoreError, Tx};

use crate::{chance::Chance, ledger::noon, traps};

/// The institution, the code, the title, the minutes; then the component and the share.
type Agreed = (
    &'static str,
    &'static str,
    &'static str,
    i32,
    &'static str,
    u8,
);

const HOPE: &str = "Liverpool Hope University";
const EDGE_HILL: &str = "Edge Hill University";
const CHESTER: &str = "University of Chester";

/// What York St John University’s own components stand for in Liverpool: who works for both trains once.
const YORK: [Agreed; 2] = [
    (
        "York St John University",
        "models-of-mentoring",
        "Models of mentoring and coaching",
        60,
        "mentoring",
        100,
    ),
    (
        "York St John University",
        "professional-behaviours",
        "Professional behaviours",
        60,
        "coaching",
        50,
    ),
];

const AGREED: [Agreed; 9] = [
    (
        EDGE_HILL,
        "MT-2",
        "From supervising to mentoring",
        90,
        "mentoring",
        100,
    ),
    (
        EDGE_HILL,
        "MT-3",
        "Instructional coaching",
        120,
        "coaching",
        75,
    ),
    (
        HOPE,
        "M1",
        "The mentor as a critical friend",
        60,
        "mentoring",
        50,
    ),
    (HOPE, "M4", "Coaching conversations", 90, "coaching", 100),
    (CHESTER, "A", "Mentoring essentials", 120, "mentoring", 75),
    (
        CHESTER,
        "C",
        "Coaching for independence",
        60,
        "coaching",
        100,
    ),
    (
        "Generate Teaching Hub",
        "G-1",
        "Becoming a mentor",
        60,
        "mentoring",
        60,
    ),
    (
        "Rainbow Teaching School Hub",
        "R-2",
        "A coaching approach",
        90,
        "coaching",
        100,
    ),
    (
        "Merseyside Boroughs ITE Partnership",
        "MB-1",
        "Mentors’ morning",
        45,
        "mentoring",
        40,
    ),
];

/// Of each request: which of the agreed sessions it is about, the day on which it was sent, the words.
const ASKED: [(usize, Date, &str); 6] = [
    (
        0,
        date(2025, 10, 28),
        "I plan each meeting with its three questions.",
    ),
    (
        1,
        date(2025, 11, 3),
        "We rehearse the next lesson’s opening together.",
    ),
    (
        2,
        date(2025, 11, 6),
        "I say less, and ask what they noticed first.",
    ),
    (
        5,
        date(2025, 11, 10),
        "My student teacher leads the agenda now.",
    ),
    (
        7,
        date(2025, 11, 14),
        "I use its sheet in every other meeting.",
    ),
    (4, date(2025, 11, 17), "Its checklist is on my desk."),
];

/// Keeps the map, Amina Rahman's own audit, and what waits.
pub(crate) async fn keep(
    tx: &mut Tx,
    (liverpool, york): (ProviderId, ProviderId),
    officer: PersonId,
) -> Result<(), StoreError> {
    let mut chance = Chance::of("prior_learning");
    let agreed_on = noon(date(2025, 9, 8));
    group::keep(tx, (liverpool, york), (agreed_on, officer)).await?;
    for one in AGREED {
        keep_agreed(tx, &mut chance, liverpool, (one, agreed_on, officer)).await?;
        group::share(tx, liverpool, (one, agreed_on, officer)).await?;
    }
    // By a chance of their own, so that the numbers of what follows stay as they were.
    let mut apart = Chance::of("prior_learning.york");
    for one in YORK {
        keep_agreed(tx, &mut apart, liverpool, (one, agreed_on, officer)).await?;
    }
    let Ok(trn) = traps::AMINA.parse::<Trn>() else {
        return Ok(());
    };
    let Some(amina) = store::person::with_trn(tx, trn).await? else {
        return Ok(());
    };
    keep_audit(tx, &mut chance, amina).await?;
    let mut others: Vec<PersonId> = store::person::memberships_with(tx, liverpool)
        .await?
        .into_iter()
        .filter(|held| held.membership.role == Role::GeneralMentor)
        .map(|held| held.membership.person)
        .filter(|person| *person != amina)
        .collect();
    others.sort_unstable();
    others.dedup();
    for (person, asked) in others.iter().rev().zip(ASKED) {
        keep_asked(tx, &mut chance, (liverpool, *person), asked).await?;
    }
    Ok(())
}

async fn keep_agreed(
    tx: &mut Tx,
    chance: &mut Chance,
    liverpool: ProviderId,
    (one, at, by): (Agreed, Timestamp, PersonId),
) -> Result<(), StoreError> {
    let (session, agreed) = told(one);
    let id = chance.number(at);
    store::partnership::add_institution(tx, liverpool, one.0).await?;
    store::prior_learning::keep_session(tx, id, liverpool, &session).await?;
    let ids = (chance.number(at), id);
    store::prior_learning::keep_equivalence(tx, ids, &agreed, (at, by)).await
}

/// A session, and what it stands for.
fn told(
    (institution, code, title, minutes, component, share): Agreed,
) -> (PartnerSession, Equivalence) {
    let session = PartnerSession {
        institution: institution.to_owned(),
        programme: "Mentor training".to_owned(),
        code: code.to_owned(),
        title: title.to_owned(),
        covers: String::new(),
        minutes: Minutes(minutes),
    };
    let agreed = Equivalence {
        institution: institution.to_owned(),
        session: code.to_owned(),
        title: title.to_owned(),
        component: component.to_owned(),
        share,
        from: date(2023, 9, 1),
        until: None,
        agreed_by: "Helen Marsh".to_owned(),
        source: "Meeting of the group, September 2025".to_owned(),
        version: 1,
    };
    (session, agreed)
}

/// What Amina Rahman told of the year in which she mentored for Edge Hill.
async fn keep_audit(tx: &mut Tx, chance: &mut Chance, amina: PersonId) -> Result<(), StoreError> {
    let at = noon(date(2025, 11, 12));
    let audit = Audit {
        person: amina,
        ratings: [3, 3, 2, 2],
        help: "Seeing how somebody else gives feedback.".to_owned(),
    };
    store::prior_learning::keep_audit(tx, &audit, at).await?;
    let (institution, code, title, minutes, ..) = AGREED[1];
    let item = ItemDraft {
        title: title.to_owned(),
        given_by: institution.to_owned(),
        session: code.to_owned(),
        held_on: Some(date(2025, 2, 11)),
        minutes: Minutes(minutes),
        evidence: Some(true),
        ..ItemDraft::begun(ItemId(chance.number(at)), amina, ItemKind::Provider)
    };
    store::prior_learning::keep_item(tx, &item, at).await?;
    let begun = ItemDraft {
        title: "Leading teacher development".to_owned(),
        given_by: "Rainbow Teaching School Hub".to_owned(),
        ..ItemDraft::begun(ItemId(chance.number(at)), amina, ItemKind::Npq)
    };
    store::prior_learning::keep_item(tx, &begun, at).await?;
    Ok(())
}

async fn keep_asked(
    tx: &mut Tx,
    chance: &mut Chance,
    (liverpool, person): (ProviderId, PersonId),
    (which, on, used): (usize, Date, &str),
) -> Result<(), StoreError> {
    let (institution, code, title, minutes, component, share) = AGREED[which];
    let at = noon(on);
    let item = ItemDraft {
        title: title.to_owned(),
        given_by: institution.to_owned(),
        session: code.to_owned(),
        held_on: Some(date(2025, 3, 18)),
        minutes: Minutes(minutes),
        evidence: Some(which != 4),
        ..ItemDraft::begun(ItemId(chance.number(at)), person, ItemKind::Provider)
    };
    store::prior_learning::keep_item(tx, &item, at).await?;
    let request = Request {
        id: RequestId(chance.number(at)),
        item: item.id,
        person,
        provider: liverpool,
        component: component.to_owned(),
        claimed: Minutes(minutes * i32::from(share) / 100),
        used: used.to_owned(),
        stage: Stage::Open,
        asked_on: Some(on),
        version: 0,
    };
    store::prior_learning::ask(tx, &request, on).await
}
