//! Serves what pages need beside their markup: stylesheets, accents, the icon, the scripts.
//!
//! Owns the order of the styles. It never serves a file that is not listed here.

mod icon;

use std::{collections::HashSet, sync::LazyLock};

use axum::{
    Router,
    extract::Path,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::accent::{Accent, Colour};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// The parts of the stylesheet that every page has, in order: one a line.
#[rustfmt::skip]
const STYLES: &[&str] = &[
    "tokens",
    "base",
    "shell",
    "tag",
    "table",
    "notice",
    "results",
];

/// Stylesheets of their own, each for the pages that show any of its classes: one a line.
#[rustfmt::skip]
const OF_SOME_PAGES: &[&str] = &[
    "empty",
    "form",
    "listing",
    "ring",
    "figure",
    "step",
    "standing",
    "strip",
    "tasks",
    "this_week",
    "clock",
    "chooser",
    "import",
    "history",
    "placement",
    "bars",
    "permit",
    "qr",
    "register",
    "style",
];

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_A_DAY: &str = "public, max-age=86400";
const ASK_AGAIN: &str = "no-cache";

/// What the worker of a register may do: ask this server, and load nothing.
const WORKER_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; connect-src 'self'");

/// Beneath which address a worker may be put to work.
const REGISTERS: HeaderValue = HeaderValue::from_static("/booking/");

/// A stylesheet, and the name that changes with it.
struct Sheet {
    name: String,
    text: String,
}

/// The stylesheet of every page, and the others with the classes for which a page needs each.
struct Sheets {
    all: Sheet,
    some: Vec<(Sheet, HashSet<String>)>,
}

static SHIPPED: LazyLock<Sheets> = LazyLock::new(Sheets::read);

impl Sheet {
    fn read(kind: &str, parts: &[&str]) -> Sheet {
        let text: String = parts
            .iter()
            .filter_map(|name| Files::get(&format!("css/{name}.css")))
            .map(|file| squeezed(&String::from_utf8_lossy(&file.data)))
            .collect();
        Sheet {
            name: format!("{kind}-{}.css", short_hash(&text)),
            text,
        }
    }
}

impl Sheets {
    fn read() -> Sheets {
        let all = Sheet::read("style", STYLES);
        let known = classes(&all.text);
        let own = |name: &&str| {
            let sheet = Sheet::read(name, &[*name]);
            let mut classes = classes(&sheet.text);
            // A class of every page's sheet calls for no other, unless the other bears its name;
            // and a word for a state says nothing of the part that is in it.
            classes.retain(|class| {
                !class.starts_with("is-") && (!known.contains(class) || class == name)
            });
            (sheet, classes)
        };
        Sheets {
            some: OF_SOME_PAGES.iter().map(own).collect(),
            all,
        }
    }

    /// The sheet of a kind.
    fn of(&self, kind: &str) -> Option<&Sheet> {
        if kind == "style" {
            return Some(&self.all);
        }
        let at = OF_SOME_PAGES.iter().position(|name| *name == kind)?;
        Some(&self.some[at].0)
    }

    /// As shipped; while developing, as they now stand on the disk.
    fn with<T>(use_them: impl FnOnce(&Sheets) -> T) -> T {
        if cfg!(debug_assertions) {
            use_them(&Sheets::read())
        } else {
            use_them(&SHIPPED)
        }
    }
}

/// The scripts: that of every page, and those of the pages which ask for a passkey, keep a register
/// (with its worker) or take evidence in.
const SCRIPTS: [&str; 5] = [
    "draft",
    "passkey",
    "register",
    "register_worker",
    "evidence",
];

/// The scripts, each with the name that changes with it.
static SCRIPTS_READ: LazyLock<[Sheet; 5]> = LazyLock::new(|| SCRIPTS.map(script));

fn script(kind: &str) -> Sheet {
    let text = Files::get(&format!("js/{kind}.js"))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .unwrap_or_default();
    Sheet {
        name: format!("{kind}-{}.js", short_hash(&text)),
        text,
    }
}

/// The address of the script that keeps what is typed.
#[must_use]
pub fn script_address() -> String {
    format!("/static/{}", SCRIPTS_READ[0].name)
}

/// The address of the script that hands a question to a passkey.
#[must_use]
pub fn passkey_script_address() -> String {
    format!("/static/{}", SCRIPTS_READ[1].name)
}

/// The address of the script that keeps the marks of a register on the device.
#[must_use]
pub fn register_script_address() -> String {
    format!("/static/{}", SCRIPTS_READ[2].name)
}

/// The address of the script that shows a register again without a signal.
#[must_use]
pub fn register_worker_address() -> String {
    format!("/static/{}", SCRIPTS_READ[3].name)
}

/// The address of the script that sends files in parts.
#[must_use]
pub fn evidence_script_address() -> String {
    format!("/static/{}", SCRIPTS_READ[4].name)
}

fn short_hash(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every class that a stylesheet speaks of.
fn classes(css: &str) -> HashSet<String> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    css.split('.')
        .skip(1)
        .map(|rest| {
            rest.split(|letter| !is_name(letter))
                .next()
                .unwrap_or_default()
        })
        .filter(|name| name.starts_with(|letter: char| letter.is_ascii_alphabetic()))
        .map(str::to_owned)
        .collect()
}

/// What a page says of classes. In text the mark after the word is written out, so that no text looks so.
fn shown(page: &str) -> HashSet<&str> {
    const NAMED: &[u8] = b"class=\"";
    let mut values = HashSet::new();
    for at in memchr::memmem::find_iter(page.as_bytes(), NAMED) {
        let rest = &page[at + NAMED.len()..];
        if let Some(end) = memchr::memchr(b'"', rest.as_bytes()) {
            values.insert(&rest[..end]);
        }
    }
    values.iter().flat_map(|value| value.split(' ')).collect()
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

/// The address of the stylesheet that every page has.
#[must_use]
pub fn stylesheet_address() -> String {
    Sheets::with(|sheets| format!("/static/{}", sheets.all.name))
}

/// The addresses of the stylesheets that a page needs.
#[must_use]
pub fn stylesheet_addresses(page: &str) -> Vec<String> {
    let shown = shown(page);
    Sheets::with(|sheets| {
        let some = sheets
            .some
            .iter()
            .filter(|(_, classes)| shown.iter().any(|class| classes.contains(*class)))
            .map(|(sheet, _)| sheet);
        [&sheets.all]
            .into_iter()
            .chain(some)
            .map(|sheet| format!("/static/{}", sheet.name))
            .collect()
    })
}

/// The routes of the files.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/static/{file}", get(file))
        .route("/static/accent/{file}", get(accent))
        // Where browsers look for it beside what is no page of ours: a file, a mail.
        .route("/favicon.ico", get(icon::show))
}

async fn file(Path(file): Path<String>) -> Response {
    let kind = file
        .strip_suffix(".css")
        .and_then(|name| name.rsplit_once('-'));
    if let Some((kind, _)) = kind {
        let found = Sheets::with(|sheets| {
            let sheet = sheets.of(kind)?;
            let keep = if sheet.name == file {
                FOR_EVER
            } else {
                ASK_AGAIN
            };
            Some(css(keep, sheet.text.clone()))
        });
        if let Some(found) = found {
            return found;
        }
    }
    let kind = file
        .strip_suffix(".js")
        .and_then(|name| name.rsplit_once('-'));
    let script = kind.and_then(|(kind, _)| {
        let at = SCRIPTS.iter().position(|known| *known == kind)?;
        Some(&SCRIPTS_READ[at])
    });
    if let Some(script) = script {
        let keep = if script.name == file {
            FOR_EVER
        } else {
            ASK_AGAIN
        };
        let headers = [
            (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (header::CACHE_CONTROL, keep),
        ];
        let mut answer = (headers, script.text.clone()).into_response();
        if script.name == SCRIPTS_READ[3].name {
            let own = answer.headers_mut();
            own.insert(header::CONTENT_SECURITY_POLICY, WORKER_POLICY);
            own.insert(HeaderName::from_static("service-worker-allowed"), REGISTERS);
        }
        return answer;
    }
    match file.as_str() {
        "icon.svg" => icon::show().await,
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
        for name in STYLES.iter().chain(OF_SOME_PAGES) {
            assert!(Files::get(&format!("css/{name}.css")).is_some(), "{name}");
        }
        let on_disk = Files::iter()
            .filter(|path| path.starts_with("css/"))
            .count();
        assert_eq!(on_disk, STYLES.len() + OF_SOME_PAGES.len());
    }

    #[test]
    fn a_page_has_each_stylesheet_of_which_it_shows_a_class_and_no_other() {
        let classes = classes(".ring,.ring-key li{margin:.5rem}");
        assert_eq!(classes.len(), 2);
        let shown = shown("<i class=\"whole ring-key\">ring</i>");
        assert_eq!(shown, HashSet::from(["whole", "ring-key"]));
        assert_eq!(stylesheet_addresses("<p>").len(), 1);
        for name in ["ring", "step"] {
            let addresses = stylesheet_addresses(&format!("<p class=\"{name}\">"));
            let own = format!("/static/{name}-");
            let found = addresses.iter().filter(|address| address.starts_with(&own));
            assert_eq!(found.count(), 1, "{name}: {addresses:?}");
        }
    }

    #[test]
    fn squeezing_leaves_the_rules() {
        assert_eq!(
            squeezed("/* a */\np {\n  margin: 0; /* b */\n}\n"),
            "p{margin:0}"
        );
    }
}
