//! Makes a programme of the domain from a programme file.
//!
//! Owns the checks that need the field's words. It never checks form: `formats` did.

use domain::{
    AcademicYear, Minutes,
    partnership::{Provider, SchoolPhase},
    policy::Confidence,
    programme::{
        Audience, Component, Experience, Group, HalfTerm, Mode, Need, Programme, Reach, Track, When,
    },
};
use formats::programme_file as file;

/// Understands a programme file.
///
/// # Errors
/// With a sentence that names the line or the word.
pub fn understood(read: &file::Programme) -> Result<Programme, String> {
    if !(1990..2200).contains(&read.from.year()) {
        return Err(format!(
            "\"from\" is {}: too far away; check the year.",
            read.from
        ));
    }
    let confidence = Confidence::read(&read.confidence)
        .ok_or_else(|| unknown("confidence", &read.confidence))?;
    let years = read.years.iter().map(|year| {
        AcademicYear::starting(*year).ok_or_else(|| unknown("academic year", &year.to_string()))
    });
    let components = read.components.iter().map(|part| {
        component(part, confidence).map_err(|wrong| format!("Line {}: {wrong}", part.line))
    });
    Ok(Programme {
        provider: Provider::code_from(&read.provider),
        code: read.code.clone(),
        title: read.title.clone(),
        years: years.collect::<Result<_, _>>()?,
        from: read.from,
        follows: read.follows.clone(),
        takes_over: read.takes_over,
        source: read.source.clone(),
        confidence,
        audience: Audience {
            courses: read.audience.courses.clone(),
            routes: read.audience.routes.clone(),
            school_phases: phases(&read.audience.school_phases)?,
        },
        half_terms: read
            .half_terms
            .iter()
            .map(|half_term| HalfTerm {
                number: half_term.number,
                from: half_term.from,
                until: half_term.until,
            })
            .collect(),
        initial: read
            .tracks
            .iter()
            .any(|track| track.name == Track::Initial.code()),
        refresher: read
            .tracks
            .iter()
            .find(|track| track.name == Track::Refresher.code())
            .map(|track| Minutes(track.any_minutes.unwrap_or_default())),
        groups: read
            .groups
            .iter()
            .map(|group| Group {
                code: group.code.clone(),
                title: group.title.clone(),
            })
            .collect(),
        components: components.collect::<Result<_, _>>()?,
    })
}

fn component(read: &file::Component, confidence: Confidence) -> Result<Component, String> {
    let tracks = read.tracks.iter().map(|track| match track.as_str() {
        "initial" => Ok(Track::Initial),
        "refresher" => Ok(Track::Refresher),
        other => Err(unknown("track", other)),
    });
    let when = read
        .half_term
        .map(When::HalfTerm)
        .or(read.stage.map(When::Stage))
        .or(read.held_on.map(When::On));
    let experience = match read.experience.as_deref() {
        None => None,
        Some("new") => Some(Experience::New),
        Some("returning") => Some(Experience::Returning),
        Some(other) => return Err(unknown("experience", other)),
    };
    let own_confidence = match read.confidence.as_deref() {
        None => confidence,
        Some(word) => Confidence::read(word).ok_or_else(|| unknown("confidence", word))?,
    };
    Ok(Component {
        code: read.code.clone(),
        title: read.title.clone(),
        covers: read.covers.clone(),
        minutes: Minutes(read.minutes),
        mode: Mode::read(&read.mode).ok_or_else(|| unknown("mode", &read.mode))?,
        tracks: tracks.collect::<Result<_, _>>()?,
        need: match &read.need {
            file::Need::Required => Need::Required,
            file::Need::Optional => Need::Optional,
            file::Need::OneOf(group) => Need::OneOf(group.clone()),
        },
        reach: if read.reach == "local" {
            Reach::Local
        } else {
            Reach::Portable
        },
        when,
        repeatable: read.repeatable,
        counts_for_refresher: read.counts_for_refresher,
        delivered_by: read.delivered_by.clone(),
        accredited_by: read.accredited_by.clone(),
        replaces: read.replaces.clone(),
        subjects: read.subjects.clone(),
        school_phases: phases(&read.school_phases)?,
        stages: read.stages.clone(),
        experience,
        mentor_standards: read.mentor_standards.clone(),
        ittecf: read.ittecf.clone(),
        confidence: own_confidence,
    })
}

fn phases(listed: &[String]) -> Result<Vec<SchoolPhase>, String> {
    listed
        .iter()
        .map(|phase| SchoolPhase::read(phase).ok_or_else(|| unknown("school phase", phase)))
        .collect()
}

fn unknown(what: &str, word: &str) -> String {
    format!("\"{word}\" is no {what} that is known here.")
}
