//! Asks for another name, number or address of somebody, and keeps it.
//!
//! Owns that form. It never overwrites in silence what somebody else changed.

use actions::{
    ActionError, Platform,
    person::{Details, change, details},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Refusal,
    partnership::Provider,
    person::{self, Person},
};
use maud::{Markup, html};

use super::{list::titled, routes::number};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        difference::{self, Difference},
        errors,
        form::{self, Field, Typed},
    },
    reader::Reader,
};

/// Shows the form.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let person = number(&person)?;
    let (provider, person, there) = details(&platform, reader.actor(), &door.code, person).await?;
    let typed = shown(&there);
    let page = page(
        &platform,
        &reader,
        (&provider, &person),
        &there,
        &typed,
        false,
    );
    Ok(page.into_response())
}

/// Keeps what was typed, or shows it again with what is wrong.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, person)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let whom = number(&person)?;
    let wanted = wanted(&mut typed);
    let once = typed.once()?;
    let mut quicker = false;
    if typed.is_sound() {
        let asked = (door.code.as_str(), whom);
        let done = change(
            &platform,
            reader.actor(),
            once,
            asked,
            typed.text("seen"),
            &wanted,
        );
        match done.await {
            Ok(()) => {
                let to = format!("{}/{}?done=changed", door.of("person"), whom.0);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(ActionError::Refused(Refusal::Person(refusal))) => {
                quicker = refusal == person::Refusal::ChangedMeanwhile;
                if !quicker {
                    typed.fault(field_of(&refusal), refusal.to_string());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    let (provider, person, there) = details(&platform, reader.actor(), &door.code, whom).await?;
    let page = page(
        &platform,
        &reader,
        (&provider, &person),
        &there,
        &typed,
        quicker,
    );
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn field_of(refusal: &person::Refusal) -> &'static str {
    match refusal {
        person::Refusal::TrnTaken => "trn",
        person::Refusal::EmailTaken(_) | person::Refusal::NotAnEmail(_) => "emails",
        _ => "first_name",
    }
}

fn wanted(typed: &mut Typed) -> Details {
    typed.needs(
        "first_name",
        "Give the first name, as the person writes it.",
    );
    typed.needs("last_name", "Give the last name, as the person writes it.");
    let trn = match typed.text("trn") {
        "" => None,
        written => match written.parse() {
            Ok(trn) => Some(trn),
            Err(_) => {
                typed.fault("trn", "A TRN has seven digits, zeros in front included.");
                None
            }
        },
    };
    let emails = typed.text("emails").split_whitespace().map(str::to_owned);
    Details {
        emails: emails.collect(),
        trn,
        first_name: typed.text("first_name").to_owned(),
        last_name: typed.text("last_name").to_owned(),
    }
}

fn shown(there: &Details) -> Typed {
    Typed::default()
        .with("first_name", &there.first_name)
        .with("last_name", &there.last_name)
        .with(
            "trn",
            there.trn.map(|trn| trn.to_string()).unwrap_or_default(),
        )
        .with("emails", there.emails.join("\n"))
}

const FIELDS: [(&str, &str); 4] = [
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("trn", "TRN"),
    ("emails", "E-mail addresses"),
];

fn differences(there: &Details, typed: &Typed) -> Vec<Difference> {
    let now = shown(there);
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    FIELDS
        .iter()
        .map(|(field, label)| {
            let typed = one_line(typed.text(field));
            Difference::of(label, one_line(now.text(field)), typed)
        })
        .collect()
}

fn page(
    platform: &Platform,
    reader: &Reader,
    (provider, person): (&Provider, &Person),
    there: &Details,
    typed: &Typed,
    quicker: bool,
) -> Markup {
    let back = super::page(provider, person.id);
    let field = |at: usize| Field::of(typed, FIELDS[at].0, FIELDS[at].1);
    let fields = differences(there, typed);
    let title = format!("Change the record of {}", person.name());
    let main = html! {
        p.caption { a href=(back) { (person.name()) } }
        h1 { "Change the record" }
        (errors::summary(typed))
        @if quicker {
            (difference::difference("This record is no longer as the form showed it.", &difference::since(&fields, typed)))
        }
        form.form method="post" action={ (back) "/change" } {
            (form::once(platform.number()))
            (difference::shown(&there.token(), &fields, typed, quicker))
            (form::text(&field(0).hint("As the person writes it.")))
            (form::text(&field(1)))
            (form::digits(&field(2).hint("Seven digits, zeros in front included. Leave it blank where it is not known.").wide(7)))
            (form::words(&field(3).hint("One on each line. Nobody else here can have the same."), 3))
            div.buttons { (form::button("Keep these")) a.target href=(back) { "Leave it as it is" } }
        }
    };
    titled(reader, provider, &errors::title(typed, &title), &main)
}
