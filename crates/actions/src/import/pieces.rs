//! Takes the rows of a file in piece by piece, each in one transaction with one note.
//!
//! Owns the word `Pieces`. It never decides about a row: whoever takes it does.

use domain::{
    access::{Actor, Deed},
    partnership::ProviderId,
};
use formats::table::{Row, RowProblem, Table};
use store::Tx;

use super::{Fate, Heard, Listener, Report, Run, many, settle};
use crate::{ActionError, Platform};

/// Rows that are kept in one transaction.
const PIECE: usize = 250;

/// Whoever takes rows in, with what they must know of everything that was there before.
pub(crate) trait Taker {
    /// Reads anew what was there before: another deed came between.
    async fn read(&mut self, tx: &mut Tx) -> Result<(), ActionError>;

    /// Takes one row in.
    async fn take(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        notes: &mut Vec<String>,
    ) -> Result<Fate, ActionError>;

    /// A row that is not whole, as it may be told and kept.
    fn blanked(&self, problem: RowProblem) -> RowProblem {
        problem
    }

    /// A refused row as it may be told and kept.
    fn pared(&self, problem: RowProblem) -> RowProblem {
        problem
    }
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
    /// The revision as of which everything is known; nothing before the first piece.
    known: Option<i64>,
}

impl<'a> Pieces<'a> {
    /// Begins with nothing known.
    pub fn new(
        platform: &'a Platform,
        actor: &'a Actor,
        (provider, deed): (ProviderId, Deed),
        name: String,
        dry_run: bool,
    ) -> Pieces<'a> {
        Pieces {
            platform,
            actor,
            provider,
            deed,
            name,
            dry_run,
            known: None,
        }
    }

    /// Takes every row of a table in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_in(
        mut self,
        table: &Table,
        taker: &mut impl Taker,
        run: &Run,
        listener: Listener<'_>,
    ) -> Result<Report, ActionError> {
        let mut rows = table.rows();
        let mut report = Report::default();
        let mut ear = run.ear(listener);
        loop {
            let piece: Vec<_> = rows.by_ref().take(PIECE).collect();
            if piece.is_empty() {
                break;
            }
            let (fates, notes) = self.piece(&piece, taker).await?;
            settle(fates, notes, &mut report, &mut ear);
            ear(Heard::Progress(report.rows, table.records()));
        }
        Ok(report)
    }

    async fn piece(
        &mut self,
        rows: &[Result<Row, RowProblem>],
        taker: &mut impl Taker,
    ) -> Result<(Vec<Fate>, Vec<String>), ActionError> {
        for _ in 0..4 {
            match self.once(rows, taker).await {
                Err(error) if error.asks_again() => self.known = None,
                done => return done,
            }
        }
        self.once(rows, taker).await
    }

    async fn once(
        &mut self,
        rows: &[Result<Row, RowProblem>],
        taker: &mut impl Taker,
    ) -> Result<(Vec<Fate>, Vec<String>), ActionError> {
        let mut tx = self.platform.store.write().await?;
        if !self.dry_run {
            // For everybody: a mentor may be listed by a provider that holds entries of theirs.
            // First of all: whoever else takes in people waits until this piece is kept.
            store::audit::count_up(&mut tx, "person", None).await?;
        }
        let revision = store::audit::revision(&mut tx, self.provider).await?;
        let fresh = |known: i64| known + 1 == revision || self.dry_run;
        if !self.known.take().is_some_and(fresh) {
            taker.read(&mut tx).await?;
        }
        let mut fates = Vec::with_capacity(rows.len());
        let mut notes = Vec::new();
        let mut kept = 0;
        for row in rows {
            let fate = match row {
                Err(problem) => Fate::Refused(taker.blanked(problem.clone())),
                Ok(row) => taker.take(&mut tx, row, &mut notes).await?,
            };
            kept += usize::from(matches!(fate, Fate::New | Fate::Changed));
            fates.push(match fate {
                Fate::Refused(problem) => Fate::Refused(taker.pared(problem)),
                fate => fate,
            });
        }
        if self.dry_run || kept == 0 {
            self.known = Some(revision - 1);
            return Ok((fates, notes));
        }
        let told = format!("{} new or changed", many(kept, "row", "rows"));
        let provider = Some(self.provider);
        self.platform
            .note(&mut tx, self.actor, self.deed, provider, &self.name, told)
            .await?;
        tx.commit().await?;
        self.known = Some(revision);
        Ok((fates, notes))
    }
}
