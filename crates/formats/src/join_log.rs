//! Reads who was in an online meeting from what Teams and Zoom export.
//! Owns the words join log, stay and layout.
//! Never knows who is meant, and never adds stays up.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use jiff::civil::{Date, DateTime, Time};

/// Names in one log, at most.
const MOST: usize = 20_000;

/// One line of a log: somebody joined, and left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As they called themselves.
    pub name: String,
    /// The address that the meeting knew; may be empty.
    pub email: String,
    /// From when to when, by the clock of whoever exported it; none where only minutes are told.
    pub stay: Option<(DateTime, DateTime)>,
    /// The minutes that are stated, where they are.
    pub minutes: Option<i32>,
}

/// Why a file is no join log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the sentences say it")]
pub enum Refusal {
    #[error("The file is empty.")]
    Empty,
    #[error("This is a workbook. Export the attendance as CSV, and bring that file.")]
    Workbook,
    #[error(
        "This is no attendance report of Teams or Zoom that we know: no line names the columns for name, join time and leave time. Export it again, and bring it as it comes."
    )]
    NoHeader,
    #[error("The file has more lines than any meeting.")]
    TooLong,
    #[error("Nobody is in this log.")]
    Nobody,
}

/// The columns of a section, by their place.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    name: Option<usize>,
    email: Option<usize>,
    upn: Option<usize>,
    join: Option<usize>,
    leave: Option<usize>,
    duration: Option<usize>,
    action: Option<usize>,
    timestamp: Option<usize>,
}

impl Columns {
    fn read(cells: &[String]) -> Columns {
        let mut found = Columns::default();
        for (at, cell) in cells.iter().enumerate() {
            let name = cell.trim().to_lowercase();
            let place = match name.as_str() {
                "name" | "full name" | "name (original name)" | "participant" => &mut found.name,
                "email" | "user email" | "email address" => &mut found.email,
                "participant id (upn)" | "participant id" => &mut found.upn,
                "join time" | "first join" | "first join time" => &mut found.join,
                "leave time" | "last leave" | "last leave time" => &mut found.leave,
                "user action" => &mut found.action,
                "timestamp" => &mut found.timestamp,
                _ if name.contains("duration") => &mut found.duration,
                _ => continue,
            };
            place.get_or_insert(at);
        }
        found
    }

    fn are_some(&self) -> bool {
        let stays = self.join.is_some() && self.leave.is_some();
        let actions = self.action.is_some() && self.timestamp.is_some();
        self.name.is_some() && (stays || actions || self.duration.is_some())
    }
}

/// Reads a log.
///
/// # Rule
/// Of a report with both, the section that tells every stay is read rather than the one that tells the
/// first and the last. Dates are day first or month first as the whole file allows; where it allows
/// both, as the day `held_on` says.
/// # Refuses
/// What is empty, a workbook, no such report, or nobody in it.
pub fn read(bytes: &[u8], held_on: Date) -> Result<Vec<Line>, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::Workbook);
    }
    let text = text(bytes);
    let mut best: Option<(Columns, Vec<Vec<String>>)> = None;
    let mut open: Option<(Columns, Vec<Vec<String>>)> = None;
    let mut keep = |section: Option<(Columns, Vec<Vec<String>>)>| {
        let Some(section) = section.filter(|(_, rows)| !rows.is_empty()) else {
            return;
        };
        // The later of two sections with hours is that of every single stay.
        let told = |columns: &Columns| columns.join.is_some() || columns.action.is_some();
        if best
            .as_ref()
            .is_none_or(|(old, _)| told(&section.0) || !told(old))
        {
            best = Some(section);
        }
    };
    let mut headed = false;
    for (at, cells) in lines(&text).enumerate() {
        if at > MOST {
            return Err(Refusal::TooLong);
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let columns = Columns::read(&cells);
        if columns.are_some() {
            headed = true;
            keep(open.take());
            open = Some((columns, Vec::new()));
        } else if cells.len() == 1 || is_section(&cells[0]) {
            keep(open.take());
        } else if let Some((_, rows)) = &mut open {
            rows.push(cells);
        }
    }
    keep(open);
    if !headed {
        return Err(Refusal::NoHeader);
    }
    let (columns, rows) = best.ok_or(Refusal::Nobody)?;
    let found = people(columns, &rows, held_on);
    if found.is_empty() {
        return Err(Refusal::Nobody);
    }
    Ok(found)
}

/// "2. Participants".
fn is_section(cell: &str) -> bool {
    let cell = cell.trim();
    let mut letters = cell.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_digit())
        && letters.next() == Some('.')
        && letters.next() == Some(' ')
}

/// The text of a file, however it is encoded.
pub(crate) fn text(bytes: &[u8]) -> String {
    let wide = bytes.len() > 3 && bytes[1] == 0 && bytes[3] == 0;
    let (encoding, rest) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => (UTF_16BE, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => (UTF_8, rest),
        all if wide => (UTF_16LE, all),
        all if std::str::from_utf8(all).is_ok() => (UTF_8, all),
        all => (WINDOWS_1252, all),
    };
    encoding.decode_without_bom_handling(rest).0.into_owned()
}

/// The lines with their cells, by the mark that the file uses.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Vec<String>> {
    let tabs = text.matches('\t').count();
    let mark = if tabs > text.lines().count() / 2 {
        b'\t'
    } else {
        b','
    };
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    reader
        .into_records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect())
}

