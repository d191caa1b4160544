//! Takes the rows of a file in piece by piece, each in one transaction with one note.
//!
//! Owns the words `Pieces` and `Taker`. It never decides about a row: whoever takes it does.

use domain::{
    access::{Actor, Deed},
    partnership::ProviderId,
};
use formats::table::{Row, RowProblem, Table};
use store::Tx;

use super::{Fate, Heard, Listener, Report, Run, settle};
use crate::{ActionError, Platform};

/// A row of a file, or what keeps it from being one.
pub(crate) type Given = Result<Row, RowProblem>;

/// What became of a piece.
pub(crate) struct Taken {
    /// What became of each row.
    pub fates: Vec<Fate>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What the audit note says; nothing where the piece changes nothing.
    pub told: Option<String>,
}

/// Whoever takes pieces in.
pub(crate) trait Taker {
    /// A piece as it was read.
    type Piece;

    /// Rows that are kept in one transaction.
    const ROWS: usize;

    /// Reads a piece before its transaction begins.
    fn read(&self, rows: Vec<Given>) -> Self::Piece;

    /// Takes a piece in. A deed that came between may have it taken in again from the start.
    async fn take(&mut self, tx: &mut Tx, piece: &Self::Piece) -> Result<Taken, ActionError>;

    /// Forgets what it knows of earlier pieces: the transaction that told it came to nothing.
    fn forget(&mut self);
}

/// How a file is taken in.
pub(crate) struct Pieces<'a> {
    pub platform: &'a Platform,
    pub actor: &'a Actor,
    pub provider: ProviderId,
    pub deed: Deed,
    /// The name of the file.
    pub name: String,
    pub dry_run: bool,
}

impl Pieces<'_> {
    /// Takes every row of a table in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_in(
        &self,
        table: &Table,
        taker: &mut impl Taker,
        run: &Run,
        listener: Listener<'_>,
    ) -> Result<Report, ActionError> {
        let mut report = Report::default();
        let mut ear = run.ear(listener);
        let mut rows = table.rows();
        loop {
            let rows: Vec<Given> = rows.by_ref().take(size_of_piece(taker)).collect();
            if rows.is_empty() {
                return Ok(report);
            }
            let taken = self.piece(&taker.read(rows), taker).await?;
            settle(taken.fates, taken.notes, &mut report, &mut ear);
            ear(Heard::Progress(report.rows, table.records()));
        }
    }

    async fn piece<T: Taker>(&self, piece: &T::Piece, taker: &mut T) -> Result<Taken, ActionError> {
        let mut tries = 0;
        loop {
            let mut tx = self.platform.store.write().await?;
            let done = self.once(&mut tx, piece, taker).await;
            let changes = done.as_ref().map_or(true, |taken| taken.told.is_some());
            if self.dry_run || !changes {
                return done;
            }
            if let Some(done) = self.platform.settle(tx, done, &mut tries).await {
                return done;
            }
            taker.forget();
        }
    }

    async fn once<T: Taker>(
        &self,
        tx: &mut Tx,
        piece: &T::Piece,
        taker: &mut T,
    ) -> Result<Taken, ActionError> {
        let taken = taker.take(tx, piece).await?;
        if let Some(told) = taken.told.as_ref().filter(|_| !self.dry_run) {
            let (deed, provider) = (self.deed, Some(self.provider));
            self.platform
                .note(tx, self.actor, deed, provider, &self.name, told)
                .await?;
        }
        Ok(taken)
    }
}

fn size_of_piece<T: Taker>(_: &T) -> usize {
    T::ROWS
}
