//! Tells what mentors answered about the records that were brought in for them.
//!
//! Owns who has yet to answer. It never changes an entry.

use domain::{Date, access::Deed, audit::Note, ledger::Answer, person::PersonId};
use jiff::civil::date;
use store::{StoreError, Tx, ledger::Answered};

use super::{at, books::Books};
use crate::{partnership::Home, person::Mentor, traps};

/// The day on which the one who questions the record did so, and the words.
const QUESTIONED_ON: Date = date(2025, 9, 24);
const QUESTION: &str =
    "The second conference day in January 2025 is missing. I was there until four o’clock.";

/// Of so many mentors one has yet to answer, beside those told of by name.
const UNANSWERED_EVERY: usize = 9;

/// Keeps the answers of one partnership's mentors. Call it before the book is written.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn keep_answers(
    tx: &mut Tx,
    books: &mut Books<'_>,
    mentors: &[Mentor],
    home: Home,
) -> Result<(), StoreError> {
    let provider = books.providers.id(home);
    let known = |trn: &str| mentors.iter().find(|one| one.has(trn)).map(|one| one.id);
    let silent: Vec<PersonId> = traps::UNANSWERED.into_iter().filter_map(known).collect();
    let questions = known(traps::QUESTIONED);
    for person in books.brought_in(home) {
        let unanswered = books.chance.once_in(UNANSWERED_EVERY);
        let asked_on = books.asked_on();
        let questioned = Some(person) == questions;
        if silent.contains(&person) || unanswered && !questioned {
            continue;
        }
        let (answer, on, told) = if questioned {
            let words = QUESTION.to_owned();
            (Answer::Questioned(words), QUESTIONED_ON, "questioned")
        } else {
            (Answer::Confirmed, asked_on, "confirmed")
        };
        let answered_at = at(on, 17, 5);
        let new = Answered {
            id: books.chance.number(answered_at),
            provider,
            person,
            answered_at,
            answer,
        };
        store::ledger::answer_history(tx, &new).await?;
        let note = Note {
            id: books.chance.number(answered_at),
            noted_at: answered_at,
            done_by: person,
            deed: Deed::ConfirmHistory,
            provider: Some(provider),
            subject: person.0.to_string(),
            told: told.to_owned(),
            session: None,
        };
        store::audit::note(tx, &note).await?;
    }
    Ok(())
}
