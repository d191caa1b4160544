//! Gathers the cover note of a session for a school: who is away, what cover costs, what the grant brings.
//!
//! Owns the deed `ReadCoverNote` and the word `CoverNote`. It never books anybody.

use std::{collections::HashMap, sync::Arc};

use domain::{
    AcademicYear, Pence,
    access::{Actor, Deed, Object},
    booking::{
        Booking, Session, SessionId, State,
        cover::{Claim, Grant, cost, grant},
        release::{half_days, in_school_time},
    },
    partnership::{FundingArea, ProviderId, Urn},
    person::{Membership, PersonId, Role},
    policy::{Policies, names},
    programme::Track,
};
use store::Tx;

use super::release::{also_away, leave_at, school_day, school_name};
use crate::{
    ActionError, Platform,
    audit::names as people_named,
    standing::{self, Standings},
};

/// What a session means for a school.
#[derive(Debug, Clone)]
pub struct CoverNote {
    /// The session.
    pub session: Session,
    /// Who offers it.
    pub provider: String,
    /// The school's name.
    pub school: String,
    /// The school's number.
    pub urn: Urn,
    /// Who goes, by name; somebody who only thinks of it stands alone.
    pub rows: Vec<CoverRow>,
    /// What half a day of cover costs the school, where it said so.
    pub half_day: Option<Pence>,
    /// Who else of the school is away on that day.
    pub also_away: Vec<String>,
    /// Whether the actor may say what cover costs.
    pub may_set: bool,
}

/// One mentor of a cover note.
#[derive(Debug, Clone)]
pub struct CoverRow {
    /// Who.
    pub name: String,
    /// How far the booking has come; nothing while they only think of it.
    pub state: Option<State>,
    /// Half days away from school.
    pub half_days: i64,
    /// What it would bring, where their hours are known.
    pub grant: Option<Grant>,
    /// The most hours that can be claimed for them in the year, where there is a cap.
    pub cap: Option<i32>,
}

impl CoverNote {
    /// Half days of all together.
    #[must_use]
    pub fn half_days(&self) -> i64 {
        self.rows.iter().map(|row| row.half_days).sum()
    }

    /// What cover costs, where the school said what half a day costs.
    #[must_use]
    pub fn cost(&self) -> Option<Pence> {
        self.half_day.map(|pence| cost(self.half_days(), pence))
    }

    /// What the grant would bring for all of them, where the rate is known.
    #[must_use]
    pub fn worth(&self) -> Option<Pence> {
        let known = self.rows.iter().filter_map(|row| row.grant?.worth);
        let sum: i64 = known.clone().map(|pence| pence.0).sum();
        (known.count() > 0).then_some(Pence(sum))
    }
}

fn nothing() -> ActionError {
    ActionError::NotFound("There is no such session here.".to_owned())
}

/// Gathers the cover note of a session: for the actor's school, or for the actor themself.
///
/// # Rule
/// Whoever runs a school sees everybody of it who goes. A mentor sees themself, before they book too.
/// # Refuses
/// When neither is the actor's.
/// # Errors
/// When there is no such session, or the store fails.
pub async fn cover_note(
    platform: &Platform,
    actor: &Actor,
    id: SessionId,
    school: Option<Urn>,
) -> Result<CoverNote, ActionError> {
    let (urn, whole_school) = whose(actor, school)?;
    let mut tx = platform.store.read().await?;
    let session = store::booking::session(&mut tx, id).await?;
    let session = session.ok_or_else(nothing)?;
    let shares = store::booking::shares(&mut tx, id).await?;
    let with: Vec<ProviderId> = shares.into_iter().map(|(provider, _)| provider).collect();
    let with = [&[session.provider], with.as_slice()].concat();
    let mut bookings = store::booking::bookings(&mut tx, id).await?;
    let reads = |provider| {
        let object = Object {
            provider: Some(provider),
            school: Some(urn),
            ..Object::default()
        };
        actor.may(Deed::ReadCoverNote, object)
    };
    bookings.retain(|one| match whole_school {
        true => one.school == Some(urn) && goes(one.state) && reads(one.provider).is_ok(),
        false => one.person == actor.person && goes(one.state),
    });
    if bookings.is_empty() && whole_school {
        let leave = with.iter().map(|provider| reads(*provider));
        leave.reduce(Result::or).unwrap_or(Ok(()))?;
    }
    let thinks = !whole_school && bookings.is_empty();
    if thinks && !is_with(actor, &with) {
        return Err(nothing());
    }
    let away =
        store::booking::waiting::away_at(&mut tx, urn, session.held_on, session.held_on).await?;
    let whom = bookings.iter().chain(away.iter().map(|(one, _)| one));
    let whom = whom.map(|one| one.person).chain([actor.person]);
    let names = people_named(&mut tx, whom).await?;
    let asked = Asked::gather(platform, &mut tx, actor.person, &session, urn, &bookings).await?;
    let provider = store::partnership::providers(&mut tx).await?;
    let provider = provider.iter().find(|one| one.id == session.provider);
    let provider = provider.map(|one| one.name.clone()).unwrap_or_default();
    let half_day = store::booking::school::cover(&mut tx, urn, session.held_on).await?;
    let school = school_name(&mut tx, urn).await?;
    drop(tx);
    let rows = asked
        .rows(platform, actor.person, &session, &bookings, thinks, &names)
        .await?;
    let going: Vec<PersonId> = bookings.iter().map(|one| one.person).collect();
    let others: Vec<_> = away
        .into_iter()
        .filter(|(one, _)| !going.contains(&one.person))
        .collect();
    Ok(CoverNote {
        provider,
        school,
        urn,
        rows,
        half_day,
        also_away: also_away(&others, &names, actor.person, &session),
        may_set: leave_at(actor, Deed::SetRelease, urn).is_ok(),
        session,
    })
}

