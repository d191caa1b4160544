//! Draws where the schools of a partnership stand, from their coordinates, with no map from elsewhere.
//!
//! Owns the picture. It never tells anything that the table beneath does not.

use actions::partnership::{Place, Schools};
use maud::{Markup, html};

/// The width of the picture in its own units.
const WIDE: f64 = 1000.0;
/// The space around the outermost schools.
const EDGE: f64 = 40.0;
/// The most schools that are drawn: beyond it marks only cover one another.
const MOST: usize = 300;
/// A degree of longitude is shorter than one of latitude, in the middle of England by so much.
const NARROWER: f64 = 0.59;

/// Draws the map, closed, above the table that tells the same.
pub fn section(found: &Schools) -> Markup {
    let placed: Vec<(&Place, (f64, f64))> = found
        .rows
        .iter()
        .filter_map(|row| Some((row, row.facts.place?)))
        .take(MOST)
        .collect();
    let left_out = found.rows.len() - placed.len();
    html! {
        @if placed.len() > 1 {
            details.choices.map {
                summary { "Show on a map" }
                (map(found, &placed))
                p.quiet.small {
                    "Each mark is a school: the larger, the more mentors. A filled square says that \
                     something is overdue there."
                    @if left_out > 0 { " Left out, without a known place or beyond the first " (MOST) ": " (left_out) "." }
                }
            }
        }
    }
}

fn map(found: &Schools, placed: &[(&Place, (f64, f64))]) -> Markup {
    let edge = |pick: fn(f64, f64) -> f64, what: fn(&(f64, f64)) -> f64| {
        placed
            .iter()
            .map(|(_, place)| what(place))
            .reduce(pick)
            .unwrap_or_default()
    };
    let (south, north) = (
        edge(f64::min, |place| place.0),
        edge(f64::max, |place| place.0),
    );
    let (west, east) = (
        edge(f64::min, |place| place.1),
        edge(f64::max, |place| place.1),
    );
    let across = ((east - west) * NARROWER).max(0.02);
    let scale = (WIDE - 2.0 * EDGE) / across;
    let tall = ((north - south).max(0.02) * scale).clamp(200.0, 1000.0) + 2.0 * EDGE;
    let down = (tall - 2.0 * EDGE) / (north - south).max(0.02);
    let towns = towns(placed, |(latitude, longitude)| {
        (
            EDGE + (longitude - west) * NARROWER * scale,
            EDGE + (north - latitude) * down,
        )
    });
    let told = format!("Map of {} schools of {}", placed.len(), found.provider.name);
    html! {
        svg.map-picture viewBox={ "0 0 " (WIDE) " " (tall.round()) } role="img" aria-label=(told) {
            @for (row, (latitude, longitude)) in placed {
                @let x = (EDGE + (longitude - west) * NARROWER * scale).round();
                @let y = (EDGE + (north - latitude) * down).round();
                @let size = mark(row.mentors);
                @if row.overdue > 0 {
                    rect.map-late x=(x - size) y=(y - size) width=(2.0 * size) height=(2.0 * size) {
                        title { (told_of(row)) }
                    }
                } @else {
                    circle.map-school cx=(x) cy=(y) r=(size) { title { (told_of(row)) } }
                }
            }
            @for (town, x, y) in &towns {
                @let at_the_end = *x > WIDE - 180.0;
                text.map-town x=(if at_the_end { x - 48.0 } else { *x }) y=(y) aria-hidden="true"
                    text-anchor=[at_the_end.then_some("end")] { (town) }
            }
        }
    }
}

/// Names towns beside their first school, as many as leave one another room.
fn towns<'p>(
    placed: &[(&'p Place, (f64, f64))],
    at: impl Fn((f64, f64)) -> (f64, f64),
) -> Vec<(&'p str, f64, f64)> {
    let mut named: Vec<(&str, f64, f64)> = Vec::new();
    for (row, place) in placed {
        let Some(town) = row.facts.town.as_deref() else {
            continue;
        };
        let (x, y) = at(*place);
        let (x, y) = ((x + 24.0).round(), (y + 8.0).round());
        let close = |(known, left, top): &(&str, f64, f64)| {
            *known == town || ((left - x).abs() < 190.0 && (top - y).abs() < 30.0)
        };
        if !named.iter().any(close) {
            named.push((town, x, y));
        }
    }
    named
}

fn mark(mentors: usize) -> f64 {
    let mentors = u32::try_from(mentors.min(40)).unwrap_or_default();
    (7.0 + f64::from(mentors).sqrt() * 3.0).round()
}

fn told_of(row: &Place) -> String {
    let mentors = match row.mentors {
        1 => "1 mentor".to_owned(),
        many => format!("{many} mentors"),
    };
    match row.overdue {
        0 => format!("{}: {mentors}", row.name()),
        late => format!("{}: {mentors}, something overdue of {late}", row.name()),
    }
}
