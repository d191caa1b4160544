//! Keeps everyone in memory while a file is taken in, findable by whatever a row gives.
//!
//! Owns the word `Index`. It never writes.

use std::collections::HashMap;

use domain::{
    partnership::ProviderId,
    person::{Person, PersonId, Trn, fold},
};
use store::{Tx, person::NewMembership};

use crate::ActionError;

/// Everyone, by number, address, reference and name.
#[derive(Debug, Default)]
pub(crate) struct Index {
    people: HashMap<PersonId, Person>,
    by_trn: HashMap<Trn, PersonId>,
    by_email: HashMap<String, PersonId>,
    by_reference: HashMap<String, PersonId>,
    by_name: HashMap<String, Vec<PersonId>>,
    memberships: HashMap<PersonId, Vec<NewMembership>>,
    /// Records that lead to another since the two were joined.
    joined: HashMap<PersonId, PersonId>,
}

impl Index {
    /// Reads everyone, with what this provider calls them.
    pub async fn read(tx: &mut Tx, provider: ProviderId) -> Result<Index, ActionError> {
        let mut index = Index {
            joined: store::person::merges(tx).await?,
            ..Index::default()
        };
        for person in store::person::people(tx).await? {
            if !index.joined.contains_key(&person.id) {
                index.add(person);
            }
        }
        index.by_email = store::person::emails(tx).await?.into_iter().collect();
        let references = store::person::references(tx, provider).await?;
        index.by_reference = references
            .into_iter()
            .map(|(reference, person)| (fold(&reference), person))
            .collect();
        for held in store::person::memberships(tx).await? {
            index
                .memberships
                .entry(held.membership.person)
                .or_default()
                .push(held);
        }
        Ok(index)
    }

    pub fn add(&mut self, person: Person) {
        if let Some(trn) = person.trn {
            self.by_trn.insert(trn, person.id);
        }
        self.by_name
            .entry(fold(&person.name()))
            .or_default()
            .push(person.id);
        self.people.insert(person.id, person);
    }

    pub fn set_trn(&mut self, id: PersonId, trn: Trn) {
        self.by_trn.insert(trn, id);
        if let Some(person) = self.people.get_mut(&id) {
            person.trn = Some(trn);
        }
    }

    /// Finds somebody under another name from now on.
    pub fn rename(&mut self, id: PersonId, first_name: &str, last_name: &str) {
        let Some(person) = self.people.get_mut(&id) else {
            return;
        };
        let before = fold(&person.name());
        person.first_name = first_name.to_owned();
        person.last_name = last_name.to_owned();
        let now = fold(&person.name());
        if let Some(namesakes) = self.by_name.get_mut(&before) {
            namesakes.retain(|known| *known != id);
        }
        self.by_name.entry(now).or_default().push(id);
    }

    pub fn add_email(&mut self, address: String, id: PersonId) {
        self.by_email.insert(address, id);
    }

    pub fn add_reference(&mut self, reference: &str, id: PersonId) {
        self.by_reference.insert(fold(reference), id);
    }

    pub fn add_membership(&mut self, held: NewMembership) {
        self.memberships
            .entry(held.membership.person)
            .or_default()
            .push(held);
    }

    pub fn change_membership(&mut self, changed: NewMembership) {
        let held = self
            .memberships
            .entry(changed.membership.person)
            .or_default();
        if let Some(known) = held.iter_mut().find(|known| known.id == changed.id) {
            *known = changed;
        }
    }

    /// Forgets a membership.
    pub fn set_aside(&mut self, person: PersonId, membership: uuid::Uuid) {
        if let Some(held) = self.memberships.get_mut(&person) {
            held.retain(|held| held.id != membership);
        }
    }

    /// Somebody by our own number; one whose record leads to another is that other.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(self.joined.get(&id).unwrap_or(&id))
    }

    /// Says whether somebody's record leads to another since the two were joined.
    pub fn is_joined(&self, id: PersonId) -> bool {
        self.joined.contains_key(&id)
    }

    pub fn trn(&self, trn: Trn) -> Option<&Person> {
        self.people.get(self.by_trn.get(&trn)?)
    }

    pub fn email(&self, address: &str) -> Option<&Person> {
        self.people.get(self.by_email.get(address)?)
    }

    /// Somebody by this provider's reference, or by our own number.
    pub fn reference(&self, reference: &str) -> Option<&Person> {
        let ours = || {
            let ours = PersonId(reference.trim().parse().ok()?);
            Some(self.joined.get(&ours).copied().unwrap_or(ours))
        };
        self.people.get(
            &self
                .by_reference
                .get(&fold(reference))
                .copied()
                .or_else(ours)?,
        )
    }

    /// Everyone.
    pub fn everyone(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// Every address with its person.
    pub fn emails(&self) -> impl Iterator<Item = (&str, PersonId)> {
        let all = self.by_email.iter();
        all.map(|(address, person)| (address.as_str(), *person))
    }

    /// Everyone of a name.
    pub fn named(&self, name: &str) -> &[PersonId] {
        self.by_name.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    pub fn memberships(&self, id: PersonId) -> &[NewMembership] {
        self.memberships.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// Reads an e-mail address as it is compared: small letters, one @, a dot after it.
pub(crate) fn address(text: &str) -> Option<String> {
    let address = text.trim().to_lowercase();
    let (name, host) = address.split_once('@')?;
    let sound = !name.is_empty()
        && host.contains('.')
        && !host.contains('@')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !address.contains(char::is_whitespace);
    sound.then_some(address)
}
