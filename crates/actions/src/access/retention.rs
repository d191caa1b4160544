//! Lets go of what has been kept for as long as the rules say, and shows beforehand what that is.
//!
//! Owns the deed `LetGo`, and the words `Kept` and `Due`. It never lets go of an entry, a note or a
//! person with a role.

use std::collections::BTreeMap;

use domain::{
    Date, Timestamp,
    access::{Actor, Deed, Object},
    calendar::after_uk_day,
    person::PersonId,
    policy::{Policies, Value, names},
};
use jiff::Span;
use store::access::retention::{PERSON, RULES};
use uuid::Uuid;

use super::erasure::replace;
use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
};

/// Of each rule so many are told by number.
const TOLD: i64 = 3;

/// What is kept for a while, and how much of it is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The policy that says for how long.
    pub policy: String,
    /// What it is.
    pub what: &'static str,
    /// For how long; nothing where it is kept for good.
    pub term: Option<Term>,
    /// Rows or people that are due.
    pub due: u64,
    /// The first of them, by number.
    pub first: Vec<Uuid>,
}

/// For how long something is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// In words.
    pub words: String,
    /// What came before this day is due.
    pub before: Date,
}

/// Shows what is due today, or would be on another day. Nothing goes.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn retention(
    platform: &Platform,
    actor: &Actor,
    on: Option<Date>,
) -> Result<Vec<Kept>, ActionError> {
    actor.may(Deed::LetGo, Object::default())?;
    let on = on.unwrap_or(platform.today());
    let mut tx = platform.store.read().await?;
    let policies = platform.policies(&mut tx).await?;
    let people = format!("{}{PERSON}", names::RETENTION);
    let mut all = Vec::new();
    let term = term(&policies, &people, on);
    let (due, first) = match &term {
        Some(term) => store::access::retention::leavers(&mut tx, term.before, TOLD).await?,
        None => (0, Vec::new()),
    };
    all.push(Kept {
        policy: people,
        what: "names of people without a role",
        term,
        due,
        first: first.into_iter().map(|person| person.0).collect(),
    });
    for (at, rule) in RULES.iter().enumerate() {
        let policy = rule.policy_name();
        let term = self::term(&policies, &policy, on);
        let (due, first) = match &term {
            Some(term) => {
                let before = bounds(term.before);
                let due = store::access::retention::due(&mut tx, at, before, TOLD).await?;
                (due.rows, due.first)
            }
            None => (0, Vec::new()),
        };
        all.push(Kept {
            policy,
            what: rule.what,
            term,
            due,
            first,
        });
    }
    Ok(all)
}

/// For how long something is kept on a day, by its policy.
fn term(policies: &Policies, name: &str, on: Date) -> Option<Term> {
    let value = &policies.on(name, None, on)?.row.value;
    let span = match value {
        Value::Days(days) => Span::new().try_days(*days),
        Value::Years(years) => Span::new().try_years(*years),
        _ => return None,
    };
    Some(Term {
        words: value.to_string(),
        before: on.saturating_sub(span.ok()?),
    })
}

/// A day, and the instant at which it begins.
fn bounds(day: Date) -> (Date, Timestamp) {
    let begins = day.yesterday().map_or(Timestamp::MIN, after_uk_day);
    (day, begins)
}

/// Lets go of everything that is due today, in pieces, and notes once how much it was. Sent twice, the
/// second time finds nothing.
///
/// # Rule
/// A name goes as an erasure does: minutes and chains stay. What an office holds back stays.
///
/// # Refuses
/// When this is not the actor's to do, and without a fresh proof.
/// # Errors
/// When the store fails; what went before is gone, and the next run goes on.
pub async fn let_go(platform: &Platform, actor: &Actor, once: Uuid) -> Result<u64, ActionError> {
    actor.may(Deed::LetGo, Object::default())?;
    actor.proves()?;
    let due = retention(platform, actor, None).await?;
    let mut gone: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (at, kept) in due.iter().enumerate() {
        let Some(term) = kept.term.as_ref().filter(|_| kept.due > 0) else {
            continue;
        };
        let rows = match at.checked_sub(1) {
            None => everybody(platform, actor, term.before).await?,
            Some(rule) => everything(platform, rule, term.before).await?,
        };
        *gone.entry(kept.what).or_default() += rows;
    }
    let all: u64 = gone.values().sum();
    deed_once!(platform, actor, once, |tx| {
        let told: Vec<String> = gone
            .iter()
            .map(|(what, rows)| format!("{rows} {what}"))
            .collect();
        let told = match told.is_empty() {
            true => "nothing was due".to_owned(),
            false => format!("let go of {}", told.join(", ")),
        };
        let (deed, subject) = (Deed::LetGo, "what was kept long enough");
        store::audit::count_up(tx, "person", None).await?;
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    })?;
    Ok(all)
}

/// Replaces everybody who left before a day, each in a transaction of their own.
async fn everybody(platform: &Platform, actor: &Actor, since: Date) -> Result<u64, ActionError> {
    let mut gone = 0;
    loop {
        let piece: Vec<PersonId> = {
            let mut tx = platform.store.read().await?;
            let found = store::access::retention::leavers(&mut tx, since, TOLD);
            found.await?.1
        };
        if piece.is_empty() {
            return Ok(gone);
        }
        for person in piece {
            deed!(platform, |tx| {
                store::person::lock(tx, person).await?;
                replace(platform, tx, actor, Deed::LetGo, person).await?;
            })?;
            gone += 1;
        }
    }
}

/// Lets go of a rule's rows, piece by piece.
async fn everything(platform: &Platform, rule: usize, before: Date) -> Result<u64, ActionError> {
    let mut all = 0;
    loop {
        let gone = deed!(platform, |tx| {
            store::access::retention::let_go(tx, rule, bounds(before)).await?
        })?;
        all += gone;
        if gone == 0 {
            return Ok(all);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_begins_when_the_one_before_it_ends() {
        let (day, begins) = bounds(date(2025, 7, 2));
        assert_eq!(day, date(2025, 7, 2));
        assert_eq!(begins.to_string(), "2025-07-01T23:00:00Z");
    }
}
