//! Keeps what a dated number can be: time, money, days, counts, codes, or expressly nothing.
//!
//! Owns the words `Value`, `Unit`, `Kind` and `Name`. It never converts one unit into another.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Fault, Row};
use crate::{Minutes, Pence, calendar::told};

/// What sort of number a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A duty.
    Minimum,
    /// The most that can be claimed.
    Cap,
    /// Money for each hour.
    Rate,
    /// Days between which something may be done.
    Window,
    /// Yes or no, or a list.
    Rule,
    /// What a person is owed.
    Entitlement,
    /// One provider's own choice.
    Local,
}

impl Kind {
    const ALL: [(Kind, &'static str); 7] = [
        (Kind::Minimum, "minimum"),
        (Kind::Cap, "cap"),
        (Kind::Rate, "rate"),
        (Kind::Window, "window"),
        (Kind::Rule, "rule"),
        (Kind::Entitlement, "entitlement"),
        (Kind::Local, "local"),
    ];

    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        Kind::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(text: &str) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|(_, code)| *code == text)
            .map(|(kind, _)| kind)
    }
}

/// The unit that every value of a name has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    missing_docs,
    reason = "the words say it; policies/README.md tells each"
)]
pub enum Unit {
    Hours,
    Pence,
    Days,
    WorkingDays,
    Weeks,
    Years,
    Count,
    Percent,
    Allowed,
    Codes,
    Window,
    Season,
}

impl Unit {
    const ALL: [(Unit, &'static str); 12] = [
        (Unit::Hours, "hours"),
        (Unit::Pence, "pence"),
        (Unit::Days, "days"),
        (Unit::WorkingDays, "working_days"),
        (Unit::Weeks, "weeks"),
        (Unit::Years, "years"),
        (Unit::Count, "count"),
        (Unit::Percent, "percent"),
        (Unit::Allowed, "allowed"),
        (Unit::Codes, "codes"),
        (Unit::Window, "window"),
        (Unit::Season, "season"),
    ];

    /// The word used in files and in the table of names.
    #[must_use]
    pub fn code(self) -> &'static str {
        Unit::ALL
            .iter()
            .find(|(unit, _)| *unit == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(text: &str) -> Option<Unit> {
        Unit::ALL
            .into_iter()
            .find(|(_, code)| *code == text)
            .map(|(unit, _)| unit)
    }
}

/// A name that rows may give values to. The list stands in `policies/README.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub name: String,
    /// The sort of number.
    pub kind: Kind,
    /// The unit.
    pub unit: Unit,
}

/// Days that come round every academic year, as month and day of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Season {
    /// The first day: month 1 to 12, day 1 to 31.
    pub opens: (i8, i8),
    /// The last day, included.
    pub closes: (i8, i8),
}

impl Season {
    /// Says whether a day falls between its days.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        let at = (day.month(), day.day());
        if self.opens <= self.closes {
            self.opens <= at && at <= self.closes
        } else {
            at >= self.opens || at <= self.closes
        }
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the words say it; policies/README.md tells each"
)]
pub enum Value {
    Minutes(Minutes),
    Pence(Pence),
    Days(i32),
    WorkingDays(i32),
    Weeks(i32),
    Years(i32),
    Count(i32),
    Percent(i32),
    Allowed(bool),
    Codes(Vec<String>),
    Window {
        /// The first day.
        opens: Date,
        /// The last day, included.
        closes: Date,
    },
    Season(Season),
    /// Expressly no value: a duty that was lifted, a cap that does not exist.
    None,
}

impl Value {
    /// The time it gives, if it gives time.
    #[must_use]
    pub fn minutes(&self) -> Option<Minutes> {
        match self {
            Value::Minutes(minutes) => Some(*minutes),
            _ => None,
        }
    }

    fn unit(&self) -> Option<Unit> {
        Some(match self {
            Value::Minutes(_) => Unit::Hours,
            Value::Pence(_) => Unit::Pence,
            Value::Days(_) => Unit::Days,
            Value::WorkingDays(_) => Unit::WorkingDays,
            Value::Weeks(_) => Unit::Weeks,
            Value::Years(_) => Unit::Years,
            Value::Count(_) => Unit::Count,
            Value::Percent(_) => Unit::Percent,
            Value::Allowed(_) => Unit::Allowed,
            Value::Codes(_) => Unit::Codes,
            Value::Window { .. } => Unit::Window,
            Value::Season(_) => Unit::Season,
            Value::None => return None,
        })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many =
            |n: i32, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
        match self {
            Value::Minutes(minutes) => write!(f, "{minutes}"),
            Value::Pence(pence) => write!(f, "{pence}"),
            Value::Days(n) => f.write_str(&many(*n, "day", "days")),
            Value::WorkingDays(n) => f.write_str(&many(*n, "working day", "working days")),
            Value::Weeks(n) => f.write_str(&many(*n, "week", "weeks")),
            Value::Years(n) => f.write_str(&many(*n, "year", "years")),
            Value::Count(n) => write!(f, "{n}"),
            Value::Percent(n) => write!(f, "{n} %"),
            Value::Allowed(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Value::Codes(codes) => f.write_str(&codes.join(" ")),
            Value::Window { opens, closes } => write!(f, "{} to {}", told(*opens), told(*closes)),
            Value::Season(season) => {
                let day = |(month, day): (i8, i8)| {
                    Date::new(2000, month, day).map_or_else(
                        |_| format!("{month:02}-{day:02}"),
                        |date| date.strftime("%-d %B").to_string(),
                    )
                };
                write!(
                    f,
                    "{} to {} each year",
                    day(season.opens),
                    day(season.closes)
                )
            }
            Value::None => f.write_str("none"),
        }
    }
}

/// Checks one row against the list of names.
pub(super) fn check(known: &[Name], row: &Row) -> Option<Fault> {
    let problem = match known.iter().find(|name| name.name == row.of) {
        None => format!(
            "no policy is named {}; the names stand in policies/README.md.",
            row.of
        ),
        Some(name) if name.kind != row.kind => {
            format!(
                "{} is a {}, not a {}.",
                row.of,
                name.kind.code(),
                row.kind.code()
            )
        }
        Some(name) if row.value.unit().is_some_and(|unit| unit != name.unit) => {
            format!("{} is told in {}.", row.of, name.unit.code())
        }
        Some(_) if row.until.is_some_and(|until| until < row.from) => format!(
            "{} begins on {} and ends before that.",
            row.of,
            told(row.from)
        ),
        Some(_) => return None,
    };
    Some(Fault {
        at: row.origin.to_string(),
        problem,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_season_may_span_the_turn_of_the_calendar_year() {
        let season = Season {
            opens: (9, 1),
            closes: (7, 31),
        };
        assert!(season.contains(date(2025, 1, 1)) && season.contains(date(2025, 7, 31)));
        assert!(!season.contains(date(2025, 8, 1)));
        let early = Season {
            opens: (4, 6),
            closes: (8, 31),
        };
        assert!(early.contains(date(2025, 4, 6)) && !early.contains(date(2025, 4, 5)));
        assert_eq!(
            Value::Season(early).to_string(),
            "6 April to 31 August each year"
        );
    }

    #[test]
    fn a_value_is_told_in_its_unit() {
        assert_eq!(Value::Minutes(Minutes(90)).to_string(), "1 h 30 min");
        assert_eq!(Value::WorkingDays(1).to_string(), "1 working day");
        assert_eq!(Value::None.to_string(), "none");
    }
}
