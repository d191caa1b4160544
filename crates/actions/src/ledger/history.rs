//! Takes in what a mentor says of the record that was brought in for them.
//!
//! Owns the deed `ConfirmHistory`. It never changes an entry.

use domain::{
    access::{Actor, Deed, Object},
    ledger::{Answer, History, Unanswerable},
    person::PersonId,
};
use store::ledger::Answered;
use uuid::Uuid;

use crate::{ActionError, Platform, partnership::holder, platform::deed_once, standing};

/// Keeps a mentor's answer about their earlier record with a provider.
///
/// # Rule
/// The answer given last stands; the earlier ones stay on record.
///
/// # Refuses
/// When this is not the actor's to do, or there is no earlier record to answer about.
/// # Errors
/// When there is no such person or provider, or the store fails.
pub async fn answer_history(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    provider_code: &str,
    once: Uuid,
    answer: Answer,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, provider_code).await?;
        actor.may(
            Deed::ConfirmHistory,
            Object {
                person: Some(person),
                provider: Some(provider.id),
                school: None,
                ..Object::default()
            },
        )?;
        let history = standing::history_of(platform, tx, person, &provider).await?;
        if history == History::Nothing {
            return Err(Unanswerable::Nothing.into());
        }
        let new = Answered {
            id: platform.number(),
            provider: provider.id,
            person,
            answered_at: platform.now(),
            answer: answer.clone(),
        };
        store::ledger::answer_history(tx, &new).await?;
        store::audit::touch(tx, Some(provider.id), &[person]).await?;
        let told = match &answer {
            Answer::Confirmed => "confirmed",
            Answer::Questioned(_) => "questioned",
        };
        let (deed, subject) = (Deed::ConfirmHistory, person.0.to_string());
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        told.to_owned()
    });
    done.map(|_| ())
}
