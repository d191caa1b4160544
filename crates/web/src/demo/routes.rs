//! Answers the demo's own addresses, and remembers whose place was taken.
//!
//! Owns the demo's cookie. It never lets anyone step into a place that the front page does not list.

use std::convert::Infallible;

use actions::{Platform, standing::DemoPartnership};
use axum::{
    Form, Router,
    extract::{FromRequestParts, State, rejection::FormRejection},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::person::PersonId;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

use super::pages;
use crate::{error::PageError, standing, style};

const COOKIE: &str = "alongside_demo";

/// The routes of the demo.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/", get(front))
        .route("/demo/step-in", post(step_in))
        .route("/style", get(parts))
}

/// The person whose place the reader has taken, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stepped(pub Option<PersonId>);

impl<S: Sync> FromRequestParts<S> for Stepped {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Stepped, Infallible> {
        let cookies = parts.headers.get_all(header::COOKIE).iter();
        Ok(Stepped(
            cookies
                .filter_map(|line| line.to_str().ok())
                .flat_map(|line| line.split(';'))
                .filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
                .find_map(|value| Uuid::try_parse(value).ok())
                .map(PersonId),
        ))
    }
}

async fn front(State(platform): State<Platform>) -> Result<Markup, PageError> {
    let partnerships = actions::standing::demo_people(&platform).await?;
    Ok(pages::front(&partnerships, platform.today(), None))
}

#[derive(Deserialize)]
struct Chosen {
    person: String,
    #[serde(default)]
    provider: String,
}

async fn step_in(
    State(platform): State<Platform>,
    chosen: Result<Form<Chosen>, FormRejection>,
) -> Result<Response, PageError> {
    let partnerships = actions::standing::demo_people(&platform).await?;
    let (wanted, provider) = match chosen {
        Ok(Form(chosen)) => (Uuid::try_parse(&chosen.person).ok(), chosen.provider),
        Err(_) => (None, String::new()),
    };
    let listed = |partnership: &&DemoPartnership| {
        let mut mentors = partnership.mentors.iter();
        mentors.any(|mentor| Some(mentor.id.0) == wanted)
    };
    let Some(person) = wanted.filter(|_| partnerships.iter().any(|one| listed(&one))) else {
        let problem = "That person is not in this demo. Press a name below to step into a place.";
        let page = pages::front(&partnerships, platform.today(), Some(problem));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let address = partnerships
        .iter()
        .filter(listed)
        .find(|partnership| partnership.provider.code == provider)
        .map_or_else(
            || "/standing".to_owned(),
            |partnership| standing::pages::address(&partnership.provider),
        );
    let cookie = format!("{COOKIE}={person}; Path=/; HttpOnly; SameSite=Lax");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&address)).into_response())
}

async fn parts(State(platform): State<Platform>) -> Markup {
    style::page(platform.today())
}
