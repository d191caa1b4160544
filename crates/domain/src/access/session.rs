//! Keeps how long somebody stays signed in, and what ends it.
//!
//! Owns the words `Session`, `How`, `Device`, `Strictness` and `Limits`. It never says what a session may do: memberships do.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    Minutes,
    person::{PersonId, Role},
};

/// By what somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The six digits of a message.
    Code,
    /// The link of a message.
    Link,
    /// The one-time code that a colleague printed.
    Printed,
    /// A passkey.
    Passkey,
    /// The school's or the university's own sign-in.
    Identity,
    /// The link of one task: it opens nothing else.
    Task,
}

impl How {
    const ALL: [(How, &'static str); 6] = [
        (How::Code, "code"),
        (How::Link, "link"),
        (How::Printed, "printed"),
        (How::Passkey, "passkey"),
        (How::Identity, "identity"),
        (How::Task, "task"),
    ];

    /// The word used in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        let mut all = How::ALL.iter();
        all.find(|(how, _)| *how == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<How> {
        let mut all = How::ALL.into_iter();
        all.find(|(_, known)| *known == code).map(|(how, _)| how)
    }

    /// How it is told to the person.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            How::Code => "with the code of a message",
            How::Link => "with the link of a message",
            How::Printed => "with a printed code",
            How::Passkey => "with a passkey",
            How::Identity => "with your organisation’s sign-in",
            How::Task => "with the link of one task",
        }
    }

    /// Whether it proves afresh who somebody is, as signing and sensitive deeds ask.
    #[must_use]
    pub fn proves(self) -> bool {
        matches!(self, How::Code | How::Passkey)
    }
}

/// With what, and from where, somebody signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    /// What the browser calls itself.
    pub agent: String,
    /// The network address.
    pub address: String,
    /// Whether others use it too.
    pub shared: bool,
}

/// The most that is kept of what a browser calls itself.
const AGENT_KEPT: usize = 300;

impl Device {
    /// The same, with no more of the browser's words than is kept.
    #[must_use]
    pub fn cut(&self) -> Device {
        Device {
            agent: self.agent.chars().take(AGENT_KEPT).collect(),
            ..self.clone()
        }
    }

    /// Its browser and system in words, as far as they can be told.
    #[must_use]
    pub fn told(&self) -> String {
        const BROWSERS: [(&str, &str); 5] = [
            ("Edg", "Edge"),
            ("Firefox", "Firefox"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Chrome", "Chrome"),
            ("Safari", "Safari"),
        ];
        const SYSTEMS: [(&str, &str); 7] = [
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("CrOS", "Chromebook"),
            ("Windows", "Windows"),
            ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ];
        let named = |known: &[(&str, &'static str)]| {
            let mut known = known.iter();
            known
                .find(|(mark, _)| self.agent.contains(mark))
                .map(|(_, name)| *name)
        };
        match (named(&BROWSERS), named(&SYSTEMS)) {
            (Some(browser), Some(system)) => format!("{browser} on {system}"),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => "A browser that does not say its name".to_owned(),
        }
    }
}

/// How strictly a session is kept, by what its person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strictness {
    /// Reads and records what concerns a school.
    Usual,
    /// Reads and changes the records of a whole partnership.
    Office,
    /// Looks after the installation.
    Administrator,
}

impl Strictness {
    /// Every strictness, the mildest first, with the word used in tables.
    pub const ALL: [(Strictness, &'static str); 3] = [
        (Strictness::Usual, "usual"),
        (Strictness::Office, "office"),
        (Strictness::Administrator, "administrator"),
    ];

    /// The word used in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        let mut all = Strictness::ALL.iter();
        all.find(|(known, _)| *known == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<Strictness> {
        let mut all = Strictness::ALL.into_iter();
        all.find(|(_, known)| *known == code)
            .map(|(known, _)| known)
    }

    /// How strictly a role asks to be kept.
    #[must_use]
    pub fn of(role: Role) -> Strictness {
        match role {
            Role::SupportAdministrator => Strictness::Administrator,
            Role::PartnershipOfficer | Role::ProgrammeLead | Role::HeadOfIte => Strictness::Office,
            _ => Strictness::Usual,
        }
    }

    /// The strictest of several roles.
    #[must_use]
    pub fn strictest(roles: impl Iterator<Item = Role>) -> Strictness {
        roles.map(Strictness::of).max().unwrap_or(Strictness::Usual)
    }
}

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without any request.
    pub idle: Minutes,
    /// Whatever happens.
    pub absolute: Minutes,
}

impl Limits {
    /// The shorter of both, each by itself.
    #[must_use]
    pub fn and(self, other: Limits) -> Limits {
        Limits {
            idle: self.idle.min(other.idle),
            absolute: self.absolute.min(other.absolute),
        }
    }
}

/// Somebody signed in on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its own number. It opens nothing: the secret of the cookie does.
    pub id: Uuid,
    /// Who.
    pub person: PersonId,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it ends, whatever happens.
    pub ends_at: Timestamp,
    /// How long it lasts without any request.
    pub idle: Minutes,
    /// How strictly it is kept.
    pub strictness: Strictness,
    /// By what it was opened.
    pub how: How,
    /// Until when their last proof of who they are is fresh.
    pub proof_ends_at: Option<Timestamp>,
    /// With what, and from where.
    pub device: Device,
    /// The one page that it opens, where a task's link opened it.
    pub task: Option<String>,
    /// As whom its person looks at pages, where an administrator does.
    pub viewing: Option<PersonId>,
    /// When it was ended, and why.
    pub ended: Option<(Timestamp, Why)>,
}

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The person signed out.
    SignedOut,
    /// The person ended it from another device.
    EndedElsewhere,
    /// Nobody used it for as long as it may rest.
    Idle,
    /// It lasted as long as it may.
    Over,
    /// What the person may do asks for another strictness.
    RightsChanged,
    /// Somebody with rights ended it.
    Ended,
}

