//! Makes texts comparable that people write in different ways.
//!
//! Owns the word fold. It never changes what is shown.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a text for search and comparison: no accents, case, punctuation or double spaces.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            '\'' | '’' | '‘' | '`' | '.' => {}
            letter if letter.is_alphanumeric() || letter == '@' => {
                folded.extend(letter.to_lowercase());
            }
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}
