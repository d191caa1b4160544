//! What is promised to those who answer for people's records: the security page and the pack in docs/assurance.
//! Owns the numbers of the security standard's requirements, levels 1 and 2, and the form of a row that answers one.
//! Never judges an answer: it sees to it that each is there, and that each test it names exists.

use std::collections::{BTreeMap, BTreeSet};

use super::none_of;
use super::tree::{Source, file, rust, tree};

const SECURITY: &str = "docs/security.md";
const HELD: &str = "docs/assurance/held.md";

/// Each section of the standard (OWASP ASVS 5.0.0) with its requirements of levels 1 and 2.
const REQUIREMENTS: &str = "
    1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1
    3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3 4.2:1 4.3:1-2 4.4:1-4
    5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4
    7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1
    9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3
    11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1 12.1:1-3 12.2:1-2 12.3:1-4
    13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3 15.3:1-7
    16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2";

/// What a row may say of its requirement.
const STATES: [&str; 4] = ["holds", "not yet", "outside", "does not apply"];

/// Every number, such as `V1.2.10`.
fn requirements() -> Vec<String> {
    let sections = REQUIREMENTS.split_whitespace().filter_map(|word| {
        let (section, numbers) = word.split_once(':')?;
        let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
        Some((section, first.parse::<u8>().ok()?..=last.parse().ok()?))
    });
    sections
        .flat_map(|(section, numbers)| numbers.map(move |number| format!("V{section}.{number}")))
        .collect()
}

/// A row of the security page: the number, what is said of it, and the answer.
fn row(line: &str) -> Option<(&str, &str, &str)> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    match cells.as_slice() {
        ["", number, _level, _about, state, answer, ""] if number.starts_with('V') => {
            Some((number, state, answer))
        }
        _ => None,
    }
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The source that an answer names: from the root of the house, or from `crates/`.
fn named(path: &str) -> Option<&'static Source> {
    file(path).or_else(|| file(&format!("crates/{path}")))
}

/// Whether a word between backticks is shaped like the name of a test.
fn names_a_test(word: &str) -> bool {
    let within = |letter: char| letter.is_ascii_lowercase() || "_0123456789".contains(letter);
    word.matches('_').count() >= 3 && word.chars().all(within)
}

/// What an answer names and nobody finds: a file, a test in that file, a journey by its sentence.
fn unfounded(answer: &str) -> Vec<String> {
    let mut missing = Vec::new();
    let mut last: Option<&Source> = None;
    for word in quoted(answer) {
        let is_path = [".rs", ".mjs", ".js", ".toml"]
            .iter()
            .any(|ending| word.ends_with(ending));
        if is_path {
            last = named(word);
            if last.is_none() {
                missing.push(format!("there is no file {word}"));
            }
        } else if names_a_test(word) {
            let call = format!("fn {word}(");
            if last.is_none_or(|source| !source.text.contains(&call)) {
                missing.push(format!(
                    "there is no test {word} in the file named before it"
                ));
            }
        }
    }
    for sentence in answer.split('“').skip(1) {
        let sentence = sentence.split('”').next().unwrap_or_default();
        let known = tree()
            .iter()
            .filter(|source| source.path.starts_with("e2e/journeys/"))
            .any(|source| source.text.contains(sentence));
        if !known {
            missing.push(format!("there is no journey “{sentence}”"));
        }
    }
    missing
}

fn security() -> &'static Source {
    file(SECURITY).expect("docs/security.md is part of the house")
}

#[test]
fn every_requirement_of_the_security_standard_is_answered_once() {
    let mut told: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (line, text) in security().lines() {
        let Some((number, state, answer)) = row(text) else {
            continue;
        };
        told.entry(number).or_default().push(line);
        if !STATES.contains(&state) {
            found.push(security().at(line, &format!("`{state}` is no answer")));
        }
        if answer.is_empty() {
            found.push(security().at(line, &format!("{number} has no answer")));
        }
    }
    let known = requirements();
    for number in &known {
        match told.remove(number.as_str()).as_deref() {
            Some([_]) => {}
            Some(lines) => {
                found.push(security().at(lines[1], &format!("{number} stands here twice")));
            }
            None => found.push(security().at(1, &format!("{number} is missing"))),
        }
    }
    for (number, lines) in told {
        found.push(security().at(lines[0], &format!("{number} is none of levels 1 and 2")));
    }
    assert_eq!(known.len(), 253, "the standard's levels 1 and 2");
    none_of("Each requirement is answered exactly once.", found);
}

