//! Decides about one row of attendance, given what the books hold of its day already.
//!
//! Owns the order in which a row is new, known, or speaks against what is known. It never writes.

use std::collections::HashMap;

use domain::ledger::{Draft, Kind, Once, Refusal};
use formats::table::{Row, RowProblem};

use super::days::{Days, Tried};
use crate::import::Fate;

/// A row with what it asks for, or what is wrong with it.
pub(super) type Read = (Result<Draft, RowProblem>, Option<Row>);

const CONFIRMED: &str = "Confirmed by a later import.";

/// Says whether a draft vouches for an entry that waits.
pub(super) fn confirms(draft: &Draft) -> bool {
    draft.replaces.is_some() && draft.words.reason == CONFIRMED
}

/// Decides whether a row is new, known, or speaks against what is known.
pub(super) fn judge(draft: &Draft, days: &Days, pending: &mut Tried) -> Result<Draft, Fate> {
    let once = once(draft);
    let verified = draft.verified_by.is_some();
    let known = days.entered(&once, draft.provider);
    let undone = days.undone(&once, draft.provider);
    let stated = (draft.minutes, draft.kind == Kind::Recognised);
    let says = |held: &store::ledger::Held| (held.minutes, held.recognised);
    let confirms = known
        .iter()
        .find(|held| !held.replaced && !held.verified && verified && says(held) == stated);
    let there = match pending.entered.get(&once) {
        Some(there) => Some(*there),
        None if confirms.is_some() => None,
        None if known.iter().any(|held| says(held) == stated) => Some(stated),
        None => known
            .iter()
            .max_by_key(|held| !held.replaced)
            .map(|held| says(held)),
    };
    match there {
        Some(there) if there == stated => return Err(Fate::Unchanged),
        Some((minutes, recognised)) if minutes == draft.minutes => {
            let held_on = draft.held_on;
            let refusal = Refusal::OtherKind {
                held_on,
                recognised,
            };
            return Err(refused(refusal.to_string(), Some("kind")));
        }
        Some((there, _)) => {
            let what = match &draft.component {
                Some(component) => format!("\"{component}\""),
                None => "Training outside the programme".to_owned(),
            };
            let refusal = Refusal::OtherMinutes {
                what,
                held_on: draft.held_on,
                there,
            };
            return Err(refused(refusal.to_string(), Some("minutes")));
        }
        None => {}
    }
    pending.entered.insert(once, stated);
    let mut draft = draft.clone();
    if let Some(waiting) = confirms {
        draft.replaces = Some(waiting.id);
        draft.words.reason = CONFIRMED.to_owned();
    } else if let Some(undone) = undone {
        draft.replaces = Some(undone);
        draft.words.reason = "Taken in again after an import was undone.".to_owned();
    }
    Ok(draft)
}

pub(super) fn once(draft: &Draft) -> Once {
    Once {
        person: draft.person,
        component: draft.component.clone().unwrap_or_default(),
        held_on: draft.held_on,
        reference: draft.reference.clone(),
    }
}

/// For each attendance of a piece, the first row that somebody vouches for.
pub(super) fn vouchers(piece: &[Read]) -> HashMap<Once, &Draft> {
    let mut vouchers = HashMap::new();
    let drafts = piece.iter().filter_map(|(draft, _)| draft.as_ref().ok());
    for draft in drafts.filter(|draft| draft.verified_by.is_some()) {
        vouchers.entry(once(draft)).or_insert(draft);
    }
    vouchers
}

/// A row that waits, vouched for at once where another row of the piece says the same and has a verifier.
pub(super) fn vouched(draft: &Draft, vouchers: &HashMap<Once, &Draft>) -> Draft {
    let mut draft = draft.clone();
    if draft.verified_by.is_none()
        && let Some(other) = vouchers.get(&once(&draft))
        && (other.minutes, other.kind) == (draft.minutes, draft.kind)
    {
        draft.verified_by = other.verified_by;
        draft.words = other.words.clone();
    }
    draft
}

pub(super) fn refused(sentence: String, column: Option<&str>) -> Fate {
    Fate::Refused(RowProblem {
        row: 0,
        column: column.map(str::to_owned),
        sentence,
        fields: Vec::new(),
        ends_file: false,
        nobody: false,
    })
}

/// Gives a problem the row it is about.
pub(super) fn located(problem: RowProblem, row: Option<&Row>) -> RowProblem {
    match (row, problem.row) {
        (Some(row), 0) => match &problem.column {
            Some(column) => row.refuse_cell(column, problem.sentence.clone()),
            None => row.refuse(problem.sentence.clone()),
        },
        _ => problem,
    }
}
