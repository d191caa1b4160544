//! Closes a register, which grants the minutes, and opens it again, which takes them back.
//!
//! Owns the deed `CloseRegister` and the word `Weighed`. It never grants an hour twice: what stands
//! already under the same reference is replaced.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Minutes,
    access::{Actor, Deed},
    booking::{
        Session, SessionId,
        register::{Grant, Refusal, Register, grants, reference},
    },
    ledger::{self, Correction, Draft, EntryId, Kind, Words},
    partnership::ProviderId,
    person::PersonId,
};
use store::{Tx, booking::register as kept, ledger::Held};
use uuid::Uuid;

use crate::{
    ActionError, Platform, booking::catch_up, feedback, ledger::early_season, platform::deed_once,
};

/// What closing a register would grant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weighed {
    /// To how many people.
    pub people: usize,
    /// How many minutes altogether.
    pub minutes: Minutes,
    /// Who held a place and has no mark: they count as absent.
    pub unmarked: Vec<PersonId>,
}

/// Tries a closing and keeps nothing.
///
/// # Refuses
/// As [`close`] does.
/// # Errors
/// As [`close`] has.
pub async fn weigh(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
    held: Minutes,
) -> Result<Weighed, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = super::asked(&mut tx, actor, Deed::CloseRegister, session).await?;
    super::refuse_closed(&mut tx, session.id).await?;
    let (given, unmarked) = decided(platform, &mut tx, actor, &session, held).await?;
    Ok(Weighed {
        people: given.len(),
        minutes: given.iter().map(|grant| grant.minutes).sum(),
        unmarked,
    })
}

async fn decided(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
    held: Minutes,
) -> Result<(Vec<Grant>, Vec<PersonId>), ActionError> {
    let mut bookings = store::booking::bookings(tx, session.id).await?;
    let noted = kept::noted(tx, session.id).await?;
    let mut holders: HashMap<PersonId, ProviderId> = HashMap::new();
    let sharing = super::sharing(tx, session).await?;
    // A placement may have changed since somebody booked: the hour is held by that of the day.
    let is_shared = sharing.len() > 1;
    for one in noted.iter().filter(|one| one.mark.was_there()) {
        let booked = |person| {
            let mut all = bookings.iter();
            all.any(|booking| booking.person == person && booking.state.stands())
        };
        if is_shared || !booked(one.person) {
            let holder = super::holder_of(tx, session, &sharing, one.person).await?;
            holders.insert(one.person, holder);
        }
    }
    for booking in &mut bookings {
        booking.provider = holders
            .get(&booking.person)
            .copied()
            .unwrap_or(booking.provider);
    }
    let otherwise = |person| holders.get(&person).copied().unwrap_or(session.provider);
    let closing = (platform.now(), actor.person);
    let given = grants(session, held, &bookings, &noted, otherwise, closing)?;
    let unmarked = bookings
        .iter()
        .filter(|booking| booking.state.takes_a_place())
        .map(|booking| booking.person)
        .filter(|person| noted.iter().all(|one| one.person != *person))
        .collect();
    Ok((given, unmarked))
}

