//! Keeps a mentor's situation as a case tells it, and the figures expected of it.
//! Owns no words beyond those of the case file.
//! Never fills in what a case leaves open.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::expected::{Expected, expected};
use crate::toml_form::{Form, Problem};

/// A mentor's situation and where they are expected to stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    /// The provider's code.
    pub provider: String,
    /// What is known of the mentor.
    pub mentor: Mentor,
    /// The lines of the ledger.
    pub entries: Vec<Entry>,
    /// The student teachers' placements.
    pub placements: Vec<Placement>,
    /// What is expected; only what is named is compared.
    pub expect: Expected,
}

/// What a case says about its mentor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentor {
    /// The subject, where it matters.
    pub subject: Option<String>,
    /// The phase of schooling, where it matters.
    pub school_phase: Option<String>,
}

/// A line of the ledger as a case tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The day of the training.
    pub held_on: Date,
    /// The component's code, where there is one.
    pub component: Option<String>,
    /// How long it took.
    pub minutes: i32,
    /// attended, completed, in-school, visit, community or recognised; attended unless told.
    pub kind: String,
    /// Whether it has been verified; true unless told.
    pub verified: bool,
    /// The school's unique reference number; 100001 unless told.
    pub school: u32,
    /// The academic year it counts for, where told, as the year in which that starts.
    pub for_year: Option<i16>,
    /// The last day of a recognition, where told.
    pub until: Option<Date>,
    /// The reference of its evidence, where told.
    pub reference: Option<String>,
}

/// One student teacher's time with the mentor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The first, second or third stretch.
    pub stage: Option<u8>,
    /// The course of the student teacher, where it matters.
    pub course: Option<String>,
    /// The route of the student teacher, where it matters.
    pub route: Option<String>,
}

const KINDS: [&str; 6] = [
    "attended",
    "completed",
    "in-school",
    "visit",
    "community",
    "recognised",
];
pub(super) fn read(form: &Form<'_, '_>, expect: &Form<'_, '_>) -> Result<Situation, Problem> {
    form.only(&[
        "tells",
        "source",
        "provider",
        "on",
        "mentor",
        "entries",
        "placements",
        "expect",
    ])?;
    let mentor = match form.form("mentor", "the mentor")? {
        None => Mentor::default(),
        Some(mentor) => {
            mentor.only(&["subject", "school_phase"])?;
            Mentor {
                subject: mentor.text("subject")?,
                school_phase: mentor.text("school_phase")?,
            }
        }
    };
    let entries = form.forms("entries", "this entry")?;
    let placements = form.forms("placements", "this placement")?;
    Ok(Situation {
        provider: form.needed_text("provider")?,
        mentor,
        entries: entries.iter().map(entry).collect::<Result<_, _>>()?,
        placements: placements.iter().map(placement).collect::<Result<_, _>>()?,
        expect: expected(expect)?,
    })
}

fn entry(form: &Form<'_, '_>) -> Result<Entry, Problem> {
    form.only(&[
        "held_on",
        "component",
        "minutes",
        "kind",
        "verified",
        "school",
        "for_year",
        "until",
        "reference",
    ])?;
    let minutes = form.needed("minutes", form.whole("minutes", 0..=6000))?;
    let school = form.whole("school", 10_000..=999_999)?.unwrap_or(100_001);
    let for_year = match form.text("for_year")? {
        None => None,
        Some(year) => Some(crate::cell::academic_year(&year).map_err(|problem| {
            form.problem("for_year", format!("has a for_year amiss: {problem}"))
        })?),
    };
    Ok(Entry {
        line: form.line,
        held_on: form.needed("held_on", form.date("held_on"))?,
        component: form.text("component")?,
        minutes: i32::try_from(minutes).expect("6000 fits"),
        kind: form
            .word("kind", &KINDS)?
            .unwrap_or_else(|| "attended".into()),
        verified: form.flag("verified")?.unwrap_or(true),
        school: u32::try_from(school).expect("six digits fit"),
        for_year,
        until: form.date("until")?,
        reference: form.text("reference")?,
    })
}

fn placement(form: &Form<'_, '_>) -> Result<Placement, Problem> {
    form.only(&["from", "until", "stage", "course", "route"])?;
    let from = form.needed("from", form.date("from"))?;
    let until = form.needed("until", form.date("until"))?;
    if until < from {
        return Err(form.problem(
            "until",
            format!("ends on {until}, before it begins on {from}."),
        ));
    }
    let stage = form.whole("stage", 1..=9)?;
    Ok(Placement {
        from,
        until,
        stage: stage.and_then(|stage| u8::try_from(stage).ok()),
        course: form.text("course")?,
        route: form.text("route")?,
    })
}
