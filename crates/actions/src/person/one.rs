//! Gathers everything that the office may know of one person.
//!
//! Owns the word `Known`. It never shows what a deed does not reach.

use std::collections::HashMap;

use domain::{
    Timestamp,
    access::{Actor, Deed, Object},
    audit::{Note, reading::Kind},
    partnership::{Provider, ProviderId, Urn},
    person::{Person, PersonId, Role},
    placement::Placement,
    standing::Standing,
};
use store::{Tx, person::NewMembership, placement::Hosted};
use uuid::Uuid;

use crate::{
    ActionError, Platform, audit,
    ledger::{Listed, listed},
    partnership::holder,
};

/// Everything that is known of somebody, as far as the actor may know it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who.
    pub person: Person,
    /// The provider whose page it is.
    pub provider: Provider,
    /// Addresses, in order.
    pub emails: Vec<String>,
    /// What this provider calls them in its own records.
    pub references: Vec<String>,
    /// Their roles with this provider, the newest first.
    pub roles: Vec<NewMembership>,
    /// The names of other providers with whom they have to do.
    pub elsewhere: Vec<String>,
    /// What the provider calls each role.
    pub labels: HashMap<Role, String>,
    /// The names of the schools that the page tells.
    pub schools: HashMap<Urn, String>,
    /// The names of the people whom the page tells.
    pub names: HashMap<PersonId, String>,
    /// Where they stand, if they mentor.
    pub standing: Option<Standing>,
    /// Whom they host and hosted, the newest first.
    pub hosted: Vec<Hosted>,
    /// Their own placements as a student teacher, the newest first.
    pub placements: Vec<Placement>,
    /// Every entry, newest first.
    pub entries: Vec<Listed>,
    /// What was done to the record, last to first, and who did it.
    pub done: Vec<Done>,
    /// Whether the actor may change the record.
    pub may_change: bool,
    /// Whether the actor may record and correct entries.
    pub may_record: bool,
    /// Whether the actor may ask less of them than of everybody.
    pub may_adjust: bool,
}

/// Something that was done to a record.
#[derive(Debug, Clone)]
pub struct Done {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// What, in words.
    pub told: String,
}

/// Gathers what is known of somebody.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the provider does not know the person, or the store fails.
pub async fn known(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    person: PersonId,
) -> Result<Known, ActionError> {
    let nothing = || ActionError::NotFound("There is no such person here.".to_owned());
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await.map_err(|_| nothing())?;
    let object = Object {
        person: Some(person),
        provider: Some(provider.id),
        school: None,
        ..Object::default()
    };
    actor.may(Deed::ReadPeople, object)?;
    let with = store::person::providers(&mut tx, person).await?;
    let placements = placements(&mut tx, &provider, person).await?;
    let found = store::person::person(&mut tx, person).await?;
    let is_ours = with.contains(&provider.id) || !placements.is_empty();
    let found = found.filter(|_| is_ours).ok_or_else(nothing)?;

    drop(tx);
    platform
        .opened(actor, provider.id, (Kind::Person, person.0), person)
        .await?;
    let mut tx = platform.store.read().await?;
    let mut roles = store::person::memberships_of(&mut tx, person).await?;
    let mentors = roles
        .iter()
        .any(|held| held.membership.role == Role::GeneralMentor);
    roles.retain(|held| held.membership.provider == provider.id);
    roles.reverse();
    let mut hosted = store::placement::hostings_of(&mut tx, provider.id, person).await?;
    hosted.reverse();
    let entries = match actor.may(Deed::ReadBook, object) {
        Ok(()) => {
            let entries =
                store::ledger::entries(&mut tx, provider.id, person, platform.known_before())
                    .await?;
            listed(platform, &mut tx, &provider, entries).await?
        }
        Err(_) => Vec::new(),
    };
    let mut notes = store::audit::notes_about(&mut tx, &person.0.to_string()).await?;
    for (joined, _) in store::person::merged_from(&mut tx, person).await? {
        notes.extend(store::audit::notes_about(&mut tx, &joined.0.to_string()).await?);
    }
    notes.retain(|note| note.noted_at < platform.known_before());
    let mut schools: Vec<Urn> = roles
        .iter()
        .filter_map(|held| held.membership.school)
        .collect();
    schools.extend(hosted.iter().map(|hosted| hosted.school));
    schools.extend(placements.iter().map(|placement| placement.school));
    schools.sort_unstable();
    schools.dedup();
    let schools = store::partnership::briefs_of(&mut tx, &schools).await?;
    let mut people: Vec<PersonId> = hosted.iter().map(|hosted| hosted.student).collect();
    people.extend(
        placements
            .iter()
            .filter_map(|placement| placement.lead_mentor),
    );
    people.extend(notes.iter().map(|note| note.done_by));
    people.extend(notes.iter().flat_map(|note| audit::people(&note.told)));
    people.extend(entries.iter().map(|listed| listed.entry.recorded_by));
    people.sort_unstable();
    people.dedup();
    let names = store::person::named(&mut tx, &people).await?;
    let mut names: HashMap<PersonId, String> = names
        .into_iter()
        .map(|person| (person.id, person.name()))
        .collect();
    names.insert(PersonId::OPERATOR, "The operator".to_owned());
    let labels = store::partnership::labels(&mut tx, provider.id).await?;
    let references = store::person::references_of(&mut tx, person).await?;
    let known = Known {
        emails: store::person::emails_of(&mut tx, person).await?,
        references: references
            .into_iter()
            .filter(|(of, _)| *of == provider.id)
            .map(|(_, reference)| reference)
            .collect(),
        elsewhere: elsewhere(&mut tx, provider.id, &with).await?,
        labels: Role::ALL
            .into_iter()
            .map(|role| {
                let own = labels.iter().find(|label| label.role == role);
                let text = own.map_or(role.usual_label(), |label| &label.text);
                (role, text.to_owned())
            })
            .collect(),
        schools: schools
            .into_iter()
            .map(|brief| {
                (
                    brief.urn,
                    brief.name.unwrap_or_else(|| brief.urn.to_string()),
                )
            })
            .collect(),
        done: done(&notes, &entries, provider.id, &names),
        may_change: actor.may(Deed::ChangePerson, object).is_ok(),
        may_record: actor.may(Deed::RecordEntry, object).is_ok(),
        may_adjust: actor.may(Deed::AdjustRequirement, object).is_ok(),
        standing: None,
        names,
        person: found,
        provider,
        roles,
        hosted,
        placements,
        entries,
    };
    drop(tx);
    let code = known.provider.code.clone();
    let standing = if mentors || !known.entries.is_empty() {
        Some(crate::standing::standing_of(platform, actor, person, &code).await?)
    } else {
        None
    };
    Ok(Known { standing, ..known })
}

