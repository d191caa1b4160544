//! Asks for a mentor of a placement, or for the last day of one, and keeps it.
//!
//! Owns those two forms. It never names anybody on its own.

use std::collections::HashMap;

use actions::{
    Platform,
    placement::{Detail, Mentored, Ready, assign, end as end_deed, readiness},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    Date,
    person::PersonId,
    placement::{Manner, MentoringId},
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    one,
    routes::{MEANWHILE, again, done, refuse, whose},
};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        difference::{self, Difference},
        empty, errors,
        form::{self, Field, Offer, Typed},
        words,
    },
    reader::Reader,
};

/// The field for who mentors.
pub(super) const MENTOR: &str = "Mentor";

/// Shows the form that names a mentor.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let detail = whose(&platform, &reader, &door, &placement, |may| may.assign).await?;
    let of = Address::of("").asking(&door.question);
    let asked = |name: &str| of.asked().find(|(known, _)| *known == name);
    let from = asked("from").and_then(|(_, day)| day.parse::<Date>().ok());
    let first = detail.day.max(detail.row.placement.from);
    let how = match asked("how") {
        Some((_, "replace")) => "replace",
        _ => "beside",
    };
    let typed = Typed::default()
        .with("how", how)
        .with_date("from", Some(from.unwrap_or(first)));
    let ready = readiness(&platform, reader.actor(), &detail).await?;
    Ok(page(&platform, (&detail, &ready), &reader, &typed, false).into_response())
}

/// Names a mentor.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let detail = whose(&platform, &reader, &door, &placement, |may| may.assign).await?;
    let once = typed.once()?;
    typed = named(typed);
    let from = typed.date("from");
    if from.is_none() {
        typed.fault("from", "Give the first day.");
    }
    if typed.number("mentor").is_none() {
        typed.fault("mentor", "Choose who is to mentor.");
    }
    let manner = match typed.text("how") {
        "replace" => Manner::Instead,
        _ => Manner::Beside,
    };
    let mut quicker = false;
    if let (Some(mentor), Some(from), true) = (typed.number("mentor"), from, typed.is_sound()) {
        let seen = typed.text("seen").to_owned();
        let id = detail.row.placement.id;
        let what = (PersonId(mentor), from, manner);
        match assign(&platform, reader.actor(), id, what, &seen, once).await {
            Ok(()) => return Ok(done(&detail, &typed, "mentor")),
            Err(error) => quicker = refuse(&mut typed, error)?,
        }
    }
    let detail = whose(&platform, &reader, &door, &placement, |may| may.assign).await?;
    let ready = readiness(&platform, reader.actor(), &detail).await?;
    let page = page(&platform, (&detail, &ready), &reader, &typed, quicker);
    Ok(again(page))
}

/// The mentor who was chosen on the page of a school, where each form has a name of its own.
fn named(typed: Typed) -> Typed {
    let mut own = typed
        .pairs()
        .filter(|(name, _)| name.starts_with("mentor-"));
    let chosen = own.next().map(|(_, mentor)| mentor.to_owned());
    drop(own);
    match chosen {
        Some(mentor) if typed.text("mentor").is_empty() => typed.with("mentor", mentor),
        _ => typed,
    }
}

/// Who mentors today, as a sentence has it.
pub(super) fn now(detail: &Detail) -> String {
    let day = detail.day.max(detail.row.placement.from);
    let held = detail.row.mentors.iter();
    let names: Vec<String> = held
        .filter(|held| held.mentoring.until.is_none_or(|until| until >= day))
        .map(|held| held.person.name())
        .collect();
    names.join(" and ")
}

fn page(
    platform: &Platform,
    (detail, ready): (&Detail, &HashMap<PersonId, Ready>),
    reader: &Reader,
    typed: &Typed,
    quicker: bool,
) -> Markup {
    let back = super::page(&detail.provider, &detail.row);
    let now = now(detail);
    let heading = match (now.is_empty(), typed.text("how")) {
        (true, _) => "Name a mentor",
        (false, "replace") => "Replace the mentor from a day",
        (false, _) => "Add a job share",
    };
    let field = |name, label| Field::of(typed, name, label);
    let offers: Vec<Offer> = detail
        .mentors
        .iter()
        .map(|person| {
            let trn = person.trn.map(|trn| format!("TRN {trn}."));
            let ready = ready.get(&person.id).map(far);
            let told: Vec<String> = [trn, ready].into_iter().flatten().collect();
            let offer = Offer::of(person.id.0.to_string(), person.name());
            match told.is_empty() {
                true => offer,
                false => offer.hint(words::unbroken(&told.join(" "))),
            }
        })
        .collect();
    let chosen = offers
        .iter()
        .find(|offer| offer.value == typed.text("mentor"));
    let chosen = chosen.map(|offer| offer.label.clone()).unwrap_or_default();
    let hint = match ready.is_empty() {
        true => "General mentors at this school, by family name.",
        false => "General mentors at this school, by family name, with what each would have left.",
    };
    let fields = [Difference::of(MENTOR, now.clone(), chosen)];
    let main = html! {
        h1 { (heading) }
        (errors::summary(typed))
        @if quicker { (difference::difference(MEANWHILE, &difference::since(&fields, typed))) }
        @if !now.is_empty() { p.lead { (now) " has this student teacher now." } }
        @if offers.is_empty() {
            (empty::empty("No general mentor is known at this school", &html! {
                "The partnership office adds the school’s mentors under People. Then they can be chosen here."
            }))
        } @else {
            form.form method="post" action={ (back) "/mentor" } {
                (form::once(platform.number()))
                (difference::shown(&detail.seen, &fields, typed, quicker))
                @if typed.text("back") == "school" { input type="hidden" name="back" value="school"; }
                (form::choice(&field("mentor", MENTOR).hint(hint), &offers))
                (form::date(&field("from", "First day")))
                @if now.is_empty() {
                    input type="hidden" name="how" value="beside";
                } @else {
                    (form::choice(&field("how", "How"), &[
                        Offer::of("beside", "Beside, as a job share")
                            .hint("Two mentors at one time, at most."),
                        Offer::of("replace", "Instead")
                            .hint("Who mentors now ends the day before. Their hours stay with them."),
                    ]))
                }
                div.buttons { (form::button(heading)) a.target href=(back) { "Leave it as it is" } }
            }
        }
    };
    one::form_page(detail, reader, &errors::title(typed, heading), &main)
}

