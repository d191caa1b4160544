//! Keeps the school register's files: the full one, the leaner ones made from it, and the links between schools.
//! Owns the words school and link as they stand in those files.
//! Never drops a school for what it is; closed schools and those abroad are given like all others.

mod coordinates;
mod links;
mod places;
mod read;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use coordinates::latitude_and_longitude;
pub use links::{Link, LinkKind, Links, links};
pub use read::{Schools, read};

/// One school as a file of the register gives it; what the file does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct School {
    /// The row it stands in, as a spreadsheet shows it.
    pub row: u64,
    /// Its unique reference number.
    pub urn: u32,
    /// Its name.
    pub name: Option<String>,
    /// The local authority's number.
    pub la_code: Option<u16>,
    /// The local authority's name.
    pub la_name: Option<String>,
    /// The number of its type of establishment; "02" and "2" are both 2.
    pub type_code: Option<u16>,
    /// Its type of establishment.
    pub type_name: Option<String>,
    /// The number of its group of types.
    pub type_group_code: Option<u16>,
    /// The number of its status: 1 open, 2 closed, 3 open but proposed to close, 4 proposed to open.
    pub status_code: Option<u16>,
    /// The number of its phase of education.
    pub phase_code: Option<u16>,
    /// Its phase of education.
    pub phase_name: Option<String>,
    /// The lowest age of its pupils.
    pub low_age: Option<u8>,
    /// The highest age of its pupils.
    pub high_age: Option<u8>,
    /// The day it opened.
    pub open_on: Option<Date>,
    /// The day it closed.
    pub close_on: Option<Date>,
    /// Girls, boys or mixed, in the register's words.
    pub gender: Option<String>,
    /// Its religious character, in the register's words.
    pub religious_character: Option<String>,
    /// Its UK provider reference number.
    pub ukprn: Option<u32>,
    /// The first line of its address.
    pub street: Option<String>,
    /// The second line of its address.
    pub locality: Option<String>,
    /// The third line of its address.
    pub address3: Option<String>,
    /// Its town.
    pub town: Option<String>,
    /// Its county.
    pub county: Option<String>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// Its website as the register gives it, with or without `http`.
    pub website: Option<String>,
    /// The trust's number, whatever the flag beside it says.
    pub trust_code: Option<String>,
    /// The trust's name, whatever the flag beside it says.
    pub trust_name: Option<String>,
    /// The federation's number.
    pub federation_code: Option<String>,
    /// The federation's name.
    pub federation_name: Option<String>,
    /// The letter of its region.
    pub gor_code: Option<String>,
    /// The code of its district.
    pub district_code: Option<String>,
    /// Its district.
    pub district_name: Option<String>,
    /// How urban or rural it lies, in the register's words.
    pub urban_rural: Option<String>,
    /// How many pupils it has.
    pub pupils: Option<u32>,
    /// How many it has room for.
    pub capacity: Option<u32>,
    /// The share of pupils with free school meals, in percent.
    pub percentage_fsm: Option<f64>,
    /// Metres east on the National Grid.
    pub easting: Option<u32>,
    /// Metres north on the National Grid.
    pub northing: Option<u32>,
    /// Degrees north (WGS84), reckoned from the grid.
    pub latitude: Option<f64>,
    /// Degrees east (WGS84), reckoned from the grid.
    pub longitude: Option<f64>,
    /// The special needs it provides for, each once.
    pub sen: Vec<String>,
    /// What kind of resourced provision it has.
    pub resourced_provision: Option<String>,
}
