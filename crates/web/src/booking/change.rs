//! Moves a session, calls it off, or changes its places.
//!
//! Owns `/booking/{session}/change`. It never takes a place from anybody.

use actions::{
    ActionError, Platform,
    booking::{
        list::{self, Shown},
        offer::{self, Change},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{booking::SessionId, calendar::uk_hour};
use maud::{Markup, html};
use uuid::Uuid;

use super::{framed, office::hours, one};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
        words,
    },
    reader::Reader,
};

/// Shows how a session can be changed, and whom that touches.
pub async fn ways(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<Uuid>,
) -> Result<Markup, PageError> {
    let found = list::session(&platform, reader.actor(), SessionId(id)).await?;
    if !found.may_change {
        return Err(PageError::NotFound);
    }
    let session = &found.session;
    let typed = Typed::default()
        .with_date("held_on", Some(session.held_on))
        .with("from", uk_hour(session.starts_at))
        .with("until", uk_hour(session.ends_at))
        .with("capacity", session.capacity)
        .with("place", &session.place)
        .with("link", &session.link);
    Ok(change_page(&platform, &reader, &found, &typed))
}

/// Changes it.
pub async fn change(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<Uuid>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let session = SessionId(id);
    let seen: i64 = typed
        .text("seen")
        .parse()
        .map_err(|_| PageError::NotFound)?;
    let asked = match typed.text("do") {
        "move" => {
            let held_on = typed.date("held_on");
            let hours = hours(&mut typed);
            held_on.zip(hours).map(|(held_on, hours)| Change::Moved {
                held_on,
                hours,
                reason: typed.text("reason").to_owned(),
            })
        }
        "cancel" => Some(Change::Cancelled {
            reason: typed.text("reason").to_owned(),
        }),
        "places" => match typed.text("capacity").trim().parse() {
            Ok(places) => Some(Change::Capacity(places)),
            Err(_) => {
                typed.fault("capacity", "Give the number of places in digits.");
                None
            }
        },
        "place" => Some(Change::Place {
            place: typed.text("place").to_owned(),
            link: typed.text("link").to_owned(),
        }),
        _ => return Err(PageError::NotFound),
    };
    if let Some(asked) = asked {
        match offer::change(&platform, reader.actor(), once, session, seen, &asked).await {
            Ok(_) => return Ok(Redirect::to(&one::address(session)).into_response()),
            Err(ActionError::Refused(refusal)) => typed.fault("do", refusal.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    let found = list::session(&platform, reader.actor(), session).await?;
    let page = change_page(&platform, &reader, &found, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn change_page(platform: &Platform, reader: &Reader, found: &Shown, typed: &Typed) -> Markup {
    let session = &found.session;
    let here = format!("{}/change", one::address(session.id));
    let touched = found.holders.as_ref().map_or(0, |all| {
        all.iter()
            .filter(|holder| holder.booking.state.takes_a_place())
            .count()
    });
    let head = |what: &str| {
        html! {
            (form::once(platform.number()))
            input type="hidden" name="seen" value=(session.version);
            input type="hidden" name="do" value=(what);
        }
    };
    let main = html! {
        p.caption { a href=(one::address(session.id)) { (session.title) } }
        h1 { "Change this session" }
        (errors::summary(typed))
        p.lead {
            "It is on " (words::day(session.held_on)) ", " (uk_hour(session.starts_at)) " to " (uk_hour(session.ends_at)) ". "
            (words::counted(touched, "person has a place", "people have a place")) ". Whoever has one is told at once and chooses again when it is moved or called off."
        }
        h2 { "Move it" }
        form.form method="post" action=(here) {
            (head("move"))
            (form::date(&Field::of(typed, "held_on", "Day")))
            (form::text(&Field::of(typed, "from", "Starts at")))
            (form::text(&Field::of(typed, "until", "Ends at")))
            (form::text(&Field::of(typed, "reason", "Why").hint("Everyone reads it who has a place.")))
            div.buttons { (form::button("Move it and tell them")) }
        }
        h2 { "Places" }
        form.form method="post" action=(here) {
            (head("places"))
            (form::digits(&Field::of(typed, "capacity", "Number of places")))
            div.buttons { (form::button("Keep this number")) }
        }
        h2 { "Where it is" }
        form.form method="post" action=(here) {
            (head("place"))
            (form::text(&Field::of(typed, "place", "Place")))
            (form::text(&Field::of(typed, "link", "Link")))
            div.buttons { (form::button("Keep this place")) }
        }
        h2 { "Call it off" }
        form.form method="post" action=(here) {
            (head("cancel"))
            @let blank = Typed::default();
            (form::text(&Field::of(if typed.text("do") == "cancel" { typed } else { &blank }, "reason", "Why it is called off").hint("Everyone reads it who has a place.")))
            div.buttons { (form::button("Call it off and tell them")) }
        }
    };
    framed(
        reader,
        &found.provider,
        &errors::title(typed, "Change this session"),
        &main,
    )
}
