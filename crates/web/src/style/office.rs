//! Shows the parts of forms and lists in every state.
//!
//! Owns nothing of its own. It never shows a real person.

use domain::{Date, Minutes};
use maud::{Markup, html};

use crate::parts::{
    address::Address,
    confirm::{self, Confirm},
    difference::{self, Difference},
    errors,
    filters::{self, By, Filters},
    form::{self, Field, Offer, Typed},
    listing::{self, Heading, Item, Listing},
    notice::{self, Tone},
    pages::{self, Pages},
    summary::Answer,
    tabs::{self, Tab},
    words,
};

/// Draws the shelf.
#[must_use]
pub fn section(today: Date) -> Markup {
    html! {
        h2 { "Form" }
        (fields(&wrong()))
        h2 { "Somebody was quicker" }
        (difference::difference("Ruth Ellison changed this at 4:30pm.", &[
            Difference {
                name: "Time".to_owned(),
                was: Some("1 h 30 min".to_owned()),
                is: "1 h 20 min".to_owned(),
                typed: "1 h".to_owned(),
            },
            Difference {
                name: "Reference".to_owned(),
                was: Some(String::new()),
                is: "REG-0001".to_owned(),
                typed: "REG-0001".to_owned(),
            },
        ]))
        h2 { "Answers to check" }
        (checked(today))
        (notice::notice(Tone::Done, &html! { p { "The entry is kept: 1 h 30 min." } }))
        h2 { "Tabs" }
        (tabs::tabs("Views of nothing", &[tab("Mentors", true), tab("Student teachers", false)]))
        h2 { "A long list" }
        (list())
    }
}

fn tab(name: &str, here: bool) -> Tab {
    Tab {
        name: name.to_owned(),
        address: "/style".to_owned(),
        here,
    }
}

fn wrong() -> Typed {
    let mut typed = Typed::default()
        .with("title", "Conference day 1")
        .with("held-day", 31)
        .with("held-month", 2)
        .with("held-year", 2025)
        .with_minutes("time", Minutes(90))
        .with("kind", "attended")
        .with("days", "mon");
    typed.fault("reason", "Say why, in a few words.");
    typed.date("held");
    typed
}

fn fields(typed: &Typed) -> Markup {
    let field = |name, label| Field::of(typed, name, label);
    html! {
        (errors::summary(typed))
        form.form method="get" action="/style" {
            (form::text(&field("title", "A line of words").hint("As it stands on the register.")))
            (form::words(&field("reason", "Why"), 2))
            (form::minutes(&field("time", "Time").hint("As held, rather than as advertised.")))
            (form::date(&field("held", "Day")))
            (form::choice(&field("kind", "One of few"), &[
                Offer::of("attended", "Attended").hint("A session, in a room or online."),
                Offer::of("completed", "Completed"),
            ]))
            (form::several(&field("days", "As many as apply"), &[
                Offer::of("mon", "Monday"),
                Offer::of("tue", "Tuesday"),
            ]))
            (form::select(&field("school", "One of many"), Some("Choose a school"), &[
                Offer::of("1", "An invented school").hint("York"),
                Offer::of("2", "Another invented school").hint("Selby"),
            ]))
            div.buttons { (form::button("Keep it")) (form::step("Go back", "change")) }
        }
    }
}

fn checked(today: Date) -> Markup {
    let typed = Typed::default().with("title", "Conference day 1");
    confirm::confirm(&Confirm {
        action: "/style",
        typed: &typed,
        answers: &[
            Answer::of("Who", html! { "An invented person" }),
            Answer::of("Time", words::amount(Minutes(90))).change("/style", "the time"),
            Answer::of("Day", words::day(today)).change("/style", "the day"),
        ],
        seen: None,
        once: uuid::Uuid::nil(),
        yes: "Keep this entry",
        back: "Change something",
    })
}

fn list() -> Markup {
    let of = Address::of("/style")
        .with("q", "an")
        .with("sort", "-name")
        .with("page", 3);
    let pages = Pages {
        of: &of,
        what: ("mentor", "mentors"),
        page: 3,
        size: 2,
        count: 5000,
    };
    let item = |name: &str, school: Option<&str>, done| Item {
        head: html! { a href="/style" { (name) } },
        cells: vec![
            school.map(|school| html! { (school) }),
            Some(words::amount(Minutes(done))),
        ],
    };
    html! {
        (filters::filters(&Filters {
            of: &of,
            search: "Name, TRN or e-mail",
            by: vec![By {
                name: "phase",
                label: "School phase",
                all: "Every phase",
                offers: vec![Offer::of("primary", "Primary"), Offer::of("secondary", "Secondary")],
            }],
        }))
        div.list-head { p { (pages::shown(&pages)) } }
        (listing::listing(&Listing {
            caption: "Invented mentors",
            headings: &[
                Heading::sorts("Name", "name"),
                Heading::of("School"),
                Heading::amount("Done", "done"),
            ],
            of: &of,
            sort: "-name",
            items: vec![
                item("Siân Rees", Some("An invented school"), 460),
                item("An invented person", None, 0),
            ],
        }))
        (pages::pages(&pages))
    }
}
