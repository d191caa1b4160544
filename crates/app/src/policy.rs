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
            say!(
                "{} rows under {} names, and {} rows of your own: no overlap, no gap, no unknown name.",
                checked.shipped,
                checked.names,
                checked.own
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
            say!("{rows} rows of your own: {kept}.");
            Ok(Ending::Well)
        }
        command::Policy::Export => {
            let rows = policy::export(platform)
                .await
                .map_err(|error| told(&error))?;
            say!("{}", rows.trim_end());
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
        say!("{name} ({kind}{whose})");
        match one.in_force {
            Some((row, until)) => {
                let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
                say!(
                    "  on {day}: {}, from {}{until}, {}",
                    row.value,
                    row.from,
                    row.confidence.code()
                );
                say!("  source: {}", row.source);
                if let Some(note) = &row.note {
                    say!("  note: {note}");
                }
                say!("  stands in {}", row.origin);
            }
            None => say!("  on {day}: nothing is said"),
        }
        say!("  history:");
        one.history
            .rows()
            .iter()
            .for_each(|row| say!("    {}", line(row)));
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
