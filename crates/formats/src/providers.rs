//! Keeps the files that list accredited providers and their training partners.
//! Owns the word provider as it stands in those files.
//! Never decides who is accredited today; it gives the days and lets others ask.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cell;
use crate::table::{Columns, Notes, Refusal, Row, RowProblem, Rows, Table};

/// One provider as a file gives it; what the file does not say is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// The row it stands in, as a spreadsheet shows it.
    pub row: u64,
    /// Its code, in capitals.
    pub code: String,
    /// The name it goes by.
    pub operating_name: String,
    /// Its name in law.
    pub legal_name: Option<String>,
    /// Its UK provider reference number, eight digits.
    pub ukprn: Option<u32>,
    /// Its number in the school register.
    pub urn: Option<u32>,
    /// hei, scitt, school and so on.
    pub provider_type: Option<String>,
    /// The number of its accreditation.
    pub accreditation_number: Option<String>,
    /// The first day of its accreditation.
    pub accredited_from: Option<Date>,
    /// The last day of its accreditation.
    pub accredited_until: Option<Date>,
    /// Its town.
    pub town: Option<String>,
    /// Its county.
    pub county: Option<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// Whether the file says that it is or was accredited.
    pub accredited: bool,
}

const WANTED: Columns = Columns {
    required: &["provider_code", "operating_name"],
    optional: &[
        "legal_name",
        "ukprn",
        "urn",
        "provider_type",
        "accreditation_number",
        "accreditation_start_date",
        "accreditation_end_date",
        "town_or_city",
        "county",
        "postcode",
    ],
    known: &["academic_years_active"],
};

/// The providers of a file, one after another.
pub struct Providers {
    table: Table,
    rows: Rows,
    notes: Notes,
}

/// Opens a file of providers.
///
/// # Errors
/// When it is not a table, or has no column for a provider's code or name.
pub fn read(path: &Path) -> Result<Providers, Refusal> {
    let table = Table::open(path, &WANTED)?;
    Ok(Providers {
        rows: table.rows(),
        notes: Notes::default(),
        table,
    })
}

impl Providers {
    /// The table that the providers stand in.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The details left out so far.
    #[must_use]
    pub fn notes(&self) -> &Notes {
        &self.notes
    }
}

impl Iterator for Providers {
    type Item = Result<Provider, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.and_then(|row| provider(&row, &mut self.notes)))
    }
}

fn provider(row: &Row, notes: &mut Notes) -> Result<Provider, RowProblem> {
    let text = |name: &str| {
        let text = row.cell(name);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let accreditation_number = text("accreditation_number");
    let accredited_from = kept(row, "accreditation_start_date", cell::date, notes);
    Ok(Provider {
        row: row.number,
        code: code(row)?,
        operating_name: text("operating_name")
            .ok_or_else(|| row.refuse_cell("operating_name", "The provider's name is missing."))?,
        legal_name: text("legal_name"),
        ukprn: kept(row, "ukprn", ukprn, notes),
        urn: kept(row, "urn", cell::urn, notes),
        provider_type: text("provider_type"),
        accredited: accredited_from.is_some() || accreditation_number.is_some(),
        accreditation_number,
        accredited_from,
        accredited_until: kept(row, "accreditation_end_date", cell::date, notes),
        town: text("town_or_city"),
        county: text("county"),
        postcode: text("postcode"),
    })
}

/// A detail that is kept where it can be read and noted where it cannot.
fn kept<T>(
    row: &Row,
    name: &str,
    read: impl Fn(&str) -> Result<T, cell::Problem>,
    notes: &mut Notes,
) -> Option<T> {
    let written = row.cell(name);
    if written.is_empty() {
        return None;
    }
    read(written)
        .map_err(|problem| notes.add(row, name, &problem.sentence))
        .ok()
}

fn code(row: &Row) -> Result<String, RowProblem> {
    let code = row.cell("provider_code").to_uppercase();
    if code.is_empty() {
        return Err(row.refuse_cell("provider_code", "The provider's code is missing."));
    }
    let well_formed = code.len() <= 8 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !well_formed {
        let shown: String = code.chars().take(40).collect();
        return Err(row.refuse_cell(
            "provider_code",
            format!("\"{shown}\" is not a provider's code, which has letters and digits only, such as Y75 or 2E1; a spreadsheet may have taken it for a number."),
        ));
    }
    Ok(code)
}

fn ukprn(written: &str) -> Result<u32, cell::Problem> {
    match written.parse() {
        Ok(number) if (10_000_000..=99_999_999).contains(&number) => Ok(number),
        _ => Err(cell::Problem {
            sentence: "This is not a UK provider reference number, which has eight digits.".into(),
        }),
    }
}
