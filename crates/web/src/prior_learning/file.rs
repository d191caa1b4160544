//! Takes in the files by which a mentor shows what they bring along, and serves them so that none can run.
//!
//! Owns the addresses of files. It never serves a file as a page.

use actions::{
    ActionError, Platform,
    prior_learning::{self, file as files},
};
use axum::{
    body::{Body, Bytes},
    extract::{Multipart, Path, Query, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::prior_learning::{File, FileId, ItemDraft, ItemId, Upload, UploadId};
use maud::{Markup, html};

use super::{ADDRESS, item_number, number, own::frame};
use crate::{
    asset,
    error::PageError,
    guard::ASKING_POLICY,
    parts::{
        errors,
        form::{self, Field, Typed},
        notice::{self, Tone},
        shell, upload, words,
    },
    person::sentence,
    reader::Reader,
};

/// What a telephone or a desk may choose; the content decides in the end.
const ACCEPTED: &str =
    "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx,.pptx,.odt,.eml";

/// A file that is served may be looked at or kept, and can do nothing.
const POWERLESS: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// The page sends a file in parts.
const ASKS: [(HeaderName, HeaderValue); 1] = [(header::CONTENT_SECURITY_POLICY, ASKING_POLICY)];

/// The address of the files of an item.
pub(super) fn address(item: ItemId) -> String {
    format!("{ADDRESS}/item/{}/files", item.0)
}

/// The address of one file.
pub(super) fn file_address(file: FileId) -> String {
    format!("{ADDRESS}/file/{}", file.0)
}

struct Page {
    item: ItemDraft,
    files: Vec<File>,
    awaited: Vec<Upload>,
    limits: files::Limits,
}

async fn gathered(platform: &Platform, reader: &Reader, item: ItemId) -> Result<Page, PageError> {
    let actor = reader.actor();
    Ok(Page {
        item: prior_learning::item(platform, actor, item).await?,
        files: files::of_item(platform, actor, item).await?,
        awaited: files::awaited(platform, actor, item).await?,
        limits: files::limits(platform).await?,
    })
}

/// Shows what is there, and asks for more.
pub(super) async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    Path(item): Path<String>,
) -> Result<Response, PageError> {
    let found = gathered(&platform, &reader, item_number(&item)?).await?;
    let page = page(&platform, &reader, &found, &Typed::default());
    Ok((ASKS, page).into_response())
}

/// Takes a file in that came whole.
pub(super) async fn bring(
    State(platform): State<Platform>,
    reader: Reader,
    Path(item): Path<String>,
    form: Multipart,
) -> Result<Response, PageError> {
    let item = item_number(&item)?;
    let found = gathered(&platform, &reader, item).await?;
    let (mut typed, name, arrived) = arrived(&platform, form).await?;
    let once = typed.once()?;
    if name.is_empty() && arrived.is_empty() {
        typed.fault("file", "Choose a file, or take a photograph.");
    } else {
        match files::bring(&platform, reader.actor(), once, item, (&name, arrived)).await {
            Ok(()) => return Ok(Redirect::to(&address(item)).into_response()),
            Err(error) => typed.fault("file", sentence(error)?),
        }
    }
    let page = page(&platform, &reader, &found, &typed);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, ASKS, page).into_response())
}

/// Reads a form with a file. Each piece goes to the disk as it comes: memory never holds the whole.
async fn arrived(
    platform: &Platform,
    mut form: Multipart,
) -> Result<(Typed, String, files::Arriving), PageError> {
    let cut =
        |_| PageError::Refused("The file did not arrive whole. Please send it again.".to_owned());
    let (mut typed, mut name) = (Typed::default(), String::new());
    let (mut arrived, mut fields) = (files::room(platform).await?, 0);
    while let Some(mut field) = form.next_field().await.map_err(cut)? {
        let called = field.name().unwrap_or_default().to_owned();
        fields += 1;
        if fields > FIELDS {
            return Err(PageError::Refused(
                "More came than this form asks for. Send one file after the other.".to_owned(),
            ));
        }
        if called == "file" {
            if !name.is_empty() || !arrived.is_empty() {
                return Err(PageError::Refused(
                    "Several files came at once. Send one after the other.".to_owned(),
                ));
            }
            field.file_name().unwrap_or_default().clone_into(&mut name);
            while let Some(piece) = field.chunk().await.map_err(cut)? {
                arrived.add(&piece).map_err(files::no_room)?;
            }
        } else {
            typed = typed.with(called, short(field).await?);
        }
    }
    Ok((typed, name, arrived))
}

/// The most fields of the form: the file, and the key by which it is taken in once.
const FIELDS: usize = 4;

/// The most letters of a field beside the file.
const FIELD: usize = 1_000;

async fn short(mut field: axum::extract::multipart::Field<'_>) -> Result<String, PageError> {
    let wrong =
        || PageError::Refused("The form did not arrive whole. Please send it again.".to_owned());
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| wrong())? {
        if bytes.len() + piece.len() > FIELD {
            return Err(wrong());
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

/// Begins to take a file in part by part, or goes on with one that was cut off: answers its number and how
/// far it has come.
pub(super) async fn begin(
    State(platform): State<Platform>,
    reader: Reader,
    Path(item): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (item, once, actor) = (item_number(&item)?, typed.once()?, reader.actor());
    let name = domain::prior_learning::plain_name(typed.text("name"));
    let size: i64 = typed.text("size").parse().unwrap_or_default();
    let awaited = files::awaited(&platform, actor, item).await?;
    let before = awaited
        .iter()
        .find(|one| one.name == name && one.size == size);
    if let Some(before) = before {
        return Ok(format!("{} {}", before.id.0, before.received).into_response());
    }
    match files::begin(&platform, actor, once, item, (&name, size)).await {
        Ok(id) => Ok(format!("{} 0", id.0).into_response()),
        Err(error) => refused(error),
    }
}

/// A sentence for the script to show.
fn refused(error: ActionError) -> Result<Response, PageError> {
    let told = sentence(error)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, told).into_response())
}

