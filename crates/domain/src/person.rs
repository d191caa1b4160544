//! Keeps who people are: one record over schools, providers and years.
//!
//! Owns the words `Person`, `Trn`, `Role` and `Membership`. It never joins two records on its own.

pub mod erasure;
mod fold;
mod merge;
mod refusal;
mod role;
mod sameness;

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use fold::fold;
pub use merge::{Folded, folded};
pub use refusal::Refusal;
pub use role::Role;
pub use sameness::Sameness;

use crate::{
    access::Scope,
    partnership::{ProviderId, SchoolPhase, Urn},
};

/// Tells one person from another, for life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub Uuid);

impl PersonId {
    /// Stands for the operator of this installation, who works from the command line.
    pub const OPERATOR: PersonId = PersonId(Uuid::nil());
}

/// A teacher reference number: seven digits, zeros in front included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Trn(u32);

/// Says that a text is no teacher reference number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("A TRN has seven digits; \"{0}\" does not.")]
pub struct NotATrn(String);

impl FromStr for Trn {
    type Err = NotATrn;
    fn from_str(text: &str) -> Result<Trn, NotATrn> {
        let digits = text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|_| digits)
            .map(Trn)
            .ok_or_else(|| NotATrn(text.to_owned()))
    }
}

impl TryFrom<String> for Trn {
    type Error = NotATrn;
    fn try_from(text: String) -> Result<Trn, NotATrn> {
        text.parse()
    }
}

impl From<Trn> for String {
    fn from(trn: Trn) -> String {
        trn.to_string()
    }
}

impl fmt::Display for Trn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}", self.0)
    }
}

/// One person's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The record's own number.
    pub id: PersonId,
    /// The teacher reference number, where known.
    pub trn: Option<Trn>,
    /// Given name, as on the teaching record.
    pub first_name: String,
    /// Family name, as on the teaching record.
    pub last_name: String,
}

impl Person {
    /// The name as people say it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }

    /// Family name and given name, folded: people are listed by it.
    #[must_use]
    pub fn listed_name(&self) -> String {
        fold(&format!("{} {}", self.last_name, self.first_name))
    }

    /// Says whether a name is this person's, whatever the accents, case and punctuation.
    #[must_use]
    pub fn is_named(&self, first_name: &str, last_name: &str) -> bool {
        fold(&self.first_name) == fold(first_name) && fold(&self.last_name) == fold(last_name)
    }
}

/// A role that somebody holds with a provider, at a school or not, between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// With which provider.
    pub provider: ProviderId,
    /// As what.
    pub role: Role,
    /// At which school, if at one.
    pub school: Option<Urn>,
    /// To what it is narrowed, where neither a school nor the whole partnership says it.
    pub scope: Option<Scope>,
    /// The subject taught, folded to lower case words joined by hyphens.
    pub subject: Option<String>,
    /// The phase taught.
    pub school_phase: Option<SchoolPhase>,
    /// The first day; nothing means as long as anyone remembers.
    pub from: Option<Date>,
    /// The last day; nothing means until further notice.
    pub until: Option<Date>,
}

impl Membership {
    /// The school at which it is held, or the schools of its trust.
    pub fn schools(&self) -> impl Iterator<Item = Urn> {
        let within = self.scope.iter().flat_map(Scope::schools).copied();
        self.school.into_iter().chain(within)
    }

    /// Says whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.overlaps(day, day)
    }

    /// Says whether it holds on any day from the first to the last, both included.
    #[must_use]
    pub fn overlaps(&self, first: Date, last: Date) -> bool {
        self.from.is_none_or(|from| from <= last) && self.until.is_none_or(|until| until >= first)
    }
}

/// Chooses the school at which somebody worked on a day, for one provider.
///
/// # Rule
/// The one school of their memberships on that day: with the provider, else with anyone. Where
/// none holds on that day, the one school of those yet to begin, for training often comes before
/// the first day. A membership that has ended says nothing any more.
///
/// # Refuses
/// When several schools are possible: only a person can say which.
pub fn school_on<'a>(
    memberships: impl Iterator<Item = &'a Membership> + Clone,
    provider: ProviderId,
    day: Date,
) -> Result<Option<Urn>, SeveralSchools> {
    let theirs = |held: &&Membership| held.provider == provider;
    let now = |held: &&Membership| held.holds_on(day);
    let soon = |held: &&Membership| held.from.is_some_and(|from| from > day);
    let here_now = one_school(memberships.clone().filter(theirs).filter(now))?;
    if here_now.is_some() {
        return Ok(here_now);
    }
    let anywhere_now = one_school(memberships.clone().filter(now))?;
    if anywhere_now.is_some() {
        return Ok(anywhere_now);
    }
    let here_soon = one_school(memberships.clone().filter(theirs).filter(soon))?;
    if here_soon.is_some() {
        return Ok(here_soon);
    }
    one_school(memberships.filter(soon))
}

