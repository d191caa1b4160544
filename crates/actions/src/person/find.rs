//! Finds whom a row of a file of people is about.
//!
//! Owns what is refused when a row speaks of two people. It never adds anybody.

use domain::person::{Person, fold};
use formats::table::{Row, RowProblem};

use super::{Index, row::Stated};

/// Finds whom a row is about.
///
/// # Refuses
/// When number, address and reference are not one person's, or the number is known under another name.
pub(super) fn find(
    index: &Index,
    row: &Row,
    stated: &Stated,
) -> Result<Option<Person>, RowProblem> {
    let by_trn = stated.trn.and_then(|trn| index.trn(trn));
    let by_email = stated
        .email
        .as_deref()
        .and_then(|address| index.email(address));
    let by_reference = stated
        .reference
        .as_deref()
        .and_then(|reference| index.reference(reference));
    let found = [
        ("trn", by_trn),
        ("email", by_email),
        ("reference", by_reference),
    ];
    let mut known = found
        .iter()
        .filter_map(|(column, person)| Some((*column, (*person)?)));
    let Some((first, person)) = known.next() else {
        return Ok(None);
    };
    if let Some((other, another)) = known.find(|(_, another)| another.id != person.id) {
        return Err(row.refuse(format!(
            "The {first} is that of {}, the {other} that of {}. Correct whichever is wrong.",
            person.name(),
            another.name()
        )));
    }
    if let (Some(theirs), Some(given)) = (person.trn, stated.trn)
        && theirs != given
    {
        return Err(row.refuse_cell("trn", format!(
            "The {first} is that of {}, whose TRN is {theirs}, not {given}. Correct whichever is wrong.",
            person.name()
        )));
    }
    let renamed = stated
        .earlier_name
        .as_deref()
        .is_some_and(|earlier| fold(earlier) == fold(&person.name()));
    if !renamed && !person.is_named(&stated.first_name, &stated.last_name) {
        let number = stated
            .trn
            .map_or_else(|| format!("The {first}"), |trn| format!("TRN {trn}"));
        return Err(row.refuse(format!(
            "{number} is known here as {}; this row says {} {}. If it is one person, write the name as it is known, or give that name in a column earlier_name to change it; if not, correct the number.",
            person.name(), stated.first_name, stated.last_name
        )));
    }
    Ok(Some(person.clone()))
}
