//! Shows what closing a register grants, closes it, and opens it again.
//!
//! Owns `/booking/{session}/register/close`. It never closes on the first press.

use actions::{
    ActionError, Platform,
    booking::register::{Grid, Weighed, close, grid, reopen as open_again, weigh},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::Minutes;
use maud::{Markup, html};

use super::{framed, session, when};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        words,
    },
    reader::Reader,
};

/// Asks for how long it was held, with what that grants.
pub async fn ask(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
) -> Result<Response, PageError> {
    let found = grid(&platform, reader.actor(), session(&word)?).await?;
    let mut typed = Typed::default().with_minutes("held", found.session.minutes);
    let weighed = weighed(
        &platform,
        &reader,
        &found,
        found.session.minutes,
        &mut typed,
    )
    .await?;
    Ok(page(&platform, &reader, &found, &typed, weighed.as_ref()).into_response())
}

async fn weighed(
    platform: &Platform,
    reader: &Reader,
    found: &Grid,
    held: Minutes,
    typed: &mut Typed,
) -> Result<Option<Weighed>, PageError> {
    match weigh(platform, reader.actor(), found.session.id, held).await {
        Ok(weighed) => Ok(Some(weighed)),
        Err(ActionError::Refused(refusal)) => {
            typed.fault("held", refusal.to_string());
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Closes it, or shows the form again with what is wrong.
pub async fn keep(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let once = typed.once()?;
    let held = typed.minutes("held").unwrap_or(Minutes::ZERO);
    if typed.is_sound() {
        match close(&platform, reader.actor(), once, id, held).await {
            Ok(_) => {
                let to = format!("/booking/{word}/register?done=closed");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(ActionError::Refused(refusal)) => typed.fault("held", refusal.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    let found = grid(&platform, reader.actor(), id).await?;
    let page = page(&platform, &reader, &found, &typed, None);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Opens it again.
pub async fn reopen(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let (once, reason) = (typed.once()?, typed.text("reason"));
    open_again(&platform, reader.actor(), once, id, reason).await?;
    Ok(Redirect::to(&format!("/booking/{word}/register?done=reopened")).into_response())
}

fn page(
    platform: &Platform,
    reader: &Reader,
    found: &Grid,
    typed: &Typed,
    weighed: Option<&Weighed>,
) -> Markup {
    let back = format!("/booking/{}/register", found.session.id.0);
    let unmarked: Vec<String> = found
        .rows
        .iter()
        .filter(|row| row.noted.is_none())
        .map(|row| row.person.name())
        .collect();
    let main = html! {
        p.caption { a href=(back) { "Register: " (found.session.title) } }
        h1 { "Close the register" }
        p.lead { (when(&found.session)) }
        (errors::summary(typed))
        @if let Some(weighed) = weighed {
            p {
                "As offered, " strong { (words::counted(weighed.people, "person", "people")) } " would be granted "
                strong { (words::amount(weighed.minutes)) } " altogether. Whoever was there for a part is granted that part."
            }
        }
        @if !unmarked.is_empty() {
            (notice::notice(Tone::Look, &html! {
                p { (words::counted(unmarked.len(), "person has", "people have")) " no mark. Closing counts them as absent, and they are offered another session." }
                p { (unmarked.iter().take(12).cloned().collect::<Vec<_>>().join(", ")) @if unmarked.len() > 12 { " and others" } }
                p { a.target href={ (back) "?show=unmarked" } { "Mark them first" } }
            }))
        }
        form.form method="post" action={ (back) "/close" } {
            (form::once(platform.number()))
            (form::minutes(&Field::of(typed, "held", "For how long it was held")
                .hint("As held, breaks left out, not as advertised. You vouch for it by your name.")))
            div.buttons { (form::button("Close it and grant the minutes")) a.target href=(back) { "Not yet" } }
        }
    };
    let title = errors::title(typed, "Close the register");
    framed(reader, &found.provider, &title, &main)
}
