//! Sets and takes back rules of one's own, one at a time, with whom that touches.
//!
//! Owns the deeds `SetOwnPolicy` and `PreviewPolicy`. It never overwrites what somebody set meanwhile.

use std::sync::Arc;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::Provider,
    policy::{Kind, Origin, Policies, Refusal, Row},
};
use store::{Tx, policy::Version};
use uuid::Uuid;

use super::{
    Titled,
    changes::whose_mentors_are_seen,
    effect::{Effect, effect},
    rules::{Chooser, Held, chooser},
};
use crate::{ActionError, Platform, platform::deed_once};

/// What setting a rule, or taking one back, would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What the rule is called.
    pub titled: Arc<Titled>,
    /// For which provider; nothing for everybody.
    pub chooser: Option<Chooser>,
    /// What holds now on the first day that it concerns.
    pub before: Option<Held>,
    /// What would hold then.
    pub after: Option<Held>,
    /// The value of the same day that it would replace, with who set it.
    pub replaces: Option<Version>,
    /// Whom it touches.
    pub effect: Effect,
    /// The state that this was reckoned on: a deed on another state is not done.
    pub seen: String,
}

/// Asks leave to set a rule for everybody, or for one provider.
///
/// # Rule
/// A provider chooses for itself only what is a provider's to choose.
pub(super) fn may_set(
    actor: &Actor,
    titled: &Titled,
    provider: Option<&str>,
    providers: &[Provider],
) -> Result<(), ActionError> {
    let Some(code) = provider else {
        return Ok(actor.may(Deed::SetPolicy, Object::default())?);
    };
    let provider = providers
        .iter()
        .find(|provider| provider.code == code && provider.accredited);
    actor.may(
        Deed::SetOwnPolicy,
        Object {
            provider: provider.map(|provider| provider.id),
            ..Object::default()
        },
    )?;
    if provider.is_none() {
        return Err(ActionError::NotFound(
            "There is no such provider here.".to_owned(),
        ));
    }
    if titled.kind != Kind::Local {
        return Err(Refusal::NotAProvidersChoice.into());
    }
    Ok(())
}

/// Everything that a deed on one rule rests on.
struct Ground {
    titled: Arc<Titled>,
    providers: Vec<Provider>,
    own: Vec<Row>,
    versions: Vec<Version>,
}

impl Ground {
    async fn of(
        platform: &Platform,
        tx: &mut Tx,
        actor: &Actor,
        name: &str,
        provider: Option<&str>,
    ) -> Result<Ground, ActionError> {
        let titled = platform.titled(name)?;
        let providers = store::partnership::providers(tx).await?;
        may_set(actor, &titled, provider, &providers)?;
        let mut versions = store::policy::versions(tx).await?;
        versions.retain(|known| known.row.of == name && known.row.provider.as_deref() == provider);
        Ok(Ground {
            titled,
            providers,
            own: store::policy::rows(tx).await?,
            versions,
        })
    }

    /// The values in force that somebody set for the same rule, told in few letters.
    fn seen(&self) -> String {
        let in_force = self.versions.iter().filter(|one| one.withdrawn.is_none());
        let all = in_force.fold(Uuid::nil().as_u128(), |sum, version| {
            sum ^ version.id.as_u128()
        });
        format!("{all:032x}")
    }

    /// The value in force of the same day.
    fn of_day(&self, from: Date) -> Option<&Version> {
        let is_it = |one: &&Version| one.withdrawn.is_none() && one.row.from == from;
        self.versions.iter().find(is_it)
    }

    /// The own rows with one put in place of that of its day.
    fn with(&self, row: &Row) -> Vec<Row> {
        let mut own = self.without(row);
        own.push(row.clone());
        own
    }

    fn without(&self, row: &Row) -> Vec<Row> {
        let same = |known: &&Row| {
            (&known.of, &known.provider, known.from) != (&row.of, &row.provider, row.from)
        };
        self.own.iter().filter(same).cloned().collect()
    }