/// What a place would cost and bring the school of one mentor.
#[derive(Debug, Clone)]
pub struct Cover {
    /// Half days away, what the grant would bring, and the year's cap.
    pub row: CoverRow,
    /// What cover for it costs, where the school said what half a day costs.
    pub cost: Option<Pence>,
}

/// What a session would mean for one mentor of a school before anybody books them; nothing where the
/// actor does not read what it costs there.
pub(super) async fn thought_of(
    platform: &Platform,
    actor: &Actor,
    session: &Session,
    (school, person): (Urn, PersonId),
) -> Result<Option<Cover>, ActionError> {
    if leave_at(actor, Deed::ReadCoverNote, school).is_err() {
        return Ok(None);
    }
    let mut tx = platform.store.read().await?;
    let asked = Asked::gather(platform, &mut tx, person, session, school, &[]).await?;
    let half_day = store::booking::school::cover(&mut tx, school, session.held_on).await?;
    let names = people_named(&mut tx, [person].into_iter()).await?;
    drop(tx);
    let rows = asked
        .rows(platform, person, session, &[], true, &names)
        .await?;
    Ok(rows.into_iter().next().map(|row| Cover {
        cost: half_day.map(|half_day| cost(row.half_days, half_day)),
        row,
    }))
}

fn goes(state: State) -> bool {
    matches!(state, State::Held | State::Confirmed | State::Proposed)
}

/// Whether the actor has to do with one of the providers of a session.
fn is_with(actor: &Actor, with: &[ProviderId]) -> bool {
    let mut held = actor.memberships.iter();
    actor.is_operator()
        || held.any(|held| with.contains(&held.provider) && held.holds_on(actor.today))
}

/// Whether somebody finds a cover note of a session of these providers: their school's, or their own.
pub(super) fn is_shown(actor: &Actor, with: &[ProviderId]) -> bool {
    let today = |held: &&Membership| held.holds_on(actor.today) && with.contains(&held.provider);
    let mut held = actor.memberships.iter().filter(today);
    whose(actor, None).is_ok_and(|(school, whole_school)| {
        held.any(|held| {
            let object = Object {
                person: (!whole_school).then_some(actor.person),
                provider: Some(held.provider),
                school: Some(school),
                ..Object::default()
            };
            actor.may(Deed::ReadCoverNote, object).is_ok()
        })
    })
}

/// For which school it is asked, and whether for all of it.
fn whose(actor: &Actor, school: Option<Urn>) -> Result<(Urn, bool), ActionError> {
    let own = actor.memberships.iter().filter(|held| {
        held.role == Role::GeneralMentor && held.holds_on(actor.today) && held.school.is_some()
    });
    let own = own
        .filter_map(|held| Some((held.school?, held.provider)))
        .next();
    let mut seats = actor.memberships.iter().filter_map(|held| held.school);
    let seat = seats.find(|school| leave_at(actor, Deed::ReadCoverNote, *school).is_ok());
    if let Some(school) = school.or(seat) {
        leave_at(actor, Deed::ReadCoverNote, school)?;
        return Ok((school, true));
    }
    let mine = Object {
        person: Some(actor.person),
        provider: own.map(|(_, provider)| provider),
        ..Object::default()
    };
    actor.may(Deed::ReadCoverNote, mine)?;
    own.map(|(school, _)| (school, false)).ok_or_else(nothing)
}

