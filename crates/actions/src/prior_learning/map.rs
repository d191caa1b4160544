//! Shows the map of what institutions have agreed, writes it as a file, and takes one in after its
//! difference was read.
//!
//! Owns the deeds `ReadMap` and `ChangeMap`, and the words `Map` and `Change`. It never drops an agreement.

use std::collections::HashSet;

use domain::{
    Minutes,
    access::{Actor, Deed, Object},
    partnership::Provider,
    prior_learning::{Equivalence, PartnerSession},
    programme::Reach,
};
use formats::map_file;
use store::Tx;
use uuid::Uuid;

use crate::{ActionError, Platform, partnership::holder, platform::deed_once, standing::Rulebook};

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
    /// What was agreed.
    pub agreed: Vec<Equivalence>,
    /// Whether the reader may take a map in.
    pub may_change: bool,
}

impl Map {
    /// The largest share by which an institution covers a component on a day, of a hundred.
    #[must_use]
    pub fn strength(&self, institution: &str, component: &str, day: domain::Date) -> Option<u8> {
        let holds = |one: &&Equivalence| {
            one.institution == institution
                && one.component == component
                && one.until.is_none_or(|until| until >= day)
        };
        self.agreed.iter().filter(holds).map(|one| one.share).max()
    }
}

fn ask_leave(actor: &Actor, deed: Deed, provider: &Provider) -> Result<(), ActionError> {
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
    Ok(Map {
        institutions: store::partnership::institutions(&mut tx, provider.id).await?,
        components: components(platform, &rules),
        sessions: store::prior_learning::sessions(&mut tx, provider.id).await?,
        agreed: store::prior_learning::equivalences(&mut tx, provider.id).await?,
        may_change: ask_leave(actor, Deed::ChangeMap, &provider).is_ok(),
        provider,
    })
}

/// The portable components of every version that has begun, the newest version first.
fn components(platform: &Platform, rules: &Rulebook) -> Vec<(String, String)> {
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
    let agreements = |session: &PartnerSession| {
        map.agreed
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
    let sessions = map.sessions.iter().map(|session| map_file::Session {
        institution: session.institution.clone(),
        programme: session.programme.clone(),
        code: session.code.clone(),
        title: session.title.clone(),
        covers: session.covers.clone(),
        minutes: session.minutes.0,
        agreements: agreements(session),
    });
    Ok(map_file::write(&map_file::Map {
        provider: map.provider.code.clone(),
        sessions: sessions.collect(),
    }))
}

/// What taking a map in would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// What is new or otherwise, line by line.
    pub lines: Vec<String>,
    /// What is left out, and why.
    pub left_out: Vec<String>,
    /// How many lines stay as they are.
    pub same: usize,
}

/// What of a file is kept.
#[derive(Default)]
struct Read {
    change: Change,
    institutions: Vec<String>,
    sessions: Vec<PartnerSession>,
    agreed: Vec<Equivalence>,
}

/// Tells what taking a map in would change, and keeps nothing.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the text is no map, with its line; when nobody has the code, or the store fails.
pub async fn weigh_map(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    text: &str,
) -> Result<(Provider, Change), ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    ask_leave(actor, Deed::ChangeMap, &provider)?;
    let read = weighed(platform, &mut tx, &provider, text).await?;
    Ok((provider, read.change))
}

