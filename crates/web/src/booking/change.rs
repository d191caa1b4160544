//! Moves a session, calls it off, or changes what it is, who holds it and for whom it is.
//!
//! Owns `/booking/{session}/change`. It never takes a place from anybody.

use actions::{
    ActionError, Platform,
    booking::offer::{self, Change, Given, given},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{booking::SessionId, calendar::uk_hour, partnership::SchoolPhase, programme::Track};
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    fields::{
        audience, audience_fields, host_fields, hours, kept, kept_fields, listed, word_fields,
    },
    framed, one,
};
use crate::{
    error::PageError,
    parts::{
        errors,
        form::{self, Field, Typed},
        words,
    },
    reader::Reader,
};

/// Shows how a session can be changed, and whom that touches.
pub async fn ways(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<Uuid>,
) -> Result<Markup, PageError> {
    let found = given(&platform, reader.actor(), SessionId(id)).await?;
    Ok(page(&platform, &reader, &found, &as_it_is(&found)))
}

/// The fields as the session is now.
fn as_it_is(found: &Given) -> Typed {
    let session = &found.session;
    let audience = &session.audience;
    let mut typed = Typed::default()
        .with_date("held_on", Some(session.held_on))
        .with("from", uk_hour(session.starts_at))
        .with("until", uk_hour(session.ends_at))
        .with("capacity", session.capacity)
        .with("place", &session.place)
        .with("link", &session.link)
        .with("title", &session.title)
        .with("series", &session.series)
        .with("about", &session.about)
        .with("materials", &session.materials)
        .with("host", &found.host)
        .with("co_hosts", found.co_hosts.join(", "))
        .with("shared", found.shared_with.join(", "))
        .with("course", audience.course.as_deref().unwrap_or_default())
        .with("subject", audience.subject.as_deref().unwrap_or_default())
        .with("track", audience.track.map_or("", Track::code))
        .with("phase", audience.school_phase.map_or("", SchoolPhase::code));
    for (at, (who, kept)) in (1..).zip(&found.kept) {
        typed = typed
            .with(format!("kept_for_{at}"), who)
            .with(format!("kept_places_{at}"), kept.places)
            .with_date(&format!("kept_until_{at}"), Some(kept.until));
    }
    typed
}

/// The ways in which a session changes: by what the form says, where a refusal stands, and the heading.
const WAYS: [(&str, &str, &str); 9] = [
    ("move", "held_on", "Move it"),
    ("places", "capacity", "How many places"),
    ("place", "place", "Where it is"),
    ("words", "title", "What it is"),
    ("hosts", "host", "Who holds it"),
    ("audience", "phase", "Whom it is meant for"),
    ("kept", "kept_for_1", "Places kept for some"),
    ("shared", "shared", "With whom it is shared"),
    ("cancel", "off_reason", "Call it off"),
];

