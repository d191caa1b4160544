//! Draws who sees what about the reader, who has looked, and everything that is held about them.
//!
//! Owns `/access/me` and its file. It never shows anybody else's.

use actions::{
    Platform,
    access::{self, Looked, Own},
};
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{audit::reading::Kind, calendar::uk_day, partnership::ProviderId};
use maud::{Markup, html};

use super::permissions;
use crate::{
    error::PageError,
    parts::{
        shell::{self, Frame},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// The address of the page.
pub const ADDRESS: &str = "/access/me";

const FILE: &str = "/access/me.json";

/// The routes of the page and of its file.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route(ADDRESS, get(show))
        .route(FILE, get(file))
}

async fn show(State(platform): State<Platform>, reader: Reader) -> Result<Response, PageError> {
    let actor = reader.actor();
    let own = access::own_record(&platform, actor, actor.person).await?;
    Ok(page(&own, &reader).into_response())
}

async fn file(State(platform): State<Platform>, reader: Reader) -> Result<Response, PageError> {
    reader.proves()?;
    let actor = reader.actor();
    let told = access::own_file(&platform, actor, actor.person).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"everything-held-about-me.json\"",
        ),
    ];
    Ok((headers, told).into_response())
}

/// Who sees what, in words: who, and what they see and do not see.
const SEES: [(&str, &str); 6] = [
    (
        "Your school",
        "sees your hours: required, done, recognised and left, and what comes next. It sees no \
         judgement of you: nothing here says how well anybody teaches or mentors.",
    ),
    (
        "Your student teachers",
        "see that you mentor them, where and when. They do not see your hours.",
    ),
    (
        "The lead mentors and the office of your provider",
        "see your hours with that provider and what was recorded, and keep your name, addresses and \
         roles right.",
    ),
    (
        "Another provider",
        "sees nothing of what you do for the first.",
    ),
    (
        "A guest: an examiner, an inspector, a reviewer of a partner",
        "sees the few pages of a sample, until a day, and changes nothing.",
    ),
    (
        "The operator",
        "runs the program on its machine and can read its files. What they do at the command line \
         is noted like any other deed.",
    ),
];

/// What holds for everybody.
const PROMISES: [&str; 5] = [
    "Nobody is ranked. No page sorts people by how well they do, and no list compares them with an average.",
    "Lists are sorted by name or by what is due next, so that somebody can help in time.",
    "How long you were busy is measured inside a study session alone, and only for the rule on hours. \
     You see it, and whoever reviews a credit that was queried; nobody else does.",
    "Where you are, what you type and what else you do on your device is not measured at all.",
    "An earlier record that you have not confirmed is never called overdue.",
];

const LOOKED: [Column; 3] = [
    Column::plain("Who"),
    Column::named("Looked at"),
    Column::named("When"),
];

fn page(own: &Own, reader: &Reader) -> Markup {
    let main = html! {
        h1 { "Who sees what about me, and who has looked" }
        p.lead {
            "This page is yours alone, " (own.person.name()) ". It says what is held about you, who \
             may read it, and who did."
        }
        h2 { "Who sees what" }
        dl.permit-told {
            @for (who, what) in SEES { dt { (who) } dd { (what) } }
        }
        p { "Every deed and every role stands in one table: " a href=(permissions::ADDRESS) { "who may do what" } "." }
        h2 { "What holds for everybody" }
        ul.permit-list { @for promise in PROMISES { li { (promise) } } }
        h2 #looked { "Who has looked" }
        (looked(own))
        h2 { "What is held about me" }
        (held(own))
        p { a.button href=(FILE) { "Take everything away as a file" } }
        p.quiet {
            "The file is in JSON, which people can read and other programs too. It holds every line \
             that is kept about you, what was done to your record and by whom, and what you opened \
             yourself."
        }
        h2 { "What was done to my record" }
        (done(own))
        h2 { "What I can ask for" }
        ul.permit-list {
            li { strong { "To put something right. " } "The partnership office changes names, addresses and roles; recorded hours are corrected, and the old line stays readable." }
            li { strong { "To strike out words. " } "Free words beside recorded hours can be removed; the minutes stay." }
            li {
                strong { "To be erased. " }
                "Once you have no role any more, your name, number and addresses can go; recorded hours stay, under nobody’s name. "
                a.target href=(super::erasure::OWN) { "Ask to be erased" }
            }
            li { strong { "To complain. " } "To your provider’s data protection officer, and to the Information Commissioner’s Office." }
        }
    };
    shell::page(
        &Frame {
            title: "Who sees what about me",
            reader: Some(reader),
            seat: reader.seats().first(),
            ..Frame::default()
        },
        &main,
    )
}

