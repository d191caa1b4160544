//! Keeps why two records may be one person's.
//!
//! Owns the word `Sameness`. It never decides that they are.

/// Why two records may be one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sameness {
    /// Somebody with one record showed that an address of the other is theirs.
    Address,
    /// Somebody with one record gave the TRN of the other.
    Trn,
}

impl Sameness {
    const ALL: [(Sameness, &'static str); 2] =
        [(Sameness::Address, "address"), (Sameness::Trn, "trn")];

    /// The code by which it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Sameness::Address => "address",
            Sameness::Trn => "trn",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Sameness> {
        let known = Sameness::ALL.into_iter().find(|(_, known)| *known == code);
        known.map(|(why, _)| why)
    }

    /// Why, as a page tells it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Sameness::Address => {
                "whoever has one record showed that an address of the other is theirs"
            }
            Sameness::Trn => "whoever has one record gave the TRN of the other as theirs",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_read_as_they_are_written() {
        for (why, code) in Sameness::ALL {
            assert_eq!((why.code(), Sameness::read(code)), (code, Some(why)));
        }
    }
}
