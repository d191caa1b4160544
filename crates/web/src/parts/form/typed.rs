//! Keeps what was typed into a form, and what was wrong with it.
//!
//! Owns the words `Typed` and `Fault`. It never throws away what somebody typed.

use axum::{
    Form,
    extract::{FromRequest, Request},
};
use domain::{Date, Minutes};
use uuid::Uuid;

use crate::error::PageError;

/// What is wrong with a field, in a sentence that says how to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's name, which is its address on the page.
    pub field: String,
    /// The sentence.
    pub sentence: String,
}

/// What was typed by the name of its field, in the order of the form, with its faults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Typed {
    /// What was typed, as it was sent.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Typed {
        Typed {
            pairs,
            faults: Vec::new(),
        }
    }

    /// The same with one more value: what a form shows before anybody types.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl ToString) -> Typed {
        self.pairs.push((name.into(), value.to_string()));
        self
    }

    /// The same with a day in three boxes.
    #[must_use]
    pub fn with_date(self, name: &str, day: Option<Date>) -> Typed {
        let Some(day) = day else { return self };
        self.with(format!("{name}-day"), day.day())
            .with(format!("{name}-month"), day.month())
            .with(format!("{name}-year"), day.year())
    }

    /// The same with an amount of time in two boxes.
    #[must_use]
    pub fn with_minutes(self, name: &str, minutes: Minutes) -> Typed {
        self.with(format!("{name}-hours"), minutes.whole_hours())
            .with(format!("{name}-minutes"), minutes.0 % 60)
    }

    /// What was typed into a field, without the space around it; blank where nothing was.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let first = self.pairs.iter().find(|(known, _)| known == name);
        first.map_or("", |(_, value)| value.trim())
    }

    /// Everything that was chosen in a field.
    pub fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        self.pairs
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.trim())
    }

    /// Says whether a value was typed or chosen.
    #[must_use]
    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|typed| typed == value)
    }

    /// Every field with its value.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The key that makes the form do its deed once.
    ///
    /// # Errors
    /// When the form was not ours.
    pub fn once(&self) -> Result<Uuid, PageError> {
        Uuid::try_parse(self.text("once")).map_err(|_| {
            PageError::Refused(
                "This form is not whole. Open its page again and send it.".to_owned(),
            )
        })
    }

    /// The number of a record that was chosen.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<Uuid> {
        Uuid::try_parse(self.text(name)).ok()
    }

    /// Reads a day from its three boxes; blank ones are nothing.
    ///
    /// What cannot be read becomes a fault.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let part = |part: &str| self.text(&format!("{name}-{part}")).to_owned();
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return None;
        }
        let year = year
            .parse()
            .ok()
            .map(|year: i16| if year < 100 { 2000 + year } else { year });
        let date = year.and_then(|year| Date::new(year, month_of(&month)?, day.parse().ok()?).ok());
        if date.is_none() {
            self.fault(
                name,
                "Give a day that exists, as day, month and year, such as 4 12 2025.",
            );
        }
        date
    }

    /// Reads an amount of time from its two boxes; blank ones are nothing.
    ///
    /// What cannot be read becomes a fault.
    pub fn minutes(&mut self, name: &str) -> Option<Minutes> {
        let part = |part: &str| self.text(&format!("{name}-{part}")).to_owned();
        let (hours, minutes) = (part("hours"), part("minutes"));
        if hours.is_empty() && minutes.is_empty() {
            return None;
        }
        let read = |text: &str| match text {
            "" => Some(0),
            text => text.parse::<u16>().ok().map(i32::from),
        };
        match (read(&hours), read(&minutes)) {
            (Some(hours), Some(minutes)) => Some(Minutes(hours * 60 + minutes)),
            _ => {
                self.fault(
                    name,
                    "Give whole hours and whole minutes, such as 1 and 30.",
                );
                None
            }
        }
    }

    /// Says what is wrong with a field; the first fault of a field stays.
    pub fn fault(&mut self, field: &str, sentence: impl Into<String>) {
        if self.fault_of(field).is_none() {
            self.faults.push(Fault {
                field: field.to_owned(),
                sentence: sentence.into(),
            });
        }
    }

    /// Asks for an answer where a field is blank. Says whether there is one.
    pub fn needs(&mut self, field: &str, sentence: &str) -> bool {
        let there = !self.text(field).is_empty();
        if !there {
            self.fault(field, sentence);
        }
        there
    }

    /// Every fault, in the order in which they were found.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn fault_of(&self, field: &str) -> Option<&str> {
        let fault = self.faults.iter().find(|fault| fault.field == field);
        fault.map(|fault| fault.sentence.as_str())
    }

    /// Says whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A month as people write it: 12, Dec, December.
fn month_of(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let written = text.to_lowercase();
    let named = MONTHS
        .iter()
        .position(|month| written.len() >= 3 && month.starts_with(&written))
        .and_then(|at| i8::try_from(at + 1).ok());
    named.or_else(|| text.parse().ok())
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Typed, PageError> {
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        form.map(|Form(pairs)| Typed::of(pairs)).map_err(|_| {
            PageError::Refused(
                "We could not read that form. Open its page again and send it.".to_owned(),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(parts: [&str; 3]) -> Typed {
        let names = ["held-day", "held-month", "held-year"];
        let pairs = names.iter().zip(parts);
        Typed::of(
            pairs
                .map(|(name, value)| ((*name).to_owned(), value.to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let written = "2025-12-04".parse().ok();
        assert_eq!(day(["4", "12", "2025"]).date("held"), written);
        assert_eq!(day(["04", "Dec", "25"]).date("held"), written);
        assert_eq!(day([" 4 ", "december", "2025"]).date("held"), written);
        assert_eq!(
            Typed::default().with_date("held", written).date("held"),
            written
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_a_fault_and_a_blank_one_is_none() {
        for parts in [
            ["31", "2", "2025"],
            ["4", "", "2025"],
            ["x", "y", "z"],
            ["4", "13", "2025"],
        ] {
            let mut typed = day(parts);
            assert_eq!(typed.date("held"), None);
            assert!(typed.fault_of("held").is_some(), "{parts:?}");
        }
        let mut blank = day(["", " ", ""]);
        assert_eq!((blank.date("held"), blank.is_sound()), (None, true));
    }

    #[test]
    fn time_is_hours_and_minutes_or_either() {
        let read = |hours: &str, minutes: &str| {
            let mut typed = Typed::default()
                .with("time-hours", hours)
                .with("time-minutes", minutes);
            (typed.minutes("time"), typed.is_sound())
        };
        assert_eq!(read("1", "30"), (Some(Minutes(90)), true));
        assert_eq!(read("", "90"), (Some(Minutes(90)), true));
        assert_eq!(read("2", ""), (Some(Minutes(120)), true));
        assert_eq!(read("", ""), (None, true));
        assert_eq!(read("1.5", ""), (None, false));
    }

    #[test]
    fn the_first_fault_of_a_field_stays() {
        let mut typed = Typed::default();
        assert!(!typed.needs("reason", "Say why."));
        typed.fault("reason", "Another.");
        assert_eq!(typed.fault_of("reason"), Some("Say why."));
        assert_eq!(typed.faults().len(), 1);
    }
}
