//! Tries the reckoning with plain values: requirement, done, recognised, dates.
//!
//! Owns the builder `Case`. It never reads a policy file: `policies/cases` does that.

mod adjusted;
mod claimable;
mod dates;
mod figures;
mod sums;

use std::sync::Arc;

use super::{Facts, Reason, Row, Rules, Standing, of};
use crate::{
    AcademicYear, Minutes,
    ledger::{History, Kind, Line},
    partnership::Urn,
    placement::{Hosting, hosting},
    policy::{
        Confidence, Kind as PolicyKind, Name, Origin, Policies, Row as PolicyRow, Season, Unit,
        Value, names,
    },
    programme::{
        Adjustment, Component, Group, HalfTerm, Need, Programme, Reach, Versions, component,
        programme,
    },
};
use jiff::civil::{Date, date};

/// Numbers as they were in these years, so that the tests read as the field tells them.
fn policies() -> Policies {
    let rows = [
        (
            names::INITIAL_REQUIRED,
            PolicyKind::Minimum,
            Unit::Hours,
            hours(20),
            date(2024, 9, 1),
        ),
        (
            names::INITIAL_REQUIRED,
            PolicyKind::Minimum,
            Unit::Hours,
            Value::None,
            date(2024, 11, 13),
        ),
        (
            names::REFRESHER_REQUIRED,
            PolicyKind::Minimum,
            Unit::Hours,
            hours(6),
            date(2024, 9, 1),
        ),
        (
            names::REFRESHER_REQUIRED,
            PolicyKind::Minimum,
            Unit::Hours,
            Value::None,
            date(2024, 11, 13),
        ),
        (
            names::INITIAL_CLAIMABLE,
            PolicyKind::Cap,
            Unit::Hours,
            hours(20),
            date(2024, 9, 1),
        ),
        (
            names::INITIAL_CLAIMABLE,
            PolicyKind::Cap,
            Unit::Hours,
            hours(16),
            date(2025, 9, 1),
        ),
        (
            names::REFRESHER_CLAIMABLE,
            PolicyKind::Cap,
            Unit::Hours,
            hours(6),
            date(2024, 9, 1),
        ),
        (
            names::TRAINING_SEASON,
            PolicyKind::Local,
            Unit::Season,
            Value::Season(Season {
                opens: (9, 1),
                closes: (7, 31),
            }),
            date(2023, 9, 1),
        ),
        (
            names::LAPSE,
            PolicyKind::Local,
            Unit::Years,
            Value::Years(3),
            date(2020, 9, 1),
        ),
    ];
    let known = rows.iter().map(|(name, kind, unit, ..)| Name {
        name: (*name).to_owned(),
        kind: *kind,
        unit: *unit,
    });
    let known: Vec<Name> = known.collect();
    let rows = rows
        .into_iter()
        .map(|(name, kind, _, value, from)| PolicyRow {
            of: name.to_owned(),
            kind,
            provider: (name == names::LAPSE).then(|| "M20".to_owned()),
            value,
            from,
            until: None,
            source: "told in a test".to_owned(),
            confidence: Confidence::Confirmed,
            note: None,
            origin: Origin::Own,
        });
    Policies::gather(&known, rows.collect()).expect("sound rows")
}

fn hours(hours: i32) -> Value {
    Value::Minutes(Minutes::hours(hours))
}

/// A mentor, the entries and placements they have, and the programme that asks something of them.
pub(super) struct Case {
    provider: &'static str,
    programmes: Vec<Programme>,
    lines: Vec<Line>,
    hostings: Vec<Hosting>,
    adjustments: Vec<Adjustment>,
}

impl Case {
    pub(super) fn of(provider: &'static str, programmes: Vec<Programme>) -> Case {
        Case {
            provider,
            programmes,
            lines: Vec::new(),
            hostings: Vec::new(),
            adjustments: Vec::new(),
        }
    }

    pub(super) fn attended(self, code: &str, minutes: i32, held_on: Date) -> Case {
        self.line(code, minutes, held_on, |_| {})
    }

