//! Shows one request with all that it rests on, beside the form that decides it.
//!
//! Owns the page of one request in the queue. It never decides before it is pressed.

use actions::{
    ActionError, Platform,
    prior_learning::{self, Case, file::Twin},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Minutes,
    prior_learning::{Decision, Outcome, Reason, Refusal},
};
use maud::{Markup, html};

use super::{file, issuer, queue_address, request::seen, request_number, words};
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
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

/// Shows the request.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
    RawQuery(question): RawQuery,
) -> Result<Response, PageError> {
    let id = request_number(&id)?;
    let found = prior_learning::case(&platform, reader.actor(), &door.code, id).await?;
    let typed = proposed(&found);
    let before = question.as_deref() == Some("done=decided");
    Ok(page(&platform, &found, (&typed, before), &reader).into_response())
}

/// What the form holds where the map proposes something: it can be sent as it is.
fn proposed(found: &Case) -> Typed {
    let typed = Typed::default();
    let Some((by, minutes)) = &found.proposed else {
        return issuer::proposed(found, typed);
    };
    let claimed = found.request.claimed;
    let words = format!(
        "{} and we have agreed that {} of a hundred minutes of “{}” stand for this ({}).",
        by.institution, by.share, by.title, by.source
    );
    let typed = typed
        .with("reason", Reason::AgreedInTheMap.code())
        .with("words", words);
    if *minutes < claimed {
        typed.with("outcome", "part").with_minutes("part", *minutes)
    } else {
        typed.with("outcome", "full")
    }
}

/// Decides.
pub(super) async fn decide(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = request_number(&id)?;
    let part = typed.minutes("part");
    let until = typed.date("until");
    let outcome = match typed.text("outcome") {
        "full" => Some(Outcome::Full),
        "part" => Some(Outcome::Part(part.unwrap_or_default())),
        "declined" => Some(Outcome::Declined),
        "question" => Some(Outcome::Question),
        _ => None,
    };
    if outcome.is_none() {
        typed.fault("outcome", "Choose what you decide.");
    }
    let reason = match (outcome, Reason::read(typed.text("reason"))) {
        // A question has no reason yet: what it asks about stands for one.
        (Some(Outcome::Question), None) => Some(Reason::EvidenceDoesNotShow),
        (_, reason) => reason,
    };
    if reason.is_none() {
        typed.fault("reason", "Choose a reason from the list.");
    }
    if let (true, Some(outcome), Some(reason)) = (typed.is_sound(), outcome, reason) {
        let decision = Decision {
            outcome,
            reason,
            words: typed.text("words").to_owned(),
            until,
        };
        let (once, of) = (typed.once()?, (id, seen(&typed)));
        let next = prior_learning::case(&platform, reader.actor(), &door.code, id)
            .await?
            .next;
        match prior_learning::decide(&platform, reader.actor(), once, of, &decision).await {
            Ok(()) => {
                let home = format!("/prior-learning/queue/{}", door.code.to_lowercase());
                let next = next.map_or_else(String::new, |next| format!("/{}", next.0));
                return Ok(Redirect::to(&format!("{home}{next}?done=decided")).into_response());
            }
            Err(error) => {
                let field = field(&error);
                typed.fault(field, sentence(error)?);
            }
        }
    }
    again(&platform, &reader, (&door, id), &typed).await
}

/// The field beside which a refusal stands.
fn field(error: &ActionError) -> &'static str {
    match error {
        ActionError::Refused(domain::Refusal::PriorLearning(refusal)) => match refusal {
            Refusal::NoPart(_) => "part",
            Refusal::NoWords => "words",
            Refusal::EndsBefore(_) => "until",
            _ => "outcome",
        },
        _ => "outcome",
    }
}

