//! Keeps what is searched in memory, by the stamps on which it rests.
//!
//! Owns the words `People` and `Schools`. It never answers from memory when anything has changed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    partnership::{Provider, ProviderId, Urn},
    person::{Membership, Person, PersonId},
};
use store::Tx;

use super::index::{Gathering, Index};
use crate::{ActionError, Platform};

/// Everyone who works or learns with a provider.
#[derive(Debug, Default)]
pub(super) struct People {
    pub index: Index,
    /// In the order of the index.
    pub all: Vec<Somebody>,
}

/// One of them, with what they are to the provider.
#[derive(Debug)]
pub(super) struct Somebody {
    pub person: Person,
    pub held: Vec<Membership>,
}

/// Every school of the register.
#[derive(Debug, Default)]
pub(super) struct Schools {
    pub index: Index,
    /// In the order of the index.
    pub all: Vec<Urn>,
}

/// How far people have come: any change, deeds on few with the provider, deeds on few with all.
type Stamp = (i64, i64, i64);

/// What is kept: the people of so many providers, and the schools.
#[derive(Debug, Default)]
pub(crate) struct Known {
    people: Mutex<Vec<(ProviderId, Stamp, Arc<People>)>>,
    schools: Mutex<Option<(i64, Arc<Schools>)>>,
}

/// Providers whose people are kept at a time.
const MOST: usize = 4;

impl Platform {
    pub(super) async fn people_known(
        &self,
        tx: &mut Tx,
        provider: &Provider,
    ) -> Result<Arc<People>, ActionError> {
        let now = store::audit::stamp(tx, provider.id).await?;
        let stamp = (now.revision, now.touched, now.touched_by_all);
        {
            let kept = self.known.people.lock();
            let kept = kept.unwrap_or_else(PoisonError::into_inner);
            let found = kept
                .iter()
                .find(|(of, at, _)| *of == provider.id && *at == stamp);
            if let Some((.., people)) = found {
                return Ok(people.clone());
            }
        }
        let people = Arc::new(people(tx, provider.id).await?);
        let kept = self.known.people.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, ..)| *of != provider.id);
        if kept.len() == MOST {
            kept.remove(0);
        }
        kept.push((provider.id, stamp, people.clone()));
        Ok(people)
    }

    pub(super) async fn schools_known(&self, tx: &mut Tx) -> Result<Arc<Schools>, ActionError> {
        let now = store::audit::revision_of(tx, "partnership").await?;
        {
            let kept = self.known.schools.lock();
            let kept = kept.unwrap_or_else(PoisonError::into_inner);
            if let Some((_, schools)) = kept.as_ref().filter(|(at, _)| *at == now) {
                return Ok(schools.clone());
            }
        }
        let schools = Arc::new(schools(tx).await?);
        let kept = self.known.schools.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        *kept = Some((now, schools.clone()));
        Ok(schools)
    }
}

async fn people(tx: &mut Tx, provider: ProviderId) -> Result<People, ActionError> {
    let mut held: HashMap<PersonId, Vec<Membership>> = HashMap::new();
    for known in store::person::memberships_with(tx, provider).await? {
        let of = held.entry(known.membership.person).or_default();
        of.push(known.membership);
    }
    let mut names: HashMap<PersonId, Vec<String>> = HashMap::new();
    for (name, person) in store::person::emails_with(tx, provider).await? {
        names.entry(person).or_default().push(name);
    }
    for (name, person) in store::person::references(tx, provider).await? {
        names.entry(person).or_default().push(name);
    }
    let mut people = store::person::with_provider(tx, provider).await?;
    people.sort_by_cached_key(|person| {
        let fold = domain::person::fold;
        (fold(&person.last_name), fold(&person.first_name), person.id)
    });
    let mut gathering = Gathering::default();
    let mut all = Vec::with_capacity(people.len());
    for person in people {
        let trn = person.trn.map(|trn| trn.to_string()).unwrap_or_default();
        let more = names.remove(&person.id).unwrap_or_default();
        let mut texts = vec![person.first_name.as_str(), &person.last_name, &trn];
        texts.extend(more.iter().map(String::as_str));
        gathering.add(&texts);
        all.push(Somebody {
            held: held.remove(&person.id).unwrap_or_default(),
            person,
        });
    }
    Ok(People {
        index: gathering.done(),
        all,
    })
}

async fn schools(tx: &mut Tx) -> Result<Schools, ActionError> {
    let mut gathering = Gathering::default();
    let mut all = Vec::new();
    store::partnership::searched(tx, |school| {
        let urn = school.urn.to_string();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (name, town, postcode) = (
            text(&school.name),
            text(&school.town),
            text(&school.postcode),
        );
        gathering.add(&[&name, &town, &postcode, &urn, &text(&school.ukprn)]);
        let joined = domain::person::fold(&postcode).replace(' ', "");
        if joined.len() < postcode.len() {
            gathering.also(&joined);
        }
        all.push(school.urn);
    })
    .await?;
    Ok(Schools {
        index: gathering.done(),
        all,
    })
}
