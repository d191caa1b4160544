//! Draws the fields that recording and correcting share, reads them, and tells them again in words.
//!
//! Owns the names of those fields. It never decides whether an entry may be kept.

use actions::{
    ActionError,
    ledger::{LongDay, Offered},
};
use domain::{
    Date, Minutes, Refusal,
    ledger::{self, How, Kind},
    partnership::Urn,
    person::PersonId,
};
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::{
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        summary::Answer,
        words,
    },
};

/// What was typed, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub component: Option<String>,
    pub kind: Kind,
    pub minutes: Minutes,
    pub held_on: Date,
    pub school: Option<Urn>,
    pub verified_by: Option<PersonId>,
    pub reason: String,
}

/// The kinds that are recorded by hand; a recognition is a decision and comes from elsewhere.
const KINDS: [Kind; 5] = [
    Kind::Attended,
    Kind::Completed,
    Kind::InSchool,
    Kind::Visit,
    Kind::Community,
];
/// How minutes that are recorded by hand came to be known.
pub const HOWS: [(How, &str); 4] = [
    (How::Register, "A register that was signed"),
    (How::JoinLog, "The log of an online session"),
    (How::LeadMentor, "A lead mentor saw it"),
    (How::Completion, "The study platform shows it"),
];

/// Draws what was done, when, for how long, where, and who vouches for it.
pub fn what(typed: &Typed, offered: &Offered) -> Markup {
    let field = |name, label| Field::of(typed, name, label);
    let recognised = offered
        .entry
        .iter()
        .map(|listed| listed.entry.kind)
        .filter(|kind| *kind == Kind::Recognised);
    let kinds: Vec<Offer> = KINDS
        .into_iter()
        .chain(recognised)
        .map(|kind| Offer::of(kind.code(), words::kind(kind)))
        .collect();
    html! {
        (form::select(&field("component", "Part of the programme"), Some("Training outside the programme"), &components(offered)))
        (form::choice(&field("kind", "Kind"), &kinds))
        (form::date(&field("held", "Day").hint("The day on which it was held, such as 4 12 2025.")))
        (form::minutes(&field("time", "Time").hint("As held, rather than as advertised.")))
        (form::select(&field("school", "School at which they worked"), Some("The one of their role on that day"), &schools(offered)))
        (form::select(&field("verifier", "Who vouches for it").hint("Never the person themselves. Without anybody the entry waits and counts in no figure."),
            Some("Nobody yet"), &vouchers(offered)))
    }
}

fn components(offered: &Offered) -> Vec<Offer> {
    let parts = offered.components.iter();
    parts.map(|(code, title)| Offer::of(code, title)).collect()
}

fn schools(offered: &Offered) -> Vec<Offer> {
    let named = |school: &domain::partnership::School| {
        let name = school
            .name
            .clone()
            .unwrap_or_else(|| school.urn.to_string());
        Offer::of(school.urn.to_string(), name)
    };
    offered.schools.iter().map(named).collect()
}

fn vouchers(offered: &Offered) -> Vec<Offer> {
    let mut offers: Vec<Offer> = offered
        .vouchers
        .iter()
        .map(|(person, name, role)| {
            let offer = Offer::of(person.0.to_string(), name);
            match role {
                Some(role) => offer.hint(role.usual_label().to_lowercase()),
                None => offer,
            }
        })
        .collect();
    let there = offered
        .entry
        .iter()
        .chain(offered.newer.iter().map(|(newer, _)| newer));
    for listed in there {
        let Some(person) = listed.entry.verified_by else {
            continue;
        };
        let value = person.0.to_string();
        if !offers.iter().any(|offer| offer.value == value) {
            let name = listed.verifier.clone();
            let name = name.unwrap_or_else(|| "The partnership office".to_owned());
            offers.insert(0, Offer::of(value, name));
        }
    }
    offers
}

