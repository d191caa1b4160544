//! Keeps what is known of a file by which a mentor shows what they bring along.
//!
//! Owns the words `File` and `Upload`. It never holds the bytes.

use uuid::Uuid;

use super::ItemId;
use crate::{Timestamp, person::PersonId};

/// The number of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub Uuid);

/// The number of a file on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadId(pub Uuid);

/// A file that shows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its number.
    pub id: FileId,
    /// What it is about.
    pub item: ItemId,
    /// Who brought it.
    pub person: PersonId,
    /// What they called it: shown, and never trusted.
    pub name: String,
    /// The code of its kind, as its content tells.
    pub kind: String,
    /// SHA-256 of what is kept, in hexadecimal digits: the same for two files with the same content.
    pub digest: String,
    /// In bytes.
    pub size: i64,
    /// Whether a picture of it is kept for whoever looks at it.
    pub pictured: bool,
    /// Its words, where it has some that could be read; may be empty.
    pub words: String,
    /// When it was kept.
    pub kept_at: Timestamp,
}

/// A file on its way, in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its number.
    pub id: UploadId,
    /// What it is about.
    pub item: ItemId,
    /// Who brings it.
    pub person: PersonId,
    /// What they call it.
    pub name: String,
    /// In bytes, when it is whole.
    pub size: i64,
    /// How many bytes are here, from the first on.
    pub received: i64,
}

impl Upload {
    /// Whether every byte is here.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.received == self.size
    }
}

/// The most letters of a name.
const LETTERS: usize = 120;

/// A name as it may be shown: its last part, without what a file's name never needs.
///
/// # Examples
/// `C:\scans\certificate.pdf` is `certificate.pdf`.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|letter| !letter.is_control()).collect();
    let kept: String = kept.trim().chars().take(LETTERS).collect();
    match kept.is_empty() {
        true => "file".to_owned(),
        false => kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_last_part_and_nothing_that_moves_a_line() {
        for (given, told) in [
            ("certificate.pdf", "certificate.pdf"),
            ("C:\\scans\\certificate.pdf", "certificate.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb\u{0}.jpg", "ab.jpg"),
            ("  ", "file"),
            ("", "file"),
            ("folder/", "file"),
        ] {
            assert_eq!(plain_name(given), told, "{given:?}");
        }
        assert_eq!(plain_name(&"ŵ".repeat(500)).chars().count(), LETTERS);
    }
}
