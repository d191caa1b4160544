//! Keeps the standings of everybody of a provider, and reckons again only those whom something new concerns.
//!
//! Owns the word `Standings`. It never answers with anything but what a fresh reckoning would say.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    Date,
    calendar::after_uk_day,
    partnership::{Provider, Urn},
    person::PersonId,
};
use store::{
    Tx,
    audit::{Pulse, Stamp, concerned, stamp},
    partnership::Brief,
};

use super::{
    Mentor, Row, Rulebook,
    gather::{gather, gather_some},
    kept::Asked,
};
use crate::{ActionError, Platform};

/// Where all mentors of a provider stand, by name.
#[derive(Debug, Clone)]
pub struct Standings {
    /// The provider.
    pub provider: Provider,
    /// The day on which they stand so.
    pub day: Date,
    /// One row a mentor.
    pub rows: Vec<Arc<Row>>,
    /// Where each mentor's row is.
    places: HashMap<PersonId, usize>,
    /// The schools where anybody works with the provider, by number.
    pub schools: Arc<HashMap<Urn, Brief>>,
}

impl Standings {
    pub(super) fn new(
        provider: Provider,
        day: Date,
        rows: Vec<Arc<Row>>,
        schools: Arc<HashMap<Urn, Brief>>,
    ) -> Standings {
        let place = |(at, row): (usize, &Arc<Row>)| (row.person.id, at);
        Standings {
            places: rows.iter().enumerate().map(place).collect(),
            provider,
            day,
            rows,
            schools,
        }
    }

    /// The row of one mentor.
    #[must_use]
    pub fn of(&self, person: PersonId) -> Option<&Row> {
        let place = *self.places.get(&person)?;
        self.rows.get(place).map(Arc::as_ref)
    }

    /// What a school is called, if the register says.
    #[must_use]
    pub fn school_name(&self, school: Option<Urn>) -> Option<&str> {
        self.schools.get(&school?)?.name.as_deref()
    }
}

/// People who are reckoned one by one at most: past it, everybody is.
const FEW: usize = 200;

/// Reckons where everybody of a provider stands on a day, as known by the end of another, or now.
///
/// Memory answers while nothing has changed. Where only entries and touches came since, the people
/// whom they name are reckoned again and put in their places.
pub(crate) async fn whole(
    platform: &Platform,
    provider: &Provider,
    day: Date,
    known_on: Option<Date>,
) -> Result<Arc<Standings>, ActionError> {
    let asked = Asked {
        provider: provider.id,
        day,
        known_before: known_on.map_or_else(|| platform.known_before(), after_uk_day),
    };
    let mut tx = platform.store.read().await?;
    let mut now = stamp(&mut tx, provider.id).await?;
    let mut kept = platform.kept.standings(&asked);
    if kept.as_ref().is_some_and(|(then, _)| is_before(&now, then)) {
        // Somebody reckoned with what was kept after this transaction began to look.
        drop(tx);
        tx = platform.store.read().await?;
        now = stamp(&mut tx, provider.id).await?;
        kept = platform.kept.standings(&asked);
    }
    let made = match kept {
        Some((then, kept)) if then == now => return Ok(kept),
        Some((then, kept)) if follows(&now, &then) => {
            let most = i64::try_from(FEW).unwrap_or(i64::MAX);
            let people = concerned(&mut tx, provider.id, &then, most).await?;
            if people.len() > FEW {
                fresh(platform, &mut tx, provider, &asked).await?
            } else {
                spliced(platform, &mut tx, &asked, &kept, &people).await?
            }
        }
        _ => fresh(platform, &mut tx, provider, &asked).await?,
    };
    let made = Arc::new(made);
    platform.kept.keep(asked, now, made.clone());
    Ok(made)
}

/// Reckons where everybody of a provider stands today; whoever calls it has asked leave.
pub(crate) async fn everybody_of(
    platform: &Platform,
    provider: &Provider,
) -> Result<Arc<Standings>, ActionError> {
    whole(platform, provider, platform.today(), None).await
}

/// A provider's list of today, remembered for as long as nothing changes anywhere.
pub(crate) async fn now(
    platform: &Platform,
    provider: &Provider,
    pulse: Pulse,
    day: Date,
) -> Result<Arc<Standings>, ActionError> {
    let lists = &platform.kept.lists;
    if let Some(known) = lists.recall(&(pulse, day), &provider.id) {
        return Ok(known);
    }
    let list = whole(platform, provider, day, None).await?;
    lists.keep((pulse, day), provider.id, list.clone());
    Ok(list)
}

