//! Keeps the ways in which a file's letters may be written, and turns each into UTF-8.
//! Owns the word encoding.
//! Never changes a letter that is already UTF-8.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf8WithMark,
    /// Said to be UTF-8 by its mark, with letters in it that are not.
    Utf8Damaged,
    Utf16Little,
    Utf16Big,
    Windows1252,
}

impl Encoding {
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8WithMark | Encoding::Utf8Damaged => "UTF-8",
            Encoding::Utf16Little | Encoding::Utf16Big => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// The length of the byte-order mark, which is passed over.
    pub(super) fn mark(self) -> u64 {
        match self {
            Encoding::Utf8WithMark | Encoding::Utf8Damaged => 3,
            Encoding::Utf16Little | Encoding::Utf16Big => 2,
            Encoding::Utf8 | Encoding::Windows1252 => 0,
        }
    }

    /// Turns bytes that stand after the mark into UTF-8.
    pub(super) fn decode<'r>(self, bytes: impl Read + Send + 'r) -> Box<dyn Read + Send + 'r> {
        let encoding = match self {
            Encoding::Utf8 | Encoding::Utf8WithMark => return Box::new(bytes),
            Encoding::Utf8Damaged => UTF_8,
            Encoding::Utf16Little => UTF_16LE,
            Encoding::Utf16Big => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
        };
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .bom_sniffing(false)
            .build(bytes);
        Box::new(decoded)
    }

    /// Opens the text of a file, after its mark.
    pub(super) fn text_of(self, mut file: File) -> io::Result<Box<dyn Read + Send>> {
        file.seek(SeekFrom::Start(self.mark()))?;
        Ok(self.decode(file))
    }
}

/// Tells, piece by piece, whether bytes are valid UTF-8.
#[derive(Default)]
pub(super) struct Utf8Check {
    broken: bool,
    carried: Vec<u8>,
}

impl Utf8Check {
    pub(super) fn take(&mut self, piece: &[u8]) {
        if self.broken {
            return;
        }
        let mut rest = piece;
        // A letter cut in two by the edge of a piece is put together before the rest is looked at.
        while !self.carried.is_empty() {
            let Some((byte, others)) = rest.split_first() else {
                return;
            };
            self.carried.push(*byte);
            rest = others;
            match std::str::from_utf8(&self.carried) {
                Ok(_) => self.carried.clear(),
                Err(error) if error.error_len().is_some() => {
                    self.broken = true;
                    return;
                }
                Err(_) => {}
            }
        }
        if let Err(error) = std::str::from_utf8(rest) {
            match error.error_len() {
                Some(_) => self.broken = true,
                None => self.carried.extend_from_slice(&rest[error.valid_up_to()..]),
            }
        }
    }

    pub(super) fn is_utf8(&self) -> bool {
        !self.broken && self.carried.is_empty()
    }
}

/// A cell without the blanks around it, hard spaces and marks of no width among them.
///
/// The form `="0012345"`, with which some programs keep a spreadsheet from dropping zeros, gives what is inside.
pub(super) fn trimmed(text: &str) -> &str {
    let is_blank = |letter: char| {
        letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{2060}')
    };
    let text = text.trim_matches(is_blank);
    text.strip_prefix("=\"")
        .and_then(|inner| inner.strip_suffix('"'))
        .map_or(text, |inner| inner.trim_matches(is_blank))
}
