//! Says a state in words, with a shape of its own.
//!
//! Owns the shapes. It never tells by colour alone.

use domain::standing::Shown;
use maud::{Markup, html};

/// A state that a row can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A component's state.
    Of(Shown),
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
    /// Nobody mentors a student teacher.
    NoMentor,
    /// The provider has not confirmed its suitability checks.
    GateOpen,
}

impl Tag {
    /// Every tag, for the style page.
    pub const ALL: [Tag; 13] = [
        Tag::Of(Shown::Met),
        Tag::Of(Shown::NotYetDue),
        Tag::Of(Shown::Due),
        Tag::Of(Shown::WhenHosting),
        Tag::Of(Shown::NotYetConfirmed),
        Tag::Of(Shown::Overdue),
        Tag::Optional,
        Tag::ChooseOne,
        Tag::Waiting,
        Tag::Replaced,
        Tag::Provisional,
        Tag::NoMentor,
        Tag::GateOpen,
    ];

    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Tag::Of(shown) => shown.told(),
            Tag::Optional => "Optional",
            Tag::ChooseOne => "Choose one",
            Tag::Waiting => "Waits for someone to confirm",
            Tag::Replaced => "Replaced",
            Tag::Provisional => "Provisional: not yet confirmed at its source",
            Tag::NoMentor => "No mentor",
            Tag::GateOpen => "Not yet confirmed",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Tag::Of(Shown::Met) => "tag is-met",
            Tag::Of(Shown::Due) => "tag is-due",
            Tag::Of(Shown::Overdue) => "tag is-overdue",
            Tag::Waiting | Tag::Of(Shown::NotYetConfirmed) => "tag is-waiting",
            Tag::Provisional => "tag is-provisional",
            Tag::NoMentor => "tag is-overdue",
            Tag::GateOpen => "tag is-waiting",
            Tag::Of(Shown::NotYetDue | Shown::WhenHosting)
            | Tag::Optional
            | Tag::ChooseOne
            | Tag::Replaced => "tag",
        }
    }

    /// A path on a ground of 16 by 16.
    fn shape(self) -> &'static str {
        match self {
            Tag::Of(Shown::Met) => "M2.5 8.5 6.5 12.5 13.5 4",
            Tag::Of(Shown::NotYetDue) => "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2",
            Tag::Of(Shown::Due) => "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 5v3.5l2.5 1.5",
            Tag::Of(Shown::WhenHosting) => "M5 3v10M11 3v10",
            Tag::Of(Shown::NotYetConfirmed) => {
                "M5.5 5.5a2.5 2.5 0 1 1 3.4 2.4c-.6.3-.9.7-.9 1.3M8 12.5v.1"
            }
            Tag::Of(Shown::Overdue) => "M8 2 15 14H1ZM8 7v3M8 12v.1",
            Tag::Optional => "M8 3v10M3 8h10",
            Tag::ChooseOne => "M2 8h5M7 8l5-4M7 8l5 4",
            Tag::Waiting => "M4 2h8M4 14h8M5 2c0 5 6 7 6 12M11 2c0 5-6 7-6 12",
            Tag::Replaced => "M3 8h10M9 4l4 4-4 4",
            Tag::NoMentor => "M8 2a3 3 0 1 0 0 6 3 3 0 1 0 0-6M2.5 14c1-5 10-5 11 0M2 2l12 12",
            Tag::GateOpen => "M3 14V3h7v11M10 4l4-2v11l-4 1M6.5 8v1",
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
