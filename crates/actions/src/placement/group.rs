//! Reads a file of placements once beforehand: which rows differ only in the mentor.
//!
//! Owns the word `Group`. It never refuses a row.

use std::collections::HashMap;

use domain::{Date, partnership::Urn, person::fold};
use formats::table::Table;

use super::row::{Places, Stated};

/// What tells the rows of one placement from all others in a file.
pub(super) type Key = (String, Urn, Date);

/// The rows of one placement that begin on one day.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The latest last day that one of them gives; nothing where one gives none.
    pub until: Option<Date>,
    /// What each gives as its mentor.
    pub mentors: Vec<String>,
}

/// Under which key a row stands.
pub(super) fn key(stated: &Stated) -> Key {
    (fold(&stated.student), stated.school, stated.from)
}

/// Puts the rows of a file together.
pub(super) fn groups(table: &Table, places: &Places) -> HashMap<Key, Group> {
    let mut groups: HashMap<Key, Group> = HashMap::new();
    for row in table.rows().flatten() {
        let Ok(stated) = places.read(&row) else {
            continue;
        };
        let first = !groups.contains_key(&key(&stated));
        let group = groups.entry(key(&stated)).or_default();
        group.until = match (first, group.until, stated.until) {
            (true, _, until) => until,
            (false, Some(known), Some(until)) => Some(known.max(until)),
            (false, ..) => None,
        };
        group.mentors.extend(stated.mentor);
    }
    groups
}
