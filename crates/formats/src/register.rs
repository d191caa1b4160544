//! Keeps the reading of the list of trainees that the national register of trainees gives out.
//! Owns the word trainee as it stands in that file.
//! Never reads a column that placing somebody does not need: origins, disabilities, degrees, money.

use std::io;
use std::path::Path;

use jiff::civil::Date;

use crate::cell;
use crate::table::{Column, Columns, Refusal, Row, RowProblem, Table};

/// What the register writes in place of a table when it has nobody to list.
const NOBODY: &str = "No trainee data to export";

/// One trainee as far as the file is read; what it does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trainee {
    /// The register's own number of the record.
    pub register_id: Option<String>,
    /// What the provider calls them.
    pub reference: Option<String>,
    /// The teacher reference number, seven digits.
    pub trn: Option<String>,
    /// What the register calls their state.
    pub status: Option<String>,
    /// The academic year in which they began, as the year in which that starts.
    pub start_year: Option<i16>,
    /// Given names.
    pub first_names: String,
    /// Family names.
    pub last_names: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// The route, in the register's own words.
    pub route: Option<String>,
    /// The phase of education that they train for.
    pub education_phase: Option<String>,
    /// The subject that they train to teach.
    pub subject: Option<String>,
    /// The first day of training.
    pub started_on: Option<Date>,
    /// The day on which it is expected to end.
    pub expected_end_on: Option<Date>,
    /// The day from which it is put off.
    pub deferred_on: Option<Date>,
    /// The day on which it is taken up again.
    pub returned_on: Option<Date>,
    /// The day on which it was given up.
    pub withdrawn_on: Option<Date>,
    /// The school that is the training partner, where it has a number.
    pub training_partner: Option<u32>,
    /// The school that employs them, where it has a number.
    pub employing_school: Option<u32>,
    /// The schools of their placements as the file states them: a number or a name each.
    pub stated_schools: Vec<String>,
}

/// The columns that are read; the rest of the register's 76 are passed over.
const WANTED: Columns = Columns {
    required: &["first_names", "last_names", "trn", "course_training_route"],
    optional: &[
        "register_id",
        "provider_trainee_id",
        "trainee_status",
        "start_academic_year",
        "email_address",
        "course_education_phase",
        "course_subject_category",
        "course_itt_subject_1",
        "itt_start_date",
        "expected_end_date",
        "trainee_start_date",
        "training_partner_urn",
        "employing_school_urn",
        "placement_one",
        "placement_two",
        "other_placements",
        "defer_date",
        "return_from_deferral_date",
        "withdraw_date",
    ],
    known: &[
        "completed",
        "trainee_url",
        "record_source",
        "apply_id",
        "hesa_id",
        "end_academic_year",
        "academic_years",
        "record_created_at",
        "register_record_last_changed_at",
        "hesa_record_last_changed_at",
        "submitted_for_trn_at",
        "provider_name",
        "provider_id",
        "middle_names",
        "date_of_birth",
        "sex",
        "nationality",
        "diversity_disclosure",
        "ethnic_group",
        "ethnic_background",
        "ethnic_background_additional",
        "disability_disclosure",
        "disabilities",
        "number_of_degrees",
        "degree_1_uk_or_non_uk",
        "degree_1_awarding_institution",
        "degree_1_country",
        "degree_1_subject",
        "degree_1_type_uk",
        "degree_1_type_non_uk",
        "degree_1_grade",
        "degree_1_other_grade",
        "degree_1_graduation_year",
        "degrees",
        "course_qualification",
        "course_itt_subject_2",
        "course_itt_subject_3",
        "course_minimum_age",
        "course_maximum_age",
        "course_full_or_part_time",
        "course_level",
        "course_duration_in_years",
        "training_partner_name",
        "employing_school_name",
        "training_initiative",
        "funding_method",
        "funding_value",
        "bursary_tier",
        "award_standards_met_date",
        "award_given_at",
        "withdraw_reasons",
        "withdrawal_trigger",
        "withdrawal_future_interest",
    ],
};

