//! Opens the demo: the front page, taking somebody's place, and moving the clock.
//!
//! Owns `/` and `/demo/...`, and the words `Demo` and `Stepped`. It never stands where real people sign in.

pub mod clock;
pub mod host;
mod mail;
pub mod pages;
mod routes;

use std::{fmt, sync::Arc};

use domain::Date;

pub use routes::{Stepped, routes};

/// What whoever runs the demo hands over to its pages.
#[derive(Clone)]
pub struct Demo {
    /// Winds the clock to the morning of a day.
    pub wind: Arc<dyn Fn(Date) + Send + Sync>,
    /// People worth a visit by full name, each with what there is to see, in order.
    pub worth_a_visit: Vec<(String, String)>,
}

impl Default for Demo {
    /// A demo whose clock stands still and in which nobody stands out.
    fn default() -> Demo {
        Demo {
            wind: Arc::new(|_| {}),
            worth_a_visit: Vec::new(),
        }
    }
}

impl fmt::Debug for Demo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Demo")
            .field("worth_a_visit", &self.worth_a_visit)
            .finish_non_exhaustive()
    }
}
