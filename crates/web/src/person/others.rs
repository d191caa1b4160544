//! Draws the student teachers of a partnership, and everybody else who works in it.
//!
//! Owns the columns of those lists. It never sorts.

use actions::{
    Platform,
    export::{Ending, export},
    person::{Asked, By as Order, Group, People, Somebody, emails, people},
};
use axum::response::Response;
use domain::{
    partnership::{Provider, Urn},
    person::Role,
};
use maud::{Markup, html};

use crate::{
    error::PageError,
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

const STUDENTS: [Heading; 6] = [
    Heading::sorts("Name", "name"),
    Heading::of("TRN"),
    Heading::sorts("Course", "role"),
    Heading::of("Stage"),
    Heading::sorts("School now", "school").plain(),
    Heading::sorts("Until", "until"),
];
const OTHERS: [Heading; 4] = [
    Heading::sorts("Name", "name"),
    Heading::sorts("Role", "role").plain(),
    Heading::sorts("School", "school").plain(),
    Heading::sorts("Until", "until"),
];
/// Rows of a page.
const PER_PAGE: usize = 50;

fn asked(of: &Address, code: &str, group: Group) -> Asked {
    let sort = of.value("sort");
    Asked {
        provider: code.to_owned(),
        group,
        text: of.value("q").to_owned(),
        school: of.value("school").parse().ok().map(Urn),
        role: Role::read(of.value("role")),
        now: match of.value("now") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        by: match sort.trim_start_matches('-') {
            "school" => Order::School,
            "role" => Order::Role,
            "until" => Order::Until,
            _ => Order::Name,
        },
        turned: sort.starts_with('-'),
    }
}

/// Hands out the whole list.
pub async fn file(
    platform: &Platform,
    reader: &Reader,
    of: &Address,
    code: &str,
    group: Group,
    ending: Ending,
) -> Result<Response, PageError> {
    let people = people(platform, reader.actor(), &asked(of, code, group)).await?;
    let title = match group {
        Group::StudentTeachers => "Student teachers",
        Group::Others => "Other people",
    };
    let words = format!("{} {title}", people.provider.name);
    let emails = emails(platform, reader.actor(), code).await?;
    let made = export(&people.list(title, &emails), &words, reader.today, ending)?;
    Ok(handed::answer(made))
}

/// Draws one page of the list.
pub async fn list(
    platform: &Platform,
    reader: &Reader,
    of: &Address,
    code: &str,
    group: Group,
) -> Result<(Provider, Markup), PageError> {
    let people = people(platform, reader.actor(), &asked(of, code, group)).await?;
    let shown = Pages {
        of,
        what: match group {
            Group::StudentTeachers => ("student teacher", "student teachers"),
            Group::Others => ("person", "people"),
        },
        page: of.value("page").parse().unwrap_or(1),
        size: PER_PAGE,
        count: people.rows.len(),
    };
    let sort = match of.value("sort") {
        "" => "name",
        sort => sort,
    };
    let rows = &people.rows[shown.range()];
    let list = html! {
        (filters::filters(&Filters {
            of,
            search: "Name, TRN or e-mail",
            by: by(&people, group),
        }))
        h2.unseen { "The list" }
        div.list-head {
            p { (pages::shown(&shown)) }
            ul { (handed::offer(of)) }
        }
        @if rows.is_empty() {
            (empty::empty("Nobody is found", &html! {
                "Nobody fits what is asked above. People appear here once a file names them."
            }))
        } @else {
            (listing::listing(&Listing {
                caption: shown.what.1,
                headings: match group {
                    Group::StudentTeachers => &STUDENTS,
                    Group::Others => &OTHERS,
                },
                of,
                sort,
                items: rows.iter().map(|row| item(row, &people, group)).collect(),
            }))
            (pages::pages(&shown))
        }
    };
    Ok((people.provider.clone(), list))
}

fn by(people: &People, group: Group) -> Vec<By<'static>> {
    let here = By {
        name: "now",
        label: "Here now",
        all: "All",
        offers: vec![
            Offer::of("yes", "Here now"),
            Offer::of("no", "Not here now"),
        ],
    };
    let roles = By {
        name: "role",
        label: "Role",
        all: "Every role",
        offers: people
            .roles
            .iter()
            .map(|(role, label)| Offer::of(role.code(), label.clone()))
            .collect(),
    };
    match group {
        Group::StudentTeachers => vec![here],
        Group::Others => vec![roles, here],
    }
}

fn item(row: &Somebody, people: &People, group: Group) -> Item {
    let provider = &people.provider;
    let schools = people.at(row);
    let schools = (!schools.is_empty()).then(|| {
        html! {
            @for (at, (urn, name)) in schools.iter().enumerate() {
                @if at > 0 { ", " }
                a href=(crate::partnership::page(provider, *urn)) { (name) }
            }
        }
    });
    let until = row.until.map(words::short_day);
    let head = html! { a href=(super::page(provider, row.person.id)) { (row.person.name()) } };
    let cells = match group {
        Group::StudentTeachers => vec![
            row.person.trn.map(|trn| html! { (trn) }),
            row.course.as_ref().map(|course| html! { (course) }),
            row.stage.map(|stage| html! { (stage) }),
            schools,
            until,
        ],
        Group::Others => vec![Some(html! { (row.labels.join(", ")) }), schools, until],
    };
    Item { head, cells }
}
