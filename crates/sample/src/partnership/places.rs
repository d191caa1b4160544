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
const HULL_CITY: District = (
    ("E06000010", "Kingston upon Hull, City of"),
    (810, "Kingston upon Hull, City of"),
    "D",
);
const EAST_RIDING: District = (
    ("E06000011", "East Riding of Yorkshire"),
    (811, "East Riding of Yorkshire"),
    "D",
);
const WARRINGTON_BOROUGH: District = (("E06000007", "Warrington"), (877, "Warrington"), "B");
const HALTON: District = (("E06000006", "Halton"), (876, "Halton"), "B");
const WIGAN_BOROUGH: District = (("E08000010", "Wigan"), (359, "Wigan"), "B");
const WEST_LANCASHIRE: District = (("E07000127", "West Lancashire"), (888, "Lancashire"), "B");
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
pub(super) const HUNTINGTON: Place = place("York", "YO31 9ZZ", YORK, 53.984, -1.060);
pub(super) const BISHOPTHORPE: Place = place("York", "YO23 9ZZ", YORK, 53.922, -1.096);
pub(super) const SCARBOROUGH: Place =
    place("Scarborough", "YO11 9ZZ", NORTH_YORKSHIRE, 54.281, -0.404);
pub(super) const WHITBY: Place = place("Whitby", "YO21 9ZZ", NORTH_YORKSHIRE, 54.486, -0.614);
pub(super) const MALTON: Place = place("Malton", "YO17 9ZZ", NORTH_YORKSHIRE, 54.136, -0.797);
pub(super) const THIRSK: Place = place("Thirsk", "YO7 9ZZ", NORTH_YORKSHIRE, 54.233, -1.343);
pub(super) const RIPON: Place = place("Ripon", "HG4 9ZZ", NORTH_YORKSHIRE, 54.136, -1.524);
pub(super) const TADCASTER: Place = place("Tadcaster", "LS24 9ZZ", NORTH_YORKSHIRE, 53.884, -1.262);
pub(super) const CHAPEL_ALLERTON: Place = place("Leeds", "LS7 9ZZ", LEEDS_CITY, 53.829, -1.538);
pub(super) const HULL: Place = place("Hull", "HU5 9ZZ", HULL_CITY, 53.760, -0.370);
pub(super) const EAST_HULL: Place = place("Hull", "HU8 9ZZ", HULL_CITY, 53.765, -0.300);
pub(super) const BEVERLEY: Place = place("Beverley", "HU17 9ZZ", EAST_RIDING, 53.842, -0.427);
pub(super) const POCKLINGTON: Place = place("Pocklington", "YO42 9ZZ", EAST_RIDING, 53.931, -0.780);
pub(super) const SOUTHPORT: Place = place("Southport", "PR8 9ZZ", SEFTON, 53.643, -3.006);
pub(super) const MAGHULL: Place = place("Maghull", "L31 9ZZ", SEFTON, 53.517, -2.941);
pub(super) const EVERTON: Place = place("Liverpool", "L5 9ZZ", LIVERPOOL, 53.424, -2.974);
pub(super) const WALLASEY: Place = place("Wallasey", "CH44 9ZZ", WIRRAL, 53.420, -3.040);
pub(super) const WEST_KIRBY: Place = place("West Kirby", "CH48 9ZZ", WIRRAL, 53.373, -3.183);
pub(super) const KIRKBY: Place = place("Kirkby", "L32 9ZZ", KNOWSLEY, 53.481, -2.888);
pub(super) const HALEWOOD: Place = place("Halewood", "L26 9ZZ", KNOWSLEY, 53.361, -2.835);
pub(super) const RAINHILL: Place = place("Rainhill", "L35 9ZZ", SAINT_HELENS, 53.416, -2.763);
pub(super) const WARRINGTON: Place =
    place("Warrington", "WA4 9ZZ", WARRINGTON_BOROUGH, 53.375, -2.575);
pub(super) const BIRCHWOOD: Place =
    place("Warrington", "WA3 9ZZ", WARRINGTON_BOROUGH, 53.420, -2.522);
pub(super) const WIDNES: Place = place("Widnes", "WA8 9ZZ", HALTON, 53.364, -2.729);
pub(super) const RUNCORN: Place = place("Runcorn", "WA7 9ZZ", HALTON, 53.336, -2.697);
pub(super) const WIGAN: Place = place("Wigan", "WN1 9ZZ", WIGAN_BOROUGH, 53.548, -2.626);
pub(super) const LEIGH: Place = place("Leigh", "WN7 9ZZ", WIGAN_BOROUGH, 53.497, -2.515);
pub(super) const ORMSKIRK: Place = place("Ormskirk", "L39 9ZZ", WEST_LANCASHIRE, 53.568, -2.887);
pub(super) const ELLESMERE_PORT: Place =
    place("Ellesmere Port", "CH65 9ZZ", CHESHIRE_WEST, 53.279, -2.901);
