//! Lays the mentors of a seat out as a list for a file.
//!
//! Owns the columns of that file. It never says more than the page does.

use domain::Minutes;
use formats::spreadsheet::{Cell, List};

use super::Ours;

const COLUMNS: [&str; 13] = [
    "name",
    "trn",
    "school_urn",
    "school",
    "provider",
    "required_minutes",
    "done_minutes",
    "recognised_minutes",
    "remaining_minutes",
    "overdue_minutes",
    "overdue",
    "next_due_on",
    "nudged_on",
];

/// Lays rows out as a list.
#[must_use]
pub fn list(title: &str, rows: &[&Ours]) -> List {
    List {
        title: title.to_owned(),
        columns: COLUMNS.map(str::to_owned).into(),
        rows: rows.iter().map(|ours| cells(ours)).collect(),
    }
}

fn cells(ours: &Ours) -> Vec<Cell> {
    let person = &ours.row.person;
    let standing = &ours.row.standing;
    let minutes = |amount: Minutes| Cell::Number(i64::from(amount.0));
    let maybe = |amount: Option<Minutes>| amount.map_or(Cell::Blank, minutes);
    let overdue: Vec<&str> = ours.overdue().collect();
    let said = if overdue.is_empty() {
        Minutes::ZERO
    } else {
        ours.urgency().overdue
    };
    vec![
        Cell::text(person.name()),
        person.trn.map(|trn| trn.to_string()).into(),
        ours.row.school.map(|urn| urn.to_string()).into(),
        ours.school.clone().into(),
        Cell::text(&ours.provider.name),
        maybe(standing.required),
        minutes(standing.done),
        minutes(standing.recognised),
        maybe(standing.remaining),
        minutes(said),
        Cell::text(overdue.join("; ")),
        ours.urgency().due_on.into(),
        ours.nudged_on.into(),
    ]
}
