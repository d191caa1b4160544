//! Decides when somebody's record may be replaced by that of an erased person.
//!
//! Owns the words `Request`, `Answer` and `Stand` of an erasure. It never decides for an office.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{PersonId, Refusal};
use crate::{calendar::uk_day, partnership::ProviderId};

/// What stands in the place of a name.
pub const NAME: (&str, &str) = ("Erased", "person");

/// What has become of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The offices are asked.
    Asked,
    /// Whoever asked took it back.
    TakenBack,
    /// The record is erased.
    Done,
}

impl State {
    const ALL: [(State, &'static str); 3] = [
        (State::Asked, "asked"),
        (State::TakenBack, "taken_back"),
        (State::Done, "done"),
    ];

    /// The code by which it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        let known = State::ALL.iter().find(|(state, _)| *state == self);
        known.map_or("", |(_, code)| code)
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<State> {
        let known = State::ALL.into_iter().find(|(_, known)| *known == code);
        known.map(|(state, _)| state)
    }
}

/// That somebody asks to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its number.
    pub id: Uuid,
    /// Who asks.
    pub person: PersonId,
    /// When they asked.
    pub asked_at: Timestamp,
    /// What has become of it.
    pub state: State,
}

/// What an office says to a request; a later word takes the place of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whose office.
    pub provider: ProviderId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// Why nothing can go yet; nothing where the office agrees.
    pub against: Option<String>,
}

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// An office has not answered, and has until the end of this day.
    Waits(Date),
    /// An office says that something stands against it.
    HeldBack,
    /// Nothing stands against it.
    Ready,
}

/// Decides how far a request is.
///
/// # Rule
/// Any office that holds a record can say what stands against it, and then nothing goes until it
/// says otherwise. An office that says nothing for the days of `person.erasure.answer` has nothing
/// against it: a request is to be met within a month, UK GDPR article 12(3).
#[must_use]
pub fn stand(
    request: &Request,
    concerned: &[ProviderId],
    answers: &[Answer],
    days: i32,
    today: Date,
) -> Stand {
    let of = |provider: &ProviderId| answers.iter().find(|one| one.provider == *provider);
    let against = |answer: &Answer| answer.against.is_some();
    let last = uk_day(request.asked_at).saturating_add(jiff::Span::new().days(days));
    if concerned.iter().filter_map(of).any(against) {
        Stand::HeldBack
    } else if concerned.iter().all(|provider| of(provider).is_some()) || today > last {
        Stand::Ready
    } else {
        Stand::Waits(last)
    }
}

/// Says whether the record can be erased now.
///
/// # Refuses
/// Where something stands against it, or an office still has time to answer.
pub fn ready(stand: Stand) -> Result<(), Refusal> {
    match stand {
        Stand::Ready => Ok(()),
        Stand::HeldBack => Err(Refusal::ErasureHeldBack),
        Stand::Waits(until) => Err(Refusal::ErasureWaits(until)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DAYS: i32 = 14;

    fn provider(number: u128) -> ProviderId {
        ProviderId(Uuid::from_u128(number))
    }

    fn said(number: u128, against: Option<&str>) -> Answer {
        Answer {
            provider: provider(number),
            at: Timestamp::UNIX_EPOCH,
            by: PersonId::OPERATOR,
            against: against.map(str::to_owned),
        }
    }

    fn stood(answers: &[Answer], today: Date) -> Stand {
        let request = Request {
            id: Uuid::nil(),
            person: PersonId(Uuid::from_u128(1)),
            asked_at: "2025-11-01T12:00:00Z".parse().expect("an instant"),
            state: State::Asked,
        };
        stand(&request, &[provider(1), provider(2)], answers, DAYS, today)
    }

    #[test]
    fn every_office_answers_or_has_had_its_days() {
        let early = date(2025, 11, 15);
        assert_eq!(stood(&[], early), Stand::Waits(early));
        assert_eq!(stood(&[said(1, None)], early), Stand::Waits(early));
        assert_eq!(stood(&[said(1, None), said(2, None)], early), Stand::Ready);
        assert_eq!(stood(&[], date(2025, 11, 16)), Stand::Ready);
    }

    #[test]
    fn one_objection_holds_everything_back_however_late_it_is() {
        let answers = [said(1, None), said(2, Some("a claim is being sampled"))];
        assert_eq!(stood(&answers, date(2026, 11, 1)), Stand::HeldBack);
        assert_eq!(ready(Stand::HeldBack), Err(Refusal::ErasureHeldBack));
        let elsewhere = [said(1, None), said(2, None), said(3, Some("not ours"))];
        assert_eq!(stood(&elsewhere, date(2025, 11, 2)), Stand::Ready);
    }

    #[test]
    fn states_are_read_as_they_are_written() {
        for (state, code) in State::ALL {
            assert_eq!(State::read(code), Some(state));
            assert_eq!(state.code(), code);
        }
    }
}
