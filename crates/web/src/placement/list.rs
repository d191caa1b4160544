//! Draws the placements of a provider: counts that lead somewhere, filters, a page of rows.
//!
//! Owns the columns of that list. It never sorts.

use actions::{
    Platform,
    placement::{Lack, Listed, Order, Question, Row, When, list},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::partnership::{Provider, Urn};
use maud::{Markup, html};

use super::file;
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        address::Address,
        empty, file as handed,
        filters::{self, By, Filters},
        form::Offer,
        listing::{self, Heading, Item, Listing},
        pages::{self, Pages},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

const HEADINGS: [Heading; 6] = [
    Heading::sorts("Student teacher", "student"),
    Heading::sorts("School", "school").plain(),
    Heading::of("Mentor"),
    Heading::sorts("Stage", "stage"),
    Heading::sorts("Days", "from").plain(),
    Heading::of("Start gate"),
];
/// Rows of a page.
const PER_PAGE: usize = 50;
/// What a placement may lack, by its word in the address.
const LACKS: [(Lack, &str, &str); 3] = [
    (Lack::Mentor, "mentor", "Without a mentor"),
    (Lack::Gate, "gate", "Start gate open"),
    (Lack::Either, "either", "Either of these"),
];
/// The stretches of time, by their word in the address.
const WHEN: [(When, &str, &str); 5] = [
    (When::Now, "now", "Today"),
    (When::Month, "month", "This month"),
    (When::Later, "later", "Yet to begin"),
    (When::Over, "over", "Over"),
    (When::Any, "any", "Any time"),
];

/// The list of the placements that lack a mentor this month.
pub(crate) fn without_mentor(provider: &Provider) -> Address {
    Address::of(super::address(provider))
        .with("lacks", "mentor")
        .with("when", "month")
}

/// The list of the placements, now and to come, that lack a mentor or the start gate.
pub(crate) fn lacking(provider: &Provider) -> Address {
    Address::of(super::address(provider)).with("lacks", "either")
}

/// Answers `/placement/{provider}`, as a page or as a file.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let of = Address::of(&door.path).asking(&door.question);
    if door.ending.is_some() {
        reader.proves()?;
    }
    let listed = list(&platform, reader.actor(), &question(&of, &door.code)).await?;
    if let Some(ending) = door.ending {
        return Ok(handed::answer(file::export(&listed, ending)?));
    }
    Ok(page(&listed, &of, &reader).into_response())
}

fn value<'a>(of: &'a Address, name: &str) -> &'a str {
    let mut asked = of.asked();
    let found = asked.find(|(known, _)| *known == name);
    found.map_or("", |(_, value)| value)
}

fn question(of: &Address, code: &str) -> Question {
    let sort = value(of, "sort");
    let lacks = LACKS
        .iter()
        .find(|(_, word, _)| *word == value(of, "lacks"));
    let when = WHEN.iter().find(|(_, word, _)| *word == value(of, "when"));
    Question {
        provider: code.to_owned(),
        search: value(of, "q").to_owned(),
        stage: value(of, "stage").parse().ok(),
        school: value(of, "school").parse().ok().map(Urn),
        lacks: lacks.map(|(lacks, ..)| *lacks),
        when: when.map_or(When::Open, |(when, ..)| *when),
        order: match sort.trim_start_matches('-') {
            "school" => Order::School,
            "stage" => Order::Stage,
            "from" => Order::From,
            "until" => Order::Until,
            _ => Order::Student,
        },
        turned: sort.starts_with('-'),
    }
}

fn page(listed: &Listed, of: &Address, reader: &Reader) -> Markup {
    let shown = Pages {
        of,
        what: ("placement", "placements"),
        page: value(of, "page").parse().unwrap_or(1),
        size: PER_PAGE,
        count: listed.rows.len(),
    };
    let sort = match value(of, "sort") {
        "" => "student",
        sort => sort,
    };
    let rows = &listed.rows[shown.range()];
    let main = html! {
        h1 { "Placements" }
        (counts(listed, of))
        (filters::filters(&Filters {
            of,
            search: "Student teacher, mentor, school or reference",
            by: by(listed),
        }))
        div.list-head {
            p { (pages::shown(&shown)) }
            ul { (handed::offer(of)) }
        }
        @if rows.is_empty() && of.question().is_empty() {
            (empty::empty("No placement is recorded yet", &html! {
                "Placements appear here once the office takes in a file of them, or records one."
            }))
        } @else if rows.is_empty() {
            (empty::empty("No placement is found", &html! {
                "No placement fits what is asked above. Ask for less, or show all."
            }))
        } @else {
            (listing::listing(&Listing {
                caption: "Placements",
                headings: &HEADINGS,
                of,
                sort,
                items: rows.iter().map(|row| item(row, listed)).collect(),
            }))
            (pages::pages(&shown))
        }
    };
    let frame = Frame {
        title: "Placements",
        provider: Some(&listed.provider),
        reader: Some(reader),
        seat: door::seat(reader, &listed.provider),
        here: "Placements",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn counts(listed: &Listed, of: &Address) -> Markup {
    let counts = listed.counts;
    let bare = Address::of(of.path());
    let lead = |count: usize, one: &str, many: &str, name: &str, word: &str| {
        let words = if count == 1 { one } else { many };
        html! {
            @if count > 0 {
                li { a.target href=(bare.clone().with(name, word)) {
                    (words::count(count)) " " (words)
                } }
            }
        }
    };
    html! {
        ul.counts {
            (lead(counts.now, "placement runs today", "placements run today", "when", "now"))
            (lead(counts.without_mentor, "is without a mentor", "are without a mentor", "lacks", "mentor"))
            (lead(counts.gate_open, "has an open start gate", "have an open start gate", "lacks", "gate"))
        }
    }
}

fn by(listed: &Listed) -> Vec<By<'static>> {
    let choices = |of: &[(&str, &str)]| {
        of.iter()
            .map(|(word, name)| Offer::of(*word, *name))
            .collect()
    };
    let schools = listed.schools.iter();
    vec![
        By {
            name: "when",
            label: "When",
            all: "Now and to come",
            offers: choices(&WHEN.map(|(_, word, name)| (word, name))),
        },
        By {
            name: "stage",
            label: "Stage",
            all: "Every stage",
            offers: choices(&[("1", "Stage 1"), ("2", "Stage 2"), ("3", "Stage 3")]),
        },
        By {
            name: "school",
            label: "School",
            all: "Every school",
            offers: schools
                .map(|(urn, name)| Offer::of(urn.to_string(), name.clone()))
                .collect(),
        },
        By {
            name: "lacks",
            label: "What is missing",
            all: "All",
            offers: choices(&LACKS.map(|(_, word, name)| (word, name))),
        },
    ]
}

fn item(row: &Row, listed: &Listed) -> Item {
    let course = row.course();
    Item {
        head: html! {
            a href=(super::page(&listed.provider, row)) { (row.student.name()) }
            @if let Some(course) = course { div.quiet.small { (course) } }
        },
        cells: vec![
            Some(html! { (row.school_name) }),
            Some(super::mentors(row, listed.day)),
            row.placement.stage.map(|stage| html! { (stage) }),
            Some(super::days(row)),
            Some(super::gate(row.placement.gate)),
        ],
    }
}
