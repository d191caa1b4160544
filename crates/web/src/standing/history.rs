//! Asks a mentor whether the record that was brought in for them is right.
//!
//! Owns the address `/standing/{provider}/history`. It never changes an entry.

use std::sync::Arc;

use actions::{
    ActionError, Platform, access::SeatKind, ledger::Listed, ledger::answer_history,
    standing::Training,
};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{
    Date, Minutes, Refusal,
    calendar::uk_day,
    ledger::{Answer, History, How, is_news},
    partnership::Provider,
};
use maud::{Markup, html};
use uuid::Uuid;

use super::pages;
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        shell::{self, Frame},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

const COLUMNS: [Column; 3] = [
    Column::plain("What and when"),
    Column::plain("Time"),
    Column::plain("School"),
];

/// The address of the question, with a provider.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("{}/history", pages::address(provider))
}

/// What a mentor is asked to do about an earlier record, if anything.
#[must_use]
pub fn asks(history: History) -> Option<&'static str> {
    match history {
        History::Unanswered => Some("Check what we think you have done already"),
        History::MoreSince { .. } => Some("Check what was brought in since you answered"),
        History::Nothing | History::Confirmed { .. } | History::Questioned { .. } => None,
    }
}

/// The routes of the question.
pub(super) fn routes() -> Router<Platform> {
    Router::new().route("/standing/{provider}/history", get(ask).post(answer))
}

async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let training = own(&platform, &reader, &code).await?;
    let typed = match training.standing.history {
        History::Confirmed { .. } => Typed::default().with("answer", "right"),
        History::Questioned { .. } => Typed::default().with("answer", "wrong"),
        _ => Typed::default(),
    };
    Ok(page(&training, &typed, platform.number(), &reader).into_response())
}

async fn answer(
    State(platform): State<Platform>,
    reader: Reader,
    Path(code): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let training = own(&platform, &reader, &code).await?;
    let once = typed.once()?;
    let given = match typed.text("answer") {
        "right" => Some(Answer::Confirmed),
        "wrong" => match Answer::questioned(typed.text("words")) {
            Ok(answer) => Some(answer),
            Err(refusal) => {
                typed.fault("words", refusal.to_string());
                None
            }
        },
        _ => {
            typed.fault("answer", "Choose whether your record is right.");
            None
        }
    };
    let Some(given) = given else {
        let page = page(&training, &typed, once, &reader);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let person = reader.actor().person;
    let code = &training.provider.code;
    match answer_history(&platform, reader.actor(), person, code, once, given).await {
        Ok(()) => Ok(Redirect::to(crate::this_week::pages::ADDRESS).into_response()),
        Err(ActionError::Refused(Refusal::History(refusal))) => {
            typed.fault("answer", refusal.to_string());
            let page = page(&training, &typed, once, &reader);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(failed) => Err(failed.into()),
    }
}

/// The reader's own training, where anything was brought in.
async fn own(platform: &Platform, reader: &Reader, code: &str) -> Result<Arc<Training>, PageError> {
    let person = reader.actor().person;
    let code = Provider::code_from(code);
    let training = actions::standing::training(platform, reader.actor(), person, &code).await?;
    match training.standing.history {
        History::Nothing => Err(PageError::NotFound),
        _ => Ok(training),
    }
}

fn page(training: &Training, typed: &Typed, once: Uuid, reader: &Reader) -> Markup {
    let provider = &training.provider;
    let brought: Vec<&Listed> = training
        .entries
        .iter()
        .filter(|listed| listed.entry.how == How::Import && listed.replaced_by.is_none())
        .collect();
    let title = "What we think you have done already";
    let main = html! {
        (errors::summary(typed))
        p.caption { (provider.name) }
        h1 { (title) }
        p.lead { (lead(provider, &brought)) }
        @if let Some(told) = told(training.standing.history) { p { (told) } }
        @if !brought.is_empty() { (entries(&brought, training.standing.history)) }
        (question(training, typed, once))
    };
    shell::page(
        &Frame {
            title: &errors::title(typed, title),
            provider: Some(provider),
            reader: Some(reader),
            seat: reader.seat(SeatKind::Mentor),
            here: "This week",
            ..Frame::default()
        },
        &main,
    )
}

fn lead(provider: &Provider, brought: &[&Listed]) -> Markup {
    let sum: Minutes = brought.iter().map(|listed| listed.entry.minutes).sum();
    html! {
        @if brought.is_empty() {
            "You have been a mentor with " (provider.name) " before, and nothing is recorded of \
             what you did. Is that right?"
        } @else {
            (provider.name) " brought in " strong { (words::amount(sum)) } " for you from earlier \
             records. Are they right, and is anything missing?"
        }
    }
}

fn told(history: History) -> Option<Markup> {
    let on = |day: Date| html! { (words::day(day)) };
    match history {
        History::Confirmed { on: day } => Some(html! {
            "You said on " (on(day)) " that it is right. You can still answer otherwise."
        }),
        History::Questioned { on: day } => Some(html! {
            "You said on " (on(day)) " that something is missing or wrong. The partnership office \
             has your words. You can still answer otherwise."
        }),
        History::MoreSince { at } => Some(html! {
            "You answered on " (on(uk_day(at))) ". More has been brought in since: it is marked \
             as new."
        }),
        History::Nothing | History::Unanswered => None,
    }
}

fn entries(brought: &[&Listed], history: History) -> Markup {
    let is_new = |listed: &Listed| match history {
        History::MoreSince { at } => {
            let entry = &listed.entry;
            entry.replaces.is_none() && is_news(entry.recorded_at, entry.held_on, at)
        }
        _ => false,
    };
    let line = |listed: &&Listed| Line {
        id: super::entries::id(listed.entry.id),
        class: None,
        head: html! {
            p.row-title { (listed.title.as_deref().unwrap_or("Training outside the programme")) }
            p.row-more.is-plain {
                (words::day(listed.entry.held_on))
                @if is_new(listed) { ", " strong { "new since you answered" } }
            }
        },
        cells: vec![
            Some(words::amount(listed.entry.minutes)),
            listed.school_name.as_ref().map(|name| html! { (name) }),
        ],
    };
    table::table(&Table {
        caption: "What was brought in from earlier records, the newest first",
        columns: &COLUMNS,
        lines: brought.iter().map(line).collect(),
    })
}

fn question(training: &Training, typed: &Typed, once: Uuid) -> Markup {
    let offers = [
        Offer::of("right", "It is right").hint("You can still add or question something later."),
        Offer::of("wrong", "Something is missing or wrong")
            .hint("The partnership office reads it and puts it right."),
    ];
    html! {
        h2 { "Your answer" }
        form.form method="post" action=(address(&training.provider)) data-draft="" {
            (form::once(once))
            (form::choice(&Field::of(typed, "answer", "Is this what you have done?"), &offers))
            (form::words(
                &Field::of(typed, "words", "What is missing or wrong?")
                    .hint("Only if something is. Say what it was, when, and with whom. \
                           Please name no pupil."),
                4,
            ))
            (form::button("Send my answer"))
        }
    }
}
