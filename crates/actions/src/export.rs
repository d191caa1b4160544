//! Hands out lists as files: comma-separated values, or an Excel workbook.
//!
//! Owns the words `Export` and `Ending`. It never decides what is listed.

use domain::Date;
use formats::spreadsheet::List;

use crate::ActionError;

pub use formats::spreadsheet;

/// Which kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl Ending {
    /// Reads the letters after the dot.
    #[must_use]
    pub fn read(letters: &str) -> Option<Ending> {
        match letters {
            "csv" => Some(Ending::Csv),
            "xlsx" => Some(Ending::Xlsx),
            _ => None,
        }
    }

    /// Parts the last word of a path from its ending, if it has one of ours.
    #[must_use]
    pub fn part(word: &str) -> (&str, Option<Ending>) {
        let parted = word
            .rsplit_once('.')
            .and_then(|(word, ending)| Some((word, Ending::read(ending)?)));
        parted.map_or((word, None), |(word, ending)| (word, Some(ending)))
    }

    fn letters(self) -> &'static str {
        match self {
            Ending::Csv => "csv",
            Ending::Xlsx => "xlsx",
        }
    }
}

/// A file that was made for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its name, safe on any machine.
    pub name: String,
    /// What it is, as the web names it.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Makes a file of a list, named after words and the day.
///
/// # Errors
/// When the list is more than such a file can hold.
pub fn export(
    list: &List,
    words: &str,
    made_on: Date,
    ending: Ending,
) -> Result<Export, ActionError> {
    let made = match ending {
        Ending::Csv => list.csv(),
        Ending::Xlsx => list.workbook(made_on),
    };
    let bytes = made.map_err(|_| {
        ActionError::Unreadable(
            "This list is more than a file of that kind can hold. Narrow it and ask again."
                .to_owned(),
        )
    })?;
    let words = domain::person::fold(words).replace(' ', "-");
    Ok(Export {
        name: format!("{words}-{made_on}.{}", ending.letters()),
        kind: match ending {
            Ending::Csv => "text/csv; charset=utf-8",
            Ending::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        },
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_path_is_parted_from_its_ending() {
        assert_eq!(Ending::part("l51.csv"), ("l51", Some(Ending::Csv)));
        assert_eq!(Ending::part("l51.xlsx"), ("l51", Some(Ending::Xlsx)));
        assert_eq!(Ending::part("l51.exe"), ("l51.exe", None));
    }
}
