//! Writes out what is held about the training of somebody: sessions, and what they did before.
//!
//! Owns those two parts of the file. It never asks leave: `own_file` does.

use domain::{partnership::ProviderId, person::PersonId};
use serde_json::{Value, json};
use store::Tx;

use crate::ActionError;

/// Bookings, attendance, and the days on which they work.
pub(super) async fn sessions(
    tx: &mut Tx,
    person: PersonId,
    code: &impl Fn(ProviderId) -> Option<String>,
) -> Result<Value, ActionError> {
    let bookings = store::booking::of_person(tx, person).await?;
    let noted = store::booking::register::noted_of(tx, person).await?;
    let working = store::booking::school::working(tx, person).await?;
    Ok(json!({
        "booked": bookings.iter().map(|one| json!({
            "session": one.session.0, "provider": code(one.provider),
            "school": one.school.map(|urn| urn.0), "state": one.state.code(),
            "place_in_line": one.number, "in_school_time": one.in_school_time,
            "needs": one.needs, "reason": one.reason, "booked_at": one.booked_at.to_string(),
            "booked_by": one.booked_by.0,
            "released_at": one.released.map(|(at, _)| at.to_string()),
        })).collect::<Vec<Value>>(),
        "attended": noted.iter().map(|one| json!({
            "session": one.session.0, "mark": one.mark.code(),
            "minutes": one.minutes.map(|minutes| minutes.0), "how": one.source.code(),
            "noted_at": one.noted_at.to_string(), "noted_by": one.noted_by.0,
        })).collect::<Vec<Value>>(),
        "working_days": working.code(),
    }))
}

/// What they told of earlier training, what they asked for, what was decided, and what they are asked
/// otherwise than everybody.
pub(super) async fn earlier(
    tx: &mut Tx,
    person: PersonId,
    with: &[ProviderId],
    code: &impl Fn(ProviderId) -> Option<String>,
) -> Result<Value, ActionError> {
    use store::prior_learning::{adjustments_of, audit, decisions_of, file, items, of_person};
    let rated = audit(tx, person).await?;
    let items = items(tx, person).await?;
    let requests = of_person(tx, person).await?;
    let decisions = decisions_of(tx, person).await?;
    let files = file::files_of_person(tx, person).await?;
    let mut adjustments = Vec::new();
    for provider in with {
        adjustments.extend(adjustments_of(tx, *provider, person).await?);
    }
    Ok(json!({
        "rating": rated.map(|rated| json!({ "ratings": rated.ratings, "help": rated.help })),
        "items": items.iter().map(|item| json!({
            "number": item.id.0, "kind": item.kind.code(), "title": item.title,
            "given_by": item.given_by, "session": item.session, "held_on": item.held_on,
            "minutes": item.minutes.0, "evidence": item.evidence,
        })).collect::<Vec<Value>>(),
        "requests": requests.iter().map(|one| json!({
            "number": one.id.0, "item": one.item.0, "provider": code(one.provider),
            "component": one.component, "claimed": one.claimed.0, "used": one.used,
            "stage": one.stage.code(), "asked_on": one.asked_on,
        })).collect::<Vec<Value>>(),
        "decisions": decisions.iter().map(|one| json!({
            "request": one.request.0, "outcome": one.outcome, "minutes": one.minutes.0,
            "reason": one.reason.code(), "words": one.words, "until": one.until,
            "decided_by": one.by.0, "decided_at": one.at.to_string(),
            "withdrawn_at": one.withdrawn_at.map(|at| at.to_string()),
        })).collect::<Vec<Value>>(),
        "files": files.iter().map(|file| json!({
            "number": file.id.0, "item": file.item.0, "name": file.name, "kind": file.kind,
            "bytes": file.size, "sha256": file.digest, "kept_at": file.kept_at.to_string(),
        })).collect::<Vec<Value>>(),
        "asked_otherwise": adjustments.iter().map(|one| json!({
            "provider": code(one.provider), "component": one.component,
            "minutes": one.minutes.0, "ground": one.ground.code(), "words": one.words,
            "from": one.from, "until": one.until, "decided_by": one.by.0,
            "decided_at": one.at.to_string(),
        })).collect::<Vec<Value>>(),
    }))
}
