//! Keeps the parts of which a programme is made.
//!
//! Owns the words `Component`, `Mode`, `Need` and `Reach`. It never knows who attended.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Track;
use crate::{Minutes, partnership::SchoolPhase, placement::Stage, policy::Confidence};

/// How a component is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the field's own")]
pub enum Mode {
    Conference,
    SelfStudy,
    InSchool,
    Live,
    Visit,
    Community,
}

impl Mode {
    const ALL: [(Mode, &'static str, &'static str); 6] = [
        (Mode::Conference, "conference", "Conference"),
        (Mode::SelfStudy, "self-study", "Self-study"),
        (Mode::InSchool, "in-school", "In school"),
        (Mode::Live, "live", "Live session"),
        (Mode::Visit, "visit", "Visit"),
        (Mode::Community, "community", "Community"),
    ];

    /// Reads the word used in files.
    #[must_use]
    pub fn read(text: &str) -> Option<Mode> {
        Mode::ALL
            .into_iter()
            .find(|(_, code, _)| *code == text)
            .map(|(mode, ..)| mode)
    }

    /// The word used in files and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        Mode::ALL
            .iter()
            .find(|(mode, ..)| *mode == self)
            .map_or("", |(_, code, _)| code)
    }

    /// The words shown to people.
    #[must_use]
    pub fn told(self) -> &'static str {
        Mode::ALL
            .iter()
            .find(|(mode, ..)| *mode == self)
            .map_or("", |(.., told)| told)
    }
}

/// Whether a component is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Everyone to whom it applies.
    Required,
    /// Whoever wants to.
    Optional,
    /// One member of the group with this code.
    OneOf(String),
}

/// Whether training done elsewhere can stand in for a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// It can.
    Portable,
    /// It never can: it is about this provider's own course.
    Local,
}

/// When a component falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// In a half term, 1 to 6.
    HalfTerm(u8),
    /// In the stage that the mentor hosts.
    Stage(Stage),
    /// On one day.
    On(Date),
}

/// Which mentors a component is for, by what they have behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Experience {
    /// Those on the initial track.
    New,
    /// Those who have met it.
    Returning,
}

/// One part of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Its code, unique in the programme.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it covers, in one sentence.
    pub covers: Option<String>,
    /// Its length.
    pub minutes: Minutes,
    /// How it is done.
    pub mode: Mode,
    /// The tracks to which it belongs.
    pub tracks: Vec<Track>,
    /// Whether it is asked for.
    pub need: Need,
    /// Whether training elsewhere can stand in for it.
    pub reach: Reach,
    /// When it falls; nothing means any time in the year.
    pub when: Option<When>,
    /// Whether doing it again counts again.
    pub repeatable: bool,
    /// Whether its minutes count for a refresher.
    pub counts_for_refresher: bool,
    /// Who delivers it.
    pub delivered_by: Option<String>,
    /// Code of the provider under whose accreditation it is delivered.
    pub accredited_by: Option<String>,
    /// Codes of earlier components whose minutes carry to it.
    pub replaces: Vec<String>,
    /// Subjects it is for; empty for all.
    pub subjects: Vec<String>,
    /// School phases it is for; empty for all.
    pub school_phases: Vec<SchoolPhase>,
    /// Stages it is for; empty for all.
    pub stages: Vec<Stage>,
    /// Experience it is for; nothing for all.
    pub experience: Option<Experience>,
    /// National mentor standards it serves, 1 to 4.
    pub mentor_standards: Vec<u8>,
    /// Framework areas it serves.
    pub ittecf: Vec<String>,
    /// How far it can be relied on.
    pub confidence: Confidence,
}

impl Component {
    /// Says whether it is part of a track: by name, or because its minutes count for a refresher.
    #[must_use]
    pub fn is_on(&self, track: Track) -> bool {
        match track {
            Track::Initial => self.tracks.contains(&Track::Initial),
            Track::Refresher => self.counts_for_refresher,
        }
    }

    /// Says whether it is for a mentor who teaches this and has this behind them.
    ///
    /// # Rule
    /// A list that is empty leaves nobody out. A list that is not leaves out those of whom
    /// nothing is known, for nobody is asked for what may not be theirs. A stage that is not
    /// hosted leaves nobody out either: it moves the due day, never what is required.
    #[must_use]
    pub fn is_for(&self, subject: Option<&str>, phase: Option<SchoolPhase>, track: Track) -> bool {
        let experience = match track {
            Track::Initial => Experience::New,
            Track::Refresher => Experience::Returning,
        };
        listed(&self.subjects, |known| subject == Some(known.as_str()))
            && listed(&self.school_phases, |known| phase == Some(*known))
            && self.experience.is_none_or(|wanted| wanted == experience)
    }
}

fn listed<T>(list: &[T], found: impl Fn(&T) -> bool) -> bool {
    list.is_empty() || list.iter().any(found)
}

/// Builds a component for tests and samples: required, portable, on the initial track.
#[must_use]
pub fn component(code: &str, minutes: i32) -> Component {
    Component {
        code: code.to_owned(),
        title: code.replace('-', " "),
        covers: None,
        minutes: Minutes(minutes),
        mode: Mode::SelfStudy,
        tracks: vec![Track::Initial],
        need: Need::Required,
        reach: Reach::Portable,
        when: None,
        repeatable: false,
        counts_for_refresher: false,
        delivered_by: None,
        accredited_by: None,
        replaces: Vec::new(),
        subjects: Vec::new(),
        school_phases: Vec::new(),
        stages: Vec::new(),
        experience: None,
        mentor_standards: Vec::new(),
        ittecf: Vec::new(),
        confidence: Confidence::Confirmed,
    }
}
