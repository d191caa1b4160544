//! Reads an e-mail.
//!
//! Owns what of it is shown. It never fetches what it points to, and never opens what hangs on it.

use mail_parser::{Address, MessageParser};

use super::{Fault, Limits, View, words as view};

/// As far into a file as the lines are read that say whether it is an e-mail.
const HEAD: usize = 16 * 1024;

/// The most parts of an e-mail that is taken apart: many more than hang on any.
const MOST_PARTS: usize = 200;

/// Whether a text begins as an e-mail does: lines that name who wrote and when.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    let head = head.replace("\r\n", "\n");
    let head = head.split("\n\n").next().unwrap_or_default();
    let mut lines = head.lines();
    let first = lines.next().and_then(|line| line.split_once(':'));
    let begins = first.is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    });
    let has = |name: &str| head.lines().any(|line| line.starts_with(name));
    begins && has("from:") && (has("date:") || has("received:")) && (has("to:") || has("subject:"))
}

pub(super) fn words(bytes: &[u8], limits: Limits) -> Result<View, Fault> {
    if is_nested(bytes) {
        return Err(Fault::Damaged);
    }
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or(Fault::Damaged)?;
    let mut told = String::new();
    let mut line = |name: &str, words: String| {
        if !words.is_empty() {
            told.push_str(&format!("{name}: {words}\n"));
        }
    };
    line("From", message.from().map(people).unwrap_or_default());
    line("To", message.to().map(people).unwrap_or_default());
    line(
        "Date",
        message.date().map(ToString::to_string).unwrap_or_default(),
    );
    line("Subject", message.subject().unwrap_or_default().to_owned());
    let hung: Vec<String> = message
        .attachments()
        .filter_map(|part| mail_parser::MimeHeaders::attachment_name(part))
        .map(str::to_owned)
        .collect();
    line("Attached", hung.join(", "));
    told.push('\n');
    told.push_str(&message.body_text(0).unwrap_or_default());
    Ok(view(told, limits))
}

/// Whether an e-mail has more parts than anybody writes: messages within messages without end would exhaust
/// whoever takes them apart.
fn is_nested(bytes: &[u8]) -> bool {
    const KIND: &[u8] = b"content-type";
    let all = bytes.windows(KIND.len());
    all.filter(|word| word.eq_ignore_ascii_case(KIND)).count() > MOST_PARTS
}

fn people(address: &Address<'_>) -> String {
    let told = address.iter().filter_map(|one| {
        let name = one.name().unwrap_or_default();
        let at = one.address().unwrap_or_default();
        match (name.is_empty(), at.is_empty()) {
            (true, true) => None,
            (true, false) => Some(at.to_owned()),
            (false, true) => Some(name.to_owned()),
            (false, false) => Some(format!("{name} ({at})")),
        }
    });
    told.collect::<Vec<_>>().join(", ")
}
