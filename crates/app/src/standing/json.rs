//! Writes standings for programs: a list with components and reasons.
//!
//! Owns the names of the fields, which stay as they are. It never leaves a field out.

use std::io::{self, Write};

use actions::standing::{Row, Standings};
use domain::{Date, Minutes, policy::Confidence, standing};
use serde::Serialize;

#[derive(Serialize)]
struct Mentor<'a> {
    trn: Option<String>,
    name: String,
    school_urn: Option<String>,
    provider: &'a str,
    academic_year: String,
    track: &'static str,
    programme: Option<&'a str>,
    required_minutes: Option<Minutes>,
    done_minutes: Minutes,
    recognised_minutes: Minutes,
    remaining_minutes: Option<Minutes>,
    optional_done_minutes: Minutes,
    claimable_hours: i32,
    rounding_loss_minutes: Minutes,
    over_cap_minutes: Minutes,
    met_on: Option<Date>,
    components: Vec<Component<'a>>,
    next_step: Option<NextStep<'a>>,
    reasons: Vec<Reason>,
}

#[derive(Serialize)]
struct Component<'a> {
    code: &'a str,
    required: &'static str,
    minutes: Minutes,
    done: Minutes,
    recognised: Minutes,
    remaining: Option<Minutes>,
    state: &'static str,
    due_on: Option<Date>,
}

#[derive(Serialize)]
struct NextStep<'a> {
    component: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Reason {
    rule: String,
    value: String,
    from: Option<Date>,
    until: Option<Date>,
    source: String,
    confidence: Confidence,
}

/// Writes the list, one mentor after another.
pub(super) fn write(standings: &Standings, mut out: impl Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (at, row) in standings.rows.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &mentor(row, &standings.provider.code))?;
    }
    out.write_all(b"\n]\n")?;
    out.flush()
}

fn mentor<'a>(row: &'a Row, provider: &'a str) -> Mentor<'a> {
    let standing = &row.standing;
    let programme = standing.programme.as_deref();
    let components = programme.map(|programme| {
        let component = |part: &'a standing::Row| Component {
            code: part.code(programme),
            required: part.asked.code(),
            minutes: part.part(programme).minutes,
            done: part.done,
            recognised: part.recognised,
            remaining: part.remaining,
            state: standing.shown(part).code(),
            due_on: part.due_on,
        };
        standing.components.iter().map(component).collect()
    });
    let next_step = standing
        .next_step
        .as_ref()
        .zip(programme)
        .map(|(step, programme)| NextStep {
            component: standing.components[step.row].code(programme),
            why: &step.why,
        });
    Mentor {
        trn: row.person.trn.map(|trn| trn.to_string()),
        name: row.person.name(),
        school_urn: row.school.map(|urn| urn.to_string()),
        provider,
        academic_year: standing.academic_year.to_string(),
        track: standing.track.code(),
        programme: programme.map(|programme| programme.code.as_str()),
        required_minutes: standing.required,
        done_minutes: standing.done,
        recognised_minutes: standing.recognised,
        remaining_minutes: standing.remaining,
        optional_done_minutes: standing.optional_done,
        claimable_hours: standing.claimable_hours,
        rounding_loss_minutes: standing.rounding_loss,
        over_cap_minutes: standing.over_cap,
        met_on: standing.met_on,
        components: components.unwrap_or_default(),
        next_step,
        reasons: standing.reasons.iter().map(reason).collect(),
    }
}

fn reason(reason: &standing::Reason) -> Reason {
    let told = reason.told();
    Reason {
        rule: told.rule,
        value: told.value,
        from: told.from,
        until: told.until,
        source: told.source,
        confidence: told.confidence,
    }
}
