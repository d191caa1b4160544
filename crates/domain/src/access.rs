//! Keeps who may do what: one table of deeds against roles.
//!
//! Owns the words `Actor`, `Deed` and `Reach`. It never hides a thing from a list: `store` narrows lists.

pub mod address;
mod deeds;
pub mod delegate;
pub mod guest;
pub mod identity;
pub mod letter;
pub mod passkey;
mod refusal;
mod scope;
pub mod session;
mod sort;
pub mod ticket;
mod words;

use jiff::civil::Date;
use uuid::Uuid;

pub use deeds::{Deed, Reach, TABLE, reach};
pub use refusal::Refusal;
pub use scope::{Sample, SampleId, Scope, Trust};

pub use words::Capability;

use crate::{
    partnership::{ProviderId, Urn},
    person::{Membership, PersonId, Role},
    placement::PlacementId,
};

/// Somebody who does a deed.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// What they are, and where.
    pub memberships: Vec<Membership>,
    /// The day on which they act.
    pub today: Date,
    /// Whether they proved afresh who they are.
    pub proof: Proof,
    /// In whose name they may decide while those are away.
    pub stands_in: Vec<delegate::StandIn>,
    /// The number of the session from which they act; none at the command line.
    pub session: Option<Uuid>,
}

/// Whether somebody proved afresh who they are, as sensitive deeds ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Proof {
    /// Nobody is asked: at the command line, and in the demo, where everyone is invented.
    #[default]
    Waived,
    /// A while ago, or never.
    Stale,
    /// Just now.
    Fresh,
}

/// That on which a deed is done. What is not known is left out and then not within reach.
#[derive(Debug, Clone, Copy, Default)]
pub struct Object {
    /// Whose it is.
    pub person: Option<PersonId>,
    /// The school it concerns.
    pub school: Option<Urn>,
    /// The provider it concerns.
    pub provider: Option<ProviderId>,
    /// The placement it is, where it is one.
    pub placement: Option<PlacementId>,
}

/// Says that a deed is not this actor's to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This is not yours to do. The partnership office can tell you who may.")]
pub struct Forbidden;

/// Asks somebody to prove afresh who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This asks for a fresh proof that it is you.")]
pub struct AsksProof;

impl Actor {
    /// Asks for a proof of a moment ago, before something that nobody else may do in one's name.
    ///
    /// # Refuses
    /// When the last proof is stale.
    pub fn proves(&self) -> Result<(), AsksProof> {
        match self.proof {
            Proof::Waived | Proof::Fresh => Ok(()),
            Proof::Stale => Err(AsksProof),
        }
    }

    /// The operator of this installation, at the command line.
    #[must_use]
    pub fn operator(today: Date) -> Actor {
        Actor {
            person: PersonId::OPERATOR,
            memberships: Vec::new(),
            today,
            proof: Proof::Waived,
            stands_in: Vec::new(),
            session: None,
        }
    }

    /// Says whether this is the operator.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        self.person == PersonId::OPERATOR
    }

    /// Asks leave to do a deed on something.
    ///
    /// # Rule
    /// The operator may do everything. Anyone else may do what a role of theirs, held on the
    /// day, reaches in [`TABLE`]; what is a person's own right they may do on themselves,
    /// whatever their roles have come to; and what somebody who is away named them to decide. A lead mentor whom a school employs judges nobody there.
    ///
    /// # Refuses
    /// Everything else.
    pub fn may(&self, deed: Deed, object: Object) -> Result<(), Forbidden> {
        let own_right = deed.is_a_right() && object.person == Some(self.person);
        let own = self.is_operator() || own_right || self.reaches(deed, object, deed.judges());
        if own || self.in_whose_stead(deed, object).is_some() {
            Ok(())
        } else {
            Err(Forbidden)
        }
    }

    /// Says whether a membership of the day reaches far enough for a deed, which judges or not.
    fn reaches(&self, deed: Deed, object: Object, judges: bool) -> bool {
        self.memberships
            .iter()
            .any(|held| self.reaches_by(held, deed, object, judges))
    }

    /// The same by one membership alone.
    fn reaches_by(&self, held: &Membership, deed: Deed, object: Object, judges: bool) -> bool {
        held.holds_on(self.today)
            && self.within(held, reach(deed, held.role), object)
            && !(judges && self.is_of_ones_own_school(held, object))
    }

    fn within(&self, held: &Membership, reach: Reach, object: Object) -> bool {
        let with_them = object.provider == Some(held.provider);
        match reach {
            Reach::Nothing => false,
            Reach::Own => object.person == Some(self.person),
            Reach::School => with_them && held.school.is_some() && object.school == held.school,
            Reach::Provider => with_them,
            Reach::Everywhere => true,
            Reach::Placement => {
                let placement = object.placement.map(Scope::Placement);
                with_them && placement.is_some() && placement == held.scope
            }
            Reach::Trust => {
                let scope = held.scope.as_ref();
                let within = |school| scope.is_some_and(|scope| scope.schools().contains(&school));
                with_them && object.school.is_some_and(within)
            }
            Reach::Sample => {
                let scope = held.scope.as_ref();
                with_them
                    && scope.is_some_and(|scope| scope.samples(object.person, object.placement))
            }
        }
    }

    /// Says whether a lead mentor would judge the school that employs them.
    ///
    /// # Rule
    /// A school employs whoever holds a role at a school there on the day, with any provider. Where
    /// the school in question is not known, whoever is employed by any may not judge it.
    fn is_of_ones_own_school(&self, held: &Membership, object: Object) -> bool {
        let mut employers = self
            .memberships
            .iter()
            .filter(|one| one.role.is_at_a_school() && one.holds_on(self.today))
            .filter_map(|one| one.school);
        held.role == Role::LeadMentor
            && employers.any(|school| object.school.is_none_or(|asked| asked == school))
    }

    /// Says whether the actor holds a role with anyone on the day.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.memberships
            .iter()
            .any(|held| held.role == role && held.holds_on(self.today))
    }
}

#[cfg(test)]
mod tests;
