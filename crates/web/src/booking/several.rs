//! Books a session for several mentors at once: of a school by ticks, or whom the office lists.
//!
//! Owns `/booking/{session}/several` and `/booking/{session}/people`. It never books before it has shown
//! who is meant.

use actions::{
    ActionError, Platform,
    booking::{
        book::{self, Told},
        cover::Cover,
        several::{self, Candidate, Several, Unmatched},
    },
};
use axum::{
    extract::{Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Pence, booking::SessionId, person::PersonId};
use maud::{Markup, html};
use uuid::Uuid;

use super::{framed, one::address, session, when, words as told};
use crate::{
    audit::brought,
    error::PageError,
    parts::{
        address::Address,
        empty, errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        upload, words,
    },
    reader::Reader,
};

/// Shows the mentors of the reader's schools, and what came of the last press.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    Path(word): Path<String>,
) -> Result<Markup, PageError> {
    let found = several::several(&platform, reader.actor(), session(&word)?).await?;
    let done = done(&platform, &reader).await?;
    Ok(page(&platform, &reader, &found, &Typed::default(), &done))
}

/// What came of the press whose key the address bears.
async fn done(platform: &Platform, reader: &Reader) -> Result<Vec<(String, Told)>, PageError> {
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let asked = Address::of("").asking(question.unwrap_or_default());
    match Uuid::try_parse(asked.value("told")) {
        Ok(once) => Ok(book::told(platform, reader.actor(), once).await?),
        Err(_) => Ok(Vec::new()),
    }
}

