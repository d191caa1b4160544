//! How files are laid out: their length, their opening lines, and that none is forgotten (sections 2, 10 and 11).
//! Owns the longest length of a file and the few tables that may pass it.
//! Never reads what a file is about.

use super::none_of;
use super::tree::{Source, file, rust, tree};

const LONGEST: usize = 400;

/// Tables by name, which may be as long as what they list.
const TABLES: [&str; 3] = ["deeds", "terms", "style"];

fn too_long(source: &Source) -> Option<String> {
    let length = source.text.lines().count();
    (length > LONGEST && !TABLES.contains(&source.stem())).then(|| {
        source.at(
            LONGEST + 1,
            &format!("{length} lines; the longest allowed is {LONGEST}"),
        )
    })
}

fn opens_in_silence(source: &Source) -> Option<String> {
    (!source.text.starts_with("//! ")).then(|| {
        source.at(
            1,
            "a module opens with `//!`: what it keeps, owns and never does",
        )
    })
}

fn silenced(line: &str) -> Option<String> {
    let line: String = line.split_whitespace().collect();
    (line.starts_with("#[allow(") || line.starts_with("#![allow("))
        .then(|| "use #[expect(..., reason = \"...\")]".to_owned())
}

/// The files of which one should name this module, or none for the roots of a crate.
fn parents(path: &str) -> Option<Vec<String>> {
    let (folder, name) = path.rsplit_once('/')?;
    let root = ["/src", "/tests/it"]
        .into_iter()
        .find(|root| folder.ends_with(root));
    match (root, name) {
        (Some(_), "lib.rs" | "main.rs") => None,
        (Some(_), _) => Some(vec![
            format!("{folder}/lib.rs"),
            format!("{folder}/main.rs"),
        ]),
        (None, _) => Some(vec![format!("{folder}.rs")]),
    }
}

fn names(parent: &Source, module: &str) -> bool {
    parent.lines().any(|(_, line)| {
        line.trim()
            .strip_suffix(&format!("mod {module};"))
            .is_some_and(|before| before.is_empty() || before.ends_with(' '))
    })
}

fn forgotten(source: &Source) -> Option<String> {
    let in_module_tree = source.path.contains("/src/") || source.path.contains("/tests/it/");
    if source.room().is_none() || !in_module_tree {
        return None;
    }
    let parents = parents(&source.path)?;
    let named = parents
        .iter()
        .filter_map(|path| file(path))
        .any(|parent| names(parent, source.stem()));
    (!named).then(|| {
        source.at(
            1,
            &format!("no `mod {};` in {}", source.stem(), parents.join(" or ")),
        )
    })
}

fn second_test_binary(source: &Source) -> Option<String> {
    let inner = source.path.strip_prefix("crates/")?.split_once('/')?.1;
    (inner.starts_with("tests/") && !inner.starts_with("tests/it/"))
        .then(|| source.at(1, "tests outside a module stand in tests/it/"))
}

#[test]
fn no_file_passes_four_hundred_lines() {
    let found = tree()
        .iter()
        .filter(|source| source.ends_in(&[".rs", ".js", ".css", ".mjs"]))
        .filter_map(too_long)
        .collect();
    none_of("No file passes 400 lines, its tests included.", found);
}

#[test]
fn every_module_opens_by_saying_what_it_keeps() {
    none_of(
        "Every module file opens with `//!`.",
        rust().filter_map(opens_in_silence).collect(),
    );
}

#[test]
fn a_module_with_a_folder_stands_beside_it() {
    let found = rust()
        .filter(|source| source.stem() == "mod")
        .map(|source| {
            source.at(
                1,
                "a module begins as NAME.rs and gains a folder NAME/ beside it",
            )
        })
        .collect();
    none_of("There is no mod.rs.", found);
}

#[test]
fn a_lint_is_silenced_only_with_a_reason() {
    none_of(
        "No #[allow].",
        rust()
            .flat_map(|source| source.findings(silenced))
            .collect(),
    );
}

#[test]
fn no_source_or_test_file_is_forgotten() {
    none_of(
        "Each file is named by the module above it.",
        rust().filter_map(forgotten).collect(),
    );
}

#[test]
fn each_crate_has_one_test_binary() {
    none_of(
        "The one test binary of a crate is tests/it/main.rs.",
        rust().filter_map(second_test_binary).collect(),
    );
}

#[test]
fn a_file_that_breaks_a_rule_of_layout_is_found() {
    let long = "//! x\n".repeat(LONGEST + 1);
    assert!(too_long(&Source::sample("crates/web/src/page.rs", &long)).is_some());
    assert!(too_long(&Source::sample("crates/actions/src/deeds.rs", &long)).is_none());
    assert!(opens_in_silence(&Source::sample("crates/web/src/page.rs", "use x;\n")).is_some());
    assert!(silenced(concat!("  #", "[allow (dead_code)]")).is_some());
    assert!(second_test_binary(&Source::sample("crates/web/tests/more.rs", "//! x")).is_some());
    assert!(second_test_binary(&Source::sample("crates/web/src/a/tests/b.rs", "//! x")).is_none());
    assert!(silenced("#[expect(dead_code, reason = \"soon\")]").is_none());
}

#[test]
fn a_forgotten_file_is_found_in_sources_and_tests_alike() {
    for path in [
        "crates/app/src/nobody.rs",
        "crates/app/tests/it/nobody.rs",
        "crates/app/tests/it/house/nobody.rs",
    ] {
        assert!(
            forgotten(&Source::sample(path, "//! x")).is_some(),
            "{path}"
        );
    }
    assert!(
        forgotten(&Source::sample(
            "crates/app/tests/it/house/tree.rs",
            "//! x"
        ))
        .is_none()
    );
    assert!(!names(
        &Source::sample("lib.rs", "mod under_ledger;"),
        "ledger"
    ));
    assert!(names(
        &Source::sample("lib.rs", "pub(crate) mod ledger;"),
        "ledger"
    ));
}
