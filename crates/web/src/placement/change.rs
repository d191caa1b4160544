//! Asks what a placement is to be (days, stage, block, lead mentor), and keeps it.
//!
//! Owns that form. It never overwrites what somebody changed meanwhile: it shows the difference.

use actions::{
    Platform,
    placement::{Changed, Detail, change},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{Date, person::PersonId, placement::STAGES};
use maud::{Markup, html};

use super::{
    one,
    routes::{MEANWHILE, again, done, refuse, whose},
};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        difference::{self, Difference},
        errors,
        form::{self, Field, Offer, Typed},
        words,
    },
    reader::Reader,
};

const HEADING: &str = "Change the placement";

/// Shows the form.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let detail = whose(&platform, &reader, &door, &placement, |may| may.change).await?;
    let typed = shown(&detail);
    Ok(page(&platform, &detail, &reader, &typed, false).into_response())
}

/// What the form shows before anybody types.
fn shown(detail: &Detail) -> Typed {
    let placement = &detail.row.placement;
    let mut typed = Typed::default()
        .with_date("from", Some(placement.from))
        .with_date("until", placement.until)
        .with("block", placement.block.as_deref().unwrap_or_default());
    if let Some(stage) = placement.stage {
        typed = typed.with("stage", stage);
    }
    if let Some(lead) = placement.lead_mentor {
        typed = typed.with("lead", lead.0);
    }
    typed
}

/// Keeps what is asked.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let detail = whose(&platform, &reader, &door, &placement, |may| may.change).await?;
    let once = typed.once()?;
    let (from, until) = (typed.date("from"), typed.date("until"));
    if from.is_none() {
        typed.fault("from", "Give the first day.");
    }
    let block = typed.text("block").to_owned();
    let mut quicker = false;
    if let Some(from) = from.filter(|_| typed.is_sound()) {
        let changed = Changed {
            block: (!block.is_empty()).then_some(block),
            stage: typed.text("stage").parse().ok(),
            lead_mentor: typed.number("lead").map(PersonId),
            from,
            until,
        };
        let seen = typed.text("seen").to_owned();
        let id = detail.row.placement.id;
        match change(&platform, reader.actor(), id, &changed, &seen, once).await {
            Ok(()) => return Ok(done(&detail, &typed, "change")),
            Err(error) => quicker = refuse(&mut typed, error)?,
        }
    }
    let detail = whose(&platform, &reader, &door, &placement, |may| may.change).await?;
    Ok(again(page(&platform, &detail, &reader, &typed, quicker)))
}

/// Each field as it is now beside what was typed.
fn meanwhile(detail: &Detail, typed: &Typed) -> Vec<Difference> {
    let is = shown(detail);
    let day = |typed: &Typed, name: &str| -> String {
        let day: Option<Date> = typed.clone().date(name);
        day.map(words::told).unwrap_or_default()
    };
    let lead = |typed: &Typed| {
        let chosen = typed.number("lead").map(PersonId);
        let leads = detail.lead_mentors.iter();
        let found = leads.clone().find(|person| Some(person.id) == chosen);
        found.map(|person| person.name()).unwrap_or_default()
    };
    let text = |typed: &Typed, name: &str| typed.text(name).to_owned();
    let all = [
        ("First day", day(&is, "from"), day(typed, "from")),
        ("Last day", day(&is, "until"), day(typed, "until")),
        ("Stage", text(&is, "stage"), text(typed, "stage")),
        ("Block", text(&is, "block"), text(typed, "block")),
        ("Lead mentor", lead(&is), lead(typed)),
    ];
    all.into_iter()
        .map(|(name, is, typed)| Difference::of(name, is, typed))
        .collect()
}

fn page(
    platform: &Platform,
    detail: &Detail,
    reader: &Reader,
    typed: &Typed,
    quicker: bool,
) -> Markup {
    let back = super::page(&detail.provider, &detail.row);
    let fields = meanwhile(detail, typed);
    let field = |name, label| Field::of(typed, name, label);
    let stages: Vec<Offer> = STAGES
        .map(|stage| Offer::of(stage.to_string(), format!("Stage {stage}")))
        .collect();
    let leads: Vec<Offer> = detail
        .lead_mentors
        .iter()
        .map(|person| Offer::of(person.id.0.to_string(), person.name()))
        .collect();
    let main = html! {
        h1 { (HEADING) }
        (errors::summary(typed))
        @if quicker {
            (difference::difference(MEANWHILE, &difference::since(&fields, typed)))
        }
        form.form method="post" action={ (back) "/change" } {
            (form::once(platform.number()))
            (difference::shown(&detail.seen, &fields, typed, quicker))
            (form::date(&field("from", "First day")
                .hint("Mentors who begin with the placement go on to begin with it.")))
            (form::date(&field("until", "Last day").hint("Leave it blank where it is not known.")))
            (form::select(&field("stage", "Stage"), Some("Not known"), &stages))
            (form::text(&field("block", "Block").hint("Your own name of it, such as Autumn.").wide(20)))
            (form::select(&field("lead", "Lead mentor"), Some("Nobody yet"), &leads))
            div.buttons { (form::button("Keep the changes")) a.target href=(back) { "Leave it as it is" } }
        }
    };
    one::form_page(detail, reader, &errors::title(typed, HEADING), &main)
}
