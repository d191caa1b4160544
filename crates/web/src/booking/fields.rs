//! Draws and reads what a session is made of, alike where it is offered and where it is changed.
//!
//! Owns the fields of a session. It never keeps anything.

use actions::{Platform, booking::offer};
use domain::{
    booking::{Audience, Hours, Kept},
    partnership::SchoolPhase,
    programme::Track,
};
use jiff::civil::Time;
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::{
        form::{self, Field, Offer, Typed},
        words,
    },
    reader::Reader,
};

/// How many lines of kept places a form has.
pub(super) const KEPT: usize = 3;

/// Reads for whom places are kept.
pub(super) async fn kept(
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

/// Reads for whom a session is meant.
pub(super) fn audience(typed: &Typed) -> Audience {
    let said =
        |name: &str| Some(typed.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    Audience {
        course: said("course"),
        track: Track::read(typed.text("track")),
        subject: said("subject"),
        school_phase: SchoolPhase::read(typed.text("phase")),
    }
}

/// Reads several words of one field.
pub(super) fn listed(typed: &Typed, name: &str) -> Vec<String> {
    let words = typed.text(name).split([',', ' ', ';', '\n']);
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Reads from when to when, and says beside each field what is wrong with it.
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
        fieldset.field {
            legend { "Kept places, " (at) " of " (KEPT) }
            (form::text(&Field::of(typed, &who, "Kept for").hint("The code of a provider, such as L51, or the URN of a school.")))
            (form::digits(&Field::of(typed, &many, "How many places")))
            (form::date(&Field::of(typed, &until, "Until")))
        }
    }
}

/// Draws the lines of kept places.
pub(super) fn kept_fields(typed: &Typed) -> Markup {
    html! {
        @for at in 1..=KEPT { (kept_line(typed, at)) }
    }
}

/// Draws who holds it, and what a blank field means where it may be blank.
pub(super) fn host_fields(typed: &Typed, blank: Option<&str>) -> Markup {
    let host = Field::of(typed, "host", "E-mail of the host");
    html! {
        (form::text(&blank.map_or(host, |blank| host.hint(blank))))
        (form::text(&Field::of(typed, "co_hosts", "E-mails of further hosts").hint("Several with a comma.")))
    }
}

/// Draws for whom it is meant.
pub(super) fn audience_fields(typed: &Typed) -> Markup {
    let phases: Vec<Offer> = [SchoolPhase::Primary, SchoolPhase::Secondary]
        .into_iter()
        .map(|phase| Offer::of(phase.code(), words::school_phase(phase)))
        .collect();
    html! {
        (form::select(&Field::of(typed, "phase", "Phase"), Some("Everybody"), &phases))
        (form::select(&Field::of(typed, "track", "Track"), Some("Everybody"), &tracks()))
        (form::text(&Field::of(typed, "subject", "Subject").hint("Such as mathematics.")))
        (form::text(&Field::of(typed, "course", "Course of their student teacher").hint("As your own lists call it, such as PGCE Secondary.")))
    }
}

/// Draws what is told of it.
pub(super) fn word_fields(typed: &Typed) -> Markup {
    html! {
        (form::text(&Field::of(typed, "series", "Series").hint("Such as “Thursday live sessions”.")))
        (form::words(&Field::of(typed, "about", "What it covers"), 3))
        (form::words(&Field::of(typed, "materials", "To bring, read or open"), 2))
    }
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
