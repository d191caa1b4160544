//! One word on every floor: the names of modules, types and functions (house guide, sections 2 and 5).
//! Owns the list of capabilities and the list of words that name nothing.
//! Never reads prose: pages speak each provider's own words.

use super::none_of;
use super::tree::{Source, file, rust, tree};

/// The capabilities of Alongside, spelt as they are on every floor.
pub const CAPABILITIES: [&str; 21] = [
    "person",
    "partnership",
    "policy",
    "programme",
    "ledger",
    "standing",
    "booking",
    "study",
    "prior_learning",
    "passport",
    "placement",
    "review",
    "support",
    "visit",
    "community",
    "notice",
    "feedback",
    "funding",
    "insight",
    "access",
    "audit",
];

/// Words for a capability that the house does not use.
const MISSPELT: [&str; 24] = [
    "persons",
    "people",
    "partnerships",
    "policies",
    "programs",
    "program",
    "programmes",
    "ledgers",
    "standings",
    "bookings",
    "studies",
    "passports",
    "placements",
    "reviews",
    "supports",
    "visits",
    "communities",
    "notices",
    "notifications",
    "insights",
    "accesses",
    "audits",
    "permissions",
    "auth",
];

/// Words that name nothing: the thing lacks its own name.
const NAMELESS: [&str; 11] = [
    "common", "shared", "utils", "util", "helpers", "helper", "manager", "service", "handler",
    "data", "info",
];

/// What a line declares: the keyword and the name.
fn declared(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(|mark: char| mark.is_whitespace() || "(){}<>;:,&=".contains(mark));
    words
        .by_ref()
        .filter(|word| !word.is_empty())
        .try_fold((), |(), word| match word {
            "pub" | "crate" | "super" | "async" | "const" | "unsafe" | "extern" => Ok(()),
            keyword => Err(keyword),
        })
        .err()
        .filter(|keyword| ["fn", "struct", "enum", "trait", "type", "mod"].contains(keyword))
        .and_then(|keyword| Some((keyword, words.find(|word| !word.is_empty())?)))
}

/// The last word of a name in CamelCase or snake_case, in lower case.
fn last_word(name: &str) -> String {
    let from = name
        .char_indices()
        .rev()
        .find(|(_, letter)| letter.is_uppercase() || *letter == '_')
        .map_or(0, |(at, _)| at);
    name[from..].trim_start_matches('_').to_lowercase()
}

/// Names that a library's trait asks for.
const THEIRS: [&str; 1] = ["get_pixel"];

fn nameless(line: &str) -> Option<String> {
    let (keyword, name) = declared(line.trim())?;
    if keyword == "fn" {
        let ours = !name.contains("_not_") && !THEIRS.contains(&name);
        let start = ["get_", "do_", "handle_"]
            .into_iter()
            .find(|start| name.starts_with(start) && ours)?;
        return Some(format!(
            "`{name}` begins with `{start}`: say what it answers or does"
        ));
    }
    NAMELESS
        .contains(&last_word(name).as_str())
        .then(|| format!("`{name}` names nothing: find the thing's own word"))
}

/// The module name that a source file gives to its crate, when it stands directly in `src/`.
fn top_module(source: &Source) -> Option<&str> {
    let (_, inner) = source.path.strip_prefix("crates/")?.split_once("/src/")?;
    let name = inner.split('/').next()?;
    Some(name.strip_suffix(".rs").unwrap_or(name))
}

#[test]
fn nothing_bears_a_name_that_names_nothing() {
    none_of(
        "There is no common, shared, utils or helpers, no get_ or do_, no manager, service, handler, data or info.",
        rust()
            .flat_map(|source| source.findings(nameless))
            .collect(),
    );
}

#[test]
fn no_file_bears_a_name_that_names_nothing() {
    let found = tree()
        .iter()
        .filter(|source| source.ends_in(&[".rs", ".js", ".mjs", ".css", ".sql"]))
        .filter(|source| {
            source
                .path
                .split('/')
                .any(|part| NAMELESS.contains(&part.split('.').next().unwrap_or_default()))
        })
        .map(|source| source.at(1, "this file's path holds a word that names nothing"))
        .collect();
    none_of("If a thing has no room, it lacks a name.", found);
}

#[test]
fn a_capability_bears_its_one_name_on_every_floor() {
    let found = rust()
        .filter(|source| top_module(source).is_some_and(|name| MISSPELT.contains(&name)))
        .map(|source| {
            source.at(
                1,
                "a capability is spelt as the house guide, section 2, spells it",
            )
        })
        .collect();
    none_of("One word opens the same door on every floor.", found);
}

#[test]
fn the_glossary_lists_each_capability() {
    let words = file("docs/words.md").expect("docs/words.md is part of the house");
    let found = CAPABILITIES
        .iter()
        .filter(|name| !words.text.contains(&format!("`{name}`")))
        .map(|name| format!("docs/words.md:1: `{name}` is missing"))
        .collect();
    none_of(
        "A noun has one meaning, and stands in docs/words.md.",
        found,
    );
}

#[test]
fn each_capability_with_code_has_its_page() {
    let found = CAPABILITIES
        .iter()
        .filter(|name| rust().any(|source| top_module(source) == Some(name)))
        .filter(|name| file(&format!("docs/capabilities/{name}.md")).is_none())
        .map(|name| format!("docs/capabilities/{name}.md: this page is missing"))
        .collect();
    none_of(
        "A capability begins with its page in docs/capabilities.",
        found,
    );
}

#[test]
fn each_page_of_a_capability_bears_a_capability_s_name() {
    let found = tree()
        .iter()
        .filter(|source| source.path.starts_with("docs/capabilities/"))
        .filter(|source| !CAPABILITIES.contains(&source.stem()))
        .map(|source| source.at(1, "this is not the name of a capability"))
        .collect();
    none_of(
        "Pages in docs/capabilities bear the names of capabilities.",
        found,
    );
}

#[test]
fn a_name_that_names_nothing_is_found_wherever_it_is_declared() {
    for line in [
        "pub(crate) mod helpers;",
        "pub struct EntryManager<'a> {",
        "enum DayData {",
        "pub async fn get_entries(tx: &mut Tx) {",
        "    pub(super) const fn do_it() {",
        "type Info = u8;",
        "trait StandingService: Send {",
    ] {
        assert!(nameless(line).is_some(), "{line}");
    }
}

#[test]
fn an_honest_name_is_let_be() {
    for line in [
        "pub fn target_of(day: Date) -> Option<Day> {",
        "pub struct Database(Pool);",
        "mod database;",
        "// a struct Data would be refused",
        "let info = 3;",
        "fn do_not_ask_twice() {",
        "impl Service<Request> for Door {",
    ] {
        assert_eq!(nameless(line), None, "{line}");
    }
}
