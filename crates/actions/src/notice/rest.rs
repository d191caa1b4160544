//! Reads the budget of attention from the dated values, and says on which days people rest.
//!
//! Owns the word `Rests`. It never sends anything.

use std::collections::HashMap;

use domain::{
    Date, Minutes,
    booking::release::Holiday,
    notice::budget::Budget,
    partnership::{ProviderId, Urn},
    policy::{Policies, Season, Value, names},
    programme::{HalfTerm, lies_between},
};
use store::Tx;

use crate::{ActionError, Platform};

/// Reads the values of a day.
#[must_use]
pub fn budget(policies: &Policies, day: Date) -> Budget {
    let value = |name| policies.on(name, None, day).map(|term| &term.row.value);
    let time = |name, otherwise| match value(name) {
        Some(Value::Minutes(time)) => *time,
        _ => otherwise,
    };
    let count = |name, otherwise| match value(name) {
        Some(Value::Count(count)) => usize::try_from(*count).unwrap_or(otherwise),
        _ => otherwise,
    };
    Budget {
        opens: time(names::MAIL_OPENS, Minutes::ZERO),
        closes: time(names::MAIL_CLOSES, Minutes::hours(24)),
        apart: match value(names::ROUTINE_APART) {
            Some(Value::Days(days)) => *days,
            _ => 1,
        },
        most: count(names::MAILS_A_YEAR, usize::MAX),
        held_back: count(names::MAILS_HELD_BACK, 0),
    }
}

/// On which days nothing is mailed that can wait.
///
/// # Rule
/// A day between dated half terms of a provider's programme is a holiday of those who mentor with it;
/// so are the days around the turn of the year, those outside the teaching year, and the days on which
/// one's own school says that it is closed.
#[derive(Debug, Clone, Default)]
pub struct Rests {
    half_terms: HashMap<ProviderId, Vec<HalfTerm>>,
    closed: HashMap<Urn, Vec<Holiday>>,
    winter: Option<Season>,
    teaching: Option<Season>,
}

impl Rests {
    /// Gathers the calendars of all providers.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn gather(
        platform: &Platform,
        tx: &mut Tx,
        policies: &Policies,
    ) -> Result<Rests, ActionError> {
        let season = |name| {
            let term = policies.on(name, None, platform.today())?;
            match &term.row.value {
                Value::Season(season) => Some(*season),
                _ => None,
            }
        };
        let mut half_terms = HashMap::new();
        for provider in store::partnership::providers(tx).await? {
            let versions = store::programme::versions(tx, provider.id).await?;
            let dated = versions.into_iter().flat_map(|version| version.half_terms);
            half_terms.insert(provider.id, dated.collect());
        }
        let mut closed: HashMap<Urn, Vec<Holiday>> = HashMap::new();
        for (school, holiday) in store::booking::school::all_closed(tx, platform.today()).await? {
            closed.entry(school).or_default().push(holiday);
        }
        Ok(Rests {
            half_terms,
            closed,
            winter: season(names::WINTER_REST),
            teaching: season(names::TRAINING_SEASON),
        })
    }

    /// Says whether somebody who has to do with these providers, at these schools, rests on a day.
    #[must_use]
    pub fn rests(&self, with: &[ProviderId], at: &[Urn], day: Date) -> bool {
        let is_winter = self.winter.is_some_and(|season| season.contains(day));
        let is_summer = self.teaching.is_some_and(|season| !season.contains(day));
        let mut holidays = at.iter().filter_map(|one| self.closed.get(one)).flatten();
        let is_closed = holidays.any(|one| one.from <= day && day <= one.until);
        is_winter || is_summer || is_closed || self.is_between(with, day)
    }

    /// Whether a day lies after one dated half term and before another, and in none.
    fn is_between(&self, with: &[ProviderId], day: Date) -> bool {
        let known = with.iter().filter_map(|one| self.half_terms.get(one));
        lies_between(known.flatten(), day)
    }
}
