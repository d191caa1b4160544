//! Finds records that may be of one person.
//!
//! Owns the order of the reasons: what somebody showed goes before what looks alike. It never joins two.

use std::collections::{HashMap, HashSet};

use domain::person::{PersonId, Sameness, fold};

use super::{Everybody, Named, Twins};

impl Everybody {
    /// Finds records that may be of one person: the same name at one school, or the same mailbox
    /// with the same family name. Two different TRNs are two people, and so are two who were told
    /// apart.
    pub(super) fn twins(
        &self,
        shown: &[(PersonId, PersonId, Sameness)],
        emails: &[(String, PersonId)],
        distinct: &HashSet<(PersonId, PersonId)>,
    ) -> Vec<Twins> {
        let mut groups: HashMap<(&'static str, String), Vec<PersonId>> = HashMap::new();
        for (person, known) in &self.people {
            if let Some(school) = self.schools.get(person) {
                let key = format!("{} {school}", fold(&known.name()));
                let why = "the same name at one school";
                groups.entry((why, key)).or_default().push(*person);
            }
        }
        for (address, person) in emails {
            if let Some(known) = self.people.get(person) {
                let mailbox = address.split('@').next().unwrap_or_default();
                let key = format!("{mailbox} {}", fold(&known.last_name));
                let why = "the same mailbox and family name";
                groups.entry((why, key)).or_default().push(*person);
            }
        }
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for (one, other, why) in shown {
            let pair = (*one, *other);
            if let (Some(one), Some(other)) = (self.named(pair.0), self.named(pair.1))
                && !distinct.contains(&pair)
                && seen.insert(pair)
            {
                let why = why.words();
                found.push(Twins { one, other, why });
            }
        }
        for ((why, _), mut people) in groups {
            people.sort_unstable();
            people.dedup();
            let pairs = people.iter().enumerate();
            for pair in pairs.flat_map(|(at, one)| people[at + 1..].iter().map(|two| (*one, *two)))
            {
                let (Some(one), Some(other)) = (self.named(pair.0), self.named(pair.1)) else {
                    continue;
                };
                let two_people =
                    (one.trn.is_some() && other.trn.is_some()) || distinct.contains(&pair);
                if !two_people && seen.insert(pair) {
                    found.push(Twins { one, other, why });
                }
            }
        }
        found.sort_by_key(|twins| (fold(&twins.one.name), twins.one.person));
        found
    }

    /// Lists who showed that a record of other providers alone is perhaps theirs.
    pub(super) fn twins_elsewhere(
        &self,
        shown: &[(PersonId, PersonId, Sameness)],
        distinct: &HashSet<(PersonId, PersonId)>,
    ) -> Vec<(Named, &'static str)> {
        let open = shown
            .iter()
            .filter(|(one, other, _)| !distinct.contains(&(*one, *other)));
        let here =
            open.filter_map(
                |(one, other, why)| match (self.named(*one), self.named(*other)) {
                    (Some(here), None) | (None, Some(here)) => Some((here, why.words())),
                    _ => None,
                },
            );
        here.collect()
    }
}
