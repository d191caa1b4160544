//! Gathers everything that is held about somebody, who may see it, and who has looked: for themself.
//!
//! Owns the deed `ReadOwnRecord`, and the words `Own` and `Looked`. It never shows anybody else's.

mod training;

use std::collections::HashMap;

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    audit::{Note, reading::Reading},
    partnership::{Provider, ProviderId, Urn},
    person::{Person, PersonId},
};
use serde_json::{Value, json};
use store::{Tx, person::NewMembership};

use crate::{
    ActionError, Platform,
    audit::{names, people, with_names},
};

/// Readings that a page shows; the file holds them all.
const SHOWN: i64 = 100;
const ALL: i64 = 100_000;

/// Everything that is held about somebody.
#[derive(Debug, Clone)]
pub struct Own {
    /// Who.
    pub person: Person,
    /// Addresses.
    pub emails: Vec<String>,
    /// What each provider calls them in its own records.
    pub references: Vec<(ProviderId, String)>,
    /// What they are and were.
    pub roles: Vec<NewMembership>,
    /// The providers that hold something.
    pub providers: Vec<Provider>,
    /// The names of the schools that are told.
    pub schools: HashMap<Urn, String>,
    /// What each provider calls a role.
    pub labels: HashMap<(ProviderId, domain::person::Role), String>,
    /// Recorded lines that hold today, and their minutes, by provider.
    pub minutes: Vec<(ProviderId, usize, Minutes)>,
    /// Placements as a student teacher.
    pub placements: usize,
    /// Times with a placement as its mentor.
    pub mentorings: usize,
    /// What was done to the record, last to first, and who did it.
    pub done: Vec<(Note, String)>,
    /// Who has looked, last to first.
    pub looked: Vec<Looked>,
}

/// That somebody has looked.
#[derive(Debug, Clone)]
pub struct Looked {
    /// When, at what and how often.
    pub reading: Reading,
    /// Who.
    pub by: String,
    /// As what, where they are known to the provider today.
    pub role: Option<String>,
}

/// Gathers what is held about somebody, for themself.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn own_record(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Own, ActionError> {
    let (_, own) = gathered(platform, actor, person, SHOWN).await?;
    Ok(own)
}

async fn gathered(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
    most: i64,
) -> Result<(Tx, Own), ActionError> {
    let object = Object {
        person: Some(person),
        ..Object::default()
    };
    actor.may(Deed::ReadOwnRecord, object)?;
    platform.keep_readings().await?;
    let mut tx = platform.store.read().await?;
    let nothing = || ActionError::NotFound("There is no such person here.".to_owned());
    let found = store::person::person(&mut tx, person).await?;
    let found = found.ok_or_else(nothing)?;
    let mut roles = store::person::memberships_of(&mut tx, person).await?;
    roles.reverse();
    let mut providers = store::partnership::providers(&mut tx).await?;
    let with = store::person::providers(&mut tx, person).await?;
    providers.retain(|provider| with.contains(&provider.id));
    let mut minutes = Vec::new();
    for provider in &providers {
        let entries = store::ledger::entries(&mut tx, provider.id, person, platform.known_before());
        let entries = entries.await?;
        let replaced: Vec<_> = entries.iter().filter_map(|entry| entry.replaces).collect();
        let current = entries.iter().filter(|entry| !replaced.contains(&entry.id));
        let each: Vec<i32> = current.map(|entry| entry.minutes.0).collect();
        if !each.is_empty() {
            minutes.push((provider.id, each.len(), Minutes(each.iter().sum())));
        }
    }
    let mut notes = store::audit::notes_about(&mut tx, &person.0.to_string()).await?;
    notes.retain(|note| note.noted_at < platform.known_before());
    let readings = store::audit::readings_about(&mut tx, person, most).await?;
    let told = notes.iter().flat_map(|note| people(&note.told));
    let those = notes.iter().map(|note| note.done_by).chain(told);
    let those = those.chain(readings.iter().map(|reading| reading.reader));
    let named = names(&mut tx, those).await?;
    let name = |person: PersonId| named.get(&person).cloned();
    let labels = labels(&mut tx).await?;
    let mut looked = Vec::new();
    let mut readers: Vec<PersonId> = readings.iter().map(|one| one.reader).collect();
    readers.sort_unstable();
    readers.dedup();
    let held = store::person::memberships_among(&mut tx, &readers).await?;
    for reading in readings {
        let mut with = held.iter().filter(|one| {
            let held = &one.membership;
            held.person == reading.reader && held.provider == reading.provider
        });
        let role = with.find(|one| one.membership.holds_on(reading.on));
        looked.push(Looked {
            by: name(reading.reader).unwrap_or_else(|| "Somebody".to_owned()),
            role: role.map(|one| label(&labels, reading.provider, one.membership.role)),
            reading,
        });
    }
    let mut urns: Vec<Urn> = roles
        .iter()
        .flat_map(|one| one.membership.schools())
        .collect();
    urns.sort_unstable();
    urns.dedup();
    let schools = store::partnership::briefs_of(&mut tx, &urns).await?;
    let own = Own {
        emails: store::person::emails_of(&mut tx, person).await?,
        references: store::person::references_of(&mut tx, person).await?,
        placements: store::placement::placements_of(&mut tx, person)
            .await?
            .len(),
        mentorings: store::placement::mentored_by(&mut tx, person).await?.len(),
        schools: schools
            .into_iter()
            .map(|one| (one.urn, one.name.unwrap_or_else(|| one.urn.to_string())))
            .collect(),
        labels: roles
            .iter()
            .map(|one| (one.membership.provider, one.membership.role))
            .map(|key| (key, label(&labels, key.0, key.1)))
            .collect(),
        done: notes
            .into_iter()
            .map(|mut note| {
                note.told = with_names(&note.told, &named);
                let by = name(note.done_by).unwrap_or_else(|| "Somebody".to_owned());
                (note, by)
            })
            .collect(),
        person: found,
        roles,
        providers,
        minutes,
        looked,
    };
    Ok((tx, own))
}

