//! Tries the walk through a book: a sound one passes, and each way of tampering is found.
//!
//! Owns the forging of heads. It never mends a book.

use actions::ledger::{Book, verify};
use domain::{
    AcademicYear, Minutes,
    ledger::{Draft, EntryId, Fault, Head, How, Kind, Link, Words},
    person::PersonId,
};
use jiff::civil::date;

use super::{AMINA, with_amina};
use crate::world::{World, attended, on_each};

async fn with_a_book(world: &World) -> Head {
    with_amina(world).await;
    let rows: String = (1..=5)
        .map(|day| attended(AMINA, "pedagogy", &format!("2025-10-0{day}"), 10))
        .collect();
    world.attended("Y75", &rows).await;
    walked(world, None).await.head
}

async fn walked(world: &World, outside: Option<Link>) -> Book {
    let operator = world.operator();
    let books = verify(&world.platform, &operator, Some("Y75"), outside).await;
    books.unwrap().remove(0)
}

/// Writes past the deeds, on a head that is not the book's.
async fn forged(world: &World, head: Head, entries: usize) -> Vec<EntryId> {
    let provider = world.provider("Y75").await;
    let person = world.person(AMINA).await;
    let drafts: Vec<_> = (0..entries)
        .map(|at| {
            let held_on = date(2025, 9, 1);
            let draft = Draft {
                person,
                provider,
                school: None,
                component: None,
                kind: Kind::Attended,
                minutes: Minutes(600),
                held_on,
                counts_for: AcademicYear::containing(held_on),
                verified_by: Some(PersonId::OPERATOR),
                how: How::Import,
                reference: format!("forged {at}"),
                until: None,
                replaces: None,
                words: Words::default(),
            };
            (EntryId(world.platform.number()), [0; 16], draft)
        })
        .collect();
    let made = drafts.iter().map(|(id, ..)| *id).collect();
    let mut tx = world.store.write().await.unwrap();
    let now = world.platform.now();
    store::ledger::append(&mut tx, head, provider, drafts, now, PersonId::OPERATOR)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    made
}

#[tokio::test]
async fn a_sound_book_passes_and_says_where_it_ends() {
    on_each(async |world| {
        let head = with_a_book(world).await;
        let book = walked(world, None).await;
        assert_eq!((book.provider.as_str(), book.fault), ("Y75", None));
        assert_eq!((head.entries, book.passed_outside_head), (5, false));
        let operator = world.operator();
        assert!(
            verify(&world.platform, &operator, Some("L51"), None)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_head_kept_outside_is_passed_as_long_as_the_book_was_only_added_to() {
    on_each(async |world| {
        let kept_outside = with_a_book(world).await.link;
        assert!(walked(world, Some(kept_outside)).await.passed_outside_head);
        world
            .attended("Y75", &attended(AMINA, "assessment", "2025-10-09", 60))
            .await;
        assert!(walked(world, Some(kept_outside)).await.passed_outside_head);
        assert!(!walked(world, Some(Link([9; 32]))).await.passed_outside_head);
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_does_not_match_its_seal_is_named() {
    on_each(async |world| {
        let head = with_a_book(world).await;
        let made = forged(
            world,
            Head {
                link: Link([7; 32]),
                ..head
            },
            2,
        )
        .await;
        assert_eq!(
            walked(world, None).await.fault,
            Some(Fault::Altered(made[0].0, 6))
        );
    })
    .await;
}

#[tokio::test]
async fn a_missing_number_is_named_with_the_entry_found_in_its_place() {
    on_each(async |world| {
        let head = with_a_book(world).await;
        let made = forged(world, Head { entries: 6, ..head }, 1).await;
        let fault = Fault::Removed {
            missing: 6,
            next: made[0].0,
            number: 7,
        };
        assert_eq!(walked(world, None).await.fault, Some(fault));
    })
    .await;
}

#[tokio::test]
async fn an_entry_beyond_the_book_s_count_was_inserted() {
    on_each(async |world| {
        let head = with_a_book(world).await;
        let made = forged(world, head, 1).await;
        forged(world, head, 0).await;
        assert_eq!(
            walked(world, None).await.fault,
            Some(Fault::Inserted(made[0].0, 6, 5))
        );
    })
    .await;
}

#[tokio::test]
async fn entries_cut_from_the_end_and_another_head_are_found() {
    on_each(async |world| {
        let head = with_a_book(world).await;
        forged(world, Head { entries: 8, ..head }, 0).await;
        let short = Fault::CutShort {
            counted: 8,
            found: 5,
        };
        assert_eq!(walked(world, None).await.fault, Some(short));
        forged(
            world,
            Head {
                link: Link([7; 32]),
                ..head
            },
            0,
        )
        .await;
        let fault = walked(world, None).await.fault;
        assert!(matches!(fault, Some(Fault::OtherHead(_, 5))), "{fault:?}");
    })
    .await;
}
