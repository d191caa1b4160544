//! Says how far a booking has come.
//!
//! Owns these words. It never decides it.

use domain::booking::State;

/// The words for a state, as whoever holds the booking reads them.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Waiting => "You are on the waiting list",
        State::Proposed => "A place is offered to you",
        State::Held => "A place is held until your school releases you",
        State::Confirmed => "You have a place",
        State::Withdrawn => "You gave it up",
        State::Declined => "Your school did not release you",
        State::ToChoose => "Choose again",
    }
}

/// The same as a host or an office reads them.
pub(super) fn of_another(state: State) -> &'static str {
    match state {
        State::Waiting => "waits",
        State::Proposed => "is offered a place",
        State::Held => "held for the school",
        State::Confirmed => "confirmed",
        State::Withdrawn => "gave it up",
        State::Declined => "not released",
        State::ToChoose => "has not chosen yet",
    }
}
