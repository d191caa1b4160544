//! Tries one page of a provider's mentors: who is on it, in which order, and for whom.
//!
//! Owns no words. It never asks how a standing is reckoned.

use actions::standing::{Filter, ListQuestion, Page, Sort, page};
use domain::{partnership::Urn, person::Role, standing::State};

use crate::world::{World, attended, is_forbidden, mentor, on_each};

/// Four mentors: one has done most, one something, one nothing, one works in another school.
async fn filled(world: &World) {
    let people = [
        mentor("1000001", "Siân", "Ap Rhys", 100_001),
        mentor("1000002", "Ben", "Low", 100_001),
        mentor("1000003", "Cy", "Ábel", 100_002),
        mentor("2000004", "Dee", "Zed", 100_003),
    ];
    world.people("Y75", &people.concat()).await;
    let rows = [
        attended("1000001", "conference-1", "2025-09-10", 360),
        attended("1000001", "pedagogy", "2025-10-01", 60),
        attended("1000002", "pedagogy", "2025-10-01", 60),
    ];
    world.attended("Y75", &rows.concat()).await;
}

async fn asked(world: &World, filter: Filter, sort: Sort) -> Page {
    let question = ListQuestion {
        filter,
        sort,
        ..ListQuestion::of("Y75")
    };
    let operator = world.operator();
    page(&world.platform, &operator, &question).await.unwrap()
}

fn names(page: &Page) -> Vec<&str> {
    let name = |row: &'_ std::sync::Arc<actions::standing::Row>| row.person.first_name.clone();
    let known = ["Siân", "Ben", "Cy", "Dee"];
    page.rows
        .iter()
        .map(name)
        .filter_map(|name| known.into_iter().find(|known| *known == name))
        .collect()
}

#[tokio::test]
async fn mentors_are_listed_in_the_order_asked_for_and_equals_by_name() {
    on_each(async |world| {
        filled(world).await;
        for (sort, expected) in [
            (Sort::Name, ["Cy", "Siân", "Ben", "Dee"]),
            (Sort::School, ["Siân", "Ben", "Cy", "Dee"]),
            (Sort::Remaining, ["Cy", "Dee", "Ben", "Siân"]),
        ] {
            let page = asked(world, Filter::default(), sort).await;
            assert_eq!(names(&page), expected, "{sort:?}");
            assert_eq!(Sort::read(sort.code()), Some(sort));
        }
        let question = ListQuestion {
            sort: Sort::Remaining,
            descending: true,
            ..ListQuestion::of("Y75")
        };
        let operator = world.operator();
        let page = page(&world.platform, &operator, &question).await.unwrap();
        assert_eq!(names(&page), ["Siân", "Ben", "Cy", "Dee"], "equals by name");
    })
    .await;
}

#[tokio::test]
async fn a_filter_leaves_those_whom_it_names() {
    on_each(async |world| {
        filled(world).await;
        let text = |text: &str| Filter {
            text: text.to_owned(),
            ..Filter::default()
        };
        let cy = world.person("1000003").await;
        for (filter, expected) in [
            (text("SIAN"), vec!["Siân"]),
            (text("rhys sian"), vec!["Siân"]),
            (text("abel"), vec!["Cy"]),
            (text("1000"), vec!["Cy", "Siân", "Ben"]),
            (text("sian low"), vec![]),
            (
                Filter {
                    school: Some(Urn(100_001)),
                    ..Filter::default()
                },
                vec!["Siân", "Ben"],
            ),
            (
                Filter {
                    open: Some("pedagogy".to_owned()),
                    ..Filter::default()
                },
                vec!["Cy", "Dee"],
            ),
            (
                Filter {
                    state: Some(State::Met),
                    ..Filter::default()
                },
                vec![],
            ),
            (
                Filter {
                    hosts_now: Some(true),
                    ..Filter::default()
                },
                vec![],
            ),
            (
                Filter {
                    among: Some([cy].into()),
                    ..Filter::default()
                },
                vec!["Cy"],
            ),
        ] {
            let told = format!("{filter:?}");
            let page = asked(world, filter, Sort::Name).await;
            assert_eq!(names(&page), expected, "{told}");
            assert_eq!(page.total, expected.len(), "{told}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_follow_one_another_and_past_the_last_the_last_is_shown() {
    on_each(async |world| {
        filled(world).await;
        for (wanted, shown, expected) in [
            (1, 1, vec!["Cy", "Siân", "Ben"]),
            (2, 2, vec!["Dee"]),
            (9, 2, vec!["Dee"]),
            (0, 1, vec!["Cy", "Siân", "Ben"]),
        ] {
            let question = ListQuestion {
                sort: Sort::Name,
                page: wanted,
                per_page: 3,
                ..ListQuestion::of("Y75")
            };
            let operator = world.operator();
            let page = page(&world.platform, &operator, &question).await.unwrap();
            assert_eq!((page.page, page.pages, page.total), (shown, 2, 4));
            assert_eq!(names(&page), expected);
        }
        let nobody = asked(
            world,
            Filter {
                school: Some(Urn(1)),
                ..Filter::default()
            },
            Sort::Name,
        );
        let nobody = nobody.await;
        assert_eq!((nobody.page, nobody.pages, nobody.total), (1, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_school_reads_its_own_mentors_alone() {
    on_each(async |world| {
        filled(world).await;
        let school = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_002))
            .await;
        let of = |school: Option<u32>| ListQuestion {
            filter: Filter {
                school: school.map(Urn),
                ..Filter::default()
            },
            ..ListQuestion::of("Y75")
        };
        let own = page(&world.platform, &school, &of(Some(100_002))).await;
        assert_eq!(names(&own.unwrap()), ["Cy"]);
        for other in [Some(100_001), None] {
            let done = page(&world.platform, &school, &of(other)).await;
            assert!(is_forbidden(&done), "{other:?}");
        }
    })
    .await;
}
