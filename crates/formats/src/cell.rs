//! Keeps the reading of one cell that a stranger typed: a date, a number, a reference.
//! Owns the sentences that say why a cell cannot be read.
//! Never guesses: what could be two things is refused with the way to mend it.

mod date;

pub use date::date;

/// Why a cell cannot be read, as a full sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Problem {
    /// What is wrong and how to mend it.
    pub sentence: String,
}

fn problem<T>(sentence: String) -> Result<T, Problem> {
    Err(Problem { sentence })
}

/// Cuts a cell short so that a sentence stays readable.
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("\"{short}\"")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tells whether a spreadsheet has turned a number into the form 1.23E+06.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.trim_start_matches(['+', '-']);
    is_digits(exponent) && is_digits(&mantissa.replacen('.', "", 1))
}

/// The whole part of a number written with a decimal point and zeros, such as `1234567.0`.
fn without_decimal_zeros(text: &str) -> Option<&str> {
    let (whole, zeros) = text.split_once('.')?;
    (is_digits(whole) && !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0'))
        .then_some(whole)
}

/// Reads a whole number, which may be negative.
///
/// # Errors
/// When the cell is blank, holds words, a decimal, a thousands comma or a number beyond all measure.
pub fn whole_number(text: &str) -> Result<i64, Problem> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if text.is_empty() {
        return problem("A whole number is missing.".into());
    }
    if is_digits(digits) {
        return match digits.parse::<i64>() {
            Ok(number) => Ok(sign * number),
            Err(_) => problem(format!("{} is too large a number.", quoted(text))),
        };
    }
    if let Some(whole) = without_decimal_zeros(digits) {
        return problem(format!(
            "{text} is written with a decimal point; write {whole}."
        ));
    }
    if is_scientific(digits) {
        return problem(format!(
            "{text} is how a spreadsheet shortens a long number; format the column as a number without decimals and write it in full."
        ));
    }
    let joined = digits.replace([',', ' ', '\u{a0}'], "");
    if is_digits(&joined) {
        return problem(format!(
            "{} has a comma or space in it; write {joined}.",
            quoted(text)
        ));
    }
    problem(format!(
        "{} is not a whole number; write it in digits, such as 90.",
        quoted(text)
    ))
}

/// Reads a teacher reference number, which has seven digits.
///
/// # Errors
/// When it has fewer or more digits. Where a spreadsheet may have dropped zeros from the front,
/// the sentence shows the number with them, but it is not accepted unseen.
pub fn trn(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if is_digits(text) {
        return match text.len() {
            7 if text != "0000000" => Ok(text.to_owned()),
            7 => problem("0000000 is not a teacher reference number that anyone has.".into()),
            4..=6 => problem(format!(
                "{text} has {} digits and a teacher reference number has seven; a spreadsheet may have dropped zeros from the front. If {text:0>7} is meant, write it so and format the column as text.",
                in_words(text.len())
            )),
            length => problem(format!(
                "{} has {} digits; a teacher reference number has seven.",
                quoted(text),
                in_words(length)
            )),
        };
    }
    if text.is_empty() {
        return problem("The teacher reference number is missing.".into());
    }
    if let Some(whole) = without_decimal_zeros(text) {
        return problem(format!(
            "{text} is written with a decimal point, as a spreadsheet does with numbers; write {whole:0>7} and format the column as text."
        ));
    }
    if is_scientific(text) {
        return problem(format!(
            "{text} is how a spreadsheet shortens a long number, and its last digits are lost; format the column as text and write the seven digits again."
        ));
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 7 {
        return problem(format!(
            "{} has more than digits in it; if {digits} is meant, write only that.",
            quoted(text)
        ));
    }
    problem(format!(
        "{} is not a teacher reference number, which has seven digits.",
        quoted(text)
    ))
}

/// Reads a school's unique reference number, which has five or six digits.
///
/// # Errors
/// When it is anything else.
pub fn urn(text: &str) -> Result<u32, Problem> {
    let text = text.trim();
    if is_digits(text) && (5..=6).contains(&text.len()) && !text.starts_with('0') {
        return text.parse().map_err(|_| Problem {
            sentence: format!("{text} is too large a number."),
        });
    }
    if text.is_empty() {
        return problem("The school's unique reference number is missing.".into());
    }
    if let Some(whole) = without_decimal_zeros(text) {
        return problem(format!(
            "{text} is written with a decimal point; write {whole}."
        ));
    }
    problem(format!(
        "{} is not a school's unique reference number, which has six digits (or five in a few old records).",
        quoted(text)
    ))
}

/// Reads an academic year and gives the calendar year in which it starts.
///
/// # Example
/// "2025 to 2026", "2025-26", "2025/26" and "2025-2026" are all the year that starts in 2025.
///
/// # Errors
/// When it is not two consecutive years.
pub fn academic_year(text: &str) -> Result<i16, Problem> {
    let text = text.trim();
    let unreadable = || Problem {
        sentence: format!(
            "{} is not an academic year; write it like 2025 to 2026.",
            quoted(text)
        ),
    };
    if text.is_empty() {
        return problem("The academic year is missing.".into());
    }
    let (first, second) = text
        .split_once("to")
        .or_else(|| text.split_once(['-', '/', '–']))
        .ok_or_else(unreadable)?;
    let (first, second) = (first.trim(), second.trim());
    if !is_digits(first) || !is_digits(second) || first.len() != 4 {
        return Err(unreadable());
    }
    let start: i16 = first.parse().map_err(|_| unreadable())?;
    let end: i16 = match second.len() {
        4 => second.parse().map_err(|_| unreadable())?,
        2 => start - start % 100 + second.parse::<i16>().map_err(|_| unreadable())?,
        _ => return Err(unreadable()),
    };
    let follows = end == start + 1 || (second.len() == 2 && end + 100 == start + 1);
    if !(1900..=2999).contains(&start) {
        return Err(unreadable());
    }
    if !follows {
        return problem(format!(
            "{} is not one academic year; the one that starts in {start} is {start} to {}.",
            quoted(text),
            start + 1
        ));
    }
    Ok(start)
}

/// Reads yes or no, in any of the usual spellings.
///
/// # Errors
/// When it is neither.
pub fn yes_no(text: &str) -> Result<bool, Problem> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" => Ok(false),
        "" => problem("Yes or no is missing.".into()),
        _ => problem(format!("{} is neither yes nor no.", quoted(text.trim()))),
    }
}

fn in_words(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
