//! Shows which institutions cover which components, and takes a map in after its difference was read.
//!
//! Owns the page `/prior-learning/map/{provider}`. It never keeps a map that nobody has looked at.

use actions::{
    Platform,
    prior_learning::{self, Change, Map},
};
use axum::{
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Date, partnership::Provider};
use maud::{Markup, html};

use super::map_address;
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        empty, errors,
        form::{self, Field, Typed},
        notice::{self as note, Tone},
        shell::{self, Frame},
        table::{self, Column, Table},
        words::{amount, counted, day},
    },
    person::sentence,
    reader::Reader,
};

/// Shows the map.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    RawQuery(question): RawQuery,
) -> Result<Response, PageError> {
    let found = prior_learning::map(&platform, reader.actor(), &door.code).await?;
    let done = question.as_deref() == Some("done=kept");
    Ok(page(&found, done, &reader).into_response())
}

fn frame<'a>(title: &'a str, provider: &'a Provider, reader: &'a Reader) -> Frame<'a> {
    Frame {
        title,
        provider: Some(provider),
        reader: Some(reader),
        seat: door::seat(reader, provider),
        here: "Map of agreements",
        ..Frame::default()
    }
}

const TITLE: &str = "What stands for what";

fn page(found: &Map, done: bool, reader: &Reader) -> Markup {
    let home = map_address(&found.provider);
    let main = html! {
        h1 { (TITLE) }
        @if done { (note::notice(Tone::Done, &html! { p { "The map is taken in." } })) }
        p.lead { "Which sessions of partner institutions stand for which parts of " (found.provider.name) "’s training. Decided once, used again: a named person still accepts each request." }
        p {
            a href={ (home) "/file" } { "Download the map as a file" }
            @if found.may_change { " " a href={ (home) "/import" } { "Take a map in" } }
        }
        @if found.institutions.is_empty() {
            (empty::empty("No partner institutions yet", &html! { "They come with the provider’s programme, or with a map that is taken in." }))
        } @else {
            (picture(found, reader.today))
        }
        @if !found.agreed.is_empty() {
            h2 { "What was agreed" }
            (list(found))
        }
    };
    shell::page(&frame(TITLE, &found.provider, reader), &main)
}

/// Institutions by components: the fuller a cell, the larger the share. A dash is a gap.
fn picture(found: &Map, today: Date) -> Markup {
    let caption = "How much of each component the institutions’ sessions stand for";
    html! {
        h2 { "Where there is cover, and where there are gaps" }
        div.heat role="region" aria-label=(caption) tabindex="0" {
            table {
                caption.unseen { (caption) }
                thead {
                    tr {
                        th scope="col" { "Institution" }
                        @for (at, (_, title)) in found.components.iter().enumerate() {
                            th scope="col" title=(title) { (at + 1) span.unseen { " " (title) } }
                        }
                    }
                }
                tbody {
                    @for institution in &found.institutions {
                        tr {
                            th scope="row" { (institution) }
                            @for (code, _) in &found.components {
                                @match found.strength(institution, code, today) {
                                    None => td { "–" span.unseen { " no agreement" } },
                                    Some(share) => td class={ "h" (warmth(share)) } { (share) "%" },
                                }
                            }
                        }
                    }
                }
            }
        }
        p.heat-key { "A cell says how much of a session’s time stands for the component; a dash says that nothing is agreed." }
        ul { @for (at, (code, title)) in found.components.iter().enumerate() {
            @let covered = found.institutions.iter().filter(|one| found.strength(one, code, today).is_some()).count();
            li { (at + 1) ". " (title) ": " @if covered == 0 { strong { "a gap" } } @else { (counted(covered, "institution", "institutions")) } }
        } }
    }
}

fn warmth(share: u8) -> u8 {
    (share / 25).max(1)
}

