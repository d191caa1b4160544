//! Lists past imports at the command line, and undoes one.
//!
//! Owns how they look there. It never decides what an undo takes back.

use actions::{
    Platform,
    import::{self, Past},
};
use domain::{audit::import::State, calendar::uk_day};

use crate::{Ending, command, told};

/// Imports that are listed.
const LISTED: u32 = 200;

/// Lists the imports of a provider, newest first.
pub async fn list(platform: &Platform, provider: &str) -> Result<Ending, String> {
    let operator = platform.operator();
    let all = import::imports(platform, &operator, provider, LISTED, 0).await;
    let all = all.map_err(|error| told(&error))?;
    all.list.iter().for_each(|past| say!("{}", line(past)));
    eprintln!("{} of {} imports.", all.list.len(), all.count);
    Ok(Ending::Well)
}

fn line(past: &Past) -> String {
    let counts = past.counts;
    let state = match past.state {
        State::Previewed => "looked at, not taken in",
        State::Begun => "cut short",
        State::TakenIn => "taken in",
        State::Undone => "undone",
        State::Dropped => "dropped",
        State::LetGo => "not decided, no longer kept",
    };
    format!(
        "{}  {}  {}  {}  {state}  {} new, {} changed, {} unchanged, {} refused  {}",
        past.id,
        uk_day(past.received_at),
        past.kind.code(),
        past.file_name,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.refused,
        past.received_by,
    )
}

/// Undoes an import, or says what that would do.
pub async fn undo(platform: &Platform, asked: &command::Undo) -> Result<Ending, String> {
    let operator = platform.operator();
    let plan = import::plan_undo(platform, &operator, asked.import).await;
    let plan = plan.map_err(|error| told(&error))?;
    for other in &plan.others {
        say!("{other}");
    }
    for left in &plan.left {
        say!("Left as it is, because it was changed since: {left}");
    }
    if asked.dry_run {
        say!(
            "{} entries with {} and {} other changes would be taken back. Nothing was done: this was a dry run.",
            plan.entries,
            plan.minutes,
            plan.others.len()
        );
        return Ok(Ending::Well);
    }
    let once = platform.number();
    let done = import::undo(platform, &operator, asked.import, &asked.reason, once).await;
    say!(
        "{}.",
        done.map_err(|error| told(&error))?.trim_end_matches('.')
    );
    Ok(Ending::Well)
}
