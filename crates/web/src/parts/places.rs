//! Lists the places that hang on each seat, at most five in a row and the rest behind "More".
//!
//! Owns the word `Place`. A place with nothing built behind it is not listed.

use actions::access::{Seat, SeatKind};
use domain::{
    access::{Actor, Deed, Object},
    partnership::Provider,
};
use maud::{Markup, html};

use crate::{
    access, audit, booking, feedback, insight, ledger, notice, partnership, person, placement,
    policy, prior_learning, standing, this_week,
};

/// A place that one press leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: &'static str,
    /// Where the press leads.
    pub address: String,
}

fn place(name: &'static str, address: impl Into<String>) -> Place {
    Place {
        name,
        address: address.into(),
    }
}

/// The places of a seat, in order.
#[must_use]
pub fn of(seat: &Seat) -> Vec<Place> {
    let Some(provider) = seat.provider() else {
        return Vec::new();
    };
    match seat.kind {
        SeatKind::Administrator => vec![
            place("Rules", policy::pages::ADDRESS),
            place("Outgoing mail", notice::ADDRESS),
            place("Forgetting", access::erasure::ALL),
        ],
        SeatKind::Guest => vec![
            place("What you may read", access::guest::OWN),
            place(
                "What you opened",
                access::guest::opened(provider, None).to_string(),
            ),
        ],
        SeatKind::Partner => vec![place("Record hours", ledger::partner::address(provider))],
        SeatKind::Mentor => vec![
            place("This week", this_week::pages::ADDRESS),
            place("Training", standing::pages::address(provider)),
            place("Earlier training", prior_learning::ADDRESS),
        ],
        SeatKind::LeadMentor => vec![
            place("Caseload", "/our-mentors/caseload"),
            place("People", person::address(provider)),
            place("Schools", partnership::address(provider)),
            place("Placements", placement::address(provider)),
            place("Sessions", booking::list::ADDRESS),
        ],
        SeatKind::Office => vec![
            place("Overview", insight::pages::address(provider)),
            place("People", person::address(provider)),
            place("Sessions", booking::list::ADDRESS),
            place("Schools", partnership::address(provider)),
            place("Placements", placement::address(provider)),
        ],
        SeatKind::School => vec![
            place("Our mentors", "/our-mentors"),
            place("Students", placement::SCHOOL),
            place("Sessions", booking::list::ADDRESS),
        ],
        SeatKind::StudentTeacher => vec![place("Placement", placement::OWN)],
    }
}

/// Whether somebody takes in a provider's files and mends its records.
#[must_use]
pub fn looks_after_records(actor: &Actor, provider: &Provider) -> bool {
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadImports, object).is_ok()
}

/// The places of a seat behind "More", as far as whoever sits there may open them.
#[must_use]
pub fn more(seat: &Seat, actor: &Actor) -> Vec<Place> {
    match seat.kind {
        SeatKind::Office => seat
            .providers
            .first()
            .filter(|provider| looks_after_records(actor, provider))
            .into_iter()
            .flat_map(|provider| {
                [
                    place("Imports", audit::address(provider)),
                    place("Data quality", insight::quality::address(provider)),
                    place("What was done", audit::trail::address(provider)),
                    place("What was written", notice::written_address(provider)),
                    place("What was said", feedback::address(provider)),
                    place("Decisions", prior_learning::queue_address(provider)),
                    place("Map of agreements", prior_learning::map_address(provider)),
                ]
            })
            .chain(guests(seat))
            .chain([place("Rules", policy::pages::ADDRESS)])
            .collect(),
        SeatKind::LeadMentor => seat
            .provider()
            .into_iter()
            .flat_map(|provider| {
                [
                    place("Decisions", prior_learning::queue_address(provider)),
                    place("Map of agreements", prior_learning::map_address(provider)),
                ]
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The guests of the provider whose office this is.
fn guests(seat: &Seat) -> Option<Place> {
    let provider = seat.providers.first()?;
    Some(place("Guests", access::guest::address(provider)))
}

/// Where somebody lands who takes this seat.
#[must_use]
pub fn home(seat: &Seat) -> Option<String> {
    of(seat).into_iter().next().map(|first| first.address)
}

/// Where somebody lands who takes this seat on the side of one of its providers.
#[must_use]
pub fn home_with(seat: &Seat, provider: &Provider) -> Option<String> {
    let mut sided = seat.clone();
    sided.providers.sort_by_key(|one| one.id != provider.id);
    home(&sided)
}

/// Draws the row of places; `here` is the name of the place to which the page belongs.
#[must_use]
pub fn row(seat: &Seat, here: &str, actor: &Actor) -> Markup {
    let more = more(seat, actor);
    let link = |place: &Place| {
        html! {
            a href=(place.address) aria-current=[(place.name == here).then_some("page")] {
                (place.name)
            }
        }
    };
    html! {
        nav.places aria-label="Places" {
            ul.room {
                @for place in &of(seat) { li { (link(place)) } }
                @if !more.is_empty() {
                    li {
                        details.more {
                            summary class=[more.iter().any(|place| place.name == here).then_some("is-here")] { "More" }
                            ul { @for place in &more { li { (link(place)) } } }
                        }
                    }
                }
            }
        }
    }
}
