//! Keeps who may do what: one table of deeds against roles.
//!
//! Owns the words `Actor`, `Deed` and `Reach`. It never hides a thing from a list: `store` narrows lists.

pub mod address;
pub mod letter;
mod refusal;
pub mod session;
mod table;
pub mod ticket;

use jiff::civil::Date;

pub use refusal::Refusal;
pub use table::{Deed, Reach, TABLE};

use crate::{
    partnership::{ProviderId, Urn},
    person::{Membership, PersonId, Role},
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
}

/// Says that a deed is not this actor's to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This is not yours to do. The partnership office can tell you who may.")]
pub struct Forbidden;

impl Actor {
    /// The operator of this installation, at the command line.
    #[must_use]
    pub fn operator(today: Date) -> Actor {
        Actor {
            person: PersonId::OPERATOR,
            memberships: Vec::new(),
            today,
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
    /// day, reaches in [`TABLE`].
    ///
    /// # Refuses
    /// Everything else.
    pub fn may(&self, deed: Deed, object: Object) -> Result<(), Forbidden> {
        let held = self
            .memberships
            .iter()
            .filter(|held| held.holds_on(self.today));
        let reached = |held: &Membership| match table::reach(deed, held.role) {
            Reach::Nothing => false,
            Reach::Own => object.person == Some(self.person),
            Reach::School => {
                object.provider == Some(held.provider)
                    && held.school.is_some()
                    && object.school == held.school
            }
            Reach::Provider => object.provider == Some(held.provider),
            Reach::Everywhere => true,
        };
        if self.is_operator() || held.into_iter().any(reached) {
            Ok(())
        } else {
            Err(Forbidden)
        }
    }

    /// Says whether the actor holds a role with anyone on the day.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.memberships
            .iter()
            .any(|held| held.role == role && held.holds_on(self.today))
    }
}
