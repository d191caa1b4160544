//! Keeps a file to begin with for each kind of import: the names of the columns and one row.
//!
//! Owns the words told beside each column. It never reads a file.

use domain::{
    AcademicYear, access::Actor, audit::import::Kind, partnership::SchoolPhase, person::Role,
};
use formats::table::written;

use super::past::readable;
use crate::{ActionError, Platform};

/// What a file of a kind looks like.
#[derive(Debug, Clone)]
pub struct Template {
    /// The columns that must be there.
    pub needed: &'static [&'static str],
    /// The columns that may be there.
    pub welcome: &'static [&'static str],
    /// What may stand in a column, where only some words may.
    pub words: Vec<(&'static str, Vec<String>)>,
    /// One row, as an example: the needed columns.
    pub example: &'static [&'static str],
}

/// The file to begin with for a kind, whose example is one of the provider's own; nothing for a kind
/// that comes from elsewhere.
///
/// # Rule
/// The example of an attendance was held today, and is of the programme of the year.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn template_file(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    kind: Kind,
) -> Result<Option<Vec<u8>>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = readable(&mut tx, actor, provider).await?;
    let Some(template) = template(kind) else {
        return Ok(None);
    };
    if kind != Kind::Attendance {
        return Ok(Some(template.file(&[])));
    }
    let today = platform.today();
    let year = AcademicYear::containing(today);
    let rules = platform.rules(&mut tx, &provider).await?;
    let of_year = rules.versions.calendar(year);
    let component = of_year.and_then(|version| version.components.first());
    let component = component.map(|component| component.code.clone());
    Ok(Some(template.file(&[
        ("component", component.unwrap_or_default()),
        ("held_on", today.to_string()),
        ("reference", format!("REG-{today}")),
    ])))
}

/// What a file of a kind looks like; registers come from elsewhere.
#[must_use]
pub fn template(kind: Kind) -> Option<Template> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Some(match kind {
        Kind::Attendance => Template {
            needed: crate::ledger::COLUMNS.required,
            welcome: crate::ledger::COLUMNS.optional,
            words: vec![
                (
                    "person",
                    texts(&["your own reference for somebody, never a name"]),
                ),
                (
                    "name",
                    texts(&["read beside a number or an address, and to find who is meant"]),
                ),
                (
                    "component",
                    texts(&["its code or its title; blank for what is outside the programme"]),
                ),
                ("kind", texts(&crate::ledger::KINDS)),
                ("how", texts(&crate::ledger::HOWS)),
            ],
            example: &[
                "",
                "2025-10-14",
                "90",
                "attended",
                "Jo Marsh",
                "register",
                "REG-2025-10-14",
            ],
        },
        Kind::People => Template {
            needed: crate::person::COLUMNS.required,
            welcome: crate::person::COLUMNS.optional,
            words: vec![
                (
                    "role",
                    Role::ALL
                        .iter()
                        .map(|role| role.code().to_owned())
                        .collect(),
                ),
                (
                    "school_phase",
                    SchoolPhase::ALL
                        .iter()
                        .map(|(_, code)| (*code).to_owned())
                        .collect(),
                ),
            ],
            example: &[
                "0123456",
                "Amina",
                "Bello",
                "a.bello@example.org",
                "general_mentor",
                "121671",
                "mathematics",
                "secondary",
                "2025-09-01",
                "",
            ],
        },
        Kind::Placements => Template {
            needed: crate::placement::COLUMNS.required,
            welcome: crate::placement::COLUMNS.optional,
            words: Vec::new(),
            example: &[
                "S-2025-017",
                "Mina Shah",
                "PGCE primary",
                "school-direct",
                "Autumn",
                "1",
                "121671",
                "0123456",
                "",
                "2025-09-15",
                "2025-12-19",
            ],
        },
        Kind::Trainees | Kind::Schools | Kind::Providers | Kind::Programme => return None,
    })
}

impl Template {
    /// The file to begin with, some of whose cells are the provider's own.
    fn file(&self, own: &[(&str, String)]) -> Vec<u8> {
        let mut names: Vec<String> = self.needed.iter().map(|name| (*name).to_owned()).collect();
        let mut cells: Vec<String> = self.example.iter().map(|cell| (*cell).to_owned()).collect();
        for (name, cell) in own {
            if let Some(at) = self.needed.iter().position(|needed| needed == name) {
                cells[at].clone_from(cell);
            }
        }
        if self.welcome.contains(&"trn") {
            names.insert(0, "trn".to_owned());
            cells.insert(0, "0123456".to_owned());
        }
        written(&[names, cells])
    }
}
