//! Keeps the writing of dated values in the form in which they are read.
//! Owns no words of its own.
//! Never leaves out a value, a day or a source.

use std::fmt::Write as _;

use super::{Row, Value};

/// Writes values as a policy file, so that [`read`](super::read) gives the same values back.
#[must_use]
pub fn write(rows: &[Row]) -> String {
    let mut file = String::new();
    for row in rows {
        if !file.is_empty() {
            file.push('\n');
        }
        file.push_str("[[value]]\n");
        line(&mut file, "of", &text(&row.of));
        line(&mut file, "kind", &text(&row.kind));
        value(&mut file, row);
        if let Some(provider) = &row.provider {
            line(&mut file, "provider", &text(provider));
        }
        line(&mut file, "from", &row.from.to_string());
        if let Some(until) = row.until {
            line(&mut file, "until", &until.to_string());
        }
        line(&mut file, "source", &text(&row.source));
        line(&mut file, "confidence", &text(&row.confidence));
        if let Some(note) = &row.note {
            line(&mut file, "note", &text(note));
        }
    }
    file
}

fn line(file: &mut String, key: &str, value: &str) {
    writeln!(file, "{key} = {value}").expect("writing to a text in memory cannot fail");
}

/// A text on one line, with whatever it holds made safe for the file.
fn text(text: &str) -> String {
    let mut safe = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => safe.push_str("\\\""),
            '\\' => safe.push_str("\\\\"),
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            control if control.is_control() => {
                safe.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            letter => safe.push(letter),
        }
    }
    safe.push('"');
    safe
}

fn value(file: &mut String, row: &Row) {
    match &row.value {
        Value::Minutes(minutes) if row.key == "hours" => line(file, "hours", &hours(*minutes)),
        Value::Minutes(minutes) => line(file, "minutes", &minutes.to_string()),
        Value::Pence(pence) => line(file, "pence", &pence.to_string()),
        Value::Days(number) => line(file, "days", &number.to_string()),
        Value::WorkingDays(number) => line(file, "working_days", &number.to_string()),
        Value::Weeks(number) => line(file, "weeks", &number.to_string()),
        Value::Years(number) => line(file, "years", &number.to_string()),
        Value::Count(number) => line(file, "count", &number.to_string()),
        Value::Percent(number) => line(file, "percent", &number.to_string()),
        Value::Allowed(allowed) => line(file, "allowed", &allowed.to_string()),
        Value::Codes(codes) => {
            let codes: Vec<String> = codes.iter().map(|code| text(code)).collect();
            line(file, "codes", &format!("[{}]", codes.join(", ")));
        }
        Value::None => line(file, "none", "true"),
        Value::Window { opens, closes } => {
            line(file, "opens", &opens.to_string());
            line(file, "closes", &closes.to_string());
        }
        Value::Season { opens, closes } => {
            let day = |(month, day): (i8, i8)| format!("\"{month:02}-{day:02}\"");
            line(file, "season_opens", &day(*opens));
            line(file, "season_closes", &day(*closes));
        }
    }
}

/// Hours as few digits as say the same whole minutes.
fn hours(minutes: i32) -> String {
    if minutes % 60 == 0 {
        return (minutes / 60).to_string();
    }
    format!("{}", f64::from(minutes) / 60.0)
}
