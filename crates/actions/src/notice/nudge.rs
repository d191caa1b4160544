//! Writes to mentors about their training, or notes that somebody did so by their own mail.
//!
//! Owns the deed `NudgeMentors`. It never writes twice in a week, and names nobody to anybody else.

use std::collections::{BTreeMap, HashSet};

use domain::{
    access::{Actor, Deed, Object},
    calendar::{told, uk_day},
    notice::inbox::{NewNotice, NoticeKind},
    partnership::Provider,
    person::PersonId,
    standing::Shown,
};
use store::{Tx, notice::Nudge};
use uuid::Uuid;

use crate::{
    ActionError, Platform,
    access::delegate::in_stead,
    notice::tell,
    our_mentors::monday,
    partnership::holder,
    platform::deed_once,
    standing::{self, Row},
};

/// A mentor, and the provider with whom they train.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen {
    /// The provider's code.
    pub provider: String,
    /// Who.
    pub mentor: PersonId,
}

/// What somebody is asked: the page, and what is open there.
struct Asked {
    mentor: PersonId,
    path: String,
    open: String,
    action: &'static str,
}

/// How a mentor is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// By the actor's own mail: it is noted alone.
    OwnMail,
    /// By a message of ours, in their inbox and by mail when that may go.
    Message,
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
    written(platform, actor, once, chosen, Manner::OwnMail).await
}

/// Tells each mentor in their inbox what is open with them. Says how many.
///
/// # Rule
/// Nobody is told twice in a week about the training with one provider, and nobody of whom no address is
/// known. The mail goes when the budget of attention lets it; its link opens one page alone, with the
/// mentor's own rights.
///
/// # Refuses
/// When any of them is not the actor's to write to: then nothing is sent.
/// # Errors
/// When there is no such mentor or provider, or the store fails.
pub async fn remind(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    chosen: &[Chosen],
) -> Result<usize, ActionError> {
    written(platform, actor, once, chosen, Manner::Message).await
}

async fn written(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    chosen: &[Chosen],
    manner: Manner,
) -> Result<usize, ActionError> {
    let mut by_provider: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
    for one in chosen {
        let mentors = by_provider.entry(&one.provider).or_default();
        if !mentors.contains(&one.mentor) {
            mentors.push(one.mentor);
        }
    }
    let mut all = Vec::new();
    for (code, mentors) in &by_provider {
        all.push(ask_leave(platform, actor, code, mentors).await?);
    }
    let done = deed_once!(platform, actor, once, |tx| {
        let mut reached = HashSet::new();
        for (provider, asked) in &all {
            let before = store::notice::nudged(tx, provider.id).await?;
            let week = monday(platform.today());
            for one in asked {
                let last = before.get(&one.mentor).map(|at| uk_day(*at));
                let is_written = match manner {
                    Manner::OwnMail => true,
                    Manner::Message if last.is_some_and(|day| day >= week) => false,
                    Manner::Message => send(platform, tx, actor, provider, one).await?,
                };
                if is_written {
                    keep(platform, actor, tx, provider, one, manner).await?;
                    reached.insert(one.mentor);
                }
            }
        }
        reached.len().to_string()
    });
    Ok(done?.parse().unwrap_or_default())
}

async fn ask_leave(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    mentors: &[PersonId],
) -> Result<(Provider, Vec<Asked>), ActionError> {
    let provider = {
        let mut tx = platform.store.read().await?;
        holder(&mut tx, code).await?
    };
    let all = standing::whole(platform, &provider, platform.today(), None).await?;
    let mut asked = Vec::new();
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
        asked.push(open(&provider, row));
    }
    Ok((provider, asked))
}

/// What is open with a mentor: what was brought in and waits for their word, or what has passed its
/// day, or what comes next.
fn open(provider: &Provider, row: &Row) -> Asked {
    let own = format!("/standing/{}", provider.code.to_lowercase());
    let standing = &row.standing;
    let (path, open, action) = if standing.history.is_settled() {
        let late: Vec<String> = standing
            .owed()
            .filter(|one| standing.shown(one) == Shown::Overdue)
            .filter_map(|one| {
                let title = one.title(standing.programme.as_deref()?);
                let day = one.due_on.map(|day| format!(", due {}", told(day)));
                Some(format!("“{title}”{}", day.unwrap_or_default()))
            })
            .collect();
        let words = match late.len() {
            0 => "It shows where you stand and what comes next.".to_owned(),
            1 => format!("One part has passed its day: {}.", late[0]),
            many => format!("{many} parts have passed their day: {}.", late.join("; ")),
        };
        (own, words, "See my training")
    } else {
        (
            format!("{own}/history"),
            "What was recorded of you earlier was brought in. Please look whether it is right; \
             nothing counts as late until you have."
                .to_owned(),
            "Look at what was brought in",
        )
    };
    Asked {
        mentor: row.person.id,
        path,
        open,
        action,
    }
}

/// Tells the mentor. Says whether an address is known to which a mail can go, and they were not told in
/// this week before.
async fn send(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    provider: &Provider,
    asked: &Asked,
) -> Result<bool, ActionError> {
    if store::person::emails_of(tx, asked.mentor).await?.is_empty() {
        return Ok(false);
    }
    let writer = store::person::person(tx, actor.person).await?;
    let writer = writer.map_or_else(|| provider.name.clone(), |writer| writer.name());
    let (with, week) = (&provider.name, monday(platform.today()));
    let new = NewNotice {
        provider: Some(provider.id),
        subject: format!("Your mentor training with {with}"),
        words: format!(
            "{writer} asks you to look at your mentor training with {with}. {}\n\nIf something \
             there is not right, or the time is hard to find, please tell {writer}.",
            asked.open
        ),
        why: format!("You get this because {writer} wrote to you about your training with {with}."),
        ask: writer,
        path: asked.path.clone(),
        action: asked.action.to_owned(),
        by: actor.person,
        ..NewNotice::to(
            asked.mentor,
            NoticeKind::Nudge,
            format!("nudge {} {week}", provider.id.0),
        )
    };
    tell(platform, tx, &new).await
}

async fn keep(
    platform: &Platform,
    actor: &Actor,
    tx: &mut Tx,
    provider: &Provider,
    asked: &Asked,
    manner: Manner,
) -> Result<(), ActionError> {
    let nudge = Nudge {
        id: platform.number(),
        provider: provider.id,
        person: asked.mentor,
        nudged_at: platform.now(),
        nudged_by: actor.person,
    };
    store::notice::keep_nudge(tx, &nudge).await?;
    let mut told = match manner {
        Manner::OwnMail => "written to about their training".to_owned(),
        Manner::Message => "sent a message about their training".to_owned(),
    };
    if !actor.stands_in.is_empty() {
        let held = store::person::memberships_of(tx, asked.mentor).await?;
        let at = |school| Object {
            person: Some(asked.mentor),
            school,
            provider: Some(provider.id),
            ..Object::default()
        };
        let schools = held.iter().map(|held| held.membership.school);
        let steads = schools.map(|school| in_stead(actor, Deed::NudgeMentors, at(school)));
        told.push_str(&steads.max().unwrap_or_default());
    }
    let (deed, subject) = (Deed::NudgeMentors, asked.mentor.0.to_string());
    platform
        .note(tx, actor, deed, Some(provider.id), subject, told)
        .await
}
