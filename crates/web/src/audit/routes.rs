//! Answers the addresses of imports.
//!
//! Owns the order of what is done on a request. It never draws.

use actions::{
    ActionError, Platform,
    import::{self, Settled},
};
use axum::{
    Router,
    extract::{Multipart, Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{
    audit::import::{Kind, State as Became},
    person::PersonId,
};
use uuid::Uuid;

use super::{address, address_of, list, new, one, preview, rows, undo};
use crate::{door::Door, error::PageError, parts::form::Typed, reader::Reader};

/// The routes of imports.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/audit/{provider}/imports", get(imports))
        .route("/audit/{provider}/imports/template/{kind}", get(template))
        .route("/audit/{provider}/imports/{id}", get(import_page))
        .route("/audit/{provider}/imports/{id}/refused.csv", get(refused))
        .route(
            "/audit/{provider}/imports/{id}/rows/{number}",
            get(row).post(settle),
        )
}

/// The routes that take a file or take their time.
pub fn uploads() -> Router<Platform> {
    Router::new()
        .route("/audit/{provider}/imports/new", get(form).post(bring))
        .route("/audit/{provider}/imports/{id}", post(decide))
        .route(
            "/audit/{provider}/imports/{id}/undo",
            get(undoing).post(undone),
        )
}

type Asking = Query<Vec<(String, String)>>;
type ImportPath = Path<(String, Uuid)>;
type RowPath = Path<(String, Uuid, u64)>;

async fn imports(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    let page: usize = Typed::of(asked).text("page").parse().unwrap_or(1).max(1);
    let after = u32::try_from((page - 1) * list::SIZE).unwrap_or(u32::MAX);
    let size = u32::try_from(list::SIZE).unwrap_or(u32::MAX);
    let all = import::imports(&platform, reader.actor(), &door.code, size, after).await?;
    Ok(list::page(&all, page, &reader).into_response())
}

async fn template(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, file)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let kind = file.strip_suffix(".csv").and_then(Kind::read);
    let kind = kind.ok_or(PageError::NotFound)?;
    let made = import::template_file(&platform, reader.actor(), &door.code, kind).await?;
    Ok(csv(&file, made.ok_or(PageError::NotFound)?))
}

fn csv(name: &str, bytes: Vec<u8>) -> Response {
    let kept = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, kept),
    ];
    (headers, bytes).into_response()
}

async fn form(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let all = import::imports(&platform, reader.actor(), &door.code, 0, 0).await?;
    let typed = Typed::default().with("kind", Kind::Attendance.code());
    Ok(new::page(&all.provider, &typed, &reader).into_response())
}

/// What a form with a file brought.
pub async fn brought(mut form: Multipart) -> Result<(Typed, String, Vec<u8>), PageError> {
    let cut =
        |_| PageError::Refused("The file did not arrive whole. Please send it again.".to_owned());
    let (mut typed, mut name, mut bytes) = (Typed::default(), String::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(cut)? {
        let called = field.name().unwrap_or_default().to_owned();
        if called == "file" {
            field.file_name().unwrap_or_default().clone_into(&mut name);
            bytes = field.bytes().await.map_err(cut)?.to_vec();
        } else {
            typed = typed.with(called, field.text().await.map_err(cut)?);
        }
    }
    Ok((typed, name, bytes))
}

async fn bring(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    form: Multipart,
) -> Result<Response, PageError> {
    let all = import::imports(&platform, reader.actor(), &door.code, 0, 0).await?;
    let (mut typed, name, bytes) = brought(form).await?;
    let kind = Kind::read(typed.text("kind")).filter(|kind| import::KINDS.contains(kind));
    if kind.is_none() {
        typed.fault("kind", "Say what is in the file.");
    }
    if name.is_empty() || bytes.is_empty() {
        typed.fault("file", "Choose a file that has something in it.");
    }
    if let Some(kind) = kind.filter(|_| typed.is_sound()) {
        let file = (name.as_str(), bytes.as_slice());
        match import::preview(&platform, reader.actor(), &door.code, kind, file).await {
            Ok(id) => return Ok(Redirect::to(&address_of(&all.provider, id)).into_response()),
            Err(ActionError::Unreadable(sentence)) => typed.fault("file", sentence),
            Err(failed) => return Err(failed.into()),
        }
    }
    let page = new::page(&all.provider, &typed, &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn import_page(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): ImportPath,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let found = import::import(&platform, actor, &door.code, id).await?;
    if found.past.state == Became::Previewed {
        let told = import::would_change(&platform, actor, &door.code, id).await?;
        return Ok(preview::page(&found, &told, &reader).into_response());
    }
    let waiting = match found.past.state {
        Became::TakenIn => import::waiting(&platform, actor, &door.code, id).await?,
        _ => Vec::new(),
    };
    let key = || platform.number();
    Ok(one::page(&found, &waiting, key, &reader).into_response())
}

async fn decide(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): ImportPath,
    typed: Typed,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let found = import::import(&platform, actor, &door.code, id).await?;
    let there = address_of(&found.provider, id);
    if found.past.state != Became::Previewed {
        return Ok(Redirect::to(&there).into_response());
    }
    if typed.text("step") == "drop" {
        import::drop_preview(&platform, actor, &door.code, id).await?;
        return Ok(Redirect::to(&address(&found.provider)).into_response());
    }
    import::take_in(&platform, actor, &door.code, id).await?;
    Ok(Redirect::to(&there).into_response())
}

async fn refused(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): ImportPath,
) -> Result<Response, PageError> {
    reader.proves()?;
    let bytes = import::refused_file(&platform, reader.actor(), &door.code, id).await?;
    Ok(csv("refused-rows.csv", bytes))
}

