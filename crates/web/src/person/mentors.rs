//! Draws the mentors of a partnership, the most urgent first.
//!
//! Owns the columns of that list. It never reckons.

use actions::{
    Platform,
    export::{Ending, export},
    person::{emails, mentors},
    standing::{Filter, ListQuestion, PER_PAGE, Page, Row, Sort, mentor_list},
};
use axum::response::Response;
use domain::{
    Minutes,
    access::{Deed, Object},
    insight::Readiness,
    partnership::{Provider, SchoolPhase, Urn},
    placement::Stage,
    programme::{Programme, Track},
    standing::Shown,
};
use maud::{Markup, html};

use crate::{
    error::PageError,
    notice,
    parts::{
        address::Address,
        empty, file as handed,
        filters::{self, By, Filters},
        form::Offer,
        listing::{self, Heading, Item, Listing},
        pages::{self, Pages},
        words,
    },
    reader::Reader,
};

const HEADINGS: [Heading; 8] = [
    Heading::sorts("Name", "name"),
    Heading::sorts("School", "school").plain(),
    Heading::of("Track").plain(),
    Heading {
        is_amount: true,
        ..Heading::of("Done")
    },
    Heading::amount("Left", "remaining"),
    Heading::amount("Overdue", "urgency"),
    Heading::sorts("Due by", "due"),
    Heading::of("Hosts now"),
];

/// What a list says of mentors, and can be asked for: the word in addresses, and the words themselves.
const SHOWN: [(Shown, &str, &str); 6] = [
    (Shown::Overdue, "overdue", "Overdue"),
    (
        Shown::NotYetConfirmed,
        "not_yet_confirmed",
        "Not yet confirmed",
    ),
    (Shown::Due, "due", "Due"),
    (Shown::WhenHosting, "when_hosting", "When they next host"),
    (Shown::NotYetDue, "not_yet_due", "Not yet due"),
    (Shown::Met, "met", "Met"),
];

/// The code of a component that an address names.
fn code_of(of: &Address, name: &str) -> Option<String> {
    Some(of.value(name).to_owned()).filter(|code| !code.is_empty())
}

/// The question that an address asks, of the list and of whoever writes to those whom it shows.
#[must_use]
pub fn question(of: &Address, code: &str, per_page: usize) -> ListQuestion {
    let sort = of.value("sort");
    let word = sort.trim_start_matches('-');
    ListQuestion {
        provider: code.to_owned(),
        filter: Filter {
            text: of.value("q").to_owned(),
            school: of.value("school").parse().ok().map(Urn),
            track: [Track::Initial, Track::Refresher]
                .into_iter()
                .find(|track| track.code() == of.value("track")),
            hosts_now: match of.value("hosts") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            stage: of.value("stage").parse().ok(),
            open: code_of(of, "open"),
            ready: Readiness::read(of.value("ready")),
            gap: code_of(of, "gap"),
            late: code_of(of, "late"),
            district: code_of(of, "district"),
            school_phase: SchoolPhase::ALL
                .into_iter()
                .find(|(_, code)| *code == of.value("phase"))
                .map(|(phase, _)| phase),
            shown: SHOWN
                .into_iter()
                .find(|(_, code, _)| *code == of.value("state"))
                .map(|(shown, ..)| shown),
            ..Filter::default()
        },
        sort: Sort::read(word).unwrap_or_default(),
        descending: sort.starts_with('-'),
        page: of.value("page").parse().unwrap_or(1),
        per_page,
    }
}

/// Hands out the whole list, with every component where the address asks for it.
pub async fn file(
    platform: &Platform,
    reader: &Reader,
    of: &Address,
    code: &str,
    ending: Ending,
) -> Result<Response, PageError> {
    let page = mentors(platform, reader.actor(), &question(of, code, usize::MAX)).await?;
    let emails = emails(platform, reader.actor(), code).await?;
    let list = mentor_list(&page, &emails, of.value("components") == "1");
    let words = format!("{} mentors", page.provider.name);
    Ok(handed::answer(export(&list, &words, reader.today, ending)?))
}

/// Draws one page of the list.
pub async fn list(
    platform: &Platform,
    reader: &Reader,
    of: &Address,
    code: &str,
) -> Result<(Provider, Markup), PageError> {
    let page = mentors(platform, reader.actor(), &question(of, code, PER_PAGE)).await?;
    let shown = Pages {
        of,
        what: ("mentor", "mentors"),
        page: page.page,
        size: PER_PAGE,
        count: page.total,
    };
    let sort = match of.value("sort") {
        "" => "urgency",
        sort => sort,
    };
    let list = html! {
        (filters::filters(&Filters { of, search: "Name, TRN or e-mail", by: by(of, &page) }))
        (narrowed(of, &page))
        h2.unseen { "The list" }
        div.list-head {
            p { (pages::shown(&shown)) }
            ul {
                (handed::offer(of))
                @if writes(reader, &page.provider) {
                    li {
                        a.target href=(Address::of(notice::write_address(&page.provider)).asking(&of.question())) {
                            "Write to them"
                        }
                    }
                }
                li {
                    a.target href=(of.clone().with("components", 1).file("csv")) {
                        "CSV with every component"
                    }
                }
            }
        }
        @if page.rows.is_empty() {
            (empty::empty("No mentor is found", &html! {
                "Nobody fits what is asked above. Mentors appear here once a file of people names \
                 them, or the office adds the role on a person’s page."
            }))
        } @else {
            (listing::listing(&Listing {
                caption: "Mentors",
                headings: &HEADINGS,
                of,
                sort,
                items: page.rows.iter().map(|row| item(row, &page)).collect(),
            }))
            (pages::pages(&shown))
        }
    };
    Ok((page.provider.clone(), list))
}

