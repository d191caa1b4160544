//! Runs the command that tells where mentors stand.
//!
//! Owns the three ways of writing it. It never reckons.

mod csv;
mod json;
mod table;

use actions::{
    Platform,
    standing::{Question, list},
};

use crate::{
    Ending,
    command::{self, Format},
    told,
};

/// Tells the standings that were asked for.
pub async fn run(platform: &Platform, asked: command::Standing) -> Result<Ending, String> {
    let question = Question {
        provider: asked.provider,
        as_of: asked.as_of,
        known_on: asked.known_on,
        school: asked.school,
        mentor: asked.mentor,
    };
    let standings = list(platform, &platform.operator(), &question).await;
    let standings = standings.map_err(|error| told(&error))?;
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = match asked.format {
        Format::Table => table::write(&standings, out),
        Format::Csv => csv::write(&standings, out),
        Format::Json => json::write(&standings, out),
    };
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            return Err(format!("The list could not be written: {error}."));
        }
        _ => {}
    }
    if standings.rows.is_empty() {
        eprintln!(
            "No general mentor of {} is there to tell about.",
            standings.provider.name
        );
    }
    Ok(Ending::Well)
}
