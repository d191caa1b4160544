//! Tries the files that mentors bring through the doors that browsers use: photographs, parts, and what means harm.
//!
//! Owns the form with a file. It never sends one that another program could not have written.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
    response::Response,
};
use tower::ServiceExt;

use super::{Page, Whole, field};

fn file(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/../documents/tests/files/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read(path).expect("a file of the tests")
}

/// A mentor with one item, and the address of its files.
struct Mentor {
    cookie: String,
    files: String,
}

impl Mentor {
    async fn of(whole: &Whole, name: &str) -> Mentor {
        let cookie = whole.mentor(name).await;
        let page = whole.get("/prior-learning/item", &cookie).await;
        let once = field(&page.text, "once");
        let form = format!("once={once}&kind=provider");
        let begun = whole.post("/prior-learning/item", &cookie, &form).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
        let item = begun.location.trim_end_matches("/what");
        Mentor {
            cookie,
            files: format!("{item}/files"),
        }
    }

    fn request(&self, path: &str, kind: &str, body: Vec<u8>) -> Request<Body> {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_LENGTH, body.len())
            .body(Body::from(body));
        request.expect("a request")
    }

    /// Sends the form with these files.
    async fn send(&self, whole: &Whole, files: &[(&str, &[u8])]) -> Page {
        let page = whole.get(&self.files, &self.cookie).await;
        let once = field(&page.text, "once");
        let mut parts = vec![("once", "", once.as_bytes())];
        parts.extend(files.iter().map(|(name, bytes)| ("file", *name, *bytes)));
        whole.send(&self.files, &self.cookie, &parts).await
    }

    async fn brings(&self, whole: &Whole, name: &str, bytes: &[u8]) -> Page {
        self.send(whole, &[(name, bytes)]).await
    }

    /// The addresses of what is here.
    async fn here(&self, whole: &Whole) -> Vec<String> {
        let page = whole.get(&self.files, &self.cookie).await.text;
        let links = page.split("href=\"/prior-learning/file/").skip(1);
        let mut all: Vec<String> = links
            .filter_map(|rest| rest.split('"').next())
            .map(|id| format!("/prior-learning/file/{id}"))
            .collect();
        all.dedup();
        all
    }
}

async fn answer(whole: &Whole, path: &str, cookie: &str) -> (Response<()>, Vec<u8>) {
    let request = Request::get(path)
        .header(header::COOKIE, cookie)
        .body(Body::empty());
    let answer = whole.routes.clone().oneshot(request.expect("a request"));
    let (parts, body) = answer.await.expect("it never fails").into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    (Response::from_parts(parts, ()), bytes.into())
}

