//! Keeps where a dated value stands.
//!
//! Owns the word `Origin`. It never opens the file.

/// Where a row stands, so that a person can find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a file shipped with the program, at a line.
    File {
        /// The file, from the project's root.
        path: &'static str,
        /// The line of its name.
        line: usize,
    },
    /// Among the administrator's own rows.
    Own,
    /// At a line of a file that is about to become own rows.
    Stated(usize),
}

impl Origin {
    /// Says whether it is the administrator's own rather than shipped.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !matches!(self, Origin::File { .. })
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::File { path, line } => write!(f, "{path}, line {line}"),
            Origin::Own => f.write_str("your own rows"),
            Origin::Stated(line) => write!(f, "line {line}"),
        }
    }
}
