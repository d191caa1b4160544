//! Suggests who may be meant by a row that names nobody who is known.
//!
//! Owns the word `Suggestion`. It never matches anybody on its own.

use std::collections::HashMap;

use domain::{
    partnership::{ProviderId, Urn},
    person::{Person, PersonId, fold},
};

use crate::person::Index;

/// Somebody who may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their number, where known.
    pub trn: Option<String>,
    /// What they are and where, in words.
    pub place: String,
    /// Why they are suggested.
    pub why: &'static str,
}

/// Suggestions for one row.
const MOST: usize = 4;
/// How near somebody must be to be suggested at all.
const NEAR: f64 = 0.84;

/// What a row says of somebody.
#[derive(Debug, Default)]
struct Stated {
    name: String,
    mailbox: String,
    trn: String,
    school: String,
}

impl Stated {
    fn of(columns: &[String], fields: &[String]) -> Stated {
        let cell = |wanted: &[&str]| {
            let at = columns.iter().position(|column| {
                let column = fold(column).replace(' ', "_");
                wanted.contains(&column.as_str())
            });
            at.and_then(|at| fields.get(at))
                .cloned()
                .unwrap_or_default()
        };
        let whole = cell(&["name", "full_name", "mentor"]);
        let parts = format!("{} {}", cell(&["first_name"]), cell(&["last_name"]));
        let email = cell(&["email", "e_mail"]);
        let mailbox = email.split('@').next().unwrap_or_default().to_owned();
        Stated {
            name: fold(if whole.is_empty() { &parts } else { &whole }),
            mailbox: fold(&mailbox.replace(['.', '_', '-'], " ")),
            trn: cell(&["trn"]).trim().to_owned(),
            school: cell(&["school_urn"]).trim().to_owned(),
        }
    }
}

/// Everybody of a provider, ready to be compared.
pub(super) struct Crowd<'i> {
    index: &'i Index,
    schools: &'i HashMap<Urn, String>,
    people: Vec<(&'i Person, String, String, Vec<&'i str>)>,
    provider: ProviderId,
}

