//! Writes to exactly those whom a list shows, once, and tells who has it, read it and acted.
//!
//! Owns the deeds `WriteToList`, `ReadWritten` and `KeepTemplate`. It never sends words with a field
//! left open, and never to somebody whom the list did not show.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use domain::{
    access::{Actor, Deed, Object},
    calendar::told,
    notice::{
        Refusal,
        inbox::{NewNotice, NoticeKind},
        template::{Fields, Template},
    },
    partnership::{Provider, Urn},
    person::PersonId,
};
use store::notice::send::{Kept, Reached, Send};
use uuid::Uuid;

use super::tell::tell;
use crate::{
    ActionError, Platform,
    partnership::holder,
    person::mentors,
    platform::deed_once,
    standing::{ListQuestion, Row},
};

/// How many writings are listed.
const LISTED: i64 = 50;

/// Those whom a list shows.
#[derive(Debug, Clone)]
pub struct Meant {
    /// The provider.
    pub provider: Provider,
    /// Who, in the order of the list, with what is filled in for each.
    pub people: Vec<(PersonId, String, Fields)>,
    /// Those of whom no address is known: they have it in their inbox alone.
    pub without_mail: usize,
    /// The districts of the provider's schools, by name.
    pub districts: Vec<String>,
    /// The components and groups that anybody owes, by code and title.
    pub parts: Vec<(String, String)>,
}

/// A message as one of them would get it.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Whose it is.
    pub whom: String,
    /// The subject and the words, filled in.
    pub filled: Template,
}

/// What was written to many, with who has it.
#[derive(Debug, Clone)]
pub struct Written {
    /// The provider.
    pub provider: Provider,
    /// What was written, the newest first.
    pub sends: Vec<Send>,
    /// How one of them fares with each of its readers, where it is asked for.
    pub reached: Vec<(String, Reached)>,
}

fn object(provider: &Provider) -> Object {
    Object {
        provider: Some(provider.id),
        ..Object::default()
    }
}

async fn leave(
    platform: &Platform,
    actor: &Actor,
    deed: Deed,
    code: &str,
) -> Result<Provider, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, code).await?;
    actor.may(deed, object(&provider))?;
    Ok(provider)
}

/// Finds whom a list shows: the same question as that of the page of mentors, all its pages.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn meant(
    platform: &Platform,
    actor: &Actor,
    question: &ListQuestion,
) -> Result<Meant, ActionError> {
    leave(platform, actor, Deed::WriteToList, &question.provider).await?;
    let mut whole = question.clone();
    whole.page = 1;
    whole.per_page = usize::MAX;
    let page = mentors(platform, actor, &whole).await?;
    let mut tx = platform.store.read().await?;
    let sender = store::person::person(&mut tx, actor.person).await?;
    let sender = sender.map_or_else(|| page.provider.name.clone(), |sender| sender.name());
    let known: HashMap<PersonId, String> = store::person::emails_with(&mut tx, page.provider.id)
        .await?
        .into_iter()
        .map(|(address, person)| (person, address))
        .collect();
    let facts = store::partnership::schools_with(&mut tx, page.provider.id).await?;
    let mut districts: Vec<String> = facts
        .iter()
        .filter_map(|one| one.lies_in().cloned())
        .collect();
    districts.sort();
    districts.dedup();
    let school = |urn: Urn| page.schools.get(&urn).and_then(|brief| brief.name.clone());
    let people: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            let at = row.school.and_then(school).unwrap_or_default();
            let known = fields(row, at, &sender);
            (row.person.id, row.person.name(), known)
        })
        .collect();
    Ok(Meant {
        without_mail: people
            .iter()
            .filter(|(person, ..)| !known.contains_key(person))
            .count(),
        provider: page.provider.clone(),
        parts: parts(&page.rows),
        districts,
        people,
    })
}

/// The components and groups that anybody owes, each once, in the order of their codes.
fn parts(rows: &[Arc<Row>]) -> Vec<(String, String)> {
    let mut all = BTreeMap::new();
    for row in rows {
        let Some(programme) = row.standing.programme.as_deref() else {
            continue;
        };
        for owed in row.standing.owed() {
            let code = owed.code(programme);
            if !all.contains_key(code) {
                all.insert(code.to_owned(), owed.title(programme).to_owned());
            }
        }
    }
    all.into_iter().collect()
}

/// What is filled in for one of them.
fn fields(row: &Row, school: String, sender: &str) -> Fields {
    let standing = &row.standing;
    let programme = standing.programme.as_deref();
    let next = standing
        .owed()
        .min_by_key(|one| one.due_on.unwrap_or(domain::Date::MAX));
    let title = next
        .zip(programme)
        .map(|(one, of)| one.title(of).to_owned());
    let due = next.and_then(|one| one.due_on).map(told);
    Fields::from([
        ("first_name", row.person.first_name.clone()),
        ("name", row.person.name()),
        ("school", school),
        (
            "hours_left",
            standing
                .remaining
                .map(|left| left.to_string())
                .unwrap_or_default(),
        ),
        ("next_step", title.unwrap_or_default()),
        ("due_on", due.unwrap_or_default()),
        ("sender", sender.to_owned()),
    ])
}

