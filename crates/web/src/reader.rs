//! Finds out who reads a page, before the page is made.
//!
//! Owns the word `Reader`. It never decides what they may see: deeds do.

use std::sync::Arc;

use actions::{
    ActionError, Platform,
    access::{Seat, SeatKind},
};
use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Date, access::Actor, partnership::Provider};

use crate::{demo::Stepped, error::PageError};

/// Somebody who reads a page.
#[derive(Debug, Clone)]
pub struct Reader {
    who: Arc<actions::access::Reader>,
    /// The UK local day on which they read.
    pub today: Date,
    /// The address of the page, to which a deed of the shell leads back.
    pub address: String,
}

impl Reader {
    /// As deeds ask for them.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.who.actor
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
        Reader {
            who: who.into(),
            today,
            address: "/".to_owned(),
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

    /// Nobody is sent to the front page.
    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Reader, Response> {
        let Ok(Stepped(stepped)) = Stepped::from_request_parts(parts, platform).await;
        let Some(person) = stepped else {
            return Err(Redirect::to("/").into_response());
        };
        match actions::access::reader(platform, person).await {
            Ok(who) => {
                let reader = Reader::made(who, platform.today());
                let page = parts.uri.path_and_query();
                Ok(match page.filter(|_| parts.method == Method::GET) {
                    Some(page) => reader.at(page.as_str()),
                    None => reader,
                })
            }
            Err(ActionError::NotFound(_)) => Err(Redirect::to("/").into_response()),
            Err(failed) => Err(PageError::from(failed).into_response()),
        }
    }
}
