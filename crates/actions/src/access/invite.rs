//! Invites somebody by their work address: the invitation is the account.
//!
//! Owns the deed `InvitePerson` and the word `Invitation`. It never gives a role that is not the inviter's to give.

mod placed;

use domain::{
    access::{
        Actor, Deed, Object, Refusal, address::is_role_mailbox, letter::Letter,
        session::Strictness, ticket::Purpose,
    },
    calendar::moment,
    partnership::{Provider, Urn},
    person::{Membership, Person, PersonId, Refusal as PersonRefusal, Role},
};
use store::{Tx, person::NewMembership};
use uuid::Uuid;

use super::{
    attempt::may_write,
    post,
    session::hash,
    sign_in::local,
    ticket::{Minted, Wanted, mint},
};
use crate::{
    ActionError, Platform,
    partnership::holder,
    person::address,
    platform::{deed, deed_once},
};

pub use placed::invite_mentor;
pub(crate) use placed::not_yet_here;

/// Whom somebody invites, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The work address.
    pub address: String,
    /// The given name, where the inviter knows it.
    pub first_name: String,
    /// The family name, where the inviter knows it.
    pub last_name: String,
    /// What they are to be.
    pub role: Role,
    /// At which school, if at one.
    pub school: Option<Urn>,
    /// The page on which they land once they have said who they are.
    pub to: Option<String>,
}

/// The roles that a school gives by itself.
pub const OF_A_SCHOOL: [Role; 2] = [Role::GeneralMentor, Role::SupportingTeacher];

/// Says which roles somebody may give by an invitation, at a school or with the whole provider.
#[must_use]
pub fn roles_to_give(actor: &Actor, provider: &Provider, school: Option<Urn>) -> Vec<Role> {
    let object = |school| Object {
        provider: Some(provider.id),
        school,
        ..Object::default()
    };
    let is_theirs = |role: &Role| actor.is_operator() || role.is_an_office_s_to_give();
    if actor.may(Deed::InvitePerson, object(None)).is_ok() {
        Role::ALL.into_iter().filter(is_theirs).collect()
    } else if school.is_some() && actor.may(Deed::InvitePerson, object(school)).is_ok() {
        OF_A_SCHOOL.to_vec()
    } else {
        Vec::new()
    }
}

/// Invites somebody: sent twice, it is done once.
///
/// # Rule
/// Whoever has the address is that person; nobody else is made of it. The role begins today, unless
/// it is held already. A role that reads a whole partnership is given after a fresh proof alone.
///
/// # Refuses
/// When this is not the actor's to do or the role not theirs to give, a mailbox that several people
/// read without the name of one, and an address that was written to often in the hour.
/// # Errors
/// When there is no such provider or school, or the store fails.
pub async fn invite(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    invitation: &Invitation,
) -> Result<PersonId, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let (person, _) = kept(platform, tx, actor, provider, invitation).await?;
        person.0.to_string()
    });
    let person = done?.parse().map(PersonId);
    person.map_err(|_| ActionError::NotFound("There is no such person here.".to_owned()))
}

/// The same from the command line, which is also told the address of the link: there may be no mail yet.
///
/// # Refuses
/// As [`invite`] does, and everybody but the operator.
/// # Errors
/// As [`invite`].
pub async fn invite_and_tell(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    invitation: &Invitation,
) -> Result<(PersonId, String), ActionError> {
    if !actor.is_operator() {
        return Err(domain::access::Forbidden.into());
    }
    deed!(platform, |tx| {
        let (person, minted) = kept(platform, tx, actor, provider, invitation).await?;
        (person, post::link(platform, &minted.secret))
    })
}

