//! Lists the real towns in which the invented schools stand.
//!
//! Owns their codes, as registers list them, and their middles. It never names a school.

use domain::partnership::FundingArea;

/// A real town with the codes under which registers list it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub town: &'static str,
    pub postcode: &'static str,
    /// Code and name.
    pub district: (&'static str, &'static str),
    /// Code and name.
    pub authority: (i32, &'static str),
    pub region: &'static str,
    /// Latitude and longitude of the town's middle.
    pub middle: (f64, f64),
}

impl Place {
    /// The area that sets the rate: of these places only Watford lies in the fringe of London.
    pub fn funding_area(self) -> FundingArea {
        match self.district.0 {
            "E07000103" => FundingArea::Fringe,
            _ => FundingArea::RestOfEngland,
        }
    }
}

type District = (
    (&'static str, &'static str),
    (i32, &'static str),
    &'static str,
);

const YORK: District = (("E06000014", "York"), (816, "York"), "D");
const NORTH_YORKSHIRE: District = (
    ("E06000065", "North Yorkshire"),
    (815, "North Yorkshire"),
    "D",
);
const LEEDS_CITY: District = (("E08000035", "Leeds"), (383, "Leeds"), "D");
const SEFTON: District = (("E08000014", "Sefton"), (343, "Sefton"), "B");
const LIVERPOOL: District = (("E08000012", "Liverpool"), (341, "Liverpool"), "B");
const WIRRAL: District = (("E08000015", "Wirral"), (344, "Wirral"), "B");
const KNOWSLEY: District = (("E08000011", "Knowsley"), (340, "Knowsley"), "B");
const SAINT_HELENS: District = (("E08000013", "St. Helens"), (342, "St. Helens"), "B");
const CHESHIRE_WEST: District = (
    ("E06000050", "Cheshire West and Chester"),
    (896, "Cheshire West and Chester"),
    "B",
);
const HERTFORDSHIRE: District = (("E07000103", "Watford"), (919, "Hertfordshire"), "G");

const fn place(
    town: &'static str,
    postcode: &'static str,
    (district, authority, region): District,
    latitude: f64,
    longitude: f64,
) -> Place {
    Place {
        town,
        postcode,
        district,
        authority,
        region,
        middle: (latitude, longitude),
    }
}

pub(super) const CITY_OF_YORK: Place = place("York", "YO1 9ZZ", YORK, 53.960, -1.087);
pub(super) const FULFORD: Place = place("York", "YO10 9ZZ", YORK, 53.938, -1.068);
pub(super) const ACOMB: Place = place("York", "YO24 9ZZ", YORK, 53.955, -1.126);
pub(super) const HAXBY: Place = place("York", "YO32 9ZZ", YORK, 54.016, -1.076);
pub(super) const SELBY: Place = place("Selby", "YO8 9ZZ", NORTH_YORKSHIRE, 53.784, -1.067);
pub(super) const HARROGATE: Place = place("Harrogate", "HG1 9ZZ", NORTH_YORKSHIRE, 53.992, -1.542);
pub(super) const KNARESBOROUGH: Place =
    place("Knaresborough", "HG5 9ZZ", NORTH_YORKSHIRE, 54.008, -1.467);
pub(super) const LEEDS: Place = place("Leeds", "LS6 9ZZ", LEEDS_CITY, 53.820, -1.576);
pub(super) const GARFORTH: Place = place("Leeds", "LS25 9ZZ", LEEDS_CITY, 53.793, -1.388);
pub(super) const WATFORD: Place = place("Watford", "WD17 9ZZ", HERTFORDSHIRE, 51.656, -0.397);
pub(super) const CROSBY: Place = place("Crosby", "L23 9ZZ", SEFTON, 53.489, -3.027);
pub(super) const FORMBY: Place = place("Formby", "L37 9ZZ", SEFTON, 53.556, -3.066);
pub(super) const BOOTLE: Place = place("Bootle", "L20 9ZZ", SEFTON, 53.449, -2.993);
pub(super) const CITY_OF_LIVERPOOL: Place = place("Liverpool", "L8 9ZZ", LIVERPOOL, 53.392, -2.964);
pub(super) const ALLERTON: Place = place("Liverpool", "L18 9ZZ", LIVERPOOL, 53.376, -2.903);
pub(super) const BIRKENHEAD: Place = place("Birkenhead", "CH41 9ZZ", WIRRAL, 53.391, -3.023);
pub(super) const HESWALL: Place = place("Heswall", "CH60 9ZZ", WIRRAL, 53.328, -3.099);
pub(super) const HUYTON: Place = place("Huyton", "L36 9ZZ", KNOWSLEY, 53.411, -2.840);
pub(super) const PRESCOT: Place = place("Prescot", "L34 9ZZ", KNOWSLEY, 53.429, -2.806);
pub(super) const ST_HELENS: Place = place("St Helens", "WA9 9ZZ", SAINT_HELENS, 53.454, -2.737);
pub(super) const NEWTON: Place = place(
    "Newton-le-Willows",
    "WA12 9ZZ",
    SAINT_HELENS,
    53.453,
    -2.634,
);
pub(super) const CHESTER: Place = place("Chester", "CH1 9ZZ", CHESHIRE_WEST, 53.191, -2.892);
