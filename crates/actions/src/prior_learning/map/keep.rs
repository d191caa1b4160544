//! Takes a provider's own map in, after its difference was read.
//!
//! Owns the deed `ChangeMap`. It never drops an agreement.

use domain::{
    access::{Actor, Deed},
    partnership::Provider,
};
use formats::map_file;
use store::Tx;
use uuid::Uuid;

use super::{
    ask_leave,
    change::{Base, Change, Read, weigh},
    held,
};
use crate::{ActionError, Platform, partnership::holder, platform::deed_once, standing::Rulebook};

/// Tells what taking a map in would change, and keeps nothing.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the text is no map, with its line; when nobody has the code, or the store fails.
pub async fn weigh_map(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    text: &str,
) -> Result<(Provider, Change), ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, Deed::ChangeMap, &provider)?;
    let read = weighed(platform, &mut tx, &provider, text).await?;
    Ok((provider, read.change))
}

/// Takes a map in. Nothing that was agreed before goes: an agreement ends by a last day.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the text is no map, with its line; when nobody has the code, or the store fails.
pub async fn keep_map(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    code: &str,
    text: &str,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ChangeMap, &provider)?;
        let read = weighed(platform, tx, &provider, text).await?;
        keep(platform, actor, tx, (&provider, &read)).await?;
        let (deed, of) = (Deed::ChangeMap, Some(provider.id));
        let told = format!("{} lines of the map", read.change.lines.len());
        platform
            .note(tx, actor, deed, of, provider.code.clone(), told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

/// Keeps what a file brings as the provider's own.
pub(crate) async fn keep(
    platform: &Platform,
    actor: &Actor,
    tx: &mut Tx,
    (provider, read): (&Provider, &Read),
) -> Result<(), ActionError> {
    for name in &read.institutions {
        store::partnership::add_institution(tx, provider.id, name).await?;
    }
    for session in &read.sessions {
        store::partnership::add_institution(tx, provider.id, &session.institution).await?;
        let id = platform.number();
        store::prior_learning::keep_session(tx, id, provider.id, session).await?;
    }
    let now = (platform.now(), actor.person);
    for one in &read.agreed {
        let place = (one.institution.as_str(), one.session.as_str());
        let session = store::prior_learning::session(tx, provider.id, place).await?;
        let Some(session) = session else { continue };
        let ids = (platform.number(), session);
        store::prior_learning::keep_equivalence(tx, ids, one, now).await?;
    }
    Ok(())
}

async fn weighed(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    text: &str,
) -> Result<Read, ActionError> {
    let file =
        map_file::read(text).map_err(|problem| ActionError::Unreadable(problem.to_string()))?;
    let rules = platform.rules(tx, provider).await?;
    let base = Base {
        own: Some(&provider.name),
        institutions: Some(store::partnership::institutions(tx, provider.id).await?),
        sessions: held::sessions(tx, provider).await?,
        agreed: held::in_force_with(tx, provider, &rules).await?,
        title: &|code| title(&rules, code),
    };
    Ok(weigh(&file, &base))
}

/// The title of a portable component of the provider's own.
pub(crate) fn title(rules: &Rulebook, code: &str) -> Result<String, String> {
    match rules.versions.component(code) {
        Some(_) if !rules.versions.is_portable(code) => {
            Err(format!("“{code}” is local, so nothing stands for it."))
        }
        Some(part) => Ok(part.title.clone()),
        None => Err(format!("there is no component “{code}” here.")),
    }
}
