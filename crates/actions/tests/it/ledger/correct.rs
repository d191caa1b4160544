//! Tries corrections: one replaces one, with reason, and what was known before stays known.
//!
//! Owns no words. It never edits an entry.

use actions::{
    ActionError,
    ledger::{correct, strike_out, verify},
    standing::Question,
};
use domain::{
    AcademicYear, Minutes,
    access::Deed,
    ledger::{Correction, EntryId, Kind},
    partnership::Urn,
};
use jiff::civil::date;
use uuid::Uuid;

use super::{AMINA, with_amina};
use crate::world::{TODAY, World, asking, attended, on_each, refusal};

async fn with_an_entry(world: &World) -> EntryId {
    with_amina(world).await;
    world
        .attended("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60))
        .await;
    world.entries("Y75", AMINA).await[0].entry.id
}

fn to(minutes: i32) -> Correction {
    Correction {
        minutes: Some(Minutes(minutes)),
        reason: "the register was misread".into(),
        ..Correction::default()
    }
}

async fn corrected(
    world: &World,
    id: EntryId,
    correction: Correction,
) -> Result<EntryId, ActionError> {
    correct(&world.platform, &world.operator(), id, correction).await
}

#[tokio::test]
async fn rule_04_a_correction_replaces_with_reason_and_author_and_deletes_nothing() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        let new = corrected(world, old, to(45)).await.unwrap();
        let entries = world.entries("Y75", AMINA).await;
        assert_eq!(entries.len(), 2);
        let (newer, older) = (&entries[0], &entries[1]);
        assert_eq!((newer.entry.id, newer.entry.replaces), (new, Some(old)));
        assert_eq!(
            (newer.entry.minutes, older.entry.minutes),
            (Minutes(45), Minutes(60))
        );
        assert_eq!(newer.entry.words.reason, "the register was misread");
        assert_eq!(
            newer.entry.words.stated_verifier, "Dr Register",
            "who vouched stays"
        );
        assert_eq!(newer.entry.held_on, older.entry.held_on);
        assert_eq!((newer.replaced_by, older.replaced_by), (None, Some(new)));
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes(45)
        );
        let note = world.notes().await.pop().unwrap();
        assert_eq!(note.deed, Deed::CorrectEntry);
        assert_eq!(note.subject, format!("{} replaces {}", new.0, old.0));
        assert_eq!(note.told, "1 h becomes 45 min");
    })
    .await;
}

#[tokio::test]
async fn rule_04_an_entry_is_replaced_once_and_the_newer_one_may_be_replaced_in_turn() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        let new = corrected(world, old, to(45)).await.unwrap();
        let notes = world.notes().await.len();
        assert_eq!(
            refusal(corrected(world, old, to(30)).await),
            "This entry has been corrected already. Correct the newer entry."
        );
        let moved = Correction {
            held_on: Some(date(2025, 10, 2)),
            ..to(30)
        };
        assert_eq!(
            refusal(corrected(world, old, moved).await),
            "This entry has been corrected already. Correct the newer entry."
        );
        assert_eq!(
            world.notes().await.len(),
            notes,
            "a refused deed leaves no note"
        );
        corrected(world, new, to(30)).await.unwrap();
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes(30)
        );
    })
    .await;
}

#[tokio::test]
async fn rule_04_a_correction_may_come_to_nothing_and_an_old_file_does_not_bring_it_back() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        corrected(world, old, to(0)).await.unwrap();
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!((standing.done, standing.claimable_hours), (Minutes(0), 0));
        let again = world
            .attendance("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60))
            .await;
        assert_eq!(again.counts(), (0, 0, 1, 0));
        let other = world
            .attendance("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 90))
            .await;
        assert_eq!(other.counts(), (0, 0, 0, 1));
    })
    .await;
}

