//! Puts right what is amiss in a partnership's records, one press at a time.
//!
//! Owns the deed `SetSchoolArea`. It never joins two records.

use domain::{
    access::{Actor, Deed},
    ledger::{Correction, EntryId},
    partnership::{FundingArea, Urn},
    person::{PersonId, Trn},
};
use uuid::Uuid;

use super::quality::of;
use crate::{ActionError, Platform, partnership::holder, person::Details, platform::deed_once};

/// Gives somebody the TRN that was missing: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, or the number is another's.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn give_trn(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, person): (&str, PersonId),
    trn: Trn,
) -> Result<(), ActionError> {
    let (_, _, details) = crate::person::details(platform, actor, provider, person).await?;
    let wanted = Details {
        trn: Some(trn),
        ..details.clone()
    };
    let seen = details.token();
    crate::person::change(platform, actor, once, (provider, person), &seen, &wanted).await
}

/// Vouches for an entry that waits: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, or the minutes are the actor's own.
/// # Errors
/// When there is no such entry, or the store fails.
pub async fn vouch(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    entry: EntryId,
) -> Result<(), ActionError> {
    let correction = Correction {
        verified_by: Some(actor.person),
        reason: "Vouched for by the partnership office.".to_owned(),
        ..Correction::default()
    };
    crate::ledger::correct_once(platform, actor, once, entry, correction)
        .await
        .map(|_| ())
}

/// Says in which funding area a school lies of which no register tells it: sent twice, it is done once.
///
/// # Rule
/// What a register tells later is believed before it.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody of the provider is at the school, its area is known already, or the store fails.
pub async fn set_area(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, school): (&str, Urn),
    area: FundingArea,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, provider).await?;
        actor.may(Deed::SetSchoolArea, of(&provider))?;
        let unknown = store::partnership::troubled(tx, provider.id, platform.today()).await?;
        let mut unknown = unknown.into_iter().filter(|one| !one.area_known);
        if !unknown.any(|one| one.urn == school) {
            return Err(ActionError::NotFound(
                "There is no such school here whose area is not known.".to_owned(),
            ));
        }
        let now = platform.now();
        store::partnership::set_area(tx, school, area, now, actor.person).await?;
        store::audit::count_up(tx, "partnership", None).await?;
        let (deed, of) = (Deed::SetSchoolArea, Some(provider.id));
        let told = format!("lies in the area {}", area.code());
        let subject = school.to_string();
        platform.note(tx, actor, deed, of, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}
