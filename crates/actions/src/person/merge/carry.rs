//! Carries everything that hangs on one record over to another of the same person.
//!
//! Owns the order in which that is done. It never decides whether they are one person.

use domain::{
    Minutes,
    access::{Actor, session::Why},
    ledger::{Carried, EntryId, How, carry, current},
    partnership::ProviderId,
    person::{Folded, Membership, folded},
    placement::{Mentoring, PlacementId},
};
use serde_json::json;
use store::{
    Tx,
    ledger::Answered,
    person::{Merge, NewMembership},
};

use super::holding::Holding;
use crate::{ActionError, Platform, person::change};

/// Decides what would be written into every book, all together.
pub(super) fn all(kept: &Holding, other: &Holding) -> Carried {
    let mut all = Carried::default();
    for (_, carried) in by_book(kept, other) {
        all.entries += carried.entries;
        all.minutes += carried.minutes;
        all.doubles += carried.doubles;
        all.doubled += carried.doubled;
        all.waiting += carried.waiting;
        all.drafts.extend(carried.drafts);
    }
    all
}

/// The minutes of both in one book once they are joined.
pub(super) fn after(kept: &Holding, other: &Holding, book: ProviderId) -> Minutes {
    let both = (kept.person.id, other.person.id);
    let carried = carry(both, kept.book(book), other.book(book));
    let sum = |held: &Holding| -> Minutes {
        let entries = current(held.book(book)).into_iter();
        entries.map(|entry| entry.minutes).sum()
    };
    (sum(kept) + sum(other)).less(carried.doubled)
}

fn by_book(kept: &Holding, other: &Holding) -> Vec<(ProviderId, Carried)> {
    let both = (kept.person.id, other.person.id);
    let books = kept.books.iter().chain(&other.books);
    let mut books: Vec<ProviderId> = books.map(|(provider, _)| *provider).collect();
    books.sort_unstable();
    books.dedup();
    books
        .into_iter()
        .map(|book| (book, carry(both, kept.book(book), other.book(book))))
        .collect()
}

/// Carries everything over, and says what was written into the books.
pub(super) async fn join(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    kept: &Holding,
    other: &Holding,
) -> Result<Carried, ActionError> {
    let (to, from) = (kept.person.id, other.person.id);
    if kept.person.trn.is_none() && other.person.trn.is_some() {
        store::person::change_trn(tx, from, None).await?;
        store::person::change_trn(tx, to, other.person.trn).await?;
    }
    store::person::move_names(tx, from, to).await?;
    roles(tx, kept, other).await?;
    entries(platform, tx, actor, kept, other).await?;
    store::ledger::hand_references(tx, from, to).await?;
    answers(platform, tx, kept, other).await?;
    placed(platform, tx, kept, other).await?;
    mentored(platform, tx, kept, other).await?;
    store::placement::hand_led(tx, from, to).await?;
    store::notice::hand_nudges(tx, from, to).await?;
    store::notice::outbox::hand_messages(tx, from, to).await?;
    store::notice::inbox::hand_notices(tx, from, to).await?;
    store::notice::choice::hand_choices(tx, from, to).await?;
    store::feedback::hand(tx, from, to).await?;
    store::prior_learning::hand(tx, from, to).await?;
    store::access::ticket::hand(tx, from, to).await?;
    store::access::vouch::forget(tx, from).await?;
    store::access::identity::hand(tx, from, to).await?;
    store::access::passkey::hand(tx, from, to).await?;
    store::access::delegate::hand(tx, from, to).await?;
    store::booking::feed::hand(tx, from, to).await?;
    store::booking::register::hand(tx, from, to).await?;
    store::booking::join::hand(tx, from, to).await?;
    store::access::session::end_all(tx, from, None, platform.now(), Why::Ended).await?;
    let merge = Merge {
        other: from,
        kept: to,
        at: platform.now(),
        by: actor.person,
        held: told(other),
    };
    store::person::keep_merge(tx, &merge).await?;
    Ok(all(kept, other))
}

/// What the other record held and is no longer told by the tables themselves, as JSON.
fn told(other: &Holding) -> String {
    let roles = other
        .roles
        .iter()
        .map(|held| json!({ "id": held.id, "membership": change::membership(&held.membership) }));
    let references = other
        .references
        .iter()
        .map(|(provider, reference)| json!({ "provider": provider, "reference": reference }));
    json!({
        "name": [&other.person.first_name, &other.person.last_name],
        "trn": other.person.trn,
        "emails": other.emails,
        "references": references.collect::<Vec<_>>(),
        "memberships": roles.collect::<Vec<_>>(),
    })
    .to_string()
}

