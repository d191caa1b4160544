//! Keeps how two readings of one version differ, in words.
//!
//! Owns the sentences that an office reads before a change is kept. It never decides whether to keep it.

use super::{Component, Experience, Need, Programme, Reach, When};
use crate::{calendar::told, partnership::SchoolPhase};

/// Tells, line by line, how a version would change.
#[must_use]
pub fn difference(before: &Programme, after: &Programme) -> Vec<String> {
    let mut told = Vec::new();
    let mut note = |what: &str, old: String, new: String| {
        if old != new {
            told.push(format!("{what}: {old} becomes {new}"));
        }
    };
    note("Title", before.title.clone(), after.title.clone());
    note(
        "Binds from",
        before.from.to_string(),
        after.from.to_string(),
    );
    note(
        "Takes over from the version before",
        yes(before.takes_over),
        yes(after.takes_over),
    );
    note("Initial track", yes(before.initial), yes(after.initial));
    note("Refresher", refresher(before), refresher(after));
    let audience = |programme: &Programme| phases(&programme.audience.school_phases);
    note("For school phases", audience(before), audience(after));
    note("Half terms", spans(before), spans(after));
    for old in &before.components {
        match after.components.iter().find(|new| new.code == old.code) {
            None => told.push(format!("Component {} goes ({})", old.code, old.minutes)),
            Some(new) => told.extend(changed(old, new)),
        }
    }
    for new in &after.components {
        if !before.components.iter().any(|old| old.code == new.code) {
            told.push(format!("Component {} comes ({})", new.code, new.minutes));
        }
    }
    if told.is_empty() && before != after {
        told.push("Only words, tags, sources or whom it is for change.".to_owned());
    }
    told
}

fn changed(old: &Component, new: &Component) -> Vec<String> {
    [
        ("length", old.minutes.to_string(), new.minutes.to_string()),
        ("title", old.title.clone(), new.title.clone()),
        ("need", need(&old.need), need(&new.need)),
        ("reach", reach(old.reach), reach(new.reach)),
        ("when it falls", when(old.when), when(new.when)),
        ("repeatable", yes(old.repeatable), yes(new.repeatable)),
        (
            "counts for the refresher",
            yes(old.counts_for_refresher),
            yes(new.counts_for_refresher),
        ),
        ("tracks", tracks(old), tracks(new)),
        ("replaces", listed(&old.replaces), listed(&new.replaces)),
        ("for subjects", listed(&old.subjects), listed(&new.subjects)),
        (
            "for school phases",
            phases(&old.school_phases),
            phases(&new.school_phases),
        ),
        ("for mentors who are", experience(old), experience(new)),
    ]
    .into_iter()
    .filter(|(_, before, after)| before != after)
    .map(|(what, before, after)| {
        format!("Component {}, {what}: {before} becomes {after}", old.code)
    })
    .collect()
}

fn listed(words: &[String]) -> String {
    if words.is_empty() {
        "all or none in particular".to_owned()
    } else {
        words.join(", ")
    }
}

fn phases(phases: &[SchoolPhase]) -> String {
    listed(
        &phases
            .iter()
            .map(|phase| phase.code().to_owned())
            .collect::<Vec<_>>(),
    )
}

fn experience(component: &Component) -> String {
    match component.experience {
        None => "new or returning",
        Some(Experience::New) => "new",
        Some(Experience::Returning) => "returning",
    }
    .to_owned()
}

fn need(need: &Need) -> String {
    match need {
        Need::Required => "required".to_owned(),
        Need::Optional => "optional".to_owned(),
        Need::OneOf(group) => format!("one of {group}"),
    }
}

fn reach(reach: Reach) -> String {
    match reach {
        Reach::Portable => "portable",
        Reach::Local => "local",
    }
    .to_owned()
}

fn when(when: Option<When>) -> String {
    match when {
        None => "any time in the year".to_owned(),
        Some(When::HalfTerm(number)) => format!("half term {number}"),
        Some(When::Stage(number)) => format!("stage {number}"),
        Some(When::On(day)) => told(day),
    }
}

fn tracks(component: &Component) -> String {
    component
        .tracks
        .iter()
        .map(|track| track.code())
        .collect::<Vec<_>>()
        .join(", ")
}

fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

fn refresher(programme: &Programme) -> String {
    programme
        .refresher
        .map_or_else(|| "none".to_owned(), |minutes| format!("any {minutes}"))
}

fn spans(programme: &Programme) -> String {
    let spans: Vec<_> = programme
        .half_terms
        .iter()
        .map(|half_term| format!("{} to {}", half_term.from, half_term.until))
        .collect();
    spans.join(", ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        Minutes,
        programme::{component, programme},
    };

    #[test]
    fn every_change_that_moves_a_figure_is_told() {
        let mut before = programme("Y75", "2025-26", date(2025, 9, 1));
        before.components = vec![component("pedagogy", 60), component("assessment", 60)];
        let mut after = before.clone();
        after.components[0].minutes = Minutes(90);
        after.components[0].need = Need::Optional;
        after.components.remove(1);
        after.components.push(component("curriculum", 60));
        assert_eq!(
            difference(&before, &after),
            [
                "Component pedagogy, length: 1 h becomes 1 h 30 min",
                "Component pedagogy, need: required becomes optional",
                "Component assessment goes (1 h)",
                "Component curriculum comes (1 h)",
            ]
        );
        assert!(difference(&before, &before).is_empty());
    }
}
