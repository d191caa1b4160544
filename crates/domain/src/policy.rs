//! Keeps the numbers that others set, each with its days, source and confidence.
//!
//! Owns the words `Row`, `Value`, `Series` and `Policies`. It never holds such a number itself.

mod series;
mod value;

use std::{collections::HashMap, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use series::{Series, Term};
pub use value::{Kind, Name, Season, Unit, Value};

/// The names that rules look up. Every one stands in `policies/README.md`.
pub mod names {
    /// Hours that initial training must have.
    pub const INITIAL_REQUIRED: &str = "general_mentor.initial.required";
    /// Hours that a year's refresher must have.
    pub const REFRESHER_REQUIRED: &str = "general_mentor.refresher.required";
    /// Most hours of initial training that a school can claim.
    pub const INITIAL_CLAIMABLE: &str = "general_mentor.initial.claimable";
    /// Most hours of refresher training that a school can claim.
    pub const REFRESHER_CLAIMABLE: &str = "general_mentor.refresher.claimable";
    /// Days of the year whose training may count for the coming year's claims.
    pub const EARLY_TRAINING: &str = "general_mentor.early_training";
    /// Whole years without a student teacher after which a mentor is new again.
    pub const LAPSE: &str = "general_mentor.lapse";
    /// Days of the year between which training without a day of its own falls due.
    pub const TRAINING_SEASON: &str = "training.season";
    /// Time in one day, over all books, beyond which an entry is pointed out.
    pub const DAY_FLAGGED: &str = "ledger.day.flagged";
    /// Register codes of schools that are open.
    pub const SCOPE_STATUS: &str = "school.scope.status";
    /// Register codes of establishments outside the scheme.
    pub const SCOPE_EXCLUDED: &str = "school.scope.excluded_types";
    /// Start of the names that list the districts of a funding area.
    pub const AREA: &str = "grant.area.";
    /// Every whole name above.
    pub const ALL: [&str; 10] = [
        INITIAL_REQUIRED,
        REFRESHER_REQUIRED,
        INITIAL_CLAIMABLE,
        REFRESHER_CLAIMABLE,
        EARLY_TRAINING,
        LAPSE,
        TRAINING_SEASON,
        DAY_FLAGGED,
        SCOPE_STATUS,
        SCOPE_EXCLUDED,
    ];
}

/// How far a number can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Read at its source, or reported by a provider's own page.
    Confirmed,
    /// General knowledge, not confirmed: pages say so.
    Provisional,
}

impl Confidence {
    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Confidence::Confirmed => "confirmed",
            Confidence::Provisional => "provisional",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn read(text: &str) -> Option<Confidence> {
        match text {
            "confirmed" => Some(Confidence::Confirmed),
            "provisional" => Some(Confidence::Provisional),
            _ => None,
        }
    }
}

/// Where a row stands, so that a person can find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a file shipped with the program, at a line.
    File {
        /// The file, from the project's root.
        path: &'static str,
        /// The line of its name.
        line: usize,
    },
    /// Among the administrator's own rows.
    Own,
    /// At a line of a file that is about to become own rows.
    Stated(usize),
}

impl Origin {
    /// Says whether it is the administrator's own rather than shipped.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !matches!(self, Origin::File { .. })
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::File { path, line } => write!(f, "{path}, line {line}"),
            Origin::Own => f.write_str("your own rows"),
            Origin::Stated(line) => write!(f, "line {line}"),
        }
    }
}

/// One dated value of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The name.
    pub of: String,
    /// What sort of number it is.
    pub kind: Kind,
    /// The code of the provider whose own choice it is; nothing for everybody's.
    pub provider: Option<String>,
    /// The value, or that there is none.
    pub value: Value,
    /// The first day.
    pub from: Date,
    /// The last day; nothing means until the next row of the same name.
    pub until: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// Says why a set of rows cannot be used, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {problem}")]
pub struct Fault {
    /// Where it stands.
    pub at: String,
    /// What is wrong, as a sentence.
    pub problem: String,
}

/// Every dated number, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    series: HashMap<(String, Option<String>), Arc<Series>>,
}

impl Policies {
    /// Gathers the rows of the files and the administrator's own.
    ///
    /// # Rule
    /// On a day the row that began last holds; an administrator's own row wins a tie.
    ///
    /// # Errors
    /// Every unknown name, other kind or unit, last day before the first, overlap and gap.
    pub fn gather(known: &[Name], rows: Vec<Row>) -> Result<Policies, Vec<Fault>> {
        let mut faults: Vec<Fault> = rows
            .iter()
            .filter_map(|row| value::check(known, row))
            .collect();
        let mut by_name: HashMap<(String, Option<String>), Vec<Row>> = HashMap::new();
        for row in rows {
            by_name
                .entry((row.of.clone(), row.provider.clone()))
                .or_default()
                .push(row);
        }
        let mut series = HashMap::new();
        for (name, rows) in by_name {
            match Series::new(rows) {
                Ok(made) => {
                    series.insert(name, Arc::new(made));
                }
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            return Ok(Policies { series });
        }
        faults.sort_by(|a, b| a.at.cmp(&b.at));
        Err(faults)
    }

    /// Finds the history of a name: a provider's own, else everybody's.
    #[must_use]
    pub fn series(&self, name: &str, provider: Option<&str>) -> Option<&Arc<Series>> {
        let own =
            provider.and_then(|code| self.series.get(&(name.to_owned(), Some(code.to_owned()))));
        own.or_else(|| self.series.get(&(name.to_owned(), None)))
    }

    /// Finds the row in force on a day.
    #[must_use]
    pub fn on(&self, name: &str, provider: Option<&str>, day: Date) -> Option<Term<'_>> {
        self.series(name, provider)?.on(day)
    }