impl Why {
    const ALL: [(Why, &'static str); 6] = [
        (Why::SignedOut, "signed_out"),
        (Why::EndedElsewhere, "ended_elsewhere"),
        (Why::Idle, "idle"),
        (Why::Over, "over"),
        (Why::RightsChanged, "rights_changed"),
        (Why::Ended, "ended"),
    ];

    /// The word used in tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        let mut all = Why::ALL.iter();
        all.find(|(why, _)| *why == self)
            .map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<Why> {
        let mut all = Why::ALL.into_iter();
        all.find(|(_, known)| *known == code).map(|(why, _)| why)
    }

    /// What the person reads who has to sign in again.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Why::SignedOut => "You signed out on this device.",
            Why::EndedElsewhere => "You ended the sign-in of this device from another one.",
            Why::Idle => "Nobody used this page for a while, so we signed you out.",
            Why::Over => "It is a while since you signed in here, so we ask you to do it again.",
            Why::RightsChanged => {
                "What you may do here has changed, so we ask you to sign in again."
            }
            Why::Ended => "The sign-in of this device was ended.",
        }
    }
}

impl Session {
    /// Says whether it still holds at an instant, for somebody whose roles ask for a strictness.
    ///
    /// # Rule
    /// It holds until it is ended, for as long as it may rest, and never past its end. Roles are read
    /// anew with every request, so a session carries no rights; where they ask for another strictness
    /// than the one it was opened with, milder or stricter, it ends.
    ///
    /// # Refuses
    /// With why it is over.
    pub fn holds(&self, now: Timestamp, strictness: Strictness) -> Result<(), Why> {
        if let Some((_, why)) = self.ended {
            return Err(why);
        }
        if now >= self.ends_at {
            return Err(Why::Over);
        }
        if now.duration_since(self.seen_at) >= minutes(self.idle) {
            return Err(Why::Idle);
        }
        if strictness != self.strictness {
            return Err(Why::RightsChanged);
        }
        Ok(())
    }

    /// Says whether the session opens a page: any, or the one of its task and what lies beneath it.
    #[must_use]
    pub fn opens(&self, path: &str) -> bool {
        self.task.as_deref().is_none_or(|task| {
            path.strip_prefix(task)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Says whether the person proved a moment ago who they are.
    #[must_use]
    pub fn is_proved(&self, now: Timestamp) -> bool {
        self.proof_ends_at.is_some_and(|ends_at| now < ends_at)
    }
}

/// Minutes as a length of time.
#[must_use]
pub fn minutes(length: Minutes) -> SignedDuration {
    SignedDuration::from_mins(i64::from(length.0))
}

#[cfg(test)]
mod tests;
