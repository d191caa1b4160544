//! Tests the reading of programme files and the sentences of their faults.
//! Owns no words.
//! Never reckons a programme's hours.

use formats::programme_file::{Need, read};
use jiff::civil::date;

const PROGRAMME: &str = include_str!("../files/programme.toml");

#[test]
fn a_programme_is_read_whole() {
    let programme = read(PROGRAMME).expect("a programme");
    assert_eq!(
        (programme.provider.as_str(), programme.code.as_str()),
        ("X01", "2024-25")
    );
    assert_eq!(programme.years, [2024]);
    assert_eq!(programme.from, date(2024, 11, 13));
    assert!(programme.takes_over);
    let partnership = programme.partnership.expect("a partnership");
    assert_eq!(
        partnership.labels,
        [("lead_mentor".to_owned(), "Link Tutor".to_owned())]
    );
    assert_eq!(programme.half_terms.len(), 6);
    assert_eq!(programme.tracks[1].any_minutes, Some(360));
    let component = &programme.components[0];
    assert_eq!(component.line, 57);
    assert_eq!((component.minutes, component.half_term), (90, Some(1)));
    assert_eq!(
        (component.tracks.as_slice(), &component.need),
        (["initial".to_owned()].as_slice(), &Need::Required)
    );
    assert_eq!(
        programme.components[1].need,
        Need::OneOf("subject-knowledge".into())
    );
    assert_eq!(programme.components[3].need, Need::Optional);
}

#[test]
fn a_component_whose_minutes_cannot_be_is_told_as_to_an_office() {
    let text = PROGRAMME.replacen("minutes = 90", "minutes = 0", 1);
    assert_eq!(
        read(&text).expect_err("refused").to_string(),
        "Line 59: component \"mentoring\" has minutes = 0; minutes is a whole number from 1 to 6000."
    );
}

#[test]
fn each_fault_of_form_has_its_sentence() {
    for (from, to, said) in [
        (
            "minutes = 90",
            "minutes = \"two\"",
            "minutes = \"two\"; minutes is a whole number",
        ),
        ("minutes = 90", "minutes = 6001", "from 1 to 6000"),
        ("minutes = 90", "minutes = -5", "from 1 to 6000"),
        (
            "minutes = 90\n",
            "",
            "component \"mentoring\" lacks minutes.",
        ),
        (
            "half_term = 1",
            "half_term = 7",
            "a whole number from 1 to 6",
        ),
        (
            "half_term = 1",
            "half_term = 1\nstage = 1",
            "both half_term and stage",
        ),
        (
            "mentor_standards = [1, 2]",
            "mentor_standards = [1, 5]",
            "a whole number from 1 to 4",
        ),
        (
            "mentor_standards = [1, 2]",
            "mentor_standards = [1, 1]",
            "names 1 twice",
        ),
        (
            "[\"pedagogy\"]",
            "[\"pedagog\"]",
            "a list of any of behaviour-management, pedagogy",
        ),
        (
            "mode = \"self-study\"",
            "mode = \"selfstudy\"",
            "did you mean self-study?",
        ),
        (
            "reach = \"portable\"",
            "reech = \"portable\"",
            "did you mean reach?",
        ),
        ("reach = \"portable\"", "", "lacks reach"),
        (
            "code = \"mentoring\"",
            "code = \"Mentoring\"",
            "small letters, digits and hyphens",
        ),
        (
            "code = \"mentoring\"",
            "code = \"extra\"",
            "already given on line 57",
        ),
        (
            "one_of = \"subject-knowledge\"",
            "one_of = \"subject\"",
            "is not declared",
        ),
        (
            "one_of = \"subject-knowledge\"",
            "one_of = \"subject-knowledge\"\nneed = \"required\"",
            "both need and one_of",
        ),
        (
            "minutes = 60",
            "minutes = 45",
            "members of a group are equally long",
        ),
        (
            "name = \"initial\"\n",
            "name = \"initial\"\nany_minutes = 60\n",
            "only the refresher track",
        ),
        (
            "name = \"refresher\"",
            "name = \"initial\"",
            "any_minutes, which only",
        ),
        (
            "[[track]]\nname = \"refresher\"\nany_minutes = 360\n",
            "",
            "on the track \"refresher\"",
        ),
        (
            "years = [\"2024 to 2025\"]",
            "years = [\"2024 to 2026\"]",
            "is not one academic year",
        ),
        ("years = [\"2024 to 2025\"]", "years = []", "lacks years"),
        (
            "years = [\"2024 to 2025\"]",
            "years = 2024",
            "a list of texts",
        ),
        ("number = 2", "number = 3", "half term 2 comes here"),
        (
            "from = 2024-11-04",
            "from = 2024-10-25",
            "before half term 1 has ended",
        ),
        (
            "until = 2024-12-20",
            "until = 2024-11-01",
            "before it begins",
        ),
        (
            "from = 2024-11-13",
            "from = 2025-02-29",
            "29 February 2025 does not exist.",
        ),
        (
            "follows = \"2023-24\"\n",
            "",
            "does not say what it follows",
        ),
        ("colour = \"#1f3c88\"", "colour = \"navy\"", "written like"),
        ("title = \"Mentoring\"", "title = \"\"", "not blank"),
        (
            "provider = \"X01\"",
            "provder = \"X01\"",
            "did you mean provider?",
        ),
        ("takes_over = true", "takes_over = \"yes\"", "true or false"),
        ("[audience]", "[[audience]]", "a table, written [audience]"),
        (
            "[[group]]",
            "[group]",
            "a list of tables, each written [[group]]",
        ),
        (
            "lead_mentor = \"Link Tutor\"",
            "lead_mentor = 3",
            "a text in quotation marks",
        ),
    ] {
        let text = PROGRAMME.replacen(from, to, 1);
        assert_ne!(text, PROGRAMME, "{from} is in the file");
        let problem = read(&text).expect_err(to);
        assert!(problem.sentence.contains(said), "{to}: {problem}");
        assert!(problem.sentence.ends_with(['.', '?', ')']), "{problem}");
    }
}

#[test]
fn half_terms_are_six_or_none() {
    let end = PROGRAMME
        .find("[[half_term]]\nnumber = 6")
        .expect("the sixth");
    let rest = PROGRAMME.find("[[track]]").expect("the first track");
    let text = format!("{}{}", &PROGRAMME[..end], &PROGRAMME[rest..]);
    let problem = read(&text).expect_err("five half terms");
    assert!(problem.sentence.contains("has 5 half terms"), "{problem}");
    let start = PROGRAMME.find("[[half_term]]").expect("the first");
    let text = format!("{}{}", &PROGRAMME[..start], &PROGRAMME[rest..]);
    let problem = read(&text).expect_err("a component in a half term");
    assert!(
        problem.sentence.contains("gives no [[half_term]] dates"),
        "{problem}"
    );
    assert!(read(&text.replace("half_term = 1\n", "")).is_ok());
}

#[test]
fn a_file_that_is_no_programme_at_all_is_refused() {
    for text in [
        "",
        "trn,minutes\n1,2\n",
        "\u{0}",
        "PK\u{3}\u{4}",
        "[component]\n",
        "a = 1",
    ] {
        assert!(read(text).is_err(), "{text:?}");
    }
}
