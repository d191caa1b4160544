//! Decides which roles one person holds when two records of theirs become one.
//!
//! Owns the word `Folded`. It never decides whether two records are one person's.

use jiff::civil::Date;

use super::{Membership, PersonId};

/// What becomes of a membership of the record that is given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Folded {
    /// It becomes the kept person's as it is.
    Moves(Membership),
    /// The kept person holds the same role at the same time: that one holds over both spans.
    Widens {
        /// Which of the kept person's memberships, by its place.
        at: usize,
        /// That membership as it is now.
        held: Membership,
    },
}

/// Folds a membership of the record that is given up into those of the kept one.
///
/// # Rule
/// The same role with the same provider at the same school, at the same time, is held once: from
/// the earlier first day to the later last one. What is known of one alone is known of both.
#[must_use]
pub fn folded(person: PersonId, kept: &[Membership], other: &Membership) -> Folded {
    let same = |held: &Membership| {
        (held.provider, held.role, held.school) == (other.provider, other.role, other.school)
            && held.scope == other.scope
            && held.overlaps(
                other.from.unwrap_or(Date::MIN),
                other.until.unwrap_or(Date::MAX),
            )
    };
    match kept.iter().position(same) {
        None => Folded::Moves(Membership {
            person,
            ..other.clone()
        }),
        Some(at) => {
            let held = &kept[at];
            Folded::Widens {
                at,
                held: Membership {
                    from: held.from.zip(other.from).map(|(one, two)| one.min(two)),
                    until: held.until.zip(other.until).map(|(one, two)| one.max(two)),
                    subject: held.subject.clone().or_else(|| other.subject.clone()),
                    school_phase: held.school_phase.or(other.school_phase),
                    ..held.clone()
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        partnership::{ProviderId, Urn},
        person::Role,
    };

    const KEPT: PersonId = PersonId(Uuid::from_u128(1));

    fn held(person: u128, school: u32, from: Option<Date>, until: Option<Date>) -> Membership {
        Membership {
            person: PersonId(Uuid::from_u128(person)),
            provider: ProviderId(Uuid::from_u128(9)),
            role: Role::GeneralMentor,
            school: Some(Urn(school)),
            scope: None,
            subject: None,
            school_phase: None,
            from,
            until,
        }
    }

    #[test]
    fn the_same_role_at_the_same_time_is_held_once_over_both_spans() {
        let kept = [held(1, 7, Some(date(2024, 9, 1)), Some(date(2025, 8, 31)))];
        let mut other = held(2, 7, Some(date(2025, 1, 6)), None);
        other.subject = Some("history".to_owned());
        let Folded::Widens { at: 0, held } = folded(KEPT, &kept, &other) else {
            panic!("it is held once");
        };
        assert_eq!((held.from, held.until), (Some(date(2024, 9, 1)), None));
        assert_eq!(held.person, kept[0].person);
        assert_eq!(held.subject.as_deref(), Some("history"));
    }

    #[test]
    fn another_school_or_another_time_is_a_role_of_its_own() {
        let kept = [held(1, 7, Some(date(2024, 9, 1)), Some(date(2025, 8, 31)))];
        for other in [
            held(2, 8, Some(date(2024, 9, 1)), None),
            held(2, 7, Some(date(2025, 9, 1)), None),
        ] {
            let Folded::Moves(now) = folded(KEPT, &kept, &other) else {
                panic!("it is another role");
            };
            assert_eq!(now.person, kept[0].person);
            assert_eq!((now.school, now.from), (other.school, other.from));
        }
        let alone = folded(KEPT, &[], &held(2, 8, None, None));
        assert_eq!(alone, Folded::Moves(held(1, 8, None, None)));
    }
}
