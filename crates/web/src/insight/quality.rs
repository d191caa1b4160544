//! Draws what is amiss in a partnership's records, each with its remedy beside it.
//!
//! Owns `/insight/{provider}/quality`. It never puts anything right itself.

use actions::{
    ActionError, Platform,
    insight::{self, Named, Quality},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ledger::EntryId,
    partnership::{Provider, Urn},
    person::PersonId,
};
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    audit,
    door::Door,
    error::PageError,
    parts::{
        empty, errors,
        form::{self, Field, Typed},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

/// Things of one group that stand on the page.
const SHOWN: usize = 20;

/// The address of the page.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("{}/quality", super::pages::address(provider))
}

/// Answers with the page.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let found = insight::quality(&platform, reader.actor(), &door.code).await?;
    let key = || platform.number();
    Ok(page(&found, &Typed::default(), key, &reader).into_response())
}

/// Puts one thing right and comes back.
pub async fn mend(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (actor, once) = (reader.actor(), typed.once()?);
    let code = door.code.as_str();
    let number = typed.number("of");
    let done = match (typed.text("step"), number) {
        ("vouch", Some(entry)) => insight::vouch(&platform, actor, once, EntryId(entry)).await,
        ("move", _) => {
            let urn = typed.text("of").parse().map(Urn);
            let urn = urn.map_err(|_| PageError::NotFound)?;
            let moved = insight::move_to_successor(&platform, actor, once, (code, urn)).await;
            moved.map(|_| ())
        }
        ("trn", Some(person)) => {
            let field = trn_field(person);
            match typed.text(&field).parse() {
                Ok(trn) => {
                    let whose = (code, PersonId(person));
                    let given = insight::give_trn(&platform, actor, once, whose, trn).await;
                    match given {
                        Err(ActionError::Refused(no)) => {
                            typed.fault(&field, no.to_string());
                            Ok(())
                        }
                        given => given,
                    }
                }
                Err(_) => {
                    typed.fault(&field, "A TRN has seven digits, zeros in front included.");
                    Ok(())
                }
            }
        }
        _ => return Err(PageError::NotFound),
    };
    done?;
    let found = insight::quality(&platform, actor, code).await?;
    if typed.is_sound() {
        return Ok(Redirect::to(&address(&found.provider)).into_response());
    }
    let page = page(&found, &typed, || platform.number(), &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn trn_field(person: Uuid) -> String {
    format!("trn-{person}")
}

/// Draws the page.
fn page(found: &Quality, typed: &Typed, key: impl Fn() -> Uuid, reader: &Reader) -> Markup {
    let counts = counts(found);
    let all: usize = counts.iter().map(|(_, _, count)| count).sum();
    let main = html! {
        (errors::summary(typed))
        h1 { "Data quality" }
        @if all == 0 {
            (empty::empty("Nothing is amiss", &html! {
                "When a file brings rows that fit nobody, or a record lacks something, it stands here."
            }))
        } @else {
            p.lead { "What is missing or unclear in the records, each with its remedy." }
            ul.lines {
                @for (id, name, count) in counts.iter().filter(|(_, _, count)| *count > 0) {
                    li { a.target href={ "#" (id) } { strong { (words::count(*count)) } ": " (name) } }
                }
            }
        }
        (rows(found))
        (unverified(found, &key))
        (without_trn(found, typed, &key))
        (twins(found))
        (closed(found, &key))
        (area(found))
        (questioned(found))
        (lacking(found))
    };
    shell::page(
        &Frame {
            title: &errors::title(typed, "Data quality"),
            provider: Some(&found.provider),
            reader: Some(reader),
            seat: reader.office(&found.provider),
            here: "Data quality",
            ..Frame::default()
        },
        &main,
    )
}

fn counts(found: &Quality) -> [(&'static str, &'static str, usize); 8] {
    [
        ("rows", "rows of files to put right", found.rows.len()),
        (
            "waiting",
            "entries that nobody vouches for",
            found.unverified.len(),
        ),
        ("trn", "mentors without a TRN", found.without_trn.len()),
        (
            "twins",
            "records that may be of one person",
            found.twins.len(),
        ),
        ("closed", "closed schools with people", found.closed.len()),
        ("area", "schools in no known area", found.area_unknown.len()),
        (
            "questioned",
            "records that their mentor questions",
            found.questioned.len(),
        ),
        (
            "lacking",
            "placements that lack something",
            found.lacking.len(),
        ),
    ]
}

/// A heading with the things of a group; nothing where there are none.
fn group(id: &str, heading: &str, count: usize, things: &Markup) -> Markup {
    html! {
        @if count > 0 {
            section aria-labelledby=(id) {
                h2 id=(id) { (heading) }
                (things)
                @if count > SHOWN {
                    p.quiet { "The first " (SHOWN) " of " (words::count(count)) ". The next appear as these are put right." }
                }
            }
        }
    }
}

/// A form of one button.
fn press(
    found: &Quality,
    key: Uuid,
    step: &str,
    of: impl ToString,
    words: &str,
    about: &str,
) -> Markup {
    html! {
        form method="post" action=(address(&found.provider)) {
            (form::once(key))
            input type="hidden" name="of" value=(of.to_string());
            button.button.is-quiet type="submit" name="step" value=(step) {
                (words) span.unseen { " " (about) }
            }
        }
    }
}

fn person(found: &Quality, named: &Named) -> Markup {
    let to = format!(
        "/person/{}/{}",
        found.provider.code.to_lowercase(),
        named.person.0
    );
    html! { a href=(to) { (named.name) } }
}

fn rows(found: &Quality) -> Markup {
    let things = html! {
        @for (import, row) in found.rows.iter().take(SHOWN) {
            article.waits {
                p { strong { "Row " (row.number) } ": " (row.problem) }
                a.button.is-quiet href=(audit::address_of_row(&found.provider, *import, row.number)) {
                    "Put it right" span.unseen { ", row " (row.number) }
                }
            }
        }
    };
    group(
        "rows",
        "Rows of files to put right",
        found.rows.len(),
        &things,
    )
}

fn unverified(found: &Quality, key: &impl Fn() -> Uuid) -> Markup {
    let things = html! {
        p { "They count in no figure until somebody other than the mentor vouches for them." }
        @for waits in found.unverified.iter().take(SHOWN) {
            @let entry = &waits.entry;
            article.waits {
                p {
                    strong { (waits.name) } ": " (words::amount(entry.minutes)) ", "
                    (entry.component.as_deref().unwrap_or("outside the programme")) ", "
                    (words::day(entry.held_on))
                }
                (press(found, key(), "vouch", entry.id.0, "I vouch for it", &waits.name))
            }
        }
    };
    group(
        "waiting",
        "Entries that nobody vouches for",
        found.unverified.len(),
        &things,
    )
}

fn without_trn(found: &Quality, typed: &Typed, key: &impl Fn() -> Uuid) -> Markup {
    let things = html! {
        @for named in found.without_trn.iter().take(SHOWN) {
            @let field = trn_field(named.person.0);
            article.waits {
                p { (person(found, named)) }
                form method="post" action=(address(&found.provider)) {
                    (form::once(key()))
                    input type="hidden" name="of" value=(named.person.0);
                    (form::digits(&Field::of(typed, &field, &format!("TRN of {}", named.name)).wide(7)))
                    button.button.is-quiet type="submit" name="step" value="trn" {
                        "Keep it" span.unseen { ", " (named.name) }
                    }
                }
            }
        }
    };
    group(
        "trn",
        "Mentors without a TRN",
        found.without_trn.len(),
        &things,
    )
}

fn twins(found: &Quality) -> Markup {
    let things = html! {
        p { "Two records with different TRNs are two people, and never stand here." }
        ul.lines {
            @for twins in found.twins.iter().take(SHOWN) {
                li {
                    (person(found, &twins.one)) " and " (person(found, &twins.other)) ": " (twins.why)
                    ". Give each their TRN if they are two people."
                }
            }
        }
    };
    group(
        "twins",
        "Records that may be of one person",
        found.twins.len(),
        &things,
    )
}

fn closed(found: &Quality, key: &impl Fn() -> Uuid) -> Markup {
    let things = html! {
        @for school in found.closed.iter().take(SHOWN) {
            article.waits {
                p {
                    strong { (school.name) } " is closed; " (school.roles)
                    @if school.roles == 1 { " role is" } @else { " roles are" } " still held there."
                }
                @match &school.successor {
                    Some((_, name)) => {
                        p { "The register names " strong { (name) } " in its place." }
                        (press(found, key(), "move", school.urn, "Move them there from today", &school.name))
                    }
                    None => p.quiet { "The register names no school in its place: end or move each role on the person’s page." },
                }
            }
        }
    };
    group(
        "closed",
        "Closed schools with people",
        found.closed.len(),
        &things,
    )
}

fn area(found: &Quality) -> Markup {
    let things = html! {
        p { "The rate of the grant rests on the district. Take in the national register of schools again: it tells the district." }
        ul.lines { @for (urn, name) in found.area_unknown.iter().take(SHOWN) { li { (name) ", " (urn) } } }
    };
    group(
        "area",
        "Schools in no known area",
        found.area_unknown.len(),
        &things,
    )
}

fn questioned(found: &Quality) -> Markup {
    let things = html! {
        ul.lines {
            @for (named, words) in found.questioned.iter().take(SHOWN) {
                li { (person(found, named)) ": “" (words) "”" }
            }
        }
    };
    group(
        "questioned",
        "Records that their mentor questions",
        found.questioned.len(),
        &things,
    )
}

fn lacking(found: &Quality) -> Markup {
    let code = found.provider.code.to_lowercase();
    let things = html! {
        ul.lines {
            @for one in found.lacking.iter().take(SHOWN) {
                li {
                    a href={ "/placement/" (code) "/" (one.placement.0) } { (one.student) } ": "
                    @if let Some(from) = one.mentor_from { "no mentor from " (words::day(from)) }
                    @if one.mentor_from.is_some() && one.gate { ", and " }
                    @if one.gate { "the start gate is not confirmed" }
                }
            }
        }
    };
    group(
        "lacking",
        "Placements that lack something",
        found.lacking.len(),
        &things,
    )
}
