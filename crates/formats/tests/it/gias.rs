//! Tests the reading of the school register's files, full and lean, and the way to latitude and longitude.
//! Owns no words.
//! Never reads the register itself; the rows are made up.

use formats::gias::{School, latitude_and_longitude, read};
use jiff::civil::date;

use crate::Scratch;

const FULL: &str = "URN,LA (code),LA (name),EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),\
EstablishmentTypeGroup (code),EstablishmentStatus (code),OpenDate,CloseDate,PhaseOfEducation (code),PhaseOfEducation (name),\
StatutoryLowAge,StatutoryHighAge,Gender (name),SchoolCapacity,NumberOfPupils,PercentageFSM,TrustSchoolFlag (code),\
Trusts (code),Trusts (name),UKPRN,Town,Postcode,SEN1 (name),SEN2 (name),SEN3 (name),GOR (code),\
DistrictAdministrative (code),Easting,Northing,HeadLastName";

fn row(style: fn(&str) -> String, cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| style(cell)).collect();
    cells.join(",")
}

fn plain(cell: &str) -> String {
    cell.trim_start_matches('0').to_owned()
}

fn in_quotes(cell: &str) -> String {
    format!("\"{cell}\"")
}

fn a_school(style: fn(&str) -> String, open_on: &str) -> String {
    row(
        style,
        &[
            "100001",
            "0201",
            "City",
            "Saint Zoë’s School",
            "02",
            "Voluntary aided school",
            "04",
            "1",
            open_on,
            "",
            "02",
            "Primary",
            "03",
            "11",
            "Mixed",
            "271",
            "250",
            "18.1",
            "3",
            "16112",
            "A Trust",
            "10079319",
            "London",
            "EC3A 5DE",
            "VI - Visual Impairment",
            "Not Applicable",
            "VI - Visual Impairment",
            "H",
            "E09000001",
            "651410",
            "313177",
            "",
        ],
    )
}

fn schools(content: impl AsRef<[u8]>) -> (Vec<School>, Vec<String>, u64) {
    let scratch = Scratch::new();
    let path = scratch.file("edubasealldata.csv", content);
    let mut file = read(&path).expect("a file of schools");
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for school in file.by_ref() {
        match school {
            Ok(school) => good.push(school),
            Err(problem) => bad.push(problem.to_string()),
        }
    }
    (good, bad, file.notes().count)
}

#[test]
fn both_quoting_styles_dates_and_encodings_give_the_same_school() {
    let plainly = format!("{FULL}\r\n{}\r\n", a_school(plain, "01-09-1920"));
    let quoted = format!(
        "{}\r\n{}\r\n",
        row(in_quotes, &FULL.split(',').collect::<Vec<_>>()),
        a_school(in_quotes, "01/09/1920")
    );
    let windows: Vec<u8> = plainly
        .chars()
        .map(|letter| {
            if letter == '’' {
                0x92
            } else {
                u8::try_from(u32::from(letter)).expect("Latin")
            }
        })
        .collect();
    let (first, bad, notes) = schools(&plainly);
    assert_eq!((bad.len(), notes), (0, 0));
    let school = &first[0];
    assert_eq!((school.row, school.urn), (2, 100_001));
    assert_eq!(school.name.as_deref(), Some("Saint Zoë’s School"));
    assert_eq!(
        (school.la_code, school.type_code, school.status_code),
        (Some(201), Some(2), Some(1))
    );
    assert_eq!(
        (school.low_age, school.pupils, school.percentage_fsm),
        (Some(3), Some(250), Some(18.1))
    );
    assert_eq!(
        (school.open_on, school.close_on),
        (Some(date(1920, 9, 1)), None)
    );
    assert_eq!(school.trust_name.as_deref(), Some("A Trust"));
    assert_eq!(school.sen, ["VI - Visual Impairment"]);
    assert_eq!(
        (school.county.clone(), school.ukprn),
        (None, Some(10_079_319))
    );
    assert_eq!(schools(&quoted).0, first);
    assert_eq!(schools(windows).0, first);
}

#[test]
fn a_row_without_a_readable_number_is_refused_and_the_others_kept() {
    let text = "urn,name,town,postcode,lead_school,open_date,close_date\n,A,,,,,\nX,B,,,,,\n20001,C,Bath,BA1 1AA,false,,31-08-1992\n";
    let (good, bad, _) = schools(text);
    assert_eq!(good.len(), 1);
    assert_eq!(
        (good[0].urn, good[0].close_on),
        (20_001, Some(date(1992, 8, 31)))
    );
    assert_eq!(
        bad[0],
        "Row 2, column URN: The school's unique reference number is missing."
    );
    assert!(bad[1].starts_with("Row 3, column URN: \"X\" is not"));
}

#[test]
fn a_detail_that_cannot_be_read_is_left_out_and_noted() {
    let text = "URN,EstablishmentName,OpenDate,CloseDate,NumberOfPupils,PercentageFSM,Easting,Northing\n\
        100001,,30-02-1990,45901,many,180,0,0\n100002,B,,,,,999999999,5\n";
    let (good, bad, notes) = schools(text);
    assert!(bad.is_empty());
    assert_eq!(
        good[0],
        School {
            row: 2,
            urn: 100_001,
            ..School::default()
        }
    );
    assert_eq!(good[1].latitude, None);
    assert_eq!(notes, 4);
}

#[test]
fn the_fuller_file_is_known_by_its_columns() {
    let scratch = Scratch::new();
    let full = scratch.file("full.csv", format!("{FULL}\n"));
    let lean = scratch.file(
        "lean.csv",
        "urn,name,town,postcode,lead_school,open_date,close_date\n",
    );
    let full = read(&full).expect("schools").known_columns();
    let lean = read(&lean).expect("schools").known_columns();
    assert!(full > lean, "{full} > {lean}");
    assert_eq!(lean, 6);
}

#[test]
fn a_file_without_schools_names_is_no_file_of_schools() {
    let scratch = Scratch::new();
    let path = scratch.file(
        "links.csv",
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n",
    );
    let refusal = read(&path).err().expect("refused").to_string();
    assert!(
        refusal.contains("lacks the column \"EstablishmentName\""),
        "{refusal}"
    );
}

#[test]
fn the_grid_leads_to_the_right_place_within_ten_metres() {
    // Published points: a water tower in Norfolk, the Isles of Scilly and south London.
    let points = [
        (651_410, 313_177, 52.657_979, 1.716_052),
        (91_492, 11_319, 49.922_264, -6.299_778),
        (530_625, 178_388, 51.489_366, -0.119_926),
    ];
    for (easting, northing, latitude, longitude) in points {
        let (north, east) = latitude_and_longitude(easting, northing).expect("on the grid");
        let metres_north = (north - latitude) * 111_200.0;
        let metres_east = (east - longitude) * 111_300.0 * f64::to_radians(latitude).cos();
        let apart = metres_north.hypot(metres_east);
        assert!(apart < 10.0, "{easting} {northing}: {apart} metres apart");
    }
    assert_eq!(latitude_and_longitude(0, 0), None);
    assert_eq!(latitude_and_longitude(700_000, 1), None);
}