/// A file of trainees that has been looked through once.
pub struct Trainees {
    table: Table,
    places: Vec<(&'static str, Column)>,
    read: Vec<bool>,
}

/// Opens the register's list of trainees; there is none where the register says that it has nobody.
///
/// # Errors
/// When it is not a table, or lacks a column without which nobody can be told from another.
pub fn read(path: &Path) -> Result<Option<Trainees>, Refusal> {
    let table = match Table::open(path, &WANTED) {
        Err(Refusal::MissingColumns { found, .. })
            if found.first().is_some_and(|cell| plain(cell) == NOBODY) =>
        {
            return Ok(None);
        }
        opened => opened?,
    };
    let columns = WANTED.required.iter().chain(WANTED.optional);
    let places: Vec<(&'static str, Column)> =
        columns.map(|name| (*name, table.column(name))).collect();
    let read = (0..table.header().len())
        .map(|at| places.iter().any(|(_, column)| column.0 == Some(at)))
        .collect();
    Ok(Some(Trainees {
        table,
        places,
        read,
    }))
}

impl Trainees {
    /// The table that the trainees stand in.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Whether the file has columns that are passed over for the sake of whom they are about.
    #[must_use]
    pub fn passes_over(&self) -> bool {
        self.read.iter().any(|read| !read)
    }

    /// Reads a row.
    ///
    /// # Errors
    /// When a name is missing or a cell that is needed cannot be read.
    pub fn trainee(&self, row: &Row) -> Result<Trainee, RowProblem> {
        let cell = |name: &str| self.cell(row, name);
        let text = |name: &str| {
            let cell = cell(name);
            (!cell.is_empty()).then(|| cell.to_owned())
        };
        let needed = |name: &str| {
            text(name)
                .ok_or_else(|| row.refuse_cell(name, "This is blank, and a name is needed here."))
        };
        let date = |name: &str| match cell(name) {
            "" => Ok(None),
            written => cell::date(written)
                .map(Some)
                .map_err(|problem| row.refuse_cell(name, problem.sentence)),
        };
        let school = |name: &str| cell::urn(cell(name)).ok();
        let trn = match cell("trn") {
            "" => None,
            written => Some(
                cell::trn(written).map_err(|problem| row.refuse_cell("trn", problem.sentence))?,
            ),
        };
        let start_year = match cell("start_academic_year") {
            "" => None,
            written => Some(
                cell::academic_year(written)
                    .map_err(|problem| row.refuse_cell("start_academic_year", problem.sentence))?,
            ),
        };
        let started_on = match date("trainee_start_date")? {
            None => date("itt_start_date")?,
            started => started,
        };
        let stated = ["placement_one", "placement_two", "other_placements"];
        Ok(Trainee {
            register_id: text("register_id"),
            reference: text("provider_trainee_id"),
            trn,
            status: text("trainee_status"),
            start_year,
            first_names: needed("first_names")?,
            last_names: needed("last_names")?,
            email: text("email_address"),
            route: text("course_training_route"),
            education_phase: text("course_education_phase"),
            subject: text("course_itt_subject_1").or_else(|| text("course_subject_category")),
            started_on,
            expected_end_on: date("expected_end_date")?,
            deferred_on: date("defer_date")?,
            returned_on: date("return_from_deferral_date")?,
            withdrawn_on: date("withdraw_date")?,
            training_partner: school("training_partner_urn"),
            employing_school: school("employing_school_urn"),
            stated_schools: stated.into_iter().filter_map(text).collect(),
        })
    }

    /// The file once more with the columns that are read, and no others, so that it can wait.
    ///
    /// A row that is not whole keeps its place and none of its cells.
    ///
    /// # Errors
    /// When it cannot be written out.
    pub fn pared_down(&self) -> io::Result<Vec<u8>> {
        let mut out = csv::WriterBuilder::new()
            .flexible(true)
            .from_writer(Vec::new());
        let kept = |fields: &[&str]| -> Vec<String> {
            let read = fields.iter().zip(&self.read);
            read.filter(|(_, read)| **read)
                .map(|(field, _)| (*field).to_owned())
                .collect()
        };
        let names: Vec<&str> = self.table.header().iter().map(String::as_str).collect();
        out.write_record(kept(&names))?;
        for row in self.table.rows() {
            match row {
                Ok(row) => out.write_record(kept(&row.raw().collect::<Vec<&str>>()))?,
                Err(_) => out.write_record(["?"])?,
            }
        }
        out.into_inner()
            .map_err(|error| io::Error::other(error.to_string()))
    }

    /// Blanks a row that is not whole: its cells may stand under other names than their own.
    #[must_use]
    pub fn blanked(&self, mut problem: RowProblem) -> RowProblem {
        problem.fields.iter_mut().for_each(String::clear);
        problem
    }

    /// Blanks every cell of a refused row that is not read, so that it is kept nowhere.
    #[must_use]
    pub fn pared(&self, mut problem: RowProblem) -> RowProblem {
        for (at, field) in problem.fields.iter_mut().enumerate() {
            if !self.read.get(at).copied().unwrap_or_default() {
                field.clear();
            }
        }
        problem
    }

    fn cell<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        let place = self.places.iter().find(|(known, _)| *known == name);
        place.map_or("", |(_, column)| plain(row.get(*column)))
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from changing it.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell).trim()
}
