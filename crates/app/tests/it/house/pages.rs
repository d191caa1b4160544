//! Pages keep to their styles: no inline style or script, raw colours in one file (section 8).
//! Owns the marks of an inline style, an inline script and a raw colour.
//! Never renders a page: the tests of `web` and the journeys do.

use super::none_of;
use super::tree::{rust, tree};

const INLINE: [&str; 8] = [
    " style=",
    "onclick=",
    "onchange=",
    "onsubmit=",
    "oninput=",
    "onload=",
    "onkeydown=",
    "javascript:",
];

fn inline(line: &str) -> Option<String> {
    let code = line.split("// ").next().unwrap_or_default();
    INLINE
        .into_iter()
        .find(|mark| code.contains(mark))
        .map(|mark| format!("`{}` stands in a file of its own", mark.trim()))
}

/// A colour written as `#` and three to eight hexadecimal digits.
fn raw_colour(line: &str) -> Option<String> {
    line.match_indices('#').find_map(|(at, _)| {
        let digits: String = line[at + 1..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let is_colour = [3, 4, 6, 8].contains(&digits.len())
            && digits.chars().all(|digit| digit.is_ascii_hexdigit());
        is_colour.then(|| format!("the raw colour #{digits} belongs in tokens.css"))
    })
}

#[test]
fn pages_carry_no_inline_style_or_script() {
    let found = rust()
        .filter(|source| source.path.starts_with("crates/web/src/"))
        .flat_map(|source| source.findings(inline))
        .collect();
    none_of("No inline styles or scripts.", found);
}

#[test]
fn raw_colours_stand_only_in_the_tokens() {
    let found = tree()
        .iter()
        .filter(|source| source.ends_in(&[".css"]) && source.stem() != "tokens")
        .flat_map(|source| source.findings(raw_colour))
        .collect();
    none_of("tokens.css is the only file with raw colours.", found);
}

/// Parts that are seen in every other, or around the style page itself.
const WITHOUT_A_SHELF: [&str; 3] = ["address", "places", "words"];

/// Whether a file calls something of a part.
fn names_part(text: &str, part: &str) -> bool {
    let call = format!("{part}::");
    text.match_indices(&call).any(|(at, _)| {
        !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    })
}

#[test]
fn every_part_shows_itself_on_the_style_page() {
    let shelves: Vec<&str> = tree()
        .iter()
        .filter(|source| {
            source.path == "crates/web/src/style.rs"
                || source.path.starts_with("crates/web/src/style/")
        })
        .map(|source| source.text.as_str())
        .collect();
    let found = rust()
        .filter(|source| {
            let inner = source.path.strip_prefix("crates/web/src/parts/");
            inner.is_some_and(|inner| !inner.contains('/'))
        })
        .filter(|source| !WITHOUT_A_SHELF.contains(&source.stem()))
        .filter(|source| !shelves.iter().any(|text| names_part(text, source.stem())))
        .map(|source| source.at(1, "no shelf of /style shows this part"))
        .collect();
    none_of("Every part shows itself on /style.", found);
}

#[test]
fn a_part_that_is_only_part_of_a_word_is_not_shown() {
    assert!(names_part("(ring::ring(one))", "ring"));
    assert!(!names_part("(string::ring(one))", "ring"));
}

#[test]
fn an_inline_style_and_a_raw_colour_are_found() {
    assert!(inline("p style=\"color: red\" { }").is_some());
    assert!(inline("p class=\"style\" { }").is_none());
    assert!(raw_colour("color: #1f3c88;").is_some());
    assert!(raw_colour("a { fill: url(#ring-1); }").is_none());
}