/// A provider's list of today, if memory holds one that is right or can be put right in a moment.
pub(super) async fn at_hand(
    platform: &Platform,
    provider: &Provider,
    pulse: Pulse,
    day: Date,
) -> Result<Option<Arc<Standings>>, ActionError> {
    let lists = &platform.kept.lists;
    if let Some(known) = lists.recall(&(pulse, day), &provider.id) {
        return Ok(Some(known));
    }
    let asked = Asked {
        provider: provider.id,
        day,
        known_before: platform.known_before(),
    };
    let Some((then, _)) = platform.kept.standings(&asked) else {
        return Ok(None);
    };
    let come = {
        let mut tx = platform.store.glance().await?;
        stamp(&mut tx, provider.id).await?
    };
    if !follows(&come, &then) {
        return Ok(None);
    }
    now(platform, provider, pulse, day).await.map(Some)
}

/// Says whether everything came before, with nothing the other way round.
fn is_before(now: &Stamp, then: &Stamp) -> bool {
    now != then
        && now.revision <= then.revision
        && now.touched <= then.touched
        && now.touched_by_all <= then.touched_by_all
        && now.head.entries <= then.head.entries
}

/// Says whether nothing but entries and touches came since.
fn follows(now: &Stamp, then: &Stamp) -> bool {
    now.revision == then.revision
        && now.touched >= then.touched
        && now.touched_by_all >= then.touched_by_all
        && (now.head.entries > then.head.entries || now.head == then.head)
}

async fn fresh(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    asked: &Asked,
) -> Result<Standings, ActionError> {
    let rules = platform.rules(tx, provider).await?;
    let gathered = gather(tx, provider, asked.known_before, asked.day).await?;
    Ok(Standings::new(
        provider.clone(),
        asked.day,
        reckon_all(gathered.mentors, provider, &rules, asked.day),
        Arc::new(gathered.schools),
    ))
}

async fn spliced(
    platform: &Platform,
    tx: &mut Tx,
    asked: &Asked,
    kept: &Standings,
    people: &[PersonId],
) -> Result<Standings, ActionError> {
    let provider = &kept.provider;
    let rules = platform.rules(tx, provider).await?;
    let mut schools = kept.schools.clone();
    let mentors = gather_some(
        tx,
        provider,
        people,
        asked.known_before,
        asked.day,
        &mut schools,
    )
    .await?;
    let again: HashSet<PersonId> = people.iter().copied().collect();
    let mut rows: Vec<Arc<Row>> = Vec::with_capacity(kept.rows.len() + mentors.len());
    rows.extend(
        kept.rows
            .iter()
            .filter(|row| !again.contains(&row.person.id))
            .cloned(),
    );
    for mentor in mentors {
        let row = reckon(mentor, provider, &rules, asked.day);
        let at = rows.partition_point(|other| other.by_name() < row.by_name());
        rows.insert(at, row);
    }
    Ok(Standings::new(provider.clone(), asked.day, rows, schools))
}

fn reckon(mentor: Mentor, provider: &Provider, rules: &Rulebook, day: Date) -> Arc<Row> {
    let standing = mentor.reckon(provider, rules, day);
    Arc::new(Row::new(mentor, standing))
}

/// Reckons everybody, on as many cores as there are.
fn reckon_all(
    mut mentors: Vec<Mentor>,
    provider: &Provider,
    rules: &Rulebook,
    day: Date,
) -> Vec<Arc<Row>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = mentors.len().div_ceil(cores).max(1);
    let mut shares = Vec::new();
    while !mentors.is_empty() {
        let rest = mentors.split_off(share.min(mentors.len()));
        shares.push(std::mem::replace(&mut mentors, rest));
    }
    std::thread::scope(|scope| {
        let shares: Vec<_> = shares
            .into_iter()
            .map(|share| {
                let one = move |mentor| reckon(mentor, provider, rules, day);
                scope.spawn(move || share.into_iter().map(one).collect::<Vec<_>>())
            })
            .collect();
        let reckoned = shares.into_iter().map(|share| share.join());
        reckoned
            .flat_map(|share| share.expect("reckoning has no way to fail"))
            .collect()
    })
}
