//! Makes what opens something once, and uses it up.
//!
//! Owns the word `Minted`. It never keeps a secret, and never says to whom something was sent.

use domain::{
    Minutes,
    access::{
        session::minutes,
        ticket::{Purpose, Ticket},
    },
    person::PersonId,
    policy::{Policies, Value, names},
};
use sha2::{Digest, Sha256};
use store::{Tx, access::Hash, access::ticket as kept};
use uuid::Uuid;

use super::session::hash;
use crate::{ActionError, Platform};

/// A ticket that was just made, with its secrets.
pub(crate) struct Minted {
    /// The ticket.
    pub ticket: Ticket,
    /// What its link carries.
    pub secret: String,
    /// Six digits.
    pub code: String,
    /// What the asking browser keeps, without which the digits are worth nothing.
    pub handle: String,
}

/// What a new ticket is to be.
pub(crate) struct Wanted {
    pub purpose: Purpose,
    pub person: Option<PersonId>,
    pub address: Option<String>,
    pub subject: Option<Hash>,
    pub object: Option<String>,
    pub made_by: PersonId,
}

/// Makes a ticket. Its code can only be typed where its handle is.
pub(crate) async fn mint(
    platform: &Platform,
    tx: &mut Tx,
    wanted: Wanted,
) -> Result<Minted, ActionError> {
    let policies = platform.policies(tx).await?;
    let now = platform.now();
    let lasts = lasting(platform, &policies, wanted.purpose);
    let ticket = Ticket {
        id: platform.number(),
        purpose: wanted.purpose,
        person: wanted.person,
        address: wanted.address,
        subject: wanted.subject,
        object: wanted.object,
        made_at: now,
        made_by: wanted.made_by,
        ends_at: now.saturating_add(minutes(lasts)).unwrap_or(now),
        used_at: None,
        tries: 0,
    };
    let (secret, held, code) = (platform.secret(), platform.secret(), platform.code());
    let with_handle = code_hash(&held, &code);
    kept::add(tx, &ticket, &hash(&secret), Some(&with_handle)).await?;
    Ok(Minted {
        handle: format!("{}.{held}", ticket.id.simple()),
        ticket,
        secret,
        code,
    })
}

/// The hash of a code together with what the asking browser keeps.
pub(crate) fn code_hash(held: &str, code: &str) -> Hash {
    Sha256::digest(format!("{held}:{code}")).into()
}

/// Reads a handle: the ticket's number, and what the browser keeps.
pub(crate) fn handle(text: &str) -> Option<(Uuid, &str)> {
    let (id, held) = text.split_once('.')?;
    (held.len() == 64)
        .then(|| Uuid::try_parse(id).ok())
        .flatten()
        .map(|id| (id, held))
}

/// For how long a ticket opens something.
fn lasting(platform: &Platform, policies: &Policies, purpose: Purpose) -> Minutes {
    let name = match purpose {
        Purpose::SignIn | Purpose::Proof | Purpose::Address => names::SIGN_IN_LASTS,
        Purpose::Printed => names::PRINTED_LASTS,
        Purpose::Invitation => names::INVITATION_LASTS,
        Purpose::Task => names::TASK_LASTS,
    };
    let term = policies.on(name, None, platform.today());
    match term.map(|term| term.row.value.clone()) {
        Some(Value::Minutes(lasts)) => lasts,
        Some(Value::Days(days)) => Minutes(days.saturating_mul(24 * 60)),
        _ => SHORTEST,
    }
}

/// What holds where somebody set expressly that nothing does.
const SHORTEST: Minutes = Minutes(5);

/// A count of policy that holds today.
pub(crate) fn most(platform: &Platform, policies: &Policies, name: &str) -> i64 {
    let term = policies.on(name, None, platform.today());
    match term.map(|term| &term.row.value) {
        Some(Value::Count(count)) => i64::from(*count),
        _ => 1,
    }
}
