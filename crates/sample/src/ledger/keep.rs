//! Writes the books as the offices did: a file at a time, each with its note.
//!
//! Owns who records what. It never changes what was planned.

use domain::{
    Date, Minutes,
    access::Deed,
    audit::Note,
    calendar::uk_day,
    ledger::{EntryId, Kind},
    person::PersonId,
};
use jiff::civil::date;
use store::{StoreError, Tx};

use super::books::{Books, Planned};
use crate::partnership::Home;

/// The day from which the offices work with the system themselves; before it the operator does.
pub(super) const OFFICES_FROM: Date = date(2025, 1, 1);

/// Writes one partnership's book. Says how many entries it has.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn keep(
    tx: &mut Tx,
    books: &mut Books<'_>,
    home: Home,
) -> Result<usize, StoreError> {
    let provider = books.providers.id(home);
    let officer = books.staff.officer(home);
    let planned = books.take(home);
    let mut head = store::ledger::lock_book(tx, provider).await?;
    store::ledger::claim_references(tx, provider, &claimed(&planned)).await?;
    for file in planned.chunk_by(|one, next| one.recorded_at == next.recorded_at) {
        let recorded_at = file[0].recorded_at;
        let replaced = file[0].draft.replaces;
        let recorded_by = if uk_day(recorded_at) < OFFICES_FROM && replaced.is_none() {
            PersonId::OPERATOR
        } else {
            officer
        };
        let drafts = file
            .iter()
            .map(|planned| (planned.id, books.chance.bytes(), planned.draft.clone()))
            .collect();
        head = store::ledger::append(tx, head, provider, drafts, recorded_at, recorded_by).await?;
        let (deed, subject, told) = match replaced {
            Some(old) => corrected(&planned, old, &file[0]),
            None => taken_in(file),
        };
        let note = Note {
            id: books.chance.number(recorded_at),
            noted_at: recorded_at,
            done_by: recorded_by,
            deed,
            provider: Some(provider),
            subject,
            told,
            session: None,
        };
        store::audit::note(tx, &note).await?;
    }
    Ok(planned.len())
}

/// The references that the provider holds; what it only recognises is held by another.
fn claimed(planned: &[Planned]) -> Vec<(PersonId, String)> {
    planned
        .iter()
        .map(|planned| &planned.draft)
        .filter(|draft| draft.kind != Kind::Recognised && !draft.reference.is_empty())
        .map(|draft| (draft.person, draft.reference.clone()))
        .collect()
}

fn corrected(planned: &[Planned], old: EntryId, new: &Planned) -> (Deed, String, String) {
    let before = planned
        .iter()
        .find(|planned| planned.id == old)
        .map_or(Minutes::ZERO, |planned| planned.draft.minutes);
    (
        Deed::CorrectEntry,
        format!("{} replaces {}", new.id.0, old.0),
        format!("{before} becomes {}", new.draft.minutes),
    )
}

fn taken_in(file: &[Planned]) -> (Deed, String, String) {
    (
        Deed::ImportAttendance,
        format!("attendance-{}.csv", uk_day(file[0].recorded_at)),
        format!("{} entries", file.len()),
    )
}
