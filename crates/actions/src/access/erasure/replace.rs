//! Replaces somebody by an erased person: what tells who they are goes, minutes and chains stay.
//!
//! Owns the deed `ErasePerson`, and the word `Preview`. It never takes an entry away.

use std::collections::BTreeMap;

use domain::{
    Minutes,
    access::{Actor, Deed, Object, letter::Letter, session::Why},
    audit::{
        Note,
        chain::{
            Chained,
            struck::{self, Seal},
        },
    },
    ledger::current,
    notice::{Message, MessageKind},
    partnership::{Provider, ProviderId},
    person::{
        Person, PersonId, Refusal,
        erasure::{State, ready},
    },
};
use store::{Tx, person::Touched};
use uuid::Uuid;

use super::{
    Told, has_role, open, providers_of, told,
    traces::{telling, traces},
};
use crate::{
    ActionError, Platform, notice,
    platform::{deed, deed_once},
};

/// What an erasure takes away, and what it leaves.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Who it is, as long as anything tells.
    pub person: Person,
    /// The request, where there is one.
    pub told: Option<Told>,
    /// Rows that go or lose something, by the table in which they stand.
    pub goes: Touched,
    /// Notes whose words are struck out.
    pub notes: usize,
    /// Entries and minutes that stay, by provider.
    pub stays: Vec<(Provider, usize, Minutes)>,
}

/// Shows what erasing somebody who asked for it takes away and leaves.
///
/// # Refuses
/// When this is not the actor's to do, and where nobody asks for it any more.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn preview_erasure(
    platform: &Platform,
    actor: &Actor,
    request: Uuid,
) -> Result<Preview, ActionError> {
    actor.may(Deed::ErasePerson, Object::default())?;
    let mut tx = platform.store.read().await?;
    let found = store::person::erasure(&mut tx, request).await?;
    let found = found.ok_or_else(super::nothing)?;
    if found.state != State::Asked {
        return Err(Refusal::ErasureOver.into());
    }
    let person = found.person;
    let told = told(platform, &mut tx, found).await?;
    Ok(Preview {
        told: Some(told),
        ..previewed(&mut tx, person).await?
    })
}

async fn previewed(tx: &mut Tx, person: PersonId) -> Result<Preview, ActionError> {
    let found = store::person::person(tx, person).await?;
    let found = found.ok_or_else(nobody)?;
    let traces = traces(tx, person).await?;
    let mut stays = Vec::new();
    let with = providers_of(tx, person).await?;
    for provider in store::partnership::providers(tx).await? {
        if !with.contains(&provider.id) {
            continue;
        }
        let mut entries = Vec::new();
        for record in &traces.records {
            let all = store::ledger::entries(tx, provider.id, *record, domain::Timestamp::MAX);
            entries.extend(all.await?);
        }
        let minutes = current(&entries).iter().map(|entry| entry.minutes).sum();
        stays.push((provider, entries.len(), minutes));
    }
    Ok(Preview {
        person: found,
        told: None,
        goes: store::person::count_traces(tx, &traces).await?,
        notes: telling(tx, &traces).await?.len(),
        stays,
    })
}

fn nobody() -> ActionError {
    ActionError::NotFound("There is no such person here.".to_owned())
}

