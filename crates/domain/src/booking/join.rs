//! Keeps whom a line of a join log may be: by address, then by name, the likeliest first.
//!
//! Owns the words `Whose`, `Known`, `Likely` and `Found`. It never guesses a nickname: what is not
//! certain goes to a queue that a person answers.

mod stay;

use std::collections::HashMap;

use crate::person::{PersonId, fold};

pub use stay::{Joined, Stay, there, union};

/// Whose a name of a log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Nobody has said it yet.
    Open,
    /// It is nobody of ours.
    Nobody,
    /// This person's.
    Of(PersonId),
}

/// Somebody whom a line may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their addresses, in small letters.
    pub emails: Vec<String>,
    /// Whether they hold a place in the session.
    pub booked: bool,
}

/// Somebody likely, and how alike the names are, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likely {
    /// Who.
    pub person: PersonId,
    /// How alike, from 0 to 100.
    pub alike: u32,
}

/// What was found for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Certainly this person.
    One(PersonId),
    /// To be answered by a person; the likeliest first.
    Ask(Vec<Likely>),
}

/// People who are offered for one name, at most.
const OFFERED: usize = 3;

/// How alike two names must be, in hundredths, for one to be offered for the other.
const LEAST: u32 = 55;

/// A name as it is compared: folded, without what meetings add to it.
///
/// # Rule
/// Words in brackets, such as pronouns, a school or "Guest", are left out; "Khan, Amina" is Amina Khan.
#[must_use]
pub fn plain(name: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    let turned = match kept.split_once(',') {
        Some((last, first)) => format!("{first} {last}"),
        None => kept,
    };
    let said = [
        "guest",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "external",
        "unverified",
    ];
    fold(&turned.replace(['|', '_', '.', '–'], " "))
        .split_whitespace()
        .filter(|word| !said.contains(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words of a name in the order of the alphabet.
fn sorted(plain: &str) -> String {
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// Finds whom each name is, in the order of the log.
///
/// # Rule
/// An address that is one person's is that person. Else a whole name, in either order, that only one
/// bears among those who booked, or, where nobody who booked bears it, among all. Else somebody who
/// booked whose first name's initial and whole last name stand there, where nobody else's do.
#[must_use]
pub fn find(log: &[Joined], known: &[Known], alike: impl Fn(&str, &str) -> f64) -> Vec<Found> {
    let mut by_email: HashMap<&str, PersonId> = HashMap::new();
    let mut by_name: HashMap<String, Vec<&Known>> = HashMap::new();
    let mut by_initial: HashMap<String, Vec<&Known>> = HashMap::new();
    let mut plains: Vec<(String, &Known)> = Vec::with_capacity(known.len());
    for one in known {
        for email in &one.emails {
            by_email.insert(email, one.person);
        }
        let name = plain(&one.name);
        by_name.entry(sorted(&name)).or_default().push(one);
        if let Some(initial) = initial(&name).filter(|_| one.booked) {
            by_initial.entry(initial).or_default().push(one);
        }
        plains.push((name, one));
    }
    log.iter()
        .map(|joined| {
            let email = joined.email.trim().to_lowercase();
            if let Some(person) = by_email.get(email.as_str()) {
                return Found::One(*person);
            }
            let name = plain(&joined.name);
            let same = by_name.get(&sorted(&name)).map_or(&[][..], Vec::as_slice);
            let booked: Vec<&&Known> = same.iter().filter(|one| one.booked).collect();
            match (booked.as_slice(), same) {
                ([one], _) => return Found::One(one.person),
                ([], [one]) => return Found::One(one.person),
                _ => {}
            }
            let short = name
                .split_whitespace()
                .any(|word| word.chars().count() == 1);
            if let Some([one]) = initial(&name)
                .filter(|_| short && same.is_empty())
                .and_then(|initial| by_initial.get(&initial))
                .map(Vec::as_slice)
            {
                return Found::One(one.person);
            }
            Found::Ask(likely(&name, &plains, &alike))
        })
        .collect()
}

/// "a khan" of "amina khan".
fn initial(plain: &str) -> Option<String> {
    let (first, rest) = plain.split_once(' ')?;
    let last = rest.rsplit(' ').next()?;
    Some(format!("{} {last}", first.chars().next()?))
}

fn likely(
    name: &str,
    plains: &[(String, &Known)],
    alike: &impl Fn(&str, &str) -> f64,
) -> Vec<Likely> {
    if name.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(bool, Likely)> = plains
        .iter()
        .map(|(plain, one)| {
            let hundredths = (alike(name, plain).clamp(0.0, 1.0) * 100.0).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it lies between 0 and 100"
            )]
            let alike = hundredths as u32;
            let person = one.person;
            (one.booked, Likely { person, alike })
        })
        .filter(|(_, likely)| likely.alike >= LEAST)
        .collect();
    found.sort_by_key(|(booked, likely)| {
        let lead = if *booked { 15 } else { 0 };
        (std::cmp::Reverse(likely.alike + lead), likely.person)
    });
    found
        .into_iter()
        .map(|(_, likely)| likely)
        .take(OFFERED)
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn known(number: u128, name: &str, booked: bool) -> Known {
        Known {
            person: PersonId(Uuid::from_u128(number)),
            name: name.to_owned(),
            emails: vec![format!("{number}@school.example")],
            booked,
        }
    }

    fn found(name: &str, email: &str) -> Found {
        let all = [
            known(1, "Amina Khan", true),
            known(2, "Zoë Ó Brien", true),
            known(3, "Ben Low", true),
            known(4, "Ben Low", false),
            known(5, "Anna Low", true),
            known(6, "Sam Reed", false),
            known(7, "Pat Hill", false),
            known(8, "Pat Hill", false),
        ];
        let log = [Joined {
            name: name.to_owned(),
            email: email.to_owned(),
            stays: Vec::new(),
            stated: None,
        }];
        let same = |one: &str, other: &str| {
            if one.get(..2) == other.get(..2) {
                0.8
            } else {
                0.1
            }
        };
        find(&log, &all, same).remove(0)
    }

    fn one(number: u128) -> Found {
        Found::One(PersonId(Uuid::from_u128(number)))
    }

    #[test]
    fn an_address_is_certain_and_a_whole_name_in_either_order_too() {
        assert_eq!(found("iPad", "1@SCHOOL.example"), one(1));
        for name in [
            "Amina Khan",
            "KHAN, Amina",
            "khan amina",
            "Amina Khan (she/her)",
            "Amina Khan (Guest)",
            "Mrs. Amina Khan [Ashfield]",
            "A Khan",
            "A. Khan",
        ] {
            assert_eq!(found(name, ""), one(1), "{name}");
        }
        assert_eq!(found("zoe o brien", ""), one(2));
        assert_eq!(found("Sam Reed", "sam@home.example"), one(6));
    }

    #[test]
    fn of_two_of_one_name_the_one_who_booked_is_meant_and_else_a_person_is_asked() {
        assert_eq!(found("Ben Low", ""), one(3));
        assert!(matches!(found("Pat Hill", ""), Found::Ask(_)));
    }

    #[test]
    fn a_nickname_or_a_device_is_asked_about_and_the_likeliest_stand_first() {
        let Found::Ask(likely) = found("Ami K", "") else {
            panic!("a nickname is nobody certain");
        };
        assert_eq!(likely[0].person, PersonId(Uuid::from_u128(1)));
        for nobody in ["iPhone", "", "()", "Guest", "S Reed"] {
            assert!(matches!(found(nobody, ""), Found::Ask(_)), "{nobody}");
        }
    }
}
