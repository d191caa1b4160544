//! Reads entries as standings and deeds need them.
//!
//! Owns no table of its own. It never leaves out an entry without saying which.

use std::{
    collections::HashSet,
    sync::{Arc, LazyLock},
};

use domain::{
    AcademicYear, Date, Minutes, Timestamp,
    ledger::{Entry, EntryId, Kind, Line},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use futures_util::TryStreamExt;
use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{columns, walk::EntryRow};
use crate::{
    StoreError, Tx,
    bulk::{PAIRS, pairs},
    error::impossible,
};

/// A line in one text, because a column more costs more than its letters do on the embedded engine.
/// The component comes last: its code is the one part that others choose, bars and all.
macro_rules! packed {
    () => {
        "e.kind || '|' || cast(e.minutes as text) || '|' || cast(e.held_on as text)
         || '|' || cast(e.counts_for as text) || '|' || coalesce(cast(e.school_urn as text), '')
         || '|' || coalesce(cast(e.until_on as text), '')
         || '|' || case when e.verified_by is null then 'waits' else 'verified' end || '|' || e.component"
    };
}

const LINES: &str = concat!(
    "select e.person_id, e.id, ",
    packed!(),
    " from ledger_entry e
    where e.provider_id = $1 and e.recorded_at < $2
    order by e.number"
);
const REPLACED: &str = "select e.replaces_id
    from ledger_entry e
    where e.replaces_id is not null and e.provider_id = $1 and e.recorded_at < $2";
/// Sorted by a sum, so that the embedded engine does not walk the whole book in its order to find one person.
const LINES_OF: &str = concat!(
    "select e.person_id, e.id, ",
    packed!(),
    " from ledger_entry e
    where e.person_id = $3 and e.provider_id = $1 and e.recorded_at < $2 and not exists (
     select 1 from ledger_entry newer where newer.replaces_id = e.id and newer.recorded_at < $2)
    order by e.number + 0"
);
const ENTRIES: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.provider_id = $1 and e.person_id = $2
    order by e.held_on desc, e.number desc"
);
const ENTRY: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.id = $1"
);
const WAITING: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.provider_id = $1 and e.verified_by is null and not exists (
     select 1 from ledger_entry newer where newer.replaces_id = e.id)
    order by e.held_on, e.number"
);
static ON_THESE_DAYS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select e.id, e.person_id, e.provider_id, e.component, e.reference, e.minutes, e.held_on,
         e.kind, e.verified_by is not null, exists (select 1 from ledger_entry newer where newer.replaces_id = e.id)
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
    [LINES, REPLACED, LINES_OF, ENTRIES, ENTRY, WAITING]
        .map(str::to_owned)
        .into_iter()
        .chain([ON_THESE_DAYS.clone(), HOLDERS.clone()])
        .collect()
}

/// A line with the person whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfPerson {
    /// Whose.
    pub person: PersonId,
    /// The line.
    pub line: Line,
}

type LineRow = (Uuid, Uuid, String);

/// Reads every line of a book that was known before an instant, in the order of the book.
///
/// It asks twice, so it belongs in a transaction that sees one moment.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn lines(
    tx: &mut Tx,
    provider: ProviderId,
    known_before: Timestamp,
) -> Result<Vec<OfPerson>, StoreError> {
    let known_before = known_before.as_microsecond();
    let replaced: Vec<(Uuid,)> = run!(tx, |connection| sqlx::query_as(REPLACED)
        .bind(provider.0)
        .bind(known_before)
        .fetch_all(connection)
        .await?);
    let replaced: HashSet<Uuid> = replaced.into_iter().map(|(id,)| id).collect();
    let mut components = Interned::default();
    let mut lines = Vec::new();
    run!(tx, |connection| {
        let mut rows = sqlx::query_as::<_, LineRow>(LINES)
            .bind(provider.0)
            .bind(known_before)
            .fetch(connection);
        while let Some(row) = rows.try_next().await? {
            if !replaced.contains(&row.1) {
                lines.push(line_from(&row, &mut components)?);
            }
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
    let rows: Vec<LineRow> = run!(tx, |connection| sqlx::query_as(LINES_OF)
        .bind(provider.0)
        .bind(known_before.as_microsecond())
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    let mut components = Interned::default();
    rows.iter()
        .map(|row| Ok(line_from(row, &mut components)?.line))
        .collect()
}

/// Component codes, each kept once however many lines name it.
#[derive(Default)]
struct Interned(HashSet<Arc<str>>);

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

fn line_from(
    (person, id, packed): &LineRow,
    components: &mut Interned,
) -> Result<OfPerson, StoreError> {
    let wrong = |column| impossible("ledger_entry", column, id);
    let mut parts = packed.splitn(8, '|');
    let mut next = |column| parts.next().ok_or_else(|| wrong(column));
    let kind = Kind::read(next("kind")?).ok_or_else(|| wrong("kind"))?;
    let minutes = next("minutes")?.parse().map_err(|_| wrong("minutes"))?;
    let held_on = next("held_on")?.parse().map_err(|_| wrong("held_on"))?;
    let year = next("counts_for")?
        .parse()
        .ok()
        .and_then(AcademicYear::starting);
    let school = some(next("school_urn")?).map(str::parse).transpose();
    let until = some(next("until_on")?).map(str::parse).transpose();
    let verified = next("verified_by")? == "verified";
    Ok(OfPerson {
        person: PersonId(*person),
        line: Line {
            id: EntryId(*id),
            component: components.of(next("component")?),
            kind,
            minutes: Minutes(minutes),
            held_on,
            counts_for: year.ok_or_else(|| wrong("counts_for"))?,
            school: school.map_err(|_| wrong("school_urn"))?.map(Urn),
            until: until.map_err(|_| wrong("until_on"))?,
            verified,
        },
    })
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Reads all entries of a person with a provider, newest first, corrected ones too.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn entries(
    tx: &mut Tx,
    provider: ProviderId,
    person: PersonId,
) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(ENTRIES)
        .bind(provider.0)
        .bind(person.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
}

/// Finds one entry.
///
/// # Errors
/// When the engine fails or the row cannot be.
pub async fn entry(tx: &mut Tx, id: EntryId) -> Result<Option<Entry>, StoreError> {
    let row: Option<EntryRow> = run!(tx, |connection| sqlx::query_as(ENTRY)
        .bind(id.0)
        .fetch_optional(connection)
        .await?);
    row.map(|row| Ok(row.sealed()?.entry)).transpose()
}

/// Reads the entries of a book that wait for somebody to vouch for them.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn waiting(tx: &mut Tx, provider: ProviderId) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(WAITING)
        .bind(provider.0)
        .fetch_all(connection)
        .await?);
    rows.into_iter()
        .map(|row| Ok(row.sealed()?.entry))
        .collect()
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
    let (id, person, provider, component, reference, minutes, held_on, kind, verified, replaced) =
        row;
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
