//! Asks a provider to count an item, and shows its mentor where that stands.
//!
//! Owns the pages of one request. It never shows one mentor another's.

use actions::{
    ActionError, Platform,
    prior_learning::{self, Choices, Shown, address},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Minutes,
    prior_learning::{ItemId, Refusal, RequestId, Stage},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{ADDRESS, issuer, item_number, own::frame, request_number, words};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        empty, errors,
        form::{self, Field, Offer, Typed},
        notice::{self as note, Tone},
        shell,
        words::{amount, day},
    },
    person::sentence,
    reader::Reader,
};

/// Asks what an item matches.
pub(super) async fn choose(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((item, _)): Path<(String, String)>,
) -> Result<Markup, PageError> {
    let item = item_number(&item)?;
    let found = prior_learning::choices(&platform, reader.actor(), item, &door.code).await?;
    let first = found.matches.first().filter(|one| one.proposed.is_some());
    let mut typed = Typed::default();
    if let Some(first) = first {
        let minutes = first.proposed.unwrap_or(first.left);
        typed = typed
            .with("component", &first.component.code)
            .with_minutes("claimed", minutes);
    } else {
        typed = typed.with_minutes("claimed", found.item.minutes);
    }
    Ok(choose_page(&platform, &found, &typed, &reader))
}

