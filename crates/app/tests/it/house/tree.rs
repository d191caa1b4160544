//! Reads the source tree once, for all house rules.
//! Owns the word *source*: one text file, with its path from the root of the house.
//! Never reads what is built, downloaded or ignored.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// Folders that hold nothing written by hand; in a second working tree `.git` is a file.
const NOT_OURS: [&str; 6] = [
    ".git",
    "target",
    "node_modules",
    "alongside-data",
    "shots",
    "proptest-regressions",
];

/// One text file of the house.
pub struct Source {
    /// The path from the root, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A file that exists only in a test.
    pub fn sample(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }

    /// A finding on one line of this file.
    pub fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }

    /// The name of the crate, for files below `crates/`.
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// The file's name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// Whether the path ends in one of these endings.
    pub fn ends_in(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// The lines on which `wanted` says that something is wrong, and what.
    pub fn findings(&self, wanted: impl Fn(&str) -> Option<String>) -> Vec<String> {
        self.lines()
            .filter_map(|(number, line)| wanted(line).map(|what| self.at(number, &what)))
            .collect()
    }
}

/// Every text file of the house.
pub fn tree() -> &'static [Source] {
    static TREE: OnceLock<Vec<Source>> = OnceLock::new();
    TREE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found = Vec::new();
        read_folder(&root, "", &mut found);
        found.sort_by(|one, other| one.path.cmp(&other.path));
        assert!(
            found.iter().any(|source| source.path == "Cargo.toml"),
            "the source tree was not found at {}",
            root.display()
        );
        found
    })
}

/// Every Rust file of the house.
pub fn rust() -> impl Iterator<Item = &'static Source> {
    tree().iter().filter(|source| source.ends_in(&[".rs"]))
}

/// The file at this path.
pub fn file(path: &str) -> Option<&'static Source> {
    tree().iter().find(|source| source.path == path)
}

fn read_folder(folder: &Path, prefix: &str, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                read_folder(&entry.path(), &format!("{path}/"), found);
            }
        } else if kind.is_file()
            && name != ".git"
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push(Source { path, text });
        }
    }
}
