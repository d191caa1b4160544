//! Lists the invented schools in their real towns.
//!
//! Owns the numbers from 900001, which the register does not use. It never names a real school.

use domain::partnership::{SchoolPhase, Urn};
use jiff::civil::date;
use store::partnership::{Link, SchoolRecord};

use super::{
    Home::{self, Liverpool, York},
    places::*,
};
use crate::traps;

/// The one trust: four schools, two in each partnership.
pub(crate) const TRUST: (&str, &str) = ("99001", "Pennine Way Learning Trust");

/// One invented school.
#[derive(Debug, Clone, Copy)]
pub(crate) struct School<'a> {
    pub urn: Urn,
    pub name: &'a str,
    pub place: Place,
    pub secondary: bool,
    /// The partnership with which it works.
    pub home: Home,
    /// How many mentors it has beside those who are told of by name.
    pub mentors: usize,
    pub in_trust: bool,
    /// The number of the school that took its place.
    pub followed_by: Option<Urn>,
}

impl School<'_> {
    pub const DEFAULT: School<'static> = School {
        urn: Urn(900_000),
        name: "",
        place: CITY_OF_YORK,
        secondary: false,
        home: York,
        mentors: 0,
        in_trust: false,
        followed_by: None,
    };
}

const fn primary(
    urn: u32,
    name: &'static str,
    place: Place,
    home: Home,
    mentors: usize,
) -> School<'static> {
    School {
        urn: Urn(urn),
        name,
        place,
        home,
        mentors,
        ..School::DEFAULT
    }
}

const fn secondary(
    urn: u32,
    name: &'static str,
    place: Place,
    home: Home,
    mentors: usize,
) -> School<'static> {
    School {
        secondary: true,
        ..primary(urn, name, place, home, mentors)
    }
}

