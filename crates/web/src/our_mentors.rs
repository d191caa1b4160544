//! Shows a school its mentors, and a lead mentor theirs: who needs a word, and a word to send.
//!
//! Owns the addresses beneath `/our-mentors`. It never shows a school more than hours.

mod nudge;
pub mod pages;

use actions::{
    Platform,
    export::{Ending, export},
    notice::Chosen,
    our_mentors::{OurMentors, Whose, our_mentors},
};
use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::person::PersonId;
use uuid::Uuid;

use crate::{
    error::PageError,
    parts::{file, form::Typed},
    reader::Reader,
};

/// The routes of the pages.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/our-mentors", get(school))
        .route("/our-mentors/nudge", get(school_letter).post(school_sent))
        .route("/our-mentors/{rest}", get(rest))
        .route(
            "/our-mentors/caseload/nudge",
            get(caseload_letter).post(caseload_sent),
        )
        .route("/our-mentors.csv", get(school_csv))
        .route("/our-mentors.xlsx", get(school_xlsx))
}

type Asking = Query<Vec<(String, String)>>;

async fn school(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    list(&platform, &reader, asked, Whose::School).await
}

/// The caseload, and its files.
async fn rest(
    State(platform): State<Platform>,
    reader: Reader,
    Path(rest): Path<String>,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    match Ending::part(&rest) {
        ("caseload", None) => list(&platform, &reader, asked, Whose::Caseload).await,
        ("caseload", Some(ending)) => {
            keep(&platform, &reader, asked, Whose::Caseload, ending).await
        }
        _ => Err(PageError::NotFound),
    }
}

async fn school_csv(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    keep(&platform, &reader, asked, Whose::School, Ending::Csv).await
}

async fn school_xlsx(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    keep(&platform, &reader, asked, Whose::School, Ending::Xlsx).await
}

async fn list(
    platform: &Platform,
    reader: &Reader,
    asked: Vec<(String, String)>,
    whose: Whose,
) -> Result<Response, PageError> {
    let found = our_mentors(platform, reader.actor(), whose).await?;
    let asked = Typed::of(asked);
    Ok(pages::list(&found, &asked, whose, reader).into_response())
}

async fn keep(
    platform: &Platform,
    reader: &Reader,
    asked: Vec<(String, String)>,
    whose: Whose,
    ending: Ending,
) -> Result<Response, PageError> {
    let found = our_mentors(platform, reader.actor(), whose).await?;
    reader.proves()?;
    let rows = pages::asked_for(&found, &Typed::of(asked));
    let title = pages::place(whose);
    let list = actions::our_mentors::list(title, &rows);
    Ok(file::answer(export(&list, title, found.day, ending)?))
}

async fn school_letter(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    letter(&platform, &reader, asked, Whose::School).await
}

async fn caseload_letter(
    State(platform): State<Platform>,
    reader: Reader,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    letter(&platform, &reader, asked, Whose::Caseload).await
}

async fn letter(
    platform: &Platform,
    reader: &Reader,
    asked: Vec<(String, String)>,
    whose: Whose,
) -> Result<Response, PageError> {
    let found = allowed(platform, reader, whose).await?;
    let asked = Typed::of(asked);
    let once = platform.number();
    Ok(nudge::page(&found, &asked, whose, once, reader).into_response())
}

async fn school_sent(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    sent(&platform, &reader, &typed, Whose::School).await
}

async fn caseload_sent(
    State(platform): State<Platform>,
    reader: Reader,
    typed: Typed,
) -> Result<Response, PageError> {
    sent(&platform, &reader, &typed, Whose::Caseload).await
}

async fn sent(
    platform: &Platform,
    reader: &Reader,
    typed: &Typed,
    whose: Whose,
) -> Result<Response, PageError> {
    let once = typed.once()?;
    let chosen: Option<Vec<Chosen>> = typed.all("to").map(chosen).collect();
    let chosen = chosen.filter(|chosen| !chosen.is_empty());
    let chosen = chosen.ok_or_else(|| {
        PageError::Refused("Nobody was chosen. Go back and choose whom you wrote to.".to_owned())
    })?;
    let actor = reader.actor();
    let many = match typed.text("by") {
        "message" => actions::notice::remind(platform, actor, once, &chosen).await?,
        _ => actions::notice::nudge(platform, actor, once, &chosen).await?,
    };
    let by = Some(typed.text("by")).filter(|by| *by == "message");
    let address = pages::address(whose)
        .with("nudged", many)
        .with("by", by.unwrap_or_default());
    Ok(Redirect::to(&address.to_string()).into_response())
}

/// The mentors whom the reader may write to; nobody else knows of the page.
async fn allowed(
    platform: &Platform,
    reader: &Reader,
    whose: Whose,
) -> Result<OurMentors, PageError> {
    let mut found = our_mentors(platform, reader.actor(), whose).await?;
    found.rows.retain(|ours| ours.may_nudge);
    if found.rows.is_empty() {
        return Err(PageError::NotFound);
    }
    Ok(found)
}

/// Reads whom a box stands for: the provider's code and the person's number.
fn chosen(text: &str) -> Option<Chosen> {
    let (provider, person) = text.split_once(' ')?;
    Some(Chosen {
        provider: provider.to_owned(),
        mentor: PersonId(Uuid::try_parse(person).ok()?),
    })
}