async fn placements(
    tx: &mut Tx,
    provider: &Provider,
    person: PersonId,
) -> Result<Vec<Placement>, ActionError> {
    let mut placements = store::placement::placements_of(tx, person).await?;
    placements.retain(|placement| placement.provider == provider.id);
    placements.reverse();
    Ok(placements)
}

async fn elsewhere(
    tx: &mut Tx,
    provider: ProviderId,
    with: &[ProviderId],
) -> Result<Vec<String>, ActionError> {
    let all = store::partnership::providers(tx).await?;
    let others = all
        .into_iter()
        .filter(|known| known.id != provider && with.contains(&known.id));
    let mut names: Vec<String> = others.map(|known| known.name).collect();
    names.sort();
    Ok(names)
}

/// What a note tells, without the numbers by which tables name a record: "Jo Lane (0199…)" is "Jo Lane".
fn without_numbers(told: &str) -> String {
    let mut parts = told.split(" (");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((number, rest)) if Uuid::try_parse(number).is_ok() => kept.push_str(rest),
            _ => {
                kept.push_str(" (");
                kept.push_str(part);
            }
        }
    }
    kept
}

/// Puts notes and entries together as what was done, last to first.
fn done(
    notes: &[Note],
    entries: &[Listed],
    provider: ProviderId,
    names: &HashMap<PersonId, String>,
) -> Vec<Done> {
    let name = |by: &PersonId| names.get(by).cloned().unwrap_or_default();
    let of_notes = notes
        .iter()
        .filter(|note| note.provider.is_none_or(|of| of == provider))
        .map(|note| Done {
            at: note.noted_at,
            by: name(&note.done_by),
            told: without_numbers(&audit::with_names(&note.told, names)),
        });
    let of_entries = entries.iter().map(|listed| {
        let entry = &listed.entry;
        let title = listed
            .title
            .as_deref()
            .unwrap_or("training outside the programme");
        let told = match entry.replaces {
            Some(_) => format!("{title}: corrected to {}", entry.minutes),
            None => format!("{title}: {} recorded", entry.minutes),
        };
        Done {
            at: entry.recorded_at,
            by: name(&entry.recorded_by),
            told,
        }
    });
    let mut done: Vec<Done> = of_notes.chain(of_entries).collect();
    done.sort_by_key(|done| std::cmp::Reverse(done.at));
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_told_with_names_and_without_the_numbers_of_tables() {
        assert_eq!(
            without_numbers(
                "joined with the record of Jo Lane (0191b29b-2e03-7f6f-9182-de519a61b029): 2 entries"
            ),
            "joined with the record of Jo Lane: 2 entries"
        );
        let other = "moved to Ashfield (new site) (as asked)";
        assert_eq!(without_numbers(other), other);
    }
}
