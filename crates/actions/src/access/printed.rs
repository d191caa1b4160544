//! Prints a code by which a colleague signs in once: for mail that does not arrive.
//!
//! Owns the deed `PrintSignIn`. It never prints one for somebody who may do more than whoever prints it.

use domain::{
    Timestamp,
    access::{Actor, Deed, Object, Refusal, ticket::Purpose},
    partnership::Urn,
    person::{Person, PersonId},
};
use store::Tx;

use super::{
    invite::OF_A_SCHOOL,
    post,
    ticket::{Wanted, mint},
};
use crate::{ActionError, Platform, partnership::holder, platform::deed};

/// What is printed, and given to nobody but the colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Whom it lets in.
    pub name: String,
    /// The whole address, for a camera or to be typed.
    pub address: String,
    /// When it lets nobody in any more.
    pub ends_at: Timestamp,
}

/// Prints a code for a colleague. Those printed before let nobody in any more.
///
/// # Rule
/// It is for those who mentor or support at the school and are nothing else today, so that nobody
/// prints themself more rights than they have. They are told by e-mail who printed it.
///
/// # Refuses
/// When this is not the actor's to do, and for somebody who does more.
/// # Errors
/// When nobody of that number works at the school, or the store fails.
pub async fn print(
    platform: &Platform,
    actor: &Actor,
    (provider, school): (&str, Urn),
    person: PersonId,
) -> Result<Printed, ActionError> {
    deed!(platform, |tx| {
        let provider = holder(tx, provider).await?;
        let object = Object {
            provider: Some(provider.id),
            school: Some(school),
            person: Some(person),
            ..Object::default()
        };
        actor.may(Deed::PrintSignIn, object)?;
        let whom = colleague(platform, tx, school, person).await?;
        let now = platform.now();
        store::access::ticket::void(tx, person, Purpose::Printed, now).await?;
        let wanted = Wanted {
            purpose: Purpose::Printed,
            person: Some(person),
            address: None,
            subject: None,
            object: None,
            made_by: actor.person,
        };
        let minted = mint(platform, tx, wanted).await?;
        post::tell_printed(platform, tx, actor.person, &whom).await?;
        let (deed, subject) = (Deed::PrintSignIn, person.0.to_string());
        let told = "a sign-in code was printed";
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        Printed {
            name: whom.name(),
            address: post::link(platform, &minted.secret),
            ends_at: minted.ticket.ends_at,
        }
    })
}

/// Finds somebody who works at a school and is nothing more than its mentor.
async fn colleague(
    platform: &Platform,
    tx: &mut Tx,
    school: Urn,
    person: PersonId,
) -> Result<Person, ActionError> {
    let nobody = || ActionError::NotFound("There is no such colleague here.".to_owned());
    let found = store::person::person(tx, person)
        .await?
        .ok_or_else(nobody)?;
    let today = platform.today();
    let mut held = store::person::memberships_of(tx, person).await?;
    held.retain(|held| held.membership.holds_on(today));
    let mut schools = held.iter().map(|held| held.membership.school);
    if !schools.any(|at| at == Some(school)) {
        return Err(nobody());
    }
    let roles = held.iter().map(|held| held.membership.role);
    if roles.clone().any(|role| !OF_A_SCHOOL.contains(&role)) {
        return Err(Refusal::DoesMore(found.name()).into());
    }
    Ok(found)
}
