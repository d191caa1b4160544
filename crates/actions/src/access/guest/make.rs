//! Makes a guest, changes what they may read, and ends it.
//!
//! Owns the words `NewGuest` and the token of a sample. It never makes a guest without a sample, a purpose and a last day.

use std::collections::HashSet;

use domain::{
    Date,
    access::{
        Actor, Deed, Refusal, Sample, SampleId, Scope,
        guest::{Drawn, Given, lasts},
        letter::Letter,
        session::Why,
        ticket::Purpose,
    },
    calendar::{moment, told},
    partnership::Provider,
    person::{Membership, PersonId, Role},
    placement::PlacementId,
    policy::{Policies, Value, names},
};
use sha2::{Digest, Sha256};
use store::{Tx, person::NewMembership};
use uuid::Uuid;

use super::{guest_of, ours};
use crate::{
    ActionError, Platform,
    access::{
        attempt::may_write,
        invite::{Invitation, whose},
        post,
        session::hash,
        ticket::{Minted, Wanted, mint, most},
    },
    person::address,
    platform::deed_once,
};

/// Where a guest lands.
pub const LANDING: &str = "/access/guest";

/// Whom somebody lets read what, for what and on which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGuest {
    /// The work address.
    pub address: String,
    /// The given name.
    pub first_name: String,
    /// The family name.
    pub last_name: String,
    /// As what.
    pub role: Role,
    /// What for.
    pub purpose: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How chance drew the sample, where it did.
    pub drawn: Option<Drawn>,
    /// The placements.
    pub placements: Vec<PlacementId>,
    /// The mentors.
    pub people: Vec<PersonId>,
}

/// Lets a guest read a sample, and sends the invitation: sent twice, it is done once. Says its number.
///
/// # Rule
/// This is the one deed that gives a guest's role. It asks for a fresh proof.
///
/// # Refuses
/// When this is not the actor's to do; without a name, a purpose or a sample; on days that are past,
/// turned round or too many; and for what is not the provider's.
/// # Errors
/// When there is no such provider, or the store fails.
pub async fn make(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    new: &NewGuest,
) -> Result<Uuid, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = ours(tx, actor, Deed::InviteGuest, provider).await?;
        actor.proves()?;
        let policies = platform.policies(tx).await?;
        sound(platform, &policies, &provider, new)?;
        let sample = Sample {
            id: SampleId(platform.number()),
            people: new.people.clone(),
            placements: new.placements.clone(),
        };
        let sample = checked(platform, tx, &policies, &provider, sample).await?;
        let to = address(&new.address).ok_or_else(|| Refusal::NotAnEmail(new.address.clone()))?;
        if !may_write(platform, tx, &policies, &to).await? && !actor.is_operator() {
            return Err(Refusal::WrittenOften(to).into());
        }
        let person = whose(platform, tx, &as_invited(new), &to).await?;
        let kept = store::access::Kept {
            sample: sample.clone(),
            provider: provider.id,
            purpose: new.purpose.trim().to_owned(),
            made_at: platform.now(),
            made_by: actor.person,
            drawn: new.drawn.clone(),
        };
        store::access::add_sample(tx, &kept).await?;
        let told = format!(
            "invited as {} from {} until {}: {}",
            new.role.usual_label().to_lowercase(),
            told(new.from),
            told(new.until),
            counted(&sample)
        );
        let membership = Membership {
            person,
            provider: provider.id,
            role: new.role,
            school: None,
            scope: Some(Scope::Sample(sample)),
            subject: None,
            school_phase: None,
            from: Some(new.from),
            until: Some(new.until),
        };
        let id = platform.number();
        store::person::add_membership(tx, &NewMembership { id, membership }).await?;
        store::audit::count_up(tx, "person", None).await?;
        let wanted = Wanted {
            purpose: Purpose::Invitation,
            person: Some(person),
            subject: Some(hash(&to)),
            address: Some(to),
            object: Some(LANDING.to_owned()),
            made_by: actor.person,
        };
        let minted = mint(platform, tx, wanted).await?;
        let letter = letter(platform, &provider, new, &minted);
        post::send(platform, tx, person, &minted.ticket, letter).await?;
        let (deed, subject) = (Deed::InviteGuest, person.0.to_string());
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        id.to_string()
    });
    let id = Uuid::try_parse(&done?);
    id.map_err(|_| ActionError::NotFound("There is no such guest.".to_owned()))
}

