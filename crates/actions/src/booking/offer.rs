//! Offers a session.
//!
//! Owns the deed `OfferSession` and the word `Offered`. It never books anybody.

mod change;
mod days;
mod given;

use domain::{
    Date, Minutes,
    access::{Actor, Deed},
    booking::{Audience, Hours, Kept, Refusal, Session, SessionId, at},
    partnership::{Provider, ProviderId, Urn},
    person::PersonId,
    programme::Component,
};
use store::Tx;
use uuid::Uuid;

pub use change::{Change, change};
pub use days::days;
pub use given::{Given, given};

use super::list::{about, nothing};
use crate::{ActionError, Platform, partnership::holder, platform::deed_once};

/// A session as the office gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The code of the component of the programme.
    pub component: String,
    /// Its title; blank for the component's own.
    pub title: String,
    /// What it covers.
    pub about: String,
    /// What to bring, read or open.
    pub materials: String,
    /// Its length as training.
    pub minutes: Minutes,
    /// The UK local day.
    pub held_on: Date,
    /// Further days on which it is held alike; each is a session of its own in one series.
    pub also_on: Vec<Date>,
    /// From when to when.
    pub hours: Hours,
    /// Where it is held.
    pub place: String,
    /// The link by which it is joined.
    pub link: String,
    /// The address of whoever holds it; blank for whoever offers it.
    pub host: String,
    /// How many people have room.
    pub capacity: i64,
    /// The name of its series.
    pub series: String,
    /// For whom it is meant.
    pub audience: Audience,
    /// Other providers whose mentors may book, by their codes.
    pub shared_with: Vec<String>,
    /// The addresses of those who hold it beside the host.
    pub co_hosts: Vec<String>,
    /// Places that are kept for some.
    pub kept: Vec<Kept>,
}

/// The most places of a session; a table holds the same.
const MOST_PLACES: i64 = 5000;

/// The most letters of a longer text.
const LETTERS: usize = 4000;

/// The most letters of a line.
const LINE: usize = 300;

/// Lists the components of a provider's programme for which sessions can be offered on a day.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn components(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
) -> Result<(Provider, Vec<Component>), ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await.map_err(|_| nothing())?;
    actor.may(Deed::OfferSession, about(provider.id))?;
    let all = in_force(platform, &mut tx, &provider, platform.today()).await?;
    Ok((provider, all))
}

/// Finds for whom places may be kept: the provider of a code, or the school of a URN. Nothing where there is
/// neither.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn kept_for(
    platform: &Platform,
    actor: &Actor,
    provider: &str,
    who: &str,
) -> Result<Option<(Option<ProviderId>, Option<Urn>)>, ActionError> {
    let mut tx = platform.store.read().await?;
    let own = holder(&mut tx, provider).await.map_err(|_| nothing())?;
    actor.may(Deed::OfferSession, about(own.id))?;
    if let Ok(urn) = who.trim().parse::<u32>() {
        let school = store::partnership::school(&mut tx, Urn(urn)).await?;
        return Ok(school.map(|school| (None, Some(school.urn))));
    }
    let other = holder(&mut tx, who.trim()).await.ok();
    Ok(other.map(|other| (Some(other.id), None)))
}

async fn in_force(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    day: Date,
) -> Result<Vec<Component>, ActionError> {
    let rules = platform.rules(tx, provider).await?;
    let year = domain::AcademicYear::containing(day);
    let mut all: Vec<Component> = Vec::new();
    for version in rules.versions.all() {
        if version.years.contains(&year) {
            for component in &version.components {
                if all.iter().all(|known| known.code != component.code) {
                    all.push(component.clone());
                }
            }
        }
    }
    Ok(all)
}

/// Offers a session, on each of its days: sent twice, it is offered once. Gives the number of the first.
///
/// # Refuses
/// When this is not the actor's to do; a component that the programme does not have; a day that is past,
/// hours that do not exist, too many minutes or places; text that is missing or too long. What is wrong with
/// one of several days is told with the day, and none is offered.
/// # Errors
/// When the store fails.
pub async fn offer(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    provider: &str,
    new: &Offered,
) -> Result<SessionId, ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, provider).await.map_err(|_| nothing())?;
        actor.may(Deed::OfferSession, about(provider.id))?;
        let mut first = None;
        for day in std::iter::once(new.held_on).chain(new.also_on.iter().copied()) {
            let number = on_a_day(platform, actor, tx, (&provider, day), new).await?;
            first.get_or_insert(number);
        }
        first.map(|number| number.0.to_string()).unwrap_or_default()
    });
    let number = done?;
    number.parse().map(SessionId).map_err(|_| nothing())
}

