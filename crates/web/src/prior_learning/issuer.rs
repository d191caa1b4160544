//! Asks whoever gave earlier training, and takes their answer without an account.
//!
//! Owns the page `/issuer/{secret}`, and what stands of issuers on the page of a request. Opening a
//! link answers nothing: programs that open links by themselves confirm none.

use actions::{
    Platform,
    prior_learning::{
        Case,
        issuer::{self, Asked, in_words},
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    calendar::uk_day,
    prior_learning::{
        Reason, RequestId,
        issuer::{Contact, Enquiry, Said},
    },
};
use maud::{Markup, html};

use super::{case, number, queue_address, request_number};
use crate::{
    access::Visitor,
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self as note, Tone},
        shell::{self, Frame},
        summary::{self, Answer},
        words::{amount, day},
    },
    person::sentence,
    reader::Reader,
};

/// Shows whoever was asked what it is about. A link may name an answer: it stands ready to be sent.
pub(super) async fn show(
    State(platform): State<Platform>,
    Path(secret): Path<String>,
    visitor: Visitor,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let shown = issuer::asked(&platform, &secret, &visitor.device).await?;
    let asked = Address::of("").asking(&question.unwrap_or_default());
    let typed = Typed::default()
        .with("said", asked.value("said"))
        .with_date("held_on", Some(shown.item.held_on))
        .with_minutes("minutes", shown.item.minutes);
    Ok(page(&shown, &secret, &typed))
}

