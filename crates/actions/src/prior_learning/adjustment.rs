//! Lets a named person ask one mentor for less than everybody, with reason and dates, and takes it back.
//!
//! Owns the deed `AdjustRequirement` and the word `Adjusting`. It never grants minutes.

use domain::{
    Date, Minutes,
    access::{Actor, Deed, Object},
    calendar::told,
    notice::inbox::{NewNotice, NoticeKind},
    partnership::Provider,
    person::PersonId,
    programme::{Adjustment, AdjustmentRefusal, Ground as Why, REFRESHER, Track, check_adjustment},
    standing::Asked,
};
use store::Tx;
use uuid::Uuid;

use super::{Ground, ground, nothing};
use crate::{ActionError, Platform, notice::tell, partnership::holder, platform::deed_once};

/// What a mentor is asked, and what was decided for them.
#[derive(Debug, Clone)]
pub struct Adjusting {
    /// The provider.
    pub provider: Provider,
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// What can be asked otherwise: code, title, what everybody is asked.
    pub asked: Vec<(String, String, Minutes)>,
    /// What was decided and not taken back: with its title, and who decided.
    pub held: Vec<(Adjustment, String, String)>,
}

/// What somebody decides for a mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAdjustment {
    /// The code of the component, of the group, or of the refresher.
    pub component: String,
    /// What is asked instead; no minutes waive it.
    pub minutes: Minutes,
    /// Why, from the list.
    pub ground: Why,
    /// Why, in words.
    pub words: String,
    /// The first day on which it holds.
    pub from: Date,
    /// The last, if it ends.
    pub until: Option<Date>,
}

fn ask_leave(actor: &Actor, provider: &Provider, person: PersonId) -> Result<(), ActionError> {
    let object = Object {
        person: Some(person),
        provider: Some(provider.id),
        ..Object::default()
    };
    Ok(actor.may(Deed::AdjustRequirement, object)?)
}

/// Shows what a mentor is asked and what was decided for them.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When there is no such provider, or no such mentor with it; or the store fails.
pub async fn adjusting(
    platform: &Platform,
    actor: &Actor,
    (code, person): (&str, PersonId),
) -> Result<Adjusting, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, &provider, person)?;
    let ground = theirs(platform, &mut tx, &provider, person).await?;
    let held = store::prior_learning::adjustments_of(&mut tx, provider.id, person).await?;
    let by: Vec<PersonId> = held.iter().map(|one| one.by).collect();
    let people = store::person::named(&mut tx, &by).await?;
    let name = |by: PersonId| {
        let found = people.iter().find(|person| person.id == by);
        found.map_or_else(|| "The operator".to_owned(), |person| person.name())
    };
    let versions = &ground.rules.versions;
    Ok(Adjusting {
        asked: asked(&ground),
        held: held
            .into_iter()
            .map(|one| {
                let (title, name) = (versions.title(&one.component), name(one.by));
                (one, title, name)
            })
            .collect(),
        name: ground.name,
        provider,
        person,
    })
}

/// The mentor's ground, where the provider has to do with them.
async fn theirs(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    person: PersonId,
) -> Result<Ground, ActionError> {
    let known = store::person::providers(tx, person).await?;
    if !known.contains(&provider.id) {
        return Err(nothing("mentor"));
    }
    ground(platform, tx, provider.id, person).await
}

/// What can be asked of them otherwise.
fn asked(ground: &Ground) -> Vec<(String, String, Minutes)> {
    let versions = &ground.rules.versions;
    let one = |code: &str| {
        let usual = versions.usual(code)?;
        Some((code.to_owned(), versions.title(code), usual))
    };
    if ground.standing.track == Track::Refresher {
        return one(REFRESHER).into_iter().collect();
    }
    let programme = ground.standing.programme.as_deref();
    let rows = ground.standing.components.iter();
    rows.filter(|row| row.asked != Asked::Optional)
        .filter_map(|row| one(row.code(programme?)))
        .collect()
}

