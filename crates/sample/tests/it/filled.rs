//! What a filled database holds, and that nothing in it could not have been.

use std::collections::{BTreeSet, HashSet};

use domain::{
    calendar::uk_day,
    ledger::Walk,
    person::{Role, school_on},
};
use jiff::{Timestamp, civil::date};
use store::{Conflict, StoreError, scratch::engines};

use crate::{World, filled, instant, with_providers};

#[tokio::test]
async fn two_partnerships_of_three_hundred_mentors_at_sixty_schools_are_filled_in() {
    for engine in engines() {
        let scratch = with_providers(engine).await;
        let mut told = Vec::new();
        sample::fill(&scratch.store, sample::SEED, &mut |line: &str| {
            told.push(line.to_owned());
        })
        .await
        .expect("filled");
        let world = World::of(&scratch.store).await;
        let holding = |code: Option<&str>, role: Role| {
            let provider = code.map(|code| world.books[code].provider);
            let held = world.memberships.iter().filter(|held| {
                held.role == role && provider.is_none_or(|provider| held.provider == provider)
            });
            held.map(|held| held.person).collect::<HashSet<_>>().len()
        };
        assert_eq!(holding(None, Role::GeneralMentor), 300);
        assert_eq!(holding(None, Role::StudentTeacher), 240);
        for code in ["Y75", "L51"] {
            assert!(holding(Some(code), Role::GeneralMentor) > 140, "{code}");
            assert!(holding(Some(code), Role::StudentTeacher) > 100, "{code}");
            for role in Role::ALL {
                let many = holding(Some(code), role);
                assert!(
                    many > 0 || role == Role::SupportingTeacher,
                    "{code}: {role:?}"
                );
            }
        }
        assert_eq!(told.len(), 6, "a line a step: {told:?}");
        assert!(told[0].starts_with("60 schools in York, North Yorkshire, Leeds, Watford, "));
        assert_eq!(world.schools.len(), 60);
        assert!(world.schools.iter().all(|school| school.urn.0 > 900_000));
        let trusts: Vec<_> = world
            .schools
            .iter()
            .filter_map(|school| school.trust.as_deref())
            .collect();
        assert_eq!(trusts, ["Pennine Way Learning Trust"; 4]);
        scratch.clear().await.expect("cleared away");
    }
}

#[tokio::test]
async fn every_book_walks_from_its_first_entry_to_its_head() {
    for engine in engines() {
        let scratch = filled(engine, sample::SEED).await;
        let world = World::of(&scratch.store).await;
        for book in world.books.values().filter(|book| book.head.entries > 0) {
            let mut walk = Walk::new(Some(book.head.link));
            for sealed in &book.entries {
                walk.step(sealed, book.head).expect("an unbroken chain");
            }
            walk.end(book.head).expect("the head is that of the last");
            assert!(walk.found_wanted());
            assert!(book.head.entries > 600, "{} entries", book.head.entries);
        }
        scratch.clear().await.expect("cleared away");
    }
}

#[tokio::test]
async fn every_entry_could_have_been_recorded_so() {
    let scratch = filled(engines()[0], sample::SEED).await;
    let world = World::of(&scratch.store).await;
    let shipped = [
        include_str!("../../../../programmes/york-st-john/2024-25.toml"),
        include_str!("../../../../programmes/york-st-john/2025-26.toml"),
        include_str!("../../../../programmes/ljmu/2024-25.toml"),
        include_str!("../../../../programmes/ljmu/2025-26.toml"),
    ]
    .concat();
    let last = instant("2025-11-17T16:00:00Z");
    for book in world.books.values() {
        let mut before = Timestamp::UNIX_EPOCH;
        for entry in book.entries.iter().map(|sealed| &sealed.entry) {
            assert!(entry.recorded_at >= before && entry.recorded_at <= last);
            before = entry.recorded_at;
            assert!(entry.held_on < uk_day(entry.recorded_at), "{entry:?}");
            assert!(entry.held_on >= date(2024, 5, 13), "{entry:?}");
            assert_ne!(entry.verified_by, Some(entry.person));
            let component = entry.component.as_deref().expect("a component");
            assert!(
                shipped.contains(&format!("code = \"{component}\"")),
                "{component}"
            );
            let with = world.held(entry.person).into_iter();
            let with = with.filter(|held| held.provider == entry.provider);
            assert_eq!(
                school_on(with, entry.provider, entry.held_on),
                Ok(entry.school)
            );
            assert!(entry.school.is_some(), "{entry:?}");
        }
        let held = book.entries.iter().map(|sealed| sealed.entry.held_on);
        if let Some(first) = held.min() {
            assert!(first <= date(2024, 5, 24), "a year and a half: {first}");
        }
        let ids: Vec<_> = book.entries.iter().map(|sealed| sealed.entry.id).collect();
        assert!(ids.is_sorted(), "later entries have later numbers");
    }
    scratch.clear().await.expect("cleared away");
}