/// Closes a register and grants the minutes: sent twice, it is done once. Says to how many people.
///
/// # Rule
/// One entry a person, in the book of the provider that holds the hour, vouched for by whoever closes,
/// under one reference of the session. A closing after a reopening replaces what stands. Whoever makes up
/// for a session that names this one meets the component that they missed. Whoever attended is asked how
/// useful it was, each once.
///
/// # Refuses
/// When this is not the actor's to do, when it is closed, not begun or called off, when the actor was
/// there themself, or when another provider holds an hour of it already.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn close(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    session: SessionId,
    held: Minutes,
) -> Result<usize, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let session = super::held(tx, actor, Deed::CloseRegister, session).await?;
        let before = kept::closings(tx, session.id).await?;
        if super::closed(&before).is_some() {
            return Err(Refusal::Closed.into());
        }
        let (given, _) = decided(platform, tx, actor, &session, held).await?;
        let why = before.last().map_or("", |last| last.reason.as_str());
        let mut books: BTreeMap<ProviderId, Vec<Grant>> = BTreeMap::new();
        for grant in &given {
            books.entry(grant.provider).or_default().push(*grant);
        }
        for (provider, grants) in books {
            grant(platform, tx, actor, &session, (provider, &grants), why).await?;
        }
        let closing = Register {
            session: session.id,
            number: before.last().map_or(1, |last| last.number + 1),
            held,
            closed_at: platform.now(),
            closed_by: actor.person,
            reopened: None,
            reason: String::new(),
        };
        kept::close(tx, &closing).await?;
        store::booking::join::forget(tx, session.id).await?;
        let there: Vec<PersonId> = given.iter().map(|grant| grant.person).collect();
        catch_up::tell(platform, tx, (&session, closing.number), &there).await?;
        let attended: Vec<PersonId> = given
            .iter()
            .filter(|grant| grant.minutes > Minutes::ZERO)
            .map(|grant| grant.person)
            .collect();
        let closed = (session.id, closing.number);
        feedback::ask(platform, tx, closed, &attended).await?;
        let (deed, of) = (Deed::CloseRegister, Some(session.provider));
        let told = format!("held for {held}, granted to {} people", given.len());
        let subject = session.id.0.to_string();
        platform.note(tx, actor, deed, of, subject, told).await?;
        given.len().to_string()
    });
    done.map(|granted| granted.parse().unwrap_or_default())
}

/// Writes the minutes of one provider's mentors into its book.
async fn grant(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
    (provider, grants): (ProviderId, &[Grant]),
    why: &str,
) -> Result<(), ActionError> {
    let head = store::ledger::lock_book(tx, provider).await?;
    let provider = super::provider(tx, provider).await?;
    let rules = platform.rules(tx, &provider).await?;
    let day = session.held_on;
    let early = early_season(&rules.policies, &provider.code, day);
    let counts_for = ledger::counts_for(day, None, early)?;
    let own = component(tx, session, provider.id).await?;
    let makes_up = store::booking::catch_up::makes_up(tx, session.id).await?;
    let reference = reference(session.id);
    let claimed: Vec<(PersonId, String)> = grants
        .iter()
        .map(|grant| (grant.person, reference.clone()))
        .collect();
    let holders = store::ledger::claim_references(tx, provider.id, &claimed).await?;
    if let Some((_, reference, holder)) = holders.into_iter().find(|(.., by)| *by != provider.id) {
        let holder = super::provider(tx, holder).await?.name;
        return Err(ledger::Refusal::HeldElsewhere { reference, holder }.into());
    }
    let people: Vec<PersonId> = grants.iter().map(|grant| grant.person).collect();
    let standing = standing(tx, session, &people).await?;
    let mut entries = Vec::with_capacity(grants.len());
    for grant in grants {
        let there = standing
            .iter()
            .find(|held| held.person == grant.person && held.provider == provider.id);
        if there.is_some_and(|held| held.minutes == grant.minutes) {
            continue;
        }
        let made_up = makes_up.get(&(grant.person, provider.id));
        let component = made_up.or(own.as_ref()).cloned();
        let portable = component
            .as_deref()
            .is_some_and(|code| rules.versions.is_portable(code));
        let draft = Draft {
            person: grant.person,
            provider: provider.id,
            school: grant.school,
            component,
            kind: Kind::Attended,
            minutes: grant.minutes,
            held_on: day,
            counts_for,
            verified_by: Some(actor.person),
            how: grant.how,
            reference: reference.clone(),
            until: None,
            replaces: there.map(|held| held.id),
            words: Words {
                reason: there.map_or(String::new(), |_| why.to_owned()),
                stated_verifier: String::new(),
            },
        };
        ledger::check(&draft, platform.today(), portable)?;
        entries.push((EntryId(platform.number()), platform.salt(), draft));
    }
    let (now, by) = (platform.now(), actor.person);
    store::ledger::append(tx, head, provider.id, entries, now, by).await?;
    Ok(())
}

