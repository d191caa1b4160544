//! Keeps the one test binary of `formats`: each module tests the module of its name.
//! Owns the small files that the tests write for themselves.
//! Never reads anything outside this crate.

mod calendar;
mod case_file;
mod cell;
mod gias;
mod gias_links;
mod join_log;
mod map_file;
mod pasted;
mod policy_file;
mod policy_names;
mod programme_file;
mod providers;
mod refused_rows;
mod register;
mod settings_file;
mod spreadsheet;
mod table;
mod table_hostile;

use std::path::PathBuf;

/// A folder that goes with the test, and a way to put files into it.
struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new() -> Scratch {
        Scratch(tempfile::tempdir().expect("a folder for the test"))
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).expect("a file for the test");
        path
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}
