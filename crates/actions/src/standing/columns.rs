//! Lays a mentor's standing out in named cells, for every file that lists standings.
//!
//! Owns the names of those columns, which stay as they are. It never reckons.

use std::collections::HashMap;

use domain::{
    Minutes,
    partnership::{Provider, Urn},
    standing::{NextStep, Standing},
};
use formats::spreadsheet::{Cell, List};
use store::partnership::Brief;

use super::{Page, Row, Standings};
use crate::person::Emails;

/// One mentor with what is around them.
struct Of<'a> {
    row: &'a Row,
    provider: &'a Provider,
    schools: &'a HashMap<Urn, Brief>,
}

impl<'a> Of<'a> {
    fn standing(&self) -> &'a Standing {
        &self.row.standing
    }

    /// The code of the next step, with why.
    fn next_step(&self) -> Option<(&'a str, &'a NextStep)> {
        let standing = self.standing();
        let (step, programme) = standing
            .next_step
            .as_ref()
            .zip(standing.programme.as_deref())?;
        Some((standing.components[step.row].code(programme), step))
    }
}

/// A column: its name, and what it says of a mentor.
type Column = (&'static str, fn(&Of<'_>) -> Cell);

fn minutes(amount: Minutes) -> Cell {
    Cell::Number(i64::from(amount.0))
}

fn maybe(amount: Option<Minutes>) -> Cell {
    amount.map_or(Cell::Blank, minutes)
}

const TRN: Column = ("trn", |of| {
    of.row.person.trn.map(|trn| trn.to_string()).into()
});
const NAME: Column = ("name", |of| Cell::text(of.row.person.name()));
const SCHOOL_URN: Column = ("school_urn", |of| {
    of.row.school.map(|urn| urn.to_string()).into()
});
const SCHOOL: Column = ("school", |of| {
    let school = of.row.school.and_then(|urn| of.schools.get(&urn));
    school.and_then(|school| school.name.clone()).into()
});
const PROVIDER: Column = ("provider", |of| Cell::text(&of.provider.code));
const ACADEMIC_YEAR: Column = ("academic_year", |of| {
    Cell::text(of.standing().academic_year.to_string())
});
const TRACK: Column = ("track", |of| Cell::text(of.standing().track.code()));
const PROGRAMME: Column = ("programme", |of| {
    let programme = of.standing().programme.as_deref();
    programme.map(|programme| programme.code.clone()).into()
});
const REQUIRED: Column = ("required_minutes", |of| maybe(of.standing().required));
const DONE: Column = ("done_minutes", |of| minutes(of.standing().done));
const RECOGNISED: Column = ("recognised_minutes", |of| minutes(of.standing().recognised));
const REMAINING: Column = ("remaining_minutes", |of| maybe(of.standing().remaining));
const OPTIONAL_DONE: Column = ("optional_done_minutes", |of| {
    minutes(of.standing().optional_done)
});
const CLAIMABLE: Column = ("claimable_hours", |of| {
    Cell::Number(i64::from(of.standing().claimable_hours))
});
const ROUNDING_LOSS: Column = ("rounding_loss_minutes", |of| {
    minutes(of.standing().rounding_loss)
});
const OVER_CAP: Column = ("over_cap_minutes", |of| minutes(of.standing().over_cap));
const WAITING: Column = ("waiting_minutes", |of| minutes(of.standing().waiting));
const OVERDUE: Column = ("overdue_minutes", |of| minutes(of.row.urgency.overdue));
const DUE_ON: Column = ("due_on", |of| of.row.urgency.due_on.into());
const MET_ON: Column = ("met_on", |of| of.standing().met_on.into());
const HOSTS_NOW: Column = ("hosts_now", |of| {
    Cell::text(if of.row.hosts_today { "yes" } else { "no" })
});
const NEXT_STEP: Column = ("next_step", |of| {
    of.next_step().map(|(code, _)| code.to_owned()).into()
});
const NEXT_STEP_WHY: Column = ("next_step_why", |of| {
    of.next_step().map(|(_, step)| step.why.clone()).into()
});

/// What the command line writes.
const STANDINGS: [Column; 18] = [
    TRN,
    NAME,
    SCHOOL_URN,
    PROVIDER,
    ACADEMIC_YEAR,
    TRACK,
    PROGRAMME,
    REQUIRED,
    DONE,
    RECOGNISED,
    REMAINING,
    OPTIONAL_DONE,
    CLAIMABLE,
    ROUNDING_LOSS,
    OVER_CAP,
    MET_ON,
    NEXT_STEP,
    NEXT_STEP_WHY,
];

/// What an office takes from its list of mentors.
const MENTORS: [Column; 15] = [
    NAME, TRN, SCHOOL_URN, SCHOOL, TRACK, REQUIRED, DONE, RECOGNISED, REMAINING, WAITING, OVERDUE,
    DUE_ON, MET_ON, CLAIMABLE, HOSTS_NOW,
];

/// Where the address of a mentor stands, and its name.
const EMAIL: (usize, &str) = (2, "email");

/// Lays the standings of a provider out as a list, as the command line writes it.
#[must_use]
pub fn standing_list(standings: &Standings) -> List {
    let of = |row| Of {
        row,
        provider: &standings.provider,
        schools: &standings.schools,
    };
    list(
        "Standings",
        &STANDINGS,
        standings.rows.iter().map(|row| of(row)),
    )
}

/// Lays a page of mentors out as a list with their addresses, and every component where that is
/// asked for.
#[must_use]
pub fn mentor_list(page: &Page, emails: &Emails, with_components: bool) -> List {
    let of = |row| Of {
        row,
        provider: &page.provider,
        schools: &page.schools,
    };
    let mut list = list("Mentors", &MENTORS, page.rows.iter().map(|row| of(row)));
    list.columns.insert(EMAIL.0, EMAIL.1.to_owned());
    for (row, cells) in page.rows.iter().zip(&mut list.rows) {
        cells.insert(EMAIL.0, emails.cell(row.person.id));
    }
    if with_components {
        let codes = codes(page);
        for code in &codes {
            list.columns
                .extend([code.clone(), format!("{code}_minutes")]);
        }
        for (row, cells) in page.rows.iter().zip(&mut list.rows) {
            components(&row.standing, &codes, cells);
        }
    }
    list
}

fn list<'a>(title: &str, columns: &[Column], mentors: impl Iterator<Item = Of<'a>>) -> List {
    let cells = |of: Of<'_>| columns.iter().map(|(_, cell)| cell(&of)).collect();
    List {
        title: title.to_owned(),
        columns: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
        rows: mentors.map(cells).collect(),
    }
}

/// The code of every component and group that any row has, in the order in which they are met.
fn codes(page: &Page) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for row in &page.rows {
        let Some(programme) = row.standing.programme.as_deref() else {
            continue;
        };
        for part in &row.standing.components {
            let code = part.code(programme);
            if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        }
    }
    codes
}

/// Adds what pages say of each component, and its minutes.
fn components(standing: &Standing, codes: &[String], cells: &mut Vec<Cell>) {
    let first = cells.len();
    cells.resize(first + codes.len() * 2, Cell::Blank);
    let Some(programme) = standing.programme.as_deref() else {
        return;
    };
    for part in &standing.components {
        let code = part.code(programme);
        if let Some(at) = codes.iter().position(|known| known == code) {
            cells[first + at * 2] = Cell::text(standing.shown(part).code());
            let done = part.done + part.recognised;
            cells[first + at * 2 + 1] = minutes(done);
        }
    }
}
