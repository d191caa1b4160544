//! Reads the settings of an installation with the files that they name, and explains them.
//!
//! Owns the word `Config`. It never starts half-configured, and never tells a secret.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use actions::{Doors, Platform, access::identity::Issuer};
use exchange::{
    identity::Provider,
    mail::{Post, Security, Server},
    objects::{Objects, Place},
};
use formats::settings_file::{self, SETTINGS, Settings};
use store::Store;

use crate::{Ending, command, returns::Returns, settings, surroundings};

/// The settings, with everything that stands outside their file.
#[derive(Debug)]
pub struct Config {
    /// What stands in the file.
    pub settings: Settings,
    /// The folder in which the file stands: paths in it begin there.
    pub folder: PathBuf,
    /// The mail server, with our password.
    pub mail: Server,
    /// Where mail that comes back is delivered.
    pub returns: Option<Returns>,
    /// The store of files that is no folder of this machine, with our secret there.
    pub objects: Option<Place>,
    /// Who else may say who somebody is, with our secret with each.
    pub issuers: Vec<Issuer>,
}

/// The longest that one message may take: a batch fits into its lease.
const PATIENCE: Duration = Duration::from_secs(30);

const MAIL_PASSWORD: &str = "ALONGSIDE_MAIL_PASSWORD";
const OBJECTS_SECRET: &str = "ALONGSIDE_OBJECTS_SECRET";

/// Explains the settings, or checks a file of them.
pub fn run(what: &command::Config) -> Result<Ending, String> {
    match what {
        command::Config::Explain { table: true } => {
            say!("{}", settings_file::as_table().trim_end())
        }
        command::Config::Explain { table: false } => explain(),
        command::Config::Check(asked) => {
            let config = Config::read(&asked.config)?;
            say!(
                "{} can be served as {}.",
                asked.config.display(),
                config.settings.public_url
            );
        }
    }
    Ok(Ending::Well)
}

fn explain() {
    let plain = |text: &str| text.replace('`', "");
    for setting in SETTINGS {
        say!("{}", setting.name);
        say!("    {}", plain(setting.does));
        say!("    It may be {}.", plain(setting.may_be));
        match setting.without {
            Some(without) => say!("    Without it: {}.\n", plain(without)),
            None => say!("    It is needed.\n"),
        }
    }
}

impl Config {
    /// Reads the settings and every file that they name.
    ///
    /// # Errors
    /// What is missing, wrong or unknown, with file and line.
    pub fn read(path: &Path) -> Result<Config, String> {
        let text = fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
        let settings = settings_file::read(&text).map_err(|problem| {
            format!("{}:{}: {}", path.display(), problem.line, problem.sentence)
        })?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mail = mail(&settings, &folder)?;
        Post::new(&mail).map_err(|unusable| format!("{}: [mail]: {unusable}.", path.display()))?;
        let returns = Returns::of(&settings, &folder)?;
        let objects = objects(&settings, &folder)?;
        let issuers = issuers(&settings, &folder)?;
        Ok(Config {
            settings,
            folder,
            mail,
            returns,
            objects,
            issuers,
        })
    }

    /// Opens the database and puts the platform together, under the name of the installation.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub async fn open(&self, asked: &settings::Settings) -> Result<(Platform, Store), String> {
        let store = settings::open(&self.database(asked)?).await?;
        let doors = Doors {
            public_url: self.settings.public_url.clone(),
            demo: false,
            sender: self.settings.mail.sender.clone(),
        };
        let platform = settings::platform(store.clone(), surroundings::real())?;
        let place = self.place(asked)?;
        let told = format!("{place:?}");
        let objects = Objects::open(place).map_err(|error| {
            format!(
                "[objects]: the {told} cannot be opened: {}.",
                crate::told(&error)
            )
        })?;
        Ok((platform.behind(doors).keeping(objects), store))
    }

    /// Where files are kept: elsewhere, or in a folder, which is made if it is missing.
    fn place(&self, asked: &settings::Settings) -> Result<Place, String> {
        if let Some(place) = &self.objects {
            return Ok(place.clone());
        }
        let folder = match (&self.settings.objects, &asked.data, &self.settings.data) {
            (settings_file::Objects::Folder(Some(named)), ..) => self.folder.join(named),
            (_, Some(data), _) => data.join(OBJECTS),
            (_, None, Some(data)) => self.folder.join(data).join(OBJECTS),
            (_, None, None) => return Err("[objects]: no folder is named.".to_owned()),
        };
        settings::private_folder(&folder)
            .map_err(|error| format!("[objects]: {} cannot be made: {error}.", folder.display()))?;
        Ok(Place::Folder(folder))
    }

    /// The address of the database; whoever starts the program may name another.
    fn database(&self, asked: &settings::Settings) -> Result<String, String> {
        if let Some(address) = &asked.database {
            return Ok(address.clone());
        }
        match (&asked.data, &self.settings.data, &self.settings.database) {
            (Some(folder), ..) => settings::in_folder(folder),
            (None, Some(folder), _) => settings::in_folder(&self.folder.join(folder)),
            (None, None, Some(address)) => Ok(address.clone()),
            (None, None, None) => Err("No database is named.".to_owned()),
        }
    }
}

