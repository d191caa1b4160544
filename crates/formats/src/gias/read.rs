//! Keeps the reading of a file of schools, row by row.
//! Owns no words beyond those of the register.
//! Never turns a school away for a detail; a detail that cannot be read is left out and counted.

use std::path::Path;
use std::str::FromStr;

use jiff::civil::Date;

use super::School;
use super::coordinates::Grid;
use super::places::{Places, WANTED, known_columns};
use crate::cell;
use crate::table::{Column, Notes, Refusal, Row, RowProblem, Rows, Table};

/// The schools of a file, one after another.
pub struct Schools {
    table: Table,
    rows: Rows,
    places: Places,
    grid: Grid,
    notes: Notes,
    last: Option<Row>,
}

/// Opens a file of schools: the full register or a leaner file made from it.
///
/// # Errors
/// When it is not a table, or has no column for the number or for the name of a school.
pub fn read(path: &Path) -> Result<Schools, Refusal> {
    let table = Table::open(path, &WANTED)?;
    let places = Places::of(&table);
    if !places.name.is_there() {
        return Err(Refusal::MissingColumns {
            missing: vec!["EstablishmentName".into()],
            found: table.header().to_vec(),
        });
    }
    Ok(Schools {
        rows: table.rows(),
        places,
        grid: Grid::new(),
        notes: Notes::default(),
        last: None,
        table,
    })
}

impl Schools {
    /// The table that the schools stand in.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// How many of the columns that are read the file has; the fuller file has more.
    #[must_use]
    pub fn known_columns(&self) -> usize {
        known_columns(&self.table)
    }

    /// The details left out so far.
    #[must_use]
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Turns the school that was given last away with a sentence.
    #[must_use]
    pub fn refuse_last(&self, column: &str, sentence: impl Into<String>) -> Option<RowProblem> {
        Some(self.last.as_ref()?.refuse_cell(column, sentence))
    }

    fn school(&mut self, row: &Row) -> Result<School, RowProblem> {
        let places = &self.places;
        let urn = cell::urn(row.get(places.urn))
            .map_err(|problem| row.refuse_cell("URN", problem.sentence))?;
        let mut facts = Facts {
            row,
            notes: &mut self.notes,
        };
        let easting = facts.number(places.easting, "Easting");
        let northing = facts.number(places.northing, "Northing");
        let position = easting
            .zip(northing)
            .and_then(|(easting, northing)| self.grid.position(easting, northing));
        let mut sen: Vec<String> = Vec::new();
        for place in &places.sen {
            if let Some(need) = facts.text(*place)
                && !need.eq_ignore_ascii_case("not applicable")
                && !sen.contains(&need)
            {
                sen.push(need);
            }
        }
        Ok(School {
            row: row.number,
            urn,
            name: facts.text(places.name),
            la_code: facts.number(places.la_code, "LA (code)"),
            la_name: facts.text(places.la_name),
            type_code: facts.number(places.type_code, "TypeOfEstablishment (code)"),
            type_name: facts.text(places.type_name),
            type_group_code: facts.number(places.type_group_code, "EstablishmentTypeGroup (code)"),
            status_code: facts.number(places.status_code, "EstablishmentStatus (code)"),
            phase_code: facts.number(places.phase_code, "PhaseOfEducation (code)"),
            phase_name: facts.text(places.phase_name),
            low_age: facts.number(places.low_age, "StatutoryLowAge"),
            high_age: facts.number(places.high_age, "StatutoryHighAge"),
            open_on: facts.date(places.open_on, "OpenDate"),
            close_on: facts.date(places.close_on, "CloseDate"),
            gender: facts.text(places.gender),
            religious_character: facts.text(places.religious_character),
            ukprn: facts.number(places.ukprn, "UKPRN"),
            street: facts.text(places.street),
            locality: facts.text(places.locality),
            address3: facts.text(places.address3),
            town: facts.text(places.town),
            county: facts.text(places.county),
            postcode: facts.text(places.postcode),
            website: facts.text(places.website),
            trust_code: facts.text(places.trust_code),
            trust_name: facts.text(places.trust_name),
            federation_code: facts.text(places.federation_code),
            federation_name: facts.text(places.federation_name),
            gor_code: facts.text(places.gor_code),
            district_code: facts.text(places.district_code),
            district_name: facts.text(places.district_name),
            urban_rural: facts.text(places.urban_rural),
            pupils: facts.number(places.pupils, "NumberOfPupils"),
            capacity: facts.number(places.capacity, "SchoolCapacity"),
            percentage_fsm: facts.share(places.percentage_fsm),
            easting: easting.filter(|_| position.is_some()),
            northing: northing.filter(|_| position.is_some()),
            latitude: position.map(|(latitude, _)| latitude),
            longitude: position.map(|(_, longitude)| longitude),
            sen,
            resourced_provision: facts.text(places.resourced_provision),
        })
    }
}

impl Iterator for Schools {
    type Item = Result<School, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.rows.next()?.and_then(|row| {
            let school = self.school(&row);
            self.last = Some(row);
            school
        });
        Some(read)
    }
}

/// The facts of one row, and the notes on those that cannot be read.
struct Facts<'r> {
    row: &'r Row,
    notes: &'r mut Notes,
}

impl Facts<'_> {
    fn text(&self, place: Column) -> Option<String> {
        let text = self.row.get(place);
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn note(&mut self, column: &str, why: &str) {
        self.notes.add(self.row, column, why);
    }

    fn number<T: FromStr>(&mut self, place: Column, name: &str) -> Option<T> {
        let text = self.row.get(place);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.note(name, &format!("{text:?} is not such a number."));
        }
        number
    }

    fn share(&mut self, place: Column) -> Option<f64> {
        let share: f64 = self.number(place, "PercentageFSM")?;
        if (0.0..=100.0).contains(&share) {
            return Some(share);
        }
        self.note("PercentageFSM", &format!("{share} is not a percentage."));
        None
    }

    fn date(&mut self, place: Column, name: &str) -> Option<Date> {
        let text = self.row.get(place);
        if text.is_empty() {
            return None;
        }
        match cell::date(text) {
            Ok(date) => Some(date),
            Err(problem) => {
                self.note(name, &problem.sentence);
                None
            }
        }
    }
}
