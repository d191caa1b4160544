//! Draws how outgoing messages fare.
//!
//! Owns the words for it. It never shows what a message says.

use actions::{
    access::SeatKind,
    notice::{Letter, Outbox},
};
use domain::{
    Timestamp,
    calendar::moment,
    notice::{MessageKind, MessageState},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{Finding, Outgoing};
use crate::{
    parts::{
        address::Address,
        empty, errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        table::{self, Column, Line, Table},
    },
    reader::Reader,
};

/// Where the page stands.
pub const ADDRESS: &str = "/notice/outbox";

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) found: &'a Outbox,
    pub(super) outgoing: Option<&'a Outgoing>,
    pub(super) findings: Option<&'a [Finding]>,
    pub(super) typed: &'a Typed,
    /// The keys of the two forms.
    pub(super) once: [Uuid; 2],
}

/// Draws the page.
#[must_use]
pub(super) fn page(shown: &Shown, reader: &Reader) -> Markup {
    let title = errors::title(shown.typed, "Outgoing mail");
    let main = html! {
        p.caption { "This installation" }
        h1 { "Outgoing mail" }
        (errors::summary(shown.typed))
        (done(shown.typed.text("done")))
        p.lead { (counted(&shown.found.counts)) }
        p.quiet { "What a message says is not shown here, and is gone once it is sent." }
        (way(shown.outgoing))
        h2 { "Does mail arrive?" }
        (trying(shown))
        (records(shown))
        (listed(shown, "Waiting", "Nothing waits", "Every message has been taken by the mail server.", &shown.found.waiting))
        (listed(shown, "Given up", "Nothing was given up", "No message was refused for good, and none came back.", &shown.found.given_up))
        (listed(shown, "Sent", "Nothing was sent yet", "Messages stand here once the mail server has taken them.", &shown.found.sent))
    };
    shell::page(
        &Frame {
            title: &title,
            reader: Some(reader),
            seat: reader.seat(SeatKind::Administrator),
            here: "Outgoing mail",
            ..Frame::default()
        },
        &main,
    )
}

fn done(what: &str) -> Markup {
    let words = match what {
        "again" => "The message is sent again within a few seconds.",
        "try" => "The message is on its way. It stands below until the mail server has taken it.",
        _ => return html! {},
    };
    notice::notice(Tone::Done, &html! { p { (words) } })
}

/// The counts in a sentence.
fn counted(counts: &[(MessageState, i64)]) -> String {
    let of = |state| {
        let mut counts = counts.iter();
        counts
            .find(|(known, _)| *known == state)
            .map_or(0, |(_, count)| *count)
    };
    format!(
        "{} waiting, {} given up, {} sent, {} no longer of use before they could be sent.",
        of(MessageState::Waiting),
        of(MessageState::GivenUp),
        of(MessageState::Sent),
        of(MessageState::Lapsed)
    )
}

fn way(outgoing: Option<&Outgoing>) -> Markup {
    match outgoing {
        Some(outgoing) => html! {
            p { "Messages come from " strong { (outgoing.sender) } " and leave by " strong { (outgoing.server) } "." }
        },
        None => html! {
            (notice::notice(Tone::Waiting, &html! {
                p { "In the demo nothing is sent. " a href="/demo/mail" { "Read what would have been sent" } }
            }))
        },
    }
}

fn trying(shown: &Shown) -> Markup {
    let field = Field::of(shown.typed, "to", "Send a message to this address")
        .hint("It says only that mail arrives.")
        .autocomplete("email");
    html! {
        form.form data-answer method="post" action="/notice/outbox/try" {
            (form::once(shown.once[0]))
            (form::email(&field))
            div.buttons { (form::button("Send it")) }
        }
    }
}

fn records(shown: &Shown) -> Markup {
    let Some(outgoing) = shown.outgoing else {
        return html! {};
    };
    let domain = outgoing.sender.rsplit('@').next().unwrap_or_default();
    let domain = domain.trim_end_matches('>');
    let Some(findings) = shown.findings else {
        let look = Address::of(ADDRESS).with("records", "look");
        return html! {
            p { a.target href=(look) { "Check the records of " (domain) } }
        };
    };
    let columns = [
        Column::plain("Record"),
        Column::plain("What was found"),
        Column::plain("What it means"),
    ];
    let line = |finding: &Finding| Line {
        id: finding.record.to_lowercase(),
        class: None,
        head: html! { p.row-title { (finding.record) } },
        cells: vec![
            Some(html! {
                strong {
                    @match finding.well {
                        Some(true) => "As it should be",
                        Some(false) => "Needs mending",
                        None => "Not known",
                    }
                }
            }),
            Some(html! { (finding.words) }),
        ],
    };
    html! {
        h2 #records { "The records of " (domain) }
        (table::table(&Table {
            caption: "What the sending domain says of itself",
            columns: &columns,
            lines: findings.iter().map(line).collect(),
        }))
    }
}

fn listed(shown: &Shown, title: &str, none: &str, why: &str, letters: &[Letter]) -> Markup {
    let columns = [
        Column::plain("Message"),
        Column::named("Since"),
        Column::plain("How it fares"),
    ];
    let line = |letter: &Letter| Line {
        id: format!("message-{}", letter.id),
        class: None,
        head: html! {
            p.row-title { (kind(letter.kind)) }
            p.row-more { "To " (letter.to) }
        },
        cells: vec![Some(time(letter.queued_at)), Some(fares(shown, letter))],
    };
    html! {
        h2 { (title) }
        @if letters.is_empty() {
            (empty::empty(none, &html! { (why) }))
        } @else {
            (table::table(&Table {
                caption: title,
                columns: &columns,
                lines: letters.iter().map(line).collect(),
            }))
        }
    }
}

fn fares(shown: &Shown, letter: &Letter) -> Markup {
    html! {
        @if let Some(at) = letter.sent_at { p { "Taken at " (time(at)) } }
        @if !letter.failure.is_empty() { p { (letter.failure) } }
        @if letter.state == MessageState::Waiting {
            p.row-more {
                @if letter.tries > 0 { "Tried " (letter.tries) @if letter.tries == 1 { " time. " } @else { " times. " } }
                "Tried next at " (time(letter.next_at))
            }
        }
        @if letter.can_go_again && (letter.tries > 0 || letter.state == MessageState::GivenUp) {
            form method="post" action="/notice/outbox/again" {
                (form::once(shown.once[1]))
                input type="hidden" name="message" value=(letter.id);
                button.button.is-quiet type="submit" {
                    "Try again" span.unseen { ": " (kind(letter.kind)) " to " (letter.to) }
                }
            }
        }
    }
}

fn time(at: Timestamp) -> Markup {
    html! { time datetime=(at) { (moment(at)) } }
}

/// What a message is for, in words.
pub(super) fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::SignIn => "Link and code to sign in",
        MessageKind::Invitation => "Invitation",
        MessageKind::TaskLink => "Link to a task",
        MessageKind::NewAddress => "Confirmation of an address",
        MessageKind::Told => "News",
        MessageKind::Checked => "Trial of the mail",
        MessageKind::Notice => "Message of an inbox",
        MessageKind::Digest => "Digest of a week",
    }
}