#[tokio::test]
async fn a_photograph_is_served_without_its_place_and_where_it_can_do_nothing() {
    let whole = Whole::filled().await;
    let amina = Mentor::of(&whole, "amina+rahman").await;
    let before = file("certificate.jpg");
    assert!(before.windows(4).any(|window| window == b"Exif"));
    let done = amina.brings(&whole, "IMG 1.jpg", &before).await;
    assert_eq!(
        (done.status, &done.location),
        (StatusCode::SEE_OTHER, &amina.files)
    );
    let here = amina.here(&whole).await;
    for path in [here[0].clone(), format!("{}/view", here[0])] {
        let (told, bytes) = answer(&whole, &path, &amina.cookie).await;
        let header = |name| told.headers()[name].to_str().expect("words").to_owned();
        assert!(bytes.starts_with(&[0xFF, 0xD8]), "{path}");
        assert!(!bytes.windows(4).any(|window| window == b"Exif"), "{path}");
        assert_eq!(header(header::CONTENT_TYPE), "image/jpeg");
        assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(header(header::CACHE_CONTROL), "no-store");
        assert!(header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    }
    let (told, _) = answer(&whole, &here[0], &amina.cookie).await;
    let named = told.headers()[header::CONTENT_DISPOSITION].to_str();
    assert_eq!(
        named.expect("words"),
        "attachment; filename=\"evidence.jpg\""
    );
    let other = whole.mentor("marguerite+osei").await;
    for cookie in [other.as_str(), ""] {
        let page = whole.get(&here[0], cookie).await;
        assert!(!page.status.is_success(), "{}", page.status);
    }
}

#[tokio::test]
async fn what_means_harm_is_refused_with_a_sentence_beside_the_field() {
    let whole = Whole::filled().await;
    let amina = Mentor::of(&whole, "amina+rahman").await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let half = b"%PDF-1.4 and nothing else";
    for (name, bytes, told) in [
        (
            "photo.jpg",
            b"#!/bin/sh\nrm -rf /\n".to_vec(),
            "This kind of file is not taken",
        ),
        (
            "photo.jpg",
            b"<script>alert(1)</script>".to_vec(),
            "This kind of file is not taken",
        ),
        (
            "drawing.svg",
            svg.to_vec(),
            "This kind of file is not taken",
        ),
        ("wide.png", file("wide.png"), "This picture is too large"),
        ("broken.pdf", half.to_vec(), "This file is damaged"),
        ("locked.pdf", file("locked.pdf"), "This file is locked"),
        (
            "macros.xlsx",
            file("macros.xlsm"),
            "This document can run programs",
        ),
        (
            "IMG.heic",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1".to_vec(),
            "Share it as JPEG",
        ),
        ("", Vec::new(), "Choose a file, or take a photograph"),
        ("empty.pdf", Vec::new(), "The file is empty"),
    ] {
        let page = amina.brings(&whole, name, &bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.text.contains(told), "{name}: {}", page.text);
    }
    assert!(amina.here(&whole).await.is_empty());
}

#[tokio::test]
async fn a_bomb_is_read_as_far_as_words_go_and_markup_in_it_is_words() {
    let whole = Whole::filled().await;
    let amina = Mentor::of(&whole, "amina+rahman").await;
    let done = amina.brings(&whole, "bomb.docx", &file("bomb.docx")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let letter = b"From: a@b.example\nTo: c@d.example\nDate: Tue, 4 Mar 2025 16:00:00 +0000\nSubject: <script>alert(1)</script>\n\n<img src=x>";
    let name = "x.eml\\\"><script>";
    amina.brings(&whole, name, letter).await;
    let page = whole.get(&amina.files, &amina.cookie).await.text;
    assert!(page.contains("It begins.") && page.contains("&lt;img src=x&gt;"));
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
    assert!(page.len() < 60_000, "{}", page.len());
}

#[tokio::test]
async fn ten_thousand_files_at_once_are_refused_and_one_after_the_other_so_many_are_taken() {
    let whole = Whole::filled().await;
    let amina = Mentor::of(&whole, "amina+rahman").await;
    let letter = |number: usize| {
        format!("From: a@b.example\nTo: c@d.example\nDate: Tue, 4 Mar 2025 16:00:00 +0000\n\nNumber {number}")
            .into_bytes()
    };
    let one = letter(0);
    let all = vec![("one.eml", one.as_slice()); 10_000];
    let page = amina.send(&whole, &all).await;
    assert!(page.status.is_client_error(), "{}", page.status);
    assert!(page.text.contains("one after the other"));
    assert!(amina.here(&whole).await.is_empty());
    for number in 0..10 {
        let done = amina.brings(&whole, "a.eml", &letter(number)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{number}");
    }
    let full = whole.get(&amina.files, &amina.cookie).await.text;
    assert!(full.contains("As many files are here") && !full.contains("type=\"file\""));
}

#[tokio::test]
async fn a_file_that_is_larger_than_is_allowed_never_reaches_the_memory() {
    let whole = Whole::filled().await;
    let amina = Mentor::of(&whole, "amina+rahman").await;
    let page = amina
        .brings(&whole, "large.pdf", &vec![b' '; 20_500_000])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("larger than 20 MB"));
    let page = amina
        .brings(&whole, "larger.pdf", &vec![b' '; 30_000_000])
        .await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_file_in_parts_goes_on_where_the_signal_was_lost() {
    let whole = Whole::filled().await;
    let amina = Mentor::of(&whole, "amina+rahman").await;
    let photograph = file("certificate.jpg");
    let begin = async || {
        let page = whole.get(&amina.files, &amina.cookie).await;
        let once = field(&page.text, "once");
        let form = format!("once={once}&name=one.jpg&size={}", photograph.len());
        let begun = whole
            .post(&format!("{}/begin", amina.files), &amina.cookie, &form)
            .await;
        let (id, here) = begun.text.split_once(' ').expect("a number, and how far");
        (id.to_owned(), here.parse::<usize>().expect("a count"))
    };
    let part = async |id: &str, at: usize, bytes: &[u8]| {
        let path = format!("/prior-learning/upload/{id}/part?at={at}");
        let kind = "application/octet-stream";
        whole.ask(amina.request(&path, kind, bytes.to_vec())).await
    };
    let (id, here) = begin().await;
    assert_eq!(here, 0);
    assert_eq!(part(&id, 0, &photograph[..1_000]).await.text, "1000");
    let page = whole.get(&amina.files, &amina.cookie).await;
    assert!(page.text.contains("has not come to its end"));
    let (again, here) = begin().await;
    assert_eq!(
        (&again, here),
        (&id, 1_000),
        "it goes on where it was cut off"
    );
    assert_eq!(part(&id, 500, &photograph[500..]).await.text, "1000");
    let rest = part(&id, 1_000, &photograph[1_000..]).await.text;
    assert_eq!(rest, photograph.len().to_string());
    let large = part(&id, 0, &vec![0; 600_000]).await.status;
    assert_eq!(large, StatusCode::PAYLOAD_TOO_LARGE);
    let other = whole.mentor("marguerite+osei").await;
    let path = format!("/prior-learning/upload/{id}/whole");
    let once = field(&page.text, "once");
    let stolen = whole.post(&path, &other, &format!("once={once}")).await;
    assert_eq!(stolen.status, StatusCode::NOT_FOUND);
    let done = whole
        .post(&path, &amina.cookie, &format!("once={once}"))
        .await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    assert_eq!(amina.here(&whole).await.len(), 1);
}
