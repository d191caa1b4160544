//! Keeps how much of somebody's attention is asked for: what goes by mail now, what waits, what is
//! folded into the weekly digest.
//!
//! Owns the words `Budget`, `Choices` and `Decision`. It never sends anything, and knows no clock.

use jiff::{Timestamp, ToSpan, civil::Date};
use uuid::Uuid;

use super::inbox::Weight;
use crate::{
    AcademicYear, Minutes,
    calendar::{uk_day, uk_minutes, uk_time_on},
};

/// The dated values on which the budget rests.
///
/// # Units
/// Times of day are minutes after midnight in the UK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// From when in a day mail may go.
    pub opens: Minutes,
    /// Until when in a day mail may go.
    pub closes: Minutes,
    /// Days from one routine mail to the next, over all providers.
    pub apart: i32,
    /// Mails in an academic year, whatever they say.
    pub most: usize,
    /// How many of those routine leaves; what is awaited leaves half of them.
    pub held_back: usize,
}

/// When somebody is reminded of a session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Remind {
    /// Never.
    Never,
    /// A day before.
    #[default]
    DayBefore,
    /// A week before.
    WeekBefore,
}

impl Remind {
    /// Every choice with the code that is kept.
    pub const ALL: [(Remind, &'static str); 3] = [
        (Remind::DayBefore, "day"),
        (Remind::WeekBefore, "week"),
        (Remind::Never, "never"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Remind::ALL.iter().find(|(remind, _)| *remind == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Remind> {
        let found = Remind::ALL.into_iter().find(|(_, known)| *known == code);
        found.map(|(remind, _)| remind)
    }

    /// How many days before a session the reminder is written; none where nobody is reminded.
    #[must_use]
    pub fn days(self) -> Option<i64> {
        match self {
            Remind::Never => None,
            Remind::DayBefore => Some(1),
            Remind::WeekBefore => Some(7),
        }
    }
}

/// What somebody chose for their own mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// When they are reminded of a session.
    pub remind: Remind,
    /// The day of the week on which the digest goes: Monday is 1.
    pub digest_on: i8,
    /// Whether routine messages come by mail at all.
    pub routine: bool,
    /// Whether mail may come at any hour.
    pub any_hour: bool,
    /// Whether mail may come in the holidays.
    pub in_holidays: bool,
}

impl Default for Choices {
    /// What holds for whoever has not chosen.
    fn default() -> Choices {
        Choices {
            remind: Remind::default(),
            digest_on: 1,
            routine: true,
            any_hour: false,
            in_holidays: false,
        }
    }
}

/// A notice that waits for a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Its number.
    pub id: Uuid,
    /// How much attention it may ask for.
    pub weight: Weight,
    /// When a mail about it is of no more use.
    pub useless_after: Option<Timestamp>,
}

/// A mail that went to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mailed {
    /// When.
    pub at: Timestamp,
    /// The weight of what it held.
    pub weight: Weight,
}

/// What becomes of everything that waits for one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// What goes at once, each in a mail of its own.
    pub at_once: Vec<Uuid>,
    /// What goes now, in one mail together.
    pub together: Vec<Uuid>,
    /// What goes now, in the digest.
    pub digest: Vec<Uuid>,
    /// What stays in the inbox alone.
    pub inbox_alone: Vec<Uuid>,
    /// What is of no more use as a mail.
    pub lapsed: Vec<Uuid>,
    /// What waits, and until when.
    pub waits: Vec<(Uuid, Timestamp)>,
}

/// The longest that anything is looked ahead: longer than any holiday.
const AHEAD: i32 = 80;

