//! Makes sessions that were, are full, were moved, called off or shared, and who booked them.
//!
//! Owns the sessions of the demo. Its numbers rest on titles, so that nobody else's move.

mod offered;

use domain::{
    Minutes, Timestamp,
    booking::{
        Audience, Booking, BookingId, Hours, Kept, Session, SessionId, State, at,
        register::{Attendance, Mark, Source},
    },
    person::PersonId,
    programme::Mode,
};
use jiff::{
    ToSpan,
    civil::{date, time},
};
use store::{StoreError, Tx};

use offered::{AFTER_SCHOOL, OFF, ONLINE, SESSIONS, Told, UNDER_WAY, told};

use crate::{
    TODAY,
    chance::Chance,
    ledger::noon,
    partnership::{
        Home::{Liverpool, York},
        Providers,
    },
    person::{Mentor, Staff},
    traps,
};

/// Keeps every session and booking. Says how many of each.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn keep(
    tx: &mut Tx,
    providers: Providers,
    mentors: &[Mentor],
    staff: &Staff,
) -> Result<(usize, usize), StoreError> {
    let mut bookings = 0;
    for one in &SESSIONS {
        let (session, mut chance) = session(one, providers, staff);
        let officer = staff.officer(one.home);
        store::booking::offer(tx, &session, noon(date(2025, 9, 3)), officer).await?;
        let people = some(mentors, providers, one, &mut chance);
        for (place, mentor) in people.into_iter().enumerate() {
            let new = booking(&session, providers, mentor, one, place, &mut chance);
            store::booking::add(tx, &new).await?;
            bookings += 1;
            if one.title == UNDER_WAY.title {
                check_in(tx, &session, &new, place).await?;
            }
        }
    }
    let odd = odd_ones(tx, providers, mentors, staff).await?;
    Ok((SESSIONS.len() + 2, bookings + odd))
}

fn session(one: &Told, providers: Providers, staff: &Staff) -> (Session, Chance) {
    let mut chance = Chance::of(&format!("{} {}", one.title, one.on));
    let id = SessionId(chance.number(noon(date(2025, 9, 3))));
    let ((from, from_minute), (until, until_minute)) = one.hours;
    let hours = Hours {
        from: time(from, from_minute, 0, 0),
        until: time(until, until_minute, 0, 0),
    };
    let (starts_at, ends_at) = at(one.on, hours).expect("every session has hours that exist");
    let online = one.place.is_empty();
    let session = Session {
        id,
        provider: providers.id(one.home),
        component: one.component.to_owned(),
        title: one.title.to_owned(),
        about: String::new(),
        materials: match online {
            true => String::new(),
            false => "Bring a lesson analysis of this term, without a pupil’s name.".to_owned(),
        },
        minutes: Minutes(one.minutes),
        mode: if online { Mode::Live } else { Mode::Conference },
        held_on: one.on,
        starts_at,
        ends_at,
        place: one.place.to_owned(),
        link: match online {
            true => format!("https://meet.example/{}", id.0.simple()),
            false => String::new(),
        },
        host: staff.lead_mentor(one.home, &mut chance),
        capacity: one.places,
        series: match online {
            true => "Live sessions".to_owned(),
            false => "Conference days".to_owned(),
        },
        audience: Audience::default(),
        cancelled: false,
        version: 0,
        reason: String::new(),
    };
    (session, chance)
}

/// So many mentors of the partnership, those told of by name left out.
fn some<'m>(
    mentors: &'m [Mentor],
    providers: Providers,
    one: &Told,
    chance: &mut Chance,
) -> Vec<&'m Mentor> {
    let there = |mentor: &&Mentor| {
        mentor.homes.contains(&one.home)
            && !mentor.is_told_of()
            && mentor
                .school(providers, one.home, one.on.min(TODAY))
                .is_some()
    };
    let all: Vec<&Mentor> = mentors.iter().filter(there).collect();
    let mut people = chance.shuffled(&all);
    people.truncate(one.booked + one.waiting);
    people
}

