//! Finds what schools are called, from what is known already where it can.
//!
//! Owns no deed. It never asks the store twice for one school.

use std::collections::HashMap;

use domain::partnership::Urn;
use store::{Tx, partnership::Brief};

use crate::ActionError;

/// What schools are called; the store is asked only for those that are not near.
pub(crate) async fn school_names(
    tx: &mut Tx,
    near: &HashMap<Urn, Brief>,
    schools: impl Iterator<Item = Urn>,
) -> Result<HashMap<Urn, String>, ActionError> {
    let mut names = HashMap::new();
    let mut far = Vec::new();
    for urn in schools {
        match near.get(&urn) {
            Some(brief) => names.extend(brief.name.clone().map(|name| (urn, name))),
            None => far.push(urn),
        }
    }
    far.sort_unstable();
    far.dedup();
    let briefs = store::partnership::briefs_of(tx, &far).await?;
    names.extend(
        briefs
            .into_iter()
            .filter_map(|brief| Some((brief.urn, brief.name?))),
    );
    Ok(names)
}
