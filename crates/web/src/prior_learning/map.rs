//! Shows which institutions cover which components, and takes a map in after its difference was read.
//!
//! Owns the page `/prior-learning/map/{provider}`. It never keeps a map that nobody has looked at.

use actions::{
    ActionError, Platform,
    prior_learning::{self, Map, group_address},
};
use axum::{
    extract::{Multipart, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{partnership::Provider, prior_learning::Belonging};
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    agreed::{self, Agreements},
    groups_address, map_address,
    picture::{Cover, picture},
    take_in::{self, Brought, TakeIn, frame},
};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        empty,
        form::Typed,
        notice::{self as note, Tone},
        shell,
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
    let done = match question.as_deref() {
        Some("done=kept") => Some("The map is taken in."),
        Some("done=left") => Some(
            "You have left the group. What held by its map stays as your own, until you change it.",
        ),
        Some("done=declined") => Some("You have said no. Your map stays as it is."),
        _ => None,
    };
    Ok(page(&found, done, &reader).into_response())
}

/// What the page is called.
pub(super) const TITLE: &str = "What stands for what";

fn page(found: &Map, done: Option<&str>, reader: &Reader) -> Markup {
    let home = map_address(&found.provider);
    let agreements = Agreements {
        components: &found.components,
        sessions: &found.sessions,
        lines: found
            .agreed
            .iter()
            .map(|one| (&one.by, one.group.as_ref().map(|of| of.name.as_str())))
            .collect(),
    };
    let cover = Cover {
        institutions: &found.institutions,
        components: &found.components,
        agreed: found.agreed.iter().map(|one| &one.by).collect(),
        on: reader.today,
    };
    let main = html! {
        h1 { (TITLE) }
        @if let Some(done) = done { (note::notice(Tone::Done, &html! { p { (done) } })) }
        p.lead { "Which sessions of partner institutions stand for which parts of " (found.provider.name) "’s training. Decided once, used again: a named person still accepts each request." }
        ul.plain {
            li.plain-line { a.target href={ (home) "/file" } { "Download the map as a file" } }
            @if found.may_change { li.plain-line { a.target href={ (home) "/import" } { "Take a map in" } } }
        }
        @if found.institutions.is_empty() {
            (empty::empty("No partner institutions yet", &html! { "They come with the provider’s programme, or with a map that is taken in." }))
        } @else {
            (picture(&cover))
        }
        @if !found.agreed.is_empty() {
            h2 { "What was agreed" }
            (agreed::list(&agreements))
        }
        (groups(found))
    };
    shell::page(&frame(TITLE, &found.provider, reader), &main)
}

/// The groups that share a map with the provider, or have asked it to.
fn groups(found: &Map) -> Markup {
    html! {
        @if found.may_change || !found.groups.is_empty() {
            h2 { "Shared with other providers" }
            @if found.groups.is_empty() {
                p { "Providers of a group agree once what stands for what, and each keeps its own local part." }
            } @else {
                ul.plain { @for (group, belonging) in &found.groups {
                    li.plain-line {
                        a.target href=(group_address(&found.provider, group.id)) { (group.name) }
                        @if *belonging == Belonging::Asked { " " strong { "asks you to join" } }
                    }
                } }
            }
            @if found.may_change {
                p { a.target href=(groups_address(&found.provider)) { "Begin a group" } }
            }
        }
    }
}

/// Hands the map out as a file.
pub(super) async fn file(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let text = prior_learning::export(&platform, reader.actor(), &door.code).await?;
    let name = format!("map-{}", door.code.to_lowercase());
    Ok(take_in::file(&name, text))
}

fn into(provider: &Provider) -> TakeIn<'_> {
    TakeIn {
        provider,
        home: (map_address(provider), TITLE),
        holds: "It holds with you alone.",
    }
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
    let page = take_in::ask(&into(&found.provider), &Typed::default(), &reader);
    Ok(page.into_response())
}

/// Shows what a map would change, or takes it in once that was read.
pub(super) async fn take(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    form: Multipart,
) -> Result<Response, PageError> {
    let brought = Brought::of(form).await?;
    let code = door.code.as_str();
    let done = match (brought.text(), brought.to_keep()?) {
        (Ok(text), Some(once)) => keep(&platform, &reader, once, (code, text)).await,
        (Ok(text), None) => weigh(&platform, &reader, (code, text)).await,
        (Err(blank), _) => Err(blank),
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(error) => refused(&platform, &reader, (&door, brought), error).await,
    }
}

async fn weigh(
    platform: &Platform,
    reader: &Reader,
    (code, text): (&str, &str),
) -> Result<Response, ActionError> {
    let (provider, change) =
        prior_learning::weigh_map(platform, reader.actor(), code, text).await?;
    Ok(take_in::weighed(platform, &into(&provider), (&change, text), reader).into_response())
}

async fn keep(
    platform: &Platform,
    reader: &Reader,
    once: Uuid,
    (code, text): (&str, &str),
) -> Result<Response, ActionError> {
    prior_learning::keep_map(platform, reader.actor(), once, code, text).await?;
    let to = format!("/prior-learning/map/{}?done=kept", code.to_lowercase());
    Ok(Redirect::to(&to).into_response())
}

async fn refused(
    platform: &Platform,
    reader: &Reader,
    (door, brought): (&Door, Brought),
    error: ActionError,
) -> Result<Response, PageError> {
    let typed = brought.refused(sentence(error)?);
    let found = prior_learning::map(platform, reader.actor(), &door.code).await?;
    let page = take_in::ask(&into(&found.provider), &typed, reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
