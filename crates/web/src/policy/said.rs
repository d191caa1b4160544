//! Says the value of a rule, since when it holds, and how sure it is.
//!
//! Owns the wording of values. It never rounds one.

use domain::policy::{Confidence, Row, Value};
use maud::{Markup, html};

use crate::parts::tag::{self, Tag};

/// Codes that are told one by one; more are counted.
const FEW: usize = 4;

/// A value in few words.
pub(super) fn short(value: &Value) -> Markup {
    match value {
        Value::Codes(codes) if codes.len() > FEW => html! { (codes.len()) " codes" },
        Value::Codes(codes) => html! { (codes.join(", ")) },
        value => html! { (words(value)) },
    }
}

/// A value in full.
pub(super) fn whole(value: &Value) -> Markup {
    match value {
        Value::Codes(codes) if codes.len() > FEW => html! {
            details.codes {
                summary { (codes.len()) " codes" }
                p { (codes.join(", ")) }
            }
        },
        value => short(value),
    }
}

/// A value as a sentence begins with it.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::None => "None".to_owned(),
        Value::Allowed(true) => "Yes".to_owned(),
        Value::Allowed(false) => "No".to_owned(),
        value => value.to_string(),
    }
}

/// How high a value stands in a picture, if it is a number.
pub(super) fn height(value: &Value) -> Option<i64> {
    match value {
        Value::Minutes(minutes) => Some(i64::from(minutes.0)),
        Value::Pence(pence) => Some(pence.0),
        Value::Days(n)
        | Value::WorkingDays(n)
        | Value::Weeks(n)
        | Value::Years(n)
        | Value::Count(n)
        | Value::Percent(n) => Some(i64::from(*n)),
        Value::Allowed(yes) => Some(i64::from(*yes)),
        Value::Codes(_) | Value::Window { .. } | Value::Season(_) => Some(1),
        Value::None => None,
    }
}

/// A source as a sentence begins with it.
pub(super) fn begun(source: &str) -> String {
    let mut letters = source.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Where a row was read, how sure it is, and whether it was set here.
pub(super) fn source(row: &Row) -> Markup {
    html! {
        p { (begun(&row.source)) }
        @if row.origin.is_own() { p { "Set here, not shipped with Alongside." } }
        @if let Some(note) = &row.note { p.quiet { (note) } }
        @if row.confidence == Confidence::Provisional { (tag::tag(Tag::Provisional)) }
    }
}
