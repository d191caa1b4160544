//! Takes back a whole import as one deed, and says beforehand exactly what will happen.
//!
//! Owns the deed `UndoImport` and the word `Plan`. It never deletes minutes: it replaces.

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    audit::import::{Refusal, State},
    ledger::Entry,
    partnership::ProviderId,
};
use store::{
    Tx,
    audit::import::{self, Import},
};
use uuid::Uuid;

use super::many;
use crate::{
    ActionError, Platform,
    person::{Index, undo as people},
    placement::undo as placements,
    platform::deed_once,
};

/// What an undo would take back, and what it would leave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Entries that are taken back.
    pub entries: u64,
    /// Their minutes.
    pub minutes: Minutes,
    /// People whose entries they are.
    pub people: u64,
    /// Other things that are taken back, each in words.
    pub others: Vec<String>,
    /// What was changed since and is left as it is, each in words; the first of them.
    pub left: Vec<String>,
    /// How many are left in all.
    pub left_count: u64,
}

impl Plan {
    /// Says whether there is nothing to take back.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.entries == 0 && self.others.is_empty()
    }

    fn told(&self) -> String {
        let mut told = Vec::new();
        if self.entries > 0 {
            let entries = usize::try_from(self.entries).unwrap_or(usize::MAX);
            told.push(many(entries, "entry", "entries"));
        }
        if !self.others.is_empty() {
            told.push(many(self.others.len(), "other change", "other changes"));
        }
        if told.is_empty() {
            return "nothing was left to take back".to_owned();
        }
        format!("{} taken back", told.join(" and "))
    }
}

/// What is left and told by name.
const NAMED: u32 = 50;

/// How an import is taken back: what can be told of it, and what is done.
struct Way {
    plan: Plan,
    steps: Vec<(people::Step, String)>,
    placed: Vec<(placements::Step, String)>,
}

/// Says what an undo would take back, and what it would leave.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such import, or the store fails.
pub async fn plan_undo(
    platform: &Platform,
    actor: &Actor,
    import: Uuid,
) -> Result<Plan, ActionError> {
    let mut tx = platform.store.read().await?;
    let (import, provider) = find(&mut tx, actor, import).await?;
    Ok(way(&mut tx, &import, provider).await?.plan)
}

/// Takes back a whole import. Says in words what came of it; a second time nothing happens.
///
/// # Rule
/// Entries by entries of no minutes, or by the waiting values where they confirmed some; what was
/// added is set aside and what was changed is put back. What was changed since is left and named.
///
/// # Refuses
/// When this is not the actor's to do, without a reason, or where nothing was ever taken in.
/// # Errors
/// When there is no such import, or the store fails.
pub async fn undo(
    platform: &Platform,
    actor: &Actor,
    import: Uuid,
    reason: &str,
    once: Uuid,
) -> Result<String, ActionError> {
    let reason = reason.trim();
    deed_once!(platform, actor, once, |tx| {
        let (run, provider) = find(tx, actor, import).await?;
        if reason.is_empty() {
            return Err(Refusal::NoReason.into());
        }
        if !import::undo(tx, run.id, platform.now(), actor.person, reason).await? {
            return Ok("This import was undone before. Nothing more happened.".to_owned());
        }
        store::audit::count_up(tx, "person", None).await?;
        let way = way(tx, &run, provider).await?;
        if way.plan.entries > 0 {
            let because = format!("The import of {} was undone: {reason}", run.file_name);
            let whose = (run.id, provider);
            crate::ledger::take_back(platform, actor, tx, whose, &because).await?;
        }
        people::apply(tx, provider, way.steps).await?;
        if !way.placed.is_empty() {
            placements::apply(tx, platform.now(), way.placed).await?;
            store::audit::count_up(tx, "placement", None).await?;
        }
        let told = way.plan.told();
        let subject = run.id.to_string();
        platform
            .note(tx, actor, Deed::UndoImport, Some(provider), subject, &told)
            .await?;
        told
    })
}

async fn find(tx: &mut Tx, actor: &Actor, id: Uuid) -> Result<(Import, ProviderId), ActionError> {
    let found = import::import(tx, id).await?;
    let found = found.ok_or_else(|| ActionError::NotFound(format!("There is no import {id}.")))?;
    let object = Object {
        provider: found.provider,
        ..Object::default()
    };
    actor.may(Deed::UndoImport, object)?;
    if let Some(refusal) = found.kind.not_undone() {
        return Err(refusal.into());
    }
    match (found.provider, found.state) {
        (None, _) => Err(Refusal::Register.into()),
        (_, State::Previewed | State::Dropped | State::LetGo) => Err(Refusal::NeverTakenIn.into()),
        (Some(provider), _) => Ok((found, provider)),
    }
}

async fn way(tx: &mut Tx, run: &Import, provider: ProviderId) -> Result<Way, ActionError> {
    let brought = store::ledger::brought(tx, run.id).await?;
    let tally = import::tally(tx, run.id).await?;
    let others: u64 = tally
        .iter()
        .filter(|(capability, ..)| capability != "ledger_entry")
        .map(|(_, count, _)| count)
        .sum();
    let mut plan = Plan {
        entries: brought.standing,
        minutes: brought.minutes,
        people: brought.people,
        left_count: brought.corrected,
        ..Plan::default()
    };
    if brought.corrected == 0 && others == 0 {
        return Ok(Way {
            plan,
            steps: Vec::new(),
            placed: Vec::new(),
        });
    }
    let mut index = Index::read(tx, provider).await?;
    let corrected = store::ledger::brought_and_corrected(tx, run.id, NAMED).await?;
    plan.left
        .extend(corrected.iter().map(|entry| entry_words(&index, entry)));
    let mut changes = Vec::new();
    if others > 0 {
        changes = import::last_changes(tx, run.id, i64::MAX, u32::MAX >> 1).await?;
    }
    let reverse = people::reverse(&changes, &mut index);
    let placed = placements::reverse(tx, provider, &changes, &index).await?;
    let told = |(_, told): &(people::Step, String)| told.clone();
    plan.others = reverse.steps.iter().map(told).collect();
    plan.others
        .extend(placed.steps.iter().map(|(_, told)| told.clone()));
    plan.left_count += (reverse.left.len() + placed.left.len()) as u64;
    plan.left.extend(reverse.left);
    plan.left.extend(placed.left);
    Ok(Way {
        plan,
        steps: reverse.steps,
        placed: placed.steps,
    })
}

/// An entry in words.
pub(super) fn entry_words(index: &Index, entry: &Entry) -> String {
    let name = index.person(entry.person).map(domain::person::Person::name);
    format!(
        "{}: {}, {} on {}",
        name.unwrap_or_default(),
        entry
            .component
            .as_deref()
            .unwrap_or("outside the programme"),
        entry.minutes,
        domain::calendar::told(entry.held_on)
    )
}
