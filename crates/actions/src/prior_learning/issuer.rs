//! Asks a named person at the institution that gave earlier training, and takes their answer without an
//! account.
//!
//! Owns the deed `AskIssuer` and the word `Asked`. It never takes an answer for a decision, and never
//! keeps the secret of a link.

use domain::{
    Timestamp,
    access::{Actor, Deed, letter::Letter, session::Device},
    calendar::{told, uk_day},
    notice::{
        Message, MessageKind,
        inbox::{NewNotice, NoticeKind},
    },
    partnership::{Provider, ProviderId},
    person::PersonId,
    policy::{Value, names},
    prior_learning::{
        Item, ItemDraft, ItemId, Refusal, Request, RequestId,
        issuer::{Contact, Enquiry, Said, answered, asks},
    },
};
use jiff::ToSpan;
use store::Tx;
use uuid::Uuid;

use super::{decide::ask_leave, ground, nothing, refuse_unnamed, with};
use crate::{
    ActionError, Platform,
    access::{
        attempt::{count_network, may_write},
        session::hash,
    },
    notice::{queue, tell},
    partnership::holder,
    platform::{deed, deed_once},
};

/// The page that an issuer's link opens.
#[must_use]
pub fn address(secret: &str) -> String {
    format!("/issuer/{secret}")
}

/// What a link shows to whoever was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question.
    pub enquiry: Enquiry,
    /// Who asks.
    pub provider: Provider,
    /// Whose training it is about.
    pub mentor: String,
    /// What the mentor tells of it.
    pub item: Item,
    /// Whether it still takes an answer.
    pub is_open: bool,
}

/// Asks somebody at the institution that gave what a request is about. The answer stands with the
/// evidence.
///
/// # Refuses
/// When it is not the actor's to decide on; without an institution, a name and an address; at the
/// mentor's own address or the actor's; and for whoever was asked already and has not answered.
/// # Errors
/// When there is no such request with the provider, or the store fails.
pub async fn ask(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, request): (&str, RequestId),
    (contact, words): (&Contact, &str),
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (provider, request) = ours(platform, tx, actor, (code, request)).await?;
        let mentors = store::person::emails_of(tx, request.person).await?;
        let reviewers = store::person::emails_of(tx, actor.person).await?;
        let contact = Contact::named(contact, &mentors, &reviewers)?;
        let asks = asks(words)?;
        let item = store::prior_learning::item(tx, request.item).await?;
        let item = item.ok_or_else(|| nothing("item"))?;
        let item = item.whole(platform.today())?;
        let before = store::prior_learning::issuer::of_item(tx, request.item).await?;
        let (now, theirs) = (platform.now(), &contact.email);
        let waits =
            |one: &&Enquiry| one.is_open(now) && one.contact.email.eq_ignore_ascii_case(theirs);
        if let Some(waiting) = before.iter().find(waits) {
            return Err(Refusal::IssuerAsked(waiting.contact.name.clone()).into());
        }
        let policies = platform.policies(tx).await?;
        if !may_write(platform, tx, &policies, theirs).await? {
            return Err(domain::access::Refusal::WrittenOften(theirs.clone()).into());
        }
        let enquiry = Enquiry {
            id: platform.number(),
            item: request.item,
            person: request.person,
            provider: provider.id,
            asked_by: actor.person,
            asked_at: now,
            ends_at: ends(platform, &policies, &provider),
            answer: None,
            contact,
            asks,
        };
        let secret = platform.secret();
        store::prior_learning::issuer::ask(tx, &enquiry, &hash(&secret)).await?;
        let message = message(platform, tx, (&enquiry, &provider, &item), &secret).await?;
        queue(tx, now, &message).await?;
        let asked = format!("asked somebody at {}", enquiry.contact.institution);
        let (deed, of) = (Deed::AskIssuer, Some(provider.id));
        platform
            .note(tx, actor, deed, of, request.id.0.to_string(), asked)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