/// Books those who are ticked.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    Path(word): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (session(&word)?, typed.once()?);
    match booked(&platform, &reader, id, once, &typed).await {
        Ok(()) => {
            let to = format!("{}/several?told={once}", address(id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActionError::Refused(refusal)) => {
            typed.fault("person", refusal.to_string());
            let found = several::several(&platform, reader.actor(), id).await?;
            let page = page(&platform, &reader, &found, &typed, &[]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn booked(
    platform: &Platform,
    reader: &Reader,
    id: SessionId,
    once: Uuid,
    typed: &Typed,
) -> Result<(), ActionError> {
    let people = typed.all("person").filter_map(|one| one.parse().ok());
    let people: Vec<PersonId> = people.map(PersonId).collect();
    book::book_several(platform, reader.actor(), once, id, &people).await?;
    Ok(())
}

fn page(
    platform: &Platform,
    reader: &Reader,
    found: &Several,
    typed: &Typed,
    done: &[(String, Told)],
) -> Markup {
    let here = address(found.session.id);
    let main = html! {
        p.caption { a href=(here) { (found.session.title) } }
        h1 { "Book for your mentors" }
        p.lead { (when(&found.session)) ". " (free(found)) }
        (errors::summary(typed))
        (came_of(done))
        @if found.people.is_empty() {
            (empty::empty("Nobody of your school trains with this provider", &html! {
                "When the partnership office lists a mentor of your school, they stand here."
            }))
        } @else {
            form.form method="post" action={ (here) "/several" } {
                (form::once(platform.number()))
                (people(found, typed, false))
                (together(found))
                @if found.people.iter().any(Candidate::can_be_booked) {
                    p.hint { "Whoever comes after the last free place goes on the waiting list, in this order. Each of them is told." }
                    div.buttons { (form::button("Book for those ticked")) }
                }
            }
            (others(found))
        }
    };
    let title = errors::title(typed, "Book for your mentors");
    framed(reader, &found.provider, &title, &main)
}

fn free(found: &Several) -> Markup {
    let free = usize::try_from(found.free).unwrap_or_default();
    html! {
        @match free {
            0 => "It is full; whom you tick goes on the waiting list.",
            _ => { (words::counted(free, "place is free", "places are free")) "." }
        }
    }
}

/// Who is meant, each with a box where a press would book them, and why not where it would not.
fn people(found: &Several, typed: &Typed, ticked: bool) -> Markup {
    let free = found.people.iter().filter(|one| one.can_be_booked());
    let free: Vec<&Candidate> = free.collect();
    html! {
        @if !free.is_empty() {
            fieldset.field {
                legend { "Who goes" }
                @for (at, one) in free.iter().enumerate() {
                    @let id = if at == 0 { "person".to_owned() } else { format!("person-{}", at + 1) };
                    @let number = one.person.0.to_string();
                    div.pick {
                        input id=(id) name="person" type="checkbox" value=(number) checked[ticked || typed.holds("person", &number)];
                        label for=(id) {
                            (one.name)
                            @for clash in &one.against { span.hint { "For them: " (clash.told(&found.session)) } }
                            @if let Some(cover) = &one.cover { span.hint { (means(cover)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a place would cost and bring the school of one mentor.
fn means(cover: &Cover) -> Markup {
    let row = &cover.row;
    let half_days = usize::try_from(row.half_days).unwrap_or_default();
    html! {
        @match half_days {
            0 => "Not in school time: no cover.",
            _ => {
                (words::counted(half_days, "half day", "half days")) " of cover"
                @if let Some(cost) = cover.cost { ", " (cost) }
                "."
            },
        }
        @if let Some(grant) = row.grant {
            " The grant would bring " (words::counted(usize::try_from(grant.hours).unwrap_or_default(), "hour", "hours"))
            @if let Some(worth) = grant.worth { ", " (worth) }
            "."
            @if grant.over_cap.0 > 0 {
                strong {
                    " " (words::amount(grant.over_cap)) " of it lie beyond what can be claimed for them this year"
                    @if let Some(cap) = row.cap { " (" (cap) " hours)" }
                    "."
                }
            }
        }
    }
}

/// What all of them together would cost and bring, before anybody is ticked.
fn together(found: &Several) -> Markup {
    let free = found.people.iter().filter(|one| one.can_be_booked());
    let covers: Vec<&Cover> = free.filter_map(|one| one.cover.as_ref()).collect();
    let half_days: i64 = covers.iter().map(|one| one.row.half_days).sum();
    let sum = |of: &dyn Fn(&Cover) -> Option<Pence>| {
        let known: Vec<Pence> = covers.iter().filter_map(|one| of(one)).collect();
        (!known.is_empty()).then(|| Pence(known.iter().map(|one| one.0).sum()))
    };
    let (cost, worth) = (sum(&|one| one.cost), sum(&|one| one.row.grant?.worth));
    html! {
        @if covers.len() > 1 {
            p {
                "If all " (covers.len()) " of them go: "
                strong { (words::counted(usize::try_from(half_days).unwrap_or_default(), "half day", "half days")) " of cover" }
                @if let Some(cost) = cost { ", " (cost) }
                "; the grant would bring " strong { @match worth { Some(worth) => (worth), None => "what is not known yet" } }
                "."
            }
        }
    }
}

/// Who is not booked by a press, and why.
fn others(found: &Several) -> Markup {
    let others = found.people.iter().filter(|one| !one.can_be_booked());
    let others: Vec<&Candidate> = others.collect();
    html! {
        @if !others.is_empty() {
            h2 { @if others.len() == found.people.len() { "Nobody is left to book" } @else { "Not to be booked" } }
            ul.plain {
                @for one in others {
                    li.plain-line {
                        p.row-title { (one.name) }
                        p.row-more.is-plain { (why_not(found, one)) }
                    }
                }
            }
        }
    }
}

fn why_not(found: &Several, one: &Candidate) -> Markup {
    html! {
        @if let Some(state) = one.state { "Is on the list already: " (told::of_another(state)) "." }
        @else if let Some(clash) = one.against.iter().find(|clash| clash.is_refused()) { (clash.told(&found.session)) }
        @else if let Some(meant) = &one.left_out { "The session is meant for " (meant) ". The partnership office can book them all the same." }
    }
}

/// What came of each.
fn came_of(done: &[(String, Told)]) -> Markup {
    if done.is_empty() {
        return html! {};
    }
    notice::notice(
        Tone::Done,
        &html! {
            ul {
                @for (name, one) in done {
                    li {
                        strong { (name) } ": "
                        @match one.state {
                            Some(state) => { (told::of_another(state)) "." }
                            None => { (one.refused) }
                        }
                    }
                }
            }
        },
    )
}

/// Shows where rows of a spreadsheet are pasted or sent.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    Path(word): Path<String>,
) -> Result<Markup, PageError> {
    let id = session(&word)?;
    let (found, _) = several::rows(&platform, reader.actor(), id, &[]).await?;
    let done = done(&platform, &reader).await?;
    Ok(rows_page(&reader, &found, &Typed::default(), &done))
}

/// Shows who the rows are, before anybody is booked.
pub async fn look(
    State(platform): State<Platform>,
    reader: Reader,
    Path(word): Path<String>,
    form: Multipart,
) -> Result<Response, PageError> {
    let id = session(&word)?;
    let (nobody, _) = several::rows(&platform, reader.actor(), id, &[]).await?;
    let (mut typed, _, mut bytes) = brought(form).await?;
    if bytes.is_empty() {
        bytes = typed.text("rows").as_bytes().to_vec();
    }
    let rows = match several::read(&bytes) {
        Ok(rows) => rows,
        Err(sentence) => {
            typed.fault("file", sentence);
            Vec::new()
        }
    };
    if rows.is_empty() && typed.is_sound() {
        typed.fault("rows", "Paste at least one row, or choose a file.");
    }
    if !typed.is_sound() {
        let page = rows_page(&reader, &nobody, &typed, &[]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (found, unmatched) = several::rows(&platform, reader.actor(), id, &rows).await?;
    Ok(preview(&platform, &reader, &found, &unmatched).into_response())
}

/// Books those of the rows who are still ticked.
pub async fn keep_rows(
    State(platform): State<Platform>,
    reader: Reader,
    Path(word): Path<String>,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (session(&word)?, typed.once()?);
    let (found, _) = several::rows(&platform, reader.actor(), id, &[]).await?;
    match booked(&platform, &reader, id, once, &typed).await {
        Ok(()) => {
            let to = format!("{}/people?told={once}", address(id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActionError::Refused(refusal)) => {
            typed.fault("rows", refusal.to_string());
            let page = rows_page(&reader, &found, &typed, &[]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn rows_page(reader: &Reader, found: &Several, typed: &Typed, done: &[(String, Told)]) -> Markup {
    let here = address(found.session.id);
    let main = html! {
        p.caption { a href=(here) { (found.session.title) } }
        h1 { "Book from a spreadsheet" }
        p.lead { (when(&found.session)) ". " (free(found)) }
        (errors::summary(typed))
        (came_of(done))
        form.form method="post" action={ (here) "/people" } enctype="multipart/form-data" {
            (form::words(&Field::of(typed, "rows", "Rows").hint(
                "Mark the rows in the spreadsheet and paste them here. Each needs an e-mail address, a TRN or a whole name; other columns do not matter.",
            ), 8))
            (upload::of(&Field::of(typed, "file", "Or a file").hint("A workbook (.xlsx) or CSV."), ".xlsx,.csv,.txt,text/csv"))
            div.buttons { (form::button("Look who they are")) }
        }
        p.hint { "Nobody is booked before you have seen who the rows are." }
    };
    let title = errors::title(typed, "Book from a spreadsheet");
    framed(reader, &found.provider, &title, &main)
}

fn preview(
    platform: &Platform,
    reader: &Reader,
    found: &Several,
    unmatched: &[Unmatched],
) -> Markup {
    let here = address(found.session.id);
    let free = found.people.iter().filter(|one| one.can_be_booked());
    let many = free.count();
    let main = html! {
        p.caption { a href=(here) { (found.session.title) } }
        h1 { "Is this right?" }
        p.lead {
            (words::counted(many, "person", "people")) " to book, "
            (words::counted(unmatched.len(), "row", "rows")) " not matched. Nothing is kept yet."
        }
        form.form method="post" action={ (here) "/people/book" } {
            (form::once(platform.number()))
            (people(found, &Typed::default(), true))
            @if many > 0 {
                p.hint { "Whoever comes after the last free place goes on the waiting list. Each of them is told." }
                div.buttons { (form::button("Book for those ticked")) }
            }
        }
        (others(found))
        @if !unmatched.is_empty() {
            h2 { "Rows that lead to nobody" }
            ul.plain {
                @for one in unmatched {
                    li.plain-line {
                        p.row-title { @if one.row > 0 { "Row " (one.row) ": " } (one.words) }
                        p.row-more.is-plain { (one.because) }
                    }
                }
            }
        }
        p { a.target href={ (here) "/people" } { "Paste other rows" } }
    };
    framed(reader, &found.provider, "Is this right?", &main)
}
