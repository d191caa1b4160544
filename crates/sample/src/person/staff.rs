//! Lists those who run the partnerships, and those over training in schools.
//!
//! Owns the cast beside the general mentors. It never has minutes.

use domain::{
    partnership::{SchoolPhase, Urn},
    person::{PersonId, Role},
};
use jiff::civil::date;

use super::{Someone, mentor};
use crate::{
    chance::Chance,
    ledger::noon,
    partnership::{
        Home::{self, Liverpool, York},
        Providers, SCHOOLS,
    },
};

/// First name, last name, role, partnership.
const OFFICE: [(&str, &str, Role, Home); 9] = [
    ("Siân", "Rees", Role::PartnershipOfficer, York),
    ("Judith", "Kemp", Role::LeadMentor, York),
    ("Alun", "Pryce", Role::LeadMentor, York),
    ("Harriet", "Vane-Ellis", Role::ProgrammeLead, York),
    ("Ada", "Lind", Role::HeadOfIte, York),
    ("Marcus", "Doyle", Role::PartnershipOfficer, Liverpool),
    ("Helen", "Marsh", Role::LeadMentor, Liverpool),
    ("Priya", "Nair", Role::LeadMentor, Liverpool),
    ("Owen", "Thackeray", Role::ProgrammeLead, Liverpool),
];

/// Professional mentors beside Grace Okafor: name and school.
const IN_SCHOOLS: [(&str, &str, u32); 6] = [
    ("Bernard", "Whitlock", 900_001),
    ("Sunita", "Rao", 900_006),
    ("Colette", "Dunn", 900_007),
    ("Peter", "Aldcroft", 900_012),
    ("Yusuf", "Karimi", 900_016),
    ("Moira", "Tennant", 900_026),
];

/// Who runs a partnership.
#[derive(Debug, Clone, Default)]
pub(crate) struct Staff {
    york: Office,
    liverpool: Office,
}

#[derive(Debug, Clone, Default)]
struct Office {
    officer: Option<PersonId>,
    lead_mentors: Vec<PersonId>,
}

impl Staff {
    fn office(&self, home: Home) -> &Office {
        match home {
            York => &self.york,
            Liverpool => &self.liverpool,
        }
    }

    /// The partnership officer.
    pub fn officer(&self, home: Home) -> PersonId {
        self.office(home).officer.unwrap_or(PersonId::OPERATOR)
    }

    /// One of the lead mentors.
    pub fn lead_mentor(&self, home: Home, chance: &mut Chance) -> PersonId {
        let leads = &self.office(home).lead_mentors;
        leads[chance.below(leads.len())]
    }
}

/// Makes everyone who is not a general mentor.
pub(crate) fn staff(providers: Providers, chance: &mut Chance) -> (Staff, Vec<Someone>) {
    let from = date(2024, 9, 1);
    let made_at = noon(date(2024, 9, 2));
    let mut staff = Staff::default();
    let mut people = Vec::new();
    for (first, last, role, home) in OFFICE {
        let id = PersonId(chance.number(made_at));
        let office = match home {
            York => &mut staff.york,
            Liverpool => &mut staff.liverpool,
        };
        match role {
            Role::PartnershipOfficer => office.officer = Some(id),
            Role::LeadMentor => office.lead_mentors.push(id),
            _ => {}
        }
        let host = match home {
            York => "york.example",
            Liverpool => "liverpool.example",
        };
        people.push(
            mentor(first, last)
                .id(id)
                .email(&address(first, last, host))
                .role(role)
                .with(providers.id(home), from),
        );
    }
    let grace = IN_TRUST.iter().fold(
        someone(
            "Grace",
            "Okafor",
            Role::ProfessionalMentor,
            "pennineway.example",
        ),
        |grace, (urn, home)| grace.at(Urn(*urn), providers.id(*home), from),
    );
    people.push(grace.id(PersonId(chance.number(made_at))));
    for (first, last, urn) in IN_SCHOOLS {
        let home = SCHOOLS
            .iter()
            .find(|school| school.urn == Urn(urn))
            .map_or(York, |school| school.home);
        let made = someone(first, last, Role::ProfessionalMentor, "schools.example");
        people.push(made.id(PersonId(chance.number(made_at))).at(
            Urn(urn),
            providers.id(home),
            from,
        ));
    }
    let colin = someone("Colin", "Webb", Role::BusinessManager, "schools.example");
    people.push(
        colin
            .id(PersonId(chance.number(made_at)))
            .at(Urn(900_001), providers.york, from),
    );
    let dev = someone("Dev", "Patel", Role::StudentTeacher, "students.example");
    people.push(
        dev.id(PersonId(chance.number(made_at)))
            .teaching(None, SchoolPhase::Primary)
            .at(Urn(900_012), providers.liverpool, date(2025, 9, 22)),
    );
    (staff, people)
}

/// The four schools of the trust at which Grace Okafor is over training.
const IN_TRUST: [(u32, Home); 4] = [
    (900_009, York),
    (900_010, York),
    (900_023, Liverpool),
    (900_024, Liverpool),
];

fn someone(first: &str, last: &str, role: Role, host: &str) -> Someone {
    mentor(first, last)
        .email(&address(first, last, host))
        .role(role)
}

/// An address that leads nowhere: `.example` is set aside for this.
pub(super) fn address(first: &str, last: &str, host: &str) -> String {
    let folded = domain::person::fold(&format!("{first} {last}"));
    format!("{}@{host}", folded.replace(' ', "."))
}
