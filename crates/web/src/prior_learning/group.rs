//! Begins a group that shares a map, asks others in, and answers for one's own provider.
//!
//! Owns the pages beneath `/prior-learning/group/{provider}`. What stands on them is drawn in `shown`.

pub(super) mod share;
mod shown;

use actions::{
    ActionError, Platform,
    prior_learning::{self, GroupShown},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Deed, Object},
    prior_learning::{GroupId, Meaning},
};
use maud::{Markup, html};

use super::{groups_address, map, map_address, number, take_in::frame};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
        shell,
    },
    person::sentence,
    reader::Reader,
};

fn group_number(text: &str) -> Result<GroupId, PageError> {
    number(text).map(GroupId)
}

/// The page of a group once something was done there.
fn done((code, group): (&str, GroupId), what: &str) -> String {
    let code = code.to_lowercase();
    format!("/prior-learning/group/{code}/{}?done={what}", group.0)
}

/// Asks for the name of a new group.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    Ok(asking(&platform, &reader, &door, &Typed::default())
        .await?
        .into_response())
}

async fn asking(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    typed: &Typed,
) -> Result<Markup, PageError> {
    let found = prior_learning::map(platform, reader.actor(), &door.code).await?;
    let object = Object {
        provider: Some(found.provider.id),
        ..Object::default()
    };
    if reader.actor().may(Deed::ShareMap, object).is_err() {
        return Err(PageError::NotFound);
    }
    let heading = "Begin a group";
    let main = html! {
        p.caption { a href=(map_address(&found.provider)) { (map::TITLE) } }
        h1 { (heading) }
        (errors::summary(typed))
        p.lead { "Providers of a group agree once what stands for what. Each says which of its own components it means, and keeps its own local part: nothing from elsewhere stands for that." }
        form.form method="post" action=(groups_address(&found.provider)) {
            (form::once(platform.number()))
            (form::text(&Field::of(typed, "name", "What the group is called").hint("All who are asked to join read this.")))
            div.buttons { (form::button("Begin the group")) }
        }
    };
    let title = errors::title(typed, heading);
    Ok(shell::page(&frame(&title, &found.provider, reader), &main))
}

/// Begins a group.
pub(super) async fn begin(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (once, name) = (typed.once()?, typed.text("name").to_owned());
    let begun =
        prior_learning::begin_group(&platform, reader.actor(), once, &door.code, &name).await;
    match begun {
        Ok(id) => Ok(Redirect::to(&done((&door.code, id), "begun")).into_response()),
        Err(error) => {
            typed.fault("name", sentence(error)?);
            let page = asking(&platform, &reader, &door, &typed).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Shows a group.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let id = group_number(&group)?;
    let found = prior_learning::group(&platform, reader.actor(), &door.code, id).await?;
    let done = question
        .as_deref()
        .and_then(|all| all.strip_prefix("done="));
    Ok(shown::page(
        &platform,
        &found,
        (done, &Typed::default()),
        &reader,
    ))
}

/// Asks another provider to join.
pub(super) async fn ask_in(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    let (once, other) = (typed.once()?, typed.text("other").to_owned());
    let done = match other.as_str() {
        "" => Err(ActionError::Refused(domain::Refusal::PriorLearning(
            domain::prior_learning::Refusal::Missing("which provider you ask"),
        ))),
        other => prior_learning::ask_in(&platform, reader.actor(), once, of, other).await,
    };
    answered(&platform, &reader, (of, typed), ("other", "asked"), done).await
}

/// Joins, or says no.
pub(super) async fn answer(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    let (once, joins) = (typed.once()?, typed.text("step") == "join");
    prior_learning::answer_group(&platform, reader.actor(), once, of, joins).await?;
    let to = match joins {
        true => done(of, "joined"),
        false => format!("/prior-learning/map/{}?done=declined", of.0.to_lowercase()),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Leaves the group.
pub(super) async fn leave(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
    typed: Typed,
) -> Result<Redirect, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    prior_learning::leave_group(&platform, reader.actor(), typed.once()?, of).await?;
    let map = format!("/prior-learning/map/{}?done=left", of.0.to_lowercase());
    Ok(Redirect::to(&map))
}

/// Keeps what the provider means by the parts that all have in common.
pub(super) async fn mean(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    let once = typed.once()?;
    let found = prior_learning::group(&platform, reader.actor(), of.0, of.1).await?;
    let meant = meant(&found, &typed);
    let done = prior_learning::mean(&platform, reader.actor(), once, of, &meant).await;
    answered(&platform, &reader, (of, typed), ("part-0", "meant"), done).await
}

/// What was chosen for each part. A part whose name the provider has no component for, and for which
/// nothing was chosen, stays as it was named.
fn meant(found: &GroupShown, typed: &Typed) -> Vec<(String, Meaning)> {
    (0..found.parts.len())
        .map(|at| {
            let part = typed.text(&format!("code-{at}")).to_owned();
            let has_it = found.components.iter().any(|(code, _)| *code == part);
            let meaning = match typed.text(&format!("part-{at}")) {
                "" if has_it => Meaning::Nothing,
                "" => Meaning::AsNamed,
                code if code == part => Meaning::AsNamed,
                code => Meaning::Component(code.to_owned()),
            };
            (part, meaning)
        })
        .collect()
}

/// Goes by the group in place of what the provider agreed itself.
pub(super) async fn follow(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, group)): Path<(String, String)>,
    typed: Typed,
) -> Result<Redirect, PageError> {
    let of = (door.code.as_str(), group_number(&group)?);
    let which = (
        typed.text("institution"),
        typed.text("session"),
        typed.text("component"),
    );
    prior_learning::follow(&platform, reader.actor(), typed.once()?, of, which).await?;
    Ok(Redirect::to(&done(of, "followed")))
}

async fn answered(
    platform: &Platform,
    reader: &Reader,
    (of, mut typed): ((&str, GroupId), Typed),
    (field, what): (&str, &str),
    result: Result<(), ActionError>,
) -> Result<Response, PageError> {
    let Err(error) = result else {
        return Ok(Redirect::to(&done(of, what)).into_response());
    };
    typed.fault(field, sentence(error)?);
    let found = prior_learning::group(platform, reader.actor(), of.0, of.1).await?;
    let page = shown::page(platform, &found, (None, &typed), reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
