//! Tests the reading of the table of policies' names.
//! Owns no words.
//! Never reads the project's own table.

use formats::policy_file::{policy_headings, policy_names};

#[test]
fn the_table_of_names_is_read() {
    let page = "# Policies\n\n| a | b |\n|---|---|\n| x | y |\n\n| name | kind | unit | who | what it says |\n|---|---|---|---|---|\n| `a.b` | cap | hours | school | the most |\n| `c` | local | years | | |\n\nAnd so on.\n| `d` | none | none |\n";
    let names = policy_names(page).expect("a table");
    assert_eq!(names.len(), 2);
    assert_eq!(
        (
            names[0].name.as_str(),
            names[0].unit.as_str(),
            names[0].line
        ),
        ("a.b", "hours", 9)
    );
    assert_eq!(names[0].says, "the most");
}

#[test]
fn a_title_is_read_from_its_column_and_is_the_name_where_there_is_none() {
    let page = "| name | kind | unit | title | who |\n|---|---|---|---|---|\n| `a.b` | cap | hours | The most | school |\n| `c` | local | years | | |\n";
    let names = policy_names(page).expect("a table");
    assert_eq!(names[0].title, "The most");
    assert_eq!(names[0].who, "school");
    assert_eq!(names[1].title, "c");
}

#[test]
fn the_headings_are_read_in_their_order() {
    let page = "| beginning | heading |\n|---|---|\n| `claim` | What schools can claim |\n| `a` | B |\n\n| `no` | more |\n";
    let headings = policy_headings(page);
    assert_eq!(headings.len(), 2);
    assert_eq!(headings[0].beginning, "claim");
    assert_eq!(headings[0].heading, "What schools can claim");
    assert!(policy_headings("nothing here").is_empty());
}

#[test]
fn a_table_of_names_with_a_fault_is_refused_with_its_line() {
    let page = |row: &str| {
        format!("| name | kind | unit |\n|---|---|---|\n| `a` | cap | hours |\n{row}\n")
    };
    for (row, said) in [
        ("| b | cap | hours |", "between backticks"),
        ("| `b` | limit | hours |", "the kind \"limit\""),
        ("| `b` | cap | minutes |", "the unit \"minutes\""),
        ("| `a` | cap | hours |", "already named on line 3"),
        ("| `b` |", "fewer than three"),
    ] {
        let problem = policy_names(&page(row)).expect_err("refused");
        assert_eq!(problem.line, 4, "{row}");
        assert!(problem.sentence.contains(said), "{}", problem.sentence);
    }
    assert!(policy_names("nothing here").is_err());
}
