//! Runs the command about notes.
//!
//! Owns how a chain looks at the command line. It never walks one itself.

use actions::{
    Platform,
    audit::{Chain, verify},
};
use domain::ledger::Link;

use crate::{Ending, command, told};

/// Runs a command about notes.
pub async fn run(platform: &Platform, what: command::Audit) -> Result<Ending, String> {
    let command::Audit::Verify { provider, head } = what;
    let operator = platform.operator();
    let chains = verify(platform, &operator, provider.as_deref(), head).await;
    Ok(tell(&chains.map_err(|error| told(&error))?, head))
}

fn tell(chains: &[Chain], outside: Option<Link>) -> Ending {
    let mut ending = Ending::Well;
    for chain in chains {
        let whose = chain.provider.as_deref().unwrap_or("the installation");
        match &chain.fault {
            None => say!(
                "{whose}: {} notes, unbroken; head {}",
                chain.head.notes,
                chain.head.link
            ),
            Some(fault) => {
                say!("{whose}: {fault}");
                ending = Ending::Refused;
            }
        }
    }
    if chains.is_empty() {
        say!("Nothing has been noted yet.");
    }
    if outside.is_some() && !chains.iter().any(|chain| chain.passed_outside_head) {
        say!("No chain passes the head kept outside: notes were taken away or written anew.");
        ending = Ending::Refused;
    }
    ending
}
