//! Tests the reading and writing of policy files.
//! Owns no words.
//! Never tests what a value means.

use formats::policy_file::{Problem, Value, read, write};
use jiff::civil::date;

const HEAD: &str = "[[value]]\nof = \"general_mentor.initial.claimable\"\nkind = \"cap\"\n";
const TAIL: &str = "from = 2025-09-01\nsource = \"claim conditions\"\nconfidence = \"confirmed\"\n";

fn problem(text: &str) -> (usize, String) {
    let Problem { line, sentence } = read(text).expect_err("the file is refused");
    (line, sentence)
}

fn with(value: &str) -> String {
    format!("{HEAD}{value}\n{TAIL}")
}

#[test]
fn a_value_is_read_with_all_that_stands_beside_it() {
    let text = "# caps\n\n[[value]]\nkind = \"cap\"\nof = \"general_mentor.initial.claimable\"\nhours = 16\nprovider = \"M20\"\nfrom = 2025-09-01 # a comment\nuntil = 2026-08-31\nsource = \"conditions\"\nconfidence = \"provisional\"\nnote = \"a note\"\n";
    let rows = read(text).expect("a policy file");
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(row.line, 5);
    assert_eq!(row.value, Value::Minutes(960));
    assert_eq!(row.key, "hours");
    assert_eq!(row.provider.as_deref(), Some("M20"));
    assert_eq!(
        (row.from, row.until),
        (date(2025, 9, 1), Some(date(2026, 8, 31)))
    );
    assert_eq!(
        (row.confidence.as_str(), row.note.as_deref()),
        ("provisional", Some("a note"))
    );
}

#[test]
fn each_key_gives_its_own_kind_of_value() {
    let values = [
        ("hours = 1.5", Value::Minutes(90)),
        ("minutes = 45", Value::Minutes(45)),
        ("pence = 4318", Value::Pence(4318)),
        ("days = 5", Value::Days(5)),
        ("working_days = 5", Value::WorkingDays(5)),
        ("weeks = 6", Value::Weeks(6)),
        ("years = 3", Value::Years(3)),
        ("count = 2", Value::Count(2)),
        ("percent = 20", Value::Percent(20)),
        ("allowed = false", Value::Allowed(false)),
        (
            "codes = [\"1\", \"3\"]",
            Value::Codes(vec!["1".into(), "3".into()]),
        ),
        ("none = true", Value::None),
        (
            "opens = 2026-05-01\ncloses = 2026-07-31",
            Value::Window {
                opens: date(2026, 5, 1),
                closes: date(2026, 7, 31),
            },
        ),
        (
            "season_opens = \"04-06\"\nseason_closes = \"08-31\"",
            Value::Season {
                opens: (4, 6),
                closes: (8, 31),
            },
        ),
    ];
    let all: String = values.iter().map(|(text, _)| with(text)).collect();
    let rows = read(&all).expect("a policy file");
    for (row, (text, value)) in rows.iter().zip(&values) {
        assert_eq!(row.value, *value, "{text}");
    }
    let again = read(&write(&rows)).expect("what was written");
    assert_eq!(again.len(), values.len());
    for (row, again) in rows.iter().zip(again) {
        assert_eq!(
            *row,
            formats::policy_file::Row {
                line: row.line,
                ..again
            }
        );
    }
}

#[test]
fn whatever_a_text_holds_it_comes_back_the_same() {
    let mut rows = read(&with("hours = 16")).expect("a policy file");
    rows[0].note = Some("\"quoted\" \\ back\\slash\nnew line\ttab \u{1} é 日 # no comment".into());
    rows[0].provider = Some("Y75".into());
    rows[0].value = Value::Minutes(50);
    let again = read(&write(&rows)).expect("what was written");
    assert_eq!(again[0].note, rows[0].note);
    assert_eq!(again[0].value, Value::Minutes(50));
}

#[test]
fn a_value_is_given_once() {
    assert_eq!(
        problem(&with("hours = 16\npence = 3")),
        (
            5,
            "\"general_mentor.initial.claimable\" has two values, hours and pence; give one."
                .into()
        )
    );
    let (line, sentence) = problem(&with(""));
    assert_eq!(line, 2);
    assert!(
        sentence.contains("has no value; give one of hours, minutes"),
        "{sentence}"
    );
    assert!(
        problem(&with("opens = 2025-09-01"))
            .1
            .contains("opens without closes")
    );
    assert!(
        problem(&with("none = false"))
            .1
            .contains("write none = true")
    );
}

