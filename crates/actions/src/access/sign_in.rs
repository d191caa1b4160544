//! Sends somebody a link and a code, and lets them in by either.
//!
//! Owns the words `Asked`, `Typed` and `Landed`. It never says whether an address is known.

use domain::{
    Minutes,
    access::{
        Refusal,
        letter::Letter,
        session::{Device, How},
        ticket::{Purpose, Ticket, Void},
    },
    calendar::moment,
    person::PersonId,
    policy::Policies,
};
use store::{
    Tx,
    access::{Hash, ticket},
};

use super::{
    attempt::{check, count_network, refused, within_asks},
    post,
    session::{Opened, hash, open_for},
    ticket::{Minted, Wanted, handle, mint},
};
use crate::{ActionError, Platform, person::address, platform::deed};

/// Within so long of a message another press sends no second one to the same address.
const PRESSED_TWICE: Minutes = Minutes(1);

/// What became of an address that was typed: the same for everybody's and for nobody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What the asking browser keeps until the code is typed.
    pub handle: String,
}

/// What became of a link that was pressed or a code that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Landed {
    /// Somebody is signed in.
    In {
        /// By this session.
        opened: Opened,
        /// What the ticket was for.
        purpose: Purpose,
        /// Where they wanted to go.
        to: Option<String>,
    },
    /// The link opens nothing any more.
    Void(Void),
}

/// What a link is for, before anybody presses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is for.
    pub purpose: Purpose,
    /// The name of whom it signs in.
    pub name: String,
    /// Where it leads; nowhere where it only signs in.
    pub to: Option<String>,
    /// Whether it still opens something.
    pub state: Result<(), Void>,
    /// Whether a fresh one can be sent.
    pub can_be_fresh: bool,
}

/// Sends a link and a code to an address, if it is somebody's. The answer is the same if it is not.
///
/// # Rule
/// An address is sent so many messages an hour, and the same browser's second press sends none.
/// The work is the same whoever's the address is: a ticket is kept that opens nothing for nobody.
///
/// # Refuses
/// What is no address, and a network from which too much was tried.
/// # Errors
/// When the store fails.
pub async fn ask(
    platform: &Platform,
    typed: &str,
    to: Option<&str>,
    before: Option<&str>,
    device: &Device,
) -> Result<Asked, ActionError> {
    let Some(address) = address(typed) else {
        return Err(Refusal::NotAnEmail(typed.trim().to_owned()).into());
    };
    let subject = hash(&address);
    let asked = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        match count_network(platform, tx, &policies, device).await? {
            Err(refusal) => Err(refusal),
            Ok(()) => Ok(match again(platform, tx, before, &subject).await? {
                Some(handle) => Asked { handle },
                None => send(platform, tx, &policies, (&address, subject), to).await?,
            }),
        }
    })?;
    Ok(asked?)
}

/// The handle of a moment ago, where the same browser asks for the same address.
async fn again(
    platform: &Platform,
    tx: &mut Tx,
    before: Option<&str>,
    subject: &Hash,
) -> Result<Option<String>, ActionError> {
    let Some((text, (id, _))) = before.and_then(|text| Some((text, handle(text)?))) else {
        return Ok(None);
    };
    let now = platform.now();
    let found = ticket::one(tx, id).await?.filter(|ticket| {
        let since = now.duration_since(ticket.made_at);
        ticket.subject.as_ref() == Some(subject)
            && ticket.used_at.is_none()
            && since < domain::access::session::minutes(PRESSED_TWICE)
    });
    Ok(found.map(|_| text.to_owned()))
}

async fn send(
    platform: &Platform,
    tx: &mut Tx,
    policies: &Policies,
    (address, subject): (&str, Hash),
    to: Option<&str>,
) -> Result<Asked, ActionError> {
    let person = store::person::with_email(tx, address).await?;
    let wanted = Wanted {
        purpose: Purpose::SignIn,
        person,
        address: person.map(|_| address.to_owned()),
        subject: Some(subject),
        object: to.and_then(local).map(str::to_owned),
        made_by: person.unwrap_or(PersonId::OPERATOR),
    };
    let minted = mint(platform, tx, wanted).await?;
    let is_within = within_asks(platform, tx, policies, &subject).await?;
    let letter = sign_in_letter(platform, &minted);
    if is_within && let Some(person) = person {
        post::send(platform, tx, person, &minted.ticket, letter).await?;
    }
    Ok(Asked {
        handle: minted.handle,
    })
}

/// A page of this house.
#[must_use]
pub fn local(path: &str) -> Option<&str> {
    let at_home = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\n', '\r', '\t'])
        && path.len() <= 500;
    at_home.then_some(path)
}

fn sign_in_letter(platform: &Platform, minted: &Minted) -> Letter {
    let address = post::link(platform, &minted.secret);
    Letter::about("Sign in to Alongside")
        .words("Somebody asked to sign in to Alongside with this address. If it was you, type this code on the page that asked for it:")
        .code(&minted.code)
        .words("Or open this link, on any device, and press the button there:")
        .link("Sign in", address)
        .words(format!(
            "Each of them works once, until {}. If it was not you, there is nothing to do: nobody can sign in without this message.",
            moment(minted.ticket.ends_at)
        ))
}