#[tokio::test]
async fn a_correction_needs_a_reason_and_a_change_and_values_that_can_be() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        let with = |change: &dyn Fn(&mut Correction)| {
            let mut correction = Correction {
                reason: "a slip".into(),
                ..Correction::default()
            };
            change(&mut correction);
            correction
        };
        let amina = world.person(AMINA).await;
        let cases = [
            (with(&|c| c.reason = "  ".into()), "A correction needs a reason, so that everyone can follow it later."),
            (with(&|_| {}), "The correction changes nothing."),
            (with(&|c| c.minutes = Some(Minutes(-1))), "-1 minutes cannot be entered. Give the minutes as a whole number from 1 to 1440."),
            (with(&|c| c.minutes = Some(Minutes(2000))), "2000 minutes is more than a day has. Give the minutes of one day, at most 1440; write several days as several rows."),
            (with(&|c| c.held_on = Some(date(2025, 11, 19))), "19 November 2025 has not come yet. Only training that took place is entered."),
            (with(&|c| c.component = Some(Some("knitting".into()))), "\"knitting\" is no component of this provider's programme. Give one that is, or none for training outside the programme."),
            (with(&|c| c.school = Some(Some(Urn(100_099)))), "No school here has the number 100099. Check it, or take in the register of schools first."),
            (with(&|c| c.verified_by = Some(amina)), "Nobody verifies their own minutes. Name somebody else, or leave the verifier blank and the entry waits."),
            (with(&|c| c.verified_by = Some(domain::person::PersonId(Uuid::from_u128(77)))), "There is no such verifier here."),
            (with(&|c| c.counts_for = AcademicYear::starting(2026)), "Training on 1 October 2025 counts for 2025 to 2026; it cannot count for 2026 to 2027."),
            (with(&|c| { c.kind = Some(Kind::Recognised); c.component = Some(Some("conference-1".into())); }), "\"conference-1\" is a local component: training done elsewhere cannot stand in for it."),
        ];
        for (correction, sentence) in cases {
            assert_eq!(refusal(corrected(world, old, correction).await), sentence);
        }
        let nobody = EntryId(Uuid::from_u128(5));
        assert_eq!(
            refusal(corrected(world, nobody, to(1)).await),
            format!("There is no entry {}.", nobody.0)
        );
        assert_eq!(world.entries("Y75", AMINA).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_correction_does_not_take_the_place_of_another_attendance() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        world
            .attended("Y75", &attended(AMINA, "pedagogy", "2025-10-02", 60))
            .await;
        let moved = Correction {
            minutes: None,
            held_on: Some(date(2025, 10, 2)),
            ..to(0)
        };
        assert_eq!(
            refusal(corrected(world, old, moved).await),
            "This attendance is already entered."
        );
    })
    .await;
}

#[tokio::test]
async fn every_value_can_be_corrected() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        let all = Correction {
            minutes: Some(Minutes(50)),
            held_on: Some(date(2025, 7, 1)),
            component: Some(Some("assessment".into())),
            kind: Some(Kind::Completed),
            school: Some(Some(Urn(100_002))),
            counts_for: AcademicYear::starting(2025),
            reason: "another row was meant".into(),
            ..Correction::default()
        };
        let new = corrected(world, old, all).await.unwrap();
        let entries = world.entries("Y75", AMINA).await;
        let entry = &entries
            .iter()
            .find(|listed| listed.entry.id == new)
            .unwrap()
            .entry;
        assert_eq!(
            (entry.minutes, entry.held_on),
            (Minutes(50), date(2025, 7, 1))
        );
        assert_eq!(
            (entry.component.as_deref(), entry.kind),
            (Some("assessment"), Kind::Completed)
        );
        assert_eq!(
            (entry.school, entry.counts_for.starts_in()),
            (Some(Urn(100_002)), 2025)
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_known_on_an_earlier_day_still_shows_what_was_known_then() {
    on_each(async |world| {
        world.wind(date(2025, 11, 3));
        let old = with_an_entry(world).await;
        world.wind(date(2025, 11, 10));
        corrected(world, old, to(45)).await.unwrap();
        world.wind(TODAY);
        for (known_on, done) in [
            (Some(date(2025, 11, 2)), 0),
            (Some(date(2025, 11, 3)), 60),
            (Some(date(2025, 11, 9)), 60),
            (Some(date(2025, 11, 10)), 45),
            (None, 45),
        ] {
            let rows = world
                .list(&Question {
                    known_on,
                    ..asking("Y75")
                })
                .await;
            assert_eq!(
                rows[0].standing.done,
                Minutes(done),
                "known on {known_on:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn struck_out_words_are_gone_and_the_book_is_sound_all_the_same() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        let new = corrected(world, old, to(45)).await.unwrap();
        let operator = world.operator();
        let struck = |id, reason| strike_out(&world.platform, &operator, id, reason);
        assert_eq!(
            refusal(struck(new, " ").await),
            "A correction needs a reason, so that everyone can follow it later."
        );
        assert!(struck(new, "it named a pupil").await.unwrap());
        assert!(
            !struck(new, "it named a pupil").await.unwrap(),
            "there is nothing left"
        );
        let entries = world.entries("Y75", AMINA).await;
        assert_eq!(entries[0].entry.words.reason, "");
        assert_eq!(entries[0].entry.minutes, Minutes(45), "the minutes stay");
        assert_eq!(
            entries[1].entry.words.stated_verifier, "Dr Register",
            "others stay"
        );
        let books = verify(&world.platform, &operator, Some("Y75"), None)
            .await
            .unwrap();
        assert_eq!((books.len(), books[0].fault.clone()), (1, None));
        let note = world.notes().await.pop().unwrap();
        assert_eq!(
            (note.deed, note.subject),
            (Deed::StrikeOutWords, new.0.to_string())
        );
    })
    .await;
}

#[tokio::test]
async fn rule_04_of_two_corrections_of_one_entry_at_once_one_is_kept() {
    on_each(async |world| {
        let old = with_an_entry(world).await;
        let (first, second) =
            tokio::join!(corrected(world, old, to(45)), corrected(world, old, to(30)));
        let refused = if first.is_ok() { second } else { first };
        assert_eq!(
            refusal(refused),
            "This entry has been corrected already. Correct the newer entry."
        );
        assert_eq!(world.entries("Y75", AMINA).await.len(), 2);
    })
    .await;
}
