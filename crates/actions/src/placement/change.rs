//! Changes the days, the stage, the block and the lead mentor of a placement, and its start gate.
//!
//! Owns the deeds `ChangePlacement` and `ConfirmGate`. It never overwrites what somebody changed meanwhile.

use domain::{
    Date,
    access::{Actor, Deed},
    calendar::told,
    person::PersonId,
    placement::{Gate, Placement, PlacementId, Refusal, Stage, dates_fit},
};
use store::Tx;
use uuid::Uuid;

use super::{
    mentor::{noted, unchanged},
    one::{nothing, object, who_could},
};
use crate::{ActionError, Platform, platform::deed_once};

/// What a placement is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The provider's own name of the block.
    pub block: Option<String>,
    /// The stage.
    pub stage: Option<Stage>,
    /// The lead mentor.
    pub lead_mentor: Option<PersonId>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
}

/// Keeps what a placement is to be.
///
/// # Rule
/// A mentor who began with the placement goes on to begin with it.
///
/// # Refuses
/// When this is not the actor's to do, somebody was quicker, or a rule says no.
/// # Errors
/// When there is no such placement, or the store fails.
pub async fn change(
    platform: &Platform,
    actor: &Actor,
    id: PlacementId,
    changed: &Changed,
    seen: &str,
    once: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        may(tx, actor, id, Deed::ChangePlacement).await?;
        let (placement, mentorings) = unchanged(tx, id, seen, None).await?;
        dates_fit(changed.from, changed.until)?;
        let lead = changed.lead_mentor;
        if let Some(lead) = lead.filter(|lead| placement.lead_mentor != Some(*lead)) {
            lead_mentors_here(tx, &placement, lead, platform.today()).await?;
        }
        let next = Placement {
            block: changed.block.clone(),
            stage: changed.stage,
            lead_mentor: changed.lead_mentor,
            from: changed.from,
            until: changed.until,
            ..placement.clone()
        };
        let others = store::placement::placements_of(tx, placement.student).await?;
        let same = |other: &&Placement| {
            (other.provider, other.school, other.from) == (next.provider, next.school, next.from)
        };
        if others.iter().filter(same).any(|other| other.id != id) {
            return Err(Refusal::BeginsAlready(next.from).into());
        }
        store::placement::change(tx, &next).await?;
        for held in &mentorings {
            let with_it = held.from == placement.from && next.from != placement.from;
            if with_it && held.until.is_none_or(|until| until >= next.from) {
                store::placement::move_mentoring(tx, held.id, next.from).await?;
            }
        }
        let sentence = said(&placement, &next);
        noted(platform, tx, actor, Deed::ChangePlacement, &next, sentence).await?
    });
    done.map(|_| ())
}

/// Records that the provider has confirmed its suitability checks, or takes that back.
///
/// # Rule
/// Yes and the day; what the checks say stays with the provider.
///
/// # Refuses
/// When this is not the actor's to do, somebody was quicker, or the day has not come.
/// # Errors
/// When there is no such placement, or the store fails.
pub async fn confirm_gate(
    platform: &Platform,
    actor: &Actor,
    id: PlacementId,
    on: Option<Date>,
    seen: &str,
    once: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        may(tx, actor, id, Deed::ConfirmGate).await?;
        let (placement, _) = unchanged(tx, id, seen, None).await?;
        if let Some(day) = on.filter(|day| *day > platform.today()) {
            return Err(Refusal::NotYetConfirmed(day).into());
        }
        let gate = on.map_or(Gate::Open, |on| Gate::Confirmed {
            on,
            by: actor.person,
        });
        let state = |gate: &Gate| match gate {
            Gate::Confirmed { on, .. } => format!("suitability confirmed on {}", told(*on)),
            Gate::Open => "the start gate is open".to_owned(),
        };
        let sentence = format!("{}, before: {}", state(&gate), state(&placement.gate));
        let next = Placement { gate, ..placement };
        store::placement::change(tx, &next).await?;
        noted(platform, tx, actor, Deed::ConfirmGate, &next, sentence).await?
    });
    done.map(|_| ())
}

async fn may(tx: &mut Tx, actor: &Actor, id: PlacementId, deed: Deed) -> Result<(), ActionError> {
    let found = store::placement::placement(tx, id).await?;
    Ok(actor.may(deed, object(&found.ok_or_else(nothing)?, None))?)
}

async fn lead_mentors_here(
    tx: &mut Tx,
    placement: &Placement,
    lead: PersonId,
    day: Date,
) -> Result<(), ActionError> {
    let (_, leads) = who_could(tx, placement.provider, placement.school, day).await?;
    if leads.iter().any(|known| known.id == lead) {
        return Ok(());
    }
    let person = store::person::person(tx, lead).await?;
    let name = person.map_or_else(|| "This person".to_owned(), |person| person.name());
    Err(Refusal::NoLeadMentor(name).into())
}

/// What changed, in a few words for the audit trail.
fn said(was: &Placement, is: &Placement) -> String {
    let days = |placement: &Placement| {
        let until = placement.until.map(told);
        format!(
            "{} to {}",
            told(placement.from),
            until.unwrap_or_else(|| "further notice".to_owned())
        )
    };
    let mut parts = Vec::new();
    if (was.from, was.until) != (is.from, is.until) {
        parts.push(format!("days {}, before {}", days(is), days(was)));
    }
    let mut differs = |what: &str, was: Option<String>, is: Option<String>| {
        let or_none = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
        if was != is {
            parts.push(format!("{what} {}, before {}", or_none(is), or_none(was)));
        }
    };
    let stage = |stage: Option<Stage>| stage.map(|stage| stage.to_string());
    let lead = |lead: Option<PersonId>| lead.map(|person| person.0.to_string());
    differs("stage", stage(was.stage), stage(is.stage));
    differs("block", was.block.clone(), is.block.clone());
    differs("lead mentor", lead(was.lead_mentor), lead(is.lead_mentor));
    match parts.is_empty() {
        true => "nothing changed".to_owned(),
        false => parts.join("; "),
    }
}
