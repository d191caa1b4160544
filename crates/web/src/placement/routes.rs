//! Answers the addresses of placements.
//!
//! Owns the order of what is done on a request. It never draws.

use actions::{
    ActionError, Platform,
    access::invite::invite_mentor,
    placement::{Detail, May, one as detail},
};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{
    Refusal,
    person::PersonId,
    placement::{self, PlacementId},
};
use maud::Markup;
use uuid::Uuid;

use super::{change, gate, list, mentor, one, own, school};
use crate::{door::Door, error::PageError, parts::form::Typed, reader::Reader};

/// Says to the second of two editors that another was quicker.
pub(super) const MEANWHILE: &str = "Somebody changed this placement.";

/// The routes of placements.
pub fn routes() -> Router<Platform> {
    Router::new()
        .route("/placement", get(own::show))
        .route("/placement/school", get(school::show))
        .route("/placement/{provider}", get(list::show))
        .route("/placement/{provider}/{placement}", get(show))
        .route(
            "/placement/{provider}/{placement}/mentor",
            get(mentor::ask).post(mentor::keep),
        )
        .route("/placement/{provider}/{placement}/invite", post(invite_one))
        .route(
            "/placement/{provider}/{placement}/end/{mentoring}",
            get(mentor::ask_end).post(mentor::end),
        )
        .route(
            "/placement/{provider}/{placement}/change",
            get(change::ask).post(change::keep),
        )
        .route(
            "/placement/{provider}/{placement}/gate",
            get(gate::ask).post(gate::keep),
        )
        .route(
            "/placement/{provider}/{placement}/gate/open",
            post(gate::open),
        )
}

async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let detail = found(&platform, &reader, &door, &placement).await?;
    let key = || platform.number();
    Ok(one::page(&detail, &reader, &door.question, &key).into_response())
}

/// Invites a mentor of the placement who has never signed in.
async fn invite_one(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    Path((_, placement)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, PageError> {
    let detail = found(&platform, &reader, &door, &placement).await?;
    let mentor = typed.number("mentor").map(PersonId);
    let mentor = mentor.ok_or(PageError::NotFound)?;
    let (id, once) = (detail.row.placement.id, typed.once()?);
    invite_mentor(&platform, reader.actor(), once, id, mentor).await?;
    Ok(done(&detail, &typed, "invited"))
}

/// Finds the placement that an address names.
pub(super) async fn found(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    placement: &str,
) -> Result<Detail, PageError> {
    let number = Uuid::try_parse(placement).map_err(|_| PageError::NotFound)?;
    let found = detail(platform, reader.actor(), PlacementId(number)).await?;
    if found.provider.code == door.code {
        Ok(found)
    } else {
        Err(PageError::NotFound)
    }
}

/// Finds the placement that an address names, where the reader may do this with it.
pub(super) async fn whose(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    placement: &str,
    may: fn(&May) -> bool,
) -> Result<Detail, PageError> {
    let detail = found(platform, reader, door, placement).await?;
    if may(&detail.may) {
        Ok(detail)
    } else {
        Err(PageError::NotFound)
    }
}

/// Shows a form again with everything typed.
pub(super) fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// Leads back to the page of a placement, or of its school, which says what was done.
pub(super) fn done(detail: &Detail, typed: &Typed, what: &str) -> Response {
    let page = if typed.text("back") == "school" {
        super::SCHOOL.to_owned()
    } else {
        super::page(&detail.provider, &detail.row)
    };
    Redirect::to(&format!("{page}?done={what}")).into_response()
}

/// Puts a refusal beside its field. Says whether somebody was quicker.
pub(super) fn refuse(typed: &mut Typed, error: ActionError) -> Result<bool, PageError> {
    use placement::Refusal::{
        BeginsAlready, ChangedMeanwhile, EndsBeforeItBegins, MentorsAlready, NoLeadMentor,
        NoMentorThere, NobodyToReplace, NotYetConfirmed, OutsidePlacement, OverAlready, OwnMentor,
        ThirdMentor,
    };
    let ActionError::Refused(Refusal::Placement(refusal)) = error else {
        return Err(error.into());
    };
    let field = match refusal {
        ChangedMeanwhile => return Ok(true),
        NoLeadMentor(_) => "lead",
        ThirdMentor(_) | NobodyToReplace(_) => "how",
        MentorsAlready(_) | OwnMentor | NoMentorThere(..) => "mentor",
        EndsBeforeItBegins { .. } | OverAlready(_) => "until",
        NotYetConfirmed(_) => "on",
        OutsidePlacement { .. } if typed.text("mentor").is_empty() => "until",
        OutsidePlacement { .. } | BeginsAlready(_) => "from",
    };
    typed.fault(field, refusal.to_string());
    Ok(false)
}
