//! Puts the list of mentors together, the most urgent first.
//!
//! Owns the order of the page. It never ranks anybody by anything but time.

use std::collections::HashMap;

use actions::{
    access::{SeatKind, invite::roles_to_give},
    our_mentors::{OurMentors, Ours, Whose},
};
use domain::{
    ledger::History,
    partnership::Provider,
    standing::{Shown, Standing},
};
use maud::{Markup, html};

use crate::{
    parts::{
        address::Address,
        bar, empty, file,
        form::Typed,
        pages::{self, Pages},
        shell::{self, Frame},
        strip::{self, Span, Strip},
        table::{self, Column, Line, Table},
        tabs::{self, Tab},
        tag::{self, Tag},
        words,
    },
    reader::Reader,
    standing,
};

const COLUMNS: [Column; 4] = [
    Column::plain("Mentor"),
    Column::plain("What is owed"),
    Column::plain("Hours"),
    Column::plain("The year"),
];

/// The word by which an address asks for those whose earlier record is not settled.
const UNCONFIRMED: &str = "unconfirmed";

/// How many rows a page has: each carries a picture.
const SIZE: usize = 15;

/// The address of the list of a seat.
#[must_use]
pub fn address(whose: Whose) -> Address {
    Address::of(match whose {
        Whose::School => "/our-mentors",
        Whose::Caseload => "/our-mentors/caseload",
    })
}

/// The name of the place.
#[must_use]
pub fn place(whose: Whose) -> &'static str {
    match whose {
        Whose::School => "Our mentors",
        Whose::Caseload => "Caseload",
    }
}

pub(super) fn kind(whose: Whose) -> SeatKind {
    match whose {
        Whose::School => SeatKind::School,
        Whose::Caseload => SeatKind::LeadMentor,
    }
}

/// The provider in whose colours the page stands, where the seat has one alone.
pub(super) fn provider_of(reader: &Reader, whose: Whose) -> Option<&Provider> {
    match reader.seat(kind(whose))?.providers.as_slice() {
        [provider] => Some(provider),
        _ => None,
    }
}

/// The rows that an address asks for.
pub(super) fn asked_for<'a>(found: &'a OurMentors, asked: &Typed) -> Vec<&'a Ours> {
    let text = domain::person::fold(asked.text("q"));
    let overdue = asked.text("show") == "overdue";
    let unconfirmed = asked.text("show") == UNCONFIRMED;
    found
        .rows
        .iter()
        .filter(|ours| !overdue || ours.is_overdue())
        .filter(|ours| !unconfirmed || !ours.row.is_confirmed())
        .filter(|ours| text.is_empty() || ours.row.is_called(&text))
        .collect()
}

/// Draws the list.
#[must_use]
pub fn list(found: &OurMentors, asked: &Typed, whose: Whose, reader: &Reader) -> Markup {
    let rows = asked_for(found, asked);
    let all = address(whose);
    let here = all.clone().with("show", asked.text("show"));
    let people = OurMentors::people(found.rows.iter());
    let overdue = OurMentors::people(found.overdue());
    let shown = Pages {
        of: &here,
        what: ("row", "rows"),
        page: asked.text("page").parse().unwrap_or(1),
        size: SIZE,
        count: rows.len(),
    };
    let main = html! {
        h1 { (place(whose)) }
        @if found.rows.is_empty() {
            (empty::empty("No mentors yet", &html! {
                @match whose {
                    Whose::School => "When a provider lists a mentor at your school, they stand here.",
                    Whose::Caseload => "When a placement names you as its lead mentor, its mentors stand here.",
                }
            }))
        } @else {
            p.lead { (lead(found, &all)) }
            (super::nudge::nudged(asked))
            (letter(found, whose))
            (tabs::tabs("Which mentors", &[
                Tab {
                    name: format!("All {people}"),
                    address: all.to_string(),
                    here: asked.text("show").is_empty(),
                },
                Tab {
                    name: format!("Overdue {overdue}"),
                    address: all.clone().with("show", "overdue").to_string(),
                    here: asked.text("show") == "overdue",
                },
            ]))
            @if rows.is_empty() {
                p { "Nobody is overdue. Thank you for looking." }
            } @else {
                (strip::key_of_small())
                div.ours { (table(&rows[shown.range()], found)) }
                (pages::pages(&shown))
                ul.files { (file::offer(&here)) }
            }
            @if people < found.rows.len() {
                p.quiet.small { "Who trains with two providers has a row with each." }
            }
            (invitations(reader, whose))
            p.quiet.small {
                "Sorted by what is overdue, then by the next day to keep, then by name. A school \
                 sees hours, and no judgement of anyone."
            }
        }
    };
    shell::page(
        &Frame {
            title: place(whose),
            provider: provider_of(reader, whose),
            reader: Some(reader),
            seat: reader.seat(kind(whose)),
            here: place(whose),
            ..Frame::default()
        },
        &main,
    )
}

