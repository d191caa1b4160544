//! Draws one school: what the register says, its mentors by urgency, its placements, who looks after them.
//!
//! Owns the order of that page. It never reckons.

use actions::{
    partnership::{SchoolPage, name_of},
    standing::Row,
};
use domain::{
    Minutes,
    person::PersonId,
    placement::{Mentoring, Placement},
};
use maud::{Markup, html};

use super::list::framed;
use crate::{
    parts::{
        empty,
        notice::{self, Tone},
        summary::{self, Answer},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// Draws the page.
pub fn page(school: &SchoolPage, reader: &Reader) -> Markup {
    let name = name_of(&school.facts);
    let main = html! {
        p.caption {
            @if school.may_read_people { a href=(super::address(&school.provider)) { "Schools" } }
            @else { (school.provider.name) }
        }
        h1 { (name) }
        (closed(school))
        (facts(school))
        (mentors(school))
        (placements(school))
        (staff(school))
    };
    framed(reader, &school.provider, &name, &main)
}

fn closed(school: &SchoolPage) -> Markup {
    let facts = &school.facts;
    html! {
        @if !facts.open {
            (notice::notice(Tone::Look, &html! {
                p {
                    strong { "This school is closed" }
                    @if let Some(day) = facts.closed_on { " since " (words::day(day)) }
                    "."
                    @if let Some((urn, name)) = &school.successor {
                        " Its place was taken by "
                        a href=(super::page(&school.provider, *urn)) { (name) } "."
                    }
                }
            }))
        }
    }
}

fn facts(school: &SchoolPage) -> Markup {
    let facts = &school.facts;
    let place: Vec<&str> = [&facts.street, &facts.town, &facts.postcode]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let mut answers = vec![Answer::of("URN", html! { (facts.urn) })];
    if !place.is_empty() {
        answers.push(Answer::of("Address", html! { (place.join(", ")) }));
    }
    let told = |words: &Option<String>| words.as_ref().map(|words| html! { (words) });
    let phase = facts.school_phase.map(|phase| {
        html! {
            (words::school_phase(phase))
            @if let Some((low, high)) = facts.ages { ", ages " (low) " to " (high) }
        }
    });
    let district = told(&facts.district).or_else(|| told(&facts.local_authority));
    let optional = [
        ("Phase", phase),
        ("Type", told(&facts.kind)),
        ("Trust", told(&facts.trust)),
        ("District", district),
        ("Pupils", facts.pupils.map(|pupils| html! { (pupils) })),
    ];
    answers.extend(
        optional
            .into_iter()
            .filter_map(|(name, value)| Some(Answer::of(name, value?))),
    );
    answers.push(Answer::of(
        "Funding area",
        match facts.funding_area {
            Some(area) => html! { (words::funding_area(area)) },
            None => html! { span.quiet { "Not known: the register gives no district" } },
        },
    ));
    if !facts.in_scope {
        answers.push(Answer::of(
            "Claims",
            html! { "Not among the schools for which hours can be claimed" },
        ));
    }
    summary::summary(&answers)
}

fn who(school: &SchoolPage, person: PersonId, name: &str) -> Markup {
    html! {
        @if school.may_read_people {
            a href=(crate::person::page(&school.provider, person)) { (name) }
        } @else { (name) }
    }
}

fn mentors(school: &SchoolPage) -> Markup {
    let columns = [
        Column::plain("Mentor"),
        Column::named("Done"),
        Column::named("Left"),
        Column::named("Overdue"),
        Column::named("Due by"),
        Column::named("Hosts now"),
    ];
    html! {
        h2 { "Mentors" }
        @if school.mentors.is_empty() {
            (empty::empty("No mentor works here now", &html! {
                "Mentors appear here once a file of people names them at this school."
            }))
        } @else {
            p.quiet { "The most urgent first." }
            (table::table(&Table {
                caption: "Mentors of this school, the most urgent first",
                columns: &columns,
                lines: school.mentors.iter().map(|row| mentor(row, school)).collect(),
            }))
        }
    }
}

fn mentor(row: &Row, school: &SchoolPage) -> Line {
    let standing = &row.standing;
    let person = row.person.id;
    let name = row.person.name();
    let training = format!(
        "/standing/{}/{}",
        school.provider.code.to_lowercase(),
        person.0
    );
    let done = standing.done + standing.recognised;
    let late = Some(row.urgency.overdue).filter(|left| *left > Minutes::ZERO);
    Line {
        id: format!("mentor-{}", person.0),
        class: None,
        head: html! { p.row-title {
            @if school.may_read_people { (who(school, person, &name)) }
            @else { a href=(training) { (name) } }
        } },
        cells: vec![
            Some(html! {
                (words::amount(done))
                @if let Some(required) = standing.required { " of " (words::amount(required)) }
            }),
            standing.remaining.map(words::amount),
            late.map(|left| {
                html! {
                    @if standing.history.is_settled() { strong.late { (left) } }
                    @else { (left) span.hint { "Not yet confirmed" } }
                }
            }),
            row.urgency.due_on.map(words::short_day),
            row.hosts_today.then(|| html! { "Yes" }),
        ],
    }
}

fn placements(school: &SchoolPage) -> Markup {
    let columns = [
        Column::plain("Student teacher"),
        Column::named("Stage"),
        Column::named("Mentor"),
        Column::named("Lead mentor"),
        Column::plain("Days"),
    ];
    html! {
        h2 { "Placements" }
        @if school.placements.is_empty() {
            (empty::empty("No placement yet", &html! {
                "Placements appear here once the office takes them in."
            }))
        } @else {
            (table::table(&Table {
                caption: "Placements at this school, the newest first",
                columns: &columns,
                lines: school.placements.iter().map(|(placement, mentorings)| placed(placement, mentorings, school)).collect(),
            }))
        }
    }
}

fn placed(placement: &Placement, mentorings: &[Mentoring], school: &SchoolPage) -> Line {
    let name = |person: PersonId| school.names.get(&person).map_or("Somebody", String::as_str);
    let over = placement.last_day() < school.today;
    Line {
        id: format!("placement-{}", placement.id.0),
        class: over.then_some("is-replaced"),
        head: html! { p.row-title { (who(school, placement.student, name(placement.student))) } },
        cells: vec![
            placement.stage.map(|stage| html! { (stage) }),
            Some(html! {
                @if mentorings.is_empty() {
                    @if over { span.quiet { "Nobody was named" } } @else { strong.late { "Nobody yet" } }
                }
                @for (at, mentoring) in mentorings.iter().enumerate() {
                    @if at > 0 { ", " }
                    (who(school, mentoring.mentor, name(mentoring.mentor)))
                }
            }),
            placement
                .lead_mentor
                .map(|person| who(school, person, name(person))),
            words::days(Some(placement.from), placement.until),
        ],
    }
}

fn staff(school: &SchoolPage) -> Markup {
    html! {
        @if !school.staff.is_empty() {
            h2 { "Others who work here" }
            ul.done {
                @for (person, label) in &school.staff {
                    @if let Some(name) = school.names.get(person) {
                        li { (who(school, *person, name)) ", " (label) }
                    }
                }
            }
        }
    }
}