type Labels = HashMap<(ProviderId, domain::person::Role), String>;

async fn labels(tx: &mut Tx) -> Result<Labels, ActionError> {
    let all = store::partnership::all_labels(tx).await?;
    Ok(all
        .into_iter()
        .map(|(provider, label)| ((provider, label.role), label.text))
        .collect())
}

fn label(labels: &Labels, provider: ProviderId, role: domain::person::Role) -> String {
    let own = labels.get(&(provider, role)).cloned();
    own.unwrap_or_else(|| role.usual_label().to_owned())
}

/// Hands out everything that is held about somebody as one file, for themself.
///
/// # Refuses
/// When it is not the actor's own.
/// # Errors
/// When there is no such person, or the store fails.
pub async fn own_file(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<String, ActionError> {
    let (mut tx, own) = gathered(platform, actor, person, ALL).await?;
    let with: Vec<ProviderId> = own.providers.iter().map(|known| known.id).collect();
    let code = |provider: ProviderId| {
        let known = own.providers.iter().find(|known| known.id == provider);
        known.map(|known| known.code.clone())
    };
    let entries = store::ledger::entries_of(&mut tx, person).await?;
    let placements = store::placement::placements_of(&mut tx, person).await?;
    let mentorings = store::placement::mentored_by(&mut tx, person).await?;
    let delegates = store::access::delegate::of(&mut tx, person).await?;
    let erasure = store::person::erasure_of(&mut tx, person).await?;
    let opened = store::audit::readings_by(&mut tx, person, ALL).await?;
    let passkeys = store::access::passkey::of(&mut tx, person).await?;
    let told_to = store::notice::inbox::told_to(&mut tx, person).await?;
    let choices = store::notice::choice::choices(&mut tx, person).await?;
    let answers = store::feedback::answers_of(&mut tx, person).await?;
    let sessions = training::sessions(&mut tx, person, &code).await?;
    let earlier = training::earlier(&mut tx, person, &with, &code).await?;
    let told = json!({
        "made_at": platform.now().to_string(),
        "person": {
            "number": person.0,
            "first_name": own.person.first_name,
            "last_name": own.person.last_name,
            "trn": own.person.trn.map(|trn| trn.to_string()),
            "emails": own.emails,
            "references": own.references.iter().map(|(provider, reference)| json!({
                "provider": code(*provider), "reference": reference
            })).collect::<Vec<Value>>(),
        },
        "roles": own.roles.iter().map(|one| { let held = &one.membership; json!({
            "provider": code(held.provider),
            "role": held.role.code(),
            "school": held.school.map(|urn| urn.0),
            "subject": held.subject,
            "school_phase": held.school_phase.map(domain::partnership::SchoolPhase::code),
            "from": held.from, "until": held.until,
        })}).collect::<Vec<Value>>(),
        "minutes": entries.iter().map(|entry| json!({
            "number": entry.id.0, "provider": code(entry.provider),
            "school": entry.school.map(|urn| urn.0), "component": entry.component,
            "kind": entry.kind.code(), "minutes": entry.minutes.0, "held_on": entry.held_on,
            "recorded_at": entry.recorded_at.to_string(), "recorded_by": entry.recorded_by.0,
            "verified_by": entry.verified_by.map(|by| by.0), "how": entry.how.code(),
            "reference": entry.reference, "replaces": entry.replaces.map(|old| old.0),
            "reason": entry.words.reason, "stated_verifier": entry.words.stated_verifier,
        })).collect::<Vec<Value>>(),
        "placements": placements.iter().map(|placement| json!({
            "number": placement.id.0, "provider": code(placement.provider),
            "school": placement.school.0, "stage": placement.stage, "block": placement.block,
            "course": placement.course, "route": placement.route,
            "from": placement.from, "until": placement.until,
        })).collect::<Vec<Value>>(),
        "mentored": mentorings.iter().map(|(placement, held)| json!({
            "placement": placement.0, "from": held.from, "until": held.until,
        })).collect::<Vec<Value>>(),
        "sessions": sessions,
        "earlier_training": earlier,
        "passkeys": passkeys.iter().map(|passkey| json!({
            "name": passkey.name, "added_at": passkey.made_at.to_string(),
            "last_used_at": passkey.used_at.map(|at| at.to_string()),
        })).collect::<Vec<Value>>(),
        "messages": told_to.iter().map(|told| json!({
            "kind": told.kind.code(), "provider": told.provider.and_then(code),
            "subject": told.subject, "words": told.words, "why": told.why,
            "written_at": told.written_at.to_string(),
            "read_at": told.read_at.map(|at| at.to_string()),
            "acted_at": told.acted_at.map(|at| at.to_string()),
            "withdrawn_at": told.withdrawn_at.map(|at| at.to_string()),
        })).collect::<Vec<Value>>(),
        "chosen_mail": choices.map(|chosen| json!({
            "remind": chosen.remind.code(), "digest_on": chosen.digest_on,
            "routine": chosen.routine, "any_hour": chosen.any_hour,
            "in_holidays": chosen.in_holidays,
        })),
        "feedback": answers.iter().map(|answer| json!({
            "session": answer.session.0, "scale": answer.scale, "words": answer.words,
            "answered_at": answer.answered_at.to_string(),
        })).collect::<Vec<Value>>(),
        "delegates": delegates.iter().map(|said| json!({
            "who_is_away": said.giver.0, "who_decides": said.delegate.0,
            "from": said.from, "until": said.until, "why": said.why,
            "ended_at": said.ended.map(|(at, _)| at.to_string()),
        })).collect::<Vec<Value>>(),
        "done_to_the_record": own.done.iter().map(|(note, by)| json!({
            "at": note.noted_at.to_string(), "by": by, "deed": note.deed.code(), "told": note.told,
        })).collect::<Vec<Value>>(),
        "who_has_looked": own.looked.iter().map(|one| json!({
            "on": one.reading.on, "by": one.by, "as": one.role,
            "at": one.reading.kind.code(), "times": one.reading.readings,
        })).collect::<Vec<Value>>(),
        "asked_to_be_erased": erasure.map(|asked| json!({
            "at": asked.asked_at.to_string(), "state": asked.state.code(),
        })),
        "what_you_opened": opened.iter().map(|reading| json!({
            "on": reading.on, "at": reading.kind.code(), "record": reading.record,
            "times": reading.readings,
        })).collect::<Vec<Value>>(),
    });
    Ok(format!("{told:#}\n"))
}