const fn of_trust(school: School<'static>) -> School<'static> {
    School {
        in_trust: true,
        ..school
    }
}

const fn closed(school: School<'static>, successor: u32) -> School<'static> {
    School {
        followed_by: Some(Urn(successor)),
        ..school
    }
}

/// Every invented school.
#[rustfmt::skip]
pub(crate) const SCHOOLS: [School<'static>; 60] = [
    secondary(900_001, "Fulford Moor School", FULFORD, York, 5),
    primary(900_002, "Ouse Bank Primary School", CITY_OF_YORK, York, 5),
    primary(900_003, "Micklegate Stray Primary School", ACOMB, York, 5),
    primary(900_004, "Forest Lane Primary School", HAXBY, York, 5),
    primary(900_005, "Abbots Road Primary School", SELBY, York, 5),
    secondary(900_006, "Staithe Wharf School", SELBY, York, 6),
    secondary(900_007, "Harlow Pines School", HARROGATE, York, 6),
    primary(900_008, "Nidd Bridge Primary School", KNARESBOROUGH, York, 5),
    of_trust(secondary(900_009, "Beckside Grove Academy", LEEDS, York, 3)),
    of_trust(primary(900_010, "Lotherton Green Primary Academy", GARFORTH, York, 2)),
    primary(900_011, "Colne Meadow Primary School", WATFORD, York, 1),
    primary(900_012, "Copperfield Primary School", CROSBY, Liverpool, 4),
    primary(900_013, "Pinewood Sands Primary School", FORMBY, Liverpool, 4),
    secondary(900_014, "North Dock High School", BOOTLE, Liverpool, 5),
    primary(900_015, "Princes Lodge Primary School", CITY_OF_LIVERPOOL, Liverpool, 4),
    secondary(900_016, "Calderfield High School", ALLERTON, Liverpool, 5),
    secondary(900_017, "Brunswick Landing High School", CITY_OF_LIVERPOOL, Liverpool, 5),
    primary(900_018, "Tranmere Ferry Primary School", BIRKENHEAD, Liverpool, 4),
    secondary(900_019, "Dee Heath High School", HESWALL, Liverpool, 5),
    primary(900_020, "Reach Meadow Primary School", HUYTON, Liverpool, 4),
    secondary(900_021, "Clockmakers High School", PRESCOT, Liverpool, 5),
    closed(primary(900_022, "Parr Meadow Infant School", ST_HELENS, Liverpool, 0), 900_023),
    of_trust(primary(900_023, "Parr Meadow Primary Academy", ST_HELENS, Liverpool, 1)),
    of_trust(secondary(900_024, "Viaduct Field Academy", NEWTON, Liverpool, 2)),
    primary(900_025, "Rows Gate Primary School", CHESTER, Liverpool, 4),
    secondary(900_026, "Roodee Meadows High School", CHESTER, Liverpool, 5),
    secondary(900_027, "Strensall Carr School", HUNTINGTON, York, 6),
    primary(900_028, "Ings Gate Primary School", HUNTINGTON, York, 5),
    primary(900_029, "Drovers Lane Primary School", BISHOPTHORPE, York, 5),
    secondary(900_030, "South Cliff School", SCARBOROUGH, York, 6),
    primary(900_031, "Harbour Steps Primary School", SCARBOROUGH, York, 5),
    primary(900_032, "Abbey Headland Primary School", WHITBY, York, 4),
    secondary(900_033, "Derwent Bridge School", MALTON, York, 5),
    primary(900_034, "Castle Garth Primary School", MALTON, York, 4),
    primary(900_035, "Cod Beck Primary School", THIRSK, York, 4),
    secondary(900_036, "Fountains Road School", RIPON, York, 5),
    primary(900_037, "Wharfe Mill Primary School", TADCASTER, York, 4),
    secondary(900_038, "Potternewton High School", CHAPEL_ALLERTON, York, 6),
    primary(900_039, "Scott Hall Mount Primary School", CHAPEL_ALLERTON, York, 5),
    secondary(900_040, "Avenues High School", HULL, York, 6),
    primary(900_041, "Holderness Dock Primary School", EAST_HULL, York, 5),
    primary(900_042, "Westwood Pasture Primary School", BEVERLEY, York, 4),
    primary(900_043, "Canal Head Primary School", POCKLINGTON, York, 4),
    secondary(900_044, "Birkdale Sands High School", SOUTHPORT, Liverpool, 7),
    primary(900_045, "Marine Lake Primary School", SOUTHPORT, Liverpool, 5),
    secondary(900_046, "Damfield Lane High School", MAGHULL, Liverpool, 6),
    primary(900_047, "Netherfield Heights Primary School", EVERTON, Liverpool, 5),
    primary(900_048, "Seabank Primary School", WALLASEY, Liverpool, 4),
    secondary(900_049, "Red Rocks High School", WEST_KIRBY, Liverpool, 6),
    primary(900_050, "Simonswood Primary School", KIRKBY, Liverpool, 5),
    primary(900_051, "Plantation Way Primary School", HALEWOOD, Liverpool, 4),
    primary(900_052, "Rocket Trials Primary School", RAINHILL, Liverpool, 4),
    secondary(900_053, "Lymm Locks High School", WARRINGTON, Liverpool, 7),
    primary(900_054, "Birchwood Forest Primary School", BIRCHWOOD, Liverpool, 4),
    primary(900_055, "Spike Island Primary School", WIDNES, Liverpool, 4),
    secondary(900_056, "Norton Priory Fields High School", RUNCORN, Liverpool, 6),
    secondary(900_057, "Haigh Plantations High School", WIGAN, Liverpool, 6),
    primary(900_058, "Bridgewater Mill Primary School", LEIGH, Liverpool, 4),
    primary(900_059, "Clock Tower Primary School", ORMSKIRK, Liverpool, 4),
    primary(900_060, "Whitby Locks Primary School", ELLESMERE_PORT, Liverpool, 4),
];

/// Every school as a full register tells it.
pub(crate) fn records() -> Vec<SchoolRecord> {
    SCHOOLS.iter().map(record).collect()
}

/// Which school took another's place.
pub(crate) fn links() -> Vec<Link> {
    let kinds = |urn: Urn, by: Urn| [(urn, by, "Successor"), (by, urn, "Predecessor")];
    SCHOOLS
        .iter()
        .filter_map(|school| Some(kinds(school.urn, school.followed_by?)))
        .flatten()
        .map(|(urn, linked, kind)| Link {
            urn: urn.0,
            linked_urn: linked.0,
            kind: kind.to_owned(),
            established_on: Some(date(2024, 9, 1)),
        })
        .collect()
}

/// The districts in which the schools stand, each once.
pub(crate) fn districts() -> Vec<&'static str> {
    let mut districts: Vec<&str> = Vec::new();
    for district in SCHOOLS.iter().map(|school| school.place.district.1) {
        let district = district.split(',').next().unwrap_or(district);
        if !districts.contains(&district) {
            districts.push(district);
        }
    }
    districts
}

/// The phase of a school's pupils.
pub(crate) fn phase(urn: Urn) -> SchoolPhase {
    let secondary = SCHOOLS
        .iter()
        .any(|school| school.urn == urn && school.secondary);
    if secondary {
        SchoolPhase::Secondary
    } else {
        SchoolPhase::Primary
    }
}

/// Every column that a full register fills.
const FULL: i32 = 38;

pub(super) fn record(school: &School<'_>) -> SchoolRecord {
    let place = &school.place;
    let open = school.followed_by.is_none();
    let academy = school.in_trust;
    let (phase, low, high) = if school.secondary {
        ((4, "Secondary"), 11, 16)
    } else {
        ((2, "Primary"), 4, 11)
    };
    let nudge = f64::from(school.urn.0 % 7) * 0.002;
    let some = |text: &str| Some(text.to_owned());
    let told = school.urn != traps::AREA_UNKNOWN;
    SchoolRecord {
        urn: school.urn.0,
        source_columns: FULL,
        name: some(school.name),
        la_code: Some(place.authority.0),
        la_name: some(place.authority.1),
        type_code: Some(if academy { 34 } else { 1 }),
        type_name: some(if academy {
            "Academy converter"
        } else {
            "Community school"
        }),
        type_group_code: Some(if academy { 10 } else { 4 }),
        status_code: Some(if open { 1 } else { 2 }),
        phase_code: Some(phase.0),
        phase_name: some(phase.1),
        low_age: Some(low),
        high_age: Some(high),
        closed_on: (!open).then(|| date(2024, 8, 31)),
        gender: some("Mixed"),
        town: some(place.town),
        postcode: some(place.postcode),
        trust_code: academy.then(|| TRUST.0.to_owned()),
        trust_name: academy.then(|| TRUST.1.to_owned()),
        region_code: some(place.region),
        district_code: some(place.district.0).filter(|_| told),
        district_name: some(place.district.1).filter(|_| told),
        pupils: Some(if school.secondary { 940 } else { 310 }),
        latitude: Some(place.middle.0 + nudge),
        longitude: Some(place.middle.1 - nudge),
        funding_area: told.then(|| place.funding_area()),
        in_scope: Some(open),
        ..SchoolRecord::default()
    }
}