fn provider(own: &Own, id: ProviderId) -> &str {
    let known = own.providers.iter().find(|known| known.id == id);
    known.map_or("A provider", |known| &known.name)
}

fn looked(own: &Own) -> Markup {
    html! {
        p {
            "Whenever somebody else opens your training page, the record that the office keeps of \
             you, or a placement of yours from outside its school, the day is noted before the page is shown. A list \
             with your name among others is not noted."
        }
        @if own.looked.is_empty() {
            p { strong { "Nobody has looked." } }
        } @else {
            (table::table(&Table {
                caption: "Who has looked",
                columns: &LOOKED,
                lines: own.looked.iter().enumerate().map(|(at, one)| line(own, at, one)).collect(),
            }))
        }
    }
}

fn line(own: &Own, at: usize, one: &Looked) -> Line {
    let what = match one.reading.kind {
        Kind::Standing => "Your training page",
        Kind::Person => "The record that the office keeps of you",
        Kind::Placement => "A placement of yours",
    };
    Line {
        id: format!("looked-{at}"),
        class: None,
        head: html! {
            p.row-title { (one.by) }
            p.row-more {
                @if let Some(role) = &one.role { (role) ", " }
                (provider(own, one.reading.provider))
            }
        },
        cells: vec![
            Some(html! { (what) }),
            Some(html! {
                (words::day(one.reading.on))
                @if one.reading.readings > 1 { p.row-more { (one.reading.readings) " times" } }
            }),
        ],
    }
}

fn held(own: &Own) -> Markup {
    html! {
        dl.permit-told {
            dt { "Name" } dd { (own.person.name()) }
            dt { "Teacher reference number" }
            dd { @match own.person.trn { Some(trn) => { (trn) }, None => { "Not known here" } } }
            dt { "Addresses" }
            dd { @if own.emails.is_empty() { "None" } @else { (own.emails.join(", ")) } }
            @for (of, reference) in &own.references {
                dt { "Reference at " (provider(own, *of)) } dd { (reference) }
            }
            dt { "Roles" }
            dd {
                @if own.roles.is_empty() { "None" }
                ul {
                    @for one in &own.roles {
                        @let role = &one.membership;
                        li {
                            (own.labels.get(&(role.provider, role.role)).map_or(role.role.usual_label(), |label| label))
                            ", " (provider(own, role.provider))
                            @if let Some(school) = role.school.and_then(|urn| own.schools.get(&urn)) { ", " (school) }
                            @if let Some(days) = words::days(role.from, role.until) { p.row-more { (days) } }
                        }
                    }
                }
            }
            @for (of, lines, minutes) in &own.minutes {
                dt { "Recorded with " (provider(own, *of)) }
                dd { (words::amount(*minutes)) " in " (lines) @if *lines == 1 { " line" } @else { " lines" } }
            }
            @if own.mentorings > 0 { dt { "Times as a mentor of a placement" } dd { (own.mentorings) } }
            @if own.placements > 0 { dt { "Placements as a student teacher" } dd { (own.placements) } }
        }
    }
}

fn done(own: &Own) -> Markup {
    html! {
        @if own.done.is_empty() {
            p { "Nothing since it was brought in." }
        } @else {
            ul.permit-list {
                @for (note, by) in &own.done {
                    li { (words::day(uk_day(note.noted_at))) ": " (note.told) p.row-more { "by " (by) } }
                }
            }
        }
    }
}
