//! Makes those whose leave is narrowed: a trust, a partner who delivers training, and guests.
//!
//! Owns the samples that guests read. Its numbers rest on names, so that nobody else's move.

use domain::{
    Date, Timestamp,
    access::{Sample, SampleId, Scope, Trust},
    partnership::ProviderId,
    person::{Membership, Person, PersonId, Role},
    placement::Placement,
};
use jiff::civil::date;
use store::{
    StoreError, Tx,
    access::{Kept, add_sample},
    person::NewMembership,
};

use crate::{
    chance::Chance,
    ledger::noon,
    partnership::{Home, Providers, TRUST},
};

/// First name, last name, role, partnership, host of the mailbox.
const NARROWED: [(&str, &str, Role, Home, &str); 10] = [
    (
        "Gwen",
        "Ibbotson",
        Role::Trust,
        Home::York,
        "pennineway.example",
    ),
    (
        "Gwen",
        "Ibbotson",
        Role::Trust,
        Home::Liverpool,
        "pennineway.example",
    ),
    (
        "Rufus",
        "Adeyemi",
        Role::DeliveryPartner,
        Home::York,
        "coaching.example",
    ),
    (
        "Sandra",
        "Ollerton",
        Role::DeliveryPartner,
        Home::Liverpool,
        "coaching.example",
    ),
    (
        "Verity",
        "Lockwood",
        Role::ExternalExaminer,
        Home::York,
        "durham.example",
    ),
    (
        "Callum",
        "Strand",
        Role::ExternalExaminer,
        Home::Liverpool,
        "durham.example",
    ),
    (
        "Imelda",
        "Quayle",
        Role::Inspector,
        Home::York,
        "inspection.example",
    ),
    (
        "Imelda",
        "Quayle",
        Role::Inspector,
        Home::Liverpool,
        "inspection.example",
    ),
    (
        "Tobias",
        "Renshaw",
        Role::PartnerReviewer,
        Home::York,
        "liverpool.example",
    ),
    (
        "Delyth",
        "Morgan",
        Role::PartnerReviewer,
        Home::Liverpool,
        "york.example",
    ),
];

/// The days between which guests read.
const FROM: Date = date(2025, 11, 3);
const UNTIL: Date = date(2025, 12, 19);

/// The day from which a trust and those who deliver training have their seat.
const BEGAN: Date = date(2024, 9, 1);

/// Placements in a sample.
const SAMPLED: usize = 4;

/// Keeps them all.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn keep(
    tx: &mut Tx,
    providers: Providers,
    made_by: PersonId,
) -> Result<(), StoreError> {
    for (first, last, role, home, host) in NARROWED {
        let mut chance = Chance::of(&format!("{first} {last} {}", role.code()));
        let id = PersonId(chance.number(noon(BEGAN)));
        let provider = providers.id(home);
        if store::person::person(tx, id).await?.is_none() {
            let person = Person {
                id,
                trn: None,
                first_name: first.to_owned(),
                last_name: last.to_owned(),
            };
            store::person::add(tx, &person).await?;
            let address = format!("{first}.{last}@{host}").to_lowercase();
            store::person::add_email(tx, id, &address).await?;
        }
        let mut numbers = Chance::of(&format!("{} {}", id.0, home.code()));
        let scope = match role {
            Role::Trust => Some(Scope::Trust(Trust {
                code: TRUST.0.to_owned(),
                schools: Vec::new(),
            })),
            _ if role.is_a_guest() => {
                let number = SampleId(numbers.number(noon(FROM)));
                let kept = sampled(tx, number, role, provider, made_by).await?;
                add_sample(tx, &kept).await?;
                Some(Scope::Sample(kept.sample))
            }
            _ => None,
        };
        let membership = Membership {
            person: id,
            provider,
            role,
            school: None,
            from: Some(if role.is_a_guest() { FROM } else { BEGAN }),
            until: role.is_a_guest().then_some(UNTIL),
            scope,
            subject: None,
            school_phase: None,
        };
        let id = numbers.number(Timestamp::UNIX_EPOCH);
        store::person::add_membership(tx, &NewMembership { id, membership }).await?;
    }
    Ok(())
}

/// A few placements that run, with those who mentor there.
async fn sampled(
    tx: &mut Tx,
    id: SampleId,
    role: Role,
    provider: ProviderId,
    made_by: PersonId,
) -> Result<Kept, StoreError> {
    let mut placements = store::placement::placements(tx, provider).await?;
    placements.retain(|placement| placement.holds_on(FROM));
    placements.sort_by_key(|placement| (placement.from, placement.id));
    let few: Vec<&Placement> = placements.iter().step_by(7).take(SAMPLED).collect();
    let mentors = store::placement::mentorings(tx, provider).await?;
    let of_these = mentors.into_iter().filter(|(placement, mentoring)| {
        few.iter().any(|few| few.id == *placement)
            && mentoring.until.is_none_or(|until| until >= FROM)
    });
    let mut people: Vec<PersonId> = of_these.map(|(_, mentoring)| mentoring.mentor).collect();
    people.sort_unstable();
    people.dedup();
    let purpose = match role {
        Role::ExternalExaminer => "External examining, autumn 2025",
        Role::Inspector => "Inspection of initial teacher education, November 2025",
        _ => "Review by a partner institution, 2025 to 2026",
    };
    Ok(Kept {
        sample: Sample {
            id,
            people,
            placements: few.iter().map(|placement| placement.id).collect(),
        },
        provider,
        purpose: purpose.to_owned(),
        made_at: noon(FROM),
        made_by,
        drawn: None,
    })
}
