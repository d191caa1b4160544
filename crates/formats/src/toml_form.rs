//! Keeps the reading of a TOML file as a form: each key by name, each fault with its line.
//! Owns the words form and problem.
//! Never knows which forms exist; that is told by the files that use it.

mod lists;
mod scalars;
mod spelling;

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
        Document::parse_or(text, |message| {
            format!("this line cannot be read: {message}.")
        })
    }

    /// The same, with other words for a line that is not well-formed.
    pub(crate) fn parse_or(
        text: &'a str,
        unreadable: impl Fn(&str) -> String,
    ) -> Result<Self, Problem> {
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
                let message = error.message().trim().trim_end_matches('.');
                let sentence = wrong_day(text, line)
                    .unwrap_or_else(|| unreadable(&message.replace('\n', "; ")));
                Err(Problem { line, sentence })
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

/// Tells what is wrong with the day on a line, where that is why it cannot be read.
fn wrong_day(text: &str, line: usize) -> Option<String> {
    let content = text.lines().nth(line - 1).unwrap_or_default();
    let value = content.split_once('=').map_or(content, |(_, value)| value);
    let value = value.split('#').next().unwrap_or_default().trim();
    let looks_like_date = value.len() == 10
        && value
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    let problem = looks_like_date.then(|| crate::cell::date(value).err())??;
    Some(problem.to_string())
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
