//! Writes what people are told about their bookings.
//!
//! Owns the wording of these messages. It never decides who gets a place, and leaves to the inbox what
//! goes by mail and when.

use domain::{
    Timestamp,
    access::letter::Letter,
    booking::{Booking, Session, State},
    calendar::moment,
    notice::inbox::{NewNotice, NoticeKind},
    person::PersonId,
};
use store::Tx;

use super::release::when;
use crate::{ActionError, Platform, notice};

/// How far a booking has come, in words.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Waiting => "on the waiting list",
        State::Proposed => "a place is offered",
        State::Held => "a place is held",
        State::Confirmed => "a place is booked",
        State::Withdrawn => "given up",
        State::Declined => "not released by the school",
        State::ToChoose => "to choose again",
    }
}

fn page(platform: &Platform, session: &Session) -> String {
    platform
        .doors
        .address(&format!("/booking/{}", session.id.0))
}

/// Where it is held, or how it is joined.
fn place(session: &Session) -> String {
    match (session.place.is_empty(), session.link.is_empty()) {
        (false, _) => format!("Place: {}.", session.place),
        (true, false) => format!("Online: {}", session.link),
        (true, true) => "The place is told later.".to_owned(),
    }
}

/// Whom to ask about a session: its host, or the office where the host is the reader.
pub(crate) async fn asked(
    tx: &mut Tx,
    session: &Session,
    reader: PersonId,
) -> Result<String, ActionError> {
    if session.host != reader
        && let Some(host) = store::person::person(tx, session.host).await?
    {
        return Ok(host.name());
    }
    let provider = super::register::provider(tx, session.provider).await?;
    Ok(format!("the partnership office of {}", provider.name))
}

/// What a notice about a booking says beside its letter.
struct About {
    kind: NoticeKind,
    why: &'static str,
    /// When it is of no more use by mail.
    until: Timestamp,
    /// Whether they have, or had, a place: a calendar then shows it.
    is_dated: bool,
}

/// Puts a letter about a booking into the inbox of whose it is, once for each version of either.
async fn tell(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    booking: &Booking,
    about: About,
    letter: &Letter,
) -> Result<(), ActionError> {
    let (kind, id) = (about.kind.code(), booking.id.0);
    let key = format!("{kind} {id} {} {}", booking.version, session.version);
    let new = NewNotice {
        provider: Some(booking.provider),
        about: about.is_dated.then_some(session.id.0),
        why: about.why.to_owned(),
        ask: asked(tx, session, booking.person).await?,
        useless_after: Some(about.until),
        ..NewNotice::to(booking.person, about.kind, key)
    };
    let home = platform.doors.address("");
    notice::tell(platform, tx, &new.saying(letter, &home)).await?;
    Ok(())
}

/// Takes back what was told about a booking so far: to whose it is, and to their school.
pub(super) async fn take_back(
    platform: &Platform,
    tx: &mut Tx,
    booking: &Booking,
) -> Result<(), ActionError> {
    notice::withdraw(platform, tx, booking.person, booking.session).await?;
    notice::withdraw_all(platform, tx, booking.id.0).await?;
    Ok(())
}

/// Tells that a place was taken, is held or is waited for.
pub(super) async fn booked(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    booking: &Booking,
    by: PersonId,
) -> Result<(), ActionError> {
    let title = &session.title;
    let letter = match booking.state {
        State::Confirmed => Letter::about(format!("Your place: {title}"))
            .words(format!("You have a place in “{title}”, {}.", when(session)))
            .words(place(session)),
        State::Held => Letter::about(format!("A place is held for you: {title}")).words(format!(
            "A place in “{title}”, {}, is held for you. It is in school time, so your school is asked to release you; then it is certain.",
            when(session)
        )),
        _ => Letter::about(format!("You are on the list: {title}")).words(format!(
            "“{title}”, {}, is full. When a place comes free it is offered to one person at a time, in the order in which they came. You need to do nothing.",
            when(session)
        )),
    };
    let (letter, why) = match by == booking.person {
        true => (letter, "You get this because you booked."),
        false => (
            letter.words("Somebody of your school or of the partnership office booked it for you. You can give it up on the page."),
            "You get this because it was booked for you.",
        ),
    };
    let letter = letter.link("See it, or give it up", page(platform, session));
    let about = About {
        kind: NoticeKind::Booked,
        why,
        until: session.starts_at,
        is_dated: true,
    };
    tell(platform, tx, session, booking, about, &letter).await
}

