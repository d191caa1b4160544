//! Shows what changed while somebody typed: what it was, what it is now, what they typed.
//!
//! Owns the word `Difference`. It never decides which of them holds.

use maud::{Markup, html};

use super::{
    form::Typed,
    table::{self, Column, Line, Table},
};

/// One field that is no longer as the form showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field's label.
    pub name: String,
    /// What the form showed, where that is known.
    pub was: Option<String>,
    /// What it is now.
    pub is: String,
    /// What was typed.
    pub typed: String,
}

impl Difference {
    /// A field as it is, beside what was typed into it.
    #[must_use]
    pub fn of(name: &str, is: String, typed: String) -> Difference {
        Difference {
            name: name.to_owned(),
            was: None,
            is,
            typed,
        }
    }
}

/// The hidden token of what a form showed, with each field as it was then: they come back with what is typed.
///
/// # Rule
/// A form that comes back with a fault still stands for what it first showed; one that comes back because
/// somebody was quicker stands for what is there now.
#[must_use]
pub fn shown(seen: &str, fields: &[Difference], typed: &Typed, quicker: bool) -> Markup {
    let first = typed.text("seen");
    html! {
        @if first.is_empty() || quicker {
            input type="hidden" name="seen" value=(seen);
            @for field in fields { input type="hidden" name="was" value=(field.is); }
        } @else {
            input type="hidden" name="seen" value=(first);
            @for was in typed.all("was") { input type="hidden" name="was" value=(was); }
        }
    }
}

/// The fields that differ, each with what the form showed.
#[must_use]
pub fn since(fields: &[Difference], typed: &Typed) -> Vec<Difference> {
    let mut was = typed.all("was").map(str::to_owned);
    fields
        .iter()
        .map(|field| Difference {
            was: was.next(),
            ..field.clone()
        })
        .filter(|field| {
            let changed = field.was.as_ref().is_some_and(|was| *was != field.is);
            changed || field.is != field.typed
        })
        .collect()
}

const COLUMNS: [Column; 4] = [
    Column::plain("What"),
    Column::named("It was"),
    Column::named("It is now"),
    Column::named("You typed"),
];

/// Draws the difference above a form that keeps everything typed.
#[must_use]
pub fn difference(who: &str, fields: &[Difference]) -> Markup {
    let blank = |text: &str| {
        if text.is_empty() {
            html! { span.quiet { "Nothing" } }
        } else {
            html! { (text) }
        }
    };
    let lines = fields
        .iter()
        .enumerate()
        .map(|(at, field)| Line {
            id: format!("difference-{at}"),
            class: (field.is != field.typed).then_some("is-different"),
            head: html! { p.row-title { (field.name) } },
            cells: vec![
                field.was.as_deref().map(blank),
                Some(blank(&field.is)),
                Some(if field.is == field.typed {
                    html! { span.quiet { "The same" } }
                } else {
                    blank(&field.typed)
                }),
            ],
        })
        .collect();
    html! {
        section.difference role="alert" tabindex="-1" autofocus aria-labelledby="difference" {
            h2 #difference { "Somebody was here while you typed" }
            p { (who) " Nothing that you typed is lost: look at both, then send yours again if it still holds." }
            @if fields.is_empty() {
                p { "Nothing in this form is different." }
            } @else {
                (table::table(&Table { caption: "What changed meanwhile", columns: &COLUMNS, lines }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<Difference> {
        vec![
            Difference::of("Stage", "2".to_owned(), "3".to_owned()),
            Difference::of("Block", "Autumn".to_owned(), "Autumn".to_owned()),
        ]
    }

    #[test]
    fn what_the_form_showed_comes_back_beside_what_is_and_what_was_typed() {
        let typed = Typed::default().with("was", "1").with("was", "Autumn");
        let told = since(&fields(), &typed);
        assert_eq!(told.len(), 1, "what is alike throughout is left out");
        assert_eq!(told[0].was.as_deref(), Some("1"));
        assert_eq!((told[0].is.as_str(), told[0].typed.as_str()), ("2", "3"));
    }

    #[test]
    fn a_form_with_a_fault_stands_for_what_it_first_showed() {
        let typed = Typed::default().with("seen", "first").with("was", "1");
        let again = shown("now", &fields(), &typed, false).into_string();
        assert!(again.contains(r#"value="first""#) && !again.contains(r#"value="now""#));
        let newer = shown("now", &fields(), &typed, true).into_string();
        assert!(newer.contains(r#"value="now""#) && newer.contains(r#"name="was" value="2""#));
    }
}
