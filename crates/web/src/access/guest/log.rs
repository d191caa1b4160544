//! Shows what a guest opened, to themself and to the office alike, and hands it out as a file.
//!
//! Owns the page `/access/opened/{provider}`. It never tells what stood in a record.

use actions::{
    Platform,
    access::guest::{Log, log, log_as_file},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{audit::reading::Kind, calendar::uk_time};
use maud::{Markup, html};
use uuid::Uuid;

use super::{address_of, framed, framed_own, opened};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        empty, file,
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

const COLUMNS: [Column; 3] = [
    Column::plain("What"),
    Column::named("When"),
    Column::named("How often"),
];

/// Shows the page, or hands out the file.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let asked = Address::of("").asking(&door.question);
    let guest = match asked.value("guest") {
        "" => None,
        text => Some(super::number(text)?),
    };
    let actor = reader.actor();
    if let Some(ending) = door.ending {
        if guest.is_some() {
            reader.proves()?;
        }
        let made = log_as_file(&platform, actor, &door.code, guest, ending).await?;
        return Ok(file::answer(made));
    }
    let found = log(&platform, actor, &door.code, guest).await?;
    Ok(page(&found, guest, &reader).into_response())
}

fn page(found: &Log, guest: Option<Uuid>, reader: &Reader) -> Markup {
    let title = match guest {
        Some(_) => format!("What {} opened", found.name),
        None => "What you opened".to_owned(),
    };
    let main = html! {
        @if let Some(guest) = guest {
            p.caption { a href=(address_of(&found.provider, guest)) { (found.name) } }
        }
        h1 { (title) }
        p.lead { "One line for a record and a day, the last first. " @if guest.is_none() { "The partnership office sees the same list, and so does whoever the record is about." } @else { "They see the same list themselves." } }
        @if found.lines.is_empty() {
            (empty::empty("Nothing was opened yet", &html! {
                "As soon as a record of the sample is opened, it stands here with its day."
            }))
        } @else {
            (table::table(&Table {
                caption: "Records that were opened",
                columns: &COLUMNS,
                lines: found.lines.iter().enumerate().map(|(number, line)| Line {
                    id: format!("opened-{number}"),
                    class: None,
                    head: html! { p.row-title { (kind(line.reading.kind)) " " (line.about) } },
                    cells: vec![
                        Some(html! {
                            (words::day(line.reading.on))
                            p.row-more { "last at " (uk_time(line.reading.last_at)) }
                        }),
                        Some(html! { (words::counted(usize::try_from(line.reading.readings).unwrap_or_default(), "time", "times")) }),
                    ],
                }).collect(),
            }))
            @if found.more { p { "Earlier ones stand in the file." } }
            ul.buttons { (file::offer(&opened(&found.provider, guest))) }
        }
    };
    match guest {
        Some(_) => framed(reader, &found.provider, &title, &main),
        None => framed_own(
            reader,
            Some(&found.provider),
            (&title, "What you opened"),
            &main,
        ),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Standing => "The training page of",
        Kind::Person => "The record of",
        Kind::Placement => "A placement of",
    }
}
