//! Finds out who is acting, and at which seats they sit.
//!
//! Owns the words `Reader` and `Seat`. It never decides what they may do: the table in `domain` does.

pub mod address;
pub(crate) mod attempt;
pub mod delegate;
pub mod erasure;
pub mod guest;
pub mod identity;
pub mod invite;
mod me;
pub mod own;
pub mod passkey;
mod permissions;
pub(crate) mod post;
pub mod printed;
pub mod proof;
pub mod retention;
pub mod session;
pub mod sign_in;
pub(crate) mod task;
pub(crate) mod ticket;
pub mod view_as;

use std::sync::Arc;

use domain::{
    access::{Actor, Proof},
    partnership::{Provider, Urn},
    person::{Membership, Person, PersonId, Role},
};
use store::audit::Pulse;

pub use me::{Looked, Own, own_file, own_record};
pub use permissions::{Permissions, Row, permissions};
pub(crate) use ticket::most;

use crate::{
    ActionError, Platform,
    partnership::{Partnerships, partnerships},
};

/// Loads somebody with everything that they are.
///
/// # Errors
/// When nobody has this number, or the store fails.
pub async fn actor(platform: &Platform, person: PersonId) -> Result<Actor, ActionError> {
    Ok(reader(platform, person).await?.actor.clone())
}

/// Somebody who reads pages, with the seats at which they sit.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Who.
    pub person: Person,
    /// What they are, as deeds ask for it.
    pub actor: Actor,
    /// Where they sit today, in the order in which pages offer it.
    pub seats: Vec<Seat>,
}

/// A seat at which somebody works: the places that they see in the shell hang on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which sort of seat.
    pub kind: SeatKind,
    /// What the provider calls the role.
    pub label: String,
    /// With whom; an office seat has one provider, others may have several.
    pub providers: Vec<Arc<Provider>>,
    /// At which schools.
    pub schools: Vec<Urn>,
}

impl Seat {
    /// The first of its providers, by name.
    #[must_use]
    pub fn provider(&self) -> Option<&Provider> {
        self.providers.first().map(Arc::as_ref)
    }
}

/// The sorts of seats, in the order in which pages offer them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeatKind {
    /// Mentors a student teacher.
    Mentor,
    /// Looks after the mentors of a school.
    School,
    /// Trains and assures mentors.
    LeadMentor,
    /// Learns to teach.
    StudentTeacher,
    /// Runs the partnership of one provider.
    Office,
    /// Looks after the installation and the national rules.
    Administrator,
    /// Reads a sample for a time.
    Guest,
    /// Delivers training and records its hours.
    Partner,
}

impl SeatKind {
    /// The seat that a role has, if it has one.
    #[must_use]
    pub fn of(role: Role) -> Option<SeatKind> {
        Some(match role {
            Role::GeneralMentor => SeatKind::Mentor,
            Role::ProfessionalMentor | Role::Headteacher | Role::BusinessManager | Role::Trust => {
                SeatKind::School
            }
            Role::LeadMentor => SeatKind::LeadMentor,
            Role::StudentTeacher => SeatKind::StudentTeacher,
            Role::PartnershipOfficer | Role::ProgrammeLead | Role::HeadOfIte => SeatKind::Office,
            Role::SupportAdministrator => SeatKind::Administrator,
            Role::ExternalExaminer | Role::Inspector | Role::PartnerReviewer => SeatKind::Guest,
            Role::DeliveryPartner => SeatKind::Partner,
            Role::SupportingTeacher => return None,
        })
    }
}

/// Loads a reader of pages, from memory while nothing has changed.
///
/// # Errors
/// When nobody has this number, or the store fails.
pub async fn reader(platform: &Platform, person: PersonId) -> Result<Arc<Reader>, ActionError> {
    let pulse = store::audit::pulse(&platform.store).await?;
    reader_since(platform, person, pulse).await
}

/// The same where the pulse was felt already.
pub(crate) async fn reader_since(
    platform: &Platform,
    person: PersonId,
    pulse: Pulse,
) -> Result<Arc<Reader>, ActionError> {
    let today = platform.today();
    let state = (pulse.changes, today);
    if let Some(known) = platform.kept.readers.recall(&state, &person) {
        return Ok(known);
    }
    let around = partnerships(platform, pulse).await?;
    let mut tx = platform.store.glance().await?;
    let found = store::person::actor(&mut tx, person)
        .await?
        .ok_or_else(|| ActionError::NotFound("There is no such person here.".to_owned()))?;
    let stands_in = match found.is_a_delegate {
        true => delegate::stands_in(&mut tx, person, today).await?,
        false => Vec::new(),
    };
    let held = found.held.into_iter();
    let actor = Actor {
        person,
        memberships: held.map(|held| held.membership).collect(),
        today,
        proof: Proof::Waived,
        stands_in,
        session: None,
    };
    let reader = Arc::new(Reader {
        seats: seats(&actor, &around),
        person: found.person,
        actor,
    });
    platform.kept.readers.keep(state, person, reader.clone());
    Ok(reader)
}

/// Puts the memberships of the day together as seats.
pub(crate) fn seats(actor: &Actor, around: &Partnerships) -> Vec<Seat> {
    let mut seats: Vec<Seat> = Vec::new();
    let held = actor.memberships.iter();
    for membership in held.filter(|held| held.holds_on(actor.today)) {
        let Some(kind) = SeatKind::of(membership.role) else {
            continue;
        };
        let mut providers = around.providers.iter();
        let Some(provider) = providers.find(|one| one.id == membership.provider) else {
            continue;
        };
        let same = |seat: &&mut Seat| {
            seat.kind == kind && (kind != SeatKind::Office || seat.providers.contains(provider))
        };
        match seats.iter_mut().find(same) {
            Some(seat) => widen(seat, provider, membership),
            None => seats.push(Seat {
                kind,
                label: around.label(provider.id, membership.role),
                providers: vec![provider.clone()],
                schools: membership.schools().collect(),
            }),
        }
    }
    for seat in &mut seats {
        seat.providers
            .sort_by(|one, other| one.name.cmp(&other.name));
        seat.schools.sort_unstable();
    }
    seats.sort_by_key(|seat| seat.kind);
    seats
}

fn widen(seat: &mut Seat, provider: &Arc<Provider>, membership: &Membership) {
    if !seat.providers.contains(provider) {
        seat.providers.push(provider.clone());
    }
    for school in membership.schools() {
        if !seat.schools.contains(&school) {
            seat.schools.push(school);
        }
    }
}
