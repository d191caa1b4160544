//! Hands messages to a mail server, and tells apart what may succeed later from what never will.
//!
//! Owns the words `Server`, `Post` and `Failure`. It never tells an address or a password in a failure.

use std::{
    net::IpAddr,
    time::{Duration, SystemTime},
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    address::Envelope,
    message::{
        Attachment, Body, Mailbox, MultiPart,
        header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use tokio::time::timeout;
use uuid::Uuid;

/// How the line to a mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte, usually port 465.
    Implicit,
    /// The line turns to TLS before anything is said, usually port 587.
    Starttls,
    /// Not at all: only to a server on this machine.
    None,
}

/// A mail server, and how it is spoken to.
#[derive(Clone)]
pub struct Server {
    /// Its name or number.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is kept private.
    pub security: Security,
    /// Name and password, where it asks for them.
    pub account: Option<(String, String)>,
    /// From whom messages come: `Name <address>` or an address alone.
    pub sender: String,
    /// Certificates in PEM that are trusted beside the public ones.
    pub authority: Option<Vec<u8>>,
    /// The longest that one message may take.
    pub patience: Duration,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

/// A message as it leaves.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// Its own number: the same message twice bears the same, and shows once.
    pub number: Uuid,
    /// To one address.
    pub to: &'a str,
    /// The subject line.
    pub subject: &'a str,
    /// The words, plain.
    pub text: &'a str,
    /// The same words as a page.
    pub html: &'a str,
    /// The entry of a calendar that goes with it: RFC 5545.
    pub calendar: Option<&'a str>,
    /// The instant that it bears.
    pub written_at: SystemTime,
}

impl Letter<'_> {
    /// What it says, in the forms in which programs show it. An entry of a calendar stands beside the
    /// words, under the method that it names itself, so that a program can take it in by a press.
    fn parts(&self) -> Option<MultiPart> {
        let (text, html) = (self.text.to_owned(), self.html.to_owned());
        let words = MultiPart::alternative_plain_html(text, html);
        let Some(calendar) = self.calendar else {
            return Some(words);
        };
        let mut lines = calendar.lines();
        let method = lines.find_map(|line| line.strip_prefix("METHOD:"));
        let kind = format!(
            "text/calendar; charset=utf-8; method={}",
            method.unwrap_or("PUBLISH")
        );
        let kind = ContentType::parse(&kind).ok()?;
        let whole = calendar.as_bytes().to_vec();
        let whole = Body::new_with_encoding(whole, ContentTransferEncoding::Base64).ok()?;
        let entry = Attachment::new("session.ics".to_owned()).body(whole, kind);
        Some(MultiPart::mixed().multipart(words).singlepart(entry))
    }
}

/// Why a mail server cannot be used as it is described.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(&'static str);

/// Why a message was not sent, in words without anybody's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It may be sent later.
    Later(String),
    /// It never will be.
    ForGood(String),
}

impl Failure {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Failure::Later(words) | Failure::ForGood(words) => words,
        }
    }
}

/// Sends messages by one mail server.
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
    patience: Duration,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post")
            .field("sender", &self.sender)
            .finish_non_exhaustive()
    }
}

/// Says that no person wrote this, so that no absence note answers it.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<AutoSubmitted, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(AutoSubmitted::name(), "auto-generated".to_owned())
    }
}