/// The component that the hour meets in a provider's programme.
async fn component(
    tx: &mut Tx,
    session: &Session,
    provider: ProviderId,
) -> Result<Option<String>, ActionError> {
    if provider == session.provider {
        return Ok(Some(session.component.clone()));
    }
    let shares = store::booking::shares(tx, session.id).await?;
    let own = shares.into_iter().find(|(other, _)| *other == provider);
    Ok(own.and_then(|(_, component)| component))
}

/// The entries that stand in any book under the reference of this register.
async fn standing(
    tx: &mut Tx,
    session: &Session,
    people: &[PersonId],
) -> Result<Vec<Held>, ActionError> {
    let days: Vec<_> = people
        .iter()
        .map(|person| (*person, session.held_on))
        .collect();
    let reference = reference(session.id);
    let mut held = store::ledger::on_these_days(tx, &days).await?;
    held.retain(|held| held.reference == reference && !held.replaced);
    Ok(held)
}

/// Opens a closed register again, and replaces every entry of it by none: sent twice, it is done once.
///
/// # Rule
/// Whoever was asked how useful it was and has not answered is asked no more, until it is closed again.
/// # Refuses
/// When this is not the actor's to do, without a reason, or when it is open.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn reopen(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    session: SessionId,
    reason: &str,
) -> Result<(), ActionError> {
    let reason = reason.trim();
    let done = deed_once!(platform, actor, once, |tx| {
        let session = super::held(tx, actor, Deed::CloseRegister, session).await?;
        if reason.is_empty() {
            return Err(Refusal::NoReason.into());
        }
        let before = kept::closings(tx, session.id).await?;
        let closed = super::closed(&before).ok_or(Refusal::Open)?;
        let noted = kept::noted(tx, session.id).await?;
        let people: Vec<PersonId> = noted.iter().map(|one| one.person).collect();
        let mut books: BTreeMap<ProviderId, Vec<Held>> = BTreeMap::new();
        if !people.is_empty() {
            for held in standing(tx, &session, &people).await? {
                books.entry(held.provider).or_default().push(held);
            }
        }
        for (provider, all) in books {
            take_back(platform, tx, actor, (provider, &all), reason).await?;
        }
        let now = platform.now();
        kept::reopen(tx, closed, now, actor.person, reason).await?;
        catch_up::take_back(platform, tx, session.id).await?;
        feedback::unask(platform, tx, session.id).await?;
        let (deed, of) = (Deed::CloseRegister, Some(session.provider));
        let subject = session.id.0.to_string();
        let told = format!("opened again: {reason}");
        platform.note(tx, actor, deed, of, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Replaces entries of one book by none.
async fn take_back(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    (provider, all): (ProviderId, &[Held]),
    reason: &str,
) -> Result<(), ActionError> {
    let head = store::ledger::lock_book(tx, provider).await?;
    let mut entries = Vec::with_capacity(all.len());
    for held in all.iter().filter(|held| held.minutes != Minutes::ZERO) {
        let Some(old) = store::ledger::entry(tx, held.id).await? else {
            continue;
        };
        let to_none = Correction {
            minutes: Some(Minutes::ZERO),
            counts_for: None,
            reason: reason.to_owned(),
            ..Correction::default()
        };
        let draft = ledger::amend(&old, to_none, None)?;
        store::ledger::release_reference(tx, provider, old.person, &old.reference).await?;
        entries.push((EntryId(platform.number()), platform.salt(), draft));
    }
    let (now, by) = (platform.now(), actor.person);
    store::ledger::append(tx, head, provider, entries, now, by).await?;
    Ok(())
}
