//! Tries what mentors answered about their earlier record: kept, read back, the last one counting.
//! Owns no words of its own.
//! Never asks who may answer.

use domain::{Timestamp, ledger::Answer, partnership::ProviderId, person::PersonId};
use store::{StoreError, ledger};

use crate::{
    made::{self, behind, number, provider, read, second, write},
    on_both,
};

fn answered(
    n: u32,
    provider: ProviderId,
    person: PersonId,
    at: i64,
    answer: Answer,
) -> ledger::Answered {
    ledger::Answered {
        id: number(n),
        provider,
        person,
        answered_at: second(at),
        answer,
    }
}

#[tokio::test]
async fn the_last_answer_counts_and_the_earlier_stays_on_record() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let theirs = provider(&mut tx, 12, "Y75").await;
        let (amina, ben) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        let wrong = Answer::Questioned("Two days at Edge Hill are missing.".to_owned());
        let kept = [
            answered(21, ours, amina, 10, wrong.clone()),
            answered(22, ours, amina, 20, Answer::Confirmed),
            answered(23, ours, ben, 15, wrong.clone()),
            answered(24, theirs, amina, 30, wrong),
        ];
        for one in &kept {
            ledger::answer_history(&mut tx, one).await.expect("kept");
        }
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let last = ledger::history_answers(&mut tx, ours, Timestamp::MAX).await;
        let last = last.expect("read");
        assert_eq!((&last[&amina], &last[&ben]), (&kept[1], &kept[2]));
        let then = ledger::history_answers(&mut tx, ours, second(15)).await;
        assert_eq!(then.expect("read").len(), 1, "before the others answered");
        let all = ledger::history_answers_of(&mut tx, ours, amina, Timestamp::MAX).await;
        assert_eq!(all.expect("read"), kept[..2]);
        let open = async |tx: &mut _, before| {
            let open = ledger::questioned(tx, ours, before).await;
            open.expect("read")
        };
        assert_eq!(open(&mut tx, Timestamp::MAX).await, [kept[2].clone()]);
        let then = open(&mut tx, second(20)).await;
        assert_eq!(
            then,
            [kept[0].clone(), kept[2].clone()],
            "not confirmed yet"
        );
        assert_eq!(open(&mut tx, second(10)).await, []);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_nobody_knows_is_impossible_and_named() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let one = answered(21, ours, amina, 10, Answer::Confirmed);
        ledger::answer_history(&mut tx, &one).await.expect("kept");
        behind(&mut tx, "update ledger_history set answer = 'perhaps'", &[])
            .await
            .expect("altered");
        let found = ledger::history_answers(&mut tx, ours, Timestamp::MAX).await;
        assert!(matches!(
            found,
            Err(StoreError::Impossible {
                table: "ledger_history",
                column: "answer",
                ..
            })
        ));
    })
    .await;
}
