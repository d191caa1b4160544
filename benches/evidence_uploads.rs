//! Measures a hundred photographs of 8 MB that come in the same moment, whole and in parts, and the largest
//! picture that is taken: how long, and how much memory.
//!
//! Owns the photographs, all of noise, and the server that it starts as a process of its own. It never
//! judges the figures.

mod brought;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod load;
mod made;
#[expect(dead_code, reason = "other benches use the rest of it")]
mod measure;
mod noon;
mod served;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    time::Duration,
};

use actions::{Platform, access::actor, prior_learning::begin};
use domain::{person::PersonId, prior_learning::ItemKind};
use exchange::objects::{Objects, Place};
use image::{RgbImage, codecs::jpeg::JpegEncoder};
use measure::{machine, now};
use served::{Served, runtime};
use store::{
    Engine, Store,
    scratch::{engines, scratch},
};
use uuid::Uuid;

/// As the program itself takes memory.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const PEOPLE: usize = 100;
const BYTES: usize = 8_000_000;
const PART: usize = 128 * 1024;

/// Width and height of what a telephone takes; less where the program was built without optimising.
const PHOTOGRAPH: (u32, u32) = match cfg!(debug_assertions) {
    true => (400, 300),
    false => (4_000, 3_000),
};

/// The most pixels that are taken.
const LARGEST: (u32, u32) = (8_000, 6_250);

fn main() {
    if let Some(address) = served::asked_to_serve() {
        return runtime().block_on(serve(&address));
    }
    println!(
        "Work: {PEOPLE} mentors, a photograph of {} MB each ({} by {}). Machine: {}.",
        BYTES / 1_000_000,
        PHOTOGRAPH.0,
        PHOTOGRAPH.1,
        machine()
    );
    let files = made::files(100, PEOPLE, 0);
    let photograph = padded(&picture(PHOTOGRAPH, 80));
    let largest = picture(LARGEST, 60);
    for engine in engines() {
        runtime().block_on(measure(engine, files.path(), &photograph, &largest));
    }
    if !engines().contains(&Engine::Postgres) {
        println!("PostgreSQL is left out: ALONGSIDE_TEST_POSTGRES names no server.");
    }
}

/// Serves a database as the demo does, with files in a folder, and says where.
async fn serve(address: &str) {
    let store = Store::open(address).await.expect("a database");
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::Folder(folder.path().to_owned());
    let objects = Objects::open(place).expect("a store of objects");
    let platform = noon::platform(&store).keeping(objects);
    let listener = served::listener().await;
    let routes = web::demo(platform, web::demo::Demo::default());
    web::serve(listener, routes, std::future::pending())
        .await
        .expect("served");
}

async fn measure(engine: Engine, files: &Path, photograph: &[u8], largest: &[u8]) {
    println!("\n{engine:?}");
    let scratch = scratch(engine).await.expect("a database");
    let platform = noon::platform(&scratch.store);
    brought::everybody(&platform, files).await;
    let whole = people(&platform, &scratch.store).await;
    let parts = people(&platform, &scratch.store).await;
    let served = Served::start(&scratch.address);
    let (address, process) = (served.server.address, served.server.process);
    let told = |what: &str, began: std::time::Instant| {
        println!(
            "  {what:<62} {:>7.1} s, {:>4} MB at most   promised: 256 MB",
            began.elapsed().as_secs_f64(),
            most(process)
        );
        for _ in 0..100 {
            served.server.ask_once("/", &whole[0].cookie);
        }
        forget_the_most(process);
    };
    let began = now();
    Person::send_whole(&whole[0], address, 0, &padded(&picture((400, 300), 80)));
    told("one small photograph of 8 MB", began);
    let began = now();
    Person::send_whole(&whole[1], address, 1, largest);
    told("one picture of 50 million pixels", began);
    let began = now();
    std::thread::scope(|scope| {
        for (at, person) in whole.iter().enumerate().skip(2) {
            scope.spawn(move || person.send_whole(address, at, photograph));
        }
    });
    told("98 photographs of 8 MB at once, each whole", began);
    let began = now();
    std::thread::scope(|scope| {
        scope.spawn(|| parts[0].send_in_parts(address, 1_000, largest));
        for (at, person) in parts.iter().enumerate().skip(1) {
            scope.spawn(move || person.send_in_parts(address, 1_000 + at, photograph));
        }
    });
    told("99 at once in parts, and one of 50 million pixels", began);
    drop(served);
    scratch.clear().await.expect("cleared");
}

/// A mentor with a piece of earlier training to show.
struct Person {
    cookie: String,
    item: Uuid,
}

