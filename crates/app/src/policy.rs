//! Runs the commands about rules.
//!
//! Owns how a rule looks at the command line. It never looks a number up itself.

use actions::{Platform, policy};
use domain::policy::Row;

use crate::{Ending, command, import::programme::text_of, told};

/// Runs a command about rules.
pub async fn run(platform: &Platform, what: command::Policy) -> Result<Ending, String> {
    match what {
        command::Policy::Show { name, on } => show(platform, &name, on).await,
        command::Policy::Check => {
            let checked = policy::check(platform)
                .await
                .map_err(|error| told(&error))?;
            println!(
                "{} rows under {} names, and {} rows of your own: no overlap, no gap, no unknown name.",
                checked.shipped, checked.names, checked.own
            );
            Ok(Ending::Well)
        }
        command::Policy::Set { file, dry_run } => {
            let text = text_of(&file)?;
            let set = policy::set(platform, &platform.operator(), &text, dry_run).await;
            let rows = set.map_err(|error| format!("{}: {}", file.display(), told(&error)))?;
            let kept = if dry_run {
                "sound; nothing was kept: this was a dry run"
            } else {
                "set"
            };
            println!("{rows} rows of your own: {kept}.");
            Ok(Ending::Well)
        }
        command::Policy::Export => {
            print!(
                "{}",
                policy::export(platform)
                    .await
                    .map_err(|error| told(&error))?
            );
            Ok(Ending::Well)
        }
    }
}

async fn show(platform: &Platform, name: &str, on: Option<domain::Date>) -> Result<Ending, String> {
    let day = on.unwrap_or_else(|| platform.today());
    let shown = policy::show(platform, name, day)
        .await
        .map_err(|error| told(&error))?;
    for one in shown {
        let whose = one
            .provider
            .map(|code| format!(", provider {code}"))
            .unwrap_or_default();
        let kind = one.history.rows().first().map_or("", |row| row.kind.code());
        println!("{name} ({kind}{whose})");
        match one.in_force {
            Some((row, until)) => {
                let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
                println!(
                    "  on {day}: {}, from {}{until}, {}",
                    row.value,
                    row.from,
                    row.confidence.code()
                );
                println!("  source: {}", row.source);
                if let Some(note) = &row.note {
                    println!("  note: {note}");
                }
                println!("  stands in {}", row.origin);
            }
            None => println!("  on {day}: nothing is said"),
        }
        println!("  history:");
        one.history
            .rows()
            .iter()
            .for_each(|row| println!("    {}", line(row)));
    }
    Ok(Ending::Well)
}

fn line(row: &Row) -> String {
    let until = row
        .until
        .map_or_else(|| "          ".to_owned(), |day| day.to_string());
    format!(
        "{}  {until}  {}  ({}; {})",
        row.from,
        row.value,
        row.confidence.code(),
        row.origin
    )
}
