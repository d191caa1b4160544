//! Keeps where one mentor stands as lists show, sort and search it.
//!
//! Owns the word `Row`. It never reads anything.

use std::sync::Arc;

use domain::{
    Date,
    insight::{self, Month, Readiness},
    partnership::Urn,
    person::Person,
    placement::Hosting,
    standing::{Shown, Standing, State, Urgency},
};

use super::{Mentor, gather::ByName};

/// Where one mentor stands.
#[derive(Debug, Clone)]
pub struct Row {
    /// Who.
    pub person: Person,
    /// The school of the day.
    pub school: Option<Urn>,
    /// Every school of the day.
    pub schools: Vec<Urn>,
    /// Where they stand.
    pub standing: Arc<Standing>,
    /// How urgent that is.
    pub urgency: Urgency,
    /// The student teachers whom they host with the provider, by first day.
    pub hostings: Vec<Hosting>,
    /// Whether they host one on the day.
    pub hosts_today: bool,
    /// Family name and given name, folded: rows are sorted and searched by it.
    pub folded: Box<str>,
}

impl Row {
    /// Puts a mentor and where they stand together.
    pub(super) fn new(mentor: Mentor, standing: Standing) -> Row {
        let day = standing.day;
        Row {
            urgency: standing.urgency(),
            hosts_today: hosts(&mentor.hostings, day, day),
            folded: mentor.folded,
            person: mentor.person,
            school: mentor.school,
            schools: mentor.schools,
            hostings: mentor.hostings,
            standing: Arc::new(standing),
        }
    }

    pub(super) fn by_name(&self) -> ByName<'_> {
        (&self.folded, self.person.trn, self.person.id)
    }

    /// Says whether they host a student teacher on any day of a stretch.
    #[must_use]
    pub fn hosts(&self, from: Date, until: Date) -> bool {
        hosts(&self.hostings, from, until)
    }

    /// Says whether every word of a folded text stands in the name, or the text begins the number.
    #[must_use]
    pub fn is_called(&self, folded: &str) -> bool {
        let named = || folded.split(' ').all(|word| self.folded.contains(word));
        let numbered = || {
            let trn = self.person.trn.map(|trn| trn.to_string());
            trn.is_some_and(|trn| trn.starts_with(folded))
        };
        named() || numbered()
    }

    /// Says whether something is asked and left of a component or a group, by its code.
    #[must_use]
    pub fn owes(&self, code: &str) -> bool {
        let programme = self.standing.programme.as_deref();
        programme
            .is_some_and(|programme| self.standing.owed().any(|row| row.code(programme) == code))
    }

    /// Says whether pages call a component or a group of theirs overdue, by its code.
    #[must_use]
    pub fn is_late(&self, code: &str) -> bool {
        let programme = self.standing.programme.as_deref();
        programme.is_some_and(|programme| {
            let mut owed = self.standing.owed();
            owed.any(|row| {
                row.code(programme) == code && self.standing.shown(row) == Shown::Overdue
            })
        })
    }

    /// Whether they are ready for a month; nothing where they host nobody in it.
    #[must_use]
    pub fn readiness(&self, month: Month) -> Option<Readiness> {
        insight::readiness(&self.standing, &self.hostings, month)
    }

    /// Says whether they host in a month and lack a component or a group by its end, by its code.
    #[must_use]
    pub fn lacks(&self, code: &str, month: Month) -> bool {
        let programme = self.standing.programme.as_deref();
        programme.is_some_and(|programme| {
            self.readiness(month).is_some()
                && insight::gaps(&self.standing, month).any(|row| row.code(programme) == code)
        })
    }

    /// Whether their record is one that they have confirmed, or that nobody need confirm.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.standing.history.is_settled()
    }

    /// What pages say of the standing as a whole; nothing where the provider alone judges.
    #[must_use]
    pub fn shown(&self) -> Option<Shown> {
        let standing = &self.standing;
        let due_on = self.urgency.due_on;
        Some(Shown::of(
            standing.state()?,
            due_on,
            standing.day,
            standing.history,
        ))
    }

    /// Where the standing as a whole is on its way; nothing where the provider alone judges.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        self.standing.state()
    }
}

fn hosts(hostings: &[Hosting], from: Date, until: Date) -> bool {
    hostings
        .iter()
        .any(|hosting| hosting.from <= until && hosting.until >= from)
}
