//! Draws the student teachers of a school, with a one-press way to name a mentor where none is.
//!
//! Owns `/placement/school`. It never shows another school's.

use actions::{
    Platform,
    access::{Seat, SeatKind},
    placement::{Detail, Listed, Question, Row, list, one as detail},
};
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use domain::{
    Date,
    person::{Membership, Role},
    placement::PlacementId,
};
use maud::{Markup, html};

use super::mentor;
use crate::{
    error::PageError,
    parts::{
        difference::{self, Difference},
        empty,
        form::{self, Field, Offer, Typed},
        notice::{self, Tone},
        shell::{self, Frame},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

const COLUMNS: [Column; 4] = [
    Column::plain("Student teacher"),
    Column::named("Mentor"),
    Column::named("Days"),
    Column::named("Stage"),
];
/// Forms that are shown at once; further placements lead to their own page.
const FORMS: usize = 10;

/// Answers `/placement/school`.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    RawQuery(question): RawQuery,
) -> Result<Response, PageError> {
    let Some(seat) = reader.seat(SeatKind::School) else {
        return Err(PageError::NotFound);
    };
    let mut groups = Vec::new();
    for (code, school) in places(&reader, seat) {
        let question = Question {
            provider: code,
            school: Some(school),
            ..Question::default()
        };
        let listed = list(&platform, reader.actor(), &question).await?;
        let day = listed.day;
        let open = listed.rows.iter().filter(|row| row.alarm(day).is_some());
        let mut open: Vec<(Option<Date>, PlacementId)> = open
            .map(|row| (row.alarm(day).map(|alarm| alarm.from), row.placement.id))
            .collect();
        open.sort_unstable();
        let mut alarms = Vec::new();
        for (_, id) in open.into_iter().take(FORMS) {
            alarms.push(detail(&platform, reader.actor(), id).await?);
        }
        groups.push((listed, alarms));
    }
    if groups.iter().any(|(listed, _)| !listed.rows.is_empty()) {
        groups.retain(|(listed, _)| !listed.rows.is_empty());
    }
    let done = question.as_deref() == Some("done=mentor");
    Ok(page(&platform, &reader, seat, &groups, done).into_response())
}

/// The schools at which somebody looks after student teachers, with each provider.
fn places(reader: &Reader, seat: &Seat) -> Vec<(String, domain::partnership::Urn)> {
    const ROLES: [Role; 4] = [
        Role::ProfessionalMentor,
        Role::Headteacher,
        Role::BusinessManager,
        Role::Trust,
    ];
    let mut places = Vec::new();
    for provider in &seat.providers {
        let held = reader.actor().memberships.iter().filter(|held| {
            held.provider == provider.id
                && ROLES.contains(&held.role)
                && held.holds_on(reader.today)
        });
        for school in held.flat_map(Membership::schools) {
            let place = (provider.code.clone(), school);
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

fn page(
    platform: &Platform,
    reader: &Reader,
    seat: &Seat,
    groups: &[(Listed, Vec<Detail>)],
    done: bool,
) -> Markup {
    let several = groups.len() > 1;
    let main = html! {
        h1 { "Student teachers" }
        @if done {
            (notice::notice(Tone::Done, &html! { p { "The mentor is named." } }))
        }
        @if groups.is_empty() {
            (empty::empty("No school is yours yet", &html! {
                "The partnership office lists you at a school. Its student teachers then stand here."
            }))
        }
        @for (listed, alarms) in groups { (group(platform, listed, alarms, several)) }
    };
    let provider = groups.first().map(|(listed, _)| &listed.provider);
    let frame = Frame {
        title: "Student teachers",
        provider: provider.filter(|_| !several),
        reader: Some(reader),
        seat: Some(seat),
        here: "Students",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn group(platform: &Platform, listed: &Listed, alarms: &[Detail], several: bool) -> Markup {
    let day = listed.day;
    let school = listed.schools.first().map(|(_, name)| name.as_str());
    let over = |row: &&&Row| row.until().is_some_and(|until| until < day);
    let rows: Vec<&Row> = listed.rows.iter().map(AsRef::as_ref).collect();
    let ahead: Vec<&&Row> = rows.iter().filter(|row| !over(row)).collect();
    let earlier = rows.len() - ahead.len();
    html! {
        section {
            @if several {
                h2 { (school.unwrap_or("Your school")) ", " (listed.provider.name) }
            } @else if let Some(school) = school {
                p.lead { (school) ", " (listed.provider.name) }
            }
            @for (at, detail) in alarms.iter().enumerate() { (alarm(platform, detail, at)) }
            @if ahead.is_empty() {
                (empty::empty("No student teacher is here or on the way", &html! {
                    (listed.provider.name) " lists those whom it places with you here."
                }))
            } @else {
                (table::table(&Table {
                    caption: "Student teachers at your school",
                    columns: &COLUMNS,
                    lines: ahead.iter().map(|row| line(row, listed)).collect(),
                }))
            }
            @if earlier > 0 {
                p.quiet { (words::count(earlier)) " earlier " (if earlier == 1 { "placement" } else { "placements" }) " on record." }
            }
        }
    }
}

fn line(row: &Row, listed: &Listed) -> Line {
    Line {
        id: format!("placement-{}", row.placement.id.0),
        class: None,
        head: html! {
            p.row-title { a href=(super::page(&listed.provider, row)) { (row.student.name()) } }
            @if let Some(course) = row.course() { p.quiet { (course) } }
        },
        cells: vec![
            Some(super::mentors(row, listed.day)),
            Some(super::days(row)),
            row.placement.stage.map(|stage| html! { (stage) }),
        ],
    }
}

/// What lacks a mentor, with the form that names one in one press.
fn alarm(platform: &Platform, detail: &Detail, at: usize) -> Markup {
    let row = &detail.row;
    let Some(alarm) = row.alarm(detail.day) else {
        return html! {};
    };
    let name = format!("mentor-{at}");
    let typed = Typed::default();
    let offers: Vec<Offer> = detail
        .mentors
        .iter()
        .map(|person| Offer::of(person.id.0.to_string(), person.name()))
        .collect();
    let fields = [Difference::of(
        mentor::MENTOR,
        mentor::now(detail),
        String::new(),
    )];
    let label = format!("Mentor for {}", row.student.name());
    let field = Field::of(&typed, &name, &label);
    notice::notice(
        Tone::Look,
        &html! {
            p { strong { (row.student.name()) } " has no mentor from " (words::day(alarm.from)) "." }
            @if detail.may.assign && !offers.is_empty() {
                form.filters method="post" action={ (super::page(&detail.provider, row)) "/mentor" } {
                    (form::once(platform.number()))
                    (difference::shown(&detail.seen, &fields, &typed, false))
                    input type="hidden" name="back" value="school";
                    input type="hidden" name="how" value="beside";
                    input type="hidden" name="from-day" value=(alarm.from.day());
                    input type="hidden" name="from-month" value=(alarm.from.month());
                    input type="hidden" name="from-year" value=(alarm.from.year());
                    (form::select(&Field { name: &name, ..field }, Some("Choose a mentor"), &offers))
                    (form::button("Name as mentor"))
                }
            } @else if detail.may.assign {
                p { "No general mentor is known at your school yet. The partnership office adds them." }
            }
        },
    )
}
