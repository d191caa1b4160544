//! Tells what changes on a day, and for whom, because of rules that begin or end on it.
//!
//! Owns the words `Changes` and `Turn`. It never mixes in what a mentor did on the day.

use std::sync::Arc;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::Provider,
    policy::{Row, Series},
};

use super::{
    Titled,
    effect::{Effect, effect},
    rules::{Chooser, chooser},
};
use crate::{ActionError, Platform};

/// What changes on a day.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The day.
    pub on: Date,
    /// Every day on which any rule that the reader may know of changes, in order.
    pub days: Vec<Date>,
    /// The rules that turn on the day, in the order of the rules page.
    pub turns: Vec<Turn>,
    /// Whom that touches, among the providers whose mentors the reader may see.
    pub effect: Effect,
}

/// One rule that turns from one value to another.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The rule.
    pub titled: Arc<Titled>,
    /// Whose choice it is; nothing for everybody's.
    pub chooser: Option<Chooser>,
    /// What held until then.
    pub before: Option<Arc<Row>>,
    /// What holds from then.
    pub after: Option<Arc<Row>>,
}

/// Tells what changes on a day, today if none is said, for one provider's mentors or for those of all.
///
/// # Rule
/// Every standing is reckoned on the day twice: by the rules as they are, and by the rules as if
/// nothing had begun or ended on the day, so that the effect of the rules alone shows.
///
/// # Refuses
/// When the actor may not see whom rules touch at any provider.
/// # Errors
/// When the store fails.
pub async fn changes(
    platform: &Platform,
    actor: &Actor,
    on: Option<Date>,
    provider: Option<&str>,
) -> Result<Changes, ActionError> {
    let mut tx = platform.store.read().await?;
    let all = store::partnership::providers(&mut tx).await?;
    let wanted = |known: &&Provider| provider.is_none_or(|code| known.code == code);
    let wanted: Vec<Provider> = all.iter().filter(wanted).cloned().collect();
    let seen = whose_mentors_are_seen(actor, &wanted)?;
    let after = platform.policies_seen_by(&mut tx, actor, &all).await?;
    let on = on.unwrap_or_else(|| platform.today());
    let before = Arc::new(after.as_if_nothing_changed(on));
    let mut turns: Vec<(usize, Turn)> = Vec::new();
    for series in after.all() {
        turns.extend(turn(platform, series, on, &all));
    }
    turns.sort_by(|one, other| (one.0, &one.1.chooser).cmp(&(other.0, &other.1.chooser)));
    Ok(Changes {
        on,
        days: after.days_of_change(),
        effect: effect(
            &mut tx,
            seen,
            &before,
            &after,
            (on, platform.known_before()),
        )
        .await?,
        turns: turns.into_iter().map(|(_, turn)| turn).collect(),
    })
}

/// The providers whose mentors an actor may see when rules are previewed.
pub(super) fn whose_mentors_are_seen(
    actor: &Actor,
    all: &[Provider],
) -> Result<Vec<Provider>, ActionError> {
    let may = |provider: &Provider| {
        actor.may(
            Deed::PreviewPolicy,
            Object {
                provider: Some(provider.id),
                ..Object::default()
            },
        )
    };
    let seen: Vec<Provider> = all
        .iter()
        .filter(|provider| may(provider).is_ok())
        .cloned()
        .collect();
    if seen.is_empty() {
        actor.may(Deed::PreviewPolicy, Object::default())?;
    }
    Ok(seen)
}

fn turn(
    platform: &Platform,
    series: &Series,
    on: Date,
    providers: &[Provider],
) -> Option<(usize, Turn)> {
    if !series.changes().any(|day| day == on) {
        return None;
    }
    let first = series.rows().first()?;
    let held = |day: Date| series.on(day).map(|term| term.row.clone());
    let mut titled = platform.shipped.titled.iter();
    let at = titled.position(|titled| titled.name == first.of)?;
    Some((
        at,
        Turn {
            titled: platform.shipped.titled[at].clone(),
            chooser: first
                .provider
                .as_deref()
                .map(|code| chooser(providers, code)),
            before: on.yesterday().ok().and_then(held),
            after: held(on),
        },
    ))
}
