//! Keeps the reading of a date as people type it in England, day first.
//! Owns the sentences about dates.
//! Never turns a month and a day round, and never guesses a century.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Problem, is_digits, problem, quoted};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a date: 2025-09-01, 1/9/2025, 01-09-2025 or 1 September 2025.
///
/// # Rule
/// The day comes before the month unless the year comes first.
///
/// # Errors
/// When the day does not exist, the year has two digits, or a spreadsheet's own number stands there.
pub fn date(text: &str) -> Result<Date, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return problem("The date is missing.".into());
    }
    if is_digits(text) || super::without_decimal_zeros(text).is_some() {
        return serial(text);
    }
    let day = without_midnight(text);
    let parts: Vec<&str> = day
        .split(|letter: char| matches!(letter, '-' | '/' | '.' | ',') || letter.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let [first, middle, last] = parts.as_slice() else {
        return unreadable(text);
    };
    if is_digits(first) && first.len() == 4 && is_digits(middle) && is_digits(last) {
        return exact(text, first, middle, last);
    }
    let month = named_month(middle);
    let first =
        first.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() && month.is_some());
    let middle = month.as_deref().unwrap_or(middle);
    if !is_digits(first) || !is_digits(middle) || !is_digits(last) {
        return unreadable(text);
    }
    if last.len() == 2 {
        return problem(format!(
            "{} gives the year in two digits; write it in full, such as {first}/{middle}/20{last}.",
            quoted(text)
        ));
    }
    exact(text, last, middle, first)
}

/// A day in words, such as "30 February 2025", whether or not it exists.
fn in_words(year: i16, month: i8, day: i8) -> String {
    let name = usize::try_from(month - 1)
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default();
    format!("{day} {name} {year}")
}

fn exact(text: &str, year: &str, month: &str, day: &str) -> Result<Date, Problem> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return unreadable(text);
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
        return unreadable(text);
    };
    if !(1000..=9999).contains(&year) {
        return problem(format!("{} has no year that we know.", quoted(text)));
    }
    if !(1..=12).contains(&month) {
        return problem(format!(
            "{} has no month {month}; a date is written with the day first, such as 25/9/2025.",
            quoted(text)
        ));
    }
    Date::new(year, month, day).map_err(|_| Problem {
        sentence: format!("{} does not exist.", in_words(year, month, day)),
    })
}

/// The number of a month that is written as a word, whole or by its first three letters.
fn named_month(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|name| {
        let name = name.to_lowercase();
        word == name || word == name[..3] || (word == "sept" && name == "september")
    })?;
    Some((index + 1).to_string())
}

/// Drops a time of midnight, which spreadsheets and databases add to a day.
fn without_midnight(text: &str) -> &str {
    for midnight in ["00:00", "00:00:00", "00:00:00.000", "00:00:00Z"] {
        if let Some(day) = text.strip_suffix(midnight)
            && let Some(day) = day.strip_suffix(['T', ' '])
        {
            return day.trim_end();
        }
    }
    text
}

fn unreadable(text: &str) -> Result<Date, Problem> {
    problem(format!(
        "{} is not a date; write it like 1/9/2025 or 2025-09-01.",
        quoted(text)
    ))
}

fn serial(text: &str) -> Result<Date, Problem> {
    let number: i64 = text.split('.').next().unwrap_or(text).parse().unwrap_or(0);
    if !(20_000..=80_000).contains(&number) {
        return unreadable(text);
    }
    let first = Date::constant(1899, 12, 30);
    let would_be = match first.checked_add(number.days()) {
        Ok(day) => format!(
            " (it would be {})",
            in_words(day.year(), day.month(), day.day())
        ),
        Err(_) => String::new(),
    };
    problem(format!(
        "{text} looks like a spreadsheet's own number for a date{would_be}; format the column as a date and save the file again."
    ))
}
