//! Takes in versions of programmes, and says what a change would do before it is kept.
//!
//! Owns the deed `ImportProgramme`. It never reckons hours itself.

pub(crate) mod run;
mod understand;

use std::sync::Arc;

use domain::{
    Timestamp,
    access::{Actor, Deed, Object},
    partnership::{Label, Provider, ProviderId},
    person::Role,
    programme::{Programme, Versions, difference},
};
use formats::programme_file;
use store::{Tx, partnership::ProviderRecord};

pub use understand::understood;

use crate::{
    ActionError, Platform,
    import::{Manner, many},
    partnership::holder,
    standing,
};

/// What taking in a version came to.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The version.
    pub programme: Programme,
    /// Whether it is new, changed or as it was.
    pub outcome: Outcome,
    /// How it differs from the same version before, line by line.
    pub difference: Vec<String>,
    /// Who is affected, and how.
    pub affected: Vec<Affected>,
}

/// Whether a version is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Outcome {
    New,
    Changed,
    Unchanged,
}

/// A mentor whose figures a change moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Who.
    pub name: String,
    /// Which figures, and how.
    pub told: String,
}

/// Takes in a version of a provider's programme.
///
/// A provider that is not known yet is opened under the name that the file gives. What is new or
/// changed is listed among the imports, under the file's name.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is no programme, with its line; or when the store fails. Nothing is kept then.
pub async fn import_programme(
    platform: &Platform,
    actor: &Actor,
    (name, text): (&str, &str),
    manner: Manner,
) -> Result<Taken, ActionError> {
    let read = programme_file::read(text)
        .map_err(|problem| ActionError::Unreadable(problem.to_string()))?;
    let programme = understood(&read).map_err(ActionError::Unreadable)?;
    let mut tx = platform.store.write().await?;
    let provider = open_provider(platform, &mut tx, &read).await?;
    actor.may(
        Deed::ImportProgramme,
        Object {
            provider: Some(provider.id),
            ..Object::default()
        },
    )?;
    let before = store::programme::versions(&mut tx, provider.id).await?;
    let same = before.iter().find(|version| version.code == programme.code);
    let outcome = match same {
        None => Outcome::New,
        Some(same) if *same == programme => Outcome::Unchanged,
        Some(_) => Outcome::Changed,
    };
    let mut told = same
        .map(|same| difference(same, &programme))
        .unwrap_or_default();
    let affected = match outcome {
        Outcome::Unchanged => Vec::new(),
        _ => affected(platform, &mut tx, &provider, &before, &programme).await?,
    };
    let spoken = speak(&mut tx, &provider, &read).await?;
    let outcome = match outcome {
        Outcome::Unchanged if spoken => Outcome::Changed,
        outcome => outcome,
    };
    if spoken && outcome == Outcome::Changed {
        told.push("How the provider speaks changes: its labels, colour or partners.".to_owned());
    }
    let taken = Taken {
        programme,
        outcome,
        difference: told,
        affected,
    };
    if outcome != Outcome::Unchanged {
        let version = store::programme::Version {
            id: platform.number(),
            provider: provider.id,
            programme: &taken.programme,
            file: text,
            recorded_at: platform.now(),
            recorded_by: actor.person,
        };
        store::programme::keep(&mut tx, &version).await?;
        store::audit::count_up(&mut tx, "programme", Some(provider.id)).await?;
        let (whose, parts) = ((provider.id, version.id), (same, &taken));
        run::keep(platform, actor, &mut tx, whose, (name, text), parts).await?;
        let subject = format!("{} {}", taken.programme.provider, taken.programme.code);
        let mentors = many(taken.affected.len(), "mentor", "mentors");
        let mentors = format!("{mentors} affected");
        platform
            .note(
                &mut tx,
                actor,
                Deed::ImportProgramme,
                Some(provider.id),
                subject,
                mentors,
            )
            .await?;
        if !manner.dry_run {
            tx.commit().await?;
        }
    }
    Ok(taken)
}

