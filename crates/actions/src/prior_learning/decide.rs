//! Lets a named person decide on a request, and withdraws a decision.
//!
//! Owns the deeds `DecideRequest` and `WithdrawDecision`. It never recognises more than is left.

use domain::{
    AcademicYear, Minutes,
    access::{Actor, Deed, Object},
    calendar::told,
    ledger::{self, Correction, Draft, EntryId, How, Kind, Words},
    notice::inbox::{NewNotice, NoticeKind},
    prior_learning::{
        self, Decision, Granted, Outcome, Refusal, Request, RequestId, Reviewer, Stage,
    },
};
use store::{Tx, prior_learning::Decided};
use uuid::Uuid;

use super::{Ground, address, ground, issuer, nothing, refuse_unnamed};
use crate::{
    ActionError, Platform,
    notice::tell,
    platform::{deed, deed_once},
};

/// Asks leave for a deed about the training of somebody, as of every school where they work.
pub(super) fn ask_leave(
    actor: &Actor,
    deed: Deed,
    ground: &Ground,
    request: &Request,
) -> Result<(), ActionError> {
    let at = |school| Object {
        person: Some(request.person),
        school,
        provider: Some(request.provider),
        ..Object::default()
    };
    if ground.schools.is_empty() {
        actor.may(deed, at(None))?;
    }
    for school in &ground.schools {
        actor.may(deed, at(Some(*school)))?;
    }
    Ok(())
}

/// Decides on a request of the version that was shown.
///
/// # Rule
/// Rules 6, 9 and 10 of the product: `domain::prior_learning::decide` tells them. What was recognised
/// before an appeal is taken back first, so that the second look begins where the first began.
///
/// # Refuses
/// When it is not the actor's to decide, or with the first rule that says no.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn decide(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (id, version): (RequestId, i64),
    decision: &Decision,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        decided(platform, tx, actor, (id, version), decision).await?;
        String::new()
    });
    done.map(|_| ())
}

pub(super) async fn decided(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    (id, version): (RequestId, i64),
    decision: &Decision,
) -> Result<(), ActionError> {
    let request = store::prior_learning::request(tx, id).await?;
    let request = request.ok_or_else(|| nothing("request"))?;
    let before = ground(platform, tx, request.provider, request.person).await?;
    ask_leave(actor, Deed::DecideRequest, &before, &request)?;
    refuse_unnamed(platform, actor, &before.rules, &before.provider)?;
    if request.version != version {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let earlier = store::prior_learning::decisions(tx, id).await?;
    let first = earlier
        .iter()
        .rfind(|one| one.outcome != QUESTION)
        .filter(|_| request.stage == Stage::Appealed);
    if decision.outcome != Outcome::Question
        && let Some(first) = first
    {
        undo(platform, tx, actor, first, "Decided on a second time.").await?;
    }
    let now = ground(platform, tx, request.provider, request.person).await?;
    let component = now.rules.versions.component(&request.component);
    let component = component.ok_or_else(|| nothing("component"))?;
    let item = store::prior_learning::item(tx, request.item).await?;
    let item = item.ok_or_else(|| nothing("item"))?;
    let reviewer = Reviewer {
        person: actor.person,
        gave_it: issuer::gave_it(tx, actor, &item).await?,
        first: first.map(|one| one.by),
    };
    let left = prior_learning::left(&now.standing, &request.component);
    let today = platform.today();
    let granted = prior_learning::decide(&request, component, left, decision, &reviewer, today)?;
    let number = platform.number();
    let entry = recognise(
        platform,
        tx,
        actor,
        (&request, number),
        (&granted, decision),
    )
    .await?;
    let kept = Decided {
        id: number,
        request: id,
        outcome: outcome(decision.outcome).to_owned(),
        minutes: granted.minutes,
        reason: decision.reason,
        words: decision.words.trim().to_owned(),
        until: decision.until,
        by: actor.person,
        at: platform.now(),
        entry,
        withdrawn_at: None,
    };
    store::prior_learning::decide(tx, &kept).await?;
    if !store::prior_learning::move_to(tx, (id, version), granted.stage).await? {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let after = ground(platform, tx, request.provider, request.person).await?;
    let new = notice(&request, &kept, (&item.title, &component.title), &after);
    tell(platform, tx, &new).await?;
    let told = format!("{}: {}", kept.outcome, kept.minutes);
    let (deed, of) = (Deed::DecideRequest, Some(request.provider));
    platform
        .note(tx, actor, deed, of, id.0.to_string(), told)
        .await
}

/// The word under which a question back is kept.
pub(super) const QUESTION: &str = "question";

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Full => "full",
        Outcome::Part(_) => "part",
        Outcome::Declined => "declined",
        Outcome::Question => QUESTION,
    }
}

/// Writes what is recognised into the book. Says the number of its line.
async fn recognise(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    (request, number): (&Request, Uuid),
    (granted, decision): (&Granted, &Decision),
) -> Result<Option<EntryId>, ActionError> {
    if granted.minutes == Minutes::ZERO {
        return Ok(None);
    }
    let today = platform.today();
    let draft = Draft {
        person: request.person,
        provider: request.provider,
        school: None,
        component: Some(request.component.clone()),
        kind: Kind::Recognised,
        minutes: granted.minutes,
        held_on: today,
        counts_for: AcademicYear::containing(today),
        verified_by: Some(actor.person),
        how: How::Decision,
        reference: format!("decision {number}"),
        until: decision.until,
        replaces: None,
        words: Words {
            reason: decision.words.trim().to_owned(),
            stated_verifier: String::new(),
        },
    };
    ledger::check(&draft, today, true)?;
    let head = store::ledger::lock_book(tx, request.provider).await?;
    let entry = EntryId(platform.number());
    let entries = vec![(entry, platform.salt(), draft)];
    let (now, by) = (platform.now(), actor.person);
    store::ledger::append(tx, head, request.provider, entries, now, by).await?;
    Ok(Some(entry))
}

