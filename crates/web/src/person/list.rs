//! Answers the list of people: which of the three groups, as a page or as a file.
//!
//! Owns the tabs of that list. It never sorts or counts.

use actions::{Platform, person::Group};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::partnership::Provider;
use maud::{Markup, html};

use super::{mentors, others, views};
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        address::Address,
        shell::{self, Frame},
        tabs::{self, Tab},
    },
    reader::Reader,
};

/// The groups with their word in the address and their name.
const GROUPS: [(&str, &str); 3] = [
    ("", "Mentors"),
    ("students", "Student teachers"),
    ("others", "Others"),
];

/// Answers `/person/{provider}`.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let of = Address::of(&door.path).asking(&door.question);
    let group = of.value("group").to_owned();
    if let Some(ending) = door.ending {
        reader.proves()?;
        return match group.as_str() {
            "students" => {
                others::file(
                    &platform,
                    &reader,
                    &of,
                    &door.code,
                    Group::StudentTeachers,
                    ending,
                )
                .await
            }
            "others" => {
                others::file(&platform, &reader, &of, &door.code, Group::Others, ending).await
            }
            _ => mentors::file(&platform, &reader, &of, &door.code, ending).await,
        };
    }
    let (provider, list) = match group.as_str() {
        "students" => {
            others::list(&platform, &reader, &of, &door.code, Group::StudentTeachers).await?
        }
        "others" => others::list(&platform, &reader, &of, &door.code, Group::Others).await?,
        _ => mentors::list(&platform, &reader, &of, &door.code).await?,
    };
    let kept = actions::person::views(&platform, reader.actor(), &door.code, "person").await?;
    let main = html! {
        h1 { "People" }
        (tabs::tabs("Groups of people and your views", &all_tabs(&of, &group, &kept)))
        (list)
        (views::section(&of, &kept, platform.number()))
    };
    Ok(framed(&reader, &provider, &main).into_response())
}

fn all_tabs(of: &Address, group: &str, kept: &[actions::person::View]) -> Vec<Tab> {
    let question = of.question();
    let own = kept.iter().find(|view| view.question == question);
    let groups = GROUPS.iter().map(|(word, name)| Tab {
        name: (*name).to_owned(),
        address: Address::of(of.path()).with("group", word).to_string(),
        here: own.is_none() && *word == group,
    });
    let views = kept.iter().map(|view| Tab {
        name: view.name.clone(),
        address: Address::of(of.path()).asking(&view.question).to_string(),
        here: own.is_some_and(|own| own.id == view.id),
    });
    groups.chain(views).collect()
}

/// Puts a page of people into its frame.
pub fn framed(reader: &Reader, provider: &Provider, main: &Markup) -> Markup {
    titled(reader, provider, "People", main)
}

/// The same under another title.
pub fn titled(reader: &Reader, provider: &Provider, title: &str, main: &Markup) -> Markup {
    let frame = Frame {
        title,
        provider: Some(provider),
        reader: Some(reader),
        seat: door::seat(reader, provider),
        here: "People",
        ..Frame::default()
    };
    shell::page(&frame, main)
}
