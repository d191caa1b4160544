//! Brings programmes, schools and people in, before anything is measured.
//!
//! Owns no figure. It never goes on after a file that was not taken in.

use std::path::Path;

use actions::{
    Platform,
    import::{Heard, Manner},
    partnership::import_schools,
    person::import_people,
    policy::PROGRAMMES,
    programme::import_programme,
};

/// Prints what was refused, and nothing else.
pub fn quiet(heard: Heard<'_>) {
    if let Heard::Refused(problem) = heard {
        println!("  refused: {problem}");
    }
}

/// Brings in every programme, the schools, the mentors and the office.
pub async fn everybody(platform: &Platform, files: &Path) {
    let operator = platform.operator();
    let manner = Manner::default();
    for file in PROGRAMMES {
        import_programme(platform, &operator, *file, manner)
            .await
            .expect("a programme");
    }
    let schools = files.join("schools.csv");
    import_schools(platform, &operator, &schools, None, manner, &mut quiet)
        .await
        .expect("schools");
    for name in ["people.csv", "office.csv"] {
        let file = files.join(name);
        import_people(platform, &operator, &file, "L51", manner, &mut quiet)
            .await
            .expect("people");
    }
}
