//! Lets the office ask one mentor for less than everybody, and shows what was decided for them.
//!
//! Owns the page `/prior-learning/adjust/{provider}/{person}`. It never decides before it is pressed.

use actions::{
    ActionError, Platform,
    prior_learning::adjustment::{self, Adjusting, NewAdjustment},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Date, Minutes,
    person::PersonId,
    programme::{AdjustmentRefusal, Ground},
};
use maud::{Markup, html};

use super::number;
use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        words::{amount, day},
    },
    person::sentence,
    reader::Reader,
};

/// The page on which it is decided what a mentor is asked.
#[must_use]
pub fn address(code: &str, person: PersonId) -> String {
    format!(
        "/prior-learning/adjust/{}/{}",
        code.to_lowercase(),
        person.0
    )
}

fn who(text: &str) -> Result<PersonId, PageError> {
    number(text).map(PersonId)
}

/// Shows it.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let of = (door.code.as_str(), who(&person)?);
    let found = adjustment::adjusting(&platform, reader.actor(), of).await?;
    let typed = Typed::default().with_date("from", Some(reader.today));
    let done = match question.as_deref() {
        Some("done=decided") => {
            Some("It is decided. It stands among the reasons of their standing.")
        }
        Some("done=back") => Some("It is taken back. They are asked what everybody is."),
        _ => None,
    };
    Ok(page(&platform, &found, (done, &typed), &reader))
}

/// Decides.
pub(super) async fn decide(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), who(&person)?);
    let minutes = match typed.text("step") {
        "waive" => Some(Minutes::ZERO),
        _ => typed.minutes("minutes"),
    };
    let (from, until) = (typed.date("from"), typed.date("until"));
    let ground = Ground::read(typed.text("ground"));
    if ground.is_none() {
        typed.fault("ground", "Choose why from the list.");
    }
    if minutes.is_none() {
        typed.needs("minutes", "Give how much is asked instead, or waive it.");
    }
    if from.is_none() {
        typed.needs("from", "Give the first day on which it holds.");
    }
    if let (true, Some(minutes), Some(ground), Some(from)) =
        (typed.is_sound(), minutes, ground, from)
    {
        let new = NewAdjustment {
            component: typed.text("component").to_owned(),
            words: typed.text("words").to_owned(),
            minutes,
            ground,
            from,
            until,
        };
        let once = typed.once()?;
        match adjustment::adjust(&platform, reader.actor(), once, of, new).await {
            Ok(()) => return Ok(onward(of, "decided")),
            Err(error) => {
                let field = field(&error);
                typed.fault(field, sentence(error)?);
            }
        }
    }
    again(&platform, &reader, of, &typed).await
}

/// Takes a decision back.
pub(super) async fn take_back(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person, id)): Path<(String, String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let of = (door.code.as_str(), who(&person)?);
    let (once, id) = (typed.once()?, number(&id)?);
    match adjustment::take_back(&platform, reader.actor(), once, of, id).await {
        Ok(()) => Ok(onward(of, "back")),
        Err(error) => {
            typed.fault("component", sentence(error)?);
            again(&platform, &reader, of, &typed).await
        }
    }
}

/// Back to the page, which says what was done.
fn onward(of: (&str, PersonId), done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", address(of.0, of.1))).into_response()
}

