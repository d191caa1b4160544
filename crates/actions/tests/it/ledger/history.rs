//! Tries the question about an earlier record: who is asked, what an answer changes, and only once.
//!
//! Owns no words of its own. It never looks into the book.

use actions::{access, ledger::answer_history};
use domain::{
    ledger::{Answer, History},
    standing::{Shown, State},
};
use jiff::civil::date;

use crate::world::{TODAY, World, asking, mentor, on_each, refusal};

const MENTOR: &str = "1000001";

/// A mentor whose earlier training came with a file.
async fn with_an_earlier_record(world: &World) {
    world
        .people("Y75", &mentor(MENTOR, "Amina", "Khan", 100_001))
        .await;
    let row = format!("{MENTOR},pedagogy,2025-03-04,60,attended,Dr Register,import,\n");
    world.attended("Y75", &row).await;
}

async fn answer(world: &World, answer: Answer) -> Result<(), actions::ActionError> {
    let amina = world.person(MENTOR).await;
    let actor = access::actor(&world.platform, amina).await.unwrap();
    let once = world.platform.number();
    answer_history(&world.platform, &actor, amina, "Y75", once, answer).await
}

async fn history(world: &World) -> History {
    world.standing("Y75", MENTOR).await.standing.history
}

#[tokio::test]
async fn a_mentor_is_asked_about_what_was_brought_in_and_the_answer_stands() {
    on_each(async |world| {
        with_an_earlier_record(world).await;
        assert_eq!(history(world).await, History::Unanswered);
        let wrong = Answer::questioned("The coaching day is missing.").unwrap();
        answer(world, wrong).await.unwrap();
        assert_eq!(history(world).await, History::Questioned { on: TODAY });
        answer(world, Answer::Confirmed).await.unwrap();
        assert_eq!(history(world).await, History::Confirmed { on: TODAY });
        let told: Vec<String> = world
            .notes()
            .await
            .into_iter()
            .map(|note| note.told)
            .collect();
        assert!(told.ends_with(&["questioned".to_owned(), "confirmed".to_owned()]));
        let question = actions::standing::Question {
            known_on: Some(date(2025, 11, 17)),
            ..asking("Y75")
        };
        let before = world.list(&question).await;
        assert!(
            before
                .iter()
                .all(|row| row.standing.history != History::Confirmed { on: TODAY })
        );
    })
    .await;
}

#[tokio::test]
async fn a_press_that_arrives_twice_answers_once() {
    on_each(async |world| {
        with_an_earlier_record(world).await;
        let amina = world.person(MENTOR).await;
        let actor = access::actor(&world.platform, amina).await.unwrap();
        let once = world.platform.number();
        let before = world.notes().await.len();
        for _ in 0..2 {
            let answer = Answer::Confirmed;
            answer_history(&world.platform, &actor, amina, "Y75", once, answer)
                .await
                .unwrap();
        }
        assert_eq!(world.notes().await.len(), before + 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_no_earlier_record_has_nothing_to_answer() {
    on_each(async |world| {
        let rows = format!("{MENTOR},Amina,Khan,,general_mentor,100001,,,2025-09-01,\n");
        world.people("Y75", &rows).await;
        assert_eq!(history(world).await, History::Nothing);
        assert_eq!(
            refusal(answer(world, Answer::Confirmed).await),
            "There is no earlier record of yours to confirm with this provider."
        );
    })
    .await;
}

#[tokio::test]
async fn until_it_is_confirmed_nothing_is_told_as_overdue() {
    on_each(async |world| {
        with_an_earlier_record(world).await;
        let passed = |shown| {
            move |row: &domain::standing::Row| {
                Shown::of(State::Overdue, row.due_on, TODAY, shown) == Shown::Overdue
            }
        };
        let standing = world.standing("Y75", MENTOR).await.standing;
        let rows = &standing.components;
        assert!(!rows.iter().any(passed(standing.history)));
        answer(world, Answer::Confirmed).await.unwrap();
        let standing = world.standing("Y75", MENTOR).await.standing;
        assert!(standing.components.iter().all(passed(standing.history)));
    })
    .await;
}

#[tokio::test]
async fn what_a_later_file_brings_in_asks_again_until_that_is_answered() {
    on_each(async |world| {
        with_an_earlier_record(world).await;
        answer(world, Answer::Confirmed).await.unwrap();
        let settled = History::Confirmed { on: TODAY };
        assert_eq!(history(world).await, settled);

        world.wind(date(2025, 11, 20));
        let here = format!("{MENTOR},assessment,2025-11-04,60,attended,Dr Register,register,\n");
        world.attended("Y75", &here).await;
        let after = format!("{MENTOR},assessment,2025-11-19,60,attended,Dr Register,import,\n");
        world.attended("Y75", &after).await;
        assert_eq!(history(world).await, settled, "no earlier record");

        let more = format!("{MENTOR},pedagogy,2025-03-11,60,attended,Dr Register,import,\n");
        world.attended("Y75", &more).await;
        let again = history(world).await;
        assert!(matches!(again, History::MoreSince { .. }), "{again:?}");
        assert!(!again.is_settled());
        let cold = {
            let platform = world.cold();
            let all = actions::standing::list(&platform, &world.operator(), &asking("Y75")).await;
            all.unwrap().rows[0].standing.history
        };
        assert_eq!(cold, again, "memory and a fresh reckoning agree");

        answer(world, Answer::Confirmed).await.unwrap();
        let on = date(2025, 11, 20);
        assert_eq!(history(world).await, History::Confirmed { on });
    })
    .await;
}

#[tokio::test]
async fn a_correction_of_what_was_brought_in_does_not_ask_again() {
    on_each(async |world| {
        with_an_earlier_record(world).await;
        answer(world, Answer::Confirmed).await.unwrap();
        world.wind(date(2025, 11, 20));
        let entry = world.entries("Y75", MENTOR).await[0].entry.id;
        let correction = domain::ledger::Correction {
            minutes: Some(domain::Minutes(45)),
            reason: "left early".into(),
            ..domain::ledger::Correction::default()
        };
        actions::ledger::correct(&world.platform, &world.operator(), entry, correction)
            .await
            .unwrap();
        assert_eq!(history(world).await, History::Confirmed { on: TODAY });
    })
    .await;
}
