//! Tells a rule that a figure rests on: what it says, since when, and where that was read.
//!
//! Owns the plain names of the policies that pages show. It never leaves out a source.

use domain::{
    policy::{Confidence, Value, names},
    standing::Reason,
};
use maud::{Markup, html};

use super::{figure::Because, words};

/// The figure under which a rule is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// What is required.
    Required,
    /// What is left, and since when nothing is.
    Remaining,
    /// What can be claimed.
    Claimable,
}

/// Says under which figure a reason belongs.
#[must_use]
pub fn under(reason: &Reason) -> Under {
    match reason {
        Reason::Policy(row, _) if row.of.ends_with(".claimable") => Under::Claimable,
        Reason::ClaimsNotKnown => Under::Claimable,
        Reason::MetByRule(_) => Under::Remaining,
        _ => Under::Required,
    }
}

/// Tells a reason, with the word for whomever it is about: “you” or “them”.
#[must_use]
pub fn rule(reason: &Reason, whom: &str) -> Because {
    let told = reason.told();
    Because {
        what: what(reason, &told.value, whom),
        days: match reason {
            Reason::Changed { .. } | Reason::MetByRule(_) => None,
            _ => words::days(told.from, told.until),
        },
        source: Some(told.source),
        provisional: told.confidence == Confidence::Provisional,
    }
}

fn what(reason: &Reason, value: &str, whom: &str) -> Markup {
    match reason {
        Reason::Policy(row, _) if row.value == Value::None => html! { "No " (linked(&row.of)) },
        Reason::Policy(row, _) => html! { strong.whole { (value) } ": " (linked(&row.of)) },
        Reason::Programme(programme, _) => html! {
            strong.whole { (value) } ": asked by the programme “" (programme.title) "”, "
            (programme.code)
        },
        Reason::ProviderJudges => html! { "Sufficient, as the provider judges" },
        Reason::Floor(_) => html! { "National minimum: " (value) },
        Reason::Changed { .. } => html! { "What is asked has changed: " (value) },
        Reason::MetByRule(_) => html! { "The requirement was " (value) },
        Reason::NewAgain { .. } => html! { "New to the training again: " (value) },
        Reason::Adjusted { title, .. } => {
            html! { "Decided for " (whom) ", “" (title) "”: " (value) }
        }
        Reason::ClaimsNotKnown => {
            html! { "Claims are not known here yet, so that none is taken off" }
        }
    }
}

/// The plain name of a policy, with the way to its history.
fn linked(name: &str) -> Markup {
    html! { a href={ "/policy/" (name) } { (plain(name)) } }
}

/// The plain name of a policy.
fn plain(name: &str) -> &str {
    match name {
        names::INITIAL_REQUIRED => "national minimum for initial training",
        names::REFRESHER_REQUIRED => "national minimum for a year’s refresher",
        names::INITIAL_CLAIMABLE => "national cap on what schools can claim for initial training",
        names::REFRESHER_CLAIMABLE => {
            "national cap on what schools can claim for a year’s refresher"
        }
        names::LAPSE => "time without a student teacher after which training begins anew",
        other => other,
    }
}
