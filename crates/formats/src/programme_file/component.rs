//! Keeps the form of one component of a programme.
//! Owns the word need as it stands in a programme file.
//! Never looks at another component.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::toml_form::{Form, Problem};

/// The ways in which a component is done.
const MODES: [&str; 6] = [
    "conference",
    "self-study",
    "in-school",
    "live",
    "visit",
    "community",
];
const ITTECF: [&str; 5] = [
    "behaviour-management",
    "pedagogy",
    "curriculum",
    "assessment",
    "professional-behaviours",
];
pub(super) const TRACKS: [&str; 2] = ["initial", "refresher"];

/// Whether a component has to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// It has to be done.
    Required,
    /// It may be done.
    Optional,
    /// One of the members of this group has to be done.
    OneOf(String),
}

/// One component of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// The line of its `code`, counted from 1.
    pub line: usize,
    /// Its code, unique in the programme.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it covers, in one sentence.
    pub covers: Option<String>,
    /// How long it takes, 1 to 6000.
    pub minutes: i32,
    /// conference, self-study, in-school, live, visit or community.
    pub mode: String,
    /// The tracks it is on; initial unless told.
    pub tracks: Vec<String>,
    /// Whether it has to be done; required unless told.
    pub need: Need,
    /// portable or local.
    pub reach: String,
    /// The half term in which it falls, 1 to 6.
    pub half_term: Option<u8>,
    /// The stage of the placement in which it falls.
    pub stage: Option<u8>,
    /// The one day on which it is held.
    pub held_on: Option<Date>,
    /// Whether doing it again counts again.
    pub repeatable: bool,
    /// Whether it counts on the refresher track.
    pub counts_for_refresher: bool,
    /// Who gives it.
    pub delivered_by: Option<String>,
    /// The code of the provider under whose accreditation it is given.
    pub accredited_by: Option<String>,
    /// The codes in the version before that it replaces.
    pub replaces: Vec<String>,
    /// The subjects it is for; empty for all.
    pub subjects: Vec<String>,
    /// The phases of schooling it is for; empty for all.
    pub school_phases: Vec<String>,
    /// The stages of placement it is for; empty for all.
    pub stages: Vec<u8>,
    /// new or returning, where it is only for one of them.
    pub experience: Option<String>,
    /// The mentor standards it serves, 1 to 4.
    pub mentor_standards: Vec<u8>,
    /// The areas of the core framework it serves.
    pub ittecf: Vec<String>,
    /// confirmed or provisional, where it differs from the file's.
    pub confidence: Option<String>,
}

const KEYS: [&str; 23] = [
    "code",
    "title",
    "covers",
    "minutes",
    "mode",
    "tracks",
    "need",
    "one_of",
    "reach",
    "half_term",
    "stage",
    "held_on",
    "repeatable",
    "counts_for_refresher",
    "delivered_by",
    "accredited_by",
    "replaces",
    "subjects",
    "school_phases",
    "stages",
    "experience",
    "mentor_standards",
    "ittecf",
];

pub(super) fn read(mut form: Form<'_, '_>) -> Result<Component, Problem> {
    let code = super::read::code(&form)?;
    form.line = form.line_of("code");
    form.name = format!("component {code:?}");
    let known: Vec<&str> = KEYS.iter().copied().chain(["confidence"]).collect();
    form.only(&known)?;
    let minutes = form.needed("minutes", form.whole("minutes", 1..=6000))?;
    let whens = ["half_term", "stage", "held_on"].map(|key| (key, form.has(key)));
    let mut given = whens
        .iter()
        .filter(|(_, given)| *given)
        .map(|(key, _)| *key);
    if let (Some(first), Some(second)) = (given.next(), given.next()) {
        return Err(form.problem(
            second,
            format!("has both {first} and {second}; when it falls is one or neither."),
        ));
    }
    let mut tracks = form.words("tracks", &TRACKS)?;
    if tracks.is_empty() {
        if form.has("tracks") {
            return Err(form.problem("tracks", "is on no track; leave tracks out or name one."));
        }
        tracks.push("initial".into());
    }
    Ok(Component {
        line: form.line,
        title: form.needed_text("title")?,
        covers: form.text("covers")?,
        minutes: i32::try_from(minutes).expect("6000 fits"),
        mode: form.needed("mode", form.word("mode", &MODES))?,
        tracks,
        need: need(&form)?,
        reach: form.needed("reach", form.word("reach", &["portable", "local"]))?,
        half_term: small(form.whole("half_term", 1..=6)?),
        stage: small(form.whole("stage", 1..=9)?),
        held_on: form.date("held_on")?,
        repeatable: form.flag("repeatable")?.unwrap_or(false),
        counts_for_refresher: form.flag("counts_for_refresher")?.unwrap_or(false),
        delivered_by: form.text("delivered_by")?,
        accredited_by: form.text("accredited_by")?,
        replaces: form.texts("replaces")?,
        subjects: form.texts("subjects")?,
        school_phases: form.texts("school_phases")?,
        stages: many_small(form.wholes("stages", 1..=9)?),
        experience: form.word("experience", &["new", "returning"])?,
        mentor_standards: many_small(form.wholes("mentor_standards", 1..=4)?),
        ittecf: form.words("ittecf", &ITTECF)?,
        confidence: form.word("confidence", &crate::policy_file::CONFIDENCES)?,
        code,
    })
}

fn need(form: &Form<'_, '_>) -> Result<Need, Problem> {
    match (
        form.word("need", &["required", "optional"])?,
        form.text("one_of")?,
    ) {
        (Some(_), Some(_)) => Err(form.problem(
            "one_of",
            "has both need and one_of; a member of a group has only one_of.",
        )),
        (None, Some(group)) => Ok(Need::OneOf(group)),
        (Some(word), None) if word == "optional" => Ok(Need::Optional),
        _ => Ok(Need::Required),
    }
}

fn small(number: Option<i64>) -> Option<u8> {
    number.and_then(|number| u8::try_from(number).ok())
}

fn many_small(numbers: Vec<i64>) -> Vec<u8> {
    numbers
        .into_iter()
        .filter_map(|number| u8::try_from(number).ok())
        .collect()
}
