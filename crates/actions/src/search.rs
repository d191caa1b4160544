//! Finds a person, a school, a session or a rule by name, number or postcode.
//!
//! Owns the word `Sight`. It never finds, or counts, what the reader may not know of.

mod found;
mod index;
mod known;

use std::collections::HashSet;

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::{Provider, Urn},
    person::{Membership, PersonId, Role},
    programme::Track,
};
use store::Tx;

use self::{
    index::{Gathering, Hit},
    known::{People, Somebody},
};
use crate::{ActionError, Platform, access::attempt::count_search};

pub use found::{AT_ONCE, Best, FoundPerson, FoundRule, FoundSchool, FoundSession, Results};
pub(crate) use known::Known;

/// How far an actor sees among the people of a provider.
enum Sight {
    All,
    At(HashSet<Urn>),
    Own,
}

impl Sight {
    fn of(actor: &Actor, provider: &Provider) -> Sight {
        let object = |school| Object {
            school,
            provider: Some(provider.id),
            person: None,
            ..Object::default()
        };
        let may = |school| actor.may(Deed::ReadStandings, object(school)).is_ok();
        if may(None) {
            return Sight::All;
        }
        let held = actor.memberships.iter();
        let schools: HashSet<Urn> = held
            .filter(|held| held.provider == provider.id)
            .flat_map(Membership::schools)
            .filter(|school| may(Some(*school)))
            .collect();
        if schools.is_empty() {
            Sight::Own
        } else {
            Sight::At(schools)
        }
    }

    fn takes_in_school(&self, school: Urn) -> bool {
        match self {
            Sight::All => true,
            Sight::At(schools) => schools.contains(&school),
            Sight::Own => false,
        }
    }

    fn takes_in(&self, actor: &Actor, somebody: &Somebody) -> bool {
        match self {
            Sight::All => true,
            Sight::At(schools) => {
                somebody.person.id == actor.person
                    || somebody.held.iter().any(|held| {
                        held.school.is_some_and(|school| schools.contains(&school))
                            && held.holds_on(actor.today)
                    })
            }
            Sight::Own => somebody.person.id == actor.person,
        }
    }
}

/// Finds what bears all the words asked, as far as the actor may know of it.
///
/// # Rule
/// Accents and case do not matter, nor the order of words; a whole word fits best, then the
/// beginning of one, then its inside; one wrong letter is understood where nothing else fits.
///
/// # Errors
/// When the store fails.
pub async fn find(platform: &Platform, actor: &Actor, asked: &str) -> Result<Results, ActionError> {
    if domain::person::fold(asked).is_empty() {
        return Ok(Results::default());
    }
    let mut tx = platform.store.read().await?;
    count_search(platform, &mut tx, actor).await?;
    let labels = store::partnership::all_labels(&mut tx).await?;
    let label = |held: &Membership| {
        let known = labels
            .iter()
            .find(|(provider, label)| *provider == held.provider && label.role == held.role);
        known.map_or_else(
            || held.role.usual_label().to_owned(),
            |(_, label)| label.text.clone(),
        )
    };
    let mut providers = store::partnership::providers(&mut tx).await?;
    providers.retain(|provider| {
        let mut held = actor.memberships.iter();
        actor.is_operator()
            || held.any(|held| held.provider == provider.id && held.holds_on(actor.today))
    });
    let mut people: Vec<(Hit, FoundPerson, Option<Urn>)> = Vec::new();
    let mut count = 0;
    let mut partners: Vec<(Provider, HashSet<Urn>)> = Vec::new();
    for provider in &providers {
        let known = platform.people_known(&mut tx, provider).await?;
        let sight = Sight::of(actor, provider);
        let near = near(platform, &mut tx, actor, provider, &sight).await?;
        partners.push((provider.clone(), partner_schools(&known, &sight, actor)));
        for hit in known.index.find(asked) {
            let somebody = &known.all[hit.thing as usize];
            let seen = sight.takes_in(actor, somebody);
            if !seen && !near.contains(&somebody.person.id) {
                continue;
            }
            count += 1;
            if count <= AT_ONCE * providers.len() {
                let (mut person, school) = person(somebody, provider, actor.today, &label);
                person.by_placement = !seen;
                people.push((hit, person, school));
            }
        }
    }
    people.sort_by_key(|(hit, ..)| hit.rank);
    people.truncate(AT_ONCE);
    let schools = schools(platform, &mut tx, actor, asked, &partners).await?;
    let sessions = sessions(platform, &mut tx, asked, &providers).await?;
    let urns: Vec<Urn> = people.iter().filter_map(|(.., urn)| *urn).collect();
    let names = store::partnership::briefs_of(&mut tx, &urns).await?;
    let best = people.into_iter().map(|(_, mut person, urn)| {
        let brief = names.iter().find(|brief| Some(brief.urn) == urn);
        person.school = brief.and_then(|brief| brief.name.clone());
        person
    });
    Ok(Results {
        people: Best {
            best: best.collect(),
            all: count,
        },
        schools,
        sessions,
        rules: rules(platform, asked),
    })
}

