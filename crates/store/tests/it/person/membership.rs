//! Tries what is remembered of who is what, where and when.
//! Owns the membership that every test varies.
//! Never decides which membership counts.

use domain::{
    Date,
    partnership::{ProviderId, SchoolPhase, Urn},
    person::{Membership, PersonId, Role},
};
use jiff::civil::date;
use store::{
    StoreError, Tx,
    partnership::{SchoolRecord, keep_schools},
    person::{self, NewMembership},
};

use crate::{
    made::{self, append, behind, draft, number, provider, read, second, somebody, write},
    on_both,
};

fn mentor(n: u32, person: PersonId, provider: ProviderId, from: Option<Date>) -> NewMembership {
    NewMembership {
        id: number(n),
        membership: Membership {
            person,
            provider,
            role: Role::GeneralMentor,
            school: None,
            scope: None,
            subject: None,
            school_phase: None,
            from,
            until: None,
        },
    }
}

async fn add(tx: &mut Tx, memberships: &[&NewMembership]) {
    for membership in memberships {
        person::add_membership(tx, membership).await.expect("added");
    }
}

async fn school(tx: &mut Tx, urn: u32) -> Urn {
    let record = SchoolRecord {
        urn,
        source_columns: 1,
        ..SchoolRecord::default()
    };
    keep_schools(tx, &[record]).await.expect("a school");
    Urn(urn)
}

#[tokio::test]
async fn a_membership_comes_back_whole_and_its_end_can_be_kept() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let mut held = mentor(21, amina, ours, Some(date(2024, 2, 29)));
        held.membership.role = Role::HeadOfIte;
        held.membership.school = Some(school(&mut tx, 123_456).await);
        held.membership.subject = Some("religious-education".to_owned());
        held.membership.school_phase = Some(SchoolPhase::SixteenPlus);
        let nothing = person::actor(&mut tx, amina).await.expect("read");
        assert_eq!(nothing.expect("a person").held, []);
        let nobody = person::actor(&mut tx, PersonId(number(99))).await;
        assert_eq!(nobody.expect("read"), None);
        add(&mut tx, &[&held]).await;
        let found = person::memberships_of(&mut tx, amina).await.expect("read");
        assert_eq!(found, [held.clone()]);

        held.membership.subject = None;
        held.membership.school_phase = Some(SchoolPhase::AllThrough);
        held.membership.until = Some(date(2026, 8, 31));
        person::change_membership(&mut tx, &held)
            .await
            .expect("changed");
        tx.commit().await.expect("kept");
        let found = person::memberships(&mut read(store).await).await;
        assert_eq!(found.expect("read"), [held]);
    })
    .await;
}

#[tokio::test]
async fn who_was_always_there_comes_before_who_came_on_a_day() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        let later = mentor(21, amina, ours, Some(date(2025, 9, 1)));
        let second = mentor(23, amina, theirs, Some(date(2024, 9, 1)));
        let first = mentor(22, amina, ours, Some(date(2024, 9, 1)));
        let always = mentor(24, amina, ours, None);
        let other = mentor(25, ben, ours, None);
        add(&mut tx, &[&later, &second, &first, &always, &other]).await;
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = person::memberships_of(&mut tx, amina).await.expect("read");
        assert_eq!(
            found,
            [always.clone(), first.clone(), second.clone(), later.clone()]
        );
        let whole = person::actor(&mut tx, amina).await.expect("read");
        let whole = whole.expect("a person");
        let alone = person::person(&mut tx, amina).await.expect("read");
        assert_eq!((Some(whole.person), whole.held), (alone, found));
        assert!(!whole.is_a_delegate, "nobody named her one");
        let found = person::memberships_with(&mut tx, ours).await.expect("read");
        assert_eq!(
            found,
            [always.clone(), other.clone(), first.clone(), later.clone()]
        );
        let found = person::memberships(&mut tx).await.expect("read");
        assert_eq!(found, [always, other, first, second, later]);
    })
    .await;
}

