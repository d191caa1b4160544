//! Reckons whom a rule touches, and how: every standing once with the rule and once without it.
//!
//! Owns the words `Effect` and `Difference`. It never works a figure out itself: `domain::standing` does.

use std::sync::Arc;

use domain::{
    Date, Minutes, Timestamp,
    partnership::{Provider, Urn},
    person::Person,
    policy::Policies,
    programme::{Track, Versions},
    standing::Standing,
};
use store::Tx;

use crate::{
    ActionError,
    standing::{Mentor, Rulebook, gather},
};

/// Whom a rule touches on a day.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The day on which every standing was reckoned.
    pub on: Date,
    /// The providers whose mentors were reckoned, by name.
    pub providers: Vec<Touched>,
}

impl Effect {
    /// How many mentors were reckoned.
    #[must_use]
    pub fn mentors(&self) -> usize {
        self.providers.iter().map(|touched| touched.mentors).sum()
    }

    /// How many of them it touches.
    #[must_use]
    pub fn touched(&self) -> usize {
        self.providers
            .iter()
            .map(|touched| touched.people.len())
            .sum()
    }
}

/// Whom a rule touches at one provider.
#[derive(Debug, Clone)]
pub struct Touched {
    /// The provider.
    pub provider: Provider,
    /// How many mentors were reckoned.
    pub mentors: usize,
    /// Those whose figures differ, by name.
    pub people: Vec<Difference>,
}

/// One mentor's figures without the rule and with it.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Who.
    pub person: Person,
    /// Their school of the day.
    pub school: Option<Urn>,
    /// Without it.
    pub before: Figures,
    /// With it.
    pub after: Figures,
}

/// The figures that a rule can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// The track.
    pub track: Track,
    /// What is required; nothing where the provider judges.
    pub required: Option<Minutes>,
    /// What remains.
    pub remaining: Option<Minutes>,
    /// Whole hours that can be claimed.
    pub claimable_hours: i32,
}

impl Figures {
    fn of(standing: &Standing) -> Figures {
        Figures {
            track: standing.track,
            required: standing.required,
            remaining: standing.remaining,
            claimable_hours: standing.claimable_hours,
        }
    }
}

/// Reckons everybody's figures on a day, as far as they are known before an instant, by two sets of
/// rules, and keeps who differs.
pub(super) async fn effect(
    tx: &mut Tx,
    providers: Vec<Provider>,
    before: &Arc<Policies>,
    after: &Arc<Policies>,
    (on, known_before): (Date, Timestamp),
) -> Result<Effect, ActionError> {
    let mut touched = Vec::with_capacity(providers.len());
    for provider in providers {
        let versions = store::programme::versions(tx, provider.id).await?;
        let versions = Versions::new(versions.into_iter().map(Arc::new).collect());
        let book = |policies: &Arc<Policies>| Rulebook {
            policies: policies.clone(),
            versions: versions.clone(),
        };
        let mentors = gather(tx, &provider, known_before, on).await?.mentors;
        if mentors.is_empty() {
            continue;
        }
        let people = differences(&mentors, &provider, &book(before), &book(after), on);
        touched.push(Touched {
            provider,
            mentors: mentors.len(),
            people,
        });
    }
    touched.sort_by(|one, other| one.provider.name.cmp(&other.provider.name));
    Ok(Effect {
        on,
        providers: touched,
    })
}

/// Reckons on as many cores as there are.
fn differences(
    mentors: &[Mentor],
    provider: &Provider,
    before: &Rulebook,
    after: &Rulebook,
    on: Date,
) -> Vec<Difference> {
    let difference = |mentor: &Mentor| {
        let figures = |rules| Figures::of(&mentor.reckon(provider, rules, on));
        let (before, after) = (figures(before), figures(after));
        (before != after).then(|| Difference {
            person: mentor.person.clone(),
            school: mentor.school,
            before,
            after,
        })
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = mentors.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> = mentors
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().filter_map(difference).collect()))
            .collect();
        let found = shares.into_iter().map(|share| share.join());
        found
            .flat_map(|share: Result<Vec<Difference>, _>| {
                share.expect("reckoning has no way to fail")
            })
            .collect()
    })
}
