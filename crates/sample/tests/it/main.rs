//! What the sample promises to tests, demo and screenshots.
//!
//! Owns the filled database that these tests share out. It never reads a clock.

mod builders;
mod filled;
mod placed;
mod same;
mod traps;

use std::collections::BTreeMap;

use domain::{
    Date, Timestamp,
    audit::Note,
    ledger::{Head, Sealed},
    partnership::{ProviderId, School},
    person::{Membership, Person, PersonId},
    placement::{Mentoring, Placement, PlacementId, StudentTeacher},
};
use store::{
    Engine, Store, StoreError,
    scratch::{Scratch, scratch},
};

/// The two providers, as taking in their programmes leaves them.
const PROVIDERS: [(&str, &str); 2] = [
    ("Y75", "York St John University"),
    ("L51", "Liverpool John Moores University"),
];

/// A database with the two providers and nothing else.
async fn with_providers(engine: Engine) -> Scratch {
    let scratch = scratch(engine).await.expect("a fresh database");
    let mut tx = scratch.store.write().await.expect("a writer");
    for (code, name) in PROVIDERS {
        let (id, record) = (sample::provider_id(code), sample::provider(code, name));
        store::partnership::keep_provider(&mut tx, id, &record)
            .await
            .expect("a provider");
    }
    tx.commit().await.expect("kept");
    scratch
}

/// A filled database.
async fn filled(engine: Engine, seed: u64) -> Scratch {
    let scratch = with_providers(engine).await;
    sample::fill(&scratch.store, seed, &mut |_| {})
        .await
        .expect("the sample fills a fresh database");
    scratch
}

/// Everything that a filled database says.
#[derive(Debug, PartialEq)]
struct World {
    schools: Vec<School>,
    notes: Vec<Note>,
    people: BTreeMap<PersonId, Person>,
    emails: BTreeMap<String, PersonId>,
    memberships: Vec<Membership>,
    books: BTreeMap<String, Book>,
    students: Vec<StudentTeacher>,
    placements: Vec<Placement>,
    mentorings: Vec<(PlacementId, Mentoring)>,
}

#[derive(Debug)]
struct Book {
    provider: ProviderId,
    head: Head,
    entries: Vec<Sealed>,
}

impl PartialEq for Book {
    fn eq(&self, other: &Book) -> bool {
        let letters = |book: &Book| format!("{:?}", book.entries);
        self.head == other.head && letters(self) == letters(other)
    }
}

impl World {
    async fn of(store: &Store) -> World {
        World::read(store).await.expect("a filled database is read")
    }

    async fn read(store: &Store) -> Result<World, StoreError> {
        let mut tx = store.read().await?;
        let people = store::person::people(&mut tx).await?;
        let mut memberships = store::person::memberships(&mut tx).await?;
        let mut books = BTreeMap::new();
        let (mut students, mut placements, mut mentorings) = (Vec::new(), Vec::new(), Vec::new());
        for provider in store::partnership::providers(&mut tx).await? {
            students.extend(store::placement::students(&mut tx, provider.id).await?);
            placements.extend(store::placement::placements(&mut tx, provider.id).await?);
            mentorings.extend(store::placement::mentorings(&mut tx, provider.id).await?);
            let book = Book {
                provider: provider.id,
                head: store::ledger::book(&mut tx, provider.id).await?,
                entries: store::ledger::sealed(&mut tx, provider.id, 0, 10_000).await?,
            };
            books.insert(provider.code, book);
        }
        memberships.sort_by_key(|new| new.id);
        students.sort_by_key(|student| student.id);
        placements.sort_by_key(|placement| placement.id);
        mentorings.sort_by_key(|(_, mentoring)| mentoring.id);
        let mut urns = store::partnership::urns(&mut tx).await?;
        urns.sort_unstable();
        let mut schools = Vec::new();
        for urn in urns {
            schools.extend(store::partnership::school(&mut tx, urn).await?);
        }
        Ok(World {
            schools,
            notes: store::audit::notes(&mut tx).await?,
            people: people.into_iter().map(|one| (one.id, one)).collect(),
            emails: store::person::emails(&mut tx).await?.into_iter().collect(),
            memberships: memberships.into_iter().map(|new| new.membership).collect(),
            books,
            students,
            placements,
            mentorings,
        })
    }

    /// The person with a TRN.
    fn who(&self, trn: &str) -> PersonId {
        let trn = trn.parse().expect("seven digits");
        let found = self.people.values().find(|one| one.trn == Some(trn));
        found.expect("a trap concerns somebody").id
    }

    /// The person with a name that nobody else has.
    fn called(&self, first_name: &str, last_name: &str) -> PersonId {
        let mut people = self.people.values();
        let found =
            people.find(|one| (&*one.first_name, &*one.last_name) == (first_name, last_name));
        found.expect("somebody told of by name").id
    }

    /// The placement of a student teacher on a day, with its mentors in order of time.
    fn placed(&self, student: PersonId, day: Date) -> (&Placement, Vec<&Mentoring>) {
        let mut theirs = self.placements.iter();
        let placement = theirs.find(|one| one.student == student && one.holds_on(day));
        let placement = placement.expect("a placement on the day");
        let mut mentors: Vec<_> = self
            .mentorings
            .iter()
            .filter(|(of, _)| *of == placement.id)
            .map(|(_, mentoring)| mentoring)
            .collect();
        mentors.sort_by_key(|mentoring| (mentoring.from, mentoring.mentor));
        (placement, mentors)
    }

    /// The memberships of a person.
    fn held(&self, person: PersonId) -> Vec<&Membership> {
        let theirs = |held: &&Membership| held.person == person;
        self.memberships.iter().filter(theirs).collect()
    }

    /// The entries of a person in a book.
    fn entries(&self, code: &str, person: PersonId) -> Vec<&Sealed> {
        let theirs = |sealed: &&Sealed| sealed.entry.person == person;
        self.books[code].entries.iter().filter(theirs).collect()
    }
}

/// Reads an instant.
fn instant(text: &str) -> Timestamp {
    text.parse().expect("a written instant")
}