fn list(found: &Map) -> Markup {
    let title = |code: &str| {
        let known = found.components.iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.to_owned(), |(_, title)| title.clone())
    };
    let length = |institution: &str, code: &str| {
        let mut all = found.sessions.iter();
        all.find(|one| one.institution == institution && one.code == code)
            .map(|one| one.minutes)
    };
    let lines = found.agreed.iter().enumerate().map(|(at, one)| table::Line {
        id: format!("agreed-{at}"),
        class: None,
        head: html! {
            (one.title)
            span.hint { (one.institution) @if let Some(minutes) = length(&one.institution, &one.session) { ", " (amount(minutes)) } }
        },
        cells: vec![
            Some(html! { (title(&one.component)) }),
            Some(html! { (one.share) "\u{a0}%" }),
            Some(html! { "from " (day(one.from)) @if let Some(until) = one.until { " until " (day(until)) } }),
            Some(html! { (one.agreed_by) span.hint { (one.source) @if one.version > 1 { ", version " (one.version) } } }),
        ],
    });
    table::table(&Table {
        caption: "What was agreed",
        columns: &[
            Column::plain("Their session"),
            Column::named("Stands for"),
            Column::named("Share"),
            Column::named("Trained"),
            Column::named("Agreed by"),
        ],
        lines: lines.collect(),
    })
}

/// Hands the map out as a file.
pub(super) async fn file(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let text = prior_learning::export(&platform, reader.actor(), &door.code).await?;
    let name = format!(
        "attachment; filename=\"map-{}.toml\"",
        door.code.to_lowercase()
    );
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/toml; charset=utf-8".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text).into_response())
}

/// Asks for a map.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let found = prior_learning::map(&platform, reader.actor(), &door.code).await?;
    if !found.may_change {
        return Err(PageError::NotFound);
    }
    Ok(ask_page(&found.provider, &Typed::default(), &reader).into_response())
}

fn ask_page(provider: &Provider, typed: &Typed, reader: &Reader) -> Markup {
    let heading = "Take a map in";
    let home = map_address(provider);
    let main = html! {
        p.caption { a href=(home) { (TITLE) } }
        h1 { (heading) }
        (errors::summary(typed))
        p.lead { "Open the file in any editor, copy all of it, and put it here. You see every difference before anything is kept." }
        form.form method="post" action={ (home) "/import" } {
            (form::words(&Field::of(typed, "map", "The map").hint("It begins with map = 1."), 12))
            div.buttons { (form::button("Show what would change")) }
        }
    };
    let title = errors::title(typed, heading);
    shell::page(&frame(&title, provider, reader), &main)
}

/// Shows what a map would change.
pub(super) async fn weigh(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    typed: Typed,
) -> Result<Response, PageError> {
    let text = typed.text("map").to_owned();
    let done = prior_learning::weigh_map(&platform, reader.actor(), &door.code, &text).await;
    match done {
        Ok((provider, change)) => {
            Ok(weighed(&platform, (&provider, &change), &text, &reader).into_response())
        }
        Err(error) => refused(&platform, &reader, (&door, typed), error).await,
    }
}

fn weighed(
    platform: &Platform,
    (provider, change): (&Provider, &Change),
    text: &str,
    reader: &Reader,
) -> Markup {
    let heading = "What this map would change";
    let home = map_address(provider);
    let main = html! {
        p.caption { a href={ (home) "/import" } { "Take a map in" } }
        h1 { (heading) }
        @if change.lines.is_empty() {
            p.lead { "Nothing: everything in it is known already." }
        } @else {
            p.lead { (counted(change.lines.len(), "line", "lines")) " would be new or otherwise. " (change.same) " stay as they are. Nothing that was agreed before goes." }
            ul { @for line in &change.lines { li { (line) } } }
        }
        @if !change.left_out.is_empty() {
            h2 { "Left out" }
            ul { @for line in &change.left_out { li { (line) } } }
        }
        @if !change.lines.is_empty() {
            form method="post" action={ (home) "/keep" } {
                (form::once(platform.number()))
                input type="hidden" name="map" value=(text);
                div.buttons { (form::button("Take it in")) }
            }
        }
        p { a href=(home) { "Leave the map as it is" } }
    };
    shell::page(&frame(heading, provider, reader), &main)
}

/// Takes the map in.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let text = typed.text("map").to_owned();
    let done = prior_learning::keep_map(&platform, reader.actor(), once, &door.code, &text).await;
    match done {
        Ok(()) => {
            let to = format!("/prior-learning/map/{}?done=kept", door.code.to_lowercase());
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => refused(&platform, &reader, (&door, typed), error).await,
    }
}

async fn refused(
    platform: &Platform,
    reader: &Reader,
    (door, mut typed): (&Door, Typed),
    error: actions::ActionError,
) -> Result<Response, PageError> {
    typed.fault("map", sentence(error)?);
    let found = prior_learning::map(platform, reader.actor(), &door.code).await?;
    let page = ask_page(&found.provider, &typed, reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
