//! Tries imports that are cut short or run beside each other.
//!
//! Owns no words. It never waits for the clock.

use std::{
    future::poll_fn,
    pin::pin,
    sync::atomic::{AtomicBool, Ordering},
    task::Poll,
};

use actions::{
    import::Heard,
    ledger::{import_attendance, verify},
};
use domain::access::Deed;

use super::{AMINA, with_amina};
use crate::world::{ATTENDANCE, DRY, KEEP, World, attended, mentor, on_each};

/// More rows than are kept in one transaction, twice over.
const ROWS: usize = 2_500;

fn many(trn: &str) -> String {
    let rows = (0..ROWS).map(|at| {
        let (day, reference) = (at % 28 + 1, at / 28);
        format!("{trn},,2025-10-{day:02},1,attended,Dr Register,register,R-{reference}\n")
    });
    format!("{ATTENDANCE}{}", rows.collect::<String>())
}

async fn sound(world: &World, entries: i64) {
    let operator = world.operator();
    let books = verify(&world.platform, &operator, Some("Y75"), None)
        .await
        .unwrap();
    assert_eq!(
        (books[0].head.entries, books[0].fault.clone()),
        (entries, None)
    );
}

#[tokio::test]
async fn an_import_that_is_cut_short_is_taken_up_by_running_it_again() {
    on_each(async |world| {
        with_amina(world).await;
        let file = world.file(many(AMINA));
        let operator = world.operator();
        let pull_the_plug = AtomicBool::new(false);
        let mut listener = |heard: Heard<'_>| {
            if matches!(heard, Heard::Progress(..)) {
                pull_the_plug.store(true, Ordering::Relaxed);
            }
        };
        let finished = {
            let mut importing = pin!(import_attendance(
                &world.platform,
                &operator,
                &file,
                "Y75",
                KEEP,
                &mut listener
            ));
            poll_fn(|context| match importing.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if pull_the_plug.load(Ordering::Relaxed) => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            })
            .await
        };
        assert!(finished.is_none(), "it was cut short");
        let kept = world.entries("Y75", AMINA).await.len() as u64;
        assert!(kept == 1_000 || kept == 2_000, "whole pieces alone: {kept}");
        sound(world, i64::try_from(kept).unwrap()).await;

        let again = world
            .attendance_of(&operator, "Y75", &file, KEEP)
            .await
            .unwrap();
        assert_eq!(again.counts(), (ROWS as u64 - kept, 0, kept, 0));
        sound(world, i64::try_from(ROWS).unwrap()).await;
        let noted = world.notes().await;
        let noted = noted
            .iter()
            .filter(|note| note.deed == Deed::ImportAttendance);
        assert_eq!(noted.count(), 3, "a note for each piece");
    })
    .await;
}

#[tokio::test]
async fn the_whole_of_a_file_follows_its_first_half() {
    on_each(async |world| {
        with_amina(world).await;
        let days = ["2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06"];
        let rows: Vec<String> = days
            .iter()
            .map(|day| attended(AMINA, "", day, 30))
            .collect();
        world.attended("Y75", &rows[..2].concat()).await;
        assert_eq!(
            world.attendance("Y75", &rows.concat()).await.counts(),
            (2, 0, 2, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn two_files_taken_into_one_book_at_once_are_both_kept() {
    on_each(async |world| {
        with_amina(world).await;
        world
            .people("Y75", &mentor("1000002", "Ben", "Low", 100_002))
            .await;
        let (one, other) = (
            world.file(many(AMINA)),
            world.file_named("other.csv", many("1000002")),
        );
        let operator = world.operator();
        let (first, second) = tokio::join!(
            world.attendance_of(&operator, "Y75", &one, KEEP),
            world.attendance_of(&operator, "Y75", &other, KEEP),
        );
        assert_eq!(first.unwrap().report.new, ROWS as u64);
        assert_eq!(second.unwrap().report.new, ROWS as u64);
        sound(world, 2 * i64::try_from(ROWS).unwrap()).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_file_taken_in_twice_at_once_is_kept_once() {
    on_each(async |world| {
        with_amina(world).await;
        let file = world.file(many(AMINA));
        let operator = world.operator();
        let (first, second) = tokio::join!(
            world.attendance_of(&operator, "Y75", &file, KEEP),
            world.attendance_of(&operator, "Y75", &file, KEEP),
        );
        let (first, second) = (first.unwrap().report, second.unwrap().report);
        assert_eq!(first.new + second.new, ROWS as u64);
        assert_eq!(first.unchanged + second.unchanged, ROWS as u64);
        sound(world, i64::try_from(ROWS).unwrap()).await;
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_of_several_pieces_reports_what_a_real_one_does() {
    on_each(async |world| {
        with_amina(world).await;
        let long_day = format!("{AMINA},,2025-10-01,400,attended,Dr Register,register,long\n");
        let file = format!("{}{}", many(AMINA), long_day.repeat(2));
        let operator = world.operator();
        let dry = world
            .attendance_as(&operator, "Y75", &file, DRY)
            .await
            .unwrap();
        assert_eq!(dry.counts(), (ROWS as u64 + 1, 0, 1, 0));
        assert_eq!(dry.notes.len(), 1, "the long day adds up over the pieces");
        let kept = world
            .attendance_as(&operator, "Y75", &file, KEEP)
            .await
            .unwrap();
        assert_eq!(dry, kept);
    })
    .await;
}
