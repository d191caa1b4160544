//! Lists those who run the partnerships, and those over training in schools.
//!
//! Owns the cast beside the general mentors. It never has minutes.

use domain::{
    Date,
    partnership::Urn,
    person::{PersonId, Role},
};
use jiff::civil::date;

use super::{Someone, mentor, names::Names};
use crate::{
    chance::Chance,
    ledger::noon,
    partnership::{
        Home::{self, Liverpool, York},
        Providers, SCHOOLS,
    },
    traps,
};

/// First name, last name, role, partnership.
const OFFICE: [(&str, &str, Role, Home); 16] = [
    ("Siân", "Rees", Role::PartnershipOfficer, York),
    ("Judith", "Kemp", Role::LeadMentor, York),
    ("Alun", "Pryce", Role::LeadMentor, York),
    ("Noreen", "Fawcett", Role::LeadMentor, York),
    ("Bashir", "Malik", Role::LeadMentor, York),
    ("Harriet", "Vane-Ellis", Role::ProgrammeLead, York),
    ("Ada", "Lind", Role::HeadOfIte, York),
    ("Marcus", "Doyle", Role::PartnershipOfficer, Liverpool),
    ("Helen", "Marsh", Role::LeadMentor, Liverpool),
    ("Priya", "Nair", Role::LeadMentor, Liverpool),
    ("Desmond", "Achebe", Role::LeadMentor, Liverpool),
    ("Frances", "Corrigan", Role::LeadMentor, Liverpool),
    ("Owen", "Thackeray", Role::ProgrammeLead, Liverpool),
    ("Miriam", "Salter", Role::HeadOfIte, Liverpool),
    ("Noor", "Haddad", Role::SupportAdministrator, York),
    ("Noor", "Haddad", Role::SupportAdministrator, Liverpool),
];

/// Professional mentors told of by name beside Grace Okafor, with their school.
const IN_SCHOOLS: [(&str, &str, u32); 6] = [
    ("Bernard", "Whitlock", 900_001),
    ("Sunita", "Rao", 900_006),
    ("Colette", "Dunn", 900_007),
    ("Peter", "Aldcroft", 900_012),
    ("Yusuf", "Karimi", 900_016),
    ("Moira", "Tennant", 900_026),
];

/// Once in so many schools the head has a seat too, and the business manager of the one before.
const HEADS_EVERY: usize = 5;

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

    /// The lead mentor who looks after a school: the first looks after more than the others.
    pub fn lead_mentor_of(&self, home: Home, school: Urn) -> Option<PersonId> {
        let leads = &self.office(home).lead_mentors;
        let last = leads.len().checked_sub(1)?;
        let slot = usize::try_from(school.0).unwrap_or_default() % (last + 3);
        leads.get(slot.saturating_sub(2).min(last)).copied()
    }

    /// One of the lead mentors.
    pub fn lead_mentor(&self, home: Home, chance: &mut Chance) -> PersonId {
        let leads = &self.office(home).lead_mentors;
        leads[chance.below(leads.len())]
    }
}

/// Makes everyone who is neither a general mentor nor a student teacher.
pub(crate) fn staff(
    providers: Providers,
    names: &mut Names,
    chance: &mut Chance,
) -> (Staff, Vec<Someone>) {
    let mut staff = Staff::default();
    let mut people = offices(providers, &mut staff, chance);
    let grace = IN_TRUST.iter().fold(
        someone(
            "Grace",
            "Okafor",
            Role::ProfessionalMentor,
            "pennineway.example",
        ),
        |grace, (urn, home)| grace.at(Urn(*urn), providers.id(*home), BEGAN),
    );
    let grace = THIRD_AT.iter().fold(grace, |grace, urn| {
        grace.at(Urn(*urn), providers.third, BEGAN)
    });
    people.push(grace.id(PersonId(chance.number(noon(MADE_ON)))));
    let open = SCHOOLS.iter().filter(|school| school.followed_by.is_none());
    for (count, school) in open.enumerate() {
        let here = |role: Role, (first, last): (&str, &str), chance: &mut Chance| {
            let host = format!("school-{}.example", school.urn);
            let id = PersonId(chance.number(noon(MADE_ON)));
            let made = someone(first, last, role, &host).id(id);
            made.at(school.urn, providers.id(school.home), BEGAN)
        };
        if !school.in_trust {
            let known = IN_SCHOOLS
                .iter()
                .find(|(_, _, urn)| Urn(*urn) == school.urn);
            let name = known.map_or_else(|| names.next(), |(first, last, _)| (*first, *last));
            people.push(here(Role::ProfessionalMentor, name, chance));
        }
        if school.urn == Urn(900_001) {
            people.push(here(Role::BusinessManager, ("Colin", "Webb"), chance));
        } else if count % HEADS_EVERY == 1 {
            people.push(here(Role::BusinessManager, names.next(), chance));
        }
        if count % HEADS_EVERY == 0 {
            people.push(here(Role::Headteacher, names.next(), chance));
        }
    }
    people.extend(look_alikes(providers));
    (staff, people)
}

/// Two people who look like one: their numbers rest on their names, so that nobody else's moves.
fn look_alikes(providers: Providers) -> impl Iterator<Item = Someone> {
    let hosts = ["school-900034.example", "home.example"];
    let both = traps::LOOK_ALIKE.into_iter().zip(hosts);
    both.map(move |((first, last), host)| {
        let mailbox = address("n", last, host);
        mentor(first, last)
            .email(&mailbox)
            .role(Role::SupportingTeacher)
            .at(traps::LOOK_ALIKE_AT, providers.york, BEGAN)
    })
}

/// The day from which everybody here has their seat, and the day on which they were entered.
const BEGAN: Date = date(2024, 9, 1);
const MADE_ON: Date = date(2024, 9, 2);

fn offices(providers: Providers, staff: &mut Staff, chance: &mut Chance) -> Vec<Someone> {
    let mut people: Vec<Someone> = Vec::new();
    for (first, last, role, home) in OFFICE {
        if let Some(twice) = people.last_mut().filter(|one| one.is_called(first, last)) {
            *twice = twice.clone().with(providers.id(home), BEGAN);
            continue;
        }
        let id = PersonId(chance.number(noon(MADE_ON)));
        let office = match home {
            York => &mut staff.york,
            Liverpool => &mut staff.liverpool,
        };
        match role {
            Role::PartnershipOfficer => office.officer = Some(id),
            Role::LeadMentor => office.lead_mentors.push(id),
            _ => {}
        }
        let host = match (role, home) {
            (Role::SupportAdministrator, _) => "support.example",
            (_, York) => "york.example",
            (_, Liverpool) => "liverpool.example",
        };
        people.push(
            mentor(first, last)
                .id(id)
                .email(&address(first, last, host))
                .role(role)
                .with(providers.id(home), BEGAN),
        );
    }
    people
}

/// The schools of the trust that work with the third provider too.
pub(super) const THIRD_AT: [u32; 2] = [900_023, 900_024];

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
pub(crate) fn address(first: &str, last: &str, host: &str) -> String {
    let folded = domain::person::fold(&format!("{first} {last}"));
    format!("{}@{host}", folded.replace(' ', "."))
}
