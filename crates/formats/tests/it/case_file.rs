//! Tests the reading of case files.
//! Owns no words.
//! Never works out a case.

use formats::case_file::{Asks, read};
use formats::policy_file::Value;
use jiff::civil::date;

const CASES: &str = include_str!("../files/cases.toml");

#[test]
fn a_situation_is_read_with_its_entries_and_what_is_expected() {
    let cases = read(CASES).expect("a case file");
    assert_eq!(cases.len(), 3);
    let Asks::Standing(situation) = &cases[0].asks else {
        panic!("the first case asks for a standing");
    };
    assert_eq!(cases[0].on, date(2024, 11, 12));
    assert_eq!(situation.mentor.subject.as_deref(), Some("mathematics"));
    let entry = &situation.entries[0];
    assert_eq!(
        (entry.kind.as_str(), entry.verified, entry.school),
        ("attended", true, 100_001)
    );
    assert_eq!((entry.for_year, entry.line), (None, 8));
    let second = &situation.entries[1];
    assert_eq!(
        (second.for_year, second.school, second.verified),
        (Some(2024), 100_002, false)
    );
    assert_eq!(situation.placements[0].stage, Some(1));
    let expect = &situation.expect;
    assert_eq!(expect.required_minutes, Some(Some(1200)));
    assert_eq!(expect.recognised_minutes, None);
    assert_eq!(
        (expect.met_on, &expect.next_step),
        (Some(None), &Some(Some("coaching".into())))
    );
    assert_eq!(expect.programme, Some(None));
    assert_eq!(expect.states, [("mentoring".to_owned(), "met".to_owned())]);
}

#[test]
fn a_look_up_is_read_with_its_value() {
    let cases = read(CASES).expect("a case file");
    let Asks::Policy(look_up) = &cases[1].asks else {
        panic!("the second case asks for a policy");
    };
    assert_eq!(look_up.value, Some(Value::Minutes(960)));
    assert_eq!(look_up.confidence.as_deref(), Some("confirmed"));
    let Asks::Policy(look_up) = &cases[2].asks else {
        panic!("the third case asks for a policy");
    };
    assert_eq!(look_up.value, Some(Value::None));
}

#[test]
fn a_fault_in_a_case_is_told_with_its_line() {
    for (from, to, said) in [
        ("done_minutes", "done_minuets", "did you mean done_minutes?"),
        ("met_on = \"none\"", "met_on = \"never\"", "met_on is a day"),
        (
            "= \"met\"",
            "= \"done\"",
            "one of met, not_yet_due, due, overdue",
        ),
        (
            "minutes = 90,",
            "minutes = 9000,",
            "a whole number from 0 to 6000",
        ),
        (
            "\"2024 to 2025\"",
            "\"2024 to 2026\"",
            "is not one academic year",
        ),
        ("provider = \"L51\"", "", "lacks provider"),
        (
            "on = 2025-09-01",
            "on = 2025-09-31",
            "31 September 2025 does not exist.",
        ),
    ] {
        let text = CASES.replacen(from, to, 1);
        let problem = read(&text).expect_err(to);
        assert!(problem.to_string().contains(said), "{problem}");
    }
}
