//! Shows what a mentor brings along, asks for it, and lets a named person decide.
//!
//! Owns `/prior-learning`. It never shows one mentor what another has told.

pub mod adjust;
mod agreed;
mod case;
mod file;
mod group;
mod issuer;
mod item;
mod map;
mod own;
mod picture;
mod queue;
mod request;
mod routes;
mod skip;
mod take_in;
mod together;
mod words;
mod you;

pub use routes::{routes, uploads};

use domain::{
    partnership::Provider,
    prior_learning::{ItemId, RequestId},
};
use uuid::Uuid;

use crate::error::PageError;

/// The page of one's own earlier training.
pub const ADDRESS: &str = actions::prior_learning::ADDRESS;

/// The page of one plan for all providers.
pub const TOGETHER: &str = "/prior-learning/together";

/// The page of what may be skipped.
pub const SKIP: &str = "/prior-learning/skip";

/// The address of what waits for a provider's decision.
#[must_use]
pub fn queue_address(provider: &Provider) -> String {
    format!("{ADDRESS}/queue/{}", provider.code.to_lowercase())
}

/// The address of a provider's map.
#[must_use]
pub fn map_address(provider: &Provider) -> String {
    format!("{ADDRESS}/map/{}", provider.code.to_lowercase())
}

/// The address at which a provider begins a group that shares a map.
fn groups_address(provider: &Provider) -> String {
    format!("{ADDRESS}/group/{}", provider.code.to_lowercase())
}

fn number(text: &str) -> Result<Uuid, PageError> {
    Uuid::try_parse(text).map_err(|_| PageError::NotFound)
}

fn item_number(text: &str) -> Result<ItemId, PageError> {
    number(text).map(ItemId)
}

fn request_number(text: &str) -> Result<RequestId, PageError> {
    number(text).map(RequestId)
}
