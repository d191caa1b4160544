//! Makes trainings of plain values, reckoned by the real rules.
//!
//! Owns the builder `Made`. It never reads a file or a database.

mod published;

use actions::access::{Seat, SeatKind};
use domain::access::{Actor, Proof};
use std::sync::Arc;
use web::reader::Reader;

use actions::{ledger::Listed, partnership::Brief, standing::Training, this_week::Hosts};
use domain::{
    AcademicYear, Date, Minutes, Timestamp,
    ledger::{Entry, EntryId, History, How, Kind, Line, Words},
    partnership::{Provider, ProviderId, Urn},
    person::{Person, PersonId},
    placement::{Hosting, hosting},
    policy::{
        Confidence, Kind as PolicyKind, Name, Origin, Policies, Row, Season, Unit, Value, names,
    },
    programme::{Programme, Versions},
    standing::{self, Facts, Rules},
};
use uuid::Uuid;

/// A day as it is written.
pub fn day(text: &str) -> Date {
    text.parse().expect("a written day")
}

/// York St John.
pub fn york() -> Provider {
    provider(1, "Y75", "York St John University", "#0b5d66")
}

/// Liverpool John Moores.
pub fn liverpool() -> Provider {
    provider(2, "L51", "Liverpool John Moores University", "#1f3c88")
}

fn provider(number: u128, code: &str, name: &str, colour: &str) -> Provider {
    Provider {
        id: ProviderId(Uuid::from_u128(number)),
        code: code.to_owned(),
        name: name.to_owned(),
        ukprn: None,
        accredited: true,
        colour: Some(colour.to_owned()),
    }
}

/// A training in the making.
#[derive(Clone)]
pub struct Made {
    pub provider: Provider,
    pub others: Vec<Provider>,
    pub programmes: Vec<Programme>,
    pub person: Person,
    pub entries: Vec<Listed>,
    pub hostings: Vec<Hosting>,
    pub history: History,
    pub minimum_ends: Option<Date>,
}

impl Made {
    /// A mentor of York, who hosts a student teacher from October 2024.
    pub fn york() -> Made {
        Made {
            provider: york(),
            others: Vec::new(),
            programmes: vec![published::york()],
            person: Person {
                id: PersonId(Uuid::from_u128(100)),
                trn: None,
                first_name: "Amina".to_owned(),
                last_name: "Okonkwo-Hartley".to_owned(),
            },
            entries: Vec::new(),
            hostings: vec![hosting(day("2024-10-07"), day("2025-06-20"), Some(1))],
            history: History::Nothing,
            minimum_ends: Some(day("2024-11-13")),
        }
    }

    /// The mentor as the reader of their own page.
    pub fn reader(&self, today: Date) -> Reader {
        let who = actions::access::Reader {
            person: self.person.clone(),
            actor: Actor {
                person: self.person.id,
                memberships: Vec::new(),
                today,
                proof: Proof::Waived,
                stands_in: Vec::new(),
                session: None,
            },
            seats: vec![Seat {
                kind: SeatKind::Mentor,
                label: "General mentor".to_owned(),
                providers: vec![self.provider.clone().into()],
                schools: Vec::new(),
            }],
        };
        Reader::made(who, today)
    }

    /// A mentor of Liverpool, who hosts a student teacher's second stage.
    pub fn liverpool() -> Made {
        let mut made = Made::york();
        made.provider = liverpool();
        made.programmes = vec![published::liverpool()];
        made.person.id = PersonId(Uuid::from_u128(200));
        made.person.first_name = "Dev".to_owned();
        made.person.last_name = "Prasad".to_owned();
        made.hostings[0].stage = Some(2);
        made
    }

    /// Adds a verified entry on a component, blank for none.
    pub fn entry(mut self, code: &str, minutes: i32, on: &str, kind: Kind) -> Made {
        let number = u128::try_from(self.entries.len()).expect("few entries") + 1;
        let held_on = day(on);
        let title = self.programmes[0]
            .components
            .iter()
            .find(|component| component.code == code)
            .map(|component| component.title.clone());
        self.entries.push(Listed {
            entry: Entry {
                id: EntryId(Uuid::from_u128(number)),
                person: self.person.id,
                provider: self.provider.id,
                school: Some(Urn(121_671)),
                component: (!code.is_empty()).then(|| code.to_owned()),
                kind,
                minutes: Minutes(minutes),
                held_on,
                counts_for: AcademicYear::containing(held_on),
                recorded_at: Timestamp::UNIX_EPOCH,
                recorded_by: PersonId::OPERATOR,
                verified_by: Some(PersonId(Uuid::from_u128(900))),
                how: How::Register,
                reference: format!("REG-{number:04}"),
                until: None,
                replaces: None,
                words: Words::default(),
            },
            name: self.person.name(),
            title,
            school_name: Some("Fulford Ings Primary School".to_owned()),
            verifier: Some("Ruth Ellison".to_owned()),
            replaced_by: None,
        });
        self
    }

    /// Changes the entry added last.
    pub fn but(mut self, change: impl FnOnce(&mut Listed)) -> Made {
        change(self.entries.last_mut().expect("an entry was added"));
        self
    }

    /// Adds an entry that replaces the one added last.
    pub fn corrected(self, minutes: i32, reason: &str) -> Made {
        let last = self.entries.last().expect("an entry was added").clone();
        let code = last.entry.component.clone().unwrap_or_default();
        let on = last.entry.held_on.to_string();
        let at = self.entries.len() - 1;
        let mut made = self.entry(&code, minutes, &on, last.entry.kind);
        let new = made.entries.last_mut().expect("just added");
        new.entry.replaces = Some(last.entry.id);
        new.entry.words.reason = reason.to_owned();
        let new = new.entry.id;
        made.entries[at].replaced_by = Some(new);
        made
    }

