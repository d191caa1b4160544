//! Asks somebody who they are when they first come in.
//!
//! Owns the page `/access/who`. It never insists on a number.

use actions::{
    Platform,
    access::{
        own::{Own, Told, own, tell_who_i_am},
        sign_in::local,
    },
};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::partnership::SchoolPhase;
use maud::{Markup, html};
use serde::Deserialize;

use super::own::framed;
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        words,
    },
    person::sentence,
    reader::Reader,
};

#[derive(Default, Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    to: String,
}

/// Shows the form.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Response, PageError> {
    let wish = wish.map_or_else(|_| Wish::default(), |Query(wish)| wish);
    let person = reader.actor().person;
    let known = own(&platform, reader.actor(), person).await?;
    let (subject, phase) = known.teaches.clone().unwrap_or_default();
    let typed = Typed::default()
        .with("to", local(&wish.to).unwrap_or("/"))
        .with("first_name", &known.person.first_name)
        .with("last_name", &known.person.last_name)
        .with("subject", subject.unwrap_or_default().replace('-', " "))
        .with("school_phase", phase.map_or("", SchoolPhase::code));
    Ok(page(&platform, &reader, &known, &typed).into_response())
}

/// Keeps what was typed, and leads on to the task.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let person = reader.actor().person;
    let once = typed.once()?;
    let told = told(&mut typed);
    if typed.is_sound() {
        match tell_who_i_am(&platform, reader.actor(), person, once, &told).await {
            Ok(()) => {
                let to = local(typed.text("to")).unwrap_or("/");
                return Ok(Redirect::to(to).into_response());
            }
            Err(error) => typed.fault("trn", sentence(error)?),
        }
    }
    let known = own(&platform, reader.actor(), person).await?;
    let page = page(&platform, &reader, &known, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn told(typed: &mut Typed) -> Told {
    typed.needs(
        "first_name",
        "Give your first name, as on your teaching record.",
    );
    typed.needs(
        "last_name",
        "Give your last name, as on your teaching record.",
    );
    let trn = match typed.text("trn") {
        "" => None,
        written => {
            let read = written.parse().ok();
            if read.is_none() {
                typed.fault(
                    "trn",
                    "A TRN has seven digits, zeros in front included. You can leave it blank for now.",
                );
            }
            read
        }
    };
    Told {
        first_name: typed.text("first_name").to_owned(),
        last_name: typed.text("last_name").to_owned(),
        trn,
        subject: typed.text("subject").to_owned(),
        school_phase: SchoolPhase::read(typed.text("school_phase")),
    }
}

fn page(platform: &Platform, reader: &Reader, known: &Own, typed: &Typed) -> Markup {
    let phases: Vec<Offer> = SchoolPhase::ALL
        .iter()
        .map(|(phase, code)| Offer::of(*code, words::school_phase(*phase)))
        .collect();
    let main = html! {
        h1 { "Who you are" }
        (errors::summary(typed))
        p.lead { "Once, so that your hours and your passport bear the right name." }
        form.form method="post" action="/access/who" {
            (form::once(platform.number()))
            input type="hidden" name="to" value=(typed.text("to"));
            (form::text(&Field::of(typed, "first_name", "First name").hint("As on your teaching record.").autocomplete("given-name")))
            (form::text(&Field::of(typed, "last_name", "Last name").autocomplete("family-name")))
            @if known.teaches.is_some() {
                (form::text(&Field::of(typed, "subject", "Subject that you teach").hint("Leave it blank if you teach a whole class.")))
                (form::select(&Field::of(typed, "school_phase", "Whom you teach"), Some("Choose if you like"), &phases))
            }
            @match known.person.trn {
                Some(_) => p { "We have your teacher reference number (TRN) already." }
                None => (form::digits(&Field::of(typed, "trn", "Teacher reference number (TRN)")
                    .hint("Seven digits, if you have it at hand. It is needed only before your school claims hours; you can add it later.")
                    .wide(7)))
            }
            div.buttons { (form::button("Go on")) }
        }
    };
    framed(reader, &errors::title(typed, "Who you are"), &main)
}
