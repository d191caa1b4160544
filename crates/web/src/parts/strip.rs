//! Draws an academic year as a strip: half terms, placements, what falls where, and today.
//!
//! Owns the words `Strip`, `Span` and `Mark`. It never tells by colour alone: every mark has its shape
//! and its words.

use domain::{AcademicYear, Date, programme::HalfTerm, standing::Shown};
use maud::{Markup, html};

use super::words;

/// What a strip shows.
#[derive(Debug, Clone)]
pub struct Strip<'a> {
    /// The year.
    pub year: AcademicYear,
    /// Today.
    pub today: Date,
    /// The half terms.
    pub half_terms: &'a [HalfTerm],
    /// Stretches of time, such as placements.
    pub spans: Vec<Span>,
    /// Days on which something falls.
    pub marks: Vec<Mark>,
}

/// A stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last day, however far away.
    pub until: Date,
    /// What it is, in a few words.
    pub words: String,
}

/// A day on which something falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The day.
    pub on: Date,
    /// What pages say of it.
    pub shown: Shown,
    /// What it is.
    pub words: String,
}

/// The height of the half terms.
const BAND: u32 = 26;
/// The height of one span below them.
const SPAN: u32 = 12;
/// Where the marks stand.
const MARKS: u32 = 18;

impl Strip<'_> {
    /// Where a day lies along the year, in hundredths of the width.
    fn at(&self, day: Date) -> f64 {
        let (first, last) = (self.year.first_day(), self.year.last_day());
        let whole = f64::from((last - first).get_days() + 1);
        let days = f64::from((day.clamp(first, last) - first).get_days());
        (days / whole * 10_000.0).round() / 100.0
    }

    /// Where a stretch begins, and how wide it is, its last day included.
    fn stretch(&self, from: Date, until: Date) -> (f64, f64) {
        let start = self.at(from);
        let end = match until.tomorrow() {
            Ok(next) if next <= self.year.last_day() => self.at(next),
            _ => 100.0,
        };
        (start, ((end - start).max(0.5) * 100.0).round() / 100.0)
    }

    fn is_in_year(&self, from: Date, until: Date) -> bool {
        from <= self.year.last_day() && until >= self.year.first_day()
    }

    fn spans(&self) -> impl Iterator<Item = &Span> {
        self.spans
            .iter()
            .filter(|span| self.is_in_year(span.from, span.until))
    }

    /// The marks by day: the most pressing shape of each day, with how many there are.
    fn days(&self) -> Vec<(Date, Shown, usize)> {
        let rank = |shown: Shown| Shown::ALL.iter().position(|known| *known == shown);
        let mut days: Vec<(Date, Shown, usize)> = Vec::new();
        let mut marks: Vec<&Mark> = self
            .marks
            .iter()
            .filter(|mark| self.is_in_year(mark.on, mark.on))
            .collect();
        marks.sort_by_key(|mark| mark.on);
        for mark in marks {
            match days.last_mut() {
                Some((on, shown, many)) if *on == mark.on => {
                    *many += 1;
                    if rank(mark.shown) > rank(*shown) {
                        *shown = mark.shown;
                    }
                }
                _ => days.push((mark.on, mark.shown, 1)),
            }
        }
        days
    }

    /// The same in one sentence.
    #[must_use]
    pub fn told(&self) -> String {
        let now = self
            .half_terms
            .iter()
            .find(|half_term| half_term.holds(self.today));
        let now = now.map_or_else(
            || "today is between half terms".to_owned(),
            |half_term| format!("today is in half term {}", half_term.number),
        );
        let count = |wanted: Shown| {
            let marks = self.marks.iter().filter(|mark| mark.shown == wanted);
            marks.count()
        };
        let told: Vec<String> = Shown::ALL
            .into_iter()
            .filter(|shown| count(*shown) > 0)
            .map(|shown| format!("{} {}", count(shown), shown.told().to_lowercase()))
            .collect();
        let placements = match self.spans().count() {
            0 => "no placement".to_owned(),
            1 => "one placement".to_owned(),
            many => format!("{many} placements"),
        };
        let parts = if told.is_empty() {
            String::new()
        } else {
            format!("; {}", told.join(", "))
        };
        format!("The year {}: {now}; {placements}{parts}.", self.year)
    }
}