pub(super) async fn again(
    platform: &Platform,
    reader: &Reader,
    (door, id): (&Door, domain::prior_learning::RequestId),
    typed: &Typed,
) -> Result<Response, PageError> {
    let found = prior_learning::case(platform, reader.actor(), &door.code, id).await?;
    let page = page(platform, &found, (typed, false), reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Withdraws the decision.
pub(super) async fn withdraw(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = request_number(&id)?;
    let (actor, version) = (reader.actor(), seen(&typed));
    let why = typed.text("why").to_owned();
    match prior_learning::withdraw(&platform, actor, id, version, &why).await {
        Ok(()) => {
            let to = format!(
                "/prior-learning/queue/{}/{}",
                door.code.to_lowercase(),
                id.0
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            typed.fault("why", sentence(error)?);
            again(&platform, &reader, (&door, id), &typed).await
        }
    }
}

/// `before` says that the request before this one was just decided.
fn page(
    platform: &Platform,
    found: &Case,
    (typed, before): (&Typed, bool),
    reader: &Reader,
) -> Markup {
    let home = queue_address(&found.provider);
    let heading = format!("{}: “{}”", found.name, found.item.title);
    let waits = found.request.stage.waits_for_a_reviewer();
    let main = html! {
        p.caption { a href=(home) { "Earlier training to decide on" } }
        h1 { (heading) }
        (errors::summary(typed))
        @if before {
            (note::notice(Tone::Done, &html! { p { "Decided, and the mentor is told. This is the next that waits." } }))
        }
        (summary::summary(&facts(found)))
        div.beside[!found.files.is_empty()] {
            (shown(found))
            div {
                (history(found))
                (issuer::part(platform, found, typed))
                @match (&found.barred, waits) {
                    (Some(why), true) => (note::notice(Tone::Look, &html! { p { (why) } })),
                    (None, true) => (form_of(platform, found, typed, &home)),
                    _ => {}
                }
            }
        }
        @if found.may_withdraw {
            h2 { "Withdraw the decision" }
            form.form data-answer method="post" action={ (home) "/" (found.request.id.0) "/withdraw" } {
                (form::seen(&found.request.version.to_string()))
                (form::words(&Field::of(typed, "why", "Why is it withdrawn?").hint("The mentor reads this. What was recognised is taken back."), 2))
                div.buttons { (form::button("Withdraw it")) }
            }
        }
        @if let Some(next) = found.next {
            p { a.target href={ (home) "/" (next.0) } rel="next" accesskey="n" { "Leave it, and see the next that waits" } }
        }
    };
    let title = errors::title(typed, &heading);
    let frame = Frame {
        title: &title,
        provider: Some(&found.provider),
        reader: Some(reader),
        seat: door::seat(reader, &found.provider),
        here: "Decisions",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn facts(found: &Case) -> Vec<Answer> {
    let (item, request) = (&found.item, &found.request);
    let covers = found.component.covers.as_deref().unwrap_or_default();
    let mut facts = vec![
        Answer::of(
            "Their training",
            html! { (item.title) ", " (item.given_by) ": " (item.kind.told()) },
        ),
        Answer::of(
            "When, and how long",
            html! { (day(item.held_on)) ", " (amount(item.minutes)) },
        ),
        Answer::of(
            "Something to show",
            html! { @if item.evidence { @if found.files.is_empty() { "Yes, and nothing is here yet: ask to see it where the map does not say it" } @else { "Yes" } } @else { "No" } },
        ),
        Answer::of(
            "For",
            html! { strong { (found.component.title) } span.hint { (covers) } },
        ),
        Answer::of("How they have used it", html! { (request.used) }),
        Answer::of(
            "Asked for",
            html! { (amount(request.claimed)) " of the " (amount(found.left)) " that are left of it" },
        ),
    ];
    if let Some((by, minutes)) = &found.proposed {
        facts.push(Answer::of(
            "What was agreed",
            html! { (amount(*minutes)) ": " (by.share) " % of it. Agreed by " (by.agreed_by) ", " (by.source) },
        ));
    }
    if let Some(left) = found.remaining {
        facts.push(Answer::of("Left to do in all", amount(left)));
    }
    if found.clock.is_some() {
        facts.push(Answer::of("Waiting", words::clock(found.clock)));
    }
    facts
}

/// What they show for it, with where else the same was brought.
fn shown(found: &Case) -> Markup {
    html! {
        @if !found.files.is_empty() {
            div.beside-shown {
                h2 { "What they show" }
                ul.plain {
                    @for one in &found.files {
                        li.plain-line {
                            (file::looked_at(&one.file))
                            @for twin in &one.twins {
                                p { strong { @match twin {
                                    Twin::Own(_) => "The same file is shown for other training of theirs too.",
                                    Twin::Another(_) => "Somebody else has brought the same file.",
                                } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn history(found: &Case) -> Markup {
    html! {
        @if !found.decisions.is_empty() {
            h2 { "What happened before" }
            ol.plain {
                @for (decision, name) in &found.decisions {
                    li.plain-line { p {
                        (day(domain::calendar::uk_day(decision.at))) ": " (words::outcome(&decision.outcome)) " by " (name)
                        @if decision.minutes > Minutes::ZERO { ", " (amount(decision.minutes)) }
                        @if decision.withdrawn_at.is_some() { " (no longer holds)" }
                        ". " (words::why(decision))
                    } }
                }
                @for reply in &found.replies {
                    li.plain-line { p { (day(domain::calendar::uk_day(reply.at))) ": the mentor wrote “" (reply.words) "”" } }
                }
            }
        }
    }
}

fn form_of(platform: &Platform, found: &Case, typed: &Typed, home: &str) -> Markup {
    let claimed = found.request.claimed;
    let outcomes = [
        Offer::of("full", format!("Accept all {claimed}")).key('a'),
        Offer::of("part", "Accept a part").key('p'),
        Offer::of("declined", "Do not accept it").key('d'),
        Offer::of("question", "Ask the mentor something first").key('q'),
    ];
    let reasons: Vec<Offer> = Reason::ALL
        .iter()
        .map(|(_, code, told)| Offer::of(*code, *told))
        .collect();
    html! {
        h2 { "Your decision" }
        form.form data-answer method="post" action={ (home) "/" (found.request.id.0) } {
            (form::once(platform.number()))
            (form::seen(&found.request.version.to_string()))
            (form::choice(&Field::of(typed, "outcome", "What do you decide?"), &outcomes))
            (form::minutes(&Field::of(typed, "part", "If a part: how much?")))
            (form::select(&Field::of(typed, "reason", "Reason").hint("Not needed for a question."), Some("Choose one"), &reasons))
            (form::words(&Field::of(typed, "words", "In your words").hint("The mentor reads this. For a question, ask it here."), 3))
            (form::date(&Field::of(typed, "until", "Until when does it hold?").hint("Leave blank where it does not end.")))
            div.buttons { button.button type="submit" accesskey="s" { "Decide and tell the mentor" } }
            p.quiet { "With your browser’s key for shortcuts (often Alt and Shift): A accepts all, P a part, D declines, Q asks, S sends, N goes to the next." }
        }
    }
}
