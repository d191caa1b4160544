//! Tells what a guest opened, and when: to themself and to the office alike.
//!
//! Owns the words `Log` and `Line`. It reads what was noted before each record was shown.

use domain::{
    access::{Actor, Deed, Object},
    audit::reading::Reading,
    calendar::uk_day,
    partnership::Provider,
    person::PersonId,
};
use formats::spreadsheet::{Cell, List};
use uuid::Uuid;

use super::{guest_of, name};
use crate::{
    ActionError, Platform,
    audit::names,
    export::{Ending, Export, export},
    partnership::holder,
};

/// Lines of a page and of a file at most.
const MOST: i64 = 200;
const IN_A_FILE: i64 = 100_000;

/// What a guest opened with a provider, last to first.
#[derive(Debug, Clone)]
pub struct Log {
    /// The provider.
    pub provider: Provider,
    /// Whose log it is.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// A line for a record and a day.
    pub lines: Vec<Line>,
    /// Whether there are more lines than are shown.
    pub more: bool,
}

/// One record that was opened on a day.
#[derive(Debug, Clone)]
pub struct Line {
    /// What, when and how often.
    pub reading: Reading,
    /// Whom the record is about.
    pub about: String,
}

/// Tells what a guest opened: one's own log, or that of a guest of the provider.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider or guest, or the store fails.
pub async fn log(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    guest: Option<Uuid>,
) -> Result<Log, ActionError> {
    found(platform, actor, provider, guest, MOST).await
}

async fn found(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    guest: Option<Uuid>,
    most: i64,
) -> Result<Log, ActionError> {
    platform.keep_readings().await?;
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    let person = match guest {
        None => {
            let object = Object {
                person: Some(actor.person),
                provider: Some(provider.id),
                ..Object::default()
            };
            let theirs = store::access::guest::of_person(&mut tx, actor.person).await?;
            // Whose last day has passed may still read what they opened themselves.
            if !theirs.iter().any(|one| one.provider == provider.id) {
                actor.may(Deed::ReadGuests, object)?;
            }
            actor.person
        }
        Some(id) => {
            let object = Object {
                provider: Some(provider.id),
                ..Object::default()
            };
            actor.may(Deed::ReadGuests, object)?;
            guest_of(&mut tx, &provider, id).await?.person
        }
    };
    let mut readings =
        store::audit::readings_by_with(&mut tx, person, provider.id, most + 1).await?;
    let shown = usize::try_from(most).unwrap_or(usize::MAX);
    let more = readings.len() > shown;
    readings.truncate(shown);
    let people = readings.iter().filter_map(|reading| reading.about);
    let names = names(&mut tx, people.chain([person])).await?;
    let lines = readings.into_iter().map(|reading| Line {
        about: match reading.about {
            Some(about) => name(&names, about),
            None => "Nobody by name".to_owned(),
        },
        reading,
    });
    Ok(Log {
        name: name(&names, person),
        lines: lines.collect(),
        provider,
        person,
        more,
    })
}

/// Hands out the same as a file.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider or guest, or the store fails.
pub async fn log_as_file(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    guest: Option<Uuid>,
    ending: Ending,
) -> Result<Export, ActionError> {
    let log = found(platform, actor, provider, guest, IN_A_FILE).await?;
    let columns = ["day", "record", "of", "number", "times", "last_at"];
    let rows = log.lines.iter().map(|line| {
        let reading = &line.reading;
        vec![
            Cell::text(reading.on.to_string()),
            Cell::text(reading.kind.code()),
            Cell::text(&line.about),
            Cell::text(reading.record.to_string()),
            Cell::text(reading.readings.to_string()),
            Cell::text(reading.last_at.to_string()),
        ]
    });
    let list = List {
        title: "Opened".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    let words = format!("opened by {} {}", log.name, log.provider.code);
    export(&list, &words, uk_day(platform.now()), ending)
}