/// Tells somebody what their school answered.
pub(super) async fn answered(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    booking: &Booking,
) -> Result<(), ActionError> {
    let (title, when) = (&session.title, when(session));
    let letter = match booking.state {
        State::Confirmed => Letter::about(format!("You are released for {title}"))
            .words(format!(
                "Your school has released you for {when}. Your place is confirmed."
            ))
            .words(place(session)),
        _ => Letter::about(format!("Your school could not release you for {title}")).words(
            format!(
                "Your school could not release you for {when}. It says: {} Your place has gone back; choose another day.",
                booking.reason
            ),
        ),
    };
    let letter = letter.link("Open the session", page(platform, session));
    let about = About {
        kind: NoticeKind::Booked,
        why: "You get this because your place waited for your school.",
        until: session.starts_at,
        is_dated: true,
    };
    tell(platform, tx, session, booking, about, &letter).await
}

/// Tells whoever is offered a place, and whose offer ended.
pub(super) async fn moved_on(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    booking: &Booking,
) -> Result<(), ActionError> {
    let title = &session.title;
    take_back(platform, tx, booking).await?;
    let (letter, about) = match (booking.state, booking.offer_ends_at) {
        (State::Proposed, Some(ends)) => (
            Letter::about(format!("A place is free: {title}"))
                .words(format!("A place in “{title}”, {}, is offered to you until {}. After that it goes to whoever is next.", when(session), moment(ends)))
                .link("Take it, or let it go", page(platform, session)),
            About {
                kind: NoticeKind::PlaceOffered,
                why: "You get this because you are next on the waiting list.",
                until: ends,
                is_dated: true,
            },
        ),
        _ => (
            Letter::about(format!("The offer has ended: {title}"))
                .words(format!("The place in “{title}” that was offered to you went to whoever was next. You can go on the list again."))
                .link("See the session", page(platform, session)),
            About {
                kind: NoticeKind::Booked,
                why: "You get this because the place was offered to you.",
                until: session.starts_at,
                is_dated: false,
            },
        ),
    };
    tell(platform, tx, session, booking, about, &letter).await
}

/// Tells somebody that another gave their place up for them, or took them off the list.
pub(super) async fn withdrawn_for(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    booking: &Booking,
    had_a_place: bool,
) -> Result<(), ActionError> {
    let letter = Letter::about(format!("Your place was given up: {}", session.title))
        .words(format!(
            "Somebody of your school or of the partnership office gave up your place in “{}”, {}.",
            session.title,
            when(session)
        ))
        .words(match booking.reason.is_empty() {
            true => "They gave no reason.".to_owned(),
            false => format!("Their reason: {}", booking.reason),
        })
        .link("See the session", page(platform, session));
    let about = About {
        kind: NoticeKind::Booked,
        why: "You get this because you had booked.",
        until: session.starts_at,
        is_dated: had_a_place,
    };
    tell(platform, tx, session, booking, about, &letter).await
}

/// Tells somebody that a session was moved or called off, and that they choose again.
pub(super) async fn choose_again(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
    booking: &Booking,
    had_a_place: bool,
) -> Result<(), ActionError> {
    let title = &session.title;
    take_back(platform, tx, booking).await?;
    let because = match session.reason.is_empty() {
        true => String::new(),
        false => format!(" The reason: {}", session.reason),
    };
    let letter = match (session.cancelled, booking.state) {
        (true, _) => Letter::about(format!("Called off: {title}"))
            .words(format!("“{title}”, {}, was called off.{because}", when(session)))
            .link("Choose another", page(platform, session)),
        (false, State::Waiting) => Letter::about(format!("Moved: {title}"))
            .words(format!("“{title}” is now on {}.{because} You stay on the waiting list where you were.", when(session)))
            .link("See it, or leave the list", page(platform, session)),
        (false, _) => Letter::about(format!("Moved: {title}"))
            .words(format!("“{title}” is now on {}.{because} Your place is kept until you say whether you stay.", when(session)))
            .link("Stay, or choose another", page(platform, session)),
    };
    let about = About {
        kind: NoticeKind::CalledOff,
        why: "You get this because you had booked.",
        until: session.starts_at,
        is_dated: had_a_place,
    };
    tell(platform, tx, session, booking, about, &letter).await
}

/// Tells whoever has a place that the session is held elsewhere or joined otherwise. Says how many.
pub(super) async fn elsewhere(
    platform: &Platform,
    tx: &mut Tx,
    session: &Session,
) -> Result<usize, ActionError> {
    let mut many = 0;
    for booking in store::booking::bookings(tx, session.id).await? {
        if !matches!(
            booking.state,
            State::Held | State::Confirmed | State::ToChoose
        ) {
            continue;
        }
        let letter = Letter::about(format!("Another place: {}", session.title))
            .words(format!(
                "“{}” is held at the same time, {}.",
                session.title,
                when(session)
            ))
            .words(place(session))
            .link("See the session", page(platform, session));
        let about = About {
            kind: NoticeKind::Booked,
            why: "You get this because you have a place.",
            until: session.starts_at,
            is_dated: true,
        };
        tell(platform, tx, session, &booking, about, &letter).await?;
        many += 1;
    }
    Ok(many)
}
