//! Keeps the reading of a TOML file as a form: each key by name, each fault with its line.
//! Owns the words form and problem.
//! Never knows which forms exist; that is told by the files that use it.

mod spelling;

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A fault in a file that people write by hand, with the line on which it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("Line {line}: {sentence}")]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub sentence: String,
}

/// A parsed file together with the places of its lines.
pub(crate) struct Document<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
    root: DeTable<'a>,
}

impl<'a> Document<'a> {
    /// Parses a whole file, or says on which line it stops being one.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Problem> {
        let mut line_starts = vec![0];
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        match DeTable::parse(text) {
            Ok(root) => Ok(Document {
                text,
                line_starts,
                root: root.into_inner(),
            }),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let line = line_of(&line_starts, at);
                Err(Problem {
                    line,
                    sentence: broken(text, line, error.message()),
                })
            }
        }
    }

    /// The outermost form of the file.
    pub(crate) fn form(&self, name: &str) -> Form<'_, 'a> {
        Form {
            document: self,
            table: &self.root,
            line: 1,
            name: name.to_owned(),
        }
    }
}

fn line_of(line_starts: &[usize], offset: usize) -> usize {
    line_starts.partition_point(|start| *start <= offset).max(1)
}

/// Tells what is wrong with a line that is not well-formed TOML.
fn broken(text: &str, line: usize, message: &str) -> String {
    let content = text.lines().nth(line - 1).unwrap_or_default();
    let value = content.split_once('=').map_or(content, |(_, value)| value);
    let value = value.split('#').next().unwrap_or_default().trim();
    let looks_like_date = value.len() == 10
        && value
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if looks_like_date && let Err(problem) = crate::cell::date(value) {
        return problem.to_string();
    }
    let message = message.trim().trim_end_matches('.').replace('\n', "; ");
    format!("this line cannot be read: {message}.")
}

/// One table of the file, read key by key.
pub(crate) struct Form<'d, 'a> {
    document: &'d Document<'a>,
    table: &'d DeTable<'a>,
    /// The line on which the form begins.
    pub(crate) line: usize,
    /// What the form is called in sentences, such as `component "mentoring"`.
    pub(crate) name: String,
}

impl<'d, 'a> Form<'d, 'a> {
    fn find(&self, key: &str) -> Option<(&'d Spanned<DeValue<'a>>, usize)> {
        let (key, value) = self.table.get_key_value(key)?;
        Some((value, line_of(&self.document.line_starts, key.span().start)))
    }

    /// The line of a key, or of the form when the key is absent.
    pub(crate) fn line_of(&self, key: &str) -> usize {
        self.find(key).map_or(self.line, |(_, line)| line)
    }

    /// Whether the key is there at all.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A problem at the line of a key, opening with the name of the form.
    pub(crate) fn problem(&self, key: &str, rest: impl AsRef<str>) -> Problem {
        Problem {
            line: self.line_of(key),
            sentence: format!("{} {}", self.name, rest.as_ref()),
        }
    }

    /// The value of a key as it is written, cut short where it is long.
    fn written(&self, value: &Spanned<DeValue<'a>>) -> String {
        let written = self
            .document
            .text
            .get(value.span())
            .unwrap_or_default()
            .trim();
        let mut short: String = written.chars().take(60).collect();
        if short.len() < written.len() {
            short.push('…');
        }
        short.replace(['\n', '\r'], " ")
    }

    fn other<T>(
        &self,
        key: &str,
        value: &Spanned<DeValue<'a>>,
        wanted: &str,
    ) -> Result<T, Problem> {
        let written = self.written(value);
        Err(self.problem(key, format!("has {key} = {written}; {key} is {wanted}.")))
    }

    /// The value of a key that must be there.
    pub(crate) fn needed<T>(
        &self,
        key: &str,
        value: Result<Option<T>, Problem>,
    ) -> Result<T, Problem> {
        value?.ok_or_else(|| Problem {
            line: self.line,
            sentence: format!("{} lacks {key}.", self.name),
        })
    }

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

