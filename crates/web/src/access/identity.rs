//! Leads to a school's or a university's own sign-in and back, and shows which are linked.
//!
//! Owns `/access/identity` and what is beneath it. It never says more than the issuer vouched for.

use actions::{
    ActionError, Platform,
    access::identity::{self, Came, Issuers, Landed},
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::{Refusal, access::identity::Link, calendar::moment};
use maud::{Markup, html};

use super::{Visitor, cookie, own::framed as own_page, sign_in::framed};
use crate::{
    error::PageError,
    parts::{
        address::Address,
        empty,
        form::{self, Typed},
        notice::{self, Tone},
        summary::{self, Answer},
    },
    reader::Reader,
};

/// Where one's own links stand.
const ADDRESS: &str = "/access/identity";

type Known = Option<Extension<Issuers>>;
type Asking = Query<Vec<(String, String)>>;

fn known(issuers: Known) -> Issuers {
    issuers
        .map(|Extension(issuers)| issuers)
        .unwrap_or_default()
}

/// The ways to sign in elsewhere, beneath the form for an address.
pub(super) fn ways(issuers: &Issuers, to: &str) -> Markup {
    html! {
        @if !issuers.all().is_empty() {
            h2 { "Or sign in where you work or study" }
            ul.plain {
                @for issuer in issuers.all() {
                    li.plain-line { a.target href=(Address::of(format!("{ADDRESS}/{}", issuer.name)).with("to", to)) { (issuer.label) } }
                }
            }
        }
    }
}

/// Sends the reader to an issuer: to sign in, or to link the two.
pub(super) async fn begin(
    State(platform): State<Platform>,
    issuers: Known,
    Path(name): Path<String>,
    Query(asked): Asking,
    headers: HeaderMap,
    visitor: Visitor,
    reader: Result<Reader, Response>,
) -> Result<Response, PageError> {
    let asked = Typed::of(asked);
    let linking = asked.holds("link", "yes");
    let from = headers.get("sec-fetch-site");
    if linking && from.is_some_and(|from| from != "same-origin") {
        return Err(PageError::NotFound);
    }
    let reader = match reader {
        Ok(reader) if linking => Some(reader),
        Err(door) if linking => return Ok(door),
        _ => None,
    };
    let actor = reader.as_ref().map(Reader::actor);
    let to = Some(asked.text("to"));
    let (issuers, device) = (known(issuers), visitor.device(false));
    match identity::begin(&platform, &issuers, &name, actor, to, &device).await {
        Ok(begun) => {
            let kept = cookie::keep_question(&begun.state, &platform.doors);
            Ok(([(header::SET_COOKIE, kept)], Redirect::to(&begun.address)).into_response())
        }
        Err(error) => refused(error),
    }
}

/// Takes the answer that came back.
pub(super) async fn back(
    State(platform): State<Platform>,
    issuers: Known,
    Path(name): Path<String>,
    Query(asked): Asking,
    headers: HeaderMap,
    visitor: Visitor,
    reader: Result<Reader, Response>,
) -> Result<Response, PageError> {
    let asked = Typed::of(asked);
    let issuer = asked.text("iss");
    let came = Came {
        code: asked.text("code"),
        state: asked.text("state"),
        kept: cookie::question(&headers, &platform.doors).unwrap_or_default(),
        issuer: (!issuer.is_empty()).then_some(issuer),
    };
    let issuers = known(issuers);
    let device = visitor.device(false);
    let reader = reader.ok();
    let actor = reader.as_ref().map(Reader::actor);
    let landed = identity::finish(&platform, &issuers, &name, came, &device, actor).await;
    let forget = (header::SET_COOKIE, cookie::drop_question(&platform.doors));
    Ok(match landed {
        Ok(Landed::In { opened, to }) => {
            let keep = (header::SET_COOKIE, cookie::keep(&opened, &platform.doors));
            let to = to.as_deref().unwrap_or("/").to_owned();
            (AppendHeaders([keep, forget]), Redirect::to(&to)).into_response()
        }
        Ok(Landed::Linked) => {
            let to = Redirect::to("/access/identity?done=linked");
            (AppendHeaders([forget]), to).into_response()
        }
        Ok(Landed::Unknown) => (AppendHeaders([forget]), unknown()).into_response(),
        Err(error) => (AppendHeaders([forget]), refused(error)?).into_response(),
    })
}

/// Says why nobody was let in, where that is ours to say.
fn refused(error: ActionError) -> Result<Response, PageError> {
    let ActionError::Refused(Refusal::Access(refusal)) = error else {
        return Err(error.into());
    };
    let main = html! {
        h1 { "You are not signed in yet" }
        p.lead { (refusal) }
        p { a.target href="/sign-in" { "Sign in another way" } }
    };
    let page = framed("You are not signed in yet", &main);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn unknown() -> Response {
    let main = html! {
        h1 { "We do not know you by this sign-in yet" }
        p.lead {
            "It says who you are there, and not who you are here. Sign in by e-mail once; then link \
             the two under “Your account”, and next time this sign-in is enough."
        }
        p { a.target href="/sign-in?to=/access/identity" { "Sign in by e-mail" } }
    };
    let page = framed("We do not know you by this sign-in yet", &main);
    (StatusCode::FORBIDDEN, page).into_response()
}

/// Shows which sign-ins elsewhere are one's own.
pub(super) async fn show(
    State(platform): State<Platform>,
    issuers: Known,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let links = identity::links(&platform, actor, actor.person).await?;
    let done = !Typed::of(asked).text("done").is_empty();
    let page = page(&platform, &reader, &known(issuers), &links, done);
    Ok(page.into_response())
}

fn page(
    platform: &Platform,
    reader: &Reader,
    issuers: &Issuers,
    links: &[Link],
    done: bool,
) -> Markup {
    let label = |link: &Link| {
        let mut all = issuers.all().iter();
        let found = all.find(|issuer| issuer.provider.issuer == link.issuer);
        found.map_or(link.issuer.clone(), |issuer| issuer.label.clone())
    };
    let is_linked = |issuer: &str| links.iter().any(|link| link.issuer == issuer);
    let others = issuers.all().iter();
    let others: Vec<_> = others
        .filter(|issuer| !is_linked(&issuer.provider.issuer))
        .collect();
    let main = html! {
        p.caption { a href=(super::OWN) { "Your account" } }
        h1 { "Signing in where you work or study" }
        @if done { (notice::notice(Tone::Done, &html! { p { "That is kept." } })) }
        @if links.is_empty() {
            (empty::empty("Nothing is linked yet", &html! {
                "Link the sign-in of your school or university, and it is enough to sign in here too."
            }))
        }
        @for link in links {
            (summary::summary(&[
                Answer::of("Sign-in", html! { (label(link)) }),
                Answer::of("Linked", html! { (moment(link.linked_at)) }),
            ]))
            form.form method="post" action="/access/identity/unlink" {
                (form::once(platform.number()))
                input type="hidden" name="link" value=(link.id);
                div.buttons {
                    button.button.is-quiet type="submit" { "Take it away" span.unseen { ": " (label(link)) } }
                }
            }
        }
        @if !others.is_empty() {
            ul.plain {
                @for issuer in others {
                    li.plain-line { a.target href=(Address::of(format!("{ADDRESS}/{}", issuer.name)).with("link", "yes")) { "Link " (issuer.label) } }
                }
            }
        }
    };
    own_page(reader, "Signing in where you work or study", &main)
}

/// Takes a link away.
pub(super) async fn unlink(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Redirect, PageError> {
    let link = typed.number("link").ok_or(PageError::NotFound)?;
    let (actor, once) = (reader.actor(), typed.once()?);
    identity::unlink(&platform, actor, actor.person, once, link).await?;
    Ok(Redirect::to("/access/identity?done=unlinked"))
}