/// Whom an actor knows from placements that have not ended: their own student teachers, or those of
/// their schools, with the lead mentors.
async fn near(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    provider: &Provider,
    sight: &Sight,
) -> Result<HashSet<PersonId>, ActionError> {
    if matches!(sight, Sight::All) {
        return Ok(HashSet::new());
    }
    let goes_on = |until: Option<Date>| until.is_none_or(|until| until >= actor.today);
    let gathered = platform.every_placement(tx, provider.id).await?;
    let theirs = gathered.rows.iter().filter(|row| {
        let mentors = row
            .mentors
            .iter()
            .any(|held| held.person.id == actor.person && goes_on(held.mentoring.until));
        goes_on(row.until()) && (mentors || sight.takes_in_school(row.placement.school))
    });
    let named = theirs.flat_map(|row| {
        let lead = row.lead_mentor.as_ref().map(|lead| lead.id);
        [Some(row.student.id), lead]
    });
    Ok(named.flatten().collect())
}

fn person(
    somebody: &Somebody,
    provider: &Provider,
    today: Date,
    label: &impl Fn(&Membership) -> String,
) -> (FoundPerson, Option<Urn>) {
    let now: Vec<&Membership> = somebody
        .held
        .iter()
        .filter(|held| held.holds_on(today))
        .collect();
    let has_left = now.is_empty();
    let shown = if has_left {
        somebody.held.iter().collect()
    } else {
        now
    };
    let mut roles: Vec<String> = shown.iter().map(|held| label(held)).collect();
    roles.sort();
    roles.dedup();
    let found = FoundPerson {
        person: somebody.person.clone(),
        provider: provider.clone(),
        roles,
        mentors: somebody
            .held
            .iter()
            .any(|held| held.role == Role::GeneralMentor),
        by_placement: false,
        school: None,
        has_left,
    };
    (found, shown.iter().find_map(|held| held.school))
}

/// The schools of a partnership of which an actor may know.
fn partner_schools(people: &People, sight: &Sight, actor: &Actor) -> HashSet<Urn> {
    let of = |person: Option<PersonId>| {
        let held = people.all.iter().flat_map(|somebody| &somebody.held);
        held.filter(move |held| person.is_none_or(|person| held.person == person))
            .filter_map(|held| held.school)
            .collect()
    };
    match sight {
        Sight::All => of(None),
        Sight::At(schools) => schools.clone(),
        Sight::Own => of(Some(actor.person)),
    }
}

async fn schools(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    asked: &str,
    partners: &[(Provider, HashSet<Urn>)],
) -> Result<Best<FoundSchool>, ActionError> {
    let sees_register = actor.is_operator()
        || actor.is(Role::SupportAdministrator)
        || partners
            .iter()
            .any(|(provider, _)| matches!(Sight::of(actor, provider), Sight::All));
    let known = platform.schools_known(tx).await?;
    let of = |urn: Urn| partners.iter().find(|(_, schools)| schools.contains(&urn));
    let mut all = 0;
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    for hit in known.index.find(asked) {
        let urn = known.all[hit.thing as usize];
        let list = match of(urn) {
            Some(_) => &mut ours,
            None if sees_register => &mut others,
            None => continue,
        };
        all += 1;
        if list.len() < AT_ONCE {
            list.push(urn);
        }
    }
    ours.extend(others);
    ours.truncate(AT_ONCE);
    let briefs = store::partnership::briefs_of(tx, &ours).await?;
    let best = ours.into_iter().filter_map(|urn| {
        let brief = briefs.iter().find(|brief| brief.urn == urn)?;
        let place = [&brief.town, &brief.postcode].map(|part| part.clone().unwrap_or_default());
        Some(FoundSchool {
            urn,
            name: brief
                .name
                .clone()
                .unwrap_or_else(|| format!("School {urn}")),
            place: place.join(" ").trim().to_owned(),
            provider: of(urn).map(|(provider, _)| provider.clone()),
        })
    });
    Ok(Best {
        best: best.collect(),
        all,
    })
}

async fn sessions(
    platform: &Platform,
    tx: &mut Tx,
    asked: &str,
    providers: &[Provider],
) -> Result<Best<FoundSession>, ActionError> {
    let mut gathering = Gathering::default();
    let mut all: Vec<FoundSession> = Vec::new();
    for provider in providers {
        let rules = platform.rules(tx, provider).await?;
        let newest_first = rules.versions.all().iter().rev();
        for programme in newest_first {
            for part in &programme.components {
                let told = |known: &FoundSession| {
                    known.code == part.code && known.provider.id == provider.id
                };
                if all.iter().any(told) {
                    continue;
                }
                gathering.add(&[&part.title, &part.code]);
                all.push(FoundSession {
                    code: part.code.clone(),
                    title: part.title.clone(),
                    provider: provider.clone(),
                    programme: programme.title.clone(),
                    minutes: part.minutes,
                    is_initial: part.is_on(Track::Initial),
                });
            }
        }
    }
    Ok(best_of(&gathering.done().find(asked), &all))
}

fn rules(platform: &Platform, asked: &str) -> Best<FoundRule> {
    let mut gathering = Gathering::default();
    let titled = &platform.shipped.titled;
    for rule in titled {
        gathering.add(&[&rule.title, &rule.name, &rule.about, &rule.who, &rule.says]);
    }
    let all: Vec<FoundRule> = titled
        .iter()
        .map(|rule| FoundRule {
            name: rule.name.clone(),
            title: rule.title.clone(),
            says: rule.says.clone(),
        })
        .collect();
    best_of(&gathering.done().find(asked), &all)
}

fn best_of<T: Clone>(hits: &[Hit], all: &[T]) -> Best<T> {
    let best = hits.iter().take(AT_ONCE);
    Best {
        best: best.map(|hit| all[hit.thing as usize].clone()).collect(),
        all: hits.len(),
    }
}
