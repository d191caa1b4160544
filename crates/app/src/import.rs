//! Runs imports: shows progress, tells refused rows and writes them to a file.
//!
//! Owns how an import looks at the command line. It never decides about a row.

mod past;
pub mod programme;

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use actions::{
    ActionError, Platform,
    import::{Heard, Listener, Manner, Report},
    ledger::import_attendance,
    partnership::{import_providers, import_schools},
    person::import_people,
    placement::{import_placements, import_trainees},
};
use formats::table::RefusedRows;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{Ending, command, told};

/// Refused rows that are told one by one; the file has them all.
const TOLD: u64 = 50;

/// Runs an import.
pub async fn run(platform: &Platform, what: command::Import) -> Result<Ending, String> {
    let operator = platform.operator();
    match what {
        command::Import::List { provider } => past::list(platform, &provider).await,
        command::Import::Undo(asked) => past::undo(platform, &asked).await,
        command::Import::Programme { file, dry_run } => {
            programme::run(platform, &file, meant(dry_run)).await
        }
        command::Import::Schools {
            file,
            links,
            manner,
        } => {
            watched(&file, &manner, async |meant, listener| {
                import_schools(
                    platform,
                    &operator,
                    &file,
                    links.as_deref(),
                    meant,
                    listener,
                )
                .await
            })
            .await
        }
        command::Import::Providers { file, manner } => {
            watched(&file, &manner, async |meant, listener| {
                import_providers(platform, &operator, &file, meant, listener).await
            })
            .await
        }
        command::Import::People {
            file,
            provider,
            manner,
        } => {
            watched(&file, &manner, async |meant, listener| {
                import_people(platform, &operator, &file, &provider, meant, listener).await
            })
            .await
        }
        command::Import::Trainees {
            file,
            provider,
            manner,
        } => {
            watched(&file, &manner, async |meant, listener| {
                import_trainees(platform, &operator, &file, &provider, meant, listener).await
            })
            .await
        }
        command::Import::Placements {
            file,
            provider,
            manner,
        } => {
            watched(&file, &manner, async |meant, listener| {
                import_placements(platform, &operator, &file, &provider, meant, listener).await
            })
            .await
        }
        command::Import::Attendance {
            file,
            provider,
            manner,
        } => {
            watched(&file, &manner, async |meant, listener| {
                import_attendance(platform, &operator, &file, &provider, meant, listener).await
            })
            .await
        }
    }
}

/// Runs an import at a desk, and closes the desk however it ends.
async fn watched(
    file: &Path,
    asked: &command::Manner,
    import: impl AsyncFnOnce(Manner, Listener<'_>) -> Result<Report, ActionError>,
) -> Result<Ending, String> {
    let mut desk = Desk::new(file, asked)?;
    let meant = desk.manner;
    let done = import(meant, &mut |heard: Heard<'_>| desk.hear(heard)).await;
    desk.close(done)
}

/// Where an import is watched, and its refused rows are laid aside.
struct Desk {
    manner: Manner,
    place: Option<PathBuf>,
    bar: Option<ProgressBar>,
    refused: Option<RefusedRows>,
    told: u64,
    failed: Option<std::io::Error>,
}

impl Desk {
    fn new(file: &Path, asked: &command::Manner) -> Result<Desk, String> {
        let itself = |place: &PathBuf| {
            place.canonicalize().ok() == file.canonicalize().ok() && file.exists()
        };
        if asked.refused.as_ref().is_some_and(itself) {
            return Err("The refused rows would overwrite the file itself. Name another place with --refused.".to_owned());
        }
        let beside = || free_name(file);
        Ok(Desk {
            manner: meant(asked.dry_run),
            place: asked
                .refused
                .clone()
                .or_else(|| (!asked.dry_run).then(beside)),
            bar: None,
            refused: None,
            told: 0,
            failed: None,
        })
    }

    fn hear(&mut self, heard: Heard<'_>) {
        match heard {
            Heard::Columns(names) => {
                self.refused = self
                    .place
                    .as_deref()
                    .map(|place| RefusedRows::create(place, names));
            }
            Heard::Progress(done, total) if std::io::stderr().is_terminal() => {
                self.bar
                    .get_or_insert_with(|| bar(total))
                    .set_position(done);
            }
            Heard::Progress(..) | Heard::Changes(_) => {}
            Heard::Note(note) => self.say(&note),
            Heard::Refused(problem) => {
                self.told += 1;
                if self.told <= TOLD {
                    self.say(&problem.to_string());
                }
                if let Some(Err(error)) = self.refused.as_mut().map(|rows| rows.add(problem)) {
                    self.failed.get_or_insert(error);
                }
            }
        }
    }

    fn say(&self, sentence: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{sentence}")),
            None => eprintln!("{sentence}"),
        }
    }

    fn close(mut self, done: Result<Report, ActionError>) -> Result<Ending, String> {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        let report = done.map_err(|error| told(&error))?;
        if self.told > TOLD {
            eprintln!("… and {} more rows.", self.told - TOLD);
        }
        let written = match self.refused.take().map(RefusedRows::finish) {
            Some(Ok(written)) => written,
            Some(Err(error)) => {
                self.failed.get_or_insert(error);
                None
            }
            None => None,
        };
        if let (Some(error), Some(place)) = (&self.failed, &self.place) {
            eprintln!(
                "The refused rows could not be written to {}: {error}. Name another place with --refused FILE.",
                place.display()
            );
        }
        say!(
            "{} rows: {} new, {} changed, {} unchanged, {} refused.{}",
            report.rows,
            report.new,
            report.changed,
            report.unchanged,
            report.refused,
            if self.manner.dry_run {
                " Nothing was kept: this was a dry run."
            } else {
                ""
            }
        );
        if report.refused == 0 {
            return Ok(Ending::Well);
        }
        if let Some(file) = written {
            eprintln!(
                "The refused rows are in {}, each with its problem. Mend them there and take that file in.",
                file.display()
            );
        }
        Ok(Ending::Refused)
    }
}

fn meant(dry_run: bool) -> Manner {
    Manner {
        dry_run,
        ..Manner::default()
    }
}

/// A name beside a file that nothing has yet: an earlier file of refused rows may have been mended.
fn free_name(file: &Path) -> PathBuf {
    let first = file.with_extension("refused.csv");
    let others = (2..).map(|number| file.with_extension(format!("refused-{number}.csv")));
    std::iter::once(first.clone())
        .chain(others)
        .find(|name| !name.exists())
        .unwrap_or(first)
}

fn bar(total: u64) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} rows, {eta} to go");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