/// Decides that a mentor is asked less than everybody. Says its number.
///
/// # Refuses
/// When this is not the actor's to do, or with the first rule of `domain::programme::check_adjustment`
/// that says no.
/// # Errors
/// When there is no such provider, or no such mentor with it; or the store fails.
pub async fn adjust(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, person): (&str, PersonId),
    new: NewAdjustment,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, &provider, person)?;
        let ground = theirs(platform, tx, &provider, person).await?;
        let adjustment = Adjustment {
            id: platform.number(),
            person,
            provider: provider.id,
            component: new.component.clone(),
            minutes: new.minutes,
            ground: new.ground,
            words: new.words.trim().to_owned(),
            from: new.from,
            until: new.until,
            by: actor.person,
            at: platform.now(),
        };
        let before = store::prior_learning::adjustments_of(tx, provider.id, person).await?;
        check_adjustment(&adjustment, &ground.rules.versions, &before)?;
        store::prior_learning::adjust(tx, &adjustment).await?;
        store::audit::count_up(tx, "person", None).await?;
        let title = ground.rules.versions.title(&adjustment.component);
        let asks = match adjustment.minutes {
            Minutes::ZERO => format!("{title}: waived"),
            minutes => format!("{title}: {minutes} instead"),
        };
        let words = format!(
            "{asks}, from {}{}.\n\nWhy: {}",
            told(adjustment.from),
            adjustment
                .until
                .map_or_else(String::new, |until| format!(" until {}", told(until))),
            adjustment.words
        );
        let subject = format!("{} asks less of you", provider.name);
        tell(
            platform,
            tx,
            &notice(&provider, &adjustment, (subject, words)),
        )
        .await?;
        let (deed, of) = (Deed::AdjustRequirement, Some(provider.id));
        let subject = person.0.to_string();
        platform.note(tx, actor, deed, of, subject, asks).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Takes back what was decided for a mentor: they are asked what everybody is.
///
/// # Refuses
/// When this is not the actor's to do, or it was taken back already.
/// # Errors
/// When there is no such provider, or no such decision for the mentor; or the store fails.
pub async fn take_back(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, person): (&str, PersonId),
    id: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, &provider, person)?;
        if actor.person == person {
            return Err(AdjustmentRefusal::Own.into());
        }
        let held = store::prior_learning::adjustments_of(tx, provider.id, person).await?;
        let found = held.iter().find(|one| one.id == id);
        let found = found.ok_or(AdjustmentRefusal::Gone)?;
        let (by, now) = (actor.person, platform.now());
        if !store::prior_learning::withdraw_adjustment(tx, id, by, now).await? {
            return Err(AdjustmentRefusal::Gone.into());
        }
        store::audit::count_up(tx, "person", None).await?;
        let rules = platform.rules(tx, &provider).await?;
        let title = rules.versions.title(&found.component);
        let told = (
            format!(
                "{} asks of you again what it asks of everybody",
                provider.name
            ),
            format!("A decision for you was taken back: {title}."),
        );
        tell(platform, tx, &notice(&provider, found, told)).await?;
        let (deed, of) = (Deed::AdjustRequirement, Some(provider.id));
        let (subject, words) = (person.0.to_string(), format!("{title}: taken back"));
        platform.note(tx, actor, deed, of, subject, words).await?;
        String::new()
    });
    done.map(|_| ())
}

fn notice(provider: &Provider, of: &Adjustment, (subject, words): (String, String)) -> NewNotice {
    let key = format!("adjustment {} {subject}", of.id);
    NewNotice {
        provider: Some(provider.id),
        about: Some(of.id),
        subject,
        words,
        why: format!("You get this because {} trains you.", provider.name),
        path: format!("/standing/{}", provider.code.to_lowercase()),
        action: "See where you stand".to_owned(),
        by: of.by,
        ..NewNotice::to(of.person, NoticeKind::Decision, key)
    }
}
