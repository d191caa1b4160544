//! Asks for somebody's word that an address belongs to a person whose old one is dead.
//!
//! Owns the page `/access/vouch/{provider}/{person}`. It never says who gave their word before.

use actions::{
    Platform,
    access::address::{Vouched, give_word, known},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    partnership::Provider,
    person::{Person, PersonId},
};
use maud::{Markup, html};

use crate::{
    door::{self, Door},
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
    },
    person::{number, sentence},
    reader::Reader,
};

/// The address of the page for somebody.
#[must_use]
pub fn address(provider: &Provider, person: PersonId) -> Address {
    let code = provider.code.to_lowercase();
    Address::of(format!("/access/vouch/{code}/{}", person.0))
}

/// Shows the form.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let person = number(&person)?;
    let (provider, whom) = known(&platform, reader.actor(), &door.code, person).await?;
    let asked = Address::of("").asking(&door.question);
    let page = page(
        &platform,
        &reader,
        (&provider, &whom),
        &Typed::default(),
        asked.value("done"),
    );
    Ok(page.into_response())
}

/// Takes somebody's word.
pub(super) async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let person = number(&person)?;
    let (provider, whom) = known(&platform, reader.actor(), &door.code, person).await?;
    let once = typed.once()?;
    if typed.needs("email", "Type the new address.") {
        let to = typed.text("email").to_owned();
        let whom = (door.code.as_str(), person);
        match give_word(&platform, reader.actor(), once, whom, &to).await {
            Ok(done) => {
                let done = match done {
                    Vouched::Waits => "waits",
                    Vouched::Added => "added",
                };
                let to = address(&provider, person).with("done", done);
                return Ok(Redirect::to(&to.to_string()).into_response());
            }
            Err(error) => typed.fault("email", sentence(error)?),
        }
    }
    let page = page(&platform, &reader, (&provider, &whom), &typed, "");
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn page(
    platform: &Platform,
    reader: &Reader,
    (provider, whom): (&Provider, &Person),
    typed: &Typed,
    done: &str,
) -> Markup {
    let title = format!("A new address for {}", whom.name());
    let main = html! {
        h1 { (title) }
        (errors::summary(typed))
        @match done {
            "waits" => (notice::notice(Tone::Waiting, &html! {
                p { "Your word is kept. Ask a second person who knows " (whom.name()) " to give theirs, on this page, for the same address." }
            })),
            "added" => (notice::notice(Tone::Done, &html! {
                p { "Two people gave their word: the address is added, and a link is on its way there." }
            })),
            _ => {}
        }
        p.lead {
            "For somebody whose old address is dead, because they changed school or the mailbox was \
             closed. Two people who know them give their word; what is kept of them stays."
        }
        ul {
            li { "Make sure of the address by speaking to them: not by a message that came from it." }
            li { "Your name is noted. They are signed out everywhere, and their old address is told." }
        }
        form.form method="post" action=(address(provider, whom.id)) {
            (form::once(platform.number()))
            (form::email(&Field::of(typed, "email", "Their new work address")))
            div.buttons { (form::button("I give my word")) }
        }
    };
    let shown = errors::title(typed, &title);
    let frame = Frame {
        title: &shown,
        provider: Some(provider),
        reader: Some(reader),
        seat: door::seat(reader, provider),
        ..Frame::default()
    };
    shell::page(&frame, &main)
}
