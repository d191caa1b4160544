//! Asks an identity provider who somebody is: OpenID Connect, the code flow with PKCE.
//!
//! Owns the words `Provider`, `Secrets`, `Told` and `Refusal`. It never keeps anything: whoever asks
//! keeps the secrets of a question until its answer comes, and takes each answer once.

mod line;

use std::{collections::HashMap, sync::Arc};

use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm as Algorithm,
        CoreProviderMetadata,
    },
};
use tokio::sync::Mutex;

use line::Line;

/// An identity provider, and as whom it knows us.
#[derive(Clone)]
pub struct Provider {
    /// Its issuer, exactly as it tells it.
    pub issuer: String,
    /// As whom it knows us.
    pub client_id: String,
    /// Our secret with it, where we have one.
    pub secret: Option<String>,
    /// Where it sends people back to.
    pub back: String,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// What one question rests on: made by chance, and known to nobody else until it is used.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// Comes back with the answer, so that nobody slips in an answer to another question.
    pub state: String,
    /// Stands in what the provider signs, so that no old answer is taken.
    pub nonce: String,
    /// Shows that whoever fetches the answer is whoever asked: 43 to 128 letters and digits.
    pub verifier: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

/// What came back to us by the reader's browser.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The code for which the provider tells who it was.
    pub code: &'a str,
    /// The state that came back.
    pub state: &'a str,
    /// Who says that they answered, where they say it.
    pub issuer: Option<&'a str>,
}

/// Whom a provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The provider's issuer.
    pub issuer: String,
    /// The provider's own name for them, which never changes.
    pub subject: String,
    /// Their e-mail address, where the provider has seen that it is theirs.
    pub verified_email: Option<String>,
}

/// Why nobody was vouched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The provider gave no answer.
    #[error("the identity provider could not be reached")]
    Unreachable,
    /// What the provider tells about itself cannot be used.
    #[error("the identity provider is not as the settings say")]
    Misconfigured,
    /// The answer is to another question.
    #[error("the answer belongs to another question")]
    OtherQuestion,
    /// The provider did not take the code.
    #[error("the identity provider did not take the code")]
    Code,
    /// What was signed is not what it has to be: issuer, audience, nonce, algorithm, key or time.
    #[error("what the identity provider signed is not to be believed")]
    Untrusted,
}

/// The algorithms by which a provider may sign: all with a key that it alone holds.
const ALGORITHMS: [Algorithm; 8] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EdDsa,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Asks identity providers, and remembers what each tells about itself until it changes its keys.
#[derive(Debug, Default)]
pub struct Identities {
    known: Mutex<HashMap<String, Arc<CoreProviderMetadata>>>,
}

impl Identities {
    /// The address at which a provider asks somebody who they are.
    ///
    /// # Errors
    /// When the provider cannot be reached or is not as it is described.
    pub async fn begin(&self, provider: &Provider, secrets: &Secrets) -> Result<String, Refusal> {
        let client = self.client(provider, false).await?;
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let (state, nonce) = (secrets.state.clone(), secrets.nonce.clone());
        let (address, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(address.into())
    }

    /// Finds out for whom a provider vouches in an answer to a question.
    ///
    /// # Rule
    /// The answer is to this question and from this provider; what it signed is for us, in answer to
    /// this very question, by a key of its own, and not too old.
    ///
    /// # Errors
    /// Why nobody is vouched for.
    pub async fn finish(
        &self,
        provider: &Provider,
        secrets: &Secrets,
        answer: Answer<'_>,
    ) -> Result<Told, Refusal> {
        let by_another = answer
            .issuer
            .is_some_and(|issuer| issuer != provider.issuer);
        if answer.state != secrets.state || by_another {
            return Err(Refusal::OtherQuestion);
        }
        let client = self.client(provider, false).await?;
        let line = Line::to(&provider.issuer);
        let tokens = client
            .exchange_code(AuthorizationCode::new(answer.code.to_owned()))
            .map_err(|_| Refusal::Misconfigured)?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()))
            .request_async(&line)
            .await
            .map_err(|error| line::refusal(&error))?;
        let signed = tokens.id_token().ok_or(Refusal::Untrusted)?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let believed = |client: &Client| {
            let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
            signed.claims(&verifier, &nonce).map(|claims| Told {
                issuer: provider.issuer.clone(),
                subject: claims.subject().to_string(),
                verified_email: claims
                    .email()
                    .filter(|_| claims.email_verified() == Some(true))
                    .map(|email| email.as_str().to_lowercase()),
            })
        };
        if let Ok(told) = believed(&client) {
            return Ok(told);
        }
        // The provider may have new keys since it was last asked about itself.
        let client = self.client(provider, true).await?;
        believed(&client).map_err(|_| Refusal::Untrusted)
    }

    async fn client(&self, provider: &Provider, anew: bool) -> Result<Client, Refusal> {
        let described = self.described(provider, anew).await?;
        let back = RedirectUrl::new(provider.back.clone()).map_err(|_| Refusal::Misconfigured)?;
        let client = CoreClient::from_provider_metadata(
            (*described).clone(),
            ClientId::new(provider.client_id.clone()),
            provider.secret.clone().map(ClientSecret::new),
        );
        Ok(client.set_redirect_uri(back))
    }

    async fn described(
        &self,
        provider: &Provider,
        anew: bool,
    ) -> Result<Arc<CoreProviderMetadata>, Refusal> {
        let known = self.known.lock().await.get(&provider.issuer).cloned();
        if let Some(known) = known.filter(|_| !anew) {
            return Ok(known);
        }
        let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|_| Refusal::Misconfigured)?;
        let line = Line::to(&provider.issuer);
        let described = CoreProviderMetadata::discover_async(issuer, &line)
            .await
            .map_err(|error| line::refusal_to_describe(&error))?;
        let described = Arc::new(described);
        let mut known = self.known.lock().await;
        known.insert(provider.issuer.clone(), described.clone());
        Ok(described)
    }
}
