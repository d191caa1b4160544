//! Lists where every mentor of a provider stands.
//!
//! Owns the deed `ReadStandings`. It never counts what it leaves out.

use std::sync::Arc;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    calendar::after_uk_day,
    partnership::{Provider, Urn},
    person::{Person, Trn},
    standing::Standing,
};

use super::{Mentor, Rulebook, gather::gather, kept::Basis};
use crate::{ActionError, Platform, partnership::holder};

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The provider's code.
    pub provider: String,
    /// The day on which things stand; today if not said.
    pub as_of: Option<Date>,
    /// The day by whose end the ledger was known; now if not said.
    pub known_on: Option<Date>,
    /// Only mentors who work at this school on the day.
    pub school: Option<Urn>,
    /// Only the mentor with this number.
    pub mentor: Option<Trn>,
}

/// Where one mentor stands.
#[derive(Debug, Clone)]
pub struct Row {
    /// Who.
    pub person: Person,
    /// The school of the day.
    pub school: Option<Urn>,
    /// Every school of the day.
    pub schools: Vec<Urn>,
    /// Where they stand.
    pub standing: Standing,
}

/// Where all mentors of a provider stand, by name.
#[derive(Debug, Clone)]
pub struct Standings {
    /// The provider.
    pub provider: Provider,
    /// One row a mentor.
    pub rows: Vec<Row>,
}

/// Lists the standings that a question asks for, by family name.
///
/// # Rule
/// General mentors with a membership or an entry in the academic year of the day.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn list(
    platform: &Platform,
    actor: &Actor,
    question: &Question,
) -> Result<Arc<Standings>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, &question.provider).await?;
    actor.may(
        Deed::ReadStandings,
        Object {
            provider: Some(provider.id),
            school: question.school,
            person: None,
        },
    )?;
    let day = question.as_of.unwrap_or_else(|| platform.today());
    let known_before = question.known_on.map(after_uk_day);
    let basis = Basis {
        provider: provider.id,
        revision: store::audit::revision(&mut tx, provider.id).await?,
        head: store::ledger::book(&mut tx, provider.id).await?,
        day,
        known_before,
    };
    let all = match platform.kept.standings(&basis) {
        Some(kept) => kept,
        None => {
            let rules = platform.rules(&mut tx, &provider).await?;
            let known_before = known_before.unwrap_or(domain::Timestamp::MAX);
            let mentors = gather(&mut tx, &provider, known_before, day).await?;
            let rows = reckon_all(mentors, &provider, &rules, day);
            let made = Arc::new(Standings { provider, rows });
            platform.kept.keep(basis, made.clone());
            made
        }
    };
    if question.school.is_none() && question.mentor.is_none() {
        return Ok(all);
    }
    let wanted = |row: &&Row| {
        question.school.is_none_or(|urn| row.schools.contains(&urn))
            && question
                .mentor
                .is_none_or(|trn| row.person.trn == Some(trn))
    };
    Ok(Arc::new(Standings {
        provider: all.provider.clone(),
        rows: all.rows.iter().filter(wanted).cloned().collect(),
    }))
}

/// Reckons everybody, on as many cores as there are.
fn reckon_all(mentors: Vec<Mentor>, provider: &Provider, rules: &Rulebook, day: Date) -> Vec<Row> {
    let reckon = |mentor: &Mentor| Row {
        standing: mentor.reckon(provider, rules, day),
        person: mentor.person.clone(),
        school: mentor.school,
        schools: mentor.schools.clone(),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = mentors.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> = mentors
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().map(reckon).collect::<Vec<Row>>()))
            .collect();
        let reckoned = shares.into_iter().map(|share| share.join());
        reckoned
            .flat_map(|share| share.expect("reckoning has no way to fail"))
            .collect()
    })
}
