//! Keeps the reading of the two tables that list every policy's name and what it is about.
//! Owns the words name and heading.
//! Never invents a name that the table does not give.

use serde::{Deserialize, Serialize};

use super::{KINDS, Problem};

/// The units a policy may have.
pub const UNITS: [&str; 12] = [
    "hours",
    "pence",
    "days",
    "working_days",
    "weeks",
    "years",
    "count",
    "percent",
    "allowed",
    "codes",
    "window",
    "season",
];

/// A policy's name, with the kind and the unit that its values have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The line of its row, counted from 1.
    pub line: usize,
    /// The name, such as `general_mentor.initial.claimable`.
    pub name: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// One of the units: hours, pence, days, working_days, weeks, years, count, percent, allowed, codes, window, season.
    pub unit: String,
    /// What pages call it; its name where the table has no title.
    pub title: String,
    /// Whom it concerns, as the table says.
    pub who: String,
    /// What it says, in the table's own words.
    pub says: String,
}

/// Reads the table `| name | kind | unit | who | what it says |` of a page that lists every policy.
///
/// # Errors
/// When there is no such table, or a row has another shape, an unknown kind or unit, or a name told before.
pub fn policy_names(readme: &str) -> Result<Vec<Name>, Problem> {
    let mut lines = (1..).zip(readme.lines());
    let header = lines
        .by_ref()
        .map(|(_, line)| cells(line))
        .find(|cells| cells.len() >= 3 && cells[..3] == ["name", "kind", "unit"]);
    let Some(header) = header else {
        return Err(Problem {
            line: 1,
            sentence: "this page has no table that begins with | name | kind | unit |.".into(),
        });
    };
    let column = |name: &str| header.iter().position(|cell| *cell == name);
    let (title, who, says) = (column("title"), column("who"), column("what it says"));
    let mut names: Vec<Name> = Vec::new();
    for (line, text) in lines.skip(1) {
        if !text.trim_start().starts_with('|') {
            break;
        }
        let problem = |sentence: String| Err(Problem { line, sentence });
        let cells = cells(text);
        let [name, kind, unit, ..] = cells.as_slice() else {
            return problem("this row has fewer than three cells.".into());
        };
        let Some(name) = name
            .strip_prefix('`')
            .and_then(|name| name.strip_suffix('`'))
        else {
            return problem(format!("the name {name} does not stand between backticks."));
        };
        if !KINDS.contains(kind) {
            return problem(format!(
                "{name:?} has the kind {kind:?}; a kind is one of {}.",
                KINDS.join(", ")
            ));
        }
        if !UNITS.contains(unit) {
            return problem(format!(
                "{name:?} has the unit {unit:?}; a unit is one of {}.",
                UNITS.join(", ")
            ));
        }
        if let Some(first) = names.iter().find(|known| known.name == name) {
            return problem(format!("{name:?} is already named on line {}.", first.line));
        }
        let cell = |at: Option<usize>| {
            let found = at.and_then(|at| cells.get(at)).copied();
            found.filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        names.push(Name {
            line,
            name: name.to_owned(),
            kind: (*kind).to_owned(),
            unit: (*unit).to_owned(),
            title: cell(title).unwrap_or_else(|| name.to_owned()),
            who: cell(who).unwrap_or_default(),
            says: cell(says).unwrap_or_default(),
        });
    }
    Ok(names)
}

/// What names with one beginning are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The beginning of the names.
    pub beginning: String,
    /// What they are about, in plain words.
    pub heading: String,
}

/// Reads the table `| beginning | heading |` of a page that lists every policy, in its order.
#[must_use]
pub fn policy_headings(readme: &str) -> Vec<Heading> {
    let mut lines = readme.lines();
    let header = lines.find(|line| cells(line) == ["beginning", "heading"]);
    let rows = header.map(|_| lines.skip(1)).into_iter().flatten();
    rows.map(cells)
        .map_while(|cells| match cells.as_slice() {
            [beginning, heading] => Some(Heading {
                beginning: beginning.trim_matches('`').to_owned(),
                heading: (*heading).to_owned(),
            }),
            _ => None,
        })
        .collect()
}

/// The cells of one line of a markdown table.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let Some(inner) = line.strip_prefix('|') else {
        return Vec::new();
    };
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(str::trim).collect()
}
