//! Draws everything that looks like chance from one seed.
//!
//! Owns the word `Chance` and the numbers of invented records. It never differs from run to run.

use domain::Timestamp;
use uuid::{Builder, Uuid};

/// A generator of the kind splitmix64: small, and the same everywhere.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    state: u64,
    numbers: u64,
}

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance {
            state: seed,
            numbers: 0,
        }
    }

    /// A generator that a text decides.
    pub fn of(text: &str) -> Chance {
        let seed = text.bytes().fold(0xcbf2_9ce4_8422_2325, |seed: u64, byte| {
            (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Chance::new(seed)
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// Says yes once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for part in bytes.chunks_mut(8) {
            let next = self.next().to_be_bytes();
            part.copy_from_slice(&next[..part.len()]);
        }
        bytes
    }

    /// Puts things in another order.
    pub fn shuffled<T: Clone>(&mut self, things: &[T]) -> Vec<T> {
        let mut shuffled = things.to_vec();
        for last in (1..shuffled.len()).rev() {
            shuffled.swap(last, self.below(last + 1));
        }
        shuffled
    }

    /// A new number for a record made at an instant: later ones sort after earlier ones.
    pub fn number(&mut self, at: Timestamp) -> Uuid {
        self.numbers += 1;
        let millis = u64::try_from(at.as_millisecond()).unwrap_or_default() + self.numbers;
        Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
