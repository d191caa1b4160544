//! Lets somebody who is away name who decides in their name, and either of the two end it.
//!
//! Owns the deeds `NameDelegate`, `EndDelegate` and `ReadDelegates`. It never lets a delegate name another.

use domain::{
    Date,
    access::{
        Actor, Deed, Object, Refusal,
        delegate::{Delegate, StandIn, decides, lasts, may_stand_in},
        letter::Letter,
    },
    calendar::told,
    person::{Membership, Person, PersonId},
    policy::{Value, names},
};
use store::{Tx, access::delegate as kept, person::NewMembership};
use uuid::Uuid;

use super::post;
use crate::{
    ActionError, Platform,
    audit::names as named,
    partnership::{Partnerships, partnerships},
    platform::deed_once,
};

/// Whom somebody named, in whose name they decide, and what they can give.
#[derive(Debug, Clone)]
pub struct Delegates {
    /// Whom they named, the latest first.
    pub given: Vec<Said>,
    /// In whose name they were named.
    pub taken: Vec<Said>,
    /// The memberships for which they can name somebody.
    pub can_give: Vec<CanGive>,
}

/// One delegation with names.
#[derive(Debug, Clone)]
pub struct Said {
    /// What was said.
    pub said: Delegate,
    /// The name of the other of the two.
    pub other: String,
    /// What the provider calls the role, and with whom.
    pub role: String,
}

/// A membership for which somebody can be named.
#[derive(Debug, Clone)]
pub struct CanGive {
    /// Its number.
    pub membership: Uuid,
    /// What the provider calls the role, and with whom.
    pub role: String,
    /// Who can be named, by name.
    pub people: Vec<Person>,
}

/// Whom somebody names, for which days and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelegate {
    /// By which membership of theirs.
    pub membership: Uuid,
    /// Whom.
    pub delegate: PersonId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Why.
    pub why: String,
}

fn of(person: PersonId) -> Object {
    Object {
        person: Some(person),
        ..Object::default()
    }
}

/// Shows whom somebody named, and in whose name they decide.
///
/// # Refuses
/// When it is somebody else's.
/// # Errors
/// When the store fails.
pub async fn delegates(
    platform: &Platform,
    actor: &Actor,
    person: PersonId,
) -> Result<Delegates, ActionError> {
    actor.may(Deed::ReadDelegates, of(person))?;
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let today = platform.today();
    let mut tx = platform.store.read().await?;
    let all = kept::of(&mut tx, person).await?;
    let names = named(
        &mut tx,
        all.iter().flat_map(|one| [one.giver, one.delegate]),
    )
    .await?;
    let mut found = Delegates {
        given: Vec::new(),
        taken: Vec::new(),
        can_give: Vec::new(),
    };
    for said in all {
        let held = store::person::membership(&mut tx, said.membership).await?;
        let role = match held {
            Some(held) => Some(role(&mut tx, &around, &held.membership).await?),
            None => None,
        };
        let other = match said.giver == person {
            true => said.delegate,
            false => said.giver,
        };
        let one = Said {
            other: names.get(&other).cloned().unwrap_or_default(),
            role: role.unwrap_or_else(|| "A role that has gone".to_owned()),
            said,
        };
        match one.said.giver == person {
            true => found.given.push(one),
            false => found.taken.push(one),
        }
    }
    if actor.may(Deed::NameDelegate, of(person)).is_ok() {
        for held in store::person::memberships_of(&mut tx, person).await? {
            if held.membership.holds_on(today) && decides(held.membership.role) {
                let label = role(&mut tx, &around, &held.membership).await?;
                found.can_give.push(CanGive {
                    people: who_could(&mut tx, &held, today).await?,
                    membership: held.id,
                    role: label,
                });
            }
        }
    }
    Ok(found)
}

/// What a role is called, at which school, and with whom.
async fn role(
    tx: &mut Tx,
    around: &Partnerships,
    held: &Membership,
) -> Result<String, ActionError> {
    let school = match held.school {
        Some(urn) => store::partnership::school(tx, urn).await?,
        None => None,
    };
    let school = school.and_then(|school| school.name);
    let at = school.map(|name| format!(" at {name}"));
    let mut providers = around.providers.iter();
    let provider = providers.find(|one| one.id == held.provider);
    let with = provider.map(|provider| format!(", {}", provider.name));
    let label = around.label(held.provider, held.role);
    Ok(format!(
        "{label}{}{}",
        at.unwrap_or_default(),
        with.unwrap_or_default()
    ))
}

/// Lists who could stand in for a membership, by name.
async fn who_could(
    tx: &mut Tx,
    given: &NewMembership,
    today: Date,
) -> Result<Vec<Person>, ActionError> {
    let all = store::person::memberships_with(tx, given.membership.provider).await?;
    let mut people: Vec<PersonId> = all
        .into_iter()
        .map(|held| held.membership)
        .filter(|held| held.holds_on(today) && held.person != given.membership.person)
        .filter(|held| may_stand_in(&given.membership, held))
        .map(|held| held.person)
        .collect();
    people.sort_unstable();
    people.dedup();
    let mut people = store::person::named(tx, &people).await?;
    people.sort_by_cached_key(|person| (person.listed_name(), person.id));
    Ok(people)
}

