//! Shows every part in every state, so that a change to one can be seen at once.
//!
//! Owns `/style`. It never shows a real person.

mod imports;
mod insight;
mod office;
mod rules;
mod year;

use actions::{
    Platform,
    access::{Seat, SeatKind},
};
use axum::{Router, extract::State, routing::get};
use domain::{
    Date, Minutes,
    access::{Actor, Proof},
    partnership::Provider,
    person::{Person, PersonId},
    programme::Mode,
    standing::Shown,
};
use maud::{Markup, html};

use crate::{
    accent::Colour,
    parts::{
        bar,
        chooser::{self, Choice, Group},
        empty,
        figure::{self, Because, Figure},
        notice::{self, Tone},
        qr,
        ring::{self, Ring},
        shell::{self, Frame, Switch},
        step::{self, Step},
        table::{self, Column, Line, Table},
        tag::{self, Tag},
        words,
    },
    reader::Reader,
};

/// Colours that are hard to read until they are measured.
const COLOURS: [&str; 6] = [
    "#0b5d66", "#1f3c88", "#c8102e", "#ffd100", "#00a651", "#f4f4f4",
];

/// The routes of the style page.
pub fn routes() -> Router<Platform> {
    let show = async |State(platform): State<Platform>| page(platform.today());
    Router::new().route("/style", get(show))
}

/// Draws the style page.
#[must_use]
pub fn page(today: Date) -> Markup {
    let accents: Vec<Colour> = COLOURS
        .iter()
        .filter_map(|text| Colour::read(text))
        .collect();
    let main = html! {
        p.caption { "For those who build Alongside" }
        h1 { "The parts of these pages" }
        p.lead { "Each part once in every state, in the theme that your device asks for." }
        h2 { "Hours ring" }
        (rings())
        h2 { "Figure with its reasons" }
        (figure::figures(&figures(today)))
        h2 { "State in words and shape" }
        div.shelf { @for one in Tag::ALL { (tag::tag(one)) } }
        h2 { "Next step" }
        (step::step(&Step {
            heading: "Next step",
            action: html! { (words::action(Mode::SelfStudy, "Behaviour and high expectations")) },
            why: html! { "It falls now, by 14 February 2025; 1 h is left." },
            more: Some(("#table".to_owned(), "See it among the parts of the programme")),
        }))
        h2 #table { "Rows as table or cards" }
        (rows(today))
        h2 { "Notice" }
        (notice::notice(Tone::Waiting, &html! { p { "1 h waits for someone to confirm." } }))
        (notice::notice(Tone::Look, &html! { p { "That person is not in this demo." } }))
        h2 { "Empty place" }
        (empty::empty("Nothing is recorded yet", &html! { "Your first session appears here." }))
        (insight::section())
        (office::section(today))
        (imports::section())
        h2 { "A square that a camera reads" }
        (qr::qr("https://mentors.example/sign-in/0123456789", "An invented address"))
        (rules::section(today))
        (year::section(today))
        h2 { "Colours of providers" }
        p.quiet { "A colour is made darker on light pages and lighter on dark ones until it can be read." }
        div.partnerships { @for accent in &accents { (coloured(*accent)) } }
        h2 { "Frame with a switch between providers" }
        p.quiet { "The frame of this page stands around it. Where somebody trains with several \
                   providers, one row under the name leads to each." }
    };
    let provider = invented();
    let reader = Reader::made(somebody(&provider), today);
    shell::page(
        &Frame {
            title: "The parts of these pages",
            provider: Some(&provider),
            reader: Some(&reader),
            seat: reader.seat(SeatKind::Mentor),
            here: "Training",
            switch: vec![
                Switch {
                    name: "A provider",
                    address: "/style".to_owned(),
                    here: true,
                },
                Switch {
                    name: "Another provider",
                    address: "/style#table".to_owned(),
                    here: false,
                },
            ],
            accents,
        },
        &main,
    )
}

fn invented() -> Provider {
    Provider {
        id: domain::partnership::ProviderId(uuid::Uuid::nil()),
        code: "X00".to_owned(),
        name: "A provider".to_owned(),
        ukprn: None,
        accredited: true,
        colour: None,
    }
}

