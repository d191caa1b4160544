//! Offers sessions.
//!
//! Owns what stands below `/booking/offer`. It never books for anybody.

use actions::{
    ActionError, Platform,
    booking::offer::{self, Offered},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Deed, Object},
    booking::{Audience, Hours, Kept},
    partnership::{Provider, ProviderId, SchoolPhase},
    programme::{Component, Track},
};
use jiff::civil::Time;
use maud::{Markup, html};

use super::{framed, one};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        words,
    },
    reader::Reader,
};

/// Whether the reader may offer sessions of a provider.
pub(super) fn may_offer(reader: &Reader, provider: ProviderId) -> bool {
    let object = Object {
        provider: Some(provider),
        ..Object::default()
    };
    reader.actor().may(Deed::OfferSession, object).is_ok()
}

/// Shows the form of a new session.
pub async fn new(
    State(platform): State<Platform>,
    reader: Reader,
    Path(code): Path<String>,
) -> Result<Markup, PageError> {
    let (provider, all) = offer::components(&platform, reader.actor(), &code).await?;
    Ok(form_of(
        &platform,
        &reader,
        &provider,
        &all,
        &Typed::default(),
    ))
}

/// Offers what was typed.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    Path(code): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let kept = kept(&platform, &reader, &code, &mut typed).await?;
    if let Some(mut new) = offered(&mut typed) {
        new.kept = kept;
        match offer::offer(&platform, reader.actor(), once, &code, &new).await {
            Ok(session) => {
                return Ok(Redirect::to(&one::address(session)).into_response());
            }
            Err(ActionError::Refused(refusal)) => typed.fault("component", refusal.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    let (provider, all) = offer::components(&platform, reader.actor(), &code).await?;
    let page = form_of(&platform, &reader, &provider, &all, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// How many lines of kept places the form has.
const KEPT: usize = 3;

/// Reads for whom places are kept.
async fn kept(
    platform: &Platform,
    reader: &Reader,
    code: &str,
    typed: &mut Typed,
) -> Result<Vec<Kept>, PageError> {
    let mut all = Vec::new();
    for at in 1..=KEPT {
        let (who, many, until) = (
            format!("kept_for_{at}"),
            format!("kept_places_{at}"),
            format!("kept_until_{at}"),
        );
        if typed.text(&who).is_empty() {
            continue;
        }
        let whom = offer::kept_for(platform, reader.actor(), code, typed.text(&who)).await?;
        if whom.is_none() {
            typed.fault(
                &who,
                "Give the code of a provider, such as L51, or the URN of a school.",
            );
        }
        let places = typed
            .text(&many)
            .parse::<i64>()
            .ok()
            .filter(|many| *many > 0);
        if places.is_none() {
            typed.fault(&many, "Give how many places are kept, in digits.");
        }
        let day = typed.date(&until);
        if day.is_none() && typed.fault_of(&until).is_none() {
            typed.fault(&until, "Give the last day on which they are kept.");
        }
        if let (Some((provider, school)), Some(places), Some(until)) = (whom, places, day) {
            all.push(Kept {
                provider,
                school,
                places,
                until,
            });
        }
    }
    Ok(all)
}

fn offered(typed: &mut Typed) -> Option<Offered> {
    typed.needs("component", "Choose what it trains.");
    let held_on = typed.date("held_on");
    if held_on.is_none() && typed.fault_of("held_on").is_none() {
        typed.fault("held_on", "Give the day.");
    }
    let hours = hours(typed);
    let minutes = typed.minutes("minutes");
    if minutes.is_none() && typed.fault_of("minutes").is_none() {
        typed.fault("minutes", "Give how long the training is, without breaks.");
    }
    let capacity = typed.text("capacity").trim().parse::<i64>().ok();
    if capacity.is_none() {
        typed.fault("capacity", "Give the number of places in digits.");
    }
    if typed.text("place").trim().is_empty() && typed.text("link").trim().is_empty() {
        typed.fault(
            "place",
            "Give the place, or the link by which it is joined.",
        );
    }
    if !typed.is_sound() {
        return None;
    }
    let text = |name: &str| typed.text(name).to_owned();
    let said = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
    let listed = |name: &str| {
        let words = typed.text(name).split([',', ' ', ';', '\n']);
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Some(Offered {
        component: text("component"),
        title: text("title"),
        about: text("about"),
        materials: text("materials"),
        minutes: minutes?,
        held_on: held_on?,
        hours: hours?,
        place: text("place"),
        link: text("link"),
        host: text("host"),
        capacity: capacity?,
        series: text("series"),
        audience: Audience {
            course: said("course"),
            track: Track::read(typed.text("track")),
            subject: said("subject"),
            school_phase: SchoolPhase::read(typed.text("phase")),
        },
        shared_with: listed("shared"),
        co_hosts: listed("co_hosts"),
        kept: Vec::new(),
    })
}

pub(super) fn hours(typed: &mut Typed) -> Option<Hours> {
    let from = time(typed.text("from"));
    if from.is_none() {
        typed.fault("from", "Give the hour at which it starts, such as 16:30.");
    }
    let until = time(typed.text("until"));
    if until.is_none() {
        typed.fault("until", "Give the hour at which it ends, such as 17:30.");
    }
    Some(Hours {
        from: from?,
        until: until?,
    })
}

/// Reads an hour as people type it: "16:30", "4.30pm", "9am".
fn time(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase().replace([' ', '.'], ":");
    let (digits, later) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(digits), _) => (digits, Some(true)),
        (_, Some(digits)) => (digits, Some(false)),
        _ => (text.as_str(), None),
    };
    let mut parts = digits.trim_matches(':').splitn(2, ':');
    let hour: i8 = parts.next()?.parse().ok()?;
    let minute: i8 = parts.next().map_or(Some(0), |minute| minute.parse().ok())?;
    let hour = match later {
        Some(true) if (1..12).contains(&hour) => hour + 12,
        Some(false) if hour == 12 => 0,
        Some(_) if !(1..=12).contains(&hour) => return None,
        _ => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

fn tracks() -> Vec<Offer> {
    vec![
        Offer::of(Track::Initial.code(), "Initial training"),
        Offer::of(Track::Refresher.code(), "This year’s refresher"),
    ]
}

/// One line of kept places.
fn kept_line(typed: &Typed, at: usize) -> Markup {
    let (who, many, until) = (
        format!("kept_for_{at}"),
        format!("kept_places_{at}"),
        format!("kept_until_{at}"),
    );
    html! {
        (form::text(&Field::of(typed, &who, "Kept for").hint("The code of a provider, such as L51, or the URN of a school.")))
        (form::digits(&Field::of(typed, &many, "How many places")))
        (form::date(&Field::of(typed, &until, "Until")))
    }
}

fn form_of(
    platform: &Platform,
    reader: &Reader,
    provider: &Provider,
    all: &[Component],
    typed: &Typed,
) -> Markup {
    let offers: Vec<Offer> = all
        .iter()
        .map(|component| Offer::of(component.code.clone(), component.title.clone()))
        .collect();
    let phases: Vec<Offer> = [SchoolPhase::Primary, SchoolPhase::Secondary]
        .into_iter()
        .map(|phase| Offer::of(phase.code(), words::school_phase(phase)))
        .collect();
    let main = html! {
        p.caption { (provider.name) }
        h1 { "Offer a session" }
        (errors::summary(typed))
        form.form method="post" action={ (super::list::ADDRESS) "/offer/" (provider.code.to_lowercase()) } {
            (form::once(platform.number()))
            (form::select(&Field::of(typed, "component", "What it trains"), Some("Choose"), &offers))
            (form::text(&Field::of(typed, "title", "Its title").hint("Blank for the component’s own.")))
            (form::date(&Field::of(typed, "held_on", "Day")))
            (form::text(&Field::of(typed, "from", "Starts at").hint("UK time, such as 16:30 or 4:30pm.")))
            (form::text(&Field::of(typed, "until", "Ends at")))
            (form::minutes(&Field::of(typed, "minutes", "Training, without breaks")))
            (form::text(&Field::of(typed, "place", "Place").hint("Blank where it is online.")))
            (form::text(&Field::of(typed, "link", "Link").hint("Only those with a place see it.")))
            (form::digits(&Field::of(typed, "capacity", "Places")))
            (form::text(&Field::of(typed, "host", "Address of the host").hint("Blank if you hold it yourself.")))
            (form::text(&Field::of(typed, "co_hosts", "Addresses of further hosts").hint("Several with a comma.")))
            h2 { "Meant for" }
            p.hint { "What you leave blank leaves nobody out. Whoever does not fit is asked to talk to you; you can book them all the same." }
            (form::select(&Field::of(typed, "phase", "Phase"), Some("Everybody"), &phases))
            (form::select(&Field::of(typed, "track", "Track"), Some("Everybody"), &tracks()))
            (form::text(&Field::of(typed, "subject", "Subject").hint("Such as mathematics.")))
            (form::text(&Field::of(typed, "course", "Course of their student teacher").hint("As your own lists call it, such as PGCE Secondary.")))
            h2 { "Places kept for some" }
            details {
                summary.target { "Keep places for a provider or a school" }
                @for at in 1..=KEPT { (kept_line(typed, at)) }
            }
            h2 { "More" }
            (form::text(&Field::of(typed, "shared", "Shared with").hint("Codes of other providers, such as L51.")))
            (form::text(&Field::of(typed, "series", "Series").hint("Such as “Thursday live sessions”.")))
            (form::words(&Field::of(typed, "about", "What it covers"), 3))
            (form::words(&Field::of(typed, "materials", "To bring, read or open"), 2))
            div.buttons { (form::button("Offer it")) }
        }
    };
    framed(
        reader,
        provider,
        &errors::title(typed, "Offer a session"),
        &main,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_read_as_people_type_it() {
        let read = |text| time(text).map(|time| (time.hour(), time.minute()));
        for (text, hour) in [
            ("16:30", (16, 30)),
            ("4.30pm", (16, 30)),
            ("4:30 pm", (16, 30)),
            ("9am", (9, 0)),
            ("12pm", (12, 0)),
            ("12am", (0, 0)),
            (" 09:05 ", (9, 5)),
        ] {
            assert_eq!(read(text), Some(hour), "{text}");
        }
        for text in ["", "25:00", "4:75", "noon", "13pm", "-1:00"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
