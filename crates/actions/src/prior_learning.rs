//! Takes in what a mentor brings along, asks what it stands for, and lets a named person decide.
//!
//! Owns the deeds of prior learning. It never accepts anything by itself.

pub mod adjustment;
mod audit;
mod decide;
pub mod file;
mod group;
pub mod issuer;
mod map;
mod queue;
mod ratify;
mod reply;
mod request;
mod skip;
mod together;
mod waits;

use map::held;

use domain::{
    access::Actor,
    partnership::{Provider, ProviderId, SchoolPhase, Urn},
    person::{PersonId, Role},
    policy::{Value, names},
    prior_learning::{Refusal, RequestId, Stage, days_waiting},
    standing::Standing,
};
use store::Tx;

pub use audit::{Brought, Hoped, Plan, begin, brought, item, keep_audit, keep_item, remove};
pub use store::prior_learning::{Decided, ReplyKind};

pub use decide::{decide, withdraw};
pub use group::{
    GroupShown, answer_group, ask_in, begin_group, export_group, follow, group, group_address,
    keep_shared_map, leave_group, mean, our_map, weigh_shared_map,
};
pub use map::{Change, Map, export, keep_map, map, strength, weigh_map};
pub use queue::{Case, Line, PER_PAGE, Queue, case, queue};
pub use ratify::ratify;
pub use reply::{answer, appeal, take_back};
pub use request::{Choices, Match, Shown, Told, ask, choices, shown};
pub use skip::{MaySkip, may_skip};
pub use together::{Line as PlanLine, OnePlan, Serves, one_plan};

use crate::{
    ActionError, Platform,
    partnership::partnerships,
    standing::{Rulebook, gather_one},
};

/// The page of one's own earlier training.
pub const ADDRESS: &str = "/prior-learning";

/// The page of one request.
#[must_use]
pub fn address(request: RequestId) -> String {
    format!("{ADDRESS}/request/{}", request.0)
}

/// What a request rests on.
struct Ground {
    provider: Provider,
    rules: std::sync::Arc<Rulebook>,
    standing: Standing,
    schools: Vec<Urn>,
    name: String,
    subject: Option<String>,
    school_phase: Option<SchoolPhase>,
}

async fn with(tx: &mut Tx, provider: ProviderId) -> Result<Provider, ActionError> {
    let all = store::partnership::providers(tx).await?;
    let found = all.into_iter().find(|one| one.id == provider);
    found.ok_or_else(|| nothing("provider"))
}

async fn ground(
    platform: &Platform,
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
) -> Result<Ground, ActionError> {
    let provider = with(tx, provider).await?;
    let person = store::person::person(tx, person).await?;
    let person = person.ok_or_else(|| nothing("person"))?;
    let name = person.name();
    let rules = platform.rules(tx, &provider).await?;
    let day = platform.today();
    let mentor = gather_one(tx, &provider, person, platform.known_before(), day).await?;
    let standing = mentor.reckon(&provider, &rules, day);
    Ok(Ground {
        schools: mentor.schools,
        subject: mentor.subject,
        school_phase: mentor.school_phase,
        provider,
        rules,
        standing,
        name,
    })
}

fn nothing(what: &str) -> ActionError {
    ActionError::NotFound(format!("There is no such {what} here."))
}

/// How many days a provider gives itself to answer.
fn within(platform: &Platform, rules: &Rulebook, provider: &Provider) -> i32 {
    let code = Some(provider.code.as_str());
    let term = rules
        .policies
        .on(names::ANSWERED_WITHIN, code, platform.today());
    match term.map(|term| &term.row.value) {
        Some(Value::Days(days)) => *days,
        _ => 0,
    }
}

/// The roles that decide for a provider.
fn reviewers(platform: &Platform, rules: &Rulebook, provider: &Provider) -> Vec<Role> {
    let code = Some(provider.code.as_str());
    let term = rules.policies.on(names::REVIEWERS, code, platform.today());
    match term.map(|term| &term.row.value) {
        Some(Value::Codes(codes)) => codes.iter().filter_map(|code| Role::read(code)).collect(),
        _ => Vec::new(),
    }
}

/// What a provider calls those who decide.
async fn who_decides(
    platform: &Platform,
    rules: &Rulebook,
    provider: &Provider,
) -> Result<String, ActionError> {
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let roles = reviewers(platform, rules, provider);
    let labels: Vec<String> = roles
        .into_iter()
        .map(|role| around.label(provider.id, role))
        .collect();
    Ok(labels.join(" or "))
}

/// Refuses whoever the provider has not named among those who decide.
fn refuse_unnamed(
    platform: &Platform,
    actor: &Actor,
    rules: &Rulebook,
    provider: &Provider,
) -> Result<(), Refusal> {
    let roles = reviewers(platform, rules, provider);
    let named = actor.memberships.iter().any(|held| {
        held.provider == provider.id && held.holds_on(actor.today) && roles.contains(&held.role)
    });
    if named || actor.is_operator() {
        Ok(())
    } else {
        Err(Refusal::NotAReviewer(provider.name.clone()))
    }
}

/// How long a request has waited for the side that owes the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Whole days since it was sent.
    pub days: i32,
    /// Days within which the provider answers.
    pub within: i32,
}

impl Clock {
    /// Whether it waits longer than the provider said.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.within > 0 && self.days > self.within
    }
}

/// The clock of a request, while it runs.
fn clock(
    platform: &Platform,
    stage: Stage,
    asked_on: Option<domain::Date>,
    within: i32,
) -> Option<Clock> {
    let runs = stage.waits_for_a_reviewer() || stage == Stage::Asked;
    let asked_on = asked_on.filter(|_| runs)?;
    Some(Clock {
        days: days_waiting(asked_on, platform.today()),
        within,
    })
}
