//! Keeps the versions of one provider's programme in the order in which they bind.
//!
//! Owns the question which version asks something of a mentor. It never reads a file.

use std::{collections::HashMap, sync::Arc};

use jiff::civil::Date;

use super::{Component, Programme, Track, Whom};
use crate::AcademicYear;

/// Every version of one provider's programme.
#[derive(Debug, Clone, Default)]
pub struct Versions {
    pub(super) in_order: Vec<Arc<Programme>>,
}

impl Versions {
    /// Puts versions in order of the day on which they bind.
    #[must_use]
    pub fn new(mut versions: Vec<Arc<Programme>>) -> Versions {
        versions.sort_by(|a, b| (a.from, &a.code).cmp(&(b.from, &b.code)));
        let mut carried: HashMap<String, Vec<String>> = HashMap::new();
        for version in &mut versions {
            carry(version, &mut carried);
        }
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

    /// Finds the newest version that dates the half terms of a year.
    #[must_use]
    pub fn calendar(&self, year: AcademicYear) -> Option<&Arc<Programme>> {
        let dates = |version: &&Arc<Programme>| {
            let mut half_terms = version.half_terms.iter();
            half_terms.any(|half_term| year.contains(half_term.from))
        };
        self.in_order.iter().rfind(dates)
    }

    /// Finds the version whatever its track that binds on a day.
    #[must_use]
    pub fn in_force(&self, whom: Whom, day: Date) -> Option<&Arc<Programme>> {
        self.in_order
            .iter()
            .rfind(|version| version.from <= day && version.is_for(whom))
    }

    /// Says whether any version is only for some courses or routes.
    #[must_use]
    pub fn ask_by_course(&self) -> bool {
        self.in_order.iter().any(|version| {
            !version.audience.courses.is_empty() || !version.audience.routes.is_empty()
        })
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
        whom: Whom,
        began: Option<Date>,
        day: Date,
    ) -> Option<&Arc<Programme>> {
        let mut asking: Option<&Arc<Programme>> = None;
        let fitting = self
            .in_order
            .iter()
            .filter(|version| version.has(track) && version.is_for(whom));
        for version in fitting.take_while(|version| version.from <= day) {
            let began_before = began.is_some_and(|began| began < version.from);
            if asking.is_none() || !began_before || takes_over_from(version, asking) {
                asking = Some(version);
            }
        }
        asking
    }
}

/// Lets what a component replaces include what that replaced before it.
fn carry(version: &mut Arc<Programme>, carried: &mut HashMap<String, Vec<String>>) {
    let further = |component: &Component| -> Vec<String> {
        let older = component
            .replaces
            .iter()
            .filter_map(|old| carried.get(old))
            .flatten();
        older
            .filter(|old| !component.replaces.contains(old))
            .cloned()
            .collect()
    };
    let found: Vec<Vec<String>> = version.components.iter().map(further).collect();
    if found.iter().any(|older| !older.is_empty()) {
        let version = Arc::make_mut(version);
        for (component, older) in version.components.iter_mut().zip(found) {
            component.replaces.extend(older);
        }
    }
    for component in version
        .components
        .iter()
        .filter(|component| !component.replaces.is_empty())
    {
        carried.insert(component.code.clone(), component.replaces.clone());
    }
}

fn takes_over_from(version: &Programme, asking: Option<&Arc<Programme>>) -> bool {
    let follows = version.follows.as_ref();
    version.takes_over
        && follows.is_none_or(|code| asking.is_some_and(|asking| asking.code == *code))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        Minutes,
        placement::{Hosting, hosting},
        programme::programme,
    };

    fn versions(takes_over: bool) -> Versions {
        let old = programme("Y75", "2024-25", date(2024, 9, 1));
        let mut new = programme("Y75", "2025-26", date(2025, 9, 1));
        new.takes_over = takes_over;
        new.refresher = Some(Minutes(360));
        Versions::new(vec![Arc::new(new), Arc::new(old)])
    }

    fn asked(versions: &Versions, began: Option<Date>, day: Date) -> Option<String> {
        versions
            .asking(Track::Initial, Whom::default(), began, day)
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

    #[test]
    fn minutes_carry_through_one_replacement_after_another() {
        use crate::programme::{Component, component};
        let version = |code: &str, year: i16, part: &str, old: &[&str]| {
            let mut made = programme("E42", code, date(year, 9, 1));
            made.components = vec![Component {
                replaces: old.iter().map(|&old| old.to_owned()).collect(),
                ..component(part, 60)
            }];
            Arc::new(made)
        };
        let versions = Versions::new(vec![
            version("v1", 2023, "a", &[]),
            version("v2", 2024, "b", &["a"]),
            version("v3", 2025, "c", &["b"]),
        ]);
        assert_eq!(versions.all()[2].place_of("a"), Some(0));
        assert_eq!(versions.all()[1].place_of("c"), None);
    }

    #[test]
    fn a_version_takes_over_from_the_one_it_follows_and_from_no_other() {
        let mut third = programme("T92", "t3", date(2025, 9, 1));
        third.takes_over = true;
        third.follows = Some("t2".into());
        let first = programme("T92", "t1", date(2023, 9, 1));
        let second = programme("T92", "t2", date(2024, 9, 1));
        let versions = Versions::new([first, second, third].map(Arc::new).to_vec());
        let day = date(2025, 10, 1);
        let asked = |began| asked(&versions, Some(began), day);
        assert_eq!(asked(date(2023, 10, 1)).as_deref(), Some("t1"));
        assert_eq!(asked(date(2024, 10, 1)).as_deref(), Some("t3"));
    }

    #[test]
    fn a_list_of_courses_and_routes_leaves_out_whoever_hosts_another() {
        let hosting = |course: Option<&str>, route: Option<&str>| Hosting {
            course: course.map(Arc::from),
            route: route.map(Arc::from),
            ..hosting(date(2025, 9, 15), date(2026, 2, 13), None)
        };
        let mut primary = programme("L51", "primary", date(2024, 9, 1));
        primary.audience.courses = vec!["PGCE-P".into()];
        let mut employed = programme("L51", "employed", date(2024, 9, 1));
        employed.audience.routes = vec!["school_direct_salaried".into()];
        let everyone = programme("L51", "all", date(2024, 8, 1));
        let versions = Versions::new([primary, employed, everyone].map(Arc::new).to_vec());
        let asked = |hosting: Option<&Hosting>| {
            let whom = Whom {
                school_phase: None,
                hosting,
            };
            let found = versions.in_force(whom, date(2025, 11, 18));
            found.map(|version| version.code.clone())
        };
        let route = Some("provider_led_postgrad");
        let first = hosting(Some("pgce-p"), route);
        assert_eq!(asked(Some(&first)).as_deref(), Some("primary"));
        let second = hosting(Some("PGCE-S"), Some("school_direct_salaried"));
        assert_eq!(asked(Some(&second)).as_deref(), Some("employed"));
        let third = hosting(Some("PGCE-S"), route);
        assert_eq!(asked(Some(&third)).as_deref(), Some("all"));
        assert_eq!(asked(None), asked(Some(&hosting(None, None))));
        assert!(versions.ask_by_course());
    }
}
