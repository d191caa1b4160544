//! What is run: the program `alongside`, its commands, settings and start-up.
//!
//! Owns the command line, the clock and chance. It contains no rule.

/// Writes a line to standard output; whoever stopped reading has read enough.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod admin;
mod audit;
mod command;
mod config;
mod demo;
mod import;
mod ledger;
mod person;
mod policy;
mod post;
mod retention;
mod returns;
mod round;
mod serve;
mod settings;
mod standing;
mod stop;
mod surroundings;

use std::process::ExitCode;

use clap::Parser;

use command::{Alongside, Command};

/// Gives memory back to the machine within a second: docs/adr/0006-memory.md.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// How a command ended.
enum Ending {
    /// All went well.
    Well,
    /// An input, or a row of it, was refused; or something that was looked for is wrong.
    Refused,
}

fn main() -> ExitCode {
    let asked = Alongside::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&format!("The program could not start: {error}.")),
    };
    match runtime.block_on(run(asked)) {
        Ok(Ending::Well) => ExitCode::SUCCESS,
        Ok(Ending::Refused) => ExitCode::from(1),
        Err(sentence) => failed(&sentence),
    }
}

fn failed(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(1)
}

async fn run(asked: Alongside) -> Result<Ending, String> {
    let settings = settings::Settings {
        data: asked.data,
        database: asked.database,
    };
    match asked.command {
        Command::Demo(demo) => demo::run(&settings, demo).await,
        Command::Serve(asked) => serve::run(&settings, &asked.config).await,
        Command::Config(what) => config::run(&what),
        Command::Admin(what) => admin::run(&settings, what).await,
        Command::Import(what) => import::run(&settings.open().await?, what).await,
        Command::Standing(question) => standing::run(&settings.open().await?, question).await,
        Command::Policy(what) => policy::run(&settings.open().await?, what).await,
        Command::Person(what) => person::run(&settings.open().await?, what).await,
        Command::Retention(what) => retention::run(&settings.open().await?, what).await,
        Command::Audit(what) => audit::run(&settings.open().await?, what).await,
        Command::Ledger(what) => ledger::run(&settings.open().await?, what).await,
    }
}

/// Tells an error with its causes, each once.
fn told(error: &(dyn std::error::Error + 'static)) -> String {
    let mut lines = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        let line = format!("  because {error}");
        if lines.last() != Some(&line) {
            lines.push(line);
        }
        cause = error.source();
    }
    lines.join("\n")
}
