//! Gathers what the forms of the ledger offer: components, schools, people who can vouch.
//!
//! Owns the words `Offered` and `Vouchers`. It never decides whether an entry may be kept.

use domain::{
    Timestamp,
    access::{Actor, Deed, Object},
    ledger::EntryId,
    partnership::{Provider, School, Urn},
    person::{Person, PersonId, Role},
};
use store::Tx;

use super::{
    list::{Listed, listed},
    partner::{keep_within, knows_people},
};
use crate::{ActionError, Platform, partnership::holder, person::Index};

/// What a form about one person's minutes offers.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The provider in whose book they stand.
    pub provider: Provider,
    /// Whose minutes they are.
    pub person: Person,
    /// Each component of every version, code and title, the newest version first.
    pub components: Vec<(String, String)>,
    /// The schools of their memberships, and the one of the entry.
    pub schools: Vec<School>,
    /// Who can vouch, by name.
    pub vouchers: Vouchers,
    /// The entry that is corrected, and the one that holds now where somebody was quicker.
    pub entry: Option<Listed>,
    /// The entry that took its place, if one did, and who recorded it.
    pub newer: Option<(Listed, String)>,
}

/// People who can vouch for somebody else's minutes: name, number and what they are.
pub type Vouchers = Vec<(PersonId, String, Option<Role>)>;

/// Gathers what the form offers that records an entry.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code or the number, or the store fails.
pub async fn recording(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    person: PersonId,
) -> Result<Offered, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::RecordEntry, object)?;
    keep_within(&mut tx, actor, &provider, person, None).await?;
    let knows = knows_people(actor, &provider);
    let mut offered = offered(platform, &mut tx, provider, person, None).await?;
    if !knows {
        offered.vouchers.retain(|(one, ..)| *one == actor.person);
    }
    Ok(offered)
}

/// Gathers what the form offers that corrects an entry.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such entry in the provider's book, or the store fails.
pub async fn correcting(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    entry: EntryId,
) -> Result<Offered, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::CorrectEntry, object)?;
    let found = store::ledger::entry(&mut tx, entry).await?;
    let found = found.filter(|found| found.provider == provider.id);
    let nothing = || ActionError::NotFound("There is no such entry.".to_owned());
    let found = found.ok_or_else(nothing)?;
    // Whatever the clock says, the newest is what can be corrected.
    let entries =
        store::ledger::entries(&mut tx, provider.id, found.person, Timestamp::MAX).await?;
    let entries = listed(platform, &mut tx, &provider, entries).await?;
    let whose = found.person;
    let mut offered = offered(platform, &mut tx, provider, whose, found.school).await?;
    let named = |id: EntryId| entries.iter().find(|listed| listed.entry.id == id).cloned();
    offered.entry = Some(named(entry).ok_or_else(nothing)?);
    let mut newest = None;
    let mut at = entry;
    while let Some(next) = named(at).and_then(|listed| listed.replaced_by) {
        newest = named(next);
        at = next;
    }
    if let Some(newer) = newest {
        let by = newer.entry.recorded_by;
        let name = match by {
            PersonId::OPERATOR => None,
            by => store::person::person(&mut tx, by).await?,
        };
        let name = name.map_or_else(|| "The partnership office".to_owned(), |by| by.name());
        offered.newer = Some((newer, name));
    }
    Ok(offered)
}

async fn offered(
    platform: &Platform,
    tx: &mut Tx,
    provider: Provider,
    person: PersonId,
    school: Option<Urn>,
) -> Result<Offered, ActionError> {
    let rules = platform.rules(tx, &provider).await?;
    let person = store::person::person(tx, person)
        .await?
        .ok_or_else(|| ActionError::NotFound("There is no such person here.".to_owned()))?;
    let held = store::person::memberships_of(tx, person.id).await?;
    let mut urns: Vec<Urn> = held
        .iter()
        .filter_map(|held| held.membership.school)
        .chain(school)
        .collect();
    urns.sort_unstable();
    urns.dedup();
    let mut schools = Vec::new();
    for urn in urns {
        schools.extend(store::partnership::school(tx, urn).await?);
    }
    let mut components: Vec<(String, String)> = Vec::new();
    for part in rules
        .versions
        .all()
        .iter()
        .rev()
        .flat_map(|version| &version.components)
    {
        if !components.iter().any(|(code, _)| *code == part.code) {
            components.push((part.code.clone(), part.title.clone()));
        }
    }
    Ok(Offered {
        vouchers: vouchers(tx, &provider, person.id).await?,
        components,
        schools,
        entry: None,
        newer: None,
        person,
        provider,
    })
}

/// Everybody with a membership with the provider but the person themselves and student teachers,
/// those of the university first.
async fn vouchers(
    tx: &mut Tx,
    provider: &Provider,
    but: PersonId,
) -> Result<Vouchers, ActionError> {
    let held = store::person::memberships_with(tx, provider.id).await?;
    let mut roles: Vec<(PersonId, Role)> = held
        .iter()
        .map(|held| (held.membership.person, held.membership.role))
        .filter(|(_, role)| ![Role::StudentTeacher, Role::GeneralMentor].contains(role))
        .collect();
    roles.sort_unstable();
    let people = store::person::with_provider(tx, provider.id).await?;
    let mut vouchers: Vec<_> = people
        .into_iter()
        .filter(|person| person.id != but)
        .filter_map(|person| {
            let role = roles.iter().find(|(known, _)| *known == person.id)?.1;
            let folded = person.listed_name();
            Some((folded, (person.id, person.name(), Some(role))))
        })
        .collect();
    vouchers.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    Ok(vouchers.into_iter().map(|(_, voucher)| voucher).collect())
}

/// Finds who is meant as a verifier by a number, an address, a reference or a whole name.
///
/// # Errors
/// When nobody or more than one is meant, or the store fails.
pub async fn verifier(
    platform: &Platform,
    actor: &Actor,
    entry: EntryId,
    stated: &str,
) -> Result<PersonId, ActionError> {
    let mut tx = platform.store.read().await?;
    let unknown = || {
        ActionError::NotFound(format!(
            "\"{stated}\" names nobody here, or more than one. Give a TRN, an e-mail or your own reference."
        ))
    };
    let found = store::ledger::entry(&mut tx, entry)
        .await?
        .ok_or_else(unknown)?;
    let object = Object {
        provider: Some(found.provider),
        ..Object::default()
    };
    actor.may(Deed::CorrectEntry, object)?;
    let index = Index::read(&mut tx, found.provider).await?;
    let known = stated
        .parse()
        .ok()
        .and_then(|trn| index.trn(trn))
        .or_else(|| index.email(&stated.to_lowercase()))
        .or_else(|| index.reference(stated))
        .map(|known| known.id);
    known
        .or_else(|| match index.named(stated) {
            [one] => Some(*one),
            _ => None,
        })
        .ok_or_else(unknown)
}