async fn people(platform: &Platform, store: &Store) -> Vec<Person> {
    let mut tx = store.read().await.expect("a transaction");
    let all = store::person::people(&mut tx).await.expect("people");
    drop(tx);
    let mentors = all
        .into_iter()
        .filter(|one| one.last_name.starts_with("Number"));
    let ids: Vec<PersonId> = mentors.map(|one| one.id).collect();
    assert_eq!(ids.len(), PEOPLE);
    let mut found = Vec::new();
    for person in ids {
        let actor = actor(platform, person).await.expect("a mentor");
        let begun = (person, ItemKind::Provider);
        let item = begin(platform, &actor, platform.number(), begun).await;
        found.push(Person {
            cookie: format!("alongside_demo={}", person.0),
            item: item.expect("an item").0,
        });
    }
    found
}

impl Person {
    /// Sends a body, and answers with the status and the words of the answer.
    fn post(&self, address: SocketAddr, path: &str, kind: &str, body: &[u8]) -> (String, String) {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\n\
             connection: close\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            self.cookie,
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("asked");
        stream.write_all(body).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let status = answer.lines().next().unwrap_or_default().to_owned();
        let words = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
        (status, words.to_owned())
    }

    fn send_whole(&self, address: SocketAddr, at: usize, bytes: &[u8]) {
        let mut body = format!(
            "--B\r\ncontent-disposition: form-data; name=\"once\"\r\n\r\n{}\r\n\
             --B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{at}.jpg\"\r\n\r\n",
            once(at, 0)
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--B--\r\n");
        let path = format!("/prior-learning/item/{}/files", self.item);
        let kind = "multipart/form-data; boundary=B";
        let (status, _) = self.post(address, &path, kind, &body);
        assert!(status.contains(" 303 "), "{status}");
    }

    fn send_in_parts(&self, address: SocketAddr, at: usize, bytes: &[u8]) {
        let form = "application/x-www-form-urlencoded";
        let begin = format!("/prior-learning/item/{}/files/begin", self.item);
        let asked = format!("once={}&name={at}.jpg&size={}", once(at, 1), bytes.len());
        let (status, words) = self.post(address, &begin, form, asked.as_bytes());
        assert!(status.contains(" 200 "), "{status}");
        let upload = words.split(' ').next().expect("a number").to_owned();
        for (number, part) in bytes.chunks(PART).enumerate() {
            let path = format!("/prior-learning/upload/{upload}/part?at={}", number * PART);
            let kind = "application/octet-stream";
            let (status, _) = self.post(address, &path, kind, part);
            assert!(status.contains(" 200 "), "{status}");
        }
        let path = format!("/prior-learning/upload/{upload}/whole");
        let asked = format!("once={}", once(at, 2));
        let (status, _) = self.post(address, &path, form, asked.as_bytes());
        assert!(status.contains(" 204 "), "{status}");
    }
}

fn once(at: usize, step: u128) -> Uuid {
    Uuid::from_u128(1 + step + 10 * at as u128)
}

/// A picture of noise, the same for every run.
fn picture((width, height): (u32, u32), quality: u8) -> Vec<u8> {
    let mut state = 1_u64;
    let pixels = (0..width * height * 3).map(|_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        // Little noise upon grey: a photograph of 50 million pixels fits into what may be sent.
        112 + (state >> 60) as u8
    });
    let drawn = RgbImage::from_raw(width, height, pixels.collect()).expect("so many pixels");
    let mut written = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut written, quality);
    drawn.write_with_encoder(encoder).expect("written");
    written
}

/// The same with a camera's remarks, up to 8 MB.
fn padded(jpeg: &[u8]) -> Vec<u8> {
    let mut padded = jpeg[..2].to_vec();
    let remark = [&[0xFF, 0xFE, 0xFF, 0xFF][..], &vec![b' '; 0xFFFD]].concat();
    while padded.len() + jpeg.len() < BYTES {
        padded.extend_from_slice(&remark);
    }
    padded.extend_from_slice(&jpeg[2..]);
    padded
}

/// The most memory that a process has held, in megabytes, since it was last forgotten.
fn most(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<u64>()
            .ok()
    });
    kib.unwrap_or_default() / 1024
}

#[expect(
    clippy::disallowed_methods,
    reason = "memory is given back half a second after it was let go"
)]
fn forget_the_most(process: u32) {
    std::thread::sleep(Duration::from_secs(1));
    let path = format!("/proc/{process}/clear_refs");
    std::fs::write(path, "5").expect("a process of ours on Linux");
}