impl<'i> Crowd<'i> {
    /// Gathers everybody who is or was listed by a provider.
    pub fn of(
        index: &'i Index,
        schools: &'i HashMap<Urn, String>,
        provider: ProviderId,
    ) -> Crowd<'i> {
        let mut mailboxes: HashMap<PersonId, Vec<&str>> = HashMap::new();
        for (address, person) in index.emails() {
            let mailbox = address.split('@').next().unwrap_or_default();
            mailboxes.entry(person).or_default().push(mailbox);
        }
        let listed = index.everyone().filter(|person| {
            let mut held = index.memberships(person.id).iter();
            held.any(|held| held.membership.provider == provider)
        });
        let people = listed
            .map(|person| {
                let mailboxes = mailboxes.remove(&person.id).unwrap_or_default();
                (
                    person,
                    fold(&person.name()),
                    person.listed_name(),
                    mailboxes,
                )
            })
            .collect();
        Crowd {
            index,
            schools,
            people,
            provider,
        }
    }

    /// Suggests who a row may mean, the likeliest first.
    pub fn suggest(&self, columns: &[String], fields: &[String]) -> Vec<Suggestion> {
        let stated = Stated::of(columns, fields);
        let mut found: Vec<(f64, &Person, &'static str)> = self
            .people
            .iter()
            .filter_map(|(person, name, turned, mailboxes)| {
                let (near, why) = nearness(&stated, person, (name, turned), mailboxes);
                let same_school = !stated.school.is_empty()
                    && self
                        .schools_of(person.id)
                        .any(|urn| urn.to_string() == stated.school);
                let near = if same_school { near + 0.04 } else { near };
                (near >= NEAR).then_some((near, *person, why))
            })
            .collect();
        found.sort_by(|one, other| {
            let order = other.0.total_cmp(&one.0);
            order.then_with(|| one.1.name().cmp(&other.1.name()))
        });
        found.truncate(MOST);
        let tell = |(_, person, why): (f64, &Person, &'static str)| self.told(person, why);
        found.into_iter().map(tell).collect()
    }

    /// Finds people by what somebody typed: a part of a name, a number, an address.
    pub fn search(&self, typed: &str) -> Vec<Suggestion> {
        let wanted = fold(typed);
        if wanted.len() < 2 {
            return Vec::new();
        }
        let mut found: Vec<&Person> = self
            .people
            .iter()
            .filter(|(person, name, turned, mailboxes)| {
                let trn = person.trn.map(|trn| trn.to_string()).unwrap_or_default();
                name.contains(&wanted)
                    || turned.contains(&wanted)
                    || trn.contains(&wanted)
                    || mailboxes
                        .iter()
                        .any(|mailbox| fold(mailbox).contains(&wanted))
            })
            .map(|(person, ..)| *person)
            .collect();
        found.sort_by_key(|person| fold(&person.name()));
        found.truncate(MOST * 3);
        found
            .into_iter()
            .map(|person| self.told(person, "found by what you typed"))
            .collect()
    }

    fn schools_of(&self, person: PersonId) -> impl Iterator<Item = Urn> {
        let held = self.index.memberships(person).iter();
        let ours = held.filter(|held| held.membership.provider == self.provider);
        ours.filter_map(|held| held.membership.school)
    }

    fn told(&self, person: &Person, why: &'static str) -> Suggestion {
        let held = self.index.memberships(person.id).iter();
        let ours = held.filter(|held| held.membership.provider == self.provider);
        let last = ours
            .max_by_key(|held| held.membership.from)
            .map(|held| &held.membership);
        let place = last.map(|held| {
            let role = held.role.usual_label();
            let school = held.school.and_then(|urn| self.schools.get(&urn));
            match school {
                Some(school) => format!("{role} at {school}"),
                None => role.to_owned(),
            }
        });
        Suggestion {
            person: person.id,
            name: person.name(),
            trn: person.trn.map(|trn| trn.to_string()),
            place: place.unwrap_or_default(),
            why,
        }
    }
}

/// How near somebody is to what a row says, and by what.
fn nearness(
    stated: &Stated,
    person: &Person,
    (name, turned): (&str, &str),
    mailboxes: &[&str],
) -> (f64, &'static str) {
    let mut best = (0.0, "");
    let mut offer = |near: f64, why: &'static str| {
        if near > best.0 {
            best = (near, why);
        }
    };
    if !stated.name.is_empty() {
        let straight = strsim::jaro_winkler(&stated.name, name);
        let across = strsim::jaro_winkler(&stated.name, turned);
        let why = if straight >= 1.0 {
            "the same name"
        } else {
            "nearly the same name"
        };
        offer(straight, why);
        offer(
            across,
            if across >= 1.0 {
                "the same name, turned round"
            } else {
                "nearly the same name"
            },
        );
    }
    if !stated.mailbox.is_empty() {
        let known = mailboxes
            .iter()
            .map(|mailbox| fold(&mailbox.replace(['.', '_', '-'], " ")));
        for mailbox in known {
            if mailbox == stated.mailbox {
                offer(0.97, "the same mailbox elsewhere");
            }
        }
        offer(
            strsim::jaro_winkler(&stated.mailbox, name) * 0.97,
            "an e-mail like the name",
        );
        let initial = name.chars().next().unwrap_or_default();
        let short = format!("{initial} {}", fold(&person.last_name));
        if stated.mailbox == short {
            offer(0.95, "an e-mail of initial and family name");
        }
    }
    if let Some(trn) = person.trn.filter(|_| stated.trn.len() >= 4) {
        let trn = trn.to_string();
        if trn.trim_start_matches('0') == stated.trn.trim_start_matches('0') {
            offer(0.99, "the same TRN with its zeros back");
        } else if strsim::damerau_levenshtein(&trn, &stated.trn) == 1 {
            offer(0.93, "a TRN that differs in one digit");
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn person(first_name: &str, last_name: &str, trn: &str) -> Person {
        Person {
            id: PersonId(Uuid::nil()),
            trn: trn.parse().ok(),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
        }
    }

    fn near(
        columns: &[&str],
        fields: &[&str],
        person: &Person,
        mailboxes: &[&str],
    ) -> (f64, &'static str) {
        let texts = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        let stated = Stated::of(&texts(columns), &texts(fields));
        let turned = person.listed_name();
        nearness(&stated, person, (&fold(&person.name()), &turned), mailboxes)
    }

    #[test]
    fn whoever_is_meant_is_near_by_name_mailbox_or_number() {
        let sian = person("Siân", "Hughes", "0012345");
        let by_name = near(&["name"], &["Sian Hughs"], &sian, &[]);
        assert!(by_name.0 > NEAR && by_name.1 == "nearly the same name");
        let turned = near(
            &["first_name", "last_name"],
            &["Hughes", "Siân"],
            &sian,
            &[],
        );
        assert_eq!(turned, (1.0, "the same name, turned round"));
        let mailbox = near(&["email"], &["s.hughes@gmail.com"], &sian, &["s.hughes"]);
        assert_eq!(mailbox.1, "the same mailbox elsewhere");
        let zeros = near(&["trn"], &["12345"], &sian, &[]);
        assert_eq!(zeros.1, "the same TRN with its zeros back");
        let digit = near(&["trn"], &["0012354"], &sian, &[]);
        assert_eq!(digit.1, "a TRN that differs in one digit");
    }

    #[test]
    fn somebody_else_is_far() {
        let olu = person("Olu", "Ade", "1000002");
        assert!(
            near(
                &["name", "email"],
                &["Sian Hughes", "sian@x.uk"],
                &olu,
                &["olu"]
            )
            .0 < NEAR
        );
    }
}
