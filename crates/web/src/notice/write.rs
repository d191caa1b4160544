//! Lets an office write to exactly those whom a list of mentors shows.
//!
//! Owns `/notice/write`. It never chooses whom: the address does, as on the list itself.

use actions::{
    ActionError, Platform,
    notice::{self, Kept, Meant, Preview},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    notice::template::{FIELDS, Template},
    partnership::{Provider, SchoolPhase},
    person::PersonId,
};
use maud::{Markup, html};

use super::written;
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        empty, errors,
        filters::{self, By, Filters},
        form::{self, Field, Offer, Typed},
        notice::{self as note, Tone},
        words,
    },
    person::asked,
    reader::Reader,
};

/// The address with a provider.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/notice/write/{}", provider.code.to_lowercase())
}

/// How many names the page shows before it only counts.
const NAMED: usize = 300;

/// What the page shows.
struct Shown<'a> {
    of: &'a Address,
    meant: &'a Meant,
    kept: &'a [Kept],
    typed: &'a Typed,
    preview: Option<&'a Preview>,
}

/// Shows whom the address means, and asks for the words.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let of = Address::of(&door.path).asking(&door.question);
    let meant = found(&platform, &reader, &of, &door).await?;
    let kept = notice::templates(&platform, reader.actor(), &door.code).await?;
    let chosen = kept
        .iter()
        .find(|kept| kept.id.to_string() == of.value("template"));
    let typed = match chosen {
        Some(kept) => Typed::default()
            .with("subject", &kept.template.subject)
            .with("words", &kept.template.words)
            .with("name", &kept.name),
        None => Typed::default(),
    };
    let shown = Shown {
        of: &of,
        meant: &meant,
        kept: &kept,
        typed: &typed,
        preview: None,
    };
    Ok(page(&platform, &shown, &reader).into_response())
}

async fn found(
    platform: &Platform,
    reader: &Reader,
    of: &Address,
    door: &Door,
) -> Result<Meant, PageError> {
    let question = asked(of, &door.code, usize::MAX);
    Ok(notice::meant(platform, reader.actor(), &question).await?)
}

/// Shows the message as one of them would get it, keeps its words, or sends it.
pub(super) async fn press(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let of = Address::of(&door.path)
        .asking(&door.question)
        .without("template");
    let (actor, once) = (reader.actor(), typed.once()?);
    let template = Template {
        subject: typed.text("subject").to_owned(),
        words: typed.text("words").to_owned(),
    };
    let meant = found(&platform, &reader, &of, &door).await?;
    let done = match typed.text("step") {
        "keep" => {
            let name = (door.code.as_str(), typed.text("name"));
            let kept = notice::keep_template(&platform, actor, once, name, &template).await;
            kept.map(|()| Some(of.clone().with("done", "kept").to_string()))
        }
        "send" => {
            let question = asked(&of, &door.code, usize::MAX);
            let seen = typed.text("seen").parse().unwrap_or_default();
            let asked = of.question();
            let to = (&question, asked.as_str());
            let sent = notice::send(&platform, actor, once, to, &template, seen).await;
            sent.map(|many| {
                let there = Address::of(written::address(&meant.provider));
                Some(there.with("done", many).to_string())
            })
        }
        _ => Ok(None),
    };
    let whom = typed.number("whom").map(PersonId);
    let preview = match done {
        Ok(Some(to)) => return Ok(Redirect::to(&to).into_response()),
        Ok(None) => notice::preview(&meant, &template, whom).map_err(|refusal| refusal.to_string()),
        Err(ActionError::Refused(refusal)) => Err(refusal.to_string()),
        Err(error) => return Err(error.into()),
    };
    if let Err(sentence) = &preview {
        let field = if sentence.contains("subject") {
            "subject"
        } else {
            "words"
        };
        typed.fault(field, sentence.clone());
    }
    let kept = notice::templates(&platform, actor, &door.code).await?;
    let shown = Shown {
        of: &of,
        meant: &meant,
        kept: &kept,
        typed: &typed,
        preview: preview.as_ref().ok(),
    };
    let status = match preview {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page(&platform, &shown, &reader)).into_response())
}

