//! Keeps the versions of one provider's programme in the order in which they bind.
//!
//! Owns the question which version asks something of a mentor. It never reads a file.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Component, Programme, Track};
use crate::partnership::SchoolPhase;

/// Every version of one provider's programme.
#[derive(Debug, Clone, Default)]
pub struct Versions {
    in_order: Vec<Arc<Programme>>,
}

impl Versions {
    /// Puts versions in order of the day on which they bind.
    #[must_use]
    pub fn new(mut versions: Vec<Arc<Programme>>) -> Versions {
        versions.sort_by(|a, b| (a.from, &a.code).cmp(&(b.from, &b.code)));
        Versions { in_order: versions }
    }

    /// Every version, first to last.
    #[must_use]
    pub fn all(&self) -> &[Arc<Programme>] {
        &self.in_order
    }

    /// Says whether any version knows a component.
    #[must_use]
    pub fn knows(&self, code: &str) -> bool {
        self.component(code).is_some()
    }

    /// Finds a component in the newest version that has it.
    #[must_use]
    pub fn component(&self, code: &str) -> Option<&Component> {
        self.in_order
            .iter()
            .rev()
            .find_map(|version| version.components.iter().find(|part| part.code == code))
    }

    /// Says whether the version in force on a day, or any with the code, lets training elsewhere stand in.
    #[must_use]
    pub fn is_portable(&self, code: &str) -> bool {
        self.in_order
            .iter()
            .flat_map(|version| &version.components)
            .any(|part| part.code == code && part.reach == super::Reach::Portable)
    }

    /// Finds the version whatever its track that binds on a day.
    #[must_use]
    pub fn in_force(&self, phase: Option<SchoolPhase>, day: Date) -> Option<&Arc<Programme>> {
        self.in_order
            .iter()
            .rfind(|version| version.from <= day && version.is_for(phase))
    }

    /// Finds the version that asks something of a mentor on a day.
    ///
    /// # Rule
    /// The version in force on the day that has the track; but who began under one version
    /// finishes under it, unless a newer one says that it takes over. A newer version without
    /// the initial track leaves the older one's in force.
    #[must_use]
    pub fn asking(
        &self,
        track: Track,
        phase: Option<SchoolPhase>,
        began: Option<Date>,
        day: Date,
    ) -> Option<&Arc<Programme>> {
        let mut asking: Option<&Arc<Programme>> = None;
        let fitting = self
            .in_order
            .iter()
            .filter(|version| version.has(track) && version.is_for(phase));
        for version in fitting.take_while(|version| version.from <= day) {
            let began_before = began.is_some_and(|began| began < version.from);
            if asking.is_none() || !began_before || version.takes_over {
                asking = Some(version);
            }
        }
        asking
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Minutes, programme::programme};

    fn versions(takes_over: bool) -> Versions {
        let old = programme("Y75", "2024-25", date(2024, 9, 1));
        let mut new = programme("Y75", "2025-26", date(2025, 9, 1));
        new.takes_over = takes_over;
        new.refresher = Some(Minutes(360));
        Versions::new(vec![Arc::new(new), Arc::new(old)])
    }

    fn asked(versions: &Versions, began: Option<Date>, day: Date) -> Option<String> {
        versions
            .asking(Track::Initial, None, began, day)
            .map(|programme| programme.code.clone())
    }

    #[test]
    fn who_began_under_one_version_finishes_under_it_unless_a_newer_one_takes_over() {
        let began = Some(date(2025, 3, 1));
        let later = date(2025, 11, 18);
        assert_eq!(
            asked(&versions(false), began, later).as_deref(),
            Some("2024-25")
        );
        assert_eq!(
            asked(&versions(true), began, later).as_deref(),
            Some("2025-26")
        );
        assert_eq!(
            asked(&versions(false), None, later).as_deref(),
            Some("2025-26")
        );
        assert_eq!(asked(&versions(false), began, date(2024, 8, 31)), None);
    }

    #[test]
    fn who_began_under_no_version_comes_under_the_first_that_binds() {
        let began = Some(date(2024, 8, 1));
        assert_eq!(
            asked(&versions(false), began, date(2024, 9, 1)).as_deref(),
            Some("2024-25")
        );
    }

    #[test]
    fn a_version_without_the_initial_track_leaves_the_older_in_force() {
        let old = programme("L51", "2024-25", date(2024, 11, 13));
        let mut new = programme("L51", "2025-26", date(2025, 9, 1));
        new.initial = false;
        let versions = Versions::new(vec![Arc::new(old), Arc::new(new)]);
        assert_eq!(
            asked(&versions, None, date(2025, 11, 18)).as_deref(),
            Some("2024-25")
        );
    }
}