fn people(columns: Columns, rows: &[Vec<String>], held_on: Date) -> Vec<Line> {
    let cell = |row: &[String], at: Option<usize>| -> String {
        at.and_then(|at| row.get(at))
            .map_or(String::new(), |cell| cell.trim().to_owned())
    };
    let order = order(columns, rows, held_on);
    let time = |row: &[String], at| instant(&cell(row, at), order, held_on);
    let mut found: Vec<Line> = Vec::new();
    let mut joined: Vec<(String, DateTime)> = Vec::new();
    let mut last = None;
    for row in rows {
        let name = cell(row, columns.name);
        let email = Some(cell(row, columns.email))
            .filter(|email| email.contains('@'))
            .unwrap_or_else(|| cell(row, columns.upn));
        let email = if email.contains('@') {
            email
        } else {
            String::new()
        };
        if name.is_empty() && email.is_empty() {
            continue;
        }
        let line = |stay, minutes| Line {
            name: name.clone(),
            email: email.clone(),
            stay,
            minutes,
        };
        if columns.action.is_some() {
            let Some(at) = time(row, columns.timestamp) else {
                continue;
            };
            last = last.max(Some(at));
            let there = joined.iter().position(|(who, _)| *who == name);
            if cell(row, columns.action).to_lowercase().starts_with("join") {
                if there.is_none() {
                    joined.push((name.clone(), at));
                }
            } else if let Some(there) = there {
                let (_, from) = joined.swap_remove(there);
                found.push(line(Some((from, at)), None));
            }
            continue;
        }
        let stay = time(row, columns.join).zip(time(row, columns.leave));
        let minutes = duration(&cell(row, columns.duration));
        if stay.is_some() || minutes.is_some() {
            found.push(line(stay, minutes));
        }
    }
    // Who never left stayed until the last line of the log.
    for (name, from) in joined {
        found.push(Line {
            name,
            email: String::new(),
            stay: last.map(|until| (from, until)),
            minutes: None,
        });
    }
    found
}

/// Whether the first of two numbers is the day.
fn order(columns: Columns, rows: &[Vec<String>], held_on: Date) -> bool {
    let cells = rows.iter().flat_map(|row| {
        [columns.join, columns.leave, columns.timestamp]
            .into_iter()
            .flatten()
            .filter_map(|at| row.get(at))
    });
    let (mut day_first, mut month_first) = (true, true);
    let mut on_the_day = 0_i32;
    for cell in cells {
        let Some((first, second, _)) = slashed(cell) else {
            continue;
        };
        day_first &= second <= 12;
        month_first &= first <= 12;
        let (day, month) = (held_on.day(), held_on.month());
        on_the_day += i32::from((first, second) == (day, month));
        on_the_day -= i32::from((second, first) == (day, month));
    }
    match (day_first, month_first) {
        (true, false) => true,
        (false, true) => false,
        _ => on_the_day >= 0,
    }
}

/// The three numbers of "18/11/2025".
fn slashed(text: &str) -> Option<(i8, i8, i16)> {
    let date = text.trim().split([' ', ',']).next()?;
    let mut parts = date.split(['/', '.']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = year.parse().ok()?;
    let year = if year < 100 { year + 2000 } else { year };
    Some((first.parse().ok()?, second.parse().ok()?, year))
}

fn instant(text: &str, day_first: bool, held_on: Date) -> Option<DateTime> {
    let text = text.trim().replace(['\u{202f}', '\u{a0}'], " ");
    let (date, rest) = match slashed(&text) {
        Some((first, second, year)) => {
            let (day, month) = if day_first {
                (first, second)
            } else {
                (second, first)
            };
            let rest = text.split_once([' ', ','])?.1;
            (Date::new(year, month, day).ok()?, rest.to_owned())
        }
        None => match text.get(..10).and_then(|date| date.parse::<Date>().ok()) {
            Some(date) => (date, text.get(10..)?.trim_start_matches('T').to_owned()),
            None => (held_on, text.clone()),
        },
    };
    Some(date.to_datetime(clock(&rest)?))
}

/// "4:30:10 PM", "16:30", "16:30:10".
fn clock(text: &str) -> Option<Time> {
    let text = text.trim().trim_start_matches(',').trim().to_lowercase();
    let (digits, half) = if let Some(digits) = text.strip_suffix("pm") {
        (digits, Some(true))
    } else if let Some(digits) = text.strip_suffix("am") {
        (digits, Some(false))
    } else {
        (text.as_str(), None)
    };
    let digits = digits.trim().trim_end_matches('z');
    let mut parts = digits
        .split(':')
        .map(|part| part.split('.').next().unwrap_or_default());
    let hour: i8 = parts.next()?.trim().parse().ok()?;
    let minute: i8 = parts.next()?.parse().ok()?;
    let second: i8 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// "1h 13m 42s", "59m 35s", "57".
fn duration(text: &str) -> Option<i32> {
    let text = text.trim().to_lowercase();
    if let Ok(minutes) = text.parse::<i32>() {
        return (minutes >= 0).then_some(minutes);
    }
    let mut seconds = 0_i32;
    let mut number = String::new();
    let mut any = false;
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        let worth = match letter {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => continue,
        };
        if let Ok(many) = std::mem::take(&mut number).parse::<i32>() {
            seconds = seconds.checked_add(many.checked_mul(worth)?)?;
            any = true;
        }
    }
    any.then_some((seconds + 30) / 60)
}
