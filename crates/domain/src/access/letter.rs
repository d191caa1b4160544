//! Keeps how a message is put: the same words as plain text and as markup.
//!
//! Owns the words `Letter` and `Piece`. It never knows to whom it goes.

use std::fmt::Write;

/// One piece of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Words(String),
    /// Six digits, to be typed.
    Code(String),
    /// A button with its words; plain text shows the address.
    Link {
        /// What the button says.
        words: String,
        /// Where it leads.
        address: String,
    },
}

/// A message, from its subject to its last line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What the list of messages shows.
    pub subject: String,
    /// Everything that it says, in order.
    pub pieces: Vec<Piece>,
}

impl Letter {
    /// A letter that says nothing yet.
    #[must_use]
    pub fn about(subject: impl Into<String>) -> Letter {
        Letter {
            subject: subject.into(),
            pieces: Vec::new(),
        }
    }

    /// The same with one more paragraph.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Letter {
        self.pieces.push(Piece::Words(words.into()));
        self
    }

    /// The same with six digits.
    #[must_use]
    pub fn code(mut self, code: &str) -> Letter {
        self.pieces.push(Piece::Code(spaced(code)));
        self
    }

    /// The same with a link.
    #[must_use]
    pub fn link(mut self, words: impl Into<String>, address: impl Into<String>) -> Letter {
        let (words, address) = (words.into(), address.into());
        self.pieces.push(Piece::Link { words, address });
        self
    }

    /// As plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Code(code) => format!("    {code}"),
            Piece::Link { words, address } => format!("{words}:\n{address}"),
        });
        let mut text = pieces.collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }

    /// As markup that asks nothing of the outside world: no picture, no style sheet, no script.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = format!(
            "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>",
            escaped(&self.subject)
        );
        for piece in &self.pieces {
            // A text has room for everything that is written to it.
            let _ = match piece {
                Piece::Words(words) => write!(html, "<p>{}</p>", escaped(words)),
                Piece::Code(code) => {
                    write!(html, "<p><strong><big>{}</big></strong></p>", escaped(code))
                }
                Piece::Link { words, address } => write!(
                    html,
                    "<p><a href=\"{0}\">{1}</a><br><small>{0}</small></p>",
                    escaped(address),
                    escaped(words)
                ),
            };
        }
        html.push_str("</body></html>");
        html
    }
}

/// Six digits in two groups, as people read them.
#[must_use]
pub fn spaced(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((first, last)) if !last.is_empty() => format!("{first} {last}"),
        _ => code.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter::about("Sign in & <more>")
            .words("Hello Amina <Khan>,")
            .code("012345")
            .link("Sign in", "https://a.example/sign-in/x?a=\"1\"")
    }

    #[test]
    fn both_forms_say_the_same() {
        assert_eq!(
            letter().text(),
            "Hello Amina <Khan>,\n\n    012 345\n\nSign in:\nhttps://a.example/sign-in/x?a=\"1\"\n"
        );
        let html = letter().html();
        for part in [
            "<title>Sign in &amp; &lt;more&gt;</title>",
            "<p>Hello Amina &lt;Khan&gt;,</p>",
            "012 345",
            "<a href=\"https://a.example/sign-in/x?a=&quot;1&quot;\">Sign in</a>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }

    #[test]
    fn the_markup_asks_nothing_of_the_outside_world() {
        let html = letter().html();
        for part in ["<img", "<script", "<style", "style=", "src=", "<link"] {
            assert!(!html.contains(part), "{part}");
        }
    }
}
