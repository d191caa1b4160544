//! Notes whom somebody wrote to about their training.
//!
//! Owns the deed `NudgeMentors`; messages of the program's own stand in `outbox`. It never sends
//! anything: the reader's own mail does.

mod letters;
mod outbox;

use std::collections::{BTreeMap, HashSet};

use domain::{
    access::{Actor, Deed, Object},
    partnership::Provider,
    person::PersonId,
};
use store::{Tx, notice::Nudge};
use uuid::Uuid;

pub use letters::{Outbox, outbox, resend, try_mail, would_be_sent};
pub use outbox::{Batch, Fared, batch, longest_due, queue, settle};
pub use store::notice::outbox::Letter;

use crate::{
    ActionError, Platform, access::delegate::in_stead, partnership::holder, platform::deed_once,
    standing,
};

/// A mentor, and the provider with whom they train.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen {
    /// The provider's code.
    pub provider: String,
    /// Who.
    pub mentor: PersonId,
}

/// Notes that somebody has written to mentors about their training. Says to how many.
///
/// # Refuses
/// When any of them is not the actor's to write to: then none is noted.
/// # Errors
/// When there is no such mentor or provider, or the store fails.
pub async fn nudge(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    chosen: &[Chosen],
) -> Result<usize, ActionError> {
    let mut by_provider: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
    for one in chosen {
        let mentors = by_provider.entry(&one.provider).or_default();
        if !mentors.contains(&one.mentor) {
            mentors.push(one.mentor);
        }
    }
    for (code, mentors) in &by_provider {
        ask_leave(platform, actor, code, mentors).await?;
    }
    let done = deed_once!(platform, actor, once, |tx| {
        let mut noted = HashSet::new();
        for (code, mentors) in &by_provider {
            let provider = holder(tx, code).await?;
            for mentor in mentors {
                keep(platform, actor, tx, &provider, *mentor).await?;
                noted.insert(*mentor);
            }
        }
        noted.len().to_string()
    });
    Ok(done?.parse().unwrap_or_default())
}

async fn ask_leave(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    mentors: &[PersonId],
) -> Result<(), ActionError> {
    let provider = {
        let mut tx = platform.store.read().await?;
        holder(&mut tx, code).await?
    };
    let all = standing::whole(platform, &provider, platform.today(), None).await?;
    for mentor in mentors {
        let row = all.rows.iter().find(|row| row.person.id == *mentor);
        let row =
            row.ok_or_else(|| ActionError::NotFound("There is no such mentor.".to_owned()))?;
        let at = |school| Object {
            person: Some(*mentor),
            school,
            provider: Some(provider.id),
            ..Object::default()
        };
        let mut schools = row.schools.iter();
        if !schools.any(|school| actor.may(Deed::NudgeMentors, at(Some(*school))).is_ok()) {
            actor.may(Deed::NudgeMentors, at(None))?;
        }
    }
    Ok(())
}

async fn keep(
    platform: &Platform,
    actor: &Actor,
    tx: &mut Tx,
    provider: &Provider,
    mentor: PersonId,
) -> Result<(), ActionError> {
    let nudge = Nudge {
        id: platform.number(),
        provider: provider.id,
        person: mentor,
        nudged_at: platform.now(),
        nudged_by: actor.person,
    };
    store::notice::keep_nudge(tx, &nudge).await?;
    let subject = mentor.0.to_string();
    let mut told = "written to about their training".to_owned();
    if !actor.stands_in.is_empty() {
        let held = store::person::memberships_of(tx, mentor).await?;
        let at = |school| Object {
            person: Some(mentor),
            school,
            provider: Some(provider.id),
            ..Object::default()
        };
        let schools = held.iter().map(|held| held.membership.school);
        let steads = schools.map(|school| in_stead(actor, Deed::NudgeMentors, at(school)));
        told.push_str(&steads.max().unwrap_or_default());
    }
    platform
        .note(
            tx,
            actor,
            Deed::NudgeMentors,
            Some(provider.id),
            subject,
            told,
        )
        .await
}
