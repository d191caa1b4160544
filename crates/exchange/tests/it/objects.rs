//! Stores of objects: memory, a folder, and a server that speaks S3 where one is named.

use exchange::objects::{Fault, Objects, Place};

/// The server for these tests, as `scripts/objects run` starts it.
const SERVER: &str = "ALONGSIDE_TEST_S3";

async fn keeps_fetches_and_forgets(objects: &Objects) {
    let name = "evidence/0f/0f3a.pdf";
    assert_eq!(objects.fetch(name).await.expect("asked"), None);
    objects.forget(name).await.expect("nothing to forget");
    let large = vec![7_u8; 3_000_000];
    objects.keep(name, large.clone()).await.expect("kept");
    assert_eq!(objects.fetch(name).await.expect("fetched"), Some(large));
    objects.keep(name, vec![8]).await.expect("there already");
    let found = objects.fetch(name).await.expect("fetched");
    assert_eq!(found.map(|bytes| bytes.len()), Some(3_000_000));
    objects.forget(name).await.expect("forgotten");
    assert_eq!(objects.fetch(name).await.expect("asked"), None);
}

#[tokio::test]
async fn memory_keeps_fetches_and_forgets() {
    let objects = Objects::open(Place::Memory).expect("open");
    keeps_fetches_and_forgets(&objects).await;
}

#[tokio::test]
async fn a_folder_keeps_fetches_and_forgets() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::Folder(folder.path().to_owned());
    let objects = Objects::open(place.clone()).expect("open");
    keeps_fetches_and_forgets(&objects).await;
    objects.keep("a/b", vec![1]).await.expect("kept");
    let again = Objects::open(place).expect("open");
    assert_eq!(again.fetch("a/b").await.expect("fetched"), Some(vec![1]));
    let missing = Place::Folder(folder.path().join("missing"));
    assert!(Objects::open(missing).is_err());
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test's server address is read once, here"
)]
#[tokio::test]
async fn a_bucket_keeps_fetches_and_forgets() {
    let Ok(endpoint) = std::env::var(SERVER) else {
        println!("S3 was left out of these tests: {SERVER} names no server.");
        return;
    };
    let place = |bucket: &str| Place::S3 {
        endpoint: Some(endpoint.clone()),
        region: "us-east-1".to_owned(),
        bucket: bucket.to_owned(),
        key: "testing".to_owned(),
        secret: "testing".to_owned(),
    };
    let objects = Objects::open(place("alongside-test")).expect("open");
    keeps_fetches_and_forgets(&objects).await;
    let nowhere = Objects::open(place("no-such-bucket")).expect("open");
    assert!(nowhere.keep("a/b", vec![1]).await.is_err());
}

#[tokio::test]
async fn no_name_leads_elsewhere() {
    let objects = Objects::open(Place::Memory).expect("open");
    for name in [
        "", "/a", "a//b", "../a", "a/../b", "a/.", "A", "a b", "a\\b", "a%2fb", "a/é",
    ] {
        let kept = objects.keep(name, vec![1]).await;
        assert!(matches!(kept, Err(Fault::Name(_))), "{name}");
        assert!(objects.fetch(name).await.is_err(), "{name}");
    }
}

#[test]
fn a_place_never_tells_its_secret() {
    let place = Place::S3 {
        endpoint: None,
        region: "eu-west-2".to_owned(),
        bucket: "evidence".to_owned(),
        key: "number".to_owned(),
        secret: "whisper".to_owned(),
    };
    let told = format!(
        "{place:?} {:?}",
        Objects::open(place.clone()).expect("open")
    );
    assert!(
        told.contains("S3 bucket evidence") && !told.contains("whisper"),
        "{told}"
    );
    let place = Place::Azure {
        endpoint: None,
        account: "account".to_owned(),
        container: "evidence".to_owned(),
        secret: "d2hpc3Blcg==".to_owned(),
    };
    let told = format!(
        "{place:?} {:?}",
        Objects::open(place.clone()).expect("open")
    );
    assert!(
        told.contains("Azure container evidence") && !told.contains("d2hp"),
        "{told}"
    );
}
