//! Writes a list of placements as a file of exactly what is shown.
//!
//! Owns the columns of that file. It never asks for anything more.

use actions::{
    ActionError,
    export::{
        Ending, Export, export as made,
        spreadsheet::{Cell, List},
    },
    placement::{Listed, Row},
};
use domain::{Date, placement::Gate};

const COLUMNS: [&str; 16] = [
    "Student teacher",
    "Reference",
    "TRN",
    "Course",
    "Route",
    "Block",
    "Stage",
    "School",
    "URN",
    "Mentors",
    "Lead mentor",
    "From",
    "To",
    "Without a mentor from",
    "Start gate confirmed on",
    "Placement",
];

/// Makes the file, all pages of it.
pub fn export(listed: &Listed, ending: Ending) -> Result<Export, ActionError> {
    let list = List {
        title: "Placements".to_owned(),
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: listed
            .rows
            .iter()
            .map(|row| cells(row, listed.day))
            .collect(),
    };
    let words = format!("{} placements", listed.provider.name);
    made(&list, &words, listed.day, ending)
}

fn cells(row: &Row, day: Date) -> Vec<Cell> {
    let placement = &row.placement;
    let text = |text: Option<&str>| Cell::from(text.map(str::to_owned));
    let mentors: Vec<String> = row.mentors_on(day).map(|held| held.person.name()).collect();
    let record = row.record.as_deref();
    vec![
        Cell::text(row.student.name()),
        text(record.and_then(|record| record.reference.as_deref())),
        Cell::from(row.student.trn.map(|trn| trn.to_string())),
        text(row.course()),
        text(row.route()),
        text(placement.block.as_deref()),
        Cell::from(placement.stage.map(i64::from)),
        Cell::text(row.school_name.clone()),
        Cell::text(placement.school.to_string()),
        Cell::text(mentors.join(" and ")),
        Cell::from(row.lead_mentor.as_ref().map(domain::person::Person::name)),
        Cell::Day(placement.from),
        Cell::from(row.until()),
        Cell::from(row.alarm(day).map(|alarm| alarm.from)),
        Cell::from(match placement.gate {
            Gate::Open => None,
            Gate::Confirmed { on, .. } => Some(on),
        }),
        Cell::text(placement.id.0.to_string()),
    ]
}
