//! Lets providers share one map: begins a group, asks others in, joins and leaves, and keeps what each
//! means by the parts that all have in common.
//!
//! Owns the deed `ShareMap` and the word `GroupShown`. It never makes anybody a member who was not asked.

mod share;
mod tell;

use domain::{
    access::{Actor, Deed},
    partnership::Provider,
    prior_learning::{
        Agreed, Belonging, Equivalence, Group, GroupId, GroupPart, Meaning, PartnerSession,
        Refusal, comes_to_the_same, group_name, is_about,
    },
};
use store::Tx;
use uuid::Uuid;

pub use share::{export_group, keep_shared_map, our_map, weigh_shared_map};

use super::{
    map::{ask_leave, change::Read, components, held, keep::keep},
    nothing,
};
use crate::{ActionError, Platform, partnership::holder, platform::deed_once};

/// The page of a group, as a provider reads it.
#[must_use]
pub fn group_address(provider: &Provider, group: GroupId) -> String {
    let code = provider.code.to_lowercase();
    format!("/prior-learning/group/{code}/{}", group.0)
}

/// A group as one provider finds it.
#[derive(Debug, Clone)]
pub struct GroupShown {
    /// The provider that reads it.
    pub provider: Provider,
    /// The group.
    pub group: Group,
    /// How the provider belongs to it.
    pub belonging: Belonging,
    /// All who belong to it, or were asked, by name.
    pub members: Vec<(Provider, Belonging)>,
    /// Who could be asked, by name.
    pub others: Vec<Provider>,
    /// The parts that all have in common, each with what the provider means by it.
    pub parts: Vec<(GroupPart, Meaning)>,
    /// The provider's own portable components, by code and title.
    pub components: Vec<(String, String)>,
    /// The sessions that are shared.
    pub sessions: Vec<PartnerSession>,
    /// What is shared; each is about a part.
    pub shared: Vec<Equivalence>,
    /// What the provider has agreed itself in the place of what is shared: the shared one first.
    pub beside: Vec<(Equivalence, Equivalence)>,
    /// Whether the reader may change it.
    pub may_share: bool,
}

/// The group to which a provider belongs in one of these ways.
async fn belongs(
    tx: &mut Tx,
    provider: &Provider,
    group: GroupId,
    how: &[Belonging],
) -> Result<(Group, Belonging), ActionError> {
    let all = store::prior_learning::groups_of(tx, provider.id).await?;
    let found = all.into_iter().find(|(one, _)| one.id == group);
    let found = found.filter(|(_, belonging)| how.contains(belonging));
    found.ok_or_else(|| nothing("group"))
}

/// Shows a group to a provider that belongs to it, or was asked to.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider is not of the group, or the store fails.
pub async fn group(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    id: GroupId,
) -> Result<GroupShown, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, Deed::ReadMap, &provider)?;
    let how = [Belonging::Member, Belonging::Asked];
    let (group, belonging) = belongs(&mut tx, &provider, id, &how).await?;
    let rules = platform.rules(&mut tx, &provider).await?;
    let known = store::prior_learning::group_members(&mut tx, id).await?;
    let mut members = Vec::new();
    let mut others = Vec::new();
    for one in store::partnership::providers(&mut tx).await? {
        let how = known.iter().find(|(known, _)| *known == one.id);
        match how.map(|(_, how)| *how) {
            Some(how @ (Belonging::Member | Belonging::Asked)) => members.push((one, how)),
            _ if one.accredited => others.push(one),
            _ => {}
        }
    }
    members.sort_by(|one, other| (one.1, &one.0.name).cmp(&(other.1, &other.0.name)));
    others.sort_by(|one, other| one.name.cmp(&other.name));
    let parts = store::prior_learning::meanings(&mut tx, id, provider.id).await?;
    let shared = store::prior_learning::group_lines(&mut tx, id).await?;
    let own = store::prior_learning::equivalences(&mut tx, provider.id).await?;
    let is_portable = |code: &str| rules.versions.is_portable(code);
    Ok(GroupShown {
        beside: beside(&shared, &parts, &own, is_portable),
        components: components(platform, &rules),
        sessions: store::prior_learning::group_sessions(&mut tx, id).await?,
        may_share: ask_leave(actor, Deed::ShareMap, &provider).is_ok(),
        provider,
        group,
        belonging,
        members,
        others,
        parts,
        shared,
    })
}

