//! Keeps what a named reviewer decides on one request, and what it recognises.
//!
//! Owns the words `Decision`, `Outcome` and `Reviewer`. It never decides by itself.

use jiff::civil::Date;

use super::{Reason, Refusal, Request, Stage};
use crate::{
    Minutes,
    person::PersonId,
    programme::{Component, Reach},
};

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All that was asked for.
    Full,
    /// So many minutes of it.
    Part(Minutes),
    /// Nothing of it.
    Declined,
    /// A question back to the mentor; the request stays undecided.
    Question,
}

/// One decision, as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub outcome: Outcome,
    /// Why, from the list.
    pub reason: Reason,
    /// Why, in words that the mentor reads.
    pub words: String,
    /// The last day on which what was recognised holds.
    pub until: Option<Date>,
}

/// What is known of whoever decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reviewer {
    /// Who they are.
    pub person: PersonId,
    /// Whether they gave the training, or vouched for it as its issuer.
    pub gave_it: bool,
    /// Who decided the first time, where this is an appeal.
    pub first: Option<PersonId>,
}

/// What a decision comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// How far the request has come now.
    pub stage: Stage,
    /// How many minutes are recognised: never more than is left.
    pub minutes: Minutes,
    /// How many of the minutes granted find nothing left to fill.
    pub beyond: Minutes,
}