/// How far a mentor would be, told and not judged.
fn far(ready: &Ready) -> String {
    let done = match ready.required {
        Some(required) => format!("{} of {required} done.", ready.done),
        None => format!("{} done; the provider says what is asked.", ready.done),
    };
    let by = domain::calendar::told(ready.by);
    let stage = match ready.stage {
        Some(stage) => format!("For stage {stage}, "),
        None => "For this placement, ".to_owned(),
    };
    let left = ready.left.join(", ");
    match (ready.left.is_empty(), ready.is_confirmed) {
        (true, _) => format!("{done} {stage}nothing is left by {by}."),
        (false, true) => format!("{done} {stage}left by {by}: {left}."),
        (false, false) => {
            format!("{done} {stage}left by {by}, on a record not yet confirmed: {left}.")
        }
    }
}

fn held<'a>(detail: &'a Detail, mentoring: &str) -> Result<&'a Mentored, PageError> {
    let number = Uuid::try_parse(mentoring).map_err(|_| PageError::NotFound)?;
    let mut mentors = detail.row.mentors.iter();
    let found = mentors.find(|held| held.mentoring.id == MentoringId(number));
    found.ok_or(PageError::NotFound)
}

/// Shows the form for the last day of a mentor's time.
pub async fn ask_end(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement, mentoring)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let detail = whose(&platform, &reader, &door, &placement, |may| may.assign).await?;
    let held = held(&detail, &mentoring)?;
    let until = held.mentoring.until.or_else(|| detail.row.until());
    let typed = Typed::default().with_date("until", Some(until.unwrap_or(detail.day)));
    Ok(end_page(&platform, &detail, &reader, (held, &typed), false).into_response())
}

/// Keeps the last day of a mentor's time.
pub async fn end(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement, mentoring)): Path<(String, String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let detail = whose(&platform, &reader, &door, &placement, |may| may.assign).await?;
    let id = held(&detail, &mentoring)?.mentoring.id;
    let once = typed.once()?;
    let until = typed.date("until");
    if until.is_none() {
        typed.fault("until", "Give the last day.");
    }
    let mut quicker = false;
    if let Some(until) = until.filter(|_| typed.is_sound()) {
        let seen = typed.text("seen").to_owned();
        let placement = detail.row.placement.id;
        let what = (id, until);
        match end_deed(&platform, reader.actor(), placement, what, &seen, once).await {
            Ok(()) => return Ok(done(&detail, &typed, "end")),
            Err(error) => quicker = refuse(&mut typed, error)?,
        }
    }
    let detail = whose(&platform, &reader, &door, &placement, |may| may.assign).await?;
    let held = held(&detail, &mentoring)?;
    Ok(again(end_page(
        &platform,
        &detail,
        &reader,
        (held, &typed),
        quicker,
    )))
}

fn end_page(
    platform: &Platform,
    detail: &Detail,
    reader: &Reader,
    (held, typed): (&Mentored, &Typed),
    quicker: bool,
) -> Markup {
    let back = super::page(&detail.provider, &detail.row);
    let name = held.person.name();
    let told = |day: Option<Date>| day.map(words::told).unwrap_or_default();
    let typed_day = told(typed.clone().date("until"));
    let fields = [Difference::of(
        "Last day",
        told(held.mentoring.until),
        typed_day,
    )];
    let heading = "End a mentor’s time";
    let main = html! {
        h1 { (heading) }
        (errors::summary(typed))
        @if quicker { (difference::difference(MEANWHILE, &difference::since(&fields, typed))) }
        p.lead { (name) " mentors " (detail.row.student.name()) " since " (words::day(held.mentoring.from)) ". \
                  Their hours stay with them, and this time stays on record." }
        form.form method="post" action={ (back) "/end/" (held.mentoring.id.0) } {
            (form::once(platform.number()))
            (difference::shown(&detail.seen, &fields, typed, quicker))
            (form::date(&Field::of(typed, "until", "Last day")))
            div.buttons { (form::button("Keep this last day")) a.target href=(back) { "Leave it as it is" } }
        }
    };
    one::form_page(detail, reader, &errors::title(typed, heading), &main)
}