/// The ways to invite a mentor, one for each provider with whom the reader's school works.
fn invitations(reader: &Reader, whose: Whose) -> Markup {
    let seat = reader.seat(kind(whose)).filter(|_| whose == Whose::School);
    let may = |provider: &&Provider| {
        let mut schools = seat.into_iter().flat_map(|seat| &seat.schools);
        schools.any(|school| !roles_to_give(reader.actor(), provider, Some(*school)).is_empty())
    };
    let providers: Vec<&Provider> = seat
        .into_iter()
        .flat_map(|seat| seat.providers.iter().map(AsRef::as_ref))
        .filter(may)
        .collect();
    html! {
        @for provider in &providers {
            p {
                a.target href=(crate::access::invite::address(provider)) {
                    "Invite a mentor" @if providers.len() > 1 { ": " (provider.name) }
                }
            }
        }
    }
}

fn lead(found: &OurMentors, all_rows: &Address) -> Markup {
    let all = OurMentors::people(found.rows.iter());
    let overdue = OurMentors::people(found.overdue());
    let unconfirmed = found
        .rows
        .iter()
        .filter(|ours| !ours.row.is_confirmed())
        .count();
    let those = all_rows.clone().with("show", UNCONFIRMED);
    html! {
        @match overdue {
            0 => { "None of " (all) " is overdue." },
            1 => { strong { "One of " (all) } " is overdue." },
            many => { strong { (many) " of " (all) } " are overdue." },
        }
        @match unconfirmed {
            0 => "",
            1 => { " " a href=(those) { "One earlier record" } " is not yet confirmed." },
            many => { " " a href=(those) { (many) " earlier records" } " are not yet confirmed." },
        }
    }
}

fn letter(found: &OurMentors, whose: Whose) -> Markup {
    let all = OurMentors::people(found.overdue().filter(|ours| ours.may_nudge));
    let many = OurMentors::people(found.to_nudge());
    let nudge = format!("{}/nudge", address(whose));
    html! {
        @if many > 0 {
            p.buttons {
                a.button href=(nudge) {
                    @if many < all { "Nudge the " (many) " to whom nobody wrote this week" }
                    @else if many == 1 { "Nudge the one who is overdue" }
                    @else { "Nudge the " (many) " who are overdue" }
                }
            }
        } @else if all > 0 {
            p {
                "Whoever is overdue was written to this week. "
                a.target href=(nudge) { "Write again" }
            }
        }
    }
}

fn table(rows: &[&Ours], found: &OurMentors) -> Markup {
    let mut named: HashMap<String, Vec<domain::person::PersonId>> = HashMap::new();
    for ours in &found.rows {
        let same = named.entry(ours.row.person.name()).or_default();
        if !same.contains(&ours.row.person.id) {
            same.push(ours.row.person.id);
        }
    }
    let is_shared = |ours: &Ours| named[&ours.row.person.name()].len() > 1;
    table::table(&Table {
        caption: "Mentors, the most urgent first",
        columns: &COLUMNS,
        lines: rows
            .iter()
            .map(|ours| Line {
                id: format!(
                    "{}-{}",
                    ours.provider.code.to_lowercase(),
                    ours.row.person.id.0
                ),
                class: None,
                head: head(ours, is_shared(ours)),
                cells: vec![
                    Some(owed(ours)),
                    Some(hours(&ours.row.standing)),
                    Some(year(ours)),
                ],
            })
            .collect(),
    })
}

