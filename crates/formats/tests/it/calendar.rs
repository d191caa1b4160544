//! Reads back by an independent reader what was written as a calendar.

use std::io::BufReader;

use formats::calendar::{Calendar, Event, Method, State, write};
use ical::{
    IcalParser,
    parser::{Component, ical::component::IcalCalendar},
};
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn event(starts: &str, ends: &str) -> Event {
    Event {
        uid: "0190-1@alongside".to_owned(),
        sequence: 3,
        changed_at: at("2025-11-01T09:00:00Z"),
        starts_at: at(starts),
        ends_at: at(ends),
        title: "Giving feedback".to_owned(),
        about: String::new(),
        place: "De Grey Court, Lord Mayor's Walk; York".to_owned(),
        link: "https://mentors.example/booking/1".to_owned(),
        by: "York St John University".to_owned(),
        state: State::Confirmed,
    }
}

fn calendar(method: Method, events: &[Event]) -> String {
    let calendar = Calendar {
        name: "Training sessions",
        method,
        organiser: "alongside@mentors.example",
        events,
    };
    write(&calendar, at("2025-11-18T12:00:00Z"))
}

fn read(text: &str) -> IcalCalendar {
    let mut found = IcalParser::new(BufReader::new(text.as_bytes()));
    let one = found.next().expect("a calendar").expect("it can be read");
    assert!(found.next().is_none(), "one calendar alone");
    one
}

/// The value of a property of the first event, and its parameters.
fn told(calendar: &IcalCalendar, name: &str) -> (String, String) {
    let property = calendar.events[0].get_property(name);
    let property = property.unwrap_or_else(|| panic!("no {name}"));
    (
        property.value.clone().unwrap_or_default(),
        format!("{:?}", property.params),
    )
}

/// Puts a text back together as RFC 5545, section 3.3.11, tells.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            (letter, _) => plain.push(letter),
        }
    }
    plain
}

#[test]
fn an_event_is_read_back_with_its_number_its_sequence_and_london_time() {
    let winter = event("2025-12-04T16:30:00Z", "2025-12-04T18:00:00Z");
    let text = calendar(Method::Publish, &[winter]);
    assert!(text.lines().count() > 30 && text.split("\r\n").all(|line| line.len() <= 75));
    let found = read(&text);
    assert_eq!(told(&found, "UID").0, "0190-1@alongside");
    assert_eq!(told(&found, "SEQUENCE").0, "3");
    assert_eq!(told(&found, "DTSTAMP").0, "20251118T120000Z");
    assert_eq!(told(&found, "STATUS").0, "CONFIRMED");
    let (starts, zone) = told(&found, "DTSTART");
    assert_eq!(starts, "20251204T163000");
    assert!(zone.contains("Europe/London"));
    assert_eq!(found.timezones.len(), 1);
    let place = unescaped(&told(&found, "LOCATION").0);
    assert_eq!(place, "De Grey Court, Lord Mayor's Walk; York");
}

#[test]
fn summer_is_an_hour_ahead_and_the_hour_that_comes_twice_is_told_in_utc() {
    let summer = event("2026-06-16T15:30:00Z", "2026-06-16T17:00:00Z");
    let found = read(&calendar(Method::Publish, &[summer]));
    assert_eq!(told(&found, "DTSTART").0, "20260616T163000");
    let spring = event("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z");
    let found = read(&calendar(Method::Publish, &[spring]));
    assert_eq!(told(&found, "DTSTART").0, "20260329T003000");
    assert_eq!(told(&found, "DTEND").0, "20260329T023000");
    // 1:30am comes twice on 26 October 2025: first in summer time, then an hour later.
    let autumn = event("2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z");
    let found = read(&calendar(Method::Publish, &[autumn]));
    assert_eq!(told(&found, "DTSTART").0, "20251026T013000");
    let (ends, zone) = told(&found, "DTEND");
    assert_eq!(ends, "20251026T013000Z");
    assert!(!zone.contains("London"));
}

#[test]
fn what_is_off_is_cancelled_and_a_place_that_waits_is_tentative() {
    let mut one = event("2025-12-04T16:30:00Z", "2025-12-04T18:00:00Z");
    one.state = State::Cancelled;
    let text = calendar(Method::Publish, std::slice::from_ref(&one));
    assert_eq!(told(&read(&text), "STATUS").0, "CANCELLED");
    assert!(text.contains("METHOD:PUBLISH"));
    one.state = State::Tentative;
    let text = calendar(Method::Publish, std::slice::from_ref(&one));
    assert_eq!(told(&read(&text), "STATUS").0, "TENTATIVE");
    let text = calendar(Method::Cancel, &[one]);
    assert!(text.contains("METHOD:CANCEL"));
    assert_eq!(told(&read(&text), "STATUS").0, "CANCELLED");
}

#[test]
fn long_welsh_titles_commas_and_new_lines_come_back_whole() {
    let mut one = event("2025-12-04T16:30:00Z", "2025-12-04T18:00:00Z");
    one.title = "Adborth i athrawon dan hyfforddiant yn Ŵyr ŷ Ddôl; sŵn, tŷ, dŵr a gŵyl; "
        .repeat(4)
        + "diwedd";
    one.about = "First line\nsecond, with \\ and ; and \"quotes\"\r\nEND:VEVENT".to_owned();
    one.by = "A \"B\" College;\r\nX-EVIL:1".to_owned();
    let text = calendar(Method::Publish, std::slice::from_ref(&one));
    let found = read(&text);
    assert_eq!(found.events.len(), 1);
    assert_eq!(unescaped(&told(&found, "SUMMARY").0), one.title);
    assert_eq!(
        unescaped(&told(&found, "DESCRIPTION").0),
        "First line\nsecond, with \\ and ; and \"quotes\"\nEND:VEVENT"
    );
    assert!(found.events[0].get_property("X-EVIL").is_none());
}

#[test]
fn many_events_are_one_calendar_and_none_is_a_calendar_too() {
    let one = event("2025-12-04T16:30:00Z", "2025-12-04T18:00:00Z");
    let many = vec![one; 60];
    assert_eq!(read(&calendar(Method::Publish, &many)).events.len(), 60);
    assert_eq!(read(&calendar(Method::Publish, &[])).events.len(), 0);
}
