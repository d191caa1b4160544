//! Which way the doors open: what each crate's Cargo.toml may name (house guide, section 1).
//! Owns the words *room* (a crate) and *door* (a dependency).
//! Never looks inside the code: Cargo refuses what is not named here.

use super::none_of;
use super::tree::{Source, tree};

/// A crate, what it may depend on of ours, and which libraries it may name.
struct Room {
    name: &'static str,
    ours: &'static [&'static str],
    others: Others,
}

enum Others {
    /// These, and no more. A new one needs a decision record and a line here.
    These(&'static [&'static str]),
    /// What its standard or problem needs, except what belongs to one room alone.
    AsNeeded,
}

use Others::{AsNeeded, These};

const EVERYDAY: [&str; 7] = [
    "jiff",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
    "tracing",
    "uuid",
];

/// Libraries with one home, tests included.
const ONE_HOME: [(&str, &str); 20] = [
    ("sqlx", "store"),
    ("jiff-sqlx", "store"),
    ("axum", "web"),
    ("maud", "web"),
    ("rust-embed", "web"),
    ("fast_qr", "web"),
    ("tower-http", "web"),
    ("clap", "app"),
    ("indicatif", "app"),
    ("tikv-jemallocator", "app"),
    ("tracing-subscriber", "app"),
    ("lettre", "exchange"),
    ("openidconnect", "exchange"),
    ("reqwest", "exchange"),
    ("hickory-resolver", "exchange"),
    ("webauthn-rs", "exchange"),
    ("notosans", "documents"),
    ("typst", "documents"),
    ("typst-layout", "documents"),
    ("typst-pdf", "documents"),
];

const ALL: &[&str] = &[
    "actions",
    "allocation",
    "credentials",
    "documents",
    "domain",
    "exchange",
    "formats",
    "sample",
    "store",
    "web",
];

const ROOMS: [Room; 11] = [
    Room {
        name: "domain",
        ours: &[],
        others: These(&[
            "jiff",
            "serde",
            "sha2",
            "thiserror",
            "unicode-normalization",
            "uuid",
        ]),
    },
    Room {
        name: "credentials",
        ours: &[],
        others: AsNeeded,
    },
    Room {
        name: "formats",
        ours: &[],
        others: AsNeeded,
    },
    Room {
        name: "documents",
        ours: &[],
        others: AsNeeded,
    },
    Room {
        name: "allocation",
        ours: &[],
        others: AsNeeded,
    },
    Room {
        name: "exchange",
        ours: &[],
        others: AsNeeded,
    },
    Room {
        name: "store",
        ours: &["domain"],
        others: These(&["sqlx", "jiff-sqlx", "futures-util", "tempfile"]),
    },
    Room {
        name: "actions",
        ours: &[
            "domain",
            "store",
            "credentials",
            "formats",
            "documents",
            "allocation",
            "exchange",
        ],
        others: These(&["p256", "strsim"]),
    },
    Room {
        name: "web",
        ours: &["domain", "actions"],
        others: These(&[
            "axum",
            "fast_qr",
            "maud",
            "memchr",
            "rust-embed",
            "tower",
            "tower-http",
        ]),
    },
    Room {
        name: "sample",
        ours: &["domain", "store"],
        others: These(&[]),
    },
    Room {
        name: "app",
        ours: ALL,
        others: These(&[
            "clap",
            "getrandom",
            "indicatif",
            "tempfile",
            "tikv-jemallocator",
            "tokio",
            "tracing-subscriber",
        ]),
    },
];

/// A line of a Cargo.toml that names a dependency.
struct Door<'a> {
    line: usize,
    name: &'a str,
    of_tests: bool,
}

fn doors(manifest: &Source) -> Vec<Door<'_>> {
    let mut section = "";
    let mut found = Vec::new();
    for (line, text) in manifest.lines() {
        let text = text.trim();
        if let Some(header) = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = header;
            let nested = ["dependencies.", "dev-dependencies.", "build-dependencies."];
            for start in nested {
                if let Some((_, name)) = section.split_once(start) {
                    found.push(Door {
                        line,
                        name,
                        of_tests: start.starts_with("dev"),
                    });
                }
            }
        } else if section.ends_with("dependencies")
            && let Some((key, _)) = text.split_once('=')
            && !text.starts_with('#')
        {
            let name = key.trim().split('.').next().unwrap_or_default();
            found.push(Door {
                line,
                name,
                of_tests: section.ends_with("dev-dependencies"),
            });
        }
    }
    found
}

