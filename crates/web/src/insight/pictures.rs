//! Draws readiness by stage, by component and by school, each line one press from its people.
//!
//! Owns the order of the parts of a bar. It never ranks people.

use actions::insight::{Hosts, Overview, SchoolLine, Tally};
use domain::insight::Readiness;
use maud::{Markup, html};

use super::pages::{address, mentors, stage_words};
use crate::parts::{
    address::Address,
    bars::{self, Bars, Count, Line, Part, Shade},
    heat::{self, Column, Heat},
    pages::{self, Pages},
    words,
};

const READY: [Part; 3] = [
    part("Ready", Shade::Met),
    part("Not yet confirmed", Shade::Wait),
    part("Not ready", Shade::Overdue),
];

const WAY: [Part; 5] = [
    part("Met", Shade::Met),
    part("Not yet due", Shade::Later),
    part("Due", Shade::Due),
    part("Not yet confirmed", Shade::Wait),
    part("Overdue", Shade::Overdue),
];

const fn part(name: &'static str, shade: Shade) -> Part {
    Part { name, shade }
}

/// Readiness of the month by stage.
pub(super) fn stages(overview: &Overview) -> Markup {
    let lines: Vec<Line> = overview
        .stages
        .iter()
        .map(|line| {
            let stage = line
                .stage
                .map(|stage| stage.to_string())
                .unwrap_or_default();
            let all = mentors(&overview.provider).with("stage", stage);
            Line {
                head: html! { (stage_words(line.stage)) },
                counts: ready(&line.hosts, &all, line.stage.is_some()),
            }
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            h2 { "By stage" }
            p.quiet { "Mentors who host this month. Whoever hosts in two stages is counted in both." }
            (bars::bars(&Bars {
                caption: "Readiness of the month by stage",
                head: "Stage",
                parts: &READY,
                lines: &lines,
            }))
        }
    }
}

fn ready(hosts: &Hosts, all: &Address, leads: bool) -> Vec<Count> {
    [
        (hosts.ready, Readiness::Ready),
        (hosts.not_yet_confirmed, Readiness::NotYetConfirmed),
        (hosts.not_ready, Readiness::NotReady),
    ]
    .map(|(count, readiness)| Count {
        count,
        to: leads.then(|| all.clone().with("ready", readiness.code())),
    })
    .to_vec()
}

/// Where mentors are on their way by component; those on the refresher on a line of their own.
pub(super) fn components(overview: &Overview) -> Markup {
    let all = mentors(&overview.provider);
    let mut lines: Vec<Line> = overview
        .components
        .iter()
        .enumerate()
        .map(|(at, component)| Line {
            head: html! {
                div.bars-head {
                    span.quiet { (at + 1) " " }
                    a href=(all.clone().with("open", &component.code)) { (component.title) }
                }
            },
            counts: way(&component.tally),
        })
        .collect();
    if overview.refreshers.all() > 0 {
        lines.push(Line {
            head: html! { a href=(all.with("track", "refresher")) { "Refresher, as a whole" } },
            counts: way(&overview.refreshers),
        });
    }
    html! {
        @if !lines.is_empty() {
            h2 { "By component" }
            p.quiet { "Of each component, those of whom it is asked. A press on its name leads to those who have it open." }
            (bars::bars(&Bars {
                caption: "Where mentors are on their way, by component",
                head: "Component",
                parts: &WAY,
                lines: &lines,
            }))
        }
    }
}

fn way(tally: &Tally) -> Vec<Count> {
    [
        tally.met,
        tally.later,
        tally.due,
        tally.not_yet_confirmed,
        tally.overdue,
    ]
    .map(|count| Count { count, to: None })
    .to_vec()
}

/// Schools on a page of the heat map.
const SCHOOLS: usize = 20;

/// What is met by school and component; the schools with most that is due or overdue first.
pub(super) fn schools(overview: &Overview, page: usize) -> Markup {
    let of = Address::of(address(&overview.provider));
    let pages = Pages {
        of: &of,
        what: ("school", "schools"),
        page,
        size: SCHOOLS,
        count: overview.schools.len(),
    };
    let all = mentors(&overview.provider);
    let columns: Vec<Column> = overview
        .components
        .iter()
        .map(|component| Column {
            name: component.title.clone(),
            to: all.clone().with("open", &component.code),
        })
        .collect();
    let lines: Vec<heat::Line> = overview.schools[pages.range()]
        .iter()
        .map(|line| heat::Line {
            head: school(line, &all),
            cells: line
                .cells
                .iter()
                .map(|cell| (cell.all() > 0).then_some((cell.met, cell.all())))
                .collect(),
        })
        .collect();
    html! {
        @if !columns.is_empty() {
            h2 #schools { "By school and component" }
            p.quiet { "The schools with most that is due or overdue come first. Columns are numbered as above." }
            (heat::key())
            p { (pages::shown(&pages)) }
            (heat::heat(&Heat {
                caption: "What is met, by school and component",
                head: "School",
                columns: &columns,
                lines: &lines,
            }))
            (pages::pages(&pages))
        }
    }
}

fn school(line: &SchoolLine, all: &Address) -> Markup {
    let name = line.name.as_deref().unwrap_or("No school today");
    let mentors = super::pages::how_many(line.mentors);
    html! {
        @match line.school {
            Some(urn) => a href=(all.clone().with("school", urn)) { (name) },
            None => (name),
        }
        span.quiet {
            (mentors)
            @if line.hosts.all() > 0 { ", " (words::count(line.hosts.ready)) " of " (line.hosts.all()) " hosts ready" }
        }
    }
}
