//! Takes a piece in row by row, by what is known of everybody and kept up to date on the way.
//!
//! Owns the words `ByRow` and `RowTaker`. It never decides about a row: whoever takes it does.

use std::collections::BTreeSet;

use domain::person::PersonId;
use formats::table::{Row, RowProblem};
use store::Tx;

use super::{
    Fate, many,
    pieces::{Given, Taken, Taker},
};
use crate::ActionError;

/// Whoever takes rows in, with what they must know of everything that was there before.
pub(crate) trait RowTaker {
    /// Reads anew what was there before: another deed came between.
    async fn read(&mut self, tx: &mut Tx) -> Result<(), ActionError>;

    /// Takes one row in.
    async fn take(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        notes: &mut Vec<String>,
    ) -> Result<Fate, ActionError>;

    /// Whom the rows changed that were taken in since the last of them were told.
    fn concerned(&mut self) -> &mut BTreeSet<PersonId>;

    /// A row that is not whole, as it may be told and kept.
    fn blanked(&self, problem: RowProblem) -> RowProblem {
        problem
    }

    /// A refused row as it may be told and kept.
    fn pared(&self, problem: RowProblem) -> RowProblem {
        problem
    }
}

/// Takes rows in one by one.
pub(crate) struct ByRow<T> {
    taker: T,
    dry_run: bool,
    /// How often anything was changed as of which everything is known; nothing before the first piece.
    known: Option<i64>,
}

impl<T> ByRow<T> {
    /// Begins with nothing known.
    pub fn new(taker: T, dry_run: bool) -> ByRow<T> {
        ByRow {
            taker,
            dry_run,
            known: None,
        }
    }
}

impl<T: RowTaker> Taker for ByRow<T> {
    type Piece = Vec<Given>;

    const ROWS: usize = 250;

    fn read(&self, rows: Vec<Given>) -> Vec<Given> {
        rows
    }

    async fn take(&mut self, tx: &mut Tx, rows: &Vec<Given>) -> Result<Taken, ActionError> {
        if !self.dry_run {
            // First of all: whoever else takes in people waits until this piece is kept.
            store::audit::hold(tx, "person").await?;
        }
        let now = store::audit::changes(tx).await?;
        let fresh = |known: i64| known == now || self.dry_run;
        if !self.known.take().is_some_and(fresh) {
            self.taker.read(tx).await?;
        }
        self.taker.concerned().clear();
        let mut fates = Vec::with_capacity(rows.len());
        let mut notes = Vec::new();
        let mut kept = 0;
        for row in rows {
            let fate = match row {
                Err(problem) => Fate::Refused(self.taker.blanked(problem.clone())),
                Ok(row) => self.taker.take(tx, row, &mut notes).await?,
            };
            kept += usize::from(matches!(fate, Fate::New | Fate::Changed));
            fates.push(match fate {
                Fate::Refused(problem) => Fate::Refused(self.taker.pared(problem)),
                fate => fate,
            });
        }
        self.known = Some(now);
        if kept > 0 && !self.dry_run {
            // For everybody: a mentor may be listed by a provider that holds entries of theirs.
            let people: Vec<PersonId> = self.taker.concerned().iter().copied().collect();
            store::audit::touch(tx, None, &people).await?;
            self.known = Some(store::audit::changes(tx).await?);
        }
        Ok(Taken {
            fates,
            notes,
            told: (kept > 0).then(|| format!("{} new or changed", many(kept, "row", "rows"))),
        })
    }

    fn forget(&mut self) {
        self.known = None;
    }
}
