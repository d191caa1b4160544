//! Keeps what the books hold already on the days that a piece of a file is about.
//!
//! Owns the words `Days` and `Tried`. It never reads a book itself.

use std::collections::HashMap;

use domain::{
    Date, Minutes,
    ledger::{EntryId, Once},
    partnership::ProviderId,
    person::PersonId,
};
use store::ledger::Held;

/// What earlier rows of a file would have brought, in a dry run that keeps nothing.
#[derive(Default)]
pub(super) struct Tried {
    /// Attendances with their minutes.
    pub entered: HashMap<Once, (Minutes, bool)>,
    /// Minutes of each day.
    pub totals: HashMap<(PersonId, Date), Minutes>,
}

/// What is held on the days of a piece.
pub(super) struct Days {
    held: HashMap<(PersonId, Date), Vec<Held>>,
    /// Minutes of each day over all books, recognitions left out.
    pub totals: HashMap<(PersonId, Date), Minutes>,
}

impl Days {
    /// Sorts what was found by person and day.
    pub fn of(found: Vec<Held>) -> Days {
        let mut days = Days {
            held: HashMap::new(),
            totals: HashMap::new(),
        };
        for held in found {
            let key = (held.person, held.held_on);
            if !held.replaced && !held.recognised {
                *days.totals.entry(key).or_default() += held.minutes;
            }
            days.held.entry(key).or_default().push(held);
        }
        days
    }

    /// Adds what earlier rows would have brought to the minutes of each day.
    pub fn add(&mut self, tried: &Tried) {
        for (day, minutes) in &tried.totals {
            *self.totals.entry(*day).or_default() += *minutes;
        }
    }

    /// What one provider has already of the same attendance. What an undo left is as though it
    /// had never come, unless something took its place.
    pub fn entered(&self, once: &Once, provider: ProviderId) -> Vec<&Held> {
        if self.undone(once, provider).is_some() {
            return Vec::new();
        }
        let same = self.same(once, provider);
        same.filter(|held| !held.undone).collect()
    }

    /// The entry of no minutes that an undo left of the same attendance, and whose place is free.
    pub fn undone(&self, once: &Once, provider: ProviderId) -> Option<EntryId> {
        let mut same = self.same(once, provider);
        let left = same.find(|held| held.undone && !held.replaced && held.minutes == Minutes::ZERO);
        left.map(|held| held.id)
    }

    fn same(&self, once: &Once, provider: ProviderId) -> impl Iterator<Item = &Held> {
        let that_day = self.held.get(&(once.person, once.held_on));
        that_day.into_iter().flatten().filter(move |held| {
            held.provider == provider
                && held.component == once.component
                && held.reference == once.reference
        })
    }
}
