//! Sends what the outbox holds, for as long as the program runs.
//!
//! Owns the round of the post. It never fails a deed: what is not taken waits in the outbox.

use std::{sync::Arc, time::Duration};

use actions::{
    ActionError, Platform,
    notice::{Fared, batch, settle},
};
use exchange::mail::{Failure, Letter, Post};
use tokio::{
    sync::watch::Receiver,
    task::JoinSet,
    time::{sleep, timeout},
};

/// Between two looks into the outbox.
const PAUSE: Duration = Duration::from_secs(1);

/// After the database failed.
const LONG_PAUSE: Duration = Duration::from_secs(10);

/// Sends until it is told to stop; a batch that has begun is finished.
pub async fn run(platform: Platform, post: Arc<Post>, mut stop: Receiver<bool>) {
    while !*stop.borrow() {
        let pause = match round(&platform, &post).await {
            Ok(0) => PAUSE,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(cause = crate::told(&error), "the outbox could not be read");
                LONG_PAUSE
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Sends one batch, each message on its own. Says how many it tried.
async fn round(platform: &Platform, post: &Arc<Post>) -> Result<usize, ActionError> {
    let batch = Arc::new(batch(platform).await?);
    let mut sending = JoinSet::new();
    for at in 0..batch.messages.len() {
        let (platform, post, batch) = (platform.clone(), post.clone(), batch.clone());
        sending.spawn(async move {
            let leased = &batch.messages[at];
            let message = &leased.message;
            let letter = Letter {
                number: message.id,
                to: &message.to,
                subject: &message.subject,
                text: &message.text,
                html: &message.html,
                calendar: message.calendar.as_deref(),
                written_at: platform.now().into(),
            };
            let fared = match post.send(&letter).await {
                Ok(()) => Fared::Sent,
                Err(Failure::Later(why)) => Fared::Later(why),
                Err(Failure::ForGood(why)) => Fared::Never(why),
            };
            if let Fared::Later(why) | Fared::Never(why) = &fared {
                tracing::warn!(message = %message.id, kind = message.kind.code(), why, "a message was not sent");
            }
            settle(&platform, &batch, leased, &fared).await
        });
    }
    let mut kept = Ok(());
    while let Some(done) = sending.join_next().await {
        if let Ok(Err(error)) = done {
            kept = Err(error);
        }
    }
    kept.map(|()| batch.messages.len())
}

/// Waits for the last batch, but not for ever: what it held is sent again when its lease ends.
pub async fn finish(running: tokio::task::JoinHandle<()>, longest: Duration) {
    let _ = timeout(longest, running).await;
}
