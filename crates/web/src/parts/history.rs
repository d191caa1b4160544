//! Draws a value's line through time, with every stretch told in a table beneath it.
//!
//! Owns the words `History` and `Stretch`. It never tells by the picture alone.

use domain::Date;
use jiff::SignedDuration;
use maud::{Markup, html};

use super::{
    table::{self, Column, Line, Table},
    words,
};

/// A value through time.
#[derive(Debug, Clone)]
pub struct History<'a> {
    /// What it is the history of; it begins the addresses of the rows.
    pub id: String,
    /// The same in words.
    pub name: &'a str,
    /// The day on which it is read.
    pub on: Date,
    /// The stretches, first to last.
    pub stretches: Vec<Stretch>,
}

/// Days on which one value holds.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// The first.
    pub from: Date,
    /// The last, if it is known.
    pub until: Option<Date>,
    /// How high the line stands; nothing where the value is no number.
    pub height: Option<i64>,
    /// The value in words.
    pub value: Markup,
    /// Where it comes from.
    pub source: Markup,
}

/// The picture's own measure: it is drawn as wide as there is room.
const WIDE: f64 = 1000.0;
const HIGH: f64 = 100.0;
const BASE: f64 = 92.0;
const TOP: f64 = 14.0;
const A_WHILE: SignedDuration = SignedDuration::from_hours(180 * 24);

const COLUMNS: [Column; 3] = [
    Column::plain("Value"),
    Column::plain("Days"),
    Column::named("Source"),
];

/// Draws a history.
#[must_use]
pub fn history(history: &History) -> Markup {
    html! {
        @if let (Some(first), Some(last)) = (history.stretches.first(), last_day(history)) {
            figure.history {
                (picture(history, first.from, last))
                div.history-days {
                    span { (words::short_day(first.from)) }
                    span { (words::short_day(last)) }
                }
                figcaption.quiet.small {
                    "The mark stands at " (words::day(history.on)) ". Every value is told below."
                }
            }
        }
        (table::table(&Table {
            caption: history.name,
            columns: &COLUMNS,
            lines: history.stretches.iter().rev().map(|stretch| line(history, stretch)).collect(),
        }))
    }
}

fn line(history: &History, stretch: &Stretch) -> Line {
    let here = holds_on(stretch, history.on);
    Line {
        id: format!("{}-{}", history.id, stretch.from),
        class: here.then_some("is-here"),
        head: html! {
            p.row-title { (stretch.value) }
            @if here { p.row-more { "In force on " (words::day(history.on)) } }
        },
        cells: vec![
            words::days(Some(stretch.from), stretch.until),
            Some(stretch.source.clone()),
        ],
    }
}

fn holds_on(stretch: &Stretch, on: Date) -> bool {
    stretch.from <= on && stretch.until.is_none_or(|until| until >= on)
}

/// The end of the picture: a while after the last change, and after the day asked about.
fn last_day(history: &History) -> Option<Date> {
    let known = history.stretches.iter();
    let last = known
        .flat_map(|stretch| [Some(stretch.from), stretch.until])
        .flatten()
        .chain([history.on])
        .max()?;
    last.checked_add(A_WHILE).ok()
}

fn picture(history: &History, first: Date, last: Date) -> Markup {
    let days = |day: Date| f64::from((day - first).get_days());
    let whole = days(last).max(1.0);
    let across = |day: Date| WIDE * (days(day) / whole).clamp(0.0, 1.0);
    let heights = history.stretches.iter().filter_map(|one| one.height);
    let most = heights.max().unwrap_or_default().max(1);
    let up = |height: Option<i64>| match height {
        Some(height) => {
            let share = i32::try_from(height * 1000 / most).map_or(1.0, f64::from) / 1000.0;
            BASE - (BASE - TOP) * share
        }
        None => BASE,
    };
    let end = |stretch: &Stretch| {
        let after = stretch.until.and_then(|until| until.tomorrow().ok());
        across(after.unwrap_or(last))
    };
    html! {
        svg viewBox={ "0 0 " (WIDE) " " (HIGH) } preserveAspectRatio="none" role="img"
            aria-label={ (history.name) ": " (history.stretches.len()) " values through time" } {
            path.history-ground d={ "M0 " (BASE) "H" (WIDE) } {}
            @for stretch in &history.stretches {
                @let (from, to, at) = (across(stretch.from), end(stretch), up(stretch.height));
                rect.history-area.is-here[holds_on(stretch, history.on)]
                    x=(rounded(from)) y=(rounded(at)) width=(rounded((to - from).max(0.0)))
                    height=(rounded(BASE - at)) {}
                path.history-line.is-none[stretch.height.is_none()]
                    d={ "M" (rounded(from)) " " (rounded(at)) "H" (rounded(to)) } {}
                path.history-turn d={ "M" (rounded(from)) " " (rounded(at)) "V" (BASE + 6.0) } {}
            }
            @let now = rounded(across(history.on));
            path.history-now d={ "M" (now) " 0V" (HIGH) } {}
        }
    }
}

fn rounded(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: &str, until: Option<&str>, height: Option<i64>) -> Stretch {
        let day = |text: &str| text.parse().expect("a written day");
        Stretch {
            from: day(from),
            until: until.map(day),
            height,
            value: html! { "20 h" },
            source: html! { "a page" },
        }
    }

    #[test]
    fn a_line_falls_to_the_ground_where_there_is_no_value() {
        let drawn = history(&History {
            id: "all".to_owned(),
            name: "Least hours",
            on: "2025-11-18".parse().expect("a written day"),
            stretches: vec![
                stretch("2024-09-01", Some("2024-11-12"), Some(1200)),
                stretch("2024-11-13", None, None),
            ],
        })
        .into_string();
        assert!(drawn.contains("class=\"history-line is-none\""), "{drawn}");
        assert!(drawn.contains("Least hours: 2 values through time"));
        assert_eq!(drawn.matches("In force on").count(), 1);
    }
}