fn booking(
    session: &Session,
    providers: Providers,
    mentor: &Mentor,
    one: &Told,
    place: usize,
    chance: &mut Chance,
) -> Booking {
    let school = mentor.school(providers, one.home, one.on.min(TODAY));
    let in_school_time =
        !session.place.is_empty() && one.on.weekday() != jiff::civil::Weekday::Sunday;
    let to_come = one.on > TODAY;
    let state = match place >= one.booked {
        true => State::Waiting,
        false if in_school_time && to_come && place % 4 == 3 => State::Held,
        false => State::Confirmed,
    };
    let booked_at = booked_at(place);
    Booking {
        id: BookingId(chance.number(booked_at)),
        session: session.id,
        person: mentor.id,
        provider: session.provider,
        school,
        state,
        number: i64::try_from(place).unwrap_or_default() + 1,
        in_school_time,
        offer_ends_at: None,
        needs: match place {
            3 => "A seat near the front, please; I read lips.".to_owned(),
            8 => "Vegan lunch.".to_owned(),
            _ => String::new(),
        },
        reason: String::new(),
        booked_at,
        booked_by: mentor.id,
        released: None,
        version: 0,
    }
}

/// Of every six, four have checked in by the code and one has sent apologies; of one nothing is known yet.
async fn check_in(
    tx: &mut Tx,
    session: &Session,
    booking: &Booking,
    place: usize,
) -> Result<(), StoreError> {
    let minutes = i64::try_from(place).unwrap_or_default();
    let (mark, source, by) = match place % 6 {
        0..=3 => (Mark::Attended, Source::Code, booking.person),
        4 => (Mark::Apologies, Source::Grid, session.host),
        _ => return Ok(()),
    };
    let new = Attendance {
        session: session.id,
        person: booking.person,
        mark,
        minutes: None,
        source,
        noted_at: session.starts_at - (minutes / 3).minutes(),
        noted_by: by,
    };
    store::booking::register::note(tx, &new).await?;
    Ok(())
}

fn booked_at(place: usize) -> Timestamp {
    let minutes = i64::try_from(place).unwrap_or_default();
    noon(date(2025, 9, 8)) + (minutes * 7).minutes()
}

/// A session that two providers share, with places kept, and one that was called off.
async fn odd_ones(
    tx: &mut Tx,
    providers: Providers,
    mentors: &[Mentor],
    staff: &Staff,
) -> Result<usize, StoreError> {
    let shared = told(
        York,
        "models-of-mentoring",
        "Coaching for both partnerships",
        (date(2025, 12, 10), AFTER_SCHOOL),
        60,
        ONLINE,
        (40, 14, 0),
    );
    let mut many = 0;
    for one in [&shared, &OFF] {
        let (mut session, mut chance) = session(one, providers, staff);
        let officer = staff.officer(one.home);
        session.cancelled = one.title == OFF.title;
        if session.cancelled {
            session.version = 1;
            "The hall is closed for repairs.".clone_into(&mut session.reason);
        }
        store::booking::offer(tx, &session, noon(date(2025, 9, 3)), officer).await?;
        let people = some(mentors, providers, one, &mut chance);
        for (place, mentor) in people.into_iter().enumerate() {
            let mut new = booking(&session, providers, mentor, one, place, &mut chance);
            if session.cancelled {
                new.state = State::ToChoose;
            }
            store::booking::add(tx, &new).await?;
            many += 1;
        }
        if !session.cancelled {
            store::booking::share(tx, session.id, providers.id(Liverpool), None).await?;
            let kept = Kept {
                provider: Some(providers.id(Liverpool)),
                school: None,
                places: 15,
                until: date(2025, 12, 3),
            };
            store::booking::keep(tx, chance.number(noon(TODAY)), session.id, &kept).await?;
            store::booking::name_hosts(tx, session.id, &[co_host(staff, &mut chance)]).await?;
        }
    }
    let tom = mentors.iter().find(|mentor| mentor.has(traps::TOM));
    if let Some(tom) = tom {
        many += toms(tx, providers, staff, tom).await?;
    }
    Ok(many)
}

fn co_host(staff: &Staff, chance: &mut Chance) -> PersonId {
    staff.lead_mentor(Liverpool, chance)
}

/// Tom had a place in the day that was called off, and is to choose again.
async fn toms(
    tx: &mut Tx,
    providers: Providers,
    staff: &Staff,
    tom: &Mentor,
) -> Result<usize, StoreError> {
    let (session, _) = session(&OFF, providers, staff);
    let mut chance = Chance::of("Tom chooses again");
    let number = store::booking::next_number(tx, session.id).await?;
    let mut new = booking(&session, providers, tom, &OFF, 0, &mut chance);
    new.state = State::ToChoose;
    new.number = number;
    store::booking::add(tx, &new).await?;
    Ok(1)
}
