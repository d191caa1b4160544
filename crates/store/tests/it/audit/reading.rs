//! Tries that readings are grouped, and found by whom they are about, by reader and by provider.
//! Owns a record that two people open.
//! Never says whose reading is noted.

use domain::{
    audit::reading::{Kind, Reading},
    person::PersonId,
};
use jiff::civil::date;
use store::audit;

use crate::{
    made::{number, provider, read, second, write},
    on_both,
};

#[tokio::test]
async fn a_reader_a_record_and_a_day_are_one_row_with_a_count() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let theirs = provider(&mut tx, 12, "Y75").await;
        let amina = PersonId(number(1));
        let reading = |reader: u32, day, readings, at| Reading {
            provider: ours,
            reader: PersonId(number(reader)),
            kind: Kind::Standing,
            record: amina.0,
            about: Some(amina),
            on: date(2025, 11, day),
            readings,
            last_at: second(at),
        };
        for one in [
            reading(2, 17, 1, 1),
            reading(2, 18, 1, 2),
            reading(2, 18, 4, 5),
            reading(3, 18, 1, 4),
        ] {
            audit::keep_reading(&mut tx, &one).await.expect("kept");
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let grouped = [
            reading(2, 18, 5, 5),
            reading(3, 18, 1, 4),
            reading(2, 17, 1, 1),
        ];
        let about = audit::readings_about(&mut tx, amina, 10).await;
        assert_eq!(about.expect("read"), grouped);
        let with = audit::readings_with(&mut tx, ours, 2).await;
        assert_eq!(with.expect("read"), grouped[..2]);
        assert!(
            audit::readings_with(&mut tx, theirs, 2)
                .await
                .expect("read")
                .is_empty()
        );
        let by = audit::readings_by(&mut tx, PersonId(number(3)), 10).await;
        assert_eq!(by.expect("read"), grouped[1..2]);
        let second = PersonId(number(2));
        let by = audit::readings_by_with(&mut tx, second, ours, 10).await;
        assert_eq!(by.expect("read"), [grouped[0].clone(), grouped[2].clone()]);
        let by = audit::readings_by_with(&mut tx, second, theirs, 10).await;
        assert_eq!(by.expect("read"), []);
    })
    .await;
}
