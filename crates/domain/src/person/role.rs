//! Keeps what somebody can be in a partnership.
//!
//! Owns the word `Role`. It never says what a role may do: the table of deeds does.

use serde::{Deserialize, Serialize};

use super::fold;

/// What somebody does in a partnership. Its label is the provider's own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the names are the field's own and stand in docs/words.md"
)]
pub enum Role {
    GeneralMentor,
    LeadMentor,
    ProfessionalMentor,
    Headteacher,
    SupportingTeacher,
    StudentTeacher,
    PartnershipOfficer,
    ProgrammeLead,
    HeadOfIte,
    BusinessManager,
    SupportAdministrator,
    DeliveryPartner,
    Trust,
    ExternalExaminer,
    Inspector,
    PartnerReviewer,
}

impl Role {
    /// Every role, in the order in which pages list them.
    pub const ALL: [Role; 16] = [
        Role::GeneralMentor,
        Role::LeadMentor,
        Role::ProfessionalMentor,
        Role::Headteacher,
        Role::SupportingTeacher,
        Role::StudentTeacher,
        Role::PartnershipOfficer,
        Role::ProgrammeLead,
        Role::HeadOfIte,
        Role::BusinessManager,
        Role::SupportAdministrator,
        Role::DeliveryPartner,
        Role::Trust,
        Role::ExternalExaminer,
        Role::Inspector,
        Role::PartnerReviewer,
    ];

    /// The roles of guests.
    pub const GUESTS: [Role; 3] = [
        Role::ExternalExaminer,
        Role::Inspector,
        Role::PartnerReviewer,
    ];

    /// The code used in files and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::GeneralMentor => "general_mentor",
            Role::LeadMentor => "lead_mentor",
            Role::ProfessionalMentor => "professional_mentor",
            Role::Headteacher => "headteacher",
            Role::SupportingTeacher => "supporting_teacher",
            Role::StudentTeacher => "student_teacher",
            Role::PartnershipOfficer => "partnership_officer",
            Role::ProgrammeLead => "programme_lead",
            Role::HeadOfIte => "head_of_ite",
            Role::BusinessManager => "business_manager",
            Role::SupportAdministrator => "support_administrator",
            Role::DeliveryPartner => "delivery_partner",
            Role::Trust => "trust",
            Role::ExternalExaminer => "external_examiner",
            Role::Inspector => "inspector",
            Role::PartnerReviewer => "partner_reviewer",
        }
    }

    /// What the role is called where a provider says nothing else.
    #[must_use]
    pub fn usual_label(self) -> &'static str {
        match self {
            Role::GeneralMentor => "General mentor",
            Role::LeadMentor => "Lead mentor",
            Role::ProfessionalMentor => "Professional mentor",
            Role::Headteacher => "Headteacher",
            Role::SupportingTeacher => "Supporting teacher",
            Role::StudentTeacher => "Student teacher",
            Role::PartnershipOfficer => "Partnership officer",
            Role::ProgrammeLead => "Programme lead",
            Role::HeadOfIte => "Head of ITE",
            Role::BusinessManager => "Business manager",
            Role::SupportAdministrator => "Support administrator",
            Role::DeliveryPartner => "Delivery partner",
            Role::Trust => "Trust",
            Role::ExternalExaminer => "External examiner",
            Role::Inspector => "Inspector",
            Role::PartnerReviewer => "Partner reviewer",
        }
    }

    /// Whether the role is a guest's: for a limited time, on a sample, and only to read.
    #[must_use]
    pub fn is_a_guest(self) -> bool {
        Role::GUESTS.contains(&self)
    }

    /// Whether an office may give the role by itself: by a form, an invitation or a list.
    ///
    /// # Rule
    /// Whoever looks after the installation is made by its operator, and whoever sees a trust's schools
    /// or a sample needs to be told which.
    #[must_use]
    pub fn is_an_office_s_to_give(self) -> bool {
        !self.is_a_guest() && !matches!(self, Role::SupportAdministrator | Role::Trust)
    }

    /// Whether the role is held at one school.
    #[must_use]
    pub fn is_at_a_school(self) -> bool {
        matches!(
            self,
            Role::GeneralMentor
                | Role::ProfessionalMentor
                | Role::Headteacher
                | Role::SupportingTeacher
                | Role::BusinessManager
        )
    }

    /// Reads a code, or the same words written by a person ("General mentor").
    #[must_use]
    pub fn read(text: &str) -> Option<Role> {
        let written = fold(text).replace(' ', "_");
        Role::ALL.into_iter().find(|role| role.code() == written)
    }
}
