//! Gathers where a partnership stands as a whole.
//!
//! Owns the deeds `ReadReadiness` and `SetSchoolArea`. It never stores a count.

mod quality;
mod remedy;
mod successor;
mod tally;

use std::sync::Arc;

use domain::{
    Date, Minutes,
    access::{Actor, Deed, Object},
    insight::Month,
    partnership::Provider,
};
use store::{Tx, audit::Pulse};

pub use quality::{Closed, Lacking, Named, Open, Quality, Twins, Unverified, quality};
pub use remedy::{give_trn, set_area, vouch};
pub use successor::{MovedOn, move_to_successor};
pub use tally::{Component, Gap, Hosts, SchoolLine, StageLine, Tally};

use crate::{ActionError, Platform, partnership::partnerships, standing};

/// Where a partnership stands as a whole today.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The provider.
    pub provider: Provider,
    /// Today.
    pub day: Date,
    /// The month of today.
    pub month: Month,
    /// The numbers of the day.
    pub numbers: Numbers,
    /// The mentors who host this month.
    pub hosts: Hosts,
    /// The gap groups, the largest first.
    pub gaps: Vec<Gap>,
    /// The mentors who host this month, by stage.
    pub stages: Vec<StageLine>,
    /// Mentors on the initial track, by component in the order of the programme.
    pub components: Vec<Component>,
    /// Mentors on the refresher.
    pub refreshers: Tally,
    /// Schools, the most open components first.
    pub schools: Vec<SchoolLine>,
}

/// The numbers of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// General mentors with a membership or an entry this year.
    pub mentors: usize,
    /// Those who host a student teacher today.
    pub hosts_now: usize,
    /// Those of whom something is overdue.
    pub overdue: usize,
    /// Those whose record they have not confirmed, where something would be overdue.
    pub not_yet_confirmed: usize,
    /// Minutes that wait for somebody to vouch for them.
    pub waiting: Minutes,
    /// Placements of the month that are without a mentor on a day of it, from today.
    pub without_mentor: usize,
}

/// Gathers where a partnership stands as a whole today, from memory while nothing has changed.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn overview(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
) -> Result<Arc<Overview>, ActionError> {
    let day = platform.today();
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let provider = around.holder(provider)?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadReadiness, object)?;
    let overviews = &platform.kept.overviews;
    if let Some(known) = overviews.recall(&(pulse, day), &provider.id) {
        return Ok(known);
    }
    let found = Arc::new(gathered(platform, provider, pulse, day).await?);
    overviews.keep((pulse, day), provider.id, found.clone());
    Ok(found)
}

async fn gathered(
    platform: &Platform,
    provider: &Provider,
    pulse: Pulse,
    day: Date,
) -> Result<Overview, ActionError> {
    let month = Month::containing(day);
    let all = standing::now(platform, provider, pulse, day).await?;
    let mut tx = platform.store.read().await?;
    let without_mentor = without_mentor(platform, &mut tx, provider, month).await?;
    let counted = tally::count(&all, month);
    Ok(Overview {
        provider: provider.clone(),
        day,
        month,
        numbers: Numbers {
            without_mentor,
            ..counted.numbers
        },
        hosts: counted.hosts,
        gaps: counted.gaps,
        stages: counted.stages,
        components: counted.components,
        refreshers: counted.refreshers,
        schools: counted.schools,
    })
}

/// Counts the placements that raise an alarm between today and the end of the month, as their list shows them.
async fn without_mentor(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    month: Month,
) -> Result<usize, ActionError> {
    let gathered = platform.every_placement(tx, provider.id).await?;
    let alarmed = gathered.rows.iter().filter(|row| {
        let alarm = row.alarm(platform.today());
        alarm.is_some_and(|alarm| alarm.from <= month.until)
    });
    Ok(alarmed.count())
}
