//! Keeps what a passkey is called, and what is asked of one.
//!
//! Owns the words `Passkey`, `Question` and `Purpose` of passkeys. It never reads what a browser answers.

use jiff::Timestamp;
use uuid::Uuid;

use super::Refusal;
use crate::person::PersonId;

/// A key on a device of somebody's, which signs for them once the device has made sure of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its number here.
    pub id: Uuid,
    /// Whose it is.
    pub person: PersonId,
    /// Its number on its device, which comes with each answer.
    pub credential_id: Vec<u8>,
    /// Under which number its device knows its person.
    pub handle: Uuid,
    /// Its public half, and how often it was used.
    pub credential: String,
    /// What its person calls it.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// What is asked of a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be made.
    Add,
    /// To sign in.
    SignIn,
    /// To prove afresh who somebody is who is signed in.
    Proof,
}

impl Purpose {
    const ALL: [(Purpose, &'static str); 3] = [
        (Purpose::Add, "add"),
        (Purpose::SignIn, "sign_in"),
        (Purpose::Proof, "proof"),
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
}

/// A question to a passkey, until its answer comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question's own number.
    pub id: Uuid,
    /// What is asked.
    pub purpose: Purpose,
    /// Who is asked; nobody where somebody signs in.
    pub person: Option<PersonId>,
    /// In which session it is asked, where it is a proof for one.
    pub session: Option<Uuid>,
    /// What the answer has to fit.
    pub state: String,
    /// Where somebody who signs in wanted to go.
    pub to: Option<String>,
    /// Until when an answer is taken.
    pub ends_at: Timestamp,
}

impl Question {
    /// Says whether an answer is still taken, for a purpose, of a person, in a session.
    #[must_use]
    pub fn is_open(
        &self,
        now: Timestamp,
        purpose: Purpose,
        person: Option<PersonId>,
        session: Option<Uuid>,
    ) -> bool {
        now < self.ends_at
            && (self.purpose, self.person, self.session) == (purpose, person, session)
    }
}

/// What a passkey is called that nobody gave a name.
pub const UNNAMED: &str = "A passkey";

/// The most letters that a name has.
pub const LONGEST_NAME: usize = 60;

/// Reads what somebody calls a passkey; what is left blank is called [`UNNAMED`].
///
/// # Refuses
/// A name that is too long for a line.
pub fn name(typed: &str) -> Result<String, Refusal> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let name = words.join(" ");
    if name.chars().count() > LONGEST_NAME {
        Err(Refusal::PasskeyNameLong)
    } else if name.is_empty() {
        Ok(UNNAMED.to_owned())
    } else {
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_is_called_as_its_person_says_or_as_all_are() {
        assert_eq!(name("  My \n phone "), Ok("My phone".to_owned()));
        assert_eq!(name(" \t "), Ok(UNNAMED.to_owned()));
        assert_eq!(name(&"ŵ".repeat(60)), Ok("ŵ".repeat(60)));
        assert_eq!(name(&"ŵ".repeat(61)), Err(Refusal::PasskeyNameLong));
    }

    #[test]
    fn an_answer_is_taken_for_what_was_asked_of_whom_it_was_asked_and_in_time() {
        let at = |second: i64| Timestamp::from_second(1_760_000_000 + second).expect("an instant");
        let (amina, ben) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let session = Some(Uuid::from_u128(3));
        let question = Question {
            id: Uuid::from_u128(4),
            purpose: Purpose::Proof,
            person: Some(amina),
            session,
            state: "{}".to_owned(),
            to: None,
            ends_at: at(300),
        };
        let open = |second, purpose, person, session| {
            question.is_open(at(second), purpose, person, session)
        };
        assert!(open(299, Purpose::Proof, Some(amina), session));
        assert!(!open(300, Purpose::Proof, Some(amina), session));
        assert!(!open(0, Purpose::Proof, Some(ben), session));
        assert!(!open(0, Purpose::Proof, Some(amina), None));
        assert!(!open(0, Purpose::Add, Some(amina), session));
        assert!(!open(0, Purpose::SignIn, None, None));
    }

    #[test]
    fn every_purpose_comes_back_from_its_word() {
        for (purpose, code) in Purpose::ALL {
            assert_eq!((Purpose::read(code), purpose.code()), (Some(purpose), code));
        }
    }
}
