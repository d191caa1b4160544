//! Keeps who mentors a student teacher during a placement, and decides about every change of it.
//!
//! Owns the words `Mentoring`, `Alarm` and `Change`. It never forgets who mentored before.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Placement, Refusal};
use crate::person::PersonId;

/// Mentors that a student teacher has at one time, at most: two, in a job share.
const AT_ONE_TIME: usize = 2;

/// Tells one mentor's time with one placement from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MentoringId(pub Uuid);

/// One general mentor's time with one placement. A job share is two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentoring {
    /// The record's own number.
    pub id: MentoringId,
    /// The mentor.
    pub mentor: PersonId,
    /// The first day.
    pub from: Date,
    /// The last day; nothing means as long as the placement runs.
    pub until: Option<Date>,
}

impl Mentoring {
    /// Says whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.last_day() >= day
    }

    fn last_day(&self) -> Date {
        self.until.unwrap_or(Date::MAX)
    }
}

/// Says that a student teacher has no mentor. The professional mentor of the school holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alarm {
    /// The first day, on or after the day asked about, without a mentor.
    pub from: Date,
}

/// How a mentor comes to a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As its mentor, or as the second in a job share.
    Beside,
    /// In the place of whoever mentors.
    Instead,
}

/// A change to the mentors of a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A mentor begins.
    Begin {
        /// Who.
        mentor: PersonId,
        /// The first day.
        from: Date,
        /// The last day; nothing means as long as the placement runs.
        until: Option<Date>,
    },
    /// A mentor's time ends.
    End {
        /// Whose.
        mentoring: Mentoring,
        /// The last day.
        until: Date,
    },
    /// A mentor's time that was planned does not come: it is set aside.
    SetAside {
        /// Whose.
        mentoring: Mentoring,
    },
}

/// Lists the mentors of a day.
pub fn on_day(mentorings: &[Mentoring], day: Date) -> impl Iterator<Item = &Mentoring> {
    mentorings.iter().filter(move |held| held.holds_on(day))
}

/// Says from when a student teacher has no mentor.
///
/// # Rule
/// Product rule 2. From the day on, or from the first day of a placement yet to begin, to its
/// last: the first day on which nobody mentors. A placement that is over raises nothing.
#[must_use]
pub fn alarm(placement: &Placement, mentorings: &[Mentoring], day: Date) -> Option<Alarm> {
    let mut from = day.max(placement.from);
    while from <= placement.last_day() {
        let Some(last) = on_day(mentorings, from).map(Mentoring::last_day).max() else {
            return Some(Alarm { from });
        };
        from = last.tomorrow().ok()?;
    }
    None
}

/// Decides what changes when a mentor is named for a placement from a day.
///
/// # Rule
/// Product rule 2. One mentor at a time, or two in a job share. Who is replaced has ended the day
/// before; a time that was yet to begin is set aside.
///
/// # Refuses
/// A third mentor at one time; the same mentor twice; a day outside the placement; a replacement
/// of nobody.
pub fn assign(
    placement: &Placement,
    mentorings: &[Mentoring],
    mentor: PersonId,
    from: Date,
    manner: Manner,
) -> Result<Vec<Change>, Refusal> {
    within(placement, from)?;
    if mentor == placement.student {
        return Err(Refusal::OwnMentor);
    }
    let later = |held: &&Mentoring| held.last_day() >= from;
    if let Some(known) = mentorings
        .iter()
        .filter(later)
        .find(|held| held.mentor == mentor)
    {
        return Err(Refusal::MentorsAlready(known.from.max(from)));
    }
    let begin = Change::Begin {
        mentor,
        from,
        until: None,
    };
    if manner == Manner::Beside {
        if let Some(day) = crowded(mentorings, from) {
            return Err(Refusal::ThirdMentor(day));
        }
        return Ok(vec![begin]);
    }
    let mut changes: Vec<Change> = mentorings
        .iter()
        .filter(later)
        .map(|held| ended(*held, from))
        .collect();
    if changes.is_empty() {
        return Err(Refusal::NobodyToReplace(from));
    }
    changes.push(begin);
    Ok(changes)
}

/// Decides what changes when a mentor's time ends.
///
/// # Refuses
/// A last day outside the placement, before the first, or of a time that was over already.
pub fn end(placement: &Placement, mentoring: Mentoring, until: Date) -> Result<Change, Refusal> {
    within(placement, until)?;
    if until < mentoring.from {
        let from = mentoring.from;
        return Err(Refusal::EndsBeforeItBegins { from, until });
    }
    if mentoring.last_day() < until {
        return Err(Refusal::OverAlready(mentoring.last_day()));
    }
    Ok(Change::End { mentoring, until })
}

/// Decides whether a placement can run from one day to another.
///
/// # Refuses
/// A last day before the first.
pub fn dates_fit(from: Date, until: Option<Date>) -> Result<(), Refusal> {
    match until {
        Some(until) if until < from => Err(Refusal::EndsBeforeItBegins { from, until }),
        _ => Ok(()),
    }
}

fn within(placement: &Placement, day: Date) -> Result<(), Refusal> {
    if placement.holds_on(day) {
        return Ok(());
    }
    Err(Refusal::OutsidePlacement {
        day,
        from: placement.from,
        until: placement.until,
    })
}

/// The first day, on or after one, on which there is no room for another mentor.
fn crowded(mentorings: &[Mentoring], from: Date) -> Option<Date> {
    let begins = mentorings.iter().map(|held| held.from.max(from));
    let mut days: Vec<Date> = begins.collect();
    days.sort_unstable();
    days.into_iter()
        .find(|day| on_day(mentorings, *day).count() >= AT_ONE_TIME)
}

