//! Keeps the form of a case file: a situation and the outcome expected of it.
//! Owns the words case, situation and look-up as they stand in such a file.
//! Never works out an outcome; it only reads what was expected.

mod expected;
mod situation;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use expected::Expected;
pub use situation::{Entry, Mentor, Placement, Situation};

use crate::policy_file::{self, Value};
pub use crate::toml_form::Problem;
use crate::toml_form::{Document, Form};

/// One situation or look-up, told so that a mentor could check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The line on which the case begins, counted from 1.
    pub line: usize,
    /// The case in one sentence.
    pub tells: String,
    /// Where the rule is written.
    pub source: String,
    /// The day asked about.
    pub on: Date,
    /// What is asked.
    pub asks: Asks,
}

/// What a case asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asks {
    /// Where a mentor stands.
    Standing(Box<Situation>),
    /// What a policy says.
    Policy(LookUp),
}

/// A policy asked about, and the answer expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookUp {
    /// The policy's name.
    pub policy: String,
    /// The provider whose choice is asked about, where it is one provider's.
    pub provider: Option<String>,
    /// The value expected, where one is named.
    pub value: Option<Value>,
    /// The confidence expected, where one is named.
    pub confidence: Option<String>,
}

/// Reads every case of a file, in the order of the file.
///
/// # Errors
/// At the first fault of form.
pub fn read(text: &str) -> Result<Vec<Case>, Problem> {
    let document = Document::parse(text)?;
    let file = document.form("this case file");
    file.only(&["case"])?;
    file.forms("case", "this case")?
        .into_iter()
        .map(case)
        .collect()
}

fn case(form: Form<'_, '_>) -> Result<Case, Problem> {
    let tells = form.needed_text("tells")?;
    let expect = form.needed("[case.expect]", form.form("expect", "the expected outcome"))?;
    let asks = if form.has("policy") {
        form.only(&["tells", "source", "policy", "provider", "on", "expect"])?;
        Asks::Policy(look_up(&form, &expect)?)
    } else {
        Asks::Standing(Box::new(situation::read(&form, &expect)?))
    };
    Ok(Case {
        line: form.line_of("tells"),
        tells,
        source: form.needed_text("source")?,
        on: form.needed("on", form.date("on"))?,
        asks,
    })
}

fn look_up(form: &Form<'_, '_>, expect: &Form<'_, '_>) -> Result<LookUp, Problem> {
    let known: Vec<&str> = policy_file::VALUE_KEYS
        .iter()
        .copied()
        .chain(["confidence"])
        .collect();
    expect.only(&known)?;
    let value = policy_file::read_value(expect)?.map(|(_, value)| value);
    let confidence = expect.word("confidence", &policy_file::CONFIDENCES)?;
    if value.is_none() && confidence.is_none() {
        return Err(expect.problem("expect", "names neither a value nor a confidence."));
    }
    Ok(LookUp {
        policy: form.needed_text("policy")?,
        provider: form.text("provider")?,
        value,
        confidence,
    })
}
