//! Says how far each mentor has come.
//!
//! Owns the word `Story`, and how the stories are spread. It never names anybody.

use domain::Date;

use crate::{chance::Chance, partnership::Home};

/// What a mentor did.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Story {
    /// Everything in 2024 to 2025, and since then so many steps of the refresher.
    Whole { refreshed: usize },
    /// So many steps in 2024 to 2025, and so many of those left since then.
    Carried { last_year: usize, this_year: usize },
    /// Began in 2025 to 2026, and has come so far.
    Begun { steps: usize },
    /// Nothing yet.
    Nothing,
    /// These lines and no others.
    Own(&'static [Line]),
}

/// One line of a story told by hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub home: Home,
    pub component: &'static str,
    pub minutes: i32,
    pub on: Date,
    pub turn: Turn,
}

/// What is unusual about a line.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Turn {
    /// Nothing.
    Plain,
    /// It rests on something with this reference.
    Resting(&'static str),
    /// It is recognised, on the strength of this, until a day.
    Recognised(&'static str, Date),
    /// Nobody vouches for it yet.
    Waiting,
    /// It was corrected to so many minutes, on a day, for a reason.
    Corrected(i32, Date, &'static str),
    /// It counts for the claims of the coming year.
    ComingYear,
}

/// Most have met what is asked or are on the way; one in five has fallen behind or not begun.
#[rustfmt::skip]
const SPREAD: [Story; 20] = [
    Story::Whole { refreshed: 0 },
    Story::Whole { refreshed: 0 },
    Story::Whole { refreshed: 1 },
    Story::Whole { refreshed: 1 },
    Story::Whole { refreshed: 2 },
    Story::Whole { refreshed: 2 },
    Story::Whole { refreshed: 3 },
    Story::Whole { refreshed: 4 },
    Story::Begun { steps: 2 },
    Story::Begun { steps: 2 },
    Story::Begun { steps: 2 },
    Story::Begun { steps: 3 },
    Story::Begun { steps: 3 },
    Story::Begun { steps: 4 },
    Story::Begun { steps: 1 },
    Story::Carried { last_year: 7, this_year: 2 },
    Story::Carried { last_year: 6, this_year: 2 },
    Story::Carried { last_year: 5, this_year: 2 },
    Story::Nothing,
    Story::Nothing,
];

/// Stories without end, each as often as the others, in an order of the seed.
pub(crate) fn spread(chance: &mut Chance) -> impl Iterator<Item = Story> + use<> {
    chance.shuffled(&SPREAD).into_iter().cycle()
}
