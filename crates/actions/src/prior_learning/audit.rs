//! Keeps what somebody tells of their earlier training, and shows what it might take off.
//!
//! Owns the deeds `ReadPriorLearning` and `TellPriorLearning`, and the words `Brought` and `Plan`. It
//! never grants anything.

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    partnership::Provider,
    person::PersonId,
    prior_learning::{
        self, Audit, Hope, Item, ItemDraft, ItemId, ItemKind, PartnerSession, Refusal, Stage,
    },
};
use store::Tx;
use uuid::Uuid;

use super::{
    ground, held, nothing,
    request::{Told, told},
};
use crate::{ActionError, Platform, platform::deed_once};

/// Everything that somebody brings along.
#[derive(Debug, Clone)]
pub struct Brought {
    /// Whose it is.
    pub person: PersonId,
    /// How they see themself.
    pub audit: Audit,
    /// What they have told, in the order in which they began.
    pub items: Vec<ItemDraft>,
    /// What they have asked for, the latest first.
    pub requests: Vec<Told>,
    /// What it might take off, by provider.
    pub plans: Vec<Plan>,
    /// The sessions of partner institutions, by institution.
    pub sessions: Vec<PartnerSession>,
}

/// What earlier training might take off with one provider.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The provider.
    pub provider: Provider,
    /// What is left today.
    pub remaining: Option<Minutes>,
    /// What each item might take off, before anybody has decided.
    pub hopes: Vec<Hoped>,
}

/// What an item might take off, with its title and that of the component.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Hoped {
    pub item: ItemId,
    pub title: String,
    pub component: String,
    pub minutes: Minutes,
}

impl Plan {
    /// What all of it might take off.
    #[must_use]
    pub fn hoped(&self) -> Minutes {
        self.hopes.iter().map(|hope| hope.minutes).sum()
    }
}

pub(super) fn ask_leave(actor: &Actor, deed: Deed, person: PersonId) -> Result<(), ActionError> {
    let object = Object {
        person: Some(person),
        ..Object::default()
    };
    Ok(actor.may(deed, object)?)
}

/// Shows somebody what they bring along, where each request stands, and what might come off.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn brought(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Brought, ActionError> {
    ask_leave(actor, Deed::ReadPriorLearning, person)?;
    let mut tx = platform.store.read().await?;
    let audit = store::prior_learning::audit(&mut tx, person).await?;
    let items = store::prior_learning::items(&mut tx, person).await?;
    let requests = told(platform, &mut tx, person, &items).await?;
    let today = platform.today();
    let whole: Vec<Item> = items
        .iter()
        .filter_map(|item| item.whole(today).ok())
        .collect();
    let with = store::person::providers(&mut tx, person).await?;
    let mut plans = Vec::new();
    let mut sessions = Vec::new();
    for provider in with {
        let is_settled = |told: &&Told| {
            let stage = told.request.stage;
            told.provider.id == provider && matches!(stage, Stage::Decided | Stage::Appealed)
        };
        let settled = requests.iter().filter(is_settled);
        let settled: Vec<ItemId> = settled.map(|told| told.request.item).collect();
        let hoped: Vec<Item> = whole
            .iter()
            .filter(|item| !settled.contains(&item.id))
            .cloned()
            .collect();
        let plan = plan(platform, &mut tx, (provider, person), &hoped).await?;
        let known = held::sessions(&mut tx, &plan.provider).await?;
        sessions.extend(known.into_iter().map(|held| held.session));
        plans.push(plan);
    }
    plans.sort_by(|one, other| one.provider.name.cmp(&other.provider.name));
    Ok(Brought {
        person,
        audit: audit.unwrap_or_else(|| Audit::blank(person)),
        items,
        requests,
        plans,
        sessions,
    })
}

async fn plan(
    platform: &Platform,
    tx: &mut Tx,
    (provider, person): (domain::partnership::ProviderId, PersonId),
    items: &[Item],
) -> Result<Plan, ActionError> {
    let ground = ground(platform, tx, provider, person).await?;
    let agreed = held::agreed(tx, &ground.provider, &ground.rules).await?;
    let left = |code: &str| prior_learning::left(&ground.standing, code);
    let hoped = |hope: Hope| {
        let item = items.iter().find(|item| item.id == hope.item);
        let part = ground.rules.versions.component(&hope.component);
        Hoped {
            item: hope.item,
            title: item.map(|item| item.title.clone()).unwrap_or_default(),
            component: part.map_or(hope.component, |part| part.title.clone()),
            minutes: hope.minutes,
        }
    };
    let hopes = prior_learning::hopes(items, &agreed, left);
    Ok(Plan {
        hopes: hopes.into_iter().map(hoped).collect(),
        remaining: ground.standing.remaining,
        provider: ground.provider,
    })
}