/// What an invitation needs to know of a guest.
fn as_invited(new: &NewGuest) -> Invitation {
    Invitation {
        address: new.address.clone(),
        first_name: new.first_name.clone(),
        last_name: new.last_name.clone(),
        role: new.role,
        school: None,
        to: None,
    }
}

fn sound(
    platform: &Platform,
    policies: &Policies,
    provider: &Provider,
    new: &NewGuest,
) -> Result<(), Refusal> {
    if !new.role.is_a_guest() {
        return Err(Refusal::NotAGuest);
    }
    if new.first_name.trim().is_empty() || new.last_name.trim().is_empty() {
        return Err(Refusal::GuestUnnamed);
    }
    if new.purpose.trim().is_empty() {
        return Err(Refusal::GuestWithoutPurpose);
    }
    let today = platform.today();
    let term = policies.on(names::GUEST_LONGEST, Some(&provider.code), today);
    let longest = match term.map(|term| &term.row.value) {
        Some(Value::Days(days)) => *days,
        _ => 1,
    };
    lasts(new.from, new.until, today, longest)
}

/// A sample whose every part is the provider's, each once and not too many.
async fn checked(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    provider: &Provider,
    mut sample: Sample,
) -> Result<Sample, ActionError> {
    sample.placements.sort_unstable();
    sample.placements.dedup();
    sample.people.sort_unstable();
    sample.people.dedup();
    if sample.placements.is_empty() && sample.people.is_empty() {
        return Err(Refusal::SampleEmpty.into());
    }
    let allowed = most(platform, policies, names::GUEST_SAMPLED);
    let largest = sample.placements.len().max(sample.people.len());
    if i64::try_from(largest).unwrap_or(i64::MAX) > allowed {
        return Err(Refusal::SampleTooLarge(allowed).into());
    }
    let all = platform.every_placement(tx, provider.id).await?;
    let known: HashSet<PlacementId> = all.rows.iter().map(|row| row.placement.id).collect();
    let mut mentors: HashSet<PersonId> = all
        .rows
        .iter()
        .flat_map(|row| row.mentors.iter().map(|held| held.person.id))
        .collect();
    let held = store::person::memberships_with(tx, provider.id).await?;
    let held = held.into_iter().map(|held| held.membership);
    mentors.extend(
        held.filter(|held| held.role == Role::GeneralMentor)
            .map(|held| held.person),
    );
    let within = sample.placements.iter().all(|one| known.contains(one))
        && sample.people.iter().all(|one| mentors.contains(one));
    match within {
        true => Ok(sample),
        false => Err(Refusal::SampleOutside.into()),
    }
}

/// How many placements and mentors there are, in words.
fn counted(sample: &Sample) -> String {
    let placements = match sample.placements.len() {
        1 => "1 placement".to_owned(),
        many => format!("{many} placements"),
    };
    match sample.people.len() {
        1 => format!("{placements} and 1 mentor"),
        many => format!("{placements} and {many} mentors"),
    }
}

