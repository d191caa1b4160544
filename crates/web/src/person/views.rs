//! Keeps the address of a list under a name of the reader's own, and drops it.
//!
//! Owns the form beneath a list. It never keeps what the list shows: only what it asks.

use actions::{Platform, person::View};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::routes::sentence;
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        form::{self, Field, Typed},
    },
    reader::Reader,
};

/// Draws the form that keeps what is asked now, or drops the view that asks it.
pub fn section(of: &Address, kept: &[View], key: Uuid) -> Markup {
    let question = of.question();
    let own = kept.iter().find(|view| view.question == question);
    let typed = Typed::default();
    html! {
        @if let Some(view) = own {
            form.form method="post" action={ (of.path()) "/view/drop" } {
                (form::once(key))
                input type="hidden" name="view" value=(view.id);
                button.button.is-quiet type="submit" { "Drop the view “" (view.name) "”" }
            }
        } @else if !question.is_empty() {
            details.choices {
                summary { "Keep this view" }
                form.form method="post" action={ (of.path()) "/view" } {
                    (form::once(key))
                    input type="hidden" name="question" value=(question);
                    (form::text(&Field::of(&typed, "name", "Name of the view")
                        .hint("Only you see it, among the tabs above.")
                        .wide(30)))
                    (form::button("Keep it"))
                }
            }
        }
    }
}

/// Keeps a view.
pub async fn save(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    typed: Typed,
) -> Result<Response, PageError> {
    let place = (door.code.as_str(), "person");
    let question = Address::of(door.of("person")).asking(typed.text("question"));
    let kept = actions::person::save_view(
        &platform,
        reader.actor(),
        typed.once()?,
        place,
        typed.text("name"),
        &question.question(),
    )
    .await;
    match kept {
        Ok(()) => Ok(Redirect::to(&question.to_string()).into_response()),
        Err(error) => Err(PageError::Refused(sentence(error)?)),
    }
}

/// Drops a view.
pub async fn drop(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    typed: Typed,
) -> Result<Response, PageError> {
    let view = typed.number("view").ok_or(PageError::NotFound)?;
    let once = typed.once()?;
    actions::person::drop_view(&platform, reader.actor(), once, &door.code, view).await?;
    Ok(Redirect::to(&door.of("person")).into_response())
}