fn ended(mentoring: Mentoring, next: Date) -> Change {
    match next.yesterday() {
        Ok(until) if until >= mentoring.from => Change::End { mentoring, until },
        _ => Change::SetAside { mentoring },
    }
}

/// Builds a mentor's time for tests and samples.
#[must_use]
pub fn mentoring(mentor: PersonId, from: Date, until: Option<Date>) -> Mentoring {
    Mentoring {
        id: MentoringId(mentor.0),
        mentor,
        from,
        until,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        partnership::Urn,
        placement::{Gate, placement},
    };

    const STARTS: Date = date(2025, 9, 15);
    const ENDS: Date = date(2026, 2, 13);
    const TODAY: Date = date(2025, 11, 18);

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn autumn() -> Placement {
        placement(person(9), Urn(100_001), STARTS, Some(ENDS))
    }

    #[test]
    fn rule_2_no_mentor_raises_an_alarm_and_one_or_two_do_not() {
        let one = mentoring(person(1), STARTS, None);
        let two = mentoring(person(2), STARTS, None);
        assert_eq!(alarm(&autumn(), &[], TODAY), Some(Alarm { from: TODAY }));
        assert_eq!(alarm(&autumn(), &[one], TODAY), None);
        assert_eq!(alarm(&autumn(), &[one, two], TODAY), None);
        assert_eq!(autumn().gate, Gate::Open);
    }

    #[test]
    fn a_placement_yet_to_begin_is_alarmed_from_its_first_day_and_one_that_is_over_never() {
        assert_eq!(
            alarm(&autumn(), &[], date(2025, 9, 1)),
            Some(Alarm { from: STARTS })
        );
        assert_eq!(alarm(&autumn(), &[], date(2026, 2, 14)), None);
    }

    #[test]
    fn a_mentor_who_stops_before_the_end_leaves_a_gap_that_is_told_beforehand() {
        let first = mentoring(person(1), STARTS, Some(date(2025, 12, 19)));
        let second = mentoring(person(2), date(2026, 1, 5), None);
        assert_eq!(
            alarm(&autumn(), &[first, second], TODAY),
            Some(Alarm {
                from: date(2025, 12, 20)
            })
        );
        let at_once = mentoring(person(2), date(2025, 12, 20), None);
        assert_eq!(alarm(&autumn(), &[first, at_once], TODAY), None);
    }

    #[test]
    fn rule_2_a_third_mentor_at_one_time_is_refused() {
        let share = [
            mentoring(person(1), STARTS, None),
            mentoring(person(2), STARTS, None),
        ];
        assert_eq!(
            assign(&autumn(), &share, person(3), TODAY, Manner::Beside),
            Err(Refusal::ThirdMentor(TODAY))
        );
        let soon = [share[0], mentoring(person(2), date(2026, 1, 5), None)];
        assert_eq!(
            assign(&autumn(), &soon, person(3), TODAY, Manner::Beside),
            Err(Refusal::ThirdMentor(date(2026, 1, 5)))
        );
        let over = [
            share[0],
            mentoring(person(2), STARTS, Some(date(2025, 10, 3))),
        ];
        assert!(assign(&autumn(), &over, person(3), TODAY, Manner::Beside).is_ok());
    }

    #[test]
    fn who_is_replaced_ends_the_day_before_and_stays_on_record() {
        let first = mentoring(person(1), STARTS, None);
        let changes = assign(&autumn(), &[first], person(2), TODAY, Manner::Instead);
        assert_eq!(
            changes,
            Ok(vec![
                Change::End {
                    mentoring: first,
                    until: date(2025, 11, 17)
                },
                Change::Begin {
                    mentor: person(2),
                    from: TODAY,
                    until: None
                }
            ])
        );
        let planned = mentoring(person(1), TODAY, None);
        let changes = assign(&autumn(), &[planned], person(2), TODAY, Manner::Instead);
        assert_eq!(
            changes.expect("a change")[0],
            Change::SetAside { mentoring: planned }
        );
        assert_eq!(
            assign(&autumn(), &[], person(2), TODAY, Manner::Instead),
            Err(Refusal::NobodyToReplace(TODAY))
        );
    }

    #[test]
    fn nobody_mentors_themselves_twice_at_once_or_outside_the_placement() {
        let held = [mentoring(person(1), STARTS, None)];
        let beside = |mentor, day| assign(&autumn(), &held, mentor, day, Manner::Beside);
        assert_eq!(beside(person(9), TODAY), Err(Refusal::OwnMentor));
        assert_eq!(
            beside(person(1), TODAY),
            Err(Refusal::MentorsAlready(TODAY))
        );
        assert!(matches!(
            beside(person(2), date(2026, 2, 14)),
            Err(Refusal::OutsidePlacement { .. })
        ));
    }

    #[test]
    fn a_mentor_s_time_ends_inside_the_placement_and_after_it_began() {
        let held = mentoring(person(1), TODAY, Some(date(2025, 12, 19)));
        let ends = |until| end(&autumn(), held, until);
        assert!(ends(date(2025, 12, 1)).is_ok());
        assert!(matches!(
            ends(date(2025, 11, 17)),
            Err(Refusal::EndsBeforeItBegins { .. })
        ));
        assert_eq!(
            ends(date(2026, 1, 9)),
            Err(Refusal::OverAlready(date(2025, 12, 19)))
        );
        assert!(dates_fit(TODAY, Some(TODAY)).is_ok());
        assert!(dates_fit(TODAY, Some(STARTS)).is_err());
    }
}
