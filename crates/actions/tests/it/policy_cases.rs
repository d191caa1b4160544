//! Runs every situation of `policies/cases` against the rules, and sees that each could fail.
//!
//! Owns the way from a case to the facts of a standing. It never changes what a case expects.

use std::{collections::BTreeMap, sync::Arc};

use actions::policy::{CASES, PROGRAMMES, Shipped, value};
use domain::{
    AcademicYear, Minutes,
    ledger::{History, Kind, Line},
    partnership::{SchoolPhase, Urn},
    placement::{Hosting, hosting},
    programme::{Programme, Versions},
    standing::{self, Facts, Rules, Standing},
};
use formats::{
    case_file::{self, Asks, Case, Entry, Expected, LookUp, Situation},
    programme_file,
};

struct Rulebook {
    shipped: Shipped,
    versions: BTreeMap<String, Versions>,
}

fn rulebook() -> Rulebook {
    let mut by_provider: BTreeMap<String, Vec<Arc<Programme>>> = BTreeMap::new();
    for (path, text) in PROGRAMMES {
        let read = programme_file::read(text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let programme =
            actions::programme::understood(&read).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let versions = by_provider.entry(programme.provider.clone()).or_default();
        versions.push(Arc::new(programme));
    }
    Rulebook {
        shipped: Shipped::read().unwrap_or_else(|faults| panic!("{faults:#?}")),
        versions: by_provider
            .into_iter()
            .map(|(provider, versions)| (provider, Versions::new(versions)))
            .collect(),
    }
}

fn cases() -> Vec<(&'static str, Case)> {
    CASES
        .iter()
        .flat_map(|(path, text)| {
            let read = case_file::read(text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            read.into_iter().map(|case| (*path, case))
        })
        .collect()
}

/// A figure that a case names: what it is, what is expected, what there is.
type Figure = (String, String, String);

fn figure<T: std::fmt::Debug>(what: &str, expected: T, found: T) -> Figure {
    (
        what.to_owned(),
        format!("{expected:?}"),
        format!("{found:?}"),
    )
}

fn figures(case: &Case, rules: &Rulebook) -> Vec<Figure> {
    match &case.asks {
        Asks::Policy(asked) => looked_up(asked, case, rules),
        Asks::Standing(situation) => {
            let none = Versions::default();
            let versions = rules.versions.get(&situation.provider).unwrap_or(&none);
            let standing = reckoned(situation, case, rules, versions);
            compared(&situation.expect, &standing)
        }
    }
}

fn looked_up(asked: &LookUp, case: &Case, rules: &Rulebook) -> Vec<Figure> {
    let policies = &rules.shipped.policies;
    let row = policies
        .on(&asked.policy, asked.provider.as_deref(), case.on)
        .map(|term| term.row.clone());
    let found = row.as_ref().map(|row| row.value.clone());
    let wanted = asked.value.as_ref().map(value);
    let of_value = wanted.map(|wanted| figure("value", Some(wanted), found));
    let of_confidence = asked.confidence.as_deref().map(|wanted| {
        figure(
            "confidence",
            Some(wanted),
            row.as_ref().map(|row| row.confidence.code()),
        )
    });
    of_value.into_iter().chain(of_confidence).collect()
}

fn line(entry: &Entry) -> Line {
    let year = entry
        .for_year
        .map(|year| AcademicYear::starting(year).unwrap());
    Line {
        component: entry.component.as_deref().map(Arc::from),
        kind: Kind::read(&entry.kind).unwrap(),
        minutes: Minutes(entry.minutes),
        held_on: entry.held_on,
        counts_for: year.unwrap_or_else(|| AcademicYear::containing(entry.held_on)),
        school: Some(Urn(entry.school)),
        until: entry.until,
        verified: entry.verified,
        imported: false,
        brought_at: None,
    }
}

fn reckoned(situation: &Situation, case: &Case, rules: &Rulebook, versions: &Versions) -> Standing {
    let mut lines: Vec<Line> = situation.entries.iter().map(line).collect();
    lines.sort_by_key(|line| line.held_on);
    let mut hostings: Vec<Hosting> = situation
        .placements
        .iter()
        .map(|placement| Hosting {
            course: placement.course.as_deref().map(Arc::from),
            route: placement.route.as_deref().map(Arc::from),
            ..hosting(placement.from, placement.until, placement.stage)
        })
        .collect();
    hostings.sort_by_key(|hosting| hosting.from);
    let phase = situation.mentor.school_phase.as_deref();
    let facts = Facts {
        subject: situation.mentor.subject.as_deref(),
        school_phase: phase.and_then(SchoolPhase::read),
        lines: &lines,
        hostings: &hostings,
        history: History::Nothing,
        adjustments: &[],
    };
    let rules = Rules {
        provider: &situation.provider,
        policies: &rules.shipped.policies,
        versions,
    };
    standing::of(&facts, &rules, case.on)
}

fn compared(expect: &Expected, found: &Standing) -> Vec<Figure> {
    let minutes = |minutes: Minutes| Some(i64::from(minutes.0));
    let programme = found.programme.as_deref();
    let mut all: Vec<Figure> = [
        (
            "required",
            expect.required_minutes,
            found.required.and_then(minutes),
        ),
        ("done", expect.done_minutes, minutes(found.done)),
        (
            "recognised",
            expect.recognised_minutes,
            minutes(found.recognised),
        ),
        (
            "remaining",
            expect.remaining_minutes,
            found.remaining.and_then(minutes),
        ),
        (
            "optional done",
            expect.optional_done_minutes,
            minutes(found.optional_done),
        ),
        (
            "claimable hours",
            expect.claimable_hours,
            Some(i64::from(found.claimable_hours)),
        ),
        (
            "rounding loss",
            expect.rounding_loss_minutes,
            minutes(found.rounding_loss),
        ),
        ("over cap", expect.over_cap_minutes, minutes(found.over_cap)),
    ]
    .into_iter()
    .filter_map(|(what, wanted, found)| Some(figure(what, wanted?, found)))
    .collect();
    if let Some(track) = &expect.track {
        all.push(figure("track", track.as_str(), found.track.code()));
    }
    if let Some(code) = &expect.programme {
        let found = programme.map(|programme| programme.code.as_str());
        all.push(figure("programme", code.as_deref(), found));
    }
    if let Some(day) = expect.met_on {
        all.push(figure("met on", day, found.met_on));
    }
    if let Some(code) = &expect.next_step {
        let step = found.next_step.as_ref();
        let found = step
            .zip(programme)
            .map(|(step, programme)| found.components[step.row].code(programme));
        all.push(figure("next step", code.as_deref(), found));
    }
    for (code, state) in &expect.states {
        let row = programme.and_then(|programme| {
            found
                .components
                .iter()
                .find(|row| row.code(programme) == code || row.part(programme).code == *code)
        });
        let found = row.map_or("absent", |row| row.state.code());
        all.push(figure(code, state.as_str(), found));
    }
    all
}

#[test]
fn every_case_comes_out_as_the_field_expects() {
    let rules = rulebook();
    let failures: Vec<String> = cases()
        .iter()
        .filter_map(|(path, case)| {
            let wrong: Vec<String> = figures(case, &rules)
                .into_iter()
                .filter(|(_, expected, found)| expected != found)
                .map(|(what, expected, found)| {
                    format!("    {what}: expected {expected}, found {found}")
                })
                .collect();
            (!wrong.is_empty())
                .then(|| format!("{path}:{}: {}\n{}", case.line, case.tells, wrong.join("\n")))
        })
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn at_least_forty_situations_and_more_look_ups_are_told() {
    let cases = cases();
    let situations = cases
        .iter()
        .filter(|(_, case)| matches!(case.asks, Asks::Standing(_)))
        .count();
    assert!(situations >= 40, "{situations} situations");
    assert!(cases.len() > situations);
}

#[test]
fn every_case_names_something_that_could_fail() {
    let rules = rulebook();
    for (path, case) in cases() {
        assert!(
            !figures(&case, &rules).is_empty(),
            "{path}:{}: {} expects nothing",
            case.line,
            case.tells
        );
    }
}

#[test]
fn each_sort_of_expectation_is_found_out_when_it_is_turned_round() {
    let rules = rulebook();
    let cases = cases();
    let situation = cases.iter().find_map(|(_, case)| match &case.asks {
        Asks::Standing(situation) if situation.provider == "Y75" => Some((case, situation)),
        _ => None,
    });
    let (case, situation) = situation.expect("a situation at York St John");
    let standing = reckoned(situation, case, &rules, &rules.versions["Y75"]);
    let off = Some(Some(999_999));
    let never = Some(Some(jiff::civil::date(1990, 1, 1)));
    let wrong = Expected {
        track: Some("elsewhere".into()),
        programme: Some(Some("no such".into())),
        required_minutes: off,
        done_minutes: off,
        recognised_minutes: off,
        remaining_minutes: off,
        optional_done_minutes: off,
        claimable_hours: off,
        rounding_loss_minutes: off,
        over_cap_minutes: off,
        met_on: never,
        next_step: Some(Some("no such".into())),
        states: vec![("conference-1".into(), "lost".into())],
    };
    let compared = compared(&wrong, &standing);
    assert_eq!(compared.len(), 13);
    for (what, expected, found) in compared {
        assert_ne!(expected, found, "{what} cannot fail");
    }
}
