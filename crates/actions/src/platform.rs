//! Keeps what every deed needs: the store, the clock, chance, and the rules that are shipped.
//!
//! Owns the words `Platform`, `Surroundings` and `Doors`. It never does a deed itself.

use std::{fmt, sync::Arc};

use domain::{
    Date, Timestamp,
    access::{Actor, Deed},
    audit::Note,
    calendar::{after_uk_day, uk_day},
    partnership::ProviderId,
    policy,
};
use exchange::objects::Objects;
use store::{Store, Tx};
use uuid::{Builder, Uuid};

use crate::{
    ActionError, access::attempt::Searches, audit::Readings, placement, policy::Shipped,
    search::Known, standing::Kept,
};

/// Something that fills bytes by chance.
pub type Chance = dyn Fn(&mut [u8]) + Send + Sync;

/// The clock and the dice, handed down by whoever runs the program.
#[derive(Clone)]
pub struct Surroundings {
    /// Says what time it is.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Fills bytes by chance.
    pub chance: Arc<Chance>,
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Surroundings")
    }
}

/// Under which name the outside world knows this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doors {
    /// The address of the front page, such as `https://mentors.example`, without a slash at its end.
    pub public_url: String,
    /// Whether anybody may step into anybody's place: only where everyone is invented.
    pub demo: bool,
    /// The address from which messages are sent.
    pub sender: String,
}

impl Default for Doors {
    /// The demo's.
    fn default() -> Doors {
        Doors {
            public_url: "http://127.0.0.1".to_owned(),
            demo: true,
            sender: "alongside@localhost".to_owned(),
        }
    }
}

impl Doors {
    /// Whether a browser reaches us over a line that nobody else reads, or on its own machine.
    #[must_use]
    pub fn on_this_machine(&self) -> bool {
        ["http://127.0.0.1", "http://localhost"]
            .iter()
            .any(|own| self.public_url.starts_with(own))
    }

    /// The whole address of a page, as a message tells it.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}

/// Everything that deeds need.
#[derive(Debug, Clone)]
pub struct Platform {
    /// Under which name the outside world knows it.
    pub doors: Arc<Doors>,
    /// Where whole files are kept.
    pub objects: Objects,
    pub(crate) store: Store,
    pub(crate) shipped: Arc<Shipped>,
    pub(crate) kept: Arc<Kept>,
    pub(crate) placements: Arc<placement::Kept>,
    pub(crate) known: Arc<Known>,
    pub(crate) readings: Arc<Readings>,
    pub(crate) searches: Arc<Searches>,
    surroundings: Surroundings,
}

/// How often a deed is run again when another met it first.
const TRIES: usize = 5;

/// Runs a deed in one transaction, again from the start when another met it first.
///
/// A macro, because a closure over a transaction cannot be promised to move between threads.
macro_rules! deed {
    ($platform:expr, |$tx:ident| $body:block) => {
        $crate::platform::deed!($platform, write, |$tx| $body)
    };
    ($platform:expr, $begin:ident, |$tx:ident| $body:block) => {{
        let platform = $platform;
        let mut tries = 0;
        loop {
            let mut open = platform.store.$begin().await?;
            let done = async {
                let $tx = &mut open;
                Ok::<_, $crate::ActionError>($body)
            }
            .await;
            if let Some(done) = platform.settle(open, done, &mut tries).await {
                break done;
            }
        }
    }};
}
pub(crate) use deed;

/// Runs a deed of a form, which came with a key: the second time it only says what was answered
/// the first.
macro_rules! deed_once {
    ($platform:expr, $actor:expr, $once:expr, |$tx:ident| $body:block) => {
        $crate::platform::deed_once!($platform, $actor, $once, write, |$tx| $body)
    };
    ($platform:expr, $actor:expr, $once:expr, $begin:ident, |$tx:ident| $body:block) => {{
        let (platform, actor, once) = ($platform, $actor, $once);
        $crate::platform::deed!(platform, $begin, |$tx| {
            match store::audit::answered($tx, actor.person, once).await? {
                Some(before) => before,
                None => {
                    let answer = async { Ok::<String, $crate::ActionError>($body) }.await?;
                    let now = platform.now();
                    store::audit::answer($tx, actor.person, once, now, &answer).await?;
                    answer
                }
            }
        })
    }};
}
pub(crate) use deed_once;

impl Platform {
    /// Puts the store and its surroundings together.
    ///
    /// # Errors
    /// Every fault of the shipped policies, with file and line.
    pub fn new(store: Store, surroundings: Surroundings) -> Result<Platform, Vec<policy::Fault>> {
        let shipped = Arc::new(Shipped::read()?);
        Ok(Platform {
            doors: Arc::default(),
            objects: Objects::in_memory(),
            store,
            shipped,
            kept: Arc::default(),
            placements: Arc::default(),
            known: Arc::default(),
            readings: Arc::default(),
            searches: Arc::default(),
            surroundings,
        })
    }

