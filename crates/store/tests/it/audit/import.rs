//! Tries what is remembered of imports: the run, its changes, and the rows that were refused.
//! Owns no words of its own.
//! Never asks what a change means.

use domain::{
    Timestamp,
    audit::import::{Counts, Kind, RowState, State},
    partnership::ProviderId,
};
use store::audit::import::{
    self, Change, Import, Row, add_changes, add_rows, change_state, changes, clear_rows,
    count_settled, finish, import as found, imports, keep_preview, last_changes, open_rows,
    preview, row, rows, settle_row, tally, undecided, undo,
};
use uuid::Uuid;

use crate::{
    made::{CLERK, number, provider, read, second, write},
    on_both,
};

fn made(n: u32, provider: Option<ProviderId>, state: State) -> Import {
    Import {
        id: number(n),
        provider,
        kind: Kind::Attendance,
        file_name: "register.csv".to_owned(),
        file_hash: "ab12".to_owned(),
        columns: "[\"trn\"]".to_owned(),
        state,
        received_at: second(i64::from(n)),
        received_by: CLERK,
        counts: Counts {
            rows: 3,
            new: 1,
            changed: 0,
            unchanged: 1,
            refused: 1,
        },
        notes: "[]".to_owned(),
        finished_at: None,
        undone_at: None,
        undone_by: None,
        reason: None,
    }
}

fn refused(import: Uuid, number: u64) -> Row {
    Row {
        import,
        number,
        column: Some("email".to_owned()),
        problem: "Nobody here has it.".to_owned(),
        fields: "[\"a@b.uk\"]".to_owned(),
        unmatched: true,
        state: RowState::Open,
    }
}