/// What is asked of the rules for one session and school.
struct Asked {
    policies: Arc<Policies>,
    area: FundingArea,
    to_come: HashMap<ProviderId, HashMap<PersonId, domain::Minutes>>,
    closed: Vec<domain::booking::release::Holiday>,
    works: domain::booking::release::WorkingDays,
}

impl Asked {
    async fn gather(
        platform: &Platform,
        tx: &mut Tx,
        person: PersonId,
        session: &Session,
        school: Urn,
        bookings: &[Booking],
    ) -> Result<Asked, ActionError> {
        let found = store::partnership::school(tx, school).await?;
        let year = AcademicYear::containing(session.held_on);
        let days = (year.first_day(), year.last_day());
        let mut to_come = HashMap::new();
        let providers = bookings.iter().map(|one| one.provider);
        for provider in providers.chain([session.provider]) {
            if let std::collections::hash_map::Entry::Vacant(entry) = to_come.entry(provider) {
                let days = (platform.today().max(days.0), days.1);
                let found =
                    store::booking::waiting::to_come(tx, provider, days, session.id, person)
                        .await?;
                entry.insert(found);
            }
        }
        Ok(Asked {
            policies: platform.policies(tx).await?,
            area: found.map(|school| school.funding_area).unwrap_or_default(),
            to_come,
            closed: store::booking::school::closed(tx, school, session.held_on).await?,
            works: store::booking::school::working(tx, person).await?,
        })
    }

    /// One row for everybody who goes, and for somebody who thinks of it.
    async fn rows(
        &self,
        platform: &Platform,
        person: PersonId,
        session: &Session,
        bookings: &[Booking],
        thinks: bool,
        names: &HashMap<PersonId, String>,
    ) -> Result<Vec<CoverRow>, ActionError> {
        let mut whole: HashMap<ProviderId, Arc<Standings>> = HashMap::new();
        for provider in self.to_come.keys() {
            let mut tx = platform.store.read().await?;
            let all = store::partnership::providers(&mut tx).await?;
            drop(tx);
            if let Some(one) = all.iter().find(|one| one.id == *provider) {
                whole.insert(*provider, standing::everybody_of(platform, one).await?);
            }
        }
        let day = school_day(platform, &self.policies);
        let one = |person: PersonId, provider: ProviderId, state, in_school_time: bool| {
            let reckoned = whole
                .get(&provider)
                .and_then(|all| self.claim(all, provider, person, session));
            CoverRow {
                name: names.get(&person).cloned().unwrap_or_default(),
                state,
                half_days: i64::from(in_school_time) * half_days(session, day),
                grant: reckoned.map(|claim| grant(claim, session.minutes, self.rate(session))),
                cap: reckoned.and_then(|claim| claim.cap),
            }
        };
        let mut rows: Vec<CoverRow> = bookings
            .iter()
            .map(|booked| {
                let state = Some(booked.state);
                one(booked.person, booked.provider, state, booked.in_school_time)
            })
            .collect();
        if thinks {
            let away = in_school_time(session, day, self.works, &self.closed);
            rows.push(one(person, session.provider, None, away));
        }
        rows.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(rows)
    }

    fn claim(
        &self,
        all: &Standings,
        provider: ProviderId,
        person: PersonId,
        session: &Session,
    ) -> Option<Claim> {
        let row = all.rows.iter().find(|row| row.person.id == person)?;
        let name = match row.standing.track {
            Track::Initial => names::INITIAL_CLAIMABLE,
            Track::Refresher => names::REFRESHER_CLAIMABLE,
        };
        let term = self.policies.on(name, None, session.held_on);
        let cap = term.and_then(|term| term.row.value.minutes());
        let to_come = self.to_come.get(&provider);
        Some(Claim {
            hours: row.standing.claimable_hours,
            left_over: row.standing.rounding_loss,
            cap: cap.map(domain::Minutes::whole_hours),
            to_come: to_come
                .and_then(|of| of.get(&person))
                .copied()
                .unwrap_or_default(),
        })
    }

    fn rate(&self, session: &Session) -> Option<Pence> {
        let (_, code) = FundingArea::ALL
            .into_iter()
            .find(|(area, _)| *area == self.area)?;
        let name = format!("{}{code}", names::RATE);
        let term = self.policies.on(&name, None, session.held_on)?;
        match term.row.value {
            domain::policy::Value::Pence(pence) => Some(pence),
            _ => None,
        }
    }
}
