//! Goes round for as long as the program runs: waiting lists move on, reminders are written, mail that
//! may go now goes, and once a day files of which nothing tells any more are let go.
//!
//! Owns the pauses of that round. It never decides what goes when, or who is next.

use std::time::Duration;

use actions::{
    ActionError, Platform,
    booking::place::settle_all,
    notice::{remind_of_sessions, round},
    prior_learning::file,
};
use domain::Timestamp;
use tokio::{sync::watch::Receiver, time::sleep};

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(15);

/// How long lists stand before they are looked at again, unless the clock was moved.
const SETTLED_EVERY: Duration = Duration::from_secs(60);

/// How many looks pass from one writing of reminders to the next.
const REMINDED_EVERY: u32 = 40;

/// Goes round until it is told to stop.
pub async fn go(platform: Platform, mut stop: Receiver<bool>) {
    let (mut looks, mut reminded_on, mut settled_at) = (0_u32, None, None);
    while !*stop.borrow() {
        let (today, now) = (platform.today(), platform.now());
        let is_new_day = reminded_on != Some(today);
        let reminds = is_new_day || looks.is_multiple_of(REMINDED_EVERY);
        let settles = settled_at.is_none_or(|at| is_over(at, now));
        match once(&platform, settles, reminds, is_new_day).await {
            Ok(()) => {
                reminded_on = Some(today);
                if settles {
                    settled_at = Some(now);
                }
            }
            Err(error) => {
                tracing::error!(cause = crate::told(&error), "the round could not be made");
            }
        }
        looks = looks.wrapping_add(1);
        tokio::select! {
            () = sleep(PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Whether so much time has passed since the lists moved on, or the clock was wound back.
fn is_over(settled_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(settled_at).unsigned_abs() >= SETTLED_EVERY
}

async fn once(
    platform: &Platform,
    settles: bool,
    reminds: bool,
    is_new_day: bool,
) -> Result<(), ActionError> {
    if settles {
        let moved = settle_all(platform).await?;
        tracing::debug!(moved, "waiting lists moved on");
    }
    if reminds {
        let reminded = remind_of_sessions(platform).await?;
        tracing::debug!(reminded, "reminders were written");
    }
    if is_new_day {
        let gone = file::let_go(platform).await?;
        tracing::debug!(gone, "files of which nothing tells any more went");
    }
    while round(platform).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_looked_at_once_a_minute_and_when_the_clock_was_moved() {
        let at: Timestamp = "2025-11-18T12:00:00Z".parse().expect("an instant");
        for (now, settles) in [
            ("2025-11-18T12:00:15Z", false),
            ("2025-11-18T12:01:00Z", true),
            ("2025-12-18T12:00:00Z", true),
            ("2025-10-18T12:00:00Z", true),
        ] {
            let now = now.parse().expect("an instant");
            assert_eq!(is_over(at, now), settles, "{now}");
        }
    }
}
