//! Offers a word to the mentors who are overdue: by a message of ours, or by the reader's own mail.
//!
//! Owns the words of that message. It never names anybody to anybody else.

use actions::our_mentors::{OurMentors, Ours, Whose};
use domain::person::{Person, PersonId};
use maud::{Markup, html};
use uuid::Uuid;

use super::pages;
use crate::{
    parts::{
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

const SUBJECT: &str = "Your mentor training";

/// The longest address of a message that every mail program opens.
const LONGEST: usize = 1900;

/// Whom the address chooses; those who are overdue and were not written to this week where it says nothing.
fn chosen<'a>(found: &'a OurMentors, asked: &Typed) -> Vec<&'a Ours> {
    if asked.text("chosen").is_empty() {
        return found.to_nudge().collect();
    }
    found
        .rows
        .iter()
        .filter(|ours| asked.holds("to", &ours.row.person.id.0.to_string()))
        .filter(|ours| ours.is_overdue() || !is_overdue(found, ours.row.person.id))
        .collect()
}

/// Says whether somebody is overdue with any provider: then the word is about that alone.
fn is_overdue(found: &OurMentors, person: PersonId) -> bool {
    found.overdue().any(|ours| ours.row.person.id == person)
}

fn value(ours: &Ours) -> String {
    format!("{} {}", ours.provider.code, ours.row.person.id.0)
}

/// Draws the page.
pub(super) fn page(
    found: &OurMentors,
    asked: &Typed,
    whose: Whose,
    once: Uuid,
    reader: &Reader,
) -> Markup {
    let chosen = chosen(found, asked);
    let addresses = addresses(&chosen);
    let message = message(reader);
    let main = html! {
        p.caption { a.target href=(pages::address(whose)) { "Back to " (pages::place(whose).to_lowercase()) } }
        h1 { "Write to those who are overdue" }
        p.lead { (lead(&chosen)) }
        (choice(found, &chosen, whose))
        @if !chosen.is_empty() {
            form method="post" action={ (pages::address(whose)) "/nudge" } {
                (form::once(once))
                @for ours in &chosen { input type="hidden" name="to" value=(value(ours)); }
                h2 { "We send it" }
                p {
                    "Each gets a message of their own in your name: it names what is open with them, \
                     and its button opens that very page. It is in their inbox at once, and comes by \
                     mail with all else that can wait, on the day of the week that they chose. Nobody \
                     is written to twice in a week."
                }
                (unreachable(&chosen))
                div.buttons {
                    button.button type="submit" name="by" value="message" {
                        @match people(&chosen).len() { 1 => "Send the message", many => { "Send " (many) " messages" } }
                    }
                }
                h2 { "Or you write it yourself" }
                div.letter { @for line in message.split("\n\n") { p { (line) } } }
                @if !addresses.is_empty() {
                    p.buttons {
                        a.button.is-quiet href=(mail(&addresses, &message)) { "Open it in your mail program" }
                    }
                    p.quiet { "Each gets it as a blind copy: nobody sees who else was written to. You \
                               can change the words before you send it." }
                    div.field {
                        label for="addresses" { "Or copy the addresses" }
                        textarea id="addresses" rows="2" readonly { (addresses.join("; ")) }
                    }
                }
                p { "When you have written, say so: the list then says that they were nudged today." }
                div.buttons {
                    button.button.is-quiet type="submit" name="by" value="own" {
                        (if people(&chosen).len() == 1 { "I have written to this mentor" } else { "I have written to them" })
                    }
                }
            }
        }
    };
    shell::page(
        &Frame {
            title: "Write to those who are overdue",
            reader: Some(reader),
            seat: reader.seat(pages::kind(whose)),
            here: pages::place(whose),
            ..Frame::default()
        },
        &main,
    )
}

/// Says what became of a press: mentors are told in their inboxes, or a nudge is noted.
pub(super) fn nudged(asked: &Typed) -> Markup {
    let many: Option<usize> = asked.text("nudged").parse().ok();
    let sent = asked.text("by") == "message";
    match many {
        None => html! {},
        Some(0) if sent => notice::notice(
            Tone::Look,
            &html! { p { "No message was sent: each was written to this week already, or has no address here." } },
        ),
        Some(many) if sent => notice::notice(
            Tone::Done,
            &html! {
                p {
                    @if many == 1 { "Sent: one message is in its mentor’s inbox, and comes by mail with their next weekly digest." }
                    @else { "Sent: " (many) " messages are in the inboxes of " (many) " mentors, and come by mail with the next weekly digest of each." }
                }
            },
        ),
        Some(many) => notice::notice(
            Tone::Done,
            &html! {
                p {
                    @if many == 1 { "Noted: you wrote to one mentor today." }
                    @else { "Noted: you wrote to " (many) " mentors today." }
                }
            },
        ),
    }
}

