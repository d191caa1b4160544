//! Tells those who decide for a provider that somebody waits for them: once a day at most.
//!
//! Owns the wording. It never tells what a mentor brings along.

use domain::{
    notice::inbox::{NewNotice, NoticeKind},
    partnership::Provider,
    person::{PersonId, Role},
};
use store::Tx;

use super::reviewers;
use crate::{ActionError, Platform, notice::tell};

/// Tells everybody whom the provider lets decide, besides the mentor who asks.
///
/// # Errors
/// When the store fails.
pub(super) async fn tell_reviewers(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    mentor: PersonId,
) -> Result<(), ActionError> {
    let rules = platform.rules(tx, provider).await?;
    let roles = reviewers(platform, &rules, provider);
    let today = platform.today();
    let mut people = people_with(platform, tx, provider, |role| roles.contains(&role)).await?;
    people.retain(|person| *person != mentor);
    for person in people {
        let key = format!("requests {} {today}", provider.id.0);
        let new = NewNotice {
            provider: Some(provider.id),
            subject: "Earlier training waits for a decision".to_owned(),
            words: "A mentor has asked for earlier training to count. Those who have waited longest stand first, and what fits the map is ready to accept.".to_owned(),
            why: format!("You get this, once a day at most, because you may decide on it for {}.", provider.name),
            path: format!("/prior-learning/queue/{}", provider.code.to_lowercase()),
            action: "See what waits".to_owned(),
            ..NewNotice::to(person, NoticeKind::Decision, key)
        };
        tell(platform, tx, &new).await?;
    }
    Ok(())
}

/// Everybody who is with a provider today in one of some roles, each once.
///
/// # Errors
/// When the store fails.
pub(super) async fn people_with(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    has: impl Fn(Role) -> bool,
) -> Result<Vec<PersonId>, ActionError> {
    let today = platform.today();
    let all = store::person::memberships_with(tx, provider.id).await?;
    let mut people: Vec<PersonId> = all
        .into_iter()
        .map(|one| one.membership)
        .filter(|held| held.holds_on(today) && has(held.role))
        .map(|held| held.person)
        .collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
