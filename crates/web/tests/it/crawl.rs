//! Crawls every address as somebody of every role, and tries each address as everybody else.
//!
//! Owns the words `Walker` and shape. It never asks a page whether it may be seen: the table of deeds says so.

mod random;
mod sessions;
mod told;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::StatusCode;
use domain::{access::Actor, person::PersonId};

use crate::whole::{Whole, offered};

/// Addresses of one shape that one walker follows, and that all try in the end.
const OF_A_SHAPE: usize = 2;
const OF_A_SHAPE_IN_ALL: usize = 2;

/// Addresses of one path, whatever is asked of it, that one walker follows.
const OF_A_PATH: usize = 3;

/// Somebody who walks.
struct Walker {
    name: String,
    cookie: String,
    home: String,
    actor: Actor,
    seen: BTreeSet<String>,
}

/// People whom the front page does not offer by their seat.
const BY_NAME: [&str; 5] = [
    "gwen+ibbotson",
    "verity+lockwood",
    "imelda+quayle",
    "delyth+morgan",
    "noor+haddad",
];

/// Somebody for every seat with every provider, and the guests.
async fn walkers(whole: &Whole) -> Vec<Walker> {
    let front = whole.get("/", "").await;
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for part in offered(&front.text) {
        let seat = part.split_once('+').map(|(_, seat)| seat.to_owned());
        parts.entry(seat.expect("a seat")).or_insert(part);
    }
    for name in BY_NAME {
        let found = whole.get(&format!("/?q={name}"), "").await;
        let part = offered(&found.text).into_iter().next();
        parts.insert(name.to_owned(), part.expect("somebody of this name"));
    }
    let mut walkers: BTreeMap<PersonId, Walker> = BTreeMap::new();
    for (name, part) in parts {
        let person = part.trim_start_matches("part=").split('+').next();
        let person = person.and_then(|number| number.parse().ok()).map(PersonId);
        let person = person.expect("a person's number");
        let actor = actions::access::actor(&whole.platform, person).await;
        let stepped = whole.step_in(&part).await;
        let walker = Walker {
            name,
            cookie: stepped.cookie,
            home: stepped.location,
            actor: actor.expect("somebody"),
            seen: BTreeSet::new(),
        };
        walkers.insert(person, walker);
    }
    walkers.into_values().collect()
}

/// The addresses of this house to which a page leads.
fn leads(page: &str, mark: &str) -> Vec<String> {
    page.split(mark)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|rest| format!("/{}", rest.split('#').next().unwrap_or_default()))
        .map(|link| link.replace("&amp;", "&"))
        .filter(|link| !link.starts_with("/static/"))
        .collect()
}

/// An address without what tells one thing from another.
fn shape(address: &str) -> String {
    let (path, question) = address.split_once('?').unwrap_or((address, ""));
    let words: Vec<&str> = path
        .split('/')
        .map(|word| {
            let number = word.len() > 5 && word.ends_with(|end: char| end.is_ascii_hexdigit());
            if number { "*" } else { word }
        })
        .collect();
    let names = question
        .split('&')
        .filter_map(|pair| pair.split('=').next());
    format!(
        "{}?{}",
        words.join("/"),
        names.collect::<Vec<_>>().join("&")
    )
}

/// Follows every lead of one walker, a few of each shape, and sees that each leads somewhere.
async fn crawl(whole: &Whole, walker: &mut Walker) -> usize {
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let first = ["/", "/standing", &walker.home];
    let first = first.map(|address| (address.to_owned(), String::new()));
    let mut waits: VecDeque<(String, String)> = VecDeque::from(first);
    let (mut pages, mut walked) = (0, BTreeSet::new());
    while let Some((address, from)) = waits.pop_front() {
        if !walked.insert(address.clone()) {
            continue;
        }
        walker.seen.insert(address.clone());
        let page = whole.get(&address, &walker.cookie).await;
        pages += 1;
        let well = page.status.is_success()
            || page.status.is_redirection()
            || (address == "/standing" && page.status == StatusCode::NOT_FOUND);
        let who = &walker.name;
        assert!(well, "{who} at {address} from {from}: {}", page.status);
        // Where forms are sent to is tried by everybody, and need not be a page.
        walker.seen.extend(leads(&page.text, "action=\"/"));
        for link in leads(&page.text, "href=\"/")
            .into_iter()
            .chain([page.location])
        {
            let path = link.split('?').next().unwrap_or_default();
            let of_path = shapes.entry(shape(path)).or_default();
            *of_path += 1;
            let enough = *of_path > OF_A_PATH;
            let many = shapes.entry(format!("{}&", shape(&link))).or_default();
            let real = link.starts_with('/') && address != "/style";
            let new = real && !walked.contains(&link);
            if new && !enough && *many < OF_A_SHAPE {
                *many += 1;
                waits.push_back((link, address.clone()));
            }
        }
    }
    pages
}

#[tokio::test]
async fn what_anybody_has_seen_is_seen_by_those_alone_whom_the_table_lets() {
    let whole = Whole::filled().await;
    let mut walkers = walkers(&whole).await;
    let mut pages = 0;
    for walker in &mut walkers {
        pages += crawl(&whole, walker).await;
    }
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: BTreeSet<String> = walkers.iter().flat_map(|one| one.seen.clone()).collect();
    let everything = all.len();
    all.retain(|address| {
        let many = shapes.entry(shape(address)).or_default();
        *many += 1;
        *many <= OF_A_SHAPE_IN_ALL
    });
    let (mut attempts, mut opened, mut leaks) = (0, 0, Vec::new());
    for address in &all {
        for walker in &walkers {
            let page = whole.get(address, &walker.cookie).await;
            attempts += 1;
            let status = page.status;
            assert!(!status.is_server_error(), "{} at {address}", walker.name);
            if !status.is_success() {
                continue;
            }
            opened += 1;
            if !told::may(&whole, &walker.actor, address).await {
                leaks.push(format!("{} at {address}", walker.name));
            }
        }
    }
    println!(
        "the crawl: {} people, {pages} pages walked, {everything} addresses, {} tried by everybody: \
         {attempts} attempts, {opened} opened, {} leaks",
        walkers.len(),
        all.len(),
        leaks.len()
    );
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[tokio::test]
async fn whoever_is_not_signed_in_sees_nothing_of_anybody() {
    let whole = Whole::filled().await;
    let mut walkers = walkers(&whole).await;
    let walker = walkers.first_mut().expect("somebody");
    crawl(&whole, walker).await;
    for address in &walker.seen {
        let path = address.split('?').next().unwrap_or_default();
        let page = whole.get(address, "").await;
        let open = ["/", "/style"].contains(&path);
        assert!(open || !page.status.is_success(), "{address}");
    }
}
