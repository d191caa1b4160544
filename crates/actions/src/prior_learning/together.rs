//! Gathers what every provider of a mentor still asks, and finds the least that meets all of them.
//!
//! Owns the words `OnePlan`, `Line` and `Serves`. It never changes anything.

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    partnership::Provider,
    person::{PersonId, Role},
    prior_learning::{self, Rule, Side},
    programme::Mode,
    standing::Standing,
};

use super::{ground, held};
use crate::{ActionError, Platform};

/// One plan for all the providers of a mentor.
#[derive(Debug, Clone)]
pub struct OnePlan {
    /// Each provider with what it still asks; nothing where it alone judges what is sufficient.
    pub providers: Vec<(Provider, Option<Minutes>)>,
    /// What to do, provider by provider.
    pub lines: Vec<Line>,
    /// What there is to do in all.
    pub total: Minutes,
    /// How much less that is than each plan by itself.
    pub saved: Minutes,
    /// What is asked for and no component on offer can fill.
    pub missing: Minutes,
    /// Whether nothing less would do.
    pub exact: bool,
}

/// One thing to do.
#[derive(Debug, Clone)]
pub struct Line {
    /// With whom.
    pub provider: Provider,
    /// The code of the component.
    pub code: String,
    /// The title of the component.
    pub title: String,
    /// Whether a place is booked for it.
    pub is_booked: bool,
    /// For how long.
    pub minutes: Minutes,
    /// Which rule of that provider it meets.
    pub rule: Rule,
    /// What it stands for with others.
    pub serves: Vec<Serves>,
}

/// That something stands for minutes with another provider as well.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Serves {
    pub provider: Provider,
    pub component: String,
    pub minutes: Minutes,
}

/// Finds the least further training that meets every provider with whom somebody is a mentor.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn one_plan(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<OnePlan, ActionError> {
    let object = Object {
        person: Some(person),
        ..Object::default()
    };
    actor.may(Deed::ReadPriorLearning, object)?;
    let today = platform.today();
    let mut tx = platform.store.read().await?;
    let held = store::person::memberships_of(&mut tx, person).await?;
    let mut with: Vec<_> = held
        .iter()
        .map(|held| &held.membership)
        .filter(|held| held.role == Role::GeneralMentor && held.holds_on(today))
        .map(|held| held.provider)
        .collect();
    with.sort_unstable();
    with.dedup();
    let mut known = Vec::with_capacity(with.len());
    for provider in with {
        let ground = ground(platform, &mut tx, provider, person).await?;
        let agreed = held::agreed(&mut tx, &ground.provider, &ground.rules).await?;
        known.push((ground, agreed));
    }
    known.sort_by(|one, other| one.0.provider.name.cmp(&other.0.provider.name));
    let sides: Vec<Side> = known
        .iter()
        .map(|(ground, agreed)| Side {
            name: &ground.provider.name,
            code: &ground.provider.code,
            standing: &ground.standing,
            subject: ground.subject.as_deref(),
            school_phase: ground.school_phase,
            agreed,
        })
        .collect();
    let found = prior_learning::together(&sides, today);
    let provider = |side: usize| known[side].0.provider.clone();
    let saved = found.saved();
    let lines = found.pieces.into_iter().map(|piece| Line {
        is_booked: is_booked(&known[piece.side].0.standing, &piece.code),
        provider: provider(piece.side),
        code: piece.code,
        title: piece.title,
        minutes: piece.minutes,
        rule: piece.rule,
        serves: piece
            .stands_for
            .into_iter()
            .map(|stands| Serves {
                provider: provider(stands.side),
                component: stands.component,
                minutes: stands.minutes,
            })
            .collect(),
    });
    Ok(OnePlan {
        lines: lines.collect(),
        providers: known
            .iter()
            .map(|(ground, _)| (ground.provider.clone(), ground.standing.remaining))
            .collect(),
        total: found.total,
        saved,
        missing: found.missing,
        exact: found.exact,
    })
}

/// Whether a component is held on days for which a place is booked.
fn is_booked(standing: &Standing, code: &str) -> bool {
    let programme = standing.programme.as_deref();
    let mut parts = programme.iter().flat_map(|programme| &programme.components);
    parts.any(|part| part.code == code && matches!(part.mode, Mode::Live | Mode::Conference))
}
