//! Keeps words with fields that are filled in for each reader, and checks them before anything goes.
//!
//! Owns the words `Template` and `Fields`. It never sends a message with a field left open.

use std::collections::BTreeMap;

/// The fields that words may have, each with what stands in its place.
pub const FIELDS: [(&str, &str); 7] = [
    ("first_name", "their given name"),
    ("name", "their whole name"),
    ("school", "the school of the day"),
    ("hours_left", "what is left of their training"),
    ("next_step", "the part of their training that comes next"),
    ("due_on", "the day by which that falls due"),
    ("sender", "your own name"),
];

/// Why words cannot go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is no subject.
    #[error("Give the message a subject: it is what people see first.")]
    NoSubject,
    /// There are no words.
    #[error("Write what you have to say.")]
    NoWords,
    /// It is too long to be read on a phone.
    #[error("The message has {0} letters. Keep it below {LONGEST}: people read it on a phone.")]
    TooLong(usize),
    /// A brace is left open.
    #[error("A brace is left open near “{0}”. A field is written like {{first_name}}.")]
    Open(String),
    /// A field of which nothing is known.
    #[error("There is no field {{{0}}}. The fields are {all}.", all = all())]
    Unknown(String),
    /// A field that is blank for somebody.
    #[error(
        "The field {{{field}}} is blank for {whom}. Take it out, or leave them out of the list."
    )]
    Blank {
        /// Which field.
        field: String,
        /// For whom.
        whom: String,
    },
}

/// The longest message, in letters.
pub const LONGEST: usize = 4000;

fn all() -> String {
    let names: Vec<String> = FIELDS
        .iter()
        .map(|(name, _)| format!("{{{name}}}"))
        .collect();
    names.join(", ")
}

/// A subject and words with fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// What a list shows.
    pub subject: String,
    /// What it says.
    pub words: String,
}

/// What is filled in for one reader, by the name of the field.
pub type Fields = BTreeMap<&'static str, String>;

impl Template {
    /// Checks that it can be filled in for anybody.
    ///
    /// # Refuses
    /// Without a subject or words, when it is too long, when a brace is left open or a field is unknown.
    pub fn check(&self) -> Result<(), Fault> {
        if self.subject.trim().is_empty() {
            return Err(Fault::NoSubject);
        }
        if self.words.trim().is_empty() {
            return Err(Fault::NoWords);
        }
        let letters = self.words.chars().count() + self.subject.chars().count();
        if letters > LONGEST {
            return Err(Fault::TooLong(letters));
        }
        for field in fields(&self.subject)?
            .into_iter()
            .chain(fields(&self.words)?)
        {
            if !FIELDS.iter().any(|(known, _)| *known == field) {
                return Err(Fault::Unknown(field.to_owned()));
            }
        }
        Ok(())
    }

    /// Fills it in for one reader.
    ///
    /// # Refuses
    /// What `check` refuses, and a field that is blank for them.
    pub fn fill(&self, whom: &str, known: &Fields) -> Result<Template, Fault> {
        self.check()?;
        Ok(Template {
            subject: filled(&self.subject, whom, known)?.replace(['\r', '\n'], " "),
            words: filled(&self.words, whom, known)?.replace("\r\n", "\n"),
        })
    }
}

/// The fields of some words, in their order.
fn fields(text: &str) -> Result<Vec<&str>, Fault> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let near = || Fault::Open(rest[at..].chars().take(20).collect());
        let inner = rest[at..].strip_prefix('{').ok_or_else(near)?;
        let end = inner.find(['{', '}']).ok_or_else(near)?;
        if !inner[end..].starts_with('}') {
            return Err(near());
        }
        found.push(&inner[..end]);
        rest = &inner[end + 1..];
    }
    Ok(found)
}

/// What a reader's own values say stands as it is: it is never read for fields again.
fn filled(text: &str, whom: &str, known: &Fields) -> Result<String, Fault> {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    for field in fields(text)? {
        let begins = rest.find('{').unwrap_or_default();
        all.push_str(&rest[..begins]);
        let value = known.get(field).map(|value| value.trim());
        let value = value.filter(|value| !value.is_empty());
        all.push_str(value.ok_or_else(|| Fault::Blank {
            field: field.to_owned(),
            whom: whom.to_owned(),
        })?);
        rest = &rest[begins + field.len() + 2..];
    }
    all.push_str(rest);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(words: &str) -> Template {
        Template {
            subject: "Hello {first_name}".to_owned(),
            words: words.to_owned(),
        }
    }

    fn amina() -> Fields {
        Fields::from([
            ("first_name", "Amina".to_owned()),
            ("hours_left", "5 h".to_owned()),
            ("school", String::new()),
        ])
    }

    #[test]
    fn fields_are_filled_in_for_one_reader() {
        let found = template("{hours_left} left, {first_name}.").fill("Amina Khan", &amina());
        let found = found.expect("filled");
        assert_eq!(found.subject, "Hello Amina");
        assert_eq!(found.words, "5 h left, Amina.");
    }

    #[test]
    fn an_unknown_field_and_an_open_brace_are_refused_before_anything_goes() {
        assert_eq!(template("{trn}").check(), Err(Fault::Unknown("trn".into())));
        assert_eq!(template("{}").check(), Err(Fault::Unknown(String::new())));
        for words in [
            "{first_name",
            "first_name}",
            "{{first_name}}",
            "{first{name}",
        ] {
            assert!(
                matches!(template(words).check(), Err(Fault::Open(_))),
                "{words}"
            );
        }
        assert_eq!(template("  ").check(), Err(Fault::NoWords));
        assert!(matches!(
            template(&"é".repeat(LONGEST)).check(),
            Err(Fault::TooLong(_))
        ));
    }

    #[test]
    fn a_field_that_is_blank_for_somebody_is_refused_with_their_name() {
        let refused = template("At {school}").fill("Amina Khan", &amina());
        let refused = refused.expect_err("refused").to_string();
        assert!(
            refused.contains("{school}") && refused.contains("Amina Khan"),
            "{refused}"
        );
    }

    #[test]
    fn a_value_that_looks_like_a_field_stays_as_it_is() {
        let mut known = amina();
        known.insert("first_name", "{hours_left}".to_owned());
        let found = template("{first_name}!").fill("x", &known).expect("filled");
        assert_eq!(found.words, "{hours_left}!");
    }

    #[test]
    fn a_subject_stays_on_one_line() {
        let mut known = amina();
        known.insert("first_name", "A\r\nBcc: x@y.example".to_owned());
        let found = template("x").fill("x", &known).expect("filled");
        assert!(!found.subject.contains(['\r', '\n']));
    }
}
