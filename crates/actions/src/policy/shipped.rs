//! Keeps the policies, cases and programmes that are shipped inside the program.
//!
//! Owns the list of those files: a test sees that none is missing. It never reads a disk.

use std::sync::Arc;

use domain::policy::{Fault, Name, Origin, Policies, Row};
use formats::policy_file;

use super::{
    titled::{self, Titled},
    understood,
};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../", $path)))),*]
    };
}

const NAMES: &str = include_str!("../../../../policies/README.md");

const POLICIES: &[(&str, &str)] = files![
    "policies/england/claim-windows.toml",
    "policies/england/claims.toml",
    "policies/england/early-career-mentor.toml",
    "policies/england/frameworks.toml",
    "policies/england/funding-areas.toml",
    "policies/england/general-mentor.toml",
    "policies/england/grant-rates.toml",
    "policies/england/lead-mentor.toml",
    "policies/england/school-register.toml",
    "policies/england/student-teacher.toml",
    "policies/local/alongside.toml",
    "policies/local/bradford.toml",
    "policies/local/chichester.toml",
    "policies/local/edge-hill.toml",
    "policies/local/leeds-beckett.toml",
    "policies/local/ljmu.toml",
    "policies/local/manchester.toml",
    "policies/local/plymouth.toml",
    "policies/local/southampton.toml",
    "policies/local/york-st-john.toml",
];

/// Situations with the outcomes that we expect, by file.
pub const CASES: &[(&str, &str)] = files![
    "policies/cases/caps.toml",
    "policies/cases/claimable.toml",
    "policies/cases/general-mentor-hours.toml",
    "policies/cases/lapse.toml",
    "policies/cases/ledger.toml",
    "policies/cases/local.toml",
    "policies/cases/programmes.toml",
    "policies/cases/rates.toml",
    "policies/cases/recognition.toml",
    "policies/cases/refresher.toml",
    "policies/cases/teaching-year.toml",
    "policies/cases/when-due.toml",
    "policies/cases/windows.toml",
];

/// Programmes that are shipped, by file.
pub const PROGRAMMES: &[(&str, &str)] = files![
    "programmes/ljmu/2024-25.toml",
    "programmes/ljmu/2025-26.toml",
    "programmes/york-st-john/2024-25.toml",
    "programmes/york-st-john/2025-26.toml",
];

/// The shipped policies, read and checked once.
#[derive(Debug)]
pub struct Shipped {
    /// The names that rows may give values to.
    pub names: Vec<Name>,
    /// What pages call each of them, and under which heading it stands, in the order of pages.
    pub titled: Vec<Arc<Titled>>,
    /// Every row of the files.
    pub rows: Vec<Row>,
    /// The rows, ready to be looked up.
    pub policies: Arc<Policies>,
}

impl Shipped {
    /// Reads the list of names and every file.
    ///
    /// # Errors
    /// Every fault, with file and line.
    pub fn read() -> Result<Shipped, Vec<Fault>> {
        let (names, titled) = titled::read(NAMES).map_err(|fault| vec![fault])?;
        let mut rows = Vec::new();
        for (path, text) in POLICIES {
            let read = policy_file::read(text).map_err(|problem| {
                vec![Fault {
                    at: (*path).to_owned(),
                    problem: problem.to_string(),
                }]
            })?;
            for row in &read {
                let origin = Origin::File {
                    path,
                    line: row.line,
                };
                rows.push(understood(row, origin).map_err(|fault| vec![fault])?);
            }
        }
        let policies = Arc::new(Policies::gather(&names, rows.clone())?);
        Ok(Shipped {
            names,
            titled,
            rows,
            policies,
        })
    }

    /// Puts an administrator's own rows beside those of the files.
    pub(super) fn with(&self, own: Vec<Row>) -> Result<Policies, Vec<Fault>> {
        Policies::gather(&self.names, [self.rows.clone(), own].concat())
    }
}
