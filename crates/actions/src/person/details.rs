//! Changes what is kept of a person: name, number, addresses, and what they are.
//!
//! Owns the deed `ChangePerson` and the word `Details`. It never overwrites in silence what somebody else changed.

use domain::{
    Date,
    access::{Actor, Deed, Object},
    calendar::told,
    partnership::{Provider, Urn},
    person::{Membership, Person, PersonId, Refusal, Role, Trn},
};
use sha2::{Digest, Sha256};
use store::{Conflict, StoreError, Tx, person::NewMembership};
use uuid::Uuid;

use super::index::address;
use crate::{ActionError, Platform, partnership::holder, platform::deed_once};

/// What the office may change of somebody's record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Person")]
pub struct Details {
    pub first_name: String,
    pub last_name: String,
    pub trn: Option<Trn>,
    /// Every address, folded to lower case, in order.
    pub emails: Vec<String>,
}

impl Details {
    /// A short sign of these values: another sign at the deed says that somebody was quicker.
    #[must_use]
    pub fn token(&self) -> String {
        let trn = self.trn.map(|trn| trn.to_string()).unwrap_or_default();
        let emails = self.emails.join("\n");
        let whole = [&self.first_name, &self.last_name, &trn, &emails].map(String::as_str);
        let hash = Sha256::digest(whole.join("\0"));
        hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A role that somebody is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Membership")]
pub struct NewRole {
    pub role: Role,
    pub school: Option<Urn>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// Reads what can be changed of somebody, and who that is.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn details(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    person: PersonId,
) -> Result<(Provider, Person, Details), ActionError> {
    let mut tx = platform.store.read().await?;
    let (provider, person) = known(&mut tx, actor, provider, person).await?;
    let details = now(&mut tx, &person).await?;
    Ok((provider, person, details))
}

/// Changes name, number and addresses of somebody: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, when the values are not those of `seen` any more, or when
/// a number or an address is another's.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn change(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, person): (&str, PersonId),
    seen: &str,
    wanted: &Details,
) -> Result<(), ActionError> {
    let wanted = sound(wanted)?;
    let done = deed_once!(platform, actor, once, |tx| {
        let (provider, person) = known(tx, actor, provider, person).await?;
        store::person::lock(tx, person.id).await?;
        let (provider, person) = known(tx, actor, &provider.code, person.id).await?;
        let there = now(tx, &person).await?;
        if there.token() != seen {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let told = keep(tx, &person, &there, &wanted).await?;
        if !told.is_empty() {
            store::audit::touch(tx, None, &[person.id]).await?;
            note(platform, tx, actor, &provider, person.id, told.join(", ")).await?;
        }
        String::new()
    });
    match done {
        Err(ActionError::Store {
            cause: StoreError::Conflict(Conflict::TrnTaken),
            ..
        }) => Err(Refusal::TrnTaken.into()),
        Err(ActionError::Store {
            cause: StoreError::Conflict(Conflict::EmailTaken),
            ..
        }) => Err(Refusal::EmailTaken(wanted.emails.join(", ")).into()),
        done => done.map(|_| ()),
    }
}

fn sound(wanted: &Details) -> Result<Details, Refusal> {
    let (first, last) = (wanted.first_name.trim(), wanted.last_name.trim());
    if first.is_empty() || last.is_empty() {
        return Err(Refusal::NoName);
    }
    let mut emails = Vec::new();
    for written in &wanted.emails {
        emails.push(address(written).ok_or_else(|| Refusal::NotAnEmail(written.clone()))?);
    }
    emails.sort();
    emails.dedup();
    Ok(Details {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        trn: wanted.trn,
        emails,
    })
}

/// Keeps what differs, and says in words without values what that was.
async fn keep(
    tx: &mut Tx,
    person: &Person,
    there: &Details,
    wanted: &Details,
) -> Result<Vec<&'static str>, ActionError> {
    let mut told = Vec::new();
    if (&there.first_name, &there.last_name) != (&wanted.first_name, &wanted.last_name) {
        let renamed = Person {
            first_name: wanted.first_name.clone(),
            last_name: wanted.last_name.clone(),
            ..person.clone()
        };
        store::person::rename(tx, &renamed).await?;
        told.push("name changed");
    }
    if there.trn != wanted.trn {
        store::person::change_trn(tx, person.id, wanted.trn).await?;
        told.push("TRN changed");
    }
    for gone in there
        .emails
        .iter()
        .filter(|one| !wanted.emails.contains(one))
    {
        store::person::remove_email(tx, person.id, gone).await?;
        told.push("e-mail removed");
    }
    for new in wanted
        .emails
        .iter()
        .filter(|one| !there.emails.contains(one))
    {
        store::person::add_email(tx, person.id, new).await?;
        told.push("e-mail added");
    }
    Ok(told)
}

/// Changes the last day of a role; nothing means until further notice.
///
/// # Refuses
/// When this is not the actor's to do, or the day comes before the first.
/// # Errors
/// When there is no such role with the provider, or the store fails.
pub async fn end_role(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    membership: Uuid,
    until: Option<Date>,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let found = store::person::membership(tx, membership).await?;
        let mut found = found.ok_or_else(nothing)?;
        let (provider, person) = known(tx, actor, provider, found.membership.person).await?;
        actor.proves()?;
        if found.membership.provider != provider.id {
            return Err(nothing());
        }
        fits(found.membership.from, until)?;
        let told = format!(
            "the last day of the role {} changed from {} to {}",
            found.membership.role.code(),
            last_day(found.membership.until),
            last_day(until)
        );
        found.membership.until = until;
        store::person::change_membership(tx, &found).await?;
        changed(platform, tx, actor, &provider, &person, told).await?
    });
    done.map(|_| ())
}

