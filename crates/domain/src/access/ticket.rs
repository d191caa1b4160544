//! Keeps what opens something once: a link, a code, a printed square, an invitation, the link of a task.
//!
//! Owns the words `Ticket`, `Purpose` and `Void`. It never holds a secret.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Minutes, person::PersonId};

/// What a ticket is for. It opens nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signs in, by the link or the code of a message.
    SignIn,
    /// Signs in for the first time, and asks who somebody is.
    Invitation,
    /// Signs in by a code that a colleague printed.
    Printed,
    /// Opens one task and nothing else.
    Task,
    /// Proves afresh who somebody is who is signed in.
    Proof,
    /// Confirms an address that somebody wants to add.
    Address,
}

impl Purpose {
    const ALL: [(Purpose, &'static str); 6] = [
        (Purpose::SignIn, "sign_in"),
        (Purpose::Invitation, "invitation"),
        (Purpose::Printed, "printed"),
        (Purpose::Task, "task"),
        (Purpose::Proof, "proof"),
        (Purpose::Address, "address"),
    ];

    /// The word used in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        let mut all = Purpose::ALL.iter();
        all.find(|(purpose, _)| *purpose == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<Purpose> {
        let mut all = Purpose::ALL.into_iter();
        all.find(|(_, known)| *known == code)
            .map(|(purpose, _)| purpose)
    }

    /// Whether its link signs somebody in.
    #[must_use]
    pub fn signs_in(self) -> bool {
        matches!(
            self,
            Purpose::SignIn | Purpose::Invitation | Purpose::Printed | Purpose::Task
        )
    }
}

/// Something that opens something once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its own number.
    pub id: Uuid,
    /// What it is for.
    pub purpose: Purpose,
    /// Whom it signs in; nobody where the address that was typed is nobody's.
    pub person: Option<PersonId>,
    /// The address to which it was sent; none where it was printed.
    pub address: Option<String>,
    /// The hash of the address that was typed, whether anybody has it or not.
    pub subject: Option<[u8; 32]>,
    /// The page that it opens, or what else it concerns.
    pub object: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it.
    pub made_by: PersonId,
    /// When it opens nothing any more.
    pub ends_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// How many wrong codes were typed.
    pub tries: i64,
}

/// Why a ticket opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Void {
    /// It was used.
    Used,
    /// Its time is over.
    Lapsed,
    /// Too many wrong codes were typed: its link may still open.
    TooManyTries,
}

impl Ticket {
    /// Says whether its link still opens something.
    ///
    /// # Refuses
    /// What was used, and what has lapsed.
    pub fn link_opens(&self, now: Timestamp) -> Result<(), Void> {
        if self.used_at.is_some() {
            Err(Void::Used)
        } else if now >= self.ends_at {
            Err(Void::Lapsed)
        } else {
            Ok(())
        }
    }

    /// Says whether its code may still be tried, of which so many wrong ones are borne.
    ///
    /// # Refuses
    /// What was used, what has lapsed, and what was guessed at too often.
    pub fn code_opens(&self, now: Timestamp, most: i64) -> Result<(), Void> {
        self.link_opens(now)?;
        if self.tries >= most {
            Err(Void::TooManyTries)
        } else {
            Ok(())
        }
    }
}

/// When the window of time began in which attempts of an instant are counted together.
#[must_use]
pub fn window(now: Timestamp, length: Minutes) -> Timestamp {
    let length = i64::from(length.0.max(1)) * 60;
    let begins = now.as_second().div_euclid(length) * length;
    Timestamp::from_second(begins).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_760_000_000 + second).expect("an instant of this century")
    }

    fn ticket() -> Ticket {
        Ticket {
            id: Uuid::from_u128(1),
            purpose: Purpose::SignIn,
            person: Some(PersonId(Uuid::from_u128(2))),
            address: Some("amina@school.example".to_owned()),
            subject: None,
            object: None,
            made_at: at(0),
            made_by: PersonId(Uuid::from_u128(2)),
            ends_at: at(900),
            used_at: None,
            tries: 0,
        }
    }

    #[test]
    fn a_link_opens_until_it_is_used_or_lapses() {
        assert_eq!(ticket().link_opens(at(899)), Ok(()));
        assert_eq!(ticket().link_opens(at(900)), Err(Void::Lapsed));
        let used = Ticket {
            used_at: Some(at(5)),
            ..ticket()
        };
        assert_eq!(used.link_opens(at(6)), Err(Void::Used));
        assert_eq!(used.code_opens(at(6), 5), Err(Void::Used));
    }

    #[test]
    fn a_code_is_guessed_at_so_often_and_the_link_goes_on() {
        let guessed = Ticket {
            tries: 5,
            ..ticket()
        };
        assert_eq!(guessed.code_opens(at(1), 5), Err(Void::TooManyTries));
        assert_eq!(guessed.link_opens(at(1)), Ok(()));
        assert_eq!(guessed.code_opens(at(1), 6), Ok(()));
    }

    #[test]
    fn attempts_of_one_hour_are_counted_together() {
        let hour = |second| window(at(second), Minutes::hours(1));
        let begins = hour(0);
        assert_eq!(begins, at(-3_200));
        assert_eq!(hour(399), begins);
        assert_eq!(hour(400), at(400));
    }

    #[test]
    fn a_proof_and_an_address_sign_nobody_in() {
        for (purpose, code) in Purpose::ALL {
            assert_eq!((Purpose::read(code), purpose.code()), (Some(purpose), code));
            let proves_only = [Purpose::Proof, Purpose::Address].contains(&purpose);
            assert_eq!(purpose.signs_in(), !proves_only);
        }
    }
}
