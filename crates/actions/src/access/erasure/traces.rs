//! Finds by what somebody is known: their records, names and addresses, and the notes that tell of them.
//!
//! Owns how a name is sought in files and notes. It never takes anything away.

use std::collections::HashSet;

use domain::{
    access::Deed,
    audit::chain::{Chained, struck},
    person::PersonId,
};
use serde_json::Value;
use store::{Tx, person::Traces};

use crate::ActionError;

/// Every record of somebody: their own, and those that lead to it.
pub(super) async fn own_records(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<PersonId>, ActionError> {
    let others = store::person::merged_from(tx, person).await?;
    let others = others.into_iter().map(|(other, _)| other);
    Ok([person].into_iter().chain(others).collect())
}

/// Gathers by what somebody is found in every table.
pub(super) async fn traces(tx: &mut Tx, person: PersonId) -> Result<Traces, ActionError> {
    let mut traces = Traces {
        records: own_records(tx, person).await?,
        ..Traces::default()
    };
    for record in traces.records.clone() {
        if let Some(known) = store::person::person(tx, record).await? {
            named(&mut traces, &known.first_name, &known.last_name);
            traces.within.extend(known.trn.map(|trn| trn.to_string()));
        }
        traces
            .addresses
            .extend(store::person::emails_of(tx, record).await?);
    }
    for (_, held) in store::person::merged_from(tx, person).await? {
        let held: Value = serde_json::from_str(&held).unwrap_or_default();
        if let (Some(first), Some(last)) = (held["name"][0].as_str(), held["name"][1].as_str()) {
            named(&mut traces, first, last);
        }
        let texts = |name: &str| held[name].as_array().cloned().unwrap_or_default();
        let emails = texts("emails").into_iter();
        let emails = emails.filter_map(|one| one.as_str().map(str::to_owned));
        traces.addresses.extend(emails);
        traces
            .within
            .extend(held["trn"].as_str().map(str::to_owned));
    }
    traces.within.extend(traces.addresses.clone());
    for all in [&mut traces.addresses, &mut traces.names, &mut traces.within] {
        all.sort_unstable();
        all.dedup();
    }
    Ok(traces)
}

/// A name as a file states it in one cell or in two next to each other, each in its quotation marks.
fn named(traces: &mut Traces, first: &str, last: &str) {
    let whole = format!("{first} {last}");
    let pieces = [vec![first, last], vec![last, first], vec![whole.as_str()]];
    for cells in pieces {
        let cells = serde_json::to_string(&cells).unwrap_or_default();
        let cells = cells.trim_start_matches('[').trim_end_matches(']');
        traces.within.push(cells.to_owned());
    }
    traces.names.push(whole);
    traces.names.push(format!("{last}, {first}"));
}

/// Whether a text holds another as words of its own.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        let within = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !within(before) && !within(after)
    })
}

/// Finds the notes that tell who somebody is, and the reasons for which words beside their entries
/// were struck out.
pub(super) async fn telling(tx: &mut Tx, traces: &Traces) -> Result<Vec<Chained>, ActionError> {
    let mut found = Vec::new();
    let words = traces.names.iter().chain(&traces.within);
    for words in words.filter(|words| !words.starts_with('"')) {
        let notes = store::audit::notes_naming(tx, words).await?;
        let notes = notes.into_iter();
        found.extend(notes.filter(|one| holds(&one.note.told, words)));
    }
    let mut entries = HashSet::new();
    for record in &traces.records {
        let all = store::ledger::entries_of(tx, *record).await?;
        entries.extend(all.iter().map(|entry| entry.id.0.to_string()));
    }
    let struck = store::audit::notes_of(tx, Deed::StrikeOutWords).await?;
    let of_theirs = |one: &Chained| entries.contains(&one.note.subject);
    found.extend(struck.into_iter().filter(of_theirs));
    found.retain(|one| struck::by(&one.note.told).is_none());
    found.sort_by_key(|one| (one.note.provider, one.number));
    found.dedup_by_key(|one| one.note.id);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_words_of_its_own_alone() {
        assert!(holds("joined with the record of Ann Lee (1)", "Ann Lee"));
        assert!(holds("Ann Lee", "Ann Lee"));
        assert!(!holds("Joann Lee", "Ann Lee"));
        assert!(!holds("Ann Leeson", "Ann Lee"));
    }

    #[test]
    fn a_name_is_sought_as_files_state_it() {
        let mut traces = Traces::default();
        named(&mut traces, "Ann", "O\"Hara");
        assert!(traces.within.contains(&r#""Ann","O\"Hara""#.to_owned()));
        assert_eq!(traces.names, ["Ann O\"Hara", "O\"Hara, Ann"]);
    }
}