    fn recognised(self, code: &str, minutes: i32, decided_on: Date, until: Option<Date>) -> Case {
        self.line(code, minutes, decided_on, |line| {
            line.kind = Kind::Recognised;
            line.until = until;
        })
    }

    fn line(mut self, code: &str, minutes: i32, held_on: Date, change: impl Fn(&mut Line)) -> Case {
        let mut line = Line {
            component: (!code.is_empty()).then(|| Arc::from(code)),
            kind: Kind::Attended,
            minutes: Minutes(minutes),
            held_on,
            counts_for: AcademicYear::containing(held_on),
            school: Some(Urn(100_001)),
            until: None,
            verified: true,
            imported: false,
            brought_at: None,
        };
        change(&mut line);
        self.lines.push(line);
        self.lines.sort_by_key(|line| line.held_on);
        self
    }

    pub(super) fn hosting(mut self, from: Date, until: Date, stage: Option<u8>) -> Case {
        self.hostings.push(hosting(from, until, stage));
        self
    }

    pub(super) fn on(&self, day: Date) -> Standing {
        let versions = Versions::new(self.programmes.iter().cloned().map(Arc::new).collect());
        let facts = Facts {
            subject: None,
            school_phase: None,
            lines: &self.lines,
            hostings: &self.hostings,
            history: History::Nothing,
            adjustments: &self.adjustments,
        };
        let policies = policies();
        of(
            &facts,
            &Rules {
                provider: self.provider,
                policies: &policies,
                versions: &versions,
            },
            day,
        )
    }
}

/// The 15 + 5 hours of LJMU, as short as a test needs it.
fn fifteen_and_five() -> Programme {
    let mut ljmu = programme("L51", "2024-25", date(2024, 11, 13));
    let local = |code, minutes, stage| Component {
        reach: Reach::Local,
        when: Some(crate::programme::When::Stage(stage)),
        ..component(code, minutes)
    };
    let one_of = |code| Component {
        need: Need::OneOf("subject-knowledge".into()),
        ..component(code, 60)
    };
    let optional = |code| Component {
        need: Need::Optional,
        ..component(code, 60)
    };
    ljmu.groups = vec![Group {
        code: "subject-knowledge".into(),
        title: "Subject knowledge".into(),
    }];
    ljmu.components = vec![
        local("processes", 120, 1),
        local("observation-2a", 120, 2),
        local("observation-3a", 120, 3),
        local("progress-and-assessment", 120, 3),
        component("mentoring", 90),
        component("coaching", 90),
        component("itap-1", 60),
        component("itap-2", 60),
        component("itap-3", 60),
        one_of("subject-knowledge-english"),
        one_of("subject-knowledge-mathematics"),
        optional("inclusive-mentoring-1"),
        optional("cognitive-science"),
    ];
    ljmu
}

/// A programme of 6 hours in two units that fall in half terms, and its refresher a year later.
pub(super) fn two_units() -> Vec<Programme> {
    let unit = |code, number| Component {
        when: Some(crate::programme::When::HalfTerm(number)),
        counts_for_refresher: true,
        ..component(code, 180)
    };
    let mut first = programme("Y75", "2024-25", date(2024, 11, 13));
    first.components = vec![unit("pedagogy", 1), unit("assessment", 2)];
    first.half_terms = vec![
        HalfTerm {
            number: 1,
            from: date(2024, 9, 2),
            until: date(2024, 10, 25),
        },
        HalfTerm {
            number: 2,
            from: date(2024, 11, 4),
            until: date(2024, 12, 20),
        },
    ];
    let mut second = first.clone();
    second.code = "2025-26".into();
    second.from = date(2025, 9, 1);
    second.refresher = Some(Minutes(360));
    second.components.push(Component {
        tracks: vec![crate::programme::Track::Refresher],
        counts_for_refresher: true,
        ..component("live-1", 60)
    });
    vec![first, second]
}

fn row(standing: &Standing, code: &str) -> Row {
    let programme = standing.programme.as_ref().expect("a programme");
    let found = standing
        .components
        .iter()
        .find(|row| row.code(programme) == code);
    *found.unwrap_or_else(|| panic!("no row {code}"))
}
