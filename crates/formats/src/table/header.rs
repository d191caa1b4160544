//! Keeps the first row of a table: which column is where.
//! Owns the words column and header.
//! Never depends on the order of columns, on capitals, or on spaces, hyphens and underscores.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Refusal;
use super::text::trimmed;

/// The column in which refused rows carry their reason; it is passed over on the way in.
pub(super) const PROBLEM: &str = "problem";

/// The columns that a reader of a table wants.
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns {
    /// Those without which the file is turned away.
    pub required: &'static [&'static str],
    /// Those that are read where they are there.
    pub optional: &'static [&'static str],
    /// Those that may be there and are passed over without a word.
    pub known: &'static [&'static str],
}

/// The place of a column in every row of one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column(pub(crate) Option<usize>);

impl Column {
    /// Whether the file has the column.
    #[must_use]
    pub fn is_there(self) -> bool {
        self.0.is_some()
    }
}

/// The first row of a table, looked through.
#[derive(Debug)]
pub(super) struct Header {
    /// The names as the file gives them.
    pub(super) names: Vec<String>,
    pub(super) unused: Vec<String>,
    /// The columns that are read, whose cells are looked at more closely.
    pub(super) read: Vec<usize>,
    places: HashMap<String, usize>,
}

impl Header {
    pub(super) fn new(names: Vec<String>, wanted: &Columns) -> Result<Header, Refusal> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut again: Vec<String> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let folded = folded(name);
            if folded.is_empty() {
                continue;
            }
            match places.entry(folded) {
                Entry::Occupied(place) => again.push(place.key().clone()),
                Entry::Vacant(place) => {
                    place.insert(index);
                }
            }
        }
        let is_wanted = |folded: &str| wanted.all().any(|name| self::folded(name) == folded);
        let missing: Vec<String> = wanted
            .required
            .iter()
            .filter(|name| !places.contains_key(&folded(name)))
            .map(|name| (*name).to_owned())
            .collect();
        if !missing.is_empty() {
            let found = names.iter().map(|name| trimmed(name).to_owned()).collect();
            return Err(Refusal::MissingColumns { missing, found });
        }
        let mut twice: Vec<String> = wanted
            .all()
            .filter(|name| again.contains(&folded(name)))
            .map(str::to_owned)
            .collect();
        twice.dedup();
        if !twice.is_empty() {
            return Err(Refusal::TwiceGiven { twice });
        }
        let mut read = Vec::new();
        let mut unused = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let folded = folded(name);
            if is_wanted(&folded) {
                read.push(index);
            } else if !folded.is_empty()
                && folded != PROBLEM
                && !wanted
                    .known
                    .iter()
                    .any(|known| self::folded(known) == folded)
            {
                unused.push(trimmed(name).to_owned());
            }
        }
        Ok(Header {
            names,
            unused,
            read,
            places,
        })
    }

    pub(super) fn column(&self, name: &str) -> Column {
        Column(self.places.get(&folded(name)).copied())
    }
}

impl Columns {
    fn all(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }

    /// How many of the columns a row of names has.
    pub(super) fn found_in(&self, names: &[String]) -> usize {
        let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
        self.all()
            .filter(|name| names.contains(&folded(name)))
            .count()
    }
}

/// A column's name as it is compared: small letters, with spaces and hyphens as underscores.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in trimmed(name).chars() {
        if letter.is_whitespace() || letter == '-' || letter == '_' {
            if !folded.ends_with('_') {
                folded.push('_');
            }
        } else {
            folded.extend(letter.to_lowercase());
        }
    }
    folded
}
