//! Moves everybody of a closed school to the one that took its place: roles and placements.
//!
//! Owns the word `MovedOn`. It never changes what was before the day.

use std::collections::HashSet;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::{Provider, Urn},
    person::{Membership, PersonId, Role},
    placement::{Mentoring, MentoringId, Moved, Placement, PlacementId, moved},
};
use store::{Tx, person::NewMembership};
use uuid::Uuid;

use super::quality::{ends_after, of};
use crate::{ActionError, Platform, import::many, partnership::holder, platform::deed_once};

/// How much moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MovedOn {
    /// Roles.
    pub roles: usize,
    /// Placements.
    pub placements: usize,
}

/// Moves everybody of a closed school to the one that took its place, from today: sent twice, it
/// is done once. Says how much moved.
///
/// # Rule
/// A role that is held ends the day before; the same role begins at the successor. A placement
/// that runs is parted in the same way, with its mentors; one that has yet to begin begins there.
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
) -> Result<MovedOn, ActionError> {
    let today = platform.today();
    let told = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, provider).await?;
        actor.may(Deed::ChangePerson, of(&provider))?;
        let there = Object {
            school: Some(school),
            ..of(&provider)
        };
        actor.may(Deed::ChangePlacement, there)?;
        store::audit::count_up(tx, "person", None).await?;
        let found = store::partnership::school(tx, school).await?;
        let successor = found
            .filter(|school| !school.open)
            .and_then(|one| one.successor);
        let successor = successor.ok_or_else(|| {
            ActionError::NotFound("The register names no school in its place.".to_owned())
        })?;
        let roles = roles(platform, tx, &provider, (school, successor), today).await?;
        let placements = placements(platform, tx, &provider, (school, successor), today).await?;
        let told = format!(
            "{} and {} moved from {school} to {successor}",
            many(roles, "role", "roles"),
            many(placements, "placement", "placements"),
        );
        let subject = school.to_string();
        let (deed, of) = (Deed::ChangePerson, Some(provider.id));
        platform.note(tx, actor, deed, of, subject, told).await?;
        format!("{roles} {placements}")
    })?;
    let (roles, placements) = told.split_once(' ').unwrap_or_default();
    Ok(MovedOn {
        roles: roles.parse().unwrap_or_default(),
        placements: placements.parse().unwrap_or_default(),
    })
}

async fn roles(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    (school, successor): (Urn, Urn),
    today: Date,
) -> Result<usize, ActionError> {
    let held = store::person::memberships_with(tx, provider.id).await?;
    let there: HashSet<(PersonId, Role)> = held
        .iter()
        .map(|held| &held.membership)
        .filter(|held| held.school == Some(successor) && ends_after(held, today))
        .map(|held| (held.person, held.role))
        .collect();
    let mut moved = 0;
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
    Ok(moved)
}

async fn placements(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    (school, successor): (Urn, Urn),
    today: Date,
) -> Result<usize, ActionError> {
    let all = store::placement::placements(tx, provider.id).await?;
    let there: HashSet<(PersonId, Date)> = all
        .iter()
        .filter(|one| one.school == successor)
        .map(|one| (one.student, one.from))
        .collect();
    let mut count = 0;
    for old in all.iter().filter(|one| one.school == school) {
        let mentorings = store::placement::mentorings_of(tx, old.id).await?;
        match moved(old, &mentorings, successor, today) {
            Moved::Over => continue,
            Moved::Whole(new) if there.contains(&(new.student, new.from)) => {
                let now = Some(platform.now());
                store::placement::set_aside(tx, old.id, now).await?;
            }
            Moved::Whole(new) => store::placement::change(tx, &new).await?,
            Moved::Parted {
                until,
                goes_on,
                mentorings: on,
            } => {
                part(platform, tx, (old, &mentorings), until).await?;
                if !there.contains(&(goes_on.student, goes_on.from)) {
                    begin(platform, tx, goes_on, &on).await?;
                }
            }
        }
        count += 1;
    }
    Ok(count)
}

/// Ends a placement and the times with it; a time that has yet to begin is set aside.
async fn part(
    platform: &Platform,
    tx: &mut Tx,
    (old, mentorings): (&Placement, &[Mentoring]),
    until: Date,
) -> Result<(), ActionError> {
    let ended = Placement {
        until: Some(until),
        ..old.clone()
    };
    store::placement::change(tx, &ended).await?;
    for held in mentorings {
        if held.from > until {
            let now = Some(platform.now());
            store::placement::set_mentoring_aside(tx, held.id, now).await?;
        } else if held.until.is_none_or(|last| last > until) {
            store::placement::end_mentoring(tx, held.id, Some(until)).await?;
        }
    }
    Ok(())
}

/// Begins a placement at the successor with those who mentor on.
async fn begin(
    platform: &Platform,
    tx: &mut Tx,
    goes_on: Placement,
    mentorings: &[Mentoring],
) -> Result<(), ActionError> {
    let new = Placement {
        id: PlacementId(platform.number()),
        ..goes_on
    };
    store::placement::add(tx, &new).await?;
    for held in mentorings {
        let on = Mentoring {
            id: MentoringId(platform.number()),
            ..*held
        };
        store::placement::add_mentoring(tx, new.id, &on).await?;
    }
    Ok(())
}
