//! Draws the demo's front page: what this is, whose place can be taken, and on which day.
//!
//! Owns the words of welcome. It never asks for anything but a press.

use actions::{
    access::SeatKind,
    demo::{Cast, Part},
};
use domain::{Date, person::Role, standing::Standing};
use maud::{Markup, html};

use super::{
    Demo,
    clock::{self, Moved},
};
use crate::parts::{
    chooser::{self, Choice, Group},
    notice::{self, Tone},
    places,
    shell::{self, Frame},
    words,
};

/// What the front page was asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked<'a> {
    /// Part of the name of a person or a school.
    pub wanted: &'a str,
    /// What is said at the top.
    pub problem: Option<&'a str>,
    /// The page from which the reader came to move the clock.
    pub back: &'a str,
    /// The day that was typed, and what is wrong with it.
    pub moved: Option<(&'a Moved, &'a str)>,
}

/// How many of a role are shown while nobody searches, and how many are found.
const AT_ONCE: usize = 4;
const MENTORS_AT_ONCE: usize = 8;
const FOUND_AT_ONCE: usize = 20;

/// Draws the front page.
#[must_use]
pub fn front(casts: &[Cast], today: Date, demo: &Demo, asked: &Asked) -> Markup {
    let accents = casts
        .iter()
        .filter_map(|cast| shell::accent_of(&cast.provider))
        .collect();
    let from_here = Moved {
        back: asked.back.to_owned(),
        ..Moved::default()
    };
    let main = html! {
        h1 { "Where does every mentor stand?" }
        p.lead {
            "Alongside keeps the training of those who mentor student teachers: what is required, \
             what is done, what remains, and the rule behind each figure."
        }
        @if let Some(problem) = asked.problem {
            (notice::notice(Tone::Look, &html! { p role="alert" { (problem) } }))
        }
        p {
            "This is a demonstration with invented people. Press a name to see Alongside as that \
             person sees it; nothing that you do here can break anything."
        }
        div.ways {
            section.way #clock {
                h2 { "It is " (words::day(today)) }
                p.quiet { "Every figure follows the clock: what was held by then, under the rules of that day." }
                (clock::choice(today, asked.back))
                details.choices open[asked.moved.is_some()] {
                    summary { "Another day" }
                    (clock::boxes(
                        asked.moved.map_or(&from_here, |(moved, _)| moved),
                        asked.moved.map(|(_, problem)| problem),
                    ))
                }
            }
            section.way {
                h2 { "Find a person or a school" }
                p.quiet { "Everyone can be visited, not only those listed below." }
                form.clock method="get" action="/" role="search" {
                    label for="wanted" { "Name of a person or a school" }
                    input #wanted type="search" name="q" value=(asked.wanted) maxlength="80" autocomplete="off";
                    button type="submit" { "Find" }
                }
            }
        }
        @if casts.is_empty() { p { "Nobody has a place here on this day. Move the clock." } }
        div.partnerships {
            @for cast in casts { (section(cast, demo, asked.wanted)) }
        }
    };
    shell::page(
        &Frame {
            title: "Take somebody’s place",
            accents,
            ..Frame::default()
        },
        &main,
    )
}

fn section(cast: &Cast, demo: &Demo, wanted: &str) -> Markup {
    let shown: Vec<&Part> = cast
        .parts
        .iter()
        .filter(|part| places::home(&part.seat).is_some())
        .collect();
    let groups = if wanted.trim().is_empty() {
        ROLES
            .iter()
            .filter_map(|(role, line)| group(cast, &shown, *role, line, demo))
            .collect()
    } else {
        vec![found(cast, &shown, wanted, demo)]
    };
    chooser::partnership(
        &cast.provider.name,
        shell::accent_of(&cast.provider),
        &groups,
    )
}

