//! Puts names in the place of the numbers that notes hold, when they are read.
//!
//! Owns that exchange. It never writes a name into a note: who is replaced or renamed is told by
//! their name of today.

use std::collections::HashMap;

use domain::person::PersonId;
use store::Tx;
use uuid::Uuid;

use crate::ActionError;

/// The letters of a number as notes hold it.
const LENGTH: usize = 36;

/// The numbers that a text holds, wherever they stand.
pub(crate) fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !(letter.is_ascii_hexdigit() || letter == '-'));
    words.filter(|word| word.len() == LENGTH && Uuid::try_parse(word).is_ok())
}

/// The people whom a text may name by number.
pub(crate) fn people(text: &str) -> impl Iterator<Item = PersonId> {
    numbers(text).filter_map(|number| number.parse().ok().map(PersonId))
}

/// A text with the names of people in the place of their numbers.
pub(crate) fn with_names(text: &str, names: &HashMap<PersonId, String>) -> String {
    let mut told = text.to_owned();
    for number in numbers(text) {
        let person = number.parse().ok().map(PersonId);
        if let Some(name) = person.and_then(|person| names.get(&person)) {
            told = told.replace(number, name);
        }
    }
    told
}

/// The names of people, and of the operator.
pub(crate) async fn names(
    tx: &mut Tx,
    people: impl Iterator<Item = PersonId>,
) -> Result<HashMap<PersonId, String>, ActionError> {
    let mut people: Vec<PersonId> = people.collect();
    people.sort_unstable();
    people.dedup();
    let named = store::person::named(tx, &people).await?;
    let mut names: HashMap<PersonId, String> = named
        .into_iter()
        .map(|person| (person.id, person.name()))
        .collect();
    names.insert(PersonId::OPERATOR, "The operator".to_owned());
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JO: &str = "0191b29b-2e03-7f6f-9182-de519a61b029";

    #[test]
    fn a_number_of_somebody_is_told_as_their_name_of_today_and_any_other_stays() {
        let jo = JO.parse().map(PersonId).expect("a number");
        let names = HashMap::from([(jo, "Jo Lane".to_owned())]);
        let of_two = format!("{JO} mentors from 1 May 2026, beside {JO}");
        assert_eq!(
            with_names(&of_two, &names),
            "Jo Lane mentors from 1 May 2026, beside Jo Lane"
        );
        let unknown = "00000000-0000-0000-0000-0000000000aa mentors until dead-beef";
        assert_eq!(with_names(unknown, &names), unknown);
        assert_eq!(people(unknown).count(), 1);
    }
}