/// Takes a question back that nobody has answered: its link opens nothing any more, and a message that has
/// not gone stays.
///
/// # Refuses
/// When it is not the actor's to decide on, or it was answered meanwhile.
/// # Errors
/// When there is no such question with the provider, or the store fails.
pub async fn take_back(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, request): (&str, RequestId),
    enquiry: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (provider, request) = ours(platform, tx, actor, (code, request)).await?;
        let all = store::prior_learning::issuer::of_item(tx, request.item).await?;
        let mut all = all.iter();
        let ours = |one: &&Enquiry| (one.id, one.provider) == (enquiry, provider.id);
        all.find(ours).ok_or_else(|| nothing("question"))?;
        if !store::prior_learning::issuer::take_back(tx, enquiry).await? {
            return Err(Refusal::EnquiryClosed.into());
        }
        store::notice::outbox::take_back(tx, enquiry, platform.now()).await?;
        let (deed, of) = (Deed::AskIssuer, Some(provider.id));
        let (subject, told) = (
            request.id.0.to_string(),
            "took a question to an issuer back",
        );
        platform.note(tx, actor, deed, of, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// The request, and leave to decide on it.
async fn ours(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    (code, request): (&str, RequestId),
) -> Result<(Provider, Request), ActionError> {
    let provider = holder(tx, code).await?;
    let request = store::prior_learning::request(tx, request).await?;
    let request = request.filter(|request| request.provider == provider.id);
    let request = request.ok_or_else(|| nothing("request"))?;
    let ground = ground(platform, tx, provider.id, request.person).await?;
    ask_leave(actor, Deed::AskIssuer, &ground, &request)?;
    refuse_unnamed(platform, actor, &ground.rules, &provider)?;
    Ok((provider, request))
}

/// Until when a question takes an answer.
fn ends(
    platform: &Platform,
    policies: &domain::policy::Policies,
    provider: &Provider,
) -> Timestamp {
    let term = policies.on(names::ISSUER_LASTS, Some(&provider.code), platform.today());
    let days = match term.map(|term| &term.row.value) {
        Some(Value::Days(days)) => i64::from(*days),
        _ => 1,
    };
    let now = platform.now();
    now.checked_add((days * 24).hours()).unwrap_or(now)
}

/// The message with the link, by the question's own number: it tells what it is about, and asks for nothing
/// that it need not.
async fn message(
    platform: &Platform,
    tx: &mut Tx,
    (enquiry, provider, item): (&Enquiry, &Provider, &Item),
    secret: &str,
) -> Result<Message, ActionError> {
    let mentor = store::person::person(tx, enquiry.person).await?;
    let mentor = mentor.map(|mentor| mentor.name()).unwrap_or_default();
    let asks = store::person::person(tx, enquiry.asked_by).await?;
    let asks = asks.map_or_else(|| provider.name.clone(), |asks| asks.name());
    let link = platform.doors.address(&address(secret));
    let mut letter = Letter::about(format!("Did {mentor} do this training with you?"))
        .words(format!("Dear {},", enquiry.contact.name))
        .words(format!(
            "{mentor} mentors student teachers of {}, and says that they did this with {}: “{}”, {}, on {}.",
            provider.name,
            enquiry.contact.institution,
            item.title,
            item.minutes,
            told(item.held_on)
        ));
    if !enquiry.asks.is_empty() {
        letter = letter.words(format!("{asks} asks: {}", enquiry.asks));
    }
    let letter = letter
        .link("Yes, it was so", format!("{link}?said=confirmed"))
        .link("It was otherwise, or we have no record", link)
        .note(format!(
            "No account is needed. The link takes one answer, until {}. You get this because {asks} of {} named you as whom to ask; if that is wrong, just say so there.",
            told(uk_day(enquiry.ends_at)),
            provider.name
        ));
    Ok(Message {
        id: enquiry.id,
        to: enquiry.contact.email.clone(),
        person: None,
        provider: Some(provider.id),
        kind: MessageKind::Told,
        text: letter.text(),
        html: letter.html(),
        calendar: None,
        subject: letter.subject,
        useless_after: Some(enquiry.ends_at),
    })
}

/// Shows what a link asks.
///
/// # Refuses
/// A network that tried too many links which lead nowhere.
/// # Errors
/// When the link leads nowhere, or the store fails.
pub async fn asked(
    platform: &Platform,
    secret: &str,
    device: &Device,
) -> Result<Asked, ActionError> {
    let mut tx = platform.store.read().await?;
    let found = store::prior_learning::issuer::by_secret(&mut tx, &hash(secret)).await?;
    let Some(enquiry) = found else {
        drop(tx);
        return Err(unknown(platform, device).await?);
    };
    opened(platform, &mut tx, enquiry).await
}

async fn opened(platform: &Platform, tx: &mut Tx, enquiry: Enquiry) -> Result<Asked, ActionError> {
    let item = store::prior_learning::item(tx, enquiry.item).await?;
    let item = item.ok_or_else(|| nothing("item"))?;
    let mentor = store::person::person(tx, enquiry.person).await?;
    Ok(Asked {
        provider: with(tx, enquiry.provider).await?,
        mentor: mentor.map(|mentor| mentor.name()).unwrap_or_default(),
        item: item.whole(platform.today())?,
        is_open: enquiry.is_open(platform.now()),
        enquiry,
    })
}

/// Counts a link that leads nowhere.
async fn unknown(platform: &Platform, device: &Device) -> Result<ActionError, ActionError> {
    let counted = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        count_network(platform, tx, &policies, device).await?
    })?;
    Ok(counted.map_or_else(ActionError::from, |()| nothing("question")))
}

