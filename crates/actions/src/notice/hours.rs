//! Says when mail may go to one person: by what they chose, with whom they train, and where they work.
//!
//! Owns the word `Hours`. It never sends anything.

use domain::{
    Date, Timestamp,
    notice::budget::{Budget, Choices, opens},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use store::Tx;

use super::rest::{Rests, budget};
use crate::{ActionError, Platform};

/// The budget of a day, and the calendars of all.
pub(super) struct Hours {
    pub(super) budget: Budget,
    rests: Rests,
}

/// What one person chose, and whose holidays are theirs.
pub(super) struct Whose<'a> {
    pub(super) choices: Choices,
    hours: &'a Hours,
    with: Vec<ProviderId>,
    at: Vec<Urn>,
}

impl Hours {
    /// Gathers what holds for everybody today.
    pub(super) async fn gather(platform: &Platform, tx: &mut Tx) -> Result<Hours, ActionError> {
        let policies = platform.policies(tx).await?;
        Ok(Hours {
            budget: budget(&policies, platform.today()),
            rests: Rests::gather(platform, tx, &policies).await?,
        })
    }

    /// Gathers what holds for one person.
    pub(super) async fn of(
        &self,
        platform: &Platform,
        tx: &mut Tx,
        person: PersonId,
    ) -> Result<Whose<'_>, ActionError> {
        let choices = store::notice::choice::choices(tx, person).await?;
        let held = store::person::memberships_of(tx, person).await?;
        Ok(Whose {
            choices: choices.unwrap_or_default(),
            hours: self,
            with: store::person::providers(tx, person).await?,
            at: held
                .iter()
                .filter(|held| held.membership.holds_on(platform.today()))
                .filter_map(|held| held.membership.school)
                .collect(),
        })
    }
}

impl Whose<'_> {
    /// Whether they rest on a day.
    pub(super) fn rests(&self, day: Date) -> bool {
        self.hours.rests.rests(&self.with, &self.at, day)
    }

    /// From when on mail that is not essential may go to them.
    pub(super) fn open_from(&self, now: Timestamp) -> Timestamp {
        let rests = |day| self.rests(day);
        opens(&self.hours.budget, &self.choices, &rests, now)
    }
}
