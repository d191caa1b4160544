//! Finds out who reads a page, before the page is made.
//!
//! Owns the word `Reader`. It never decides what they may see: deeds do.

use std::sync::Arc;

use actions::{
    ActionError, Platform,
    access::{
        Seat, SeatKind, proof,
        session::{self, Entrance},
    },
};
use axum::{
    extract::FromRequestParts,
    http::{Method, header, request::Parts, uri::PathAndQuery},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Date,
    access::{Actor, session::Session},
    partnership::Provider,
};

use crate::{
    access::cookie, demo::Stepped, error::PageError, parts::address::Address, watch::Seen,
};

/// Somebody who reads a page.
#[derive(Debug, Clone)]
pub struct Reader {
    who: Arc<actions::access::Reader>,
    actor: Actor,
    /// The UK local day on which they read.
    pub today: Date,
    /// The address of the page, to which a deed of the shell leads back.
    pub address: String,
    /// By which session they are signed in; none where they stepped into a place of the demo.
    pub session: Option<Arc<Session>>,
    /// Whether this is the demo, where everyone is invented.
    pub demo: bool,
    /// How many messages they have not read.
    pub unread: i64,
    /// An address of theirs from which mail came back, where there is one.
    pub returned: Option<String>,
    /// Whether they are offered a passkey, a moment after they signed in.
    pub is_offered_a_passkey: bool,
}

impl Reader {
    /// As deeds ask for them.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Asks for a proof of a moment ago, before a file with people in it leaves the house.
    ///
    /// # Errors
    /// When the last proof is stale.
    pub fn proves(&self) -> Result<(), PageError> {
        Ok(self.actor.proves().map_err(ActionError::from)?)
    }

    /// Whether an administrator reads, as this person would.
    #[must_use]
    pub fn is_seen_by_another(&self) -> bool {
        let mut session = self.session.iter();
        session.any(|session| session.viewing.is_some())
    }

    /// Their name.
    #[must_use]
    pub fn name(&self) -> String {
        self.who.person.name()
    }

    /// Where they sit.
    #[must_use]
    pub fn seats(&self) -> &[Seat] {
        &self.who.seats
    }

    /// The seat of a kind, if they have one.
    #[must_use]
    pub fn seat(&self, kind: SeatKind) -> Option<&Seat> {
        self.seats().iter().find(|seat| seat.kind == kind)
    }

    /// The office seat with a provider, if they have one.
    #[must_use]
    pub fn office(&self, provider: &Provider) -> Option<&Seat> {
        self.seats().iter().find(|seat| {
            seat.kind == SeatKind::Office && seat.providers.iter().any(|one| one.id == provider.id)
        })
    }

    /// A reader made by hand, for the style page and for tests.
    #[must_use]
    pub fn made(who: impl Into<Arc<actions::access::Reader>>, today: Date) -> Reader {
        let who = who.into();
        Reader {
            actor: who.actor.clone(),
            who,
            today,
            address: "/".to_owned(),
            session: None,
            demo: true,
            unread: 0,
            returned: None,
            is_offered_a_passkey: false,
        }
    }

    /// Says which page they read.
    #[must_use]
    pub fn at(mut self, address: &str) -> Reader {
        address.clone_into(&mut self.address);
        self
    }
}

impl FromRequestParts<Platform> for Reader {
    type Rejection = Response;

    /// Whoever is not signed in is sent to the door, and comes back from there.
    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Reader, Response> {
        let mut reader = match signed_in(parts, platform).await? {
            Some(reader) => reader,
            None => stepped_in(parts, platform).await?,
        };
        if let Some(seen) = parts.extensions.get::<Seen>() {
            seen.keep(reader.actor.person, reader.actor.session);
        }
        let glance = actions::notice::glance(platform, &reader.actor).await;
        (reader.unread, reader.returned) =
            glance.map_err(|failed| PageError::from(failed).into_response())?;
        let page = parts.uri.path_and_query();
        Ok(match page.filter(|_| parts.method == Method::GET) {
            Some(page) => reader.at(page.as_str()),
            None => reader,
        })
    }
}

/// Finds out by the cookie of a session who reads. In the demo a place can be taken without one.
async fn signed_in(parts: &Parts, platform: &Platform) -> Result<Option<Reader>, Response> {
    let demo = platform.doors.demo;
    let entrance = match cookie::secret(&parts.headers, &platform.doors) {
        Some(secret) => session::enter(platform, secret).await,
        None => Ok(Entrance::Nobody),
    };
    if matches!(entrance, Ok(Entrance::Nobody))
        && cookie::secret(&parts.headers, &platform.doors).is_some()
    {
        let from = cookie::device(&parts.headers, &parts.extensions, false).address;
        tracing::warn!(from, "a cookie was sent that opens nothing");
    }
    let entrance = entrance.map_err(|failed| PageError::from(failed).into_response())?;
    match entrance {
        Entrance::Open(entered) if entered.session.viewing.is_some() && !parts.method.is_safe() => {
            let words = "You see these pages as somebody else sees them, so nothing can be \
                         changed. Go back to your own pages first.";
            Err(PageError::Refused(words.to_owned()).into_response())
        }
        Entrance::Open(entered) if entered.session.opens(parts.uri.path()) => {
            let mut reader = Reader::made(entered.reader, platform.today());
            reader.actor.proof = proof::proof(platform, &entered.session);
            reader.actor.session = Some(entered.session.id);
            reader.session = Some(entered.session);
            reader.demo = demo;
            reader.is_offered_a_passkey =
                cookie::offer(&parts.headers, &platform.doors) == Some(true);
            Ok(Some(reader))
        }
        _ if demo => Ok(None),
        Entrance::Open(_) => Err(to_the_door(parts, Some("task"))),
        Entrance::Over(why) => Err(to_the_door(parts, Some(why.code()))),
        Entrance::Nobody => Err(to_the_door(parts, None)),
    }
}

/// Marks an answer to a form whose sender is not signed in any more.
#[derive(Debug, Clone, Copy)]
pub struct AsksSignIn {
    /// Why, by the word of addresses.
    pub why: Option<&'static str>,
}

/// Sends somebody to sign in, and remembers where they wanted to go.
fn to_the_door(parts: &Parts, why: Option<&'static str>) -> Response {
    let asked = parts.uri.path_and_query();
    let brings_a_file = parts.method == Method::POST
        && parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let back = asked.filter(|_| parts.method == Method::GET || brings_a_file);
    let told = if brings_a_file { Some("file") } else { why };
    let door = Address::of("/sign-in")
        .with("to", back.map_or("", PathAndQuery::as_str))
        .with("why", told.unwrap_or_default());
    let mut answer = Redirect::to(&door.to_string()).into_response();
    answer.extensions_mut().insert(AsksSignIn { why });
    answer
}

/// Finds out whose place was taken in the demo. Nobody is sent to the front page.
async fn stepped_in(parts: &mut Parts, platform: &Platform) -> Result<Reader, Response> {
    let Ok(Stepped(stepped)) = Stepped::from_request_parts(parts, platform).await;
    let Some(person) = stepped.filter(|_| platform.doors.demo) else {
        return Err(Redirect::to("/").into_response());
    };
    match actions::access::reader(platform, person).await {
        Ok(who) => Ok(Reader::made(who, platform.today())),
        Err(ActionError::NotFound(_)) => Err(Redirect::to("/").into_response()),
        Err(failed) => Err(PageError::from(failed).into_response()),
    }
}
