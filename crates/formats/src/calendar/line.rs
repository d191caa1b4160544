//! Writes one line of a calendar: escaped, and folded where it is long.
//!
//! Owns the word fold. It never asks what a line says.

use std::borrow::Cow;

/// Octets of a line, its end left out.
const LONGEST: usize = 75;

/// A text as the value of a property; what cannot be told in a line is left out.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| !matches!(letter, '\\' | ';' | ',') && !letter.is_control();
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut told = String::with_capacity(text.len() + 8);
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                told.push('\\');
                told.push(letter);
            }
            '\n' | '\r' => told.push_str("\\n"),
            '\t' => told.push(' '),
            _ if letter.is_control() => {}
            _ => told.push(letter),
        }
    }
    Cow::Owned(told)
}

/// A text as the value of a parameter, in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let told: String = text
        .chars()
        .filter(|letter| !letter.is_control() && *letter != '"')
        .collect();
    format!("\"{told}\"")
}

/// Adds a line, broken at 75 octets and never within a letter; nor beside a space where it can be
/// helped, for some readers trim what they join.
pub(super) fn folded(text: &mut String, line: &str) {
    let mut rest = line;
    let mut room = LONGEST;
    while rest.len() > room {
        let end = break_of(rest, room);
        text.push_str(&rest[..end]);
        text.push_str("\r\n ");
        rest = &rest[end..];
        room = LONGEST - 1;
    }
    text.push_str(rest);
    text.push_str("\r\n");
}

/// Where a line that is longer than the room is broken.
fn break_of(line: &str, room: usize) -> usize {
    let far = (1..=room).rev().filter(|at| line.is_char_boundary(*at));
    let beside = |at: usize| line[..at].ends_with(' ') || line[at..].starts_with(' ');
    let mut fitting = far.clone();
    let good = far.clone().find(|at| !beside(*at));
    good.or_else(|| fitting.next()).unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_letters_and_read_back_whole() {
        let line = format!("SUMMARY:{}", "Ŵŷ".repeat(60));
        let mut text = String::new();
        folded(&mut text, &line);
        assert!(text.ends_with("\r\n"));
        assert!(text.split("\r\n").all(|part| part.len() <= LONGEST));
        assert_eq!(text.replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn a_value_cannot_begin_a_line_of_its_own() {
        let told = escaped("one\r\nEND:VEVENT\rtwo, three; four\\ \u{0}\u{7}");
        assert_eq!(told, "one\\nEND:VEVENT\\ntwo\\, three\\; four\\\\ ");
        assert_eq!(quoted("A \"B\"\r\nC"), "\"A BC\"");
    }
}
