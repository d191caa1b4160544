//! Keeps the register's file of links between schools.
//! Owns the words link, successor and predecessor.
//! Never follows a link; it only reads them.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cell;
use crate::table::{Columns, Refusal, Row, RowProblem, Rows, Table};

/// What one school is to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// The linked school came after this one.
    Successor,
    /// The linked school came before this one.
    Predecessor,
    /// Something else, in the register's words.
    Other(String),
}

/// One link from a school to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The row it stands in, as a spreadsheet shows it.
    pub row: u64,
    /// The school.
    pub urn: u32,
    /// The linked school.
    pub link_urn: u32,
    /// The linked school's name.
    pub link_name: Option<String>,
    /// What the linked school is to the school.
    pub kind: LinkKind,
    /// The kind in the register's own words, with merged, split and amalgamated.
    pub link_type: String,
    /// The day from which the link holds, where it can be read.
    pub established_on: Option<Date>,
}

const WANTED: Columns = Columns {
    required: &["URN", "LinkURN", "LinkType"],
    optional: &["LinkName", "LinkEstablishedDate"],
    known: &[],
};

/// The links of a file, one after another.
pub struct Links {
    table: Table,
    rows: Rows,
}

/// Opens a file of links.
///
/// # Errors
/// When it is not a table or lacks the columns of links.
pub fn links(path: &Path) -> Result<Links, Refusal> {
    let table = Table::open(path, &WANTED)?;
    Ok(Links {
        rows: table.rows(),
        table,
    })
}

impl Links {
    /// The table that the links stand in.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }
}

impl Iterator for Links {
    type Item = Result<Link, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.rows.next()?.and_then(|row| link(&row)))
    }
}

fn link(row: &Row) -> Result<Link, RowProblem> {
    let urn = |name: &str| {
        cell::urn(row.cell(name)).map_err(|problem| row.refuse_cell(name, problem.sentence))
    };
    let (link_name, link_type) = (row.cell("LinkName"), row.cell("LinkType"));
    let first_word = link_type.split_whitespace().next().unwrap_or_default();
    let kind = match first_word.to_lowercase().as_str() {
        "successor" => LinkKind::Successor,
        "predecessor" => LinkKind::Predecessor,
        _ => LinkKind::Other(link_type.to_owned()),
    };
    Ok(Link {
        row: row.number,
        urn: urn("URN")?,
        link_urn: urn("LinkURN")?,
        link_name: (!link_name.is_empty()).then(|| link_name.to_owned()),
        kind,
        link_type: link_type.to_owned(),
        established_on: cell::date(row.cell("LinkEstablishedDate")).ok(),
    })
}
