//! Draws everything that is kept of one person.
//!
//! Owns the order of that page. It never reckons.

mod entries;

use actions::person::Known;
use domain::{Minutes, calendar::uk_day, partnership::Urn, person::Role};
use maud::{Markup, html};

use super::list::titled;
use crate::{
    parts::{
        address::Address,
        notice::{self, Tone},
        summary::{self, Answer},
        table::{self, Column, Line, Table},
        words,
    },
    prior_learning::adjust,
    reader::Reader,
};

/// What may stand after a deed, by the word in the address.
const DONE: [(&str, &str); 6] = [
    ("changed", "The record is changed."),
    (
        "joined",
        "The two records are joined: what the other held stands here.",
    ),
    ("role", "The role is added."),
    ("ended", "The last day is changed."),
    ("recorded", "The entry is kept."),
    (
        "corrected",
        "The correction is kept; the earlier entry stays beside it.",
    ),
];

/// Draws the page.
pub fn page(known: &Known, reader: &Reader, question: &str) -> Markup {
    let name = known.person.name();
    let asked = Address::of("").asking(question);
    let told = DONE.iter().find(|(word, _)| *word == asked.value("done"));
    let main = html! {
        p.caption { a href=(super::address(&known.provider)) { "People" } }
        h1 { (name) }
        @if let Some((_, told)) = told { (notice::notice(Tone::Done, &html! { p { (told) } })) }
        (who(known))
        (roles(known, reader))
        (stands(known))
        (hosts(known))
        (placed(known))
        (entries::section(known))
        (done(known))
    };
    titled(reader, &known.provider, &name, &main)
}

fn who(known: &Known) -> Markup {
    let person = &known.person;
    let missing = |words: &str| html! { span.quiet { (words) } };
    let change = format!("{}/change", super::page(&known.provider, person.id));
    let lines = |all: &[String]| {
        html! { @for (at, one) in all.iter().enumerate() { @if at > 0 { br; } (one) } }
    };
    let mut answers = vec![
        Answer::of("Name", html! { (person.name()) }),
        Answer::of(
            "TRN",
            match person.trn {
                Some(trn) => html! { (trn) },
                None => missing("Not known yet"),
            },
        ),
        Answer::of(
            "E-mail",
            match known.emails.as_slice() {
                [] => missing("Not known yet"),
                all => lines(all),
            },
        ),
    ];
    if known.may_change {
        let about = ["the name", "the TRN", "the e-mail addresses"];
        answers = answers
            .into_iter()
            .zip(about)
            .zip(["first_name", "trn", "emails"])
            .map(|((answer, about), field)| answer.change(format!("{change}#{field}"), about))
            .collect();
    }
    if !known.references.is_empty() {
        answers.push(Answer::of("Our references", lines(&known.references)));
    }
    if !known.elsewhere.is_empty() {
        answers.push(Answer::of("Also with", lines(&known.elsewhere)));
    }
    summary::summary(&answers)
}

fn roles(known: &Known, reader: &Reader) -> Markup {
    let columns = [
        Column::plain("Role"),
        Column::plain("Days"),
        Column::plain("Change"),
    ];
    let page = super::page(&known.provider, known.person.id);
    let label = |role: Role| known.labels.get(&role).cloned().unwrap_or_default();
    let lines = known
        .roles
        .iter()
        .map(|held| {
            let membership = &held.membership;
            let here = membership.holds_on(reader.today);
            Line {
                id: format!("role-{}", held.id),
                class: (!here).then_some("is-replaced"),
                head: html! {
                    p.row-title { (label(membership.role)) }
                    @if let Some(urn) = membership.school { p.row-more.is-plain { (school(known, urn)) } }
                },
                cells: vec![
                    words::days(membership.from, membership.until),
                    known.may_change.then(|| {
                        html! {
                            a.target href={ (page) "/role/" (held.id) } {
                                "Change the last day"
                                span.unseen { " as " (label(membership.role)) }
                            }
                        }
                    }),
                ],
            }
        })
        .collect();
    html! {
        h2 { "Roles with " (known.provider.name) }
        @if known.roles.is_empty() {
            p { "No role here. " }
        } @else {
            (table::table(&Table { caption: "Roles, the newest first", columns: &columns, lines }))
        }
        @if known.may_change {
            p.after { a.button.is-quiet href={ (page) "/role" } { "Add a role" } }
            @if let Some(email) = known.emails.first() { (invitation(known, email)) }
        }
    }
}

/// A way to invite somebody whose address is known, as what they are.
fn invitation(known: &Known, email: &str) -> Markup {
    let held = known.roles.first().map(|held| &held.membership);
    let school = held.and_then(|held| held.school);
    let address = crate::access::invite::address(&known.provider)
        .with("email", email)
        .with("first_name", &known.person.first_name)
        .with("last_name", &known.person.last_name)
        .with("role", held.map_or("", |held| held.role.code()))
        .with(
            "school",
            school.map(|urn| urn.to_string()).unwrap_or_default(),
        );
    let dead = crate::access::vouch::address(&known.provider, known.person.id);
    html! {
        p { a.target href=(address) { "Send an invitation to sign in" } }
        p { a.target href=(dead) { "Their address is dead: give your word for a new one" } }
    }
}

