//! Fills a database with the two partnerships.
//!
//! Owns the order of what is kept. It never touches what was there before.

use domain::{
    Date, Timestamp, access::Deed, audit::Note, partnership::ProviderId, person::PersonId,
};
use jiff::civil::date;
use store::{Store, StoreError, Tx};

use crate::{
    chance::Chance,
    ledger::{self, Books, noon},
    partnership::{Home, Providers, SCHOOLS, TRUST, links, records, towns},
    person::{Someone, mentors, staff},
};

/// The day on which the schools were taken in, and the day after the people.
const SCHOOLS_ON: Date = date(2024, 9, 2);
const PEOPLE_ON: Date = date(2024, 9, 3);

/// Adds schools, people and a year and a quarter of entries, and tells of each step in a line.
///
/// The providers Y75 and L51 are there already: their programmes were taken in. The same seed
/// gives the same world to the letter. A database is filled once.
///
/// # Errors
/// When a provider is missing, the database was filled before, or the engine fails. What was
/// kept by then stays.
pub async fn fill(
    store: &Store,
    seed: u64,
    tell: &mut (dyn FnMut(&str) + Send),
) -> Result<(), StoreError> {
    let mut chance = Chance::new(seed);
    let mut tx = store.write().await?;
    let providers = Providers {
        york: find(&mut tx, Home::York).await?,
        liverpool: find(&mut tx, Home::Liverpool).await?,
    };
    keep_schools(&mut tx, &mut chance).await?;
    tx.commit().await?;
    tell(&format!(
        "{} schools in {}",
        SCHOOLS.len(),
        towns().join(", ")
    ));

    let (staff, others) = staff(providers, &mut chance);
    let mentors = mentors(providers, &mut chance);
    let beside = others.len();
    let people: Vec<Someone> = others
        .into_iter()
        .chain(mentors.iter().map(|mentor| mentor.someone.clone()))
        .collect();
    let mut tx = store.write().await?;
    keep_people(&mut tx, people, providers, &mut chance).await?;
    tx.commit().await?;
    tell(&format!(
        "{} general mentors, and {beside} others who train, lead and look after them",
        mentors.len()
    ));

    let mut books = Books::of(&mentors, providers, &staff, &mut chance);
    for home in Home::ALL {
        let mut tx = store.write().await?;
        let entries = ledger::keep(&mut tx, &mut books, home).await?;
        tx.commit().await?;
        tell(&format!(
            "{entries} entries in the book of {}, from September 2024 to November 2025",
            home.code()
        ));
    }
    Ok(())
}

async fn find(tx: &mut Tx, home: Home) -> Result<ProviderId, StoreError> {
    let provider = store::partnership::provider(tx, home.code()).await?;
    provider
        .map(|provider| provider.id)
        .ok_or_else(|| StoreError::Impossible {
            table: "partnership_provider",
            column: "code",
            id: format!("{}, which is missing", home.code()),
        })
}

async fn keep_schools(tx: &mut Tx, chance: &mut Chance) -> Result<(), StoreError> {
    let trusts = [(TRUST.0.to_owned(), TRUST.1.to_owned())];
    store::partnership::keep_trusts(tx, &trusts).await?;
    let changed = store::partnership::keep_schools(tx, &records()).await?;
    let linked = store::partnership::keep_links(tx, &links()).await?;
    store::audit::count_up(tx, "partnership", None).await?;
    for (subject, told) in [
        ("schools.csv", format!("{changed} new or changed")),
        ("links", format!("{linked} new links")),
    ] {
        let note = note(
            chance,
            noon(SCHOOLS_ON),
            Deed::ImportSchools,
            None,
            subject,
            told,
        );
        store::audit::note(tx, &note).await?;
    }
    Ok(())
}

async fn keep_people(
    tx: &mut Tx,
    people: Vec<Someone>,
    providers: Providers,
    chance: &mut Chance,
) -> Result<(), StoreError> {
    for home in Home::ALL {
        let provider = providers.id(home);
        let rows: usize = people.iter().map(|one| one.rows_with(provider)).sum();
        store::audit::count_up(tx, "person", Some(provider)).await?;
        let note = note(
            chance,
            noon(PEOPLE_ON),
            Deed::ImportPeople,
            Some(provider),
            "people.csv",
            format!("{rows} rows new or changed"),
        );
        store::audit::note(tx, &note).await?;
    }
    for someone in people {
        someone.keep(tx).await?;
    }
    Ok(())
}

fn note(
    chance: &mut Chance,
    noted_at: Timestamp,
    deed: Deed,
    provider: Option<ProviderId>,
    subject: &str,
    told: String,
) -> Note {
    Note {
        id: chance.number(noted_at),
        noted_at,
        done_by: PersonId::OPERATOR,
        deed,
        provider,
        subject: subject.to_owned(),
        told,
    }
}