/// What of a shared map a provider has agreed otherwise, or again, itself.
fn beside(
    shared: &[Equivalence],
    parts: &[(GroupPart, Meaning)],
    own: &[Equivalence],
    is_portable: impl Fn(&str) -> bool,
) -> Vec<(Equivalence, Equivalence)> {
    let mut found = Vec::new();
    for line in shared {
        let mut known = parts.iter();
        let part = known.find(|(part, _)| part.code == line.component);
        let component =
            part.and_then(|(part, meaning)| meaning.component(&part.code, &is_portable));
        let Some(component) = component.map(str::to_owned) else {
            continue;
        };
        let ours = Equivalence {
            component,
            ..line.clone()
        };
        let same = own.iter().filter(|one| is_about(one, &ours));
        found.extend(same.map(|one| (ours.clone(), one.clone())));
    }
    found
}

/// Begins a group, of which the provider is the first member.
///
/// # Refuses
/// When this is not the actor's to do, or the name is blank or too long.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn begin_group(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    code: &str,
    name: &str,
) -> Result<GroupId, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ShareMap, &provider)?;
        let group = Group {
            id: GroupId(platform.number()),
            name: group_name(name)?,
        };
        let now = (platform.now(), actor.person);
        store::prior_learning::begin_group(tx, &group, now).await?;
        let member = (group.id, provider.id);
        store::prior_learning::belong(tx, member, Belonging::Member, now).await?;
        note(platform, actor, tx, (&provider, &group), "began the group").await?;
        group.id.0.to_string()
    })?;
    let id = done.parse().map_err(|_| nothing("group"))?;
    Ok(GroupId(id))
}

async fn note(
    platform: &Platform,
    actor: &Actor,
    tx: &mut Tx,
    (provider, group): (&Provider, &Group),
    told: impl Into<String>,
) -> Result<(), ActionError> {
    let (deed, of) = (Deed::ShareMap, Some(provider.id));
    platform
        .note(tx, actor, deed, of, group.name.clone(), told)
        .await
}

/// Asks another provider to join. It is told, and answers for itself.
///
/// # Refuses
/// When this is not the actor's to do, or the other belongs to the group or has not answered yet.
/// # Errors
/// When the provider is no member, nobody has the other's code, or the store fails.
pub async fn ask_in(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, id): (&str, GroupId),
    other: &str,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ShareMap, &provider)?;
        let (group, _) = belongs(tx, &provider, id, &[Belonging::Member]).await?;
        let other = holder(tx, other).await?;
        let here = [Belonging::Member, Belonging::Asked];
        if belongs(tx, &other, id, &here).await.is_ok() {
            return Err(Refusal::BelongsAlready(other.name).into());
        }
        let now = (platform.now(), actor.person);
        store::prior_learning::belong(tx, (id, other.id), Belonging::Asked, now).await?;
        tell::tell_asked(platform, tx, (&other, &provider), &group).await?;
        let told = format!("asked {} to join", other.name);
        note(platform, actor, tx, (&provider, &group), told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Answers whether a provider joins. What it has agreed itself and the group shares alike goes by the
/// group from then on.
///
/// # Refuses
/// When this is not the actor's to do, or nobody waits for the answer.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn answer_group(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, id): (&str, GroupId),
    joins: bool,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ShareMap, &provider)?;
        let found = belongs(tx, &provider, id, &[Belonging::Asked]).await;
        let (group, _) = found.map_err(|_| Refusal::NotAsked)?;
        let (how, told) = match joins {
            true => (Belonging::Member, "joined the group"),
            false => (Belonging::Declined, "did not join the group"),
        };
        let now = (platform.now(), actor.person);
        store::prior_learning::belong(tx, (id, provider.id), how, now).await?;
        if joins {
            hand_over_same(platform, tx, &provider, id).await?;
        }
        tell::untell(platform, tx, &provider, &group).await?;
        note(platform, actor, tx, (&provider, &group), told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Lets a member go by its group in all that it has agreed itself word for word like the group.
async fn hand_over_same(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    id: GroupId,
) -> Result<(), ActionError> {
    let rules = platform.rules(tx, provider).await?;
    let parts = store::prior_learning::meanings(tx, id, provider.id).await?;
    let shared = store::prior_learning::group_lines(tx, id).await?;
    let own = store::prior_learning::equivalences(tx, provider.id).await?;
    let is_portable = |code: &str| rules.versions.is_portable(code);
    let both = beside(&shared, &parts, &own, is_portable);
    for (_, ours) in &both {
        let mut about = both.iter().filter(|(_, one)| is_about(one, ours));
        if about.all(|(shared, one)| comes_to_the_same(shared, one)) {
            store::prior_learning::hand_over(tx, (provider.id, id), ours).await?;
        }
    }
    Ok(())
}

/// Leaves a group. What holds by it stays, as the provider's own, until that is changed.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider is no member, or the store fails.
pub async fn leave_group(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, id): (&str, GroupId),
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ShareMap, &provider)?;
        let (group, _) = belongs(tx, &provider, id, &[Belonging::Member]).await?;
        let rules = platform.rules(tx, &provider).await?;
        let all = held::in_force_with(tx, &provider, &rules).await?;
        let is_theirs = |one: &Agreed| one.group.as_ref().is_some_and(|of| of.id == id);
        let theirs: Vec<Equivalence> = all
            .into_iter()
            .filter(is_theirs)
            .map(|one| one.by)
            .collect();
        let shown = held::sessions(tx, &provider).await?;
        let read = Read {
            sessions: shown.into_iter().map(|held| held.session).collect(),
            agreed: theirs,
            ..Read::default()
        };
        keep(platform, actor, tx, (&provider, &read)).await?;
        let now = (platform.now(), actor.person);
        store::prior_learning::belong(tx, (id, provider.id), Belonging::Left, now).await?;
        note(platform, actor, tx, (&provider, &group), "left the group").await?;
        String::new()
    });
    done.map(|_| ())
}

