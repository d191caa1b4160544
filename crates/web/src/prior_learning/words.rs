//! Says in plain words how far a request has come and what was decided.
//!
//! Owns these words. It never decides.

use actions::prior_learning::{Clock, Decided, Told};
use domain::prior_learning::Stage;
use maud::{Markup, html};

use crate::parts::words::{amount, counted};

/// What an outcome is called.
pub(super) fn outcome(code: &str) -> &'static str {
    match code {
        "full" => "Accepted in full",
        "part" => "Accepted in part",
        "declined" => "Not accepted",
        _ => "A question came back",
    }
}

/// What a stage is called to whoever decides.
pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "Being written",
        Stage::Open => "To decide",
        Stage::Asked => "Asked back",
        Stage::Decided => "Decided",
        Stage::Appealed => "Second look",
        Stage::Withdrawn => "Taken back",
    }
}

/// Where a request stands, as its mentor reads it.
pub(super) fn standing(told: &Told) -> Markup {
    let request = &told.request;
    html! {
        @match (request.stage, &told.decision) {
            (Stage::Draft, _) => "Not sent yet.",
            (Stage::Open, _) => { "Waits for a decision. " (clock(told.clock)) },
            (Stage::Appealed, _) => { "Waits for a second look by another person. " (clock(told.clock)) },
            (Stage::Asked, _) => strong { "There is a question for you to answer." },
            (Stage::Decided, Some(decision)) => {
                (outcome(&decision.outcome)) ": " (amount(decision.minutes)) " of the " (amount(request.claimed)) " that you asked for."
            },
            (Stage::Decided, None) => "Decided.",
            (Stage::Withdrawn, _) => "Taken back. It counts for nothing.",
        }
    }
}

/// How long something has waited, and for how long it may.
pub(super) fn clock(clock: Option<Clock>) -> Markup {
    html! {
        @if let Some(clock) = clock {
            @let days = usize::try_from(clock.days).unwrap_or_default();
            @if days == 0 { "Sent today" } @else { (counted(days, "day", "days")) " so far" }
            @if clock.is_late() { strong { ": later than the " (clock.within) " days that were promised" } }
            @else if clock.within > 0 && days == 0 { ", to be answered within " (counted(usize::try_from(clock.within).unwrap_or_default(), "day", "days")) }
            @else if clock.within > 0 { " of at most " (clock.within) }
            "."
        }
    }
}

/// Why it was decided so: from the list, and in the words of whoever decided. A question has only those.
pub(super) fn why(decision: &Decided) -> String {
    match decision.outcome.as_str() {
        "question" => format!("“{}”", decision.words),
        _ => format!("{}: “{}”", decision.reason.words(), decision.words),
    }
}
