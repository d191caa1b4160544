//! Writes calendars that other programs read: RFC 5545, and RFC 5546 for what is called off.
//!
//! Owns the words `Calendar`, `Event` and `Method`. It never asks what time it is.

mod line;

use jiff::{
    Timestamp,
    tz::{self, TimeZone},
};

use line::{escaped, folded, quoted};

static LONDON: TimeZone = tz::get!("Europe/London");

/// The rules by which UK clocks change, for programs that have no list of places.
const LONDON_RULES: [&str; 16] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:STANDARD",
    "DTSTART:19961027T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T010000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
];

/// What a program is to do with a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Take it in, and replace what it holds of the same events.
    Publish,
    /// Take its events away.
    Cancel,
}

/// Some events, under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar<'a> {
    /// What it is called in a list of calendars.
    pub name: &'a str,
    /// What a program is to do with it.
    pub method: Method,
    /// The address that speaks for it, without `mailto:`.
    pub organiser: &'a str,
    /// Its events.
    pub events: &'a [Event],
}

/// Something that happens from an instant to an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for as long as it is the same event, whatever changes.
    pub uid: String,
    /// Rises with every change.
    pub sequence: i64,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Its title.
    pub title: String,
    /// What it is about; may be empty, and of several lines.
    pub about: String,
    /// Where it is held; may be empty.
    pub place: String,
    /// An address where more is told; may be empty.
    pub link: String,
    /// Who offers it.
    pub by: String,
    /// How sure it is.
    pub state: State,
}

/// How sure an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is not sure yet.
    Tentative,
    /// It is sure.
    Confirmed,
    /// It is off.
    Cancelled,
}

/// Writes a calendar as it stands at an instant.
///
/// # Rule
/// RFC 5545: lines end in CR and LF, are folded at 75 octets and never within a letter. Hours are UK
/// local time, but for an hour that comes twice when the clocks go back: that one is told in UTC.
#[must_use]
pub fn write(calendar: &Calendar<'_>, now: Timestamp) -> String {
    let mut text = String::with_capacity(1024 + calendar.events.len() * 640);
    let mut say = |line: &str| folded(&mut text, line);
    say("BEGIN:VCALENDAR");
    say("VERSION:2.0");
    say("PRODID:-//Alongside//Sessions//EN");
    say("CALSCALE:GREGORIAN");
    say(match calendar.method {
        Method::Publish => "METHOD:PUBLISH",
        Method::Cancel => "METHOD:CANCEL",
    });
    say(&format!("NAME:{}", escaped(calendar.name)));
    say(&format!("X-WR-CALNAME:{}", escaped(calendar.name)));
    say("REFRESH-INTERVAL;VALUE=DURATION:PT4H");
    say("X-PUBLISHED-TTL:PT4H");
    LONDON_RULES.iter().for_each(|line| say(line));
    say("END:VTIMEZONE");
    let stamp = universal(now);
    for event in calendar.events {
        tell(&mut say, calendar, event, &stamp);
    }
    say("END:VCALENDAR");
    text
}

fn tell(say: &mut impl FnMut(&str), calendar: &Calendar<'_>, event: &Event, stamp: &str) {
    let cancelled = calendar.method == Method::Cancel || event.state == State::Cancelled;
    say("BEGIN:VEVENT");
    say(&format!("UID:{}", escaped(&event.uid)));
    say(&format!("SEQUENCE:{}", event.sequence));
    say(&format!("DTSTAMP:{stamp}"));
    say(&format!("LAST-MODIFIED:{}", universal(event.changed_at)));
    say(&format!("DTSTART{}", local(event.starts_at)));
    say(&format!("DTEND{}", local(event.ends_at)));
    say(&format!("SUMMARY:{}", escaped(&event.title)));
    for (name, text) in [("DESCRIPTION", &event.about), ("LOCATION", &event.place)] {
        if !text.is_empty() {
            say(&format!("{name}:{}", escaped(text)));
        }
    }
    if !event.link.is_empty() && !event.link.contains(char::is_control) {
        say(&format!("URL:{}", event.link));
    }
    say(&format!(
        "ORGANIZER;CN={}:mailto:{}",
        quoted(&event.by),
        calendar.organiser
    ));
    say(match (cancelled, event.state) {
        (true, _) => "STATUS:CANCELLED",
        (false, State::Tentative) => "STATUS:TENTATIVE",
        (false, _) => "STATUS:CONFIRMED",
    });
    say(match cancelled {
        true => "TRANSP:TRANSPARENT",
        false => "TRANSP:OPAQUE",
    });
    say("END:VEVENT");
}

fn universal(instant: Timestamp) -> String {
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The value of a date and time with its parameter: local, or UTC for an hour that comes twice.
fn local(instant: Timestamp) -> String {
    let told = instant.to_zoned(LONDON.clone()).datetime();
    let back = told.to_zoned(LONDON.clone()).map(|zoned| zoned.timestamp());
    let seconds = |instant: Timestamp| instant.as_second();
    if back.is_ok_and(|back| seconds(back) == seconds(instant)) {
        format!(";TZID=Europe/London:{}", told.strftime("%Y%m%dT%H%M%S"))
    } else {
        format!(":{}", universal(instant))
    }
}