/// Takes a part in: answers how far the file has come.
pub(super) async fn part(
    State(platform): State<Platform>,
    reader: Reader,
    Path(upload): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
    bytes: Bytes,
) -> Result<Response, PageError> {
    let begins_at = Typed::of(asked).text("at").parse().unwrap_or(-1);
    let id = UploadId(number(&upload)?);
    let upload = files::add(&platform, reader.actor(), id, begins_at, &bytes).await?;
    Ok(upload.received.to_string().into_response())
}

/// Keeps a file of which every part has come.
pub(super) async fn whole(
    State(platform): State<Platform>,
    reader: Reader,
    Path(upload): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (UploadId(number(&upload)?), typed.once()?);
    match files::whole(&platform, reader.actor(), once, id).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(error) => refused(error),
    }
}

/// Serves a file to be kept.
pub(super) async fn fetch(
    State(platform): State<Platform>,
    reader: Reader,
    Path(file): Path<String>,
) -> Result<Response, PageError> {
    let id = FileId(number(&file)?);
    let (_, kind, pieces) = files::file(&platform, reader.actor(), id).await?;
    let name = format!("attachment; filename=\"evidence.{}\"", kind.ending());
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(kind.media_type()),
        ),
        (header::CONTENT_SECURITY_POLICY, POWERLESS),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// Serves the picture of a file.
pub(super) async fn view(
    State(platform): State<Platform>,
    reader: Reader,
    Path(file): Path<String>,
) -> Result<Response, PageError> {
    let id = FileId(number(&file)?);
    let bytes = files::view(&platform, reader.actor(), id).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_SECURITY_POLICY, POWERLESS),
    ];
    Ok((headers, bytes).into_response())
}

/// Takes a file away.
pub(super) async fn remove(
    State(platform): State<Platform>,
    reader: Reader,
    Path(file): Path<String>,
    typed: Typed,
) -> Result<Response, PageError> {
    let (id, once) = (FileId(number(&file)?), typed.once()?);
    let item = files::remove(&platform, reader.actor(), once, id).await?;
    Ok(Redirect::to(&address(item)).into_response())
}

fn page(platform: &Platform, reader: &Reader, found: &Page, typed: &Typed) -> Markup {
    let (item, limits) = (&found.item, found.limits);
    let here = address(item.id);
    let room = found.files.len() < limits.files;
    let hint = format!(
        "A photograph, a PDF, an Office document or an e-mail saved as .eml, up to {} MB.",
        limits.bytes / 1_000_000
    );
    let heading = "Show it";
    let main = html! {
        p.caption { a href=(ADDRESS) { "What you bring with you" } ": " (item.title) }
        h1 { (heading) }
        (errors::summary(typed))
        p.lead { "A certificate, an e-mail that confirms it, slides with your notes. Whoever decides sees it beside your request." }
        (notice::notice(Tone::Look, &html! {
            p { strong { "No pupil may appear: " } "no face, no name, no work with a name on it. A photograph is kept without the place and time at which it was taken." }
        }))
        @if !found.files.is_empty() {
            ul.plain { @for file in &found.files { (one(platform, file)) } }
        }
        @for upload in &found.awaited {
            p.quiet { "“" (upload.name) "” has not come to its end. Choose it again, and it goes on where it was cut off." }
        }
        @if room {
            form.form method="post" action=(here) enctype="multipart/form-data" data-parts=(here) {
                (form::once(platform.number()))
                (upload::of(&Field::of(typed, "file", "A file or a photograph").hint(&hint), ACCEPTED))
                div.buttons { (form::button("Add it")) }
            }
        } @else {
            p { "As many files are here as one piece of training may have." }
        }
        p { a.target href={ (ADDRESS) "?done=item" } { @if found.files.is_empty() { "Go on without" } @else { "That is all" } } }
        script src=(asset::evidence_script_address()) defer {}
    };
    let title = errors::title(typed, heading);
    shell::page(&frame(&title, reader), &main)
}

fn one(platform: &Platform, file: &File) -> Markup {
    html! {
        li.plain-line {
            (looked_at(file))
            form method="post" action={ (file_address(file.id)) "/remove" } {
                (form::once(platform.number()))
                button.button.is-quiet type="submit" { "Take away" span.unseen { " " (file.name) } }
            }
        }
    }
}

/// A file as it is seen without being opened.
pub(super) fn looked_at(file: &File) -> Markup {
    let page = file_address(file.id);
    html! {
        p.row-title { a href=(page) { (file.name) } }
        p.row-more { (words::size(file.size)) }
        @if file.pictured {
            a href=(page) { img.shown src={ (page) "/view" } alt={ "The first page of " (file.name) } loading="lazy"; }
        } @else if !file.words.is_empty() {
            details { summary { "Read it here" span.unseen { ": " (file.name) } } pre.shown { (file.words) } }
        }
    }
}
