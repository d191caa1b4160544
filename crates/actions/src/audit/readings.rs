//! Notes who opened a record of somebody else's, so that it costs next to nothing.
//!
//! Owns the word `Readings`. It never notes what somebody reads of their own.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::{
    access::Actor,
    audit::reading::{Kind, Reading},
    partnership::ProviderId,
    person::PersonId,
};
use uuid::Uuid;

use crate::{ActionError, Platform, platform::deed};

/// Readings that wait in memory at most before they are kept.
const MOST_WAITING: i64 = 200;

/// Readers and records that are remembered at most.
const MOST_KNOWN: usize = 20_000;

type Key = (PersonId, Kind, Uuid, ProviderId);

/// What was opened today: that it was opened is kept at once, how often again waits in memory.
///
/// # Rule
/// The first time on a day that somebody opens a record is kept before it is shown. Each further
/// time that day is counted in memory, and kept with the others when enough wait or when somebody
/// asks who has looked. A program that is killed loses a count, never who, what and on which day.
#[derive(Debug, Default)]
pub(crate) struct Readings(Mutex<HashMap<Key, Reading>>);

impl Readings {
    /// Counts a reading, and takes out what is to be kept now.
    fn count(&self, key: Key, reading: Reading) -> Vec<Reading> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let today = reading.on;
        match known.get_mut(&key).filter(|known| known.on == today) {
            Some(waits) => {
                waits.readings += 1;
                waits.last_at = reading.last_at;
                let waiting: i64 = match waits.readings < MOST_WAITING / 10 {
                    true => 0,
                    false => known.values().map(|one| one.readings).sum(),
                };
                match waiting >= MOST_WAITING {
                    true => taken(&mut known),
                    false => Vec::new(),
                }
            }
            None => {
                let mut keep = match known.len() >= MOST_KNOWN {
                    true => {
                        let all = taken(&mut known);
                        known.clear();
                        all
                    }
                    false => Vec::new(),
                };
                let waits = Reading {
                    readings: 0,
                    ..reading.clone()
                };
                let before = known.insert(key, waits);
                keep.extend(before.filter(|before| before.readings > 0));
                keep.push(reading);
                keep
            }
        }
    }

    /// Forgets that a record was opened today, because it could not be kept.
    fn forget(&self, key: &Key) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(key);
    }

    fn waiting(&self) -> Vec<Reading> {
        taken(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Takes out what waits, and leaves who opened what today.
fn taken(known: &mut HashMap<Key, Reading>) -> Vec<Reading> {
    let waits = known.values_mut().filter(|one| one.readings > 0);
    waits
        .map(|one| {
            let waiting = one.clone();
            one.readings = 0;
            waiting
        })
        .collect()
}

impl Platform {
    /// Notes that somebody opens a record of somebody else's, before it is shown.
    pub(crate) async fn opened(
        &self,
        actor: &Actor,
        provider: ProviderId,
        (kind, record): (Kind, Uuid),
        about: PersonId,
    ) -> Result<(), ActionError> {
        if actor.person == about {
            return Ok(());
        }
        let key = (actor.person, kind, record, provider);
        let reading = Reading {
            provider,
            reader: actor.person,
            kind,
            record,
            about: Some(about),
            on: self.today(),
            readings: 1,
            last_at: self.now(),
        };
        let keep = self.readings.count(key, reading);
        let done = keep_all(self, &keep).await;
        if done.is_err() {
            self.readings.forget(&key);
        }
        done
    }

    /// Keeps what waits in memory, before somebody asks who has looked.
    pub(crate) async fn keep_readings(&self) -> Result<(), ActionError> {
        keep_all(self, &self.readings.waiting()).await
    }
}

async fn keep_all(platform: &Platform, readings: &[Reading]) -> Result<(), ActionError> {
    if readings.is_empty() {
        return Ok(());
    }
    deed!(platform, |tx| {
        for reading in readings {
            store::audit::keep_reading(tx, reading).await?;
        }
    })
}