/// Changes it.
pub async fn change(
    State(platform): State<Platform>,
    reader: Reader,
    Path(id): Path<Uuid>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let session = SessionId(id);
    let seen: i64 = typed
        .text("seen")
        .parse()
        .map_err(|_| PageError::NotFound)?;
    let found = given(&platform, reader.actor(), session).await?;
    let way = WAYS.iter().find(|(way, ..)| *way == typed.text("do"));
    let (way, field, _) = way.ok_or(PageError::NotFound)?;
    let asked = asked(&platform, &reader, &found, way, &mut typed).await?;
    if let Some(asked) = asked.filter(|_| typed.is_sound()) {
        match offer::change(&platform, reader.actor(), once, session, seen, &asked).await {
            Ok(_) => {
                let to = format!("{}?{}", one::address(session), one::CHANGED);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(ActionError::Refused(refusal)) => typed.fault(field, refusal.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&platform, &reader, &found, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Reads what is asked for; what cannot be read is said beside its field.
async fn asked(
    platform: &Platform,
    reader: &Reader,
    found: &Given,
    way: &str,
    typed: &mut Typed,
) -> Result<Option<Change>, PageError> {
    let text = |typed: &Typed, name: &str| typed.text(name).to_owned();
    Ok(Some(match way {
        "move" => {
            let held_on = typed.date("held_on");
            if held_on.is_none() && typed.fault_of("held_on").is_none() {
                typed.fault("held_on", "Give the day.");
            }
            let Some((held_on, hours)) = held_on.zip(hours(typed)) else {
                return Ok(None);
            };
            let reason = text(typed, "reason");
            Change::Moved {
                held_on,
                hours,
                reason,
            }
        }
        "places" => match typed.text("capacity").trim().parse() {
            Ok(places) => Change::Capacity(places),
            Err(_) => {
                typed.fault("capacity", "Give the number of places in digits.");
                return Ok(None);
            }
        },
        "place" => Change::Place {
            place: text(typed, "place"),
            link: text(typed, "link"),
        },
        "words" => Change::Words {
            title: text(typed, "title"),
            series: text(typed, "series"),
            about: text(typed, "about"),
            materials: text(typed, "materials"),
        },
        "hosts" => {
            typed.needs("host", "Name who holds it, by e-mail address.");
            Change::Hosts {
                host: text(typed, "host"),
                co_hosts: listed(typed, "co_hosts"),
            }
        }
        "audience" => Change::Audience(audience(typed)),
        "kept" => Change::Kept(kept(platform, reader, &found.provider.code, typed).await?),
        "shared" => Change::Shared(listed(typed, "shared")),
        _ => Change::Cancelled {
            reason: text(typed, "off_reason"),
        },
    }))
}

fn page(platform: &Platform, reader: &Reader, found: &Given, typed: &Typed) -> Markup {
    let session = &found.session;
    let here = format!("{}/change", one::address(session.id));
    let own = as_it_is(found);
    let main = html! {
        p.caption { a href=(one::address(session.id)) { (session.title) } }
        h1 { "Change this session" }
        (errors::summary(typed))
        p.lead {
            "It is on " (words::day(session.held_on)) ", " (uk_hour(session.starts_at)) " to " (uk_hour(session.ends_at)) ". "
            (words::counted(usize::try_from(found.taken).unwrap_or_default(), "person has a place", "people have a place")) ". Moving it or calling it off asks them to choose again; holding it elsewhere tells them. Nothing else touches their places."
        }
        @for (way, _, heading) in WAYS {
            @let sent = typed.text("do") == way;
            details.choices open[sent] {
                summary.target { (heading) }
                form.form method="post" action=(here) {
                    (form::once(platform.number()))
                    input type="hidden" name="seen" value=(session.version);
                    input type="hidden" name="do" value=(way);
                    (fields(way, if sent { typed } else { &own }))
                }
            }
        }
    };
    framed(
        reader,
        &found.provider,
        &errors::title(typed, "Change this session"),
        &main,
    )
}

fn fields(way: &str, typed: &Typed) -> Markup {
    let read = "Everyone who has a place reads it.";
    let (fields, button) = match way {
        "move" => (
            html! {
                (form::date(&Field::of(typed, "held_on", "Day")))
                (form::text(&Field::of(typed, "from", "Starts at")))
                (form::text(&Field::of(typed, "until", "Ends at")))
                (form::text(&Field::of(typed, "reason", "Why").hint(read)))
            },
            "Move it and tell them",
        ),
        "places" => (
            form::digits(&Field::of(typed, "capacity", "Number of places")),
            "Keep this number",
        ),
        "place" => (
            html! {
                (form::text(&Field::of(typed, "place", "Place")))
                (form::text(&Field::of(typed, "link", "Link")))
            },
            "Keep this place",
        ),
        "words" => (
            html! {
                (form::text(&Field::of(typed, "title", "Its title")))
                (word_fields(typed))
            },
            "Keep these words",
        ),
        "hosts" => (host_fields(typed, None), "Keep these hosts"),
        "audience" => (audience_fields(typed), "Keep whom it is for"),
        "kept" => (kept_fields(typed), "Keep these places"),
        "shared" => (
            form::text(&Field::of(typed, "shared", "Shared with").hint(
                "Codes of other providers, such as L51. Those who share it already go on: their mentors may have booked.",
            )),
            "Share it",
        ),
        _ => (
            form::text(&Field::of(typed, "off_reason", "Why it is called off").hint(read)),
            "Call it off and tell them",
        ),
    };
    html! {
        (fields)
        div.buttons { (form::button(button)) }
    }
}