/// Sends the request.
pub(super) async fn send(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((item, _)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let item = item_number(&item)?;
    let claimed = typed.minutes("claimed");
    if claimed.is_none() && typed.fault_of("claimed").is_none() {
        typed.fault("claimed", "Tell how much of it you ask for.");
    }
    typed.needs("component", "Choose what it matches.");
    typed.needs("used", "Say in a sentence how you have used it.");
    if typed.is_sound() {
        let once = typed.once()?;
        let of = (item, door.code.as_str());
        let sent = sent(&platform, &reader, (once, of), &typed, claimed).await;
        match sent {
            Ok(request) => {
                let to = format!("{}?done=sent", address(request));
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => {
                let field = field(&error);
                typed.fault(field, sentence(error)?);
            }
        }
    }
    let found = prior_learning::choices(&platform, reader.actor(), item, &door.code).await?;
    let page = choose_page(&platform, &found, &typed, &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn sent(
    platform: &Platform,
    reader: &Reader,
    (once, of): (Uuid, (ItemId, &str)),
    typed: &Typed,
    claimed: Option<Minutes>,
) -> Result<RequestId, ActionError> {
    let asked = (
        typed.text("component"),
        claimed.unwrap_or_default(),
        typed.text("used"),
    );
    prior_learning::ask(platform, reader.actor(), once, of, asked).await
}

/// The field beside which a refusal stands.
fn field(error: &ActionError) -> &'static str {
    match error {
        ActionError::Refused(domain::Refusal::PriorLearning(refusal)) => match refusal {
            Refusal::MoreThanTheItem(_) | Refusal::Length(_) => "claimed",
            Refusal::Missing(_) | Refusal::TooLong(..) => "used",
            _ => "component",
        },
        _ => "component",
    }
}

fn choose_page(platform: &Platform, found: &Choices, typed: &Typed, reader: &Reader) -> Markup {
    let offers: Vec<Offer> = found
        .matches
        .iter()
        .map(|one| {
            let covers = one.component.covers.as_deref().unwrap_or_default();
            let proposed = one.proposed.map_or(String::new(), |minutes| {
                format!(" The institutions have agreed that yours stands for {minutes} of it.")
            });
            Offer::of(&one.component.code, &one.component.title)
                .hint(format!("{covers} {} left.{proposed}", one.left))
        })
        .collect();
    let heading = format!("What does “{}” match?", found.item.title);
    let code = found.provider.code.to_lowercase();
    let main = html! {
        p.caption { a href=(ADDRESS) { "What you bring with you" } ": " (found.provider.name) }
        h1 { (heading) }
        (errors::summary(typed))
        p.lead { (found.item.given_by) ", " (day(found.item.held_on)) ", " (amount(found.item.minutes)) "." }
        @if offers.is_empty() {
            (empty::empty("Nothing is left that it could stand for", &html! {
                "You have done everything that training elsewhere can stand in for. What is about the provider’s own course is always done here."
            }))
        } @else {
            form.form data-answer method="post" action={ (ADDRESS) "/item/" (found.item.id.0) "/ask/" (code) } {
                (form::once(platform.number()))
                (form::choice(&Field::of(typed, "component", "The session here that it matches"), &offers))
                (form::minutes(&Field::of(typed, "claimed", "How much of it do you ask for?")))
                (form::words(&Field::of(typed, "used", "How have you used it?").hint("One sentence. Please name no pupil."), 3))
                p { strong { (found.who_decides) } " decides, within " (found.within) " days. You are told, and you can ask for a second look." }
                div.buttons { (form::button("Send it")) }
            }
        }
    };
    let title = errors::title(typed, &heading);
    shell::page(&frame(&title, reader), &main)
}

/// Shows a request to its mentor.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let found = prior_learning::shown(&platform, reader.actor(), request_number(&id)?).await?;
    let done = question.unwrap_or_default();
    Ok(page(&platform, &found, &Typed::default(), &done, &reader))
}

fn page(platform: &Platform, found: &Shown, typed: &Typed, done: &str, reader: &Reader) -> Markup {
    let (request, told) = (&found.told.request, &found.told);
    let heading = format!("“{}” for “{}”", told.title, told.component);
    let main = html! {
        p.caption { a href=(ADDRESS) { "What you bring with you" } ": " (told.provider.name) }
        h1 { (heading) }
        (errors::summary(typed))
        @match done {
            "done=sent" => (note::notice(Tone::Done, &html! { p { "Sent. " (found.who_decides) " decides, and you are told." } })),
            "done=answered" => (note::notice(Tone::Done, &html! { p { "Your answer is sent." } })),
            "done=appealed" => (note::notice(Tone::Done, &html! { p { "Sent: another person takes a second look." } })),
            "done=back" => (note::notice(Tone::Done, &html! { p { "Taken back." } })),
            _ => {}
        }
        p.lead { (words::standing(told)) }
        @if let Some(left) = found.remaining {
            p { @if left == Minutes::ZERO { "Nothing is left for you to do with " (told.provider.name) "." } @else { "What is left for you to do with " (told.provider.name) ": " strong { (amount(left)) } "." } }
        }
        h2 { "What happened" }
        ol.plain {
            @if let Some(asked_on) = request.asked_on {
                li.plain-line { p { (day(asked_on)) ": you asked for " (amount(request.claimed)) ". “" (request.used) "”" } }
            }
            @for (decision, name) in &found.decisions {
                li.plain-line {
                    p {
                        (day(domain::calendar::uk_day(decision.at))) ": " (words::outcome(&decision.outcome)) " by " (name)
                        @if decision.minutes > Minutes::ZERO { ", " (amount(decision.minutes)) }
                        @if let Some(until) = decision.until { ", until " (day(until)) }
                        @if decision.withdrawn_at.is_some() { " (no longer holds)" }
                        ". " (words::why(decision))
                    }
                }
            }
            @for reply in &found.replies {
                li.plain-line { p { (day(domain::calendar::uk_day(reply.at))) ": you wrote “" (reply.words) "”" } }
            }
        }
        @for one in &found.enquiries { (issuer::told(one)) }
        (steps(platform, found, typed))
    };
    let title = errors::title(typed, &heading);
    shell::page(&frame(&title, reader), &main)
}

/// What the mentor can do next.
fn steps(platform: &Platform, found: &Shown, typed: &Typed) -> Markup {
    let request = &found.told.request;
    let page = address(request.id);
    let version = request.version.to_string();
    html! {
        @match request.stage {
            Stage::Asked => {
                p { a.target href={ "/prior-learning/item/" (request.item.0) "/files" } { "Show something for it: a photograph or a file" } }
                form.form data-answer method="post" action={ (page) "/answer" } {
                    (form::once(platform.number())) (form::seen(&version))
                    (form::words(&Field::of(typed, "words", "Your answer").hint("Please name no pupil."), 4))
                    div.buttons { (form::button("Send my answer")) }
                }
            }
            Stage::Decided if found.replies.iter().all(|one| one.kind == prior_learning::ReplyKind::Answer) => {
                h2 { "Not what you expected?" }
                form.form data-answer method="post" action={ (page) "/appeal" } {
                    (form::once(platform.number())) (form::seen(&version))
                    (form::words(&Field::of(typed, "words", "Why should it be looked at again?").hint("Another person decides. They read this."), 4))
                    div.buttons { (form::button("Ask for a second look")) }
                }
            }
            _ => {}
        }
        @if matches!(request.stage, Stage::Open | Stage::Asked) {
            form method="post" action={ (page) "/back" } {
                (form::once(platform.number())) (form::seen(&version))
                button.button.is-quiet type="submit" { "Take the request back" }
            }
        }
    }
}

/// The version that a form showed.
pub(super) fn seen(typed: &Typed) -> i64 {
    typed.text("seen").parse().unwrap_or(-1)
}

/// Answers a question.
pub(super) async fn answer(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (request_number(&id)?, typed.once()?);
    let of = (id, seen(&typed));
    let done =
        prior_learning::answer(&platform, reader.actor(), once, of, typed.text("words")).await;
    after(&platform, &reader, id, typed, (done, "answered")).await
}

/// Asks for a second look.
pub(super) async fn appeal(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (request_number(&id)?, typed.once()?);
    let of = (id, seen(&typed));
    let done =
        prior_learning::appeal(&platform, reader.actor(), once, of, typed.text("words")).await;
    after(&platform, &reader, id, typed, (done, "appealed")).await
}

/// Takes a request back.
pub(super) async fn take_back(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (request_number(&id)?, typed.once()?);
    let of = (id, seen(&typed));
    let done = prior_learning::take_back(&platform, reader.actor(), once, of).await;
    after(&platform, &reader, id, typed, (done, "back")).await
}

async fn after(
    platform: &Platform,
    reader: &Reader,
    id: RequestId,
    mut typed: Typed,
    (done, word): (Result<(), ActionError>, &str),
) -> Result<Response, PageError> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done={word}", address(id))).into_response()),
        Err(error) => {
            typed.fault("words", sentence(error)?);
            let found = prior_learning::shown(platform, reader.actor(), id).await?;
            let page = page(platform, &found, &typed, "", reader);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
