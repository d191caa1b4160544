//! Tries what is told of the entries that an import brought.
//! Owns no words of its own.
//! Never takes an entry back.

use domain::{
    Minutes,
    audit::import::{Counts, Kind, State},
    ledger::{Draft, EntryId},
};
use store::{
    audit::import::{self, Change, Import},
    ledger::{
        Brought, brought, brought_and_corrected, brought_and_standing, brought_entries,
        claim_references, release_references_of, replaced_by_import,
    },
};

use crate::{
    made::{CLERK, append, draft, number, person, provider, second, write},
    on_both,
};

#[tokio::test]
async fn an_import_knows_what_it_brought_what_was_corrected_and_what_it_replaced() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 1, "L51").await;
        let amina = person(&mut tx, 2).await;
        let run = Import {
            id: number(50),
            provider: Some(ours),
            kind: Kind::Attendance,
            file_name: "a.csv".to_owned(),
            file_hash: String::new(),
            columns: "[]".to_owned(),
            state: State::TakenIn,
            received_at: second(1),
            received_by: CLERK,
            counts: Counts::default(),
            notes: "[]".to_owned(),
            finished_at: None,
            undone_at: None,
            undone_by: None,
            reason: None,
        };
        import::add(&mut tx, &run).await.expect("kept");
        let of = |reference: &str, replaces: Option<u32>| Draft {
            reference: reference.to_owned(),
            replaces: replaces.map(|n| EntryId(number(n))),
            ..draft(ours, amina)
        };
        // 10 waited before; the import brings 11, which confirms it, 12 and 13; 13 is corrected by 14.
        let entries = vec![
            (10, of("W", None)),
            (11, of("W", Some(10))),
            (12, of("A", None)),
            (13, of("B", None)),
            (14, of("B", Some(13))),
        ];
        append(&mut tx, second(2), entries).await.expect("appended");
        let changes: Vec<Change> = [11, 12, 13]
            .into_iter()
            .zip(1..)
            .map(|(n, at)| Change {
                number: at,
                capability: "ledger_entry".to_owned(),
                subject: number(n),
                before: None,
                after: None,
            })
            .collect();
        import::add_changes(&mut tx, run.id, &changes)
            .await
            .expect("kept");

        let counted = brought(&mut tx, run.id).await.expect("counted");
        let told = Brought {
            standing: 2,
            minutes: Minutes(180),
            people: 1,
            corrected: 1,
        };
        assert_eq!(counted, told);
        let ids = |entries: Vec<domain::ledger::Entry>| -> Vec<_> {
            entries.into_iter().map(|entry| entry.id.0).collect()
        };
        let standing = brought_and_standing(&mut tx, run.id, 0, 9).await;
        assert_eq!(ids(standing.expect("read")), [number(11), number(12)]);
        let later = brought_and_standing(&mut tx, run.id, 1, 9).await;
        assert_eq!(ids(later.expect("read")), [number(12)]);
        let all = brought_entries(&mut tx, run.id, 1, 9).await;
        assert_eq!(ids(all.expect("read")), [number(12), number(13)]);
        let corrected = brought_and_corrected(&mut tx, run.id, 5).await;
        assert_eq!(ids(corrected.expect("read")), [number(13)]);
        let before = replaced_by_import(&mut tx, run.id, 0, 9).await;
        assert_eq!(ids(before.expect("read")), [number(10)]);

        let claimed = ["A", "B", "C"].map(|reference| (amina, reference.to_owned()));
        claim_references(&mut tx, ours, &claimed)
            .await
            .expect("claimed");
        let free = release_references_of(&mut tx, run.id, ours).await;
        assert_eq!(free.expect("released"), 0, "minutes rest on both");
        let zero = Draft {
            minutes: Minutes::ZERO,
            ..of("A", Some(12))
        };
        append(&mut tx, second(3), vec![(15, zero)])
            .await
            .expect("appended");
        let free = release_references_of(&mut tx, run.id, ours).await;
        assert_eq!(free.expect("released"), 1);
    })
    .await;
}