    /// What was replaced by a version, and comes back when that is taken back.
    fn replaced_by(&self, id: Uuid) -> Option<&Version> {
        let is_it = |one: &&Version| one.replaced_by == Some(id);
        self.versions.iter().find(is_it)
    }
}

/// A rule that somebody may set, as the form begins with it.
#[derive(Debug, Clone)]
pub struct Setting {
    /// What the rule is called.
    pub titled: Arc<Titled>,
    /// For which provider; nothing for everybody.
    pub chooser: Option<Chooser>,
    /// What holds today.
    pub now: Option<Held>,
    /// What somebody set last.
    pub latest: Option<Version>,
}

/// Finds a rule that an actor may set for everybody, or for one provider.
///
/// # Refuses
/// When this is not the actor's to do, or a provider may not choose it.
/// # Errors
/// When no rule has the name, or the store fails.
pub async fn setting(
    platform: &Platform,
    actor: &Actor,
    name: &str,
    provider: Option<&str>,
) -> Result<Setting, ActionError> {
    let mut tx = platform.store.read().await?;
    let ground = Ground::of(platform, &mut tx, actor, name, provider).await?;
    let policies = platform.gathered(ground.own.clone())?;
    Ok(Setting {
        now: held(&policies, name, provider, platform.today()),
        latest: ground.versions.first().cloned(),
        chooser: provider.map(|code| chooser(&ground.providers, code)),
        titled: ground.titled,
    })
}

fn held(policies: &Policies, name: &str, provider: Option<&str>, day: Date) -> Option<Held> {
    let term = policies.on(name, provider, day)?;
    Some(Held {
        row: term.row.clone(),
        until: term.until,
    })
}

/// Previews a rule that somebody is about to set.
///
/// # Refuses
/// When this is not the actor's to do, or a provider may not choose it.
/// # Errors
/// Every fault of the row together with the others; or when the store fails.
pub async fn preview(
    platform: &Platform,
    actor: &Actor,
    row: &Row,
) -> Result<Preview, ActionError> {
    let mut tx = platform.store.read().await?;
    let ground = Ground::of(platform, &mut tx, actor, &row.of, row.provider.as_deref()).await?;
    let own = ground.with(row);
    previewed(platform, &mut tx, actor, &ground, row, own).await
}

async fn previewed(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    ground: &Ground,
    row: &Row,
    own: Vec<Row>,
) -> Result<Preview, ActionError> {
    let before = platform.gathered(ground.own.clone())?;
    let after = platform.gathered(own)?;
    let mut providers = whose_mentors_are_seen(actor, &ground.providers)?;
    if let Some(code) = row.provider.as_deref() {
        providers.retain(|provider| provider.code == code);
    }
    let on = day_of_effect(row, platform.today());
    let held = |policies| held(policies, &row.of, row.provider.as_deref(), row.from);
    Ok(Preview {
        titled: ground.titled.clone(),
        chooser: row
            .provider
            .as_deref()
            .map(|code| chooser(&ground.providers, code)),
        before: held(&before),
        after: held(&after),
        replaces: ground.of_day(row.from).cloned(),
        effect: effect(
            tx,
            providers,
            &before,
            &after,
            (on, platform.known_before()),
        )
        .await?,
        seen: ground.seen(),
    })
}

/// Today, or the nearest day on which the row holds.
fn day_of_effect(row: &Row, today: Date) -> Date {
    let until = row.until.unwrap_or(Date::MAX);
    today.min(until).max(row.from)
}

/// Sets a rule that was previewed, once.
///
/// # Refuses
/// When this is not the actor's to do, or somebody set the same rule since the preview.
/// # Errors
/// Every fault of the row together with the others; or when the store fails.
pub async fn set_one(
    platform: &Platform,
    actor: &Actor,
    row: &Row,
    because: &str,
    seen: &str,
    once: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let ground = Ground::of(platform, tx, actor, &row.of, row.provider.as_deref()).await?;
        if ground.seen() != seen {
            return Err(Refusal::SetMeanwhile.into());
        }
        platform.gathered(ground.with(row))?;
        keep(platform, tx, actor, &ground, row, because).await?;
        "set".to_owned()
    });
    done.map(|_| ())
}

