//! Keeps what may be written into a book, and what is refused with which words.
//!
//! Owns the words `Draft` and `Correction`. It never looks anything up.

use jiff::civil::Date;

use super::{Entry, EntryId, How, Kind, Refusal, Words};
use crate::{
    AcademicYear, Minutes,
    calendar::EARLIEST_RECORD,
    partnership::{ProviderId, Urn},
    person::PersonId,
    policy::Season,
};

/// An entry before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Entry")]
pub struct Draft {
    pub person: PersonId,
    pub provider: ProviderId,
    pub school: Option<Urn>,
    pub component: Option<String>,
    pub kind: Kind,
    pub minutes: Minutes,
    pub held_on: Date,
    pub counts_for: AcademicYear,
    pub verified_by: Option<PersonId>,
    pub how: How,
    pub reference: String,
    pub until: Option<Date>,
    pub replaces: Option<EntryId>,
    pub words: Words,
}

/// The most minutes that one day has.
const DAY: i32 = 24 * 60;

/// Reads a number of minutes that a stranger wrote.
///
/// # Refuses
/// Numbers below nothing, and more than a day has.
pub fn minutes(written: i64) -> Result<Minutes, Refusal> {
    match i32::try_from(written) {
        Ok(minutes) if (0..=DAY).contains(&minutes) => Ok(Minutes(minutes)),
        _ if written < 0 => Err(Refusal::NoMinutes(written, DAY)),
        _ => Err(Refusal::MoreThanADay(written, DAY)),
    }
}

/// Checks a new entry.
///
/// # Rule
/// Product rules 3 and 9: minutes of one day that has come, vouched for by somebody else,
/// recognised on portable components only.
///
/// # Refuses
/// With the first reason that applies.
pub fn check(draft: &Draft, today: Date, portable: bool) -> Result<(), Refusal> {
    let minutes = i64::from(draft.minutes.0);
    if minutes < 0 || (minutes == 0 && draft.replaces.is_none()) {
        return Err(Refusal::NoMinutes(minutes, DAY));
    }
    if draft.minutes.0 > DAY {
        return Err(Refusal::MoreThanADay(minutes, DAY));
    }
    if draft.held_on > today {
        return Err(Refusal::NotYetHeld(draft.held_on));
    }
    if draft.held_on < EARLIEST_RECORD {
        return Err(Refusal::TooLongAgo(draft.held_on));
    }
    if draft.verified_by == Some(draft.person) {
        return Err(Refusal::OwnVerifier);
    }
    if let Some(until) = draft.until.filter(|until| *until < draft.held_on) {
        return Err(Refusal::EndsBeforeDecided(draft.held_on, until));
    }
    match (&draft.component, draft.kind) {
        (Some(component), Kind::Recognised) if !portable => {
            Err(Refusal::LocalComponent(component.clone()))
        }
        (None, Kind::Recognised) => Err(Refusal::RecognisedAsNothing),
        (Some(_), Kind::Recognised) => Ok(()),
        _ if draft.until.is_some() => Err(Refusal::UntilWithoutRecognition),
        _ => Ok(()),
    }
}

/// Decides the year for which minutes can be claimed.
///
/// # Rule
/// The year that contains the day; training in the early season may count for the coming year.
///
/// # Refuses
/// Any other year.
pub fn counts_for(
    held_on: Date,
    wanted: Option<AcademicYear>,
    early: Option<Season>,
) -> Result<AcademicYear, Refusal> {
    let year = AcademicYear::containing(held_on);
    let early = early.is_some_and(|season| season.contains(held_on));
    match wanted {
        None => Ok(year),
        Some(wanted) if wanted == year || (early && wanted == year.next()) => Ok(wanted),
        Some(wanted) => Err(Refusal::OtherYear {
            held_on,
            wanted,
            early,
        }),
    }
}

/// What a correction changes. Nothing means as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Entry")]
pub struct Correction {
    pub minutes: Option<Minutes>,
    pub held_on: Option<Date>,
    pub component: Option<Option<String>>,
    pub kind: Option<Kind>,
    pub school: Option<Option<Urn>>,
    pub counts_for: Option<AcademicYear>,
    pub verified_by: Option<PersonId>,
    pub until: Option<Option<Date>>,
    pub reason: String,
}

