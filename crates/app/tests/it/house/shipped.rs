//! What ships: rule files within the program, targets, and nothing that tells of one machine (sections 2, 6 and 12).
//! Owns the marks of a machine's paths and of package registries.
//! Never reads the rules themselves: `alongside policy check` does.

use super::none_of;
use super::tree::{Source, file, tree};

const SHIPPED: &str = "crates/actions/src/policy/shipped.rs";

/// Text that tells of one machine or one registry; put together so that this file does not hold it.
fn marks() -> Vec<String> {
    [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/home/", "runner"],
        ["crates", ".io"],
        ["npmjs", ".org"],
        ["npmjs", ".com"],
        ["pypi", ".org"],
        ["deb.debian", ".org"],
        ["yarnpkg", ".com"],
        ["proxy.golang", ".org"],
    ]
    .iter()
    .map(|halves| halves.concat())
    .collect()
}

fn tells_of_a_machine(line: &str) -> Option<String> {
    marks()
        .into_iter()
        .find(|mark| line.contains(mark))
        .map(|mark| format!("`{mark}` names a machine's path or a registry"))
}

fn rule_files() -> impl Iterator<Item = &'static Source> {
    let folders = ["policies/england/", "policies/local/", "programmes/"];
    tree().iter().filter(move |source| {
        source.ends_in(&[".toml"]) && folders.iter().any(|folder| source.path.starts_with(folder))
    })
}

#[test]
fn every_policy_and_programme_file_ships_within_the_program() {
    let shipped = file(SHIPPED).map_or("", |source| source.text.as_str());
    let found = rule_files()
        .filter(|source| !shipped.contains(&source.path))
        .map(|source| source.at(1, &format!("not embedded in {SHIPPED}")))
        .collect();
    none_of("A rule file that is not embedded is never in force.", found);
}

#[test]
fn the_text_tells_of_no_machine_and_no_registry() {
    let found = tree()
        .iter()
        .filter(|source| source.path != "Cargo.lock")
        .flat_map(|source| source.findings(tells_of_a_machine))
        .collect();
    none_of("The house stands on any machine.", found);
}

#[test]
fn make_lists_the_targets_of_the_house_guide() {
    let makefile = file("Makefile").expect("the Makefile is part of the house");
    let found = ["run", "check", "test", "e2e", "bench", "docs"]
        .iter()
        .filter(|target| !makefile.text.contains(&format!("\n{target}: ## ")))
        .map(|target| makefile.at(1, &format!("`make {target}` is missing")))
        .collect();
    none_of("Nothing else need be remembered.", found);
}

#[test]
fn the_readme_opens_with_the_two_commands() {
    let readme = file("README.md").expect("README.md is part of the house");
    let at = |command: &str| {
        readme
            .lines()
            .find(|(_, line)| line.contains(command))
            .map(|(number, _)| number)
    };
    let found = ["cargo run --release -- demo", "cargo test --workspace"]
        .iter()
        .filter(|command| at(command).is_none_or(|line| line > 15))
        .map(|command| {
            readme.at(
                1,
                &format!("`{command}` does not stand in the opening lines"),
            )
        })
        .collect();
    none_of("README.md opens with the two commands.", found);
}

#[test]
fn a_machine_s_path_or_a_registry_is_found() {
    for mark in marks() {
        assert!(
            tells_of_a_machine(&format!("see {mark}x")).is_some(),
            "{mark}"
        );
    }
    assert!(tells_of_a_machine("see ./alongside-data").is_none());
}
