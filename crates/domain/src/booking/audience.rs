//! Keeps for whom a session is meant.
//!
//! Owns the words `Audience` and `Mentor`. It never keeps anybody out whose facts are not known.

use crate::{partnership::SchoolPhase, person::fold, programme::Track};

/// For whom a session is meant. What is not said leaves nobody out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// The course of the student teacher whom they host.
    pub course: Option<String>,
    /// The track that they are on.
    pub track: Option<Track>,
    /// The subject that they teach.
    pub subject: Option<String>,
    /// The phase that they teach in.
    pub school_phase: Option<SchoolPhase>,
}

/// What is known of somebody who would like a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentor {
    /// The courses of the student teachers whom they host.
    pub courses: Vec<String>,
    /// The track that they are on.
    pub track: Option<Track>,
    /// The subject that they teach.
    pub subject: Option<String>,
    /// The phase that they teach in, else their school's.
    pub school_phase: Option<SchoolPhase>,
}

impl Audience {
    /// Whether somebody is left out.
    ///
    /// # Rule
    /// What is not known of them leaves nobody out, and all-through is every phase.
    #[must_use]
    pub fn leaves_out(&self, who: &Mentor) -> bool {
        let same = |one: &str, other: &str| plain(one) == plain(other);
        let course = self.course.as_deref().is_some_and(|course| {
            !who.courses.is_empty() && !who.courses.iter().any(|one| same(one, course))
        });
        let track = self.track.is_some() && who.track.is_some() && self.track != who.track;
        let subject = match (&self.subject, &who.subject) {
            (Some(meant), Some(own)) => !same(meant, own),
            _ => false,
        };
        let phase = match (self.school_phase, who.school_phase) {
            (Some(meant), Some(own)) => {
                meant != own && ![meant, own].contains(&SchoolPhase::AllThrough)
            }
            _ => false,
        };
        course || track || subject || phase
    }

    /// Says for whom it is meant: "secondary mentors on initial training who teach mathematics". Nothing
    /// where it is meant for everybody.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        if *self == Audience::default() {
            return None;
        }
        let mut told = match self.school_phase {
            Some(SchoolPhase::EarlyYears) => "early years mentors",
            Some(SchoolPhase::Primary) => "primary mentors",
            Some(SchoolPhase::Secondary) => "secondary mentors",
            Some(SchoolPhase::SixteenPlus) => "mentors of pupils over 16",
            Some(SchoolPhase::AllThrough) => "mentors of all-through schools",
            None => "mentors",
        }
        .to_owned();
        match self.track {
            Some(Track::Initial) => told.push_str(" on initial training"),
            Some(Track::Refresher) => told.push_str(" on this year’s refresher"),
            None => {}
        }
        if let Some(subject) = &self.subject {
            told = format!("{told} who teach {}", subject.replace('-', " "));
        }
        if let Some(course) = &self.course {
            let and = if self.subject.is_some() { "and" } else { "who" };
            told = format!("{told} {and} host a student teacher of {course}");
        }
        Some(told)
    }
}

/// Words without case, accents and hyphens.
fn plain(words: &str) -> String {
    let folded = fold(words).replace(['-', '_'], " ");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secondary() -> Mentor {
        Mentor {
            courses: vec!["PGCE".to_owned()],
            track: Some(Track::Initial),
            subject: Some("mathematics".to_owned()),
            school_phase: Some(SchoolPhase::Secondary),
        }
    }

    #[test]
    fn whoever_does_not_fit_is_left_out_and_what_is_not_known_leaves_nobody_out() {
        let meant = Audience {
            course: Some("pgce".to_owned()),
            track: Some(Track::Initial),
            subject: Some("Mathematics".to_owned()),
            school_phase: Some(SchoolPhase::Secondary),
        };
        assert!(!meant.leaves_out(&secondary()));
        assert!(!meant.leaves_out(&Mentor::default()));
        let others = [
            Mentor {
                courses: vec!["BA".to_owned()],
                ..secondary()
            },
            Mentor {
                track: Some(Track::Refresher),
                ..secondary()
            },
            Mentor {
                subject: Some("modern-languages".to_owned()),
                ..secondary()
            },
            Mentor {
                school_phase: Some(SchoolPhase::Primary),
                ..secondary()
            },
        ];
        for other in others {
            assert!(meant.leaves_out(&other), "{other:?}");
            assert!(!Audience::default().leaves_out(&other));
        }
        let through = Mentor {
            school_phase: Some(SchoolPhase::AllThrough),
            ..secondary()
        };
        assert!(!meant.leaves_out(&through));
    }

    #[test]
    fn it_says_for_whom_it_is() {
        assert_eq!(Audience::default().told(), None);
        let mut meant = Audience {
            school_phase: Some(SchoolPhase::Secondary),
            ..Audience::default()
        };
        assert_eq!(meant.told().as_deref(), Some("secondary mentors"));
        meant.track = Some(Track::Initial);
        meant.subject = Some("modern-languages".to_owned());
        meant.course = Some("PGCE".to_owned());
        let told = "secondary mentors on initial training who teach modern languages and host a \
                    student teacher of PGCE";
        assert_eq!(meant.told().as_deref(), Some(told));
    }
}
