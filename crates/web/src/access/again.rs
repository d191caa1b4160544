//! Lets somebody sign in whose sign-in had ended when they sent a form, and goes on with what they typed.
//!
//! Owns `/sign-in/again`. It never sends on in one person's name what another had typed.

use actions::{
    Platform,
    access::{
        session,
        sign_in::{self, Landed, local},
    },
};
use axum::{
    extract::State,
    http::{StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::person::PersonId;
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    Visitor, cookie,
    kept::OURS,
    sign_in::{framed, why},
};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
    },
    person::sentence,
    reader::{AsksSignIn, Reader},
};

const TITLE: &str = "Sign in, and go on";

/// The fields of this page that go on with it from one step to the next.
const CARRIED: [&str; 3] = ["door-to", "door-whose", "door-why"];

/// Shows the page in the place of an answer, with everything that was typed.
pub(super) async fn instead(
    platform: &Platform,
    parts: &Parts,
    typed: Typed,
    (to, asks): (&str, AsksSignIn),
) -> Response {
    let secret = cookie::secret(&parts.headers, &platform.doors);
    let whose = match secret {
        Some(secret) => session::whose(platform, secret).await,
        None => Ok(None),
    };
    let whose = match whose {
        Ok(whose) => whose.map(|person| person.0.to_string()),
        Err(failed) => return PageError::from(failed).into_response(),
    };
    let typed = typed
        .with("door-to", to)
        .with("door-whose", whose.unwrap_or_default())
        .with("door-why", asks.why.unwrap_or_default());
    (StatusCode::FORBIDDEN, page(&typed)).into_response()
}

/// Sends a message, takes its code, or sees that somebody signed in beside; then goes on.
pub(super) async fn go_on(
    State(platform): State<Platform>,
    visitor: Visitor,
    reader: Result<Reader, Response>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    match typed.text("door-step") {
        "code" => {
            if typed.needs("door-code", "Type the six digits of the message.") {
                let device = visitor.device(typed.holds("door-shared", "yes"));
                let (handle, code) = (typed.text("door-handle"), typed.text("door-code"));
                match sign_in::type_code(&platform, handle, code, &device).await {
                    Ok(landed) => return land(&platform, &visitor, &typed, landed).await,
                    Err(error) => typed.fault("door-code", sentence(error)?),
                }
            }
        }
        "beside" => match reader {
            Ok(reader) => return Ok(on(&typed, reader.actor().person)),
            Err(_) => typed.fault(
                "door-email",
                "You are not signed in yet in this browser. Sign in here, or on the page that you opened beside.",
            ),
        },
        _ => {
            if typed.needs("door-email", "Type your work e-mail address.") {
                let email = typed.text("door-email");
                match sign_in::ask(&platform, email, None, None, &visitor.device).await {
                    Ok(asked) => {
                        let typed = typed.with("door-handle", asked.handle);
                        return Ok(page(&typed).into_response());
                    }
                    Err(error) => typed.fault("door-email", sentence(error)?),
                }
            }
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&typed)).into_response())
}

/// Gives the browser its session, and goes on.
async fn land(
    platform: &Platform,
    visitor: &Visitor,
    typed: &Typed,
    landed: Landed,
) -> Result<Response, PageError> {
    let Landed::In { opened, .. } = landed else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    if let Some(before) = &visitor.secret {
        session::sign_out(platform, before).await?;
    }
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie::keep(&opened, &platform.doors))]);
    Ok((cookies, on(typed, opened.person)).into_response())
}

/// Has the browser send the form again, if it is whose it was.
fn on(typed: &Typed, person: PersonId) -> Response {
    let whose = Uuid::try_parse(typed.text("door-whose")).ok();
    if whose.is_some_and(|whose| whose != person.0) {
        return (StatusCode::FORBIDDEN, others()).into_response();
    }
    let to = local(typed.text("door-to")).unwrap_or("/");
    Redirect::temporary(to).into_response()
}

fn others() -> Markup {
    let title = "This was somebody else’s";
    let main = html! {
        h1 { (title) }
        p.lead {
            "Somebody else was signed in here when this form was filled in. It was not sent, and \
             nothing was kept. You are signed in now."
        }
        p { a.target href="/" { "Go to your pages" } }
    };
    framed(title, &main)
}

fn page(typed: &Typed) -> Markup {
    let sent = !typed.text("door-handle").is_empty();
    let main = html! {
        h1 { (TITLE) }
        (errors::summary(typed))
        p.lead {
            "You were not signed in any more when this was sent. What you typed is kept on this page, \
             and goes on by itself as soon as you are in."
        }
        @if let Some(why) = why(typed.text("door-why")) {
            (notice::notice(Tone::Look, &html! { p { (why) } }))
        }
        form.form method="post" action="/sign-in/again" {
            (carried(typed))
            @if sent {
                input type="hidden" name="door-handle" value=(typed.text("door-handle"));
                p { "If we know " strong { (typed.text("door-email")) } ", a message with a code is on its way." }
                input type="hidden" name="door-email" value=(typed.text("door-email"));
                (form::digits(&Field::of(typed, "door-code", "Six digits")
                    .hint("Such as 123 456. Type them here: the link of the message opens another page.")
                    .autocomplete("one-time-code")
                    .wide(8)))
                (form::several(&Field::of(typed, "door-shared", "This device"), &[
                    Offer::of("yes", "Others use this computer too"),
                ]))
                div.buttons {
                    button.button type="submit" name="door-step" value="code" { "Sign in and go on" }
                }
            } @else {
                (form::email(&Field::of(typed, "door-email", "Your work e-mail address")
                    .hint("We send a six-digit code. There is no password.")
                    .autocomplete("username")))
                div.buttons {
                    button.button type="submit" name="door-step" value="send" { "Send me a code" }
                }
            }
        }
        details.choices {
            summary { "Sign in another way, or nothing arrives" }
            p {
                "Open " a href="/sign-in" target="_blank" rel="noopener" { "the sign-in page beside this one" }
                ", in a tab of its own, and sign in there. Then come back here:"
            }
            form method="post" action="/sign-in/again" {
                (carried(typed))
                button.button.is-quiet type="submit" name="door-step" value="beside" { "I am signed in: go on" }
            }
        }
    };
    framed(&errors::title(typed, TITLE), &main)
}

/// Everything that was typed, and where it goes.
fn carried(typed: &Typed) -> Markup {
    let is_ours = |name: &str| OURS.iter().any(|ours| name.starts_with(ours));
    html! {
        @for (name, value) in typed.pairs() {
            @if !is_ours(name) || CARRIED.contains(&name) {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}