/// Says that somebody worked at more than one school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("works at more than one school, {0} and {1} among them")]
pub struct SeveralSchools(pub Urn, pub Urn);

fn one_school<'a>(
    memberships: impl Iterator<Item = &'a Membership>,
) -> Result<Option<Urn>, SeveralSchools> {
    let mut found = None;
    for school in memberships.filter_map(|membership| membership.school) {
        match found {
            Some(first) if first != school => return Err(SeveralSchools(first, school)),
            _ => found = Some(school),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(urn: u32, from: Date, until: Option<Date>) -> Membership {
        Membership {
            person: PersonId::OPERATOR,
            provider: ProviderId(Uuid::nil()),
            role: Role::GeneralMentor,
            school: Some(Urn(urn)),
            scope: None,
            subject: None,
            school_phase: None,
            from: Some(from),
            until,
        }
    }

    #[test]
    fn a_trn_keeps_the_zeros_in_front_and_has_seven_digits() {
        assert_eq!(
            "0012345".parse::<Trn>().expect("seven digits").to_string(),
            "0012345"
        );
        for wrong in ["12345", "12345678", "12E4567", "", " 1234567"] {
            assert!(wrong.parse::<Trn>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_are_compared_without_accents_case_and_punctuation() {
        assert_eq!(fold("Siân  O’Connor-Łukasz"), "sian oconnor lukasz");
        assert_eq!(fold("Ŵyn"), "wyn");
    }

    #[test]
    fn a_role_is_read_as_people_write_it() {
        assert_eq!(Role::read("General Mentor"), Some(Role::GeneralMentor));
        assert_eq!(Role::read("head-of-ite"), Some(Role::HeadOfIte));
        assert_eq!(Role::read("wizard"), None);
    }

    #[test]
    fn the_school_is_that_of_the_day_and_two_are_refused() {
        let moved = [
            at(1, date(2024, 9, 1), Some(date(2025, 1, 5))),
            at(2, date(2025, 1, 6), None),
        ];
        let ours = ProviderId(Uuid::nil());
        assert_eq!(
            school_on(moved.iter(), ours, date(2025, 1, 5)),
            Ok(Some(Urn(1)))
        );
        assert_eq!(
            school_on(moved.iter(), ours, date(2025, 1, 6)),
            Ok(Some(Urn(2)))
        );
        assert!(
            school_on(moved.iter(), ours, date(2024, 7, 1)).is_err(),
            "before either began"
        );
        let both = [at(1, date(2024, 9, 1), None), at(2, date(2024, 9, 1), None)];
        assert_eq!(
            school_on(both.iter(), ours, date(2024, 10, 1)),
            Err(SeveralSchools(Urn(1), Urn(2)))
        );
    }

    #[test]
    fn a_membership_that_has_ended_names_no_school_any_more() {
        let ended = [at(1, date(2024, 9, 1), Some(date(2025, 1, 5)))];
        let ours = ProviderId(Uuid::nil());
        assert_eq!(school_on(ended.iter(), ours, date(2025, 7, 3)), Ok(None));
        let elsewhere = [
            Membership {
                provider: ProviderId(Uuid::from_u128(7)),
                ..at(2, date(2024, 9, 1), None)
            },
            ended[0].clone(),
        ];
        assert_eq!(
            school_on(elsewhere.iter(), ours, date(2025, 7, 3)),
            Ok(Some(Urn(2)))
        );
    }

    #[test]
    fn training_before_the_first_day_is_kept_for_the_one_school_known() {
        let soon = [at(1, date(2025, 9, 1), None)];
        assert_eq!(
            school_on(soon.iter(), ProviderId(Uuid::nil()), date(2025, 7, 3)),
            Ok(Some(Urn(1)))
        );
    }
}
