//! Keeps which session of another institution stands for which component here, and for how much.
//!
//! Owns the words `Equivalence`, `PartnerSession` and `Proposal`. A proposal is never an acceptance.

use jiff::civil::Date;

use super::Item;
use crate::{Minutes, person::fold};

/// What two institutions have agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalence {
    /// The name of the other institution.
    pub institution: String,
    /// The code of its session.
    pub session: String,
    /// The title of its session.
    pub title: String,
    /// The code of the component here.
    pub component: String,
    /// Of a hundred minutes there, how many stand for minutes here: 1 to 100.
    pub share: u8,
    /// The first day of training that it covers.
    pub from: Date,
    /// The last day, if there is one.
    pub until: Option<Date>,
    /// Who agreed to it.
    pub agreed_by: String,
    /// Where that is written.
    pub source: String,
    /// Rises by one with every change of it, from 1.
    pub version: u32,
}

impl Equivalence {
    /// How many minutes an item stands for by it; nothing where it does not cover the item.
    ///
    /// # Units
    /// Whole minutes, rounded down.
    #[must_use]
    pub fn stands_for(&self, item: &Item) -> Option<Minutes> {
        let on = item.held_on >= self.from && self.until.is_none_or(|until| item.held_on <= until);
        let whose = fold(&item.given_by) == fold(&self.institution);
        let which = match &item.session {
            Some(session) => session.eq_ignore_ascii_case(&self.session),
            None => fold(&item.title) == fold(&self.title),
        };
        (on && whose && which)
            .then(|| Minutes(item.minutes.0 * i32::from(self.share.min(100)) / 100))
    }
}

/// A session of a partner institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerSession {
    /// The name of the institution.
    pub institution: String,
    /// The programme of which it is a part.
    pub programme: String,
    /// Its code there.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it covers, in a sentence.
    pub covers: String,
    /// How long it is.
    pub minutes: Minutes,
}

/// That an item would stand for a component, by what was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal<'a> {
    /// What was agreed.
    pub by: &'a Equivalence,
    /// How many minutes, never more than is left of the component.
    pub minutes: Minutes,
}

/// Finds what an item would stand for, most minutes first, by what is left of each component.
#[must_use]
pub fn proposals<'a>(
    item: &Item,
    agreed: &'a [Equivalence],
    left: impl Fn(&str) -> Minutes,
) -> Vec<Proposal<'a>> {
    let mut found: Vec<Proposal> = agreed
        .iter()
        .filter_map(|by| {
            let minutes = by.stands_for(item)?.min(left(&by.component));
            (minutes > Minutes::ZERO).then_some(Proposal { by, minutes })
        })
        .collect();
    found.sort_by(|one, other| {
        other
            .minutes
            .cmp(&one.minutes)
            .then_with(|| one.by.component.cmp(&other.by.component))
    });
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        person::PersonId,
        prior_learning::{ItemId, ItemKind},
    };

    fn agreed(component: &str, share: u8) -> Equivalence {
        Equivalence {
            institution: "Edge Hill University".to_owned(),
            session: "MT-3".to_owned(),
            title: "Instructional coaching".to_owned(),
            component: component.to_owned(),
            share,
            from: date(2024, 9, 1),
            until: Some(date(2026, 8, 31)),
            agreed_by: "Helen Marsh".to_owned(),
            source: "Meeting of the group, June 2024".to_owned(),
            version: 1,
        }
    }

    fn item() -> Item {
        Item {
            id: ItemId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            kind: ItemKind::Provider,
            title: "instructional  coaching".to_owned(),
            given_by: "EDGE HILL UNIVERSITY".to_owned(),
            session: Some("mt-3".to_owned()),
            held_on: date(2025, 3, 4),
            minutes: Minutes(90),
            evidence: true,
        }
    }

    #[test]
    fn a_share_is_rounded_down_and_holds_from_a_day_to_a_day() {
        assert_eq!(
            agreed("pedagogy", 67).stands_for(&item()),
            Some(Minutes(60))
        );
        for held_on in [date(2024, 8, 31), date(2026, 9, 1)] {
            let outside = Item { held_on, ..item() };
            assert_eq!(agreed("pedagogy", 67).stands_for(&outside), None);
        }
    }

    #[test]
    fn a_session_is_known_by_its_code_or_else_by_its_title() {
        let other = Item {
            session: Some("MT-4".to_owned()),
            ..item()
        };
        assert_eq!(agreed("pedagogy", 100).stands_for(&other), None);
        let uncoded = Item {
            session: None,
            title: "Instructional Coaching".to_owned(),
            ..item()
        };
        assert_eq!(
            agreed("pedagogy", 100).stands_for(&uncoded),
            Some(Minutes(90))
        );
        let elsewhere = Item {
            given_by: "Hope".to_owned(),
            ..item()
        };
        assert_eq!(agreed("pedagogy", 100).stands_for(&elsewhere), None);
    }

    #[test]
    fn the_most_minutes_come_first_and_nothing_beyond_what_is_left_is_proposed() {
        let map = [
            agreed("a", 50),
            agreed("b", 100),
            agreed("c", 100),
            agreed("d", 100),
        ];
        let left = |code: &str| {
            Minutes(match code {
                "b" => 30,
                "d" => 0,
                _ => 90,
            })
        };
        let item = item();
        let found = proposals(&item, &map, left);
        let told: Vec<(&str, i32)> = found
            .iter()
            .map(|proposal| (proposal.by.component.as_str(), proposal.minutes.0))
            .collect();
        assert_eq!(told, [("c", 90), ("a", 45), ("b", 30)]);
    }
}
