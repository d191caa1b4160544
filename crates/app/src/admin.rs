//! Runs the commands about those who look after an installation.
//!
//! Owns how the first of them gets in. It never gives a role that the operator may not.

use actions::access::invite::{Invitation, invite_and_tell};
use domain::person::Role;

use crate::{Ending, command, config::Config, settings::Settings, told};

/// Runs a command about those who look after an installation.
pub async fn run(settings: &Settings, what: command::Admin) -> Result<Ending, String> {
    let command::Admin::Invite {
        email,
        first_name,
        last_name,
        provider,
        configured,
    } = what;
    let config = Config::read(&configured.config)?;
    let (platform, store) = config.open(settings).await?;
    let invitation = Invitation {
        address: email,
        first_name,
        last_name,
        role: Role::SupportAdministrator,
        school: None,
        to: None,
    };
    let operator = platform.operator();
    let invited = invite_and_tell(&platform, &operator, &provider, &invitation).await;
    let (_, link) = invited.map_err(|error| told(&error))?;
    eprintln!(
        "{} is invited by mail, which `alongside serve` sends. This link does the same, once: hand it to nobody else.",
        invitation.address
    );
    say!("{link}");
    store.close().await;
    Ok(Ending::Well)
}