/// The cells of a row as its form shows them first.
fn shown(asked: &import::Asked) -> Typed {
    let cells = asked.columns.iter().enumerate().map(|(at, _)| {
        let cell = asked.waiting.row.fields.get(at);
        (rows::field(at), cell.cloned().unwrap_or_default())
    });
    Typed::of(cells.collect())
}

async fn row(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id, number)): RowPath,
    Query(asked): Asking,
) -> Result<Response, PageError> {
    let search = Typed::of(asked).text("q").to_owned();
    let place = (id, number);
    let asked = match import::row(&platform, reader.actor(), &door.code, place, &search).await {
        Err(ActionError::Refused(_)) => return Ok(back(&door, id)),
        asked => asked?,
    };
    let key = platform.number();
    Ok(rows::page(&asked, &shown(&asked), &search, key, &reader).into_response())
}

/// Back to the rows that still wait.
fn back(door: &Door, id: Uuid) -> Response {
    let code = door.code.to_lowercase();
    Redirect::to(&format!("/audit/{code}/imports/{id}#waiting")).into_response()
}

async fn settle(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id, number)): RowPath,
    typed: Typed,
) -> Result<Response, PageError> {
    let (actor, place) = (reader.actor(), (id, number));
    let asked = match import::row(&platform, actor, &door.code, place, "").await {
        Err(ActionError::Refused(_)) => return Ok(back(&door, id)),
        asked => asked?,
    };
    if typed.text("step") == "aside" {
        let once = typed.once()?;
        import::set_row_aside(&platform, actor, &door.code, place, once).await?;
        return Ok(back(&door, id));
    }
    let meant = typed.number("person").map(PersonId);
    let mended = typed.text("step") == "mend";
    let cells: Vec<String> = (0..asked.columns.len())
        .map(|at| typed.text(&rows::field(at)).to_owned())
        .collect();
    let cells = mended.then_some(cells);
    let done = import::settle_row(&platform, actor, &door.code, place, cells, meant).await?;
    let Settled::Refused(column, sentence) = done else {
        return Ok(back(&door, id));
    };
    let mut typed = if mended { typed } else { shown(&asked) };
    let at = column.and_then(|column| asked.columns.iter().position(|known| *known == column));
    typed.fault(&rows::field(at.unwrap_or(0)), sentence);
    let page = rows::page(&asked, &typed, "", platform.number(), &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn undoing(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): ImportPath,
) -> Result<Response, PageError> {
    let found = import::import(&platform, reader.actor(), &door.code, id).await?;
    let plan = import::plan_undo(&platform, reader.actor(), id).await?;
    let typed = Typed::default();
    Ok(undo::page(&found, &plan, &typed, platform.number(), &reader).into_response())
}

async fn undone(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, id)): ImportPath,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let found = import::import(&platform, reader.actor(), &door.code, id).await?;
    if !typed.needs("reason", "Say why, so that everyone can follow it later.") {
        let plan = import::plan_undo(&platform, reader.actor(), id).await?;
        let page = undo::page(&found, &plan, &typed, platform.number(), &reader);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (reason, once) = (typed.text("reason").to_owned(), typed.once()?);
    import::undo(&platform, reader.actor(), id, &reason, once).await?;
    Ok(Redirect::to(&address_of(&found.provider, id)).into_response())
}
