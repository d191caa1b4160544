//! Puts right what is amiss in a partnership's records, one press at a time.
//!
//! Owns no deed of its own. It never joins two records.

use std::collections::HashSet;

use domain::{
    access::{Actor, Deed},
    ledger::{Correction, EntryId},
    partnership::Urn,
    person::{Membership, PersonId, Role, Trn},
};
use store::person::NewMembership;
use uuid::Uuid;

use super::quality::{ends_after, of};
use crate::{ActionError, Platform, partnership::holder, person::Details, platform::deed_once};

/// Gives somebody the TRN that was missing: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, or the number is another's.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn give_trn(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, person): (&str, PersonId),
    trn: Trn,
) -> Result<(), ActionError> {
    let (_, _, details) = crate::person::details(platform, actor, provider, person).await?;
    let wanted = Details {
        trn: Some(trn),
        ..details.clone()
    };
    let seen = details.token();
    crate::person::change(platform, actor, once, (provider, person), &seen, &wanted).await
}

/// Vouches for an entry that waits: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, or the minutes are the actor's own.
/// # Errors
/// When there is no such entry, or the store fails.
pub async fn vouch(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    entry: EntryId,
) -> Result<(), ActionError> {
    let correction = Correction {
        verified_by: Some(actor.person),
        reason: "Vouched for by the partnership office.".to_owned(),
        ..Correction::default()
    };
    crate::ledger::correct_once(platform, actor, once, entry, correction)
        .await
        .map(|_| ())
}

/// Moves everybody of a closed school to the one that took its place, from today: sent twice, it
/// is done once. Says how many roles moved.
///
/// # Rule
/// A role that is held ends the day before; the same role begins at the successor.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the register names no successor, or the store fails.
pub async fn move_to_successor(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, school): (&str, Urn),
) -> Result<String, ActionError> {
    let today = platform.today();
    deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, provider).await?;
        actor.may(Deed::ChangePerson, of(&provider))?;
        store::audit::count_up(tx, "person", None).await?;
        let found = store::partnership::school(tx, school).await?;
        let successor = found
            .filter(|school| !school.open)
            .and_then(|one| one.successor);
        let successor = successor.ok_or_else(|| {
            ActionError::NotFound("The register names no school in its place.".to_owned())
        })?;
        let held = store::person::memberships_with(tx, provider.id).await?;
        let there: HashSet<(PersonId, Role)> = held
            .iter()
            .map(|held| &held.membership)
            .filter(|held| held.school == Some(successor) && ends_after(held, today))
            .map(|held| (held.person, held.role))
            .collect();
        let mut moved = 0_usize;
        for mut old in held {
            let is_here = old.membership.school == Some(school);
            if !is_here || !ends_after(&old.membership, today) {
                continue;
            }
            let new = Membership {
                school: Some(successor),
                from: Some(old.membership.from.map_or(today, |from| from.max(today))),
                ..old.membership.clone()
            };
            if old.membership.from.is_some_and(|from| from >= today) {
                store::person::set_membership_aside(tx, old.id).await?;
            } else {
                old.membership.until = today.yesterday().ok();
                store::person::change_membership(tx, &old).await?;
            }
            if !there.contains(&(new.person, new.role)) {
                let id = platform.number();
                let membership = new;
                store::person::add_membership(tx, &NewMembership { id, membership }).await?;
            }
            moved += 1;
        }
        let roles = crate::import::many(moved, "role", "roles");
        let told = format!("{roles} moved from {school} to {successor}");
        let subject = school.to_string();
        platform
            .note(
                tx,
                actor,
                Deed::ChangePerson,
                Some(provider.id),
                subject,
                &told,
            )
            .await?;
        told
    })
}