/// Takes a map in. Nothing that was agreed before goes: an agreement ends by a last day.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the text is no map, with its line; when nobody has the code, or the store fails.
pub async fn keep_map(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    code: &str,
    text: &str,
) -> Result<(), ActionError> {
    let done = deed_once!(platform, actor, once, |tx| {
        let provider = holder(tx, code).await?;
        ask_leave(actor, Deed::ChangeMap, &provider)?;
        let read = weighed(platform, tx, &provider, text).await?;
        for name in &read.institutions {
            store::partnership::add_institution(tx, provider.id, name).await?;
        }
        for session in &read.sessions {
            let id = platform.number();
            store::prior_learning::keep_session(tx, id, provider.id, session).await?;
        }
        let now = (platform.now(), actor.person);
        for one in &read.agreed {
            let place = (one.institution.as_str(), one.session.as_str());
            let session = store::prior_learning::session(tx, provider.id, place).await?;
            let Some(session) = session else { continue };
            let ids = (platform.number(), session);
            store::prior_learning::keep_equivalence(tx, ids, one, now).await?;
        }
        let (deed, of) = (Deed::ChangeMap, Some(provider.id));
        let told = format!("{} lines of the map", read.change.lines.len());
        platform
            .note(tx, actor, deed, of, provider.code.clone(), told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}

async fn weighed(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    text: &str,
) -> Result<Read, ActionError> {
    let file =
        map_file::read(text).map_err(|problem| ActionError::Unreadable(problem.to_string()))?;
    let rules = platform.rules(tx, provider).await?;
    let known: HashSet<String> = store::partnership::institutions(tx, provider.id)
        .await?
        .into_iter()
        .collect();
    let sessions = store::prior_learning::sessions(tx, provider.id).await?;
    let agreed = store::prior_learning::equivalences(tx, provider.id).await?;
    let mut read = Read::default();
    for one in &file.sessions {
        if !known.contains(&one.institution) && !read.institutions.contains(&one.institution) {
            let line = format!("New institution: {}", one.institution);
            read.change.lines.push(line);
            read.institutions.push(one.institution.clone());
        }
        let session = PartnerSession {
            institution: one.institution.clone(),
            programme: one.programme.clone(),
            code: one.code.clone(),
            title: one.title.clone(),
            covers: one.covers.clone(),
            minutes: Minutes(one.minutes),
        };
        let place = format!("{}, {} “{}”", one.institution, one.code, one.title);
        let there = sessions
            .iter()
            .find(|known| known.institution == one.institution && known.code == one.code);
        match there {
            Some(there) if *there == session => read.change.same += 1,
            Some(_) => read.change.lines.push(format!("Changed session: {place}")),
            None => read.change.lines.push(format!("New session: {place}")),
        }
        read.sessions.push(session);
        for agreement in &one.agreements {
            let found = Found {
                place: &place,
                session: one,
                agreement,
                agreed: &agreed,
            };
            found.weigh(&rules, &mut read);
        }
    }
    Ok(read)
}

/// An agreement of a file beside what is known.
struct Found<'a> {
    place: &'a str,
    session: &'a map_file::Session,
    agreement: &'a map_file::Agreement,
    agreed: &'a [Equivalence],
}

impl Found<'_> {
    fn weigh(&self, rules: &Rulebook, read: &mut Read) {
        let (place, one) = (self.place, self.agreement);
        let title = match rules.versions.component(&one.component) {
            Some(_) if !rules.versions.is_portable(&one.component) => {
                let line = format!(
                    "{place}: “{}” is local, so nothing stands for it.",
                    one.component
                );
                return read.change.left_out.push(line);
            }
            Some(part) => &part.title,
            None => {
                let line = format!("{place}: there is no component “{}” here.", one.component);
                return read.change.left_out.push(line);
            }
        };
        let there = self.agreed.iter().find(|known| {
            known.institution == self.session.institution
                && known.session == self.session.code
                && known.component == one.component
                && known.from == one.from
        });
        let new = Equivalence {
            institution: self.session.institution.clone(),
            session: self.session.code.clone(),
            title: self.session.title.clone(),
            component: one.component.clone(),
            share: one.share,
            from: one.from,
            until: one.until,
            agreed_by: one.agreed_by.clone(),
            source: one.source.clone(),
            version: there.map_or(1, |there| there.version),
        };
        let until = new
            .until
            .map_or(String::new(), |until| format!(" until {until}"));
        let says = format!(
            "{} % of it stand for “{title}” from {}{until}",
            new.share, new.from
        );
        match there {
            Some(there) if there.title == new.title && *there == new => read.change.same += 1,
            Some(there) => {
                let line = format!("Changed: {place}: {says} (was {} %)", there.share);
                read.change.lines.push(line);
                read.agreed.push(Equivalence {
                    version: there.version + 1,
                    ..new
                });
            }
            None => {
                read.change.lines.push(format!("New: {place}: {says}"));
                read.agreed.push(new);
            }
        }
    }
}