#[test]
fn the_head_of_the_security_page_counts_its_rows() {
    let rows: Vec<_> = security()
        .lines()
        .filter_map(|(_, line)| row(line))
        .collect();
    let found = STATES
        .iter()
        .map(|state| {
            let count = rows.iter().filter(|(_, known, _)| known == state).count();
            format!("| {state} | {count} |")
        })
        .chain([format!("| all | {} |", rows.len())])
        .filter(|count| !security().text.contains(count.as_str()))
        .map(|count| security().at(1, &format!("the head should say {count}")))
        .collect();
    none_of("The head of docs/security.md says how it stands.", found);
}

#[test]
fn every_test_that_the_security_page_names_exists() {
    let found = security()
        .lines()
        .filter_map(|(line, text)| Some((line, row(text)?)))
        .flat_map(|(line, (number, _, answer))| {
            let missing = unfounded(answer).into_iter();
            missing.map(move |what| security().at(line, &format!("{number}: {what}")))
        })
        .collect();
    none_of("An answer names what exists.", found);
}

#[test]
fn every_test_that_the_assurance_pack_names_exists() {
    let is_known = |word: &str| {
        let call = format!("fn {word}(");
        rust().any(|source| source.text.contains(&call))
    };
    let found = tree()
        .iter()
        .filter(|source| source.path.starts_with("docs/assurance/"))
        .flat_map(|page| {
            page.findings(|line| {
                quoted(line)
                    .filter(|word| names_a_test(word))
                    .find(|word| !is_known(word))
                    .map(|word| format!("there is no test {word}"))
            })
        })
        .collect();
    none_of("The pack names what exists.", found);
}

/// The tables that the migrations leave, each with its columns.
fn tables<'a>(migrations: impl Iterator<Item = &'a Source>) -> BTreeMap<String, BTreeSet<String>> {
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for migration in migrations {
        let mut open = None;
        for line in migration.text.lines() {
            let words: Vec<&str> = line
                .split(|mark: char| mark.is_whitespace() || "();,".contains(mark))
                .filter(|word| !word.is_empty())
                .collect();
            match words.as_slice() {
                ["create", "table", "if", "not", "exists", table, ..]
                | ["create", "table", table, ..] => {
                    tables.entry((*table).to_owned()).or_default();
                    open = Some((*table).to_owned());
                }
                ["drop", "table", "if", "exists", table] | ["drop", "table", table] => {
                    tables.remove(*table);
                }
                ["alter", "table", table, "rename", "to", newer] => {
                    let columns = tables.remove(*table).unwrap_or_default();
                    tables.insert((*newer).to_owned(), columns);
                }
                ["alter", "table", table, "add", "column", column, ..] => {
                    let columns = tables.entry((*table).to_owned()).or_default();
                    columns.insert((*column).to_owned());
                }
                ["alter", "table", table, "drop", "column", column, ..] => {
                    let columns = tables.entry((*table).to_owned()).or_default();
                    columns.remove(*column);
                }
                [first, ..] if line.starts_with("    ") => {
                    let apart = ["constraint", "primary", "unique", "check", "foreign", "--"];
                    if let Some(table) = &open
                        && !apart.contains(first)
                        && line.starts_with(&format!("    {first}"))
                        && let Some(columns) = tables.get_mut(table)
                    {
                        columns.insert((*first).to_owned());
                    }
                }
                _ => {}
            }
            if line.starts_with(')') || line.ends_with(';') {
                open = None;
            }
        }
    }
    tables
}

