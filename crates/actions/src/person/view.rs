//! Keeps lists under names of somebody's own.
//!
//! Owns the deed `SaveView`. It never shows one person's views to another.

use domain::{
    access::{Actor, Deed, Object},
    partnership::Provider,
    person::Refusal,
};
use store::Tx;
use uuid::Uuid;

use crate::{ActionError, Platform, partnership::holder, platform::deed_once};

pub use store::person::View;

/// The most letters of a name.
const LONGEST: usize = 40;

/// Finds the provider whose list it is, and asks leave to keep views of it.
async fn place_of(tx: &mut Tx, actor: &Actor, provider: &str) -> Result<Provider, ActionError> {
    let provider = holder(tx, provider).await?;
    let object = Object {
        person: Some(actor.person),
        provider: Some(provider.id),
        school: None,
        ..Object::default()
    };
    actor.may(Deed::SaveView, object)?;
    Ok(provider)
}

/// Lists what the actor keeps of a place with a provider.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn views(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    place: &str,
) -> Result<Vec<View>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = place_of(&mut tx, actor, provider).await?;
    Ok(store::person::views(&mut tx, actor.person, provider.id, place).await?)
}

/// Keeps what is asked of a list under a name: sent twice, it is kept once.
///
/// # Refuses
/// When this is not the actor's to do, or without a name.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn save_view(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, place): (&str, &str),
    name: &str,
    question: &str,
) -> Result<(), ActionError> {
    let name = name.trim();
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = place_of(tx, actor, provider).await?;
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(Refusal::NoViewName.into());
        }
        let view = View {
            id: platform.number(),
            name: name.to_owned(),
            question: question.to_owned(),
        };
        store::person::keep_view(tx, actor.person, provider.id, place, &view).await?;
        let (deed, subject) = (Deed::SaveView, view.id.to_string());
        platform
            .note(
                tx,
                actor,
                deed,
                Some(provider.id),
                subject,
                "a view is kept",
            )
            .await?;
        String::new()
    });
    done.map(|_| ())
}

/// Drops one of the actor's own views.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn drop_view(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    view: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = place_of(tx, actor, provider).await?;
        if store::person::drop_view(tx, actor.person, view).await? {
            let (deed, subject) = (Deed::SaveView, view.to_string());
            platform
                .note(
                    tx,
                    actor,
                    deed,
                    Some(provider.id),
                    subject,
                    "a view is dropped",
                )
                .await?;
        }
        String::new()
    });
    done.map(|_| ())
}
