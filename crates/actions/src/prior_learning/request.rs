//! Keeps what somebody asks to have recognised, and shows them where it stands.
//!
//! Owns the deed `AskRecognition` and the words `Choices`, `Told` and `Shown`. It never decides.

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    partnership::Provider,
    person::PersonId,
    prior_learning::{
        self, Item, ItemDraft, ItemId, Refusal, Request, RequestId, Stage, issuer::Enquiry,
        requested,
    },
    programme::{Component, Reach},
};
use store::{
    Tx,
    prior_learning::{Decided, Reply},
};
use uuid::Uuid;

use super::{
    Clock, audit::own, clock, ground, held, issuer, nothing, waits::tell_reviewers, who_decides,
    within,
};
use crate::{ActionError, Platform, partnership::holder, platform::deed_once};

/// A request with what is said of it in a list.
#[derive(Debug, Clone)]
pub struct Told {
    /// The request.
    pub request: Request,
    /// The provider that is asked.
    pub provider: Provider,
    /// What the item was called.
    pub title: String,
    /// The title of the component.
    pub component: String,
    /// What was decided last, and still holds.
    pub decision: Option<Decided>,
    /// How long it has waited, while it waits.
    pub clock: Option<Clock>,
}

/// Gathers what is said of all requests of somebody.
pub(super) async fn told(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    items: &[ItemDraft],
) -> Result<Vec<Told>, ActionError> {
    let requests = store::prior_learning::of_person(tx, person).await?;
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let decisions = store::prior_learning::decisions_of(tx, person).await?;
    let providers = store::partnership::providers(tx).await?;
    let mut all = Vec::with_capacity(requests.len());
    for request in requests {
        let provider = providers.iter().find(|one| one.id == request.provider);
        let Some(provider) = provider.cloned() else {
            continue;
        };
        let rules = platform.rules(tx, &provider).await?;
        let item = items.iter().find(|item| item.id == request.item);
        let part = rules.versions.component(&request.component);
        let decision = decisions
            .iter()
            .rfind(|one| one.request == request.id && one.withdrawn_at.is_none());
        let within = within(platform, &rules, &provider);
        all.push(Told {
            title: item.map(|item| item.title.clone()).unwrap_or_default(),
            component: part.map_or_else(|| request.component.clone(), |part| part.title.clone()),
            decision: decision.cloned(),
            clock: clock(platform, request.stage, request.asked_on, within),
            provider,
            request,
        });
    }
    Ok(all)
}

/// What an item may be put forward for.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The item.
    pub item: Item,
    /// The provider that is asked.
    pub provider: Provider,
    /// The components of which anything is left, the likeliest first.
    pub matches: Vec<Match>,
    /// What the provider calls those who decide.
    pub who_decides: String,
    /// Days within which they answer.
    pub within: i32,
}

/// A component that an item may match.
#[derive(Debug, Clone)]
pub struct Match {
    /// The component.
    pub component: Component,
    /// How much of it is left.
    pub left: Minutes,
    /// What the map proposes.
    pub proposed: Option<Minutes>,
}

/// Shows what an item may be put forward for.
///
/// # Refuses
/// When it is not the actor's own, or the item is not whole yet.
/// # Errors
/// When there is no such item or provider, or the store fails.
pub async fn choices(
    platform: &Platform,
    actor: &Actor,
    item: ItemId,
    code: &str,
) -> Result<Choices, ActionError> {
    let mut tx = platform.store.read().await?;
    let item = own(&mut tx, actor, Deed::AskRecognition, item).await?;
    let item = item.whole(platform.today())?;
    let provider = holder(&mut tx, code).await?;
    let known = store::person::providers(&mut tx, item.person).await?;
    if !known.contains(&provider.id) {
        return Err(nothing("provider"));
    }
    let ground = ground(platform, &mut tx, provider.id, item.person).await?;
    let agreed = held::agreed(&mut tx, &provider, &ground.rules).await?;
    let left = |code: &str| prior_learning::left(&ground.standing, code);
    let proposals = prior_learning::proposals(&item, &agreed, left);
    let programme = ground.standing.programme.as_deref();
    let parts = programme.map_or(&[][..], |programme| &programme.components);
    let mut matches: Vec<Match> = parts
        .iter()
        .filter(|part| part.reach == Reach::Portable)
        .map(|part| Match {
            left: left(&part.code),
            proposed: proposals
                .iter()
                .find(|one| one.by.component == part.code)
                .map(|one| one.minutes),
            component: part.clone(),
        })
        .filter(|one| one.left > Minutes::ZERO)
        .collect();
    matches.sort_by_key(|one| std::cmp::Reverse(one.proposed));
    Ok(Choices {
        who_decides: who_decides(platform, &ground.rules, &provider).await?,
        within: within(platform, &ground.rules, &provider),
        item,
        provider,
        matches,
    })
}

