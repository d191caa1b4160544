//! Tells of the sessions that the demo offers, one by one.
//!
//! Owns titles, days and how many come; `booking` makes them.

use domain::Date;
use jiff::civil::date;

use crate::partnership::Home::{self, Liverpool, York};

/// From an hour and minute to an hour and minute.
type Clock = ((i8, i8), (i8, i8));

/// A session of the demo: whose, which component, its title, the day, from when to when, the minutes, the
/// place, how many places, how many hold one, how many wait.
pub(super) struct Told {
    pub(super) home: Home,
    pub(super) component: &'static str,
    pub(super) title: &'static str,
    pub(super) on: Date,
    pub(super) hours: Clock,
    pub(super) minutes: i32,
    pub(super) place: &'static str,
    pub(super) places: i64,
    pub(super) booked: usize,
    pub(super) waiting: usize,
}

const FULL_DAY: Clock = ((9, 0), (16, 0));
pub(super) const AFTER_SCHOOL: Clock = ((16, 30), (17, 30));
const CAMPUS: &str = "Lord Mayor’s Walk, York";
pub(super) const ONLINE: &str = "";

pub(super) const fn told(
    home: Home,
    component: &'static str,
    title: &'static str,
    (on, hours): (Date, Clock),
    minutes: i32,
    place: &'static str,
    (places, booked, waiting): (i64, usize, usize),
) -> Told {
    Told {
        home,
        component,
        title,
        on,
        hours,
        minutes,
        place,
        places,
        booked,
        waiting,
    }
}

/// Every session but those that a trap needs.
pub(super) const SESSIONS: [Told; 15] = [
    told(
        York,
        "conference-1",
        "Conference day 1",
        (date(2025, 9, 25), FULL_DAY),
        360,
        CAMPUS,
        (120, 64, 0),
    ),
    told(
        York,
        "conference-1",
        "Conference day 1: catch-up",
        (date(2025, 11, 27), FULL_DAY),
        360,
        CAMPUS,
        (40, 22, 0),
    ),
    told(
        York,
        "conference-2",
        "Conference day 2",
        (date(2025, 12, 4), FULL_DAY),
        360,
        CAMPUS,
        (120, 58, 0),
    ),
    told(
        York,
        "conference-2",
        "Conference day 2: small group",
        (date(2026, 1, 15), FULL_DAY),
        360,
        "Priory Street Centre, York",
        (12, 12, 5),
    ),
    told(
        York,
        "conference-2",
        "Conference day 2: weekend of the clocks",
        (date(2026, 3, 29), ((9, 30), (16, 30))),
        360,
        CAMPUS,
        (30, 4, 0),
    ),
    told(
        York,
        "professional-behaviours",
        "Professional behaviours, live",
        (date(2025, 11, 18), AFTER_SCHOOL),
        60,
        ONLINE,
        (150, 41, 0),
    ),
    told(
        York,
        "professional-behaviours",
        "Professional behaviours, live: Thursday catch-up",
        (date(2025, 11, 20), AFTER_SCHOOL),
        60,
        ONLINE,
        (60, 19, 0),
    ),
    told(
        York,
        "behaviour-and-high-expectations",
        "Behaviour and high expectations, live",
        (date(2026, 1, 22), AFTER_SCHOOL),
        60,
        ONLINE,
        (150, 8, 0),
    ),
    told(
        York,
        "models-of-mentoring",
        "Models of mentoring, live",
        (date(2025, 10, 16), AFTER_SCHOOL),
        60,
        ONLINE,
        (150, 37, 0),
    ),
    told(
        Liverpool,
        "live-2",
        "Live session 2",
        (date(2025, 11, 4), AFTER_SCHOOL),
        60,
        ONLINE,
        (200, 52, 0),
    ),
    told(
        Liverpool,
        "live-3",
        "Live session 3",
        (date(2025, 11, 18), AFTER_SCHOOL),
        60,
        ONLINE,
        (200, 61, 0),
    ),
    told(
        Liverpool,
        "live-3",
        "Live session 3: Thursday catch-up",
        (date(2025, 11, 20), AFTER_SCHOOL),
        60,
        ONLINE,
        (80, 9, 0),
    ),
    told(
        Liverpool,
        "live-4",
        "Live session 4",
        (date(2026, 1, 6), AFTER_SCHOOL),
        60,
        ONLINE,
        (200, 17, 0),
    ),
    told(
        Liverpool,
        "live-5",
        "Live session 5",
        (date(2026, 3, 3), AFTER_SCHOOL),
        60,
        ONLINE,
        (200, 3, 0),
    ),
    UNDER_WAY,
];

/// The session that is held as the demo opens: its register is open, and some have checked in.
pub(super) const UNDER_WAY: Told = told(
    York,
    "conference-1",
    "Conference day 1: autumn starters",
    (date(2025, 11, 18), FULL_DAY),
    360,
    CAMPUS,
    (60, 46, 0),
);

/// The session that was called off.
pub(super) const OFF: Told = told(
    York,
    "conference-2",
    "Conference day 2: Hull",
    (date(2025, 12, 11), FULL_DAY),
    360,
    "Hull Guildhall",
    (40, 9, 0),
);
