//! Keeps whom a line of a join log may be: by address, then by name, the likeliest first.
//!
//! Owns the words `Joined`, `Stay`, `Known`, `Likely` and `Found`. It never guesses a nickname: what is not
//! certain goes to a queue that a person answers.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::{
    Minutes,
    person::{PersonId, fold},
};

/// From when to when somebody was in the meeting.
pub type Stay = (Timestamp, Timestamp);

/// One name in a join log, with every stay under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// As they called themselves.
    pub name: String,
    /// The address that the meeting knew; may be empty.
    pub email: String,
    /// Their stays.
    pub stays: Vec<Stay>,
    /// The minutes that the log states, where it tells no hours.
    pub stated: Option<Minutes>,
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

/// Adds stays up as a union, within the hours of the session.
///
/// # Units
/// Whole minutes, a begun half counted as one.
#[must_use]
pub fn union(stays: &[Stay], within: Stay) -> Minutes {
    let mut all: Vec<(i64, i64)> = stays
        .iter()
        .map(|(from, until)| {
            (
                from.as_second().max(within.0.as_second()),
                until.as_second().min(within.1.as_second()),
            )
        })
        .filter(|(from, until)| from < until)
        .collect();
    all.sort_unstable();
    let mut seconds = 0;
    let mut reached = i64::MIN;
    for (from, until) in all {
        let from = from.max(reached);
        if until > from {
            seconds += until - from;
            reached = until;
        }
    }
    Minutes(i32::try_from((seconds + 30) / 60).unwrap_or(i32::MAX))
}

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

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_763_000_000 + minute * 60).expect("an instant of this century")
    }

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

    #[test]
    fn several_joins_and_leaves_add_up_as_a_union_within_the_session() {
        let whole = (at(0), at(60));
        let stays = [
            (at(-10), at(20)),
            (at(10), at(30)),
            (at(40), at(90)),
            (at(50), at(45)),
        ];
        assert_eq!(union(&stays, whole), Minutes(50));
        assert_eq!(union(&[(at(70), at(90))], whole), Minutes(0));
        assert_eq!(union(&[], whole), Minutes(0));
    }
}
