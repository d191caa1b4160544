//! Tries the list of placements: searched, narrowed, sorted, and no wider than the reader's leave.
//!
//! Owns a term with four placements. It never counts the rows of a table.

use actions::placement::{Lack, Order, Question, When, list};
use domain::{partnership::Urn, person::Role};

use super::import;
use crate::world::{World, is_forbidden, mentor, on_each};

async fn term(world: &World) {
    let rows = [
        mentor("1000001", "Amina", "Khan", 100_001),
        mentor("1000002", "Siân", "Łukasz", 100_002),
    ];
    world.people("Y75", &rows.concat()).await;
    let rows = "A-1,Dev Patel,,,Autumn,1,100001,1000001,,2025-09-15,2026-02-13\n\
        A-2,Eve Ito,,,Autumn,2,100002,1000002,,2025-09-15,2025-12-19\n\
        A-3,Kit Ray,,,Autumn,1,100001,,,2025-11-03,2026-02-13\n\
        A-4,Lou Day,,,Spring,2,100002,1000002,,2026-01-05,2026-05-22\n";
    assert_eq!(import(world, rows).await.counts(), (4, 0, 0, 0));
}

fn all() -> Question {
    Question {
        provider: "Y75".to_owned(),
        ..Question::default()
    }
}

async fn listed(world: &World, question: &Question) -> Vec<String> {
    let listed = list(&world.platform, &world.operator(), question)
        .await
        .unwrap();
    listed
        .rows
        .iter()
        .map(|row| row.student.first_name.clone())
        .collect()
}

#[tokio::test]
async fn placements_are_searched_narrowed_and_sorted() {
    on_each(async |world| {
        term(world).await;
        let cases: [(Question, &[&str]); 8] = [
            (all(), &["Lou", "Eve", "Dev", "Kit"]),
            (
                Question {
                    search: "sian".into(),
                    ..all()
                },
                &["Lou", "Eve"],
            ),
            (
                Question {
                    search: "ashfield A-3".into(),
                    ..all()
                },
                &["Kit"],
            ),
            (
                Question {
                    stage: Some(1),
                    ..all()
                },
                &["Dev", "Kit"],
            ),
            (
                Question {
                    school: Some(Urn(100_002)),
                    ..all()
                },
                &["Lou", "Eve"],
            ),
            (
                Question {
                    lacks: Some(Lack::Mentor),
                    ..all()
                },
                &["Kit"],
            ),
            (
                Question {
                    when: When::Later,
                    ..all()
                },
                &["Lou"],
            ),
            (
                Question {
                    when: When::Month,
                    order: Order::Until,
                    turned: true,
                    ..all()
                },
                &["Kit", "Dev", "Eve"],
            ),
        ];
        for (question, expected) in cases {
            assert_eq!(listed(world, &question).await, expected, "{question:?}");
        }
        let whole = list(&world.platform, &world.operator(), &all())
            .await
            .unwrap();
        assert_eq!(
            (
                whole.counts.now,
                whole.counts.without_mentor,
                whole.counts.gate_open
            ),
            (3, 1, 4)
        );
        assert_eq!(whole.schools.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_school_sees_its_own_placements_alone() {
    on_each(async |world| {
        term(world).await;
        let role = Role::ProfessionalMentor;
        let actor = world.actor(role, "Y75", Some(100_001)).await;
        let at = |school| Question {
            school: Some(Urn(school)),
            ..all()
        };
        let own = list(&world.platform, &actor, &at(100_001)).await.unwrap();
        assert_eq!(
            (own.rows.len(), own.counts.now, own.counts.without_mentor),
            (2, 2, 1)
        );
        assert_eq!(own.schools.len(), 1);
        assert!(is_forbidden(
            &list(&world.platform, &actor, &at(100_002)).await
        ));
        assert!(is_forbidden(&list(&world.platform, &actor, &all()).await));
    })
    .await;
}

#[tokio::test]
async fn a_change_is_seen_at_once_though_lists_are_kept_in_memory() {
    on_each(async |world| {
        term(world).await;
        assert_eq!(listed(world, &all()).await.len(), 4);
        import(world, "A-5,Max Orr,,,,,100001,,,2025-11-03,\n").await;
        assert_eq!(listed(world, &all()).await.len(), 5);
    })
    .await;
}
