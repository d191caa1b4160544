//! Reads everything that hangs on one record, with every provider.
//!
//! Owns the word `Holding`. It never shows it: `Side` does, as far as one provider knows it.

use domain::{
    Minutes, Timestamp,
    ledger::{Entry, current},
    partnership::{Provider, ProviderId},
    person::{Person, PersonId},
    placement::{Mentoring, Placement, PlacementId, StudentTeacher},
};
use store::{Tx, person::NewMembership};

use crate::ActionError;

/// Everything that hangs on one record.
#[derive(Debug)]
pub(super) struct Holding {
    pub person: Person,
    pub emails: Vec<String>,
    pub references: Vec<(ProviderId, String)>,
    pub roles: Vec<NewMembership>,
    /// Every provider with whom they have to do.
    pub providers: Vec<ProviderId>,
    /// Every entry in each book.
    pub books: Vec<(ProviderId, Vec<Entry>)>,
    /// The references under which their minutes are held.
    pub claims: Vec<(ProviderId, String)>,
    pub mentored: Vec<(PlacementId, Mentoring)>,
    pub placements: Vec<Placement>,
    pub students: Vec<StudentTeacher>,
}

impl Holding {
    /// Reads what hangs on the record of somebody whom a provider knows.
    pub async fn read(
        tx: &mut Tx,
        provider: &Provider,
        person: PersonId,
    ) -> Result<Holding, ActionError> {
        let nothing = || ActionError::NotFound("There is no such person here.".to_owned());
        let found = store::person::person(tx, person).await?;
        let mut providers = store::person::providers(tx, person).await?;
        providers.extend(store::placement::providers_of(tx, person).await?);
        providers.sort_unstable();
        providers.dedup();
        let found = found.filter(|_| providers.contains(&provider.id));
        let found = found.ok_or_else(nothing)?;
        let mut books = Vec::new();
        let mut students = Vec::new();
        for with in &providers {
            let entries = store::ledger::entries(tx, *with, person, Timestamp::MAX).await?;
            if !entries.is_empty() {
                books.push((*with, entries));
            }
            students.extend(store::placement::student(tx, *with, person).await?);
        }
        Ok(Holding {
            emails: store::person::emails_of(tx, person).await?,
            references: store::person::references_of(tx, person).await?,
            roles: store::person::memberships_of(tx, person).await?,
            claims: store::ledger::references_held(tx, person).await?,
            mentored: store::placement::mentored_by(tx, person).await?,
            placements: store::placement::placements_of(tx, person).await?,
            person: found,
            providers,
            books,
            students,
        })
    }

    /// Their minutes over all books.
    pub fn minutes(&self) -> Minutes {
        let books = self.books.iter().flat_map(|(_, entries)| current(entries));
        books.map(|entry| entry.minutes).sum()
    }

    /// Their entries in one book.
    pub fn book(&self, provider: ProviderId) -> &[Entry] {
        let book = self.books.iter().find(|(of, _)| *of == provider);
        book.map_or(&[], |(_, entries)| entries)
    }
}