/// Takes the answer of whoever was asked, once, and tells who asked.
///
/// # Refuses
/// A question that was answered or has lapsed; a correction that cannot be.
/// # Errors
/// When the link leads nowhere, or the store fails.
pub async fn answer(
    platform: &Platform,
    secret: &str,
    device: &Device,
    (said, words): (Said, &str),
) -> Result<(), ActionError> {
    let shown = asked(platform, secret, device).await?;
    let at = (platform.today(), platform.now());
    let answer = answered(&shown.item, said, words, at)?;
    let enquiry = &shown.enquiry;
    deed!(platform, |tx| {
        if !store::prior_learning::issuer::answer(tx, enquiry.id, &answer).await? {
            return Err(Refusal::EnquiryClosed.into());
        }
        let requests = store::prior_learning::of_person(tx, enquiry.person).await?;
        let mut requests = requests.iter();
        let about = |one: &&Request| (one.item, one.provider) == (enquiry.item, enquiry.provider);
        let asked_by_somebody = enquiry.asked_by != PersonId::OPERATOR;
        if let Some(request) = requests.find(about).filter(|_| asked_by_somebody) {
            tell(platform, tx, &notice(&shown, &answer.said, request)).await?;
        }
        let (deed, of) = (Deed::AskIssuer, Some(enquiry.provider));
        let told = format!("an issuer answered: {}", in_words(answer.said));
        let actor = platform.operator();
        platform
            .note(tx, &actor, deed, of, enquiry.id.to_string(), told)
            .await?;
    })
}

/// What a provider asked about an item, the first first.
pub(super) async fn asked_by(
    tx: &mut Tx,
    item: ItemId,
    provider: ProviderId,
) -> Result<Vec<Enquiry>, ActionError> {
    let mut all = store::prior_learning::issuer::of_item(tx, item).await?;
    all.retain(|one| one.provider == provider);
    Ok(all)
}

/// Whether the institution has said last that an item was otherwise, or that it has no record of it: then what
/// was agreed is no ground to accept it unread.
pub(super) fn is_contradicted(asked: &[Enquiry]) -> bool {
    let mut answers = asked.iter().rev().filter_map(|one| one.answer.as_ref());
    answers
        .next()
        .is_some_and(|last| last.said != Said::Confirmed)
}

/// Whether somebody gave an item, or has vouched for it: they answered for the institution, or held a
/// session of that name here on that day.
pub(super) async fn gave_it(
    tx: &mut Tx,
    actor: &Actor,
    item: &ItemDraft,
) -> Result<bool, ActionError> {
    let addresses = store::person::emails_of(tx, actor.person).await?;
    let asked = store::prior_learning::issuer::of_item(tx, item.id).await?;
    if asked.iter().any(|one| one.was_answered_by(&addresses)) {
        return Ok(true);
    }
    let Some(day) = item.held_on else {
        return Ok(false);
    };
    let held = store::booking::hosted_by(tx, actor.person, day, day).await?;
    let title = item.title.trim().to_lowercase();
    Ok(held
        .iter()
        .any(|one| one.title.trim().to_lowercase() == title))
}

/// What an issuer says, in words.
#[must_use]
pub fn in_words(said: Said) -> String {
    match said {
        Said::Confirmed => "it was so".to_owned(),
        Said::Corrected { held_on, minutes } => {
            format!("it was {minutes}, on {}", told(held_on))
        }
        Said::NoRecord => "they have no record of it".to_owned(),
    }
}

fn notice(shown: &Asked, said: &Said, request: &Request) -> NewNotice {
    let enquiry = &shown.enquiry;
    let contact = &enquiry.contact;
    NewNotice {
        provider: Some(enquiry.provider),
        about: Some(request.id.0),
        subject: format!("{} has answered about “{}”", contact.name, shown.item.title),
        words: format!(
            "{} of {} says of {}: {}.",
            contact.name,
            contact.institution,
            shown.mentor,
            in_words(*said)
        ),
        why: "You get this because you asked them.".to_owned(),
        path: format!(
            "/prior-learning/queue/{}/{}",
            shown.provider.code.to_lowercase(),
            request.id.0
        ),
        action: "Decide".to_owned(),
        ..NewNotice::to(
            enquiry.asked_by,
            NoticeKind::Decision,
            format!("issuer {}", enquiry.id),
        )
    }
}
