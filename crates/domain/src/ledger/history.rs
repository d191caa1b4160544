//! Keeps what a mentor says of the record that was brought in for them.
//!
//! Owns the words `History` and `Answer`. It never changes an entry: an answer stands beside the record.

use jiff::{Timestamp, civil::Date};

use super::Line;
use crate::{
    AcademicYear,
    calendar::uk_day,
    partnership::ProviderId,
    person::{Membership, Role},
};

/// What a mentor answers when asked whether the record is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is right and whole.
    Confirmed,
    /// Something is missing or wrong, in the mentor's own words.
    Questioned(String),
}

/// Longest words that an answer carries.
pub const LONGEST_WORDS: usize = 2000;

/// Why an answer is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswerable {
    /// Questioned without a word.
    #[error("Say what is missing or wrong, so that the partnership office can put it right.")]
    NoWords,
    /// Too long to be read.
    #[error("Say it in at most {LONGEST_WORDS} letters.")]
    TooLong,
    /// There is nothing to answer about.
    #[error("There is no earlier record of yours to confirm with this provider.")]
    Nothing,
}

impl Answer {
    /// Makes the answer of a mentor for whom something is missing or wrong.
    ///
    /// # Refuses
    /// No words, and more than can be read.
    pub fn questioned(words: &str) -> Result<Answer, Unanswerable> {
        let words = words.trim();
        if words.is_empty() {
            return Err(Unanswerable::NoWords);
        }
        if words.chars().count() > LONGEST_WORDS {
            return Err(Unanswerable::TooLong);
        }
        Ok(Answer::Questioned(words.to_owned()))
    }
}

/// How far the record that was brought in for a mentor can be relied on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum History {
    /// Nothing was brought in: everything was recorded here as it happened.
    #[default]
    Nothing,
    /// The mentor has yet to be heard.
    Unanswered,
    /// The mentor has yet to be heard about what was brought in after an answer.
    MoreSince {
        /// The instant of the answer.
        at: Timestamp,
    },
    /// The mentor found it right.
    Confirmed {
        /// The day of the answer.
        on: Date,
    },
    /// The mentor says that something is missing or wrong.
    Questioned {
        /// The day of the answer.
        on: Date,
    },
}

impl History {
    /// Says how far the record of one mentor with one provider can be relied on.
    ///
    /// # Rule
    /// A record is brought in when an entry of it was taken from a file of earlier records, or
    /// when nothing at all is known of somebody who has been a mentor since an earlier academic
    /// year. What the mentor answered last stands, for what had been brought in by then: an entry
    /// that comes in later and was held by then asks again.
    #[must_use]
    pub fn of<'a>(
        lines: &[Line],
        held: impl IntoIterator<Item = &'a Membership>,
        provider: ProviderId,
        year: AcademicYear,
        answer: Option<(&Answer, Timestamp)>,
    ) -> History {
        let earlier = |held: &Membership| {
            held.role == Role::GeneralMentor
                && held.provider == provider
                && held.from.is_none_or(|from| from < year.first_day())
        };
        let brought_in = lines.iter().any(|line| line.imported)
            || (lines.is_empty() && held.into_iter().any(earlier));
        match answer {
            _ if !brought_in => History::Nothing,
            None => History::Unanswered,
            Some((_, at)) if lines.iter().any(|line| line.is_news(at)) => History::MoreSince { at },
            Some((Answer::Confirmed, at)) => History::Confirmed { on: uk_day(at) },
            Some((Answer::Questioned(_), at)) => History::Questioned { on: uk_day(at) },
        }
    }

    /// Says whether a gap may be called one: nothing was brought in, or it was found right.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, History::Nothing | History::Confirmed { .. })
    }
}

/// Says whether an earlier record tells something that its mentor's answer cannot have been about:
/// it was brought in after the answer, of a day up to it.
#[must_use]
pub fn is_news(brought_at: Timestamp, held_on: Date, answered_at: Timestamp) -> bool {
    brought_at > answered_at && held_on <= uk_day(answered_at)
}

