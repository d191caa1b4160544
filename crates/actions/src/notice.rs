//! Reaches schools and mentors: messages of the program's own, and words that somebody writes.
//!
//! Owns the words nudge and outbox. It never sends anything itself: the outbox is emptied elsewhere.

mod choose;
mod hours;
mod inbox;
mod letters;
mod mail;
mod nudge;
mod outbox;
mod rest;
mod returned;
mod round;
mod tell;
mod troubles;
mod write;

pub use choose::{choices, choose};
pub use inbox::{Told, glance, inbox, mark, mark_all, one, press, unread};
pub use letters::{Outbox, outbox, resend, try_mail, would_be_sent};
pub use nudge::{Chosen, nudge, remind};
pub use outbox::{Batch, Fared, batch, longest_due, queue, settle};
pub use rest::{Rests, budget};
pub use returned::{Returned, came_back};
pub use round::{remind_of_sessions, round};
pub use store::notice::{
    outbox::Letter,
    send::{Kept, Reached, Send},
};
pub(crate) use tell::unsend;
pub use tell::{tell, withdraw, withdraw_all};
pub use troubles::{Trouble, resend_to_people, troubles};
pub use write::{Meant, Preview, Written, keep_template, meant, preview, send, templates, written};