async fn keep(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    ground: &Ground,
    row: &Row,
    because: &str,
) -> Result<(), ActionError> {
    let (id, now) = (platform.number(), platform.now());
    store::policy::keep(tx, id, row, Some(because), now, actor.person).await?;
    let told = super::anew(row, ground.of_day(row.from).map(|one| &one.row));
    note(platform, tx, actor, ground, row, &told).await
}

async fn note(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    ground: &Ground,
    row: &Row,
    told: &str,
) -> Result<(), ActionError> {
    let code = row.provider.as_deref();
    let mut providers = ground.providers.iter();
    let provider = providers.find(|provider| Some(provider.code.as_str()) == code);
    let deed = match code {
        None => Deed::SetPolicy,
        Some(_) => Deed::SetOwnPolicy,
    };
    let subject = format!("{} from {}", row.of, row.from);
    let provider = provider.map(|provider| provider.id);
    platform
        .note(tx, actor, deed, provider, subject, told)
        .await?;
    Ok(store::audit::count_up(tx, "policy", None).await?)
}

/// A value that somebody is about to take back, with what that would do.
#[derive(Debug, Clone)]
pub struct Undoing {
    /// The value.
    pub version: Version,
    /// The value that it replaced, which comes back.
    pub returns: Option<Version>,
    /// What that would do.
    pub preview: Preview,
}

/// Previews taking back a value that was set here.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When no such value is in force, or the store fails.
pub async fn preview_undo(
    platform: &Platform,
    actor: &Actor,
    id: Uuid,
) -> Result<Undoing, ActionError> {
    let mut tx = platform.store.read().await?;
    let (ground, version) = in_force(platform, &mut tx, actor, id).await?;
    let returns = ground.replaced_by(id).cloned();
    let own = match &returns {
        Some(returns) => ground.with(&returns.row),
        None => ground.without(&version.row),
    };
    let preview = previewed(platform, &mut tx, actor, &ground, &version.row, own).await?;
    Ok(Undoing {
        version,
        returns,
        preview,
    })
}

async fn in_force(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    id: Uuid,
) -> Result<(Ground, Version), ActionError> {
    let nothing = || ActionError::NotFound("There is no such value in force here.".to_owned());
    let known = store::policy::versions(tx).await?;
    let mut known = known.into_iter();
    let version = known.find(|one| one.id == id).ok_or_else(nothing)?;
    let (name, provider) = (&version.row.of, version.row.provider.as_deref());
    let ground = Ground::of(platform, tx, actor, name, provider).await?;
    match version.withdrawn {
        Some(_) => Err(nothing()),
        None => Ok((ground, version)),
    }
}

/// Takes back a value that was set here, once: what it replaced comes back, and both stay on record.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the value is in force no more, or the rules would not hold together, or the store fails.
pub async fn undo(
    platform: &Platform,
    actor: &Actor,
    id: Uuid,
    because: &str,
    once: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (ground, version) = in_force(platform, tx, actor, id).await?;
        match ground.replaced_by(id) {
            Some(returns) => {
                let row = Row {
                    origin: Origin::Own,
                    ..returns.row.clone()
                };
                platform.gathered(ground.with(&row))?;
                keep(platform, tx, actor, &ground, &row, because).await?;
            }
            None => {
                platform.gathered(ground.without(&version.row))?;
                let now = platform.now();
                store::policy::withdraw(tx, id, because, now, actor.person).await?;
                let told = format!("withdrawn: {}", version.row.value);
                note(platform, tx, actor, &ground, &version.row, &told).await?;
            }
        }
        "undone".to_owned()
    });
    done.map(|_| ())
}
