//! Takes in what somebody says of themselves when they first come in.
//!
//! Owns the deed `TellWhoIAm`. It never takes a number away, nor one that another record has.

use domain::{
    access::{Actor, Deed, Object, Refusal},
    partnership::SchoolPhase,
    person::{Person, PersonId, Refusal as PersonRefusal, Role, Sameness, Trn, fold},
};
use store::{Conflict, StoreError, Tx, person::NewMembership};
use uuid::Uuid;

use super::attempt::{Costly, count_costly};
use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
};

/// What somebody says of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Given name, as on the teaching record.
    pub first_name: String,
    /// Family name, as on the teaching record.
    pub last_name: String,
    /// The number, where they have it at hand.
    pub trn: Option<Trn>,
    /// What they teach, in words; blank says nothing.
    pub subject: String,
    /// Whom they teach.
    pub school_phase: Option<SchoolPhase>,
}

/// What is known of somebody who says who they are.
#[derive(Debug, Clone)]
pub struct Own {
    /// Their record.
    pub person: Person,
    /// The subject and the phase that a mentor's role tells; none for others.
    pub teaches: Option<(Option<String>, Option<SchoolPhase>)>,
    /// Where they can be written to.
    pub addresses: Vec<String>,
}

/// Reads what is known of somebody.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn own(platform: &Platform, actor: &Actor, person: PersonId) -> Result<Own, ActionError> {
    ask_leave(actor, person)?;
    let mut tx = platform.store.glance().await?;
    let held = mentoring(platform, &mut tx, person).await?;
    let first = held.first().map(|held| &held.membership);
    Ok(Own {
        person: find(&mut tx, person).await?,
        teaches: first.map(|held| (held.subject.clone(), held.school_phase)),
        addresses: store::person::emails_of(&mut tx, person).await?,
    })
}

fn ask_leave(actor: &Actor, person: PersonId) -> Result<(), ActionError> {
    let object = Object {
        person: Some(person),
        ..Object::default()
    };
    Ok(actor.may(Deed::TellWhoIAm, object)?)
}

async fn find(tx: &mut Tx, person: PersonId) -> Result<Person, ActionError> {
    let found = store::person::person(tx, person).await?;
    found.ok_or_else(|| ActionError::NotFound("There is no such person here.".to_owned()))
}

/// The roles of today in which somebody mentors.
async fn mentoring(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<NewMembership>, ActionError> {
    let today = platform.today();
    let mut held = store::person::memberships_of(tx, person).await?;
    held.retain(|held| {
        held.membership.role == Role::GeneralMentor && held.membership.holds_on(today)
    });
    Ok(held)
}

/// Keeps what somebody says of themselves: sent twice, it is done once.
///
/// # Rule
/// The name is theirs to say. A number is taken where none is known yet. What they teach is kept with
/// the roles in which they mentor today.
///
/// # Refuses
/// When this is not the actor's to do, a name that is missing, a number that another record has, and
/// more numbers in a day than one person tries.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn tell_who_i_am(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    once: Uuid,
    told: &Told,
) -> Result<(), ActionError> {
    ask_leave(actor, person)?;
    if told.trn.is_some() {
        count_costly(platform, actor, Costly::Number).await?;
    }
    let done = deed_once!(platform, actor, once, |tx| {
        store::person::lock(tx, person).await?;
        let there = find(tx, person).await?;
        let mut changed = named(tx, &there, told).await?;
        if let Some(trn) = told.trn.filter(|_| there.trn.is_none()) {
            store::person::set_trn(tx, person, &trn.to_string()).await?;
            changed.push("TRN");
        }
        if taught(platform, tx, person, told).await? {
            changed.push("what they teach");
        }
        store::audit::count_up(tx, "person", None).await?;
        let words = match changed.as_slice() {
            [] => "confirmed".to_owned(),
            changed => format!("said anew: {}", changed.join(", ")),
        };
        let (deed, subject) = (Deed::TellWhoIAm, person.0.to_string());
        platform.note(tx, actor, deed, None, subject, words).await?;
        String::new()
    });
    match done {
        Err(ActionError::Store {
            cause: StoreError::Conflict(Conflict::TrnTaken),
            ..
        }) => {
            propose(platform, actor, person, told).await?;
            Err(Refusal::TrnOfAnother.into())
        }
        done => done.map(|_| ()),
    }
}

/// Proposes to the offices that know either record that both may be one person's.
async fn propose(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    told: &Told,
) -> Result<(), ActionError> {
    let Some(trn) = told.trn else { return Ok(()) };
    deed!(platform, |tx| {
        if let Some(other) = store::person::with_trn(tx, trn).await? {
            let (two, why) = ((person, other), Sameness::Trn);
            store::person::propose_twins(tx, two, why, platform.now()).await?;
            let words = format!("gave the TRN of the record {}", other.0);
            let (deed, subject) = (Deed::TellWhoIAm, person.0.to_string());
            platform.note(tx, actor, deed, None, subject, words).await?;
        }
    })
}

async fn named(tx: &mut Tx, there: &Person, told: &Told) -> Result<Vec<&'static str>, ActionError> {
    let (first, last) = (told.first_name.trim(), told.last_name.trim());
    if first.is_empty() || last.is_empty() {
        return Err(PersonRefusal::NoName.into());
    }
    if (first, last) == (&there.first_name, &there.last_name) {
        return Ok(Vec::new());
    }
    let renamed = Person {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        ..there.clone()
    };
    store::person::rename(tx, &renamed).await?;
    Ok(vec!["name"])
}

async fn taught(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    told: &Told,
) -> Result<bool, ActionError> {
    let subject = Some(fold(&told.subject).replace(' ', "-")).filter(|said| !said.is_empty());
    let mut changed = false;
    for mut held in mentoring(platform, tx, person).await? {
        let before = (
            held.membership.subject.clone(),
            held.membership.school_phase,
        );
        let after = (
            subject.clone().or(before.0.clone()),
            told.school_phase.or(before.1),
        );
        if before != after {
            (held.membership.subject, held.membership.school_phase) = after;
            store::person::change_membership(tx, &held).await?;
            changed = true;
        }
    }
    Ok(changed)
}
