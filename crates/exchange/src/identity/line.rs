//! Carries questions to an identity provider and its answers back.
//!
//! Owns the limits of that. It never follows a redirect, and never speaks over an open line but on
//! this machine.

use std::{pin::Pin, time::Duration};

use openidconnect::{
    AsyncHttpClient, DiscoveryError, HttpRequest, HttpResponse, RequestTokenError,
    StandardErrorResponse, core::CoreErrorResponseType, http,
};
use reqwest::{Client, redirect::Policy};
use url::Url;

use super::Refusal;
use crate::mail::is_this_machine;

/// The longest that one question may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest answer that is read.
const LARGEST: usize = 1024 * 1024;

/// Why no answer came.
#[derive(Debug, thiserror::Error)]
pub(super) enum Silence {
    /// The address is not one to which we speak.
    #[error("this address is not spoken to")]
    Unsafe,
    /// Nobody answered, or too much, or too late.
    #[error("no answer")]
    Unanswered,
}

/// A line to one provider.
#[derive(Clone)]
pub(super) struct Line {
    client: Option<Client>,
    /// Whether the provider is on this machine: then the line may be open.
    is_near: bool,
}

impl Line {
    pub(super) fn to(issuer: &str) -> Line {
        // Made once for the whole program; a second time it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .build();
        Line {
            client: client.ok(),
            is_near: Url::parse(issuer).is_ok_and(|url| is_near(&url)),
        }
    }

    async fn ask(self, request: HttpRequest) -> Result<HttpResponse, Silence> {
        let (parts, body) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).map_err(|_| Silence::Unsafe)?;
        if url.scheme() != "https" && !(self.is_near && is_near(&url)) {
            return Err(Silence::Unsafe);
        }
        let client = self.client.as_ref().ok_or(Silence::Unsafe)?;
        let asked = client
            .request(parts.method, url)
            .headers(parts.headers)
            .body(body);
        let mut answer = asked.send().await.map_err(|_| Silence::Unanswered)?;
        let mut read = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|_| Silence::Unanswered)? {
            if read.len() + piece.len() > LARGEST {
                return Err(Silence::Unanswered);
            }
            read.extend_from_slice(&piece);
        }
        let mut carried = http::Response::new(read);
        *carried.status_mut() = answer.status();
        *carried.headers_mut() = answer.headers().clone();
        Ok(carried)
    }
}

impl<'c> AsyncHttpClient<'c> for Line {
    type Error = Silence;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Silence>> + Send>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.clone().ask(request))
    }
}

fn is_near(url: &Url) -> bool {
    url.scheme() == "http" && url.host_str().is_some_and(is_this_machine)
}

type Untaken = RequestTokenError<Silence, StandardErrorResponse<CoreErrorResponseType>>;

/// Why a code was not taken.
pub(super) fn refusal(error: &Untaken) -> Refusal {
    match error {
        RequestTokenError::Request(Silence::Unanswered) => Refusal::Unreachable,
        RequestTokenError::Request(Silence::Unsafe) => Refusal::Misconfigured,
        RequestTokenError::ServerResponse(_) => Refusal::Code,
        _ => Refusal::Untrusted,
    }
}

/// Why a provider did not tell about itself.
pub(super) fn refusal_to_describe(error: &DiscoveryError<Silence>) -> Refusal {
    match error {
        DiscoveryError::Request(Silence::Unanswered) => Refusal::Unreachable,
        _ => Refusal::Misconfigured,
    }
}
