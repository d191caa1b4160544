//! Tells what a file is by its content.
//!
//! Owns the word `Kind`. It never looks at a name.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Fault, letter};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A photograph.
    Jpeg,
    /// A picture of a screen, or a drawing.
    Png,
    /// A picture as browsers write it.
    WebP,
    /// Pages as they are printed.
    Pdf,
    /// A document of Word.
    Word,
    /// A workbook of Excel.
    Excel,
    /// Slides of PowerPoint.
    PowerPoint,
    /// A document of LibreOffice.
    OpenDocument,
    /// An e-mail with everything in it.
    Mail,
}

impl Kind {
    /// Every kind with its code, its media type and its usual ending.
    pub const ALL: [(Kind, &'static str, &'static str, &'static str); 9] = [
        (Kind::Jpeg, "jpeg", "image/jpeg", "jpg"),
        (Kind::Png, "png", "image/png", "png"),
        (Kind::WebP, "webp", "image/webp", "webp"),
        (Kind::Pdf, "pdf", "application/pdf", "pdf"),
        (
            Kind::Word,
            "word",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        (
            Kind::Excel,
            "excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
        (
            Kind::PowerPoint,
            "powerpoint",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "pptx",
        ),
        (
            Kind::OpenDocument,
            "opendocument",
            "application/vnd.oasis.opendocument.text",
            "odt",
        ),
        (Kind::Mail, "mail", "message/rfc822", "eml"),
    ];

    fn row(self) -> (&'static str, &'static str, &'static str) {
        let found = Kind::ALL.iter().find(|(kind, ..)| *kind == self);
        found.map_or(("", "", ""), |(_, code, media, ending)| {
            (code, media, ending)
        })
    }

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// The media type as it is registered.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.row().1
    }

    /// The usual ending of its name, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        self.row().2
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Kind> {
        let mut all = Kind::ALL.iter();
        all.find(|(_, known, ..)| *known == code)
            .map(|(kind, ..)| *kind)
    }
}

/// As far into a file as a PDF may begin.
const HEAD: usize = 1024;

pub(super) fn of(bytes: &[u8]) -> Result<Kind, Fault> {
    let head = &bytes[..bytes.len().min(HEAD)];
    match head {
        [] => Err(Fault::Empty),
        [0xFF, 0xD8, 0xFF, ..] => Ok(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Ok(Kind::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Ok(Kind::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] if is_heic(head) => Err(Fault::Heic),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(Fault::OldOffice),
        [b'P', b'K', 3, 4, ..] => packed(bytes),
        _ if head.windows(5).any(|window| window == b"%PDF-") => Ok(Kind::Pdf),
        _ if letter::is_one(bytes) => Ok(Kind::Mail),
        _ => Err(Fault::Unknown),
    }
}

fn is_heic(head: &[u8]) -> bool {
    let brands: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"];
    head.get(8..12).is_some_and(|brand| brands.contains(&brand))
}

/// Tells which Office document a packed folder is, by the part that each has.
fn packed(bytes: &[u8]) -> Result<Kind, Fault> {
    let mut folder = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
    if has_macros(&mut folder) {
        return Err(Fault::Macros);
    }
    let has = |name: &str| folder.index_for_name(name).is_some();
    [
        ("word/document.xml", Kind::Word),
        ("xl/workbook.xml", Kind::Excel),
        ("ppt/presentation.xml", Kind::PowerPoint),
    ]
    .into_iter()
    .find(|(part, _)| has(part))
    .map(|(_, kind)| kind)
    .or_else(|| (has("mimetype") && has("content.xml")).then_some(Kind::OpenDocument))
    .ok_or(Fault::Unknown)
}

/// The most that is read of the list of what each part is.
const LIST: u64 = 1024 * 1024;

/// Tells whether a document has a part with a program, by the names of its parts and by what it says each is:
/// Office goes by the latter, whatever a part is called, and takes capitals for small letters.
fn has_macros(folder: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let is_program = |name: &str| {
        let name = name.to_lowercase();
        name.ends_with("vbaproject.bin")
            || name.contains("macrosheets/")
            || name.starts_with("basic/")
            || name.starts_with("scripts/")
    };
    let names: Vec<String> = folder
        .file_names()
        .flatten()
        .map(|name| name.into_owned())
        .collect();
    if names.iter().any(|name| is_program(name)) {
        return true;
    }
    let lists = |name: &&String| name.eq_ignore_ascii_case("[Content_Types].xml");
    names.iter().filter(lists).any(|name| {
        let mut told = Vec::new();
        if let Ok(part) = folder.by_name(name) {
            // What cannot be read to its end is judged by what came before.
            let _ = part.take(LIST).read_to_end(&mut told);
        }
        let told = String::from_utf8_lossy(&told).to_lowercase();
        ["vbaproject", "macroenabled", "macrosheet"]
            .iter()
            .any(|word| told.contains(word))
    })
}
