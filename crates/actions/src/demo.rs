//! Lists whose part a visitor of the demo may take.
//!
//! Owns the words `Cast` and `Part`. It never appears where real people sign in.

use std::{collections::HashMap, sync::Arc};

use domain::{
    access::{Actor, Proof},
    partnership::{Provider, Urn},
    person::{Membership, Person, PersonId, Role},
    standing::Standing,
};

use crate::{
    ActionError, Platform,
    access::{Seat, SeatKind, seats},
    partnership::partnerships,
    standing::{Question, list},
};

/// Everyone who has a seat with a provider today.
#[derive(Debug, Clone)]
pub struct Cast {
    /// The provider.
    pub provider: Provider,
    /// By role, then by name.
    pub parts: Vec<Part>,
}

/// Somebody whose place can be taken, at one seat of theirs.
#[derive(Debug, Clone)]
pub struct Part {
    /// Who.
    pub person: Person,
    /// What they are at this seat.
    pub role: Role,
    /// What the provider calls that.
    pub label: String,
    /// The seat.
    pub seat: Seat,
    /// The names of its schools.
    pub schools: Vec<String>,
    /// Where they stand, of a mentor.
    pub standing: Option<Arc<Standing>>,
}

/// Lists the cast of every provider with whom anybody has a seat today, the largest first.
///
/// # Errors
/// When the store fails.
pub async fn casts(platform: &Platform) -> Result<Vec<Cast>, ActionError> {
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let mut tx = platform.store.read().await?;
    let names: HashMap<Urn, String> = store::partnership::school_names(&mut tx)
        .await?
        .into_iter()
        .collect();
    let people = store::person::people(&mut tx).await?;
    let mut held: HashMap<PersonId, Vec<Membership>> = HashMap::new();
    for new in store::person::memberships(&mut tx).await? {
        held.entry(new.membership.person)
            .or_default()
            .push(new.membership);
    }
    drop(tx);
    let mut parts: Vec<Part> = Vec::new();
    for person in people {
        let actor = Actor {
            person: person.id,
            memberships: held.remove(&person.id).unwrap_or_default(),
            today: platform.today(),
            proof: Proof::Waived,
            stands_in: Vec::new(),
            session: None,
        };
        for seat in seats(&actor, &around) {
            let Some(role) = role(&actor, seat.kind) else {
                continue;
            };
            parts.push(Part {
                person: person.clone(),
                role,
                label: seat.label.clone(),
                schools: seat
                    .schools
                    .iter()
                    .filter_map(|urn| names.get(urn).cloned())
                    .collect(),
                seat,
                standing: None,
            });
        }
    }
    parts.sort_by_cached_key(|part| {
        let name = |text: &str| domain::person::fold(text);
        let Person {
            first_name,
            last_name,
            trn,
            id,
        } = &part.person;
        (part.role, name(last_name), name(first_name), *trn, *id)
    });
    let mut casts = Vec::new();
    for provider in &around.providers {
        let with = |part: &&Part| part.seat.providers.contains(provider);
        let mut parts: Vec<Part> = parts.iter().filter(with).cloned().collect();
        if parts.is_empty() {
            continue;
        }
        add_standings(platform, provider, &mut parts).await?;
        casts.push(Cast {
            provider: Provider::clone(provider),
            parts,
        });
    }
    casts.sort_by(|one, other| {
        (other.parts.len(), &one.provider.name).cmp(&(one.parts.len(), &other.provider.name))
    });
    Ok(casts)
}

/// The role that gives a seat of a kind today.
fn role(actor: &Actor, kind: SeatKind) -> Option<Role> {
    let held = actor.memberships.iter();
    held.filter(|held| held.holds_on(actor.today))
        .map(|held| held.role)
        .find(|role| SeatKind::of(*role) == Some(kind))
}

async fn add_standings(
    platform: &Platform,
    provider: &Provider,
    parts: &mut [Part],
) -> Result<(), ActionError> {
    let question = Question {
        provider: provider.code.clone(),
        ..Question::default()
    };
    let standings = list(platform, &platform.operator(), &question).await?;
    let mentors = parts
        .iter_mut()
        .filter(|part| part.seat.kind == SeatKind::Mentor);
    for part in mentors {
        part.standing = standings.of(part.person.id).map(|row| row.standing.clone());
    }
    Ok(())
}
