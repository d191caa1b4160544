//! Tries what is remembered of those who ask to be erased, and what goes when they are.
//! Owns the somebody of whom every table knows something.
//! Never decides whether anything stands against it.

use domain::{
    access::Deed,
    audit::{Note, chain::struck::mark},
    ledger::Words,
    person::{
        Person, PersonId, Sameness,
        erasure::{Answer, Request, State},
    },
};
use store::{
    audit,
    person::{self, Traces},
};

use crate::{
    made::{self, CLERK, append, draft, number, provider, read, second, write},
    on_both,
};

fn request(n: u32, person: PersonId) -> Request {
    Request {
        id: number(n),
        person,
        asked_at: second(i64::from(n)),
        state: State::Asked,
    }
}

#[tokio::test]
async fn somebody_has_one_open_request_and_each_office_one_word() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        append(&mut tx, second(1), vec![(21, draft(ours, amina))])
            .await
            .expect("kept");
        let first = request(2, amina);
        assert!(person::ask_erasure(&mut tx, &first).await.expect("kept"));
        let second_one = request(3, amina);
        let twice = person::ask_erasure(&mut tx, &second_one).await;
        assert!(!twice.expect("asked"), "one is open");
        let count = person::erasures_unanswered(&mut tx, ours).await;
        assert_eq!(count.expect("counted"), 1);
        for against in [
            Some("a claim".to_owned()),
            None,
            Some("a dispute".to_owned()),
        ] {
            let answer = Answer {
                provider: ours,
                at: second(5),
                by: CLERK,
                against,
            };
            person::answer_erasure(&mut tx, first.id, &answer)
                .await
                .expect("kept");
        }
        tx.commit().await.expect("kept");
        let mut tx = write(store).await;
        let answers = person::erasure_answers(&mut tx, first.id)
            .await
            .expect("read");
        assert_eq!(answers.len(), 1);
        assert_eq!(answers[0].against.as_deref(), Some("a dispute"));
        let count = person::erasures_unanswered(&mut tx, ours).await;
        assert_eq!(count.expect("counted"), 0);
        assert_eq!(
            person::open_erasures(&mut tx).await.expect("read"),
            std::slice::from_ref(&first)
        );
        let done = person::end_erasure(&mut tx, first.id, State::Done, second(9), CLERK);
        assert!(done.await.expect("ended"));
        let again = person::end_erasure(&mut tx, first.id, State::Done, second(9), CLERK);
        assert!(!again.await.expect("asked"), "it is over");
        let answers = person::erasure_answers(&mut tx, first.id)
            .await
            .expect("read");
        assert_eq!(
            answers[0].against.as_deref(),
            Some(""),
            "the reason is gone"
        );
        let found = person::erasure(&mut tx, first.id).await.expect("read");
        assert_eq!(found.expect("kept").state, State::Done);
        assert!(
            person::ask_erasure(&mut tx, &second_one)
                .await
                .expect("kept")
        );
        let last = person::erasure_of(&mut tx, amina).await.expect("read");
        assert_eq!(last, Some(second_one));
    })
    .await;
}

#[tokio::test]
async fn what_tells_who_somebody_is_goes_and_their_entries_stay() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        let (to, bens) = ("amina@school.example", "ben@school.example");
        person::add_email(&mut tx, amina, to).await.expect("kept");
        person::add_email(&mut tx, ben, bens).await.expect("kept");
        person::set_trn(&mut tx, amina, "1000001")
            .await
            .expect("kept");
        let mut theirs = draft(ours, amina);
        theirs.words = Words {
            reason: "left early".to_owned(),
            stated_verifier: String::new(),
        };
        let mut other = draft(ours, ben);
        other.words.stated_verifier = "Amina Okafor 1".to_owned();
        append(&mut tx, second(1), vec![(21, theirs), (22, other)])
            .await
            .expect("kept");
        let traces = Traces {
            records: vec![amina],
            addresses: vec![to.to_owned()],
            names: vec!["Amina Okafor 1".to_owned()],
            within: vec![to.to_owned()],
        };
        let counted = person::count_traces(&mut tx, &traces)
            .await
            .expect("counted");
        let touched = person::erase(&mut tx, &traces).await.expect("erased");
        assert_eq!(counted, touched);
        let rows = |table| touched.iter().find(|(known, _)| *known == table);
        assert_eq!(rows("person_email"), Some(&("person_email", 1)));
        assert_eq!(rows("ledger_words"), Some(&("ledger_words", 2)));
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let found = person::person(&mut tx, amina).await.expect("read");
        let Person {
            trn,
            first_name,
            last_name,
            ..
        } = found.expect("a record");
        assert_eq!(
            (trn, first_name.as_str(), last_name.as_str()),
            (None, "Erased", "person")
        );
        let emails = person::emails(&mut tx).await.expect("read");
        assert_eq!(emails, [(bens.to_owned(), ben)]);
        let entries = store::ledger::entries_of(&mut tx, amina)
            .await
            .expect("read");
        assert_eq!((entries.len(), entries[0].words.reason.as_str()), (1, ""));
    })
    .await;
}

#[tokio::test]
async fn words_of_a_note_are_struck_out_and_nothing_else_of_it() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let note = |n: u32, told: &str| Note {
            id: number(n),
            noted_at: second(1),
            done_by: CLERK,
            deed: Deed::MergePeople,
            provider: None,
            subject: "somebody".to_owned(),
            told: told.to_owned(),
            session: None,
        };
        for (n, told) in [(1, "joined with 100% Amina"), (2, "joined with Ben")] {
            audit::note(&mut tx, &note(n, told)).await.expect("kept");
        }
        let found = audit::notes_naming(&mut tx, "100% Amina")
            .await
            .expect("read");
        assert_eq!(found.len(), 1);
        let none = audit::notes_naming(&mut tx, "1__% Amina")
            .await
            .expect("read");
        assert!(none.is_empty(), "every letter stands for itself");
        let of = audit::notes_of(&mut tx, Deed::MergePeople)
            .await
            .expect("read");
        assert_eq!(of.len(), 2);
        let mut struck = found[0].note.clone();
        struck.told = mark(number(9));
        audit::strike(&mut tx, &struck).await.expect("struck");
        let notes = audit::notes(&mut tx).await.expect("read");
        assert_eq!(notes, [struck, note(2, "joined with Ben")]);
    })
    .await;
}

#[tokio::test]
async fn two_records_are_proposed_once_for_a_reason_to_whoever_knows_either() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let theirs = provider(&mut tx, 12, "Y75").await;
        let (amina, again) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        let membership = domain::person::Membership {
            person: amina,
            provider: ours,
            role: domain::person::Role::GeneralMentor,
            school: None,
            scope: None,
            subject: None,
            school_phase: None,
            from: None,
            until: None,
        };
        let held = person::NewMembership {
            id: number(31),
            membership,
        };
        person::add_membership(&mut tx, &held).await.expect("kept");
        person::set_trn(&mut tx, amina, "1000001")
            .await
            .expect("kept");
        let trn = "1000001".parse().expect("a TRN");
        assert_eq!(
            person::with_trn(&mut tx, trn).await.expect("read"),
            Some(amina)
        );
        for two in [(again, amina), (amina, again)] {
            person::propose_twins(&mut tx, two, Sameness::Trn, second(1))
                .await
                .expect("kept");
        }
        let found = person::twins(&mut tx, ours).await.expect("read");
        assert_eq!(found, [(amina, again, Sameness::Trn)]);
        assert!(
            person::twins(&mut tx, theirs)
                .await
                .expect("read")
                .is_empty()
        );
    })
    .await;
}
