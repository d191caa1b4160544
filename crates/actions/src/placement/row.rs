//! Reads one row of a file of placements.
//!
//! Owns the columns of such a file. It never looks anybody up.

use domain::{
    Date,
    partnership::Urn,
    person::fold,
    placement::{STAGES, Stage, dates_fit},
};
use formats::table::{Column, Columns, Row, RowProblem, Table};

use crate::person::{date, urn};

/// The columns of a file of placements.
pub(crate) const COLUMNS: Columns = Columns {
    required: &[
        "student_reference",
        "student_name",
        "course",
        "route",
        "block",
        "stage",
        "school_urn",
        "mentor",
        "lead_mentor",
        "from",
        "to",
    ],
    optional: &[],
    known: &[],
};

/// Where each column stands in one file.
pub(super) struct Places {
    student_reference: Column,
    student_name: Column,
    course: Column,
    route: Column,
    block: Column,
    stage: Column,
    school_urn: Column,
    mentor: Column,
    lead_mentor: Column,
    from: Column,
    to: Column,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub student: String,
    pub name: Option<String>,
    pub course: Option<String>,
    pub route: Option<String>,
    pub block: Option<String>,
    pub stage: Option<Stage>,
    pub school: Urn,
    pub mentor: Option<String>,
    pub lead_mentor: Option<String>,
    pub from: Date,
    pub until: Option<Date>,
}

impl Places {
    pub fn of(table: &Table) -> Places {
        Places {
            student_reference: table.column("student_reference"),
            student_name: table.column("student_name"),
            course: table.column("course"),
            route: table.column("route"),
            block: table.column("block"),
            stage: table.column("stage"),
            school_urn: table.column("school_urn"),
            mentor: table.column("mentor"),
            lead_mentor: table.column("lead_mentor"),
            from: table.column("from"),
            to: table.column("to"),
        }
    }

    /// Reads a row, or says what is wrong with it.
    pub fn read(&self, row: &Row) -> Result<Stated, RowProblem> {
        let text = |column| {
            let text = row.get(column);
            (!text.is_empty()).then(|| text.to_owned())
        };
        let blank = |column: &str, what: &str| {
            row.refuse_cell(column, format!("This is blank. Give {what}."))
        };
        let stated = Stated {
            student: text(self.student_reference).ok_or_else(|| {
                let what = "what you call the student teacher in your own records";
                blank("student_reference", what)
            })?,
            name: text(self.student_name),
            course: text(self.course),
            route: text(self.route),
            block: text(self.block),
            stage: stage(row, row.get(self.stage))?,
            school: urn(row, self.school_urn)?
                .ok_or_else(|| blank("school_urn", "the number of the school"))?,
            mentor: text(self.mentor),
            lead_mentor: text(self.lead_mentor),
            from: date(row, self.from, "from")?
                .ok_or_else(|| blank("from", "the first day of the placement"))?,
            until: date(row, self.to, "to")?,
        };
        dates_fit(stated.from, stated.until)
            .map_err(|refusal| row.refuse_cell("to", refusal.to_string()))?;
        Ok(stated)
    }
}

/// Reads a stage as providers write it: 2, "Phase 2", "second".
fn stage(row: &Row, written: &str) -> Result<Option<Stage>, RowProblem> {
    if written.is_empty() {
        return Ok(None);
    }
    let folded = fold(written);
    let word = |word: &str| match word {
        "1" | "one" | "first" | "1st" => Some(1),
        "2" | "two" | "second" | "2nd" => Some(2),
        "3" | "three" | "third" | "3rd" => Some(3),
        _ => None,
    };
    let mut found = folded.split(' ').filter_map(word);
    match (found.next(), found.next()) {
        (Some(stage), None) if STAGES.contains(&stage) => Ok(Some(stage)),
        _ => Err(row.refuse_cell(
            "stage",
            format!("\"{written}\" is no stage. Give 1, 2 or 3, or words such as \"Phase 2\"."),
        )),
    }
}
