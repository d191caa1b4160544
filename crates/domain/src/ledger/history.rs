//! Keeps what a mentor says of the record that was brought in for them.
//!
//! Owns the words `History` and `Answer`. It never changes an entry: an answer stands beside the record.

use jiff::civil::Date;

use super::Line;
use crate::{
    AcademicYear,
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
    /// year. What the mentor answered last stands.
    #[must_use]
    pub fn of<'a>(
        lines: &[Line],
        held: impl IntoIterator<Item = &'a Membership>,
        provider: ProviderId,
        year: AcademicYear,
        answer: Option<(&Answer, Date)>,
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
            Some((Answer::Confirmed, on)) => History::Confirmed { on },
            Some((Answer::Questioned(_), on)) => History::Questioned { on },
        }
    }

    /// Says whether a gap may be called one: nothing was brought in, or it was found right.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, History::Nothing | History::Confirmed { .. })
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
        }
    }

    fn since(from: Option<Date>) -> Membership {
        Membership {
            person: PersonId::OPERATOR,
            provider: OURS,
            role: Role::GeneralMentor,
            school: None,
            subject: None,
            school_phase: None,
            from,
            until: None,
        }
    }

    fn history(lines: &[Line], from: Option<Date>, answer: Option<&Answer>) -> History {
        let year = AcademicYear::containing(date(2025, 11, 18));
        let answer = answer.map(|answer| (answer, date(2025, 11, 10)));
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
}
