//! Draws the schools of a partnership as a list and as a map.
//!
//! Owns the columns of that list. It never counts.

use actions::{
    Platform,
    export::export,
    partnership::{Place, SchoolQuestion, SchoolSort, Schools, schools},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::partnership::{Provider, SchoolPhase};
use maud::{Markup, html};

use super::map;
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

const HEADINGS: [Heading; 7] = [
    Heading::sorts("School", "name"),
    Heading::sorts("Town", "town").plain(),
    Heading::of("Phase").plain(),
    Heading::amount("Mentors", "mentors"),
    Heading::amount("Host now", "hosts"),
    Heading::amount("Overdue", "overdue"),
    Heading::amount("Student teachers", "students"),
];
/// Rows of a page.
const PER_PAGE: usize = 50;

fn question(of: &Address, code: &str) -> SchoolQuestion {
    let sort = of.value("sort");
    let some = |name: &str| Some(of.value(name).to_owned()).filter(|value| !value.is_empty());
    SchoolQuestion {
        provider: code.to_owned(),
        text: of.value("q").to_owned(),
        school_phase: SchoolPhase::read(of.value("phase")),
        district: some("district"),
        trust: some("trust"),
        open: match of.value("open") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        sort: SchoolSort::read(sort.trim_start_matches('-')).unwrap_or_default(),
        turned: sort.starts_with('-'),
    }
}

/// Answers `/partnership/{provider}`, as a page or as a file.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let of = Address::of(&door.path).asking(&door.question);
    let found = schools(&platform, reader.actor(), &question(&of, &door.code)).await?;
    if let Some(ending) = door.ending {
        let words = format!("{} schools", found.provider.name);
        let made = export(&found.list(), &words, reader.today, ending)?;
        return Ok(handed::answer(made));
    }
    Ok(page(&found, &of, &reader).into_response())
}

/// Puts a page of schools into its frame.
pub fn framed(reader: &Reader, provider: &Provider, title: &str, main: &Markup) -> Markup {
    let frame = Frame {
        title,
        provider: Some(provider),
        reader: Some(reader),
        seat: door::seat(reader, provider),
        here: "Schools",
        ..Frame::default()
    };
    shell::page(&frame, main)
}

fn page(found: &Schools, of: &Address, reader: &Reader) -> Markup {
    let shown = Pages {
        of,
        what: ("school", "schools"),
        page: of.value("page").parse().unwrap_or(1),
        size: PER_PAGE,
        count: found.rows.len(),
    };
    let sort = match of.value("sort") {
        "" => "name",
        sort => sort,
    };
    let rows = &found.rows[shown.range()];
    let main = html! {
        h1 { "Schools" }
        (filters::filters(&Filters { of, search: "Name, town, trust or URN", by: by(found) }))
        h2.unseen { "The list" }
        div.list-head {
            p { (pages::shown(&shown)) }
            ul { (handed::offer(of)) }
        }
        @if rows.is_empty() {
            (empty::empty("No school is found", &html! {
                "No school fits what is asked above. A school appears here once somebody works or \
                 is placed there."
            }))
        } @else {
            (map::section(found))
            (listing::listing(&Listing {
                caption: "Schools",
                headings: &HEADINGS,
                of,
                sort,
                items: rows.iter().map(|row| item(row, &found.provider)).collect(),
            }))
            (pages::pages(&shown))
        }
    };
    framed(reader, &found.provider, "Schools", &main)
}

fn by(found: &Schools) -> Vec<By<'static>> {
    let named = |names: &[String]| names.iter().map(|name| Offer::of(name, name)).collect();
    let phases = SchoolPhase::ALL;
    vec![
        By {
            name: "phase",
            label: "Phase",
            all: "Every phase",
            offers: phases
                .iter()
                .map(|(phase, code)| Offer::of(*code, words::school_phase(*phase)))
                .collect(),
        },
        By {
            name: "district",
            label: "District",
            all: "Every district",
            offers: named(&found.districts),
        },
        By {
            name: "trust",
            label: "Trust",
            all: "Every trust",
            offers: named(&found.trusts),
        },
        By {
            name: "open",
            label: "Open",
            all: "All",
            offers: vec![Offer::of("yes", "Open"), Offer::of("no", "Closed")],
        },
    ]
}

fn item(row: &Place, provider: &Provider) -> Item {
    let facts = &row.facts;
    let count = |count: usize| (count > 0).then(|| html! { (count) });
    Item {
        head: html! {
            a href=(super::page(provider, facts.urn)) { (row.name()) }
            @if !facts.open { span.hint { "Closed" } }
        },
        cells: vec![
            facts.town.as_ref().map(|town| html! { (town) }),
            facts
                .school_phase
                .map(|phase| html! { (words::school_phase(phase)) }),
            count(row.mentors),
            count(row.hosts),
            (row.overdue > 0).then(|| html! { strong.late { (row.overdue) } }),
            count(row.student_teachers),
        ],
    }
}
