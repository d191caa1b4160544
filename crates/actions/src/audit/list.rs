//! Lists what was done with a provider, and who opened whose record.
//!
//! Owns the words `Trails` and `Opened`. It never shows another provider's notes.

use domain::{
    Date, Timestamp,
    access::{Actor, Deed, Object, session::Device},
    audit::{Note, reading::Reading},
    calendar::after_uk_day,
    partnership::Provider,
    person::{PersonId, Trn},
};
use formats::spreadsheet::{Cell, List};
use store::{Tx, audit::Sought};

use super::named::{names, people, with_names};
use crate::{
    ActionError, Platform,
    export::{Ending, Export, export},
    partnership::holder,
};

/// What is asked of the list.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Who did it: a name or part of one.
    pub who: String,
    /// What was done.
    pub deed: Option<Deed>,
    /// On what: the number of a record.
    pub subject: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Which page, from 1.
    pub page: usize,
}

/// Notes on a page.
const SIZE: usize = 25;

/// Notes in a file at most.
const IN_A_FILE: i64 = 100_000;

/// Readings that are shown.
const OPENED: i64 = 25;

/// What was done with a provider.
#[derive(Debug, Clone)]
pub struct Trails {
    /// The provider.
    pub provider: Provider,
    /// What was asked.
    pub asked: Asked,
    /// The notes of the page, the newest first.
    pub list: Vec<Trail>,
    /// How many there are in all.
    pub count: usize,
    /// How many stand on a page.
    pub size: usize,
    /// Who opened whose record, last to first.
    pub opened: Vec<Opened>,
}

/// One note with names.
#[derive(Debug, Clone)]
pub struct Trail {
    /// The note.
    pub note: Note,
    /// Who did it.
    pub by: String,
    /// Whom it was done on, where it was a person.
    pub on: Option<String>,
    /// How much, with names of today in the place of numbers.
    pub told: String,
    /// From where, where it was done by somebody who was signed in.
    pub from: Option<Place>,
}

/// From where a deed was done, as far as its reader may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The device, in words.
    pub device: String,
    /// The network address, for whoever may also see where that person is signed in.
    pub address: Option<String>,
}

impl Place {
    fn of(device: &Device, reader: &Actor, whose: PersonId) -> Place {
        let theirs = Object {
            person: Some(whose),
            ..Object::default()
        };
        let may = reader.may(Deed::EndSession, theirs).is_ok();
        let address = Some(device.address.clone()).filter(|address| may && !address.is_empty());
        Place {
            device: device.told(),
            address,
        }
    }
}

/// A reading with names.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The reading.
    pub reading: Reading,
    /// Who read.
    pub by: String,
    /// Whom the record is about.
    pub about: String,
}

async fn found(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    asked: &Asked,
    (most, after): (i64, i64),
) -> Result<(Tx, Trails), ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadAudit, object)?;
    let mut trails = Trails {
        provider,
        asked: asked.clone(),
        list: Vec::new(),
        count: 0,
        size: SIZE,
        opened: Vec::new(),
    };
    let mut done_by = None;
    if !asked.who.trim().is_empty() {
        let wanted = domain::person::fold(&asked.who);
        let trn: Option<Trn> = asked.who.trim().parse().ok();
        let everybody = store::person::with_provider(&mut tx, trails.provider.id).await?;
        let named = everybody.into_iter().find(|person| {
            domain::person::fold(&person.name()) == wanted || (trn.is_some() && person.trn == trn)
        });
        match named {
            Some(person) => done_by = Some(person.id),
            None if wanted == "the operator" => done_by = Some(PersonId::OPERATOR),
            None => return Ok((tx, trails)),
        }
    }
    let day_before = |day: Date| day.yesterday().map_or(Timestamp::MIN, after_uk_day);
    let sought = Sought {
        provider: trails.provider.id,
        done_by,
        deed: asked.deed,
        subject: Some(asked.subject.trim().to_owned()).filter(|text| !text.is_empty()),
        since: asked.from.map_or(Timestamp::MIN, day_before),
        before: asked.until.map_or(platform.known_before(), after_uk_day),
    };
    let (notes, count) = store::audit::sought(&mut tx, &sought, most, after).await?;
    let of_notes = notes.iter().flat_map(|(note, _)| people_of(note));
    let names = names(&mut tx, of_notes).await?;
    let name = |person: &PersonId| names.get(person).cloned();
    trails.count = usize::try_from(count).unwrap_or_default();
    let trails_of = notes.into_iter().map(|(note, device)| Trail {
        from: device.map(|device| Place::of(&device, actor, note.done_by)),
        told: with_names(&note.told, &names),
        by: name(&note.done_by).unwrap_or_else(|| "Somebody".to_owned()),
        on: note
            .subject
            .parse()
            .ok()
            .map(PersonId)
            .and_then(|on| name(&on)),
        note,
    });
    trails.list = trails_of.collect();
    Ok((tx, trails))
}

fn people_of(note: &Note) -> impl Iterator<Item = PersonId> {
    let on = note.subject.parse().ok().map(PersonId);
    [note.done_by]
        .into_iter()
        .chain(on)
        .chain(people(&note.told))
}

/// Lists what was done with a provider as asked, the newest first, and who opened whose record last.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider, or the store fails.
pub async fn notes(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    asked: &Asked,
) -> Result<Trails, ActionError> {
    platform.keep_readings().await?;
    let page = asked.page.max(1);
    let after = i64::try_from((page - 1).saturating_mul(SIZE)).unwrap_or(i64::MAX);
    let size = i64::try_from(SIZE).unwrap_or(i64::MAX);
    let (mut tx, mut trails) = found(platform, actor, provider, asked, (size, after)).await?;
    let readings = store::audit::readings_with(&mut tx, trails.provider.id, OPENED).await?;
    let people = readings
        .iter()
        .flat_map(|one| [one.reader].into_iter().chain(one.about));
    let names = names(&mut tx, people).await?;
    let name = |person: Option<PersonId>| {
        let known = person.and_then(|person| names.get(&person));
        known.map_or("Somebody", |name| name).to_owned()
    };
    let opened = readings.into_iter().map(|reading| Opened {
        by: name(Some(reading.reader)),
        about: name(reading.about),
        reading,
    });
    trails.opened = opened.collect();
    Ok(trails)
}

/// Hands out all that is asked as a file.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider, or the store fails.
pub async fn notes_as_file(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    asked: &Asked,
    ending: Ending,
) -> Result<Export, ActionError> {
    let (_, trails) = found(platform, actor, provider, asked, (IN_A_FILE, 0)).await?;
    let columns = [
        "at",
        "by",
        "deed",
        "on",
        "name",
        "told",
        "session",
        "device",
        "network_address",
    ];
    let text = |text: &str| Cell::text(text);
    let rows = trails.list.iter().map(|trail| {
        let note = &trail.note;
        vec![
            text(&note.noted_at.to_string()),
            text(&trail.by),
            text(note.deed.code()),
            text(&note.subject),
            Cell::from(trail.on.clone()),
            text(&trail.told),
            Cell::from(note.session.map(|session| session.to_string())),
            Cell::from(trail.from.as_ref().map(|from| from.device.clone())),
            Cell::from(trail.from.as_ref().and_then(|from| from.address.clone())),
        ]
    });
    let list = List {
        title: "Audit".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    let words = format!("audit {}", trails.provider.code);
    export(&list, &words, platform.today(), ending)
}
