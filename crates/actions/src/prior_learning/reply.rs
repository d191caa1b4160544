//! Keeps what a mentor says about a request of theirs: an answer, an appeal, that they take it back.
//!
//! Owns the words answer, appeal and taking back. It never decides.

use domain::{
    access::{Actor, Deed},
    prior_learning::{Refusal, RequestId, Stage},
};
use store::{
    Tx,
    prior_learning::{Reply, ReplyKind},
};
use uuid::Uuid;

use super::{request::own_request, waits::tell_reviewers, with};
use crate::{ActionError, Platform, platform::deed_once};

/// Answers a question that came back.
///
/// # Refuses
/// When it is not the actor's own, when nothing was asked, without words, or when it has moved on.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn answer(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    of: (RequestId, i64),
    words: &str,
) -> Result<(), ActionError> {
    said(platform, actor, once, of, (ReplyKind::Answer, words)).await
}

/// Asks for a second look at a decision.
///
/// # Refuses
/// When it is not the actor's own, when nothing was decided, without words, or when it has moved on.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn appeal(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    of: (RequestId, i64),
    words: &str,
) -> Result<(), ActionError> {
    said(platform, actor, once, of, (ReplyKind::Appeal, words)).await
}

/// The most letters of an answer or an appeal.
const LETTERS: usize = 600;

async fn said(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (id, version): (RequestId, i64),
    (kind, words): (ReplyKind, &str),
) -> Result<(), ActionError> {
    let words = words.trim();
    let done = deed_once!(platform, actor, once, |tx| {
        let request = own_request(tx, actor, Deed::AskRecognition, id).await?;
        match words.chars().count() {
            0 => return Err(Refusal::Missing("in a sentence what you want to say").into()),
            letters if letters > LETTERS => {
                return Err(Refusal::TooLong("what you want to say", LETTERS).into());
            }
            _ => {}
        }
        let (from, to, told) = match kind {
            ReplyKind::Answer => (
                Stage::Asked,
                once_more(tx, id).await?,
                "answered a question",
            ),
            ReplyKind::Appeal => (Stage::Decided, Stage::Appealed, "asked for a second look"),
        };
        let looked_twice = kind == ReplyKind::Appeal && once_more(tx, id).await? == Stage::Appealed;
        if request.stage != from || looked_twice {
            return Err(Refusal::MovedOn.into());
        }
        if !store::prior_learning::move_to(tx, (id, version), to).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let reply = Reply {
            id: platform.number(),
            kind,
            words: words.to_owned(),
            at: platform.now(),
        };
        store::prior_learning::reply(tx, id, &reply).await?;
        let provider = with(tx, request.provider).await?;
        Box::pin(tell_reviewers(platform, tx, &provider, request.person)).await?;
        let (deed, of) = (Deed::AskRecognition, Some(request.provider));
        platform
            .note(tx, actor, deed, of, id.0.to_string(), told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

/// Where an answered request goes back to: an appeal stays an appeal.
async fn once_more(tx: &mut Tx, id: RequestId) -> Result<Stage, ActionError> {
    let replies = store::prior_learning::replies(tx, id).await?;
    Ok(
        match replies.iter().any(|one| one.kind == ReplyKind::Appeal) {
            true => Stage::Appealed,
            false => Stage::Open,
        },
    )
}

/// Takes a request back that nobody has decided on.
///
/// # Refuses
/// When it is not the actor's own, when it was decided on, or when it has moved on.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn take_back(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (id, version): (RequestId, i64),
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let request = own_request(tx, actor, Deed::AskRecognition, id).await?;
        if !matches!(request.stage, Stage::Open | Stage::Asked) {
            return Err(Refusal::MovedOn.into());
        }
        if !store::prior_learning::move_to(tx, (id, version), Stage::Withdrawn).await? {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let (deed, told) = (Deed::AskRecognition, "took a request back");
        let of = Some(request.provider);
        platform
            .note(tx, actor, deed, of, id.0.to_string(), told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}
