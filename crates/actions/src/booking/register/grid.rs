//! Shows a register: everyone who holds a place or was there, with their mark.
//!
//! Owns the deed `ReadRegister` and the words `Grid` and `Row`. It never shows who waits or withdrew.

use std::collections::HashMap;

use domain::{
    Timestamp,
    access::{Actor, Deed},
    booking::{
        Booking, Session, SessionId,
        register::{Attendance, Mark, Register},
    },
    partnership::{Provider, Urn},
    person::{Person, PersonId},
};
use store::booking::register as kept;

use crate::{ActionError, Platform};

/// A register as its host sees it.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The session.
    pub session: Session,
    /// The provider that offers it.
    pub provider: Provider,
    /// One line a person, by family name.
    pub rows: Vec<Row>,
    /// Every closing, the first first, each with the name of whoever closed it.
    pub closings: Vec<(Register, String)>,
    /// When it was read.
    pub read_at: Timestamp,
}

/// One person in a register.
#[derive(Debug, Clone)]
pub struct Row {
    /// Who.
    pub person: Person,
    /// Their booking, where they had one.
    pub booking: Option<Booking>,
    /// The name of their school, where it is known.
    pub school: String,
    /// What the register says of them.
    pub noted: Option<Attendance>,
}

impl Row {
    /// The name of their fields in a form: the end of their number, which is chance alone.
    #[must_use]
    pub fn key(&self) -> String {
        key(self.person.id)
    }

    /// Their mark.
    #[must_use]
    pub fn mark(&self) -> Option<Mark> {
        self.noted.map(|noted| noted.mark)
    }
}

/// The end of somebody's number.
pub(super) fn key(person: PersonId) -> String {
    let whole = person.0.simple().to_string();
    whole[20..].to_owned()
}

impl Grid {
    /// The closing that stands, if it is closed.
    #[must_use]
    pub fn closed(&self) -> Option<&(Register, String)> {
        self.closings
            .last()
            .filter(|(last, _)| last.reopened.is_none())
    }

    /// How many have a mark.
    #[must_use]
    pub fn count(&self, mark: Option<Mark>) -> usize {
        self.rows.iter().filter(|row| row.mark() == mark).count()
    }
}

/// Gathers a register.
///
/// # Refuses
/// When this is not the actor's to read.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn grid(
    platform: &Platform,
    actor: &Actor,
    session: SessionId,
) -> Result<Grid, ActionError> {
    let mut tx = platform.store.read().await?;
    let session = super::asked(&mut tx, actor, Deed::ReadRegister, session).await?;
    let provider = super::provider(&mut tx, session.provider).await?;
    let bookings = store::booking::bookings(&mut tx, session.id).await?;
    let noted = kept::noted(&mut tx, session.id).await?;
    let closings = kept::closings(&mut tx, session.id).await?;
    let mut booked: HashMap<PersonId, Booking> = bookings
        .into_iter()
        .filter(|booking| booking.state.takes_a_place())
        .map(|booking| (booking.person, booking))
        .collect();
    let mut marks: HashMap<PersonId, Attendance> = noted
        .into_iter()
        .map(|noted| (noted.person, noted))
        .collect();
    let mut people: Vec<PersonId> = booked.keys().chain(marks.keys()).copied().collect();
    people.sort_unstable();
    people.dedup();
    let closers = closings.iter().map(|closing| closing.closed_by);
    let named: Vec<PersonId> = people.iter().copied().chain(closers).collect();
    let named = store::person::named(&mut tx, &named).await?;
    let named: HashMap<PersonId, Person> = named.into_iter().map(|one| (one.id, one)).collect();
    let schools: HashMap<Urn, String> = store::placement::schools(&mut tx, session.provider)
        .await?
        .into_iter()
        .collect();
    let mut rows: Vec<Row> = people
        .iter()
        .filter_map(|id| named.get(id))
        .map(|person| {
            let booking = booked.remove(&person.id);
            let school = booking.as_ref().and_then(|booking| booking.school);
            let school = school.and_then(|urn| schools.get(&urn).cloned());
            Row {
                person: person.clone(),
                booking,
                school: school.unwrap_or_default(),
                noted: marks.remove(&person.id),
            }
        })
        .collect();
    rows.sort_by_cached_key(|row| (row.person.listed_name(), row.person.id));
    let closings = closings
        .into_iter()
        .map(|closing| {
            let name = named.get(&closing.closed_by).map(Person::name);
            (closing, name.unwrap_or_else(|| "the operator".to_owned()))
        })
        .collect();
    Ok(Grid {
        session,
        provider,
        rows,
        closings,
        read_at: platform.now(),
    })
}
