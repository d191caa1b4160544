//! Reads lines as standings need them, and what is held already as imports do.
//!
//! Owns no table of its own. It never leaves out an entry without saying which.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock},
};

use domain::{
    Date, Minutes, Timestamp,
    ledger::{EntryId, How, Kind, Line},
    partnership::ProviderId,
    person::PersonId,
};
use futures_util::TryStreamExt;
use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::facts::{Pieces, facts};
use crate::{
    StoreError, Tx,
    bulk::{PAIRS, pairs},
};

/// The lines of one person in one text: on the embedded engine a row costs more than its letters do.
/// Each ends with its component, after how many letters that has: any letter may stand in a code.
macro_rules! packed {
    () => {
        concat!(
            "select e.person_id, string_agg(",
            facts!(),
            " || '|' || case when e.verified_by is null then 'waits' else 'verified' end
             || '|' || case when e.how = 'import' then 'imported' else '' end
             || case when e.how = 'import' and e.replaces_id is null
              then cast(e.recorded_at as text) else '' end
             || '|' || cast(length(e.component) as text) || '|' || e.component, '')
            from ledger_entry e
            where e.provider_id = $1 and e.minutes > 0 and e.recorded_at < $2 and not exists (
             select 1 from ledger_entry newer where newer.replaces_id = e.id and newer.recorded_at < $2)"
        )
    };
}
pub(super) use packed;

const LINES: &str = concat!(packed!(), " group by e.person_id");
const LINES_OF: &str = concat!(packed!(), " and e.person_id = $3 group by e.person_id");
static ON_THESE_DAYS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select e.id, e.person_id, e.provider_id, e.component, e.reference, e.minutes, e.held_on,
         e.kind, e.how, e.verified_by is not null, exists (select 1 from ledger_entry newer where newer.replaces_id = e.id)
         from ledger_entry e where {}",
        pairs(PAIRS, 0, "e.person_id", "e.held_on")
    )
});
static HOLDERS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select r.person_id, r.reference, r.provider_id from ledger_reference r where {}",
        pairs(PAIRS, 0, "r.person_id", "r.reference")
    )
});

pub(super) fn constants() -> Vec<String> {
    [LINES, LINES_OF]
        .map(str::to_owned)
        .into_iter()
        .chain([ON_THESE_DAYS.clone(), HOLDERS.clone()])
        .collect()
}

pub(super) type LinesRow = (Uuid, String);

/// Reads the lines of everybody in a book that were known before an instant, in the order of the book.
///
/// An entry that was corrected to no minutes leaves no line.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn lines(
    tx: &mut Tx,
    provider: ProviderId,
    known_before: Timestamp,
) -> Result<HashMap<PersonId, Vec<Line>>, StoreError> {
    let mut components = Interned::default();
    let mut lines = HashMap::new();
    run!(tx, |connection| {
        let mut rows = sqlx::query_as::<_, LinesRow>(LINES)
            .bind(provider.0)
            .bind(known_before.as_microsecond())
            .fetch(connection);
        while let Some((person, packed)) = rows.try_next().await? {
            lines.insert(PersonId(person), unpacked(&packed, &mut components)?);
        }
    });
    Ok(lines)
}

/// Reads the lines of one person in a book, in the order of the book.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn lines_of(
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
    known_before: Timestamp,
) -> Result<Vec<Line>, StoreError> {
    let row: Option<LinesRow> = run!(tx, |connection| sqlx::query_as(LINES_OF)
        .bind(provider.0)
        .bind(known_before.as_microsecond())
        .bind(person.0)
        .fetch_optional(connection)
        .await?);
    row.map_or_else(
        || Ok(Vec::new()),
        |(_, packed)| unpacked(&packed, &mut Interned::default()),
    )
}

/// Component codes, each kept once however many lines name it.
#[derive(Default)]
pub(super) struct Interned(HashSet<Arc<str>>);

impl Interned {
    fn of(&mut self, code: &str) -> Option<Arc<str>> {
        if code.is_empty() {
            return None;
        }
        if let Some(known) = self.0.get(code) {
            return Some(known.clone());
        }
        let new: Arc<str> = code.into();
        self.0.insert(new.clone());
        Some(new)
    }
}

/// Takes the lines of one person apart and puts them in the book's order.
pub(super) fn unpacked(packed: &str, components: &mut Interned) -> Result<Vec<Line>, StoreError> {
    let mut numbered = Vec::new();
    let mut rest = packed;
    while !rest.is_empty() {
        let (number, line, after) = line_from(rest, components)?;
        numbered.push((number, line));
        rest = after;
    }
    numbered.sort_by_key(|(number, _)| *number);
    Ok(numbered.into_iter().map(|(_, line)| line).collect())
}

