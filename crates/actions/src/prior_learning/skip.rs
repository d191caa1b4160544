//! Shows a mentor what they may skip, what is optional, and what recognising costs their school.
//!
//! Owns the word `MaySkip`. It never recommends anything.

use domain::{
    Minutes, Pence,
    access::{Actor, Deed},
    partnership::{FundingArea, Provider},
    person::PersonId,
    policy::{Value, names},
    prior_learning::{Skip, skip as weigh},
    programme::Track,
};
use store::Tx;

use super::{Ground, audit, ground};
use crate::{ActionError, Platform};

/// What may be skipped with one provider, and what to know before training there.
#[derive(Debug, Clone)]
pub struct MaySkip {
    /// The provider.
    pub provider: Provider,
    /// What is left today; nothing where the provider alone judges what is enough.
    pub remaining: Option<Minutes>,
    /// The two sides.
    pub skip: Skip,
    /// The most that can be claimed this year, in whole hours; nothing where nothing limits it.
    pub cap: Option<i32>,
    /// Whether training here now might stop funded training as an ECT mentor with the same provider
    /// later; with the source of that rule, which is provisional.
    pub blocks_ect: Option<String>,
}

/// Shows somebody what they may skip, by provider.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn may_skip(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<MaySkip>, ActionError> {
    audit::ask_leave(actor, Deed::ReadPriorLearning, person)?;
    let brought = super::brought(platform, actor, person).await?;
    let mut tx = platform.store.read().await?;
    let mut all = Vec::with_capacity(brought.plans.len());
    for plan in brought.plans {
        let ground = ground(platform, &mut tx, plan.provider.id, person).await?;
        let cap = cap(platform, &ground);
        let rate = rate(platform, &mut tx, &ground).await?;
        all.push(MaySkip {
            remaining: ground.standing.remaining,
            skip: weigh(&ground.standing, cap, rate, plan.hoped()),
            blocks_ect: blocks_ect(platform, &ground),
            provider: plan.provider,
            cap,
        });
    }
    Ok(all)
}

fn cap(platform: &Platform, ground: &Ground) -> Option<i32> {
    let name = match ground.standing.track {
        Track::Initial => names::INITIAL_CLAIMABLE,
        Track::Refresher => names::REFRESHER_CLAIMABLE,
    };
    let term = ground.rules.policies.on(name, None, platform.today());
    match term.map(|term| &term.row.value) {
        Some(Value::None) => None,
        Some(value) => Some(value.minutes().unwrap_or_default().whole_hours()),
        None => Some(0),
    }
}

/// The grant for an hour at the mentor's first school.
async fn rate(
    platform: &Platform,
    tx: &mut Tx,
    ground: &Ground,
) -> Result<Option<Pence>, ActionError> {
    let Some(school) = ground.schools.first() else {
        return Ok(None);
    };
    let school = store::partnership::school(tx, *school).await?;
    let area = school.map(|school| school.funding_area).unwrap_or_default();
    let mut areas = FundingArea::ALL.into_iter();
    let Some((_, code)) = areas.find(|(known, _)| *known == area) else {
        return Ok(None);
    };
    let name = format!("{}{code}", names::RATE);
    let term = ground.rules.policies.on(&name, None, platform.today());
    Ok(match term.map(|term| &term.row.value) {
        Some(Value::Pence(pence)) => Some(*pence),
        _ => None,
    })
}

/// The source of the rule by which a first training here could stop a later one as an ECT mentor.
fn blocks_ect(platform: &Platform, ground: &Ground) -> Option<String> {
    let (done, today) = (ground.standing.done, platform.today());
    let is_first = done == Minutes::ZERO && ground.standing.remaining != Some(Minutes::ZERO);
    let term = ground.rules.policies.on(names::ECT_BLOCKED, None, today);
    let row = term.filter(|_| is_first).map(|term| term.row)?;
    matches!(row.value, Value::Allowed(true)).then(|| row.source.clone())
}
