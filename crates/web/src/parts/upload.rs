//! Draws the field that takes a file.
//!
//! Owns the shape of the field. It never reads the file.

use maud::{Markup, html};

use super::form::Field;

/// Draws a field for a CSV file.
#[must_use]
pub fn file(field: &Field) -> Markup {
    of(field, ".csv,.txt,text/csv")
}

/// Draws a field for a file of one of these kinds.
#[must_use]
pub fn of(field: &Field, accepted: &str) -> Markup {
    let fault = field.typed.fault_of(field.name);
    let described = fault.map_or_else(
        || format!("{}-hint", field.name),
        |_| format!("{0}-hint {0}-fault", field.name),
    );
    html! {
        div.field.is-wrong[fault.is_some()] {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { p.hint id={ (field.name) "-hint" } { (hint) } }
            @if let Some(fault) = fault {
                p.fault id={ (field.name) "-fault" } { span.unseen { "Error: " } (fault) }
            }
            input.upload id=(field.name) name=(field.name) type="file" accept=(accepted)
                aria-describedby=(described) aria-invalid=[fault.map(|_| "true")];
        }
    }
}