async fn roles(tx: &mut Tx, kept: &Holding, other: &Holding) -> Result<(), ActionError> {
    let mut ids: Vec<_> = kept.roles.iter().map(|held| held.id).collect();
    let held = kept.roles.iter().map(|held| held.membership.clone());
    let mut held: Vec<Membership> = held.collect();
    for role in &other.roles {
        match folded(kept.person.id, &held, &role.membership) {
            Folded::Moves(membership) => {
                let id = role.id;
                held.push(membership.clone());
                ids.push(id);
                store::person::hand_membership(tx, &NewMembership { id, membership }).await?;
            }
            Folded::Widens {
                at,
                held: membership,
            } => {
                let id = ids[at];
                held[at] = membership.clone();
                store::person::hand_membership(tx, &NewMembership { id, membership }).await?;
                store::person::set_membership_aside(tx, role.id).await?;
            }
        }
    }
    Ok(())
}

async fn entries(
    platform: &Platform,
    tx: &mut Tx,
    actor: &Actor,
    kept: &Holding,
    other: &Holding,
) -> Result<(), ActionError> {
    let (now, by) = (platform.now(), actor.person);
    for (book, carried) in by_book(kept, other) {
        if carried.drafts.is_empty() {
            continue;
        }
        let drafts = carried.drafts.into_iter();
        let drafts = drafts
            .map(|draft| (EntryId(platform.number()), platform.salt(), draft))
            .collect();
        let head = store::ledger::lock_book(tx, book).await?;
        store::ledger::append(tx, head, book, drafts, now, by).await?;
    }
    Ok(())
}

/// Writes the answers of the other record once more for the kept one.
///
/// What was questioned stays questioned. What was found right is taken over only where the kept
/// record had nothing brought in itself: the mentor was not asked about that.
async fn answers(
    platform: &Platform,
    tx: &mut Tx,
    kept: &Holding,
    other: &Holding,
) -> Result<(), ActionError> {
    let (to, from) = (kept.person.id, other.person.id);
    let now = platform.now();
    for provider in &other.providers {
        let brought = kept.book(*provider).iter();
        let brought = brought.into_iter().any(|entry| entry.how == How::Import);
        let answers = store::ledger::history_answers_of(tx, *provider, from, now).await?;
        for answered in answers {
            if brought && answered.answer == domain::ledger::Answer::Confirmed {
                continue;
            }
            let again = Answered {
                id: platform.number(),
                person: to,
                ..answered
            };
            store::ledger::answer_history(tx, &again).await?;
        }
    }
    Ok(())
}

/// Carries over what is known of the student teacher, and their placements.
async fn placed(
    platform: &Platform,
    tx: &mut Tx,
    kept: &Holding,
    other: &Holding,
) -> Result<(), ActionError> {
    let (to, now) = (kept.person.id, Some(platform.now()));
    for student in &other.students {
        let theirs = kept.students.iter();
        match theirs
            .into_iter()
            .find(|one| one.provider == student.provider)
        {
            Some(known) => {
                store::placement::set_student_aside(tx, student.id, now).await?;
                let filled = known.clone().filled(student.clone());
                store::placement::change_student(tx, &filled).await?;
            }
            None => store::placement::hand_student(tx, student.id, to).await?,
        }
    }
    for placement in &other.placements {
        let same = kept.placements.iter().find(|one| {
            (one.provider, one.school, one.from)
                == (placement.provider, placement.school, placement.from)
        });
        let Some(same) = same else {
            store::placement::hand_placement(tx, placement.id, to).await?;
            continue;
        };
        let there = store::placement::mentorings_of(tx, same.id).await?;
        for held in store::placement::mentorings_of(tx, placement.id).await? {
            if !there.iter().any(|one| meet(one, &held)) {
                let mentor = held.mentor;
                store::placement::hand_mentoring(tx, held.id, same.id, mentor).await?;
            }
        }
        store::placement::set_aside(tx, placement.id, now).await?;
    }
    Ok(())
}

/// Says whether two times are of one mentor and meet on any day.
fn meet(one: &Mentoring, two: &Mentoring) -> bool {
    let begins = |one: &Mentoring, two: &Mentoring| two.until.is_none_or(|last| last >= one.from);
    one.mentor == two.mentor && begins(one, two) && begins(two, one)
}

/// Carries over the times with the placements of others: the same time is held once.
async fn mentored(
    platform: &Platform,
    tx: &mut Tx,
    kept: &Holding,
    other: &Holding,
) -> Result<(), ActionError> {
    let to = kept.person.id;
    let mut theirs: Vec<(PlacementId, Mentoring)> = kept.mentored.clone();
    for (placement, held) in &other.mentored {
        let as_kept = Mentoring {
            mentor: to,
            ..*held
        };
        let same = theirs
            .iter_mut()
            .find(|(of, one)| of == placement && meet(one, &as_kept));
        let Some((_, same)) = same else {
            store::placement::hand_mentoring(tx, held.id, *placement, to).await?;
            theirs.push((*placement, as_kept));
            continue;
        };
        let now = Some(platform.now());
        store::placement::set_mentoring_aside(tx, held.id, now).await?;
        let until = same.until.zip(held.until).map(|(one, two)| one.max(two));
        if held.from < same.from {
            store::placement::move_mentoring(tx, same.id, held.from).await?;
        }
        if until != same.until {
            store::placement::end_mentoring(tx, same.id, until).await?;
        }
        (same.from, same.until) = (same.from.min(held.from), until);
    }
    Ok(())
}
