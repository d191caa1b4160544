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
    /// UTF-8 by its mark or by most of its letters, with some that are not.
    Utf8Damaged {
        mark: u64,
    },
    Utf16Little,
    Utf16Big,
    Windows1252,
}

impl Encoding {
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8WithMark | Encoding::Utf8Damaged { .. } => "UTF-8",
            Encoding::Utf16Little | Encoding::Utf16Big => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// The length of the byte-order mark, which is passed over.
    pub(super) fn mark(self) -> u64 {
        match self {
            Encoding::Utf8WithMark => 3,
            Encoding::Utf8Damaged { mark } => mark,
            Encoding::Utf16Little | Encoding::Utf16Big => 2,
            Encoding::Utf8 | Encoding::Windows1252 => 0,
        }
    }

    /// Turns bytes that stand after the mark into UTF-8.
    pub(super) fn decode<'r>(self, bytes: impl Read + Send + 'r) -> Box<dyn Read + Send + 'r> {
        let encoding = match self {
            Encoding::Utf8 | Encoding::Utf8WithMark => return Box::new(bytes),
            Encoding::Utf8Damaged { .. } => UTF_8,
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

/// Tells, piece by piece, whether bytes are UTF-8.
#[derive(Default)]
pub(super) struct Utf8Check {
    /// Letters beyond ASCII that are well formed.
    letters: u64,
    /// Places where a letter is not well formed.
    faults: u64,
    carried: Vec<u8>,
}

impl Utf8Check {
    pub(super) fn take(&mut self, piece: &[u8]) {
        let joined;
        let mut rest = piece;
        // A letter cut in two by the edge of a piece is put together first.
        if !self.carried.is_empty() && !piece.is_empty() {
            let mut whole = std::mem::take(&mut self.carried);
            whole.extend_from_slice(piece);
            joined = whole;
            rest = &joined;
        }
        while let Err(error) = std::str::from_utf8(rest) {
            let (good, bad) = rest.split_at(error.valid_up_to());
            self.count(good);
            let Some(length) = error.error_len() else {
                self.carried = bad.to_vec();
                return;
            };
            self.faults += 1;
            rest = &bad[length..];
        }
        self.count(rest);
    }

    fn count(&mut self, good: &[u8]) {
        if !good.is_ascii() {
            self.letters += good.iter().filter(|byte| **byte >= 0xc0).count() as u64;
        }
    }

    /// The encoding of a file that bears no other mark.
    ///
    /// Where most letters are UTF-8, a few that are not have been lost on their way; a text in Windows-1252 is almost
    /// never UTF-8 by chance.
    pub(super) fn verdict(&self, has_mark: bool) -> Encoding {
        let faults = self.faults + u64::from(!self.carried.is_empty());
        match (faults, has_mark) {
            (0, true) => Encoding::Utf8WithMark,
            (0, false) => Encoding::Utf8,
            (_, true) => Encoding::Utf8Damaged { mark: 3 },
            (_, false) if self.letters > faults => Encoding::Utf8Damaged { mark: 0 },
            (_, false) => Encoding::Windows1252,
        }
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
