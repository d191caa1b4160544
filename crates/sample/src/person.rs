//! Makes people with their memberships.
//!
//! Owns the word `Someone`. It never looks anybody up.

mod cast;
mod names;
mod staff;
mod worth;

use domain::{
    Date, Timestamp,
    partnership::{ProviderId, SchoolPhase, Urn},
    person::{Membership, Person, PersonId, Role, Trn},
};
use store::{StoreError, Tx, person::NewMembership};

pub(crate) use cast::{Mentor, mentors};
pub(crate) use names::Names;
pub(crate) use staff::{Staff, address, staff};
pub use worth::WORTH_A_VISIT;

use crate::chance::Chance;

/// A person about to be kept.
#[derive(Debug, Clone)]
pub struct Someone {
    id: Option<PersonId>,
    first_name: String,
    last_name: String,
    trn: Option<Trn>,
    emails: Vec<String>,
    role: Role,
    subject: Option<String>,
    school_phase: Option<SchoolPhase>,
    held: Vec<Membership>,
}

/// Begins to describe a general mentor.
///
/// # Example
/// `sample::mentor("Amina", "Rahman").trn("9900001").at(Urn(900_012), provider, from).keep(&mut tx).await?`
#[must_use]
pub fn mentor(first_name: &str, last_name: &str) -> Someone {
    Someone {
        id: None,
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        trn: None,
        emails: Vec::new(),
        role: Role::GeneralMentor,
        subject: None,
        school_phase: None,
        held: Vec::new(),
    }
}

impl Someone {
    /// Gives the number of the record. Without it, name, TRN and addresses decide it.
    #[must_use]
    pub fn id(mut self, id: PersonId) -> Someone {
        self.id = Some(id);
        self
    }

    /// Gives the teacher reference number.
    ///
    /// # Panics
    /// When it has not seven digits.
    #[must_use]
    pub fn trn(mut self, trn: &str) -> Someone {
        self.trn = Some(trn.parse().expect("a TRN written by hand has seven digits"));
        self
    }

    /// Gives one more e-mail address.
    #[must_use]
    pub fn email(mut self, address: &str) -> Someone {
        self.emails.push(address.to_lowercase());
        self
    }

    /// Says what the memberships named after this make of the person.
    #[must_use]
    pub fn role(mut self, role: Role) -> Someone {
        self.role = role;
        self
    }

    /// Says what the person teaches, in the memberships named after this.
    #[must_use]
    pub fn teaching(mut self, subject: Option<&str>, school_phase: SchoolPhase) -> Someone {
        self.subject = subject.map(str::to_owned);
        self.school_phase = Some(school_phase);
        self
    }

    /// Adds a membership at a school.
    #[must_use]
    pub fn at(self, school: Urn, provider: ProviderId, from: Date) -> Someone {
        self.member(Some(school), provider, from)
    }

    /// Adds a membership with a provider, at no school.
    #[must_use]
    pub fn with(self, provider: ProviderId, from: Date) -> Someone {
        self.member(None, provider, from)
    }

    /// Ends the membership added last.
    #[must_use]
    pub fn until(mut self, day: Date) -> Someone {
        if let Some(last) = self.held.last_mut() {
            last.until = Some(day);
        }
        self
    }

    fn member(mut self, school: Option<Urn>, provider: ProviderId, from: Date) -> Someone {
        self.held.push(Membership {
            person: PersonId::OPERATOR,
            provider,
            role: self.role,
            school,
            scope: None,
            subject: self.subject.clone(),
            school_phase: self.school_phase,
            from: Some(from),
            until: None,
        });
        self
    }

    pub(crate) fn is_called(&self, first_name: &str, last_name: &str) -> bool {
        self.first_name == first_name && self.last_name == last_name
    }

    pub(crate) fn name_and_address(&self) -> (String, String) {
        let name = format!("{} {}", self.first_name, self.last_name);
        (name, self.emails.first().cloned().unwrap_or_default())
    }

    /// Says how many memberships there are with a provider.
    pub(crate) fn rows_with(&self, provider: ProviderId) -> usize {
        let with = |held: &&Membership| held.provider == provider;
        self.held.iter().filter(with).count()
    }

    /// Keeps the person with addresses and memberships, and says the record's number.
    ///
    /// # Errors
    /// When the number or an address is another's, or the engine fails.
    pub async fn keep(self, tx: &mut Tx) -> Result<PersonId, StoreError> {
        let id = self.id.unwrap_or_else(|| {
            let trn = self.trn.map(|trn| trn.to_string()).unwrap_or_default();
            let text = format!(
                "{} {} {trn} {}",
                self.first_name,
                self.last_name,
                self.emails.join(" ")
            );
            PersonId(Chance::of(&text).number(Timestamp::UNIX_EPOCH))
        });
        let person = Person {
            id,
            trn: self.trn,
            first_name: self.first_name,
            last_name: self.last_name,
        };
        store::person::add(tx, &person).await?;
        for address in &self.emails {
            store::person::add_email(tx, id, address).await?;
        }
        let mut numbers = Chance::of(&id.0.to_string());
        for membership in self.held {
            let new = NewMembership {
                id: numbers.number(Timestamp::UNIX_EPOCH),
                membership: Membership {
                    person: id,
                    ..membership
                },
            };
            store::person::add_membership(tx, &new).await?;
        }
        Ok(id)
    }
}
