//! Keeps the reading of single values: texts, words, numbers, days.
//! Owns no words beyond those of the form.
//! Never takes one kind of value for another.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use toml::de::DeValue;

use super::{Form, Problem, spelling};

impl Form<'_, '_> {
    /// A text that is not blank.
    pub(crate) fn text(&self, key: &str) -> Result<Option<String>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Ok(Some(text.trim().to_owned())),
            _ => self.other(key, value, "a text in quotation marks that is not blank"),
        }
    }

    /// A text that must be there.
    pub(crate) fn needed_text(&self, key: &str) -> Result<String, Problem> {
        self.needed(key, self.text(key))
    }

    /// One of a few words.
    pub(crate) fn word(&self, key: &str, words: &[&str]) -> Result<Option<String>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::String(text) if words.contains(&text.as_ref()) => Ok(Some(text.to_string())),
            DeValue::String(text) => {
                let wanted = format!("one of {}", words.join(", "));
                match spelling::nearest(text, words) {
                    Some(near) => {
                        self.other(key, value, &format!("{wanted} (did you mean {near}?)"))
                    }
                    None => self.other(key, value, &wanted),
                }
            }
            _ => self.other(key, value, &format!("one of {}", words.join(", "))),
        }
    }

    /// A whole number in a range.
    pub(crate) fn whole(
        &self,
        key: &str,
        range: RangeInclusive<i64>,
    ) -> Result<Option<i64>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(None);
        };
        match whole(value.get_ref()) {
            Some(number) if range.contains(&number) => Ok(Some(number)),
            _ => self.other(key, value, &spelling::range(&range)),
        }
    }

    /// A number of hours, whole or decimal, as whole minutes.
    pub(crate) fn hours(&self, key: &str) -> Result<Option<i64>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(None);
        };
        let hours: Option<f64> = match value.get_ref() {
            DeValue::Integer(_) => whole(value.get_ref()).map(|hours| hours as f64),
            DeValue::Float(hours) => hours.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        let minutes = hours.map_or(f64::NAN, |hours| hours * 60.0);
        if !(0.0..=600_000.0).contains(&minutes) {
            return self.other(key, value, "a number of hours from 0 to 10,000");
        }
        if (minutes - minutes.round()).abs() > 1e-6 {
            return self.other(key, value, "hours that make whole minutes, such as 1.5");
        }
        Ok(Some(minutes.round() as i64))
    }

    /// Either true or false.
    pub(crate) fn flag(&self, key: &str) -> Result<Option<bool>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            _ => self.other(key, value, "true or false, without quotation marks"),
        }
    }

    /// A day, written 2025-09-01 without quotation marks.
    pub(crate) fn date(&self, key: &str) -> Result<Option<Date>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(None);
        };
        if let DeValue::Datetime(written) = value.get_ref()
            && let (Some(day), None) = (written.date, written.time)
            && let Ok(date) = Date::new(
                i16::try_from(day.year).unwrap_or(0),
                day.month.cast_signed(),
                day.day.cast_signed(),
            )
        {
            return Ok(Some(date));
        }
        self.other(
            key,
            value,
            "a day such as 2025-09-01, without quotation marks",
        )
    }
}

pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let DeValue::Integer(number) = value else {
        return None;
    };
    i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}
