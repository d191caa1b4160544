//! Says days, times and the field's own words as people say them.
//!
//! Owns the wording of small things. It never says a provider's label.

use domain::{
    Date, Minutes,
    ledger::{How, Kind},
    partnership::{FundingArea, SchoolPhase},
    programme::{Component, Mode, Reach, Track, When},
};
use maud::{Markup, html};

/// An amount of time that does not break across lines.
#[must_use]
pub fn amount(minutes: Minutes) -> Markup {
    html! { span.amount { (minutes) } }
}

/// A sentence whose amounts of time do not break across lines.
#[must_use]
pub fn unbroken(sentence: &str) -> String {
    let is_number =
        |word: &str| !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_digit());
    let is_unit = |word: &str| ["h", "min"].contains(&word.trim_end_matches(['.', ',', ';']));
    let words: Vec<&str> = sentence.split(' ').collect();
    let holds = |at: usize| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        (is_number(words[at]) && is_unit(next)) || (words[at] == "h" && is_number(next))
    };
    let mut told = String::with_capacity(sentence.len());
    for (at, word) in words.iter().enumerate() {
        told.push_str(word);
        if at + 1 < words.len() {
            told.push(if holds(at) { '\u{a0}' } else { ' ' });
        }
    }
    told
}

/// A day with its weekday: "Thursday 4 December 2025".
#[must_use]
pub fn told(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// A day for people and for machines.
#[must_use]
pub fn day(day: Date) -> Markup {
    html! { time datetime=(day) { (told(day)) } }
}

/// The days between which something holds.
#[must_use]
pub fn days(from: Option<Date>, until: Option<Date>) -> Option<Markup> {
    match (from, until) {
        (Some(from), Some(until)) => Some(html! { "From " (day(from)) " until " (day(until)) }),
        (Some(from), None) => Some(html! { "Since " (day(from)) }),
        (None, Some(until)) => Some(html! { "Until " (day(until)) }),
        (None, None) => None,
    }
}

/// A count with its thousands apart: "5,000".
#[must_use]
pub fn count(count: usize) -> String {
    let digits = count.to_string();
    let mut told = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// A number of things: "1 role", "2 roles".
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", count(number))
}

/// The size of a file: "320 kB", "4.2 MB".
#[must_use]
pub fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// A day in a dense list, on one line: "4 Dec 2025".
#[must_use]
pub fn short_day(day: Date) -> Markup {
    html! { (day.strftime("%-d\u{a0}%b\u{a0}%Y")) }
}

/// The whole action of doing a component.
#[must_use]
pub fn action(mode: Mode, title: &str) -> String {
    match mode {
        Mode::Conference => format!("Attend “{title}”"),
        Mode::SelfStudy => format!("Study “{title}”"),
        Mode::InSchool => format!("Do “{title}” in school"),
        Mode::Live => format!("Join “{title}”"),
        Mode::Visit => format!("Arrange “{title}”"),
        Mode::Community => format!("Take part in “{title}”"),
    }
}

/// Whether training elsewhere can stand in, in plain words.
#[must_use]
pub fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Portable => "Portable: training elsewhere can count",
        Reach::Local => "Local: only training here counts",
    }
}

/// When in the year a component falls.
#[must_use]
pub fn when(component: &Component) -> Option<String> {
    component.when.map(|when| match when {
        When::HalfTerm(number) => format!("Half term {number}"),
        When::Stage(stage) => format!("Placement stage {stage}"),
        When::On(day) => told(day),
    })
}

/// A track, inside a sentence.
#[must_use]
pub fn track(track: Track) -> &'static str {
    match track {
        Track::Initial => "initial training",
        Track::Refresher => "this year’s refresher",
    }
}

/// A phase of education.
#[must_use]
pub fn school_phase(phase: SchoolPhase) -> &'static str {
    match phase {
        SchoolPhase::EarlyYears => "Early years",
        SchoolPhase::Primary => "Primary",
        SchoolPhase::Secondary => "Secondary",
        SchoolPhase::SixteenPlus => "16 plus",
        SchoolPhase::AllThrough => "All-through",
    }
}

/// The area that sets the rate of the grant.
#[must_use]
pub fn funding_area(area: FundingArea) -> &'static str {
    match area {
        FundingArea::InnerLondon => "Inner London",
        FundingArea::OuterLondon => "Outer London",
        FundingArea::Fringe => "The fringe of London",
        FundingArea::RestOfEngland => "The rest of England",
    }
}

/// What minutes are.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Attended => "Attended",
        Kind::Completed => "Completed",
        Kind::InSchool => "In school",
        Kind::Visit => "Visit",
        Kind::Community => "Community",
        Kind::Recognised => "Recognised",
    }
}

/// How minutes came to be known.
#[must_use]
pub fn how(how: How) -> &'static str {
    match how {
        How::Register => "by register",
        How::Code => "by code",
        How::JoinLog => "by the online log",
        How::LeadMentor => "by a lead mentor",
        How::Completion => "on completion",
        How::Import => "from a file",
        How::Decision => "by decision",
        How::Undone => "as its import was undone",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_sets_its_thousands_apart() {
        let told: Vec<String> = [0, 50, 999, 5000, 1_234_567].map(count).into();
        assert_eq!(told, ["0", "50", "999", "5,000", "1,234,567"]);
    }

    #[test]
    fn only_the_space_before_a_unit_holds_fast() {
        assert_eq!(
            unbroken("It falls now, by 14 February 2025; 1 h 30 min is left."),
            "It falls now, by 14 February 2025; 1\u{a0}h\u{a0}30\u{a0}min is left."
        );
    }
}
