//! Shows the register of a session as a grid that a thumb fills.
//!
//! Owns `/booking/{session}/register`. It never grants a minute: closing does.

use actions::{
    ActionError, Platform,
    booking::register::{Grid, Marked, Row, Ticked, add_walk_in, find_walk_in, grid, mark},
};
use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Minutes, Timestamp,
    booking::register::{Mark, Source},
    person::{Person, PersonId, fold},
};
use maud::{Markup, html};

use super::{framed, session, when};
use crate::{
    asset,
    error::PageError,
    guard::ASKING_POLICY,
    parts::{
        address::Address,
        empty, errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        words,
    },
    reader::Reader,
};

/// People on one page, so that it stays light on a phone.
const PAGE: usize = 50;

/// The marks with the words on their buttons.
const MARKS: [(Mark, &str); 4] = [
    (Mark::Attended, "There"),
    (Mark::Part, "Part"),
    (Mark::Apologies, "Apologies"),
    (Mark::Absent, "Absent"),
];

/// Shows the register.
pub async fn show(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let found = grid(&platform, reader.actor(), id).await?;
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let asked = Address::of(address(&found)).asking(question.unwrap_or_default());
    let mut typed = Typed::default().with("who", asked.value("who"));
    let mut people = Vec::new();
    if !asked.value("who").is_empty() {
        match find_walk_in(&platform, reader.actor(), id, asked.value("who")).await {
            Ok(found) => people = found,
            Err(ActionError::Refused(refusal)) => typed.fault("who", refusal.to_string()),
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&platform, &reader, &found, &asked, &typed, &people);
    Ok((ASKS, page).into_response())
}

/// The page looks every few seconds for who checked in, and sends what was ticked.
const ASKS: [(HeaderName, HeaderValue); 1] = [(header::CONTENT_SECURITY_POLICY, ASKING_POLICY)];

/// Keeps what was ticked.
pub async fn keep(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let shown = instant(typed.text("shown"));
    let shown = shown.unwrap_or(Timestamp::UNIX_EPOCH);
    match mark(&platform, reader.actor(), id, &ticked(&typed), shown).await {
        Ok(done) => {
            let to = format!("/booking/{word}/register?{}", told(&typed, done));
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActionError::Refused(refusal)) => {
            typed.fault("marks", refusal.to_string());
            let found = grid(&platform, reader.actor(), id).await?;
            let asked = Address::of(address(&found)).asking(typed.text("asked"));
            let page = page(&platform, &reader, &found, &asked, &typed, &[]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, ASKS, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the reader goes on, and what became of their marks.
fn told(typed: &Typed, done: Marked) -> String {
    let back = Address::of("").asking(typed.text("asked"));
    let back = ["done", "kept", "late", "who"]
        .into_iter()
        .fold(back, |back, name| back.without(name));
    back.with("done", "marked")
        .with("kept", done.kept)
        .with("late", done.late + done.unknown)
        .question()
        .trim_start_matches('?')
        .to_owned()
}

/// Puts somebody on the register who came without a booking.
pub async fn add(
    State(platform): State<Platform>,
    Path(word): Path<String>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let person = typed.number("person").ok_or(PageError::NotFound)?;
    let once = typed.once()?;
    add_walk_in(&platform, reader.actor(), once, id, PersonId(person)).await?;
    Ok(Redirect::to(&format!("/booking/{word}/register?done=added")).into_response())
}

fn address(found: &Grid) -> String {
    format!("/booking/{}/register", found.session.id.0)
}

/// Reads an instant in thousandths of a second.
fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(text.parse().ok()?).ok()
}

/// Reads the marks of a form: each with its minutes, and with its own time where a device kept it.
fn ticked(typed: &Typed) -> Vec<Ticked> {
    let sent = instant(typed.text("sent"));
    typed
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix("m-")?, Mark::read(value)?)))
        .map(|(key, mark)| Ticked {
            key: key.to_owned(),
            mark,
            minutes: typed.text(&format!("p-{key}")).parse().ok().map(Minutes),
            times: instant(typed.text(&format!("t-{key}"))).zip(sent),
        })
        .collect()
}

fn page(
    platform: &Platform,
    reader: &Reader,
    found: &Grid,
    asked: &Address,
    typed: &Typed,
    people: &[Person],
) -> Markup {
    let here = address(found);
    let seek = fold(asked.value("seek"));
    let only = asked.value("show");
    let rows: Vec<&Row> = found
        .rows
        .iter()
        .filter(|row| seek.is_empty() || fold(&row.person.name()).contains(&seek))
        .filter(|row| only != "unmarked" || row.noted.is_none())
        .collect();
    let pages = rows.len().div_ceil(PAGE).max(1);
    let at = asked.value("page").parse().unwrap_or(1).clamp(1, pages);
    let main = html! {
        p.caption { (when(&found.session)) }
        h1 { "Register: " (found.session.title) }
        (errors::summary(typed))
        (done(asked))
        (counts(found, asked))
        @if let Some((closing, name)) = found.closed() {
            (notice::notice(Tone::Done, &html! {
                p { "The register is closed, and the minutes are granted." }
                p { "Closed by " (name) ": held for " (words::amount(closing.held)) "." }
            }))
        } @else {
            div.buttons {
                a.button.is-quiet href={ "/booking/" (found.session.id.0) "/check-in" } { "Show the code" }
                a.button.is-quiet href={ "/booking/" (found.session.id.0) "/join-log" } { "Bring a join log" }
                a.button.is-quiet href="#walk-in" { "Add somebody" }
                a.button.is-quiet href={ (here) "/close" } { "Close the register" }
            }
        }
        form.seek method="get" action=(here) role="search" aria-label="This register" {
            label for="find" { "Find a name" }
            input #find name="seek" type="search" value=(asked.value("seek")) autocomplete="off";
            button.is-word type="submit" { "Find" }
        }
        @if rows.is_empty() {
            (empty::empty("Nobody here", &html! { "Nobody on this register fits. Look at " a href=(here) { "everyone" } "." }))
        } @else {
            form.register method="post" action=(here) data-register=(found.session.id.0) data-who=(reader.actor().person.0)
                data-worker=[found.closed().is_none().then(asset::register_worker_address)] {
                input type="hidden" name="shown" value=(found.read_at.as_millisecond());
                input type="hidden" name="asked" value=(asked.question().trim_start_matches('?'));
                ul.marks {
                    @for row in rows.iter().skip((at - 1) * PAGE).take(PAGE) {
                        (line(row, typed, found.closed().is_some()))
                    }
                }
                @if found.closed().is_none() {
                    div.buttons.is-held {
                        (form::button("Save the marks"))
                        p #unsent .unsent role="status" {}
                    }
                }
            }
        }
        @if pages > 1 {
            nav aria-label="Pages" {
                ul.counts {
                    @for page in 1..=pages {
                        li {
                            a.target href=(asked.clone().without("done").with("page", page).question())
                                aria-current=[(page == at).then_some("page")] { "Page " (page) }
                        }
                    }
                }
            }
        }
        @if found.closed().is_some() { (again(platform, found)) } @else { (walk_in(platform, found, typed, people)) }
        script src=(asset::register_script_address()) defer {}
    };
    let title = errors::title(typed, &format!("Register: {}", found.session.title));
    framed(reader, &found.provider, &title, &main)
}

fn done(asked: &Address) -> Markup {
    let number = |name: &str| asked.value(name).parse::<usize>().unwrap_or_default();
    let (kept, late) = (number("kept"), number("late"));
    html! {
        @match asked.value("done") {
            "marked" => (notice::notice(if late > 0 { Tone::Look } else { Tone::Done }, &html! {
                p {
                    "Kept: " (words::counted(kept, "mark", "marks")) "."
                    @if late > 0 {
                        " " (words::counted(late, "other was", "others were"))
                        " marked by somebody else meanwhile: what stands here is theirs. Look again."
                    }
                }
            })),
            "added" => (notice::notice(Tone::Done, &html! { p { "They are on the register." } })),
            "reopened" => (notice::notice(Tone::Look, &html! { p { "The register is open again, and its minutes are taken back until it is closed." } })),
            _ => {}
        }
    }
}

fn counts(found: &Grid, asked: &Address) -> Markup {
    let of = |mark| found.count(Some(mark));
    let unmarked = found.count(None);
    html! {
        ul.counts.is-big {
            li { strong { (of(Mark::Attended) + of(Mark::Part)) } " there" }
            li { strong { (of(Mark::Apologies)) } " apologies" }
            li { strong { (of(Mark::Absent)) } " absent" }
            li {
                @if asked.value("show") == "unmarked" {
                    a.target href=(address(found)) { "Show everyone" }
                } @else {
                    a.target href={ (address(found)) "?show=unmarked" } { span { strong { (unmarked) } " without a mark" } }
                }
            }
        }
    }
}

fn line(row: &Row, typed: &Typed, closed: bool) -> Markup {
    let key = row.key();
    let name = format!("m-{key}");
    let chosen = match typed.text(&name) {
        "" => row.mark(),
        code => Mark::read(code),
    };
    let part = row.noted.and_then(|noted| noted.minutes);
    let needs = row
        .booking
        .as_ref()
        .map_or("", |booking| booking.needs.as_str());
    let how = row.noted.map(|noted| noted.source);
    html! {
        li {
            div {
                strong { (row.person.name()) }
                @if !row.school.is_empty() { " " small { (row.school) } }
                @if let Some(told) = how.and_then(came) { " " small { (told) } }
                @if !needs.is_empty() { p { "Needs: " (needs) } }
            }
            fieldset disabled[closed] {
                legend.unseen { (row.person.name()) }
                @for (mark, told) in MARKS {
                    label {
                        input type="radio" name=(name) value=(mark.code()) checked[chosen == Some(mark)];
                        span { (told) }
                    }
                }
                label.is-part {
                    input name={ "p-" (key) } inputmode="numeric" size="3" value=[part.map(|part| part.0)];
                    " min"
                }
            }
        }
    }
}

/// From where a mark came, where it was not the grid itself.
fn came(source: Source) -> Option<&'static str> {
    match source {
        Source::Code => Some("by code"),
        Source::WalkIn => Some("no booking"),
        Source::JoinLog => Some("by join log"),
        Source::Grid => None,
    }
}