fn page(platform: &Platform, shown: &Shown, reader: &Reader) -> Markup {
    let (meant, typed) = (shown.meant, shown.typed);
    let provider = &meant.provider;
    let many = meant.people.len();
    let main = html! {
        p.caption { a href=(written::address(provider)) { "What was written" } }
        h1 { "Write to mentors" }
        (errors::summary(typed))
        @if shown.of.value("done") == "kept" {
            (note::notice(Tone::Done, &html! { p { "The words are kept. Nothing was sent." } }))
        }
        h2 { "Whom you mean" }
        (filters::filters(&Filters { of: shown.of, search: "Name, TRN or e-mail", by: by(meant) }))
        (people(meant))
        @if many > 0 {
            h2 { "What you say" }
            @if !shown.kept.is_empty() {
                p { "Begin with kept words: "
                    @for (at, kept) in shown.kept.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href=(shown.of.clone().with("template", kept.id)) { (kept.name) }
                    }
                    "."
                }
            }
            form.form data-answer method="post" action=(shown.of.clone().without("template").without("done")) {
                (form::once(platform.number()))
                input type="hidden" name="seen" value=(many);
                (form::text(&Field::of(typed, "subject", "Subject")))
                (form::words(&Field::of(typed, "words", "Message").hint("A blank line begins a new paragraph. Why they got it, your name and a link to their training are added."), 8))
                (fields())
                @if let Some(preview) = shown.preview { (seen(preview)) }
                (form::select(&Field::of(typed, "whom", "See it as it reaches"), None, &offers(meant)))
                div.buttons { button.button.is-quiet type="submit" name="step" value="look" { "Show it" } }
                details.later {
                    summary { "Keep these words for another time" }
                    (form::text(&Field::of(typed, "name", "Under which name")))
                    div.buttons { (form::step("Keep the words", "keep")) }
                }
                div.buttons {
                    button.button type="submit" name="step" value="send" {
                        @match many { 1 => "Send it to one person", many => { "Send it to " (words::count(many)) " people" } }
                    }
                }
                p.quiet { "It stands in their messages at once. By mail it goes with their next weekly digest." }
            }
        }
    };
    let title = errors::title(typed, "Write to mentors");
    crate::person::framed(reader, provider, &title, &main)
}

fn people(meant: &Meant) -> Markup {
    let many = meant.people.len();
    html! {
        @if many == 0 {
            (empty::empty("Nobody is meant", &html! { "Nobody fits what is asked above." }))
        } @else {
            p {
                strong { (words::count(many)) } @if many == 1 { " mentor, and nobody else." } @else { " mentors, and nobody else." }
                @if meant.without_mail > 0 {
                    " Of " (words::count(meant.without_mail)) " no address is known: they read it when they sign in."
                }
            }
            details.later {
                summary { "See who they are" }
                ul { @for (_, name, _) in meant.people.iter().take(NAMED) { li { (name) } } }
                @if many > NAMED { p { "And " (words::count(many - NAMED)) " more." } }
            }
        }
    }
}

fn fields() -> Markup {
    html! {
        details.later {
            summary { "Fields that are filled in for each" }
            ul { @for (name, what) in FIELDS { li { code { "{" (name) "}" } ": " (what) } } }
        }
    }
}

fn seen(preview: &Preview) -> Markup {
    html! {
        section.letter #preview {
            p.quiet { "As it reaches " (preview.whom) }
            p { strong { (preview.filled.subject) } }
            @for part in preview.filled.words.split("\n\n") { p { (part) } }
        }
    }
}

fn offers(meant: &Meant) -> Vec<Offer> {
    let people = meant.people.iter().take(NAMED);
    people
        .map(|(person, name, _)| Offer::of(person.0.to_string(), name))
        .collect()
}

/// What narrows the list: the choices of the list of mentors, and three that a writing needs.
fn by(meant: &Meant) -> Vec<By<'static>> {
    let phases = SchoolPhase::ALL
        .iter()
        .map(|(phase, code)| Offer::of(*code, words::school_phase(*phase)));
    let mut by = crate::person::choices();
    by.push(By {
        name: "phase",
        label: "School phase",
        all: "Every phase",
        offers: phases.collect(),
    });
    by.push(By {
        name: "district",
        label: "District",
        all: "Every district",
        offers: meant
            .districts
            .iter()
            .map(|name| Offer::of(name, name))
            .collect(),
    });
    by.push(By {
        name: "late",
        label: "Late with",
        all: "Anything or nothing",
        offers: meant
            .parts
            .iter()
            .map(|(code, title)| Offer::of(code, title))
            .collect(),
    });
    by
}
