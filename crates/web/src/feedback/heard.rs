//! Shows a host what was said of a session, and lets them collect it and tell what they did.
//!
//! Owns the page `/feedback/{session}/heard`. It never shows a name.

use actions::{
    Platform,
    feedback::{self, Heard},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    calendar::told,
    feedback::{POINTS, Said, Summary},
};
use maud::{Markup, html};

use super::{heard_address, session};
use crate::{
    door,
    error::PageError,
    parts::{
        bars::{self, Bars, Count, Line, Part, Shade},
        empty, errors,
        form::{self, Field, Typed},
        notice::{self as note, Tone},
        shell::{self, Frame},
    },
    person::sentence,
    reader::Reader,
};

/// The points of the scale, from the highest, as parts of a bar.
pub(super) const PARTS: [Part; 5] = [
    part(POINTS[4], Shade::Met),
    part(POINTS[3], Shade::Due),
    part(POINTS[2], Shade::Later),
    part(POINTS[1], Shade::Wait),
    part(POINTS[0], Shade::Overdue),
];

const fn part(name: &'static str, shade: Shade) -> Part {
    Part { name, shade }
}

/// The counts of the points, in the order of the parts.
pub(super) fn counts(by_point: [usize; 5]) -> Vec<Count> {
    let count = |count| Count { count, to: None };
    by_point.into_iter().rev().map(count).collect()
}

/// Shows what was said.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    RawQuery(question): RawQuery,
) -> Result<Markup, PageError> {
    let found = feedback::heard(&platform, reader.actor(), session(&id)?).await?;
    let done = question.unwrap_or_default();
    Ok(page(&platform, &found, &Typed::default(), &done, &reader))
}

/// Collects an answer under themes.
pub(super) async fn collect(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let id = session(&id)?;
    let answer = typed.number("answer").ok_or(PageError::NotFound)?;
    let (actor, once) = (reader.actor(), typed.once()?);
    feedback::collect(&platform, actor, once, (id, answer), typed.text("themes")).await?;
    Ok(Redirect::to(&format!("{}?done=theme", heard_address(id))).into_response())
}

/// Tells what was done.
pub(super) async fn follow(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = session(&id)?;
    let (actor, once) = (reader.actor(), typed.once()?);
    let words = (typed.text("said"), typed.text("did"));
    match feedback::follow(&platform, actor, once, id, words).await {
        Ok(_) => {
            let to = format!("{}?done=told", heard_address(id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let field = if typed.text("said").is_empty() {
                "said"
            } else {
                "did"
            };
            typed.fault(field, sentence(error)?);
            let found = feedback::heard(&platform, actor, id).await?;
            let page = page(&platform, &found, &typed, "", &reader);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn page(platform: &Platform, found: &Heard, typed: &Typed, done: &str, reader: &Reader) -> Markup {
    let of = &found.session;
    let heading = format!("What was said of “{}”", of.title);
    let main = html! {
        h1 { (heading) }
        (errors::summary(typed))
        @match done {
            "done=theme" => (note::notice(Tone::Done, &html! { p { "The themes are kept." } })),
            "done=told" => (note::notice(Tone::Done, &html! { p { "Those who answered are told." } })),
            _ => {}
        }
        p.lead { "Held on " (told(of.held_on)) ". " (found.asked) " were asked." }
        @match &found.summary {
            Summary::TooFew { least } => {
                (empty::empty("Too few answers yet", &html! {
                    "From " (least) " answers on they stand here, without names. Until then nothing is shown."
                }))
            }
            Summary::Shown { counts: by_point, said, themes } => {
                (picture(*by_point))
                (collected(themes))
                h2 { "In their own words" }
                @if said.is_empty() { p { "Nobody wrote anything." } }
                @for one in said { (words(platform, found, one)) }
                @if found.may_follow { (tell(platform, found, typed)) }
            }
        }
        @if !found.followed.is_empty() {
            h2 { "You said, we did" }
            @for one in &found.followed {
                section.letter { p { strong { "You said: " } (one.said) } p { strong { "We did: " } (one.did) } }
            }
        }
    };
    let title = errors::title(typed, &heading);
    let provider = found.provider.as_ref();
    let frame = Frame {
        title: &title,
        provider,
        reader: Some(reader),
        seat: provider.and_then(|provider| door::seat(reader, provider)),
        here: "What was said",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn picture(by_point: [usize; 5]) -> Markup {
    let answers: usize = by_point.iter().sum();
    html! {
        h2 { "How useful it was" }
        (bars::bars(&Bars {
            caption: "How useful it was",
            head: "Answers",
            parts: &PARTS,
            lines: &[Line { head: html! { (answers) " answers" }, counts: counts(by_point) }],
        }))
    }
}

fn collected(themes: &[(String, usize)]) -> Markup {
    html! {
        @if !themes.is_empty() {
            h2 { "Themes" }
            ul { @for (theme, many) in themes { li { (theme) ": " (many) } } }
        }
    }
}

fn words(platform: &Platform, found: &Heard, one: &Said) -> Markup {
    html! {
        section.letter id={ "answer-" (one.answer) } {
            @for line in one.words.lines() { p { (line) } }
            @if found.may_follow {
                @let id = format!("themes-{}", one.answer);
                form method="post" action={ (heard_address(found.session.id)) "/theme" } {
                    (form::once(platform.number()))
                    input type="hidden" name="answer" value=(one.answer);
                    div.field {
                        label for=(id) { "Themes, apart by commas" }
                        input id=(id) name="themes" type="text" autocomplete="off" value=(one.themes.join(", "));
                    }
                    button.button.is-quiet type="submit" { "Keep the themes" }
                }
            } @else if !one.themes.is_empty() {
                p.quiet { (one.themes.join(", ")) }
            }
        }
    }
}

fn tell(platform: &Platform, found: &Heard, typed: &Typed) -> Markup {
    html! {
        h2 { "Tell them what you did" }
        form.form data-answer method="post" action={ (heard_address(found.session.id)) "/follow" } {
            (form::once(platform.number()))
            (form::words(&Field::of(typed, "said", "You said").hint("In a sentence, and so that nobody is known by it."), 2))
            (form::words(&Field::of(typed, "did", "We did"), 2))
            div.buttons { (form::button("Tell those who answered")) }
        }
    }
}
