//! Shows the parts of imports in every state.
//!
//! Owns nothing but invented words. It never shows a real file.

use maud::{Markup, html};

use crate::parts::{
    form::{Field, Typed},
    upload,
};

/// The field that takes a file, as it is first and with a fault.
pub fn section() -> Markup {
    let first = Typed::default();
    let mut wrong = Typed::default();
    wrong.fault(
        "file-2",
        "This file is empty; it needs a first row with the names of the columns.",
    );
    let hint = "CSV, up to 20 MB.";
    html! {
        h2 { "Field for a file" }
        (upload::file(&Field::of(&first, "file-1", "The file").hint(hint)))
        (upload::file(&Field::of(&wrong, "file-2", "The file").hint(hint)))
    }
}
