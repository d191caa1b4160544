//! Runs the command that erases somebody.
//!
//! Owns how an erasure looks at the command line. It never erases anything itself.

use actions::{
    Platform,
    access::erasure::{Preview, erase_by_hand},
};
use domain::person::PersonId;

use crate::{Ending, command, told};

/// Runs a command about one person.
pub async fn run(platform: &Platform, what: command::Person) -> Result<Ending, String> {
    let command::Person::Erase { person, dry_run } = what;
    let operator = platform.operator();
    let erased = erase_by_hand(platform, &operator, PersonId(person), dry_run).await;
    tell(&erased.map_err(|error| told(&error))?, dry_run);
    Ok(Ending::Well)
}

fn tell(preview: &Preview, dry_run: bool) {
    let goes = if dry_run { "would go" } else { "gone" };
    say!("{}: name and TRN {goes}", preview.person.name());
    for (table, rows) in preview.goes.iter().filter(|(_, rows)| *rows > 0) {
        say!("{table}: {rows} {goes}");
    }
    say!("notes of which the words {goes}: {}", preview.notes);
    for (provider, entries, minutes) in &preview.stays {
        say!("{}: {entries} entries with {minutes} stay", provider.code);
    }
    if dry_run {
        eprintln!("Nothing was done.");
    }
}
