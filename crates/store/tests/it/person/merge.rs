//! Tries what is remembered of records that were joined, and of people who were told apart.
//! Owns no words of its own.
//! Never decides whether two records are one person's.

use domain::person::{Membership, PersonId, Role};
use jiff::civil::date;
use store::{
    StoreError,
    person::{self, Merge, NewMembership, View},
};

use crate::{
    made::{self, CLERK, append, draft, number, provider, read, second, texts, write},
    on_both,
};

fn merge(other: PersonId, kept: PersonId, at: i64) -> Merge {
    Merge {
        other,
        kept,
        at: second(at),
        by: CLERK,
        held: "{}".to_owned(),
    }
}

#[tokio::test]
async fn a_record_that_was_joined_leads_to_the_last_one_kept_and_to_one_alone() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let [a, b, c] = [
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
            made::person(&mut tx, 3).await,
        ];
        person::keep_merge(&mut tx, &merge(a, b, 1))
            .await
            .expect("kept");
        person::keep_merge(&mut tx, &merge(b, c, 2))
            .await
            .expect("kept");
        tx.commit().await.expect("kept");
        let mut tx = write(store).await;
        for (from, to) in [(a, Some(c)), (b, Some(c)), (c, None)] {
            let found = person::merged_into(&mut tx, from).await.expect("read");
            assert_eq!(found, to);
        }
        let from = person::merged_from(&mut tx, c).await.expect("read");
        assert_eq!(from, [(a, "{}".to_owned()), (b, "{}".to_owned())]);
        assert_eq!(person::merges(&mut tx).await.expect("read").len(), 2);
        let twice = person::keep_merge(&mut tx, &merge(a, c, 3)).await;
        assert!(matches!(twice, Err(StoreError::Database(_))));
    })
    .await;
}

#[tokio::test]
async fn addresses_references_and_views_are_handed_to_the_kept_record() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let (other, kept) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        person::add_email(&mut tx, other, "a@x.example")
            .await
            .expect("added");
        person::add_reference(&mut tx, ours, "M-1", other)
            .await
            .expect("added");
        for (id, of, name) in [(21, other, "Due"), (22, other, "All"), (23, kept, "All")] {
            let view = View {
                id: number(id),
                name: name.to_owned(),
                question: String::new(),
            };
            person::keep_view(&mut tx, of, ours, "person", &view)
                .await
                .expect("kept");
        }
        person::move_names(&mut tx, other, kept)
            .await
            .expect("moved");
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let emails = person::emails_of(&mut tx, kept).await.expect("read");
        assert_eq!(emails, ["a@x.example"]);
        let references = person::references_of(&mut tx, kept).await.expect("read");
        assert_eq!(references, [(ours, "M-1".to_owned())]);
        let views = person::views(&mut tx, kept, ours, "person")
            .await
            .expect("read");
        assert_eq!(views.len(), 2, "each name once");
        let left = person::views(&mut tx, other, ours, "person")
            .await
            .expect("read");
        assert_eq!(left.len(), 1, "nothing is deleted");
    })
    .await;
}

#[tokio::test]
async fn two_who_were_told_apart_are_listed_once_the_lower_number_first() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (one, two) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        for (pair, at) in [((two, one), 1), ((one, two), 2)] {
            person::tell_apart(&mut tx, pair, second(at), CLERK)
                .await
                .expect("told");
        }
        let found = person::distinct(&mut tx).await.expect("read");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(one, two)]);
        let at = texts(&mut tx, "select cast(told_at as text) from person_distinct").await;
        assert_eq!(
            at,
            [second(1).as_microsecond().to_string()],
            "the first time stands"
        );
    })
    .await;
}

#[tokio::test]
async fn a_membership_is_handed_over_with_its_days_and_who_leads_on_is_no_visitor() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let (other, kept) = (
            made::person(&mut tx, 1).await,
            made::person(&mut tx, 2).await,
        );
        let mut held = NewMembership {
            id: number(21),
            membership: Membership {
                person: other,
                provider: ours,
                role: Role::GeneralMentor,
                school: None,
                scope: None,
                subject: None,
                school_phase: None,
                from: Some(date(2025, 9, 1)),
                until: None,
            },
        };
        person::add_membership(&mut tx, &held).await.expect("added");
        held.membership.person = kept;
        held.membership.from = Some(date(2024, 9, 1));
        held.membership.until = Some(date(2026, 8, 31));
        held.membership.subject = Some("history".to_owned());
        person::hand_membership(&mut tx, &held)
            .await
            .expect("handed");
        let theirs = person::memberships_of(&mut tx, kept).await.expect("read");
        assert_eq!(theirs, [held]);
        let entry = (31, draft(ours, other));
        append(&mut tx, second(1), vec![entry]).await.expect("kept");
        assert_eq!(
            person::visitors(&mut tx, ours).await.expect("read").0.len(),
            1
        );
        person::keep_merge(&mut tx, &merge(other, kept, 2))
            .await
            .expect("kept");
        let (people, held) = person::visitors(&mut tx, ours).await.expect("read");
        assert!(people.is_empty() && held.is_empty());
    })
    .await;
}
