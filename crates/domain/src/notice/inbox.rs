//! Keeps what somebody is told in their inbox, and how much of their attention it may ask for.
//!
//! Owns the words `Notice`, `NoticeKind` and `Weight`. It never sends anything.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    access::letter::{Letter, Piece},
    partnership::ProviderId,
    person::PersonId,
};

/// How much of somebody's attention a notice may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It cannot wait, and always goes: a place is offered, a session is called off.
    Essential,
    /// It is about a place or a task of their own: it goes in working hours.
    Awaited,
    /// It can wait for the weekly digest.
    Routine,
}

impl Weight {
    const ALL: [(Weight, &'static str); 3] = [
        (Weight::Essential, "essential"),
        (Weight::Awaited, "awaited"),
        (Weight::Routine, "routine"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Weight::ALL.iter().find(|(weight, _)| *weight == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Weight> {
        let found = Weight::ALL.into_iter().find(|(_, known)| *known == code);
        found.map(|(weight, _)| weight)
    }
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// A place is free for them until an hour.
    PlaceOffered,
    /// A session in which they had a place was called off or moved.
    CalledOff,
    /// Their own booking was made, released or confirmed.
    Booked,
    /// Somebody waits for their decision.
    Decision,
    /// A session of theirs is near.
    Reminder,
    /// They missed a session, and there is another.
    CatchUp,
    /// Their training is overdue.
    Nudge,
    /// The office wrote to them.
    Written,
    /// Two questions after a session.
    Question,
    /// What came of their answers.
    Followed,
    /// What their partnership shares with others has changed.
    Shared,
}

impl NoticeKind {
    /// Every kind with the code that is kept.
    pub const ALL: [(NoticeKind, &'static str); 11] = [
        (NoticeKind::PlaceOffered, "place_offered"),
        (NoticeKind::CalledOff, "called_off"),
        (NoticeKind::Booked, "booked"),
        (NoticeKind::Decision, "decision"),
        (NoticeKind::Reminder, "reminder"),
        (NoticeKind::CatchUp, "catch_up"),
        (NoticeKind::Nudge, "nudge"),
        (NoticeKind::Written, "written"),
        (NoticeKind::Question, "question"),
        (NoticeKind::Followed, "followed"),
        (NoticeKind::Shared, "shared"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = NoticeKind::ALL.iter().find(|(kind, _)| *kind == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<NoticeKind> {
        let found = NoticeKind::ALL
            .into_iter()
            .find(|(_, known)| *known == code);
        found.map(|(kind, _)| kind)
    }

    /// Whether a mail carries the entry of a calendar: it tells of their own place.
    #[must_use]
    pub fn is_dated(self) -> bool {
        matches!(self, NoticeKind::Booked | NoticeKind::CalledOff)
    }

    /// How much attention it may ask for.
    #[must_use]
    pub fn weight(self) -> Weight {
        match self {
            NoticeKind::PlaceOffered | NoticeKind::CalledOff => Weight::Essential,
            NoticeKind::Booked | NoticeKind::Decision | NoticeKind::Reminder => Weight::Awaited,
            NoticeKind::CatchUp
            | NoticeKind::Nudge
            | NoticeKind::Written
            | NoticeKind::Question
            | NoticeKind::Followed
            | NoticeKind::Shared => Weight::Routine,
        }
    }
}

/// One thing that somebody is told, as it stands in their inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: Uuid,
    /// Who is told.
    pub person: PersonId,
    /// With whose partnership it has to do.
    pub provider: Option<ProviderId>,
    /// What it is about.
    pub kind: NoticeKind,
    /// The record that it is about, such as a session: what is withdrawn with it.
    pub about: Option<Uuid>,
    /// What a list shows.
    pub subject: String,
    /// What it says, paragraphs apart by a blank line.
    pub words: String,
    /// Why they got it, in a sentence.
    pub why: String,
    /// Whom to ask, by name; nobody where it is blank.
    pub ask: String,
    /// The page on which the task is done; none where it is blank.
    pub path: String,
    /// What the button says: the whole action.
    pub action: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it was read first, unless it was marked as unread since.
    pub read_at: Option<Timestamp>,
    /// When its button was first pressed.
    pub acted_at: Option<Timestamp>,
    /// When it ceased to hold.
    pub withdrawn_at: Option<Timestamp>,
    /// When a mail about it would be of no more use.
    pub useless_after: Option<Timestamp>,
}

/// A notice that is still to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// Who is told.
    pub person: PersonId,
    /// With whose partnership it has to do.
    pub provider: Option<ProviderId>,
    /// What it is about.
    pub kind: NoticeKind,
    /// What makes it one and the same: nobody is told twice under one key.
    pub key: String,
    /// The record that it is about.
    pub about: Option<Uuid>,
    /// What a list shows.
    pub subject: String,
    /// What it says, paragraphs apart by a blank line.
    pub words: String,
    /// Why they get it, in a sentence.
    pub why: String,
    /// Whom to ask, by name.
    pub ask: String,
    /// The page on which the task is done; may be blank.
    pub path: String,
    /// What the button says.
    pub action: String,
    /// When a mail about it would be of no more use.
    pub useless_after: Option<Timestamp>,
    /// The writing to many of which it is a part.
    pub send: Option<Uuid>,
    /// Who writes.
    pub by: PersonId,
}

impl NewNotice {
    /// A notice that says nothing yet, from the program itself.
    #[must_use]
    pub fn to(person: PersonId, kind: NoticeKind, key: impl Into<String>) -> NewNotice {
        NewNotice {
            person,
            provider: None,
            kind,
            key: key.into(),
            about: None,
            subject: String::new(),
            words: String::new(),
            why: String::new(),
            ask: String::new(),
            path: String::new(),
            action: String::new(),
            useless_after: None,
            send: None,
            by: PersonId::OPERATOR,
        }
    }

    /// The same, saying what a letter says: its first link is the task, as far as it leads to a page of
    /// this house, whose address is `home`.
    #[must_use]
    pub fn saying(mut self, letter: &Letter, home: &str) -> NewNotice {
        let mut parts = Vec::new();
        for piece in &letter.pieces {
            match piece {
                Piece::Head(words)
                | Piece::Words(words)
                | Piece::Note(words)
                | Piece::Code(words) => {
                    parts.push(words.clone());
                }
                Piece::Link { words, address } if self.path.is_empty() => {
                    if let Some(path) = address.strip_prefix(home) {
                        (self.action, self.path) = (words.clone(), path.to_owned());
                    }
                }
                Piece::Link { .. } | Piece::Aside { .. } => {}
            }
        }
        self.subject.clone_from(&letter.subject);
        self.words = parts.join("\n\n");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_weight_is_read_back_from_its_code() {
        for (kind, code) in NoticeKind::ALL {
            assert_eq!((kind.code(), NoticeKind::read(code)), (code, Some(kind)));
        }
        for (weight, code) in Weight::ALL {
            assert_eq!((weight.code(), Weight::read(code)), (code, Some(weight)));
        }
    }

    #[test]
    fn a_notice_says_what_a_letter_says_and_leads_where_it_leads_at_home() {
        let letter = Letter::about("Your place")
            .words("You have a place.")
            .words("At the hall.")
            .link("Join", "https://elsewhere.example/x")
            .link("See it", "https://a.example/booking/1");
        let new = NewNotice::to(PersonId(Uuid::nil()), NoticeKind::Booked, "key")
            .saying(&letter, "https://a.example");
        assert_eq!(new.subject, "Your place");
        assert_eq!(new.words, "You have a place.\n\nAt the hall.");
        assert_eq!(
            (new.path.as_str(), new.action.as_str()),
            ("/booking/1", "See it")
        );
    }

    #[test]
    fn an_offered_place_and_a_called_off_session_cannot_wait() {
        let essential = NoticeKind::ALL
            .into_iter()
            .filter(|(kind, _)| kind.weight() == Weight::Essential);
        let codes: Vec<&str> = essential.map(|(_, code)| code).collect();
        assert_eq!(codes, ["place_offered", "called_off"]);
    }
}