/// Whether the reader may write to those whom the list shows.
fn writes(reader: &Reader, provider: &Provider) -> bool {
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    reader.actor().may(Deed::WriteToList, object).is_ok()
}

/// Says by what else the address narrows the list, and leads back to the whole of it.
fn narrowed(of: &Address, page: &Page) -> Markup {
    let title = |code: &str| {
        let programmes = page
            .rows
            .iter()
            .map(|row| row.standing.programme.as_deref());
        let named = |programme: &Programme| {
            let component = programme.components.iter().find(|part| part.code == code);
            component.map(|component| component.title.clone())
        };
        programmes
            .flatten()
            .find_map(named)
            .unwrap_or_else(|| code.to_owned())
    };
    let stage: Option<Stage> = of.value("stage").parse().ok();
    let wanting = ["gap", "open", "late"]
        .into_iter()
        .find_map(|name| code_of(of, name));
    let place = [
        SchoolPhase::ALL
            .into_iter()
            .find(|(_, code)| *code == of.value("phase"))
            .map(|(phase, _)| format!("in {} schools", words::school_phase(phase).to_lowercase())),
        code_of(of, "district").map(|district| format!("in {district}")),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    let whole = ["stage", "gap", "open", "late", "phase", "district"]
        .into_iter()
        .fold(of.clone().without("page"), Address::without);
    html! {
        @if stage.is_some() || wanting.is_some() || !place.is_empty() {
            p.quiet {
                "Only mentors "
                (place.join(" "))
                @if !place.is_empty() && (stage.is_some() || wanting.is_some()) { ", " }
                @if let Some(stage) = stage { "who host stage " (stage) " this month" }
                @if stage.is_some() && wanting.is_some() { ", and " }
                @if let Some(code) = &wanting { "of whom “" (title(code)) "” is asked and open" }
                ". " a.target href=(whole) { "Leave that out" }
            }
        }
    }
}

/// The choices by which the list is narrowed, whoever reads it.
#[must_use]
pub fn choices() -> Vec<By<'static>> {
    vec![
        By {
            name: "state",
            label: "Where they stand",
            all: "All",
            offers: SHOWN
                .iter()
                .map(|(_, code, told)| Offer::of(*code, *told))
                .collect(),
        },
        By {
            name: "track",
            label: "Track",
            all: "Both",
            offers: vec![
                Offer::of(Track::Initial.code(), "Initial training"),
                Offer::of(Track::Refresher.code(), "Refresher"),
            ],
        },
        By {
            name: "hosts",
            label: "Hosts now",
            all: "All",
            offers: vec![
                Offer::of("yes", "Hosts now"),
                Offer::of("no", "Hosts nobody"),
            ],
        },
        By {
            name: "ready",
            label: "Ready for this month’s stage",
            all: "All",
            offers: vec![
                Offer::of(Readiness::NotReady.code(), "Not ready"),
                Offer::of(Readiness::NotYetConfirmed.code(), "Not yet confirmed"),
                Offer::of(Readiness::Ready.code(), "Ready"),
            ],
        },
    ]
}

fn by(of: &Address, page: &Page) -> Vec<By<'static>> {
    let mut by = choices();
    // A choice of every school would weigh more than the list: a school's own page leads here.
    if let Some(brief) = page
        .schools
        .get(&Urn(of.value("school").parse().unwrap_or_default()))
    {
        let urn = brief.urn.to_string();
        by.push(By {
            name: "school",
            label: "School",
            all: "Every school",
            offers: vec![Offer::of(&urn, brief.name.as_ref().unwrap_or(&urn))],
        });
    }
    by
}

fn item(row: &Row, page: &Page) -> Item {
    let standing = &row.standing;
    let provider = &page.provider;
    let school = row.school.map(|urn| {
        let name = page.schools.get(&urn).and_then(|brief| brief.name.clone());
        html! {
            a href=(crate::partnership::page(provider, urn)) {
                (name.unwrap_or_else(|| urn.to_string()))
            }
        }
    });
    let counted = standing.done + standing.recognised;
    Item {
        head: html! { a href=(super::page(provider, row.person.id)) { (row.person.name()) } },
        cells: vec![
            school,
            Some(
                html! { (match standing.track { Track::Initial => "Initial", Track::Refresher => "Refresher" }) },
            ),
            Some(match standing.required {
                Some(required) => html! { (counted) " of " (required) },
                None => html! { (counted) },
            }),
            Some(match standing.remaining {
                Some(Minutes::ZERO) => html! { "Nothing" },
                Some(left) => html! { (left) },
                None => html! { "As the provider judges" },
            }),
            overdue(row),
            row.urgency.due_on.map(words::short_day),
            row.hosts_today.then(|| html! { "Yes" }),
        ],
    }
}

/// What is overdue; of a record that its mentor has not confirmed it is not said so.
fn overdue(row: &Row) -> Option<Markup> {
    let overdue = Some(row.urgency.overdue).filter(|left| *left > Minutes::ZERO)?;
    Some(if row.standing.history.is_settled() {
        html! { strong.late { (overdue) } }
    } else {
        html! { (overdue) span.hint { "Not yet confirmed" } }
    })
}
