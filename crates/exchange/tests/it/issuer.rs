//! A small identity provider on a socket of this machine, which signs what a test wants.
//! Owns the word `Issuer` and two keys that open nothing.
//! Never asks who anybody is.

use std::sync::{Arc, Mutex};

use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// The key that it tells, and one that it does not.
const OURS: &str = include_str!("issuer/told.pem");
const ANOTHER: &str = include_str!("issuer/untold.pem");

pub const CODE: &str = "the-code";

/// What it signs, and how.
#[derive(Debug, Clone)]
pub struct Signing {
    pub header: Value,
    pub claims: Value,
    pub by_another_key: bool,
    pub spoilt: bool,
}

/// An identity provider.
pub struct Issuer {
    pub address: String,
    pub signing: Arc<Mutex<Signing>>,
}

impl Issuer {
    /// Opens one that signs for a client and a nonce, and takes its code once from whoever has the verifier.
    pub async fn open(client: &str, nonce: &str, verifier: &str) -> Issuer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let signing = Arc::new(Mutex::new(Signing {
            header: json!({"alg": "EdDSA", "kid": "told"}),
            claims: json!({
                "iss": address, "aud": client, "sub": "amina-1", "nonce": nonce,
                "exp": 4_102_444_800_i64, "iat": 1_700_000_000,
                "email": "Amina@Elm.example", "email_verified": true,
            }),
            by_another_key: false,
            spoilt: false,
        }));
        let stand = Arc::new(Stand {
            address: address.clone(),
            verifier: verifier.to_owned(),
            taken: Mutex::new(false),
            signing: signing.clone(),
        });
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(answer(line, stand.clone()));
            }
        });
        Issuer { address, signing }
    }
}

struct Stand {
    address: String,
    verifier: String,
    taken: Mutex<bool>,
    signing: Arc<Mutex<Signing>>,
}

impl Stand {
    fn said(&self, path: &str, body: &str) -> (u16, Value) {
        let at = |path: &str| format!("{}{path}", self.address);
        match path {
            "/.well-known/openid-configuration" => (
                200,
                json!({
                    "issuer": self.address,
                    "authorization_endpoint": at("/ask"),
                    "token_endpoint": at("/token"),
                    "jwks_uri": at("/keys"),
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["EdDSA"],
                }),
            ),
            "/keys" => {
                let key = key(OURS).as_verification_key();
                (200, json!({ "keys": [key] }))
            }
            "/token" => {
                let mut taken = self.taken.lock().expect("nobody fails holding it");
                let right = body.contains(&format!("code={CODE}"))
                    && body.contains(&format!("code_verifier={}", self.verifier));
                if *taken || !right {
                    return (400, json!({"error": "invalid_grant"}));
                }
                *taken = true;
                let signed = signed(&self.signing.lock().expect("nobody fails holding it"));
                (
                    200,
                    json!({"access_token": "x", "token_type": "Bearer", "id_token": signed}),
                )
            }
            _ => (404, json!({})),
        }
    }
}

fn key(pem: &str) -> CoreEdDsaPrivateSigningKey {
    let name = Some(JsonWebKeyId::new("told".to_owned()));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, name).expect("a key")
}

fn signed(signing: &Signing) -> String {
    let part = |value: &Value| url_letters(value.to_string().as_bytes());
    let mut words = format!("{}.{}", part(&signing.header), part(&signing.claims));
    let key = key(if signing.by_another_key {
        ANOTHER
    } else {
        OURS
    });
    let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, words.as_bytes());
    let signature = url_letters(&signature.expect("a signature"));
    if signing.spoilt {
        let mut claims = signing.claims.clone();
        claims["sub"] = json!("somebody-else");
        words = format!("{}.{}", part(&signing.header), part(&claims));
    }
    format!("{words}.{signature}")
}

/// Bytes as letters that an address can carry.
fn url_letters(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut letters = String::new();
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for index in 0..=three.len() {
            let six = bits >> (18 - 6 * index) & 63;
            letters.push(char::from(LETTERS[six as usize]));
        }
    }
    letters
}

async fn answer(mut line: TcpStream, stand: Arc<Stand>) -> std::io::Result<()> {
    let mut heard = Vec::new();
    let mut piece = [0; 4096];
    let (head, body) = loop {
        let length = line.read(&mut piece).await?;
        if length == 0 {
            return Ok(());
        }
        heard.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&heard).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let wanted = head.lines().find_map(|one| {
            let (name, value) = one.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse().ok())?
        });
        if body.len() >= wanted.unwrap_or(0) {
            break (head.to_owned(), body.to_owned());
        }
    };
    let path = head.split(' ').nth(1).unwrap_or_default();
    let (status, said) = stand.said(path, &body);
    let said = said.to_string();
    let answer = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{said}",
        said.len()
    );
    line.write_all(answer.as_bytes()).await
}
