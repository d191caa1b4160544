//! Looks into the folder to which mail for the sender's address is delivered, and reads what came back.
//!
//! Owns the round of that folder, a Maildir: what is new stands in `new`, what was read in `cur`. It never
//! deletes a mail, and one that cannot be read holds no other up.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use actions::{
    ActionError, Platform,
    notice::{Returned, came_back},
};
use exchange::returned;
use formats::settings_file::Settings;
use tokio::{sync::watch::Receiver, time::sleep};

/// Between two looks into the folder.
const PAUSE: Duration = Duration::from_secs(5);

/// The most mails of one look: a flood of them holds nothing else up.
const AT_ONCE: usize = 200;

/// Where mail that comes back is delivered, and to which domain it was sent from.
#[derive(Debug, Clone)]
pub struct Returns {
    /// The Maildir.
    pub folder: PathBuf,
    /// The domain of the sender's address.
    pub domain: String,
}

impl Returns {
    /// Reads from the settings where such mail is delivered; nothing where they name no folder.
    ///
    /// # Errors
    /// When the folder is no Maildir.
    pub fn of(settings: &Settings, folder: &Path) -> Result<Option<Returns>, String> {
        let Some(named) = &settings.mail.returns else {
            return Ok(None);
        };
        let returns = folder.join(named);
        if !returns.join("new").is_dir() {
            return Err(format!(
                "mail.returns: {} is no Maildir: it has no folder named new.",
                returns.display()
            ));
        }
        Ok(Some(Returns {
            folder: returns,
            domain: sending_domain(settings).to_owned(),
        }))
    }
}

/// The domain in whose name messages come.
pub fn sending_domain(settings: &Settings) -> &str {
    let address = settings.mail.sender.rsplit('@').next();
    address.unwrap_or_default().trim_end_matches('>')
}

/// Looks until it is told to stop.
pub async fn go(platform: Platform, returns: Returns, mut stop: Receiver<bool>) {
    while !*stop.borrow() {
        match look(&platform, &returns).await {
            Ok((0, _)) => {}
            Ok((read, ours)) => tracing::info!(read, ours, "mail that came back was read"),
            Err(error) => {
                tracing::error!(
                    cause = crate::told(&error),
                    "mail that came back could not be kept"
                );
            }
        }
        tokio::select! {
            () = sleep(PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Reads what is new. Says how many mails that were, and how many told of a message of ours.
async fn look(platform: &Platform, returns: &Returns) -> Result<(usize, usize), ActionError> {
    let (mut read, mut ours) = (0, 0);
    for path in new_ones(&returns.folder) {
        let mail = match whole(&path) {
            Ok(mail) => mail,
            Err(error) => {
                tracing::warn!(
                    cause = error.to_string(),
                    "a mail that came back cannot be read"
                );
                continue;
            }
        };
        if let Some(found) = returned::read(&mail, &returns.domain) {
            let found = Returned {
                numbers: found.numbers,
                why: found.why,
                for_good: found.for_good,
            };
            ours += usize::from(came_back(platform, &found).await?);
        }
        if let Err(error) = put_away(&returns.folder, &path) {
            tracing::warn!(
                cause = error.to_string(),
                "a mail that was read cannot be put away"
            );
            continue;
        }
        read += 1;
    }
    Ok((read, ours))
}

/// The mails in `new`, the oldest names first.
fn new_ones(folder: &Path) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(folder.join("new")) else {
        tracing::warn!("the folder of mail that comes back cannot be read");
        return Vec::new();
    };
    let is_mail = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && path.is_file()
    };
    let mut all: Vec<PathBuf> = found
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_mail)
        .collect();
    all.sort();
    all.truncate(AT_ONCE);
    all
}

fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    File::open(path)?
        .take(returned::LARGEST)
        .read_to_end(&mut mail)?;
    Ok(mail)
}

/// Moves a mail to `cur`, marked as seen.
fn put_away(folder: &Path, path: &Path) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split(':').next().unwrap_or_default();
    let read = folder.join("cur");
    fs::create_dir_all(&read)?;
    fs::rename(path, read.join(format!("{name}:2,S")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("new")).expect("made");
        folder
    }

    #[test]
    fn what_is_new_is_read_oldest_first_and_put_away_as_seen() {
        let folder = folder();
        for name in ["2.b.host", "1.a.host", ".hidden"] {
            fs::write(folder.path().join("new").join(name), name).expect("written");
        }
        let found = new_ones(folder.path());
        let texts: Vec<Vec<u8>> = found
            .iter()
            .map(|path| whole(path).expect("read"))
            .collect();
        assert_eq!(texts, [b"1.a.host".to_vec(), b"2.b.host".to_vec()]);
        for path in &found {
            put_away(folder.path(), path).expect("put away");
        }
        assert!(new_ones(folder.path()).is_empty());
        for name in ["1.a.host:2,S", "2.b.host:2,S"] {
            assert!(folder.path().join("cur").join(name).is_file(), "{name}");
        }
    }

    #[test]
    fn no_look_takes_more_than_its_share_and_no_mail_more_than_its_size() {
        let folder = folder();
        for number in 0..AT_ONCE + 5 {
            fs::write(folder.path().join("new").join(format!("{number:04}")), "").expect("written");
        }
        assert_eq!(new_ones(folder.path()).len(), AT_ONCE);
        let large = folder.path().join("large");
        let most = usize::try_from(returned::LARGEST).expect("a size");
        fs::write(&large, vec![b'a'; most + 9]).expect("written");
        assert_eq!(whole(&large).expect("read").len(), most);
    }

    #[test]
    fn a_folder_that_is_not_there_has_nothing_new() {
        assert!(new_ones(Path::new("/no/such/folder")).is_empty());
    }
}
