//! Draws each group of what is amiss, with its remedy beside each thing.
//!
//! Owns the order and the words of the groups. It never puts anything right itself.

use actions::insight::{Named, Quality};
use domain::partnership::{FundingArea, Urn};
use maud::{Markup, html};
use uuid::Uuid;

use super::address;
use crate::{
    audit,
    parts::{
        form::{self, Field, Offer, Typed},
        words,
    },
    placement,
};

/// Things of one group that stand on the page.
const SHOWN: usize = 20;

/// The field in which somebody's TRN is given.
pub(super) fn trn_field(person: Uuid) -> String {
    format!("trn-{person}")
}

/// The field in which a school's area is given.
pub(super) fn area_field(school: Urn) -> String {
    format!("area-{school}")
}

/// How many things each group has, with the group's place and name.
pub(super) fn counts(found: &Quality) -> [(&'static str, &'static str, usize); 8] {
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
            found.twins.len() + found.twins_elsewhere.len(),
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

/// Roles and placements in words, nothing said of none: "1 role and 2 placements".
pub(super) fn both(roles: usize, placements: usize) -> String {
    let roles = (roles, words::counted(roles, "role", "roles"));
    let placed = words::counted(placements, "placement", "placements");
    let parts = [roles, (placements, placed)];
    let told = parts.into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(_, told)| told).collect();
    match told.is_empty() {
        true => "nobody".to_owned(),
        false => told.join(" and "),
    }
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

pub(super) fn rows(found: &Quality) -> Markup {
    let things = html! {
        @for open in found.rows.iter().take(SHOWN) {
            @let number = open.row.number;
            article.waits {
                p {
                    strong { "Row " (number) } " of "
                    a href=(audit::address_of(&found.provider, open.import)) { (open.file_name) }
                    ": " (open.row.problem)
                }
                a.button.is-quiet href=(audit::address_of_row(&found.provider, open.import, number)) {
                    "Put it right" span.unseen { ", row " (number) " of " (open.file_name) }
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

pub(super) fn unverified(found: &Quality, key: &impl Fn() -> Uuid) -> Markup {
    let things = html! {
        p { "They count in no figure until somebody other than the mentor vouches for them." }
        @for waits in found.unverified.iter().take(SHOWN) {
            @let entry = &waits.entry;
            article.waits {
                p {
                    strong { (waits.name) } ": " (words::amount(entry.minutes)) ", "
                    (waits.title.as_deref().or(entry.component.as_deref()).unwrap_or("outside the programme")) ", "
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

pub(super) fn without_trn(found: &Quality, typed: &Typed, key: &impl Fn() -> Uuid) -> Markup {
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

pub(super) fn twins(found: &Quality, key: &impl Fn() -> Uuid) -> Markup {
    let code = found.provider.code.to_lowercase();
    let things = html! {
        p { "Two records with different TRNs are two people. They stand here only where somebody showed that both are theirs: then one number is wrong." }
        @for twins in found.twins.iter().take(SHOWN) {
            @let (one, other) = (&twins.one, &twins.other);
            @let names = format!("{} and {}", one.name, other.name);
            article.waits {
                p { (person(found, one)) " and " (person(found, other)) ": " (twins.why) "." }
                div.buttons {
                    a.button.is-quiet href={ "/person/" (code) "/merge?one=" (one.person.0) "&other=" (other.person.0) } {
                        "Look at both" span.unseen { ", " (names) }
                    }
                    form method="post" action=(address(&found.provider)) {
                        (form::once(key()))
                        input type="hidden" name="of" value=(one.person.0);
                        input type="hidden" name="other" value=(other.person.0);
                        button.button.is-quiet type="submit" name="step" value="apart" {
                            "These are two people" span.unseen { ", " (names) }
                        }
                    }
                }
            }
        }
        @for (here, why) in found.twins_elsewhere.iter().take(SHOWN) {
            article.waits {
                p { (person(found, here)) " and a record that other providers hold alone: " (why) "." }
                p.quiet { "An office that knows both records can join them; theirs sees this too." }
            }
        }
    };
    group(
        "twins",
        "Records that may be of one person",
        found.twins.len() + found.twins_elsewhere.len(),
        &things,
    )
}

pub(super) fn closed(found: &Quality, key: &impl Fn() -> Uuid) -> Markup {
    let things = html! {
        @for school in found.closed.iter().take(SHOWN) {
            article.waits {
                p {
                    strong { (school.name) } " is closed. Still there: "
                    (both(school.roles, school.placements)) "."
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

pub(super) fn area(found: &Quality, typed: &Typed, key: &impl Fn() -> Uuid) -> Markup {
    let offers: Vec<Offer> = FundingArea::ALL
        .into_iter()
        .map(|(area, code)| Offer::of(code, words::funding_area(area)))
        .collect();
    let things = html! {
        p {
            "The rate of the grant rests on the area. The full register of schools tells it by the "
            "district; until it does, say it here. What the register tells later is believed."
        }
        @for (urn, name) in found.area_unknown.iter().take(SHOWN) {
            @let field = area_field(*urn);
            article.waits {
                form method="post" action=(address(&found.provider)) {
                    (form::once(key()))
                    input type="hidden" name="of" value=(urn);
                    (form::select(
                        &Field::of(typed, &field, &format!("Area of {name}, {urn}")),
                        Some("Choose an area"),
                        &offers,
                    ))
                    button.button.is-quiet type="submit" name="step" value="area" {
                        "Keep it" span.unseen { ", " (name) }
                    }
                }
            }
        }
    };
    group(
        "area",
        "Schools in no known area",
        found.area_unknown.len(),
        &things,
    )
}

pub(super) fn questioned(found: &Quality) -> Markup {
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

pub(super) fn lacking(found: &Quality) -> Markup {
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
        p { a.target href=(placement::lacking(&found.provider)) {
            @if found.lacking.len() == 1 { "It on the list of placements" }
            @else { "All " (words::count(found.lacking.len())) " on the list of placements" }
        } }
    };
    group(
        "lacking",
        "Placements that lack something",
        found.lacking.len(),
        &things,
    )
}