#[tokio::test]
async fn a_provider_s_people_have_a_membership_and_a_person_s_providers_an_entry_or_one() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let amina = made::person(&mut tx, 1).await;
        let ben = made::person(&mut tx, 2).await;
        add(
            &mut tx,
            &[
                &mentor(21, amina, ours, None),
                &mentor(22, amina, ours, Some(date(2025, 9, 1))),
                &mentor(23, ben, theirs, None),
            ],
        )
        .await;
        append(&mut tx, second(0), vec![(31, draft(theirs, amina))])
            .await
            .expect("an entry");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = person::with_provider(&mut tx, ours).await.expect("read");
        assert_eq!(found, [somebody(1)]);
        let mut found = person::providers(&mut tx, amina).await.expect("read");
        found.sort();
        assert_eq!(found, [ours, theirs]);
        let found = person::providers(&mut tx, ben).await.expect("read");
        assert_eq!(found, [theirs]);
    })
    .await;
}

#[tokio::test]
async fn a_membership_that_cannot_be_is_impossible_and_named() {
    on_both(async |store| {
        for (column, wrong) in [
            ("role", "role = 'wizard'"),
            ("school_phase", "school_phase = 'big'"),
        ] {
            let mut tx = write(store).await;
            let ours = provider(&mut tx, 11, "L51").await;
            let amina = made::person(&mut tx, 1).await;
            add(&mut tx, &[&mentor(21, amina, ours, None)]).await;
            behind(
                &mut tx,
                &format!("update person_membership set {wrong}"),
                &[],
            )
            .await
            .expect("altered");
            let found = person::memberships(&mut tx).await;
            assert!(
                matches!(
                    found,
                    Err(StoreError::Impossible {
                        table: "person_membership",
                        column: named,
                        ..
                    }) if named == column
                ),
                "{found:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn several_people_are_found_with_their_memberships_however_many_are_named() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 111, "L51").await,
            provider(&mut tx, 112, "Y75").await,
        );
        for n in 1..=45 {
            let somebody = made::person(&mut tx, n).await;
            let held = mentor(200 + n, somebody, ours, Some(date(2024, 9, 1)));
            let earlier = mentor(300 + n, somebody, theirs, None);
            add(&mut tx, &[&held, &earlier]).await;
        }
        for many in [0, 1, 20, 21, 45] {
            let wanted: Vec<PersonId> = (1..=many).map(|n| PersonId(number(n))).collect();
            let mut found = person::named(&mut tx, &wanted).await.expect("read");
            found.sort_by_key(|person| person.id);
            let expected: Vec<_> = (1..=many).map(somebody).collect();
            assert_eq!(found, expected);
            let held = person::memberships_among(&mut tx, &wanted)
                .await
                .expect("read");
            assert_eq!(held.len(), 2 * wanted.len());
            for one in &wanted {
                let theirs: Vec<_> = held
                    .iter()
                    .filter(|held| held.membership.person == *one)
                    .cloned()
                    .collect();
                let alone = person::memberships_of(&mut tx, *one).await.expect("read");
                assert_eq!(theirs, alone, "the earliest first");
            }
        }
        let nobody = [PersonId(number(99))];
        assert_eq!(person::named(&mut tx, &nobody).await.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn a_visitor_has_an_entry_with_a_provider_and_no_membership() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let member = made::person(&mut tx, 1).await;
        let visitor = made::person(&mut tx, 2).await;
        let stranger = made::person(&mut tx, 3).await;
        let held = mentor(21, member, ours, None);
        let elsewhere = mentor(22, visitor, theirs, None);
        let theirs_alone = mentor(23, stranger, theirs, None);
        add(&mut tx, &[&held, &elsewhere, &theirs_alone]).await;
        let entered = vec![(31, draft(ours, member)), (32, draft(ours, visitor))];
        append(&mut tx, second(0), entered).await.expect("appended");
        let found = person::visitors(&mut tx, ours).await.expect("read");
        assert_eq!(found, (vec![somebody(2)], vec![elsewhere]));
        let found = person::visitors(&mut tx, theirs).await.expect("read");
        assert_eq!(found, (vec![], vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_membership_that_is_set_aside_is_listed_no_more() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let amina = made::person(&mut tx, 1).await;
        let (one, other) = (mentor(21, amina, ours, None), mentor(22, amina, ours, None));
        add(&mut tx, &[&one, &other]).await;
        let done = person::set_membership_aside(&mut tx, one.id).await;
        done.expect("set aside");
        let held = person::memberships_of(&mut tx, amina).await.expect("read");
        assert_eq!(held, [other]);
    })
    .await;
}
