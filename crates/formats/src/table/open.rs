//! Keeps the first look through a file: what it is, how it is written, whether it is whole.
//! Owns no words of its own.
//! Never reads more than a piece of the file at a time.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::WINDOWS_1252;
use sha2::{Digest, Sha256};

use super::header::{Columns, Header};
use super::rows::first_row;
use super::scan::Scan;
use super::text::{Encoding, Utf8Check};
use super::{Refusal, Table};

const PIECE: usize = 64 * 1024;

pub(super) fn open(path: &Path, wanted: &Columns) -> Result<Table, Refusal> {
    let unreadable = |source| Refusal::Unreadable {
        path: path.to_owned(),
        source,
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut head = vec![0; PIECE];
    let length = fill(&mut file, &mut head).map_err(unreadable)?;
    head.truncate(length);
    let marked = mark_of(&head)?;
    let mut raw = Raw {
        bytes: Cursor::new(head).chain(file),
        hash: Sha256::new(),
        size: 0,
        utf8: Utf8Check::default(),
    };
    let look = look_through(&mut raw, marked, wanted).map_err(unreadable)?;
    let encoding = match marked {
        None => raw.utf8.verdict(false),
        Some(Encoding::Utf8WithMark) => raw.utf8.verdict(true),
        Some(utf16) => utf16,
    };
    let mut scan = look.scan;
    if look.has_nul {
        return Err(Refusal::NotATable {
            what: "not text",
            advice: "Open it in the program that made it and save it as CSV.",
        });
    }
    if let Some((row, line)) = scan.too_long {
        return Err(Refusal::TooLong { line, row });
    }
    if let Some((line, row)) = scan.finish() {
        return Err(Refusal::OpenQuote { line, row });
    }
    let names = first_row(path, encoding, look.delimiter)
        .map_err(unreadable)?
        .ok_or(Refusal::Empty)?;
    let header = Header::new(names, wanted)?;
    Ok(Table {
        path: path.to_owned(),
        encoding,
        delimiter: look.delimiter,
        has_blank_lines: scan.blank_lines > 0,
        header: Arc::new(header),
        records: scan.records.saturating_sub(1),
        size: raw.size,
        sha256: raw
            .hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    })
}

/// Reads until the piece is full or the file has ended.
fn fill(reader: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match reader.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The byte-order mark that a file begins with, unless its first bytes say that it is no table.
fn mark_of(head: &[u8]) -> Result<Option<Encoding>, Refusal> {
    let not_a_table = |what, advice| Err(Refusal::NotATable { what, advice });
    let opening: Vec<u8> = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace)
        .take(14)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let save_as = "Open it in a spreadsheet program and save it as \"CSV UTF-8\".";
    match head {
        [] => Err(Refusal::Empty),
        [b'P', b'K', 3, 4, ..] => not_a_table("a workbook (or another packed file)", save_as),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => not_a_table("an old workbook", save_as),
        [b'%', b'P', b'D', b'F', ..] => {
            not_a_table("a PDF", "Ask whoever sent it for the table itself.")
        }
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
            not_a_table("written in UTF-32", "Save it again as \"CSV UTF-8\".")
        }
        _ if opening.starts_with(b"<!doctype html") || opening.starts_with(b"<html") => {
            not_a_table(
                "a web page",
                "Sign in where it comes from and download it again.",
            )
        }
        [0xff, 0xfe, ..] => Ok(Some(Encoding::Utf16Little)),
        [0xfe, 0xff, ..] => Ok(Some(Encoding::Utf16Big)),
        [0xef, 0xbb, 0xbf, ..] => Ok(Some(Encoding::Utf8WithMark)),
        _ => Ok(None),
    }
}

/// The bytes of the file, counted, hashed and checked on their way.
struct Raw<R> {
    bytes: R,
    hash: Sha256,
    size: u64,
    utf8: Utf8Check,
}

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(piece)?;
        self.hash.update(&piece[..read]);
        self.utf8.take(&piece[..read]);
        self.size += read as u64;
        Ok(read)
    }
}

struct Look {
    scan: Scan,
    delimiter: u8,
    has_nul: bool,
}

fn look_through(
    raw: &mut (impl Read + Send),
    marked: Option<Encoding>,
    wanted: &Columns,
) -> io::Result<Look> {
    let encoding = marked.unwrap_or(Encoding::Utf8);
    let mut mark = [0; 3];
    let length = usize::try_from(encoding.mark()).expect("a mark has at most three bytes");
    raw.read_exact(&mut mark[..length])?;
    let mut text = encoding.decode(raw);
    let mut piece = vec![0; PIECE];
    let mut length = fill(&mut text, &mut piece)?;
    let delimiter = delimiter_of(&piece[..length], wanted);
    let mut look = Look {
        scan: Scan::new(delimiter),
        delimiter,
        has_nul: false,
    };
    while length > 0 {
        look.has_nul |= piece[..length].contains(&0);
        look.scan.walk(&piece[..length], |_| {});
        if look.has_nul || look.scan.too_long.is_some() {
            break;
        }
        length = text.read(&mut piece)?;
    }
    Ok(look)
}

/// The delimiter with which the first row has most of the columns that are wanted.
fn delimiter_of(piece: &[u8], wanted: &Columns) -> u8 {
    let (text, _) = match std::str::from_utf8(piece) {
        Ok(text) => (text.into(), false),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(piece),
    };
    let mut best = (b',', 0, 0);
    for delimiter in [b',', b';', b'\t'] {
        let mut reader = super::rows::reader(text.as_bytes(), delimiter);
        let names: Vec<String> = match reader.records().next() {
            Some(Ok(names)) => names.iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let found = wanted.found_in(&names);
        if (found, names.len()) > (best.1, best.2) && (found > best.1 || best.1 == 0) {
            best = (delimiter, found, names.len());
        }
    }
    best.0
}
