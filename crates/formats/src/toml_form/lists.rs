//! Keeps the reading of lists and of forms within forms.
//! Owns no words beyond those of the form.
//! Never takes a list in which something stands twice.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::scalars::whole;
use super::{Form, Problem, line_of, spelling};

impl<'d, 'a> Form<'d, 'a> {
    /// A list of texts; empty when the key is absent.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<String>, Problem> {
        let wanted = "a list of texts such as [\"one\", \"two\"]";
        self.list(key, wanted, |value| match value {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        })
    }

    /// A list of a few known words; empty when the key is absent.
    pub(crate) fn words(&self, key: &str, words: &[&str]) -> Result<Vec<String>, Problem> {
        let wanted = format!("a list of any of {}", words.join(", "));
        self.list(key, &wanted, |value| match value {
            DeValue::String(text) if words.contains(&text.as_ref()) => Some(text.to_string()),
            _ => None,
        })
    }

    /// A list of whole numbers in a range; empty when the key is absent.
    pub(crate) fn wholes(
        &self,
        key: &str,
        range: RangeInclusive<i64>,
    ) -> Result<Vec<i64>, Problem> {
        let wanted = format!("a list, each {}", spelling::range(&range));
        self.list(key, &wanted, |value| {
            whole(value).filter(|number| range.contains(number))
        })
    }

    fn list<T: PartialEq>(
        &self,
        key: &str,
        wanted: &str,
        read: impl Fn(&DeValue<'a>) -> Option<T>,
    ) -> Result<Vec<T>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Array(items) = value.get_ref() else {
            return self.other(key, value, wanted);
        };
        let mut list = Vec::with_capacity(items.len());
        for item in items.iter() {
            match read(item.get_ref()) {
                Some(read) if list.contains(&read) => {
                    let written = self.written(item);
                    return Err(self.problem(key, format!("names {written} twice in {key}.")));
                }
                Some(read) => list.push(read),
                None => return self.other(key, value, wanted),
            }
        }
        Ok(list)
    }

    /// The form under a key.
    pub(crate) fn form(&self, key: &str, name: &str) -> Result<Option<Form<'d, 'a>>, Problem> {
        let Some((value, line)) = self.find(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Table(table) => Ok(Some(self.inner(table, line, name))),
            _ => self.other(key, value, &format!("a table, written [{key}]")),
        }
    }

    /// The forms in a list of tables; empty when the key is absent.
    pub(crate) fn forms(&self, key: &str, name: &str) -> Result<Vec<Form<'d, 'a>>, Problem> {
        let Some((value, _)) = self.find(key) else {
            return Ok(Vec::new());
        };
        let wanted = format!("a list of tables, each written [[{key}]]");
        let DeValue::Array(items) = value.get_ref() else {
            return self.other(key, value, &wanted);
        };
        let mut forms = Vec::with_capacity(items.len());
        for item in items.iter() {
            let DeValue::Table(table) = item.get_ref() else {
                return self.other(key, value, &wanted);
            };
            let line = line_of(&self.document.line_starts, item.span().start);
            forms.push(self.inner(table, line, name));
        }
        Ok(forms)
    }
}
