//! Offers sessions.
//!
//! Owns what stands below `/booking/offer`. It never books for anybody.

use actions::{
    ActionError, Platform,
    booking::offer::{self, Offered},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Date,
    access::{Deed, Object},
    partnership::{Provider, ProviderId},
    programme::Component,
};
use maud::{Markup, html};

use super::{
    fields::{
        audience, audience_fields, host_fields, hours, kept, kept_fields, listed, word_fields,
    },
    framed, one,
};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
    },
    reader::Reader,
};

/// Whether the reader may offer sessions of a provider.
pub(super) fn may_offer(reader: &Reader, provider: ProviderId) -> bool {
    let object = Object {
        provider: Some(provider),
        ..Object::default()
    };
    reader.actor().may(Deed::OfferSession, object).is_ok()
}

/// Shows the form of a new session.
pub async fn new(
    State(platform): State<Platform>,
    reader: Reader,
    Path(code): Path<String>,
) -> Result<Markup, PageError> {
    let (provider, all) = offer::components(&platform, reader.actor(), &code).await?;
    Ok(form_of(
        &platform,
        &reader,
        &provider,
        &all,
        &Typed::default(),
    ))
}

/// Offers what was typed.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    Path(code): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let kept = kept(&platform, &reader, &code, &mut typed).await?;
    if let Some(mut new) = offered(&mut typed) {
        new.kept = kept;
        match offer::offer(&platform, reader.actor(), once, &code, &new).await {
            Ok(session) => {
                return Ok(Redirect::to(&one::address(session)).into_response());
            }
            Err(ActionError::Refused(refusal)) => typed.fault("component", refusal.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    let (provider, all) = offer::components(&platform, reader.actor(), &code).await?;
    let page = form_of(&platform, &reader, &provider, &all, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn offered(typed: &mut Typed) -> Option<Offered> {
    typed.needs("component", "Choose what it trains.");
    let held_on = typed.date("held_on");
    if held_on.is_none() && typed.fault_of("held_on").is_none() {
        typed.fault("held_on", "Give the day.");
    }
    let also_on = also_on(typed);
    let hours = hours(typed);
    let minutes = typed.minutes("minutes");
    if minutes.is_none() && typed.fault_of("minutes").is_none() {
        typed.fault("minutes", "Give how long the training is, without breaks.");
    }
    let capacity = typed.text("capacity").trim().parse::<i64>().ok();
    if capacity.is_none() {
        typed.fault("capacity", "Give the number of places in digits.");
    }
    if typed.text("place").trim().is_empty() && typed.text("link").trim().is_empty() {
        typed.fault(
            "place",
            "Give the place, or the link by which it is joined.",
        );
    }
    if !typed.is_sound() {
        return None;
    }
    let text = |name: &str| typed.text(name).to_owned();
    Some(Offered {
        component: text("component"),
        title: text("title"),
        about: text("about"),
        materials: text("materials"),
        minutes: minutes?,
        held_on: held_on?,
        also_on: also_on
            .into_iter()
            .filter(|day| Some(*day) != held_on)
            .collect(),
        hours: hours?,
        place: text("place"),
        link: text("link"),
        host: text("host"),
        capacity: capacity?,
        series: text("series"),
        audience: audience(typed),
        shared_with: listed(typed, "shared"),
        co_hosts: listed(typed, "co_hosts"),
        kept: Vec::new(),
    })
}

/// The further days, and what is wrong with them.
fn also_on(typed: &mut Typed) -> Vec<Date> {
    offer::days(typed.text("also_on")).unwrap_or_else(|sentence| {
        typed.fault("also_on", sentence);
        Vec::new()
    })
}

fn form_of(
    platform: &Platform,
    reader: &Reader,
    provider: &Provider,
    all: &[Component],
    typed: &Typed,
) -> Markup {
    let offers: Vec<Offer> = all
        .iter()
        .map(|component| Offer::of(component.code.clone(), component.title.clone()))
        .collect();
    let main = html! {
        p.caption { (provider.name) }
        h1 { "Offer a session" }
        (errors::summary(typed))
        form.form method="post" action={ (super::list::ADDRESS) "/offer/" (provider.code.to_lowercase()) } {
            (form::once(platform.number()))
            (form::select(&Field::of(typed, "component", "What it trains"), Some("Choose"), &offers))
            (form::text(&Field::of(typed, "title", "Its title").hint("Blank for the component’s own.")))
            (form::date(&Field::of(typed, "held_on", "Day")))
            (form::words(&Field::of(typed, "also_on", "Also on").hint("If it is held several times: the other days, each on a line, such as 4 December 2025. People book each for itself."), 3))
            (form::text(&Field::of(typed, "from", "Starts at").hint("UK time, such as 16:30 or 4:30pm.")))
            (form::text(&Field::of(typed, "until", "Ends at")))
            (form::minutes(&Field::of(typed, "minutes", "Training, without breaks")))
            (form::text(&Field::of(typed, "place", "Place").hint("Blank where it is online.")))
            (form::text(&Field::of(typed, "link", "Link").hint("Only those with a place see it.")))
            (form::digits(&Field::of(typed, "capacity", "Places")))
            (host_fields(typed, Some("Blank if you hold it yourself.")))
            h2 { "Meant for" }
            p.hint { "What you leave blank leaves nobody out. Whoever does not fit is asked to talk to you; you can book them all the same." }
            (audience_fields(typed))
            h2 { "Places kept for some" }
            details.choices {
                summary.target { "Keep places for a provider or a school" }
                (kept_fields(typed))
            }
            h2 { "More" }
            (form::text(&Field::of(typed, "shared", "Shared with").hint("Codes of other providers, such as L51.")))
            (word_fields(typed))
            div.buttons { (form::button("Offer it")) }
        }
    };
    framed(
        reader,
        provider,
        &errors::title(typed, "Offer a session"),
        &main,
    )
}