/// Shows the message as one of those who are meant would get it: the first, where nobody is named.
///
/// # Refuses
/// When nobody is meant, and words that cannot go out.
pub fn preview(
    meant: &Meant,
    template: &Template,
    whom: Option<PersonId>,
) -> Result<Preview, Refusal> {
    let mut people = meant.people.iter();
    let found = match whom {
        Some(whom) => people.find(|(person, ..)| *person == whom),
        None => people.next(),
    };
    let (_, name, known) = found.ok_or(Refusal::Nobody)?;
    Ok(Preview {
        whom: name.clone(),
        filled: template.fill(name, known)?,
    })
}

/// Writes to those whom a list shows, each with their own values, once. Says to how many.
///
/// # Rule
/// Everything is checked for everybody before anything is written: one blank field, and nobody is
/// written to. `seen` is how many the list had when it was looked at.
///
/// # Refuses
/// When this is not the actor's to do; when nobody is meant, the list has changed, or words cannot go
/// out.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn send(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (question, asked): (&ListQuestion, &str),
    template: &Template,
    seen: usize,
) -> Result<usize, ActionError> {
    let meant = meant(platform, actor, question).await?;
    template.check()?;
    let now = meant.people.len();
    if now == 0 {
        return Err(Refusal::Nobody.into());
    }
    let mut filled = Vec::with_capacity(now);
    for (person, name, known) in &meant.people {
        filled.push((*person, template.fill(name, known)?));
    }
    let provider = &meant.provider;
    let done = deed_once!(platform, actor, once, |tx| {
        if now != seen {
            return Err(Refusal::Changed { seen, now }.into());
        }
        let id = platform.number();
        let sender = store::person::person(tx, actor.person).await?;
        let sender = sender.map_or_else(|| provider.name.clone(), |sender| sender.name());
        let kept = Send {
            id,
            template: template.clone(),
            question: asked.to_owned(),
            people: i64::try_from(now).unwrap_or(i64::MAX),
            sent_at: platform.now(),
            sent_by: actor.person,
            read: 0,
            acted: 0,
        };
        store::notice::send::keep_send(tx, provider.id, &kept).await?;
        for (person, words) in &filled {
            let new = NewNotice {
                provider: Some(provider.id),
                subject: words.subject.clone(),
                words: words.words.clone(),
                why: format!(
                    "You get this because you mentor with {} and the office wrote to a list on which you are.",
                    provider.name
                ),
                ask: sender.clone(),
                path: format!("/standing/{}", provider.code.to_lowercase()),
                action: "See my training".to_owned(),
                send: Some(id),
                by: actor.person,
                ..NewNotice::to(*person, NoticeKind::Written, format!("written {id}"))
            };
            tell(platform, tx, &new).await?;
        }
        let told = format!("wrote to {now} people: “{}”", template.subject);
        let (deed, subject) = (Deed::WriteToList, id.to_string());
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        now.to_string()
    })?;
    Ok(done.parse().unwrap_or_default())
}

/// Lists what was written to many, and how one writing fares with each of its readers.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, there is no such writing, or the store fails.
pub async fn written(
    platform: &Platform,
    actor: &Actor,
    code: &str,
    one: Option<Uuid>,
) -> Result<Written, ActionError> {
    let provider = leave(platform, actor, Deed::ReadWritten, code).await?;
    let mut tx = platform.store.read().await?;
    let sends = store::notice::send::sends(&mut tx, provider.id, LISTED).await?;
    let mut reached = Vec::new();
    if let Some(one) = one {
        if sends.iter().all(|send| send.id != one) {
            return Err(ActionError::NotFound(
                "There is no such message.".to_owned(),
            ));
        }
        let found = store::notice::send::reached(&mut tx, one).await?;
        let people: Vec<PersonId> = found.iter().map(|reached| reached.person).collect();
        let named = store::person::named(&mut tx, &people).await?;
        let name = |person: PersonId| {
            let found = named.iter().find(|known| known.id == person);
            found.map_or_else(|| "Somebody".to_owned(), domain::person::Person::name)
        };
        reached = found
            .into_iter()
            .map(|one| (name(one.person), one))
            .collect();
        reached.sort_by(|one, other| one.0.cmp(&other.0));
    }
    Ok(Written {
        provider,
        sends,
        reached,
    })
}

/// Lists the words that a provider's office writes again.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn templates(
    platform: &Platform,
    actor: &Actor,
    code: &str,
) -> Result<Vec<Kept>, ActionError> {
    let provider = leave(platform, actor, Deed::WriteToList, code).await?;
    let mut tx = platform.store.read().await?;
    Ok(store::notice::send::templates(&mut tx, provider.id).await?)
}

/// Keeps words under a name, in the place of those that had it.
///
/// # Refuses
/// When this is not the actor's to do, and words that cannot go out.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn keep_template(
    platform: &Platform,
    actor: &Actor,
    once: Uuid,
    (code, name): (&str, &str),
    template: &Template,
) -> Result<(), ActionError> {
    let provider = leave(platform, actor, Deed::KeepTemplate, code).await?;
    template.check()?;
    let name: String = name.trim().chars().take(80).collect();
    let done = deed_once!(platform, actor, once, |tx| {
        let kept = Kept {
            id: platform.number(),
            name: if name.is_empty() {
                template.subject.clone()
            } else {
                name.clone()
            },
            template: template.clone(),
        };
        let by = (actor.person, platform.now());
        store::notice::send::keep_template(tx, provider.id, &kept, by).await?;
        let told = format!("keeps words as “{}”", kept.name);
        let (deed, subject) = (Deed::KeepTemplate, provider.id.0.to_string());
        platform
            .note(tx, actor, deed, Some(provider.id), subject, told)
            .await?;
        String::new()
    });
    done.map(|_| ())
}