/// The roles in the order of the page, with what there is to see from each.
const ROLES: [(Role, &str); 15] = [
    (
        Role::GeneralMentor,
        "What is owed this week, and how far the training has come.",
    ),
    (
        Role::ProfessionalMentor,
        "Who is overdue and by what, and who still needs a mentor.",
    ),
    (
        Role::PartnershipOfficer,
        "Every mentor, school and placement; takes in files and puts records right.",
    ),
    (
        Role::HeadOfIte,
        "Is every mentor ready for what they do this month?",
    ),
    (
        Role::ProgrammeLead,
        "Readiness by part of the programme, and the rules behind it.",
    ),
    (Role::LeadMentor, "The mentors whom they train and visit."),
    (Role::StudentTeacher, "Where, with whom and until when."),
    (
        Role::Headteacher,
        "Their school’s mentors and student teachers.",
    ),
    (
        Role::BusinessManager,
        "Their school’s mentors and the hours that can be claimed.",
    ),
    (
        Role::SupportAdministrator,
        "The national rules, and what changes when one does.",
    ),
    (Role::Trust, "The mentors and hours of the trust’s schools."),
    (
        Role::ExternalExaminer,
        "A sample, until a day, and only to read.",
    ),
    (Role::Inspector, "A sample, until a day, and only to read."),
    (
        Role::PartnerReviewer,
        "A sample, until a day, and only to read.",
    ),
    (
        Role::DeliveryPartner,
        "Records the hours of those whom they trained, and sees nobody else.",
    ),
];

fn group(
    cast: &Cast,
    shown: &[&Part],
    role: Role,
    line: &'static str,
    demo: &Demo,
) -> Option<Group> {
    let mut of_role: Vec<&Part> = shown
        .iter()
        .filter(|part| part.role == role)
        .copied()
        .collect();
    of_role.sort_by_key(|part| place_in(demo, part).unwrap_or(usize::MAX));
    let first = of_role.first()?;
    let most = if role == Role::GeneralMentor {
        MENTORS_AT_ONCE
    } else {
        AT_ONCE
    };
    let rest = of_role.len().saturating_sub(most);
    Some(Group {
        heading: first.label.clone(),
        intro: line.to_owned(),
        people: of_role
            .iter()
            .take(most)
            .map(|part| choice(cast, part, demo))
            .collect(),
        after: (rest > 0).then(|| format!("{rest} more: find them by name or school.")),
    })
}

fn found(cast: &Cast, shown: &[&Part], wanted: &str, demo: &Demo) -> Group {
    let wanted = domain::person::fold(wanted);
    let parts: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |part: &Part| {
        let told = format!("{} {}", part.person.name(), part.schools.join(" "));
        let told = domain::person::fold(&told);
        parts.iter().all(|word| told.contains(word))
    };
    let people: Vec<Choice> = shown
        .iter()
        .filter(|part| fits(part))
        .map(|part| {
            let mut choice = choice(cast, part, demo);
            choice.told = format!("{}. {}", part.label, choice.told);
            choice
        })
        .collect();
    let rest = people.len().saturating_sub(FOUND_AT_ONCE);
    Group {
        heading: match people.len() {
            0 => "Nobody is found".to_owned(),
            1 => "One is found".to_owned(),
            many => format!("{many} are found"),
        },
        intro: String::new(),
        people: people.into_iter().take(FOUND_AT_ONCE).collect(),
        after: (rest > 0).then(|| format!("{rest} more: write more of the name.")),
    }
}

fn choice(cast: &Cast, part: &Part, demo: &Demo) -> Choice {
    let worth = place_in(demo, part).map(|at| demo.worth_a_visit[at].1.as_str());
    let standing = part.standing.as_deref().map(told);
    let told: Vec<&str> = worth.into_iter().chain(standing.as_deref()).collect();
    Choice {
        key: key(part, &cast.provider.code),
        name: part.person.name(),
        school: match part.schools.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            many => Some(format!("{} schools", many.len())),
        },
        told: told.join(" "),
    }
}

fn place_in(demo: &Demo, part: &Part) -> Option<usize> {
    let name = part.person.name();
    demo.worth_a_visit
        .iter()
        .position(|(worth, _)| *worth == name)
}

fn told(standing: &Standing) -> String {
    match (standing.required, standing.remaining) {
        (Some(required), Some(remaining)) if remaining.0 > 0 => {
            format!("{remaining} of {required} left.")
        }
        (Some(required), Some(_)) => format!("All {required} done."),
        _ => format!("{} done.", standing.done),
    }
}

/// What a press sends: who, at which seat, with whom.
fn key(part: &Part, code: &str) -> String {
    format!("{} {} {code}", part.person.id.0, seat_word(part.seat.kind))
}

/// The word for a sort of seat in what a press sends.
#[must_use]
pub fn seat_word(kind: SeatKind) -> &'static str {
    match kind {
        SeatKind::Mentor => "mentor",
        SeatKind::School => "school",
        SeatKind::LeadMentor => "lead",
        SeatKind::StudentTeacher => "student",
        SeatKind::Office => "office",
        SeatKind::Administrator => "administrator",
        SeatKind::Guest => "guest",
        SeatKind::Partner => "partner",
    }
}
