//! Fills a database with the two partnerships.
//!
//! Owns the order of what is kept. It never touches what was there before.

use domain::{
    Date, Timestamp,
    access::Deed,
    audit::Note,
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use jiff::civil::date;
use store::{Store, StoreError, Tx};

use crate::{
    booking,
    chance::Chance,
    feedback, guest,
    ledger::{self, Books, completions, noon},
    notice,
    partnership::{
        Home, Providers, SCHOOLS, TRUST, beside, districts, links, provider_id, records,
    },
    person::{Names, Someone, mentors, staff},
    placement::{self, learners},
    prior_learning, traps,
};

/// The day on which the schools were taken in, and the day after the people.
const SCHOOLS_ON: Date = date(2024, 9, 2);
const PEOPLE_ON: Date = date(2024, 9, 3);

/// The day on which the placements were last taken in.
const STUDENTS_ON: Date = date(2025, 9, 12);

/// Adds schools, people and a year and a half of entries, and tells of each step in a line.
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
) -> Result<Filled, StoreError> {
    let mut chance = Chance::new(seed);
    let mut tx = store.write().await?;
    let providers = Providers {
        york: find(&mut tx, Home::York).await?,
        liverpool: find(&mut tx, Home::Liverpool).await?,
        third: provider_id(traps::THIRD_PROVIDER),
    };
    keep_beside(&mut tx).await?;
    keep_schools(&mut tx, &mut chance).await?;
    tx.commit().await?;
    tell(&format!(
        "{} schools in {}",
        SCHOOLS.len(),
        districts().join(", ")
    ));

    let mut names = Names::new(&mut chance);
    let (staff, others) = staff(providers, &mut names, &mut chance);
    let mentors = mentors(providers, &mut names, &mut chance);
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

    let learners = learners(providers, &mentors, &staff, &mut names, &mut chance);
    let many = learners.len();
    let mut tx = store.write().await?;
    let at = noon(STUDENTS_ON);
    let placements = placement::keep(&mut tx, learners, providers, &staff, &mut chance, at).await?;
    guest::keep(&mut tx, providers, staff.officer(Home::York)).await?;
    tx.commit().await?;
    tell(&format!(
        "{many} student teachers in {placements} placements, from September 2024 to July 2026"
    ));

    let mut tx = store.write().await?;
    let (sessions, bookings) = booking::keep(&mut tx, providers, &mentors, &staff).await?;
    tx.commit().await?;
    tell(&format!(
        "{sessions} sessions from September 2025 to March 2026, with {bookings} bookings"
    ));

    let filled = Filled {
        officer: staff.officer(Home::York),
        completions: completions(&mentors),
    };
    let mut books = Books::of(&mentors, providers, &staff, &mut chance);
    for home in Home::ALL {
        let mut tx = store.write().await?;
        ledger::keep_answers(&mut tx, &mut books, &mentors, home).await?;
        let entries = ledger::keep(&mut tx, &mut books, home).await?;
        tx.commit().await?;
        tell(&format!(
            "{entries} entries in the book of {}, from May 2024 to November 2025",
            home.code()
        ));
    }
    let mut tx = store.write().await?;
    notice::keep(&mut tx, providers.liverpool).await?;
    let host = staff.lead_mentor_of(Home::York, Urn(900_001));
    let host = host.unwrap_or(staff.officer(Home::York));
    feedback::keep(&mut tx, providers.york, host).await?;
    let clerk = staff.officer(Home::Liverpool);
    prior_learning::keep(&mut tx, (providers.liverpool, providers.york), clerk).await?;
    tx.commit().await?;
    Ok(filled)
}

/// What a filled database leaves to be done by the real deeds.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The partnership officer of York.
    pub officer: PersonId,
    /// A file of completed self-study in York, in which four rows fit nobody.
    pub completions: String,
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

/// Keeps the providers beside the two partnerships.
async fn keep_beside(tx: &mut Tx) -> Result<(), StoreError> {
    for record in beside() {
        store::partnership::keep_provider(tx, provider_id(&record.code), &record).await?;
    }
    store::partnership::set_colour(tx, provider_id(traps::THIRD_PROVIDER), "#5a2a82").await
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
        session: None,
    }
}