/// Shows somebody one item of theirs.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such item, or the store fails.
pub async fn item(
    platform: &Platform,
    actor: &Actor,
    id: ItemId,
) -> Result<ItemDraft, ActionError> {
    let mut tx = platform.store.read().await?;
    own(&mut tx, actor, Deed::ReadPriorLearning, id).await
}

/// Fetches an item and asks leave on it.
pub(super) async fn own(
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    id: ItemId,
) -> Result<ItemDraft, ActionError> {
    let found = store::prior_learning::item(tx, id).await?;
    let item = found.ok_or_else(|| nothing("item"))?;
    ask_leave(actor, deed, item.person)?;
    Ok(item)
}

/// Begins an item of a kind. Says its number.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When the store fails.
pub async fn begin(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (person, kind): (PersonId, ItemKind),
) -> Result<ItemId, ActionError> {
    ask_leave(actor, Deed::TellPriorLearning, person)?;
    let done = deed_once!(platform, actor, once, |tx| {
        let id = ItemId(platform.number());
        let item = ItemDraft::begun(id, person, kind);
        store::prior_learning::keep_item(tx, &item, platform.now()).await?;
        let (deed, told) = (Deed::TellPriorLearning, "began an item");
        platform
            .note(tx, actor, deed, None, id.0.to_string(), told)
            .await?;
        id.0.to_string()
    })?;
    Ok(ItemId(Uuid::try_parse(&done).unwrap_or_default()))
}

/// Keeps an item as far as it is told: `item` carries the version that was shown.
///
/// # Refuses
/// When it is not the actor's own, with the first part that cannot be, when a provider was asked about
/// it already, or when it was changed meanwhile.
/// # Errors
/// When there is no such item, or the store fails.
pub async fn keep_item(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    item: &ItemDraft,
) -> Result<(), ActionError> {
    item.so_far(platform.today())?;
    let done = deed_once!(platform, actor, once, |tx| {
        let before = own(tx, actor, Deed::TellPriorLearning, item.id).await?;
        refuse_asked(tx, &before).await?;
        let new = ItemDraft {
            person: before.person,
            version: item.version + 1,
            ..item.clone()
        };
        if !store::prior_learning::keep_item(tx, &new, platform.now()).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let (deed, told) = (Deed::TellPriorLearning, "told more of an item");
        platform
            .note(tx, actor, deed, None, item.id.0.to_string(), told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

pub(super) async fn refuse_asked(tx: &mut Tx, item: &ItemDraft) -> Result<(), ActionError> {
    let requests = store::prior_learning::of_person(tx, item.person).await?;
    let asked = requests
        .iter()
        .any(|request| request.item == item.id && request.stage != Stage::Withdrawn);
    match asked {
        true => Err(Refusal::HasRequests.into()),
        false => Ok(()),
    }
}

/// Takes an item away that no provider was asked about.
///
/// # Refuses
/// When it is not the actor's own, or when a provider was asked about it, be it taken back since.
/// # Errors
/// When there is no such item, or the store fails.
pub async fn remove(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: ItemId,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let item = own(tx, actor, Deed::TellPriorLearning, id).await?;
        let requests = store::prior_learning::of_person(tx, item.person).await?;
        if requests.iter().any(|request| request.item == id) {
            return Err(Refusal::HasRequests.into());
        }
        for file in store::prior_learning::file::files_of_item(tx, id).await? {
            store::prior_learning::file::remove_file(tx, file.id).await?;
        }
        for upload in store::prior_learning::upload::awaited(tx, id).await? {
            store::prior_learning::upload::end_upload(tx, upload.id).await?;
        }
        store::prior_learning::remove_item(tx, id).await?;
        let (deed, told) = (Deed::TellPriorLearning, "took an item away");
        platform
            .note(tx, actor, deed, None, id.0.to_string(), told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

/// Keeps how somebody sees themself.
///
/// # Refuses
/// When it is not the actor's own, or a rating is not on the scale.
/// # Errors
/// When the store fails.
pub async fn keep_audit(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    audit: &Audit,
) -> Result<(), ActionError> {
    ask_leave(actor, Deed::TellPriorLearning, audit.person)?;
    audit.check()?;
    let done = deed_once!(platform, actor, once, |tx| {
        store::prior_learning::keep_audit(tx, audit, platform.now()).await?;
        let (deed, told) = (Deed::TellPriorLearning, "said how they see themself");
        let subject = audit.person.0.to_string();
        platform.note(tx, actor, deed, None, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}
