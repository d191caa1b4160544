//! Tries what is counted as due, and what goes.
//! Owns no words of its own.
//! Never decides for how long anything is kept.

use domain::{
    Date, Timestamp,
    person::{Membership, Role},
};
use jiff::civil::date;
use store::{
    access::retention::{RULES, due, leavers, let_go},
    audit,
    person::{self, NewMembership},
};

use crate::{
    made::{self, CLERK, number, provider, second, write},
    on_both,
};

const LATER: Date = date(2027, 1, 1);

fn at(table: &str) -> usize {
    let mut rules = RULES.iter();
    rules
        .position(|rule| rule.table == table)
        .expect("a rule of this table")
}

fn later() -> (Date, Timestamp) {
    (LATER, "2027-01-01T00:00:00Z".parse().expect("an instant"))
}

#[tokio::test]
async fn every_rule_counts_and_lets_go_on_an_empty_database() {
    on_both(async |store| {
        let mut tx = write(store).await;
        for (rule, of) in RULES.iter().enumerate() {
            let policy = of.policy_name();
            assert!(policy.starts_with("retention."), "{policy}");
            let found = due(&mut tx, rule, later(), 3).await.expect("counted");
            assert_eq!((found.rows, found.first.len()), (0, 0));
            assert_eq!(let_go(&mut tx, rule, later()).await.expect("gone"), 0);
        }
    })
    .await;
}

#[tokio::test]
async fn what_came_before_goes_and_what_came_after_stays() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let keys = at("audit_once");
        for n in 1..=3 {
            audit::answer(&mut tx, CLERK, number(n), second(i64::from(n)), "")
                .await
                .expect("kept");
        }
        let before = (LATER, second(3));
        let found = due(&mut tx, keys, before, 1).await.expect("counted");
        assert_eq!((found.rows, found.first), (2, vec![number(1)]));
        assert_eq!(let_go(&mut tx, keys, before).await.expect("gone"), 2);
        let left = audit::answered(&mut tx, CLERK, number(3)).await;
        assert!(left.expect("read").is_some());
        assert_eq!(let_go(&mut tx, keys, before).await.expect("gone"), 0);
    })
    .await;
}

#[tokio::test]
async fn who_has_left_is_told_from_who_is_here_and_from_who_never_had_a_role() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        for (n, until) in [(1, Some(date(2026, 12, 31))), (2, Some(LATER)), (3, None)] {
            let membership = Membership {
                person: made::person(&mut tx, n).await,
                provider: ours,
                role: Role::GeneralMentor,
                school: None,
                scope: None,
                subject: None,
                school_phase: None,
                from: None,
                until,
            };
            let held = NewMembership {
                id: number(100 + n),
                membership,
            };
            person::add_membership(&mut tx, &held).await.expect("kept");
        }
        let nobody = made::person(&mut tx, 4).await;
        person::add_email(&mut tx, nobody, "new@school.example")
            .await
            .expect("kept");
        let left = domain::person::PersonId(number(1));
        person::add_email(&mut tx, left, "left@school.example")
            .await
            .expect("kept");
        let found = leavers(&mut tx, LATER, 3).await.expect("read");
        assert_eq!(found, (1, vec![left]));
        let gone = let_go(&mut tx, at("person_email"), later()).await;
        assert_eq!(gone.expect("gone"), 1);
        let emails = person::emails(&mut tx).await.expect("read");
        assert_eq!(emails, [("new@school.example".to_owned(), nobody)]);
    })
    .await;
}
