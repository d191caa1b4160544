//! A passkey's device that runs here: it makes keys, and signs as the standard says, or otherwise.
//! Owns the words `Authenticator` and `Twist`.
//! Never asks anybody whether they are there: it says so, or not, as it is told.

use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bytes as browsers write them.
#[must_use]
pub fn written(bytes: &[u8]) -> String {
    let mut text = String::new();
    for piece in bytes.chunks(3) {
        let mut whole = [0; 3];
        whole[..piece.len()].copy_from_slice(piece);
        let bits = u32::from_be_bytes([0, whole[0], whole[1], whole[2]]);
        for at in 0..=piece.len() {
            let letter = (bits >> (18 - 6 * at)) & 63;
            text.push(char::from(LETTERS[letter as usize]));
        }
    }
    text
}

/// The bytes that a browser wrote.
#[must_use]
pub fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0u32, 0);
    for letter in text.bytes() {
        let at = LETTERS.iter().position(|known| *known == letter);
        bits = (bits << 6) | u32::try_from(at.expect("a letter of base64url")).expect("small");
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 255).expect("a byte"));
        }
    }
    bytes
}

/// In what an answer is otherwise than it should be.
#[derive(Debug, Clone, Default)]
pub struct Twist {
    /// Another page than ours asked.
    pub origin: Option<&'static str>,
    /// It is for another place.
    pub place: Option<&'static str>,
    /// It is of another sort.
    pub kind: Option<&'static str>,
    /// The device did not make sure of its person.
    pub nobody_there: bool,
    /// How often the key says that it was used.
    pub count: Option<u32>,
    /// Whose it says that it is.
    pub handle: Option<Vec<u8>>,
    /// One bit of what was signed is another.
    pub changed: bool,
}

/// A device with one passkey.
#[derive(Debug, Clone)]
pub struct Authenticator {
    key: SigningKey,
    /// The passkey's number.
    pub id: Vec<u8>,
    handle: Vec<u8>,
    /// How often it was used.
    pub count: u32,
    origin: String,
    place: String,
}

impl Authenticator {
    /// A device whose key is made of one byte, at a page such as `https://mentors.example`.
    #[must_use]
    pub fn new(seed: u8, origin: &str) -> Authenticator {
        let place = origin.split("//").nth(1).expect("a host");
        let place = place.split(':').next().expect("a host");
        Authenticator {
            key: SigningKey::from_slice(&[seed; 32]).expect("a key"),
            id: vec![seed; 20],
            handle: Vec::new(),
            count: 0,
            origin: origin.to_owned(),
            place: place.to_owned(),
        }
    }

    fn told(&self, kind: &str, options: &Value, twist: &Twist) -> Vec<u8> {
        let challenge = &options["publicKey"]["challenge"];
        let told = json!({
            "type": twist.kind.unwrap_or(kind),
            "challenge": challenge,
            "origin": twist.origin.unwrap_or(&self.origin),
            "crossOrigin": false,
        });
        told.to_string().into_bytes()
    }

    fn beginning(&self, flags: u8, twist: &Twist) -> Vec<u8> {
        let place = Sha256::digest(twist.place.unwrap_or(&self.place));
        let there = if twist.nobody_there { 0 } else { 0b100 };
        let count = twist.count.unwrap_or(self.count);
        let mut text = place.to_vec();
        text.push(flags | 1 | there);
        text.extend(count.to_be_bytes());
        text
    }

    /// Makes the passkey.
    pub fn make(&mut self, options: &str, twist: &Twist) -> String {
        let options: Value = serde_json::from_str(options).expect("options");
        let handle = options["publicKey"]["user"]["id"].as_str();
        self.handle = bytes(handle.expect("a handle"));
        let told = self.told("webauthn.create", &options, twist);
        let mut held = self.beginning(0x40, twist);
        held.extend([0; 16]);
        held.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        held.extend(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        held.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        held.extend(point.x().expect("x").as_slice());
        held.extend([0x22, 0x58, 32]);
        held.extend(point.y().expect("y").as_slice());
        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(held.len()).expect("short"));
        object.extend(held);
        let answer = json!({
            "id": written(&self.id), "rawId": written(&self.id), "type": "public-key",
            "response": { "clientDataJSON": written(&told), "attestationObject": written(&object) },
            "clientExtensionResults": { "credProps": { "rk": true } },
        });
        answer.to_string()
    }

    /// Answers with the passkey.
    pub fn answer(&mut self, options: &str, twist: &Twist) -> String {
        let options: Value = serde_json::from_str(options).expect("options");
        self.count += 1;
        let told = self.told("webauthn.get", &options, twist);
        let held = self.beginning(0, twist);
        let mut signed = held.clone();
        signed.extend(Sha256::digest(&told));
        let signature: Signature = self.key.sign(&signed);
        let mut signature = signature.to_der().as_bytes().to_vec();
        if twist.changed {
            let last = signature.last_mut().expect("a signature");
            *last ^= 1;
        }
        let handle = twist.handle.as_ref().unwrap_or(&self.handle);
        let answer = json!({
            "id": written(&self.id), "rawId": written(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": written(&told), "authenticatorData": written(&held),
                "signature": written(&signature), "userHandle": written(handle),
            },
            "clientExtensionResults": {},
        });
        answer.to_string()
    }
}
