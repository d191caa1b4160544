//! Keeps who decides in whose name while somebody is away.
//!
//! Owns the words `Delegate` and `StandIn`. It never gives a delegate more than the giver has on the day.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{Actor, Deed, Object, Reach, Refusal, reach};
use crate::person::{Membership, PersonId, Role};

/// That somebody names somebody else to decide in their name, by one membership, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegate {
    /// Its number.
    pub id: Uuid,
    /// Who is away.
    pub giver: PersonId,
    /// Who stands in.
    pub delegate: PersonId,
    /// By which membership of the giver.
    pub membership: Uuid,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Why.
    pub why: String,
    /// When it was said.
    pub named_at: Timestamp,
    /// When it was ended before its last day, and by whom.
    pub ended: Option<(Timestamp, PersonId)>,
}

impl Delegate {
    /// Says whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.ended.is_none() && self.from <= day && day <= self.until
    }
}

/// In whose name somebody may decide, with what the giver is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// What was said.
    pub said: Delegate,
    /// The membership by which the giver decides.
    pub held: Membership,
    /// Everything that the giver is: a conflict of theirs stays one.
    pub of_giver: Vec<Membership>,
}

/// Says whether somebody may be named for a membership, by one of their own.
///
/// # Rule
/// Both are with the same provider; for a seat at a school at the same school, and for a seat over the
/// whole partnership in a seat of that sort.
#[must_use]
pub fn may_stand_in(given: &Membership, own: &Membership) -> bool {
    let over_all = [
        Role::PartnershipOfficer,
        Role::ProgrammeLead,
        Role::HeadOfIte,
        Role::LeadMentor,
    ];
    own.provider == given.provider
        && match given.school.filter(|_| given.role.is_at_a_school()) {
            Some(school) => own.role.is_at_a_school() && own.school == Some(school),
            None => over_all.contains(&own.role),
        }
}

/// Says whether a role decides anything that a delegate can decide in its name.
#[must_use]
pub fn decides(role: Role) -> bool {
    let mut deeds = Deed::DELEGABLE.iter();
    deeds.any(|deed| reach(*deed, role) != Reach::Nothing)
}

/// Says whether a delegate may be named for these days.
///
/// # Refuses
/// Days that are past, turned round, or too many.
pub fn lasts(from: Date, until: Date, today: Date, longest: i32) -> Result<(), Refusal> {
    if from < today || until < from {
        return Err(Refusal::DelegateDays);
    }
    if (until - from).get_days() >= longest {
        return Err(Refusal::DelegateTooLong(longest));
    }
    Ok(())
}

impl Actor {
    /// Says in whose name a deed is done, where it is not done by a leave of one's own.
    ///
    /// # Rule
    /// For the deeds of [`Deed::DELEGABLE`] alone, as far as the giver's membership reaches on the day,
    /// while the days last and both are still what they were. Nobody decides about themself so, nor
    /// about the giver; a conflict of either stays one. Who stands in names nobody further.
    #[must_use]
    pub fn in_whose_stead(&self, deed: Deed, object: Object) -> Option<PersonId> {
        let own = self.is_operator() || self.reaches(deed, object, deed.judges());
        if own || !deed.is_delegable() {
            return None;
        }
        let mut all = self.stands_in.iter();
        all.find(|one| self.stands(one, deed, object, deed.judges()))
            .map(|one| one.said.giver)
    }

    pub(super) fn stands(&self, one: &StandIn, deed: Deed, object: Object, judges: bool) -> bool {
        let own = self
            .memberships
            .iter()
            .filter(|own| own.holds_on(self.today));
        let still_fits = own.clone().any(|own| may_stand_in(&one.held, own));
        let about_either = object
            .person
            .is_some_and(|person| [self.person, one.said.giver].contains(&person));
        let giver = Actor {
            person: one.said.giver,
            memberships: one.of_giver.clone(),
            today: self.today,
            session: None,
            proof: self.proof,
            stands_in: Vec::new(),
        };
        one.said.holds_on(self.today)
            && still_fits
            && !about_either
            && giver.reaches_by(&one.held, deed, object, judges)
            && !(judges && self.is_of_ones_own_school(&one.held, object))
    }
}
