//! Takes in the files by which a mentor shows what they bring along, and shows them to whoever decides.
//!
//! Owns the words `Shown` and `Limits` of files. It never keeps a file that it has not looked at, and never
//! holds a transaction open while it looks.

mod part;

use documents::evidence::{self, Kind, Looked, View, look_beside};
use domain::{
    access::{Actor, Deed, Object},
    person::PersonId,
    policy::{Policies, names},
    prior_learning::{
        File, FileId, ItemDraft, ItemId, Refusal, Request, Stage, UploadId, plain_name,
    },
};
use exchange::objects::{self, Pieces};
use jiff::ToSpan;
use sha2::{Digest, Sha256};
use store::{Tx, prior_learning::file as kept};
use uuid::Uuid;

pub use exchange::arriving::Arriving;
pub use part::{add, awaited, begin, let_go, whole};

use super::{audit::own, nothing};
use crate::{
    ActionError, Platform,
    access::{
        attempt::{Costly, count_costly},
        most,
    },
    platform::{deed, deed_once},
};

/// The longest side of the picture that is shown of a file, in pixels.
const VIEW: u32 = 1200;

/// The most letters that are shown of a file.
const LETTERS: usize = 4_000;

/// How much may be brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: i64,
    /// Files of one item.
    pub files: usize,
    /// Files of one person.
    pub in_all: usize,
    /// Pixels of one picture.
    pub pixels: u64,
}

/// Says how much may be brought.
///
/// # Errors
/// When the store fails.
pub async fn limits(platform: &Platform) -> Result<Limits, ActionError> {
    let mut tx = platform.store.read().await?;
    let policies = platform.policies(&mut tx).await?;
    Ok(limits_by(platform, &policies))
}

fn limits_by(platform: &Platform, policies: &Policies) -> Limits {
    const MEGA: i64 = 1_000_000;
    let count = |name| most(platform, policies, name);
    Limits {
        bytes: count(names::FILE_MEGABYTES) * MEGA,
        files: usize::try_from(count(names::FILES_MOST)).unwrap_or_default(),
        in_all: usize::try_from(count(names::FILES_OF_PERSON)).unwrap_or_default(),
        pixels: u64::try_from(count(names::FILE_MEGAPIXELS) * MEGA).unwrap_or_default(),
    }
}

/// A file with what its reader has to know.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The file.
    pub file: File,
    /// Its kind.
    pub kind: Kind,
    /// Where the same content shows something else: by the same person, or by another.
    pub twins: Vec<Twin>,
}

/// Where the same content was brought as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    /// By the same person, for something else.
    Own(ItemId),
    /// By another person.
    Another(PersonId),
}

/// What a file is called in the store of objects.
fn object(digest: &str) -> String {
    format!("evidence/{}/{digest}", digest.get(..2).unwrap_or("00"))
}

/// What its picture is called.
fn picture(digest: &str) -> String {
    format!("{}.view.jpg", object(digest))
}

fn digest_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lists the files of an item of one's own.
///
/// # Errors
/// When there is no such item of the actor's, or the store fails.
pub async fn of_item(
    platform: &Platform,
    actor: &Actor,
    item: ItemId,
) -> Result<Vec<File>, ActionError> {
    let mut tx = platform.store.read().await?;
    own(&mut tx, actor, Deed::ReadPriorLearning, item).await?;
    Ok(kept::files_of_item(&mut tx, item).await?)
}

/// The files of an item, each with where else its content was brought.
pub(super) async fn shown(tx: &mut Tx, item: ItemId) -> Result<Vec<Shown>, ActionError> {
    let files = kept::files_of_item(tx, item).await?;
    let same = kept::same_elsewhere(tx, item).await?;
    Ok(files
        .into_iter()
        .filter_map(|file| {
            let twins = same.iter().filter(|other| other.digest == file.digest);
            let twins = twins.map(|other| match other.person == file.person {
                true => Twin::Own(other.item),
                false => Twin::Another(other.person),
            });
            Some(Shown {
                kind: Kind::read(&file.kind)?,
                twins: twins.collect(),
                file,
            })
        })
        .collect())
}

/// Makes room for a file that comes whole.
///
/// # Errors
/// When a store fails.
pub async fn room(platform: &Platform) -> Result<Arriving, ActionError> {
    let most = limits(platform).await?.bytes;
    let room = Arriving::at_most(u64::try_from(most).unwrap_or_default());
    room.map_err(no_room)
}