/// The folder of files within the data folder.
const OBJECTS: &str = "objects";

/// The store of files that is no folder.
fn objects(settings: &Settings, folder: &Path) -> Result<Option<Place>, String> {
    let ours = |file: &Option<String>| {
        let file = file.as_ref().map(|file| folder.join(file));
        let read = secret("objects.secret_file", file.as_deref(), OBJECTS_SECRET)?;
        read.ok_or_else(|| format!("Neither objects.secret_file nor the variable {OBJECTS_SECRET} gives the secret of the store of files."))
    };
    Ok(match settings.objects.clone() {
        settings_file::Objects::Folder(_) => None,
        settings_file::Objects::S3 {
            endpoint,
            region,
            bucket,
            key,
            secret_file,
        } => Some(Place::S3 {
            endpoint,
            region,
            bucket,
            key,
            secret: ours(&secret_file)?,
        }),
        settings_file::Objects::Azure {
            endpoint,
            account,
            container,
            secret_file,
        } => Some(Place::Azure {
            endpoint,
            account,
            container,
            secret: ours(&secret_file)?,
        }),
    })
}

fn mail(settings: &Settings, folder: &Path) -> Result<Server, String> {
    let mail = &settings.mail;
    let account = match &mail.user {
        Some(user) => {
            let file = mail.password_file.as_ref().map(|file| folder.join(file));
            let password = secret("mail.password_file", file.as_deref(), MAIL_PASSWORD)?;
            let missing = || {
                format!(
                    "mail.user is named, and neither mail.password_file nor the variable {MAIL_PASSWORD} gives its password."
                )
            };
            Some((user.clone(), password.ok_or_else(missing)?))
        }
        None => None,
    };
    let authority = match &mail.authority_file {
        Some(file) => {
            let path = folder.join(file);
            let read = fs::read(&path);
            Some(read.map_err(|error| {
                format!(
                    "mail.authority_file: {} cannot be read: {error}.",
                    path.display()
                )
            })?)
        }
        None => None,
    };
    Ok(Server {
        host: mail.host.clone(),
        port: mail.port,
        security: match mail.security.as_str() {
            "starttls" => Security::Starttls,
            "none" => Security::None,
            _ => Security::Implicit,
        },
        account,
        sender: mail.sender.clone(),
        authority,
        patience: PATIENCE,
    })
}

fn issuers(settings: &Settings, folder: &Path) -> Result<Vec<Issuer>, String> {
    let issuer = |one: &settings_file::Identity| {
        let file = one.secret_file.as_ref().map(|file| folder.join(file));
        let name = one.name.to_uppercase().replace('-', "_");
        let variable = format!("ALONGSIDE_IDENTITY_SECRET_{name}");
        Ok(Issuer {
            name: one.name.clone(),
            label: one.label.clone(),
            provider: Provider {
                issuer: one.issuer.clone(),
                client_id: one.client_id.clone(),
                secret: secret("identity.secret_file", file.as_deref(), &variable)?,
                back: format!("{}/access/identity/{}/back", settings.public_url, one.name),
            },
            trusted_domains: one.trusted_domains.clone(),
        })
    };
    settings.identity.iter().map(issuer).collect()
}

