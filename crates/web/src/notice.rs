//! Shows people what they are told, lets offices write to many, and shows how outgoing mail fares.
//!
//! Owns `/notice` and the words `Outgoing` and `Finding`. It never sends anything.

mod choose;
mod inbox;
mod outbox;
mod routes;
mod write;
mod written;

use std::{fmt, pin::Pin, sync::Arc};

pub use inbox::INBOX;
pub use outbox::ADDRESS;
pub use routes::routes;
pub use write::address as write_address;
pub use written::address as written_address;

/// What was found out about one record of the sending domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which record.
    pub record: &'static str,
    /// Whether it is as it should be; nothing where it could not be found out.
    pub well: Option<bool>,
    /// What that means, and what to do.
    pub words: String,
}

/// What will be known of the sending domain.
pub type Findings = Pin<Box<dyn Future<Output = Vec<Finding>> + Send>>;

/// How messages leave, as whoever runs the program hands it over. Without it, none do.
#[derive(Clone)]
pub struct Outgoing {
    /// From whom they come.
    pub sender: String,
    /// By which mail server.
    pub server: String,
    /// Asks what the sending domain says of itself.
    pub look_up: Arc<dyn Fn() -> Findings + Send + Sync>,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("sender", &self.sender)
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}