/// Draws the strip with its key and the same in words.
#[must_use]
pub fn strip(strip: &Strip) -> Markup {
    html! {
        figure.strip {
            (picture(strip))
            figcaption {
                (key(strip))
                details.strip-words {
                    summary { "The year in words" }
                    (in_words(strip))
                }
            }
        }
    }
}

/// The width of a strip in a row of a list, whose parts are few and light.
const NARROW: f64 = 240.0;

/// Draws the strip alone, for a row of a list; its words are read out.
#[must_use]
pub fn small(strip: &Strip) -> Markup {
    let across = |share: f64| (share * NARROW / 100.0).round();
    let bar = |(start, width): (f64, f64), y: u32, height: u32| {
        let (start, width) = (across(start), across(width).max(1.0));
        format!("M{start} {y}h{width}v{height}h-{width}z")
    };
    let terms: String = strip
        .half_terms
        .iter()
        .map(|term| bar(strip.stretch(term.from, term.until), 0, 8))
        .collect();
    let spans: String = strip
        .spans()
        .map(|span| bar(strip.stretch(span.from, span.until), 11, 5))
        .collect();
    let marks = |wanted: Shown| -> String {
        let (_, path) = outline(wanted);
        let days = strip.days().into_iter();
        days.filter(|(_, shown, _)| *shown == wanted)
            .map(|(on, ..)| format!("M{} 26{path}", across(strip.at(on))))
            .collect()
    };
    html! {
        svg.strip-small viewBox="-7 0 254 34" role="img" aria-label=(strip.told()) {
            @if !terms.is_empty() { path.strip-term d=(terms) {} }
            @if !spans.is_empty() { path.strip-span d=(spans) {} }
            path.strip-today d={ "M" (across(strip.at(strip.today))) " 0v34" } {}
            g.strip-mark {
                @for shown in Shown::ALL {
                    @let path = marks(shown);
                    @if !path.is_empty() { path class=(outline(shown).0) d=(path) {} }
                }
            }
        }
    }
}

fn picture(strip: &Strip) -> Markup {
    let spans = u32::try_from(strip.spans().count()).unwrap_or_default();
    let marks_at = BAND + spans * SPAN + MARKS / 2;
    let height = BAND + spans * SPAN + MARKS;
    html! {
        svg.strip-picture width="100%" height=(height) role="img" aria-label=(strip.told()) {
            @for half_term in strip.half_terms {
                @let (x, width) = strip.stretch(half_term.from, half_term.until);
                rect.strip-term x={ (x) "%" } width={ (width) "%" } y="0" height=(BAND) rx="4" {}
                text.strip-number x={ (x + width / 2.0) "%" } y=(BAND / 2) { (half_term.number) }
            }
            @for (at, span) in (0..).zip(strip.spans()) {
                @let (x, width) = strip.stretch(span.from, span.until);
                rect.strip-span x={ (x) "%" } width={ (width) "%" } y=(BAND + at * SPAN + 4)
                    height=(SPAN - 5) rx="3" {}
            }
            @let today = strip.at(strip.today);
            line.strip-today x1={ (today) "%" } x2={ (today) "%" } y1="0" y2=(height) {}
            @for (on, shown, _) in strip.days() {
                svg.strip-mark x={ (strip.at(on)) "%" } y=(marks_at) { (shape(shown)) }
            }
        }
    }
}

/// A class and a path whose first step is relative to the middle of the shape.
fn outline(shown: Shown) -> (&'static str, &'static str) {
    match shown {
        Shown::Met => ("is-met", "m-6 0 4 4 8-9"),
        Shown::NotYetDue => ("is-later", "m0-4a4 4 0 1 0 0 8 4 4 0 1 0 0-8z"),
        Shown::WhenHosting => ("is-later", "m-3-5v10m6-10v10"),
        Shown::Due => ("is-due", "m0-6 6 6-6 6-6-6z"),
        Shown::NotYetConfirmed => ("is-wait", "m-5-5h10v10h-10z"),
        Shown::Overdue => ("is-overdue", "m0-6 7 12h-14z"),
    }
}

/// A shape around the middle of a ground of its own.
fn shape(shown: Shown) -> Markup {
    let (class, path) = outline(shown);
    html! { path class=(class) d={ "M0 0" (path) } {} }
}