async fn open_provider(
    platform: &Platform,
    tx: &mut Tx,
    read: &programme_file::Programme,
) -> Result<Provider, ActionError> {
    let code = Provider::code_from(&read.provider);
    let name = read
        .partnership
        .as_ref()
        .and_then(|partnership| partnership.name.clone());
    if store::partnership::provider(tx, &code).await?.is_none()
        && let Some(name) = name
    {
        let record = ProviderRecord {
            code: code.clone(),
            name,
            accredited: true,
            ..ProviderRecord::default()
        };
        store::partnership::keep_provider(tx, ProviderId(platform.number()), &record).await?;
    }
    holder(tx, &code).await
}

/// Keeps how the provider speaks. Says whether anything is new.
async fn speak(
    tx: &mut Tx,
    provider: &Provider,
    read: &programme_file::Programme,
) -> Result<bool, ActionError> {
    let Some(partnership) = &read.partnership else {
        return Ok(false);
    };
    let known = store::partnership::labels(tx, provider.id).await?;
    let mut new = false;
    for (role, text) in &partnership.labels {
        let role = Role::read(role).ok_or_else(|| {
            ActionError::Unreadable(format!("\"{role}\" under [partnership.labels] is no role."))
        })?;
        let label = Label {
            role,
            text: text.clone(),
        };
        if !known.contains(&label) {
            store::partnership::set_label(tx, provider.id, &label).await?;
            new = true;
        }
    }
    if let Some(colour) = &partnership.colour
        && provider.colour.as_ref() != Some(colour)
    {
        store::partnership::set_colour(tx, provider.id, colour).await?;
        new = true;
    }
    let partners = store::partnership::institutions(tx, provider.id).await?;
    for name in partnership
        .partners
        .iter()
        .filter(|name| !partners.contains(name))
    {
        store::partnership::add_institution(tx, provider.id, name).await?;
        new = true;
    }
    Ok(new)
}

/// Reckons everybody under the old and the new version, and keeps those whose figures differ.
async fn affected(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    before: &[Programme],
    programme: &Programme,
) -> Result<Vec<Affected>, ActionError> {
    let policies = platform.policies(tx).await?;
    let versions = |list: Vec<Programme>| Versions::new(list.into_iter().map(Arc::new).collect());
    let others = before
        .iter()
        .filter(|version| version.code != programme.code)
        .cloned();
    let old = standing::Rulebook {
        policies: policies.clone(),
        versions: versions(before.to_vec()),
    };
    let new = standing::Rulebook {
        policies,
        versions: versions(others.chain([programme.clone()]).collect()),
    };
    let gathered = standing::gather(tx, provider, Timestamp::MAX, platform.today()).await?;
    let mut affected = Vec::new();
    for mentor in &gathered.mentors {
        let was = mentor.reckon(provider, &old, platform.today());
        let becomes = mentor.reckon(provider, &new, platform.today());
        let figures = |standing: &domain::standing::Standing| {
            [
                ("track", standing.track.code().to_owned()),
                ("required", amount(standing.required)),
                ("done", amount(Some(standing.done))),
                ("recognised", amount(Some(standing.recognised))),
                ("remaining", amount(standing.remaining)),
                ("claimable", format!("{} h", standing.claimable_hours)),
            ]
        };
        let moved: Vec<String> = figures(&was)
            .into_iter()
            .zip(figures(&becomes))
            .filter(|((_, was), (_, becomes))| was != becomes)
            .map(|((what, was), (_, becomes))| format!("{what} {was} becomes {becomes}"))
            .collect();
        if !moved.is_empty() {
            affected.push(Affected {
                name: mentor.person.name(),
                told: moved.join(", "),
            });
        }
    }
    Ok(affected)
}

fn amount(minutes: Option<domain::Minutes>) -> String {
    minutes.map_or_else(
        || "as the provider judges".to_owned(),
        |minutes| minutes.to_string(),
    )
}
