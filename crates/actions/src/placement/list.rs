//! Lists the placements of a provider or of a school: searched, narrowed, sorted.
//!
//! Owns the deed `ReadPlacements`. It never counts what the reader may not see.

use std::sync::Arc;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::{Provider, Urn},
    person::fold,
    placement::{Gate, Stage},
};

use super::Row;
use crate::{ActionError, Platform, partnership::holder};

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The provider's code.
    pub provider: String,
    /// Words that are searched for, in any order.
    pub search: String,
    /// Only placements of this stage.
    pub stage: Option<Stage>,
    /// Only placements at this school.
    pub school: Option<Urn>,
    /// Only placements that lack something.
    pub lacks: Option<Lack>,
    /// Only placements of some time.
    pub when: When,
    /// The order.
    pub order: Order,
    /// Whether the order is turned.
    pub turned: bool,
}

/// What a placement may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A mentor, on some day from now on.
    Mentor,
    /// The confirmation of the start gate.
    Gate,
    /// Either of these.
    Either,
}

/// A stretch of time as seen from today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum When {
    /// At any time.
    #[default]
    Any,
    /// It runs today or has not begun.
    Open,
    /// It runs today.
    Now,
    /// It runs on some day of this month.
    Month,
    /// It has not begun.
    Later,
    /// It is over.
    Over,
}

/// By what placements are sorted. Equals stand by the name of the student teacher.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The family name of the student teacher.
    #[default]
    Student,
    /// The name of the school.
    School,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// The stage.
    Stage,
}

/// What a list comes to, before it is searched and narrowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Placements that run today.
    pub now: usize,
    /// Placements without a mentor on some day from today on.
    pub without_mentor: usize,
    /// Placements that run or will, with the start gate open.
    pub gate_open: usize,
}

/// Placements in the order asked for.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The provider.
    pub provider: Provider,
    /// The day on which things stand.
    pub day: Date,
    /// The placements.
    pub rows: Vec<Arc<Row>>,
    /// What all placements within reach come to.
    pub counts: Counts,
    /// The schools within reach that have placements, by name.
    pub schools: Vec<(Urn, String)>,
}

/// Lists the placements that a question asks for.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn list(
    platform: &Platform,
    actor: &Actor,
    question: &Question,
) -> Result<Listed, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, &question.provider).await?;
    let within = |school| Object {
        provider: Some(provider.id),
        school,
        person: None,
        ..Object::default()
    };
    let everywhere = actor.may(Deed::ReadPlacements, within(None)).is_ok();
    if !everywhere {
        actor.may(Deed::ReadPlacements, within(question.school))?;
    }
    let gathered = platform.every_placement(&mut tx, provider.id).await?;
    let day = platform.today();
    let seen = |row: &&Arc<Row>| everywhere || Some(row.placement.school) == question.school;
    let mut counts = Counts::default();
    for row in gathered.rows.iter().filter(seen) {
        counts.now += usize::from(row.overlaps(day, day));
        counts.without_mentor += usize::from(row.alarm(day).is_some());
        counts.gate_open += usize::from(gate_is_open(row, day));
    }
    let mut rows: Vec<Arc<Row>> = gathered
        .rows
        .iter()
        .filter(seen)
        .filter(|row| fits(row, question, day))
        .cloned()
        .collect();
    sort(&mut rows, question);
    let schools = gathered.schools.iter();
    Ok(Listed {
        provider,
        day,
        rows,
        counts,
        schools: schools
            .filter(|(urn, _)| everywhere || Some(*urn) == question.school)
            .cloned()
            .collect(),
    })
}

fn gate_is_open(row: &Row, day: Date) -> bool {
    row.placement.gate == Gate::Open && row.until().is_none_or(|until| until >= day)
}

fn fits(row: &Row, question: &Question, day: Date) -> bool {
    let placement = &row.placement;
    let lacks = match question.lacks {
        None => true,
        // Whoever asks for a stretch of time asks who lacks a mentor in it.
        Some(Lack::Mentor) => row.alarm(day).is_some_and(|alarm| match question.when {
            When::Now => alarm.from <= day,
            When::Month => alarm.from <= day.last_of_month(),
            When::Open | When::Later | When::Over | When::Any => true,
        }),
        Some(Lack::Gate) => gate_is_open(row, day),
        Some(Lack::Either) => row.alarm(day).is_some() || gate_is_open(row, day),
    };
    let over = row.until().is_some_and(|until| until < day);
    let when = match question.when {
        When::Any => true,
        When::Open => !over,
        When::Now => row.overlaps(day, day),
        When::Month => row.overlaps(day.first_of_month(), day.last_of_month()),
        When::Later => placement.from > day && !over,
        When::Over => over,
    };
    let words = fold(&question.search);
    lacks
        && when
        && question
            .stage
            .is_none_or(|stage| placement.stage == Some(stage))
        && question
            .school
            .is_none_or(|school| placement.school == school)
        && words.split(' ').all(|word| row.search.contains(word))
}

fn sort(rows: &mut [Arc<Row>], question: &Question) {
    match question.order {
        Order::Student => {}
        Order::School => rows.sort_by_cached_key(|row| fold(&row.school_name)),
        Order::From => rows.sort_by_key(|row| row.placement.from),
        Order::Until => rows.sort_by_key(|row| row.until().unwrap_or(Date::MAX)),
        Order::Stage => rows.sort_by_key(|row| row.placement.stage),
    }
    if question.turned {
        rows.reverse();
    }
}