/// Names who decides in somebody's name: sent twice, it is done once. Both are told.
///
/// # Refuses
/// When this is not the actor's to do; without a fresh proof or a reason; for a role that decides
/// nothing, somebody who is not of the same office or school, and days that are past or too many.
/// # Errors
/// When there is no such membership, or the store fails.
pub async fn name(
    platform: &Platform,
    actor: &Actor,
    giver: PersonId,
    once: Uuid,
    new: &NewDelegate,
) -> Result<(), ActionError> {
    actor.may(Deed::NameDelegate, of(giver))?;
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let done = deed_once!(platform, actor, once, |tx| {
        actor.proves()?;
        let today = platform.today();
        let held = store::person::membership(tx, new.membership).await?;
        let held = held.filter(|held| held.membership.person == giver);
        let held =
            held.ok_or_else(|| ActionError::NotFound("There is no such role.".to_owned()))?;
        if !held.membership.holds_on(today) || !decides(held.membership.role) {
            return Err(Refusal::NothingToDecide.into());
        }
        if new.why.trim().is_empty() {
            return Err(Refusal::DelegateWithoutWhy.into());
        }
        let policies = platform.policies(tx).await?;
        let term = policies.on(names::DELEGATE_LONGEST, None, today);
        let longest = match term.map(|term| &term.row.value) {
            Some(Value::Days(days)) => *days,
            _ => 1,
        };
        lasts(new.from, new.until, today, longest)?;
        let could = who_could(tx, &held, today).await?;
        let delegate = could.iter().find(|person| person.id == new.delegate);
        let delegate = delegate.ok_or(Refusal::NotADelegate)?;
        let said = Delegate {
            id: platform.number(),
            giver,
            delegate: delegate.id,
            membership: held.id,
            from: new.from,
            until: new.until,
            why: new.why.trim().to_owned(),
            named_at: platform.now(),
            ended: None,
        };
        kept::add(tx, &said).await?;
        store::audit::count_up(tx, "person", None).await?;
        let away = store::person::person(tx, giver).await?;
        let away = away.map_or_else(|| "Somebody".to_owned(), |person| person.name());
        let label = role(tx, &around, &held.membership).await?;
        let days = format!("from {} until {}", told(new.from), told(new.until));
        let words = format!(
            "{} decides in the name of {away} ({label}), {days}.",
            delegate.name()
        );
        for (whom, subject) in [
            (
                giver,
                format!("{} decides for you while you are away", delegate.name()),
            ),
            (delegate.id, format!("You decide for {away} for a while")),
        ] {
            let letter = Letter::about(subject)
                .words(words.clone())
                .words("Either of you can end it at any time.")
                .link("See it", platform.doors.address("/access/delegates"));
            post::tell(platform, tx, whom, letter).await?;
        }
        let told = format!(
            "decides in their name as {} from {} until {}",
            held.membership.role.usual_label().to_lowercase(),
            told(new.from),
            told(new.until)
        );
        let (deed, with) = (Deed::NameDelegate, Some(held.membership.provider));
        let subject = delegate.id.0.to_string();
        platform.note(tx, actor, deed, with, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Ends that somebody decides in another's name: sent twice, it is done once. Either of the two may.
///
/// # Refuses
/// When it is neither's, or it was ended before.
/// # Errors
/// When there is no such thing, or the store fails.
pub async fn end(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    id: Uuid,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let nothing = || ActionError::NotFound("Nobody decides so.".to_owned());
        let said = kept::one(tx, id).await?.ok_or_else(nothing)?;
        let both = [said.giver, said.delegate];
        // Whose roles have all ended may still say that they decide for nobody.
        if !both.contains(&actor.person) {
            actor.may(Deed::EndDelegate, of(said.giver))?;
        }
        if !kept::end(tx, id, platform.now(), actor.person).await? {
            return Err(Refusal::DelegateOver.into());
        }
        store::audit::count_up(tx, "person", None).await?;
        let letter = Letter::about("Nobody decides in another’s name any more")
            .words("The days on which one of you decided in the other’s name were ended early. What was decided stays.")
            .link("See it", platform.doors.address("/access/delegates"));
        for whom in both {
            post::tell(platform, tx, whom, letter.clone()).await?;
        }
        let held = store::person::membership(tx, said.membership).await?;
        let with = held.map(|held| held.membership.provider);
        let (deed, subject) = (Deed::EndDelegate, said.delegate.0.to_string());
        let told = "decides in their name no more";
        platform.note(tx, actor, deed, with, subject, told).await?;
        String::new()
    });
    done.map(|_| ())
}

/// Finds in whose name somebody may decide on a day.
pub(super) async fn stands_in(
    tx: &mut Tx,
    person: PersonId,
    today: Date,
) -> Result<Vec<StandIn>, ActionError> {
    let mut all = Vec::new();
    for said in kept::of(tx, person).await? {
        if said.delegate != person || !said.holds_on(today) {
            continue;
        }
        let theirs = store::person::memberships_of(tx, said.giver).await?;
        let held = theirs.iter().find(|held| held.id == said.membership);
        if let Some(held) = held.map(|held| held.membership.clone()) {
            let of_giver = theirs.into_iter().map(|held| held.membership).collect();
            all.push(StandIn {
                said,
                held,
                of_giver,
            });
        }
    }
    Ok(all)
}

/// What a note adds where a deed was done in another's name.
pub(crate) fn in_stead(actor: &Actor, deed: Deed, object: Object) -> String {
    match actor.in_whose_stead(deed, object) {
        Some(giver) => format!(", as delegate of {}", giver.0),
        None => String::new(),
    }
}
