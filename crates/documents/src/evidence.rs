//! Looks at a file that somebody brings as evidence: what it is by its content, a copy without a trace of
//! where it was made, and what a reviewer sees of it.
//!
//! Owns the words `Kind`, `Looked` and `View`. It never trusts a file's name, and never runs anything.

mod kind;
mod letter;
mod memory;
mod office;
mod page;
mod picture;

use std::sync::Arc;

pub use kind::Kind;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::spawn_blocking,
};

/// What may be asked of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most pixels of a picture, width times height.
    pub pixels: u64,
    /// The most pixels along either side of a view.
    pub view: u32,
    /// The most letters of a view in words.
    pub letters: usize,
}

/// What a reviewer sees without opening the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// A picture as JPEG.
    Picture(Vec<u8>),
    /// Words, in plain lines.
    Words(String),
    /// The file is sound, and nothing can be shown of it.
    Nothing,
}

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// What it is.
    pub kind: Kind,
    /// What is kept: a picture is drawn anew, so that nothing but the picture is left; all else is as it came.
    pub kept: Vec<u8>,
    /// What is shown of it.
    pub view: View,
}

/// Why a file is not taken. Each is a sentence that says what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is empty.
    #[error("The file is empty. Choose it again, or take the photograph again.")]
    Empty,
    /// It is a picture of a form that browsers do not show.
    #[error(
        "This is a photograph in the form HEIC, which many programs cannot open. Share it as JPEG: on an iPhone under Settings, Camera, Formats, “Most compatible”."
    )]
    Heic,
    /// It is an Office document of before 2007, or a message saved by Outlook.
    #[error(
        "This is an older Office document, or a message saved by Outlook. Save it as PDF, or with the ending .docx, .xlsx, .pptx or .eml."
    )]
    OldOffice,
    /// It carries macros.
    #[error("This document can run programs of its own (macros). Save it as PDF.")]
    Macros,
    /// It is locked by a password.
    #[error("This file is locked with a password. Save it without one.")]
    Locked,
    /// It has more pixels than can be looked at.
    #[error("This picture is too large. Take the photograph at a lower resolution.")]
    TooLarge,
    /// It says what it is and cannot be read as that.
    #[error("This file is damaged: it cannot be read to its end. Choose it again.")]
    Damaged,
    /// It is nothing of what is taken.
    #[error(
        "This kind of file is not taken. Give a photograph (JPEG, PNG or WebP), a PDF, an Office document, or an e-mail saved as .eml."
    )]
    Unknown,
}

/// Looks at a file.
///
/// # Errors
/// When it is of no kind that is taken, is damaged or locked, or is too large to look at.
pub fn look(bytes: Vec<u8>, limits: Limits) -> Result<Looked, Fault> {
    let kind = kind::of(&bytes)?;
    let (kept, view) = match kind {
        Kind::Jpeg | Kind::Png | Kind::WebP => picture::drawn_anew(kind, &bytes, limits)?,
        Kind::Pdf => {
            let view = page::first(bytes.clone(), limits)?;
            (bytes, view)
        }
        Kind::Word | Kind::Excel | Kind::PowerPoint | Kind::OpenDocument => {
            let view = office::words(kind, &bytes, limits)?;
            (bytes, view)
        }
        Kind::Mail => {
            let view = letter::words(&bytes, limits)?;
            (bytes, view)
        }
    };
    let kind = match kind {
        Kind::WebP => Kind::Jpeg,
        kind => kind,
    };
    Ok(Looked { kind, kept, view })
}

/// Files that are held in the same moment: each may take as much memory as a picture has pixels.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Whoever has it may hold a whole file in memory, and look at it.
#[derive(Debug, Clone)]
pub struct Turn(
    #[expect(dead_code, reason = "it is given back when nobody has it any more")]
    Option<Arc<SemaphorePermit<'static>>>,
);

/// Waits for one's turn: files are read, looked at and put away one after the other.
pub async fn turn() -> Turn {
    Turn(ONE_AT_A_TIME.acquire().await.ok().map(Arc::new))
}

/// Looks at a file beside what else goes on.
///
/// # Errors
/// When it is of no kind that is taken, is damaged or locked, or is too large to look at.
pub async fn look_beside(turn: &Turn, bytes: Vec<u8>, limits: Limits) -> Result<Looked, Fault> {
    let turn = turn.clone();
    let looked = spawn_blocking(move || {
        let _turn = turn;
        look(bytes, limits)
    });
    looked.await.unwrap_or(Err(Fault::Damaged))
}

/// Words as a view: so many letters, and nothing where there are none.
fn words(mut text: String, limits: Limits) -> View {
    if let Some((end, _)) = text.char_indices().nth(limits.letters) {
        text.truncate(end);
        text.push('…');
    }
    match text.trim().is_empty() {
        true => View::Nothing,
        false => View::Words(text),
    }
}
