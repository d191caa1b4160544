//! Keeps the typeface in which documents are set, and knows which letters it has.
//!
//! Owns the word face. It never sets a line.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// What stands for a letter that the typeface does not have, so that nobody meets an empty box.
const STAND_IN: char = '?';

/// A mark of no width that no document may hold.
const MARK_OF_ORDER: char = '\u{feff}';

static FACES: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [notosans::REGULAR_TTF, notosans::BOLD_TTF]
        .into_iter()
        .flat_map(|bytes| Font::iter(Bytes::new(bytes)))
        .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FACES.iter())));

/// What the typefaces are called and cover.
pub(crate) fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

/// One of them.
pub(crate) fn face(index: usize) -> Option<Font> {
    FACES.get(index).cloned()
}

/// The same text, with a stand-in for each letter that cannot be set.
pub(crate) fn settable(text: &str) -> String {
    let letters = text.chars();
    letters
        .filter_map(|letter| match letter {
            '\n' | '\t' => Some(' '),
            _ if letter.is_control() || letter == MARK_OF_ORDER => None,
            _ if is_known(letter) => Some(letter),
            _ => Some(STAND_IN),
        })
        .collect()
}

fn is_known(letter: char) -> bool {
    let code = u32::from(letter);
    FACES.iter().all(|face| face.info().coverage.contains(code))
}
