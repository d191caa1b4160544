//! Tries the file in which institutions exchange what stands for what.
//! Owns one map with everything in it.
//! Never knows a provider's components.

use formats::map_file::{Agreement, Map, Session, read, write};
use jiff::civil::date;

fn whole() -> Map {
    Map {
        provider: "L51".to_owned(),
        sessions: vec![Session {
            institution: "Edge Hill University".to_owned(),
            programme: "Mentor training".to_owned(),
            code: "MT-3".to_owned(),
            title: "\"Coaching\", \\ and\nmore".to_owned(),
            covers: "Questions that help.".to_owned(),
            minutes: 90,
            agreements: vec![Agreement {
                component: "coaching".to_owned(),
                share: 67,
                from: date(2024, 9, 1),
                until: Some(date(2026, 8, 31)),
                agreed_by: "Helen Marsh".to_owned(),
                source: "Meeting of the group".to_owned(),
            }],
        }],
    }
}

#[test]
fn a_map_that_was_written_is_read_as_it_was_whatever_its_titles_hold() {
    assert_eq!(read(&write(&whole())), Ok(whole()));
}

#[test]
fn a_file_that_is_no_map_is_refused_with_its_line() {
    let good = write(&whole());
    let cases = [
        good.replace("map = 1", "map = 2"),
        good.replace("minutes = 90", "minutes = 0"),
        good.replace("share = 67", "share = 101"),
        good.replace("until = 2026", "until = 2023"),
        good.replace("agreed_by", "agreed"),
        "map = 1\nsession = 3".to_owned(),
        "\u{0}".to_owned(),
    ];
    for text in cases {
        let problem = read(&text).expect_err("no map");
        assert!(problem.line > 0 && !problem.sentence.is_empty(), "{text}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_told_without_the_words_of_a_parser() {
    let told = |text: &str| read(text).expect_err("no map").to_string();
    let none = "Line 1: this is not part of a map. A map begins with map = 1.";
    assert_eq!(told("Dear colleagues"), none);
    assert_eq!(told("["), none);
    let miswritten = told("# Ours\nmap = 1\nprovider = Y75");
    assert!(
        miswritten.starts_with("Line 3: this line is not written as in a map"),
        "{miswritten}"
    );
    let good = write(&whole());
    let day = told(&good.replace("2024-09-01", "2024-09-31"));
    assert!(!day.contains("as in a map"), "{day}");
}
