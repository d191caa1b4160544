//! Keeps what pages call each policy, and the headings under which they stand.
//!
//! Owns the word `Titled`. It never words a title itself: the list of names does.

use std::sync::Arc;

use domain::policy::{Fault, Kind, Name, Unit};
use formats::policy_file::{Heading, policy_headings, policy_names};

/// A policy as pages call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Its name.
    pub name: String,
    /// What sort of number it is.
    pub kind: Kind,
    /// The unit of its values.
    pub unit: Unit,
    /// What pages call it.
    pub title: String,
    /// What it is about, in plain words.
    pub about: String,
    /// Whom it concerns.
    pub who: String,
    /// What it says.
    pub says: String,
}

/// Reads the names, and what pages call them, heading by heading.
pub(super) fn read(list: &str) -> Result<(Vec<Name>, Vec<Arc<Titled>>), Fault> {
    let fault = |problem: String| Fault {
        at: "policies/README.md".to_owned(),
        problem,
    };
    let listed = policy_names(list).map_err(|problem| fault(problem.to_string()))?;
    let headings = policy_headings(list);
    let mut names = Vec::with_capacity(listed.len());
    let mut titled = Vec::with_capacity(listed.len());
    for listed in listed {
        let unknown = || fault(format!("{} has an unknown kind or unit.", listed.name));
        let kind = Kind::read(&listed.kind).ok_or_else(unknown)?;
        let unit = Unit::read(&listed.unit).ok_or_else(unknown)?;
        let at = heading(&headings, &listed.name)
            .ok_or_else(|| fault(format!("{} stands under no heading.", listed.name)))?;
        names.push(Name {
            name: listed.name.clone(),
            kind,
            unit,
        });
        let about = headings[at].heading.clone();
        let first = headings.iter().position(|other| other.heading == about);
        titled.push((
            first,
            Arc::new(Titled {
                name: listed.name,
                kind,
                unit,
                title: listed.title,
                about,
                who: listed.who,
                says: listed.says,
            }),
        ));
    }
    titled.sort_by_key(|(at, _)| *at);
    Ok((names, titled.into_iter().map(|(_, one)| one).collect()))
}

/// The longest beginning that fits a name.
fn heading(headings: &[Heading], name: &str) -> Option<usize> {
    let fits = |beginning: &str| {
        name.strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    (0..headings.len())
        .filter(|at| fits(&headings[*at].beginning))
        .max_by_key(|at| headings[*at].beginning.len())
}