    fn students(&self) -> Vec<Hosts> {
        let hosts = |hosting: &Hosting| Hosts {
            name: "Dev Patel".to_owned(),
            school: None,
            hosting: hosting.clone(),
        };
        self.hostings.iter().map(hosts).collect()
    }

    /// Reckons it on a day.
    pub fn on(&self, on: &str) -> Training {
        let on = day(on);
        let mut lines: Vec<Line> = self.entries.iter().filter_map(line).collect();
        lines.sort_by_key(|line| line.held_on);
        let facts = Facts {
            subject: None,
            school_phase: None,
            lines: &lines,
            hostings: &self.hostings,
            history: self.history,
            adjustments: &[],
        };
        let policies = policies(self.minimum_ends);
        let versions = Versions::new(self.programmes.iter().cloned().map(Arc::new).collect());
        let rules = Rules {
            provider: &self.provider.code,
            policies: &policies,
            versions: &versions,
        };
        let mut entries = self.entries.clone();
        entries.sort_by_key(|listed| std::cmp::Reverse(listed.entry.held_on));
        Training {
            person: self.person.clone(),
            provider: self.provider.clone().into(),
            others: self.others.iter().cloned().map(Into::into).collect(),
            school: Some(school()),
            schools: Vec::new(),
            mentor_label: "General Mentor".to_owned(),
            standing: standing::of(&facts, &rules, on).into(),
            students: self.students(),
            entries,
        }
    }
}

fn line(listed: &Listed) -> Option<Line> {
    let entry = &listed.entry;
    listed.replaced_by.is_none().then(|| Line {
        component: entry.component.as_deref().map(Arc::from),
        kind: entry.kind,
        minutes: entry.minutes,
        held_on: entry.held_on,
        counts_for: entry.counts_for,
        school: entry.school,
        until: entry.until,
        verified: entry.verified_by.is_some(),
        imported: entry.how == How::Import,
        brought_at: None,
    })
}

fn school() -> Brief {
    Brief {
        urn: Urn(121_671),
        name: Some("Fulford Ings Primary School".to_owned()),
        town: Some("York".to_owned()),
        postcode: None,
        school_phase: None,
    }
}

fn policies(minimum_ends: Option<Date>) -> Policies {
    let hours = |hours: i32| Value::Minutes(Minutes::hours(hours));
    let season = Value::Season(Season {
        opens: (9, 1),
        closes: (7, 31),
    });
    let start = day("2024-09-01");
    let mut listed = vec![
        (
            names::INITIAL_REQUIRED,
            PolicyKind::Minimum,
            Unit::Hours,
            hours(20),
            start,
        ),
        (
            names::INITIAL_CLAIMABLE,
            PolicyKind::Cap,
            Unit::Hours,
            hours(20),
            start,
        ),
        (
            names::REFRESHER_CLAIMABLE,
            PolicyKind::Cap,
            Unit::Hours,
            hours(6),
            start,
        ),
        (
            names::TRAINING_SEASON,
            PolicyKind::Rule,
            Unit::Season,
            season,
            start,
        ),
    ];
    if let Some(ends) = minimum_ends {
        let none = (
            names::INITIAL_REQUIRED,
            PolicyKind::Minimum,
            Unit::Hours,
            Value::None,
            ends,
        );
        listed.push(none);
    }
    let known: Vec<Name> = listed
        .iter()
        .map(|(name, kind, unit, ..)| Name {
            name: (*name).to_owned(),
            kind: *kind,
            unit: *unit,
        })
        .collect();
    let rows = listed
        .into_iter()
        .map(|(name, kind, _, value, from)| Row {
            of: name.to_owned(),
            kind,
            provider: None,
            value,
            from,
            until: None,
            source: "National claim conditions, 2024 to 2025, section 3".to_owned(),
            confidence: Confidence::Confirmed,
            note: None,
            origin: Origin::Own,
        })
        .collect();
    Policies::gather(&known, rows).expect("the numbers fit together")
}

/// A mentor of York in the middle of it all: done, recognised, corrected, waiting, overdue.
pub fn amina() -> Made {
    Made::york()
        .entry("conference-1", 360, "2024-10-10", Kind::Attended)
        .entry("models-of-mentoring", 60, "2024-10-15", Kind::Completed)
        .entry("professional-behaviours", 45, "2024-12-04", Kind::Completed)
        .corrected(40, "The join log shows 40 minutes")
        .entry("assessment", 60, "2025-01-20", Kind::Recognised)
        .but(|listed| {
            listed.entry.how = How::Decision;
            listed.entry.until = Some(day("2027-08-31"));
            listed.entry.reference = "CERT-2291".to_owned();
        })
        .entry("", 50, "2025-02-03", Kind::Community)
        .entry("behaviour", 60, "2025-02-06", Kind::Completed)
        .but(|listed| {
            listed.entry.verified_by = None;
            listed.verifier = None;
        })
}

/// A mentor of Liverpool who began before the national minimum was lifted.
pub fn dev() -> Made {
    let mut made = Made::liverpool()
        .entry("mentoring", 90, "2024-10-14", Kind::Completed)
        .entry("subject-english", 30, "2024-11-20", Kind::Completed)
        .entry("inclusive", 60, "2024-11-27", Kind::Completed);
    made.others = vec![york()];
    made
}
