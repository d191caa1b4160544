//! Keeps one piece of earlier training as the mentor tells it.
//!
//! Owns the words `Item` and `ItemKind`. It never says what an item stands for.

use jiff::civil::Date;

use super::{ItemId, Refusal};
use crate::{Minutes, calendar::EARLIEST_RECORD, person::PersonId};

/// What kind of training it was.
///
/// # Rule
/// The kinds that partnerships accept; form F2 of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// Mentor training with another provider, or here in an earlier year.
    Provider,
    /// Training as the mentor of an early career teacher.
    EctMentor,
    /// A national professional qualification.
    Npq,
    /// A coaching qualification.
    Coaching,
    /// Units of the national association of school-based teacher trainers.
    Nasbtt,
    /// Anything else.
    Other,
}

impl ItemKind {
    /// Every kind with the code that is kept and the words that are shown.
    pub const ALL: [(ItemKind, &'static str, &'static str); 6] = [
        (
            ItemKind::Provider,
            "provider",
            "Mentor training with a provider",
        ),
        (
            ItemKind::EctMentor,
            "ect_mentor",
            "Training as an ECT mentor",
        ),
        (
            ItemKind::Npq,
            "npq",
            "A national professional qualification (NPQ)",
        ),
        (ItemKind::Coaching, "coaching", "A coaching qualification"),
        (ItemKind::Nasbtt, "nasbtt", "NASBTT units"),
        (ItemKind::Other, "other", "Something else"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        ItemKind::ALL
            .iter()
            .find(|(kind, ..)| *kind == self)
            .map_or("", |(_, code, _)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<ItemKind> {
        ItemKind::ALL
            .into_iter()
            .find(|(_, known, _)| *known == code)
            .map(|(kind, ..)| kind)
    }

    /// The words shown to people.
    #[must_use]
    pub fn told(self) -> &'static str {
        ItemKind::ALL
            .iter()
            .find(|(kind, ..)| *kind == self)
            .map_or("", |(.., told)| told)
    }
}

/// One piece of earlier training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// Whose it is.
    pub person: PersonId,
    /// What kind of training it was.
    pub kind: ItemKind,
    /// What it was called.
    pub title: String,
    /// Who gave it.
    pub given_by: String,
    /// The code of the other institution's session, where it is known.
    pub session: Option<String>,
    /// The day on which it ended.
    pub held_on: Date,
    /// How long it was.
    pub minutes: Minutes,
    /// Whether the mentor has anything to show for it.
    pub evidence: bool,
}

/// No single item is longer: 200 hours, the length of a whole qualification.
pub(super) const LONGEST: Minutes = Minutes::hours(200);

/// The most letters of a title or a name.
const LETTERS: usize = 200;

/// Checks an item as it was told.
///
/// # Refuses
/// Without a title or a giver, with a day that has not come or cannot be, without minutes, or with
/// more than a whole qualification has.
pub fn check(item: &Item, today: Date) -> Result<(), Refusal> {
    for (text, what) in [
        (&item.title, "what it was called"),
        (&item.given_by, "who gave it"),
    ] {
        let letters = text.trim().chars().count();
        if letters == 0 {
            return Err(Refusal::Missing(what));
        }
        if letters > LETTERS {
            return Err(Refusal::TooLong(what, LETTERS));
        }
    }
    if item.held_on > today {
        return Err(Refusal::NotYetHeld(item.held_on));
    }
    if item.held_on < EARLIEST_RECORD {
        return Err(Refusal::TooLongAgo(item.held_on));
    }
    if item.minutes <= Minutes::ZERO || item.minutes > LONGEST {
        return Err(Refusal::Length(LONGEST));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn item() -> Item {
        Item {
            id: ItemId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            kind: ItemKind::Coaching,
            title: "Coaching skills".to_owned(),
            given_by: "Edge Hill University".to_owned(),
            session: None,
            held_on: date(2025, 3, 4),
            minutes: Minutes(90),
            evidence: true,
        }
    }

    #[test]
    fn an_item_with_all_that_is_asked_is_kept() {
        assert_eq!(check(&item(), date(2025, 11, 18)), Ok(()));
    }

    #[test]
    fn an_item_is_not_kept_without_a_title_a_giver_a_day_that_has_come_and_a_length() {
        let today = date(2025, 11, 18);
        type Slip = (fn(&mut Item), Refusal);
        let cases: [Slip; 6] = [
            (
                |item| item.title = "  ".to_owned(),
                Refusal::Missing("what it was called"),
            ),
            (
                |item| item.given_by.clear(),
                Refusal::Missing("who gave it"),
            ),
            (
                |item| item.title = "é".repeat(201),
                Refusal::TooLong("what it was called", 200),
            ),
            (
                |item| item.held_on = date(2025, 11, 19),
                Refusal::NotYetHeld(date(2025, 11, 19)),
            ),
            (
                |item| item.held_on = date(1925, 11, 19),
                Refusal::TooLongAgo(date(1925, 11, 19)),
            ),
            (|item| item.minutes = Minutes(0), Refusal::Length(LONGEST)),
        ];
        for (slip, refusal) in cases {
            let mut wrong = item();
            slip(&mut wrong);
            assert_eq!(check(&wrong, today), Err(refusal));
        }
    }

    #[test]
    fn every_kind_is_read_as_it_was_written() {
        for (kind, code, told) in ItemKind::ALL {
            assert_eq!(ItemKind::read(code), Some(kind));
            assert_eq!((kind.code(), kind.told()), (code, told));
        }
    }
}
