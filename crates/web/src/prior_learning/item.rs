//! Asks for one piece of earlier training, one thing a page; every page is kept as it is sent.
//!
//! Owns the pages beneath `/prior-learning/item`. It never loses what was told before.

use actions::{Platform, prior_learning};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Minutes,
    prior_learning::{ItemDraft, ItemKind, PartnerSession},
};
use maud::{Markup, html};

use super::{ADDRESS, item_number, own::frame};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        shell,
    },
    person::sentence,
    reader::Reader,
};

/// Asks what kind it was.
pub(super) async fn kinds(State(platform): State<Platform>, reader: Reader) -> Markup {
    kind_page(&platform, &Typed::default(), &reader)
}

/// Begins an item.
pub(super) async fn begin(
    State(platform): State<Platform>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let Some(kind) = ItemKind::read(typed.text("kind")) else {
        typed.fault("kind", "Choose the kind that fits best.");
        let page = kind_page(&platform, &typed, &reader);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (actor, once) = (reader.actor(), typed.once()?);
    let id = prior_learning::begin(&platform, actor, once, (actor.person, kind)).await?;
    Ok(Redirect::to(&format!("{ADDRESS}/item/{}/what", id.0)).into_response())
}

fn kind_page(platform: &Platform, typed: &Typed, reader: &Reader) -> Markup {
    let heading = "What kind of training was it?";
    asking(heading, None, typed, &kind_buttons(platform, typed), reader)
}

/// The kinds of training, each a press that begins an item.
pub(super) fn kind_buttons(platform: &Platform, typed: &Typed) -> Markup {
    html! {
        form method="post" action={ (ADDRESS) "/item" } {
            (form::once(platform.number()))
            @if let Some(fault) = typed.fault_of("kind") { p.fault { span.unseen { "Error: " } (fault) } }
            div.buttons {
                @for (at, (_, code, told)) in ItemKind::ALL.iter().enumerate() {
                    button.button.is-quiet id=[(at == 0).then_some("kind")] type="submit" name="kind" value=(code) { (told) }
                }
            }
        }
    }
}

/// One question of an item, beneath what is known of it.
fn asking(
    heading: &str,
    known: Option<&str>,
    typed: &Typed,
    form: &Markup,
    reader: &Reader,
) -> Markup {
    let main = html! {
        p.caption {
            a href=(ADDRESS) { "What you bring with you" }
            @if let Some(known) = known { ": " (known) }
        }
        h1 { (heading) }
        (errors::summary(typed))
        (form)
    };
    let title = errors::title(typed, heading);
    shell::page(&frame(&title, reader), &main)
}

/// Asks what it was and who gave it.
pub(super) async fn ask_what(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    let item = prior_learning::item(&platform, reader.actor(), item_number(&id)?).await?;
    let typed = Typed::default()
        .with("title", &item.title)
        .with("given_by", &item.given_by)
        .with("session", chosen(&item));
    let sessions = sessions(&platform, &reader).await?;
    Ok(what_page(&platform, (&item, &sessions), &typed, &reader))
}

async fn sessions(platform: &Platform, reader: &Reader) -> Result<Vec<PartnerSession>, PageError> {
    let actor = reader.actor();
    let mut found = prior_learning::brought(platform, actor, actor.person)
        .await?
        .sessions;
    found.sort_by(|one, other| {
        (&one.institution, &one.code).cmp(&(&other.institution, &other.code))
    });
    found.dedup_by(|one, other| (&one.institution, &one.code) == (&other.institution, &other.code));
    Ok(found)
}

/// What stands for a session in the list.
fn value(session: &PartnerSession) -> String {
    format!("{}|{}", session.institution, session.code)
}

fn chosen(item: &ItemDraft) -> String {
    match item.session.is_empty() {
        true => String::new(),
        false => format!("{}|{}", item.given_by, item.session),
    }
}

/// Keeps what it was and who gave it.
pub(super) async fn keep_what(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let before = prior_learning::item(&platform, reader.actor(), item_number(&id)?).await?;
    let sessions = sessions(&platform, &reader).await?;
    let of_the_list = sessions
        .iter()
        .find(|session| value(session) == typed.text("session"));
    let mut item = ItemDraft {
        title: typed.text("title").to_owned(),
        given_by: typed.text("given_by").to_owned(),
        session: String::new(),
        version: version(&typed, &before),
        ..before.clone()
    };
    if let Some(session) = of_the_list {
        item.title = session.title.clone();
        item.given_by = session.institution.clone();
        item.session = session.code.clone();
        if item.minutes == Minutes::ZERO {
            item.minutes = session.minutes;
        }
    } else {
        typed.needs("title", "Tell what it was called.");
        typed.needs("given_by", "Tell who gave it.");
    }
    if typed.is_sound() {
        let once = typed.once()?;
        match prior_learning::keep_item(&platform, reader.actor(), once, &item).await {
            Ok(()) => {
                let to = format!("{ADDRESS}/item/{}/when", item.id.0);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => typed.fault("title", sentence(error)?),
        }
    }
    let page = what_page(&platform, (&before, &sessions), &typed, &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The version that the form showed.
fn version(typed: &Typed, before: &ItemDraft) -> i64 {
    typed.text("seen").parse().unwrap_or(before.version)
}

fn what_page(
    platform: &Platform,
    (item, sessions): (&ItemDraft, &[PartnerSession]),
    typed: &Typed,
    reader: &Reader,
) -> Markup {
    let offers: Vec<Offer> = sessions
        .iter()
        .map(|one| Offer::of(value(one), format!("{}: {}", one.institution, one.title)))
        .collect();
    let heading = "What was it, and who gave it?";
    let form = html! {
        form.form data-answer method="post" action={ (ADDRESS) "/item/" (item.id.0) "/what" } {
            (form::once(platform.number()))
            (form::seen(&item.version.to_string()))
            @if !offers.is_empty() && item.kind == ItemKind::Provider {
                (form::select(&Field::of(typed, "session", "Was it one of these?").hint("Sessions of partner institutions. Where yours is here, leave the rest blank."), Some("None of these"), &offers))
            }
            (form::text(&Field::of(typed, "title", "What was it called?").hint("As on the certificate or the e-mail.")))
            (form::text(&Field::of(typed, "given_by", "Who gave it?").hint("A university, a teaching school hub, a company.")))
            div.buttons { (form::button("Go on")) }
        }
    };
    asking(heading, Some(item.kind.told()), typed, &form, reader)
}

/// Asks when it was, how long, and whether there is anything to show.
pub(super) async fn ask_when(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Markup, PageError> {
    let item = prior_learning::item(&platform, reader.actor(), item_number(&id)?).await?;
    let mut typed = Typed::default().with_date("held_on", item.held_on);
    if item.minutes > Minutes::ZERO {
        typed = typed.with_minutes("length", item.minutes);
    }
    if let Some(evidence) = item.evidence {
        typed = typed.with("evidence", if evidence { "promised" } else { "none" });
    }
    Ok(when_page(&platform, &item, &typed, &reader))
}

/// Keeps when it was, how long, and whether there is anything to show.
pub(super) async fn keep_when(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let before = prior_learning::item(&platform, reader.actor(), item_number(&id)?).await?;
    let held_on = typed.date("held_on");
    if held_on.is_none() && typed.fault_of("held_on").is_none() {
        typed.fault("held_on", "Tell on which day it ended.");
    }
    let minutes = typed.minutes("length");
    if minutes.is_none() && typed.fault_of("length").is_none() {
        typed.fault("length", "Tell how long it was.");
    }
    typed.needs("evidence", "Say whether you have anything to show for it.");
    if typed.is_sound() {
        let item = ItemDraft {
            held_on,
            minutes: minutes.unwrap_or_default(),
            evidence: Some(typed.text("evidence") == "promised"),
            version: version(&typed, &before),
            ..before.clone()
        };
        let once = typed.once()?;
        match prior_learning::keep_item(&platform, reader.actor(), once, &item).await {
            Ok(()) => {
                let to = match item.evidence {
                    Some(true) => super::file::address(item.id),
                    _ => format!("{ADDRESS}?done=item"),
                };
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => typed.fault("held_on", sentence(error)?),
        }
    }
    let page = when_page(&platform, &before, &typed, &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn when_page(platform: &Platform, item: &ItemDraft, typed: &Typed, reader: &Reader) -> Markup {
    let heading = "When was it, and how long?";
    let form = html! {
        form.form data-answer method="post" action={ (ADDRESS) "/item/" (item.id.0) "/when" } {
            (form::once(platform.number()))
            (form::seen(&item.version.to_string()))
            (form::date(&Field::of(typed, "held_on", "On which day did it end?").hint("For example 4 3 2025. The last day where it ran for longer; roughly will do.")))
            (form::minutes(&Field::of(typed, "length", "How long was it in all?")))
            p { "Have you anything to show for it: a certificate, an e-mail, slides? Without it you can still ask, and the other institution may be able to confirm it." }
            @if let Some(fault) = typed.fault_of("evidence") { p.fault { span.unseen { "Error: " } (fault) } }
            div.buttons {
                button.button id="evidence" type="submit" name="evidence" value="promised" { "Keep it, and show it" }
                button.button.is-quiet type="submit" name="evidence" value="none" { "Keep it, with nothing to show" }
            }
        }
    };
    asking(heading, Some(&item.title), typed, &form, reader)
}

/// Takes an item away.
pub(super) async fn remove(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (actor, once) = (reader.actor(), typed.once()?);
    prior_learning::remove(&platform, actor, once, item_number(&id)?).await?;
    Ok(Redirect::to(&format!("{ADDRESS}?done=removed")).into_response())
}