async fn kept(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    provider: &str,
    invitation: &Invitation,
) -> Result<(PersonId, Minted), ActionError> {
    let provider = holder(tx, provider).await?;
    let object = Object {
        provider: Some(provider.id),
        school: invitation.school,
        ..Object::default()
    };
    actor.may(Deed::InvitePerson, object)?;
    let role = invitation.role;
    if !roles_to_give(actor, &provider, invitation.school).contains(&role) {
        return Err(Refusal::NotYoursToGive.into());
    }
    if Strictness::of(role) != Strictness::Usual {
        actor.proves()?;
    }
    match invitation.school {
        None if role.is_at_a_school() => return Err(PersonRefusal::NoSchool.into()),
        Some(urn) if store::partnership::school(tx, urn).await?.is_none() => {
            return Err(PersonRefusal::UnknownSchool(urn).into());
        }
        _ => {}
    }
    let to = address(&invitation.address)
        .ok_or_else(|| Refusal::NotAnEmail(invitation.address.clone()))?;
    let policies = platform.policies(tx).await?;
    if !may_write(platform, tx, &policies, &to).await? && !actor.is_operator() {
        return Err(Refusal::WrittenOften(to).into());
    }
    let person = whose(platform, tx, invitation, &to).await?;
    give(platform, tx, &provider, person, invitation).await?;
    let wanted = Wanted {
        purpose: Purpose::Invitation,
        person: Some(person),
        subject: Some(hash(&to)),
        address: Some(to),
        object: invitation.to.as_deref().and_then(local).map(str::to_owned),
        made_by: actor.person,
    };
    let minted = mint(platform, tx, wanted).await?;
    let inviter = store::person::person(tx, actor.person).await?;
    let letter = letter(platform, &provider, inviter.as_ref(), &minted);
    post::send(platform, tx, person, &minted.ticket, letter).await?;
    let told = format!("invited by e-mail as {}", role.code());
    let (deed, subject) = (Deed::InvitePerson, person.0.to_string());
    platform
        .note(tx, actor, deed, Some(provider.id), subject, told)
        .await?;
    Ok((person, minted))
}

/// Finds whose the address is, or begins a record.
pub(super) async fn whose(
    platform: &Platform,
    tx: &mut Tx,
    invitation: &Invitation,
    to: &str,
) -> Result<PersonId, ActionError> {
    if let Some(known) = store::person::with_email(tx, to).await? {
        return Ok(known);
    }
    let (first, last) = (invitation.first_name.trim(), invitation.last_name.trim());
    if (first.is_empty() || last.is_empty()) && is_role_mailbox(to) {
        return Err(Refusal::RoleMailbox(to.to_owned()).into());
    }
    let (guessed_first, guessed_last) = guessed(to);
    let named = |given: &str, guessed: String| match given {
        "" => guessed,
        given => given.to_owned(),
    };
    let person = Person {
        id: PersonId(platform.number()),
        trn: None,
        first_name: named(first, guessed_first),
        last_name: named(last, guessed_last),
    };
    store::person::add(tx, &person).await?;
    store::person::add_email(tx, person.id, to).await?;
    store::audit::count_up(tx, "person", None).await?;
    Ok(person.id)
}

/// A name as the address tells it, until its owner says their own: "amina.khan@…" is Amina Khan.
fn guessed(to: &str) -> (String, String) {
    let local = to.split('@').next().unwrap_or_default();
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    match local.split_once('.') {
        Some((first, last)) if !first.is_empty() && !last.is_empty() => {
            (capital(first), capital(last))
        }
        _ => (String::new(), local.to_owned()),
    }
}

/// Gives the role from today, unless it is held already.
async fn give(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    person: PersonId,
    invitation: &Invitation,
) -> Result<(), ActionError> {
    let today = platform.today();
    let held = store::person::memberships_of(tx, person).await?;
    let same = |held: &NewMembership| {
        let held = &held.membership;
        (held.provider, held.role, held.school) == (provider.id, invitation.role, invitation.school)
            && held.until.is_none_or(|until| until >= today)
    };
    if held.iter().any(same) {
        return Ok(());
    }
    let membership = Membership {
        person,
        provider: provider.id,
        role: invitation.role,
        school: invitation.school,
        scope: None,
        subject: None,
        school_phase: None,
        from: Some(today),
        until: None,
    };
    let id = platform.number();
    store::person::add_membership(tx, &NewMembership { id, membership }).await?;
    Ok(store::audit::count_up(tx, "person", None).await?)
}

fn letter(
    platform: &Platform,
    provider: &Provider,
    inviter: Option<&Person>,
    minted: &Minted,
) -> Letter {
    let from = match inviter {
        Some(inviter) => format!("{} invites you", inviter.name()),
        None => "You are invited".to_owned(),
    };
    Letter::about(format!("Your invitation: mentoring with {}", provider.name))
        .words(format!(
            "{from} to Alongside, where {} keeps the training of its mentors: what is owed, what is done, and the hours that your school can claim.",
            provider.name
        ))
        .words("This link is your account. Open it, on any device, and press the button there. There is no password.")
        .link("Come in", post::link(platform, &minted.secret))
        .words(format!(
            "It works once, until {}; after that, one press on its page sends a fresh one. If you did not expect this, there is nothing to do.",
            moment(minted.ticket.ends_at)
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_guessed_from_the_address_until_its_owner_tells_it() {
        let both = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(guessed("amina.khan@elm.example"), both("Amina", "Khan"));
        assert_eq!(guessed("akhan@elm.example"), both("", "akhan"));
        assert_eq!(guessed(".x@elm.example"), both("", ".x"));
    }
}
