//! Changes what a guest may read: takes out what is unticked, and adds from a school or a stage.
//!
//! Owns the page `/access/guests/{provider}/{guest}/sample`. It never overwrites what somebody else changed meanwhile.

use actions::{
    ActionError, Platform,
    access::guest::{self, Narrowed, Offered, Shown},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Refusal,
    access::{Refusal as AccessRefusal, Sample},
    partnership::Urn,
};
use maud::{Markup, html};

use super::{address_of, framed, number, offers, placement_offer};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        errors,
        form::{self, Field, Offer, Typed},
    },
    reader::Reader,
};

use super::new::{chosen, stages};

/// Shows what the sample holds, and what could be added where a school or a stage is named.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let found = guest::one(&platform, reader.actor(), &door.code, number(&id)?).await?;
    let more = more(&platform, &reader, &door, &found).await?;
    let typed = as_it_is(&found);
    Ok(page(&platform, &found, more.as_ref(), &door, &typed, &reader).into_response())
}

/// Keeps what is ticked, or shows the form again.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): Path<(String, String)>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = number(&id)?;
    let once = typed.once()?;
    let (placements, people) = chosen(&typed);
    let of = (door.code.as_str(), id);
    let seen = typed.text("seen").to_owned();
    let what = (placements.as_slice(), people.as_slice());
    match guest::change(&platform, reader.actor(), once, of, &seen, what).await {
        Ok(()) => {
            let to = format!(
                "/access/guests/{}/{id}?done=changed",
                door.code.to_lowercase()
            );
            return Ok(Redirect::to(&to).into_response());
        }
        Err(ActionError::Refused(refusal)) => {
            let meanwhile = matches!(refusal, Refusal::Access(AccessRefusal::SampleMeanwhile));
            if meanwhile {
                let found = guest::one(&platform, reader.actor(), &door.code, id).await?;
                typed = as_it_is(&found);
            }
            typed.fault("placement", refusal.to_string());
        }
        Err(error) => return Err(error.into()),
    }
    let found = guest::one(&platform, reader.actor(), &door.code, id).await?;
    let more = more(&platform, &reader, &door, &found).await?;
    let page = page(&platform, &found, more.as_ref(), &door, &typed, &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn as_it_is(found: &Shown) -> Typed {
    let placements = found.within.placements.iter();
    let typed = placements.fold(Typed::default(), |typed, row| {
        typed.with("placement", row.placement.id.0)
    });
    let people = found.within.people.iter();
    people.fold(typed, |typed, person| typed.with("person", person.id.0))
}

/// What could be added, where the address names a school or a stage.
async fn more(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    found: &Shown,
) -> Result<Option<Offered>, PageError> {
    let asked = Address::of("").asking(&door.question);
    let narrowed = Narrowed {
        school: asked.value("school").parse().ok().map(Urn),
        stage: asked.value("stage").parse().ok(),
        drawn: None,
        days: found.guest.from.zip(found.guest.until),
    };
    let offered = guest::offered(platform, reader.actor(), &door.code, &narrowed).await?;
    let asks = narrowed.school.is_some() || narrowed.stage.is_some();
    Ok(Some(match asks {
        true => offered,
        false => Offered {
            placements: Vec::new(),
            people: Vec::new(),
            ..offered
        },
    }))
}

fn page(
    platform: &Platform,
    found: &Shown,
    more: Option<&Offered>,
    door: &Door,
    typed: &Typed,
    reader: &Reader,
) -> Markup {
    let here = format!("{}/sample", address_of(&found.provider, found.guest.id));
    let of = Address::of(&here).asking(&door.question);
    let sample = Sample {
        id: found.guest.sample,
        placements: sorted(found.within.placements.iter().map(|row| row.placement.id)),
        people: sorted(found.within.people.iter().map(|person| person.id)),
    };
    let (mut placements, mut people): (Vec<Offer>, Vec<Offer>) = (
        found
            .within
            .placements
            .iter()
            .map(|row| placement_offer(row))
            .collect(),
        found
            .within
            .people
            .iter()
            .map(|one| Offer::of(one.id.0.to_string(), one.name()))
            .collect(),
    );
    if let Some(more) = more {
        let (others, mentors) = offers(more);
        placements.extend(others.into_iter().filter(|one| {
            !sample
                .placements
                .iter()
                .any(|has| has.0.to_string() == one.value)
        }));
        people.extend(mentors.into_iter().filter(|one| {
            !sample
                .people
                .iter()
                .any(|has| has.0.to_string() == one.value)
        }));
    }
    let schools = more.map(|more| &more.schools);
    let schools = schools.into_iter().flatten();
    let schools: Vec<Offer> = schools
        .map(|(urn, name)| Offer::of(urn.to_string(), name))
        .collect();
    let narrowed = Typed::default()
        .with("school", of.value("school"))
        .with("stage", of.value("stage"));
    let main = html! {
        p.caption { a href=(address_of(&found.provider, found.guest.id)) { (found.name) } }
        h1 { "What " (found.name) " may read" }
        (errors::summary(typed))
        p.lead { "Untick what they are no longer to read. To add some, show a school or a stage first, and tick them." }
        form.form method="get" action=(here) {
            (form::select(&Field::of(&narrowed, "school", "Add from a school"), Some("No school"), &schools))
            (form::select(&Field::of(&narrowed, "stage", "Add from a stage"), Some("No stage"), &stages()))
            div.buttons { button.button.is-quiet type="submit" { "Show them too" } }
        }
        form.form method="post" action=(of) {
            (form::once(platform.number()))
            (form::seen(&guest::token(&sample)))
            (form::several(&Field::of(typed, "placement", "Placements"), &placements))
            @if !people.is_empty() {
                (form::several(&Field::of(typed, "person", "Training of mentors"), &people))
            }
            div.buttons {
                (form::button("Keep this sample"))
                a.target href=(address_of(&found.provider, found.guest.id)) { "Change nothing" }
            }
        }
    };
    let title = errors::title(typed, &format!("What {} may read", found.name));
    framed(reader, &found.provider, &title, &main)
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all
}