/// Decides what of one person's notices goes now.
///
/// # Rule
/// What is essential goes at once. What concerns a place or a task of their own goes in the hours in
/// which mail may go, outside the holidays, everything together. Routine waits for the weekly digest,
/// on the day that they chose, one for all providers. Within an academic year no more mails go than
/// the budget has: routine leaves those held back, and what is awaited leaves half of these to what is
/// essential.
/// Source: `policies/local/alongside.toml`, `notice.`.
#[must_use]
pub fn decide(
    budget: &Budget,
    choices: &Choices,
    rests: &dyn Fn(Date) -> bool,
    mailed: &[Mailed],
    waiting: &[Waits],
    now: Timestamp,
) -> Decision {
    let year = AcademicYear::containing(uk_day(now));
    let mut spent = mailed
        .iter()
        .filter(|mail| year.contains(uk_day(mail.at)))
        .count();
    let day = Day {
        budget,
        choices,
        rests,
    };
    let mut decision = Decision::default();
    let (mut awaited, mut routine) = (Vec::new(), Vec::new());
    for one in waiting {
        if one.useless_after.is_some_and(|useless| useless <= now) {
            decision.lapsed.push(one.id);
            continue;
        }
        match one.weight {
            Weight::Essential => {
                decision.at_once.push(one.id);
                spent += 1;
            }
            Weight::Awaited => awaited.push(one.id),
            Weight::Routine if choices.routine => routine.push(one.id),
            Weight::Routine => decision.inbox_alone.push(one.id),
        }
    }
    if !awaited.is_empty() {
        let opens = day.open_from(now);
        if spent + budget.held_back / 2 >= budget.most {
            decision.inbox_alone.append(&mut awaited);
        } else if opens == now {
            decision.together = awaited;
            spent += 1;
        } else {
            decision
                .waits
                .extend(awaited.into_iter().map(|id| (id, opens)));
        }
    }
    if !routine.is_empty() {
        let last = mailed
            .iter()
            .filter(|mail| mail.weight == Weight::Routine)
            .map(|mail| uk_day(mail.at))
            .max();
        let goes = day.digest_from(now, last);
        if spent + budget.held_back >= budget.most {
            decision.inbox_alone.append(&mut routine);
        } else if goes == now {
            decision.digest = routine;
        } else {
            decision
                .waits
                .extend(routine.into_iter().map(|id| (id, goes)));
        }
    }
    decision
}

/// Says from when on mail that is not essential may go to somebody: now, or when their hours open.
#[must_use]
pub fn opens(
    budget: &Budget,
    choices: &Choices,
    rests: &dyn Fn(Date) -> bool,
    now: Timestamp,
) -> Timestamp {
    let day = Day {
        budget,
        choices,
        rests,
    };
    day.open_from(now)
}

/// When mail may go.
struct Day<'a> {
    budget: &'a Budget,
    choices: &'a Choices,
    rests: &'a dyn Fn(Date) -> bool,
}

impl Day<'_> {
    fn works(&self, day: Date) -> bool {
        self.choices.in_holidays || !(self.rests)(day)
    }

    /// The hours of a day in which mail may go.
    fn hours(&self) -> (Minutes, Minutes) {
        if self.choices.any_hour {
            (Minutes::ZERO, Minutes::hours(24))
        } else {
            (self.budget.opens, self.budget.closes)
        }
    }

    /// The first instant from now at which mail may go on a day that suits.
    fn first(&self, now: Timestamp, suits: impl Fn(Date) -> bool) -> Timestamp {
        let (opens, closes) = self.hours();
        let today = uk_day(now);
        let mut day = today;
        for _ in 0..AHEAD {
            let is_open = self.works(day) && suits(day);
            let time = uk_minutes(now);
            if is_open && day > today {
                return uk_time_on(day, opens);
            }
            if is_open && time < closes {
                return if time < opens {
                    uk_time_on(day, opens)
                } else {
                    now
                };
            }
            day = day.saturating_add(1.day());
        }
        uk_time_on(day, opens)
    }

    fn open_from(&self, now: Timestamp) -> Timestamp {
        self.first(now, |_| true)
    }

    /// The first instant at which the digest may go.
    fn digest_from(&self, now: Timestamp, last: Option<Date>) -> Timestamp {
        let apart = self.budget.apart.max(1);
        let not_before = last.map(|day| day.saturating_add(apart.days()));
        self.first(now, |day| {
            day.weekday().to_monday_one_offset() == self.choices.digest_on
                && not_before.is_none_or(|first| day >= first)
        })
    }
}

#[cfg(test)]
mod tests;