    /// Lists every history, by name and then provider.
    #[must_use]
    pub fn all(&self) -> Vec<&Series> {
        let mut all: Vec<_> = self.series.iter().collect();
        all.sort_by(|a, b| a.0.cmp(b.0));
        all.into_iter().map(|(_, series)| series.as_ref()).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn known() -> Vec<Name> {
        vec![Name {
            name: names::INITIAL_CLAIMABLE.into(),
            kind: Kind::Cap,
            unit: Unit::Hours,
        }]
    }

    fn row(hours: i32, from: Date, until: Option<Date>, line: usize) -> Row {
        Row {
            of: names::INITIAL_CLAIMABLE.into(),
            kind: Kind::Cap,
            provider: None,
            value: Value::Minutes(crate::Minutes::hours(hours)),
            from,
            until,
            source: "conditions of grant".into(),
            confidence: Confidence::Confirmed,
            note: None,
            origin: Origin::File {
                path: "policies/test.toml",
                line,
            },
        }
    }

    #[test]
    fn rule_11_a_number_is_looked_up_by_the_day_of_the_event() {
        let policies = Policies::gather(
            &known(),
            vec![
                row(20, date(2024, 9, 1), None, 1),
                row(16, date(2025, 9, 1), None, 9),
            ],
        )
        .expect("a sound series");
        let on = |day| {
            policies
                .on(names::INITIAL_CLAIMABLE, Some("L51"), day)
                .map(|t| t.row.value.clone())
        };
        assert_eq!(
            on(date(2025, 8, 31)),
            Some(Value::Minutes(crate::Minutes::hours(20)))
        );
        assert_eq!(
            on(date(2025, 9, 1)),
            Some(Value::Minutes(crate::Minutes::hours(16)))
        );
        assert_eq!(on(date(2024, 8, 31)), None);
    }

    #[test]
    fn an_own_row_overrides_from_its_day_and_gives_way_to_a_later_row() {
        let mut own = row(18, date(2025, 1, 1), Some(date(2025, 3, 31)), 0);
        own.origin = Origin::Own;
        let policies = Policies::gather(
            &known(),
            vec![
                row(20, date(2024, 9, 1), None, 1),
                row(16, date(2025, 9, 1), None, 9),
                own,
            ],
        )
        .expect("an own row may overlap a file's");
        let hours = |day| match policies
            .on(names::INITIAL_CLAIMABLE, None, day)
            .map(|t| t.row.value.clone())
        {
            Some(Value::Minutes(minutes)) => minutes.whole_hours(),
            other => panic!("no hours but {other:?}"),
        };
        assert_eq!(
            [
                date(2024, 12, 31),
                date(2025, 1, 1),
                date(2025, 4, 1),
                date(2025, 9, 1)
            ]
            .map(hours),
            [20, 18, 20, 16]
        );
        let term = policies
            .on(names::INITIAL_CLAIMABLE, None, date(2024, 10, 1))
            .expect("in force");
        assert_eq!(term.until, Some(date(2024, 12, 31)));
    }

    #[test]
    fn overlaps_gaps_unknown_names_and_backward_days_are_refused_with_their_line() {
        let told = |rows| {
            Policies::gather(&known(), rows)
                .expect_err("refused")
                .iter()
                .map(ToString::to_string)
                .collect::<String>()
        };
        let overlap = told(vec![
            row(20, date(2024, 9, 1), Some(date(2025, 9, 1)), 1),
            row(16, date(2025, 9, 1), None, 9),
        ]);
        assert!(
            overlap.contains("policies/test.toml, line 9") && overlap.contains("overlap"),
            "{overlap}"
        );
        let gap = told(vec![
            row(20, date(2024, 9, 1), Some(date(2025, 8, 30)), 1),
            row(16, date(2025, 9, 1), None, 9),
        ]);
        assert!(gap.contains("line 9") && gap.contains("gap"), "{gap}");
        let mut strange = row(1, date(2024, 9, 1), None, 3);
        strange.of = "general_mentor.claimable".into();
        assert!(told(vec![strange]).contains("line 3"));
        assert!(told(vec![row(1, date(2024, 9, 1), Some(date(2024, 8, 1)), 5)]).contains("line 5"));
    }
}
