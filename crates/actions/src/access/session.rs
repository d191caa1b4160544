//! Signs people in and out, and finds out from a cookie's secret who is there.
//!
//! Owns the deed `EndSession` and the words `Opened` and `Entered`. It never keeps a secret.

mod devices;

use std::sync::Arc;

use domain::{
    Date, Minutes, Timestamp,
    access::{
        Actor, Deed, Proof,
        session::{Device, How, Limits, Session, Strictness, Why, minutes},
    },
    partnership::Provider,
    person::{Membership, PersonId},
    policy::{Policies, names},
};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::{Tx, access::Hash, access::session as kept};
use uuid::Uuid;

pub use devices::{devices, end, end_all};

use super::{Reader, reader_since};
use crate::{ActionError, Platform, platform::deed};

/// How often it is kept that a session is in use.
const KEPT_EACH: SignedDuration = SignedDuration::from_mins(1);

/// The most letters that a secret can have: longer ones are nobody's.
const LONGEST_SECRET: usize = 100;

/// A session that was just opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What the cookie carries: known to the browser alone.
    pub secret: String,
    /// Its number.
    pub session: Uuid,
    /// Whose it is.
    pub person: PersonId,
    /// For how long a browser may keep it; on a shared computer until it is closed.
    pub lasts: Option<Minutes>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Who.
    pub reader: Arc<Reader>,
    /// By which session.
    pub session: Arc<Session>,
}

/// What became of a cookie.
#[derive(Debug, Clone)]
pub enum Entrance {
    /// Somebody is signed in.
    Open(Entered),
    /// Somebody was, and is no more.
    Over(Why),
    /// Nobody ever was.
    Nobody,
}

/// The hash of a secret.
pub(crate) fn hash(secret: &str) -> Hash {
    Sha256::digest(secret).into()
}

/// Signs somebody in on a device, as a part of a deed that made sure who they are.
///
/// # Rule
/// It lasts as long as the strictest of their roles of the day allows, and less on a shared computer.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn open(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    how: How,
    device: &Device,
) -> Result<Opened, ActionError> {
    open_for(platform, tx, person, how, device, None).await
}

/// The same for the page of one task, where one is named.
///
/// # Errors
/// When there is no such person, or the store fails.
pub async fn open_for(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    how: How,
    device: &Device,
    task: Option<String>,
) -> Result<Opened, ActionError> {
    let held = store::person::memberships_of(tx, person).await?;
    let held: Vec<Membership> = held.into_iter().map(|held| held.membership).collect();
    let providers = store::partnership::providers(tx).await?;
    let policies = platform.policies(tx).await?;
    let (today, now) = (platform.today(), platform.now());
    let lasting = Lasting {
        policies: &policies,
        providers: &providers,
        today,
    };
    let limits = lasting.limits(&held, device.shared, task.is_some());
    let session = Session {
        id: platform.number(),
        person,
        opened_at: now,
        seen_at: now,
        ends_at: now.saturating_add(minutes(limits.absolute)).unwrap_or(now),
        idle: limits.idle,
        strictness: strictness(&held, today),
        how,
        proof_ends_at: how.proves().then(|| fresh_until(platform, &policies)),
        device: device.cut(),
        task,
        viewing: None,
        ended: None,
    };
    let secret = platform.secret();
    kept::add(tx, &session, &hash(&secret)).await?;
    let (id, whose) = (session.id.to_string(), person.0.to_string());
    let from = session.device.address.as_str();
    tracing::info!(
        session = id,
        whose,
        how = how.code(),
        from,
        "somebody signed in"
    );
    Ok(Opened {
        secret,
        session: session.id,
        person,
        lasts: (!device.shared).then_some(limits.absolute),
    })
}

/// Until when a proof of this moment is fresh.
pub(super) fn fresh_until(platform: &Platform, policies: &Policies) -> Timestamp {
    let term = policies.on(names::PROOF_FRESH, None, platform.today());
    let lasts = term.and_then(|term| term.row.value.minutes());
    let now = platform.now();
    now.saturating_add(minutes(lasts.unwrap_or(Minutes(1))))
        .unwrap_or(now)
}

fn strictness(held: &[Membership], today: Date) -> Strictness {
    let held = held.iter().filter(|held| held.holds_on(today));
    Strictness::strictest(held.map(|held| held.role))
}

/// The dated lengths of sessions, as they hold today.
struct Lasting<'a> {
    policies: &'a Policies,
    providers: &'a [Provider],
    today: Date,
}

