//! Lists who asks to be erased, and erases one after a preview.
//!
//! Owns `/access/erasures` and what stands below it. It never shows more of somebody than their name.

use actions::{
    ActionError, Platform,
    access::erasure::{Preview, Told, erase, erasures, preview_erasure},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{calendar::uk_day, person::erasure::Stand};
use maud::{Markup, html};
use uuid::Uuid;

use super::{ALL, said, stands};
use crate::{
    access::retention,
    error::PageError,
    parts::{
        empty,
        form::{self, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

/// What the rows of a table are, in words.
const GOES: [(&str, &str); 42] = [
    ("person_email", "Addresses"),
    ("person_reference", "References of providers"),
    ("person_view", "Lists kept under a name"),
    ("person_twin", "Proposals that two records are one person’s"),
    ("person_membership", "Roles, of which subject and phase go"),
    ("person_merge", "Joined records, of which the old values go"),
    ("ledger_words", "Free words beside entries"),
    (
        "ledger_history",
        "answers about an earlier record, of which the words go",
    ),
    ("notice_nudge", "Reminders"),
    ("notice_outbox", "Messages"),
    ("notice_message", "Messages of their inbox"),
    ("notice_mail", "Days on which mail went to them"),
    ("notice_choice", "What they chose for their mail"),
    ("feedback_ask", "Sessions about which they were asked"),
    ("feedback_answer", "Answers about sessions"),
    ("feedback_theme", "Themes of their answers"),
    ("prior_learning_audit", "How they see themself as a mentor"),
    (
        "prior_learning_item",
        "What their earlier training was, of which the minutes stay",
    ),
    ("prior_learning_file", "Files that show it"),
    ("prior_learning_upload", "Files on their way"),
    ("prior_learning_part", "Parts of files on their way"),
    ("prior_learning_request", "How they used it"),
    ("prior_learning_decision", "Words of decisions on it"),
    ("prior_learning_reply", "What they said to a decision"),
    ("prior_learning_enquiry", "What issuers were asked about it"),
    (
        "prior_learning_adjustment",
        "Why they were asked otherwise than everybody",
    ),
    ("placement_student_teacher", "Details of their own training"),
    ("booking_record", "Bookings, of which needs and reasons go"),
    ("booking_working", "Days of the week on which they work"),
    ("booking_feed", "The private address of their calendar"),
    ("access_session", "Sign-ins"),
    ("access_ticket", "Links and codes"),
    ("access_vouch", "Words given for a new address"),
    ("access_identity", "Sign-ins elsewhere"),
    ("access_question", "Sign-ins elsewhere on their way"),
    ("access_passkey", "Passkeys"),
    (
        "access_passkey_question",
        "Questions to passkeys on their way",
    ),
    (
        "access_delegate",
        "Days on which somebody decided for another, of which the reason goes",
    ),
    ("access_sampled_person", "Places in a guest’s sample"),
    ("audit_once", "Keys of forms"),
    ("audit_import_change", "Values that imports changed"),
    ("audit_import_row", "Refused rows of imports"),
];

/// Shows who asks.
pub(in crate::access) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    axum::extract::RawQuery(question): axum::extract::RawQuery,
) -> Result<Response, PageError> {
    let all = erasures(&platform, reader.actor()).await?;
    let main = html! {
        p.caption { "This installation" }
        h1 { "Forgetting" }
        @if question.as_deref() == Some("done=erased") {
            (notice::notice(Tone::Done, &html! { p { "Erased. Minutes, sums and chains are as they were." } }))
        }
        ul.plain {
            li.plain-line { a.target href=(retention::ADDRESS) { "What is kept how long, and what is due" } }
        }
        h2 { "Who asks to be erased" }
        @if all.is_empty() {
            (empty::empty("Nobody asks", &html! {
                "Whoever asks to be erased stands here, with what the offices say to it."
            }))
        }
        @for told in &all { (line(told)) }
    };
    Ok(framed(&reader, "Forgetting", &main).into_response())
}

fn line(told: &Told) -> Markup {
    html! {
        article.waits {
            h3 { (told.name) }
            p { "Asked on " (words::day(uk_day(told.request.asked_at))) ". " (stands(told)) }
            p { a.target href={ (ALL) "/" (told.request.id) } { "See what would go" span.unseen { " of " (told.name) } } }
        }
    }
}

fn framed(reader: &Reader, title: &str, main: &Markup) -> Markup {
    shell::page(
        &Frame {
            title,
            reader: Some(reader),
            seat: reader.seat(actions::access::SeatKind::Administrator),
            here: "Forgetting",
            ..Frame::default()
        },
        main,
    )
}

/// Shows what erasing somebody comes to.
pub(in crate::access) async fn one(
    State(platform): State<Platform>,
    reader: Reader,
    Path(request): Path<String>,
) -> Result<Response, PageError> {
    let request = number(&request)?;
    match preview_erasure(&platform, reader.actor(), request).await {
        Ok(preview) => Ok(page(&platform, &reader, request, &preview, None).into_response()),
        Err(ActionError::Refused(_)) => Ok(Redirect::to(ALL).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// Erases somebody.
pub(in crate::access) async fn erase_one(
    State(platform): State<Platform>,
    reader: Reader,
    Path(request): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (actor, once, request) = (reader.actor(), typed.once()?, number(&request)?);
    match erase(&platform, actor, once, request).await {
        Ok(()) => Ok(Redirect::to("/access/erasures?done=erased").into_response()),
        Err(ActionError::Refused(no)) => match preview_erasure(&platform, actor, request).await {
            Ok(preview) => {
                let page = page(&platform, &reader, request, &preview, Some(&no.to_string()));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            Err(ActionError::Refused(_)) => Ok(Redirect::to(ALL).into_response()),
            Err(error) => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}

fn number(text: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(text).map_err(|_| PageError::NotFound)
}

fn page(
    platform: &Platform,
    reader: &Reader,
    request: Uuid,
    preview: &Preview,
    no: Option<&str>,
) -> Markup {
    let name = preview.person.name();
    let told = preview.told.as_ref();
    let ready = told.is_some_and(|told| told.stand == Stand::Ready && !told.has_role);
    let main = html! {
        p.caption { a href=(ALL) { "Forgetting" } }
        h1 { "Erase " (name) "?" }
        @if let Some(no) = no { (notice::notice(Tone::Look, &html! { p { (no) } })) }
        @if let Some(told) = told {
            p.lead { "Asked on " (words::day(uk_day(told.request.asked_at))) ". " (stands(told)) }
            (said(told))
        }
        h2 { "What goes" }
        ul.permit-list {
            li { "Name and TRN; “Erased person” stands in their place." }
            @for (table, rows) in preview.goes.iter().filter(|(_, rows)| *rows > 0) {
                li { (words_of(table)) ": " (rows) }
            }
            @if preview.notes > 0 { li { "Notes, of which the words are struck out; the chain still holds: " (preview.notes) } }
        }
        h2 { "What stays" }
        @if preview.stays.is_empty() { p { "Nothing is recorded." } }
        ul.permit-list {
            @for (provider, entries, minutes) in &preview.stays {
                li { (provider.name) ": " (words::counted(*entries, "line", "lines")) ", " (words::amount(*minutes)) }
            }
        }
        @if ready {
            p { strong { "It cannot be undone." } " Undoing an import later does not bring anything back." }
            form.form method="post" action={ (ALL) "/" (request) } {
                (form::once(platform.number()))
                div.buttons {
                    button.button type="submit" { "Erase " (name) }
                    a.target href=(ALL) { "Leave it" }
                }
            }
        } @else {
            p { "It can be done once nothing stands against it and no role is held." }
        }
    };
    framed(reader, &format!("Erase {name}?"), &main)
}

fn words_of(table: &str) -> &str {
    let mut all = GOES.iter();
    all.find(|(known, _)| *known == table)
        .map_or("Names in what was pointed out of imports", |(_, words)| {
            words
        })
}
