//! Finds whom a cell of a file of placements names: a student teacher, a mentor, a lead mentor.
//!
//! Owns the sentences for a cell that names nobody, or more than one. It never guesses.

use std::collections::HashSet;

use domain::{
    partnership::{Provider, School},
    person::{Person, PersonId, Role, Trn, fold},
};
use formats::table::{Row, RowProblem};

use crate::person::{Index, address};

/// Finds somebody by TRN, e-mail or reference.
pub(super) fn by_number<'a>(index: &'a Index, written: &str) -> Option<&'a Person> {
    let trn = || written.parse::<Trn>().ok().and_then(|trn| index.trn(trn));
    let email = || address(written).and_then(|address| index.email(&address));
    trn().or_else(email).or_else(|| index.reference(written))
}

/// Finds the mentor of a placement.
///
/// # Refuses
/// A cell that fits nobody, or a name that fits more than one mentor at the school.
pub(super) fn mentor(
    index: &Index,
    row: &Row,
    written: &str,
    provider: &Provider,
    school: &School,
) -> Result<PersonId, RowProblem> {
    let there = |person: PersonId| {
        index.memberships(person).iter().any(|held| {
            let held = &held.membership;
            held.provider == provider.id
                && held.role == Role::GeneralMentor
                && held.school == Some(school.urn)
        })
    };
    let at = school
        .name
        .clone()
        .unwrap_or_else(|| school.urn.to_string());
    let what = format!("a general mentor at {at}");
    one(index, row, "mentor", written, there, &what)
}

/// Finds the lead mentor of a placement.
///
/// # Refuses
/// A cell that fits nobody, or a name that fits more than one lead mentor of the provider.
pub(super) fn lead_mentor(
    index: &Index,
    row: &Row,
    written: &str,
    provider: &Provider,
) -> Result<PersonId, RowProblem> {
    let leads = |person: PersonId| {
        index.memberships(person).iter().any(|held| {
            held.membership.provider == provider.id && held.membership.role == Role::LeadMentor
        })
    };
    one(index, row, "lead_mentor", written, leads, "a lead mentor")
}

fn one(
    index: &Index,
    row: &Row,
    column: &str,
    written: &str,
    fits: impl Fn(PersonId) -> bool,
    what: &str,
) -> Result<PersonId, RowProblem> {
    if let Some(person) = by_number(index, written) {
        return Ok(person.id);
    }
    let turned = written.split_once(',').map_or_else(
        || written.to_owned(),
        |(last, first)| format!("{first} {last}"),
    );
    let named: HashSet<PersonId> = index.named(&turned).iter().copied().collect();
    let mut fitting = named.into_iter().filter(|person| fits(*person));
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(row.refuse_cell(
            column,
            format!("More than one person of the name {written} is {what}. Give a TRN or an e-mail."),
        )),
        (None, _) if is_a_number(written) => Err(row.refuse_cell(
            column,
            format!("Nobody here has \"{written}\". Check it, or bring the file of people first."),
        )),
        (None, _) => Err(row.refuse_cell(
            column,
            format!("Nobody of the name {written} is {what}. Give a TRN or an e-mail, or bring the file of people first."),
        )),
    }
}

fn is_a_number(written: &str) -> bool {
    written.contains('@') || fold(written).chars().any(|letter| letter.is_ascii_digit())
}