/// Reads a secret from a file that nobody else can read, or from a variable.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where a secret is read from the surroundings, once"
)]
fn secret(setting: &str, file: Option<&Path>, variable: &str) -> Result<Option<String>, String> {
    let Some(path) = file else {
        return Ok(std::env::var(variable)
            .ok()
            .filter(|secret| !secret.is_empty()));
    };
    let at = |words: String| format!("{setting}: {} {words}", path.display());
    let facts = fs::metadata(path).map_err(|error| at(format!("cannot be read: {error}.")))?;
    if !facts.is_file() {
        return Err(at("is no file.".to_owned()));
    }
    if let Some(words) = open_to_others(&facts) {
        return Err(at(words));
    }
    let read = fs::read_to_string(path).map_err(|error| at(format!("cannot be read: {error}.")))?;
    let secret = read.trim_end_matches(['\n', '\r']);
    if secret.is_empty() {
        return Err(at("is empty.".to_owned()));
    }
    Ok(Some(secret.to_owned()))
}

#[cfg(unix)]
fn open_to_others(facts: &fs::Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt;

    let mode = facts.mode() & 0o777;
    (mode & 0o077 != 0).then(|| {
        format!("can be read by others on this machine (its mode is {mode:o}). Make it 600.")
    })
}

#[cfg(not(unix))]
fn open_to_others(_: &fs::Metadata) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("alongside.toml");
        fs::write(&path, text).expect("written");
        (folder, path)
    }

    const TEXT: &str = "public_url = \"https://mentors.example\"\ndata = \"kept\"\n\n[mail]\nhost = \"mail.example\"\nuser = \"alongside\"\npassword_file = \"secret\"\nsender = \"alongside@mentors.example\"\n";

    #[cfg(unix)]
    fn set_mode(path: &Path, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    }

    #[test]
    fn a_fault_is_told_with_its_file_and_line() {
        let (_folder, path) = written(&TEXT.replace("host", "hots"));
        let told = Config::read(&path).expect_err("wrong");
        assert!(told.contains("alongside.toml:5: "), "{told}");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_secret_that_others_can_read_is_refused_and_never_told() {
        let (folder, path) = written(TEXT);
        let secret = folder.path().join("secret");
        assert!(
            Config::read(&path)
                .expect_err("no file")
                .contains("mail.password_file")
        );
        fs::write(&secret, "hush\n").expect("written");
        set_mode(&secret, 0o640);
        let told = Config::read(&path).expect_err("open to others");
        assert!(told.contains("640") && !told.contains("hush"), "{told}");
        set_mode(&secret, 0o600);
        let config = Config::read(&path).expect("right");
        let (name, password) = config.mail.account.clone().expect("an account");
        assert_eq!((name.as_str(), password.as_str()), ("alongside", "hush"));
        assert!(!format!("{config:?}").contains("hush"));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn files_are_kept_in_a_folder_of_the_data_folder_that_nobody_else_can_read() {
        use std::os::unix::fs::MetadataExt;

        let text = TEXT.replace("user = \"alongside\"\npassword_file = \"secret\"\n", "");
        let (folder, path) = written(&text);
        let asked = settings::Settings {
            data: None,
            database: None,
        };
        let config = Config::read(&path).expect("right");
        let (platform, store) = config.open(&asked).await.expect("open");
        store.close().await;
        let kept = folder.path().join("kept").join("objects");
        let mode = fs::metadata(&kept).expect("a folder").mode();
        assert_eq!(mode & 0o777, 0o700);
        assert!(format!("{:?}", platform.objects).contains("kept/objects"));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_store_of_files_elsewhere_needs_its_secret_and_never_tells_it() {
        let text = TEXT.replace("user = \"alongside\"\npassword_file = \"secret\"\n", "");
        let elsewhere = "\n[objects]\nkind = \"s3\"\nbucket = \"evidence\"\naccount = \"AKEY\"\nsecret_file = \"objects-secret\"\n";
        let (folder, path) = written(&(text + elsewhere));
        let told = Config::read(&path).expect_err("no file");
        assert!(told.contains("objects.secret_file"), "{told}");
        let secret = folder.path().join("objects-secret");
        fs::write(&secret, "whisper\n").expect("written");
        set_mode(&secret, 0o600);
        let config = Config::read(&path).expect("right");
        assert!(format!("{config:?}").contains("S3 bucket evidence"));
        assert!(!format!("{config:?}").contains("whisper"));
    }

    #[test]
    fn words_over_an_open_line_to_another_machine_are_refused() {
        let open = TEXT
            .replace("user = \"alongside\"\npassword_file = \"secret\"\n", "")
            .replace("[mail]", "[mail]\nsecurity = \"none\"");
        let (_folder, path) = written(&open);
        let told = Config::read(&path).expect_err("an open line");
        assert!(told.contains("without TLS"), "{told}");
    }
}