#[tokio::test]
async fn mentors_have_come_to_very_different_places() {
    let scratch = filled(engines()[0], sample::SEED).await;
    let world = World::of(&scratch.store).await;
    for (code, whole) in [("Y75", 1200), ("L51", 900)] {
        let provider = world.books[code].provider;
        let mentors: BTreeSet<_> = world
            .memberships
            .iter()
            .filter(|held| held.provider == provider && held.role == Role::GeneralMentor)
            .map(|held| held.person)
            .collect();
        let minutes = |person| -> i32 {
            let theirs = world.entries(code, person);
            theirs.iter().map(|sealed| sealed.entry.minutes.0).sum()
        };
        let count = |from: i32, until: i32| {
            let within = |person: &&_| (from..=until).contains(&minutes(**person));
            mentors.iter().filter(within).count()
        };
        assert!(count(0, 0) >= 2, "{code}: nothing yet");
        assert!(count(1, 480) >= 4, "{code}: just begun");
        assert!(count(481, whole - 1) >= 3, "{code}: on the way");
        assert!(count(whole, 10_000) >= 6, "{code}: met, and refreshing");
    }
    scratch.clear().await.expect("cleared away");
}

#[tokio::test]
async fn each_deed_is_noted_as_the_real_deeds_note_it() {
    let scratch = filled(engines()[0], sample::SEED).await;
    let world = World::of(&scratch.store).await;
    let count = |code: &str| {
        let notes = world.notes.iter();
        notes.filter(|note| note.deed.code() == code).count()
    };
    assert_eq!(count("import_schools"), 2);
    for code in ["import_people", "import_trainees", "import_placements"] {
        assert_eq!(count(code), 2, "{code}");
    }
    assert_eq!(count("correct_entry"), 1);
    let entered: usize = world
        .notes
        .iter()
        .filter(|note| note.deed.code() == "import_attendance")
        .map(|note| {
            let number = note.told.split(' ').next().expect("a number");
            number.parse::<usize>().expect("a number")
        })
        .sum();
    let held: usize = world.books.values().map(|book| book.entries.len()).sum();
    assert_eq!(entered + 1, held);
    let mut tx = scratch.store.read().await.expect("a reader");
    for book in world.books.values() {
        let revision = store::audit::revision(&mut tx, book.provider).await;
        let counted = if book.entries.is_empty() { 1 } else { 3 };
        assert_eq!(
            revision.expect("counted"),
            counted,
            "schools, people and placements"
        );
    }
    drop(tx);
    scratch.clear().await.expect("cleared away");
}

#[tokio::test]
async fn a_database_is_filled_once_and_not_without_its_providers() {
    for engine in engines() {
        let scratch = filled(engine, sample::SEED).await;
        let again = sample::fill(&scratch.store, sample::SEED, &mut |_| {}).await;
        assert!(matches!(
            again,
            Err(StoreError::Conflict(
                Conflict::TrnTaken | Conflict::EmailTaken
            )) | Err(StoreError::Database(_))
        ));
        scratch.clear().await.expect("cleared away");
        let empty = store::scratch::scratch(engine).await.expect("fresh");
        let without = sample::fill(&empty.store, sample::SEED, &mut |_| {}).await;
        assert!(matches!(without, Err(StoreError::Impossible { .. })));
        empty.clear().await.expect("cleared away");
    }
}
