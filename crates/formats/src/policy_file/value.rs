//! Keeps the keys under which a policy's value may be written, and what each holds.
//! Owns the word value.
//! Never gives a value a meaning beyond its unit.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::toml_form::{Form, Problem};

/// What a policy says, with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Whole minutes, written as `hours` or `minutes`.
    Minutes(i32),
    /// Pence; per hour where the kind is a rate.
    Pence(i64),
    /// Calendar days.
    Days(i32),
    /// Working days.
    WorkingDays(i32),
    /// Weeks.
    Weeks(i32),
    /// Years.
    Years(i32),
    /// A plain number of things.
    Count(i32),
    /// Whole percent.
    Percent(i32),
    /// Whether something is allowed.
    Allowed(bool),
    /// A list of codes.
    Codes(Vec<String>),
    /// Two days, both inside the window.
    Window {
        /// The first day.
        opens: Date,
        /// The last day.
        closes: Date,
    },
    /// A stretch of every year, as (month, day), both inside.
    Season {
        /// The first day.
        opens: (i8, i8),
        /// The last day.
        closes: (i8, i8),
    },
    /// Said to have no value from that day on.
    None,
}

impl Value {
    /// The unit as `policies/README.md` spells it; none for [`Value::None`].
    #[must_use]
    pub fn unit(&self) -> Option<&'static str> {
        Some(match self {
            Value::Minutes(_) => "hours",
            Value::Pence(_) => "pence",
            Value::Days(_) => "days",
            Value::WorkingDays(_) => "working_days",
            Value::Weeks(_) => "weeks",
            Value::Years(_) => "years",
            Value::Count(_) => "count",
            Value::Percent(_) => "percent",
            Value::Allowed(_) => "allowed",
            Value::Codes(_) => "codes",
            Value::Window { .. } => "window",
            Value::Season { .. } => "season",
            Value::None => return None,
        })
    }
}

/// Every key that holds a value or half of one.
pub(crate) const KEYS: [&str; 16] = [
    "hours",
    "minutes",
    "pence",
    "days",
    "working_days",
    "weeks",
    "years",
    "count",
    "percent",
    "allowed",
    "codes",
    "none",
    "opens",
    "closes",
    "season_opens",
    "season_closes",
];

/// Reads the one value of a form and the key it is under, or nothing where there is none.
pub(crate) fn read(form: &Form<'_, '_>) -> Result<Option<(&'static str, Value)>, Problem> {
    let given: Vec<&'static str> = KEYS.iter().copied().filter(|key| form.has(key)).collect();
    let key = match given.as_slice() {
        [] => return Ok(None),
        ["opens", "closes"] => "opens",
        ["season_opens", "season_closes"] => "season_opens",
        [key @ ("opens" | "closes" | "season_opens" | "season_closes")] => {
            let other = match *key {
                "opens" => "closes",
                "closes" => "opens",
                "season_opens" => "season_closes",
                _ => "season_opens",
            };
            return Err(form.problem(key, format!("has {key} without {other}; give both.")));
        }
        [key] => *key,
        [first, second, ..] => {
            return Err(form.problem(
                second,
                format!("has two values, {first} and {second}; give one."),
            ));
        }
    };
    let number = |most: i32| {
        let number = form.needed(key, form.whole(key, 0..=i64::from(most)))?;
        Ok::<i32, Problem>(i32::try_from(number).unwrap_or(most))
    };
    let value = match key {
        "hours" => {
            let minutes = form.needed(key, form.hours(key))?;
            Value::Minutes(i32::try_from(minutes).unwrap_or(i32::MAX))
        }
        "minutes" => Value::Minutes(number(600_000)?),
        "pence" => Value::Pence(form.needed(key, form.whole(key, 0..=100_000_000_000))?),
        "days" => Value::Days(number(100_000)?),
        "working_days" => Value::WorkingDays(number(100_000)?),
        "weeks" => Value::Weeks(number(10_000)?),
        "years" => Value::Years(number(1_000)?),
        "count" => Value::Count(number(i32::MAX)?),
        "percent" => Value::Percent(number(1_000)?),
        "allowed" => Value::Allowed(form.needed(key, form.flag(key))?),
        "codes" => Value::Codes(form.texts(key)?),
        "none" => match form.needed(key, form.flag(key))? {
            true => Value::None,
            false => {
                return Err(form.problem(
                    key,
                    "has none = false; write none = true, or give a value instead.",
                ));
            }
        },
        "opens" => {
            let opens = form.needed("opens", form.date("opens"))?;
            let closes = form.needed("closes", form.date("closes"))?;
            if closes < opens {
                return Err(form.problem(
                    "closes",
                    format!("closes on {closes}, before it opens on {opens}."),
                ));
            }
            Value::Window { opens, closes }
        }
        _ => Value::Season {
            opens: day_of_year(form, "season_opens")?,
            closes: day_of_year(form, "season_closes")?,
        },
    };
    Ok(Some((key, value)))
}

/// Reads "04-06" as the sixth of April of any year.
fn day_of_year(form: &Form<'_, '_>, key: &str) -> Result<(i8, i8), Problem> {
    let text = form.needed_text(key)?;
    let day = text
        .split_once('-')
        .filter(|(month, day)| month.len() == 2 && day.len() == 2)
        .and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)))
        .filter(|(month, day)| Date::new(2025, *month, *day).is_ok());
    day.ok_or_else(|| {
        form.problem(
            key,
            format!("has {key} = {text:?}; write the month and the day of every year, such as \"04-06\"."),
        )
    })
}
