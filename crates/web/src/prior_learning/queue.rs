//! Lists what waits for a decision, the longest wait first, with what the map proposes to tick.
//!
//! Owns the page `/prior-learning/queue/{provider}`. It never ticks anything by itself.

use actions::{
    Platform,
    prior_learning::{self, Line, Queue},
};
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::prior_learning::{RequestId, Stage};
use maud::{Markup, html};

use super::{number, queue_address, words};
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        address::Address,
        empty, errors,
        form::{self, Typed},
        notice::{self as note, Tone},
        shell::{self, Frame},
        table::{self, Column, Table},
        tabs::{self, Tab},
        words::{amount, counted, day},
    },
    person::sentence,
    reader::Reader,
};

/// Shows the queue.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    RawQuery(question): RawQuery,
) -> Result<Response, PageError> {
    let question = question.unwrap_or_default();
    let asked = Address::of(&door.path).asking(&question);
    let stage = Stage::read(asked.value("stage")).unwrap_or(Stage::Open);
    let page = asked.value("page").parse().unwrap_or(1);
    let found = prior_learning::queue(&platform, reader.actor(), &door.code, (stage, page)).await?;
    let done = asked.value("done");
    Ok(draw(&platform, &found, &Typed::default(), done, &reader).into_response())
}

/// Ratifies what was ticked.
pub(super) async fn ratify(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let mut requests = Vec::new();
    for ticked in typed.all("request") {
        let (id, version) = ticked.split_once(' ').ok_or(PageError::NotFound)?;
        let version = version.parse().map_err(|_| PageError::NotFound)?;
        requests.push((RequestId(number(id)?), version));
    }
    let home = format!("/prior-learning/queue/{}", door.code.to_lowercase());
    if requests.is_empty() {
        typed.fault("request", "Tick those that you have looked at and accept.");
    } else {
        let (actor, once) = (reader.actor(), typed.once()?);
        match prior_learning::ratify(&platform, actor, once, &requests).await {
            Ok(many) => return Ok(Redirect::to(&format!("{home}?done={many}")).into_response()),
            Err(error) => typed.fault("request", sentence(error)?),
        }
    }
    let found =
        prior_learning::queue(&platform, reader.actor(), &door.code, (Stage::Open, 1)).await?;
    let page = draw(&platform, &found, &typed, "", &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

const TITLE: &str = "Earlier training to decide on";

fn draw(platform: &Platform, found: &Queue, typed: &Typed, done: &str, reader: &Reader) -> Markup {
    let home = queue_address(&found.provider);
    let tabs: Vec<Tab> = found
        .counts
        .iter()
        .map(|(stage, count)| Tab {
            name: format!("{} ({count})", words::stage(*stage)),
            address: format!("{home}?stage={}", stage.code()),
            here: *stage == found.stage,
        })
        .collect();
    let main = html! {
        h1 { (TITLE) }
        (errors::summary(typed))
        @if let Ok(many) = done.parse::<usize>() {
            (note::notice(Tone::Done, &html! { p { (counted(many, "request", "requests")) " accepted. Each mentor is told." } }))
        } @else if done == "decided" {
            (note::notice(Tone::Done, &html! { p { "Decided. The mentor is told." } }))
        }
        (tabs::tabs("Requests by how far they have come", &tabs))
        @if found.lines.is_empty() {
            (empty::empty("Nothing here", &html! {
                "When a mentor asks for earlier training to count, it stands here until somebody decides."
            }))
        } @else {
            (ready(platform, found, typed))
            h2 { "The longest wait first" }
            (table::table(&Table {
                caption: "The longest wait first",
                columns: &[
                    Column::plain("Mentor and training"),
                    Column::named("For"),
                    Column::named("Asked for"),
                    Column::named("Waiting"),
                    Column::named("The map"),
                ],
                lines: found.lines.iter().map(|line| row(&home, line)).collect(),
            }))
            @if found.pages() > 1 {
                p {
                    "Page " (found.page) " of " (found.pages()) ". "
                    @if found.page > 1 { a href={ (home) "?stage=" (found.stage.code()) "&page=" (found.page - 1) } { "The page before" } " " }
                    @if found.page < found.pages() { a href={ (home) "?stage=" (found.stage.code()) "&page=" (found.page + 1) } { "The next page" } }
                }
            }
        }
    };
    let title = errors::title(typed, TITLE);
    let frame = Frame {
        title: &title,
        provider: Some(&found.provider),
        reader: Some(reader),
        seat: door::seat(reader, &found.provider),
        here: "Decisions",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn row(home: &str, line: &Line) -> table::Line {
    let queued = &line.queued;
    table::Line {
        id: format!("request-{}", queued.id.0),
        class: None,
        head: html! {
            a href={ (home) "/" (queued.id.0) } { (queued.name) }
            span.hint { (queued.item.title) ", " (queued.item.given_by) ", " (day(queued.item.held_on)) }
        },
        cells: vec![
            Some(html! { (line.component) }),
            Some(html! { (amount(queued.claimed)) }),
            Some(words::clock(line.clock)),
            Some(html! { @match &line.proposed {
                Some((_, minutes)) => { (amount(*minutes)) },
                None => "–",
            } }),
        ],
    }
}

/// Those that fit what was agreed, each in sight, to be ticked and accepted together.
fn ready(platform: &Platform, found: &Queue, typed: &Typed) -> Markup {
    let ready: Vec<&Line> = found
        .lines
        .iter()
        .filter(|line| line.proposed.is_some())
        .collect();
    html! {
        @if found.stage == Stage::Open && !ready.is_empty() {
            section.letter {
                h2 { "Ready to accept" }
                p { "These fit what the institutions have agreed. Nothing is ticked for you: look at each, tick it, and accept those together." }
                form method="post" action={ (queue_address(&found.provider)) "/ratify" } {
                    (form::once(platform.number()))
                    fieldset.field.is-wrong[typed.fault_of("request").is_some()] {
                        legend { "Requests that fit the map" }
                        @if let Some(fault) = typed.fault_of("request") { p.fault { span.unseen { "Error: " } (fault) } }
                        @for (at, line) in ready.iter().enumerate() {
                            (tick(at, line, typed))
                        }
                    }
                    div.buttons { (form::button("Accept those ticked")) }
                }
            }
        }
    }
}

fn tick(at: usize, line: &Line, typed: &Typed) -> Markup {
    let queued = &line.queued;
    let id = match at {
        0 => "request".to_owned(),
        _ => format!("request-tick-{}", at + 1),
    };
    let value = format!("{} {}", queued.id.0, queued.version);
    html! {
        div.pick {
            input id=(id) name="request" type="checkbox" value=(value) checked[typed.holds("request", &value)];
            label for=(id) {
                (queued.name) ": “" (queued.item.title) "” for “" (line.component) "”"
                @if let Some((by, minutes)) = &line.proposed {
                    span.hint {
                        (amount(*minutes)) " of the " (amount(queued.claimed)) " asked for. " (by.institution) ", " (day(queued.item.held_on)) ". Agreed by " (by.agreed_by) ": " (by.source) ". "
                        @if queued.item.evidence { "Has something to show." } @else { "Has nothing to show." }
                    }
                }
            }
        }
    }
}
