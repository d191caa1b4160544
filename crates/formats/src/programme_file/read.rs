//! Keeps the reading of a programme file from its first line to its last.
//! Owns no words beyond those of the programme file.
//! Never mends what it reads; the first fault of form ends the reading.

use std::collections::BTreeMap;

use super::{
    Audience, Component, Group, HalfTerm, Partnership, Problem, Programme, Track, component, whole,
};
use crate::toml_form::{Document, Form};

/// Reads a programme file and checks its form.
///
/// # Errors
/// At the first fault of form, with its line.
pub fn read(text: &str) -> Result<Programme, Problem> {
    let document = Document::parse(text)?;
    let file = document.form("this programme");
    file.only(&[
        "provider",
        "code",
        "title",
        "years",
        "from",
        "follows",
        "takes_over",
        "source",
        "confidence",
        "notes",
        "partnership",
        "audience",
        "half_term",
        "track",
        "group",
        "component",
    ])?;
    let programme = Programme {
        provider: file.needed_text("provider")?,
        code: file.needed_text("code")?,
        title: file.needed_text("title")?,
        years: years(&file)?,
        from: file.needed("from", file.date("from"))?,
        follows: file.text("follows")?,
        takes_over: file.flag("takes_over")?.unwrap_or(false),
        source: file.needed_text("source")?,
        confidence: file.needed(
            "confidence",
            file.word("confidence", &crate::policy_file::CONFIDENCES),
        )?,
        notes: file.text("notes")?,
        partnership: partnership(&file)?,
        audience: audience(&file)?,
        half_terms: half_terms(&file)?,
        tracks: tracks(&file)?,
        groups: groups(&file)?,
        components: components(&file)?,
    };
    if programme.takes_over && programme.follows.is_none() {
        return Err(file.problem(
            "takes_over",
            "takes over but does not say what it follows; add follows.",
        ));
    }
    whole::check(&programme)?;
    Ok(programme)
}

/// The code of a form: small letters, digits and hyphens.
pub(super) fn code(form: &Form<'_, '_>) -> Result<String, Problem> {
    let code = form.needed_text("code")?;
    let well_formed = code
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if well_formed && code.len() <= 80 && !code.starts_with('-') && !code.ends_with('-') {
        return Ok(code);
    }
    Err(form.problem(
        "code",
        format!("has the code {code:?}; a code has small letters, digits and hyphens between them, at most 80."),
    ))
}

fn years(file: &Form<'_, '_>) -> Result<Vec<i16>, Problem> {
    let mut years: Vec<i16> = Vec::new();
    for text in file.texts("years")? {
        let year = crate::cell::academic_year(&text)
            .map_err(|problem| file.problem("years", format!("has a year amiss: {problem}")))?;
        if years.contains(&year) {
            return Err(file.problem("years", format!("names {text:?} twice.")));
        }
        years.push(year);
    }
    if years.is_empty() {
        return Err(file.problem("years", "lacks years; name them like [\"2025 to 2026\"]."));
    }
    Ok(years)
}

fn partnership(file: &Form<'_, '_>) -> Result<Option<Partnership>, Problem> {
    let Some(form) = file.form("partnership", "the partnership")? else {
        return Ok(None);
    };
    form.only(&["name", "colour", "partners", "labels"])?;
    let colour = form.text("colour")?;
    if let Some(colour) = &colour {
        let digits = colour.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(form.problem(
                "colour",
                format!("has the colour {colour:?}; a colour is written like \"#1f3c88\"."),
            ));
        }
    }
    let labels = match form.form("labels", "the labels")? {
        Some(labels) => labels.entries()?,
        None => Vec::new(),
    };
    Ok(Some(Partnership {
        name: form.text("name")?,
        colour,
        partners: form.texts("partners")?,
        labels,
    }))
}

fn audience(file: &Form<'_, '_>) -> Result<Audience, Problem> {
    let Some(form) = file.form("audience", "the audience")? else {
        return Ok(Audience::default());
    };
    form.only(&["courses", "routes", "school_phases"])?;
    Ok(Audience {
        courses: form.texts("courses")?,
        routes: form.texts("routes")?,
        school_phases: form.texts("school_phases")?,
    })
}

fn half_terms(file: &Form<'_, '_>) -> Result<Vec<HalfTerm>, Problem> {
    let mut half_terms: Vec<HalfTerm> = Vec::new();
    for mut form in file.forms("half_term", "this half term")? {
        form.only(&["number", "from", "until"])?;
        let number = form.needed("number", form.whole("number", 1..=6))?;
        form.name = format!("half term {number}");
        let from = form.needed("from", form.date("from"))?;
        let until = form.needed("until", form.date("until"))?;
        let expected = half_terms.len() + 1;
        if usize::try_from(number) != Ok(expected) {
            return Err(form.problem(
                "number",
                format!("is out of order; half term {expected} comes here."),
            ));
        }
        if until < from {
            return Err(form.problem(
                "until",
                format!("ends on {until}, before it begins on {from}."),
            ));
        }
        if let Some(before) = half_terms.last().filter(|before| from <= before.until) {
            return Err(form.problem(
                "from",
                format!(
                    "begins on {from}, before half term {} has ended on {}.",
                    before.number, before.until
                ),
            ));
        }
        half_terms.push(HalfTerm {
            number: u8::try_from(number).expect("6 fits"),
            from,
            until,
        });
    }
    if !half_terms.is_empty() && half_terms.len() != 6 {
        return Err(file.problem(
            "half_term",
            format!("has {} half terms; give all six or none.", half_terms.len()),
        ));
    }
    Ok(half_terms)
}

fn tracks(file: &Form<'_, '_>) -> Result<Vec<Track>, Problem> {
    let mut tracks: Vec<Track> = Vec::new();
    for mut form in file.forms("track", "this track")? {
        form.only(&["name", "any_minutes"])?;
        let name = form.needed("name", form.word("name", &component::TRACKS))?;
        form.name = format!("track {name:?}");
        let any_minutes = form.whole("any_minutes", 1..=6000)?;
        if any_minutes.is_some() && name != "refresher" {
            return Err(form.problem(
                "any_minutes",
                "has any_minutes, which only the refresher track may have.",
            ));
        }
        if tracks.iter().any(|track| track.name == name) {
            return Err(form.problem("name", "is given twice."));
        }
        tracks.push(Track {
            name,
            any_minutes: any_minutes.and_then(|minutes| i32::try_from(minutes).ok()),
        });
    }
    if tracks.is_empty() {
        return Err(file.problem("track", "has no [[track]]; name at least one."));
    }
    Ok(tracks)
}

fn groups(file: &Form<'_, '_>) -> Result<Vec<Group>, Problem> {
    let mut groups: Vec<Group> = Vec::new();
    for mut form in file.forms("group", "this group")? {
        let code = code(&form)?;
        form.name = format!("group {code:?}");
        form.only(&["code", "title"])?;
        if groups.iter().any(|group| group.code == code) {
            return Err(form.problem("code", "is given twice."));
        }
        groups.push(Group {
            title: form.needed_text("title")?,
            code,
        });
    }
    Ok(groups)
}

fn components(file: &Form<'_, '_>) -> Result<Vec<Component>, Problem> {
    let mut components: Vec<Component> = Vec::new();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for form in file.forms("component", "this component")? {
        let component = component::read(form)?;
        if let Some(first) = lines.insert(component.code.clone(), component.line) {
            return Err(Problem {
                line: component.line,
                sentence: format!(
                    "component {:?} is already given on line {first}; a code is given once.",
                    component.code
                ),
            });
        }
        components.push(component);
    }
    Ok(components)
}
