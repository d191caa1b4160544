//! Shows what waits for a decision, the longest wait first, and one request with all that it rests on.
//!
//! Owns the deed `ReadRequests` and the words `Queue` and `Case`. It never decides.

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    partnership::Provider,
    prior_learning::{self, Equivalence, Item, Request, RequestId, Stage, issuer::Enquiry},
    programme::Component,
};
use store::{
    Tx,
    prior_learning::{Decided, Queued, Reply},
};

use super::{
    Clock, Ground, clock, decide::ask_leave, file, ground, held, issuer, nothing, refuse_unnamed,
    request::signed, within,
};
use crate::{ActionError, Platform, partnership::holder, standing::everybody_of};

/// Lines of a page.
pub const PER_PAGE: i64 = 50;

/// What waits for a decision.
#[derive(Debug, Clone)]
pub struct Queue {
    /// The provider.
    pub provider: Provider,
    /// How far everything in it has come.
    pub stage: Stage,
    /// One page of it, the longest wait first.
    pub lines: Vec<Line>,
    /// How many all pages have, by stage: open, asked, appealed, decided.
    pub counts: Vec<(Stage, i64)>,
    /// Which page it is, from 1.
    pub page: i64,
}

impl Queue {
    /// How many pages there are, at least 1.
    #[must_use]
    pub fn pages(&self) -> i64 {
        let all = self.counts.iter().find(|(stage, _)| *stage == self.stage);
        let all = all.map_or(0, |(_, count)| *count);
        ((all + PER_PAGE - 1) / PER_PAGE).max(1)
    }
}

/// One line of a queue.
#[derive(Debug, Clone)]
pub struct Line {
    /// The request with its item.
    pub queued: Queued,
    /// The title of the component.
    pub component: String,
    /// How long it has waited, while it waits.
    pub clock: Option<Clock>,
    /// What the map proposes: by what, and how many minutes.
    pub proposed: Option<(Equivalence, Minutes)>,
}

/// The stages that a queue shows, in order.
const STAGES: [Stage; 4] = [Stage::Open, Stage::Appealed, Stage::Asked, Stage::Decided];

fn may_read(actor: &Actor, provider: &Provider) -> Result<(), ActionError> {
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    Ok(actor.may(Deed::ReadRequests, object)?)
}

/// Shows one page of what has come so far with a provider. Costs the same however long it is.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn queue(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    (stage, page): (Stage, i64),
) -> Result<Queue, ActionError> {
    let (provider, rules, agreed, counts, found, page, contradicted) = {
        let mut tx = platform.store.read().await?;
        let provider = holder(&mut tx, code).await?;
        may_read(actor, &provider)?;
        let rules = platform.rules(&mut tx, &provider).await?;
        let agreed = held::agreed(&mut tx, &provider, &rules).await?;
        let mut counts = Vec::with_capacity(STAGES.len());
        for stage in STAGES {
            let count = store::prior_learning::count(&mut tx, (provider.id, stage)).await?;
            counts.push((stage, count));
        }
        let all = counts.iter().find(|(known, _)| *known == stage);
        let pages = all.map_or(0, |(_, count)| (count + PER_PAGE - 1) / PER_PAGE);
        let page = page.clamp(1, pages.max(1));
        let which = (PER_PAGE, (page - 1) * PER_PAGE);
        let found = store::prior_learning::queue(&mut tx, (provider.id, stage), which).await?;
        let contradicted =
            store::prior_learning::issuer::contradicted(&mut tx, provider.id).await?;
        (provider, rules, agreed, counts, found, page, contradicted)
    };
    let everybody = everybody_of(platform, &provider).await?;
    let within = within(platform, &rules, &provider);
    let lines = found
        .into_iter()
        .map(|queued| {
            let part = rules.versions.component(&queued.component);
            let row = everybody.of(queued.item.person);
            let left = row.map(|row| prior_learning::left(&row.standing, &queued.component));
            let proposed = proposal(&queued.item, &agreed, &queued.component)
                .filter(|_| !contradicted.contains(&queued.item.id));
            Line {
                component: part.map_or_else(|| queued.component.clone(), |part| part.title.clone()),
                clock: clock(platform, stage, Some(queued.asked_on), within),
                proposed: at_most(proposed, queued.claimed.min(left.unwrap_or(queued.claimed))),
                queued,
            }
        })
        .collect();
    Ok(Queue {
        provider,
        stage,
        lines,
        counts,
        page,
    })
}

/// The most that the map says an item stands for of a component.
fn proposal(
    item: &Item,
    agreed: &[Equivalence],
    component: &str,
) -> Option<(Equivalence, Minutes)> {
    agreed
        .iter()
        .filter(|one| one.component == component)
        .filter_map(|one| Some((one.clone(), one.stands_for(item)?)))
        .max_by_key(|(_, minutes)| *minutes)
}

/// A proposal for so many minutes at most; none where nothing is left of it.
fn at_most(
    proposed: Option<(Equivalence, Minutes)>,
    most: Minutes,
) -> Option<(Equivalence, Minutes)> {
    proposed
        .map(|(by, minutes)| (by, minutes.min(most)))
        .filter(|(_, minutes)| *minutes > Minutes::ZERO)
}

