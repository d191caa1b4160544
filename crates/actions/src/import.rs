//! Keeps what every import says on its way: progress, notes, refused rows, and the sums at the end.
//!
//! Owns the words `Report` and `Heard`. It never reads a file.

mod by_row;
mod let_go;
mod past;
mod pieces;
mod run;
mod settle;
mod suggest;
mod template;
mod undo;
mod upload;

pub(crate) use by_row::{ByRow, RowTaker};
pub use let_go::let_go;
pub(crate) use past::refused;
pub use past::{Imports, One, Past, Refused, import, imports};
pub(crate) use pieces::{Given, Pieces, Taken, Taker};
pub use run::Under;
pub(crate) use run::{Run, json};
pub use settle::{Asked, Settled, Waiting, refused_file, row, set_row_aside, settle_row, waiting};
pub use suggest::Suggestion;
pub use template::{Template, template, template_file};
pub use undo::{Plan, plan_undo, undo};
pub use upload::{KINDS, drop_preview, preview, take_in, would_change};

use formats::table::RowProblem;

/// Something that an import says on its way.
#[derive(Debug)]
pub enum Heard<'a> {
    /// The columns of the file, as it gives them; comes first.
    Columns(&'a [String]),
    /// So many rows of so many are behind it.
    Progress(u64, u64),
    /// A row is left out, with the reason.
    Refused(&'a RowProblem),
    /// Something that a person should know; nothing is left out for it.
    Note(String),
    /// In a dry run: the first of what would change, in words.
    Changes(&'a [String]),
}

/// Whoever listens to an import.
pub type Listener<'a> = &'a mut (dyn FnMut(Heard<'_>) + Send);

/// What an import came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that brought something new.
    pub new: u64,
    /// Rows that changed something known.
    pub changed: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows that were left out.
    pub refused: u64,
}

/// How an import is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Everything is tried and nothing kept.
    pub dry_run: bool,
    /// As whose part it runs.
    pub under: Under,
}

/// What became of one row.
#[derive(Debug)]
pub(crate) enum Fate {
    New,
    Changed,
    Unchanged,
    Refused(RowProblem),
}

/// Counts the fates of a piece and tells whoever listens, once the piece is kept.
pub(crate) fn settle(
    fates: Vec<Fate>,
    notes: Vec<String>,
    report: &mut Report,
    listener: Listener<'_>,
) {
    for fate in fates {
        report.rows += 1;
        match fate {
            Fate::New => report.new += 1,
            Fate::Changed => report.changed += 1,
            Fate::Unchanged => report.unchanged += 1,
            Fate::Refused(problem) => {
                report.refused += 1;
                listener(Heard::Refused(&problem));
            }
        }
    }
    notes
        .into_iter()
        .for_each(|note| listener(Heard::Note(note)));
}

/// Tells the columns of a file, and names those that nobody reads.
pub(crate) fn introduce(table: &formats::table::Table, listener: Listener<'_>) {
    listener(Heard::Columns(table.header()));
    let unused = table.unused();
    if !unused.is_empty() {
        listener(Heard::Note(format!(
            "Not read, for no column here has that name: {}.",
            unused.join(", ")
        )));
    }
}

/// Counts things in words: "1 entry", "2 entries".
pub(crate) fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}
