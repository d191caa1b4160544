//! Gathers who may do what, in words: the table that the deeds ask.
//!
//! Owns the words `Permissions` and `Row`. It never decides anything.

use std::collections::HashSet;

use domain::{
    access::{Actor, Capability, Deed, Object, Reach, reach},
    person::Role,
};

use crate::{ActionError, Platform, partnership::partnerships};

/// The table of deeds against roles, as it is shown.
#[derive(Debug, Clone)]
pub struct Permissions {
    /// Every role with its label, in order, and whether the reader holds it today.
    pub roles: Vec<(Role, String, bool)>,
    /// The deeds by capability, in order.
    pub groups: Vec<(Capability, Vec<Row>)>,
}

/// One deed with how far each role reaches, in the order of the roles.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which deed.
    pub deed: Deed,
    /// How far each role's leave goes.
    pub reaches: Vec<Reach>,
}

/// Gathers the table, with the reader's own roles marked.
///
/// # Rule
/// A role is called as the reader's provider calls it; who has to do with several reads usual labels.
///
/// # Refuses
/// When the actor has no role today.
/// # Errors
/// When the store fails.
pub async fn permissions(platform: &Platform, actor: &Actor) -> Result<Permissions, ActionError> {
    actor.may(Deed::ReadPermissions, Object::default())?;
    let pulse = store::audit::pulse(&platform.store).await?;
    let around = partnerships(platform, pulse).await?;
    let held = actor.memberships.iter();
    let with: HashSet<_> = held
        .filter(|held| held.holds_on(actor.today))
        .map(|held| held.provider)
        .collect();
    let label = |role: Role| match with.iter().next() {
        Some(provider) if with.len() == 1 => around.label(*provider, role),
        _ => role.usual_label().to_owned(),
    };
    let roles = Role::ALL.map(|role| (role, label(role), actor.is(role)));
    let groups = Capability::ALL.map(|capability| {
        let deeds = Deed::ALL.iter().map(|(deed, _)| *deed);
        let rows = deeds
            .filter(|deed| deed.capability() == capability)
            .map(|deed| Row {
                deed,
                reaches: Role::ALL.map(|role| reach(deed, role)).to_vec(),
            });
        (capability, rows.collect())
    });
    Ok(Permissions {
        roles: roles.to_vec(),
        groups: groups.to_vec(),
    })
}