/// One request with all that a decision rests on.
#[derive(Debug, Clone)]
pub struct Case {
    /// The provider.
    pub provider: Provider,
    /// The request.
    pub request: Request,
    /// Whose it is.
    pub name: String,
    /// The item.
    pub item: Item,
    /// What they show for it.
    pub files: Vec<file::Shown>,
    /// What issuers were asked about it, and what they answered.
    pub enquiries: Vec<Enquiry>,
    /// The component.
    pub component: Component,
    /// How much of the component can still be recognised.
    pub left: Minutes,
    /// What is left to do in all.
    pub remaining: Option<Minutes>,
    /// What the map proposes.
    pub proposed: Option<(Equivalence, Minutes)>,
    /// How long it has waited, while it waits.
    pub clock: Option<Clock>,
    /// Everything that was decided, with the names of those who did.
    pub decisions: Vec<(Decided, String)>,
    /// What the mentor said to it.
    pub replies: Vec<Reply>,
    /// Why the reader may not decide; nothing where they may.
    pub barred: Option<String>,
    /// Whether the reader may withdraw the decision.
    pub may_withdraw: bool,
    /// The next that waits, in the order of the queue.
    pub next: Option<RequestId>,
}

/// Shows one request to whoever decides.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such request with the provider, or the store fails.
pub async fn case(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    id: RequestId,
) -> Result<Case, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    may_read(actor, &provider)?;
    let request = store::prior_learning::request(&mut tx, id).await?;
    let request = request.filter(|request| request.provider == provider.id);
    let request = request.ok_or_else(|| nothing("request"))?;
    let ground = ground(platform, &mut tx, provider.id, request.person).await?;
    let item = store::prior_learning::item(&mut tx, request.item).await?;
    let item = item.ok_or_else(|| nothing("item"))?;
    let gave_it = issuer::gave_it(&mut tx, actor, &item).await?;
    let item = item.whole(platform.today())?;
    let agreed = held::agreed(&mut tx, &provider, &ground.rules).await?;
    let component = ground.rules.versions.component(&request.component);
    let component = component.cloned().ok_or_else(|| nothing("component"))?;
    let decisions = signed(&mut tx, id).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    let within = within(platform, &ground.rules, &provider);
    let left = prior_learning::left(&ground.standing, &request.component);
    let enquiries = issuer::asked_by(&mut tx, request.item, provider.id).await?;
    let proposed = proposal(&item, &agreed, &request.component)
        .filter(|_| !issuer::is_contradicted(&enquiries));
    Ok(Case {
        barred: barred(platform, actor, (&ground, &request), (&decisions, gave_it)),
        may_withdraw: request.stage == Stage::Decided
            && actor.may(Deed::WithdrawDecision, object).is_ok(),
        left,
        remaining: ground.standing.remaining,
        proposed: at_most(proposed, request.claimed.min(left)),
        clock: clock(platform, request.stage, request.asked_on, within),
        replies: store::prior_learning::replies(&mut tx, id).await?,
        files: file::shown(&mut tx, request.item).await?,
        enquiries,
        next: next(&mut tx, &provider, &request).await?,
        name: ground.name,
        provider: ground.provider,
        decisions,
        component,
        item,
        request,
    })
}

/// Says in words why somebody may not decide on a request.
fn barred(
    platform: &Platform,
    actor: &Actor,
    (ground, request): (&Ground, &Request),
    (decisions, gave_it): (&[(Decided, String)], bool),
) -> Option<String> {
    use prior_learning::Refusal;
    if actor.person == request.person {
        return Some(Refusal::OwnRequest.to_string());
    }
    if gave_it {
        return Some(Refusal::GaveIt.to_string());
    }
    if let Err(refusal) = refuse_unnamed(platform, actor, &ground.rules, &ground.provider) {
        return Some(refusal.to_string());
    }
    if ask_leave(actor, Deed::DecideRequest, ground, request).is_err() {
        return Some("This is not yours to decide. A lead mentor whom a school employs does not decide on its mentors.".to_owned());
    }
    let mut before = decisions.iter();
    let last = before.rfind(|(one, _)| one.outcome != super::decide::QUESTION);
    match last {
        Some((last, _)) if request.stage == Stage::Appealed && last.by == actor.person => {
            Some(Refusal::DecidedBefore.to_string())
        }
        _ => None,
    }
}

/// The request that comes after this one in the order of the queue: its own stage to the end, then the
/// others from the longest wait on.
async fn next(
    tx: &mut Tx,
    provider: &Provider,
    this: &Request,
) -> Result<Option<RequestId>, ActionError> {
    let after = this.asked_on.map(|asked_on| (asked_on, this.id));
    let waits = this.stage.waits_for_a_reviewer();
    let own = waits.then_some((this.stage, after));
    let rest = [(Stage::Appealed, None), (Stage::Open, None)];
    for (stage, after) in own.into_iter().chain(rest) {
        let found = store::prior_learning::next(tx, (provider.id, stage), after, this.id).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
