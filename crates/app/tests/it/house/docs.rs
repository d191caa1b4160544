//! What is explained: pages that link to one another, and rules named as they are named in the files.
//! Owns the form of a link and of a policy's name in prose.
//! Never judges how well a page explains.

use std::path::Path;

use super::none_of;
use super::tree::{Source, file, tree};

/// The targets of a line's links that lead to other files of the house.
fn links(line: &str) -> Vec<&str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
        .map(|target| target.split('#').next().unwrap_or_default())
        .collect()
}

/// The path from the root to which a link on this page leads.
fn resolved(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Pictures are no text: they are looked for on the disk.
fn is_on_disk(path: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join(path).is_file()
}

fn broken_links(page: &Source) -> Vec<String> {
    page.lines()
        .flat_map(|(number, line)| links(line).into_iter().map(move |target| (number, target)))
        .filter(|(_, target)| {
            let path = resolved(&page.path, target);
            if target.ends_with(".png") {
                return !is_on_disk(&path);
            }
            let folder = format!("{path}/");
            !tree()
                .iter()
                .any(|source| source.path == path || source.path.starts_with(&folder))
        })
        .map(|(number, target)| page.at(number, &format!("the link to {target} leads nowhere")))
        .collect()
}

/// Words in backticks that are shaped like a policy's name.
fn policy_names(line: &str) -> Vec<&str> {
    let roots = [
        "general_mentor.",
        "lead_mentor.",
        "grant.",
        "school.scope.",
        "ledger.day.",
        "claim.",
    ];
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| roots.iter().any(|root| word.starts_with(root)))
        .filter(|word| {
            word.chars()
                .all(|mark| mark.is_ascii_lowercase() || "._".contains(mark))
        })
        .collect()
}

fn pages() -> impl Iterator<Item = &'static Source> {
    tree().iter().filter(|source| source.ends_in(&[".md"]))
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    none_of(
        "A link leads somewhere.",
        pages().flat_map(broken_links).collect(),
    );
}

#[test]
fn a_policy_named_in_prose_is_one_that_exists() {
    let listed = file("policies/README.md").expect("policies/README.md is part of the house");
    let found = pages()
        .flat_map(|page| {
            page.findings(|line| {
                policy_names(line)
                    .into_iter()
                    .find(|name| !listed.text.contains(&format!("| `{name}` |")))
                    .map(|name| format!("`{name}` is not listed in policies/README.md"))
            })
        })
        .collect();
    none_of("A policy is named as policies/README.md names it.", found);
}

#[test]
fn a_link_to_nowhere_and_a_policy_s_name_are_found() {
    let page = |text: &str| Source::sample("docs/capabilities/page.md", text);
    assert_eq!(
        broken_links(&page("see [words](../words.md) and [it](../no.md)")).len(),
        1
    );
    assert!(broken_links(&page("see [adr](../adr/) and [top](#top)")).is_empty());
    assert_eq!(broken_links(&page("![none](shots/none.png)")).len(), 1);
    assert_eq!(
        policy_names("the cap `general_mentor.lapse` and `standing.rs`"),
        ["general_mentor.lapse"]
    );
}
