//! Makes entries, one by one for tests and a year and a half of them for the demo.
//!
//! Owns the word `Attendance`. It never decides what an entry earns.

mod books;
mod completions;
mod course;
mod history;
mod keep;
mod own;
mod story;

use domain::{
    AcademicYear, Date, Minutes, Timestamp,
    ledger::{Draft, EntryId, How, Kind, Words},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use jiff::{ToSpan, civil::date, tz::TimeZone};
use store::{StoreError, Tx};

pub(crate) use books::Books;
pub(crate) use completions::completions;
pub(crate) use history::keep_answers;
pub(crate) use keep::keep;
pub(crate) use own::OWN;
pub(crate) use story::{Story, spread};

use crate::chance::Chance;

/// An entry about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    draft: Draft,
}

/// Begins to describe an entry: an hour attended on 1 October 2025, verified by the operator.
///
/// # Example
/// `sample::entry(person, provider).component("coaching").minutes(90).on(day).draft()`
#[must_use]
pub fn entry(person: PersonId, provider: ProviderId) -> Attendance {
    let held_on = date(2025, 10, 1);
    Attendance {
        draft: Draft {
            person,
            provider,
            school: None,
            component: None,
            kind: Kind::Attended,
            minutes: Minutes(60),
            held_on,
            counts_for: AcademicYear::containing(held_on),
            verified_by: Some(PersonId::OPERATOR),
            how: How::Register,
            reference: String::new(),
            until: None,
            replaces: None,
            words: Words::default(),
        },
    }
}

impl Attendance {
    /// Names the component.
    #[must_use]
    pub fn component(mut self, code: &str) -> Attendance {
        self.draft.component = Some(code.to_owned());
        self
    }

    /// Says how long it was.
    #[must_use]
    pub fn minutes(mut self, minutes: i32) -> Attendance {
        self.draft.minutes = Minutes(minutes);
        self
    }

    /// Says when it was, and with that the year for which it counts.
    #[must_use]
    pub fn on(mut self, day: Date) -> Attendance {
        self.draft.held_on = day;
        self.draft.counts_for = AcademicYear::containing(day);
        self
    }

    /// Moves it to the claims of the coming year.
    #[must_use]
    pub fn for_coming_year(mut self) -> Attendance {
        self.draft.counts_for = AcademicYear::containing(self.draft.held_on).next();
        self
    }

    /// Says what it is and how it came to be known.
    #[must_use]
    pub fn kind(mut self, kind: Kind, how: How) -> Attendance {
        (self.draft.kind, self.draft.how) = (kind, how);
        self
    }

    /// Makes it a recognition by decision.
    #[must_use]
    pub fn recognised(mut self, until: Option<Date>) -> Attendance {
        self.draft.until = until;
        self.kind(Kind::Recognised, How::Decision)
    }

    /// Says at which school the person worked.
    #[must_use]
    pub fn at(mut self, school: Urn) -> Attendance {
        self.draft.school = Some(school);
        self
    }

    /// Says who vouches for it.
    #[must_use]
    pub fn verified_by(mut self, person: PersonId) -> Attendance {
        self.draft.verified_by = Some(person);
        self
    }

    /// Leaves it without a verifier.
    #[must_use]
    pub fn waiting(mut self) -> Attendance {
        self.draft.verified_by = None;
        self
    }

    /// Says what it rests on.
    #[must_use]
    pub fn reference(mut self, reference: &str) -> Attendance {
        self.draft.reference = reference.to_owned();
        self
    }

    /// Makes it the correction of another entry.
    #[must_use]
    pub fn replacing(mut self, old: EntryId, reason: &str) -> Attendance {
        self.draft.replaces = Some(old);
        self.draft.words.reason = reason.to_owned();
        self
    }

    /// The entry as it may be written.
    #[must_use]
    pub fn draft(self) -> Draft {
        self.draft
    }

    /// Writes it into the provider's book, recorded by the operator at noon of the day after.
    ///
    /// # Errors
    /// When it is entered or replaced already, or the engine fails.
    pub async fn keep(self, tx: &mut Tx) -> Result<EntryId, StoreError> {
        let draft = self.draft;
        let provider = draft.provider;
        let recorded_at = noon(draft.held_on.saturating_add(1.day()));
        let mut chance = Chance::of(&format!("{draft:?}"));
        let id = EntryId(chance.number(recorded_at));
        let head = store::ledger::lock_book(tx, provider).await?;
        if draft.kind != Kind::Recognised && !draft.reference.is_empty() {
            let claimed = [(draft.person, draft.reference.clone())];
            store::ledger::claim_references(tx, provider, &claimed).await?;
        }
        let drafts = vec![(id, chance.bytes(), draft)];
        store::ledger::append(tx, head, provider, drafts, recorded_at, PersonId::OPERATOR).await?;
        Ok(id)
    }
}

/// Noon of a day by the world's clock, which is that day in the United Kingdom too.
pub(crate) fn noon(day: Date) -> Timestamp {
    at(day, 12, 0)
}

/// An instant of a day by the world's clock.
fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    day.at(hour, minute, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |there| there.timestamp())
}
