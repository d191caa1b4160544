//! Looks up what a domain says of itself, and tells whether mail sent in its name will be believed.
//!
//! Owns the words `Names` and `Finding`. It never changes a record, and never fails: it tells.

use std::{net::SocketAddr, time::Duration};

use hickory_resolver::{
    ResolveError, Resolver, TokioResolver,
    config::{NameServerConfig, ResolverConfig},
    name_server::TokioConnectionProvider,
    proto::xfer::Protocol,
};

/// What was found out about one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which record, as those who look after domains call it.
    pub record: &'static str,
    /// Whether it is as it should be; nothing where it could not be found out.
    pub well: Option<bool>,
    /// What that means, and what to do.
    pub words: String,
}

/// Asks for the records of domains.
#[derive(Debug)]
pub struct Names {
    resolver: Option<TokioResolver>,
}

const PATIENCE: Duration = Duration::from_secs(3);

/// Why a question has no answer.
enum Silence {
    /// There is no such record.
    Nothing,
    /// Nobody could be asked.
    Failed,
}

fn silence(error: &ResolveError) -> Silence {
    if error.is_no_records_found() || error.is_nx_domain() {
        Silence::Nothing
    } else {
        Silence::Failed
    }
}

impl Names {
    /// Asks whomever this machine asks.
    #[must_use]
    pub fn of_this_machine() -> Names {
        let built = Resolver::builder_tokio().map(|mut builder| {
            builder.options_mut().timeout = PATIENCE;
            builder.options_mut().attempts = 1;
            builder.build()
        });
        Names {
            resolver: built.ok(),
        }
    }

    /// Asks one name server.
    #[must_use]
    pub fn at(server: SocketAddr) -> Names {
        let mut config = ResolverConfig::new();
        config.add_name_server(NameServerConfig::new(server, Protocol::Udp));
        let mut builder = Resolver::builder_with_config(config, TokioConnectionProvider::default());
        builder.options_mut().timeout = PATIENCE;
        builder.options_mut().attempts = 1;
        Names {
            resolver: Some(builder.build()),
        }
    }

    async fn texts(&self, name: &str) -> Result<Vec<String>, Silence> {
        let resolver = self.resolver.as_ref().ok_or(Silence::Failed)?;
        let found = resolver.txt_lookup(format!("{name}.")).await;
        let found = found.map_err(|error| silence(&error))?;
        Ok(found
            .iter()
            .map(|text| {
                let parts = text.txt_data().iter();
                parts.map(|part| String::from_utf8_lossy(part)).collect()
            })
            .collect())
    }

    async fn takes_mail(&self, domain: &str) -> Result<bool, Silence> {
        let resolver = self.resolver.as_ref().ok_or(Silence::Failed)?;
        match resolver.mx_lookup(format!("{domain}.")).await {
            Ok(found) => Ok(found.iter().any(|record| !record.exchange().is_root())),
            Err(error) => Err(silence(&error)),
        }
    }

    /// Checks every record on which it hangs whether mail in a domain's name is believed.
    ///
    /// `selector` is the name under which the mail server's signing key stands, where it signs.
    pub async fn check(&self, domain: &str, selector: Option<&str>) -> Vec<Finding> {
        let dmarc_at = format!("_dmarc.{domain}");
        let key_at = selector.map(|selector| format!("{selector}._domainkey.{domain}"));
        let key = async {
            match &key_at {
                Some(name) => Some(self.texts(name).await),
                None => None,
            }
        };
        let (mx, senders, wishes, key) = tokio::join!(
            self.takes_mail(domain),
            self.texts(domain),
            self.texts(&dmarc_at),
            key
        );
        vec![
            answers(mx, domain),
            told("SPF", senders, |texts| spf(texts, domain)),
            match key {
                Some(key) => told("DKIM", key, dkim),
                None => finding(
                    "DKIM",
                    None,
                    "No selector stands in the settings, so the signing key was not looked up. Set mail.dkim_selector to the one that your mail server signs with.",
                ),
            },
            told("DMARC", wishes, dmarc),
        ]
    }
}

fn finding(record: &'static str, well: Option<bool>, words: impl Into<String>) -> Finding {
    Finding {
        record,
        well,
        words: words.into(),
    }
}

