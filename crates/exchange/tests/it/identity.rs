//! Tries an identity provider that is honest, and every way in which an answer can be forged.
//! Owns the question that these tests ask.
//! Never takes an answer that its provider did not sign for it.

use exchange::identity::{Answer, Identities, Provider, Refusal, Secrets, Told};
use serde_json::json;

use crate::issuer::{CODE, Issuer, Signing};

const CLIENT: &str = "alongside";
const STATE: &str = "a-state";

fn secrets() -> Secrets {
    Secrets {
        state: STATE.to_owned(),
        nonce: "a-nonce".to_owned(),
        verifier: "v".repeat(43),
    }
}

async fn issuer() -> (Issuer, Provider) {
    let secrets = secrets();
    let issuer = Issuer::open(CLIENT, &secrets.nonce, &secrets.verifier).await;
    let provider = Provider {
        issuer: issuer.address.clone(),
        client_id: CLIENT.to_owned(),
        secret: Some("hush".to_owned()),
        back: "http://127.0.0.1:1/access/identity/elm/back".to_owned(),
    };
    (issuer, provider)
}

const ANSWER: Answer<'static> = Answer {
    code: CODE,
    state: STATE,
    issuer: None,
};

/// What comes of an answer that was signed otherwise.
async fn forged(forge: impl FnOnce(&mut Signing)) -> Result<Told, Refusal> {
    let (issuer, provider) = issuer().await;
    forge(&mut issuer.signing.lock().expect("nobody fails holding it"));
    Identities::default()
        .finish(&provider, &secrets(), ANSWER)
        .await
}

#[tokio::test]
async fn a_reader_is_sent_there_with_all_that_binds_the_answer() {
    let (issuer, provider) = issuer().await;
    let address = Identities::default().begin(&provider, &secrets()).await;
    let address = address.expect("an address");
    assert!(
        address.starts_with(&format!("{}/ask?", issuer.address)),
        "{address}"
    );
    for part in [
        "response_type=code",
        "client_id=alongside",
        "state=a-state",
        "nonce=a-nonce",
        "code_challenge_method=S256",
        "scope=openid+email",
        "redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Faccess%2Fidentity%2Felm%2Fback",
    ] {
        assert!(address.contains(part), "{part} is missing from {address}");
    }
    assert!(!address.contains(&secrets().verifier), "{address}");
    assert!(!address.contains("hush"), "{address}");
}

#[tokio::test]
async fn an_honest_answer_tells_whom_the_provider_vouches_for() {
    let (issuer, provider) = issuer().await;
    let known = Identities::default();
    let told = known.finish(&provider, &secrets(), ANSWER).await;
    let expected = Told {
        issuer: issuer.address.clone(),
        subject: "amina-1".to_owned(),
        verified_email: Some("amina@elm.example".to_owned()),
    };
    assert_eq!(told, Ok(expected));
    let again = known.finish(&provider, &secrets(), ANSWER).await;
    assert_eq!(again, Err(Refusal::Code), "a code is taken once");
}

#[tokio::test]
async fn an_address_that_the_provider_has_not_seen_to_be_theirs_is_not_told() {
    for verified in [json!(false), json!(null)] {
        let told = forged(|signing| signing.claims["email_verified"] = verified).await;
        assert_eq!(told.map(|told| told.verified_email), Ok(None));
    }
}

#[tokio::test]
async fn an_answer_to_another_question_is_not_taken() {
    let (_issuer, provider) = issuer().await;
    let known = Identities::default();
    for answer in [
        Answer {
            state: "another",
            ..ANSWER
        },
        Answer {
            state: "",
            ..ANSWER
        },
        Answer {
            issuer: Some("https://evil.example"),
            ..ANSWER
        },
    ] {
        let told = known.finish(&provider, &secrets(), answer).await;
        assert_eq!(told, Err(Refusal::OtherQuestion), "{answer:?}");
    }
    let stolen = Secrets {
        verifier: "w".repeat(43),
        ..secrets()
    };
    let told = known.finish(&provider, &stolen, ANSWER).await;
    assert_eq!(
        told,
        Err(Refusal::Code),
        "a stolen code without its verifier"
    );
}

#[tokio::test]
async fn nothing_is_believed_that_was_signed_for_another_or_by_another_or_too_long_ago() {
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("aud", json!("another-client")),
        ("aud", json!([])),
        ("nonce", json!("an-older-nonce")),
        ("nonce", json!(null)),
        ("exp", json!(1_000_000_000)),
    ] {
        let told = forged(|signing| signing.claims[name] = value.clone()).await;
        assert_eq!(told, Err(Refusal::Untrusted), "{name}: {value}");
    }
    let told = forged(|signing| signing.by_another_key = true).await;
    assert_eq!(told, Err(Refusal::Untrusted), "another key");
    let told = forged(|signing| signing.spoilt = true).await;
    assert_eq!(told, Err(Refusal::Untrusted), "changed after it was signed");
}

#[tokio::test]
async fn an_algorithm_that_needs_no_key_of_the_provider_is_not_believed() {
    for algorithm in ["none", "HS256", "HS512", "nonsense"] {
        let told = forged(|signing| signing.header["alg"] = json!(algorithm)).await;
        assert_eq!(told, Err(Refusal::Untrusted), "{algorithm}");
    }
    let told = forged(|signing| signing.header["kid"] = json!("unknown")).await;
    assert_eq!(told, Err(Refusal::Untrusted), "a key that it does not tell");
}

#[tokio::test]
async fn a_provider_that_is_not_there_or_not_the_one_is_told_so() {
    let (_issuer, provider) = issuer().await;
    let known = Identities::default();
    let gone = Provider {
        issuer: "http://127.0.0.1:9".to_owned(),
        ..provider.clone()
    };
    let told = known.begin(&gone, &secrets()).await;
    assert_eq!(told, Err(Refusal::Unreachable));
    let other = Provider {
        issuer: format!("{}/", provider.issuer),
        ..provider
    };
    let told = known.begin(&other, &secrets()).await;
    assert_eq!(told, Err(Refusal::Misconfigured), "its own name differs");
}
