//! Lets a named person decide on requests in a batch, each in sight, where the map proposes what.
//!
//! Owns the decision that a map proposes. It never decides on what an issuer has said otherwise of.

use domain::{
    access::Actor,
    prior_learning::{Decision, Outcome, Reason, Refusal, Request, RequestId},
};
use store::Tx;
use uuid::Uuid;

use super::{decide::decided, held, issuer, nothing, with};
use crate::{ActionError, Platform, platform::deed_once};

/// Ratifies requests that fit what was agreed, each of the version that was shown. Says how many.
///
/// # Rule
/// All or none: one that no longer fits refuses the batch, so that nobody signs what they did not see.
///
/// # Refuses
/// As [`super::decide()`] does; and for a request that nothing in the map proposes.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn ratify(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    requests: &[(RequestId, i64)],
) -> Result<usize, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        for (id, version) in requests {
            let request = store::prior_learning::request(tx, *id).await?;
            let request = request.ok_or_else(|| nothing("request"))?;
            let decision = proposed(platform, tx, &request).await?;
            decided(platform, tx, actor, (*id, *version), &decision).await?;
        }
        requests.len().to_string()
    })?;
    Ok(done.parse().unwrap_or_default())
}

/// The decision that the map proposes on a request.
async fn proposed(
    platform: &Platform,
    tx: &mut Tx,
    request: &Request,
) -> Result<Decision, ActionError> {
    let item = store::prior_learning::item(tx, request.item).await?;
    let item = item.ok_or_else(|| nothing("item"))?;
    let item = item.whole(platform.today())?;
    let asked = issuer::asked_by(tx, request.item, request.provider).await?;
    if issuer::is_contradicted(&asked) {
        return Err(Refusal::IssuerContradicts(item.title).into());
    }
    let provider = with(tx, request.provider).await?;
    let rules = platform.rules(tx, &provider).await?;
    let agreed = held::agreed(tx, &provider, &rules).await?;
    let stands = agreed
        .iter()
        .filter(|one| one.component == request.component)
        .filter_map(|one| Some((one, one.stands_for(&item)?)))
        .max_by_key(|(_, minutes)| *minutes);
    let (by, minutes) = stands.ok_or(Refusal::NoComponent)?;
    Ok(Decision {
        outcome: match minutes < request.claimed {
            true => Outcome::Part(minutes),
            false => Outcome::Full,
        },
        reason: Reason::AgreedInTheMap,
        words: format!(
            "{} and we have agreed that {} of a hundred minutes of “{}” stand for this ({}).",
            by.institution, by.share, by.title, by.source
        ),
        until: None,
    })
}
