//! Asks for the day on which the provider confirmed its suitability checks, and keeps it.
//!
//! Owns that form. It never asks what the checks say.

use actions::{
    Platform,
    placement::{Detail, confirm_gate},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{Date, placement::Gate};
use maud::{Markup, html};

use super::{
    one,
    routes::{MEANWHILE, again, done, refuse, whose},
};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        difference::{self, Difference},
        errors,
        form::{self, Field, Typed},
        words,
    },
    reader::Reader,
};

const HEADING: &str = "Confirm the start gate";

/// Shows the form.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let detail = whose(&platform, &reader, &door, &placement, |may| may.confirm).await?;
    let on = match detail.row.placement.gate {
        Gate::Open => detail.day,
        Gate::Confirmed { on, .. } => on,
    };
    let typed = Typed::default().with_date("on", Some(on));
    Ok(page(&platform, &detail, &reader, &typed, false).into_response())
}

/// Keeps the day.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let on = typed.date("on");
    if on.is_none() {
        typed.fault("on", "Give the day on which the provider confirmed.");
    }
    kept(&platform, &reader, &door, &placement, (typed, on, "gate")).await
}

/// Takes the confirmation back.
pub async fn open(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, PageError> {
    kept(&platform, &reader, &door, &placement, (typed, None, "open")).await
}

async fn kept(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    placement: &str,
    (mut typed, on, what): (Typed, Option<Date>, &str),
) -> Result<Response, PageError> {
    let detail = whose(platform, reader, door, placement, |may| may.confirm).await?;
    let once = typed.once()?;
    let mut quicker = false;
    if typed.is_sound() {
        let seen = typed.text("seen").to_owned();
        let id = detail.row.placement.id;
        match confirm_gate(platform, reader.actor(), id, on, &seen, once).await {
            Ok(()) => return Ok(done(&detail, &typed, what)),
            Err(error) => quicker = refuse(&mut typed, error)?,
        }
    }
    let detail = whose(platform, reader, door, placement, |may| may.confirm).await?;
    Ok(again(page(platform, &detail, reader, &typed, quicker)))
}

fn page(
    platform: &Platform,
    detail: &Detail,
    reader: &Reader,
    typed: &Typed,
    quicker: bool,
) -> Markup {
    let back = super::page(&detail.provider, &detail.row);
    let confirmed = match detail.row.placement.gate {
        Gate::Open => None,
        Gate::Confirmed { on, .. } => Some(on),
    };
    let told = |day: Option<Date>| day.map(words::told).unwrap_or_default();
    let fields = [Difference::of(
        "Confirmed on",
        told(confirmed),
        told(typed.clone().date("on")),
    )];
    let main = html! {
        h1 { (HEADING) }
        (errors::summary(typed))
        @if quicker { (difference::difference(MEANWHILE, &difference::since(&fields, typed))) }
        p.lead { "Record that the suitability checks of " (detail.row.student.name()) " are confirmed in writing. \
                  Only yes and the day are kept: the content stays with you." }
        form.form method="post" action={ (back) "/gate" } {
            (form::once(platform.number()))
            (difference::shown(&detail.seen, &fields, typed, quicker))
            (form::date(&Field::of(typed, "on", "Confirmed on")))
            div.buttons { (form::button("Confirm")) a.target href=(back) { "Leave it as it is" } }
        }
        @if let Some(on) = confirmed {
            h2 { "Take it back" }
            p { "It is confirmed on " (words::day(on)) "." }
            form.form method="post" action={ (back) "/gate/open" } {
                (form::once(platform.number()))
                (difference::shown(&detail.seen, &fields, typed, quicker))
                div.buttons { (form::step("Open the gate again", "open")) }
            }
        }
    };
    one::form_page(detail, reader, &errors::title(typed, HEADING), &main)
}