/// Gives somebody a role.
///
/// # Refuses
/// When this is not the actor's to do, when the school is missing or unknown, or the role is held already.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn add_role(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, person): (&str, PersonId),
    new: NewRole,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (provider, person) = known(tx, actor, provider, person).await?;
        actor.proves()?;
        fits(new.from, new.until)?;
        match new.school {
            None if new.role.is_at_a_school() => return Err(Refusal::NoSchool.into()),
            Some(urn) if store::partnership::school(tx, urn).await?.is_none() => {
                return Err(Refusal::UnknownSchool(urn).into());
            }
            _ => {}
        }
        let held = store::person::memberships_of(tx, person.id).await?;
        let first = new.from.unwrap_or(Date::MIN);
        let last = new.until.unwrap_or(Date::MAX);
        let same = |held: &&NewMembership| {
            let held = &held.membership;
            (held.provider, held.role, held.school) == (provider.id, new.role, new.school)
                && held.overlaps(first, last)
        };
        if held.iter().any(|held| same(&held)) {
            return Err(Refusal::HeldAlready.into());
        }
        let membership = Membership {
            person: person.id,
            provider: provider.id,
            role: new.role,
            school: new.school,
            scope: None,
            subject: None,
            school_phase: None,
            from: new.from,
            until: new.until,
        };
        let id = platform.number();
        let at = new.school.map(|urn| format!(" at school {urn}"));
        let told = format!(
            "the role {}{} was added, until {}",
            new.role.code(),
            at.unwrap_or_default(),
            last_day(new.until)
        );
        store::person::add_membership(tx, &NewMembership { id, membership }).await?;
        changed(platform, tx, actor, &provider, &person, told).await?
    });
    done.map(|_| ())
}

/// Counts up and notes a change of what somebody is: others' pages tell it too.
async fn changed(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    provider: &Provider,
    person: &Person,
    told: String,
) -> Result<String, ActionError> {
    store::audit::count_up(tx, "person", None).await?;
    note(platform, tx, actor, provider, person.id, told).await?;
    Ok(String::new())
}

/// A last day, as notes tell it.
fn last_day(until: Option<Date>) -> String {
    until.map_or_else(|| "further notice".to_owned(), told)
}

async fn note(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    provider: &Provider,
    person: PersonId,
    told: String,
) -> Result<(), ActionError> {
    let (deed, subject) = (Deed::ChangePerson, person.0.to_string());
    platform
        .note(tx, actor, deed, Some(provider.id), subject, told)
        .await
}

fn fits(from: Option<Date>, until: Option<Date>) -> Result<(), Refusal> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => {
            Err(Refusal::EndsBeforeItBegins { from, until })
        }
        _ => Ok(()),
    }
}

async fn now(tx: &mut Tx, person: &Person) -> Result<Details, ActionError> {
    Ok(Details {
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        trn: person.trn,
        emails: store::person::emails_of(tx, person.id).await?,
    })
}

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such person here.".to_owned())
}

/// Finds somebody who has to do with the provider, and asks leave to change them.
async fn known(
    tx: &mut Tx,
    actor: &Actor,
    provider: &str,
    person: PersonId,
) -> Result<(Provider, Person), ActionError> {
    let provider = holder(tx, provider).await?;
    let object = Object {
        person: Some(person),
        provider: Some(provider.id),
        school: None,
        ..Object::default()
    };
    actor.may(Deed::ChangePerson, object)?;
    let with = store::person::providers(tx, person).await?;
    let found = store::person::person(tx, person).await?;
    let found = found.filter(|_| with.contains(&provider.id));
    Ok((provider, found.ok_or_else(nothing)?))
}
