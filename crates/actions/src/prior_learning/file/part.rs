//! Takes a file in part by part, so that a lost signal loses nothing.
//!
//! Owns what is on its way. It never keeps a part with a gap before it.

use domain::{
    access::{Actor, Deed},
    prior_learning::{ItemId, Refusal, Upload, UploadId, plain_name},
};
use jiff::ToSpan;
use store::{Tx, prior_learning::upload as kept};
use uuid::Uuid;

use super::{Waits, let_objects_go, limits_by, own, take};
use crate::{
    ActionError, Platform,
    platform::{deed, deed_once},
    prior_learning::nothing,
};

/// Begins to take a file in. Says its number.
///
/// # Refuses
/// When the item is not the actor's own, the file is too large, or too many are on their way.
/// # Errors
/// When the store fails.
pub async fn begin(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    item: ItemId,
    (name, size): (&str, i64),
) -> Result<UploadId, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let item = own(tx, actor, Deed::TellPriorLearning, item).await?;
        let policies = platform.policies(tx).await?;
        let limits = limits_by(platform, &policies);
        if size <= 0 {
            return Err(Refusal::EmptyFile.into());
        }
        if size > limits.bytes {
            return Err(Refusal::LargeFile(limits.bytes / 1_000_000).into());
        }
        if kept::awaited(tx, item.id).await?.len() >= limits.files {
            return Err(Refusal::TooManyFiles(limits.files).into());
        }
        if store::prior_learning::file::count_files(tx, item.person).await? >= limits.in_all {
            return Err(Refusal::TooManyInAll(limits.in_all).into());
        }
        let new = Upload {
            id: UploadId(platform.number()),
            item: item.id,
            person: item.person,
            name: plain_name(name),
            size,
            received: 0,
        };
        kept::begin(tx, &new, platform.now()).await?;
        super::note(platform, tx, actor, item.id, "began to bring a file").await?;
        new.id.0.to_string()
    })?;
    Ok(UploadId(Uuid::try_parse(&done).unwrap_or_default()))
}

async fn upload(tx: &mut Tx, actor: &Actor, id: UploadId) -> Result<Upload, ActionError> {
    let found = kept::on_its_way(tx, id).await?;
    let upload = found.ok_or_else(|| nothing("file on its way"))?;
    let item = own(tx, actor, Deed::TellPriorLearning, upload.item).await;
    item.map_err(|_| nothing("file on its way"))?;
    Ok(upload)
}

/// Lists what is on its way to an item of one's own.
///
/// # Errors
/// When there is no such item of the actor's, or the store fails.
pub async fn awaited(
    platform: &Platform,
    actor: &Actor,
    item: ItemId,
) -> Result<Vec<Upload>, ActionError> {
    let mut tx = platform.store.read().await?;
    own(&mut tx, actor, Deed::ReadPriorLearning, item).await?;
    Ok(kept::awaited(&mut tx, item).await?)
}

/// Adds a part that begins where the last one ended. Says how far the file has come: a part that does not
/// fit there changes nothing.
///
/// # Errors
/// When there is no such file of the actor's on its way, or the store fails.
pub async fn add(
    platform: &Platform,
    actor: &Actor,
    id: UploadId,
    begins_at: i64,
    bytes: &[u8],
) -> Result<Upload, ActionError> {
    deed!(platform, |tx| {
        upload(tx, actor, id).await?;
        kept::add_part(tx, id, begins_at, bytes).await?;
        upload(tx, actor, id).await?
    })
}

/// Keeps a file that is whole, and lets go of its parts; also where it is not taken.
///
/// # Refuses
/// When a part is still missing; what `bring` refuses.
/// # Errors
/// When there is no such file of the actor's on its way, or a store fails.
pub async fn whole(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: UploadId,
) -> Result<ItemId, ActionError> {
    let found = {
        let mut tx = platform.store.read().await?;
        upload(&mut tx, actor, id).await?
    };
    if !found.is_whole() {
        return Err(Refusal::NotAllHere.into());
    }
    let waits = Waits::InParts(id);
    let brought = take(platform, actor, once, found.item, (&found.name, waits)).await;
    if !matches!(
        brought,
        Err(ActionError::Store { .. } | ActionError::Objects(_))
    ) {
        deed!(platform, |tx| { kept::end_upload(tx, id).await? })?;
    }
    brought.map(|()| found.item)
}

/// Lets go of what has been on its way for a week, and of objects of which no file tells any more. Says how
/// many of both went.
///
/// # Errors
/// When a store fails.
pub async fn let_go(platform: &Platform) -> Result<usize, ActionError> {
    let before = platform.now() - (7 * 24).hours();
    let stale = {
        let mut tx = platform.store.read().await?;
        kept::stale(&mut tx, before).await?
    };
    for id in &stale {
        deed!(platform, |tx| { kept::end_upload(tx, *id).await? })?;
    }
    Ok(stale.len() + let_objects_go(platform).await?)
}
