//! Shows what a school says once and for all about sessions, and takes it.
//!
//! Owns `/booking/release/{school}/standing`. It never reads money but in pounds.

use actions::{
    ActionError, Platform,
    booking::school::{self, Said, Word},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Pence, booking::release::Refusal, partnership::Urn, programme::Mode};
use maud::{Markup, html};
use uuid::Uuid;

use super::release;
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

fn address(school: Urn) -> String {
    format!("{}/standing", release::address(school))
}

/// Shows what is said.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(urn): Path<u32>,
) -> Result<Markup, PageError> {
    let urn = Urn(urn);
    let said = school::said(&platform, reader.actor(), urn).await?;
    let typed = Typed::default().with_date("cover-from", Some(reader.today));
    let done = reader.address.ends_with("?done=kept");
    Ok(page(&platform, &reader, urn, &said, &typed, done))
}

/// Takes what is said.
pub async fn say(
    State(platform): State<Platform>,
    reader: Reader,
    Path(urn): Path<u32>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let urn = Urn(urn);
    let once = typed.once()?;
    if let Some(word) = read(&mut typed).filter(|_| typed.is_sound()) {
        match school::say(&platform, reader.actor(), once, urn, &word).await {
            Ok(()) => {
                return Ok(Redirect::to(&format!("{}?done=kept", address(urn))).into_response());
            }
            Err(ActionError::Refused(refusal)) => {
                let field = field_of(&word);
                typed.fault(field, refusal.to_string());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let said = school::said(&platform, reader.actor(), urn).await?;
    let page = page(&platform, &reader, urn, &said, &typed, false);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn field_of(word: &Word) -> &'static str {
    match word {
        Word::Permit { .. } => "until",
        Word::Close { .. } => "close-until",
        _ => "pounds",
    }
}

/// Reads what was typed; what is wrong with it becomes a fault.
fn read(typed: &mut Typed) -> Option<Word> {
    match typed.text("what") {
        "permit" => {
            let (from, until) = days(typed, "from", "until")?;
            let mode = Mode::read(typed.text("mode"));
            Some(Word::Permit { mode, from, until })
        }
        "cover" => {
            let from = typed.date("cover-from");
            if from.is_none() {
                typed.fault("cover-from", "Give the day from which it holds.");
            }
            let pence = pence(typed.text("pounds"));
            if pence.is_none() {
                typed.fault("pounds", Refusal::Cost.to_string());
            }
            Some(Word::Cover(from?, pence?))
        }
        "close" => {
            typed.needs("title", "Say what it is, such as “half term”.");
            let (from, until) = days(typed, "close-from", "close-until")?;
            let title = typed.text("title").to_owned();
            Some(Word::Close { title, from, until })
        }
        "take-back" => typed.number("which").map(Word::TakeBack),
        "open" => typed.number("which").map(Word::Open),
        _ => None,
    }
}

fn days(typed: &mut Typed, first: &str, last: &str) -> Option<(domain::Date, domain::Date)> {
    let (from, until) = (typed.date(first), typed.date(last));
    if from.is_none() {
        typed.fault(first, "Give the first day.");
    }
    if until.is_none() {
        typed.fault(last, "Give the last day.");
    }
    from.zip(until)
}

/// Reads pounds, with or without pence.
fn pence(text: &str) -> Option<Pence> {
    let text = text.trim().trim_start_matches('£');
    let (pounds, pence) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |part: &str| part.chars().all(|mark| mark.is_ascii_digit());
    if pounds.is_empty()
        || pounds.len() > 4
        || pence.len() != 2
        || !digits(pounds)
        || !digits(pence)
    {
        return None;
    }
    Some(Pence(
        pounds.parse::<i64>().ok()? * 100 + pence.parse::<i64>().ok()?,
    ))
}

fn page(
    platform: &Platform,
    reader: &Reader,
    urn: Urn,
    said: &Said,
    typed: &Typed,
    done: bool,
) -> Markup {
    let action = address(urn);
    let once = || platform.number();
    let main = html! {
        p.caption { a href=(release::address(urn)) { (said.school) } }
        h1 { "What holds without asking" }
        (errors::summary(typed))
        @if done { (notice::notice(Tone::Done, &html! { p { "It is kept." } })) }
        h2 { "Standing permission" }
        p { "Teachers go to these sessions without asking each time. Whoever books is confirmed at once, and the school still sees who is away." }
        @if said.permissions.is_empty() { p { "None: every session in school time waits for an answer." } }
        @else {
            ul.plain {
                @for one in &said.permissions {
                    li.plain-line {
                        p.row-title { (one.mode.map_or("Every kind of session", Mode::told)) }
                        p.row-more { @if let Some(days) = words::days(Some(one.from), Some(one.until)) { (days) } }
                        @if said.may_set { (end(&action, once(), "take-back", one.id, "Take it back")) }
                    }
                }
            }
        }
        @if said.may_set {
            form.form method="post" action=(action) {
                (form::once(once()))
                input type="hidden" name="what" value="permit";
                (form::select(&Field::of(typed, "mode", "To which sessions"), Some("Every kind"), &modes()))
                (form::date(&Field::of(typed, "from", "First day")))
                (form::date(&Field::of(typed, "until", "Last day").hint("Such as the last day of the term.")))
                div.buttons { (form::button("Give permission")) }
            }
        }
        h2 { "What cover costs" }
        @match said.half_day {
            Some(pence) => { p { strong { (pence) } " for half a day. It stands on every cover note beside what the grant brings." } }
            None => { p { "Not said yet: a cover note shows half days alone." } }
        }
        @if said.may_set {
            form.form method="post" action=(action) {
                (form::once(once()))
                input type="hidden" name="what" value="cover";
                (form::text(&Field::of(typed, "pounds", "Pounds for half a day").hint("Such as 95 or 95.50.")))
                (form::date(&Field::of(typed, "cover-from", "From")))
                div.buttons { (form::button("Keep the cost")) }
            }
        }
        h2 { "When the school is closed" }
        p { "A session on these days takes nobody out of school, and warns whoever books." }
        @if said.closed.is_empty() { p { "Nothing to come is kept." } }
        @else {
            ul.plain {
                @for one in &said.closed {
                    li.plain-line {
                        p.row-title { (one.title) }
                        p.row-more { @if let Some(days) = words::days(Some(one.from), Some(one.until)) { (days) } }
                        @if said.may_set { (end(&action, once(), "open", one.id, "Take it away")) }
                    }
                }
            }
        }
        @if said.may_set {
            form.form method="post" action=(action) {
                (form::once(once()))
                input type="hidden" name="what" value="close";
                (form::text(&Field::of(typed, "title", "What it is")))
                (form::date(&Field::of(typed, "close-from", "First day")))
                (form::date(&Field::of(typed, "close-until", "Last day")))
                div.buttons { (form::button("Add the holiday")) }
            }
        }
    };
    let title = errors::title(typed, "What holds without asking");
    let frame = Frame {
        title: &title,
        reader: Some(reader),
        seat: reader.seat(actions::access::SeatKind::School),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn end(action: &str, once: Uuid, what: &str, which: Uuid, words: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (form::once(once))
            input type="hidden" name="what" value=(what);
            input type="hidden" name="which" value=(which);
            button.button.is-quiet type="submit" { (words) }
        }
    }
}

fn modes() -> Vec<Offer> {
    let held = [
        Mode::Conference,
        Mode::Live,
        Mode::InSchool,
        Mode::Community,
    ];
    held.into_iter()
        .map(|mode| Offer::of(mode.code(), mode.told()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_read_with_or_without_pence() {
        assert_eq!(pence("95"), Some(Pence(9_500)));
        assert_eq!(pence(" £95.50 "), Some(Pence(9_550)));
        for wrong in ["", "-5", "95.5", "1e3", "9.999", "99999", "９５"] {
            assert_eq!(pence(wrong), None, "{wrong}");
        }
    }
}
