//! Draws the form that brings a file.
//!
//! Owns the words that explain each kind of file. It never keeps anything: the preview comes next.

use actions::import::{KINDS, template};
use domain::{audit::import::Kind, partnership::Provider};
use maud::{Markup, html};

use super::{address, framed, words};
use crate::{
    parts::{
        errors,
        form::{self, Field, Offer, Typed},
        upload,
    },
    reader::Reader,
};

/// Draws the form.
pub fn page(provider: &Provider, typed: &Typed, reader: &Reader) -> Markup {
    let offers: Vec<Offer> = KINDS
        .iter()
        .map(|kind| Offer::of(kind.code(), words::kind(*kind)).hint(words::about(*kind)))
        .collect();
    let here = format!("{}/new", address(provider));
    let main = html! {
        (errors::summary(typed))
        h1 { "Bring a file" }
        p.lead { "You see what it would do before anything is kept." }
        form.form method="post" action=(here) enctype="multipart/form-data" {
            (form::choice(&Field::of(typed, "kind", "What is in it?"), &offers))
            (upload::file(&Field::of(typed, "file", "The file").hint(
                "CSV, up to 20 MB. A workbook is saved as “CSV UTF-8” first.",
            )))
            div.buttons {
                (form::button("See what it would do"))
                a.target href=(address(provider)) { "Back to the imports" }
            }
        }
        h2 { "What the columns may hold" }
        @for kind in KINDS { (columns(provider, kind)) }
    };
    let title = errors::title(typed, "Bring a file");
    framed(reader, provider, &title, &main)
}

fn columns(provider: &Provider, kind: Kind) -> Markup {
    let Some(template) = template(kind) else {
        return html! {
            details.reading {
                summary { (words::kind(kind)) }
                p { "Download the trainees from Register and bring the file as it is." }
            }
        };
    };
    let listed = |names: &[&str]| names.join(", ");
    html! {
        details.reading {
            summary { (words::kind(kind)) }
            p { "Needed, in any order: " (listed(template.needed)) "." }
            @if !template.welcome.is_empty() {
                p { "Read if they are there: " (listed(template.welcome)) "." }
            }
            @for (column, allowed) in &template.words {
                p { "In " strong { (column) } ": " (allowed.join(", ")) "." }
            }
            p {
                a.target download href={ (address(provider)) "/template/" (kind.code()) ".csv" } {
                    "A file to begin with: " (words::kind(kind).to_lowercase())
                }
            }
        }
    }
}
