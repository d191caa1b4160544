//! Puts the provider's own map, or a file, into what its group shares.
//!
//! Owns `/prior-learning/group/{provider}/{group}/import`, `.../ours` and `.../file`. It never
//! keeps what nobody has looked at.

use actions::{
    ActionError, Platform,
    prior_learning::{self, group_address},
};
use axum::{
    extract::{Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    partnership::Provider,
    prior_learning::{Belonging, Group, GroupId},
};
use uuid::Uuid;

use super::group_number;
use crate::{
    door::Door,
    error::PageError,
    parts::form::Typed,
    person::sentence,
    prior_learning::take_in::{self, Brought, TakeIn},
    reader::Reader,
};

fn into<'a>(provider: &'a Provider, group: &'a Group) -> TakeIn<'a> {
    TakeIn {
        provider,
        home: (group_address(provider, group.id), &group.name),
        holds: "It holds with every member of the group at once, each by what the parts mean with it. The others are told.",
    }
}

/// Hands what is shared out as a file.
pub(in crate::prior_learning) async fn file(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    let text = prior_learning::export_group(&platform, reader.actor(), of).await?;
    Ok(take_in::file("map-of-the-group", text))
}

/// Asks for a file.
pub(in crate::prior_learning) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    asking(&platform, &reader, of, &Typed::default()).await
}

async fn asking(
    platform: &Platform,
    reader: &Reader,
    (code, id): (&str, GroupId),
    typed: &Typed,
) -> Result<Response, PageError> {
    let found = prior_learning::group(platform, reader.actor(), code, id).await?;
    if !found.may_share || found.belonging != Belonging::Member {
        return Err(PageError::NotFound);
    }
    let page = take_in::ask(&into(&found.provider, &found.group), typed, reader);
    Ok(page.into_response())
}

/// Shows what the provider's own map would add to what is shared.
pub(in crate::prior_learning) async fn ours(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    let text = prior_learning::our_map(&platform, reader.actor(), of).await?;
    Ok(weighed(&platform, &reader, of, &text).await?)
}

/// Shows what a file would change, or takes it in once that was read.
pub(in crate::prior_learning) async fn take(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    let brought = Brought::of(form).await?;
    let done = match (brought.text(), brought.to_keep()?) {
        (Ok(text), Some(once)) => keep(&platform, &reader, once, (of, text)).await,
        (Ok(text), None) => weighed(&platform, &reader, of, text).await,
        (Err(blank), _) => Err(blank),
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(error) => refused(&platform, &reader, (of, brought), error).await,
    }
}

async fn weighed(
    platform: &Platform,
    reader: &Reader,
    of: (&str, GroupId),
    text: &str,
) -> Result<Response, ActionError> {
    let (provider, group, change) =
        prior_learning::weigh_shared_map(platform, reader.actor(), of, text).await?;
    let into = into(&provider, &group);
    Ok(take_in::weighed(platform, &into, (&change, text), reader).into_response())
}

async fn keep(
    platform: &Platform,
    reader: &Reader,
    once: Uuid,
    (of, text): ((&str, GroupId), &str),
) -> Result<Response, ActionError> {
    prior_learning::keep_shared_map(platform, reader.actor(), once, of, text).await?;
    Ok(Redirect::to(&super::done(of, "kept")).into_response())
}

async fn refused(
    platform: &Platform,
    reader: &Reader,
    (of, brought): ((&str, GroupId), Brought),
    error: ActionError,
) -> Result<Response, PageError> {
    let typed = brought.refused(sentence(error)?);
    let mut page = asking(platform, reader, of, &typed).await?;
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page)
}
