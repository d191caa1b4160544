//! Joins two records of one person, history whole, and tells apart two people who look alike.
//!
//! Owns the deed `MergePeople` and the words `Pair` and `Side`. It never joins two records unseen.

mod carry;
mod holding;

use std::collections::HashMap;

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    ledger::{Carried, current},
    partnership::{Provider, Urn},
    person::{Person, PersonId, Refusal, Role},
};
use sha2::{Digest, Sha256};
use store::{Tx, person::NewMembership};
use uuid::Uuid;

use self::holding::Holding;
use crate::{ActionError, Platform, partnership::holder, platform::deed_once};

/// One of two records that may be of one person, as the provider knows it.
#[derive(Debug, Clone)]
pub struct Side {
    /// Who.
    pub person: Person,
    /// Addresses, in order.
    pub emails: Vec<String>,
    /// What this provider calls them in its own records.
    pub references: Vec<String>,
    /// Their roles with this provider, the earliest first.
    pub roles: Vec<NewMembership>,
    /// The names of other providers with whom they have to do.
    pub elsewhere: Vec<String>,
    /// Entries of the provider's book that count.
    pub entries: usize,
    /// Their minutes.
    pub minutes: Minutes,
    /// Student teachers whom they mentor or mentored, by placement.
    pub hosted: usize,
    /// Their own placements as a student teacher.
    pub placements: usize,
}

/// Two records that may be of one person, and what joining them would come to.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The provider.
    pub provider: Provider,
    /// The record that would be kept.
    pub kept: Side,
    /// The record that would lead to it.
    pub other: Side,
    /// What the provider calls each role.
    pub labels: HashMap<Role, String>,
    /// The names of the schools of their roles.
    pub schools: HashMap<Urn, String>,
    /// What would be written into the books, all together.
    pub carried: Carried,
    /// The minutes of the provider's book once they are joined.
    pub after: Minutes,
    /// Why they cannot be joined so, where they cannot.
    pub no: Option<Refusal>,
    /// The state that a form shows: a deed on another is not done.
    pub seen: String,
}

/// Gathers two records that may be of one person, side by side.
///
/// # Rule
/// Where nobody says which is to be kept, it is the one with a TRN, else the one with more minutes.
///
/// # Refuses
/// When this is not the actor's to do, or one of them leads to another record already.
/// # Errors
/// When the provider does not know both, or the store fails.
pub async fn pair(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    (one, other): (PersonId, PersonId),
    keep: Option<PersonId>,
) -> Result<Pair, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = leave(&mut tx, actor, provider).await?;
    let (one, other) = both(&mut tx, &provider, one, other).await?;
    let weight = |side: &Holding| (side.person.trn.is_some(), side.minutes());
    let swaps = match keep {
        Some(keep) => keep == other.person.id,
        None => weight(&other) > weight(&one),
    };
    let (kept, other) = if swaps { (other, one) } else { (one, other) };
    let mut roles: Vec<Urn> = kept
        .roles
        .iter()
        .chain(&other.roles)
        .filter_map(|held| held.membership.school)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    let briefs = store::partnership::briefs_of(&mut tx, &roles).await?;
    let own = store::partnership::labels(&mut tx, provider.id).await?;
    let all = store::partnership::providers(&mut tx).await?;
    let no = refused(actor, &all, &kept, &other);
    Ok(Pair {
        labels: Role::ALL
            .into_iter()
            .map(|role| {
                let own = own.iter().find(|label| label.role == role);
                let text = own.map_or(role.usual_label(), |label| &label.text);
                (role, text.to_owned())
            })
            .collect(),
        schools: briefs
            .into_iter()
            .map(|brief| {
                let name = brief.name.unwrap_or_else(|| brief.urn.to_string());
                (brief.urn, name)
            })
            .collect(),
        carried: carry::all(&kept, &other),
        after: carry::after(&kept, &other, provider.id),
        no: no.err(),
        seen: seen(&kept, &other),
        kept: side(kept, &provider, &all),
        other: side(other, &provider, &all),
        provider,
    })
}

