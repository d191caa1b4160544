//! Shows what an office wrote to many, who has it, read it and acted, and what mail did not arrive.
//!
//! Owns `/notice/written`. It never shows what a message to one person says.

use actions::{
    Platform,
    notice::{self, Reached, Send, Trouble},
};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    access::{Deed, Object},
    calendar::{moment, uk_day},
    notice::MessageState,
    partnership::Provider,
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{outbox, write};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        empty,
        form::{self, Typed},
        notice::{self as note, Tone},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// The address with a provider.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/notice/written/{}", provider.code.to_lowercase())
}

/// Shows what was written, and one writing with its readers where the address asks for it.
pub(super) async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let of = Address::of(&door.path).asking(&door.question);
    let one: Option<Uuid> = of.value("one").parse().ok();
    let found = notice::written(&platform, reader.actor(), &door.code, one).await?;
    let troubles = notice::troubles(&platform, reader.actor(), &door.code).await?;
    let provider = &found.provider;
    let writes = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    let main = html! {
        h1 { "What was written" }
        @if let Ok(many) = of.value("done").parse::<usize>() {
            (note::notice(Tone::Done, &html! {
                p { "Written to " (words::count(many)) @if many == 1 { " person." } @else { " people." } " It stands in their messages now." }
            }))
        }
        @if of.value("done") == "again" {
            (note::notice(Tone::Done, &html! { p { "The message is sent again within a few seconds." } }))
        }
        @if reader.actor().may(Deed::WriteToList, writes).is_ok() {
            p { a.button.is-quiet href=(write::address(provider)) { "Write to mentors" } }
        }
        @if found.sends.is_empty() {
            (empty::empty("Nothing was written yet", &html! { "Narrow the list of mentors, and write to those who are left." }))
        } @else if let Some(send) = found.sends.iter().find(|send| Some(send.id) == one) {
            (whole(send, &found.reached))
        } @else {
            (list(&of, &found.sends))
        }
        @if one.is_none() {
            h2 #troubles { "Mail that did not arrive" }
            @if troubles.is_empty() {
                p.quiet { "Every message to the people of your partnership was taken by their mail servers and has not come back, or is on its way." }
            } @else {
                p { "Those concerned have what was written in their messages all the same. What stands here did not reach their mail." }
                (failed(&platform, provider, &troubles, reader.actor().may(Deed::ResendToPeople, writes).is_ok()))
            }
        }
    };
    Ok(crate::person::framed(&reader, provider, "What was written", &main).into_response())
}

/// Has a message sent again that did not arrive.
pub(super) async fn again(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    typed: Typed,
) -> Result<Response, PageError> {
    let message = typed.number("message").ok_or(PageError::NotFound)?;
    let once = typed.once()?;
    notice::resend_to_people(&platform, reader.actor(), once, &door.code, message).await?;
    let there = format!("/notice/written/{}?done=again", door.code.to_lowercase());
    Ok(Redirect::to(&there).into_response())
}

/// What did not arrive: who, why, and how it is put right.
fn failed(
    platform: &Platform,
    provider: &Provider,
    troubles: &[Trouble],
    may_resend: bool,
) -> Markup {
    let columns = [
        Column::plain("Who"),
        Column::named("Since"),
        Column::plain("What happened"),
        Column::plain("What to do"),
    ];
    let once = platform.number();
    let line = |one: &Trouble| {
        let letter = &one.letter;
        let name = match one.name.as_str() {
            "" => letter.to.as_str(),
            name => name,
        };
        Line {
            id: format!("message-{}", letter.id),
            class: None,
            head: html! {
                p.row-title { (name) }
                p.row-more { (outbox::kind(letter.kind)) ", to " (letter.to) }
            },
            cells: vec![
                Some(html! { (moment(letter.queued_at)) }),
                Some(html! {
                    p { (letter.failure) }
                    p.row-more {
                        @if letter.state == MessageState::Waiting { "It is tried again by itself at " (moment(letter.next_at)) "." }
                        @else { "It is not tried again by itself." }
                    }
                }),
                Some(html! {
                    @if let Some(person) = letter.person {
                        p { a.target href=(crate::person::page(provider, person)) { "Mend the address" span.unseen { " of " (name) } } }
                    }
                    @if !letter.can_go_again {
                        p.row-more { "Its link was for them alone. They ask for another once the address is right." }
                    } @else if may_resend {
                        form method="post" action={ (address(provider)) "/again" } {
                            (form::once(once))
                            input type="hidden" name="message" value=(letter.id);
                            button.button.is-quiet type="submit" { "Send it again" span.unseen { " to " (name) } }
                        }
                    }
                }),
            ],
        }
    };
    table::table(&Table {
        caption: "Mail that did not arrive",
        columns: &columns,
        lines: troubles.iter().map(line).collect(),
    })
}

fn list(of: &Address, sends: &[Send]) -> Markup {
    let columns = [
        Column::plain("Message"),
        Column::named("Written"),
        Column::named("People"),
        Column::named("Read"),
        Column::named("Acted"),
    ];
    let line = |send: &Send| Line {
        id: format!("send-{}", send.id),
        class: None,
        head: html! {
            p.row-title { a href=(Address::of(of.path()).with("one", send.id)) { (send.template.subject) } }
        },
        cells: vec![
            Some(html! { (words::told(uk_day(send.sent_at))) }),
            Some(html! { (send.people) }),
            Some(html! { (send.read) }),
            Some(html! { (send.acted) }),
        ],
    };
    table::table(&Table {
        caption: "What was written",
        columns: &columns,
        lines: sends.iter().map(line).collect(),
    })
}

fn whole(send: &Send, reached: &[(String, Reached)]) -> Markup {
    let columns = [
        Column::plain("Who"),
        Column::named("Has it"),
        Column::named("Read"),
        Column::named("Acted"),
        Column::named("Mail"),
    ];
    let line = |(name, one): &(String, Reached)| Line {
        id: format!("notice-{}", one.notice),
        class: None,
        head: html! { p.row-title { (name) } },
        cells: vec![
            Some(html! { "In their messages" }),
            Some(html! { @if let Some(at) = one.read_at { (moment(at)) } @else { "Not yet" } }),
            Some(html! { @if let Some(at) = one.acted_at { (moment(at)) } @else { "Not yet" } }),
            Some(
                html! { (fares(one)) @if !one.failure.is_empty() { span.hint { (one.failure) } } },
            ),
        ],
    };
    html! {
        h2 { (send.template.subject) }
        p.quiet {
            "Written at " (moment(send.sent_at)) ". "
            (send.people) " people have it, " (send.read) " have read it, " (send.acted) " acted."
        }
        section.letter { @for part in send.template.words.split("\n\n") { p { (part) } } }
        (table::table(&Table {
            caption: "Who has it",
            columns: &columns,
            lines: reached.iter().map(line).collect(),
        }))
    }
}

fn fares(one: &Reached) -> &'static str {
    match (one.mail, one.waits) {
        (Some(MessageState::Sent), _) => "Taken by their mail server",
        (Some(MessageState::Waiting), _) => "On its way",
        (Some(MessageState::GivenUp), _) => "Did not arrive: see the list of such mail",
        (Some(MessageState::Lapsed), _) => "Of no more use before it could go",
        (None, true) => "With their next digest",
        (None, false) => "In their messages alone",
    }
}