impl Lasting<'_> {
    fn limits(&self, held: &[Membership], shared: bool, task: bool) -> Limits {
        let theirs = held
            .iter()
            .filter(|held| held.holds_on(self.today))
            .map(|held| {
                let mut known = self.providers.iter();
                let with = known.find(|provider| provider.id == held.provider);
                let ending = ending(Strictness::of(held.role));
                self.of(ending, with.map(|provider| provider.code.as_str()))
            });
        let limits = theirs.fold(self.of("", None), Limits::and);
        let limits = if shared {
            limits.and(self.of(".shared", None))
        } else {
            limits
        };
        if task {
            limits.and(self.of(".task", None))
        } else {
            limits
        }
    }

    fn of(&self, ending: &str, provider: Option<&str>) -> Limits {
        let length = |name: &str| {
            let term = self
                .policies
                .on(&format!("{name}{ending}"), provider, self.today);
            term.and_then(|term| term.row.value.minutes())
                .unwrap_or(SHORTEST)
        };
        Limits {
            idle: length(names::SESSION_IDLE),
            absolute: length(names::SESSION_ABSOLUTE),
        }
    }
}

/// What holds where somebody set expressly that nothing does: nobody stays signed in for good.
const SHORTEST: Minutes = Minutes(15);

fn ending(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Usual => "",
        Strictness::Office => ".office",
        Strictness::Administrator => ".administrator",
    }
}

/// Finds out who is signed in with a secret: from memory while no session has ended.
///
/// # Errors
/// When the store fails.
pub async fn enter(platform: &Platform, secret: &str) -> Result<Entrance, ActionError> {
    if secret.len() > LONGEST_SECRET {
        return Ok(Entrance::Nobody);
    }
    let beat = store::audit::beat(&platform.store).await?;
    let (hash, now) = (hash(secret), platform.now());
    let known = platform.kept.sessions.recall(&beat.sessions, &hash);
    let fresh = known.filter(|known| now.duration_since(known.seen_at) < KEPT_EACH);
    let (session, is_kept) = match fresh {
        Some(session) => (session, true),
        None => {
            let mut tx = platform.store.glance().await?;
            match kept::by_secret(&mut tx, &hash).await? {
                Some(session) => (Arc::new(session), false),
                None => return Ok(Entrance::Nobody),
            }
        }
    };
    let reader = match reader_since(platform, session.person, beat.pulse).await {
        Err(ActionError::NotFound(_)) => return Ok(Entrance::Nobody),
        found => found?,
    };
    let asked = strictness(&reader.actor.memberships, reader.actor.today);
    if let Err(why) = session.holds(now, asked) {
        if session.ended.is_none() {
            over(platform, session.id, now, why).await?;
        }
        return Ok(Entrance::Over(why));
    }
    let session = if is_kept {
        session
    } else {
        let used = used(platform, &session, now).await?;
        let kept = Arc::new(used);
        let sessions = &platform.kept.sessions;
        sessions.keep(beat.sessions, hash, kept.clone());
        kept
    };
    // Whoever looks at another's pages goes on being asked by their own roles whether they may.
    let reader = match session.viewing {
        Some(seen) => reader_since(platform, seen, beat.pulse).await?,
        None => reader,
    };
    Ok(Entrance::Open(Entered { reader, session }))
}

/// Keeps that a session is in use, where that was not kept in the last minute.
async fn used(
    platform: &Platform,
    session: &Session,
    now: Timestamp,
) -> Result<Session, ActionError> {
    if now.duration_since(session.seen_at) < KEPT_EACH {
        return Ok(session.clone());
    }
    deed!(platform, |tx| {
        kept::seen(tx, session.id, now).await?;
    })?;
    Ok(Session {
        seen_at: now,
        ..session.clone()
    })
}

async fn over(
    platform: &Platform,
    session: Uuid,
    now: Timestamp,
    why: Why,
) -> Result<(), ActionError> {
    tracing::info!(%session, why = why.code(), "a session is over");
    deed!(platform, |tx| {
        kept::end(tx, session, now, why).await?;
    })
}

/// Says whose a session is or was, by its secret.
///
/// # Errors
/// When the store fails.
pub async fn whose(platform: &Platform, secret: &str) -> Result<Option<PersonId>, ActionError> {
    if secret.len() > LONGEST_SECRET {
        return Ok(None);
    }
    let mut tx = platform.store.glance().await?;
    let found = kept::by_secret(&mut tx, &hash(secret)).await?;
    Ok(found.map(|session| session.person))
}

/// Signs out: the secret opens nothing any more.
///
/// # Errors
/// When the store fails.
pub async fn sign_out(platform: &Platform, secret: &str) -> Result<(), ActionError> {
    let (hash, now) = (hash(secret), platform.now());
    deed!(platform, |tx| {
        if let Some(session) = kept::by_secret(tx, &hash).await?
            && kept::end(tx, session.id, now, Why::SignedOut).await?
        {
            let whose = Actor {
                person: session.person,
                memberships: Vec::new(),
                today: platform.today(),
                proof: Proof::Waived,
                stands_in: Vec::new(),
                session: Some(session.id),
            };
            note(platform, tx, &whose, session.person, "signed out").await?;
        }
    })
}

async fn note(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    told: &str,
) -> Result<(), ActionError> {
    let subject = person.0.to_string();
    platform
        .note(tx, actor, Deed::EndSession, None, subject, told)
        .await
}
