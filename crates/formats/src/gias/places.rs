//! Keeps where each of a school's facts stands in one file of the register.
//! Owns the names of the register's columns.
//! Never reads a row.

use crate::table::{Column, Columns, Table};

/// Every column that is read, by each name that a file may give it.
pub(super) const WANTED: Columns = Columns {
    required: &["URN"],
    optional: &[
        "EstablishmentName",
        "name",
        "LA (code)",
        "LA (name)",
        "TypeOfEstablishment (code)",
        "TypeOfEstablishment (name)",
        "EstablishmentTypeGroup (code)",
        "EstablishmentStatus (code)",
        "PhaseOfEducation (code)",
        "PhaseOfEducation (name)",
        "StatutoryLowAge",
        "StatutoryHighAge",
        "OpenDate",
        "open_date",
        "CloseDate",
        "close_date",
        "Gender (name)",
        "ReligiousCharacter (name)",
        "UKPRN",
        "Street",
        "Locality",
        "Address3",
        "Town",
        "County (name)",
        "Postcode",
        "SchoolWebsite",
        "Trusts (code)",
        "Trusts (name)",
        "Federations (code)",
        "Federations (name)",
        "GOR (code)",
        "DistrictAdministrative (code)",
        "DistrictAdministrative (name)",
        "UrbanRural (name)",
        "NumberOfPupils",
        "SchoolCapacity",
        "PercentageFSM",
        "Easting",
        "Northing",
        "TypeOfResourcedProvision (name)",
        "SEN1 (name)",
        "SEN2 (name)",
        "SEN3 (name)",
        "SEN4 (name)",
        "SEN5 (name)",
        "SEN6 (name)",
        "SEN7 (name)",
        "SEN8 (name)",
        "SEN9 (name)",
        "SEN10 (name)",
        "SEN11 (name)",
        "SEN12 (name)",
        "SEN13 (name)",
    ],
    known: &[],
};

/// The place of each fact in one file.
pub(super) struct Places {
    pub(super) urn: Column,
    pub(super) name: Column,
    pub(super) la_code: Column,
    pub(super) la_name: Column,
    pub(super) type_code: Column,
    pub(super) type_name: Column,
    pub(super) type_group_code: Column,
    pub(super) status_code: Column,
    pub(super) phase_code: Column,
    pub(super) phase_name: Column,
    pub(super) low_age: Column,
    pub(super) high_age: Column,
    pub(super) open_on: Column,
    pub(super) close_on: Column,
    pub(super) gender: Column,
    pub(super) religious_character: Column,
    pub(super) ukprn: Column,
    pub(super) street: Column,
    pub(super) locality: Column,
    pub(super) address3: Column,
    pub(super) town: Column,
    pub(super) county: Column,
    pub(super) postcode: Column,
    pub(super) website: Column,
    pub(super) trust_code: Column,
    pub(super) trust_name: Column,
    pub(super) federation_code: Column,
    pub(super) federation_name: Column,
    pub(super) gor_code: Column,
    pub(super) district_code: Column,
    pub(super) district_name: Column,
    pub(super) urban_rural: Column,
    pub(super) pupils: Column,
    pub(super) capacity: Column,
    pub(super) percentage_fsm: Column,
    pub(super) easting: Column,
    pub(super) northing: Column,
    pub(super) resourced_provision: Column,
    pub(super) sen: Vec<Column>,
}

impl Places {
    pub(super) fn of(table: &Table) -> Places {
        let either = |full: &str, lean: &str| {
            let place = table.column(full);
            if place.is_there() {
                place
            } else {
                table.column(lean)
            }
        };
        let at = |name: &str| table.column(name);
        Places {
            urn: at("URN"),
            name: either("EstablishmentName", "name"),
            la_code: at("LA (code)"),
            la_name: at("LA (name)"),
            type_code: at("TypeOfEstablishment (code)"),
            type_name: at("TypeOfEstablishment (name)"),
            type_group_code: at("EstablishmentTypeGroup (code)"),
            status_code: at("EstablishmentStatus (code)"),
            phase_code: at("PhaseOfEducation (code)"),
            phase_name: at("PhaseOfEducation (name)"),
            low_age: at("StatutoryLowAge"),
            high_age: at("StatutoryHighAge"),
            open_on: either("OpenDate", "open_date"),
            close_on: either("CloseDate", "close_date"),
            gender: at("Gender (name)"),
            religious_character: at("ReligiousCharacter (name)"),
            ukprn: at("UKPRN"),
            street: at("Street"),
            locality: at("Locality"),
            address3: at("Address3"),
            town: at("Town"),
            county: at("County (name)"),
            postcode: at("Postcode"),
            website: at("SchoolWebsite"),
            trust_code: at("Trusts (code)"),
            trust_name: at("Trusts (name)"),
            federation_code: at("Federations (code)"),
            federation_name: at("Federations (name)"),
            gor_code: at("GOR (code)"),
            district_code: at("DistrictAdministrative (code)"),
            district_name: at("DistrictAdministrative (name)"),
            urban_rural: at("UrbanRural (name)"),
            pupils: at("NumberOfPupils"),
            capacity: at("SchoolCapacity"),
            percentage_fsm: at("PercentageFSM"),
            easting: at("Easting"),
            northing: at("Northing"),
            resourced_provision: at("TypeOfResourcedProvision (name)"),
            sen: (1..=13)
                .map(|number| at(&format!("SEN{number} (name)")))
                .filter(|place| place.is_there())
                .collect(),
        }
    }
}

/// How many of the columns that are read a file has.
pub(super) fn known_columns(table: &Table) -> usize {
    WANTED
        .required
        .iter()
        .chain(WANTED.optional)
        .filter(|name| table.has(name))
        .count()
}
