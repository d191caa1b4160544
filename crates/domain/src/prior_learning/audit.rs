//! Keeps how somebody sees themself as a mentor, and an item while it is still being told.
//!
//! Owns the words `Audit` and `ItemDraft`. It never judges what somebody says of themself.

use jiff::civil::Date;

use super::{Item, ItemId, ItemKind, Refusal, check};
use crate::{Minutes, person::PersonId};

/// The four national standards of mentors, in their order, by the name that pages show.
pub const STANDARDS: [&str; 4] = [
    "Personal qualities: trust, and modelling high standards",
    "Teaching: supporting a student teacher to develop",
    "Professionalism: setting high expectations, and inducting into the profession",
    "Self-development, and working in partnership",
];

/// How somebody rates themself on one standard, from 1.
pub const RATINGS: [&str; 4] = [
    "New to me",
    "I have begun",
    "I am confident",
    "I could help others",
];

/// The most letters of a title or a name.
const NAMES: usize = 200;
/// The most letters of what would help.
const LETTERS: usize = 600;

/// How somebody sees themself before the hours are set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Who.
    pub person: PersonId,
    /// On each standard from 1 to 4; 0 where nothing was said.
    pub ratings: [i32; 4],
    /// What would help them.
    pub help: String,
}

impl Audit {
    /// Nothing said yet.
    #[must_use]
    pub fn blank(person: PersonId) -> Audit {
        Audit {
            person,
            ratings: [0; 4],
            help: String::new(),
        }
    }

    /// Checks what somebody says of themself; every part may be blank.
    ///
    /// # Refuses
    /// A rating that is not on the scale, and too many letters.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.ratings.iter().any(|rating| !(0..=4).contains(rating)) {
            return Err(Refusal::Missing("a rating on the scale"));
        }
        if self.help.chars().count() > LETTERS {
            return Err(Refusal::TooLong("what would help", LETTERS));
        }
        Ok(())
    }
}

/// An item as far as it has been told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDraft {
    /// Its number.
    pub id: ItemId,
    /// Whose it is.
    pub person: PersonId,
    /// What kind of training it was.
    pub kind: ItemKind,
    /// What it was called; blank for now.
    pub title: String,
    /// Who gave it; blank for now.
    pub given_by: String,
    /// The code of the other institution's session; blank where it is not known.
    pub session: String,
    /// The day on which it ended.
    pub held_on: Option<Date>,
    /// How long it was; nothing for now.
    pub minutes: Minutes,
    /// Whether there is something to show for it.
    pub evidence: Option<bool>,
    /// Rises by one with every change, from 0.
    pub version: i64,
}

impl ItemDraft {
    /// An item of which only the kind is known.
    #[must_use]
    pub fn begun(id: ItemId, person: PersonId, kind: ItemKind) -> ItemDraft {
        ItemDraft {
            id,
            person,
            kind,
            title: String::new(),
            given_by: String::new(),
            session: String::new(),
            held_on: None,
            minutes: Minutes::ZERO,
            evidence: None,
            version: 0,
        }
    }

    /// Checks what is told so far: parts may be blank until a day is given.
    ///
    /// # Refuses
    /// Too many letters; and as `whole` does once there is a day.
    pub fn so_far(&self, today: Date) -> Result<(), Refusal> {
        if self.held_on.is_some() {
            return self.whole(today).map(|_| ());
        }
        for (text, what) in [
            (&self.title, "what it was called"),
            (&self.given_by, "who gave it"),
            (&self.session, "the code of the session"),
        ] {
            if text.chars().count() > NAMES {
                return Err(Refusal::TooLong(what, NAMES));
            }
        }
        Ok(())
    }

    /// The item, once all of it is told.
    ///
    /// # Refuses
    /// As `check` does, and without a day.
    pub fn whole(&self, today: Date) -> Result<Item, Refusal> {
        let item = Item {
            id: self.id,
            person: self.person,
            kind: self.kind,
            title: self.title.clone(),
            given_by: self.given_by.clone(),
            session: Some(self.session.clone()).filter(|code| !code.is_empty()),
            held_on: self
                .held_on
                .ok_or(Refusal::Missing("on which day it ended"))?,
            minutes: self.minutes,
            evidence: self.evidence == Some(true),
        };
        check(&item, today)?;
        Ok(item)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    const TODAY: Date = date(2025, 11, 18);

    fn begun() -> ItemDraft {
        let (id, person) = (ItemId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        ItemDraft::begun(id, person, ItemKind::Npq)
    }

    #[test]
    fn an_item_is_whole_once_all_of_it_is_told_and_not_before() {
        let mut draft = begun();
        assert_eq!(
            draft.whole(TODAY),
            Err(Refusal::Missing("on which day it ended"))
        );
        draft.held_on = Some(date(2025, 3, 4));
        assert_eq!(
            draft.whole(TODAY),
            Err(Refusal::Missing("what it was called"))
        );
        draft.title = "Leading teacher development".to_owned();
        draft.given_by = "Edge Hill University".to_owned();
        draft.minutes = Minutes(90);
        let item = draft.whole(TODAY).expect("all is told");
        assert_eq!((item.session, item.evidence), (None, false));
    }

    #[test]
    fn what_somebody_says_of_themself_may_be_blank_and_stays_on_the_scale() {
        let blank = Audit::blank(PersonId(Uuid::from_u128(2)));
        assert_eq!(blank.check(), Ok(()));
        let beyond = Audit {
            ratings: [1, 2, 3, 5],
            ..blank
        };
        assert!(beyond.check().is_err());
    }
}