/// Makes the entry that takes another's place: the full new values.
///
/// # Rule
/// Product rule 4: nothing is deleted; the new entry names the old one, with reason and author.
/// Minutes that counted for the coming year go on doing so where the new day still allows it.
///
/// # Refuses
/// Without a reason, for a year for which the day cannot count, or where nothing would change.
pub fn amend(old: &Entry, correction: Correction, early: Option<Season>) -> Result<Draft, Refusal> {
    if correction.reason.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    let held_on = correction.held_on.unwrap_or(old.held_on);
    let was_early = old.counts_for != AcademicYear::containing(old.held_on);
    let counts_for = match correction.counts_for {
        Some(year) => counts_for(held_on, Some(year), early)?,
        None if was_early => counts_for(held_on, Some(old.counts_for), early)
            .unwrap_or_else(|_| AcademicYear::containing(held_on)),
        None => AcademicYear::containing(held_on),
    };
    let draft = Draft {
        person: old.person,
        provider: old.provider,
        school: correction.school.unwrap_or(old.school),
        component: correction
            .component
            .unwrap_or_else(|| old.component.clone()),
        kind: correction.kind.unwrap_or(old.kind),
        minutes: correction.minutes.unwrap_or(old.minutes),
        held_on,
        counts_for,
        verified_by: correction.verified_by.or(old.verified_by),
        how: old.how,
        reference: old.reference.clone(),
        until: correction.until.unwrap_or(old.until),
        replaces: Some(old.id),
        words: Words {
            reason: correction.reason,
            stated_verifier: old.words.stated_verifier.clone(),
        },
    };
    let same = draft.school == old.school
        && draft.component == old.component
        && draft.kind == old.kind
        && draft.minutes == old.minutes
        && draft.held_on == old.held_on
        && draft.counts_for == old.counts_for
        && draft.verified_by == old.verified_by
        && draft.until == old.until;
    if same {
        Err(Refusal::NothingChanges)
    } else {
        Ok(draft)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    use super::*;

    const TODAY: Date = date(2025, 11, 18);

    fn draft() -> Draft {
        Draft {
            person: PersonId(Uuid::from_u128(1)),
            provider: ProviderId(Uuid::from_u128(2)),
            school: None,
            component: Some("coaching".into()),
            kind: Kind::Attended,
            minutes: Minutes(90),
            held_on: date(2025, 10, 1),
            counts_for: AcademicYear::containing(date(2025, 10, 1)),
            verified_by: Some(PersonId(Uuid::from_u128(3))),
            how: How::Register,
            reference: String::new(),
            until: None,
            replaces: None,
            words: Words::default(),
        }
    }

    fn written(draft: Draft) -> Entry {
        Entry {
            id: EntryId(Uuid::from_u128(9)),
            person: draft.person,
            provider: draft.provider,
            school: draft.school,
            component: draft.component,
            kind: draft.kind,
            minutes: draft.minutes,
            held_on: draft.held_on,
            counts_for: draft.counts_for,
            recorded_at: Timestamp::UNIX_EPOCH,
            recorded_by: PersonId::OPERATOR,
            verified_by: draft.verified_by,
            how: draft.how,
            reference: draft.reference,
            until: draft.until,
            replaces: draft.replaces,
            words: draft.words,
        }
    }

    #[test]
    fn minutes_are_of_one_day_that_has_come() {
        let with = |minutes| {
            check(
                &Draft {
                    minutes: Minutes(minutes),
                    ..draft()
                },
                TODAY,
                true,
            )
        };
        assert_eq!(with(90), Ok(()));
        assert_eq!(with(1440), Ok(()));
        assert!(matches!(with(0), Err(Refusal::NoMinutes(0, _))));
        assert!(matches!(with(-5), Err(Refusal::NoMinutes(-5, _))));
        assert!(matches!(with(100_000), Err(Refusal::MoreThanADay(..))));
        assert_eq!(minutes(90), Ok(Minutes(90)));
        let far = 99_999_999_999;
        assert!(matches!(minutes(far), Err(Refusal::MoreThanADay(told, _)) if told == far));
        assert!(matches!(minutes(-far), Err(Refusal::NoMinutes(told, _)) if told == -far));
        let tomorrow = Draft {
            held_on: date(2025, 11, 19),
            ..draft()
        };
        assert_eq!(
            check(&tomorrow, TODAY, true),
            Err(Refusal::NotYetHeld(date(2025, 11, 19)))
        );
    }

    #[test]
    fn rule_03_nobody_verifies_their_own_minutes() {
        let own = Draft {
            verified_by: Some(draft().person),
            ..draft()
        };
        assert_eq!(check(&own, TODAY, true), Err(Refusal::OwnVerifier));
    }

    #[test]
    fn rule_09_training_elsewhere_never_stands_in_for_a_local_component() {
        let recognised = Draft {
            kind: Kind::Recognised,
            until: Some(date(2026, 8, 31)),
            ..draft()
        };
        assert_eq!(check(&recognised, TODAY, true), Ok(()));
        assert_eq!(
            check(&recognised, TODAY, false),
            Err(Refusal::LocalComponent("coaching".into()))
        );
        let attended = Draft {
            until: Some(date(2026, 8, 31)),
            ..draft()
        };
        assert_eq!(
            check(&attended, TODAY, true),
            Err(Refusal::UntilWithoutRecognition)
        );
    }

    #[test]
    fn training_in_the_early_season_may_count_for_the_coming_year() {
        let season = Some(Season {
            opens: (4, 6),
            closes: (8, 31),
        });
        let this = AcademicYear::containing(date(2025, 7, 3));
        let year = |day, wanted| counts_for(day, wanted, season);
        assert_eq!(year(date(2025, 7, 3), None), Ok(this));
        assert_eq!(year(date(2025, 7, 3), Some(this.next())), Ok(this.next()));
        assert!(year(date(2025, 4, 5), Some(this.next())).is_err());
        assert!(year(date(2025, 10, 1), Some(this)).is_err());
    }

    #[test]
    fn rule_04_a_correction_replaces_with_reason_and_may_come_to_nothing() {
        let old = written(draft());
        let to_zero = Correction {
            minutes: Some(Minutes::ZERO),
            reason: "was not there".into(),
            ..Correction::default()
        };
        let amended = amend(&old, to_zero.clone(), None).expect("a sound correction");
        assert_eq!(
            (amended.replaces, amended.minutes),
            (Some(old.id), Minutes::ZERO)
        );
        assert_eq!(check(&amended, TODAY, true), Ok(()));
        assert_eq!(
            amend(
                &old,
                Correction {
                    reason: "  ".into(),
                    ..to_zero.clone()
                },
                None
            ),
            Err(Refusal::NoReason)
        );
        let same = Correction {
            minutes: None,
            ..to_zero
        };
        assert_eq!(amend(&old, same, None), Err(Refusal::NothingChanges));
    }

    #[test]
    fn a_correction_moves_the_year_with_the_day_and_keeps_the_coming_year_where_it_may() {
        let season = Some(Season {
            opens: (4, 6),
            closes: (8, 31),
        });
        let this = AcademicYear::containing(date(2025, 7, 3));
        let early = written(Draft {
            held_on: date(2025, 7, 3),
            counts_for: this.next(),
            ..draft()
        });
        let moved = |held_on, counts_for| {
            let correction = Correction {
                held_on: Some(held_on),
                counts_for,
                reason: "another day".into(),
                ..Correction::default()
            };
            amend(&early, correction, season).map(|draft| draft.counts_for)
        };
        assert_eq!(moved(date(2025, 7, 4), None), Ok(this.next()));
        assert_eq!(moved(date(2025, 3, 4), None), Ok(this));
        assert_eq!(moved(date(2025, 7, 4), Some(this)), Ok(this));
        assert!(matches!(
            moved(date(2025, 3, 4), Some(this.next())),
            Err(Refusal::OtherYear { .. })
        ));
    }
}
