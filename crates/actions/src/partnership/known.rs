//! Keeps in memory who the providers are and what they call roles.
//!
//! Owns the word `Partnerships`. It never answers from memory when anything has changed.

use std::sync::Arc;

use domain::{
    partnership::{Label, Provider, ProviderId},
    person::Role,
};
use store::audit::Pulse;

use super::holding;
use crate::{ActionError, Platform};

/// Every provider with its labels.
#[derive(Debug)]
pub(crate) struct Partnerships {
    /// Every provider, by name.
    pub providers: Vec<Arc<Provider>>,
    labels: Vec<(ProviderId, Label)>,
}

impl Partnerships {
    /// The provider that has a code.
    pub fn coded(&self, code: &str) -> Option<&Arc<Provider>> {
        let mut known = self.providers.iter();
        known.find(|known| known.code == code)
    }

    /// The provider that holds minutes under a code.
    ///
    /// # Refuses
    /// A code that nobody has, and a training partner.
    pub fn holder(&self, code: &str) -> Result<&Provider, ActionError> {
        let code = Provider::code_from(code);
        holding(self.coded(&code).map(Arc::as_ref), &code)
    }

    /// What a provider calls a role.
    pub fn label(&self, provider: ProviderId, role: Role) -> String {
        let found = self
            .labels
            .iter()
            .find(|(of, label)| *of == provider && label.role == role);
        found.map_or_else(
            || role.usual_label().to_owned(),
            |(_, label)| label.text.clone(),
        )
    }
}

/// Who the providers are, as they were when the pulse was felt or newer.
pub(crate) async fn partnerships(
    platform: &Platform,
    pulse: Pulse,
) -> Result<Arc<Partnerships>, ActionError> {
    let kept = &platform.kept.partnerships;
    if let Some(known) = kept.recall(&pulse.changes, &()) {
        return Ok(known);
    }
    let mut tx = platform.store.read().await?;
    let mut providers = store::partnership::providers(&mut tx).await?;
    providers.sort_by(|one, other| one.name.cmp(&other.name));
    let labels = store::partnership::all_labels(&mut tx).await?;
    let found = Arc::new(Partnerships {
        providers: providers.into_iter().map(Arc::new).collect(),
        labels,
    });
    kept.keep(pulse.changes, (), found.clone());
    Ok(found)
}
