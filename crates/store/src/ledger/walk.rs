//! Reads books entry by entry, as they were sealed.
//!
//! Owns the way an entry comes back from its row. It never judges a seal: `domain` does.

use domain::{
    AcademicYear, Minutes, Timestamp,
    ledger::{Entry, EntryId, Head, How, Kind, Sealed, Words},
    partnership::{ProviderId, Urn},
    person::PersonId,
};
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};
use uuid::Uuid;

use super::{
    append::{link_from, salt_from},
    columns,
};
use crate::{StoreError, Tx, error::impossible};

/// Entries whose book was taken away stand in a book that counts none, so that a walk finds them.
const BOOKS: &str = "select provider_id, entries, head from ledger_book
    union all
    select lost.provider_id, cast(0 as bigint), $1 from (
     select distinct e.provider_id from ledger_entry e where not exists (
      select 1 from ledger_book b where b.provider_id = e.provider_id)) lost
    order by 1";
const BOOK: &str = "select provider_id, entries, head from ledger_book where provider_id = $1";
const SEALED: &str = concat!(
    "select ",
    columns!(),
    " from ledger_entry e
    left join ledger_words w on w.entry_id = e.id
    where e.provider_id = $1 and e.number > $2
    order by e.number
    limit $3"
);

pub(super) fn constants() -> Vec<String> {
    [BOOKS, BOOK, SEALED].map(str::to_owned).to_vec()
}

type Book = (Uuid, i64, Vec<u8>);

/// Lists every book with where it ends; entries without a book stand in one that counts none.
///
/// # Errors
/// When the engine fails or a head cannot be.
pub async fn books(tx: &mut Tx) -> Result<Vec<(ProviderId, Head)>, StoreError> {
    let rows: Vec<Book> = run!(tx, |connection| sqlx::query_as(BOOKS)
        .bind(&Head::default().link.0[..])
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(book_from).collect()
}

/// Finds where a provider's book ends; an unopened book is empty.
///
/// # Errors
/// When the engine fails or the head cannot be.
pub async fn book(tx: &mut Tx, provider: ProviderId) -> Result<Head, StoreError> {
    let row: Option<Book> = run!(tx, |connection| sqlx::query_as(BOOK)
        .bind(provider.0)
        .fetch_optional(connection)
        .await?);
    Ok(row
        .map(book_from)
        .transpose()?
        .map(|(_, head)| head)
        .unwrap_or_default())
}

fn book_from((provider, entries, head): Book) -> Result<(ProviderId, Head), StoreError> {
    let link = link_from(&head).ok_or_else(|| impossible("ledger_book", "head", provider))?;
    Ok((ProviderId(provider), Head { entries, link }))
}

/// Reads the next entries of a book after a number, as they were sealed.
///
/// # Errors
/// When the engine fails or a row cannot be.
pub async fn sealed(
    tx: &mut Tx,
    provider: ProviderId,
    after: i64,
    most: i64,
) -> Result<Vec<Sealed>, StoreError> {
    let rows: Vec<EntryRow> = run!(tx, |connection| sqlx::query_as(SEALED)
        .bind(provider.0)
        .bind(after)
        .bind(most)
        .fetch_all(connection)
        .await?);
    rows.into_iter().map(EntryRow::sealed).collect()
}

/// An entry's row on either engine.
pub(super) struct EntryRow {
    id: Uuid,
    provider: Uuid,
    number: i64,
    person: Uuid,
    school: Option<i64>,
    component: String,
    kind: String,
    minutes: i32,
    held_on: jiff_sqlx::Date,
    counts_for: i32,
    recorded_at: i64,
    recorded_by: Uuid,
    verified_by: Option<Uuid>,
    how: String,
    reference: String,
    until: Option<jiff_sqlx::Date>,
    replaces: Option<Uuid>,
    words_hash: Vec<u8>,
    link: Vec<u8>,
    salt: Option<Vec<u8>>,
    reason: Option<String>,
    stated_verifier: Option<String>,
}

impl<'r, R> FromRow<'r, R> for EntryRow
where
    R: Row,
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    i32: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
    jiff_sqlx::Date: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<EntryRow, sqlx::Error> {
        Ok(EntryRow {
            id: row.try_get(0)?,
            provider: row.try_get(1)?,
            number: row.try_get(2)?,
            person: row.try_get(3)?,
            school: row.try_get(4)?,
            component: row.try_get(5)?,
            kind: row.try_get(6)?,
            minutes: row.try_get(7)?,
            held_on: row.try_get(8)?,
            counts_for: row.try_get(9)?,
            recorded_at: row.try_get(10)?,
            recorded_by: row.try_get(11)?,
            verified_by: row.try_get(12)?,
            how: row.try_get(13)?,
            reference: row.try_get(14)?,
            until: row.try_get(15)?,
            replaces: row.try_get(16)?,
            words_hash: row.try_get(17)?,
            link: row.try_get(18)?,
            salt: row.try_get(19)?,
            reason: row.try_get(20)?,
            stated_verifier: row.try_get(21)?,
        })
    }
}

impl EntryRow {
    /// The entry as it was sealed.
    pub(super) fn sealed(self) -> Result<Sealed, StoreError> {
        let id = self.id;
        let wrong = |column| impossible("ledger_entry", column, id);
        let words = Words {
            reason: self.reason.unwrap_or_default(),
            stated_verifier: self.stated_verifier.unwrap_or_default(),
        };
        let salt = self
            .salt
            .map(|salt| salt_from(&salt).ok_or_else(|| wrong("salt")))
            .transpose()?;
        let year = i16::try_from(self.counts_for)
            .ok()
            .and_then(AcademicYear::starting);
        let school = self
            .school
            .map(|urn| u32::try_from(urn).map(Urn))
            .transpose();
        let entry = Entry {
            id: EntryId(id),
            person: PersonId(self.person),
            provider: ProviderId(self.provider),
            school: school.map_err(|_| wrong("school_urn"))?,
            component: (!self.component.is_empty()).then_some(self.component),
            kind: Kind::of(&self.kind).ok_or_else(|| wrong("kind"))?,
            minutes: Minutes(self.minutes),
            held_on: self.held_on.to_jiff(),
            counts_for: year.ok_or_else(|| wrong("counts_for"))?,
            recorded_at: Timestamp::from_microsecond(self.recorded_at)
                .map_err(|_| wrong("recorded_at"))?,
            recorded_by: PersonId(self.recorded_by),
            verified_by: self.verified_by.map(PersonId),
            how: How::of(&self.how).ok_or_else(|| wrong("how"))?,
            reference: self.reference,
            until: self.until.map(jiff_sqlx::Date::to_jiff),
            replaces: self.replaces.map(EntryId),
            words: words.clone(),
        };
        Ok(Sealed {
            number: self.number,
            entry,
            words: link_from(&self.words_hash).ok_or_else(|| wrong("words_hash"))?,
            told: salt.map(|salt| (salt, words)),
            link: link_from(&self.link).ok_or_else(|| wrong("link"))?,
        })
    }
}
