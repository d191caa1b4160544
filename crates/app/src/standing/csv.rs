//! Writes standings for spreadsheets: one line a mentor.
//!
//! Owns the columns, which stay as they are. It never reckons.

use std::io::{self, Write};

use actions::standing::{Row, Standings};
use domain::Minutes;
use formats::spreadsheet::Sheet;

const COLUMNS: [&str; 18] = [
    "trn",
    "name",
    "school_urn",
    "provider",
    "academic_year",
    "track",
    "programme",
    "required_minutes",
    "done_minutes",
    "recognised_minutes",
    "remaining_minutes",
    "optional_done_minutes",
    "claimable_hours",
    "rounding_loss_minutes",
    "over_cap_minutes",
    "met_on",
    "next_step",
    "next_step_why",
];

/// Writes a first line of names and a line a mentor.
pub(super) fn write(standings: &Standings, out: impl Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, &COLUMNS)?;
    for row in &standings.rows {
        let cells = cells(row, &standings.provider.code);
        sheet.add(cells.iter().map(String::as_str))?;
    }
    sheet.finish()
}

fn cells(row: &Row, provider: &str) -> [String; 18] {
    let standing = &row.standing;
    let programme = standing.programme.as_deref();
    let minutes = |minutes: Option<Minutes>| {
        minutes
            .map(|minutes| minutes.0.to_string())
            .unwrap_or_default()
    };
    let step = standing.next_step.as_ref().zip(programme);
    [
        row.person
            .trn
            .map(|trn| trn.to_string())
            .unwrap_or_default(),
        row.person.name(),
        row.school.map(|urn| urn.to_string()).unwrap_or_default(),
        provider.to_owned(),
        standing.academic_year.to_string(),
        standing.track.code().to_owned(),
        programme
            .map(|programme| programme.code.clone())
            .unwrap_or_default(),
        minutes(standing.required),
        minutes(Some(standing.done)),
        minutes(Some(standing.recognised)),
        minutes(standing.remaining),
        minutes(Some(standing.optional_done)),
        standing.claimable_hours.to_string(),
        minutes(Some(standing.rounding_loss)),
        minutes(Some(standing.over_cap)),
        standing
            .met_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        step.map(|(step, programme)| standing.components[step.row].code(programme).to_owned())
            .unwrap_or_default(),
        step.map(|(step, _)| step.why.clone()).unwrap_or_default(),
    ]
}