fn closed_doors(manifest: &Source) -> Vec<String> {
    let Some(room) = ROOMS.iter().find(|room| Some(room.name) == manifest.room()) else {
        return vec![manifest.at(1, "this crate is not a room of the house guide, section 1")];
    };
    doors(manifest)
        .into_iter()
        .filter_map(|door| {
            let problem = refusal(room, &door)?;
            Some(manifest.at(door.line, &problem))
        })
        .collect()
}

fn refusal(room: &Room, door: &Door<'_>) -> Option<String> {
    let (name, here) = (door.name, room.name);
    if let Some((_, home)) = ONE_HOME.iter().find(|(library, _)| *library == name)
        && *home != here
    {
        return Some(format!("only `{home}` may name `{name}`"));
    }
    if ALL.contains(&name) || name == "alongside" {
        let open = room.ours.contains(&name) || (door.of_tests && name == "sample");
        return (!open).then(|| format!("`{here}` may not depend on `{name}`"));
    }
    match room.others {
        These(list) if !door.of_tests => {
            let everyday = here != "domain" && EVERYDAY.contains(&name);
            (!list.contains(&name) && !everyday)
                .then(|| format!("`{name}` is not among the libraries that `{here}` may name"))
        }
        _ => None,
    }
}

fn manifests() -> impl Iterator<Item = &'static Source> {
    tree()
        .iter()
        .filter(|source| source.room().is_some() && source.path.ends_with("/Cargo.toml"))
}

#[test]
fn each_crate_opens_only_the_doors_of_the_house_guide() {
    none_of(
        "A crate depends only on what the house guide, section 1, allows it.",
        manifests().flat_map(closed_doors).collect(),
    );
}

#[test]
fn no_crate_has_features_or_a_build_script_of_its_own() {
    let found = manifests().flat_map(|manifest| {
        manifest.findings(|line| {
            let line = line.trim();
            (line == "[features]" || line.starts_with("build =") || line == "[build-dependencies]")
                .then(|| "no cargo features of our own, no build scripts".to_owned())
        })
    });
    let scripts = tree()
        .iter()
        .filter(|source| {
            source.room().is_some() && source.stem() == "build" && source.ends_in(&[".rs"])
        })
        .filter(|source| source.path.matches('/').count() == 2)
        .map(|source| source.at(1, "no build scripts"));
    none_of(
        "No features, no build scripts.",
        found.chain(scripts).collect(),
    );
}

#[test]
fn a_door_that_opens_the_wrong_way_is_found() {
    let wrong = |path: &str, text: &str| closed_doors(&Source::sample(path, text)).len();
    assert_eq!(
        wrong(
            "crates/domain/Cargo.toml",
            "[dependencies]\nstore.workspace = true"
        ),
        1
    );
    assert_eq!(
        wrong("crates/domain/Cargo.toml", "[dependencies]\ntokio = \"1\""),
        1
    );
    assert_eq!(
        wrong(
            "crates/web/Cargo.toml",
            "[dependencies]\nstore = { path = \"../store\" }"
        ),
        1
    );
    assert_eq!(
        wrong(
            "crates/web/Cargo.toml",
            "[dependencies.store]\npath = \"../store\""
        ),
        1
    );
    assert_eq!(
        wrong(
            "crates/actions/Cargo.toml",
            "[dev-dependencies]\nsqlx.workspace = true"
        ),
        1
    );
    assert_eq!(wrong("crates/common/Cargo.toml", "[package]"), 1);
}

#[test]
fn a_door_that_opens_the_right_way_is_let_be() {
    let wrong = |path: &str, text: &str| closed_doors(&Source::sample(path, text)).len();
    assert_eq!(
        wrong(
            "crates/web/Cargo.toml",
            "[dev-dependencies]\nsample.workspace = true"
        ),
        0
    );
    assert_eq!(
        wrong(
            "crates/store/Cargo.toml",
            "[dependencies]\nsqlx.workspace = true"
        ),
        0
    );
    assert_eq!(
        wrong(
            "crates/formats/Cargo.toml",
            "[dependencies]\ncsv = \"1\"\n[lints]\nworkspace = true"
        ),
        0
    );
}
