//! Takes in a file that came over the web: looks at it first, then takes it in or drops it.
//!
//! Owns the way from bytes to an import. It never keeps a file longer than somebody looks at it.

use std::borrow::Cow;

use domain::{
    access::{Actor, Object},
    audit::import::{Kind, Refusal, State},
    partnership::Provider,
};
use formats::table::{Laid, RowProblem, Table};
use store::audit::import::{self, Import};
use uuid::Uuid;

use super::{
    Heard, Listener, Manner, Report, Under,
    past::{find, readable},
    run::{counts, json, kept, texts},
};
use crate::{
    ActionError, Platform,
    access::attempt::{Costly, count_costly},
    partnership::holder,
    platform::deed,
};

/// The kinds of files that an office brings, in the order in which a page offers them.
pub const KINDS: [Kind; 4] = [
    Kind::Attendance,
    Kind::People,
    Kind::Trainees,
    Kind::Placements,
];

/// Says whether the actor may bring files of a kind for a provider, and which provider it is.
pub(super) async fn allowed(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    kind: Kind,
) -> Result<Provider, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    actor.may(kind.deed(), object(&provider))?;
    match KINDS.contains(&kind) {
        true => Ok(provider),
        false => Err(Refusal::NotByFile.into()),
    }
}

fn object(provider: &Provider) -> Object {
    Object {
        provider: Some(provider.id),
        ..Object::default()
    }
}

/// Everything that an import says, kept.
#[derive(Default)]
pub(super) struct Heeded {
    pub columns: Vec<String>,
    pub notes: Vec<String>,
    pub refused: Vec<RowProblem>,
    pub told: Vec<String>,
}

impl Heeded {
    /// Listens.
    pub fn ear(&mut self) -> impl FnMut(Heard<'_>) + Send {
        |heard| match heard {
            Heard::Columns(names) => self.columns = names.to_vec(),
            Heard::Note(note) => self.notes.push(note),
            Heard::Refused(problem) => self.refused.push(problem.clone()),
            Heard::Changes(told) => self.told = told.to_vec(),
            Heard::Progress(..) => {}
        }
    }
}

/// Runs the import of a kind.
pub(super) async fn bring(
    platform: &Platform,
    actor: &Actor,
    kind: Kind,
    provider: &str,
    file: &Laid,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    let path = file.path();
    match kind {
        Kind::People => {
            crate::person::import_people(platform, actor, path, provider, manner, listener).await
        }
        Kind::Attendance => {
            crate::ledger::import_attendance(platform, actor, path, provider, manner, listener)
                .await
        }
        Kind::Trainees => {
            crate::placement::import_trainees(platform, actor, path, provider, manner, listener)
                .await
        }
        Kind::Placements => {
            crate::placement::import_placements(platform, actor, path, provider, manner, listener)
                .await
        }
        Kind::Schools | Kind::Providers | Kind::Programme => Err(Refusal::NotByFile.into()),
    }
}

/// Lays bytes down as a file.
pub(super) fn laid(name: &str, bytes: &[u8]) -> Result<Laid, ActionError> {
    Laid::down(name, bytes).map_err(|_| {
        ActionError::Unreadable(
            "The file could not be laid down on this machine's disk, which may be full. Tell whoever runs Alongside."
                .to_owned(),
        )
    })
}

/// How the name of a table of text may end.
const ENDINGS: [&str; 3] = ["csv", "tsv", "txt"];

/// Compares the ending of a file's name with what the file is to be; what is in it is read afterwards.
fn fits_its_name(name: &str) -> Result<(), ActionError> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    if ending
        .as_deref()
        .is_some_and(|ending| ENDINGS.contains(&ending))
    {
        return Ok(());
    }
    let words = "The name of this file does not end in .csv. Open it where it was made, save it as \
                 CSV, and choose the file that comes of that.";
    Err(ActionError::Unreadable(words.to_owned()))
}

