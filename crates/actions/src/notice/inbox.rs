//! Shows somebody what they are told, and keeps what they have read.
//!
//! Owns the deeds `ReadInbox` and `MarkNotice`, and the word `Told`. It never shows anybody else's.

use domain::{
    access::{Actor, Deed, Object},
    notice::inbox::Notice,
    partnership::Provider,
    person::PersonId,
};
use uuid::Uuid;

use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
};

/// How many messages an inbox shows.
const SHOWN: i64 = 100;

/// What somebody is told.
#[derive(Debug, Clone)]
pub struct Told {
    /// The messages, the newest first.
    pub notices: Vec<Notice>,
    /// The providers of whose partnerships they are.
    pub providers: Vec<Provider>,
}

fn own(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

/// Lists what somebody is told and still holds, the newest first.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn inbox(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Told, ActionError> {
    actor.may(Deed::ReadInbox, own(person))?;
    let mut tx = platform.store.read().await?;
    let notices = store::notice::inbox::inbox(&mut tx, person, SHOWN).await?;
    let mut providers = store::partnership::providers(&mut tx).await?;
    providers.retain(|one| notices.iter().any(|notice| notice.provider == Some(one.id)));
    Ok(Told { notices, providers })
}

/// Counts what somebody has not read: their own alone, and asked with every page.
///
/// # Errors
/// When the store fails.
pub async fn unread(platform: &Platform, actor: &Actor) -> Result<i64, ActionError> {
    let mut tx = platform.store.glance().await?;
    Ok(store::notice::inbox::unread(&mut tx, actor.person).await?)
}

/// Counts what somebody has not read, and names an address of theirs from which mail came back: their own
/// alone, and asked with every page.
///
/// # Errors
/// When the store fails.
pub async fn glance(
    platform: &Platform,
    actor: &Actor,
) -> Result<(i64, Option<String>), ActionError> {
    let mut tx = platform.store.glance().await?;
    Ok(store::notice::inbox::glance(&mut tx, actor.person).await?)
}

/// Opens one message. Where `reads` says so it is read from now on; whoever looks as somebody else
/// leaves it as it was.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such message, or the store fails.
pub async fn one(
    platform: &Platform,
    actor: &Actor,
    id: Uuid,
    reads: bool,
) -> Result<(Notice, Option<Provider>), ActionError> {
    let (notice, provider) = {
        let mut tx = platform.store.glance().await?;
        let notice = find(&mut tx, actor, Deed::ReadInbox, id).await?;
        let providers = store::partnership::providers(&mut tx).await?;
        let provider = providers
            .into_iter()
            .find(|one| Some(one.id) == notice.provider);
        (notice, provider)
    };
    if reads && notice.read_at.is_none() {
        deed!(platform, |tx| {
            store::notice::inbox::mark(tx, id, Some(platform.now())).await?;
        })?;
    }
    Ok((notice, provider))
}

/// Whose message it is decides before anything is told of it: somebody else's is not there.
async fn find(
    tx: &mut store::Tx,
    actor: &Actor,
    deed: Deed,
    id: Uuid,
) -> Result<Notice, ActionError> {
    let nothing = || ActionError::NotFound("There is no such message.".to_owned());
    let found = store::notice::inbox::notice(tx, id).await?;
    let notice = found.ok_or_else(nothing)?;
    actor.may(deed, own(notice.person))?;
    Ok(notice)
}

/// Marks a message as read or as unread.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such message, or the store fails.
pub async fn mark(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: Uuid,
    read: bool,
) -> Result<(), ActionError> {
    {
        let mut tx = platform.store.glance().await?;
        find(&mut tx, actor, Deed::MarkNotice, id).await?;
    }
    let done = deed_once!(platform, actor, once, |tx| {
        store::notice::inbox::mark(tx, id, read.then(|| platform.now())).await?;
        let told = if read {
            "marked as read"
        } else {
            "marked as unread"
        };
        let (deed, subject) = (Deed::MarkNotice, id.to_string());
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Marks everything as read.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn mark_all(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    person: PersonId,
) -> Result<(), ActionError> {
    actor.may(Deed::MarkNotice, own(person))?;
    let done = deed_once!(platform, actor, once, |tx| {
        let many = store::notice::inbox::mark_all(tx, person, platform.now()).await?;
        let told = format!("{many} marked as read");
        let (deed, subject) = (Deed::MarkNotice, person.0.to_string());
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Keeps that the button of a message was pressed, and says which page it leads to.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such message or it leads nowhere, or the store fails.
pub async fn press(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: Uuid,
) -> Result<String, ActionError> {
    let notice = {
        let mut tx = platform.store.glance().await?;
        find(&mut tx, actor, Deed::MarkNotice, id).await?
    };
    deed_once!(platform, actor, once, |tx| {
        store::notice::inbox::acted(tx, id, platform.now()).await?;
        let (deed, subject) = (Deed::MarkNotice, id.to_string());
        let told = "pressed its button";
        platform.note(tx, actor, deed, None, subject, told).await?;
        if notice.path.is_empty() {
            "/notice".to_owned()
        } else {
            notice.path.clone()
        }
    })
}