/// Decides on one request.
///
/// # Units
/// Whole minutes. What is recognised is never claimable.
/// # Rule
/// Rules 6, 9 and 10 of the product and D11 of the field: a named person with a reason, portable
/// components only, never more than is left; an appeal goes to a second person.
///
/// # Refuses
/// A request that does not wait for a reviewer; a reviewer who is the mentor, gave the training or
/// decided before; a local component or one of which nothing is left, unless it is declined; a part
/// that is none; no words; a last day that has passed.
pub fn decide(
    request: &Request,
    component: &Component,
    left: Minutes,
    decision: &Decision,
    reviewer: &Reviewer,
    today: Date,
) -> Result<Granted, Refusal> {
    if !request.stage.waits_for_a_reviewer() {
        return Err(Refusal::Closed);
    }
    if reviewer.person == request.person {
        return Err(Refusal::OwnRequest);
    }
    if reviewer.gave_it {
        return Err(Refusal::GaveIt);
    }
    if reviewer.first == Some(reviewer.person) {
        return Err(Refusal::DecidedBefore);
    }
    if decision.words.trim().is_empty() {
        return Err(Refusal::NoWords);
    }
    if let Some(until) = decision.until.filter(|until| *until < today) {
        return Err(Refusal::EndsBefore(until));
    }
    let granted = match decision.outcome {
        Outcome::Full => request.claimed,
        Outcome::Part(minutes) if minutes > Minutes::ZERO && minutes < request.claimed => minutes,
        Outcome::Part(_) => return Err(Refusal::NoPart(request.claimed)),
        Outcome::Declined => Minutes::ZERO,
        Outcome::Question => {
            return Ok(Granted {
                stage: Stage::Asked,
                minutes: Minutes::ZERO,
                beyond: Minutes::ZERO,
            });
        }
    };
    if granted > Minutes::ZERO && component.reach == Reach::Local {
        return Err(Refusal::LocalComponent(component.title.clone()));
    }
    if granted > Minutes::ZERO && left <= Minutes::ZERO {
        return Err(Refusal::NothingLeft(component.title.clone()));
    }
    Ok(Granted {
        stage: Stage::Decided,
        minutes: granted.min(left),
        beyond: granted.less(left),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{
        partnership::ProviderId,
        prior_learning::{ItemId, RequestId},
        programme::component,
    };

    const TODAY: Date = date(2025, 11, 18);

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn request() -> Request {
        Request {
            id: RequestId(Uuid::from_u128(1)),
            item: ItemId(Uuid::from_u128(2)),
            person: person(3),
            provider: ProviderId(Uuid::from_u128(4)),
            component: "pedagogy".to_owned(),
            claimed: Minutes(90),
            used: "I use its questions every week.".to_owned(),
            stage: Stage::Open,
            asked_on: Some(date(2025, 11, 3)),
            version: 0,
        }
    }

    fn portable() -> Component {
        let mut made = component("pedagogy", 90);
        made.reach = Reach::Portable;
        made
    }

    fn decision(outcome: Outcome) -> Decision {
        Decision {
            outcome,
            reason: Reason::SameContent,
            words: "The certificate covers all four questions.".to_owned(),
            until: None,
        }
    }

    fn reviewer() -> Reviewer {
        Reviewer {
            person: person(9),
            gave_it: false,
            first: None,
        }
    }

    fn decided(outcome: Outcome, left: i32) -> Result<(Stage, i32, i32), Refusal> {
        let granted = decide(
            &request(),
            &portable(),
            Minutes(left),
            &decision(outcome),
            &reviewer(),
            TODAY,
        )?;
        Ok((granted.stage, granted.minutes.0, granted.beyond.0))
    }

    #[test]
    fn no_more_is_recognised_than_is_left() {
        assert_eq!(decided(Outcome::Full, 90), Ok((Stage::Decided, 90, 0)));
        assert_eq!(decided(Outcome::Full, 60), Ok((Stage::Decided, 60, 30)));
        assert_eq!(
            decided(Outcome::Part(Minutes(60)), 90),
            Ok((Stage::Decided, 60, 0))
        );
        assert_eq!(decided(Outcome::Declined, 0), Ok((Stage::Decided, 0, 0)));
        assert_eq!(decided(Outcome::Question, 0), Ok((Stage::Asked, 0, 0)));
        assert_eq!(
            decided(Outcome::Full, 0),
            Err(Refusal::NothingLeft(portable().title))
        );
    }

    #[test]
    fn a_part_is_more_than_nothing_and_less_than_all() {
        for minutes in [-1, 0, 90, 91] {
            assert_eq!(
                decided(Outcome::Part(Minutes(minutes)), 90),
                Err(Refusal::NoPart(Minutes(90)))
            );
        }
    }

    #[test]
    fn a_local_component_is_declined_at_most() {
        let mut local = portable();
        local.reach = Reach::Local;
        let with = |outcome| {
            decide(
                &request(),
                &local,
                Minutes(90),
                &decision(outcome),
                &reviewer(),
                TODAY,
            )
        };
        assert_eq!(
            with(Outcome::Full),
            Err(Refusal::LocalComponent(local.title.clone()))
        );
        assert!(with(Outcome::Declined).is_ok());
    }

    #[test]
    fn nobody_decides_who_is_close_to_it() {
        let close = [
            (
                Reviewer {
                    person: person(3),
                    ..reviewer()
                },
                Refusal::OwnRequest,
            ),
            (
                Reviewer {
                    gave_it: true,
                    ..reviewer()
                },
                Refusal::GaveIt,
            ),
            (
                Reviewer {
                    first: Some(person(9)),
                    ..reviewer()
                },
                Refusal::DecidedBefore,
            ),
        ];
        for (reviewer, refusal) in close {
            let decided = decide(
                &request(),
                &portable(),
                Minutes(90),
                &decision(Outcome::Full),
                &reviewer,
                TODAY,
            );
            assert_eq!(decided, Err(refusal));
        }
    }

    #[test]
    fn a_decision_has_words_a_day_to_come_and_a_request_that_waits() {
        let wordless = Decision {
            words: " ".to_owned(),
            ..decision(Outcome::Full)
        };
        let over = Decision {
            until: Some(date(2025, 11, 17)),
            ..decision(Outcome::Full)
        };
        for (decision, refusal) in [
            (wordless, Refusal::NoWords),
            (over, Refusal::EndsBefore(date(2025, 11, 17))),
        ] {
            let decided = decide(
                &request(),
                &portable(),
                Minutes(90),
                &decision,
                &reviewer(),
                TODAY,
            );
            assert_eq!(decided, Err(refusal));
        }
        for stage in [Stage::Draft, Stage::Asked, Stage::Decided, Stage::Withdrawn] {
            let closed = Request { stage, ..request() };
            let decided = decide(
                &closed,
                &portable(),
                Minutes(90),
                &decision(Outcome::Full),
                &reviewer(),
                TODAY,
            );
            assert_eq!(decided, Err(Refusal::Closed));
        }
    }
}
