//! Keeps what is asked of whoever gave earlier training, and what they answer.
//!
//! Owns the words `Contact`, `Enquiry` and `Said`. It never takes an answer for a decision.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{Item, ItemId, Refusal, item::LONGEST};
use crate::{Minutes, partnership::ProviderId, person::PersonId};

/// The most letters of a name, and of words.
const NAME_LETTERS: usize = 120;
const WORDS_LETTERS: usize = 600;

/// A named person at the institution that gave the training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The institution.
    pub institution: String,
    /// What they are called.
    pub name: String,
    /// Where mail reaches them.
    pub email: String,
}

/// What was asked of an issuer about one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enquiry {
    /// Its number.
    pub id: Uuid,
    /// The item that it is about.
    pub item: ItemId,
    /// Whose item that is.
    pub person: PersonId,
    /// The provider that asks.
    pub provider: ProviderId,
    /// Who is asked.
    pub contact: Contact,
    /// What is asked besides, in words; may be blank.
    pub asks: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Timestamp,
    /// When its link opens nothing any more.
    pub ends_at: Timestamp,
    /// What they answered.
    pub answer: Option<Answer>,
}

/// What an issuer answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What they said.
    pub said: Said,
    /// In words; may be blank.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// What an issuer says of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It was as the mentor tells it.
    Confirmed,
    /// It was on another day, or of another length.
    Corrected {
        /// The day on which it ended.
        held_on: Date,
        /// How long it was.
        minutes: Minutes,
    },
    /// They have no record of it.
    NoRecord,
}

impl Contact {
    /// Reads whom a reviewer names, for an item of somebody with these addresses.
    ///
    /// # Refuses
    /// Without an institution, a name or an address that can be one; and the mentor's own address or
    /// the reviewer's: nobody vouches for themself, and nobody decides on their own word.
    pub fn named(
        typed: &Contact,
        mentors: &[String],
        reviewers: &[String],
    ) -> Result<Contact, Refusal> {
        let institution = within(
            &typed.institution,
            "which institution gave it",
            NAME_LETTERS,
        )?;
        let name = within(&typed.name, "whom you ask there", NAME_LETTERS)?;
        let email = crate::notice::address(&typed.email)
            .map_err(|_| Refusal::Missing("an e-mail address of theirs, such as name@school.uk"))?;
        let is = |theirs: &String| theirs.eq_ignore_ascii_case(&email);
        if mentors.iter().any(is) {
            return Err(Refusal::AsksTheMentor);
        }
        if reviewers.iter().any(is) {
            return Err(Refusal::AsksThemself);
        }
        Ok(Contact {
            institution,
            name,
            email,
        })
    }
}

impl Enquiry {
    /// Whether its link still takes an answer.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.answer.is_none() && now < self.ends_at
    }

    /// Whether somebody with these addresses has answered it.
    #[must_use]
    pub fn was_answered_by(&self, addresses: &[String]) -> bool {
        let theirs = |one: &String| one.eq_ignore_ascii_case(&self.contact.email);
        self.answer.is_some() && addresses.iter().any(theirs)
    }
}

/// Reads an answer about an item.
///
/// # Refuses
/// A correction that changes nothing, of a day that has not come, or of no length that training can
/// have; and words that are too long.
pub fn answered(
    item: &Item,
    said: Said,
    words: &str,
    (today, at): (Date, Timestamp),
) -> Result<Answer, Refusal> {
    if let Said::Corrected { held_on, minutes } = said {
        if held_on > today {
            return Err(Refusal::NotYetHeld(held_on));
        }
        if minutes <= Minutes::ZERO || minutes > LONGEST {
            return Err(Refusal::Length(LONGEST));
        }
        if (held_on, minutes) == (item.held_on, item.minutes) {
            return Err(Refusal::NothingCorrected);
        }
    }
    if words.trim().chars().count() > WORDS_LETTERS {
        return Err(Refusal::TooLong("what you want to say", WORDS_LETTERS));
    }
    let words = words.trim().to_owned();
    Ok(Answer { said, words, at })
}

/// Reads what a reviewer asks besides.
///
/// # Refuses
/// Words that are too long.
pub fn asks(typed: &str) -> Result<String, Refusal> {
    match typed.trim() {
        words if words.chars().count() > WORDS_LETTERS => {
            Err(Refusal::TooLong("what you want to ask", WORDS_LETTERS))
        }
        words => Ok(words.to_owned()),
    }
}

fn within(typed: &str, what: &'static str, letters: usize) -> Result<String, Refusal> {
    match typed.trim() {
        "" => Err(Refusal::Missing(what)),
        text if text.chars().count() > letters => Err(Refusal::TooLong(what, letters)),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::prior_learning::ItemKind;

    fn contact(email: &str) -> Contact {
        Contact {
            institution: " Hope ".to_owned(),
            name: "Jo Field".to_owned(),
            email: email.to_owned(),
        }
    }

    fn item() -> Item {
        Item {
            id: ItemId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            kind: ItemKind::ALL[0].0,
            title: "Coaching".to_owned(),
            given_by: "Hope".to_owned(),
            session: None,
            held_on: date(2025, 3, 1),
            minutes: Minutes::hours(2),
            evidence: false,
        }
    }

    fn said(said: Said) -> Result<Answer, Refusal> {
        let now = Timestamp::UNIX_EPOCH;
        answered(
            &item(),
            said,
            " As far as I know. ",
            (date(2025, 11, 1), now),
        )
    }

    #[test]
    fn nobody_is_asked_about_themself_and_nobody_asks_themself() {
        let mentors = ["amina@school.example".to_owned()];
        let reviewers = ["sian@uni.example".to_owned()];
        let named = |email| Contact::named(&contact(email), &mentors, &reviewers);
        assert_eq!(
            named("jo@hope.example").map(|read| read.institution),
            Ok("Hope".to_owned())
        );
        assert_eq!(named("Amina@School.example"), Err(Refusal::AsksTheMentor));
        assert_eq!(named("SIAN@uni.example"), Err(Refusal::AsksThemself));
        assert!(matches!(named("jo at hope"), Err(Refusal::Missing(_))));
    }

    #[test]
    fn a_correction_corrects_something_that_can_have_been() {
        let corrected = |held_on, minutes| said(Said::Corrected { held_on, minutes });
        let (day, two) = (date(2025, 3, 1), Minutes::hours(2));
        assert_eq!(corrected(day, two), Err(Refusal::NothingCorrected));
        let later = date(2025, 12, 1);
        assert_eq!(corrected(later, two), Err(Refusal::NotYetHeld(later)));
        assert_eq!(corrected(day, Minutes::ZERO), Err(Refusal::Length(LONGEST)));
        assert!(corrected(day, Minutes(90)).is_ok());
        assert_eq!(
            said(Said::NoRecord).map(|answer| answer.words),
            Ok("As far as I know.".to_owned())
        );
    }
}
