//! Keeps what those who attended say of a session, and when it may be shown.
//!
//! Owns the words `Answer`, `Summary` and `Followed`. It never tells who answered what.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{booking::SessionId, person::PersonId};

/// The scale of the first question: from not at all to very much.
pub const SCALE: std::ops::RangeInclusive<i64> = 1..=5;

/// What each point of the scale means.
pub const POINTS: [&str; 5] = [
    "Not useful",
    "A little useful",
    "Useful",
    "Very useful",
    "Changed what I do",
];

/// The longest free answer, in letters.
pub const LONGEST: usize = 2000;

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its number.
    pub id: Uuid,
    /// About which session.
    pub session: SessionId,
    /// Whose it is: for themself alone.
    pub person: PersonId,
    /// How useful it was.
    pub scale: i64,
    /// What would have made it more useful; may be blank.
    pub words: String,
    /// When they answered last.
    pub answered_at: Timestamp,
}

/// What the host did about what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its number.
    pub id: Uuid,
    /// About which session.
    pub session: SessionId,
    /// What was said.
    pub said: String,
    /// What was done.
    pub did: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// By whom.
    pub told_by: PersonId,
}

/// A free answer without its writer, with the themes under which the host collected it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The number of the answer.
    pub answer: Uuid,
    /// What was written.
    pub words: String,
    /// The themes.
    pub themes: Vec<String>,
}

/// What may be shown of the answers to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Summary {
    /// Too few answered for anybody to be unknown among them.
    TooFew {
        /// How many are needed.
        least: usize,
    },
    /// Enough answered.
    Shown {
        /// How many answered with each point, from the lowest.
        counts: [usize; 5],
        /// The free answers, in an order that tells nothing.
        said: Vec<Said>,
        /// How often each theme was collected, the most first.
        themes: Vec<(String, usize)>,
    },
}

/// Why an answer or a word about answers is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No point was chosen.
    #[error("Choose one of the five points: how useful the session was.")]
    NoPoint,
    /// The free answer is too long.
    #[error("Your answer has {0} letters. Please keep it below {LONGEST}.")]
    TooLong(usize),
    /// A word of two about what was done is missing.
    #[error("Write both: what was said, and what you did about it.")]
    NothingSaid,
    /// Too few answered.
    #[error(
        "Fewer than {0} people have answered so far, so nothing is shown and nothing can be collected."
    )]
    TooFew(usize),
}

/// Reads an answer.
///
/// # Refuses
/// A point that is not on the scale, and more words than anybody reads.
pub fn answer(scale: Option<i64>, words: &str) -> Result<(i64, String), Refusal> {
    let scale = scale.filter(|scale| SCALE.contains(scale));
    let scale = scale.ok_or(Refusal::NoPoint)?;
    let words = words.trim().replace("\r\n", "\n");
    let letters = words.chars().count();
    if letters > LONGEST {
        return Err(Refusal::TooLong(letters));
    }
    Ok((scale, words))
}

/// Reads themes as a host types them: apart by commas, each once, in small letters.
#[must_use]
pub fn themes(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = typed
        .split(',')
        .map(|theme| theme.split_whitespace().collect::<Vec<_>>().join(" "))
        .map(|theme| theme.to_lowercase().chars().take(40).collect())
        .filter(|theme: &String| !theme.is_empty())
        .collect();
    found.sort();
    found.dedup();
    found.truncate(8);
    found
}

/// Says what may be shown of the answers to a session.
///
/// # Rule
/// Nothing below so many answers: `feedback.least`. Free answers stand in the order of their words,
/// so that neither the order nor the hour in which they came tells whose they are.
#[must_use]
pub fn summary(answers: &[Answer], tags: &[(Uuid, String)], least: usize) -> Summary {
    if answers.len() < least {
        return Summary::TooFew { least };
    }
    let mut counts = [0; 5];
    for answer in answers {
        let at = usize::try_from(answer.scale - 1).unwrap_or_default();
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    let mut said: Vec<Said> = answers
        .iter()
        .filter(|answer| !answer.words.is_empty())
        .map(|answer| Said {
            answer: answer.id,
            words: answer.words.clone(),
            themes: tags
                .iter()
                .filter(|(of, _)| *of == answer.id)
                .map(|(_, theme)| theme.clone())
                .collect(),
        })
        .collect();
    said.sort_by(|one, other| one.words.cmp(&other.words));
    let mut themes: Vec<(String, usize)> = Vec::new();
    for theme in said.iter().flat_map(|said| &said.themes) {
        match themes.iter_mut().find(|(known, _)| known == theme) {
            Some((_, count)) => *count += 1,
            None => themes.push((theme.clone(), 1)),
        }
    }
    themes.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Summary::Shown {
        counts,
        said,
        themes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(n: u128, scale: i64, words: &str) -> Answer {
        Answer {
            id: Uuid::from_u128(n),
            session: SessionId(Uuid::nil()),
            person: PersonId(Uuid::from_u128(100 + n)),
            scale,
            words: words.to_owned(),
            answered_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn nothing_is_shown_below_five_answers() {
        let four: Vec<Answer> = (1..=4).map(|n| given(n, 5, "")).collect();
        assert_eq!(summary(&four, &[], 5), Summary::TooFew { least: 5 });
    }

    #[test]
    fn answers_are_counted_and_their_order_tells_nothing() {
        let words = ["zebra", "", "apple", "mango", ""];
        let five: Vec<Answer> = (1..=5)
            .zip(words)
            .map(|(n, words)| given(n, i64::try_from(n).expect("small"), words))
            .collect();
        let tags = [
            (Uuid::from_u128(1), "time".to_owned()),
            (Uuid::from_u128(3), "time".to_owned()),
            (Uuid::from_u128(3), "room".to_owned()),
        ];
        let Summary::Shown {
            counts,
            said,
            themes,
        } = summary(&five, &tags, 5)
        else {
            panic!("five are enough");
        };
        assert_eq!(counts, [1; 5]);
        let words: Vec<&str> = said.iter().map(|said| said.words.as_str()).collect();
        assert_eq!(words, ["apple", "mango", "zebra"]);
        assert_eq!(themes, [("time".to_owned(), 2), ("room".to_owned(), 1)]);
    }

    #[test]
    fn an_answer_has_a_point_on_the_scale_and_words_that_somebody_reads() {
        for scale in [None, Some(0), Some(6), Some(-1)] {
            assert_eq!(answer(scale, ""), Err(Refusal::NoPoint));
        }
        assert_eq!(
            answer(Some(4), " Good\r\nmore "),
            Ok((4, "Good\nmore".to_owned()))
        );
        assert!(answer(Some(4), &"x".repeat(LONGEST + 1)).is_err());
    }

    #[test]
    fn themes_are_few_short_and_each_once() {
        assert_eq!(themes("Time,  time , more   TIME,,"), ["more time", "time"]);
        assert_eq!(themes(&"a,".repeat(50)).len(), 1);
    }
}
