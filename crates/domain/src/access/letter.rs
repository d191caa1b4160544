//! Keeps how a message is put: the same words as plain text and as markup.
//!
//! Owns the words `Letter` and `Piece`. It never knows to whom it goes.

use std::fmt::Write;

/// One piece of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The head of what follows.
    Head(String),
    /// A paragraph.
    Words(String),
    /// A paragraph for whoever wants to know more, smaller.
    Note(String),
    /// Six digits, to be typed.
    Code(String),
    /// A button with its words; plain text shows the address.
    Link {
        /// What the button says.
        words: String,
        /// Where it leads.
        address: String,
    },
    /// A link that is no task, smaller; plain text shows the address.
    Aside {
        /// What it says.
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

    /// The same with the head of what follows.
    #[must_use]
    pub fn head(mut self, words: impl Into<String>) -> Letter {
        self.pieces.push(Piece::Head(words.into()));
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

    /// The same with a smaller paragraph.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Letter {
        self.pieces.push(Piece::Note(words.into()));
        self
    }

    /// The same with a link that is no task.
    #[must_use]
    pub fn aside(mut self, words: impl Into<String>, address: impl Into<String>) -> Letter {
        let (words, address) = (words.into(), address.into());
        self.pieces.push(Piece::Aside { words, address });
        self
    }

    /// Whether it has a link to a task.
    #[must_use]
    pub fn has_links(&self) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| matches!(piece, Piece::Link { .. }))
    }

    /// As plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Head(words) => format!("* {words}"),
            Piece::Words(words) | Piece::Note(words) => words.clone(),
            Piece::Code(code) => format!("    {code}"),
            Piece::Link { words, address } | Piece::Aside { words, address } => {
                format!("{words}:\n{address}")
            }
        });
        let mut text = pieces.collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }

    /// As markup that asks nothing of the outside world: no picture, no style sheet, no script. It follows
    /// the reader's light or dark, and its buttons are ones in every mail program.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = format!(
            "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\"><title>{}</title></head><body><font face=\"{FACES}\"><table role=\"presentation\" width=\"100%\" cellpadding=\"8\" cellspacing=\"0\" border=\"0\"><tr><td><main><h1><font size=\"5\">{}</font></h1>",
            escaped(&self.subject),
            escaped(&self.subject)
        );
        for piece in &self.pieces {
            // A text has room for everything that is written to it.
            let _ = match piece {
                Piece::Head(words) => write!(html, "<hr><h2>{}</h2>", escaped(words)),
                Piece::Words(words) => write!(html, "<p>{}</p>", shown(words)),
                Piece::Note(words) => write!(html, "<p><small>{}</small></p>", shown(words)),
                Piece::Code(code) => {
                    write!(html, "<p><strong><big>{}</big></strong></p>", escaped(code))
                }
                Piece::Link { words, address } => write!(
                    html,
                    "<table role=\"presentation\" cellpadding=\"12\" cellspacing=\"4\" border=\"0\"><tr><td bgcolor=\"{BUTTON}\"><a href=\"{}\"><font face=\"{FACES}\" color=\"{ON_BUTTON}\"><strong>{}</strong></font></a></td></tr></table>",
                    escaped(address),
                    escaped(words)
                ),
                Piece::Aside { words, address } => write!(
                    html,
                    "<p><small><a href=\"{}\">{}</a></small></p>",
                    escaped(address),
                    escaped(words)
                ),
            };
        }
        html.push_str("</main></td></tr></table></font></body></html>");
        html
    }
}

/// The faces of a message, in the order in which a program has them.
const FACES: &str = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

/// A button and the words on it, by the names that every mail program knows.
const BUTTON: &str = "navy";
const ON_BUTTON: &str = "white";

/// Six digits in two groups, as people read them.
#[must_use]
pub fn spaced(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((first, last)) if !last.is_empty() => format!("{first} {last}"),
        _ => code.to_owned(),
    }
}

/// How many letters of a word stand side by side before a narrow screen may break it.
const UNBROKEN: usize = 24;

/// Words as markup: an address among them can be pressed, and what is long may be broken anywhere.
fn shown(words: &str) -> String {
    let shown = words.split(' ').map(|word| {
        let letters: Vec<char> = word.chars().collect();
        let parts = letters.chunks(UNBROKEN);
        let parts = parts.map(|part| escaped(&part.iter().collect::<String>()));
        let broken = parts.collect::<Vec<_>>().join("<wbr>");
        let is_address = ["https://", "http://"]
            .iter()
            .any(|scheme| word.starts_with(scheme));
        match is_address {
            true => {
                let address = word.trim_end_matches(['.', ',', ';', ')']);
                format!("<a href=\"{}\">{broken}</a>", escaped(address))
            }
            false => broken,
        }
    });
    shown.collect::<Vec<_>>().join(" ")
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
            "<h1><font size=\"5\">Sign in &amp; &lt;more&gt;</font></h1>",
            "<p>Hello Amina &lt;Khan&gt;,</p>",
            "012 345",
            "<a href=\"https://a.example/sign-in/x?a=&quot;1&quot;\">",
            "<strong>Sign in</strong>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }

    #[test]
    fn an_address_among_words_can_be_pressed_and_breaks_on_a_narrow_screen() {
        let html = Letter::about("Place")
            .words("Online: https://meet.example/\"0123456789abcdef.")
            .html();
        let expected = "<p>Online: <a href=\"https://meet.example/&quot;0123456789abcdef\">https://meet.example/&quot;01<wbr>23456789abcdef.</a></p>";
        assert!(html.contains(expected), "{html}");
        let html = Letter::about("Place").words("javascript:alert(1)").html();
        assert!(!html.contains("href"), "{html}");
    }

    #[test]
    fn the_markup_asks_nothing_of_the_outside_world() {
        let html = letter().html();
        for part in ["<img", "<script", "<style", "style=", "src=", "<link"] {
            assert!(!html.contains(part), "{part}");
        }
    }
}
