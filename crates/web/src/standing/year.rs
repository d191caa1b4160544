//! Draws a mentor's year: half terms, placements, and what falls where.
//!
//! Owns the marks of the strip. It never shows a part that nobody asks for.

use actions::{standing::Training, this_week::Hosts};
use domain::{
    Date,
    standing::{Asked, Standing},
};
use maud::{Markup, html};

use super::voice::Voice;
use crate::parts::strip::{self, Mark, Span, Strip};

/// Draws the year of one mentor.
#[must_use]
pub fn section(training: &Training, voice: Voice) -> Markup {
    let standing = &training.standing;
    let shown = Strip {
        spans: training.students.iter().map(span).collect(),
        ..of(standing)
    };
    html! {
        h2 { (voice.pick("Your year", "The year")) }
        @if training.students.is_empty() {
            p.quiet {
                "No student teacher is placed with "
                (voice.pick("you", "this mentor")) " this year. Without one nothing is overdue."
            }
        }
        (strip::strip(&shown))
    }
}

/// The year of a standing, without placements.
#[must_use]
pub fn of(standing: &Standing) -> Strip<'_> {
    Strip {
        year: standing.academic_year,
        today: standing.day,
        half_terms: standing.half_terms(),
        spans: Vec::new(),
        marks: marks(standing),
    }
}

fn marks(standing: &Standing) -> Vec<Mark> {
    let Some(programme) = standing.programme.as_deref() else {
        return Vec::new();
    };
    standing
        .components
        .iter()
        .filter(|row| row.asked != Asked::Optional)
        .filter_map(|row| {
            Some(Mark {
                on: row.due_on?,
                shown: standing.shown(row),
                words: row.title(programme).to_owned(),
            })
        })
        .collect()
}

fn span(student: &Hosts) -> Span {
    let hosting = &student.hosting;
    let stage = hosting.stage.map(|stage| format!(", stage {stage}"));
    Span {
        from: hosting.from,
        until: hosting.until.min(Date::MAX),
        words: format!("{}{}", student.name, stage.unwrap_or_default()),
    }
}
