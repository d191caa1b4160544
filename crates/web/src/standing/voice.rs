//! Chooses whether a training page speaks to the mentor or of them.
//!
//! Owns the word `Voice`. It never changes a figure.

use domain::person::Person;

/// To whom a page speaks.
#[derive(Debug, Clone, Copy)]
pub enum Voice<'a> {
    /// To the mentor whose page it is.
    ToYou,
    /// To somebody else, of this mentor.
    Of(&'a Person),
}

impl Voice<'_> {
    /// Picks the words to the mentor, or those of them.
    #[must_use]
    pub fn pick<'t>(self, to_you: &'t str, of_them: &'t str) -> &'t str {
        match self {
            Voice::ToYou => to_you,
            Voice::Of(_) => of_them,
        }
    }

    /// The title of the page.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Voice::ToYou => "Your training".to_owned(),
            Voice::Of(person) => format!("{} training", whose(&person.name())),
        }
    }
}

/// A name as its owner's: "Amina’s", "Chris’".
fn whose(name: &str) -> String {
    let mark = if name.ends_with('s') { "’" } else { "’s" };
    format!("{name}{mark}")
}

#[cfg(test)]
mod tests {
    use super::whose;

    #[test]
    fn a_name_that_ends_in_s_takes_no_second_one() {
        assert_eq!(whose("Amina Rahman"), "Amina Rahman’s");
        assert_eq!(whose("Sarah Hughes"), "Sarah Hughes’");
    }
}
