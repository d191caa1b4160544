//! Takes in that somebody wants to be erased, and what the offices say to it.
//!
//! Owns the deeds `AskErasure` and `AnswerErasure`, and the words `Told` and `Said` of a request.
//! It never erases anything itself.

mod replace;
mod traces;

use domain::{
    Date,
    access::{Actor, Deed, Object, letter::Letter},
    partnership::{Provider, ProviderId},
    person::{
        PersonId, Refusal, Role,
        erasure::{Answer, Request, Stand, State, stand},
    },
    policy::{Value, names},
};
use store::Tx;
use uuid::Uuid;

pub(crate) use self::replace::replace;
pub use self::replace::{Preview, erase, erase_by_hand, preview_erasure};
use self::traces::own_records;
use super::post;
use crate::{ActionError, Platform, partnership::holder, platform::deed_once};

/// A request, with how far it is.
#[derive(Debug, Clone)]
pub struct Told {
    /// The request.
    pub request: Request,
    /// Whose it is; nothing but the number once it is done.
    pub name: String,
    /// How far it is.
    pub stand: Stand,
    /// Whether they still have a role today or later: roles end first.
    pub has_role: bool,
    /// The providers that hold something, each with what its office says.
    pub said: Vec<Said>,
}

/// What a provider's office says to a request.
#[derive(Debug, Clone)]
pub struct Said {
    /// The provider.
    pub provider: Provider,
    /// What it says; nothing yet.
    pub answer: Option<Answer>,
}

fn own(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

/// Finds what somebody asked for themself, with how far it is; nothing where nothing is asked.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn own_erasure(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Option<Told>, ActionError> {
    actor.may(Deed::AskErasure, own(person))?;
    let mut tx = platform.store.read().await?;
    let request = store::person::erasure_of(&mut tx, person).await?;
    match request.filter(|request| request.state == State::Asked) {
        Some(request) => Ok(Some(told(platform, &mut tx, request).await?)),
        None => Ok(None),
    }
}

/// Asks to be erased: every office that holds something is told and has some days to answer. Sent
/// twice, it is asked once.
///
/// # Refuses
/// When it is not the actor's own, without a fresh proof, and where it was asked already.
/// # Errors
/// When the store fails.
pub async fn ask_erasure(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    person: PersonId,
) -> Result<(), ActionError> {
    actor.may(Deed::AskErasure, own(person))?;
    let done = deed_once!(platform, actor, once, |tx| {
        actor.proves()?;
        store::person::lock(tx, person).await?;
        let request = Request {
            id: platform.number(),
            person,
            asked_at: platform.now(),
            state: State::Asked,
        };
        if !store::person::ask_erasure(tx, &request).await? {
            return Err(Refusal::ErasureAsked.into());
        }
        let told = told(platform, tx, request).await?;
        tell_offices(platform, tx, &told).await?;
        let (deed, subject) = (Deed::AskErasure, person.0.to_string());
        let words = "asked to be erased";
        platform.note(tx, actor, deed, None, subject, words).await?;
        String::new()
    });
    done.map(|_| ())
}

async fn tell_offices(platform: &Platform, tx: &mut Tx, told: &Told) -> Result<(), ActionError> {
    let today = platform.today();
    for said in &told.said {
        let provider = &said.provider;
        let code = provider.code.to_lowercase();
        let page = format!("/access/erasure/{code}");
        let until = match told.stand {
            Stand::Waits(until) => domain::calendar::told(until),
            Stand::HeldBack | Stand::Ready => domain::calendar::told(today),
        };
        let letter = Letter::about("Somebody asks to be erased")
            .words("Somebody of whom your partnership holds a record asks to be erased. Please say whether anything stands against it, such as a claim that is being sampled.")
            .link("See who asks, and answer", platform.doors.address(&page))
            .words(format!("If you say nothing until {until}, nothing stands against it."));
        let office = Role::PartnershipOfficer;
        for officer in store::person::in_role(tx, provider.id, office, today).await? {
            post::tell(platform, tx, officer.id, letter.clone()).await?;
        }
    }
    Ok(())
}