/// Whether a name or number can only be this machine.
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether text is one address to which a message can be written, or `Name <address>`.
#[must_use]
pub fn is_mailbox(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

impl Post {
    /// Makes ready to send by a server. Nothing is said to it yet.
    ///
    /// # Errors
    /// When the sender is no address, the certificates cannot be read, or words would go over an
    /// open line to another machine.
    pub fn new(server: &Server) -> Result<Post, Unusable> {
        let sender: Mailbox = server
            .sender
            .parse()
            .map_err(|_| Unusable("the sender is no e-mail address"))?;
        let tls = || {
            let mut parameters = TlsParameters::builder(server.host.clone());
            if let Some(authority) = &server.authority {
                let certificate = Certificate::from_pem(authority)
                    .map_err(|_| Unusable("the file of certificates cannot be read"))?;
                parameters = parameters.add_root_certificate(certificate);
            }
            parameters
                .build()
                .map_err(|_| Unusable("the name of the mail server cannot be trusted"))
        };
        let tls = match server.security {
            Security::Implicit => Tls::Wrapper(tls()?),
            Security::Starttls => Tls::Required(tls()?),
            Security::None if is_this_machine(&server.host) => Tls::None,
            Security::None => {
                return Err(Unusable(
                    "without TLS, mail is handed only to a server on this machine",
                ));
            }
        };
        let mut building = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(server.patience))
            .hello_name(ClientId::Domain(sender.email.domain().to_owned()))
            .pool_config(
                PoolConfig::new()
                    .max_size(4)
                    .idle_timeout(Duration::from_secs(20)),
            );
        if let Some((name, password)) = &server.account {
            building = building.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Post {
            transport: building.build(),
            sender,
            patience: server.patience,
        })
    }

    /// Hands one message to the server, which then answers for it.
    ///
    /// # Errors
    /// Why it was not taken, and whether to try again.
    pub async fn send(&self, letter: &Letter<'_>) -> Result<(), Failure> {
        let unwritable = |what: &str| Failure::ForGood(format!("The {what} cannot be written."));
        let to: Mailbox = letter.to.parse().map_err(|_| unwritable("address"))?;
        let to = Mailbox::new(None, to.email);
        let envelope = Envelope::new(Some(self.sender.email.clone()), vec![to.email.clone()])
            .map_err(|_| unwritable("address"))?;
        let number = format!("<{}@{}>", letter.number, self.sender.email.domain());
        let message = lettre::Message::builder()
            .from(self.sender.clone())
            .to(to)
            .subject(letter.subject)
            .date(letter.written_at)
            .message_id(Some(number))
            .header(AutoSubmitted)
            .multipart(letter.parts().ok_or_else(|| unwritable("calendar"))?)
            .map_err(|_| unwritable("message"))?
            .formatted();
        match timeout(self.patience, self.transport.send_raw(&envelope, &message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => Err(Failure::Later(
                "The mail server took too long to answer.".to_owned(),
            )),
        }
    }
}

/// The answers that say that the settings are wrong, not the message: who mends them sends it all.
const OURS_TO_MEND: [u16; 7] = [500, 502, 503, 530, 534, 535, 538];

fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    if let Some(code) = error.status() {
        let code = u16::from(code);
        return match code {
            code if OURS_TO_MEND.contains(&code) => Failure::Later(format!(
                "The mail server does not let Alongside send (it answered {code}). Check the account in the settings."
            )),
            500.. => Failure::ForGood(format!(
                "The mail server refused the message for good (it answered {code})."
            )),
            _ => Failure::Later(format!(
                "The mail server asked to be tried again later (it answered {code})."
            )),
        };
    }
    let words = if error.is_tls() {
        "No private line to the mail server could be made. Check its certificate."
    } else if error.is_timeout() {
        "The mail server took too long to answer."
    } else if error.is_client() {
        "The mail server does not offer what the settings ask for: a private line, or a way to sign in."
    } else {
        "The mail server could not be reached, or the line broke."
    };
    Failure::Later(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, security: Security) -> Server {
        Server {
            host: host.to_owned(),
            port: 25,
            security,
            account: Some(("amina".to_owned(), "a secret".to_owned())),
            sender: "Alongside <alongside@partnership.example>".to_owned(),
            authority: None,
            patience: Duration::from_secs(1),
        }
    }

    #[tokio::test]
    async fn an_open_line_leads_to_this_machine_alone() {
        for host in ["localhost", "127.0.0.1", "::1"] {
            assert!(Post::new(&server(host, Security::None)).is_ok(), "{host}");
        }
        for host in ["mail.example", "10.0.0.1", "localhost.example"] {
            assert!(Post::new(&server(host, Security::None)).is_err(), "{host}");
            assert!(
                Post::new(&server(host, Security::Starttls)).is_ok(),
                "{host}"
            );
        }
    }

    #[tokio::test]
    async fn a_sender_is_an_address() {
        let wrong = Server {
            sender: "the office".to_owned(),
            ..server("localhost", Security::None)
        };
        assert!(Post::new(&wrong).is_err());
    }

    #[test]
    fn a_password_is_never_told() {
        let told = format!("{:?}", server("localhost", Security::None));
        assert!(!told.contains("secret"), "{told}");
    }
}
