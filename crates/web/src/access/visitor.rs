//! Reads what a browser tells of itself before anybody is known: its device and its cookies.
//!
//! Owns the word `Visitor`. It never believes a header that says who somebody is.

use std::convert::Infallible;

use actions::Platform;
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::access::session::Device;

use super::cookie;

/// A browser that knocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visitor {
    /// With what, and from where.
    pub device: Device,
    /// The secret of a session that it sent.
    pub secret: Option<String>,
    /// What it keeps of a message that it asked for, and the address that was typed.
    pub asked: Option<(String, String)>,
    /// Whether a passkey was offered to it and declined, or offered and nothing said.
    pub offer: Option<bool>,
}

impl Visitor {
    /// The device, used by others too or not.
    #[must_use]
    pub fn device(&self, shared: bool) -> Device {
        Device {
            shared,
            ..self.device.clone()
        }
    }

    /// What it keeps of a message that it asked for.
    #[must_use]
    pub fn handle(&self) -> Option<&str> {
        self.asked.as_ref().map(|(handle, _)| handle.as_str())
    }
}

impl FromRequestParts<Platform> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Visitor, Infallible> {
        let doors = &platform.doors;
        Ok(Visitor {
            device: cookie::device(&parts.headers, &parts.extensions, false),
            secret: cookie::secret(&parts.headers, doors).map(str::to_owned),
            asked: cookie::asked(&parts.headers, doors),
            offer: cookie::offer(&parts.headers, doors),
        })
    }
}