async fn again(
    platform: &Platform,
    reader: &Reader,
    of: (&str, PersonId),
    typed: &Typed,
) -> Result<Response, PageError> {
    let found = adjustment::adjusting(platform, reader.actor(), of).await?;
    let page = page(platform, &found, (None, typed), reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The field beside which a refusal stands.
fn field(error: &ActionError) -> &'static str {
    match error {
        ActionError::Refused(domain::Refusal::Adjustment(refusal)) => match refusal {
            AdjustmentRefusal::NotLess(_) => "minutes",
            AdjustmentRefusal::NoWords | AdjustmentRefusal::LongWords(_) => "words",
            AdjustmentRefusal::EndsBefore(_) => "until",
            AdjustmentRefusal::NotAsked
            | AdjustmentRefusal::Own
            | AdjustmentRefusal::HoldsAlready
            | AdjustmentRefusal::Gone => "component",
        },
        _ => "component",
    }
}

fn page(
    platform: &Platform,
    found: &Adjusting,
    (done, typed): (Option<&str>, &Typed),
    reader: &Reader,
) -> Markup {
    let heading = format!("What {} is asked", found.name);
    let home = address(&found.provider.code, found.person);
    let main = html! {
        p.caption {
            a href={ "/person/" (found.provider.code.to_lowercase()) "/" (found.person.0) } { (found.name) }
        }
        h1 { (heading) }
        @if let Some(done) = done { (notice::notice(Tone::Done, &html! { p { (done) } })) }
        (errors::summary(typed))
        p.lead { "Ask one mentor for less than everybody: a late start, part-time work, leave, or something that you called off yourselves. It stands among the reasons of their standing. Nothing is granted and nothing can be claimed by it." }
        (held(platform, found, &home))
        (asking(platform, found, typed, &home))
    };
    let title = errors::title(typed, &heading);
    let frame = Frame {
        title: &title,
        provider: Some(&found.provider),
        reader: Some(reader),
        seat: door::seat(reader, &found.provider),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

/// What was decided and holds or will hold.
fn held(platform: &Platform, found: &Adjusting, home: &str) -> Markup {
    html! {
        @if !found.held.is_empty() {
            h2 { "What was decided" }
            @for (one, title, by) in &found.held {
                section.letter {
                    h3 { (title) }
                    p {
                        strong { @if one.minutes == Minutes::ZERO { "Waived" } @else { (amount(one.minutes)) " asked" } }
                        ", " (held_days(one.from, one.until))
                        ". " (one.ground.told()) ": “" (one.words) "”"
                    }
                    p.quiet { "Decided by " (by) " on " (day(domain::calendar::uk_day(one.at))) "." }
                    form method="post" action={ (home) "/" (one.id) "/back" } {
                        (form::once(platform.number()))
                        button.button.is-quiet type="submit" { "Take it back" span.unseen { ": " (title) } }
                    }
                }
            }
        }
    }
}

/// The days on which it holds, in the middle of a sentence.
fn held_days(from: Date, until: Option<Date>) -> Markup {
    html! {
        "from " (day(from))
        @if let Some(until) = until { " until " (day(until)) }
    }
}

fn asking(platform: &Platform, found: &Adjusting, typed: &Typed, home: &str) -> Markup {
    let parts: Vec<Offer> = found
        .asked
        .iter()
        .map(|(code, title, usual)| {
            Offer::of(code, title).hint(format!("{usual} asked of everybody"))
        })
        .collect();
    let grounds: Vec<Offer> = Ground::ALL
        .iter()
        .map(|(_, code, told)| Offer::of(*code, *told))
        .collect();
    html! {
        h2 { "Ask for less" }
        @if parts.is_empty() {
            p { "Nothing is asked of them that could be less." }
        } @else {
            form.form data-answer method="post" action=(home) {
                (form::once(platform.number()))
                (form::select(&Field::of(typed, "component", "Of what"), Some("Choose one"), &parts))
                (form::minutes(&Field::of(typed, "minutes", "How much is asked instead").hint("Not needed if you waive it.")))
                (form::choice(&Field::of(typed, "ground", "Why"), &grounds))
                (form::words(&Field::of(typed, "words", "In your words").hint("The mentor reads this."), 2))
                (form::date(&Field::of(typed, "from", "From")))
                (form::date(&Field::of(typed, "until", "Until").hint("Leave blank where it does not end.")))
                div.buttons {
                    (form::button("Ask for this much"))
                    (form::step("Waive it", "waive"))
                }
            }
        }
    }
}