/// The people of some rows, each once, in their order.
fn people<'a>(rows: &[&'a Ours]) -> Vec<&'a Person> {
    let mut people: Vec<&Person> = Vec::new();
    for ours in rows {
        if people.iter().all(|known| known.id != ours.row.person.id) {
            people.push(&ours.row.person);
        }
    }
    people
}

fn lead(chosen: &[&Ours]) -> Markup {
    let people = people(chosen);
    html! {
        @if people.is_empty() {
            "Nobody is chosen: whoever is overdue was written to this week. Choose a name to write again."
        } @else {
            "Goes to "
            @for (at, person) in people.iter().enumerate() {
                @if at > 0 { @if at + 1 == people.len() { " and " } @else { ", " } }
                strong { (person.name()) }
            }
            ", and to nobody else."
        }
    }
}

fn choice(found: &OurMentors, chosen: &[&Ours], whose: Whose) -> Markup {
    let typed = people(chosen)
        .into_iter()
        .fold(Typed::default(), |typed, person| {
            typed.with("to", person.id.0)
        });
    let rows: Vec<&Ours> = found.rows.iter().collect();
    let offers: Vec<Offer> = people(&rows)
        .into_iter()
        .map(|person| {
            let theirs = rows.iter().filter(|ours| ours.row.person.id == person.id);
            let facts: Vec<String> = theirs.map(|ours| facts(ours)).collect();
            Offer::of(person.id.0.to_string(), person.name()).hint(facts.join("; "))
        })
        .collect();
    html! {
        details.later open[chosen.is_empty()] {
            summary { "Choose others" }
            form method="get" action={ (pages::address(whose)) "/nudge" } {
                input type="hidden" name="chosen" value="yes";
                (form::several(&Field::of(&typed, "to", "Who is written to"), &offers))
                button.button.is-quiet type="submit" { "Use this choice" }
            }
        }
    }
}

fn facts(ours: &Ours) -> String {
    let overdue = ours.urgency().overdue;
    let school = ours.school.as_deref().unwrap_or("no school");
    let state = if ours.is_overdue() {
        format!("{overdue} overdue")
    } else {
        "nothing overdue".to_owned()
    };
    let nudged = ours
        .nudged_on
        .map(|day| format!(", nudged {}", words::told(day)));
    let nudged = nudged.unwrap_or_default();
    format!("{state}, {}, {school}{nudged}", ours.provider.name)
}

/// One address each, every address once.
fn addresses(chosen: &[&Ours]) -> Vec<String> {
    let mut found: Vec<String> = chosen
        .iter()
        .filter_map(|ours| ours.addresses.first().cloned())
        .collect();
    found.sort();
    found.dedup();
    found
}

fn unreachable(chosen: &[&Ours]) -> Markup {
    let without: Vec<&Ours> = chosen
        .iter()
        .copied()
        .filter(|ours| ours.addresses.is_empty())
        .collect();
    let without: Vec<String> = people(&without).into_iter().map(Person::name).collect();
    html! {
        @if !without.is_empty() {
            p {
                "No e-mail address is known of " (without.join(", ")) ": please tell them yourself. \
                The partnership office can add the address."
            }
        }
    }
}

fn message(reader: &Reader) -> String {
    format!(
        "Hello,\n\nThank you for mentoring this year. Some of your mentor training has passed its \
         day, and I would like to help you find the time for it.\n\nYour page “This week” on \
         Alongside names what is open and how long it takes. If something there is not right, \
         or the time is hard to find, please tell me.\n\nWith thanks,\n{}",
        reader.name()
    )
}

fn mail(addresses: &[String], message: &str) -> String {
    let to: Vec<String> = addresses.iter().map(|address| escaped(address)).collect();
    let head = format!("mailto:?bcc={}&subject={}", to.join(","), escaped(SUBJECT));
    let whole = format!("{head}&body={}", escaped(&message.replace('\n', "\r\n")));
    if whole.len() <= LONGEST { whole } else { head }
}

/// Percent-encodes everything but letters, digits and what an address may bear.
fn escaped(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            told.push(char::from(byte));
        } else {
            told.push_str(&format!("%{byte:02X}"));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_goes_to_those_chosen_as_a_blind_copy() {
        let to = ["a@b.example".to_owned(), "c&d@e.example".to_owned()];
        let address = mail(&to, "Hello,\n\nÉdith");
        assert_eq!(
            address,
            "mailto:?bcc=a@b.example,c%26d@e.example&subject=Your%20mentor%20training\
             &body=Hello%2C%0D%0A%0D%0A%C3%89dith"
        );
    }

    #[test]
    fn with_very_many_the_words_are_left_to_be_copied() {
        let to: Vec<String> = (0..90)
            .map(|n| format!("mentor-{n}@school.example"))
            .collect();
        assert!(!mail(&to, "Hello").contains("body="));
    }
}
