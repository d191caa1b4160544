//! Shows past imports, brings new ones, settles their rows and undoes them.
//!
//! Owns `/audit/{provider}/imports` and everything beneath it. It never reads a file itself.

mod list;
mod new;
mod one;
mod preview;
mod routes;
mod rows;
pub mod trail;
mod undo;
mod words;

pub(crate) use routes::brought;
pub use routes::{routes, uploads};

use domain::partnership::Provider;
use maud::Markup;
use uuid::Uuid;

use crate::{
    door,
    parts::shell::{self, Frame},
    reader::Reader,
};

/// The address of a provider's imports.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("/audit/{}/imports", provider.code.to_lowercase())
}

/// The address of one import.
#[must_use]
pub fn address_of(provider: &Provider, import: Uuid) -> String {
    format!("{}/{import}", address(provider))
}

/// The address of one row that was refused.
#[must_use]
pub fn address_of_row(provider: &Provider, import: Uuid, number: u64) -> String {
    format!("{}/rows/{number}", address_of(provider, import))
}

/// Puts a page about imports into its frame.
fn framed(reader: &Reader, provider: &Provider, title: &str, main: &Markup) -> Markup {
    shell::page(
        &Frame {
            title,
            provider: Some(provider),
            reader: Some(reader),
            seat: door::seat(reader, provider),
            here: "Imports",
            ..Frame::default()
        },
        main,
    )
}