/// Sends a request to a provider. Says its number.
///
/// # Refuses
/// When it is not the actor's own; for a component that is local or of which nothing is left; for more
/// minutes than the item has; without a sentence; or when the same was asked already.
/// # Errors
/// When there is no such item or provider, or the store fails.
pub async fn ask(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (item, code): (ItemId, &str),
    (component, claimed, used): (&str, Minutes, &str),
) -> Result<RequestId, ActionError> {
    let choices = choices(platform, actor, item, code).await?;
    let mut matches = choices.matches.iter();
    let part = matches
        .find(|one| one.component.code == component)
        .ok_or(Refusal::NoComponent)?;
    let done = deed_once!(platform, actor, once, |tx| {
        let today = platform.today();
        let request = Request {
            id: RequestId(platform.number()),
            item,
            person: choices.item.person,
            provider: choices.provider.id,
            component: component.to_owned(),
            claimed,
            used: used.trim().to_owned(),
            stage: Stage::Open,
            asked_on: Some(today),
            version: 0,
        };
        requested(&request, &choices.item, &part.component)?;
        let before = store::prior_learning::of_person(tx, request.person).await?;
        let same = |one: &&Request| {
            (one.item, one.provider) == (item, request.provider)
                && one.component == component
                && one.stage != Stage::Withdrawn
        };
        if before.iter().any(|one| same(&one)) {
            return Err(Refusal::AskedAlready.into());
        }
        store::prior_learning::ask(tx, &request, today).await?;
        Box::pin(tell_reviewers(
            platform,
            tx,
            &choices.provider,
            request.person,
        ))
        .await?;
        let (deed, told) = (Deed::AskRecognition, format!("{claimed} of {component}"));
        let (of, subject) = (Some(request.provider), request.id.0.to_string());
        platform.note(tx, actor, deed, of, &subject, told).await?;
        subject
    })?;
    Ok(RequestId(Uuid::try_parse(&done).unwrap_or_default()))
}

/// One request as its mentor reads it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What is said of it in a list.
    pub told: Told,
    /// The item.
    pub item: ItemDraft,
    /// Everything that was decided, in order.
    pub decisions: Vec<(Decided, String)>,
    /// What the mentor said to it, in order.
    pub replies: Vec<Reply>,
    /// What the provider asked whoever gave it, and what they answered.
    pub enquiries: Vec<Enquiry>,
    /// What is left to do with the provider.
    pub remaining: Option<Minutes>,
    /// What the provider calls those who decide.
    pub who_decides: String,
}

/// Shows somebody a request of theirs.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn shown(
    platform: &Platform,
    actor: &Actor,
    id: RequestId,
) -> Result<Shown, ActionError> {
    let mut tx = platform.store.read().await?;
    let request = own_request(&mut tx, actor, Deed::ReadPriorLearning, id).await?;
    let item = store::prior_learning::item(&mut tx, request.item).await?;
    let item = item.ok_or_else(|| nothing("item"))?;
    let all = told(
        platform,
        &mut tx,
        request.person,
        std::slice::from_ref(&item),
    )
    .await?;
    let told = all.into_iter().find(|told| told.request.id == id);
    let told = told.ok_or_else(|| nothing("request"))?;
    let ground = ground(platform, &mut tx, request.provider, request.person).await?;
    Ok(Shown {
        decisions: signed(&mut tx, id).await?,
        replies: store::prior_learning::replies(&mut tx, id).await?,
        enquiries: issuer::asked_by(&mut tx, request.item, request.provider).await?,
        remaining: ground.standing.remaining,
        who_decides: who_decides(platform, &ground.rules, &ground.provider).await?,
        told,
        item,
    })
}

/// What was decided on a request, each with the name of whoever did.
pub(super) async fn signed(
    tx: &mut Tx,
    request: RequestId,
) -> Result<Vec<(Decided, String)>, ActionError> {
    let decisions = store::prior_learning::decisions(tx, request).await?;
    let by: Vec<PersonId> = decisions.iter().map(|one| one.by).collect();
    let people = store::person::named(tx, &by).await?;
    let name = |by: PersonId| {
        let person = people.iter().find(|person| person.id == by);
        person.map_or_else(|| "The operator".to_owned(), |person| person.name())
    };
    Ok(decisions
        .into_iter()
        .map(|one| {
            let name = name(one.by);
            (one, name)
        })
        .collect())
}

/// Fetches a request and asks leave on it.
pub(super) async fn own_request(
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    id: RequestId,
) -> Result<Request, ActionError> {
    let found = store::prior_learning::request(tx, id).await?;
    let request = found.ok_or_else(|| nothing("request"))?;
    let object = Object {
        person: Some(request.person),
        ..Object::default()
    };
    actor.may(deed, object)?;
    Ok(request)
}