    /// A list of texts; empty when the key is absent.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<String>, Problem> {
        let wanted = "a list of texts such as [\"one\", \"two\"]";
        self.list(key, wanted, |value| match value {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        })
    }

    /// A list of a few known words; empty when the key is absent.
    pub(crate) fn words(&self, key: &str, words: &[&str]) -> Result<Vec<String>, Problem> {
        let wanted = format!("a list of any of {}", words.join(", "));
        self.list(key, &wanted, |value| match value {
            DeValue::String(text) if words.contains(&text.as_ref()) => Some(text.to_string()),
            _ => None,
        })
    }

    /// A list of whole numbers in a range; empty when the key is absent.
    pub(crate) fn wholes(
        &self,
        key: &str,
        range: RangeInclusive<i64>,
    ) -> Result<Vec<i64>, Problem> {
        let wanted = format!("a list, each {}", spelling::range(&range));
        self.list(key, &wanted, |value| {
            whole(value).filter(|number| range.contains(number))
        })
    }

    fn list<T: PartialEq>(
        &self,
        key: &str,
        wanted: &str,
        read: impl Fn(&DeValue<'a>) -> Option<T>,
    ) -> Result<Vec<T>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Array(items) = value.get_ref() else {
            return self.other(key, value, wanted);
        };
        let mut list = Vec::with_capacity(items.len());
        for item in items.iter() {
            match read(item.get_ref()) {
                Some(read) if list.contains(&read) => {
                    let written = self.written(item);
                    return Err(self.problem(key, format!("names {written} twice in {key}.")));
                }
                Some(read) => list.push(read),
                None => return self.other(key, value, wanted),
            }
        }
        Ok(list)
    }

    /// The form under a key.
    pub(crate) fn form(&self, key: &str, name: &str) -> Result<Option<Form<'d, 'a>>, Problem> {
        let Some((value, line)) = self.find(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(self.inner(table, line, name))),
            _ => self.other(key, value, &format!("a table, written [{key}]")),
        }
    }

    /// The forms in a list of tables; empty when the key is absent.
    pub(crate) fn forms(&self, key: &str, name: &str) -> Result<Vec<Form<'d, 'a>>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(Vec::new());
        };
        let wanted = format!("a list of tables, each written [[{key}]]");
        let DeValue::Array(items) = value.get_ref() else {
            return self.other(key, value, &wanted);
        };
        let mut forms = Vec::with_capacity(items.len());
        for item in items.iter() {
            let DeValue::Table(table) = item.get_ref() else {
                return self.other(key, value, &wanted);
            };
            let line = line_of(&self.document.line_starts, item.span().start);
            forms.push(self.inner(table, line, name));
        }
        Ok(forms)
    }

    fn inner(&self, table: &'d DeTable<'a>, line: usize, name: &str) -> Form<'d, 'a> {
        Form {
            document: self.document,
            table,
            line,
            name: name.to_owned(),
        }
    }

    /// Every key of the form with its text, for tables whose keys are free.
    pub(crate) fn entries(&self) -> Result<Vec<(String, String)>, Problem> {
        let mut entries: Vec<_> = self.table.keys().collect();
        entries.sort_by_key(|key| key.span().start);
        entries
            .into_iter()
            .map(|key| {
                let name = key.get_ref();
                Ok((name.to_string(), self.needed_text(name)?))
            })
            .collect()
    }

    /// Refuses the first key that the form does not have.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Problem> {
        let strange = self
            .table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start);
        let Some(strange) = strange else {
            return Ok(());
        };
        let key = strange.get_ref();
        let advice = match spelling::nearest(key, known) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("it may have {}.", known.join(", ")),
        };
        Err(self.problem(
            key,
            format!("has a key {key:?} that is not known; {advice}"),
        ))
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let DeValue::Integer(number) = value else {
        return None;
    };
    i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}
