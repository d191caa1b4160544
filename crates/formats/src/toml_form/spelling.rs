//! Keeps the small courtesies of a sentence: the nearest known word, a range in words.
//! Owns no words of its own.
//! Never changes what was written; it only suggests.

use std::ops::RangeInclusive;

/// The known word that is at most two slips away from the one written.
pub(super) fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let written = written.to_lowercase();
    known
        .iter()
        .map(|word| (slips(&written, word), *word))
        .filter(|(slips, word)| *slips <= 2 && *slips < word.chars().count())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, word)| word)
}

/// Letters added, lost, changed or swapped with their neighbour between two words.
fn slips(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let mut least = (above[j] + usize::from(a != b))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = above;
        above = row;
    }
    above[right.len()]
}

/// Says what a number may be.
pub(super) fn range(range: &RangeInclusive<i64>) -> String {
    match (*range.start(), *range.end()) {
        (start, i64::MAX) => format!("a whole number, {start} or more"),
        (start, end) => format!("a whole number from {start} to {end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        assert_eq!(nearest("minuets", &["mode", "minutes"]), Some("minutes"));
        assert_eq!(nearest("Titel", &["title", "tracks"]), Some("title"));
        assert_eq!(nearest("colour", &["minutes", "code"]), None);
    }
}
