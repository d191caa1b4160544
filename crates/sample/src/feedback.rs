//! Keeps what was said of one session of the autumn, so that a host has something to read.
//!
//! Owns that session and its answers. Its numbers rest on names, so that nobody else's move.

use domain::{
    Minutes, Timestamp,
    booking::{Audience, Session, SessionId},
    calendar::uk_time_on,
    feedback::{Answer, Followed},
    notice::inbox::{NewNotice, NoticeKind},
    partnership::ProviderId,
    person::{PersonId, Role, Trn},
    programme::Mode,
};
use jiff::{ToSpan, civil::date};
use store::{StoreError, Tx};

use crate::{chance::Chance, traps};

/// The point on the scale, the words, the theme.
const ANSWERS: [(i64, &str, &str); 8] = [
    (5, "The recorded lesson. More of those, please.", "examples"),
    (4, "", ""),
    (4, "A second example for primary.", "examples"),
    (3, "It began late, and the last part was rushed.", "time"),
    (5, "", ""),
    (4, "Ten minutes more to talk in pairs.", "time"),
    (2, "The room was too small for all of us.", "room"),
    (4, "", ""),
];

/// Keeps the session, who was asked and what they said; one was asked and has not answered yet.
pub(crate) async fn keep(tx: &mut Tx, york: ProviderId, host: PersonId) -> Result<(), StoreError> {
    let mut chance = Chance::of("feedback");
    let held_on = date(2025, 11, 6);
    let ended = uk_time_on(held_on, Minutes(17 * 60 + 30));
    let session = Session {
        id: SessionId(chance.number(ended)),
        provider: york,
        component: "feedback-and-targets".to_owned(),
        title: "Feedback that a novice can use".to_owned(),
        about: "How to name one thing, and how to come back to it.".to_owned(),
        materials: String::new(),
        minutes: Minutes(90),
        mode: Mode::Live,
        held_on,
        starts_at: uk_time_on(held_on, Minutes::hours(16)),
        ends_at: ended,
        place: "De Grey Court, York St John University".to_owned(),
        link: String::new(),
        host,
        capacity: 40,
        series: String::new(),
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    let offered: Timestamp = uk_time_on(date(2025, 9, 22), Minutes::hours(10));
    store::booking::offer(tx, &session, offered, host).await?;
    let mut there: Vec<PersonId> = store::person::memberships_with(tx, york)
        .await?
        .into_iter()
        .filter(|held| held.membership.role == Role::GeneralMentor)
        .map(|held| held.membership.person)
        .collect();
    there.sort_unstable();
    there.dedup();
    there.truncate(ANSWERS.len());
    for (person, (scale, words, theme)) in there.iter().zip(ANSWERS) {
        store::feedback::ask(tx, session.id, *person, ended).await?;
        let answer = Answer {
            id: chance.number(ended),
            session: session.id,
            person: *person,
            scale,
            words: words.to_owned(),
            answered_at: ended + 20.hours(),
        };
        store::feedback::answer(tx, &answer).await?;
        if !theme.is_empty() {
            store::feedback::set_themes(tx, answer.id, &[theme.to_owned()]).await?;
        }
    }
    let followed = Followed {
        id: chance.number(ended),
        session: session.id,
        said: "More time to talk in pairs.".to_owned(),
        did: "The session of March has fifteen minutes more for it.".to_owned(),
        told_at: ended + 96.hours(),
        told_by: host,
    };
    store::feedback::follow(tx, &followed).await?;
    asks(tx, &mut chance, &session).await
}

/// Asks Tom Bryce, who has not answered yet.
async fn asks(tx: &mut Tx, chance: &mut Chance, session: &Session) -> Result<(), StoreError> {
    let Ok(trn) = traps::TOM.parse::<Trn>() else {
        return Ok(());
    };
    let Some(tom) = store::person::with_trn(tx, trn).await? else {
        return Ok(());
    };
    if !store::feedback::ask(tx, session.id, tom, session.ends_at).await? {
        return Ok(());
    }
    let new = NewNotice {
        provider: Some(session.provider),
        about: Some(session.id.0),
        subject: format!("How useful was “{}”?", session.title),
        words:
            "How useful was it? Choose one of the five; there is room for a sentence if you want."
                .to_owned(),
        why: "You get this because you attended.".to_owned(),
        path: format!("/feedback/{}", session.id.0),
        action: "Answer two questions".to_owned(),
        ..NewNotice::to(
            tom,
            NoticeKind::Question,
            format!("question {}", session.id.0),
        )
    };
    let id = chance.number(session.ends_at);
    store::notice::inbox::tell(tx, id, session.ends_at, &new).await?;
    Ok(())
}