fn school(known: &Known, urn: Urn) -> Markup {
    html! {
        a href=(crate::partnership::page(&known.provider, urn)) {
            @match known.schools.get(&urn) { Some(name) => (name), None => (urn) }
        }
    }
}

/// Where they stand, in short, with the way to the whole.
fn stands(known: &Known) -> Markup {
    let Some(standing) = &known.standing else {
        return html! {};
    };
    let urgency = standing.urgency();
    let settled = standing.history.is_settled();
    html! {
        h2 #standing { "Training, " (standing.academic_year) }
        (summary::summary(&[
            Answer::of("Track", html! { (capital(words::track(standing.track))) }),
            Answer::of("Done", html! {
                (words::amount(standing.done + standing.recognised))
                @match standing.required {
                    Some(required) => { " of " (words::amount(required)) },
                    None => { ", as the provider judges" },
                }
            }),
            Answer::of("Left", match standing.remaining {
                Some(left) => html! {
                    (words::amount(left))
                    @if urgency.overdue > Minutes::ZERO {
                        ", " (words::amount(urgency.overdue)) " of it "
                        @if settled { strong { "overdue" } } @else { "not yet confirmed" }
                    }
                },
                None => html! { "As the provider judges" },
            }),
            Answer::of("Next", match &standing.next_step {
                Some(next) => html! {
                    @let row = standing.programme.as_deref().zip(standing.components.get(next.row));
                    @if let Some((programme, row)) = row { (row.title(programme)) ". " }
                    (words::unbroken(&next.why))
                },
                None => html! { "Nothing is owed now" },
            }),
        ]))
        p { a.target href={ "/standing/" (known.provider.code.to_lowercase()) "/" (known.person.id.0) } {
            "The training page with every reason"
        } }
        @if known.may_adjust {
            p { a.target href=(adjust::address(&known.provider.code, known.person.id)) {
                "Ask less of them than of everybody"
            } }
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn hosts(known: &Known) -> Markup {
    let columns = [
        Column::plain("Student teacher"),
        Column::named("Stage"),
        Column::plain("Days"),
    ];
    let lines = known
        .hosted
        .iter()
        .map(|hosted| Line {
            id: format!("hosted-{}", hosted.placement.0),
            class: None,
            head: html! {
                p.row-title {
                    a href=(super::page(&known.provider, hosted.student)) {
                    @match known.names.get(&hosted.student) {
                        Some(name) => (name),
                        None => "A student teacher",
                    }
                    }
                }
                p.row-more.is-plain { (school(known, hosted.school)) }
            },
            cells: vec![
                hosted.hosting.stage.map(|stage| html! { (stage) }),
                words::days(
                    Some(hosted.hosting.from),
                    Some(hosted.hosting.until).filter(|until| *until < domain::Date::MAX),
                ),
            ],
        })
        .collect();
    html! {
        @if !known.hosted.is_empty() {
            h2 { "Student teachers" }
            (table::table(&Table { caption: "Student teachers hosted, the newest first", columns: &columns, lines }))
        }
    }
}

fn placed(known: &Known) -> Markup {
    let columns = [
        Column::plain("School"),
        Column::named("Stage"),
        Column::named("Block"),
        Column::plain("Days"),
    ];
    let lines = known
        .placements
        .iter()
        .map(|placement| Line {
            id: format!("placement-{}", placement.id.0),
            class: None,
            head: html! { p.row-title { (school(known, placement.school)) } },
            cells: vec![
                placement.stage.map(|stage| html! { (stage) }),
                placement.block.as_ref().map(|block| html! { (block) }),
                words::days(Some(placement.from), placement.until),
            ],
        })
        .collect();
    html! {
        @if !known.placements.is_empty() {
            h2 { "Placements" }
            (table::table(&Table { caption: "Placements, the newest first", columns: &columns, lines }))
        }
    }
}

/// How much of what was done stands open.
const LATEST: usize = 10;

fn done(known: &Known) -> Markup {
    let line = |done: &actions::person::Done| {
        html! {
            li { (words::day(uk_day(done.at))) ": " (done.told) span.quiet { ", by " (done.by) } }
        }
    };
    html! {
        h2 { "What was done to this record" }
        @if known.done.is_empty() {
            p.quiet { "Nothing since it was taken in." }
        } @else {
            ul.done { @for one in known.done.iter().take(LATEST) { (line(one)) } }
            @if known.done.len() > LATEST {
                details.choices {
                    summary { "Show " (known.done.len() - LATEST) " earlier" }
                    ul.done { @for one in known.done.iter().skip(LATEST) { (line(one)) } }
                }
            }
        }
    }
}
