//! Reads one row of a file of people.
//!
//! Owns the columns of such a file. It never looks anybody up.

use domain::{
    Date,
    partnership::{SchoolPhase, Urn},
    person::{Role, Trn},
};
use formats::{
    cell,
    table::{Column, Columns, Row, RowProblem, Table},
};

use super::index::address;

/// The columns of a file of people.
pub(crate) const COLUMNS: Columns = Columns {
    required: &[
        "trn",
        "first_name",
        "last_name",
        "email",
        "role",
        "school_urn",
        "subject",
        "school_phase",
        "from",
        "to",
    ],
    optional: &["reference", "earlier_name"],
    known: &[],
};

/// The sign that stands where a letter was lost on its way into a file.
const UNREADABLE: char = '\u{fffd}';

/// Where each column stands in one file.
pub(super) struct Places {
    trn: Column,
    first_name: Column,
    last_name: Column,
    email: Column,
    role: Column,
    school_urn: Column,
    subject: Column,
    school_phase: Column,
    from: Column,
    to: Column,
    reference: Column,
    earlier_name: Column,
}

/// What a row says.
#[derive(Debug)]
pub(crate) struct Stated {
    pub trn: Option<Trn>,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub role: Role,
    pub school: Option<Urn>,
    pub subject: Option<String>,
    pub school_phase: Option<SchoolPhase>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub reference: Option<String>,
    pub earlier_name: Option<String>,
}

impl Places {
    pub fn of(table: &Table) -> Places {
        Places {
            trn: table.column("trn"),
            first_name: table.column("first_name"),
            last_name: table.column("last_name"),
            email: table.column("email"),
            role: table.column("role"),
            school_urn: table.column("school_urn"),
            subject: table.column("subject"),
            school_phase: table.column("school_phase"),
            from: table.column("from"),
            to: table.column("to"),
            reference: table.column("reference"),
            earlier_name: table.column("earlier_name"),
        }
    }

    /// Reads a row, or says what is wrong with it.
    pub fn read(&self, row: &Row) -> Result<Stated, RowProblem> {
        let text = |column| {
            let text = row.get(column);
            (!text.is_empty()).then(|| text.to_owned())
        };
        let needed = |column, name: &str| {
            match text(column) {
            None => Err(row.refuse_cell(name, "This is blank, and a name is needed here.")),
            Some(written) if written.contains(UNREADABLE) => Err(row.refuse_cell(name, format!(
                "\"{written}\" has a letter in it that could not be read. Save the file again as \"CSV UTF-8\" and write the name as its owner does."
            ))),
            Some(written) => Ok(written),
        }
        };
        let email = text(self.email).map(|written| {
            address(&written).ok_or_else(|| {
                row.refuse_cell(
                    "email",
                    format!("\"{written}\" is no e-mail address. Write it as name@school.org.uk."),
                )
            })
        });
        let stated = Stated {
            trn: trn(row, self.trn)?,
            first_name: needed(self.first_name, "first_name")?,
            last_name: needed(self.last_name, "last_name")?,
            email: email.transpose()?,
            role: role(row, self.role)?,
            school: urn(row, self.school_urn)?,
            subject: text(self.subject)
                .map(|subject| domain::person::fold(&subject).replace(' ', "-")),
            school_phase: phase(row, self.school_phase)?,
            from: date(row, self.from, "from")?,
            until: date(row, self.to, "to")?,
            reference: text(self.reference),
            earlier_name: text(self.earlier_name),
        };
        if stated.trn.is_none() && stated.email.is_none() && stated.reference.is_none() {
            return Err(row.refuse(
                "There is no TRN, e-mail or reference, so that two people of one name could not be told apart. Give one of the three.",
            ));
        }
        if let (Some(from), Some(until)) = (stated.from, stated.until)
            && until < from
        {
            return Err(row.refuse_cell("to", "The last day comes before the first."));
        }
        Ok(stated)
    }
}

/// Reads a TRN, or nothing from a blank cell.
pub(crate) fn trn(row: &Row, column: Column) -> Result<Option<Trn>, RowProblem> {
    match row.get(column) {
        "" => Ok(None),
        written => cell::trn(written)
            .map_err(|problem| problem.sentence)
            .and_then(|trn| {
                trn.parse()
                    .map(Some)
                    .map_err(|problem: domain::person::NotATrn| problem.to_string())
            })
            .map_err(|sentence| row.refuse_cell("trn", sentence)),
    }
}

/// Reads a school's number, or nothing from a blank cell.
pub(crate) fn urn(row: &Row, column: Column) -> Result<Option<Urn>, RowProblem> {
    match row.get(column) {
        "" => Ok(None),
        written => cell::urn(written)
            .map(|urn| Some(Urn(urn)))
            .map_err(|problem| row.refuse_cell("school_urn", problem.sentence)),
    }
}

/// Reads a day, or nothing from a blank cell.
pub(crate) fn date(row: &Row, column: Column, name: &str) -> Result<Option<Date>, RowProblem> {
    match row.get(column) {
        "" => Ok(None),
        written => cell::date(written)
            .map(Some)
            .map_err(|problem| row.refuse_cell(name, problem.sentence)),
    }
}

fn role(row: &Row, column: Column) -> Result<Role, RowProblem> {
    let written = row.get(column);
    let given = |role: &Role| role.is_an_office_s_to_give();
    Role::read(written).filter(given).ok_or_else(|| {
        let known = Role::ALL.into_iter().filter(given);
        let known: Vec<&str> = known.map(Role::code).collect();
        let what = if written.is_empty() {
            "This is blank.".to_owned()
        } else {
            format!("\"{written}\" is no role here.")
        };
        row.refuse_cell("role", format!("{what} Give one of {}.", known.join(", ")))
    })
}

fn phase(row: &Row, column: Column) -> Result<Option<SchoolPhase>, RowProblem> {
    match row.get(column) {
        "" => Ok(None),
        written => SchoolPhase::read(written).map(Some).ok_or_else(|| {
            let known: Vec<&str> = SchoolPhase::ALL.iter().map(|(_, code)| *code).collect();
            row.refuse_cell(
                "school_phase",
                format!(
                    "\"{written}\" is no school phase. Give one of {}.",
                    known.join(", ")
                ),
            )
        }),
    }
}
