//! Draws one placement: where, when, who mentors, and what can be changed.
//!
//! Owns the order of that page, and the frame of its forms. It never offers what the reader may not do.

use actions::{
    access::SeatKind,
    placement::{Detail, Mentored},
};
use domain::{
    Date,
    person::Person,
    placement::{Gate, Placement},
};
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    door, partnership,
    parts::{
        empty, form,
        notice::{self, Tone},
        shell::{self, Frame},
        strip::{self, Span, Strip},
        summary::{self, Answer},
        table::{self, Column, Line, Table},
        words,
    },
    person,
    reader::Reader,
};

const COLUMNS: [Column; 3] = [
    Column::plain("Mentor"),
    Column::plain("Days"),
    Column::plain("What can be done"),
];

/// Draws the page of one placement.
pub fn page(detail: &Detail, reader: &Reader, question: &str, key: &dyn Fn() -> Uuid) -> Markup {
    let row = &detail.row;
    let seat = door::seat(reader, &detail.provider).map(|seat| seat.kind);
    // Whoever reads the pages of people is led to them.
    let linked = matches!(seat, Some(SeatKind::Office | SeatKind::LeadMentor));
    let main = html! {
        p.caption { (caption(&row.placement)) }
        h1 { (row.student.name()) " at " (row.school_name) }
        (told(question))
        (alarm(detail))
        (summary::summary(&answers(detail, linked)))
        (mentors(detail, linked, key))
        (year(detail))
    };
    framed(detail, reader, &title(detail), &main)
}

fn title(detail: &Detail) -> String {
    format!(
        "{} at {}",
        detail.row.student.name(),
        detail.row.school_name
    )
}

/// Puts a page about a placement into its frame.
pub(super) fn framed(detail: &Detail, reader: &Reader, title: &str, main: &Markup) -> Markup {
    let seat = door::seat(reader, &detail.provider)
        .or_else(|| reader.seat(SeatKind::Mentor))
        .or_else(|| reader.seat(SeatKind::StudentTeacher));
    let here = match seat.map(|seat| seat.kind) {
        Some(SeatKind::School) => "Students",
        Some(SeatKind::StudentTeacher) => "Placement",
        Some(SeatKind::Guest) => "What you may read",
        _ => "Placements",
    };
    let frame = Frame {
        title,
        provider: Some(&detail.provider),
        reader: Some(reader),
        seat,
        here,
        ..Frame::default()
    };
    shell::page(&frame, main)
}

/// Puts a form about a placement into its frame, under the name of the placement.
pub(super) fn form_page(detail: &Detail, reader: &Reader, title: &str, main: &Markup) -> Markup {
    let back = super::page(&detail.provider, &detail.row);
    let main = html! {
        p.caption { a href=(back) { (self::title(detail)) } }
        (main)
    };
    framed(detail, reader, title, &main)
}

fn caption(placement: &Placement) -> Markup {
    html! {
        "Placement"
        @if let Some(block) = &placement.block { ", " (block) }
        @if let Some(stage) = placement.stage { ", stage " (stage) }
    }
}

fn told(question: &str) -> Markup {
    let words = match question {
        "done=mentor" => {
            "The mentor is named. Their training shows this student teacher from now on."
        }
        "done=end" => "The last day is kept. The hours stay with the mentor.",
        "done=change" => "The placement is changed.",
        "done=gate" => "The start gate is confirmed. The content of the checks stays with you.",
        "done=invited" => "The invitation is on its way to the mentor.",
        "done=open" => "The start gate is open again.",
        _ => return html! {},
    };
    notice::notice(Tone::Done, &html! { p { (words) } })
}

fn alarm(detail: &Detail) -> Markup {
    let Some(alarm) = detail.row.alarm(detail.day) else {
        return html! {};
    };
    let own = format!("{}/mentor", super::page(&detail.provider, &detail.row));
    let is_now = alarm.from == detail.day.max(detail.row.placement.from);
    notice::notice(
        Tone::Look,
        &html! {
            p {
                strong {
                    @if is_now { "No mentor yet." } @else { "No mentor from " (words::day(alarm.from)) "." }
                }
                " The professional mentor of the school holds this."
            }
            @if detail.may.assign {
                p { a.button href={ (own) "?from=" (alarm.from) } { "Name a mentor" } }
            }
        },
    )
}

fn answers(detail: &Detail, linked: bool) -> Vec<Answer> {
    let row = &detail.row;
    let placement = &row.placement;
    let own = super::page(&detail.provider, row);
    let name = row.student.name();
    let maybe = |text: Option<&str>| match text {
        Some(text) => html! { (text) },
        None => html! { span.quiet { "Not known" } },
    };
    let changes = |answer: Answer, allowed: bool, word: &str| match allowed {
        true => answer.change(
            format!("{own}/{word}"),
            format!("of the placement of {name}"),
        ),
        false => answer,
    };
    let record = row.record.as_deref();
    let change = detail.may.change;
    let stage = placement.stage.map(|stage| stage.to_string());
    let gate = match placement.gate {
        Gate::Open => html! { (super::gate(placement.gate)) },
        Gate::Confirmed { on, .. } => html! {
            "Suitability checks confirmed in writing on " (words::day(on))
        },
    };
    let lead = row.lead_mentor.as_ref();
    let lead = lead.map_or_else(|| maybe(None), |lead| named(lead, detail, linked));
    vec![
        Answer::of("Student teacher", named(&row.student, detail, linked)),
        Answer::of("Course", maybe(row.course())),
        Answer::of("Route", maybe(row.route().map(plain).as_deref())),
        Answer::of(
            "Intake",
            record
                .and_then(|record| record.intake)
                .map_or_else(|| maybe(None), |year| html! { (year) }),
        ),
        Answer::of("School", school(detail, linked)),
        changes(
            Answer::of(
                "Days",
                words::days(Some(placement.from), row.until()).unwrap_or_default(),
            ),
            change,
            "change",
        ),
        changes(
            Answer::of("Stage", maybe(stage.as_deref())),
            change,
            "change#stage",
        ),
        changes(
            Answer::of("Block", maybe(placement.block.as_deref())),
            change,
            "change#block",
        ),
        changes(Answer::of("Lead mentor", lead), change, "change#lead"),
        changes(Answer::of("Start gate", gate), detail.may.confirm, "gate"),
    ]
}

