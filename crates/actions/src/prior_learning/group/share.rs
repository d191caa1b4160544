//! Puts a map, or a file, into what a group shares, after its difference was read.
//!
//! Owns no word. It never drops what a group has agreed, and changes no member's own part.

use domain::{
    access::{Actor, Deed},
    partnership::Provider,
    prior_learning::{
        Agreed, Belonging, Equivalence, Group, GroupId, GroupPart, Meaning, PartnerSession,
    },
};
use formats::map_file;
use store::Tx;
use uuid::Uuid;

use super::{belongs, hand_over_same, note, tell};
use crate::{
    ActionError, Platform,
    partnership::holder,
    platform::deed_once,
    prior_learning::map::{
        Change, ask_leave,
        change::{Base, Read, weigh},
        held::{self, Held},
        keep::title,
        written,
    },
};

/// What a file would change in what a group shares.
struct Weighed {
    read: Read,
    /// The parts that it adds to what all have in common.
    parts: Vec<GroupPart>,
}

/// Writes what a group shares as a file; its components are the parts that all have in common.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider is no member, or the store fails.
pub async fn export_group(
    platform: &Platform,
    actor: &Actor,
    (code, id): (&str, GroupId),
) -> Result<String, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, Deed::ReadMap, &provider)?;
    let how = [Belonging::Member, Belonging::Asked];
    belongs(&mut tx, &provider, id, &how).await?;
    let sessions = store::prior_learning::group_sessions(&mut tx, id).await?;
    let agreed = store::prior_learning::group_lines(&mut tx, id).await?;
    Ok(written(&provider.code, &sessions, &agreed))
}

/// Writes a member's own map in the words of its group, so that it can be shared. What stands for a
/// component that the member keeps out of the group is left out.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider is no member, or the store fails.
pub async fn our_map(
    platform: &Platform,
    actor: &Actor,
    (code, id): (&str, GroupId),
) -> Result<String, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, Deed::ShareMap, &provider)?;
    belongs(&mut tx, &provider, id, &[Belonging::Member]).await?;
    let parts = store::prior_learning::meanings(&mut tx, id, provider.id).await?;
    let own = store::prior_learning::equivalences(&mut tx, provider.id).await?;
    let agreed: Vec<Equivalence> = own
        .into_iter()
        .filter_map(|one| {
            let component = part_of(&one.component, &parts)?;
            Some(Equivalence { component, ..one })
        })
        .collect();
    let is_agreed = |one: &PartnerSession| {
        let mut all = agreed.iter();
        all.any(|by| by.institution == one.institution && by.session == one.code)
    };
    let sessions = held::sessions(&mut tx, &provider).await?;
    let sessions: Vec<PartnerSession> = sessions
        .into_iter()
        .map(|held| held.session)
        .filter(is_agreed)
        .collect();
    Ok(written(&provider.code, &sessions, &agreed))
}

/// The part of a group that a member means by its component: one that it said, or one of the same code. A
/// part that is still to be made has the component's code.
fn part_of(component: &str, parts: &[(GroupPart, Meaning)]) -> Option<String> {
    let said = parts
        .iter()
        .find(|(_, meaning)| matches!(meaning, Meaning::Component(code) if code == component));
    if let Some((part, _)) = said {
        return Some(part.code.clone());
    }
    let named = parts.iter().find(|(part, _)| part.code == component);
    let is_free = named.is_none_or(|(_, meaning)| *meaning == Meaning::AsNamed);
    is_free.then(|| component.to_owned())
}

/// Tells what a file would change in what a group shares, and keeps nothing.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the text is no map, with its line; when the provider is no member, or the store fails.
pub async fn weigh_shared_map(
    platform: &Platform,
    actor: &Actor,
    (code, id): (&str, GroupId),
    text: &str,
) -> Result<(Provider, Group, Change), ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, Deed::ShareMap, &provider)?;
    let (group, _) = belongs(&mut tx, &provider, id, &[Belonging::Member]).await?;
    let weighed = weighed(platform, &mut tx, (&provider, id), text).await?;
    Ok((provider, group, weighed.read.change))
}

/// Takes a file into what a group shares. It holds with every member at once, each by what it means by the
/// parts; the others are told. Nothing that was agreed goes: it ends by a last day.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the text is no map, with its line; when the provider is no member, or the store fails.
pub async fn keep_shared_map(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, id): (&str, GroupId),
    text: &str,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ShareMap, &provider)?;
        let (group, _) = belongs(tx, &provider, id, &[Belonging::Member]).await?;
        let Weighed { read, parts } = weighed(platform, tx, (&provider, id), text).await?;
        for part in &parts {
            store::prior_learning::keep_part(tx, id, part).await?;
        }
        for session in &read.sessions {
            let number = platform.number();
            let kept = store::prior_learning::keep_group_session(tx, number, id, session).await?;
            let now = (platform.now(), actor.person);
            let its = |one: &&Equivalence| {
                one.institution == session.institution && one.session == session.code
            };
            for one in read.agreed.iter().filter(its) {
                let ids = (platform.number(), kept, id);
                store::prior_learning::keep_line(tx, ids, one, provider.id, now).await?;
            }
        }
        hand_over_same(platform, tx, &provider, id).await?;
        let lines = read.change.lines.len();
        let told = format!("{lines} lines of the shared map, for {}", provider.name);
        let members = store::prior_learning::group_members(tx, id).await?;
        for member in store::partnership::providers(tx).await? {
            if !members.contains(&(member.id, Belonging::Member)) {
                continue;
            }
            note(platform, actor, tx, (&member, &group), told.clone()).await?;
            if member.id != provider.id && lines > 0 {
                tell::tell_changed(platform, tx, (&member, &provider), &group).await?;
            }
        }
        String::new()
    });
    done.map(|_| ())
}

async fn weighed(
    platform: &Platform,
    tx: &mut Tx,
    (provider, id): (&Provider, GroupId),
    text: &str,
) -> Result<Weighed, ActionError> {
    let file =
        map_file::read(text).map_err(|problem| ActionError::Unreadable(problem.to_string()))?;
    let rules = platform.rules(tx, provider).await?;
    let known = store::prior_learning::meanings(tx, id, provider.id).await?;
    let sessions = store::prior_learning::group_sessions(tx, id).await?;
    let agreed = store::prior_learning::group_lines(tx, id).await?;
    let part = |code: &str| known.iter().find(|(part, _)| part.code == code);
    let base = Base {
        own: None,
        institutions: None,
        sessions: sessions
            .into_iter()
            .map(|session| Held {
                session,
                is_shared: false,
            })
            .collect(),
        agreed: agreed
            .into_iter()
            .map(|by| Agreed { by, group: None })
            .collect(),
        title: &|code| match part(code) {
            Some((part, _)) => Ok(part.title.clone()),
            None => title(&rules, code),
        },
    };
    let mut read = weigh(&file, &base);
    let mut parts: Vec<GroupPart> = Vec::new();
    for one in &read.agreed {
        let code = &one.component;
        if part(code).is_none() && parts.iter().all(|new| new.code != *code) {
            let title = title(&rules, code).map_err(ActionError::Unreadable)?;
            parts.push(GroupPart {
                code: code.clone(),
                title,
            });
        }
    }
    let new = |part: &GroupPart| format!("New part in common: “{}”", part.title);
    read.change.lines.splice(0..0, parts.iter().map(new));
    Ok(Weighed { read, parts })
}
