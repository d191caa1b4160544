//! Reads the further days of a session that is held several times.
//!
//! Owns how many there may be. It never guesses a day.

use domain::Date;
use formats::cell;

/// The most further days that are offered at once: more than the weeks of an academic year's terms.
const MOST: usize = 40;

/// Reads days as people type them, each on a line; the same day twice is one, and blank lines are none.
///
/// # Errors
/// With a sentence, at the first line that is no day, and where there are more than 40.
pub fn days(text: &str) -> Result<Vec<Date>, String> {
    let mut all: Vec<Date> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let day = cell::date(line).map_err(|problem| problem.sentence)?;
        if !all.contains(&day) {
            all.push(day);
        }
    }
    match all.len() {
        ..=MOST => Ok(all),
        _ => Err(format!("Give at most {MOST} days at once.")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_line_is_a_day_as_people_type_it_and_the_same_day_twice_is_one() {
        let read = days(" 4 December 2025\r\n\n11/12/2025\n2025-12-04\n");
        assert_eq!(read, Ok(vec![date(2025, 12, 4), date(2025, 12, 11)]));
        assert_eq!(days(" \n"), Ok(Vec::new()));
    }

    #[test]
    fn a_line_that_is_no_day_and_days_without_end_are_told() {
        let wrong = days("4 December 2025\nevery Thursday").unwrap_err();
        assert!(wrong.contains("every Thursday"), "{wrong}");
        let first = date(2025, 9, 1);
        let many = (0..41).map(|at| first.saturating_add(jiff::Span::new().days(at)).to_string());
        let many = days(&many.collect::<Vec<_>>().join("\n")).unwrap_err();
        assert_eq!(many, "Give at most 40 days at once.");
    }
}