/// A route of the register in plain words: "Provider led postgrad".
fn plain(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn school(detail: &Detail, linked: bool) -> Markup {
    let known = detail.school.as_ref();
    let town = known.and_then(|school| school.town.as_deref());
    let postcode = known.and_then(|school| school.postcode.as_deref());
    let (name, urn) = (&detail.row.school_name, detail.row.placement.school);
    html! {
        @if linked {
            a href=(partnership::page(&detail.provider, urn)) { (name) }
        } @else { (name) }
        @for line in [town, postcode].into_iter().flatten() { ", " (line) }
    }
}

/// A name, which leads to its own page where the reader may see that.
fn named(who: &Person, detail: &Detail, linked: bool) -> Markup {
    html! {
        @if linked {
            a href=(person::page(&detail.provider, who.id)) { (who.name()) }
        } @else { (who.name()) }
    }
}

fn mentors(detail: &Detail, linked: bool, key: &dyn Fn() -> Uuid) -> Markup {
    let row = &detail.row;
    let own = format!("{}/mentor", super::page(&detail.provider, row));
    let over = row.until().is_some_and(|until| until < detail.day);
    let today = row.mentors_on(detail.day).count();
    let lines: Vec<Line> = row
        .mentors
        .iter()
        .map(|held| line(held, detail, linked))
        .collect();
    html! {
        section aria-labelledby="mentors" {
            h2 #mentors { "Who mentors" }
            @if lines.is_empty() {
                (empty::empty("Nobody is named yet", &html! {
                    "The professional mentor of the school, or the partnership office, names a mentor here."
                }))
            } @else {
                (table::table(&Table { caption: "Mentors of this placement", columns: &COLUMNS, lines }))
            }
            (invitations(detail, key))
            @if detail.may.assign && !over && today > 0 {
                div.buttons {
                    @if today == 1 { a.button.is-quiet href={ (own) "?how=share" } { "Add a job share" } }
                    a.button.is-quiet href={ (own) "?how=replace" } { "Replace from a day" }
                }
            }
        }
    }
}

/// Offers to invite the mentors who have never signed in.
fn invitations(detail: &Detail, key: &dyn Fn() -> Uuid) -> Markup {
    let address = format!("{}/invite", super::page(&detail.provider, &detail.row));
    let mut named: Vec<&Person> = Vec::new();
    for held in &detail.row.mentors {
        let is_new = detail.not_yet_here.contains(&held.person.id);
        if is_new && named.iter().all(|known| known.id != held.person.id) {
            named.push(&held.person);
        }
    }
    html! {
        @for person in named {
            form method="post" action=(address) {
                (form::once(key()))
                input type="hidden" name="mentor" value=(person.id.0);
                div.buttons {
                    button.button.is-quiet type="submit" { "Invite " (person.name()) " by e-mail" }
                }
                p.quiet { (person.name()) " has never signed in. The invitation is the account, and leads to this placement." }
            }
        }
    }
}

fn line(held: &Mentored, detail: &Detail, linked: bool) -> Line {
    let mentoring = held.mentoring;
    let own = super::page(&detail.provider, &detail.row);
    let ends = mentoring.until.or_else(|| detail.row.until());
    let over = ends.is_some_and(|until| until < detail.day);
    let name = held.person.name();
    Line {
        id: format!("mentor-{}", mentoring.id.0),
        class: None,
        head: html! { p.row-title { (named(&held.person, detail, linked)) } },
        cells: vec![
            Some(html! {
                (time(mentoring.from, detail.day)) " " (words::day(mentoring.from))
                @if let Some(until) = ends { " until " (words::day(until)) }
            }),
            (detail.may.assign && !over).then(|| {
                html! {
                    a.target href={ (own) "/end/" (mentoring.id.0) } {
                        "End" span.unseen { " the time of " (name) }
                    }
                }
            }),
        ],
    }
}

/// The year with who mentors when.
fn year(detail: &Detail) -> Markup {
    let held = detail.row.mentors.iter();
    let last = detail.row.until().unwrap_or(Date::MAX);
    let shown = Strip {
        year: detail.year(),
        today: detail.day,
        half_terms: &detail.half_terms,
        spans: held
            .map(|held| Span {
                from: held.mentoring.from,
                until: held.mentoring.until.unwrap_or(last).min(last),
                words: held.person.name(),
            })
            .collect(),
        marks: Vec::new(),
    };
    html! {
        @if !detail.half_terms.is_empty() && !shown.spans.is_empty() {
            section aria-labelledby="year" {
                h2 #year { "The year " (shown.year) }
                (strip::strip(&shown))
            }
        }
    }
}

fn time(from: Date, day: Date) -> &'static str {
    if from > day { "From" } else { "Since" }
}
