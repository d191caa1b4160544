//! Tries the demo's front page and its cookie, without a database.
//!
//! Owns the questions that a visitor of the demo might ask. It never steps into a real place.

use actions::standing::{DemoMentor, DemoPartnership};
use axum::{
    extract::FromRequestParts,
    http::{Request, header},
};
use domain::person::PersonId;
use uuid::Uuid;
use web::demo::Stepped;

use crate::{made, seen::Seen};

fn mentors(many: u128) -> Vec<DemoMentor> {
    (1..=many)
        .map(|number| DemoMentor {
            id: PersonId(Uuid::from_u128(number)),
            name: format!("Mentor {number} <b>"),
            school: (number > 1).then(|| "Fulford Ings Primary School".to_owned()),
            told: format!("{number} h of 20 h left"),
        })
        .collect()
}

fn front(york: u128, liverpool: u128, problem: Option<&str>) -> Seen {
    let partnerships = [
        DemoPartnership {
            provider: made::york(),
            mentors: mentors(york),
        },
        DemoPartnership {
            provider: made::liverpool(),
            mentors: mentors(liverpool),
        },
    ];
    let today = made::day("2025-11-18");
    Seen::of(&web::demo::pages::front(&partnerships, today, problem).into_string())
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
    let page = front(2, 1, None);
    page.says("This is a demonstration with invented people. Its clock stands at Tuesday 18 November 2025.");
    page.says("York St John University 2 mentors.");
    page.says("Liverpool John Moores University One mentor.");
    page.says("Fulford Ings Primary School 2 h of 20 h left");
    page.has("<form method=\"post\" action=\"/demo/step-in\">");
    page.has("href=\"/static/accent/0b5d66.css\"");
    page.has("href=\"/static/accent/1f3c88.css\"");
    page.has("Mentor 1 &lt;b&gt;");
}

#[test]
fn many_mentors_are_opened_by_one_press() {
    let page = front(40, 12, None);
    page.says("Show 28 more");
    assert_eq!(
        page.markup.matches("<details").count(),
        1,
        "twelve need no more"
    );
    assert_eq!(page.markup.matches("<form").count(), 52);
}

#[test]
fn a_partnership_without_mentors_says_so() {
    front(0, 1, None).says("Nobody is listed here yet.");
}

#[test]
fn a_problem_is_told_at_the_top() {
    let page = front(1, 1, Some("That person is not in this demo."));
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