impl Line {
    fn is_news(&self, answered_at: Timestamp) -> bool {
        let brought_at = self.brought_at.filter(|_| self.imported);
        brought_at.is_some_and(|at| is_news(at, self.held_on, answered_at))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{Minutes, ledger::Kind, person::PersonId};

    const OURS: ProviderId = ProviderId(Uuid::nil());

    fn line(imported: bool) -> Line {
        Line {
            component: Some(Arc::from("mentoring")),
            kind: Kind::Attended,
            minutes: Minutes(90),
            held_on: date(2025, 3, 4),
            counts_for: AcademicYear::containing(date(2025, 3, 4)),
            school: None,
            until: None,
            verified: true,
            imported,
            brought_at: imported.then(|| noon(date(2025, 9, 10))),
        }
    }

    fn noon(day: Date) -> Timestamp {
        let noon = day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
        noon.expect("a day").timestamp()
    }

    fn since(from: Option<Date>) -> Membership {
        Membership {
            person: PersonId::OPERATOR,
            provider: OURS,
            role: Role::GeneralMentor,
            school: None,
            scope: None,
            subject: None,
            school_phase: None,
            from,
            until: None,
        }
    }

    fn history(lines: &[Line], from: Option<Date>, answer: Option<&Answer>) -> History {
        let year = AcademicYear::containing(date(2025, 11, 18));
        let answer = answer.map(|answer| (answer, noon(date(2025, 11, 10))));
        History::of(lines, [&since(from)], OURS, year, answer)
    }

    #[test]
    fn a_record_made_here_asks_nothing() {
        let this_year = Some(date(2025, 9, 1));
        assert_eq!(history(&[line(false)], None, None), History::Nothing);
        assert_eq!(history(&[], this_year, None), History::Nothing);
        assert!(History::Nothing.is_settled());
    }

    #[test]
    fn entries_from_an_earlier_record_ask_the_mentor() {
        let this_year = Some(date(2025, 9, 1));
        let lines = [line(false), line(true)];
        assert_eq!(history(&lines, this_year, None), History::Unanswered);
        assert!(!History::Unanswered.is_settled());
    }

    #[test]
    fn a_mentor_of_earlier_years_of_whom_nothing_is_known_is_asked() {
        assert_eq!(
            history(&[], Some(date(2025, 8, 31)), None),
            History::Unanswered
        );
        assert_eq!(
            history(&[], None, None),
            History::Unanswered,
            "as long as anyone remembers"
        );
    }

    #[test]
    fn the_answer_settles_it_or_leaves_it_open() {
        let on = date(2025, 11, 10);
        let lines = [line(true)];
        let confirmed = history(&lines, None, Some(&Answer::Confirmed));
        assert_eq!(confirmed, History::Confirmed { on });
        assert!(confirmed.is_settled());
        let wrong = Answer::questioned(" Two days at Edge Hill are missing. ").expect("words");
        let questioned = history(&lines, None, Some(&wrong));
        assert_eq!(questioned, History::Questioned { on });
        assert!(!questioned.is_settled());
    }

    #[test]
    fn whoever_questions_says_what_is_wrong() {
        assert_eq!(Answer::questioned("  \n"), Err(Unanswerable::NoWords));
        let long = "a".repeat(LONGEST_WORDS + 1);
        assert_eq!(Answer::questioned(&long), Err(Unanswerable::TooLong));
    }

    #[test]
    fn what_is_brought_in_after_the_answer_asks_again() {
        let at = noon(date(2025, 11, 10));
        let later = |held_on, brought_at| Line {
            held_on,
            brought_at,
            ..line(true)
        };
        let told = |lines: &[Line]| history(lines, None, Some(&Answer::Confirmed));
        let settled = History::Confirmed { on: uk_day(at) };
        let after = Some(noon(date(2025, 11, 11)));
        let news = later(date(2025, 3, 4), after);
        let again = told(&[line(true), news.clone()]);
        assert_eq!(again, History::MoreSince { at });
        assert!(!again.is_settled());
        let week = later(date(2025, 11, 11), after);
        assert_eq!(told(&[week]), settled, "held after the answer");
        let corrected = later(date(2025, 3, 4), None);
        assert_eq!(told(&[corrected]), settled, "it takes another's place");
        let here = Line {
            imported: false,
            ..news
        };
        assert_eq!(told(&[line(true), here]), settled, "no earlier record");
    }
}