/// Takes back what a decision recognised: a line of no minutes replaces its own.
async fn undo(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    decision: &Decided,
    reason: &str,
) -> Result<(), ActionError> {
    store::prior_learning::withdraw(tx, decision.id, platform.now()).await?;
    let Some(entry) = decision.entry else {
        return Ok(());
    };
    let old = store::ledger::entry(tx, entry).await?;
    let old = old.ok_or_else(|| nothing("entry"))?;
    let correction = Correction {
        minutes: Some(Minutes::ZERO),
        reason: reason.to_owned(),
        ..Correction::default()
    };
    let draft = ledger::amend(&old, correction, None)?;
    let head = store::ledger::lock_book(tx, old.provider).await?;
    let entries = vec![(EntryId(platform.number()), platform.salt(), draft)];
    let (now, by) = (platform.now(), actor.person);
    let done = store::ledger::append(tx, head, old.provider, entries, now, by).await;
    match done {
        Err(store::StoreError::Conflict(store::Conflict::EntryReplaced)) => {
            Err(ledger::Refusal::AlreadyReplaced.into())
        }
        done => Ok(done.map(|_| ())?),
    }
}

/// The outcome in plain words, with what is left to do.
fn notice(
    request: &Request,
    decided: &Decided,
    (item, component): (&str, &str),
    after: &Ground,
) -> NewNotice {
    let minutes = decided.minutes;
    let what = match decided.outcome.as_str() {
        QUESTION => {
            format!("There is a question about “{item}”. Until it is answered nothing is decided.")
        }
        "declined" => format!("“{item}” does not count towards “{component}”."),
        _ if minutes < request.claimed => format!(
            "{minutes} of the {} that you asked for count towards “{component}”.",
            request.claimed
        ),
        _ => format!("All {minutes} that you asked for count towards “{component}”."),
    };
    let until = decided
        .until
        .map(|until| format!(" It holds until {}.", told(until)));
    let until = until.unwrap_or_default();
    let why = match decided.outcome.as_str() {
        QUESTION => decided.words.clone(),
        _ => format!("{}. {}", decided.reason.words(), decided.words),
    };
    let left = match after.standing.remaining {
        Some(Minutes::ZERO) => "Nothing is left for you to do.".to_owned(),
        Some(left) => format!("What is left for you to do in all: {left}."),
        None => String::new(),
    };
    let subject = match decided.outcome.as_str() {
        QUESTION => format!("A question about “{item}”"),
        _ => format!("Decided: “{item}”"),
    };
    NewNotice {
        provider: Some(request.provider),
        about: Some(request.id.0),
        subject,
        words: format!("{what}{until}\n\nWhy: {why}\n\n{left}"),
        why: format!(
            "You get this because you asked {} to recognise earlier training.",
            after.provider.name
        ),
        path: address(request.id),
        action: match decided.outcome.as_str() {
            QUESTION => "Answer the question".to_owned(),
            _ => "Read the decision".to_owned(),
        },
        by: decided.by,
        ..NewNotice::to(
            request.person,
            NoticeKind::Decision,
            format!("recognition {}", decided.id),
        )
    }
}

/// Withdraws the decision on a request: what it recognised is taken back.
///
/// # Refuses
/// When it is not the actor's to do, without a reason, or when nothing was decided.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn withdraw(
    platform: &Platform,
    actor: &Actor,
    id: RequestId,
    version: i64,
    reason: &str,
) -> Result<(), ActionError> {
    let reason = reason.trim();
    deed!(platform, |tx| {
        let request = store::prior_learning::request(tx, id).await?;
        let request = request.ok_or_else(|| nothing("request"))?;
        let object = Object {
            provider: Some(request.provider),
            ..Object::default()
        };
        actor.may(Deed::WithdrawDecision, object)?;
        if reason.is_empty() {
            return Err(Refusal::NoWords.into());
        }
        if request.stage != Stage::Decided {
            return Err(Refusal::MovedOn.into());
        }
        let decisions = store::prior_learning::decisions(tx, id).await?;
        let held = |one: &&Decided| one.outcome != QUESTION && one.withdrawn_at.is_none();
        let last = decisions.iter().rfind(held).ok_or(Refusal::MovedOn)?;
        undo(platform, tx, actor, last, reason).await?;
        if !store::prior_learning::move_to(tx, (id, version), Stage::Withdrawn).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let after = ground(platform, tx, request.provider, request.person).await?;
        let left = after.standing.remaining;
        let left = left.map(|left| format!("What is left for you to do in all: {left}."));
        let new = NewNotice {
            provider: Some(request.provider),
            about: Some(id.0),
            subject: "A decision on your earlier training was withdrawn".to_owned(),
            words: format!("Why: {reason}\n\n{}", left.unwrap_or_default()),
            why: "You get this because you asked for earlier training to be recognised.".to_owned(),
            path: address(id),
            action: "See what it was about".to_owned(),
            by: actor.person,
            ..NewNotice::to(
                request.person,
                NoticeKind::Decision,
                format!("recognition withdrawn {}", last.id),
            )
        };
        tell(platform, tx, &new).await?;
        let (deed, of) = (Deed::WithdrawDecision, Some(request.provider));
        let told = format!("took back {}", last.minutes);
        platform
            .note(tx, actor, deed, of, id.0.to_string(), told)
            .await?;
    })
}
