//! Keeps the taking in of a version as an import, with what it changed in words.
//!
//! Owns the form in which a programme's changes are kept. It never undoes one.

use std::path::Path;

use domain::{
    access::Actor,
    audit::import::{Counts, Kind, State},
    partnership::ProviderId,
    programme::Programme,
};
use formats::table::Table;
use store::{
    Tx,
    audit::import::{self, Change, Import},
};
use uuid::Uuid;

use super::{Outcome, Taken};
use crate::{
    ActionError, Platform,
    import::{json, many},
    partnership::file_name,
};

/// The table in which versions stand.
pub(crate) const VERSION: &str = "programme_version";

/// Mentors who are told of by name.
const NAMED: usize = 100;

/// Keeps a version that was taken in as an import: how its components came, each difference, and
/// whose figures moved.
pub(super) async fn keep(
    platform: &Platform,
    actor: &Actor,
    tx: &mut Tx,
    (provider, version): (ProviderId, Uuid),
    (name, text): (&str, &str),
    (before, taken): (Option<&Programme>, &Taken),
) -> Result<(), ActionError> {
    let now = platform.now();
    let run = Import {
        id: platform.number(),
        provider: Some(provider),
        kind: Kind::Programme,
        file_name: file_name(Path::new(name)),
        file_hash: Table::hash(text.as_bytes()),
        columns: json(&[]),
        state: State::TakenIn,
        received_at: now,
        received_by: actor.person,
        counts: counts(before, &taken.programme),
        notes: json(&notes(taken)),
        finished_at: None,
        undone_at: None,
        undone_by: None,
        reason: None,
    };
    let changes: Vec<Change> = (1..)
        .zip(told(taken))
        .map(|(number, sentence)| Change {
            number,
            capability: VERSION.to_owned(),
            subject: version,
            before: None,
            after: Some(sentence),
        })
        .collect();
    import::add(tx, &run).await?;
    import::add_changes(tx, run.id, &changes).await?;
    let (columns, notes) = (&run.columns, &run.notes);
    Ok(import::finish(tx, run.id, now, columns, run.counts, notes).await?)
}

/// Its components: new, changed, and as they were.
fn counts(before: Option<&Programme>, now: &Programme) -> Counts {
    let known = before.map_or(&[][..], |before| &before.components);
    let mut counts = Counts::default();
    for part in &now.components {
        counts.rows += 1;
        match known.iter().find(|known| known.code == part.code) {
            None => counts.new += 1,
            Some(known) if known == part => counts.unchanged += 1,
            Some(_) => counts.changed += 1,
        }
    }
    counts
}

fn told(taken: &Taken) -> Vec<String> {
    let programme = &taken.programme;
    if taken.outcome != Outcome::New {
        return taken.difference.clone();
    }
    let components = many(programme.components.len(), "component", "components");
    vec![format!(
        "“{}”, version {}: new, with {components}",
        programme.title, programme.code
    )]
}

/// Whose figures moved, the first by name.
fn notes(taken: &Taken) -> Vec<String> {
    let affected = &taken.affected;
    let mut notes: Vec<String> = affected
        .iter()
        .take(NAMED)
        .map(|one| format!("{}: {}", one.name, one.told))
        .collect();
    if affected.len() > NAMED {
        let more = many(affected.len() - NAMED, "mentor", "mentors");
        notes.push(format!("The figures of {more} more change."));
    }
    notes
}