fn somebody(provider: &Provider) -> actions::access::Reader {
    let person = Person {
        id: PersonId::OPERATOR,
        trn: None,
        first_name: "An invented".to_owned(),
        last_name: "person".to_owned(),
    };
    let seat = |kind, label: &str| Seat {
        kind,
        label: label.to_owned(),
        providers: vec![provider.clone().into()],
        schools: Vec::new(),
    };
    actions::access::Reader {
        actor: Actor {
            person: person.id,
            memberships: Vec::new(),
            today: Date::MIN,
            proof: Proof::Waived,
            stands_in: Vec::new(),
            session: None,
        },
        person,
        seats: vec![seat(SeatKind::Mentor, "General mentor")],
    }
}

fn rings() -> Markup {
    let made = |required: Option<i32>, done: i32, recognised: i32| Ring {
        required: required.map(Minutes),
        done: Minutes(done),
        recognised: Minutes(recognised),
        remaining: required.map(|required| Minutes(required).less(Minutes(done + recognised))),
    };
    let all = [
        ("Nothing yet", made(Some(1200), 0, 0)),
        ("On the way", made(Some(1200), 460, 60)),
        ("Mostly recognised", made(Some(900), 60, 700)),
        ("Met", made(Some(360), 360, 0)),
        ("As the provider judges", made(None, 90, 0)),
    ];
    html! {
        div.shelf.is-wide {
            @for (name, one) in &all { div { h3 { (name) } (ring::ring(one)) } }
        }
    }
}

fn figures(today: Date) -> Vec<Figure> {
    let reasons = [
        Because::entry(
            html! { strong { "6 h of 6 h" } ": Conference day 1" },
            Some(words::day(today)),
        ),
        Because {
            what: html! { strong { "20 h" } ": asked by the programme" },
            days: words::days(Some(today), None),
            source: Some("The provider’s own description".to_owned()),
            provisional: true,
        },
    ];
    let figure = |name, value, is_words, hint| Figure {
        name,
        value,
        is_words,
        hint,
        why: figure::because(&reasons),
    };
    vec![
        figure("Required", words::amount(Minutes(1200)), false, None),
        figure(
            "Done",
            words::amount(Minutes(460)),
            false,
            Some(html! { "And 50 min beyond what is asked." }),
        ),
        figure("Remaining", html! { "As the provider judges" }, true, None),
    ]
}

fn rows(today: Date) -> Markup {
    let states = [
        (Shown::Met, 60, 0),
        (Shown::NotYetDue, 0, 0),
        (Shown::Due, 20, 20),
        (Shown::NotYetConfirmed, 40, 0),
        (Shown::Overdue, 40, 0),
    ];
    let columns = [
        Column::plain("Part"),
        Column::plain("State"),
        Column::plain("Done"),
        Column::named("Due by"),
    ];
    let lines = states
        .into_iter()
        .map(|(state, done, recognised)| Line {
            id: format!("row-{}", state.told().to_lowercase().replace(' ', "-")),
            class: None,
            head: html! {
                p.row-title { "A part of the programme" }
                p.row-more { "What it covers, in one sentence." }
            },
            cells: vec![
                Some(tag::tag(Tag::Of(state))),
                Some(html! {
                    (ring::done_of(Minutes(done), Minutes(60)))
                    (bar::bar(Minutes(done), Minutes(recognised), Minutes(60)))
                }),
                (state != Shown::Met).then(|| words::day(today)),
            ],
        })
        .collect();
    table::table(&Table {
        caption: "Invented rows",
        columns: &columns,
        lines,
    })
}

fn coloured(accent: Colour) -> Markup {
    let person = Choice {
        key: String::new(),
        name: "Somebody".to_owned(),
        school: Some("An invented school".to_owned()),
        told: "7 h 40 min done of 20 h".to_owned(),
    };
    let group = Group {
        heading: "General Mentor".to_owned(),
        intro: "What there is to see.".to_owned(),
        people: vec![person],
        after: Some("7 more: find them by name.".to_owned()),
    };
    chooser::partnership(&accent.class(), Some(accent), &[group])
}
