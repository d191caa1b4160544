//! Names, replaces and ends the mentors of a placement.
//!
//! Owns the deed `AssignMentor`. It never names somebody who is no mentor at the school.

use domain::{
    Date,
    access::{Actor, Deed},
    calendar::told,
    person::PersonId,
    placement::{self, Change, Manner, Mentoring, MentoringId, Placement, PlacementId, Refusal},
};
use store::Tx;
use uuid::Uuid;

use super::one::{nothing, object, who_could};
use crate::{ActionError, Platform, access::delegate::in_stead, platform::deed_once};

/// Names a mentor for a placement from a day, beside or instead of whoever mentors.
///
/// # Refuses
/// When this is not the actor's to do, somebody was quicker, or a rule says no.
/// # Errors
/// When there is no such placement, or the store fails.
pub async fn assign(
    platform: &Platform,
    actor: &Actor,
    id: PlacementId,
    (mentor, from, manner): (PersonId, Date, Manner),
    seen: &str,
    once: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (placement, mentorings) = locked(tx, actor, id, seen, Some(mentor)).await?;
        // Nobody names themself in another's name.
        actor.may(Deed::AssignMentor, object(&placement, Some(mentor)))?;
        let person = store::person::person(tx, mentor)
            .await?
            .ok_or_else(nobody)?;
        let (known, _) = who_could(tx, placement.provider, placement.school, from).await?;
        if !known.iter().any(|known| known.id == mentor) {
            return Err(Refusal::NoMentorThere(person.name(), from).into());
        }
        let changes = placement::assign(&placement, &mentorings, mentor, from, manner)?;
        keep(platform, tx, &placement, &changes).await?;
        let said = match manner {
            Manner::Beside => "mentors from",
            Manner::Instead => "mentors in the place of others from",
        };
        let sentence = format!("{} {said} {}", person.id.0, told(from));
        noted(
            platform,
            tx,
            actor,
            Deed::AssignMentor,
            &placement,
            sentence,
        )
        .await?
    });
    done.map(|_| ())
}

/// Ends a mentor's time with a placement.
///
/// # Refuses
/// When this is not the actor's to do, somebody was quicker, or a rule says no.
/// # Errors
/// When there is no such time, or the store fails.
pub async fn end(
    platform: &Platform,
    actor: &Actor,
    id: PlacementId,
    (mentoring, until): (MentoringId, Date),
    seen: &str,
    once: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (placement, mentorings) = locked(tx, actor, id, seen, None).await?;
        let mut theirs = mentorings.iter().filter(|held| held.id == mentoring);
        let held = *theirs.next().ok_or_else(nothing)?;
        let change = placement::end(&placement, held, until)?;
        keep(platform, tx, &placement, &[change]).await?;
        let before = held.until.map(told);
        let sentence = format!(
            "{} mentors until {}, before until {}",
            held.mentor.0,
            told(until),
            before.unwrap_or_else(|| "further notice".to_owned())
        );
        noted(
            platform,
            tx,
            actor,
            Deed::AssignMentor,
            &placement,
            sentence,
        )
        .await?
    });
    done.map(|_| ())
}

fn nobody() -> ActionError {
    ActionError::NotFound("There is no such person here.".to_owned())
}

/// Reads a placement that is about to be changed, once leave was asked and nobody was quicker.
async fn locked(
    tx: &mut Tx,
    actor: &Actor,
    id: PlacementId,
    seen: &str,
    also: Option<PersonId>,
) -> Result<(Placement, Vec<Mentoring>), ActionError> {
    let placement = store::placement::placement(tx, id)
        .await?
        .ok_or_else(nothing)?;
    actor.may(Deed::AssignMentor, object(&placement, None))?;
    unchanged(tx, id, seen, also).await
}

/// Reads a placement again after everybody else who changes placements has been waited for.
pub(super) async fn unchanged(
    tx: &mut Tx,
    id: PlacementId,
    seen: &str,
    also: Option<PersonId>,
) -> Result<(Placement, Vec<Mentoring>), ActionError> {
    let found = store::placement::placement(tx, id).await?;
    let found = found.ok_or_else(nothing)?;
    let mentorings = store::placement::mentorings_of(tx, id).await?;
    let mut people: Vec<PersonId> = mentorings.iter().map(|held| held.mentor).collect();
    people.extend([Some(found.student), also].into_iter().flatten());
    people.sort_unstable();
    people.dedup();
    store::audit::touch(tx, Some(found.provider), &people).await?;
    let placement = store::placement::placement(tx, id)
        .await?
        .ok_or_else(nothing)?;
    let mentorings = store::placement::mentorings_of(tx, id).await?;
    if placement::seen(&placement, &mentorings) != seen {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    Ok((placement, mentorings))
}

/// Keeps changes to the mentors of a placement.
pub(crate) async fn keep(
    platform: &Platform,
    tx: &mut Tx,
    placement: &Placement,
    changes: &[Change],
) -> Result<(), ActionError> {
    for change in changes {
        match *change {
            Change::Begin {
                mentor,
                from,
                until,
            } => {
                let new = Mentoring {
                    id: MentoringId(platform.number()),
                    mentor,
                    from,
                    until,
                };
                store::placement::add_mentoring(tx, placement.id, &new).await?;
            }
            Change::End { mentoring, until } => {
                store::placement::end_mentoring(tx, mentoring.id, Some(until)).await?;
            }
            Change::SetAside { mentoring } => {
                let now = Some(platform.now());
                store::placement::set_mentoring_aside(tx, mentoring.id, now).await?;
            }
        }
    }
    Ok(())
}

/// Notes a deed on a placement, and answers its form.
pub(super) async fn noted(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    placement: &Placement,
    sentence: String,
) -> Result<String, ActionError> {
    let subject = placement.id.0.to_string();
    let stead = in_stead(actor, deed, object(placement, None));
    let sentence = format!("{sentence}{stead}");
    platform
        .note(tx, actor, deed, Some(placement.provider), subject, sentence)
        .await?;
    Ok(String::new())
}
