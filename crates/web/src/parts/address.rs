//! Keeps the address of a page with everything that it asks, so that a view can be shared.
//!
//! Owns the word `Address`. It never keeps a blank answer.

use std::fmt;

/// A path with what is asked of it, in a lasting order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: String,
    asked: Vec<(String, String)>,
}

impl Address {
    /// A path of which nothing more is asked.
    #[must_use]
    pub fn of(path: impl Into<String>) -> Address {
        Address {
            path: path.into(),
            asked: Vec::new(),
        }
    }

    /// The path alone.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is asked under a name; blank where nothing is.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        let found = self.asked.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// What is asked, each with its name.
    pub fn asked(&self) -> impl Iterator<Item = (&str, &str)> {
        self.asked
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The same, but asking this; a blank value asks nothing.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Address {
        self.asked.retain(|(known, _)| known != name);
        let value = value.to_string();
        if !value.is_empty() {
            self.asked.push((name.to_owned(), value));
        }
        self
    }

    /// The same without this.
    #[must_use]
    pub fn without(self, name: &str) -> Address {
        self.with(name, "")
    }

    /// The same as a file: `.csv` after the last word of the path, all pages of it.
    #[must_use]
    pub fn file(&self, ending: &str) -> Address {
        let mut file = self.clone().without("page");
        file.path = format!("{}.{ending}", self.path);
        file
    }

    /// What is asked, as it stands after the question mark; the page left out.
    #[must_use]
    pub fn question(&self) -> String {
        let asked = self.asked.iter().filter(|(name, _)| name != "page");
        joined(asked)
    }

    /// Reads what is asked from the part after the question mark.
    #[must_use]
    pub fn asking(self, question: &str) -> Address {
        question
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .fold(self, |address, (name, value)| {
                address.with(&plain(name), plain(value))
            })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = joined(self.asked.iter());
        match asked.is_empty() {
            true => write!(f, "{}", self.path),
            false => write!(f, "{}?{asked}", self.path),
        }
    }
}

impl maud::Render for Address {
    fn render_to(&self, out: &mut String) {
        self.to_string().render_to(out);
    }
}

fn joined<'a>(asked: impl Iterator<Item = &'a (String, String)>) -> String {
    let pairs: Vec<String> = asked
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();
    pairs.join("&")
}

/// A text as it may stand in an address.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A text as it was before it stood in an address.
#[must_use]
pub fn plain(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes
            .get(at + 1..at + 3)
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back_as_it_was_written() {
        let address = Address::of("/person/l51")
            .with("q", "Siân & co=1")
            .with("sort", "due");
        assert_eq!(
            address.to_string(),
            "/person/l51?q=Si%C3%A2n+%26+co%3D1&sort=due"
        );
        let read = Address::of("/person/l51").asking(&address.question());
        assert_eq!(read, address);
    }

    #[test]
    fn a_file_holds_all_pages_of_what_is_shown() {
        let address = Address::of("/person/l51").with("page", 3).with("q", "a");
        assert_eq!(address.file("csv").to_string(), "/person/l51.csv?q=a");
        assert_eq!(
            address.without("q").with("page", 1).to_string(),
            "/person/l51?page=1"
        );
    }

    #[test]
    fn a_broken_escape_is_taken_as_it_stands() {
        assert_eq!(plain("100%"), "100%");
        assert_eq!(plain("%zz%41"), "%zzA");
    }
}
