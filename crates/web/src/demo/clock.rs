//! Moves the demo's clock: the days worth a look, and any other of its two years.
//!
//! Owns `/demo/clock` as it is drawn and read. It never winds the clock itself.

use domain::Date;
use maud::{Markup, html};
use serde::Deserialize;

use crate::parts::words;

/// The first day to which the clock can be moved: the invented records begin there.
pub const FIRST: Date = Date::constant(2024, 9, 2);

/// The last day to which the clock can be moved: the last planned placement is over.
pub const LAST: Date = Date::constant(2026, 8, 31);

/// Days on which there is something to see.
pub const TELLING: [(Date, &str); 9] = [
    (
        Date::constant(2024, 11, 12),
        "the day before the rules changed",
    ),
    (Date::constant(2024, 11, 13), "the rules change"),
    (Date::constant(2025, 3, 20), "spring of the first year"),
    (
        Date::constant(2025, 9, 1),
        "a new year, and new claim conditions",
    ),
    (
        Date::constant(2025, 11, 18),
        "the day on which the demo opens",
    ),
    (Date::constant(2025, 12, 20), "the half term is over"),
    (
        Date::constant(2026, 2, 2),
        "the second placements have begun",
    ),
    (Date::constant(2026, 5, 4), "the summer term"),
    (Date::constant(2026, 7, 31), "the year is told"),
];

/// What somebody sent who wants to move the clock.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Moved {
    /// A day as a whole, such as "2025-11-18".
    #[serde(default)]
    pub on: String,
    /// The day of the month, from three boxes.
    #[serde(default)]
    pub day: String,
    /// The month, from three boxes.
    #[serde(default)]
    pub month: String,
    /// The year, from three boxes.
    #[serde(default)]
    pub year: String,
    /// The page to which the reader goes back.
    #[serde(default)]
    pub back: String,
}

impl Moved {
    /// The day that is wanted.
    ///
    /// # Refuses
    /// What is no day, or none that the demo has, in a sentence.
    pub fn wanted(&self) -> Result<Date, String> {
        let found = if self.on.is_empty() {
            self.boxes()
        } else {
            self.on.parse().ok()
        };
        let Some(day) = found else {
            return Err("That is not a day of the calendar. Write it as 18 11 2025.".to_owned());
        };
        if (FIRST..=LAST).contains(&day) {
            Ok(day)
        } else {
            Err(format!(
                "The demo has records from {} to {}. Choose a day between them.",
                words::told(FIRST),
                words::told(LAST)
            ))
        }
    }

    fn boxes(&self) -> Option<Date> {
        let number = |text: &str| text.trim().parse::<i16>().ok();
        let part = |text: &str| i8::try_from(number(text)?).ok();
        Date::new(number(&self.year)?, part(&self.month)?, part(&self.day)?).ok()
    }

    /// Where the reader goes back to: a page of this house, otherwise the front page.
    #[must_use]
    pub fn back(&self) -> &str {
        let at_home = self.back.starts_with('/')
            && !self.back.starts_with("//")
            && !self.back.contains(['\\', '\n', '\r']);
        if at_home { &self.back } else { "/" }
    }
}

fn short(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Draws the choice of a telling day, with which the reader comes back to where they were.
#[must_use]
pub fn choice(today: Date, back: &str) -> Markup {
    html! {
        form.clock method="post" action="/demo/clock" {
            input type="hidden" name="back" value=(back);
            label for="clock-on" { "Move the clock to" }
            select #clock-on name="on" {
                @if !TELLING.iter().any(|(day, _)| *day == today) {
                    option value=(today) selected { (short(today)) ": now" }
                }
                @for (day, what) in TELLING {
                    option value=(day) selected[day == today] { (short(day)) ": " (what) }
                }
            }
            button type="submit" { "Go to that day" }
        }
    }
}

/// Draws the three boxes for any other day.
#[must_use]
pub fn boxes(typed: &Moved, problem: Option<&str>) -> Markup {
    let field = |name: &str, label: &str, value: &str, size: &str| {
        html! {
            span.clock-box {
                label for={ "clock-" (name) } { (label) }
                input #{ "clock-" (name) } name=(name) value=(value) inputmode="numeric"
                    size=(size) maxlength=(size) autocomplete="off"
                    aria-describedby=[problem.map(|_| "clock-problem")]
                    aria-invalid=[problem.map(|_| "true")];
            }
        }
    };
    html! {
        form.clock method="post" action="/demo/clock" {
            input type="hidden" name="back" value=(typed.back);
            fieldset {
                legend { "Any other day of its two years" }
                @if let Some(problem) = problem { p.problem #clock-problem { (problem) } }
                (field("day", "Day", &typed.day, "2"))
                (field("month", "Month", &typed.month, "2"))
                (field("year", "Year", &typed.year, "4"))
                button type="submit" { "Go to that day" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Result<Date, String> {
        let moved = Moved {
            on: text.to_owned(),
            ..Moved::default()
        };
        moved.wanted()
    }

    #[test]
    fn a_day_of_the_demo_s_years_is_taken_and_no_other() {
        assert_eq!(on("2024-11-13"), Ok(Date::constant(2024, 11, 13)));
        assert_eq!(on("2026-08-31"), Ok(LAST));
        let refused = on("2026-09-01").expect_err("after the last");
        assert!(refused.contains("from Monday 2 September 2024 to Monday 31 August 2026"));
        assert!(on("2025-02-30").is_err() && on("yesterday").is_err());
    }

    #[test]
    fn three_boxes_make_a_day() {
        let typed = |day: &str, month: &str, year: &str| Moved {
            day: day.to_owned(),
            month: month.to_owned(),
            year: year.to_owned(),
            ..Moved::default()
        };
        assert_eq!(
            typed(" 4", "5", "2026").wanted(),
            Ok(Date::constant(2026, 5, 4)),
            "a space does no harm"
        );
        assert!(typed("", "", "").wanted().is_err());
        assert!(typed("300", "5", "2026").wanted().is_err());
    }

    #[test]
    fn every_telling_day_is_one_of_the_demo_s() {
        for (day, _) in TELLING {
            assert!((FIRST..=LAST).contains(&day), "{day}");
        }
        assert!(TELLING.is_sorted());
    }

    #[test]
    fn nobody_is_sent_to_another_house() {
        let back = |text: &str| {
            let moved = Moved {
                back: text.to_owned(),
                ..Moved::default()
            };
            moved.back().to_owned()
        };
        assert_eq!(back("/standing/y75?q=1"), "/standing/y75?q=1");
        for away in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\r\nX: y",
        ] {
            assert_eq!(back(away), "/", "{away}");
        }
    }
}
