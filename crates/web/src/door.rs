//! Reads the words of an address that name a provider, and the ending that asks for a file.
//!
//! Owns the word `Door`. It never tells whether a page exists that is not the reader's.

use actions::{
    access::{Seat, SeatKind},
    export::Ending,
};
use axum::{
    extract::{FromRequestParts, OriginalUri, RawPathParams},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use domain::partnership::Provider;

use crate::{error::PageError, reader::Reader};

/// The provider that an address names, and whether a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The provider's code, in capitals.
    pub code: String,
    /// The kind of file, where the address ends so.
    pub ending: Option<Ending>,
    /// The path without the ending.
    pub path: String,
    /// What stands after the question mark.
    pub question: String,
}

impl Door {
    /// The first address of a capability with this provider.
    #[must_use]
    pub fn of(&self, capability: &str) -> String {
        format!("/{capability}/{}", self.code.to_lowercase())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Door {
    type Rejection = Response;

    /// A code in capitals is sent to its lower case, for good.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Door, Response> {
        let nothing = || PageError::NotFound.into_response();
        let words = RawPathParams::from_request_parts(parts, state).await;
        let words = words.map_err(|_| nothing())?;
        let mut named = words.iter().filter(|(name, _)| *name == "provider");
        let (_, word) = named.next().ok_or_else(nothing)?;
        let (code, ending) = Ending::part(word);
        if !is_code(code) {
            return Err(nothing());
        }
        let uri = OriginalUri::from_request_parts(parts, state).await;
        let uri = uri.map_err(|_| nothing())?.0;
        let question = uri.query().unwrap_or_default().to_owned();
        let lower = code.to_lowercase();
        if code != lower {
            let path = uri.path().replacen(code, &lower, 1);
            let to = if question.is_empty() {
                path
            } else {
                format!("{path}?{question}")
            };
            return Err(Redirect::permanent(&to).into_response());
        }
        let (path, _) = Ending::part(uri.path());
        Ok(Door {
            code: Provider::code_from(code),
            path: path.to_owned(),
            ending,
            question,
        })
    }
}

/// The department's codes are short: letters and digits.
#[must_use]
pub fn is_code(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

/// The seat at which somebody reads the pages of a provider's partnership: the widest first.
#[must_use]
pub fn seat<'r>(reader: &'r Reader, provider: &Provider) -> Option<&'r Seat> {
    let holds = |kind: SeatKind| {
        reader.seats().iter().find(move |seat| {
            seat.kind == kind && seat.providers.iter().any(|one| one.id == provider.id)
        })
    };
    holds(SeatKind::Office)
        .or_else(|| holds(SeatKind::LeadMentor))
        .or_else(|| holds(SeatKind::School))
        .or_else(|| holds(SeatKind::Guest))
        .or_else(|| holds(SeatKind::Partner))
}
