//! Keeps the command line: every command, argument and word of help.
//!
//! Owns the words that a person types. It never does what they ask.

mod installation;
mod typed;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{
    AcademicYear, Date,
    ledger::{EntryId, Kind, Link},
    partnership::Urn,
    person::Trn,
};

pub use installation::{Admin, Config, Configured, Person, Retention};

/// The partnership platform for initial teacher education: who has been trained, in what, by whom,
/// by which rule, and what is left.
#[derive(Debug, Parser)]
#[command(name = "alongside", version, about, max_term_width = 100, after_help = ENDINGS)]
pub struct Alongside {
    /// The data folder [default: ./alongside-data]. In it stands the database, unless --database names another.
    #[arg(long, global = true, value_name = "FOLDER", env = "ALONGSIDE_DATA")]
    pub data: Option<PathBuf>,
    /// The database: sqlite:PATH or postgres://USER@HOST/NAME [default: alongside.db in the data folder].
    #[arg(
        long,
        global = true,
        value_name = "ADDRESS",
        env = "ALONGSIDE_DATABASE",
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const ENDINGS: &str = "Results go to standard output, progress and problems to standard error.\n\
Exit codes: 0 all went well; 1 an input was refused, or a row of it while the good ones were kept; 2 wrong use.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fill a new database with two partnerships and serve them on this machine.
    Demo(Demo),
    /// Serve an installation to the people who belong to it.
    Serve(Configured),
    /// Explain and check the settings of an installation.
    #[command(subcommand)]
    Config(Config),
    /// Let somebody in who looks after the installation.
    #[command(subcommand)]
    Admin(Admin),
    /// Take in registers, programmes, people and attendance.
    #[command(subcommand)]
    Import(Import),
    /// Tell where every mentor of a provider stands.
    Standing(Standing),
    /// Look up, check and set dated rules.
    #[command(subcommand)]
    Policy(Policy),
    /// List, correct and verify minutes.
    #[command(subcommand)]
    Ledger(Ledger),
    /// What was done: the chains of notes.
    #[command(subcommand)]
    Audit(Audit),
    /// Erase somebody who asked for it.
    #[command(subcommand)]
    Person(Person),
    /// Show and let go of what has been kept for as long as the rules say.
    #[command(subcommand)]
    Retention(Retention),
}

/// What can be done about notes.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Walk the chains of notes and name the first note that was altered, removed or slipped in.
    Verify {
        /// The provider's code, such as L51; without it, every chain and the installation's.
        #[arg(long, value_name = "CODE")]
        provider: Option<String>,
        /// A head kept outside: it must be met on the way.
        #[arg(long, value_name = "HASH", value_parser = typed::link)]
        head: Option<Link>,
    },
}

/// How the demo is run.
#[derive(Debug, Args)]
pub struct Demo {
    /// The loopback address to listen on; another port is taken if this one is in use.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8420")]
    pub listen: std::net::SocketAddr,
    /// The day on which the demo's clock stands [default: 2025-11-18].
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub today: Option<Date>,
    /// Fill the database and stop.
    #[arg(long)]
    pub fill_only: bool,
}

/// What to take in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// The national register of schools (GIAS), or a leaner list made from it.
    Schools {
        /// The register, as it is downloaded.
        file: PathBuf,
        /// The links file, which tells which school took another's place.
        #[arg(long, value_name = "FILE")]
        links: Option<PathBuf>,
        #[command(flatten)]
        manner: Manner,
    },
    /// The department's list of providers.
    Providers {
        /// The list.
        file: PathBuf,
        #[command(flatten)]
        manner: Manner,
    },
    /// A version of a provider's programme (see programmes/README.md).
    Programme {
        /// The programme file.
        file: PathBuf,
        /// Show what would change and for whom, and keep nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// People and what they are: trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to and, if you wish, reference.
    People {
        /// The list of people.
        file: PathBuf,
        /// The code of the provider with which they work, such as L51.
        #[arg(long, value_name = "CODE")]
        provider: String,
        #[command(flatten)]
        manner: Manner,
    },
    /// The trainee export of the national register of trainees, 76 columns; only what placing somebody needs is kept.
    Trainees {
        /// The export, as it is downloaded.
        file: PathBuf,
        /// The code of the provider that trains them, such as L51.
        #[arg(long, value_name = "CODE")]
        provider: String,
        #[command(flatten)]
        manner: Manner,
    },
    /// Placements: student_reference,student_name,course,route,block,stage,school_urn,mentor,lead_mentor,from,to.
    Placements {
        /// The list of placements; rows that differ only in the mentor are a job share.
        file: PathBuf,
        /// The code of the provider whose student teachers they are, such as L51.
        #[arg(long, value_name = "CODE")]
        provider: String,
        #[command(flatten)]
        manner: Manner,
    },
    /// Attendance: trn,component,held_on,minutes,kind,verified_by,how,reference and, if you wish, email, person, for_year, school_urn, until.
    Attendance {
        /// The list of attendance.
        file: PathBuf,
        /// The code of the provider that holds the minutes, such as L51.
        #[arg(long, value_name = "CODE")]
        provider: String,
        #[command(flatten)]
        manner: Manner,
    },
    /// Past imports of a provider, newest first.
    List {
        /// The code of the provider, such as L51.
        #[arg(long, value_name = "CODE")]
        provider: String,
    },
    /// Take back a whole import: its entries by entries of no minutes, everything else as it was. What was changed since is left and named.
    Undo(Undo),
}