fn walk_in(platform: &Platform, found: &Grid, typed: &Typed, people: &[Person]) -> Markup {
    html! {
        h2 #walk-in { "Somebody without a booking" }
        form.form method="get" action={ (address(found)) "#walk-in" } {
            (form::text(&Field::of(typed, "who", "Their name, e-mail address or TRN")))
            div.buttons { button.button.is-quiet type="submit" { "Find them" } }
        }
        @if !people.is_empty() {
            ul.plain {
                @for person in people {
                    li.plain-line {
                        form method="post" action={ (address(found)) "/walk-in" } {
                            (form::once(platform.number()))
                            input type="hidden" name="person" value=(person.id.0);
                            button.button.is-quiet type="submit" { "Add " (person.name()) }
                        }
                    }
                }
            }
        }
    }
}

/// The form that opens a closed register again.
fn again(platform: &Platform, found: &Grid) -> Markup {
    let typed = Typed::default();
    html! {
        h2 { "Something is wrong with it" }
        p { "Open it again, put it right, and close it again. Until then its minutes are taken back; nobody’s are granted twice." }
        form.form method="post" action={ (address(found)) "/reopen" } {
            (form::once(platform.number()))
            (form::text(&Field::of(&typed, "reason", "Why it is opened again")))
            div.buttons { button.button.is-quiet type="submit" { "Open it again" } }
        }
    }
}
