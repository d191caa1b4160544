//! Keeps by whom else somebody may be vouched for: a school's or a university's own sign-in.
//!
//! Owns the words `Link` and `Question`. It never asks anybody.

use jiff::Timestamp;
use uuid::Uuid;

use crate::person::PersonId;

/// A sign-in elsewhere that is known to be somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The link's own number.
    pub id: Uuid,
    /// Who vouches.
    pub issuer: String,
    /// Under which name of theirs: it never changes.
    pub subject: String,
    /// Whose it is.
    pub person: PersonId,
    /// Since when.
    pub linked_at: Timestamp,
}

/// A question that was sent to somebody who vouches, until its answer comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question's own number.
    pub id: Uuid,
    /// Who was asked, by their name in the settings.
    pub provider: String,
    /// What the answer has to bear.
    pub nonce: String,
    /// What shows that we asked.
    pub verifier: String,
    /// Who wants to link the two; nobody where somebody wants to sign in.
    pub person: Option<PersonId>,
    /// Where they wanted to go.
    pub to: Option<String>,
    /// When it was asked.
    pub made_at: Timestamp,
    /// Until when an answer is taken.
    pub ends_at: Timestamp,
}

/// Says whether an issuer may vouch for an e-mail address: only of the domains named for it.
#[must_use]
pub fn may_vouch(trusted_domains: &[String], address: &str) -> bool {
    let domain = address.rsplit_once('@').map(|(_, domain)| domain);
    domain.is_some_and(|domain| {
        trusted_domains
            .iter()
            .any(|trusted| trusted.eq_ignore_ascii_case(domain))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_vouches_for_the_domains_named_for_it_alone() {
        let trusted = ["elm.example".to_owned()];
        assert!(may_vouch(&trusted, "amina@elm.example"));
        assert!(may_vouch(&trusted, "amina@ELM.example"));
        for address in [
            "amina@other.example",
            "amina@sub.elm.example",
            "amina@elm.example.evil.example",
            "elm.example",
            "",
        ] {
            assert!(!may_vouch(&trusted, address), "{address}");
        }
        assert!(!may_vouch(&[], "amina@elm.example"));
    }
}
