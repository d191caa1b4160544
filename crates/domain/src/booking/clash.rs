//! Keeps what stands against a session in somebody's diary.
//!
//! Owns the word `Clash`. It never decides for the person: of all it finds, one alone is refused.

use super::{
    Session, SessionId,
    release::{Holiday, WorkingDays},
};
use crate::{
    Timestamp,
    calendar::{uk_hour, weekday_told},
};

/// Something that somebody booked before, with any provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which session.
    pub session: SessionId,
    /// Its title.
    pub title: String,
    /// Who offers it.
    pub by: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// What stands against a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// Another is held at exactly the same hours.
    SameHours(Taken),
    /// Another overlaps.
    Overlap(Taken),
    /// It falls on a day on which they do not work.
    DayOff,
    /// It falls in a holiday of their school.
    Holiday(String),
    /// It falls between two half terms of a provider's calendar, and their school has named no holiday.
    BetweenHalfTerms(String),
}

impl Clash {
    /// Whether the booking is refused; everything else is for the person to decide.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self, Clash::SameHours(_))
    }

    /// What a page says of it.
    #[must_use]
    pub fn told(&self, session: &Session) -> String {
        let hours = |taken: &Taken| {
            let (from, until) = (uk_hour(taken.starts_at), uk_hour(taken.ends_at));
            format!("“{}” of {}, {from} to {until}", taken.title, taken.by)
        };
        match self {
            Clash::SameHours(taken) => format!(
                "“{}” is held at the same hours as {}, where you have a place. Give that one back first, or choose another.",
                session.title,
                hours(taken)
            ),
            Clash::Overlap(taken) => {
                format!("It overlaps {}, where you have a place.", hours(taken))
            }
            Clash::DayOff => format!(
                "You said that you do not work on {}s.",
                weekday_told(session.held_on)
            ),
            Clash::Holiday(title) => format!("It falls in a holiday of your school: {title}."),
            Clash::BetweenHalfTerms(provider) => format!(
                "It falls between two half terms of {provider}: your school may be closed then."
            ),
        }
    }
}

/// Finds what stands against a session, what is refused first.
///
/// # Rule
/// Over everything that the person booked and that stands, whoever offers it. What ends as the other
/// starts does not overlap.
#[must_use]
pub fn clashes(
    session: &Session,
    taken: &[Taken],
    works: WorkingDays,
    closed: &[Holiday],
) -> Vec<Clash> {
    let others = taken.iter().filter(|one| one.session != session.id);
    let mut found: Vec<Clash> = others
        .filter(|one| one.starts_at < session.ends_at && session.starts_at < one.ends_at)
        .map(|one| {
            let same = one.starts_at == session.starts_at && one.ends_at == session.ends_at;
            match same {
                true => Clash::SameHours(one.clone()),
                false => Clash::Overlap(one.clone()),
            }
        })
        .collect();
    found.sort_by_key(|clash| !clash.is_refused());
    if !works.works_on(session.held_on.weekday())
        && session.held_on.weekday().to_monday_one_offset() <= 5
    {
        found.push(Clash::DayOff);
    }
    let holidays = closed.iter().filter(|one| one.holds(session.held_on));
    found.extend(holidays.map(|one| Clash::Holiday(one.title.clone())));
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::booking::sample::session;

    fn taken(of: &Session) -> Taken {
        Taken {
            session: SessionId(Uuid::from_u128(99)),
            title: "Coaching".to_owned(),
            by: "LJMU".to_owned(),
            starts_at: of.starts_at,
            ends_at: of.ends_at,
        }
    }

    #[test]
    fn the_same_hours_are_refused_with_both_named_and_an_overlap_is_told() {
        let day = date(2025, 12, 4);
        let wanted = session(day, (16, 30), (18, 0));
        let works = WorkingDays::default();
        let same = clashes(&wanted, &[taken(&wanted)], works, &[]);
        assert!(same[0].is_refused());
        let told = same[0].told(&wanted);
        assert!(
            told.contains("Giving feedback") && told.contains("Coaching"),
            "{told}"
        );
        let longer = taken(&session(day, (16, 0), (18, 0)));
        let overlap = clashes(&wanted, &[longer], works, &[]);
        assert!(!overlap[0].is_refused());
        assert_eq!(
            overlap[0].told(&wanted),
            "It overlaps “Coaching” of LJMU, 4pm to 6pm, where you have a place."
        );
        let before = taken(&session(day, (15, 0), (16, 30)));
        assert_eq!(clashes(&wanted, &[before], works, &[]), []);
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart() {
        let wanted = session(date(2025, 10, 26), (9, 0), (10, 0));
        let mut early = taken(&wanted);
        early.starts_at = "2025-10-26T00:30:00Z".parse().expect("an instant");
        early.ends_at = "2025-10-26T01:30:00Z".parse().expect("an instant");
        assert_eq!(clashes(&wanted, &[early], WorkingDays::default(), &[]), []);
    }

    #[test]
    fn a_day_off_and_a_holiday_warn() {
        let friday = session(date(2025, 12, 5), (9, 0), (12, 0));
        let works = WorkingDays::read("xxxx---").expect("seven marks");
        let holiday = Holiday {
            id: Uuid::nil(),
            title: "Training day".to_owned(),
            from: date(2025, 12, 5),
            until: date(2025, 12, 5),
        };
        let found = clashes(&friday, &[], works, &[holiday]);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|clash| !clash.is_refused()));
        assert!(found[0].told(&friday).contains("Fridays"));
        assert!(found[1].told(&friday).contains("Training day"));
    }
}
