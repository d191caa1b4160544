//! Lists what mentors of each partnership do in a year, and when.
//!
//! Owns the word `Step`. It never says how much is required: the programmes do.

use domain::{
    AcademicYear, Date,
    ledger::{How, Kind},
};
use jiff::{
    ToSpan,
    civil::{Weekday, date},
};

use crate::{
    chance::Chance,
    partnership::Home::{self, Liverpool, York},
};

/// The last day whose training the office has entered.
pub(super) const ENTERED_UNTIL: Date = date(2025, 11, 13);

/// One component with the time of year at which it is done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub component: &'static str,
    pub minutes: i32,
    days: Days,
}

#[derive(Debug, Clone, Copy)]
enum Days {
    /// Any working day from one to another: month and day.
    Between((i8, i8), (i8, i8)),
    /// The first to fifth such day of a month, and for who misses it another.
    Nth([(i8, i8, Weekday); 2]),
    /// This day: month and day.
    On(i8, i8),
}

use Days::{Between, Nth, On};

const fn step(component: &'static str, minutes: i32, days: Days) -> Step {
    Step {
        component,
        minutes,
        days,
    }
}

#[rustfmt::skip]
const YORK_STEPS: [Step; 9] = [
    step("conference-1", 360, Nth([(10, 2, Weekday::Wednesday), (10, 3, Weekday::Thursday)])),
    step("models-of-mentoring", 60, Between((9, 16), (10, 20))),
    step("conference-2", 360, Nth([(11, 2, Weekday::Wednesday), (1, 3, Weekday::Thursday)])),
    step("professional-behaviours", 60, Between((11, 5), (12, 12))),
    step("behaviour-and-high-expectations", 60, Between((1, 8), (2, 12))),
    step("appraisal-visit", 120, Between((1, 20), (3, 28))),
    step("pedagogy", 60, Between((2, 26), (4, 2))),
    step("assessment", 60, Between((4, 28), (5, 20))),
    step("curriculum", 60, Between((6, 3), (7, 15))),
];

#[rustfmt::skip]
const LIVERPOOL_STEPS: [Step; 10] = [
    step("processes", 120, Between((9, 16), (10, 11))),
    step("mentoring", 90, Between((10, 1), (10, 22))),
    step("itap-1", 60, Between((10, 7), (10, 22))),
    step("coaching", 90, Between((11, 5), (12, 12))),
    step("observation-2a", 120, Between((11, 5), (12, 12))),
    step(SUBJECT_KNOWLEDGE, 60, Between((1, 8), (2, 12))),
    step("itap-2", 60, Between((1, 15), (2, 12))),
    step("itap-3", 60, Between((2, 26), (3, 26))),
    step("observation-3a", 120, Between((2, 26), (4, 2))),
    step("progress-and-assessment", 120, Between((4, 28), (6, 27))),
];

/// Stands for the member of the group that fits the mentor's subject.
pub(super) const SUBJECT_KNOWLEDGE: &str = "subject-knowledge";

/// What some do beside the required training of LJMU.
pub(super) const OPTIONAL: [Step; 3] = [
    step("inclusive-mentoring-1", 60, Between((5, 1), (5, 20))),
    step("cognitive-science", 60, Between((6, 3), (7, 10))),
    step("inclusive-mentoring-2", 60, Between((6, 3), (7, 10))),
];

const YORK_REFRESHER: [Step; 4] = [YORK_STEPS[1], YORK_STEPS[3], YORK_STEPS[0], YORK_STEPS[2]];

const LIVERPOOL_REFRESHER: [Step; 2] =
    [step("live-1", 60, On(9, 23)), step("live-2", 60, On(11, 4))];

/// The initial training of a partnership, in the order in which it is done.
pub(super) fn steps(home: Home) -> &'static [Step] {
    match home {
        York => &YORK_STEPS,
        Liverpool => &LIVERPOOL_STEPS,
    }
}

/// The refresher of 2025 to 2026, as far as it has been held.
pub(super) fn refresher(home: Home) -> &'static [Step] {
    match home {
        York => &YORK_REFRESHER,
        Liverpool => &LIVERPOOL_REFRESHER,
    }
}

impl Step {
    /// A day of the year on which it was done; nothing where none has come yet.
    pub fn day(&self, year: AcademicYear, chance: &mut Chance) -> Option<Date> {
        let found = match self.days {
            On(month, day) => year.day(month, day)?,
            Nth([first, other]) => {
                let (month, nth, weekday) = if chance.once_in(5) { other } else { first };
                year.day(month, 1)?
                    .nth_weekday_of_month(nth, weekday)
                    .ok()?
            }
            Between(first, last) => {
                let first = year.day(first.0, first.1)?;
                let last = year.day(last.0, last.1)?.min(ENTERED_UNTIL);
                working_day(first, last, chance)?
            }
        };
        (found <= ENTERED_UNTIL).then_some(found)
    }
}

/// Picks a day from Monday to Friday.
pub(super) fn working_day(first: Date, last: Date, chance: &mut Chance) -> Option<Date> {
    let days: Vec<Date> = first
        .series(1.day())
        .take_while(|day| *day <= last)
        .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
        .filter(|day| !(date(2025, 10, 25)..=date(2025, 11, 2)).contains(day))
        .collect();
    (!days.is_empty()).then(|| days[chance.below(days.len())])
}

/// What minutes on a component are, and how they come to be known.
pub(super) fn manner(component: &str) -> (Kind, How) {
    let begins = |start: &str| component.starts_with(start);
    match component {
        _ if begins("conference") => (Kind::Attended, How::Register),
        _ if begins("live") => (Kind::Attended, How::JoinLog),
        _ if begins("observation") => (Kind::InSchool, How::LeadMentor),
        "processes" | "progress-and-assessment" => (Kind::InSchool, How::LeadMentor),
        "appraisal-visit" => (Kind::Visit, How::LeadMentor),
        _ => (Kind::Completed, How::Completion),
    }
}
