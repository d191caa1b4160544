//! Sends requests by generation over every route: whatever comes, nothing fails on our side.
//!
//! Owns the dice of these requests: one seed, one row of requests. It never expects more than no failure.

use std::{fs, path::Path};

use axum::{
    body::Body,
    http::{Method, Request, header},
};

use super::walkers;
use crate::whole::Whole;

/// Requests that are sent.
const REQUESTS: usize = 4_000;

const METHODS: [Method; 7] = [
    Method::GET,
    Method::GET,
    Method::POST,
    Method::POST,
    Method::HEAD,
    Method::PUT,
    Method::DELETE,
];

/// Names that forms and questions of ours bear, beside some that nobody does.
const NAMES: [&str; 36] = [
    "q",
    "page",
    "sort",
    "on",
    "show",
    "school",
    "as",
    "done",
    "back",
    "step",
    "once",
    "of",
    "other",
    "view",
    "role",
    "from-day",
    "from-month",
    "from-year",
    "until-day",
    "until-month",
    "until-year",
    "minutes",
    "hours",
    "reason",
    "seen",
    "mentor",
    "trn",
    "part",
    "text",
    "area",
    "first_name",
    "kind",
    "value",
    "nobody",
    "",
    "[]",
];

/// Values that break what is not careful.
const VALUES: [&str; 24] = [
    "",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "2025-11-18",
    "2025-02-30",
    "9999-12-31",
    "%00",
    "%ff%fe",
    "%F0%9F%A6%89",
    "'; drop table x; --",
    "%3Cscript%3E",
    "..%2f..%2fetc",
    "y75",
    "l51",
    "zzz",
    "general_mentor",
    "1000001",
    "NaN",
    "1e309",
    "all",
    "%2525",
    "00000000-0000-0000-0000-000000000000",
];

const KINDS: [&str; 5] = [
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=x",
    "text/plain",
    "%%",
];

/// A die that falls alike for one seed.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits")
    }

    fn of<'a, T>(&mut self, choice: &'a [T]) -> &'a T {
        &choice[self.throw() % choice.len()]
    }

    fn once_in(&mut self, many: usize) -> bool {
        self.throw().is_multiple_of(many)
    }
}

/// Every address that stands in the sources of the pages: the routes, and some that are none.
fn routes() -> Vec<String> {
    fn read(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read(&path, found);
            } else {
                let text = fs::read_to_string(&path).expect("a source");
                let after = text.split("\"/").skip(1);
                let addresses = after.filter_map(|rest| rest.split('"').next());
                let sound = addresses.filter(|one| !one.contains([' ', '\n', '\\']));
                found.extend(sound.map(|one| format!("/{one}")));
            }
        }
    }
    let mut found = Vec::new();
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    read(Path::new(sources), &mut found);
    found.sort();
    found.dedup();
    found
}

/// The address with something in each brace.
fn filled(route: &str, known: &[String], dice: &mut Dice) -> String {
    let mut address = String::new();
    let mut rest = route;
    while let Some((before, after)) = rest.split_once('{') {
        address.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let word = match name {
            "provider" if !dice.once_in(4) => (*dice.of(&["y75", "l51"])).to_owned(),
            _ if dice.once_in(3) => (*dice.of(&VALUES)).to_owned(),
            _ => dice.of(known).clone(),
        };
        address.push_str(&word.replace([' ', ';', '\''], "+"));
        rest = after;
    }
    address.push_str(rest);
    if dice.once_in(6) {
        let ending: &&str = dice.of(&[".csv", ".xlsx", ".json", "/", "/x"]);
        address.push_str(ending);
    }
    if dice.once_in(2) {
        address.push('?');
        address.push_str(&pairs(known, dice).replace([' ', ';', '\''], "+"));
    }
    address
}

fn pairs(known: &[String], dice: &mut Dice) -> String {
    let many = 1 + dice.throw() % 5;
    let pair = |dice: &mut Dice| {
        let value = match dice.once_in(3) {
            true => dice.of(known).clone(),
            false => (*dice.of(&VALUES)).to_owned(),
        };
        format!("{}={value}", dice.of(&NAMES))
    };
    let all: Vec<String> = (0..many).map(|_| pair(dice)).collect();
    all.join("&")
}

fn body(kind: &str, known: &[String], dice: &mut Dice) -> Vec<u8> {
    match kind {
        _ if dice.once_in(8) => vec![0xff, 0x00, 0xfe, b'='],
        "application/json" => format!("{{\"{}\":[{{}}]}}", dice.of(&NAMES)).into_bytes(),
        "multipart/form-data; boundary=x" => format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{}\r\n--x--\r\n",
            dice.of(&VALUES)
        )
        .into_bytes(),
        _ => pairs(known, dice).into_bytes(),
    }
}

/// Numbers that stand in addresses of the house.
fn known(addresses: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = addresses
        .into_iter()
        .flat_map(|address| {
            let path = address.split('?').next().unwrap_or_default().to_owned();
            path.split('/').map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn whatever_is_sent_nothing_fails_on_our_side() {
    let whole = Whole::filled().await;
    let mut walkers = walkers(&whole).await;
    let mut addresses = Vec::new();
    for walker in walkers.iter_mut().filter(|one| one.name.contains("office")) {
        super::crawl(&whole, walker).await;
        addresses.extend(walker.seen.iter().cloned());
    }
    let known = known(addresses);
    let routes = routes();
    assert!(routes.len() > 40, "{routes:?}");
    let mut dice = Dice(0x5eed_0000_1841);
    let mut answers = std::collections::BTreeMap::<u16, usize>::new();
    for _ in 0..REQUESTS {
        let route = dice.of(&routes).clone();
        let address = filled(&route, &known, &mut dice);
        let method = dice.of(&METHODS).clone();
        let kind = *dice.of(&KINDS);
        let cookie = match dice.once_in(10) {
            true => "alongside_demo=%00; =; alongside_demo=x".to_owned(),
            false => dice.of(&walkers).cookie.clone(),
        };
        let body = match method == Method::POST {
            true => body(kind, &known, &mut dice),
            false => Vec::new(),
        };
        let request = Request::builder()
            .method(&method)
            .uri(&address)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, kind)
            .header(header::ACCEPT, *dice.of(&["*/*", "text/html", "%%", ""]))
            .header(
                "sec-fetch-site",
                *dice.of(&["same-origin", "same-origin", "none", "x"]),
            )
            .body(Body::from(body));
        let Ok(request) = request else {
            continue;
        };
        let told = format!("{method} {address} as {kind}");
        let page = whole.ask(request).await;
        assert!(!page.status.is_server_error(), "{}: {told}", page.status);
        *answers.entry(page.status.as_u16()).or_default() += 1;
    }
    println!(
        "{REQUESTS} random requests over {} addresses: {answers:?}",
        routes.len()
    );
}
