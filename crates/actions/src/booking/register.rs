//! Keeps the register of a session: who was there, what closing it grants, and opening it again.
//!
//! Owns the deeds `ReadRegister`, `KeepRegister` and `CloseRegister`. It never grants before a named
//! person closes it.

mod close;
mod grid;
mod mark;
mod walk_in;

pub use close::{Weighed, close, reopen, weigh};
pub use grid::{Grid, Row, grid};
pub use mark::{Marked, Ticked, mark};
pub use walk_in::{add_walk_in, find_walk_in};

use domain::{
    access::{Actor, Deed, Object},
    booking::{
        Session, SessionId, holder,
        register::{Refusal, Register},
    },
    partnership::{Provider, ProviderId},
    person::PersonId,
};
use store::{Tx, booking::register as kept};

use crate::ActionError;

/// That a session belongs to whoever holds it, and to its provider.
pub(super) async fn object(
    tx: &mut Tx,
    actor: &Actor,
    session: &Session,
) -> Result<Object, ActionError> {
    let hosts = store::booking::hosts(tx, session.id).await?;
    let holds = session.host == actor.person || hosts.contains(&actor.person);
    Ok(Object {
        person: holds.then_some(actor.person).or(Some(session.host)),
        provider: Some(session.provider),
        ..Object::default()
    })
}

pub(super) fn unknown() -> ActionError {
    ActionError::NotFound("There is no such session.".to_owned())
}

/// Finds a session and asks leave.
pub(super) async fn asked(
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    id: SessionId,
) -> Result<Session, ActionError> {
    let session = store::booking::session(tx, id).await?;
    let session = session.ok_or_else(unknown)?;
    actor.may(deed, object(tx, actor, &session).await?)?;
    Ok(session)
}

/// The same, and lets nobody else change its register before the transaction ends.
async fn held(
    tx: &mut Tx,
    actor: &Actor,
    deed: Deed,
    id: SessionId,
) -> Result<Session, ActionError> {
    asked(tx, actor, deed, id).await?;
    store::booking::lock(tx, id).await?.ok_or_else(unknown)
}

/// The closing that stands, if the register is closed.
pub(super) fn closed(closings: &[Register]) -> Option<&Register> {
    closings.last().filter(|last| last.reopened.is_none())
}

/// Refuses what would change a register that is closed.
pub(super) async fn refuse_closed(tx: &mut Tx, session: SessionId) -> Result<(), ActionError> {
    match closed(&kept::closings(tx, session).await?) {
        Some(_) => Err(Refusal::Closed.into()),
        None => Ok(()),
    }
}

/// The provider that offers a session and the others that share it.
pub(super) async fn sharing(
    tx: &mut Tx,
    session: &Session,
) -> Result<Vec<ProviderId>, ActionError> {
    let others = store::booking::shares(tx, session.id).await?;
    let others = others.into_iter().map(|(provider, _)| provider);
    Ok([session.provider].into_iter().chain(others).collect())
}

/// The provider of a number.
pub(super) async fn provider(tx: &mut Tx, id: ProviderId) -> Result<Provider, ActionError> {
    let all = store::partnership::providers(tx).await?;
    all.into_iter()
        .find(|known| known.id == id)
        .ok_or_else(unknown)
}

/// The provider that holds the hour of somebody without a booking.
async fn holder_of(
    tx: &mut Tx,
    session: &Session,
    sharing: &[ProviderId],
    person: PersonId,
) -> Result<ProviderId, ActionError> {
    let mut placed_with = Vec::new();
    for (placement, mentoring) in store::placement::mentored_by(tx, person).await? {
        if !mentoring.holds_on(session.held_on) {
            continue;
        }
        let placement = store::placement::placement(tx, placement).await?;
        placed_with.extend(
            placement
                .filter(|placement| placement.holds_on(session.held_on))
                .map(|placement| placement.provider),
        );
    }
    Ok(holder(session.provider, sharing, &placed_with))
}