    /// The same behind other doors.
    #[must_use]
    pub fn behind(mut self, doors: Doors) -> Platform {
        self.doors = Arc::new(doors);
        self
    }

    /// The same with whole files kept elsewhere than in memory.
    #[must_use]
    pub fn keeping(mut self, objects: Objects) -> Platform {
        self.objects = objects;
        self
    }

    /// The UK local day.
    #[must_use]
    pub fn today(&self) -> Date {
        uk_day(self.now())
    }

    /// The instant, in whole microseconds, as both engines keep it.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let now = (self.surroundings.now)();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// The instant before which something must have been recorded to be known today: when today ends.
    ///
    /// # Rule
    /// With the clock moved to an earlier day, what came later is not known yet.
    #[must_use]
    pub fn known_before(&self) -> Timestamp {
        after_uk_day(self.today())
    }

    /// The operator, at the command line.
    #[must_use]
    pub fn operator(&self) -> Actor {
        Actor::operator(self.today())
    }

    /// A new number that sorts by time.
    #[must_use]
    pub fn number(&self) -> Uuid {
        let mut chance = [0; 10];
        (self.surroundings.chance)(&mut chance);
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
    }

    pub(crate) fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        (self.surroundings.chance)(&mut salt);
        salt
    }

    /// A new secret that nobody can guess, in hexadecimal.
    pub(crate) fn secret(&self) -> String {
        let mut chance = [0; 32];
        (self.surroundings.chance)(&mut chance);
        chance.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A new code of six digits.
    pub(crate) fn code(&self) -> String {
        let mut chance = [0; 8];
        (self.surroundings.chance)(&mut chance);
        format!("{:06}", u64::from_be_bytes(chance) % 1_000_000)
    }

    /// Ends one try of a deed. Says nothing when the deed is to be run again from the start.
    pub(crate) async fn settle<T>(
        &self,
        tx: Tx,
        done: Result<T, ActionError>,
        tries: &mut usize,
    ) -> Option<Result<T, ActionError>> {
        let done = match done {
            Ok(answer) => match tx.commit().await {
                Ok(()) => Ok(answer),
                Err(error) => Err(ActionError::from(error)),
            },
            Err(error) => Err(error),
        };
        *tries += 1;
        match done {
            Err(error) if error.asks_again() && *tries < TRIES => None,
            done => Some(done),
        }
    }

    /// Notes a deed in its own transaction.
    pub(crate) async fn note(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        deed: Deed,
        provider: Option<ProviderId>,
        subject: impl Into<String>,
        told: impl Into<String>,
    ) -> Result<(), ActionError> {
        let note = Note {
            id: self.number(),
            noted_at: self.now(),
            done_by: actor.person,
            deed,
            provider,
            subject: subject.into(),
            told: told.into(),
            session: actor.session,
        };
        Ok(store::audit::note(tx, &note).await?)
    }
}
