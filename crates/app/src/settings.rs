//! Keeps where the data folder and the database are, and opens them.
//!
//! Owns the defaults. It never guesses: a setting that cannot be used is told.

use std::path::{Path, PathBuf};

use actions::Platform;
use store::Store;

use crate::{surroundings, told};

/// Where things are kept.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data folder, if one was named.
    pub data: Option<PathBuf>,
    /// The database, if one was named.
    pub database: Option<String>,
}

impl Settings {
    /// Opens the database, puts the platform together, and lets go of files that wait too long.
    ///
    /// # Errors
    /// When the database cannot be opened, or a policy cannot be used: with file and line.
    pub async fn open(&self) -> Result<Platform, String> {
        let address = match &self.database {
            Some(address) => address.clone(),
            None => in_folder(self.data.as_deref().unwrap_or(Path::new("alongside-data")))?,
        };
        let platform = platform(open(&address).await?, surroundings::real())?;
        let gone = actions::import::let_go(&platform).await;
        gone.map_err(|error| told(&error))?;
        Ok(platform)
    }
}

/// The address of the database in a folder, which is made if it is missing.
///
/// # Errors
/// When the folder cannot be made.
pub fn in_folder(folder: &Path) -> Result<String, String> {
    private_folder(folder).map_err(|error| {
        format!(
            "The data folder {} cannot be made: {error}.",
            folder.display()
        )
    })?;
    Ok(format!("sqlite:{}", folder.join("alongside.db").display()))
}

/// Makes a folder that nobody else on the machine can look into; one that is there is left as it is.
///
/// # Errors
/// When it cannot be made.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut making = std::fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.create(folder)
}

/// Opens a database.
///
/// # Errors
/// When it cannot be opened, with the reason but without any password.
pub async fn open(address: &str) -> Result<Store, String> {
    Store::open(address)
        .await
        .map_err(|error| format!("The database cannot be opened: {}", told(&error)))
}

/// Puts a platform together.
///
/// # Errors
/// Every policy that cannot be used, with file and line.
pub fn platform(store: Store, surroundings: actions::Surroundings) -> Result<Platform, String> {
    Platform::new(store, surroundings).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        format!("The shipped policies cannot be used:\n{}", lines.join("\n"))
    })
}
