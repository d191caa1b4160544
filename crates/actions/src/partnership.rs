//! Takes in the registers of providers and schools, and shows the schools of a partnership.
//!
//! Owns the deeds `ImportProviders`, `ImportSchools` and `ReadSchools`. It never forgets what a fuller file said.

mod known;
mod list;
mod named;
mod one;
mod providers;
mod schools;

pub(crate) use known::{Partnerships, partnerships};
pub use list::{Place, SchoolQuestion, SchoolSort, Schools, name_of, schools};
pub(crate) use named::school_names;
pub use one::{SchoolPage, school};
pub(crate) use providers::file_name;
pub use providers::import_providers;
pub use schools::import_schools;
pub use store::partnership::Brief;

use domain::partnership::Provider;
use store::Tx;

use crate::ActionError;

/// Finds the provider that holds minutes under a code.
///
/// # Refuses
/// A code that nobody has, and a training partner: minutes are held by an accredited provider.
pub(crate) async fn holder(tx: &mut Tx, code: &str) -> Result<Provider, ActionError> {
    let code = Provider::code_from(code);
    let found = store::partnership::provider(tx, &code).await?;
    holding(found.as_ref(), &code).cloned()
}

/// Says whether a provider that was looked for by its code holds minutes.
fn holding<'a>(found: Option<&'a Provider>, code: &str) -> Result<&'a Provider, ActionError> {
    let Some(provider) = found else {
        return Err(ActionError::NotFound(format!(
            "No provider has the code \"{code}\" here. Take in the list of providers (alongside import providers FILE.csv) or the provider's programme first."
        )));
    };
    if !provider.accredited {
        return Err(ActionError::Unreadable(format!(
            "{} ({code}) is a training partner, not an accredited provider. Hours are held, and claimed, under the accredited provider with which it works: give that provider's code.",
            provider.name
        )));
    }
    Ok(provider)
}