#[tokio::test]
async fn an_import_goes_from_preview_to_undone_and_lets_its_file_go() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        let run = made(2, Some(ours), State::Previewed);
        import::add(&mut tx, &run).await.expect("kept");
        let kept = keep_preview(&mut tx, run.id, b"trn\n1\n", "[]").await;
        kept.expect("kept");
        let kept = (b"trn\n1\n".to_vec(), "[]".to_owned());
        assert_eq!(preview(&mut tx, run.id).await.expect("read"), Some(kept));
        assert_eq!(
            found(&mut tx, run.id).await.expect("read"),
            Some(run.clone())
        );
        assert_eq!(found(&mut tx, number(99)).await.expect("read"), None);

        let begins = change_state(&mut tx, run.id, State::Previewed, State::Begun);
        assert!(begins.await.expect("moved"));
        let again = change_state(&mut tx, run.id, State::Previewed, State::Begun);
        assert!(!again.await.expect("not moved"));
        assert_eq!(preview(&mut tx, run.id).await.expect("read"), None);

        let counts = Counts {
            rows: 5,
            new: 3,
            refused: 2,
            ..Counts::default()
        };
        let done = finish(
            &mut tx,
            run.id,
            second(7),
            "[\"trn\"]",
            counts,
            "[\"a note\"]",
        );
        done.await.expect("finished");
        let row = Counts {
            rows: 1,
            new: 1,
            ..Counts::default()
        };
        count_settled(&mut tx, run.id, row).await.expect("counted");
        let kept = found(&mut tx, run.id).await.expect("read").expect("there");
        assert_eq!(
            (kept.state, kept.finished_at),
            (State::TakenIn, Some(second(7)))
        );
        assert_eq!((kept.counts.new, kept.counts.refused), (4, 1));
        assert_eq!(kept.notes, "[\"a note\"]");

        assert!(
            undo(&mut tx, run.id, second(9), CLERK, "wrong file")
                .await
                .expect("undone")
        );
        assert!(
            !undo(&mut tx, run.id, second(9), CLERK, "again")
                .await
                .expect("asked")
        );
        let kept = found(&mut tx, run.id).await.expect("read").expect("there");
        assert_eq!(
            (kept.state, kept.undone_at),
            (State::Undone, Some(second(9)))
        );
        assert_eq!(
            (kept.undone_by, kept.reason.as_deref()),
            (Some(CLERK), Some("wrong file"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_provider_sees_its_own_imports_and_everybody_s_newest_first() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        let theirs = provider(&mut tx, 2, "Y75").await;
        for (n, whose) in [
            (3, Some(ours)),
            (4, Some(theirs)),
            (5, None),
            (6, Some(ours)),
        ] {
            let run = made(n, whose, State::TakenIn);
            import::add(&mut tx, &run).await.expect("kept");
        }
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let (all, count) = imports(&mut tx, ours, Timestamp::MAX, (2, 0))
            .await
            .expect("read");
        let ids: Vec<Uuid> = all.iter().map(|run| run.id).collect();
        assert_eq!((ids, count), (vec![number(6), number(5)], 3));
        let (rest, _) = imports(&mut tx, ours, Timestamp::MAX, (2, 2))
            .await
            .expect("read");
        assert_eq!(rest.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn changes_come_back_in_order_from_either_end_and_are_counted_by_table() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let run = made(2, None, State::TakenIn);
        import::add(&mut tx, &run).await.expect("kept");
        let all: Vec<Change> = (1..=45_i64)
            .map(|n| Change {
                number: n,
                capability: if n > 40 { "person_trn" } else { "ledger_entry" }.to_owned(),
                subject: number(100),
                before: (n == 41).then(|| "{}".to_owned()),
                after: (n > 40).then(|| "1".to_owned()),
            })
            .collect();
        add_changes(&mut tx, run.id, &all).await.expect("kept");
        assert_eq!(changes(&mut tx, run.id, 0, 100).await.expect("read"), all);
        assert_eq!(
            changes(&mut tx, run.id, 43, 100).await.expect("read"),
            all[43..]
        );
        let last = last_changes(&mut tx, run.id, i64::MAX, 2)
            .await
            .expect("read");
        assert_eq!(last, [all[44].clone(), all[43].clone()]);
        assert_eq!(
            tally(&mut tx, run.id).await.expect("counted"),
            [
                ("ledger_entry".to_owned(), 40, 40),
                ("person_trn".to_owned(), 5, 4)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_row_waits_until_it_is_settled_once() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        let run = made(2, Some(ours), State::TakenIn);
        import::add(&mut tx, &run).await.expect("kept");
        let all = [refused(run.id, 4), refused(run.id, 9)];
        add_rows(&mut tx, &all).await.expect("kept");
        add_rows(&mut tx, &all[..1]).await.expect("kept already");
        assert_eq!(rows(&mut tx, run.id).await.expect("read"), all);
        assert_eq!(
            row(&mut tx, run.id, 9).await.expect("read"),
            Some(all[1].clone())
        );
        assert_eq!(row(&mut tx, run.id, 5).await.expect("read"), None);

        let state = RowState::SetAside;
        let settled = settle_row(&mut tx, run.id, 4, state, second(3), CLERK).await;
        assert!(settled.expect("settled"));
        let again = settle_row(&mut tx, run.id, 4, state, second(3), CLERK).await;
        assert!(!again.expect("asked"));
        assert_eq!(
            open_rows(&mut tx, ours, Timestamp::MAX)
                .await
                .expect("read"),
            [(all[1].clone(), run.file_name.clone())]
        );
        let then = open_rows(&mut tx, ours, run.received_at).await;
        assert_eq!(then.expect("read"), [], "the file had not come yet");
        let other = made(3, Some(ours), State::Previewed);
        import::add(&mut tx, &other).await.expect("kept");
        add_rows(&mut tx, &[refused(other.id, 2)])
            .await
            .expect("kept");
        clear_rows(&mut tx, other.id).await.expect("cleared");
        assert_eq!(rows(&mut tx, other.id).await.expect("read"), []);
        assert!(
            undo(&mut tx, run.id, second(9), CLERK, "wrong")
                .await
                .expect("undone")
        );
        let open = open_rows(&mut tx, ours, Timestamp::MAX).await;
        assert_eq!(open.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_decided_about_is_listed_oldest_first_whosever_it_is() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        let theirs = provider(&mut tx, 5, "Y75").await;
        for run in [
            made(4, Some(theirs), State::Previewed),
            made(2, Some(ours), State::Previewed),
            made(3, Some(ours), State::TakenIn),
            made(6, Some(ours), State::Dropped),
        ] {
            import::add(&mut tx, &run).await.expect("kept");
        }
        let waiting = undecided(&mut tx).await.expect("read");
        let waiting: Vec<Uuid> = waiting.iter().map(|run| run.id).collect();
        assert_eq!(waiting, [number(2), number(4)]);
        let gone = change_state(&mut tx, number(2), State::Previewed, State::LetGo);
        assert!(gone.await.expect("moved"));
        let waiting = undecided(&mut tx).await.expect("read");
        assert_eq!(waiting.len(), 1);
    })
    .await;
}
