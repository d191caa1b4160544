//! Tells of every address beneath a session which deed it is on what.
//!
//! Owns the words for these addresses. It never fetches a page.

use actions::booking::list;
use domain::{
    access::{Actor, Deed, Object},
    booking::{Session, SessionId},
    partnership::ProviderId,
    person::Role,
};

use crate::whole::Whole;

/// Says whether somebody may open an address beneath a session, as a page or printed.
pub async fn may(whole: &Whole, actor: &Actor, id: &str, rest: &[&str], printed: bool) -> bool {
    let Ok(id) = id.parse().map(SessionId) else {
        return false;
    };
    let operator = whole.platform.operator();
    let Ok(found) = list::session(&whole.platform, &operator, id).await else {
        return false;
    };
    let (session, with) = (&found.session, found.with.as_slice());
    let holds = found.hosts.iter().any(|(host, _)| *host == actor.person);
    let holders = found.holders.iter().flatten();
    let booked = holders
        .map(|one| one.booking.person)
        .any(|one| one == actor.person);
    let registers = |deed| actor.may(deed, hosted(actor, session, holds)).is_ok();
    let offered = Object {
        provider: Some(session.provider),
        ..Object::default()
    };
    match rest {
        [] => holds || reads(actor, with),
        ["change"] => actor.may(Deed::OfferSession, offered).is_ok(),
        ["calendar"] => actor.may(Deed::ReadCalendar, own(actor)).is_ok(),
        ["certificate"] => actor.may(Deed::ReadStanding, own(actor)).is_ok(),
        ["cover-note"] => notes(actor, with),
        ["register"] if printed => registers(Deed::PrintRegister),
        ["register"] => registers(Deed::ReadRegister),
        ["register", "close"] => registers(Deed::CloseRegister),
        ["check-in"] | ["join-log"] => registers(Deed::KeepRegister),
        ["here"] => {
            let mut held = actor.memberships.iter();
            let takes_part =
                held.any(|one| one.holds_on(actor.today) && with.contains(&one.provider));
            takes_part || booked
        }
        // Several at once.
        ["several"] => books_for_a_school(actor, with),
        ["people" | "instead"] => actor.may(Deed::OfferSession, offered).is_ok(),
        _ => false,
    }
}

fn books_for_a_school(actor: &Actor, with: &[ProviderId]) -> bool {
    let mut held = actor.memberships.iter();
    held.any(|held| {
        let somebody = Object {
            provider: Some(held.provider),
            school: held.school,
            ..Object::default()
        };
        let here = with.contains(&held.provider) && held.school.is_some();
        here && actor.may(Deed::BookSession, somebody).is_ok()
    })
}

fn own(actor: &Actor) -> Object {
    Object {
        person: Some(actor.person),
        ..Object::default()
    }
}

fn hosted(actor: &Actor, session: &Session, holds: bool) -> Object {
    Object {
        person: Some(if holds { actor.person } else { session.host }),
        provider: Some(session.provider),
        ..Object::default()
    }
}

fn reads(actor: &Actor, with: &[ProviderId]) -> bool {
    with.iter().any(|provider| {
        let object = Object {
            provider: Some(*provider),
            ..Object::default()
        };
        actor.may(Deed::ReadSessions, object).is_ok()
    })
}

/// A cover note is a school's; and a mentor's own.
fn notes(actor: &Actor, with: &[ProviderId]) -> bool {
    let held = actor.memberships.iter();
    let mut held = held.filter(|held| held.holds_on(actor.today) && with.contains(&held.provider));
    held.any(|held| {
        let object = Object {
            person: (held.role == Role::GeneralMentor).then_some(actor.person),
            provider: Some(held.provider),
            school: held.school,
            ..Object::default()
        };
        actor.may(Deed::ReadCoverNote, object).is_ok()
    })
}
