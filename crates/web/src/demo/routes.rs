//! Answers the demo's own addresses, and remembers whose place was taken.
//!
//! Owns the demo's cookie. It never lets anyone step into a place that the front page does not list.

use std::convert::Infallible;

use actions::{
    Platform,
    demo::{Cast, Part},
};
use axum::{
    Extension, Form, Router,
    extract::{
        FromRequestParts, Query, State,
        rejection::{FormRejection, QueryRejection},
    },
    http::{StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::person::PersonId;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Demo,
    clock::Moved,
    mail,
    pages::{self, Asked},
};
use crate::{access::cookie, error::PageError, parts::places, style};

const COOKIE: &str = "alongside_demo";

/// The routes of the demo, around what whoever runs it hands over.
pub fn routes(demo: Demo) -> Router<Platform> {
    Router::new()
        .route("/", get(front))
        .route("/demo/step-in", post(step_in))
        .route("/demo/clock", post(move_clock))
        .route("/demo/mail", get(mail::show))
        .route("/demo/mail/{message}", get(mail::one))
        .layer(Extension(demo))
        .merge(style::routes())
}

/// The person whose place the reader has taken, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stepped(pub Option<PersonId>);

impl<S: Sync> FromRequestParts<S> for Stepped {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Stepped, Infallible> {
        let mut named = cookie::values(&parts.headers, COOKIE);
        Ok(Stepped(
            named
                .find_map(|value| Uuid::try_parse(value).ok())
                .map(PersonId),
        ))
    }
}

#[derive(Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    back: String,
}

async fn front(
    State(platform): State<Platform>,
    Extension(demo): Extension<Demo>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Markup, PageError> {
    let wanted = wanted.map_or_else(|_| Wanted::default(), |Query(wanted)| wanted);
    let asked = Asked {
        wanted: &wanted.q,
        back: &wanted.back,
        ..Asked::default()
    };
    answer(&platform, &demo, &asked).await
}

async fn answer(platform: &Platform, demo: &Demo, asked: &Asked<'_>) -> Result<Markup, PageError> {
    let casts = actions::demo::casts(platform).await?;
    Ok(pages::front(&casts, platform.today(), demo, asked))
}

/// Somebody's place: as one word of the front page's buttons, or told by person and provider.
#[derive(Default, Deserialize)]
struct Chosen {
    #[serde(default)]
    part: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    provider: String,
}

async fn step_in(
    State(platform): State<Platform>,
    Extension(demo): Extension<Demo>,
    chosen: Result<Form<Chosen>, FormRejection>,
) -> Result<Response, PageError> {
    let chosen = chosen.map_or_else(|_| Chosen::default(), |Form(chosen)| chosen);
    let casts = actions::demo::casts(&platform).await?;
    let Some((person, home)) = chosen.found(&casts) else {
        let problem = "That person has no place in this demo today. Press a name below.";
        let asked = Asked {
            problem: Some(problem),
            ..Asked::default()
        };
        let page = answer(&platform, &demo, &asked).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let stepped = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax", person.0);
    let cookies = AppendHeaders([
        (header::SET_COOKIE, stepped),
        (header::SET_COOKIE, cookie::drop(&platform.doors)),
    ]);
    Ok((cookies, Redirect::to(&home)).into_response())
}

impl Chosen {
    /// The person, and where the seat is at home.
    fn found(&self, casts: &[Cast]) -> Option<(PersonId, String)> {
        let mut words = self.part.split(' ');
        let part = [words.next(), words.next(), words.next()];
        let (person, seat, provider) = match part {
            [Some(person), Some(seat), Some(provider)] => (person, Some(seat), provider),
            _ => (self.person.as_str(), None, self.provider.as_str()),
        };
        let person = PersonId(Uuid::try_parse(person).ok()?);
        let fits = |part: &&Part| {
            part.person.id == person
                && seat.is_none_or(|seat| pages::seat_word(part.seat.kind) == seat)
        };
        let theirs = casts
            .iter()
            .flat_map(|cast| cast.parts.iter().map(move |part| (cast, part)))
            .filter(|(_, part)| fits(part));
        let (cast, part) = theirs
            .clone()
            .find(|(cast, _)| cast.provider.code == provider)
            .or_else(|| theirs.clone().next())?;
        Some((person, places::home_with(&part.seat, &cast.provider)?))
    }
}

/// Moves the clock, lets the waiting lists move on, and leads back to the page unless the reader has no seat on that day.
async fn move_clock(
    State(platform): State<Platform>,
    Extension(demo): Extension<Demo>,
    Stepped(person): Stepped,
    moved: Result<Form<Moved>, FormRejection>,
) -> Result<Response, PageError> {
    let moved = moved.map_or_else(|_| Moved::default(), |Form(moved)| moved);
    match moved.wanted() {
        Ok(day) => {
            (demo.wind)(day);
            actions::booking::place::settle_all(&platform).await?;
            let seated = match person {
                Some(person) => actions::access::reader(&platform, person)
                    .await
                    .is_ok_and(|reader| !reader.seats.is_empty()),
                None => false,
            };
            let back = if seated { moved.back() } else { "/" };
            Ok(Redirect::to(back).into_response())
        }
        Err(problem) => {
            let asked = Asked {
                moved: Some((&moved, &problem)),
                problem: Some(&problem),
                ..Asked::default()
            };
            let page = answer(&platform, &demo, &asked).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