/// Takes back that one asked to be erased: sent twice, it is done once.
///
/// # Refuses
/// When it is not the actor's own, and where nothing is asked any more.
/// # Errors
/// When the store fails.
pub async fn take_back_erasure(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    person: PersonId,
) -> Result<(), ActionError> {
    actor.may(Deed::AskErasure, own(person))?;
    let done = deed_once!(platform, actor, once, |tx| {
        store::person::lock(tx, person).await?;
        let request = store::person::erasure_of(tx, person).await?;
        let request = request.ok_or(Refusal::ErasureOver)?;
        let (now, by) = (platform.now(), actor.person);
        if !store::person::end_erasure(tx, request.id, State::TakenBack, now, by).await? {
            return Err(Refusal::ErasureOver.into());
        }
        let (deed, subject) = (Deed::AskErasure, person.0.to_string());
        let words = "took back that they asked to be erased";
        platform.note(tx, actor, deed, None, subject, words).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Lists the open requests of people of whom a provider holds something.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn erasures_with(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
) -> Result<(Provider, Vec<Told>), ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    may_answer(actor, &provider)?;
    let mut all = every(platform, &mut tx).await?;
    all.retain(|told| told.said.iter().any(|said| said.provider.id == provider.id));
    Ok((provider, all))
}

/// Lists every open request, for whoever erases.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn erasures(platform: &Platform, actor: &Actor) -> Result<Vec<Told>, ActionError> {
    actor.may(Deed::ErasePerson, Object::default())?;
    let mut tx = platform.store.read().await?;
    every(platform, &mut tx).await
}

async fn every(platform: &Platform, tx: &mut Tx) -> Result<Vec<Told>, ActionError> {
    let mut all = Vec::new();
    for request in store::person::open_erasures(tx).await? {
        all.push(told(platform, tx, request).await?);
    }
    Ok(all)
}

fn may_answer(actor: &Actor, provider: &Provider) -> Result<(), ActionError> {
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    Ok(actor.may(Deed::AnswerErasure, object)?)
}

/// Says for a provider that nothing stands against an erasure, or what does: sent twice, it is said once.
///
/// # Rule
/// UK GDPR article 17(3) names what may stand against it: a task in the public interest, such as
/// showing what a grant was spent on, and a claim that is being made or answered.
///
/// # Refuses
/// When this is not the actor's to do, an objection without a reason, and a request that is over.
/// # Errors
/// When the provider holds nothing of the person, or the store fails.
pub async fn answer_erasure(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, request): (&str, Uuid),
    against: Option<&str>,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, provider).await?;
        may_answer(actor, &provider)?;
        let against = against.map(str::trim);
        if against == Some("") {
            return Err(Refusal::NoObjection.into());
        }
        let request = open(tx, request).await?;
        let concerned = providers_of(tx, request.person).await?;
        if !concerned.contains(&provider.id) {
            return Err(nothing());
        }
        let answer = Answer {
            provider: provider.id,
            at: platform.now(),
            by: actor.person,
            against: against.map(str::to_owned),
        };
        store::person::answer_erasure(tx, request.id, &answer).await?;
        let words = match against {
            None => "said that nothing stands against erasing this person",
            Some(_) => "said that something stands against erasing this person",
        };
        let (deed, subject) = (Deed::AnswerErasure, request.person.0.to_string());
        let of = Some(provider.id);
        platform.note(tx, actor, deed, of, subject, words).await?;
        String::new()
    });
    done.map(|_| ())
}

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such request here.".to_owned())
}

/// Finds a request that is still open, and holds it until the transaction ends.
async fn open(tx: &mut Tx, id: Uuid) -> Result<Request, ActionError> {
    let request = store::person::erasure(tx, id).await?.ok_or_else(nothing)?;
    store::person::lock(tx, request.person).await?;
    let request = store::person::erasure(tx, id).await?.ok_or_else(nothing)?;
    match request.state {
        State::Asked => Ok(request),
        State::TakenBack | State::Done => Err(Refusal::ErasureOver.into()),
    }
}

/// The providers that hold anything of any record of somebody.
async fn providers_of(tx: &mut Tx, person: PersonId) -> Result<Vec<ProviderId>, ActionError> {
    let mut all = Vec::new();
    for record in own_records(tx, person).await? {
        all.extend(store::person::providers(tx, record).await?);
        all.extend(store::placement::providers_of(tx, record).await?);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

async fn told(platform: &Platform, tx: &mut Tx, request: Request) -> Result<Told, ActionError> {
    let concerned = providers_of(tx, request.person).await?;
    let answers = store::person::erasure_answers(tx, request.id).await?;
    let policies = platform.policies(tx).await?;
    let today = platform.today();
    let days = match policies.on(names::ERASURE_ANSWER, None, today) {
        Some(term) => match term.row.value {
            Value::Days(days) => days,
            _ => 0,
        },
        None => 0,
    };
    let person = store::person::person(tx, request.person).await?;
    let providers = store::partnership::providers(tx).await?;
    Ok(Told {
        stand: stand(&request, &concerned, &answers, days, today),
        name: person.map(|person| person.name()).unwrap_or_default(),
        has_role: has_role(tx, request.person, today).await?,
        said: providers
            .into_iter()
            .filter(|provider| concerned.contains(&provider.id))
            .map(|provider| Said {
                answer: answers
                    .iter()
                    .find(|answer| answer.provider == provider.id)
                    .cloned(),
                provider,
            })
            .collect(),
        request,
    })
}

/// Whether somebody has a role today, or will have.
async fn has_role(tx: &mut Tx, person: PersonId, today: Date) -> Result<bool, ActionError> {
    let held = store::person::memberships_of(tx, person).await?;
    let mut held = held.iter().map(|held| &held.membership);
    Ok(held.any(|held| held.until.is_none_or(|until| until >= today)))
}