/// The state of a sample that a form shows: a deed on another is not done.
#[must_use]
pub fn token(sample: &Sample) -> String {
    let mut hash = Sha256::new();
    for one in &sample.placements {
        hash.update(one.0);
    }
    hash.update([0]);
    for one in &sample.people {
        hash.update(one.0);
    }
    let hash: [u8; 32] = hash.finalize().into();
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Changes what a guest may read: sent twice, it is done once.
///
/// # Rule
/// It holds from the next request on. It asks for a fresh proof, as making a guest does.
///
/// # Refuses
/// When this is not the actor's to do, where the time is over, where somebody else changed the sample
/// meanwhile, and what [`make`] refuses of a sample.
/// # Errors
/// When there is no such provider or guest, or the store fails.
pub async fn change(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, guest): (&str, Uuid),
    seen: &str,
    (placements, people): (&[PlacementId], &[PersonId]),
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = ours(tx, actor, Deed::ChangeGuest, provider).await?;
        actor.proves()?;
        let guest = guest_of(tx, &provider, guest).await?;
        if guest.on(platform.today()) == Given::Past {
            return Err(Refusal::GuestOver.into());
        }
        let before = store::access::hold_sample(tx, guest.sample).await?;
        let before =
            before.ok_or_else(|| ActionError::NotFound("There is no such sample.".into()))?;
        if token(&before) != seen {
            return Err(Refusal::SampleMeanwhile.into());
        }
        let policies = platform.policies(tx).await?;
        let after = Sample {
            id: guest.sample,
            people: people.to_vec(),
            placements: placements.to_vec(),
        };
        let after = checked(platform, tx, &policies, &provider, after).await?;
        store::access::change_sample(tx, &after).await?;
        store::audit::count_up(tx, "person", None).await?;
        let told = differs(&before, &after);
        let (deed, subject) = (Deed::ChangeGuest, guest.person.0.to_string());
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

fn differs(before: &Sample, after: &Sample) -> String {
    let new = |now: &[Uuid], was: &[Uuid]| now.iter().filter(|one| !was.contains(one)).count();
    let numbers = |sample: &Sample| {
        let placements: Vec<Uuid> = sample.placements.iter().map(|one| one.0).collect();
        let people: Vec<Uuid> = sample.people.iter().map(|one| one.0).collect();
        (placements, people)
    };
    let ((was, were), (is, are)) = (numbers(before), numbers(after));
    format!(
        "sample changed: placements +{} -{}, mentors +{} -{}; now {}",
        new(&is, &was),
        new(&was, &is),
        new(&are, &were),
        new(&were, &are),
        counted(after)
    )
}

/// Ends what a guest may read, at once: sent twice, it is done once.
///
/// # Rule
/// The membership ends with yesterday, so that today's next request reads nothing. Who was signed in
/// by it alone is signed out. Ending needs no fresh proof: it gives nothing.
///
/// # Refuses
/// When this is not the actor's to do, and where the time is over.
/// # Errors
/// When there is no such provider or guest, or the store fails.
pub async fn end(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (provider, guest): (&str, Uuid),
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = ours(tx, actor, Deed::ChangeGuest, provider).await?;
        let guest = guest_of(tx, &provider, guest).await?;
        let (today, now) = (platform.today(), platform.now());
        let over = guest.on(today) == Given::Past;
        if over || !store::access::end_sample(tx, guest.sample, now, actor.person).await? {
            return Err(Refusal::GuestOver.into());
        }
        let held = store::person::memberships_of(tx, guest.person).await?;
        let (theirs, others): (Vec<_>, Vec<_>) =
            held.into_iter().partition(|held| held.id == guest.id);
        for mut held in theirs {
            held.membership.until = today.yesterday().ok();
            store::person::change_membership(tx, &held).await?;
        }
        if !others.iter().any(|held| held.membership.holds_on(today)) {
            store::access::session::end_all(tx, guest.person, None, now, Why::Ended).await?;
        }
        store::audit::count_up(tx, "person", None).await?;
        let (deed, subject) = (Deed::ChangeGuest, guest.person.0.to_string());
        platform
            .note(tx, actor, deed, Some(provider.id), subject, "ended at once")
            .await?;
        String::new()
    });
    done.map(|_| ())
}

fn letter(platform: &Platform, provider: &Provider, new: &NewGuest, minted: &Minted) -> Letter {
    Letter::about(format!("{} gives you records to read", provider.name))
        .words(format!(
            "{} lets you read a sample of its records on Alongside, as {}: {}.",
            provider.name,
            new.role.usual_label().to_lowercase(),
            new.purpose.trim()
        ))
        .words(format!(
            "You can read it from {} until {}, and change nothing. What you open is noted; you and the partnership see the same list.",
            told(new.from),
            told(new.until)
        ))
        .link("Come in", post::link(platform, &minted.secret))
        .words(format!(
            "The link works once, until {}; after that, one press on its page sends a fresh one. There is no password.",
            moment(minted.ticket.ends_at)
        ))
}