fn line_from<'p>(
    packed: &'p str,
    components: &mut Interned,
) -> Result<(i64, Line, &'p str), StoreError> {
    let mut pieces = Pieces::of(packed);
    let facts = pieces.facts()?;
    let verified = pieces.next("verified_by")? == "verified";
    let imported = pieces.next("how")?.strip_prefix("imported");
    let brought_at = match imported.filter(|micros| !micros.is_empty()) {
        None => None,
        Some(micros) => Some(instant(micros).ok_or_else(|| pieces.wrong("recorded_at"))?),
    };
    let letters = pieces.read("component")?;
    let line = Line {
        component: components.of(pieces.letters(letters)),
        kind: facts.kind,
        minutes: facts.minutes,
        held_on: facts.held_on,
        counts_for: facts.counts_for,
        school: facts.school,
        until: facts.until,
        verified,
        imported: imported.is_some(),
        brought_at,
    };
    Ok((facts.number, line, pieces.rest()))
}

/// An instant from its microseconds.
pub(super) fn instant(micros: &str) -> Option<Timestamp> {
    Timestamp::from_microsecond(micros.parse().ok()?).ok()
}

/// What is already held for a person on a day, by whichever provider.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Entry")]
pub struct Held {
    pub id: EntryId,
    pub person: PersonId,
    pub provider: ProviderId,
    pub component: String,
    pub reference: String,
    pub minutes: Minutes,
    pub held_on: Date,
    pub recognised: bool,
    pub verified: bool,
    /// Whether an undone import left it, so that the attendance is as though it had never come.
    pub undone: bool,
    /// Whether a correction took its place.
    pub replaced: bool,
}

type HeldRow = (
    Uuid,
    Uuid,
    Uuid,
    String,
    String,
    i32,
    jiff_sqlx::Date,
    String,
    String,
    bool,
    bool,
);

/// Reads what all books hold for these people on these days.
///
/// # Errors
/// When the engine fails.
pub async fn on_these_days(
    tx: &mut Tx,
    wanted: &[(PersonId, Date)],
) -> Result<Vec<Held>, StoreError> {
    let mut found = Vec::new();
    for piece in wanted.chunks(PAIRS) {
        let padded = piece
            .iter()
            .chain(std::iter::repeat(&piece[piece.len() - 1]))
            .take(PAIRS);
        let rows: Vec<HeldRow> = run!(tx, |connection| {
            let mut query = sqlx::query_as(AssertSqlSafe(ON_THESE_DAYS.as_str()));
            for (person, day) in padded {
                query = query.bind(person.0).bind(day.to_sqlx());
            }
            query.fetch_all(connection).await?
        });
        found.extend(rows.into_iter().map(held_from));
    }
    Ok(found)
}

fn held_from(row: HeldRow) -> Held {
    let (
        id,
        person,
        provider,
        component,
        reference,
        minutes,
        held_on,
        kind,
        how,
        verified,
        replaced,
    ) = row;
    Held {
        id: EntryId(id),
        person: PersonId(person),
        provider: ProviderId(provider),
        component,
        reference,
        minutes: Minutes(minutes),
        held_on: held_on.to_jiff(),
        recognised: kind == Kind::Recognised.code(),
        verified,
        undone: how == How::Undone.code(),
        replaced,
    }
}

/// Finds which provider holds each of these references of these people.
///
/// # Errors
/// When the engine fails.
pub(super) async fn reference_holders(
    tx: &mut Tx,
    wanted: &[(PersonId, String)],
) -> Result<Vec<(PersonId, String, ProviderId)>, StoreError> {
    let mut found = Vec::new();
    for piece in wanted.chunks(PAIRS) {
        let padded = piece
            .iter()
            .chain(std::iter::repeat(&piece[piece.len() - 1]))
            .take(PAIRS);
        let rows: Vec<(Uuid, String, Uuid)> = run!(tx, |connection| {
            let mut query = sqlx::query_as(AssertSqlSafe(HOLDERS.as_str()));
            for (person, reference) in padded {
                query = query.bind(person.0).bind(reference.as_str());
            }
            query.fetch_all(connection).await?
        });
        found.extend(rows.into_iter().map(|(person, reference, provider)| {
            (PersonId(person), reference, ProviderId(provider))
        }));
    }
    Ok(found)
}
