//! Runs the demo: a new database, two partnerships in it, served on this machine alone.
//!
//! Owns the steps of filling it. It never listens on an address that others can reach.

use std::{net::SocketAddr, sync::Arc};

use actions::{
    Doors, Platform, import::Manner, ledger::import_attendance, policy::PROGRAMMES,
    programme::import_programme,
};
use domain::{Date, Timestamp, calendar::after_uk_day};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::watch};
use web::demo::Demo;

use crate::{
    Ending, command, round,
    settings::{self, Settings},
    stop, surroundings, told,
};

/// Fills a new database and serves it until it is stopped.
pub async fn run(settings: &Settings, asked: command::Demo) -> Result<Ending, String> {
    if !asked.listen.ip().is_loopback() {
        return Err(format!(
            "The demo has no sign-in, so it listens on this machine alone: {} is not a loopback address.",
            asked.listen.ip()
        ));
    }
    let today = asked.today.unwrap_or(sample::TODAY);
    let (address, _folder) = new_database(settings)?;
    eprintln!(
        "Opening a new database: {}",
        address
            .split_once('@')
            .map_or(address.as_str(), |(_, place)| place)
    );
    let store = settings::open(&address).await?;
    let (surroundings, winder) = surroundings::wound_to(mid_morning(today));
    let platform = settings::platform(store.clone(), surroundings)?;
    // The file is taken in the day before the demo opens, whatever day was asked for.
    winder(mid_morning(Date::constant(2025, 11, 17)));
    fill(&platform, &store).await?;
    winder(mid_morning(today));
    if asked.fill_only {
        eprintln!("Filled.");
        store.close().await;
        return Ok(Ending::Well);
    }
    let listener = listen(asked.listen).await?;
    let place = listener.local_addr().map_err(|error| error.to_string())?;
    let platform = platform.behind(Doors {
        public_url: format!("http://{place}"),
        ..Doors::default()
    });
    let demo = Demo {
        wind: Arc::new(move |day| winder(mid_morning(day))),
        worth_a_visit: sample::WORTH_A_VISIT
            .map(|(name, why)| (name.to_owned(), why.to_owned()))
            .to_vec(),
    };
    let (tell, stopping) = watch::channel(false);
    let going_round = tokio::spawn(round::go(platform.clone(), stopping));
    eprintln!("Ready. Open this address in a browser; stop with Ctrl+C.");
    say!("http://{place}/");
    web::serve(listener, web::demo(platform, demo), stop::asked())
        .await
        .map_err(|error| format!("The demo stopped: {error}."))?;
    let _ = tell.send(true);
    let _ = going_round.await;
    store.close().await;
    Ok(Ending::Well)
}

/// The address of a database that holds nothing yet, with the folder that goes when the demo does.
fn new_database(settings: &Settings) -> Result<(String, Option<TempDir>), String> {
    if let Some(address) = &settings.database {
        return Ok((address.clone(), None));
    }
    match &settings.data {
        Some(folder) if folder.join("alongside.db").exists() => Err(format!(
            "There is a database in {} already. The demo fills a new one: name another folder, or none.",
            folder.display()
        )),
        Some(folder) => Ok((settings::in_folder(folder)?, None)),
        None => {
            let folder = TempDir::with_prefix("alongside-demo-")
                .map_err(|error| format!("No folder for the demo can be made: {error}."))?;
            Ok((settings::in_folder(folder.path())?, Some(folder)))
        }
    }
}

async fn fill(platform: &Platform, store: &store::Store) -> Result<(), String> {
    for (path, text) in PROGRAMMES {
        eprintln!("Taking in {path}");
        import_programme(
            platform,
            &platform.operator(),
            (path, text),
            Manner::default(),
        )
        .await
        .map_err(|error| told(&error))?;
    }
    let filled = sample::fill(store, sample::SEED, &mut |line| {
        eprintln!("Filling in {line}")
    })
    .await
    .map_err(|error| told(&error))?;
    take_in_completions(platform, &filled)
        .await
        .map_err(|error| format!("The demo's own file was not taken in: {error}"))
}

/// Takes a file in as the office does, so that the demo has an import to look at, to settle and to undo.
async fn take_in_completions(
    platform: &Platform,
    filled: &sample::Filled,
) -> Result<(), Box<dyn std::error::Error>> {
    let folder = TempDir::with_prefix("alongside-demo-file-")?;
    let path = folder.path().join("completions-2025-11-14.csv");
    std::fs::write(&path, &filled.completions)?;
    let officer = actions::access::actor(platform, filled.officer).await?;
    let report = import_attendance(
        platform,
        &officer,
        &path,
        "Y75",
        Manner::default(),
        &mut |_| {},
    )
    .await?;
    eprintln!(
        "Taking in completions-2025-11-14.csv: {} rows, of which {} fit nobody yet",
        report.rows, report.refused
    );
    Ok(())
}

/// Mid-morning of a day, UK time.
fn mid_morning(day: Date) -> Timestamp {
    let before_midnight = std::time::Duration::from_secs(14 * 60 * 60);
    after_uk_day(day)
        .checked_sub(before_midnight)
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

async fn listen(wanted: SocketAddr) -> Result<TcpListener, String> {
    match TcpListener::bind(wanted).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            eprintln!("{wanted} is in use; taking another port.");
            let any = SocketAddr::new(wanted.ip(), 0);
            TcpListener::bind(any)
                .await
                .map_err(|error| format!("No port is free: {error}."))
        }
        Err(error) => Err(format!("The demo cannot listen on {wanted}: {error}.")),
    }
}
