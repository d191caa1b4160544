//! Says a state in words, with a shape of its own.
//!
//! Owns the shapes. It never tells by colour alone.

use domain::standing::State;
use maud::{Markup, html};

/// A state that a row can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A component's state.
    Of(State),
    /// Nobody asks for it.
    Optional,
    /// One of a group.
    ChooseOne,
    /// Nobody vouches for it yet.
    Waiting,
    /// A later entry took its place.
    Replaced,
    /// Not confirmed at its source.
    Provisional,
}

impl Tag {
    /// Every tag, for the style page.
    pub const ALL: [Tag; 9] = [
        Tag::Of(State::Met),
        Tag::Of(State::NotYetDue),
        Tag::Of(State::Due),
        Tag::Of(State::Overdue),
        Tag::Optional,
        Tag::ChooseOne,
        Tag::Waiting,
        Tag::Replaced,
        Tag::Provisional,
    ];

    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Tag::Of(State::Met) => "Met",
            Tag::Of(State::NotYetDue) => "Not yet due",
            Tag::Of(State::Due) => "Due",
            Tag::Of(State::Overdue) => "Overdue",
            Tag::Optional => "Optional",
            Tag::ChooseOne => "Choose one",
            Tag::Waiting => "Waits for someone to confirm",
            Tag::Replaced => "Replaced",
            Tag::Provisional => "Provisional: not yet confirmed at its source",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Tag::Of(State::Met) => "tag is-met",
            Tag::Of(State::Due) => "tag is-due",
            Tag::Of(State::Overdue) => "tag is-overdue",
            Tag::Waiting => "tag is-waiting",
            Tag::Provisional => "tag is-provisional",
            Tag::Of(State::NotYetDue) | Tag::Optional | Tag::ChooseOne | Tag::Replaced => "tag",
        }
    }

    /// A path on a ground of 16 by 16.
    fn shape(self) -> &'static str {
        match self {
            Tag::Of(State::Met) => "M2.5 8.5 6.5 12.5 13.5 4",
            Tag::Of(State::NotYetDue) => "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2",
            Tag::Of(State::Due) => "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 5v3.5l2.5 1.5",
            Tag::Of(State::Overdue) => "M8 2 15 14H1ZM8 7v3M8 12v.1",
            Tag::Optional => "M8 3v10M3 8h10",
            Tag::ChooseOne => "M2 8h5M7 8l5-4M7 8l5 4",
            Tag::Waiting => "M4 2h8M4 14h8M5 2c0 5 6 7 6 12M11 2c0 5-6 7-6 12",
            Tag::Replaced => "M3 8h10M9 4l4 4-4 4",
            Tag::Provisional => "M2 8c2-4 4-4 6 0s4 4 6 0",
        }
    }
}

/// Draws a tag.
#[must_use]
pub fn tag(tag: Tag) -> Markup {
    html! {
        span class=(tag.class()) {
            svg viewBox="0 0 16 16" aria-hidden="true" { path d=(tag.shape()) {} }
            (tag.words())
        }
    }
}
