//! Asks a browser for a passkey (WebAuthn), and says whether its answer is to be believed.
//!
//! Owns the words `Site`, `Holder`, `Asked`, `Made` and `Named`. It never keeps anything: whoever asks
//! keeps the state of a question until its answer comes, and takes each answer once.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
        RegisterPublicKeyCredential, WebauthnError,
    },
};

/// The longest answer that is read: larger ones are nobody's.
const LONGEST: usize = 16 * 1024;

/// The place for which passkeys are made: a passkey of another opens nothing here.
#[derive(Debug, Clone)]
pub struct Site {
    known: Webauthn,
}

/// For whom a passkey is made, as their device shows it.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// The number under which their device knows them.
    pub handle: Uuid,
    /// What tells them from others, such as an address.
    pub address: &'a str,
    /// Their name.
    pub name: &'a str,
}

/// A question to a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What the browser is told, as JSON.
    pub options: String,
    /// What has to be kept until the answer comes, and is nobody else's to see or change.
    pub state: String,
}

/// A passkey that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its own number, which its device tells with each answer.
    pub credential_id: Vec<u8>,
    /// The public half, and how often it was used: opaque to everybody else.
    pub credential: String,
}

/// What an answer says of itself before anybody believes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The passkey.
    pub credential_id: Vec<u8>,
    /// Under which number the device knows its person, where it says so.
    pub handle: Option<Uuid>,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no answer at all.
    #[error("this is no answer of a passkey")]
    Unreadable,
    /// It is to another question, for another place, of another key, or without its person.
    #[error("the answer of the passkey is not to be believed")]
    Untrusted,
    /// The passkey counts less often than it was used: there is a second one like it.
    #[error("the passkey counted backwards: it may have been copied")]
    Copied,
}

impl Site {
    /// The site at an address such as `https://mentors.example`; none where browsers make no passkeys,
    /// such as at a bare network address.
    #[must_use]
    pub fn at(public_url: &str, name: &str) -> Option<Site> {
        let origin = Url::parse(public_url).ok()?;
        let host = origin.domain()?;
        let builder = WebauthnBuilder::new(host, &origin).ok()?;
        let known = builder.rp_name(name).build().ok()?;
        Some(Site { known })
    }

    /// Asks a browser to make a passkey that finds its person by itself, on none of the devices that
    /// have one already.
    ///
    /// # Errors
    /// When the question cannot be put.
    pub fn ask_to_make(&self, holder: Holder<'_>, known: &[Vec<u8>]) -> Result<Asked, Refusal> {
        let (options, state) = self
            .known
            .start_passkey_registration(
                holder.handle,
                holder.address,
                holder.name,
                Some(known.to_vec()),
            )
            .map_err(refusal)?;
        let mut options = written(&options)?;
        let chosen = &mut options["publicKey"]["authenticatorSelection"];
        chosen["residentKey"] = json!("required");
        chosen["requireResidentKey"] = json!(true);
        asked(&options, &state)
    }

    /// Takes what a browser answered to that.
    ///
    /// # Errors
    /// When it is not to be believed.
    pub fn made(&self, state: &str, answer: &str) -> Result<Made, Refusal> {
        let state: PasskeyRegistration = read(state)?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let made = self.known.finish_passkey_registration(&answer, &state);
        let made = made.map_err(refusal)?;
        Ok(Made {
            credential_id: made.cred_id().to_vec(),
            credential: text(&made)?,
        })
    }

    /// Asks a browser for an answer of a passkey: of one of these, or of any where none is named. Its
    /// device has to make sure of its person, by a fingerprint, a face or a number.
    ///
    /// # Errors
    /// When the question cannot be put.
    pub fn ask_to_use(&self, known: &[Vec<u8>]) -> Result<Asked, Refusal> {
        let (options, state) = self
            .known
            .start_discoverable_authentication()
            .map_err(refusal)?;
        let mut options = written(&options)?;
        if let Some(options) = options.as_object_mut() {
            options.remove("mediation");
        }
        let named = known.iter().map(|id| {
            let id = URL_SAFE_NO_PAD.encode(id);
            json!({ "type": "public-key", "id": id })
        });
        options["publicKey"]["allowCredentials"] = named.collect();
        asked(&options, &state)
    }

    /// Takes what a browser answered to that. Says what is to be kept of the passkey from now on.
    ///
    /// # Rule
    /// The answer is to this very question, from our own pages, by this very key, with its person
    /// there, and counts further than the last.
    /// # Errors
    /// When it is not to be believed.
    pub fn used(&self, state: &str, answer: &str, credential: &str) -> Result<String, Refusal> {
        let state: DiscoverableAuthentication = read(state)?;
        let answer: PublicKeyCredential = read(answer)?;
        let mut passkey: Passkey = read(credential)?;
        let done = self
            .known
            .finish_discoverable_authentication_v2(&answer, state, &passkey)
            .map_err(refusal)?;
        if !done.user_verified() {
            return Err(Refusal::Untrusted);
        }
        passkey.update_credential(&done);
        text(&passkey)
    }
}

/// Reads of which passkey an answer claims to be.
///
/// # Errors
/// When it is no answer.
pub fn named(answer: &str) -> Result<Named, Refusal> {
    let answer: PublicKeyCredential = read(answer)?;
    let handle = answer.response.user_handle.as_deref();
    Ok(Named {
        handle: handle.and_then(|handle| Uuid::from_slice(handle).ok()),
        credential_id: answer.raw_id,
    })
}

fn asked(options: &Value, state: &impl Serialize) -> Result<Asked, Refusal> {
    Ok(Asked {
        options: text(options)?,
        state: text(state)?,
    })
}

fn written(value: &impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(value).map_err(|_| Refusal::Unreadable)
}

fn text(value: &impl Serialize) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(|_| Refusal::Unreadable)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    if text.len() > LONGEST {
        return Err(Refusal::Unreadable);
    }
    serde_json::from_str(text).map_err(|_| Refusal::Unreadable)
}

fn refusal(error: WebauthnError) -> Refusal {
    match error {
        WebauthnError::CredentialPossibleCompromise => Refusal::Copied,
        _ => Refusal::Untrusted,
    }
}