/// What it means that this machine's disk did not take a piece.
#[must_use]
pub fn no_room(error: std::io::Error) -> ActionError {
    objects::Fault::from(error).into()
}

/// Where a file waits until it is looked at.
enum Waits {
    Here(Arriving),
    InParts(UploadId),
}

/// Takes a whole file in: sent twice, it is kept once.
///
/// # Refuses
/// When the item is not the actor's own, has as many files as it may, or was decided on; a file that is
/// of no kind that is taken, too large, damaged or locked.
/// # Errors
/// When a store fails.
pub async fn bring(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    item: ItemId,
    (name, arrived): (&str, Arriving),
) -> Result<(), ActionError> {
    take(platform, actor, once, item, (name, Waits::Here(arrived))).await
}

async fn take(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    item: ItemId,
    (name, waits): (&str, Waits),
) -> Result<(), ActionError> {
    let limits = {
        let mut tx = platform.store.read().await?;
        let draft = own(&mut tx, actor, Deed::TellPriorLearning, item).await?;
        if store::audit::answered(&mut tx, actor.person, once)
            .await?
            .is_some()
        {
            return Ok(());
        }
        let policies = platform.policies(&mut tx).await?;
        let limits = limits_by(platform, &policies);
        refuse_more(&mut tx, &draft, limits).await?;
        limits
    };
    count_costly(platform, actor, Costly::Upload).await?;
    // Only now is the file held in memory, and no other beside it.
    let turn = evidence::turn().await;
    let bytes = match waits {
        Waits::Here(arrived) if arrived.is_too_long() => {
            return Err(Refusal::LargeFile(limits.bytes / 1_000_000).into());
        }
        Waits::Here(arrived) => arrived.whole().map_err(no_room)?,
        Waits::InParts(id) => {
            let mut tx = platform.store.read().await?;
            store::prior_learning::upload::put_together(&mut tx, id).await?
        }
    };
    let asked = evidence::Limits {
        pixels: limits.pixels,
        view: VIEW,
        letters: LETTERS,
    };
    let looked = look_beside(&turn, bytes, asked).await;
    let looked = looked.map_err(|fault| ActionError::Unreadable(fault.to_string()))?;
    let digest = put(platform, &looked).await?;
    drop(turn);
    let done = deed_once!(platform, actor, once, |tx| {
        let draft = own(tx, actor, Deed::TellPriorLearning, item).await?;
        let file = told(platform, &draft, name, &digest, &looked);
        refuse_more(tx, &draft, limits).await?;
        kept::keep_object(tx, &digest, looked.kind.code(), platform.now()).await?;
        if kept::keep(tx, &file).await? {
            note(platform, tx, actor, item, "brought a file").await?;
        }
        String::new()
    });
    done.map(|_| ())
}

/// Refuses where as many files are here as may be.
async fn refuse_more(tx: &mut Tx, item: &ItemDraft, limits: Limits) -> Result<(), ActionError> {
    if kept::files_of_item(tx, item.id).await?.len() >= limits.files {
        return Err(Refusal::TooManyFiles(limits.files).into());
    }
    // The one that is on its way now is counted.
    if kept::count_files(tx, item.person).await? > limits.in_all {
        return Err(Refusal::TooManyInAll(limits.in_all).into());
    }
    Ok(())
}

/// Keeps the bytes and the picture. Until a file tells of them they may be let go of a day later.
async fn put(platform: &Platform, looked: &Looked) -> Result<String, ActionError> {
    let digest = digest_of(&looked.kept);
    deed!(platform, |tx| {
        kept::keep_object(tx, &digest, looked.kind.code(), platform.now()).await?;
    })?;
    let objects = &platform.objects;
    objects.keep(&object(&digest), looked.kept.clone()).await?;
    if let View::Picture(drawn) = &looked.view {
        objects.keep(&picture(&digest), drawn.clone()).await?;
    }
    Ok(digest)
}