/// Reads what was typed; what is missing or cannot be becomes a fault.
pub fn read(typed: &mut Typed) -> Option<Read> {
    let kind = Kind::of(typed.text("kind"));
    if kind.is_none() {
        typed.fault("kind", "Choose what it was.");
    }
    let held_on = typed.date("held");
    if held_on.is_none() {
        typed.fault("held", "Give the day on which it was held.");
    }
    let minutes = typed.minutes("time");
    if minutes.is_none() {
        typed.fault("time", "Give how long it took, in hours and minutes.");
    }
    typed.needs(
        "reason",
        "Say why, in a few words, so that everyone can follow it later.",
    );
    let school = typed.text("school").parse().ok().map(Urn);
    let component = Some(typed.text("component").to_owned()).filter(|code| !code.is_empty());
    Some(Read {
        component,
        kind: kind?,
        minutes: minutes?,
        held_on: held_on?,
        school,
        verified_by: typed.number("verifier").map(PersonId),
        reason: typed.text("reason").to_owned(),
    })
    .filter(|_| typed.is_sound())
}

/// Puts a refusal beside the field that it is about; anything else is a page of its own.
pub fn refuse(typed: &mut Typed, error: ActionError) -> Result<(), PageError> {
    match error {
        ActionError::Refused(Refusal::Ledger(refusal)) => {
            typed.fault(field_of(&refusal), refusal.to_string());
            Ok(())
        }
        ActionError::Unreadable(sentence) => {
            typed.fault("school", sentence);
            Ok(())
        }
        error => Err(error.into()),
    }
}

fn field_of(refusal: &ledger::Refusal) -> &'static str {
    use ledger::Refusal;
    match refusal {
        Refusal::NoMinutes(..) | Refusal::MoreThanADay(..) | Refusal::OtherMinutes { .. } => "time",
        Refusal::NotYetHeld(_) | Refusal::TooLongAgo(_) | Refusal::OtherYear { .. } => "held",
        Refusal::OwnVerifier => "verifier",
        Refusal::HeldElsewhere { .. } => "reference",
        Refusal::UnknownSchool(_) => "school",
        Refusal::OtherKind { .. } | Refusal::UntilWithoutRecognition => "kind",
        Refusal::NoReason | Refusal::NothingChanges | Refusal::AlreadyReplaced => "reason",
        _ => "component",
    }
}

/// Tells an entry in words, field by field, in the order of the form.
pub fn told(read: &Read, offered: &Offered) -> Vec<(&'static str, String)> {
    let named = |offers: Vec<Offer>, value: Option<String>, blank: &str| {
        let found = value.and_then(|value| offers.into_iter().find(|offer| offer.value == value));
        found.map_or_else(|| blank.to_owned(), |offer| offer.label)
    };
    let school = read.school.map(|urn| urn.to_string());
    let verifier = read.verified_by.map(|person| person.0.to_string());
    vec![
        (
            "Part of the programme",
            named(
                components(offered),
                read.component.clone(),
                "Training outside the programme",
            ),
        ),
        ("Kind", words::kind(read.kind).to_owned()),
        ("Day", words::told(read.held_on)),
        ("Time", read.minutes.to_string()),
        (
            "School",
            named(
                schools(offered),
                school,
                "The one of their role on that day",
            ),
        ),
        (
            "Who vouches for it",
            named(vouchers(offered), verifier, "Nobody yet"),
        ),
    ]
}

/// The same as answers to check.
pub fn answers(read: &Read, offered: &Offered) -> Vec<Answer> {
    let told = told(read, offered).into_iter();
    told.map(|(name, value)| Answer::of(name, html! { (value) }))
        .collect()
}

/// Points out a day that grows long; it is no reason to refuse.
pub fn long_day(day: Option<LongDay>) -> Markup {
    html! {
        @if let Some(day) = day {
            (notice::notice(Tone::Look, &html! {
                p { strong { "That day would have " (day.total) "." } " More than " (day.limit)
                    " in one day, over all providers, is unusual. Please check it; it can be kept all the same." }
            }))
        }
    }
}
