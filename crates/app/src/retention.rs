//! Runs the commands about what is kept for a while alone, and the daily round of a serving program.
//!
//! Owns how that looks at the command line. It never decides what is due.

use std::time::Duration;

use actions::{
    Platform,
    access::retention::{Kept, let_go, retention},
};
use tokio::{sync::watch::Receiver, time::sleep};

use crate::{Ending, command, told};

/// Between two looks at whether a new day has begun.
const PAUSE: Duration = Duration::from_secs(900);

/// Runs a command about what is kept for a while alone.
pub async fn run(platform: &Platform, what: command::Retention) -> Result<Ending, String> {
    let operator = platform.operator();
    match what {
        command::Retention::Show { on } => {
            let all = retention(platform, &operator, on).await;
            for kept in all.map_err(|error| told(&error))? {
                say!("{}", line(&kept));
            }
        }
        command::Retention::Apply => {
            let gone = let_go(platform, &operator, platform.number()).await;
            say!("{} gone.", gone.map_err(|error| told(&error))?);
        }
    }
    Ok(Ending::Well)
}

fn line(kept: &Kept) -> String {
    let Some(term) = &kept.term else {
        return format!("{}: {}: kept for good", kept.policy, kept.what);
    };
    let first: Vec<String> = kept.first.iter().map(ToString::to_string).collect();
    let first = match first.is_empty() {
        true => String::new(),
        false => format!(", the first: {}", first.join(", ")),
    };
    format!(
        "{}: {}: kept for {}, due from before {}: {}{first}",
        kept.policy, kept.what, term.words, term.before, kept.due
    )
}

/// Lets go once a day for as long as the program runs, where the settings say so.
pub async fn every_day(platform: Platform, mut stop: Receiver<bool>) {
    let mut done_on = None;
    while !*stop.borrow() {
        let today = platform.today();
        if done_on != Some(today) {
            let gone = let_go(&platform, &platform.operator(), platform.number()).await;
            match gone {
                Ok(gone) => {
                    tracing::info!(gone, "let go of what was kept long enough");
                    done_on = Some(today);
                }
                Err(error) => {
                    tracing::error!(
                        cause = told(&error),
                        "what was kept long enough could not go"
                    );
                }
            }
        }
        tokio::select! {
            () = sleep(PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}
