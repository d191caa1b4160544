//! Keeps the form of a policy file: dated values, each with its source.
//! Owns the words row, value and name as they stand in such a file.
//! Never says whether a series of values fits together; it reads and writes them one by one.

mod names;
mod value;
mod write;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use names::{Heading, Name, UNITS, policy_headings, policy_names};
pub use value::Value;
pub(crate) use value::{KEYS as VALUE_KEYS, read as read_value};
pub use write::write;

pub use crate::toml_form::Problem;
use crate::toml_form::{Document, Form};

/// The kinds a value may be of.
pub const KINDS: [&str; 7] = [
    "minimum",
    "cap",
    "rate",
    "window",
    "rule",
    "entitlement",
    "local",
];

/// How sure a value may be.
pub const CONFIDENCES: [&str; 2] = ["confirmed", "provisional"];

const KEYS: [&str; 8] = [
    "of",
    "kind",
    "provider",
    "from",
    "until",
    "source",
    "confidence",
    "note",
];

/// One dated value of a policy file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line of its `of`, counted from 1.
    pub line: usize,
    /// The name of the policy.
    pub of: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// The code of the provider whose choice it is, where it is one provider's.
    pub provider: Option<String>,
    /// What holds.
    pub value: Value,
    /// The key under which the value is written, such as `hours`.
    pub key: String,
    /// The first day on which it holds.
    pub from: Date,
    /// The last day on which it holds; without it, it holds until the next value of its name.
    pub until: Option<Date>,
    /// Where it is written, in words.
    pub source: String,
    /// One of [`CONFIDENCES`].
    pub confidence: String,
    /// What else a reader should know.
    pub note: Option<String>,
}

/// Reads every value of a policy file, in the order of the file.
///
/// # Errors
/// At the first fault of form: bad TOML, an unknown key, no value or two, a missing source, a day that does not exist.
pub fn read(text: &str) -> Result<Vec<Row>, Problem> {
    let document = Document::parse(text)?;
    let file = document.form("this policy file");
    file.only(&["value"])?;
    file.forms("value", "this value")?
        .into_iter()
        .map(row)
        .collect()
}

fn row(mut form: Form<'_, '_>) -> Result<Row, Problem> {
    let of = form.needed_text("of")?;
    let well_formed = of.split('.').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    });
    if !well_formed {
        return Err(form.problem(
            "of",
            format!("has the name {of:?}; a name has small letters, digits, underscores and dots."),
        ));
    }
    form.line = form.line_of("of");
    form.name = format!("{of:?}");
    let known: Vec<&str> = KEYS.iter().chain(&value::KEYS).copied().collect();
    form.only(&known)?;
    let (key, value) = value::read(&form)?.ok_or_else(|| {
        form.problem(
            "of",
            format!("has no value; give one of {}.", value::KEYS.join(", ")),
        )
    })?;
    let from = form.needed("from", form.date("from"))?;
    let until = form.date("until")?;
    if let Some(until) = until.filter(|until| *until < from) {
        return Err(form.problem(
            "until",
            format!("ends on {until}, before it begins on {from}."),
        ));
    }
    Ok(Row {
        line: form.line,
        kind: form.needed("kind", form.word("kind", &KINDS))?,
        provider: form.text("provider")?,
        value,
        key: key.to_owned(),
        from,
        until,
        source: form.needed_text("source")?,
        confidence: form.needed("confidence", form.word("confidence", &CONFIDENCES))?,
        note: form.text("note")?,
        of,
    })
}
