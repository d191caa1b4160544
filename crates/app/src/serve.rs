//! Serves an installation: real people, the real clock, and mail that is sent.
//!
//! Owns the order of starting and stopping. It never starts with a setting that it does not know.

use std::{path::Path, sync::Arc, time::Duration};

use actions::access::identity::Issuers;
use exchange::{mail::Post, names::Names};
use tokio::{net::TcpListener, sync::watch, time::timeout};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, util::SubscriberInitExt};
use web::{
    notice::{Finding, Outgoing},
    outside::{self, Trusted},
};

use crate::{
    Ending,
    config::Config,
    post, retention,
    returns::{self, sending_domain},
    round,
    settings::Settings,
    stop,
};

/// Serves until it is asked to stop, and then finishes what has begun.
pub async fn run(asked: &Settings, path: &Path) -> Result<Ending, String> {
    let config = Config::read(path)?;
    keep_a_log(&config.settings.log_level);
    let (platform, store) = config.open(asked).await?;
    let listener = TcpListener::bind(config.settings.listen)
        .await
        .map_err(|error| format!("Nobody can listen on {}: {error}.", config.settings.listen))?;
    let place = listener.local_addr().map_err(|error| error.to_string())?;
    let post = Post::new(&config.mail).map_err(|unusable| format!("[mail]: {unusable}."))?;

    let (tell, told) = watch::channel(false);
    let posting = tokio::spawn(post::run(platform.clone(), Arc::new(post), told.clone()));
    let going_round = tokio::spawn(round::go(platform.clone(), told.clone()));
    let reading = config
        .returns
        .clone()
        .map(|returns| tokio::spawn(returns::go(platform.clone(), returns, told.clone())));
    let forgetting = config
        .settings
        .retention_daily
        .then(|| tokio::spawn(retention::every_day(platform.clone(), told.clone())));
    let routes = outside::around(
        web::installation(platform.clone()),
        platform.clone(),
        trusted(&config),
        outgoing(&config),
        Issuers::new(config.issuers.clone()),
    );
    let mut stopping = told.clone();
    let serving = outside::serve(listener, routes, async move {
        let _ = stopping.wait_for(|stop| *stop).await;
    });
    let mut serving = tokio::spawn(serving);
    eprintln!("Ready: {} on {place}.", config.settings.public_url);
    say!("http://{place}/");

    let longest = Duration::from_secs(config.settings.stop_seconds);
    let ended = tokio::select! {
        ended = &mut serving => ended,
        () = stop::asked() => {
            eprintln!("Stopping: what has begun is finished.");
            let _ = tell.send(true);
            match timeout(longest, &mut serving).await {
                Ok(ended) => ended,
                Err(_) => {
                    eprintln!("Some requests took longer than {} seconds and were left.", longest.as_secs());
                    Ok(Ok(()))
                }
            }
        }
    };
    let _ = tell.send(true);
    post::finish(posting, longest).await;
    post::finish(going_round, longest).await;
    for going in [reading, forgetting].into_iter().flatten() {
        post::finish(going, longest).await;
    }
    store.close().await;
    match ended {
        Ok(Ok(())) => Ok(Ending::Well),
        Ok(Err(error)) => Err(format!("It stopped listening: {error}.")),
        Err(error) => Err(format!("It stopped: {error}.")),
    }
}

/// How messages leave, and who is asked about the domain in whose name they do.
fn outgoing(config: &Config) -> Outgoing {
    let mail = &config.settings.mail;
    let names = Arc::new(Names::of_this_machine());
    let domain: Arc<str> = sending_domain(&config.settings).into();
    let selector = mail.dkim_selector.clone();
    Outgoing {
        sender: mail.sender.clone(),
        server: mail.host.clone(),
        look_up: Arc::new(move || {
            let (names, domain, selector) = (names.clone(), domain.clone(), selector.clone());
            Box::pin(async move {
                let found = names.check(&domain, selector.as_deref()).await;
                let told = |one: exchange::names::Finding| Finding {
                    record: one.record,
                    well: one.well,
                    words: one.words,
                };
                found.into_iter().map(told).collect()
            })
        }),
    }
}

fn trusted(config: &Config) -> Trusted {
    let proxy = config.settings.proxy.as_ref();
    proxy.map_or_else(Trusted::default, |proxy| Trusted {
        networks: proxy.trusted.clone(),
        header: proxy.header.clone(),
    })
}

/// Our own rooms tell as much as is asked; the libraries beneath them tell what is amiss.
fn keep_a_log(level: &str) {
    let ours = ["alongside", "actions", "exchange", "store", "web"];
    let ours: Vec<String> = ours.iter().map(|room| format!("{room}={level}")).collect();
    let filter = EnvFilter::new(format!("warn,{}", ours.join(",")));
    let _ = log(filter, std::io::stderr).try_init();
}

/// One line for each thing that happened: when, how grave, where in the program, and its values. Texts
/// stand in quotation marks with their control characters escaped, so that none begins a line.
fn log<W>(filter: EnvFilter, writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .with_ansi(false)
        .finish()
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Mutex, PoisonError},
    };

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.write(piece)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nothing_that_was_sent_begins_a_line_of_its_own() {
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber = log(EnvFilter::new("info"), move || writer.clone());
        let hostile = "x\n2026-01-01T00:00:00Z  WARN web: forged\r\u{1b}[31m\u{8}\u{0}";
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(from = hostile, status = 404, "a request was refused");
        });
        let all = kept
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let all = String::from_utf8(all).expect("text");
        assert_eq!(all.lines().count(), 1, "{all}");
        assert!(!all.trim_end().contains(char::is_control), "{all}");
        assert!(all.contains(r#"from="x\n2026-01-01"#), "{all}");
        assert!(all.contains("a request was refused") && all.contains("status=404"));
    }
}