/// What is missing of a table in the text of the pack.
fn untold(held: &str, table: &str, columns: &BTreeSet<String>) -> Vec<String> {
    let heading = format!("### `{table}`");
    let mut parts = held.split("\n### ");
    let part = parts.find(|part| format!("### {part}").starts_with(&heading));
    let Some(part) = part else {
        return vec![format!("the table `{table}` is missing: {heading}")];
    };
    let part = part.split("\n## ").next().unwrap_or_default();
    if part.contains("Nothing personal.") {
        return Vec::new();
    }
    columns
        .iter()
        .filter(|column| !quoted(part).any(|word| word == *column))
        .map(|column| format!("`{table}` does not tell of `{column}`"))
        .collect()
}

#[test]
fn every_table_and_every_column_about_people_is_told_in_the_assurance_pack() {
    let held = file(HELD).expect("docs/assurance/held.md is part of the house");
    let migrations = tree()
        .iter()
        .filter(|source| source.path.starts_with("crates/store/migrations/"));
    let tables = tables(migrations);
    assert!(tables.len() > 30, "the migrations were not read");
    let mut found: Vec<String> = tables
        .iter()
        .flat_map(|(table, columns)| untold(&held.text, table, columns))
        .map(|what| held.at(1, &what))
        .collect();
    let gone = held
        .lines()
        .filter_map(|(line, text)| Some((line, quoted(text.strip_prefix("### ")?).next()?)))
        .filter(|(_, table)| !tables.contains_key(*table))
        .map(|(line, table)| held.at(line, &format!("there is no table `{table}`")));
    found.extend(gone);
    none_of("What is held is told, table by table.", found);
}

#[test]
fn what_an_erasure_comes_to_is_told_for_every_table_about_people() {
    let held = file(HELD).expect("docs/assurance/held.md is part of the house");
    let is_personal = |part: &str| {
        let part = part.split("\n## ").next().unwrap_or_default();
        !part.contains("Nothing personal.")
    };
    let parts = held.text.split("\n### ").skip(1);
    let personal: BTreeSet<&str> = parts
        .filter(|part| is_personal(part))
        .filter_map(|part| quoted(part).next())
        .collect();
    let fates: BTreeSet<&str> = store::person::FATES
        .iter()
        .map(|(table, _)| *table)
        .collect();
    let missing = personal.difference(&fates).map(|table| {
        held.at(
            1,
            &format!("store::person::FATES does not tell of `{table}`"),
        )
    });
    let strange = fates.difference(&personal).map(|table| {
        held.at(
            1,
            &format!("`{table}` has a fate and is told to hold nothing personal"),
        )
    });
    none_of(
        "Every table about people is erased, or kept for a reason.",
        missing.chain(strange).collect(),
    );
}

#[test]
fn a_number_a_name_and_a_table_that_are_wrong_are_found() {
    assert_eq!(
        row("| V1.2.3 | 1 | JSON | holds | so. |"),
        Some(("V1.2.3", "holds", "so."))
    );
    assert_eq!(row("| holds | 12 | a test |"), None);
    assert_eq!(
        unfounded("`nowhere/at_all.rs`: `there_is_no_such_test`").len(),
        2
    );
    assert_eq!(
        unfounded("`e2e/run.mjs`: “No such journey is run”").len(),
        1
    );
    let migration = Source::sample(
        "crates/store/migrations/0001_person.sql",
        "create table case_one (\n    id {id} not null,\n    trn text,\n    constraint case_one_key \
         primary key (id)\n) {strict};\nalter table case_one add column email text;\n",
    );
    let tables = tables([&migration].into_iter());
    let columns = &tables["case_one"];
    assert_eq!(columns.len(), 3, "{columns:?}");
    let held = "# Held\n\n### `case_one`\n\n| `id`, `trn` |\n";
    assert_eq!(untold(held, "case_one", columns).len(), 1);
    assert_eq!(untold(held, "person", columns).len(), 1);
    assert!(
        untold(
            "\n### `case_one`\n\nNothing personal.\n",
            "case_one",
            columns
        )
        .is_empty()
    );
}
