//! Keeps what is sent to somebody by mail, and when it is tried again.
//!
//! Owns the words `Message` and `MessageKind`. It never sends anything.

pub mod budget;
pub mod inbox;
pub mod template;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{partnership::ProviderId, person::PersonId};

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// A link and a code that sign in.
    SignIn,
    /// An invitation to join.
    Invitation,
    /// A link to one task.
    TaskLink,
    /// A link that confirms a new address.
    NewAddress,
    /// Tells of something that happened.
    Told,
    /// Tries whether mail arrives.
    Checked,
    /// What stands in somebody's inbox too.
    Notice,
    /// What stood in somebody's inbox in a week.
    Digest,
}

impl MessageKind {
    /// Every kind with the code that is kept.
    pub const ALL: [(MessageKind, &'static str); 8] = [
        (MessageKind::SignIn, "sign_in"),
        (MessageKind::Invitation, "invitation"),
        (MessageKind::TaskLink, "task_link"),
        (MessageKind::NewAddress, "new_address"),
        (MessageKind::Told, "told"),
        (MessageKind::Checked, "checked"),
        (MessageKind::Notice, "notice"),
        (MessageKind::Digest, "digest"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        MessageKind::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<MessageKind> {
        MessageKind::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(kind, _)| kind)
    }
}

/// One message to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The message's own number.
    pub id: Uuid,
    /// One e-mail address.
    pub to: String,
    /// Whose address that is, where it is known.
    pub person: Option<PersonId>,
    /// With whose partnership it has to do.
    pub provider: Option<ProviderId>,
    /// What it is for.
    pub kind: MessageKind,
    /// The subject line.
    pub subject: String,
    /// The words, plain.
    pub text: String,
    /// The same words as a page.
    pub html: String,
    /// The entry of a calendar that goes with it, where it is about a place.
    pub calendar: Option<String>,
    /// When it is of no more use, so that it is not sent late.
    pub useless_after: Option<Timestamp>,
}

/// How a message fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// It waits to be sent, or to be tried again.
    Waiting,
    /// The mail server has taken it.
    Sent,
    /// It was tried too often, or refused for good.
    GivenUp,
    /// It was not sent while it was of use.
    Lapsed,
}

impl MessageState {
    /// Every state with the code that is kept.
    pub const ALL: [(MessageState, &'static str); 4] = [
        (MessageState::Waiting, "waiting"),
        (MessageState::Sent, "sent"),
        (MessageState::GivenUp, "given_up"),
        (MessageState::Lapsed, "lapsed"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        MessageState::ALL
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<MessageState> {
        MessageState::ALL
            .into_iter()
            .find(|(_, known)| *known == code)
            .map(|(state, _)| state)
    }
}

/// The waits between tries, growing; after the last the message is given up.
const WAITS: [SignedDuration; 9] = [
    SignedDuration::from_secs(20),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(3),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(12),
    SignedDuration::from_hours(24),
];

/// Says when a message that has failed so often is tried again, if it is.
///
/// # Rule
/// Each wait is longer than the one before it; nine tries follow the first. Nothing is tried
/// once it would be of no use.
#[must_use]
pub fn next_try(
    tries: usize,
    now: Timestamp,
    useless_after: Option<Timestamp>,
) -> Option<Timestamp> {
    let wait = WAITS.get(tries.checked_sub(1)?)?;
    let next = now.checked_add(*wait).ok()?;
    useless_after
        .is_none_or(|useless| next < useless)
        .then_some(next)
}

/// Why a message is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No address.
    #[error("This is no e-mail address. One looks like amina@school.example.")]
    NotAnAddress,
    /// No words, or a field that nothing fills in.
    #[error(transparent)]
    Template(#[from] template::Fault),
    /// Nobody is meant.
    #[error("Nobody is among those whom you mean. Widen the filters of the list, then write.")]
    Nobody,
    /// Those who are meant changed between the look and the press.
    #[error(
        "The list has changed since you looked: it now has {now} people, and had {seen}. Look again, then send."
    )]
    Changed {
        /// How many were seen.
        seen: usize,
        /// How many there are.
        now: usize,
    },
}

/// Reads an address to which a message can be sent.
///
/// # Refuses
/// What cannot be one. Whether anybody reads there, only a message tells.
pub fn address(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    let (name, domain) = typed.split_once('@').ok_or(Refusal::NotAnAddress)?;
    let is_plain = |text: &str| {
        !text.is_empty()
            && !text.contains(|sign: char| {
                sign.is_whitespace() || sign.is_control() || "@<>(),;:\\\"[]".contains(sign)
            })
    };
    if is_plain(name) && is_plain(domain) && domain.contains('.') && typed.len() <= 254 {
        Ok(typed.to_owned())
    } else {
        Err(Refusal::NotAnAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_760_000_000, 0);

    #[test]
    fn each_wait_is_longer_than_the_one_before_it() {
        assert!(WAITS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_message_is_tried_ten_times_and_then_given_up() {
        assert!((1..=9).all(|tries| next_try(tries, NOW, None).is_some()));
        assert_eq!(next_try(10, NOW, None), None);
        assert_eq!(next_try(0, NOW, None), None, "it was not tried");
    }

    #[test]
    fn a_message_is_not_tried_again_once_it_is_of_no_use() {
        let useless = NOW + SignedDuration::from_mins(15);
        assert_eq!(
            next_try(1, NOW, Some(useless)),
            Some(NOW + SignedDuration::from_secs(20))
        );
        assert_eq!(next_try(5, NOW, Some(useless)), None);
    }

    #[test]
    fn every_kind_and_state_is_read_back_from_its_code() {
        for (kind, code) in MessageKind::ALL {
            assert_eq!((kind.code(), MessageKind::read(code)), (code, Some(kind)));
        }
        for (state, code) in MessageState::ALL {
            assert_eq!(
                (state.code(), MessageState::read(code)),
                (code, Some(state))
            );
        }
    }

    #[test]
    fn only_what_can_be_an_address_is_written_to() {
        for typed in ["amina@school.example", " o'neill+x@a.b.example "] {
            assert_eq!(address(typed), Ok(typed.trim().to_owned()));
        }
        for typed in [
            "",
            "amina",
            "@school.example",
            "amina@",
            "amina@school",
            "a@b@c.example",
            "a b@c.example",
            "a@c.example\r\nBcc: x@y.example",
            "<a@c.example>",
        ] {
            assert_eq!(address(typed), Err(Refusal::NotAnAddress), "{typed}");
        }
    }
}