/// Takes the answer.
pub(super) async fn answer(
    State(platform): State<Platform>,
    Path(secret): Path<String>,
    visitor: Visitor,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let said = match typed.text("said") {
        "confirmed" => Some(Said::Confirmed),
        "no_record" => Some(Said::NoRecord),
        "corrected" => match (typed.date("held_on"), typed.minutes("minutes")) {
            (Some(held_on), Some(minutes)) => Some(Said::Corrected { held_on, minutes }),
            (held_on, minutes) => {
                if held_on.is_none() {
                    typed.needs("held_on", "Give the day on which it ended.");
                }
                if minutes.is_none() {
                    typed.needs("minutes", "Give how long it was.");
                }
                None
            }
        },
        _ => {
            typed.fault("said", "Choose what was so.");
            None
        }
    };
    if let (true, Some(said)) = (typed.is_sound(), said) {
        let words = typed.text("words").to_owned();
        match issuer::answer(&platform, &secret, &visitor.device, (said, &words)).await {
            Ok(()) => return Ok(Redirect::to(&issuer::address(&secret)).into_response()),
            Err(error) => typed.fault("said", sentence(error)?),
        }
    }
    let shown = issuer::asked(&platform, &secret, &visitor.device).await?;
    let page = page(&shown, &secret, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn page(shown: &Asked, secret: &str, typed: &Typed) -> Markup {
    let heading = format!("Did {} do this training with you?", shown.mentor);
    let item = &shown.item;
    let answers = [
        Offer::of("confirmed", "Yes, it was so"),
        Offer::of("corrected", "Yes, but on another day or of another length"),
        Offer::of("no_record", "We have no record of it"),
    ];
    let main = html! {
        h1 { (heading) }
        (errors::summary(typed))
        @match (&shown.enquiry.answer, shown.is_open) {
            (Some(answer), _) => (note::notice(Tone::Done, &html! {
                p { "Thank you. You answered on " (day(uk_day(answer.at))) ": " (in_words(answer.said)) "." }
                p { (shown.provider.name) " has it now, and you need do nothing more." }
            })),
            (None, false) => (note::notice(Tone::Look, &html! {
                p { "The time to answer here is over. If you still want to, write to " (shown.provider.name) "." }
            })),
            (None, true) => p.lead {
                (shown.provider.name) " asks, so that " (shown.mentor) " does not have to do the same training again."
            },
        }
        (summary::summary(&[
            Answer::of("Training", html! { (item.title) }),
            Answer::of(
                "Given by",
                html! { (shown.enquiry.contact.institution) },
            ),
            Answer::of("Ended on", day(item.held_on)),
            Answer::of("How long", amount(item.minutes)),
        ]))
        @if !shown.enquiry.asks.is_empty() && shown.is_open {
            p { "They ask: “" (shown.enquiry.asks) "”" }
        }
        @if shown.is_open {
            form.form data-answer method="post" action=(issuer::address(secret)) {
                (form::choice(&Field::of(typed, "said", "Was it so?"), &answers))
                fieldset.field {
                    legend { "If the day or the length was another" }
                    (form::date(&Field::of(typed, "held_on", "It ended on")))
                    (form::minutes(&Field::of(typed, "minutes", "It was so long")))
                }
                (form::words(&Field::of(typed, "words", "Anything to add?").hint("Leave blank where there is nothing. The mentor and whoever decides read it."), 2))
                div.buttons { (form::button("Send my answer")) }
            }
            p.quiet { "No account is made. Your answer is kept with the name " (shown.enquiry.contact.name) " beside it." }
        }
    };
    let title = errors::title(typed, &heading);
    let frame = Frame {
        title: &title,
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

/// Asks somebody at the institution.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = request_number(&id)?;
    let contact = Contact {
        institution: typed.text("institution").to_owned(),
        name: typed.text("contact").to_owned(),
        email: typed.text("email").to_owned(),
    };
    let (once, asks) = (typed.once()?, typed.text("asks").to_owned());
    let of = (door.code.as_str(), id);
    match issuer::ask(&platform, reader.actor(), once, of, (&contact, &asks)).await {
        Ok(()) => Ok(back(&door, id).into_response()),
        Err(error) => {
            typed.fault("email", sentence(error)?);
            case::again(&platform, &reader, (&door, id), &typed).await
        }
    }
}

/// Takes a question back.
pub(super) async fn take_back(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id, enquiry)): Path<(String, String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (id, enquiry) = (request_number(&id)?, number(&enquiry)?);
    let of = (door.code.as_str(), id);
    let once = typed.once()?;
    match issuer::take_back(&platform, reader.actor(), once, of, enquiry).await {
        Ok(()) => Ok(back(&door, id).into_response()),
        Err(error) => {
            typed.fault("email", sentence(error)?);
            case::again(&platform, &reader, (&door, id), &typed).await
        }
    }
}

fn back(door: &Door, id: RequestId) -> Redirect {
    let code = door.code.to_lowercase();
    Redirect::to(&format!("/prior-learning/queue/{code}/{}#issuers", id.0))
}

/// What issuers were asked and answered, and for whoever decides the form that asks another.
pub(super) fn part(platform: &Platform, found: &Case, typed: &Typed) -> Markup {
    let home = format!("{}/{}", queue_address(&found.provider), found.request.id.0);
    let may_ask = found.barred.is_none() && found.request.stage.waits_for_a_reviewer();
    html! {
        @if may_ask || !found.enquiries.is_empty() {
            section id="issuers" {
                h2 { "Whoever gave it" }
                @for one in &found.enquiries {
                    (told(one))
                    @if one.answer.is_none() && may_ask {
                        form method="post" action={ (home) "/issuer/" (one.id) "/back" } {
                            (form::once(platform.number()))
                            div.buttons { button.button.is-quiet type="submit" { "Take the question to " (one.contact.name) " back" } }
                        }
                    }
                }
                @if may_ask { (asking(platform, found, typed, &home)) }
            }
        }
    }
}

/// The reason that the form holds where whoever gave it has answered; what is decided stays open.
pub(super) fn proposed(found: &Case, typed: Typed) -> Typed {
    let mut answers = found.enquiries.iter().rev();
    let last = answers.find_map(|one| one.answer.as_ref());
    match last.map(|answer| answer.said) {
        Some(Said::NoRecord) => typed.with("reason", Reason::IssuerDoesNotKnow.code()),
        Some(Said::Confirmed | Said::Corrected { .. }) => {
            typed.with("reason", Reason::IssuerConfirmed.code())
        }
        None => typed,
    }
}

/// One question with its answer.
pub(super) fn told(one: &Enquiry) -> Markup {
    let contact = &one.contact;
    html! {
        p {
            @match &one.answer {
                Some(answer) => {
                    strong { (contact.name) ", " (contact.institution) ": " (in_words(answer.said)) "." }
                    " Answered on " (day(uk_day(answer.at))) "."
                    @if !answer.words.is_empty() { " “" (answer.words) "”" }
                },
                None => {
                    (contact.name) ", " (contact.institution) ", was asked on " (day(uk_day(one.asked_at)))
                    " and has not answered yet. The link works until " (day(uk_day(one.ends_at))) "."
                },
            }
        }
    }
}

fn asking(platform: &Platform, found: &Case, typed: &Typed, home: &str) -> Markup {
    let wrong = ["institution", "contact", "email", "asks"]
        .iter()
        .any(|field| typed.fault_of(field).is_some());
    let typed = match typed.text("institution") {
        "" => typed.clone().with("institution", &found.item.given_by),
        _ => typed.clone(),
    };
    html! {
        details.choices open[wrong] {
            summary { "Ask somebody there" }
            p { "They get one message with one link, confirm or correct what the mentor tells, and need no account. They see the training, its day and its length, and nothing else." }
            form.form method="post" action={ (home) "/issuer" } {
                (form::once(platform.number()))
                (form::text(&Field::of(&typed, "institution", "Institution")))
                (form::text(&Field::of(&typed, "contact", "Whom you ask there")))
                (form::email(&Field::of(&typed, "email", "Their e-mail address")))
                (form::words(&Field::of(&typed, "asks", "Anything you want to know besides").hint("Leave blank where there is nothing."), 2))
                div.buttons { (form::button("Send the question")) }
            }
        }
    }
}
