//! Keeps the form of the file by which an installation is set up.
//! Owns the words setting, and the one table in which each is explained.
//! Never opens another file, and never holds a secret.

mod kept;
mod told;

use std::net::{IpAddr, SocketAddr};

use crate::toml_form::{Document, Form, Problem};

pub use kept::Objects;
pub use told::{SETTINGS, Setting, as_table};

/// How an installation is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// On which address of the machine it listens.
    pub listen: SocketAddr,
    /// Under which address browsers know it, without a slash at its end.
    pub public_url: String,
    /// The database, where one is named.
    pub database: Option<String>,
    /// The data folder, where one is named.
    pub data: Option<String>,
    /// Where the files that people bring are kept.
    pub objects: Objects,
    /// The mail server.
    pub mail: Mail,
    /// Who stands in front, where anybody does.
    pub proxy: Option<Proxy>,
    /// Who else may say who somebody is.
    pub identity: Vec<Identity>,
    /// Whether what was kept long enough goes every day by itself.
    pub retention_daily: bool,
    /// How much the log tells.
    pub log_level: String,
    /// How long a request that has begun may take once the program is asked to stop, in seconds.
    pub stop_seconds: u64,
}

/// The mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is kept private: implicit, starttls or none.
    pub security: String,
    /// The name of the account, where it asks for one.
    pub user: Option<String>,
    /// The file in which the password stands.
    pub password_file: Option<String>,
    /// From whom messages come.
    pub sender: String,
    /// The file of further certificates that are trusted.
    pub authority_file: Option<String>,
    /// Under which name the key of the sending domain stands.
    pub dkim_selector: Option<String>,
    /// The Maildir to which mail for the sender is delivered.
    pub returns: Option<String>,
}

/// Who stands in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// The addresses that are believed, each with the number of its bits that count.
    pub trusted: Vec<(IpAddr, u8)>,
    /// The header in which they tell for whom they ask.
    pub header: String,
}

/// Who else may say who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its name in addresses.
    pub name: String,
    /// Its name on the button.
    pub label: String,
    /// Its address.
    pub issuer: String,
    /// As whom it knows us.
    pub client_id: String,
    /// The file in which our secret with it stands.
    pub secret_file: Option<String>,
    /// The domains whose e-mail addresses it may vouch for.
    pub trusted_domains: Vec<String>,
}

const SECURITIES: [&str; 3] = ["implicit", "starttls", "none"];
const HEADERS: [&str; 2] = ["x-forwarded-for", "x-real-ip"];
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// Reads the whole file.
///
/// # Errors
/// At the first setting that is missing, wrong or unknown, with its line.
pub fn read(text: &str) -> Result<Settings, Problem> {
    let document = Document::parse(text)?;
    let file = document.form("this file");
    file.only(&told::keys(""))?;
    let public_url = public_url(&file)?;
    let listen = match file.text("listen")? {
        Some(text) => text.parse().map_err(|_| {
            file.problem(
                "listen",
                "has a listen that is no address with a port, such as 127.0.0.1:8420.",
            )
        })?,
        None => SocketAddr::from(([127, 0, 0, 1], 8420)),
    };
    let (database, data) = (file.text("database")?, file.text("data")?);
    if database.is_some() == data.is_some() {
        return Err(file.problem(
            "database",
            "needs either data, a folder, or database, an address: one of them, and not both.",
        ));
    }
    if database.as_deref().is_some_and(holds_a_password) {
        return Err(file.problem("database", "has a database address with a password in it. Give the address by the variable ALONGSIDE_DATABASE, or keep the password in PostgreSQL's own password file."));
    }
    let objects = kept::objects(file.form("objects", "[objects]")?.as_ref())?;
    if data.is_none() && objects == Objects::Folder(None) {
        return Err(file.problem("database", "names no data folder, and so needs [objects] with a folder, or with the kind s3 or azure: there is no place yet for the files that people bring."));
    }
    let log = match file.form("log", "[log]")? {
        Some(log) => {
            log.only(&told::keys("log"))?;
            log.word("level", &LEVELS)?
        }
        None => None,
    };
    let retention_daily = match file.form("retention", "[retention]")? {
        Some(retention) => {
            retention.only(&told::keys("retention"))?;
            retention.flag("daily")?.unwrap_or_default()
        }
        None => false,
    };
    Ok(Settings {
        retention_daily,
        listen,
        public_url,
        database,
        data,
        objects,
        mail: mail(&file.needed(
            "[mail], without which nobody can sign in",
            file.form("mail", "[mail]"),
        )?)?,
        proxy: file
            .form("proxy", "[proxy]")?
            .as_ref()
            .map(proxy)
            .transpose()?,
        identity: identities(&file)?,
        log_level: log.unwrap_or_else(|| "info".to_owned()),
        stop_seconds: file
            .whole("stop_seconds", 1..=600)?
            .unwrap_or(20)
            .cast_unsigned(),
    })
}

