//! Tries what is remembered of files: whole ones, those on their way, and what nothing tells of any more.
//! Owns two files with the same content.
//! Never holds a real one.

use domain::{
    person::PersonId,
    prior_learning::{File, FileId, ItemId, Upload, UploadId},
};
use store::{
    Tx,
    prior_learning::{
        file::{
            count_files, files_of_item, files_of_person, forget_object, keep, keep_object, loose,
            one, remove_file, same_elsewhere,
        },
        hand, keep_item,
        upload::{add_part, awaited, begin, end_upload, on_its_way, put_together, stale},
    },
};

use super::draft;
use crate::{
    made::{number, person, second, write},
    on_both,
};

const DIGEST: &str = "0f3a";

fn file(n: u32, item: ItemId, person: PersonId) -> File {
    File {
        id: FileId(number(n)),
        item,
        person,
        name: "Zertifikat – ŵ.pdf".to_owned(),
        kind: "pdf".to_owned(),
        digest: DIGEST.to_owned(),
        size: 1_234,
        pictured: true,
        words: "Six hours.".to_owned(),
        kept_at: second(10),
    }
}

async fn an_item(tx: &mut Tx, n: u32, person: PersonId) -> ItemId {
    let item = draft(n, person);
    keep_item(tx, &item, second(1)).await.expect("kept");
    item.id
}

#[tokio::test]
async fn a_file_is_kept_once_for_an_item_and_found_where_else_its_content_was_brought() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (amina, ben) = (person(&mut tx, 1).await, person(&mut tx, 2).await);
        let hers = an_item(&mut tx, 40, amina).await;
        let his = an_item(&mut tx, 41, ben).await;
        keep_object(&mut tx, DIGEST, "pdf", second(10))
            .await
            .expect("noted");
        let first = file(50, hers, amina);
        assert!(keep(&mut tx, &first).await.expect("kept"));
        let twice = file(51, hers, amina);
        assert!(!keep(&mut tx, &twice).await.expect("there already"));
        let other = file(52, his, ben);
        assert!(keep(&mut tx, &other).await.expect("kept"));
        assert_eq!(
            one(&mut tx, first.id).await.expect("read"),
            Some(first.clone())
        );
        let of_item = files_of_item(&mut tx, hers).await.expect("read");
        assert_eq!(of_item, std::slice::from_ref(&first));
        let same = same_elsewhere(&mut tx, hers).await.expect("read");
        assert_eq!(same, std::slice::from_ref(&other));
        hand(&mut tx, ben, amina).await.expect("handed over");
        let all = files_of_person(&mut tx, amina).await.expect("read");
        let numbers: Vec<FileId> = all.iter().map(|file| file.id).collect();
        assert_eq!(numbers, [first.id, other.id]);
        assert_eq!(count_files(&mut tx, amina).await.expect("counted"), 2);
        remove_file(&mut tx, first.id).await.expect("removed");
        assert_eq!(one(&mut tx, first.id).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn an_object_goes_when_no_file_tells_of_it_and_not_before() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let item = an_item(&mut tx, 40, amina).await;
        keep_object(&mut tx, DIGEST, "pdf", second(10))
            .await
            .expect("noted");
        let kept = file(50, item, amina);
        assert!(keep(&mut tx, &kept).await.expect("kept"));
        assert!(loose(&mut tx, second(99)).await.expect("read").is_empty());
        assert!(!forget_object(&mut tx, DIGEST).await.expect("asked"));
        remove_file(&mut tx, kept.id).await.expect("removed");
        assert!(loose(&mut tx, second(10)).await.expect("read").is_empty());
        let gone = vec![(DIGEST.to_owned(), "pdf".to_owned())];
        assert_eq!(loose(&mut tx, second(11)).await.expect("read"), gone);
        keep_object(&mut tx, DIGEST, "pdf", second(20))
            .await
            .expect("brought again");
        assert!(loose(&mut tx, second(11)).await.expect("read").is_empty());
        assert!(forget_object(&mut tx, DIGEST).await.expect("forgotten"));
    })
    .await;
}

#[tokio::test]
async fn parts_fit_one_behind_the_other_and_a_part_sent_twice_changes_nothing() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let amina = person(&mut tx, 1).await;
        let new = Upload {
            id: UploadId(number(60)),
            item: an_item(&mut tx, 40, amina).await,
            person: amina,
            name: "photo.jpg".to_owned(),
            size: 5,
            received: 0,
        };
        begin(&mut tx, &new, second(5)).await.expect("begun");
        for (begins_at, bytes, fits) in [
            (2, &b"cde"[..], false),
            (0, b"ab", true),
            (0, b"ab", false),
            (2, b"cdef", false),
            (2, b"cde", true),
            (5, b"f", false),
        ] {
            let done = add_part(&mut tx, new.id, begins_at, bytes).await;
            assert_eq!(done.expect("asked"), fits, "{begins_at} {bytes:?}");
        }
        let whole = Upload { received: 5, ..new };
        assert!(whole.is_whole());
        let id = whole.id;
        let here = on_its_way(&mut tx, id).await.expect("read");
        assert_eq!(here.as_ref(), Some(&whole));
        let waits = awaited(&mut tx, whole.item).await.expect("read");
        assert_eq!(waits, [whole]);
        assert_eq!(put_together(&mut tx, id).await.expect("read"), b"abcde");
        assert!(stale(&mut tx, second(5)).await.expect("read").is_empty());
        assert_eq!(stale(&mut tx, second(6)).await.expect("read"), [id]);
        end_upload(&mut tx, id).await.expect("ended");
        assert_eq!(on_its_way(&mut tx, id).await.expect("read"), None);
        assert!(put_together(&mut tx, id).await.expect("read").is_empty());
    })
    .await;
}
