//! Serves what pages need beside their markup: one stylesheet, accents, the icon.
//!
//! Owns the order of the styles. It never serves a file that is not listed here.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::accent::{Accent, Colour};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// The parts of the stylesheet, in order: one a line.
#[rustfmt::skip]
const STYLES: &[&str] = &[
    "tokens",
    "base",
    "shell",
    "ring",
    "figure",
    "tag",
    "table",
    "notice",
    "step",
    "standing",
    "strip",
    "tasks",
    "this_week",
    "chooser",
    "clock",
    "form",
    "listing",
    "history",
    "results",
    "placement",
    "bars",
    "style",
];

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_A_DAY: &str = "public, max-age=86400";
const ASK_AGAIN: &str = "no-cache";

/// The one stylesheet, and the name that changes with it.
struct Sheet {
    name: String,
    text: String,
}

static SHIPPED: LazyLock<Sheet> = LazyLock::new(Sheet::read);

impl Sheet {
    fn read() -> Sheet {
        let text: String = STYLES
            .iter()
            .filter_map(|name| Files::get(&format!("css/{name}.css")))
            .map(|file| squeezed(&String::from_utf8_lossy(&file.data)))
            .collect();
        let hash = Sha256::digest(&text);
        let short: String = hash[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        Sheet {
            name: format!("style-{short}.css"),
            text,
        }
    }

    /// As shipped; while developing, as it now stands on the disk.
    fn with<T>(use_it: impl FnOnce(&Sheet) -> T) -> T {
        if cfg!(debug_assertions) {
            use_it(&Sheet::read())
        } else {
            use_it(&SHIPPED)
        }
    }
}

/// Leaves out comments and every space that a browser does not need.
fn squeezed(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut short = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with(['}', ')']) {
            let kept = short.trim_end_matches(';').len();
            short.truncate(kept);
        } else if !short.is_empty() && !short.ends_with(['{', '}', ';', ',', '(']) {
            short.push(' ');
        }
        short.push_str(
            &line
                .replace(": ", ":")
                .replace(" {", "{")
                .replace(", ", ","),
        );
    }
    short
}

/// The address of the stylesheet.
#[must_use]
pub fn stylesheet_address() -> String {
    Sheet::with(|sheet| format!("/static/{}", sheet.name))
}

/// The routes of the files.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/static/{file}", get(file))
        .route("/static/accent/{file}", get(accent))
}

async fn file(Path(file): Path<String>) -> Response {
    if file.starts_with("style-") && file.ends_with(".css") {
        return Sheet::with(|sheet| {
            let keep = if sheet.name == file {
                FOR_EVER
            } else {
                ASK_AGAIN
            };
            css(keep, sheet.text.clone())
        });
    }
    match (file.as_str(), Files::get("icon.svg")) {
        ("icon.svg", Some(icon)) => (
            [
                (header::CONTENT_TYPE, "image/svg+xml"),
                (header::CACHE_CONTROL, FOR_A_DAY),
            ],
            icon.data.into_owned(),
        )
            .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn accent(Path(file): Path<String>) -> Response {
    let colour = file
        .strip_suffix(".css")
        .filter(|digits| !digits.starts_with('#'))
        .and_then(Colour::read);
    match colour {
        Some(colour) => css(FOR_A_DAY, Accent::of(colour).stylesheet()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn css(keep: &'static str, text: String) -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, keep),
        ],
        text,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_found_and_none_is_forgotten() {
        for name in STYLES {
            assert!(Files::get(&format!("css/{name}.css")).is_some(), "{name}");
        }
        let on_disk = Files::iter()
            .filter(|path| path.starts_with("css/"))
            .count();
        assert_eq!(on_disk, STYLES.len());
    }

    #[test]
    fn squeezing_leaves_the_rules() {
        assert_eq!(
            squeezed("/* a */\np {\n  margin: 0; /* b */\n}\n"),
            "p{margin:0}"
        );
    }
}
