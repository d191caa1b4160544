//! Puts the overview together: one answer, the gaps behind it, and the pictures.
//!
//! Owns the wording of the answer. It never reckons: every number is given.

use actions::insight::{Gap, Hosts, Overview};
use domain::{Minutes, insight::Readiness, partnership::Provider, placement::Stage};
use maud::{Markup, html};

use super::{pictures, quality};
use crate::{
    parts::{
        address::Address,
        empty, places,
        shell::{self, Frame},
        words,
    },
    placement,
    reader::Reader,
};

/// The address of the overview of a provider.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/insight/{}", provider.code.to_lowercase())
}

/// The address of a provider's mentors, of whom more may be asked.
pub(super) fn mentors(provider: &Provider) -> Address {
    Address::of(format!("/person/{}", provider.code.to_lowercase()))
}

/// Draws the overview; `page` is the page of schools.
#[must_use]
pub fn overview(overview: &Overview, reader: &Reader, page: usize) -> Markup {
    let main = html! {
        p.caption { (overview.provider.name) }
        h1 { "Overview" }
        @if overview.numbers.mentors == 0 {
            (empty::empty(
                "Nobody mentors here this year yet",
                &html! { "When people are taken in, with their entries and placements, this page \
                          says who is ready." },
            ))
        } @else {
            (answer(overview))
            (numbers(overview, reader))
            (pictures::stages(overview))
            (pictures::components(overview))
            (pictures::schools(overview, page))
        }
    };
    shell::page(
        &Frame {
            title: "Overview",
            provider: Some(&overview.provider),
            reader: Some(reader),
            seat: reader.office(&overview.provider),
            here: "Overview",
            ..Frame::default()
        },
        &main,
    )
}

/// Gap groups that stand open; the rest wait behind a press.
const GAPS: usize = 6;

fn answer(overview: &Overview) -> Markup {
    let month = overview.month.from.strftime("%B %Y").to_string();
    let hosts = &overview.hosts;
    let not_confirmed =
        mentors(&overview.provider).with("ready", Readiness::NotYetConfirmed.code());
    html! {
        h2 #ready { "Is every mentor who hosts in " (month) " ready for this stage?" }
        p.lead { (told(overview, hosts)) }
        @if !overview.gaps.is_empty() {
            h3 { "Where it is thin" }
            @if overview.gaps.len() > 1 {
                p { "A mentor may lack several of these, and is counted in each." }
            }
            ul.gaps {
                @for gap in overview.gaps.iter().take(GAPS) { (gap_line(overview, gap)) }
            }
            @if overview.gaps.len() > GAPS {
                details.gaps-more {
                    summary { (overview.gaps.len() - GAPS) " smaller groups" }
                    ul.gaps {
                        @for gap in overview.gaps.iter().skip(GAPS) { (gap_line(overview, gap)) }
                    }
                }
            }
        }
        @if hosts.not_yet_confirmed > 0 {
            p {
                a.target href=(not_confirmed) {
                    "Ask " (how_many(hosts.not_yet_confirmed)) " to confirm their record"
                }
            }
        }
    }
}

/// The answer in one or two sentences.
fn told(overview: &Overview, hosts: &Hosts) -> Markup {
    let by = words::day(overview.month.until);
    html! {
        @if hosts.all() == 0 {
            "Nobody hosts a student teacher this month, as far as placements are known."
        } @else if hosts.ready == hosts.all() {
            strong { "Yes." } " "
            @if hosts.all() == 1 { "The one mentor" } @else { "All " (words::count(hosts.all())) " mentors" }
            " who host this month have done everything that is asked of them by " (by) "."
        } @else {
            strong { "Not yet." } " "
            (words::count(hosts.ready)) " of " (how_many(hosts.all()))
            " who host this month have done everything that is asked of them by " (by) "."
            @if hosts.not_ready > 0 {
                " " (words::count(hosts.not_ready)) " " (have(hosts.not_ready)) " something left."
            }
            @if hosts.not_yet_confirmed > 0 {
                " " (words::count(hosts.not_yet_confirmed)) " " (have(hosts.not_yet_confirmed))
                " yet to confirm the record that we hold for them."
            }
        }
    }
}

fn gap_line(overview: &Overview, gap: &Gap) -> Markup {
    let to = mentors(&overview.provider)
        .with("ready", Readiness::NotReady.code())
        .with("gap", &gap.code)
        .with(
            "stage",
            gap.stage.map(|stage| stage.to_string()).unwrap_or_default(),
        );
    html! {
        li {
            a href=(to) {
                strong { (how_many(gap.mentors)) }
                span { (gap.title) }
                span.quiet { (stage_words(gap.stage)) }
            }
        }
    }
}

fn numbers(overview: &Overview, reader: &Reader) -> Markup {
    let numbers = &overview.numbers;
    let all = || mentors(&overview.provider);
    let line = |name: &str, value: Markup, to: Option<Address>| {
        html! {
            div {
                dt { (name) }
                dd { @match to { Some(to) => a href=(to) { (value) }, None => (value) } }
            }
        }
    };
    let count = |count: usize| html! { (words::count(count)) };
    let some = |count: usize, to: Address| (count > 0).then_some(to);
    let may_vouch = places::looks_after_records(reader.actor(), &overview.provider);
    let waiting = may_vouch.then(|| Address::of(quality::waiting(&overview.provider)));
    html! {
        h2 { "On " (words::day(overview.day)) }
        dl.numbers {
            (line("Mentors this year", count(numbers.mentors), Some(all())))
            (line("Host a student teacher now", count(numbers.hosts_now),
                some(numbers.hosts_now, all().with("hosts", "yes"))))
            (line("With something overdue", count(numbers.overdue),
                some(numbers.overdue, all().with("state", "overdue"))))
            @if numbers.not_yet_confirmed > 0 {
                (line("Record not yet confirmed", count(numbers.not_yet_confirmed),
                    Some(all().with("state", "not_yet_confirmed"))))
            }
            (line("Placements without a mentor this month", count(numbers.without_mentor),
                some(numbers.without_mentor, placement::without_mentor(&overview.provider))))
            @if numbers.waiting > Minutes::ZERO {
                (line("Time that waits for someone to vouch for it", words::amount(numbers.waiting), waiting))
            }
        }
    }
}

/// What a stage is called here.
pub(super) fn stage_words(stage: Option<Stage>) -> String {
    stage.map_or_else(
        || "Stage not known".to_owned(),
        |stage| format!("Stage {stage}"),
    )
}

pub(super) fn how_many(mentors: usize) -> String {
    match mentors {
        1 => "1 mentor".to_owned(),
        mentors => format!("{} mentors", words::count(mentors)),
    }
}

fn have(count: usize) -> &'static str {
    if count == 1 { "has" } else { "have" }
}