fn key(strip: &Strip) -> Markup {
    let days = strip.days();
    let there = |shown: &Shown| days.iter().any(|(_, known, _)| known == shown);
    let shown: Vec<Shown> = Shown::ALL.into_iter().filter(there).collect();
    let spans = strip.spans().next().is_some();
    signs("strip-key", (!strip.half_terms.is_empty(), spans), &shown)
}

/// Draws the key of the small strips of a list: once, and with every sign.
#[must_use]
pub fn key_of_small() -> Markup {
    html! {
        section aria-labelledby="key" {
            p.small #key { "What stands along each year, September to August:" }
            (signs("strip-key is-of-all", (true, true), &Shown::ALL))
        }
    }
}

fn signs(class: &str, (terms, spans): (bool, bool), shown: &[Shown]) -> Markup {
    html! {
        ul class=(class) {
            @if terms {
                li { svg.strip-sign aria-hidden="true" { rect.strip-term width="16" height="16" rx="4" {} } "Half term" }
            }
            @if spans {
                li { svg.strip-sign aria-hidden="true" { rect.strip-span y="4" width="16" height="8" rx="3" {} } "Placement" }
            }
            li { svg.strip-sign aria-hidden="true" { line.strip-today x1="8" x2="8" y1="0" y2="16" {} } "Today" }
            @for shown in shown {
                li {
                    svg.strip-sign aria-hidden="true" { svg.strip-mark x="8" y="8" { (shape(*shown)) } }
                    (shown.told())
                }
            }
        }
    }
}

fn in_words(strip: &Strip) -> Markup {
    let mut marks: Vec<&Mark> = strip.marks.iter().collect();
    marks.sort_by_key(|mark| mark.on);
    html! {
        ul {
            @for half_term in strip.half_terms {
                li {
                    "Half term " (half_term.number) ": " (words::short_day(half_term.from)) " to "
                    (words::short_day(half_term.until))
                    @if half_term.holds(strip.today) { ", now" }
                }
            }
            @for span in strip.spans() {
                li {
                    (span.words) ": " (words::short_day(span.from))
                    @if span.until <= strip.year.last_day() { " to " (words::short_day(span.until)) }
                    @else { ", beyond this year" }
                }
            }
            @for mark in marks {
                li { (mark.words) ": " (mark.shown.told().to_lowercase()) ", by " (words::short_day(mark.on)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a written day")
    }

    fn made(marks: Vec<Mark>) -> Strip<'static> {
        Strip {
            year: AcademicYear::containing(day("2025-11-18")),
            today: day("2025-11-18"),
            half_terms: &[],
            spans: vec![Span {
                from: day("2025-09-22"),
                until: Date::MAX,
                words: "Dev Patel, stage 1".to_owned(),
            }],
            marks,
        }
    }

    fn mark(on: &str, shown: Shown) -> Mark {
        Mark {
            on: day(on),
            shown,
            words: "Pedagogy".to_owned(),
        }
    }

    #[test]
    fn a_day_lies_along_the_year() {
        let strip = made(Vec::new());
        assert!(strip.at(day("2025-09-01")).abs() < 0.001);
        assert!((strip.at(day("2026-03-02")) - 49.86).abs() < 0.01);
        let (start, width) = strip.stretch(day("2026-08-31"), Date::MAX);
        assert!((start + width - 100.0).abs() < 0.3, "never beyond");
    }

    #[test]
    fn a_day_with_several_shows_the_most_pressing() {
        let strip = made(vec![
            mark("2025-12-19", Shown::Met),
            mark("2025-12-19", Shown::Overdue),
            mark("2026-07-31", Shown::NotYetDue),
            mark("2024-12-19", Shown::Overdue),
        ]);
        let days = strip.days();
        assert_eq!(days.len(), 2, "another year is left out");
        assert_eq!((days[0].1, days[0].2), (Shown::Overdue, 2));
    }

    #[test]
    fn a_strip_says_in_words_what_it_shows() {
        let strip = made(vec![mark("2025-12-19", Shown::Due)]);
        assert_eq!(
            strip.told(),
            "The year 2025 to 2026: today is between half terms; one placement; 1 due."
        );
    }
}