/// Whether an address is one of this very machine.
#[must_use]
pub fn is_here(url: &str) -> bool {
    ["http://127.0.0.1", "http://localhost"].iter().any(|own| {
        url.strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    })
}

fn public_url(file: &Form<'_, '_>) -> Result<String, Problem> {
    let url = file.needed_text("public_url")?;
    let host = url.strip_prefix("https://").unwrap_or_default();
    let is_host = |host: &str| {
        !host.is_empty()
            && host
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || b".-:".contains(&letter))
    };
    if is_host(host) || (is_here(&url) && is_host(&url["http://".len()..])) {
        return Ok(url);
    }
    Err(file.problem("public_url", "has a public_url that is not https:// and a host, such as https://mentors.example.ac.uk, with nothing after it. Only on this machine itself may it begin with http://127.0.0.1 or http://localhost."))
}

fn holds_a_password(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else {
        return false;
    };
    let whom = rest.split('/').next().unwrap_or_default();
    whom.rsplit_once('@')
        .is_some_and(|(account, _)| account.contains(':'))
        || rest.contains("password=")
}

fn mail(form: &Form<'_, '_>) -> Result<Mail, Problem> {
    form.only(&told::keys("mail"))?;
    let security = form.word("security", &SECURITIES)?;
    let security = security.unwrap_or_else(|| "implicit".to_owned());
    let usual = match security.as_str() {
        "implicit" => 465,
        "starttls" => 587,
        _ => 25,
    };
    let port = form.whole("port", 1..=65_535)?.unwrap_or(usual);
    let sender = form.needed_text("sender")?;
    if !sender.contains('@') {
        return Err(form.problem(
            "sender",
            "has a sender without an e-mail address, such as Alongside <alongside@example.ac.uk>.",
        ));
    }
    let (user, password_file) = (form.text("user")?, form.text("password_file")?);
    if password_file.is_some() && user.is_none() {
        return Err(form.problem(
            "password_file",
            "has a password_file and lacks user, whose password it is.",
        ));
    }
    Ok(Mail {
        host: form.needed_text("host")?,
        port: u16::try_from(port).unwrap_or(usual as u16),
        security,
        user,
        password_file,
        sender,
        authority_file: form.text("authority_file")?,
        dkim_selector: form.text("dkim_selector")?,
        returns: form.text("returns")?,
    })
}

fn proxy(form: &Form<'_, '_>) -> Result<Proxy, Problem> {
    form.only(&told::keys("proxy"))?;
    let written = form.texts("trusted")?;
    if written.is_empty() {
        return Err(form.problem(
            "trusted",
            "lacks trusted, the addresses from which the proxy asks.",
        ));
    }
    let trusted = written.iter().map(|text| {
        network(text).ok_or_else(|| form.problem("trusted", format!("has trusted = {text:?}, which is neither an address such as 127.0.0.1 nor a network such as 10.0.0.0/8.")))
    });
    Ok(Proxy {
        trusted: trusted.collect::<Result<_, _>>()?,
        header: form
            .word("header", &HEADERS)?
            .unwrap_or_else(|| HEADERS[0].to_owned()),
    })
}

fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = text
        .split_once('/')
        .map_or((text, None), |(one, bits)| (one, Some(bits)));
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = match bits {
        Some(bits) => bits.parse().ok().filter(|bits| (1..=most).contains(bits))?,
        None => most,
    };
    Some((address, bits))
}

fn identities(file: &Form<'_, '_>) -> Result<Vec<Identity>, Problem> {
    let mut found: Vec<Identity> = Vec::new();
    for form in file.forms("identity", "this [[identity]]")? {
        form.only(&told::keys("identity"))?;
        let name = form.needed_text("name")?;
        let is_plain =
            |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
        if !name.bytes().all(is_plain) {
            return Err(form.problem("name", "has a name with other signs than small letters, digits and hyphens: it stands in addresses."));
        }
        if found.iter().any(|one| one.name == name) {
            return Err(form.problem(
                "name",
                format!("has the name {name:?}, which another has already."),
            ));
        }
        let issuer = form.needed_text("issuer")?;
        if !issuer.starts_with("https://")
            && !is_here(
                issuer
                    .split_inclusive('/')
                    .take(3)
                    .collect::<String>()
                    .trim_end_matches('/'),
            )
        {
            return Err(form.problem("issuer", "has an issuer that does not begin with https://."));
        }
        found.push(Identity {
            name,
            label: form.needed_text("label")?,
            issuer,
            client_id: form.needed_text("client_id")?,
            secret_file: form.text("secret_file")?,
            trusted_domains: form.texts("trusted_domains")?,
        });
    }
    Ok(found)
}