/// Erases somebody who asked for it: sent twice, it is done once.
///
/// # Refuses
/// When this is not the actor's to do, without a fresh proof, while an office has something against
/// it or still has time to say so, and while they have a role.
/// # Errors
/// When there is no such request, or the store fails.
pub async fn erase(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    request: Uuid,
) -> Result<(), ActionError> {
    actor.may(Deed::ErasePerson, Object::default())?;
    let done = deed_once!(platform, actor, once, |tx| {
        actor.proves()?;
        let request = open(tx, request).await?;
        let (id, person) = (request.id, request.person);
        let told = told(platform, tx, request).await?;
        ready(told.stand)?;
        refuse_role(platform, tx, person).await?;
        let addresses = store::person::emails_of(tx, person).await?;
        replace(platform, tx, actor, Deed::ErasePerson, person).await?;
        farewell(platform, tx, addresses).await?;
        let (now, by) = (platform.now(), actor.person);
        store::person::end_erasure(tx, id, State::Done, now, by).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Erases somebody who asked for it by letter, or shows what it would come to.
///
/// # Refuses
/// When this is not the actor's to do, while an office has something against a request of theirs, and
/// while they have a role.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn erase_by_hand(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    dry_run: bool,
) -> Result<Preview, ActionError> {
    actor.may(Deed::ErasePerson, Object::default())?;
    let preview = {
        let mut tx = platform.store.read().await?;
        previewed(&mut tx, person).await?
    };
    if dry_run {
        return Ok(preview);
    }
    deed!(platform, |tx| {
        store::person::lock(tx, person).await?;
        refuse_role(platform, tx, person).await?;
        let request = store::person::erasure_of(tx, person).await?;
        let request = request.filter(|request| request.state == State::Asked);
        if let Some(request) = request {
            let id = request.id;
            let held_back = told(platform, tx, request).await?.stand;
            if held_back == domain::person::erasure::Stand::HeldBack {
                return Err(Refusal::ErasureHeldBack.into());
            }
            let (now, by) = (platform.now(), actor.person);
            store::person::end_erasure(tx, id, State::Done, now, by).await?;
        }
        replace(platform, tx, actor, Deed::ErasePerson, person).await?;
    })?;
    Ok(preview)
}

async fn refuse_role(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
) -> Result<(), ActionError> {
    let found = store::person::person(tx, person)
        .await?
        .ok_or_else(nobody)?;
    match has_role(tx, person, platform.today()).await? {
        true => Err(Refusal::RoleHeld(found.name()).into()),
        false => Ok(()),
    }
}

/// Tells somebody for the last time: the message stands in nobody's name.
async fn farewell(
    platform: &Platform,
    tx: &mut Tx,
    addresses: Vec<String>,
) -> Result<(), ActionError> {
    let letter = Letter::about("Your record has been erased")
        .words("As you asked, everything that told who you are is gone from Alongside. Recorded minutes stay in the books as those of an erased person: sums that others answer for rest on them.")
        .words("Backups that hold the earlier state are overwritten in their turn. Nobody can sign in as you any more.");
    for to in addresses {
        let message = Message {
            id: platform.number(),
            to,
            person: None,
            provider: None,
            kind: MessageKind::Told,
            subject: letter.subject.clone(),
            text: letter.text(),
            html: letter.html(),
            calendar: None,
            useless_after: None,
        };
        notice::queue(tx, platform.now(), &message).await?;
    }
    Ok(())
}

/// Replaces somebody by an erased person, with a note in the chain of every provider concerned.
///
/// # Rule
/// What tells who they are goes from every table; entries, minutes, days and chains stay, under a
/// number that nobody's name belongs to any more.
pub(crate) async fn replace(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    person: PersonId,
) -> Result<(), ActionError> {
    let traces = traces(tx, person).await?;
    let telling = telling(tx, &traces).await?;
    let mut chains: BTreeMap<Option<ProviderId>, Vec<Chained>> = BTreeMap::new();
    for provider in providers_of(tx, person).await? {
        chains.insert(Some(provider), Vec::new());
    }
    for one in telling {
        chains.entry(one.note.provider).or_default().push(one);
    }
    if chains.is_empty() {
        chains.insert(None, Vec::new());
    }
    for record in &traces.records {
        let (now, why) = (platform.now(), Why::Ended);
        store::access::session::end_all(tx, *record, None, now, why).await?;
    }
    let touched = store::person::erase(tx, &traces).await?;
    let rows: u64 = touched.iter().map(|(_, rows)| rows).sum();
    let rows = crate::import::many(usize::try_from(rows).unwrap_or_default(), "row", "rows");
    for (provider, notes) in chains {
        let id = platform.number();
        let count = crate::import::many(notes.len(), "note", "notes");
        let mut told = format!("replaced by an erased person: {rows} gone, words of {count}");
        if let Some(seal) = strike(tx, id, notes).await? {
            told.push_str(&seal);
        }
        let note = Note {
            id,
            noted_at: platform.now(),
            done_by: actor.person,
            deed,
            provider,
            subject: person.0.to_string(),
            told,
            session: None,
        };
        store::audit::note(tx, &note).await?;
    }
    store::audit::count_up(tx, "person", None).await?;
    Ok(())
}

/// Strikes the words out of notes of one chain. Says how the striking note seals what is left.
async fn strike(tx: &mut Tx, by: Uuid, notes: Vec<Chained>) -> Result<Option<String>, ActionError> {
    if notes.is_empty() {
        return Ok(None);
    }
    let mut seal = Seal::default();
    for mut one in notes {
        one.note.told = struck::mark(by);
        store::audit::strike(tx, &one.note).await?;
        seal.take(&one);
    }
    Ok(Some(seal.told()))
}