fn unanswered(record: &'static str) -> Finding {
    let words = "Nobody could be asked: the name server gave no answer. Try again later.";
    finding(record, None, words)
}

fn told(
    record: &'static str,
    found: Result<Vec<String>, Silence>,
    judge: impl FnOnce(&[String]) -> Finding,
) -> Finding {
    match found {
        Ok(texts) => judge(&texts),
        Err(Silence::Nothing) => judge(&[]),
        Err(Silence::Failed) => unanswered(record),
    }
}

fn answers(found: Result<bool, Silence>, domain: &str) -> Finding {
    match found {
        Ok(true) => finding(
            "MX",
            Some(true),
            format!("{domain} takes mail, so answers and returned messages arrive."),
        ),
        Ok(false) | Err(Silence::Nothing) => finding(
            "MX",
            Some(false),
            format!(
                "{domain} names no server that takes mail: returned messages are lost, and some schools refuse mail from it."
            ),
        ),
        Err(Silence::Failed) => unanswered("MX"),
    }
}

/// Judges which servers a domain lets send.
#[must_use]
pub fn spf(texts: &[String], domain: &str) -> Finding {
    let ours = |text: &&String| {
        let text = text.to_lowercase();
        text == "v=spf1" || text.starts_with("v=spf1 ")
    };
    let found: Vec<&String> = texts.iter().filter(ours).collect();
    match found.as_slice() {
        [] => finding(
            "SPF",
            Some(false),
            format!(
                "{domain} does not say which servers may send for it. Add a TXT record that begins with v=spf1 and names your mail server."
            ),
        ),
        [one]
            if one
                .to_lowercase()
                .split_whitespace()
                .any(|word| word == "+all" || word == "all") =>
        {
            finding(
                "SPF",
                Some(false),
                "The record lets anybody send in this name (+all). End it with ~all or -all.",
            )
        }
        [_] => finding(
            "SPF",
            Some(true),
            format!(
                "{domain} says which servers may send for it. Make sure that your mail server is among them."
            ),
        ),
        _ => finding(
            "SPF",
            Some(false),
            "There are several records where only one may be, so receivers believe none. Keep one.",
        ),
    }
}

/// Judges the key by which messages are signed.
#[must_use]
pub fn dkim(texts: &[String]) -> Finding {
    let key = |text: &String| {
        let mut tags = text.split(';').filter_map(|tag| tag.split_once('='));
        tags.find(|(name, _)| name.trim() == "p")
            .map(|(_, key)| !key.trim().is_empty())
    };
    match texts.iter().find_map(key) {
        Some(true) => finding(
            "DKIM",
            Some(true),
            "The key by which the mail server signs stands in the domain's records.",
        ),
        Some(false) => finding(
            "DKIM",
            Some(false),
            "The key was taken back: its record is empty. Use the selector that your mail server signs with now.",
        ),
        None => finding(
            "DKIM",
            Some(false),
            "No key stands under this selector, so receivers cannot check the signature. Ask whoever runs your mail server for the record.",
        ),
    }
}

/// Judges what receivers are asked to do with messages that nobody vouches for.
#[must_use]
pub fn dmarc(texts: &[String]) -> Finding {
    let ours = |text: &&String| text.to_lowercase().replace(' ', "").starts_with("v=dmarc1");
    let Some(found) = texts.iter().find(ours) else {
        return finding(
            "DMARC",
            Some(false),
            "The domain does not say what to do with mail that only claims to be from it. Large mail providers ask for a record at _dmarc that begins with v=DMARC1.",
        );
    };
    let mut tags = found.split(';').filter_map(|tag| tag.split_once('='));
    let policy = tags.find(|(name, _)| name.trim().eq_ignore_ascii_case("p"));
    match policy
        .map(|(_, value)| value.trim().to_lowercase())
        .as_deref()
    {
        Some("reject" | "quarantine") => finding(
            "DMARC",
            Some(true),
            "Mail that only claims to be from this domain is turned away.",
        ),
        Some("none") => finding(
            "DMARC",
            Some(true),
            "There is a record, which asks for nothing yet (p=none): good for a start. Later choose quarantine or reject.",
        ),
        _ => finding(
            "DMARC",
            Some(false),
            "The record does not say what to do: it needs p=none, p=quarantine or p=reject.",
        ),
    }
}
