//! What is remembered, and when: SQL, tables, the clock and chance (sections 2, 7 and 12).
//! Owns the marks by which a line of SQL or a call to the clock is known.
//! Never opens a database: the store's own tests prepare every constant.

use super::none_of;
use super::tree::{Source, rust, tree};
use super::words::CAPABILITIES;

const CLOCKS: [&str; 7] = [
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "Uuid::now_v7",
    "Uuid::new_v4",
    "TimeZone::system",
];

const ENGINE_CLOCKS: [&str; 8] = [
    "now()",
    "current_timestamp",
    "current_date",
    "current_time",
    "datetime('now",
    "date('now",
    "random()",
    "gen_random_uuid",
];

/// Whether a name is a capability or begins with one: `ledger`, `ledger_entry`.
fn of_a_capability(name: &str) -> bool {
    CAPABILITIES.iter().any(|capability| {
        name.strip_prefix(capability)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    })
}

fn is_a_table(word: &str) -> bool {
    of_a_capability(word) && word.contains('_') && word != "prior_learning"
}

/// The table that a line of SQL reads or writes, if the line is one.
fn table_in(line: &str) -> Option<String> {
    let line = line.to_lowercase();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let keyword = pair[0].trim_start_matches(|mark: char| !mark.is_alphanumeric());
        let table = pair[1]
            .split(|mark: char| !(mark.is_alphanumeric() || mark == '_'))
            .next()?;
        (["from", "into", "update", "join", "table"].contains(&keyword) && is_a_table(table))
            .then(|| table.to_owned())
    })
}

fn sql_in(line: &str) -> Option<String> {
    let is_rust = line.trim_start().starts_with("//") || line.trim_start().starts_with("use ");
    table_in(line)
        .filter(|_| !is_rust)
        .map(|table| format!("SQL on `{table}` lives in `store`"))
}

/// The table that a line of a migration creates.
fn created(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("create table ")?;
    let rest = rest.strip_prefix("if not exists ").unwrap_or(rest);
    rest.split(|mark: char| !(mark.is_alphanumeric() || mark == '_'))
        .next()
}

fn without_a_capability(line: &str) -> Option<String> {
    let table = created(line)?;
    (!of_a_capability(table)).then(|| format!("the table `{table}` bears no capability's name"))
}

fn clock_in(line: &str) -> Option<String> {
    let code = line.split("//").next().unwrap_or_default();
    CLOCKS
        .into_iter()
        .find(|clock| code.contains(clock))
        .map(|clock| format!("`{clock}` belongs to `app`"))
}

fn engine_clock_in(line: &str) -> Option<String> {
    let line = line.trim_start();
    if line.starts_with("//") || line.starts_with("--") {
        return None;
    }
    let line = line.to_lowercase();
    ENGINE_CLOCKS
        .into_iter()
        .find(|clock| {
            line.match_indices(clock).any(|(at, _)| {
                !line[..at].ends_with(|mark: char| mark.is_alphanumeric() || ":_.".contains(mark))
            })
        })
        .map(|clock| format!("`{clock}`: the clock and chance are passed in"))
}

fn migrations() -> impl Iterator<Item = &'static Source> {
    tree().iter().filter(|source| {
        source.path.starts_with("crates/store/migrations/") && source.ends_in(&[".sql"])
    })
}

#[test]
fn sql_lives_only_in_the_store() {
    let found = rust()
        .filter(|source| source.room() != Some("store"))
        .filter(|source| !source.path.ends_with("house/sql.rs"))
        .flat_map(|source| source.findings(sql_in))
        .collect();
    none_of("Only `store` writes SQL.", found);
}

#[test]
fn every_table_bears_its_capability_s_name() {
    none_of(
        "A table is named CAPABILITY or CAPABILITY_NOUN.",
        migrations()
            .flat_map(|source| source.findings(without_a_capability))
            .collect(),
    );
}

#[test]
fn every_migration_opens_by_saying_why() {
    let found = migrations()
        .filter(|source| !source.text.starts_with("--"))
        .map(|source| source.at(1, "a migration opens with a comment that says why"))
        .collect();
    none_of("Each migration opens with a comment.", found);
}

#[test]
fn only_the_app_asks_the_clock_or_chance() {
    let found = rust()
        .filter(|source| source.room().is_some_and(|room| room != "app"))
        .flat_map(|source| source.findings(clock_in))
        .collect();
    none_of("The wall clock and chance belong to `app`.", found);
}

#[test]
fn no_engine_is_asked_for_the_time_or_for_chance() {
    let found = rust()
        .filter(|source| source.path.starts_with("crates/store/src/"))
        .chain(migrations())
        .flat_map(|source| source.findings(engine_clock_in))
        .collect();
    none_of("SQL is told the time.", found);
}

#[test]
fn sql_outside_the_store_is_found_however_it_is_cut() {
    for line in [
        "    select id from ledger_entry where id = $1",
        "from person_membership m",
        "\"INSERT INTO ledger_book (provider) values ($1)\"",
        "left join partnership_school on true",
        "update programme_version set title = $1",
    ] {
        assert!(sql_in(line).is_some(), "{line}");
    }
}

#[test]
fn a_sentence_that_only_sounds_like_sql_is_let_be() {
    for line in [
        "/// Reads from ledger_entry.",
        "use store::ledger;",
        "select a school from the list",
        "figures come from standing, not from a table",
        "update the ledger",
        "table: \"partnership_provider\",",
    ] {
        assert_eq!(sql_in(line), None, "{line}");
    }
}

#[test]
fn a_table_without_a_capability_is_found() {
    assert!(without_a_capability("create table if not exists entries (").is_some());
    assert!(without_a_capability("create table ledgers (").is_some());
    assert!(without_a_capability("create table ledger_entry(").is_none());
    assert!(without_a_capability("create index by_day on ledger_entry (held_on)").is_none());
}

#[test]
fn a_clock_is_found_in_rust_and_in_sql() {
    assert!(clock_in("let day = jiff::Zoned::now().date();").is_some());
    assert!(clock_in("// never Zoned::now").is_none());
    assert!(engine_clock_in("recorded_at {instant} default current_timestamp,").is_some());
    assert!(engine_clock_in("where expires_at < now()").is_some());
    assert!(engine_clock_in("    clock.now()").is_none());
    assert!(engine_clock_in("-- no now() here").is_none());
}
