//! Makes the files that are measured: the same for every run.
//!
//! Owns their size and shape. It never makes anything that an import would refuse.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use tempfile::TempDir;

/// The columns of the school register's own file that an import reads, among others that it does not.
const REGISTER: &str = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentStatus (code),OpenDate,CloseDate,PhaseOfEducation (code),PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,Boarders (name),Gender (name),ReligiousCharacter (name),Diocese (name),AdmissionsPolicy (name),SchoolCapacity,NumberOfPupils,PercentageFSM,TrustSchoolFlag (code),Trusts (code),Trusts (name),UKPRN,Street,Locality,Address3,Town,County (name),Postcode,SchoolWebsite,TelephoneNum,SEN1 (name),SEN2 (name),GOR (code),DistrictAdministrative (code),DistrictAdministrative (name),UrbanRural (name),Easting,Northing";

const COMPONENTS: [(&str, u32); 13] = [
    ("processes", 120),
    ("observation-2a", 120),
    ("observation-3a", 120),
    ("progress-and-assessment", 120),
    ("mentoring", 90),
    ("coaching", 90),
    ("itap-1", 60),
    ("itap-2", 60),
    ("itap-3", 60),
    ("subject-knowledge-english", 60),
    ("inclusive-mentoring-1", 60),
    ("cognitive-science", 60),
    ("", 45),
];

/// The number of whoever sits in the office.
const OFFICE: &str = "9000001";

/// Writes a register, a list of people and a list of attendance into a folder of their own.
pub fn files(schools: usize, mentors: usize, entries: usize) -> TempDir {
    let folder = TempDir::with_prefix("alongside-bench-").expect("a folder");
    write(
        &folder.path().join("schools.csv"),
        REGISTER,
        schools,
        school,
    );
    write(
        &folder.path().join("people.csv"),
        "trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to",
        mentors,
        |at| {
            format!(
                "{:07},Mentor,Number {at},mentor{at}@school.example,general_mentor,{},,primary,2024-09-01,",
                1_000_000 + at,
                100_000 + at % 2_000
            )
        },
    );
    write(
        &folder.path().join("attendance.csv"),
        "trn,component,held_on,minutes,kind,verified_by,how,reference",
        entries,
        |at| {
            let (mentor, turn) = (at % mentors, at / mentors);
            let (component, minutes) = COMPONENTS[(mentor + turn) % COMPONENTS.len()];
            let (month, day) = (turn % 12 + 1, (mentor + turn * 7) % 28 + 1);
            let year = if month >= 9 { 2024 } else { 2025 };
            format!(
                "{:07},{component},{year}-{month:02}-{day:02},{minutes},attended,Helen Marsh,register,S-{turn}",
                1_000_000 + mentor
            )
        },
    );
    write(
        &folder.path().join("office.csv"),
        "trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to",
        1,
        |_| format!("{OFFICE},Somebody,Office,,partnership_officer,,,,2024-09-01,"),
    );
    write(
        &folder.path().join("placements.csv"),
        "student_reference,student_name,course,route,block,stage,school_urn,mentor,lead_mentor,from,to",
        mentors / 2,
        |at| {
            format!(
                "S{at},Student Number {at},PGCE,,1,1,{},{:07},,2025-09-08,2025-12-12",
                100_000 + at % 2_000,
                1_000_000 + at
            )
        },
    );
    folder
}

fn write(path: &Path, header: &str, rows: usize, row: impl Fn(usize) -> String) {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    writeln!(file, "{header}").expect("written");
    for at in 0..rows {
        writeln!(file, "{}", row(at)).expect("written");
    }
    file.flush().expect("written");
}

fn school(at: usize) -> String {
    format!(
        "{},816,York,{},\"Number {at} Primary School, York\",34,Academy converter,10,1,01-09-2012,,2,Primary,4,11,No boarders,Mixed,None,Not applicable,Not applicable,420,398,12.4,3,{},Trust Number {},10{:06},{at} School Lane,Bishopthorpe,,York,North Yorkshire,YO1 {}AA,www.school{at}.example,01904000000,SLD - Severe Learning Difficulty,,D,E06000014,York,(England/Wales) Urban city and town,{},{}",
        100_000 + at,
        at % 10_000,
        2_000 + at % 900,
        at % 900,
        at,
        at % 10,
        400_000 + at % 90_000,
        400_000 + at % 70_000,
    )
}
