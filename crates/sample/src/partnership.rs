//! Makes schools and providers as a register tells them.
//!
//! Owns the invented schools and the word `Home`. It never touches the real register's numbers.

mod places;
mod schools;

use domain::{
    Timestamp,
    partnership::{ProviderId, Urn},
};
use store::partnership::{ProviderRecord, SchoolRecord};

pub(crate) use schools::{SCHOOLS, School, TRUST, districts, links, phase, records};

use crate::{chance::Chance, traps};

/// One of the two partnerships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    York,
    Liverpool,
}

impl Home {
    pub const ALL: [Home; 2] = [Home::York, Home::Liverpool];

    /// The department's code of the provider.
    pub fn code(self) -> &'static str {
        match self {
            Home::York => "Y75",
            Home::Liverpool => "L51",
        }
    }
}

/// The records' numbers of the two providers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Providers {
    pub york: ProviderId,
    pub liverpool: ProviderId,
    /// Works with schools of the trust, and has no programme here.
    pub third: ProviderId,
}

impl Providers {
    pub fn id(self, home: Home) -> ProviderId {
        match home {
            Home::York => self.york,
            Home::Liverpool => self.liverpool,
        }
    }
}

/// The third provider, and a lead partner, which is listed but not accredited.
pub(crate) fn beside() -> [ProviderRecord; 2] {
    [
        provider(traps::THIRD_PROVIDER, "Edge Hill University"),
        ProviderRecord {
            accredited: false,
            ..provider(traps::LEAD_PARTNER, "Merseyside Boroughs ITE Partnership")
        },
    ]
}

/// Describes an accredited provider, for `store::partnership::keep_provider`.
///
/// # Example
/// `keep_provider(&mut tx, sample::provider_id("Y75"), &sample::provider("Y75", "York St John University"))`
#[must_use]
pub fn provider(code: &str, name: &str) -> ProviderRecord {
    ProviderRecord {
        code: code.to_owned(),
        name: name.to_owned(),
        accredited: true,
        ..ProviderRecord::default()
    }
}

/// Makes the number of a provider's record from its code: one code, one number.
#[must_use]
pub fn provider_id(code: &str) -> ProviderId {
    ProviderId(Chance::of(code).number(Timestamp::UNIX_EPOCH))
}

/// Describes an open primary school of the local authority, in York and in scope.
///
/// Keep it with `store::partnership::keep_schools`.
#[must_use]
pub fn school(urn: u32, name: &str) -> SchoolRecord {
    schools::record(&School {
        urn: Urn(urn),
        name,
        ..School::DEFAULT
    })
}
