//! Invites the mentor whom a placement names, and who has never signed in.
//!
//! Owns no word of its own. It never invites to anything but the placement that names them.

use domain::{
    access::{Actor, Deed, Object},
    person::{PersonId, Role},
    placement::{Placement, PlacementId},
};
use store::Tx;
use uuid::Uuid;

use super::{Invitation, kept};
use crate::{ActionError, Platform, platform::deed_once};

/// Lists those who mentor on a placement, today or to come, have never signed in, and could be invited
/// by the actor.
///
/// # Errors
/// When the store fails.
pub(crate) async fn not_yet_here(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    placement: &Placement,
) -> Result<Vec<PersonId>, ActionError> {
    let mut found = Vec::new();
    if actor.may(Deed::InvitePerson, there(placement)).is_err() {
        return Ok(found);
    }
    for held in store::placement::mentorings_of(tx, placement.id).await? {
        let over = held.until.is_some_and(|until| until < platform.today());
        if over || found.contains(&held.mentor) {
            continue;
        }
        let is_new = !store::access::session::ever(tx, held.mentor).await?;
        if is_new && !store::person::emails_of(tx, held.mentor).await?.is_empty() {
            found.push(held.mentor);
        }
    }
    Ok(found)
}

fn there(placement: &Placement) -> Object {
    Object {
        provider: Some(placement.provider),
        school: Some(placement.school),
        ..Object::default()
    }
}

/// Invites a mentor of a placement by the address that is known of them: sent twice, it is done once.
///
/// # Rule
/// The invitation lands on the placement, once they have said who they are.
///
/// # Refuses
/// When this is not the actor's to do, or the address was written to often in the hour.
/// # Errors
/// When there is no such placement or nobody such on it to invite, or the store fails.
pub async fn invite_mentor(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    placement: PlacementId,
    mentor: PersonId,
) -> Result<(), ActionError> {
    let nothing = || ActionError::NotFound("There is no such mentor to invite here.".to_owned());
    let done = deed_once!(platform, actor, once, |tx| {
        let found = store::placement::placement(tx, placement).await?;
        let found = found.ok_or_else(nothing)?;
        actor.may(Deed::InvitePerson, there(&found))?;
        let new = not_yet_here(platform, tx, actor, &found).await?;
        let person = store::person::person(tx, mentor).await?;
        let person = person.filter(|person| new.contains(&person.id));
        let person = person.ok_or_else(nothing)?;
        let addresses = store::person::emails_of(tx, mentor).await?;
        let address = addresses.into_iter().next().ok_or_else(nothing)?;
        let providers = store::partnership::providers(tx).await?;
        let mut providers = providers.into_iter();
        let provider = providers.find(|provider| provider.id == found.provider);
        let provider = provider.ok_or_else(nothing)?;
        let code = provider.code.to_lowercase();
        let invitation = Invitation {
            address,
            first_name: person.first_name,
            last_name: person.last_name,
            role: Role::GeneralMentor,
            school: Some(found.school),
            to: Some(format!("/placement/{code}/{}", found.id.0)),
        };
        kept(platform, tx, actor, &provider.code, &invitation).await?;
        String::new()
    });
    done.map(|_| ())
}