/// Keeps what a provider means by the parts of its group: its own component, or nothing.
///
/// # Refuses
/// When this is not the actor's to do, or a component is not the provider's own or is local.
/// # Errors
/// When the provider is no member, or the store fails.
pub async fn mean(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, id): (&str, GroupId),
    meant: &[(String, Meaning)],
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ShareMap, &provider)?;
        let (group, _) = belongs(tx, &provider, id, &[Belonging::Member]).await?;
        let rules = platform.rules(tx, &provider).await?;
        let known = store::prior_learning::meanings(tx, id, provider.id).await?;
        let now = (platform.now(), actor.person);
        let mut changed = 0;
        for (part, before) in &known {
            let mut all = meant.iter();
            let Some((_, meaning)) = all.find(|(code, _)| *code == part.code) else {
                continue;
            };
            if meaning == before {
                continue;
            }
            if let Meaning::Component(code) = meaning {
                let found = rules.versions.component(code);
                let title = found.ok_or(Refusal::NoComponent)?.title.clone();
                if !rules.versions.is_portable(code) {
                    return Err(Refusal::NotPortable(title).into());
                }
            }
            let of = (id, provider.id);
            store::prior_learning::mean(tx, of, (&part.code, meaning), now).await?;
            changed += 1;
        }
        let told = format!("said what {changed} of its parts mean here");
        note(platform, actor, tx, (&provider, &group), told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Lets a provider go by its group on one session and one component, in place of what it agreed itself.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider is no member or has agreed nothing of the kind, or the store fails.
pub async fn follow(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, id): (&str, GroupId),
    (institution, session, component): (&str, &str, &str),
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ShareMap, &provider)?;
        let (group, _) = belongs(tx, &provider, id, &[Belonging::Member]).await?;
        let own = store::prior_learning::equivalences(tx, provider.id).await?;
        let ours = own.iter().find(|one| {
            one.institution == institution && one.session == session && one.component == component
        });
        let ours = ours.ok_or_else(|| nothing("agreement"))?;
        store::prior_learning::hand_over(tx, (provider.id, id), ours).await?;
        let told = format!("goes by the group for {institution}, {session}");
        note(platform, actor, tx, (&provider, &group), told).await?;
        String::new()
    });
    done.map(|_| ())
}
