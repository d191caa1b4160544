//! Prints a code by which a colleague signs in once.
//!
//! Owns the page `/access/print/{provider}/{school}/{person}`. It never shows a code twice.

use actions::{
    Platform,
    access::printed::{Printed, print},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    calendar::moment,
    partnership::{Provider, Urn},
    person::PersonId,
};
use maud::{Markup, html};

use super::own::framed;
use crate::{
    door::Door,
    error::PageError,
    parts::{form, qr},
    person::{number, sentence},
    reader::Reader,
};

type Whom = Path<(String, String, String)>;

/// The address of the page for a colleague.
#[must_use]
pub fn address(provider: &Provider, school: Urn, person: PersonId) -> String {
    let code = provider.code.to_lowercase();
    format!("/access/print/{code}/{school}/{}", person.0)
}

fn whom((_, school, person): &(String, String, String)) -> Result<(Urn, PersonId), PageError> {
    let school = school.parse().map_err(|_| PageError::NotFound)?;
    Ok((Urn(school), number(person)?))
}

/// Asks before anything is printed.
pub(super) async fn ask(
    reader: Reader,
    door: Door,
    Path(path): Whom,
) -> Result<Response, PageError> {
    whom(&path)?;
    let main = html! {
        h1 { "Print a sign-in code" }
        p.lead {
            "For a colleague whose messages do not arrive. They point the camera of a phone at it, and \
             are signed in once."
        }
        ul {
            li { "Hand it to them and to nobody else: whoever has it signs in as them." }
            li { "It lasts a school day, and works once. A new one takes the place of an older." }
            li { "They are told by e-mail that you printed it, and it is noted." }
        }
        form.form method="post" action=(door.path) { div.buttons { (form::button("Print a code")) } }
    };
    Ok(framed(&reader, "Print a sign-in code", &main).into_response())
}

/// Prints one.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path(path): Whom,
) -> Result<Response, PageError> {
    let (school, person) = whom(&path)?;
    match print(&platform, reader.actor(), (&door.code, school), person).await {
        Ok(printed) => Ok(page(&reader, &printed).into_response()),
        Err(error) => {
            let main = html! {
                h1 { "Print a sign-in code" }
                p.lead { (sentence(error)?) }
            };
            let page = framed(&reader, "Print a sign-in code", &main);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(reader: &Reader, printed: &Printed) -> Markup {
    let main = html! {
        h1 { "Sign in, " (printed.name) }
        p.lead { "Point the camera of your phone at this, open the page, and press the button there." }
        (qr::qr(&printed.address, &format!("The sign-in code of {}", printed.name)))
        p { "Or type this address:" }
        p.qr-address { (printed.address) }
        p.quiet { "It works once, until " (moment(printed.ends_at)) "." }
    };
    framed(reader, &format!("Sign in, {}", printed.name), &main)
}