/// Joins two records of one person: sent twice, it is done once.
///
/// # Rule
/// Nothing is deleted. Each entry of the other record is replaced by one with the same facts for
/// the kept person; roles, addresses, references, placements and answers become theirs; the other
/// record stays and leads to the kept one.
///
/// # Refuses
/// When this is not the actor's to do, when either changed since `seen`, or when they are two people.
/// # Errors
/// When the provider does not know both, or the store fails.
pub async fn merge(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    (kept, other): (PersonId, PersonId),
    shown: &str,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = leave(tx, actor, provider).await?;
        actor.proves()?;
        lock(tx, kept, other).await?;
        let (kept, other) = both(tx, &provider, kept, other).await?;
        if seen(&kept, &other) != shown {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let all = store::partnership::providers(tx).await?;
        refused(actor, &all, &kept, &other)?;
        let carried = carry::join(platform, tx, actor, &kept, &other).await?;
        store::audit::count_up(tx, "person", None).await?;
        let entries = crate::import::many(carried.entries, "entry", "entries");
        let told = format!(
            "joined with the record of {}: {entries} with {} carried over, {} that stood on both",
            other.person.id.0, carried.minutes, carried.doubles,
        );
        let subject = kept.person.id.0.to_string();
        let (deed, of) = (Deed::MergePeople, Some(provider.id));
        platform.note(tx, actor, deed, of, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Says that two records are of two people, so that nobody is asked about them again: sent twice,
/// it is done once.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider does not know both, or the store fails.
pub async fn tell_apart(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    (one, other): (PersonId, PersonId),
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = leave(tx, actor, provider).await?;
        let (one, other) = both(tx, &provider, one, other).await?;
        let pair = (one.person.id, other.person.id);
        store::person::tell_apart(tx, pair, platform.now(), actor.person).await?;
        let told = format!("another person than {}", other.person.id.0);
        let subject = one.person.id.0.to_string();
        let (deed, of) = (Deed::MergePeople, Some(provider.id));
        platform.note(tx, actor, deed, of, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Finds the record to which somebody's leads since the two were joined.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn joined_into(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    person: PersonId,
) -> Result<Option<PersonId>, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    actor.may(Deed::ReadPeople, object(&provider))?;
    Ok(store::person::merged_into(&mut tx, person).await?)
}

fn object(provider: &Provider) -> Object {
    Object {
        provider: Some(provider.id),
        ..Object::default()
    }
}

async fn leave(tx: &mut Tx, actor: &Actor, provider: &str) -> Result<Provider, ActionError> {
    let provider = holder(tx, provider).await?;
    actor.may(Deed::MergePeople, object(&provider))?;
    Ok(provider)
}

/// Waits for everybody who writes about either, always in the same order.
async fn lock(tx: &mut Tx, one: PersonId, other: PersonId) -> Result<(), ActionError> {
    for person in [one.min(other), one.max(other)] {
        store::person::lock(tx, person).await?;
    }
    let mut books = Vec::new();
    for person in [one, other] {
        books.extend(store::person::providers(tx, person).await?);
    }
    books.sort_unstable();
    books.dedup();
    for book in books {
        store::ledger::lock_book(tx, book).await?;
    }
    Ok(())
}

/// Reads both records with all that hangs on them.
async fn both(
    tx: &mut Tx,
    provider: &Provider,
    one: PersonId,
    other: PersonId,
) -> Result<(Holding, Holding), ActionError> {
    if one == other {
        return Err(Refusal::OneRecord.into());
    }
    for person in [one, other] {
        if store::person::merged_into(tx, person).await?.is_some() {
            return Err(Refusal::JoinedAlready.into());
        }
    }
    let one = Holding::read(tx, provider, one).await?;
    let other = Holding::read(tx, provider, other).await?;
    Ok((one, other))
}

fn seen(kept: &Holding, other: &Holding) -> String {
    let hash = Sha256::digest(format!("{kept:?}{other:?}"));
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Decides whether two records can be joined so.
fn refused(
    actor: &Actor,
    providers: &[Provider],
    kept: &Holding,
    other: &Holding,
) -> Result<(), Refusal> {
    if let (Some(one), Some(two)) = (kept.person.trn, other.person.trn) {
        return Err(Refusal::TwoTrns(one, two));
    }
    let mentors = |one: &Holding, two: &Holding| {
        let hosted = one.mentored.iter().map(|(placement, _)| *placement);
        hosted
            .into_iter()
            .any(|hosted| two.placements.iter().any(|placed| placed.id == hosted))
    };
    if mentors(kept, other) || mentors(other, kept) {
        return Err(Refusal::OneMentorsTheOther);
    }
    for (provider, reference) in &other.claims {
        let mut theirs = kept.claims.iter();
        if theirs.any(|(by, same)| same == reference && by != provider) {
            return Err(Refusal::HeldTwice(reference.clone()));
        }
    }
    let closed = providers.iter().filter(|one| {
        other.providers.contains(&one.id) && actor.may(Deed::MergePeople, object(one)).is_err()
    });
    let closed: Vec<&str> = closed.map(|one| one.name.as_str()).collect();
    if !closed.is_empty() {
        return Err(Refusal::KnownElsewhere {
            name: other.person.name(),
            with: closed.join(" and "),
        });
    }
    Ok(())
}

fn side(held: Holding, provider: &Provider, all: &[Provider]) -> Side {
    let book = held.books.iter().find(|(of, _)| *of == provider.id);
    let entries = book.map_or_else(Vec::new, |(_, entries)| current(entries));
    let counts = |entry: &&&domain::ledger::Entry| entry.minutes > Minutes::ZERO;
    Side {
        entries: entries.iter().filter(counts).count(),
        minutes: entries.iter().map(|entry| entry.minutes).sum(),
        hosted: held.mentored.len(),
        placements: held.placements.len(),
        references: held
            .references
            .into_iter()
            .filter(|(of, _)| *of == provider.id)
            .map(|(_, reference)| reference)
            .collect(),
        roles: held
            .roles
            .into_iter()
            .filter(|role| role.membership.provider == provider.id)
            .collect(),
        elsewhere: all
            .iter()
            .filter(|one| one.id != provider.id && held.providers.contains(&one.id))
            .map(|one| one.name.clone())
            .collect(),
        person: held.person,
        emails: held.emails,
    }
}
