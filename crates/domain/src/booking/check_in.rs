//! Keeps the code on a host's screen by which people check in.
//!
//! Owns the words `Secret` and `STEP`. It never reads the clock: the instant is handed in.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::Session;
use crate::Minutes;

/// For how many seconds a code stands on the screen.
pub const STEP: i64 = 30;

/// Letters and digits that nobody takes for another across a hall: 29 of them.
const LETTERS: &[u8; 29] = b"ABCDEFGHJKMNPQRTUVWXYZ2346789";

/// How many of them a code has.
const LONG: usize = 6;

/// What only the screen of one session knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// The code that the screen shows at an instant.
#[must_use]
pub fn code(secret: &Secret, now: Timestamp) -> String {
    of_step(secret, now.as_second().div_euclid(STEP))
}

/// For how many more seconds it stands there.
#[must_use]
pub fn lasts(now: Timestamp) -> i64 {
    STEP - now.as_second().rem_euclid(STEP)
}

/// Says whether what somebody typed is the code of now, or the one before it.
///
/// # Rule
/// Spaces, hyphens and small letters are as good as none and capitals. Whoever began to type as the
/// code changed is not sent away.
#[must_use]
pub fn is_right(secret: &Secret, typed: &str, now: Timestamp) -> bool {
    let typed: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .take(LONG + 1)
        .collect::<String>()
        .to_ascii_uppercase();
    let step = now.as_second().div_euclid(STEP);
    let mut right = false;
    for step in [step, step - 1] {
        right |= alike(of_step(secret, step).as_bytes(), typed.as_bytes());
    }
    right
}

/// Says whether people can check in at an instant.
///
/// # Rule
/// From a while before the session begins until it ends.
#[must_use]
pub fn is_open(session: &Session, before: Minutes, now: Timestamp) -> bool {
    let opens = session.starts_at.as_second() - i64::from(before.0) * 60;
    !session.cancelled && now.as_second() >= opens && now <= session.ends_at
}

fn alike(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .fold(0, |apart, (one, other)| apart | (one ^ other))
            == 0
}

fn of_step(secret: &Secret, step: i64) -> String {
    let seal = sealed(secret.0.as_bytes(), &step.to_be_bytes());
    seal.chunks(4)
        .take(LONG)
        .map(|four| {
            let number = four
                .iter()
                .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
            let at = usize::try_from(number % 29).unwrap_or_default();
            char::from(LETTERS[at])
        })
        .collect()
}

/// The keyed hash of RFC 2104 with SHA-256.
fn sealed(key: &[u8], message: &[u8]) -> [u8; 32] {
    const BLOCK: usize = 64;
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let within = Sha256::new()
        .chain_update(block.map(|byte| byte ^ 0x36))
        .chain_update(message)
        .finalize();
    Sha256::new()
        .chain_update(block.map(|byte| byte ^ 0x5c))
        .chain_update(within)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_763_000_010 + second).expect("an instant of this century")
    }

    #[test]
    fn the_keyed_hash_is_that_of_rfc_4231() {
        let told: String = sealed(b"Jefe", b"what do ya want for nothing?")
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            told,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_code_changes_every_thirty_seconds_and_the_one_before_still_opens() {
        let secret = Secret("a".repeat(64));
        let first = code(&secret, at(0));
        assert_eq!(first.len(), 6);
        assert_eq!(code(&secret, at(lasts(at(0)) - 1)), first);
        let later = at(lasts(at(0)));
        assert_ne!(code(&secret, later), first);
        assert!(is_right(&secret, &first, later));
        assert!(is_right(&secret, &first.to_lowercase(), at(0)));
        let spaced = format!(" {} - {} ", &first[..3], &first[3..]);
        assert!(is_right(&secret, &spaced, at(0)));
        assert!(!is_right(&secret, &first, at(61)));
        assert!(!is_right(&Secret("b".repeat(64)), &first, at(0)));
    }

    #[test]
    fn hostile_codes_are_wrong_and_nothing_worse() {
        let secret = Secret("a".repeat(64));
        for typed in [
            "",
            "      ",
            "ABCDE",
            "é́é́é́",
            &"A".repeat(100_000),
            "\0\0\0\0\0\0",
        ] {
            assert!(!is_right(&secret, typed, at(0)));
        }
    }
}
