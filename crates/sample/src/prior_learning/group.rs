//! Keeps the Liverpool group, which shares a map, and asks York St John to join.
//!
//! Owns the group. Its numbers rest on names of their own, so that nobody else's move.

use domain::{
    Timestamp,
    partnership::ProviderId,
    person::PersonId,
    prior_learning::{Belonging, Group, GroupId, GroupPart},
};
use store::{
    StoreError, Tx,
    prior_learning::{begin_group, belong, hand_over, keep_group_session, keep_line, keep_part},
};
use uuid::Uuid;

use super::{Agreed, told};
use crate::chance::Chance;

/// The parts that the members have in common: the code, the title.
const PARTS: [(&str, &str); 2] = [
    ("mentoring", "The role of the General Mentor: mentoring"),
    ("coaching", "The role of the General Mentor: coaching"),
];

fn number(of: &str, at: Timestamp) -> Uuid {
    Chance::of(&format!("prior_learning.group {of}")).number(at)
}

fn id(at: Timestamp) -> GroupId {
    GroupId(number("", at))
}

/// Keeps the group, its parts, its first member and whom it asks.
pub(super) async fn keep(
    tx: &mut Tx,
    (liverpool, york): (ProviderId, ProviderId),
    when: (Timestamp, PersonId),
) -> Result<(), StoreError> {
    let group = Group {
        id: id(when.0),
        name: "Liverpool and Greater Merseyside ITT Group".to_owned(),
    };
    begin_group(tx, &group, when).await?;
    belong(tx, (group.id, liverpool), Belonging::Member, when).await?;
    belong(tx, (group.id, york), Belonging::Asked, when).await?;
    for (code, title) in PARTS {
        let part = GroupPart {
            code: code.to_owned(),
            title: title.to_owned(),
        };
        keep_part(tx, group.id, &part).await?;
    }
    Ok(())
}

/// Shares one of the sessions on which Liverpool has agreed.
pub(super) async fn share(
    tx: &mut Tx,
    liverpool: ProviderId,
    (one, at, by): (Agreed, Timestamp, PersonId),
) -> Result<(), StoreError> {
    let (session, agreed) = told(one);
    let place = format!("{} {}", session.institution, session.code);
    let kept = keep_group_session(tx, number(&place, at), id(at), &session).await?;
    let ids = (number(&format!("{place} agreed"), at), kept, id(at));
    keep_line(tx, ids, &agreed, liverpool, (at, by)).await?;
    hand_over(tx, (liverpool, id(at)), &agreed).await
}
