//! Serves an installation: real people, the real clock, and mail that is sent.
//!
//! Owns the order of starting and stopping. It never starts with a setting that it does not know.

use std::{path::Path, sync::Arc, time::Duration};

use actions::access::identity::Issuers;
use exchange::{mail::Post, names::Names};
use tokio::{net::TcpListener, sync::watch, time::timeout};
use tracing_subscriber::EnvFilter;
use web::{
    notice::{Finding, Outgoing},
    outside::{self, Trusted},
};

use crate::{Ending, config::Config, post, settings::Settings, stop};

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
    let domain = mail.sender.rsplit('@').next().unwrap_or_default();
    let domain: Arc<str> = domain.trim_end_matches('>').into();
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
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
}