fn told(platform: &Platform, item: &ItemDraft, name: &str, digest: &str, looked: &Looked) -> File {
    let words = match &looked.view {
        View::Words(words) => words.clone(),
        View::Picture(_) | View::Nothing => String::new(),
    };
    File {
        id: FileId(platform.number()),
        item: item.id,
        person: item.person,
        name: plain_name(name),
        kind: looked.kind.code().to_owned(),
        digest: digest.to_owned(),
        size: i64::try_from(looked.kept.len()).unwrap_or(i64::MAX),
        pictured: matches!(looked.view, View::Picture(_)),
        words,
        kept_at: platform.now(),
    }
}

async fn note(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    item: ItemId,
    told: &str,
) -> Result<(), ActionError> {
    let (deed, subject) = (Deed::TellPriorLearning, item.0.to_string());
    platform.note(tx, actor, deed, None, subject, told).await
}

/// Takes a file away.
///
/// # Refuses
/// When a provider was asked about the item.
/// # Errors
/// When there is no such file of the actor's, or the store fails.
pub async fn remove(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: FileId,
) -> Result<ItemId, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let file = kept::one(tx, id).await?.ok_or_else(|| nothing("file"))?;
        let item = own(tx, actor, Deed::TellPriorLearning, file.item).await;
        let item = item.map_err(|_| nothing("file"))?;
        super::audit::refuse_asked(tx, &item).await?;
        kept::remove_file(tx, id).await?;
        note(platform, tx, actor, item.id, "took a file away").await?;
        item.id.0.to_string()
    })?;
    Ok(ItemId(Uuid::try_parse(&done).unwrap_or_default()))
}

/// The file of a number, for its owner and for whoever reads requests of a provider that was asked about
/// it. To everybody else there is none.
async fn readable(platform: &Platform, actor: &Actor, id: FileId) -> Result<File, ActionError> {
    let mut tx = platform.store.read().await?;
    let file = kept::one(&mut tx, id).await?;
    let file = file.ok_or_else(|| nothing("file"))?;
    let owner = own(&mut tx, actor, Deed::ReadPriorLearning, file.item).await;
    if owner.is_ok() {
        return Ok(file);
    }
    let requests = store::prior_learning::of_person(&mut tx, file.person).await?;
    for request in requests.iter().filter(|one| one.item == file.item) {
        let object = Object {
            provider: Some(request.provider),
            ..Object::default()
        };
        if actor.may(Deed::ReadRequests, object).is_ok() && is_shown(&mut tx, request).await? {
            return Ok(file);
        }
    }
    Err(nothing("file"))
}

/// Whether a request shows what it rests on: one that the mentor took back before anybody decided does not.
async fn is_shown(tx: &mut Tx, request: &Request) -> Result<bool, ActionError> {
    Ok(request.stage != Stage::Withdrawn
        || !store::prior_learning::decisions(tx, request.id)
            .await?
            .is_empty())
}

/// Opens a file, to be passed on piece by piece.
///
/// # Errors
/// When there is no such file for the actor, or a store fails.
pub async fn file(
    platform: &Platform,
    actor: &Actor,
    id: FileId,
) -> Result<(File, Kind, Pieces), ActionError> {
    let file = readable(platform, actor, id).await?;
    let kind = Kind::read(&file.kind).ok_or_else(|| nothing("file"))?;
    let pieces = platform.objects.pieces(&object(&file.digest)).await?;
    Ok((file, kind, pieces.ok_or_else(|| nothing("file"))?))
}

/// Fetches the picture of a file, as JPEG.
///
/// # Errors
/// When there is none for the actor, or a store fails.
pub async fn view(platform: &Platform, actor: &Actor, id: FileId) -> Result<Vec<u8>, ActionError> {
    let file = readable(platform, actor, id).await?;
    let bytes = platform.objects.fetch(&picture(&file.digest)).await?;
    bytes.ok_or_else(|| nothing("picture"))
}

/// Lets go of what no file tells of any more, a day after it came. Says how many went.
///
/// # Errors
/// When a store fails.
pub(super) async fn let_objects_go(platform: &Platform) -> Result<usize, ActionError> {
    let before = platform.now() - 24.hours();
    let loose = {
        let mut tx = platform.store.read().await?;
        kept::loose(&mut tx, before).await?
    };
    let mut gone = 0;
    for (digest, _) in &loose {
        let forgotten = deed!(platform, |tx| { kept::forget_object(tx, digest).await? })?;
        if forgotten {
            platform.objects.forget(&picture(digest)).await?;
            platform.objects.forget(&object(digest)).await?;
            gone += 1;
        }
    }
    Ok(gone)
}
