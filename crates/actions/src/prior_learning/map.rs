//! Shows the map of what institutions have agreed, and writes it as a file.
//!
//! Owns the deed `ReadMap` and the word `Map`. It never changes one.

pub(super) mod change;
pub(super) mod held;
pub(super) mod keep;

use domain::{
    access::{Actor, Deed, Object},
    partnership::Provider,
    prior_learning::{Agreed, Belonging, Equivalence, Group, PartnerSession},
    programme::Reach,
};
use formats::map_file;

pub use change::Change;
pub use keep::{keep_map, weigh_map};

use crate::{ActionError, Platform, partnership::holder, standing::Rulebook};

/// What a provider and its partner institutions have agreed.
#[derive(Debug, Clone)]
pub struct Map {
    /// The provider.
    pub provider: Provider,
    /// The partner institutions, by name.
    pub institutions: Vec<String>,
    /// The components for which training elsewhere can stand, by code and title, in file order.
    pub components: Vec<(String, String)>,
    /// What the institutions offer.
    pub sessions: Vec<PartnerSession>,
    /// What holds, and which group shares it.
    pub agreed: Vec<Agreed>,
    /// The groups that share a map with the provider, or asked it to.
    pub groups: Vec<(Group, Belonging)>,
    /// Whether the reader may take a map in.
    pub may_change: bool,
}

impl Map {
    /// The largest share by which an institution covers a component on a day, of a hundred.
    #[must_use]
    pub fn strength(&self, institution: &str, component: &str, day: domain::Date) -> Option<u8> {
        let all = self.agreed.iter().map(|one| &one.by);
        strength(all, (institution, component), day)
    }
}

/// The largest share by which an institution covers a component on a day, of a hundred.
#[must_use]
pub fn strength<'a>(
    agreed: impl Iterator<Item = &'a Equivalence>,
    (institution, component): (&str, &str),
    day: domain::Date,
) -> Option<u8> {
    let holds = |one: &&Equivalence| {
        one.institution == institution
            && one.component == component
            && one.from <= day
            && one.until.is_none_or(|until| until >= day)
    };
    agreed.filter(holds).map(|one| one.share).max()
}

pub(super) fn ask_leave(actor: &Actor, deed: Deed, provider: &Provider) -> Result<(), ActionError> {
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    Ok(actor.may(deed, object)?)
}

/// Shows the map of a provider.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn map(platform: &Platform, actor: &Actor, code: &str) -> Result<Map, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, Deed::ReadMap, &provider)?;
    let rules = platform.rules(&mut tx, &provider).await?;
    let sessions: Vec<PartnerSession> = held::sessions(&mut tx, &provider)
        .await?
        .into_iter()
        .map(|held| held.session)
        .collect();
    let mut institutions = store::partnership::institutions(&mut tx, provider.id).await?;
    institutions.extend(sessions.iter().map(|one| one.institution.clone()));
    institutions.sort();
    institutions.dedup();
    let groups = store::prior_learning::groups_of(&mut tx, provider.id).await?;
    let here = |(_, how): &(Group, Belonging)| matches!(how, Belonging::Member | Belonging::Asked);
    Ok(Map {
        institutions,
        components: components(platform, &rules),
        sessions,
        agreed: held::in_force_with(&mut tx, &provider, &rules).await?,
        groups: groups.into_iter().filter(here).collect(),
        may_change: ask_leave(actor, Deed::ChangeMap, &provider).is_ok(),
        provider,
    })
}

/// The portable components of every version that has begun, the newest version first.
pub(super) fn components(platform: &Platform, rules: &Rulebook) -> Vec<(String, String)> {
    let today = platform.today();
    let mut all: Vec<(String, String)> = Vec::new();
    let begun = rules.versions.all().iter().rev();
    for version in begun.filter(|version| version.from <= today) {
        let parts = version.components.iter();
        for part in parts.filter(|part| part.reach == Reach::Portable) {
            if all.iter().all(|(code, _)| *code != part.code) {
                all.push((part.code.clone(), part.title.clone()));
            }
        }
    }
    all
}

/// Writes the map of a provider as a file that another provider can take in.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn export(platform: &Platform, actor: &Actor, code: &str) -> Result<String, ActionError> {
    let map = map(platform, actor, code).await?;
    let agreed: Vec<Equivalence> = map.agreed.into_iter().map(|one| one.by).collect();
    Ok(written(&map.provider.code, &map.sessions, &agreed))
}

/// Writes sessions, and what each stands for, as a file.
pub(super) fn written(
    provider: &str,
    sessions: &[PartnerSession],
    agreed: &[Equivalence],
) -> String {
    let agreements = |session: &PartnerSession| {
        agreed
            .iter()
            .filter(|one| one.institution == session.institution && one.session == session.code)
            .map(|one| map_file::Agreement {
                component: one.component.clone(),
                share: one.share,
                from: one.from,
                until: one.until,
                agreed_by: one.agreed_by.clone(),
                source: one.source.clone(),
            })
            .collect()
    };
    let sessions = sessions.iter().map(|session| map_file::Session {
        institution: session.institution.clone(),
        programme: session.programme.clone(),
        code: session.code.clone(),
        title: session.title.clone(),
        covers: session.covers.clone(),
        minutes: session.minutes.0,
        agreements: agreements(session),
    });
    map_file::write(&map_file::Map {
        provider: provider.to_owned(),
        sessions: sessions.collect(),
    })
}