/// How a past import is named.
#[derive(Debug, Args)]
pub struct Undo {
    /// The import's number, as `alongside import list` shows it.
    pub import: uuid::Uuid,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// Say what would happen, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// How an import is meant.
#[derive(Debug, Args)]
pub struct Manner {
    /// Try everything and keep nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Where refused rows are written [default: beside the file, as NAME.refused.csv; with --dry-run nowhere].
    #[arg(long, value_name = "FILE")]
    pub refused: Option<PathBuf>,
}

/// Which standings to tell, and how.
#[derive(Debug, Args)]
pub struct Standing {
    /// The provider's code, such as L51.
    #[arg(long, value_name = "CODE")]
    pub provider: String,
    /// The day asked about [default: today].
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub as_of: Option<Date>,
    /// Leave out what was not recorded by the end of this day, UK time [default: now].
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    pub known_on: Option<Date>,
    /// Only mentors at this school on the day.
    #[arg(long, value_name = "URN", value_parser = typed::urn)]
    pub school: Option<Urn>,
    /// Only the mentor with this number.
    #[arg(long, value_name = "TRN", value_parser = typed::trn)]
    pub mentor: Option<Trn>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For spreadsheets.
    Csv,
    /// For programs, with components and reasons.
    Json,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// Tell what a rule says on a day, its history, source and confidence.
    Show {
        /// A name from policies/README.md, such as general_mentor.initial.claimable.
        name: String,
        /// The day [default: today].
        #[arg(long, value_name = "DATE", value_parser = typed::day)]
        on: Option<Date>,
    },
    /// Check every rule: overlaps, gaps, unknown names, impossible dates.
    Check,
    /// Set rules of your own, in the form of a policy file; they override a shipped row from their day.
    Set {
        /// The policy file.
        file: PathBuf,
        /// Check the rows and keep nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write out your own rules as a policy file.
    Export,
}

/// What to do with minutes.
#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// List a mentor's entries, newest first, or those that wait for somebody to vouch for them.
    #[command(group = clap::ArgGroup::new("which").required(true).multiple(true).args(["mentor", "waiting"]))]
    List {
        /// The provider's code, such as L51.
        #[arg(long, value_name = "CODE")]
        provider: String,
        /// The mentor's number.
        #[arg(long, value_name = "TRN", value_parser = typed::trn)]
        mentor: Option<Trn>,
        /// Only entries that wait.
        #[arg(long)]
        waiting: bool,
    },
    /// Correct an entry: a new one takes its place, the old one stays.
    #[command(group = clap::ArgGroup::new("what").required(true).multiple(true).args(["minutes", "held_on", "component", "kind", "school", "for_year", "until", "verifier"]))]
    Correct {
        /// The entry's number, as `ledger list` shows it.
        #[arg(value_parser = typed::entry)]
        entry: EntryId,
        /// The right minutes; 0 if nothing took place.
        #[arg(long)]
        minutes: Option<i32>,
        /// The right day.
        #[arg(long, value_name = "DATE", value_parser = typed::day)]
        held_on: Option<Date>,
        /// The right component; blank for training outside the programme.
        #[arg(long, value_name = "CODE")]
        component: Option<String>,
        /// The right kind: attended, completed, in-school, visit, community or recognised.
        #[arg(long, value_parser = typed::kind)]
        kind: Option<Kind>,
        /// The right school.
        #[arg(long, value_name = "URN", value_parser = typed::urn)]
        school: Option<Urn>,
        /// The right year of claims, such as "2025 to 2026".
        #[arg(long, value_name = "YEAR", value_parser = typed::year)]
        for_year: Option<AcademicYear>,
        /// The right last day of a recognition.
        #[arg(long, value_name = "DATE", value_parser = typed::day)]
        until: Option<Date>,
        /// Who vouches for it: a TRN, an e-mail, your own reference or a whole name.
        #[arg(long, value_name = "WHO")]
        verifier: Option<String>,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Strike out the free text beside an entry; minutes and chain stay as they are.
    StrikeOut {
        /// The entry's number, as `ledger list` shows it.
        #[arg(value_parser = typed::entry)]
        entry: EntryId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Walk every book and name the first entry that was altered, removed or inserted.
    Verify {
        /// Only this provider's book.
        #[arg(long, value_name = "CODE")]
        provider: Option<String>,
        /// A head that was kept outside, to find a book that was cut short or rewritten whole.
        #[arg(long, value_name = "HASH", value_parser = typed::link)]
        head: Option<Link>,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_is_well_formed() {
        Alongside::command().debug_assert();
    }
}
