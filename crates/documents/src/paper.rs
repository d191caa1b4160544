//! Sets a layout with the facts that belong in it.
//!
//! Owns the word `Fault`. It never reads a file, a clock or another machine: a layout and its facts are
//! all that there is, and facts are never read as layout.

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::Value;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::face::{book, face, settable};

/// Why a document was not set.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The facts cannot be written down.
    #[error("the facts of a document cannot be written down")]
    Facts(#[from] serde_json::Error),
    /// The layout is wrong, or the document would not be accessible.
    #[error("the document cannot be set: {0}")]
    Layout(String),
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static LAYOUT: LazyLock<FileId> = LazyLock::new(|| numbered("layout.typ"));
static FACTS: LazyLock<FileId> = LazyLock::new(|| numbered("facts.json"));

fn numbered(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// A layout and its facts.
struct Paper {
    layout: Source,
    facts: Bytes,
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        book()
    }

    fn main(&self) -> FileId {
        *LAYOUT
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *LAYOUT {
            Ok(self.layout.clone())
        } else {
            Err(unknown(id))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *FACTS {
            Ok(self.facts.clone())
        } else {
            Err(unknown(id))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        face(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn unknown(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

/// Sets a layout with its facts as a PDF that is checked against PDF/UA-1.
///
/// # Errors
/// When it cannot be set, or would not be accessible.
pub(crate) fn set(layout: &str, facts: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut facts = serde_json::to_value(facts)?;
    make_settable(&mut facts);
    let paper = Paper {
        layout: Source::new(*LAYOUT, layout.to_owned()),
        facts: Bytes::new(serde_json::to_vec(&facts)?),
    };
    let set = typst::compile::<PagedDocument>(&paper)
        .output
        .map_err(|faults| told(&faults))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|fault| Fault::Layout(fault.message().to_string()))?;
    let options = PdfOptions {
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&set, &options).map_err(|faults| told(&faults));
    // What was reckoned for earlier documents is let go, or memory would grow with every one.
    typst::comemo::evict(2);
    pdf
}

fn make_settable(facts: &mut Value) {
    match facts {
        Value::String(text) => *text = settable(text),
        Value::Array(many) => many.iter_mut().for_each(make_settable),
        Value::Object(named) => named.values_mut().for_each(make_settable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn told(faults: &[SourceDiagnostic]) -> Fault {
    let told: Vec<_> = faults
        .iter()
        .map(|fault| fault.message.to_string())
        .collect();
    Fault::Layout(told.join("; "))
}