/// Tries a file and keeps nothing but what it would do, until somebody takes it in or drops it.
/// Says the number under which it waits.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is not such a file, nobody has the code, or the store fails.
pub async fn preview(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    kind: Kind,
    (name, bytes): (&str, &[u8]),
) -> Result<Uuid, ActionError> {
    let whose = allowed(platform, actor, provider, kind).await?;
    count_costly(platform, actor, Costly::Upload).await?;
    super::let_go(platform).await?;
    let file = laid(name, bytes)?;
    let manner = Manner {
        dry_run: true,
        under: Under::Itself,
    };
    let mut heeded = Heeded::default();
    let report = bring(
        platform,
        actor,
        kind,
        provider,
        &file,
        manner,
        &mut heeded.ear(),
    )
    .await?;
    fits_its_name(name)?;
    let id = platform.number();
    let run = Import {
        id,
        provider: Some(whose.id),
        kind,
        file_name: crate::partnership::file_name(file.path()),
        file_hash: Table::hash(bytes),
        columns: json(&heeded.columns),
        state: State::Previewed,
        received_at: platform.now(),
        received_by: actor.person,
        counts: counts(&report),
        notes: json(&heeded.notes),
        finished_at: None,
        undone_at: None,
        undone_by: None,
        reason: None,
    };
    let (rows, told) = (kept(id, &heeded.refused), json(&heeded.told));
    let waits = waiting(kind, &file, bytes)?;
    deed!(platform, |tx| {
        import::add(tx, &run).await?;
        import::keep_preview(tx, id, &waits, &told).await?;
        import::add_rows(tx, &rows).await?;
    })?;
    Ok(id)
}

/// What is kept of a file while it waits: of trainees only the columns that are read.
fn waiting<'a>(kind: Kind, file: &Laid, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, ActionError> {
    if kind != Kind::Trainees {
        return Ok(Cow::Borrowed(bytes));
    }
    let Some(trainees) = formats::register::read(file.path())? else {
        return Ok(Cow::Borrowed(bytes));
    };
    let pared = trainees.pared_down().map_err(|_| {
        ActionError::Unreadable("This file could not be laid aside. Try it once more.".to_owned())
    })?;
    Ok(Cow::Owned(pared))
}

/// The first of what a file that is looked at would change, in words.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such import with this provider, or the store fails.
pub async fn would_change(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    id: Uuid,
) -> Result<Vec<String>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = readable(&mut tx, actor, provider).await?;
    let run = find(&mut tx, &provider, id).await?;
    let waits = import::preview(&mut tx, run.id).await?;
    Ok(waits.map(|(_, told)| texts(&told)).unwrap_or_default())
}

/// Takes in a file that somebody looked at.
///
/// # Refuses
/// When this is not the actor's to do, or it was taken in or dropped meanwhile.
/// # Errors
/// When there is no such import with this provider, or the store fails.
pub async fn take_in(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    id: Uuid,
) -> Result<(), ActionError> {
    let (run, bytes) = {
        let mut tx = platform.store.read().await?;
        let provider = readable(&mut tx, actor, provider).await?;
        let run = find(&mut tx, &provider, id).await?;
        actor.may(run.kind.deed(), object(&provider))?;
        let waits = import::preview(&mut tx, id).await?;
        let (bytes, _) = waits.ok_or(Refusal::NotLookedAt)?;
        (run, bytes)
    };
    let file = laid(&run.file_name, &bytes)?;
    let manner = Manner {
        dry_run: false,
        under: Under::Preview(id),
    };
    let mut deaf = |_: Heard<'_>| {};
    bring(
        platform, actor, run.kind, provider, &file, manner, &mut deaf,
    )
    .await
    .map(|_| ())
}

/// Drops a file that somebody looked at and does not want.
///
/// # Refuses
/// When this is not the actor's to do, or it was taken in or dropped meanwhile.
/// # Errors
/// When there is no such import with this provider, or the store fails.
pub async fn drop_preview(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    id: Uuid,
) -> Result<(), ActionError> {
    deed!(platform, |tx| {
        let provider = readable(tx, actor, provider).await?;
        let run = find(tx, &provider, id).await?;
        actor.may(run.kind.deed(), object(&provider))?;
        if !import::change_state(tx, id, State::Previewed, State::Dropped).await? {
            return Err(Refusal::NotLookedAt.into());
        }
        import::clear_rows(tx, id).await?;
        let (subject, told) = (id.to_string(), "looked at and dropped");
        let deed = run.kind.deed();
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_whose_name_says_that_it_is_something_else_is_sent_back_kindly() {
        for name in ["people.csv", "PEOPLE.CSV", "a.b.tsv", "list.txt"] {
            assert!(fits_its_name(name).is_ok(), "{name}");
        }
        for name in ["people.xlsx", "people", "people.csv.exe", "", ".", "csv"] {
            let told = fits_its_name(name).expect_err(name).to_string();
            assert!(told.contains("save it as CSV"), "{name}: {told}");
        }
    }
}