/// Offers a session on one of its days.
async fn on_a_day(
    platform: &Platform,
    actor: &Actor,
    tx: &mut Tx,
    (provider, day): (&Provider, Date),
    new: &Offered,
) -> Result<SessionId, ActionError> {
    let told = |wrong: Refusal| match new.also_on.is_empty() {
        true => wrong,
        false => Refusal::OnDay(day, Box::new(wrong)),
    };
    let components = in_force(platform, tx, provider, day).await?;
    let component = components.iter().find(|one| one.code == new.component);
    let component = component.ok_or_else(|| told(Refusal::NoComponent))?;
    let number = SessionId(platform.number());
    let host = host(tx, actor, &new.host).await?;
    let of = (number, provider.id, host);
    let session = checked(platform, of, (component, day), new).map_err(told)?;
    store::booking::offer(tx, &session, platform.now(), actor.person).await?;
    name_co_hosts(tx, number, &new.co_hosts).await?;
    keep_places(platform, tx, &session, &new.kept).await?;
    share_with(tx, &session, &new.shared_with).await?;
    let (deed, of) = (Deed::OfferSession, Some(provider.id));
    let (subject, told) = (number.0.to_string(), format!("offered: {}", session.title));
    platform.note(tx, actor, deed, of, subject, told).await?;
    Ok(number)
}

/// Who holds a session: the one of this address, or whoever acts where it is blank.
async fn host(tx: &mut Tx, actor: &Actor, address: &str) -> Result<PersonId, ActionError> {
    match address.trim() {
        "" if actor.is_operator() => Err(Refusal::NoHost.into()),
        "" => Ok(actor.person),
        address => addressed(tx, address).await,
    }
}

/// Names those who hold a session beside its host, instead of whoever did.
async fn name_co_hosts(
    tx: &mut Tx,
    session: SessionId,
    addresses: &[String],
) -> Result<(), ActionError> {
    let mut co_hosts = Vec::new();
    for address in addresses {
        co_hosts.push(addressed(tx, address).await?);
    }
    store::booking::name_hosts(tx, session, &co_hosts).await?;
    Ok(())
}

/// Keeps places for some, instead of those that were kept.
async fn keep_places(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    kept: &[Kept],
) -> Result<(), ActionError> {
    let sum = kept
        .iter()
        .fold(0_i64, |sum, kept| sum.saturating_add(kept.places));
    if sum > session.capacity {
        return Err(Refusal::Words("More places are kept than there are.").into());
    }
    store::booking::free(tx, session.id).await?;
    for kept in kept {
        store::booking::keep(tx, platform.number(), session.id, kept).await?;
    }
    Ok(())
}

/// Opens a session to the mentors of further providers.
async fn share_with(tx: &mut Tx, session: &Session, codes: &[String]) -> Result<(), ActionError> {
    let known = store::booking::shares(tx, session.id).await?;
    for code in codes {
        let other = holder(tx, code).await.map_err(|_| {
            Refusal::Words("There is no provider of this code. Give it as the list of providers does, such as L51.")
        })?;
        let new = known.iter().all(|(provider, _)| *provider != other.id);
        if new && other.id != session.provider {
            store::booking::share(tx, session.id, other.id, None).await?;
        }
    }
    Ok(())
}

/// Who has an address.
async fn addressed(tx: &mut Tx, address: &str) -> Result<PersonId, ActionError> {
    let address = address.trim().to_lowercase();
    let found = store::person::with_email(tx, &address).await?;
    Ok(found.ok_or(Refusal::Words(
        "Nobody here has this address. Give the address by which a host signs in.",
    ))?)
}

fn checked(
    platform: &Platform,
    (id, provider, host): (SessionId, ProviderId, PersonId),
    (component, held_on): (&Component, Date),
    new: &Offered,
) -> Result<Session, Refusal> {
    let (starts_at, ends_at) = at(held_on, new.hours)?;
    if starts_at <= platform.now() {
        return Err(Refusal::Past);
    }
    let lasts = ends_at.duration_since(starts_at).as_mins();
    if new.minutes <= Minutes::ZERO || i64::from(new.minutes.0) > lasts {
        return Err(Refusal::LongerThanItLasts);
    }
    if !(1..=MOST_PLACES).contains(&new.capacity) {
        return Err(Refusal::Places);
    }
    let link = line(&new.link)?;
    whole(&link)?;
    let title = match line(&new.title)? {
        blank if blank.is_empty() => component.title.clone(),
        title => title,
    };
    let series = match line(&new.series)? {
        blank if blank.is_empty() && !new.also_on.is_empty() => title.clone(),
        series => series,
    };
    Ok(Session {
        id,
        provider,
        component: component.code.clone(),
        title,
        about: text(&new.about)?,
        materials: text(&new.materials)?,
        minutes: new.minutes,
        mode: component.mode,
        held_on,
        starts_at,
        ends_at,
        place: line(&new.place)?,
        link,
        host,
        capacity: new.capacity,
        series,
        audience: new.audience.clone(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    })
}

/// A longer text, as it is kept.
fn text(text: &str) -> Result<String, Refusal> {
    match text.trim() {
        text if text.chars().count() > LETTERS => {
            Err(Refusal::Words("Say it in at most 4,000 letters."))
        }
        text => Ok(text.to_owned()),
    }
}

/// Text of one line, as it is kept.
fn line(text: &str) -> Result<String, Refusal> {
    match text.trim() {
        text if text.chars().count() > LINE => {
            Err(Refusal::Words("Say it in at most 300 letters."))
        }
        text => Ok(text.to_owned()),
    }
}

/// Asks whether a link is whole, and leads over a line that nobody else reads.
fn whole(link: &str) -> Result<(), Refusal> {
    match link.is_empty() || link.starts_with("https://") {
        true => Ok(()),
        false => Err(Refusal::Words(
            "Give the link in full; it begins with https://.",
        )),
    }
}
