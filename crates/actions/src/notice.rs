//! Reaches schools and mentors: messages of the program's own, and words that somebody writes.
//!
//! Owns the words nudge and outbox. It never sends anything itself: the outbox is emptied elsewhere.

mod letters;
mod nudge;
mod outbox;

pub use letters::{Outbox, outbox, resend, try_mail, would_be_sent};
pub use nudge::{Chosen, nudge, remind};
pub use outbox::{Batch, Fared, batch, longest_due, queue, settle};
pub use store::notice::outbox::Letter;
