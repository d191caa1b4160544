//! Shows what a search found: people, schools, sessions and rules.
//!
//! Owns `/search`. It never counts what the reader may not know of.

use actions::{
    Platform,
    access::SeatKind,
    search::{FoundPerson, FoundSchool, FoundSession, Results},
};
use axum::{
    Router,
    extract::{Query, State},
    routing::get,
};
use domain::partnership::Provider;
use maud::{Markup, html};

use crate::{
    error::PageError,
    parts::{
        address::Address,
        empty,
        form::Typed,
        results::{self, Line},
        shell::{self, Frame},
    },
    policy,
    reader::Reader,
    standing,
};

/// The route of the search.
pub fn routes() -> Router<Platform> {
    Router::new().route("/search", get(search))
}

async fn search(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Markup, PageError> {
    let typed = Typed::of(asked);
    let asked: String = typed.text("q").chars().take(80).collect();
    let found = actions::search::find(&platform, reader.actor(), &asked).await?;
    Ok(page(&found, &asked, &reader))
}

/// Draws what was found.
#[must_use]
pub fn page(found: &Results, asked: &str, reader: &Reader) -> Markup {
    let title = match asked {
        "" => "Search".to_owned(),
        asked => format!("Search for “{asked}”"),
    };
    let main = html! {
        h1 { (title) }
        @if asked.is_empty() {
            p.lead {
                "Type a name, a number, an e-mail address or a postcode into the box at the top: \
                 in part, without accents, in any order."
            }
        } @else if found.is_empty() {
            (empty::empty("Nothing is found", &html! {
                "Look at the spelling, or type less of it. People, schools, sessions and rules are \
                 found here as far as they are yours to see."
            }))
        }
        (people(found, asked, reader))
        (schools(found, asked, reader))
        (sessions(found, reader))
        (rules(found, asked))
    };
    let seat = reader.seats().first();
    let frame = Frame {
        title: &title,
        provider: seat.and_then(|seat| seat.provider()),
        reader: Some(reader),
        seat,
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn code(provider: &Provider) -> String {
    provider.code.to_lowercase()
}

/// The list of a provider in which all that was found stand, where the reader's found all stand in one.
fn list_of<'a>(
    reader: &Reader,
    mut providers: impl Iterator<Item = &'a Provider>,
    word: &str,
    asked: &str,
) -> Option<String> {
    let first = providers.next()?;
    let one = providers.all(|provider| provider.id == first.id);
    (one && reader.office(first).is_some()).then(|| {
        Address::of(format!("/{word}/{}", code(first)))
            .with("q", asked)
            .to_string()
    })
}

fn people(found: &Results, asked: &str, reader: &Reader) -> Markup {
    let line = |found: &FoundPerson| Line {
        name: found.person.name(),
        address: address_of(found, reader),
        more: joined([
            found.roles.join(", "),
            found.school.clone().unwrap_or_default(),
            if found.has_left { "has left" } else { "" }.to_owned(),
            found.provider.name.clone(),
        ]),
    };
    let best = &found.people.best;
    results::results(&results::Results {
        heading: "People",
        lines: best.iter().map(line).collect(),
        all: found.people.all,
        rest: list_of(
            reader,
            best.iter().map(|one| &one.provider),
            "person",
            asked,
        ),
    })
}

/// Where somebody is shown to this reader.
fn address_of(found: &FoundPerson, reader: &Reader) -> Option<String> {
    let (provider, id) = (&found.provider, found.person.id.0);
    if found.person.id == reader.actor().person && found.mentors {
        return Some(standing::pages::address(provider));
    }
    if reader.office(provider).is_some() {
        return Some(format!("/person/{}/{id}", code(provider)));
    }
    if found.by_placement {
        let with = |kind| {
            let seat = reader.seat(kind);
            seat.is_some_and(|seat| seat.providers.iter().any(|one| one.id == provider.id))
        };
        let places = [
            (SeatKind::Mentor, "/this-week"),
            (SeatKind::School, "/placement/school"),
        ];
        let place = places.into_iter().find(|(kind, _)| with(*kind));
        return place.map(|(_, address)| address.to_owned());
    }
    found
        .mentors
        .then(|| format!("{}/{id}", standing::pages::address(provider)))
}

fn schools(found: &Results, asked: &str, reader: &Reader) -> Markup {
    let line = |found: &FoundSchool| Line {
        name: found.name.clone(),
        address: found
            .provider
            .as_ref()
            .filter(|provider| sees_schools(reader, provider))
            .map(|provider| format!("/partnership/{}/{}", code(provider), found.urn)),
        more: joined([
            found.place.clone(),
            format!("URN {}", found.urn),
            match &found.provider {
                Some(provider) => provider.name.clone(),
                None => "not in your partnership".to_owned(),
            },
        ]),
    };
    let best = &found.schools.best;
    let ours = best.iter().filter_map(|school| school.provider.as_ref());
    results::results(&results::Results {
        heading: "Schools",
        lines: best.iter().map(line).collect(),
        all: found.schools.all,
        rest: list_of(reader, ours, "partnership", asked),
    })
}

fn sees_schools(reader: &Reader, provider: &Provider) -> bool {
    let with = |kind| {
        reader
            .seat(kind)
            .is_some_and(|seat| seat.providers.iter().any(|one| one.id == provider.id))
    };
    reader.office(provider).is_some() || with(SeatKind::LeadMentor) || with(SeatKind::School)
}

/// Where a session is shown to this reader: in their own training, or as those for whom it is open.
fn session_of(found: &FoundSession, reader: &Reader) -> Option<String> {
    let with = |kind| {
        let seat = reader.seat(kind);
        seat.is_some_and(|seat| seat.providers.iter().any(|one| one.id == found.provider.id))
    };
    if reader.office(&found.provider).is_some() || with(SeatKind::LeadMentor) {
        let mentors = Address::of(format!("/person/{}", code(&found.provider)));
        return Some(mentors.with("open", &found.code).to_string());
    }
    with(SeatKind::Mentor).then(|| standing::pages::address(&found.provider))
}

fn sessions(found: &Results, reader: &Reader) -> Markup {
    let line = |found: &FoundSession| Line {
        name: found.title.clone(),
        address: session_of(found, reader),
        more: joined([
            found.minutes.to_string(),
            found.programme.clone(),
            found.provider.name.clone(),
        ]),
    };
    results::results(&results::Results {
        heading: "Sessions",
        lines: found.sessions.best.iter().map(line).collect(),
        all: found.sessions.all,
        rest: None,
    })
}

fn rules(found: &Results, asked: &str) -> Markup {
    results::results(&results::Results {
        heading: "Rules",
        lines: found
            .rules
            .best
            .iter()
            .map(|rule| Line {
                name: rule.title.clone(),
                address: Some(policy::pages::address(&rule.name)),
                more: rule.says.clone(),
            })
            .collect(),
        all: found.rules.all,
        rest: Some(
            Address::of(policy::pages::ADDRESS)
                .with("q", asked)
                .to_string(),
        ),
    })
}
