//! Tries what is done with minutes: taking in, correcting, striking out, verifying.
//!
//! Owns no words. It never reads what another test left.

mod attendance;
mod bad_rows;
mod correct;
mod cut_short;
mod held;
mod history;
mod partner;
mod record;
mod verify;
mod waiting;

use crate::world::{World, mentor};

/// A mentor at Ashfield School with York St John.
const AMINA: &str = "1000001";

async fn with_amina(world: &World) {
    world
        .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
        .await;
}
