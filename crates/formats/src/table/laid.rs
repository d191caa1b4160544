//! Keeps a file that came as bytes on the disk for as long as it is read.
//! Owns the words laid down.
//! Never leaves anything behind, and never trusts the name that came with the bytes.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A file in a folder of its own that only this program may open; both go when this goes.
#[derive(Debug)]
pub struct Laid {
    path: PathBuf,
    _folder: TempDir,
}

impl Laid {
    /// Lays bytes down under the last part of a name.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn down(name: &str, bytes: &[u8]) -> io::Result<Laid> {
        let folder = TempDir::with_prefix("alongside-file-")?;
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let safe: String = last
            .chars()
            .filter(|letter| !letter.is_control())
            .take(60)
            .collect();
        let safe = if safe.trim_matches('.').is_empty() {
            "file.csv".to_owned()
        } else {
            safe
        };
        let path = folder.path().join(safe);
        std::fs::write(&path, bytes)?;
        Ok(Laid {
            path,
            _folder: folder,
        })
    }

    /// Where it stands.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
