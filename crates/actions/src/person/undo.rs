//! Decides how what an import changed of people is taken back, and does it.
//!
//! Owns the word `Step`. It never takes back what was changed since.

use std::collections::HashSet;

use domain::{
    partnership::ProviderId,
    person::{Membership, Person, PersonId},
};
use store::{Tx, audit::import::Change, person::NewMembership};
use uuid::Uuid;

use super::{Index, change};
use crate::ActionError;

/// One thing that is taken back, latest first.
#[derive(Debug)]
pub(crate) enum Step {
    SetAside(Uuid),
    PutBack(NewMembership),
    Rename(Person),
    TakeTrn(PersonId, String),
    TakeEmail(PersonId, String),
    TakeReference(PersonId, String),
}

/// What is taken back, each in words; and what is left, with its name.
#[derive(Debug, Default)]
pub(crate) struct Reverse {
    pub steps: Vec<(Step, String)>,
    pub left: Vec<String>,
}

/// Decides about the changes of people, given from the last to the first.
///
/// # Rule
/// What an import added is set aside and what it changed is put back, unless it was changed
/// since. The record of a person stays, with the number, addresses and references that came with it.
pub(crate) fn reverse(changes: &[Change], index: &mut Index) -> Reverse {
    let new: HashSet<Uuid> = changes
        .iter()
        .filter(|change| change.capability == change::RECORD)
        .map(|change| change.subject)
        .collect();
    let mut reverse = Reverse::default();
    for change in changes {
        let id = PersonId(change.subject);
        let after = change.after.clone().unwrap_or_default();
        let is_new = new.contains(&change.subject);
        match change.capability.as_str() {
            change::MEMBERSHIP => membership(change, index, &mut reverse),
            change::NAME => name(change, index, &mut reverse),
            change::TRN if !is_new => {
                let known = index
                    .person(id)
                    .filter(|person| person.id == id)
                    .filter(|person| person.trn.is_some_and(|trn| trn.to_string() == after));
                if let Some(told) =
                    known.map(|person| format!("{}: TRN {after} taken back", person.name()))
                {
                    reverse.steps.push((Step::TakeTrn(id, after), told));
                }
            }
            change::EMAIL if !is_new => {
                if let Some(person) = index.email(&after).filter(|known| known.id == id) {
                    let told = format!("{}: an e-mail address taken back", person.name());
                    reverse.steps.push((Step::TakeEmail(id, after), told));
                }
            }
            change::REFERENCE if !is_new => {
                if let Some(person) = index.reference(&after).filter(|known| known.id == id) {
                    let told = format!("{}: reference {after} taken back", person.name());
                    reverse.steps.push((Step::TakeReference(id, after), told));
                }
            }
            _ => {}
        }
    }
    reverse
}

fn membership(change: &Change, index: &mut Index, reverse: &mut Reverse) {
    let Some(after) = change.after.as_deref().and_then(change::membership_from) else {
        return;
    };
    let before = change.before.as_deref().and_then(change::membership_from);
    let told = words(index, &after);
    let now = index
        .memberships(after.person)
        .iter()
        .find(|held| held.id == change.subject)
        .map(|held| held.membership.clone());
    match (now, before) {
        (None, _) if index.is_joined(after.person) => {
            let left = format!("{told}: joined with another record since, left as it is");
            reverse.left.push(left);
        }
        (None, _) => {}
        (Some(now), _) if now != after => {
            reverse
                .left
                .push(format!("{told}: changed since, left as it is"));
        }
        (Some(_), None) => {
            index.set_aside(after.person, change.subject);
            let step = Step::SetAside(change.subject);
            reverse.steps.push((step, format!("{told}: set aside")));
        }
        (Some(_), Some(before)) => {
            let back = NewMembership {
                id: change.subject,
                membership: before,
            };
            index.change_membership(back.clone());
            let told = format!("{told}: put back as it was");
            reverse.steps.push((Step::PutBack(back), told));
        }
    }
}

fn name(change: &Change, index: &mut Index, reverse: &mut Reverse) {
    let read = |text: &Option<String>| text.as_deref().and_then(change::name_from);
    let (Some(before), Some(after)) = (read(&change.before), read(&change.after)) else {
        return;
    };
    let Some(person) = index.person(PersonId(change.subject)).cloned() else {
        return;
    };
    let now = (person.first_name.clone(), person.last_name.clone());
    if now != after || person.id.0 != change.subject {
        reverse
            .left
            .push(format!("{}: renamed since, left as it is", person.name()));
        return;
    }
    index.rename(person.id, &before.0, &before.1);
    let told = format!("{} is {} {} again", person.name(), before.0, before.1);
    let back = Person {
        first_name: before.0,
        last_name: before.1,
        ..person
    };
    reverse.steps.push((Step::Rename(back), told));
}

/// A membership in words.
pub(crate) fn words(index: &Index, held: &Membership) -> String {
    let name = index.person(held.person).map(Person::name);
    let role = held.role.usual_label().to_lowercase();
    let school = held.school.map(|urn| format!(" at {urn}"));
    format!(
        "{}, {role}{}",
        name.unwrap_or_default(),
        school.unwrap_or_default()
    )
}

/// Takes back what was decided.
pub(crate) async fn apply(
    tx: &mut Tx,
    provider: ProviderId,
    steps: Vec<(Step, String)>,
) -> Result<(), ActionError> {
    for (step, _) in steps {
        match step {
            Step::SetAside(id) => store::person::set_membership_aside(tx, id).await?,
            Step::PutBack(held) => store::person::change_membership(tx, &held).await?,
            Step::Rename(person) => store::person::rename(tx, &person).await?,
            Step::TakeTrn(person, trn) => store::person::take_trn(tx, person, &trn).await?,
            Step::TakeEmail(person, address) => {
                store::person::take_email(tx, person, &address).await?;
            }
            Step::TakeReference(person, reference) => {
                store::person::take_reference(tx, provider, &reference, person).await?;
            }
        }
    }
    Ok(())
}
