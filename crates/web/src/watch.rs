//! Tells the log of requests that were refused: what, on which page, when, from where and by whom.
//!
//! Owns the word `Seen`. It never tells a name, an address that was typed, or what stands in a secret:
//! pages are told by their shape, records and people by their numbers.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{MatchedPath, Request},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use domain::person::PersonId;
use uuid::Uuid;

use crate::{
    access::cookie::Caller,
    error::{AsksProof, Denied},
    reader::AsksSignIn,
};

/// Who was found to read, told outwards while a request is answered.
#[derive(Debug, Clone, Default)]
pub struct Seen(Arc<OnceLock<(PersonId, Option<Uuid>)>>);

impl Seen {
    /// Keeps who reads, by which session.
    pub fn keep(&self, person: PersonId, session: Option<Uuid>) {
        let _ = self.0.set((person, session));
    }

    fn told(&self) -> (String, String) {
        let seen = self.0.get();
        let person = seen.map(|(person, _)| person.0.to_string());
        let session = seen.and_then(|(_, session)| *session);
        (
            person.unwrap_or_else(|| "nobody".to_owned()),
            session.map_or_else(|| "none".to_owned(), |session| session.to_string()),
        )
    }
}

/// Answers a request, and tells the log where it was refused.
pub async fn refusals(mut request: Request, next: Next) -> Response {
    let seen = Seen::default();
    request.extensions_mut().insert(seen.clone());
    let method = request.method().clone();
    let page = request.extensions().get::<MatchedPath>().cloned();
    let from = request.extensions().get::<Caller>().cloned();
    let record = record(request.uri().path());
    let answer = next.run(request).await;
    let Some((grave, what)) = refusal(&method, &answer) else {
        return answer;
    };
    let page = page.as_ref().map_or("no page of ours", MatchedPath::as_str);
    let from = from.as_ref().map_or("", |from| from.0.as_str());
    let (who, session) = seen.told();
    let (method, status) = (method.as_str(), answer.status().as_u16());
    if grave {
        tracing::warn!(
            what,
            method,
            page,
            record,
            status,
            from,
            who,
            session,
            "a request was refused"
        );
    } else {
        tracing::info!(
            what,
            method,
            page,
            record,
            status,
            from,
            who,
            session,
            "a request was refused"
        );
    }
    answer
}

/// The number of the last record that a path names: nothing else of it is told.
fn record(path: &str) -> String {
    let mut words = path.rsplit('/');
    let number = words.find_map(|word| Uuid::try_parse(word).ok());
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// What became of a request, where it was refused, and whether somebody may be trying something.
fn refusal(method: &Method, answer: &Response) -> Option<(bool, &'static str)> {
    let marks = answer.extensions();
    if marks.get::<Denied>().is_some() {
        return Some((true, "not theirs to do"));
    }
    if marks.get::<AsksProof>().is_some() {
        return Some((false, "asks for a fresh proof"));
    }
    if let Some(asks) = marks.get::<AsksSignIn>() {
        return asks.why.map(|why| (false, why));
    }
    let is_page = answer.headers().contains_key(header::CONTENT_TYPE);
    match answer.status() {
        StatusCode::FORBIDDEN if !method.is_safe() && !is_page => {
            Some((true, "sent from another site"))
        }
        StatusCode::FORBIDDEN => Some((true, "refused")),
        StatusCode::NOT_FOUND => Some((false, "nothing there that is theirs")),
        StatusCode::UNPROCESSABLE_ENTITY => Some((false, "a check or a rule said no")),
        StatusCode::PAYLOAD_TOO_LARGE => Some((true, "too large")),
        StatusCode::REQUEST_TIMEOUT => Some((true, "took too long")),
        StatusCode::TOO_MANY_REQUESTS => Some((true, "too often")),
        status if status.is_client_error() => Some((false, "not a request that can be read")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;
    use crate::error::PageError;

    #[test]
    fn of_a_path_nothing_is_told_but_the_number_of_a_record() {
        let number = "0191b29b-2e03-7f6f-9182-de519a61b029";
        assert_eq!(record(&format!("/person/y75/{number}/change")), number);
        assert_eq!(record("/sign-in/0123456789abcdef"), "");
        assert_eq!(record("/search/%0A2025 WARN forged"), "");
    }

    #[test]
    fn what_is_not_theirs_and_what_came_from_elsewhere_is_grave_and_a_success_is_not_told() {
        let told = |method: &Method, answer: &Response| refusal(method, answer);
        let denied = PageError::Forbidden.into_response();
        assert_eq!(
            denied.status(),
            StatusCode::NOT_FOUND,
            "as if it were not there"
        );
        assert_eq!(
            told(&Method::GET, &denied),
            Some((true, "not theirs to do"))
        );
        let missing = PageError::NotFound.into_response();
        let nothing = Some((false, "nothing there that is theirs"));
        assert_eq!(told(&Method::GET, &missing), nothing);
        let elsewhere = StatusCode::FORBIDDEN.into_response();
        let from_elsewhere = Some((true, "sent from another site"));
        assert_eq!(told(&Method::POST, &elsewhere), from_elsewhere);
        let proof = PageError::AsksProof.into_response();
        assert_eq!(
            told(&Method::POST, &proof),
            Some((false, "asks for a fresh proof"))
        );
        assert_eq!(told(&Method::GET, &StatusCode::OK.into_response()), None);
    }
}
