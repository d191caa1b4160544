//! Keeps an import as a run while it goes: what it changes, what it refuses, what it came to.
//!
//! Owns the words `Run` and `Under`. It never decides about a row.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use domain::{
    access::Actor,
    audit::import::{Counts, Kind, Refusal, RowState, State},
    ledger::EntryId,
    partnership::ProviderId,
};
use formats::table::{RowProblem, Table};
use store::{
    Tx,
    audit::import::{self, Change, Import, Row},
};
use uuid::Uuid;

use super::{Heard, Listener, Manner, Report};
use crate::{ActionError, Platform, platform::deed};

/// As whose part an import runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Under {
    /// It is a run of its own.
    #[default]
    Itself,
    /// Somebody looked at its preview and said yes.
    Preview(Uuid),
    /// It is one mended row of an import that was taken in.
    Row(Uuid, u64),
}

/// Refused rows that are kept, to be settled one by one; the file itself has the rest.
const KEPT_ROWS: usize = 2_000;
/// Sentences that are kept.
const KEPT_NOTES: usize = 200;
/// Changes that a preview tells in words.
const TOLD: usize = 30;

/// An import on its way. In a dry run it keeps nothing but words.
pub(crate) struct Run {
    id: Uuid,
    manner: Manner,
    next: AtomicI64,
    heard: Mutex<Collected>,
}

/// What was heard on the way.
#[derive(Default)]
struct Collected {
    columns: Vec<String>,
    notes: Vec<String>,
    refused: Vec<RowProblem>,
    told: Vec<String>,
}

impl Run {
    /// Begins a run.
    ///
    /// # Errors
    /// When somebody else took in or dropped the preview meanwhile, or the store fails.
    pub async fn begin(
        platform: &Platform,
        actor: &Actor,
        kind: Kind,
        provider: Option<ProviderId>,
        (name, table): (&str, &Table),
        manner: Manner,
    ) -> Result<Run, ActionError> {
        let id = match manner.under {
            Under::Itself => platform.number(),
            Under::Preview(id) | Under::Row(id, _) => id,
        };
        let first = match manner.under {
            Under::Itself | Under::Preview(_) => 1,
            Under::Row(_, row) => i64::try_from(row).unwrap_or_default() << 32,
        };
        let run = Run {
            id,
            manner,
            next: AtomicI64::new(first),
            heard: Mutex::default(),
        };
        if manner.dry_run || matches!(manner.under, Under::Row(..)) {
            return Ok(run);
        }
        let import = Import {
            id,
            provider,
            kind,
            file_name: name.to_owned(),
            file_hash: table.sha256().to_owned(),
            columns: json(table.header()),
            state: State::Begun,
            received_at: platform.now(),
            received_by: actor.person,
            counts: Counts::default(),
            notes: json(&[]),
            finished_at: None,
            undone_at: None,
            undone_by: None,
            reason: None,
        };
        deed!(platform, |tx| {
            if manner.under == Under::Itself {
                import::add(tx, &import).await?;
            } else if import::change_state(tx, id, State::Previewed, State::Begun).await? {
                import::clear_rows(tx, id).await?;
            } else {
                return Err(Refusal::NotLookedAt.into());
            }
        })?;
        Ok(run)
    }

    fn keeps(&self) -> bool {
        !self.manner.dry_run
    }

    /// Hears what the import says, and passes it on.
    pub fn ear<'a>(&'a self, listener: Listener<'a>) -> impl FnMut(Heard<'_>) + Send + 'a {
        move |heard| {
            self.hear(&heard);
            listener(heard);
        }
    }

    fn hear(&self, heard: &Heard<'_>) {
        let mut all = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        match heard {
            Heard::Columns(names) => all.columns = names.to_vec(),
            Heard::Note(note) if all.notes.len() < KEPT_NOTES => all.notes.push(note.clone()),
            Heard::Refused(problem) if all.refused.len() < KEPT_ROWS => {
                all.refused.push((*problem).clone());
            }
            Heard::Note(_) | Heard::Refused(_) | Heard::Progress(..) | Heard::Changes(_) => {}
        }
    }

    /// Notes a change in words, for whoever looks at a preview. A deed that is run again tells it once.
    pub fn tell(&self, sentence: impl FnOnce() -> String) {
        let mut all = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.keeps() && all.told.len() < TOLD {
            all.told.push(sentence());
        }
    }

    /// Keeps a change beside it, in its transaction: the values before and after as JSON.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn changed(
        &self,
        tx: &mut Tx,
        capability: &str,
        subject: Uuid,
        before: Option<String>,
        after: Option<String>,
    ) -> Result<(), ActionError> {
        if !self.keeps() {
            return Ok(());
        }
        let change = Change {
            number: self.next.fetch_add(1, Ordering::Relaxed),
            capability: capability.to_owned(),
            subject,
            before,
            after,
        };
        Ok(import::add_changes(tx, self.id, &[change]).await?)
    }

    /// Keeps which entries came in, in their transaction.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn entered(
        &self,
        tx: &mut Tx,
        entries: impl Iterator<Item = EntryId>,
    ) -> Result<(), ActionError> {
        if !self.keeps() {
            return Ok(());
        }
        let changes: Vec<Change> = entries
            .map(|entry| Change {
                number: self.next.fetch_add(1, Ordering::Relaxed),
                capability: "ledger_entry".to_owned(),
                subject: entry.0,
                before: None,
                after: None,
            })
            .collect();
        Ok(import::add_changes(tx, self.id, &changes).await?)
    }

    /// Ends the run: keeps what it came to, and the rows that wait to be settled.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn finish(
        self,
        platform: &Platform,
        actor: &Actor,
        report: &Report,
        listener: Listener<'_>,
    ) -> Result<(), ActionError> {
        let all = self
            .heard
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if !all.told.is_empty() {
            listener(Heard::Changes(&all.told));
        }
        if self.manner.dry_run {
            return Ok(());
        }
        let (now, id) = (platform.now(), self.id);
        if let Under::Row(_, row) = self.manner.under {
            if report.refused > 0 || report.rows == 0 {
                return Ok(());
            }
            return deed!(platform, |tx| {
                let state = RowState::TakenIn;
                if import::settle_row(tx, id, row, state, now, actor.person).await? {
                    import::count_settled(tx, id, counts(report)).await?;
                }
            });
        }
        let rows = kept(id, &all.refused);
        let (columns, notes) = (json(&all.columns), json(&all.notes));
        deed!(platform, |tx| {
            import::finish(tx, id, now, &columns, counts(report), &notes).await?;
            import::add_rows(tx, &rows).await?;
        })
    }
}

/// What a report counts, as it is remembered.
pub(super) fn counts(report: &Report) -> Counts {
    Counts {
        rows: report.rows,
        new: report.new,
        changed: report.changed,
        unchanged: report.unchanged,
        refused: report.refused,
    }
}

/// Refused rows as they are remembered; what ends a file is no row.
pub(super) fn kept(import: Uuid, refused: &[RowProblem]) -> Vec<Row> {
    let rows = refused.iter().filter(|problem| !problem.ends_file);
    rows.take(KEPT_ROWS)
        .map(|problem| Row {
            import,
            number: problem.row,
            column: problem.column.clone(),
            problem: problem.sentence.clone(),
            fields: json(&problem.fields),
            unmatched: problem.nobody,
            state: RowState::Open,
        })
        .collect()
}

/// Texts as JSON.
pub(crate) fn json(texts: &[String]) -> String {
    serde_json::to_string(texts).unwrap_or_else(|_| "[]".to_owned())
}

/// Texts from JSON that this module wrote.
pub(super) fn texts(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}