#[test]
fn a_value_that_cannot_be_is_refused_with_its_line() {
    let faults = [
        ("hours = -1", "a number of hours from 0 to 10,000"),
        ("hours = 1.001", "hours that make whole minutes"),
        ("hours = \"16\"", "hours = \"16\""),
        ("hours = nan", "a number of hours"),
        ("hours = inf", "a number of hours"),
        ("minutes = 1.5", "a whole number"),
        ("days = 99999999999", "a whole number"),
        ("pence = -4", "a whole number"),
        ("allowed = \"yes\"", "true or false"),
        ("codes = \"1\"", "a list of texts"),
        ("codes = [1]", "a list of texts"),
        (
            "opens = 2025-09-02\ncloses = 2025-09-01",
            "closes on 2025-09-01, before it opens",
        ),
        (
            "season_opens = \"02-29\"\nseason_closes = \"08-31\"",
            "month and the day of every year",
        ),
        (
            "season_opens = \"4-6\"\nseason_closes = \"08-31\"",
            "month and the day of every year",
        ),
    ];
    for (value, said) in faults {
        let (line, sentence) = problem(&with(value));
        assert!(sentence.contains(said), "{value}: {sentence}");
        assert!((4..=5).contains(&line), "{value}: {line}");
    }
}

#[test]
fn an_unknown_key_is_met_with_the_nearest_known_one() {
    let (line, sentence) = problem(&with("hours = 16\nsuorce = \"x\""));
    assert_eq!(line, 5);
    assert_eq!(
        sentence,
        "\"general_mentor.initial.claimable\" has a key \"suorce\" that is not known; did you mean source?"
    );
    assert!(problem("values = 1\n").1.contains("did you mean value?"));
}

#[test]
fn what_every_value_needs_is_asked_for() {
    for needed in ["of", "kind", "from", "source", "confidence"] {
        let text: String = with("hours = 16")
            .lines()
            .filter(|line| !line.starts_with(&format!("{needed} ")))
            .map(|line| format!("{line}\n"))
            .collect();
        assert!(
            problem(&text).1.contains(&format!("lacks {needed}.")),
            "{needed}"
        );
    }
    assert!(
        problem(&with("hours = 1").replace("claim conditions", " "))
            .1
            .contains("not blank")
    );
    let (_, sentence) = problem(&with("hours = 1").replace("confirmed", "confirmd"));
    assert!(sentence.contains("did you mean confirmed?"), "{sentence}");
    assert!(
        problem(&with("hours = 1").replace("\"cap\"", "\"limit\""))
            .1
            .contains("one of minimum, cap")
    );
    assert!(
        problem(&with("hours = 1").replace("general_", "General "))
            .1
            .contains("small letters")
    );
}

#[test]
fn days_that_do_not_exist_and_broken_files_are_refused_with_their_line() {
    assert_eq!(
        problem(&with("hours = 1").replace("2025-09-01", "2025-02-30")),
        (5, "30 February 2025 does not exist.".into())
    );
    assert!(
        problem(&with("hours = 1").replace("2025-09-01", "\"2025-09-01\""))
            .1
            .contains("without quotation marks")
    );
    assert!(
        problem(&with("hours = 1").replace("2025-09-01", "2025-09-01T10:00:00"))
            .1
            .contains("a day such as")
    );
    assert!(
        problem(&with("hours = 1\nuntil = 2025-08-31"))
            .1
            .contains("before it begins")
    );
    let (line, sentence) = problem(&with("hours = 1").replace("\"cap\"", "\"cap"));
    assert_eq!(line, 3);
    assert!(
        sentence.starts_with("this line cannot be read: "),
        "{sentence}"
    );
    assert_eq!(problem(&with("hours = 1\nhours = 2")).0, 5);
    assert_eq!(problem("value = 3\n").0, 1);
    assert_eq!(read(""), Ok(Vec::new()));
}