fn head(ours: &Ours, is_shared: bool) -> Markup {
    let person = &ours.row.person;
    html! {
        p.row-title {
            a.target href=(standing::pages::address_of(&ours.provider, person.id)) { (person.name()) }
        }
        @if is_shared && let Some(trn) = person.trn {
            p.row-more.is-plain { "TRN " (trn) }
        }
        p.row-more {
            (ours.provider.name)
            @if let Some(school) = &ours.school { ", " (school) }
        }
        @match ours.row.standing.history {
            History::Unanswered | History::MoreSince { .. } => {
                p.row-more { "Has yet to say whether the earlier record is right" }
            },
            History::Questioned { on } => {
                p.row-more { "Said " (words::day(on)) " that the earlier record is not right" }
            },
            History::Nothing | History::Confirmed { .. } => "",
        }
        @if let Some(day) = ours.nudged_on { p.row-more { "Nudged " (words::day(day)) } }
    }
}

/// The word for the row as a whole, and by what it is overdue.
fn owed(ours: &Ours) -> Markup {
    let standing = &ours.row.standing;
    let overdue: Vec<&str> = ours.overdue().collect();
    let next = standing
        .agenda()
        .into_iter()
        .find(|task| task.shown != Shown::Overdue);
    let programme = standing.programme.as_deref();
    html! {
        @match whole(standing) {
            Some(shown) => (tag::tag(Tag::Of(shown))),
            None => p { "As the provider judges" },
        }
        @if !overdue.is_empty() {
            p.row-more.is-plain { strong { (words::amount(ours.urgency().overdue)) } " overdue" }
            ul.titles { @for title in &overdue { li { (title) } } }
        }
        @if let Some(task) = next && let Some(at) = task.row && let Some(programme) = programme {
            p.row-more {
                "Next: " (standing.components[at].title(programme))
                @if let Some(due) = task.due_on.filter(|due| *due >= standing.day) {
                    ", by " (words::short_day(due))
                }
            }
        }
        @if !ours.row.hosts_today { p.row-more { "No student teacher at present" } }
    }
}

/// The word for a standing as a whole: that of the nearest thing to do.
fn whole(standing: &Standing) -> Option<Shown> {
    standing.required?;
    let agenda = standing.agenda();
    let worst = [
        Shown::Overdue,
        Shown::NotYetConfirmed,
        Shown::Due,
        Shown::WhenHosting,
    ];
    let first = worst
        .into_iter()
        .find(|shown| agenda.iter().any(|task| task.shown == *shown));
    Some(match first {
        Some(shown) => shown,
        None if agenda.is_empty() => Shown::Met,
        None => Shown::NotYetDue,
    })
}

/// The four figures.
fn hours(standing: &Standing) -> Markup {
    let counted = standing.done + standing.recognised;
    html! {
        dl.four {
            @if let Some(required) = standing.required {
                dt { "Required" } dd { (words::amount(required)) }
            }
            dt { "Done" } dd { (words::amount(standing.done)) }
            dt { "Recognised" } dd { (words::amount(standing.recognised)) }
            @if let Some(remaining) = standing.remaining {
                dt { "Remaining" } dd { strong { (words::amount(remaining)) } }
            }
        }
        (bar::bar(standing.done, standing.recognised, standing.required.unwrap_or(counted)))
    }
}

fn year(ours: &Ours) -> Markup {
    let spans = ours.row.hostings.iter().map(|hosting| Span {
        from: hosting.from,
        until: hosting.until,
        words: String::new(),
    });
    let shown = Strip {
        spans: spans.collect(),
        ..standing::year::of(&ours.row.standing)
    };
    strip::small(&shown)
}
