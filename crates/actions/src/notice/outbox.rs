//! Keeps the messages that deeds owe, and says how each fares.
//!
//! Owns the word `queue`. It never sends anything: whoever runs the program does.

use domain::{Timestamp, notice::Message};
use store::Tx;

use crate::ActionError;

/// Keeps a message that a deed owes, in the deed's own transaction.
///
/// # Errors
/// When the store fails.
pub async fn queue(tx: &mut Tx, now: Timestamp, message: &Message) -> Result<(), ActionError> {
    Ok(store::notice::outbox::queue(tx, now, message).await?)
}
