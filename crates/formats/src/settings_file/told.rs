//! Keeps the one table in which every setting is explained.
//! Owns the words by which settings are explained.
//! Never reads a file.

/// A setting, as it is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name, with the table in which it stands.
    pub name: &'static str,
    /// What may stand there.
    pub may_be: &'static str,
    /// What holds without it; nothing where it must stand.
    pub without: Option<&'static str>,
    /// What it does.
    pub does: &'static str,
}

const fn needed(name: &'static str, may_be: &'static str, does: &'static str) -> Setting {
    Setting {
        name,
        may_be,
        without: None,
        does,
    }
}

const fn optional(
    name: &'static str,
    may_be: &'static str,
    without: &'static str,
    does: &'static str,
) -> Setting {
    Setting {
        name,
        may_be,
        without: Some(without),
        does,
    }
}

/// Every setting, in the order in which they are explained.
pub const SETTINGS: [Setting; 35] = [
    needed(
        "public_url",
        "`https://` and a host",
        "Under which address browsers know the installation. Requests under another name are refused (421). Links in messages begin with it; cookies and passkeys are bound to it. Only on the machine itself may it be `http://127.0.0.1:PORT` or `http://localhost:PORT`.",
    ),
    optional(
        "listen",
        "an address with a port",
        "`127.0.0.1:8420`",
        "Where the program listens. It speaks plain HTTP: a proxy in front of it speaks HTTPS.",
    ),
    optional(
        "data",
        "a folder",
        "nothing: then `database` is needed",
        "The data folder, with the embedded database in it.",
    ),
    optional(
        "database",
        "a database address",
        "nothing: then `data` is needed",
        "A database elsewhere, such as `postgres://alongside@db.example/alongside`. A password may not stand here: use PostgreSQL's password file, or the variable `ALONGSIDE_DATABASE`, which goes before this setting.",
    ),
    optional(
        "objects.kind",
        "`folder`, `s3` or `azure`",
        "`folder`",
        "Where the files that people bring are kept: in a folder of this machine, in a bucket that speaks the S3 protocol, or in Azure Blob Storage.",
    ),
    optional(
        "objects.folder",
        "a folder",
        "`objects` in the data folder; needed where there is none",
        "With `folder`: that folder. It belongs into every backup, beside the database.",
    ),
    optional(
        "objects.endpoint",
        "an address",
        "Amazon's own, or Microsoft's own",
        "With `s3` or `azure`: the address of the service. It begins with `https://`, unless it is on this very machine.",
    ),
    optional(
        "objects.region",
        "a text",
        "`eu-west-2`",
        "With `s3`: the region, as the service names it.",
    ),
    optional(
        "objects.bucket",
        "a text",
        "with `s3` it is needed",
        "With `s3`: the bucket. It is never public, and nobody else writes into it.",
    ),
    optional(
        "objects.account",
        "a text",
        "with `s3` and `azure` it is needed",
        "With `s3`: the number of the key (access key ID). With `azure`: the name of the storage account.",
    ),
    optional(
        "objects.container",
        "a text",
        "with `azure` it is needed",
        "With `azure`: the container. It is never public, and nobody else writes into it.",
    ),
    optional(
        "objects.secret_file",
        "a file",
        "the variable `ALONGSIDE_OBJECTS_SECRET`",
        "With `s3` or `azure`: the file in which the secret of the key or of the account stands, readable for the program's user alone.",
    ),
    optional(
        "stop_seconds",
        "a whole number from 1 to 600",
        "`20`",
        "How long requests that have begun may take once the program is asked to stop.",
    ),
    needed(
        "mail.host",
        "a host",
        "The mail server that takes messages.",
    ),
    optional(
        "mail.security",
        "`implicit`, `starttls` or `none`",
        "`implicit`",
        "How the line to it is kept private: TLS from the first byte, TLS before anything is said, or not at all. `none` is taken only with a server on the same machine.",
    ),
    optional(
        "mail.port",
        "a whole number from 1 to 65535",
        "465, 587 or 25, by `mail.security`",
        "Its port.",
    ),
    optional(
        "mail.user",
        "a text",
        "no account",
        "The name of our account with it.",
    ),
    optional(
        "mail.password_file",
        "a file",
        "the variable `ALONGSIDE_MAIL_PASSWORD`",
        "The file in which the account's password stands, readable for the program's user alone.",
    ),
    needed(
        "mail.sender",
        "`Name <address>`, or an address",
        "From whom messages come.",
    ),
    optional(
        "mail.authority_file",
        "a file",
        "public certificates alone",
        "Certificates (PEM) that are trusted beside the public ones, for a mail server with one of your own.",
    ),
    optional(
        "mail.dkim_selector",
        "a text",
        "the key is not looked up",
        "Under which name your mail server's signing key stands in the domain's records: the page of outgoing mail then checks it.",
    ),
    optional(
        "mail.returns",
        "a folder",
        "what comes back later is not noticed",
        "The Maildir to which mail for the address of `mail.sender` is delivered. What is new there is read every few seconds and put away as seen: a message that came back is shown as not arrived.",
    ),
    needed(
        "proxy.trusted",
        "a list of addresses or networks",
        "From where a proxy asks on behalf of others. Only these are believed when they say for whom they ask. Needed where there is a `[proxy]`; without one nobody is believed.",
    ),
    optional(
        "proxy.header",
        "`x-forwarded-for` or `x-real-ip`",
        "`x-forwarded-for`",
        "The header in which the proxy says for whom it asks. Whether that was by HTTPS is read from `x-forwarded-proto`.",
    ),
    needed(
        "identity.name",
        "small letters, digits, hyphens",
        "In `[[identity]]`, as often as there are such providers: a short name, which stands in addresses. Do not change it later.",
    ),
    needed(
        "identity.label",
        "a text",
        "What stands on the button, such as `Sign in with Elm Trust`.",
    ),
    needed(
        "identity.issuer",
        "`https://` and an address",
        "The provider's issuer, exactly as it tells it. Everything else is discovered from there.",
    ),
    needed(
        "identity.client_id",
        "a text",
        "As whom the provider knows this installation. Register `PUBLIC_URL/access/identity/NAME/back` there as the address to come back to.",
    ),
    optional(
        "identity.secret_file",
        "a file",
        "the variable `ALONGSIDE_IDENTITY_SECRET_NAME`, or no secret",
        "The file in which the secret with the provider stands, readable for the program's user alone.",
    ),
    optional(
        "identity.trusted_domains",
        "a list of domains",
        "none",
        "The domains whose verified e-mail addresses this provider may vouch for: somebody with such an address is let in at once. Anybody else signs in by e-mail once and then links the two. Never name a domain that the provider does not own.",
    ),
    optional(
        "retention.daily",
        "`true` or `false`",
        "`false`",
        "Whether the program lets go every day of what has been kept for as long as the rules say. Without it somebody looks and presses: `/access/retention`, or `alongside retention apply`.",
    ),
    optional(
        "log.level",
        "`error`, `warn`, `info`, `debug` or `trace`",
        "`info`",
        "How much the log tells, on standard error. Personal values stand in it at no level.",
    ),
    optional(
        "ALONGSIDE_MAIL_PASSWORD",
        "a variable, not in the file",
        "`mail.password_file`",
        "The password of the mail account, where no file is named.",
    ),
    optional(
        "ALONGSIDE_OBJECTS_SECRET",
        "a variable, not in the file",
        "`objects.secret_file`",
        "The secret of the store of files, where no file is named.",
    ),
    optional(
        "ALONGSIDE_IDENTITY_SECRET_NAME",
        "a variable, not in the file",
        "`identity.secret_file`",
        "The secret with the provider whose `identity.name` stands at its end in capitals, hyphens as underscores.",
    ),
];

/// The keys of one table of the file; the outermost names the tables too.
pub(super) fn keys(table: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for setting in SETTINGS
        .iter()
        .filter(|one| one.name.starts_with(|letter: char| letter.is_lowercase()))
    {
        let (of, key) = setting.name.split_once('.').unwrap_or(("", setting.name));
        let key = if of == table {
            key
        } else if table.is_empty() {
            of
        } else {
            continue;
        };
        if !found.contains(&key) {
            found.push(key);
        }
    }
    found
}

/// The table as documents show it.
#[must_use]
pub fn as_table() -> String {
    let mut table =
        "| setting | may be | without it | what it does |\n|---|---|---|---|\n".to_owned();
    for Setting {
        name,
        may_be,
        without,
        does,
    } in SETTINGS
    {
        let without = without.unwrap_or("it is needed");
        table.push_str(&format!("| `{name}` | {may_be} | {without} | {does} |\n"));
    }
    table
}
