//! The house rules, kept by the compiler's side: each rule of the house guide that a machine can see.
//! Owns the words *rule* and *finding*; reads the source tree and nothing else.
//! Never judges what the program does: that is for the other tests.

mod assurance;
mod docs;
mod doors;
mod layout;
mod pages;
mod shipped;
mod sql;
mod tree;
mod words;

/// Fails with each finding on a line of its own, after the rule that it breaks.
#[track_caller]
fn none_of(rule: &str, findings: Vec<String>) {
    assert!(
        findings.is_empty(),
        "\n{rule}\n{}\n",
        findings
            .iter()
            .map(|finding| format!("  {finding}"))
            .collect::<Vec<_>>()
            .join("\n")
    );
}