/// Says what a link is for, without using it: whatever opens links by itself changes nothing.
///
/// # Errors
/// When nobody ever made this link, or the store fails.
pub async fn look(platform: &Platform, secret: &str) -> Result<Link, ActionError> {
    let mut tx = platform.store.glance().await?;
    let (ticket, person) = whose(&mut tx, secret, "").await?;
    let found = store::person::person(&mut tx, person).await?;
    Ok(Link {
        purpose: ticket.purpose,
        to: ticket.object.clone(),
        name: found.map(|person| person.name()).unwrap_or_default(),
        state: ticket.link_opens(platform.now()),
        can_be_fresh: ticket.address.is_some(),
    })
}

/// Finds the ticket of a link that signs somebody in, used and lapsed ones too.
async fn whose(tx: &mut Tx, secret: &str, from: &str) -> Result<(Ticket, PersonId), ActionError> {
    let found = ticket::by_secret(tx, &hash(secret)).await?;
    found
        .filter(|ticket| ticket.purpose.signs_in())
        .and_then(|ticket| Some((ticket.person?, ticket)))
        .map(|(person, ticket)| (ticket, person))
        .ok_or_else(|| {
            refused("a link that nobody ever made", None, from);
            ActionError::NotFound("There is no such link. Ask for a new message.".to_owned())
        })
}

/// Uses a link: whoever comes first is signed in, and nobody after.
///
/// # Errors
/// When nobody ever made this link, or the store fails.
pub async fn press(
    platform: &Platform,
    secret: &str,
    device: &Device,
) -> Result<Landed, ActionError> {
    deed!(platform, |tx| {
        let (ticket, person) = whose(tx, secret, &device.address).await?;
        match ticket.link_opens(platform.now()) {
            Ok(()) => let_in(platform, tx, ticket, person, device, None).await?,
            Err(void) => {
                refused(
                    "a link that opens nothing any more",
                    Some(person),
                    &device.address,
                );
                Landed::Void(void)
            }
        }
    })
}

async fn let_in(
    platform: &Platform,
    tx: &mut Tx,
    ticket: Ticket,
    person: PersonId,
    device: &Device,
    how: Option<How>,
) -> Result<Landed, ActionError> {
    if !ticket::use_up(tx, ticket.id, platform.now()).await? {
        return Ok(Landed::Void(Void::Used));
    }
    let how = how.unwrap_or(match ticket.purpose {
        Purpose::Printed => How::Printed,
        Purpose::Task => How::Task,
        _ => How::Link,
    });
    let task = ticket.object.clone().filter(|_| how == How::Task);
    if let Some(path) = &task {
        store::notice::inbox::opened(tx, person, path, platform.now()).await?;
    }
    let opened = open_for(platform, tx, person, how, device, task).await?;
    Ok(Landed::In {
        opened,
        purpose: ticket.purpose,
        to: ticket.object,
    })
}

/// Types a code where it was asked for.
///
/// # Refuses
/// A wrong code, one that was guessed at too often, used or lapsed, and a network from which too much
/// was tried. What nobody was sent is refused in the same words.
/// # Errors
/// When the store fails.
pub async fn type_code(
    platform: &Platform,
    handle: &str,
    typed: &str,
    device: &Device,
) -> Result<Landed, ActionError> {
    let code: String = typed.chars().filter(char::is_ascii_digit).collect();
    let done = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        match count_network(platform, tx, &policies, device).await? {
            Err(refusal) => Err(refusal),
            Ok(()) => match check(platform, tx, &policies, (handle, &code), &device.address).await?
            {
                Err(refusal) => Err(refusal),
                Ok((ticket, _)) if ticket.purpose != Purpose::SignIn => Err(Refusal::CodeVoid),
                Ok((ticket, person)) => {
                    let how = Some(How::Code);
                    Ok(let_in(platform, tx, ticket, person, device, how).await?)
                }
            },
        }
    })?;
    match done? {
        Landed::Void(_) => Err(Refusal::CodeVoid.into()),
        landed => Ok(landed),
    }
}

/// Sends a fresh link in the place of one that lapsed or was used, to the same address.
///
/// # Rule
/// It goes where the old one went, if the address is still the person's, for the same purpose.
/// # Refuses
/// A network from which too much was tried.
/// # Errors
/// When nobody ever made this link, or the store fails.
pub async fn send_fresh(
    platform: &Platform,
    secret: &str,
    device: &Device,
) -> Result<(), ActionError> {
    let done = deed!(platform, |tx| {
        let policies = platform.policies(tx).await?;
        let (old, person) = whose(tx, secret, &device.address).await?;
        match count_network(platform, tx, &policies, device).await? {
            Err(refusal) => Err(refusal),
            Ok(()) => {
                post::fresh(platform, tx, &policies, old, person).await?;
                Ok(())
            }
        }
    })?;
    Ok(done?)
}
