//! Tries the demo's front page and its cookie, without a database.
//!
//! Owns the questions that a visitor of the demo might ask. It never steps into a real place.

use actions::{
    access::{Seat, SeatKind},
    demo::{Cast, Part},
};
use axum::{
    extract::FromRequestParts,
    http::{Request, header},
};
use domain::{
    partnership::{Provider, Urn},
    person::{Person, PersonId, Role},
};
use uuid::Uuid;
use web::demo::{Demo, Stepped, pages::Asked};

use crate::{made, seen::Seen};

fn mentor(number: u128, provider: &Provider) -> Part {
    Part {
        person: Person {
            id: PersonId(Uuid::from_u128(number)),
            trn: None,
            first_name: "Mentor".to_owned(),
            last_name: format!("{number} <b>"),
        },
        role: Role::GeneralMentor,
        label: "General Mentor".to_owned(),
        seat: Seat {
            kind: SeatKind::Mentor,
            label: "General Mentor".to_owned(),
            providers: vec![provider.clone().into()],
            schools: vec![Urn(900_001)],
        },
        schools: vec!["Fulford Ings Primary School".to_owned()],
        standing: None,
    }
}

fn cast(provider: Provider, mentors: u128) -> Cast {
    Cast {
        parts: (1..=mentors)
            .map(|number| mentor(number, &provider))
            .collect(),
        provider,
    }
}

fn front(york: u128, liverpool: u128, asked: &Asked) -> Seen {
    let casts = [cast(made::york(), york), cast(made::liverpool(), liverpool)];
    let demo = Demo {
        worth_a_visit: vec![("Mentor 9 <b>".to_owned(), "Met on a Monday.".to_owned())],
        ..Demo::default()
    };
    let today = made::day("2025-11-18");
    Seen::of(&web::demo::pages::front(&casts, today, &demo, asked).into_string())
}

async fn stepped(cookies: &[&str]) -> Option<PersonId> {
    let mut request = Request::get("/standing");
    for cookie in cookies {
        request = request.header(header::COOKIE, *cookie);
    }
    let (mut parts, ()) = request.body(()).expect("a request").into_parts();
    let Ok(Stepped(person)) = Stepped::from_request_parts(&mut parts, &()).await;
    person
}

#[test]
fn the_front_page_says_what_this_is_and_lists_both_partnerships() {
    let page = front(2, 1, &Asked::default());
    page.says("It is Tuesday 18 November 2025");
    page.says("York St John University General Mentor");
    page.says("Liverpool John Moores University General Mentor");
    page.says("Mentor 2 &lt;b&gt; Fulford Ings Primary School");
    page.has("<form method=\"post\" action=\"/demo/step-in\">");
    page.has("value=\"00000000-0000-0000-0000-000000000001 mentor L51\"");
    page.has("href=\"/static/accent/0b5d66.css\"");
    page.has("href=\"/static/accent/1f3c88.css\"");
    page.has("Mentor 1 &lt;b&gt;");
}

#[test]
fn of_many_mentors_those_worth_a_visit_come_first_and_the_rest_are_found_by_name() {
    let page = front(40, 0, &Asked::default());
    page.says(
        "General Mentor What is owed this week, and how far the training has come. Mentor 9 &lt;b&gt;",
    );
    page.says("Met on a Monday.");
    page.says("32 more: find them by name or school.");
    let asked = Asked {
        wanted: "MENTOR 12",
        ..Asked::default()
    };
    let page = front(40, 2, &asked);
    page.says("One is found Mentor 12 &lt;b&gt;");
    page.says("Nobody is found");
}

#[test]
fn a_partnership_without_anybody_says_so() {
    front(0, 1, &Asked::default()).says("Nobody has a place here on this day.");
}

#[test]
fn a_problem_is_told_at_the_top() {
    let asked = Asked {
        problem: Some("That person is not in this demo."),
        ..Asked::default()
    };
    let page = front(1, 1, &asked);
    page.has("role=\"alert\"");
    page.says("That person is not in this demo.");
}

#[tokio::test]
async fn a_cookie_names_the_place_that_was_taken() {
    let person = Some(PersonId(Uuid::from_u128(7)));
    let cookie = "alongside_demo=00000000-0000-0000-0000-000000000007";
    assert_eq!(stepped(&[cookie]).await, person);
    assert_eq!(stepped(&[&format!("a=b; {cookie}; c=d")]).await, person);
    assert_eq!(stepped(&["a=b", cookie]).await, person);
}

#[tokio::test]
async fn a_cookie_that_is_none_takes_no_place() {
    let huge = format!("alongside_demo={}", "0".repeat(100_000));
    for cookie in [
        "",
        ";;;",
        "alongside_demo",
        "alongside_demo=",
        "alongside_demo=me",
        "alongside_demo=' or 1=1",
        "other=00000000-0000-0000-0000-000000000007",
        "alongside_demo2=00000000-0000-0000-0000-000000000007",
        &huge,
    ] {
        assert_eq!(stepped(&[cookie]).await, None, "{:.40}", cookie);
    }
    assert_eq!(stepped(&[]).await, None);
}
