//! Lists the reasons that a reviewer chooses from.
//!
//! Owns the word `Reason`. It never says what follows from one.

/// The reason from the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It covers the same.
    SameContent,
    /// It covers some of the same.
    SomeOfTheContent,
    /// It covers something else.
    OtherContent,
    /// The evidence does not show it.
    EvidenceDoesNotShow,
    /// The evidence cannot be read.
    EvidenceUnreadable,
    /// It was too long ago.
    TooLongAgo,
    /// The map of the group says so.
    AgreedInTheMap,
    /// The other institution confirmed it.
    IssuerConfirmed,
    /// The other institution does not know of it.
    IssuerDoesNotKnow,
}

impl Reason {
    /// Every reason with the code that is kept and the words that the mentor reads.
    pub const ALL: [(Reason, &'static str, &'static str); 9] = [
        (Reason::SameContent, "same_content", "It covers the same"),
        (
            Reason::SomeOfTheContent,
            "some_of_the_content",
            "It covers some of the same",
        ),
        (
            Reason::OtherContent,
            "other_content",
            "It covers something else",
        ),
        (
            Reason::EvidenceDoesNotShow,
            "evidence_does_not_show",
            "The evidence does not show what was done",
        ),
        (
            Reason::EvidenceUnreadable,
            "evidence_unreadable",
            "The evidence cannot be read",
        ),
        (Reason::TooLongAgo, "too_long_ago", "It was too long ago"),
        (
            Reason::AgreedInTheMap,
            "agreed_in_the_map",
            "The institutions have agreed that it counts",
        ),
        (
            Reason::IssuerConfirmed,
            "issuer_confirmed",
            "The other institution has confirmed it",
        ),
        (
            Reason::IssuerDoesNotKnow,
            "issuer_does_not_know",
            "The other institution has no record of it",
        ),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// Says it to whoever reads the decision.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (Reason, &'static str, &'static str) {
        let mut all = Reason::ALL.into_iter();
        let known = all.find(|(reason, ..)| *reason == self);
        known.unwrap_or((self, "", ""))
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Reason> {
        let mut all = Reason::ALL.into_iter();
        all.find(|(_, known, _)| *known == code)
            .map(|(reason, ..)| reason)
    }
}
