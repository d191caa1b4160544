//! Reads the words of an Office document.
//!
//! Owns which parts hold words. It never unpacks more than a few times what a long document holds.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use quick_xml::{Reader, events::Event};
use zip::{ZipArchive, read::ZipFile};

use super::{Fault, Kind, Limits, View, words as view};

/// The most bytes that are unpacked of one part.
const PART: u64 = 16 * 1024 * 1024;

/// The most parts that are read: slides, mostly.
const PARTS: usize = 100;

pub(super) fn words(kind: Kind, bytes: &[u8], limits: Limits) -> Result<View, Fault> {
    let mut folder = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
    let mut parts: Vec<String> = folder
        .file_names()
        .flatten()
        .filter(|name| holds_words(kind, name))
        .map(Cow::into_owned)
        .collect();
    parts.sort_by_key(|name| (name.len(), name.clone()));
    let mut told = String::new();
    for part in parts.iter().take(PARTS) {
        let file = folder.by_name(part).map_err(|_| Fault::Damaged)?;
        told.push_str(&text(file)?);
        if told.chars().count() > limits.letters {
            break;
        }
    }
    Ok(view(told, limits))
}

fn holds_words(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Word => name == "word/document.xml",
        Kind::Excel => name == "xl/sharedStrings.xml" || of_folder(name, "xl/worksheets/"),
        Kind::PowerPoint => of_folder(name, "ppt/slides/"),
        _ => name == "content.xml",
    }
}

fn of_folder(name: &str, folder: &str) -> bool {
    let file = name.strip_prefix(folder);
    file.is_some_and(|file| !file.contains('/') && file.ends_with(".xml"))
}

/// The words of a part: a line for each paragraph.
fn text<R: Read>(file: ZipFile<'_, R>) -> Result<String, Fault> {
    let mut unpacked = Vec::new();
    file.take(PART)
        .read_to_end(&mut unpacked)
        .map_err(|_| Fault::Damaged)?;
    let mut reader = Reader::from_reader(unpacked.as_slice());
    let (mut told, mut within) = (String::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => within = is_text(start.local_name().as_ref()),
            Ok(Event::Text(words)) if within => told.push_str(words.as_ref()),
            Ok(Event::GeneralRef(name)) if within => {
                if let Ok(Some(letter)) = name.resolve_char_ref() {
                    told.push(letter);
                } else {
                    told.push_str(named(name.as_ref()));
                }
            }
            Ok(Event::Empty(empty)) if is_gap(empty.local_name().as_ref()) => told.push(' '),
            Ok(Event::End(end)) => {
                let name = end.local_name();
                within &= !matches!(name.as_ref(), "t" | "p" | "h");
                if matches!(name.as_ref(), "p" | "si" | "is" | "h") && !told.ends_with('\n') {
                    told.push('\n');
                }
            }
            Ok(Event::Eof) => return Ok(told),
            Ok(_) => {}
            // A part that was cut short tells what it told so far.
            Err(_) => return Ok(told),
        }
    }
}

fn is_text(name: &str) -> bool {
    matches!(name, "t" | "p" | "h" | "span" | "a")
}

fn is_gap(name: &str) -> bool {
    matches!(name, "tab" | "br" | "s" | "line-break")
}

/// The letters that every document may name.
fn named(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}
