//! Writes standings for people: one line a mentor, in columns.
//!
//! Owns the widths. It never shortens a figure.

use std::io::{self, Write};

use actions::standing::{Row, Standings};
use domain::Minutes;

const HEADINGS: [&str; 11] = [
    "Name",
    "TRN",
    "School",
    "Track",
    "Required",
    "Done",
    "Recognised",
    "Remaining",
    "Claimable",
    "Met on",
    "Next step",
];

/// Writes headings and lines, each column as wide as its widest cell.
pub(super) fn write(standings: &Standings, mut out: impl Write) -> io::Result<()> {
    let lines: Vec<[String; 11]> = std::iter::once(HEADINGS.map(str::to_owned))
        .chain(standings.rows.iter().map(|row| cells(row)))
        .collect();
    let width = |column: usize| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..HEADINGS.len()).map(width).collect();
    for line in &lines {
        let padded: Vec<String> = line
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        writeln!(out, "{}", padded.join("  ").trim_end())?;
    }
    out.flush()
}

fn cells(row: &Row) -> [String; 11] {
    let standing = &row.standing;
    let amount = |minutes: Option<Minutes>| {
        minutes.map_or_else(|| "as judged".to_owned(), |minutes| minutes.to_string())
    };
    let step = standing
        .next_step
        .as_ref()
        .zip(standing.programme.as_deref());
    [
        row.person.name(),
        row.person
            .trn
            .map_or_else(|| "not known".to_owned(), |trn| trn.to_string()),
        row.school
            .map_or_else(|| "none".to_owned(), |urn| urn.to_string()),
        standing.track.code().to_owned(),
        amount(standing.required),
        standing.done.to_string(),
        standing.recognised.to_string(),
        amount(standing.remaining),
        format!("{} h", standing.claimable_hours),
        standing
            .met_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        step.map(|(step, programme)| standing.components[step.row].code(programme).to_owned())
            .unwrap_or_default(),
    ]
}
