//! Keeps the commands about an installation: its settings, and who looks after it.
//!
//! Owns the words that a person types for these. It never does what they ask.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::Date;

use super::typed;

/// Where the settings of an installation stand.
#[derive(Debug, Args)]
pub struct Configured {
    /// The file of settings: docs/operations.md and `alongside config explain` tell each.
    #[arg(long, value_name = "FILE", env = "ALONGSIDE_CONFIG")]
    pub config: PathBuf,
}

/// What to do with settings.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Tell every setting: what may stand there, what holds without it, and what it does.
    Explain {
        /// Write it as the table of docs/operations.md.
        #[arg(long)]
        table: bool,
    },
    /// Read the settings with every file that they name, and start nothing.
    Check(Configured),
}

/// What to do about those who look after the installation.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Invite somebody as support administrator: by mail, and by the link that is printed.
    Invite {
        /// Their work address.
        email: String,
        /// Their given name.
        #[arg(long, value_name = "NAME")]
        first_name: String,
        /// Their family name.
        #[arg(long, value_name = "NAME")]
        last_name: String,
        /// The code of the provider with which they work, such as L51; `alongside import providers` makes them known.
        #[arg(long, value_name = "CODE")]
        provider: String,
        #[command(flatten)]
        configured: Configured,
    },
}

/// What to do about one person.
#[derive(Debug, Subcommand)]
pub enum Person {
    /// Replace somebody by an erased person: what tells who they are goes for good, minutes and sums stay.
    Erase {
        /// The number of their record, as the address of their page shows it.
        person: uuid::Uuid,
        /// Say what would go and what would stay, and do nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// What to do about what is kept for a while alone.
#[derive(Debug, Subcommand)]
pub enum Retention {
    /// Say what is due, rule by rule. Nothing goes.
    Show {
        /// As it would be on another day.
        #[arg(long, value_name = "DATE", value_parser = typed::day)]
        on: Option<Date>,
    },
    /// Let go of everything that is due today.
    Apply,
}
