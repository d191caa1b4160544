//! Runs the import of a programme: the difference and who is affected come before it is kept.
//!
//! Owns how a change is told. It never decides what a change means.

use std::path::Path;

use actions::{
    Platform,
    import::Manner,
    programme::{Outcome, import_programme},
};

use crate::{Ending, told};

/// Takes in a programme file, showing first what it changes and for whom.
pub async fn run(platform: &Platform, file: &Path, manner: Manner) -> Result<Ending, String> {
    let text = text_of(file)?;
    let operator = platform.operator();
    let name = file.to_string_lossy();
    let file_of = (name.as_ref(), text.as_str());
    let trial = import_programme(platform, &operator, file_of, super::meant(true));
    let trial = trial
        .await
        .map_err(|error| format!("{}: {}", file.display(), told(&error)))?;
    let name = format!("{} {}", trial.programme.provider, trial.programme.code);
    let of = format!(
        "\"{}\", {} components",
        trial.programme.title,
        trial.programme.components.len()
    );
    match trial.outcome {
        Outcome::Unchanged => say!("Programme {name} is known already; nothing changes."),
        Outcome::New => say!("Programme {name} is new: {of}."),
        Outcome::Changed => {
            say!("Programme {name} changes:");
            trial.difference.iter().for_each(|line| say!("  {line}"));
        }
    }
    if trial.outcome != Outcome::Unchanged {
        say!(
            "Mentors whose figures change today: {}.",
            trial.affected.len()
        );
        for affected in &trial.affected {
            say!("  {}: {}", affected.name, affected.told);
        }
    }
    if manner.dry_run {
        say!("Nothing was kept: this was a dry run.");
    } else {
        import_programme(platform, &operator, file_of, manner)
            .await
            .map_err(|error| told(&error))?;
        if trial.outcome != Outcome::Unchanged {
            say!("Kept.");
        }
    }
    Ok(Ending::Well)
}

/// Reads a file of rules as text.
///
/// # Errors
/// When it cannot be read or is no text, with its name.
pub fn text_of(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file)
        .map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
    String::from_utf8(bytes).map_err(|_| {
        format!(
            "{} is no plain text in UTF-8. Save it as UTF-8 and try again.",
            file.display()
        )
    })
}
