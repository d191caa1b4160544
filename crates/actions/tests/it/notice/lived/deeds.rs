//! What mentors, schools and offices of the demo do in a year, day by day.
//! Owns how often each deed is done.
//! Never mails anything.

use std::collections::HashSet;

use actions::{
    ActionError,
    booking::{
        offer::{Change, Offered, change, offer},
        place::{book, stay, take, withdraw},
        register::{Ticked, close, mark, reopen},
        release::{self, Answer},
    },
    feedback,
    notice::{Chosen, meant, remind, send},
    standing::{Filter, ListQuestion},
};
use domain::{
    Date, Minutes,
    booking::{Audience, Hours, Session, State, register::Mark, release::Holiday},
    calendar::uk_day,
    notice::template::Template,
    partnership::SchoolPhase,
    person::PersonId,
};
use jiff::{
    ToSpan,
    civil::{Weekday, time},
};

use super::{CLOSED, Year};
use crate::world::asking;

/// What has to happen at least once.
pub(super) const ALL: [&str; 15] = [
    "answered",
    "booked",
    "called off",
    "closed",
    "gave up",
    "moved",
    "nudged",
    "offered",
    "released",
    "reminded",
    "reopened",
    "stayed",
    "took",
    "tried again",
    "written to",
];

/// Says whether a deed was done; what it was refused for is the deed's own to say.
fn done<T>(did: Result<T, ActionError>) -> Option<T> {
    match did {
        Ok(answer) => Some(answer),
        Err(ActionError::Refused(_) | ActionError::NotFound(_)) => None,
        Err(other) => panic!("{other:?}"),
    }
}

impl Year<'_> {
    /// Some schools say when they are closed.
    pub(super) async fn closes(&mut self) {
        let platform = &self.world.platform;
        let mut tx = self.world.store.write().await.unwrap();
        for school in &self.closed {
            for (from, until) in CLOSED {
                let holiday = Holiday {
                    id: platform.number(),
                    title: "Training days".to_owned(),
                    from,
                    until,
                };
                let (now, by) = (platform.now(), PersonId::OPERATOR);
                store::booking::school::close(&mut tx, *school, &holiday, now, by)
                    .await
                    .unwrap();
            }
        }
        tx.commit().await.unwrap();
    }

    /// The sessions that are offered from a day on, for so many days.
    async fn offered(&self, from: Date, days: i64) -> Vec<Session> {
        let mut tx = self.world.store.read().await.unwrap();
        let mut all: Vec<Session> = Vec::new();
        for code in &self.codes {
            let provider = store::partnership::provider(&mut tx, code).await.unwrap();
            let id = provider.unwrap().id;
            let found = store::booking::offered_by(&mut tx, id, from, from + days.days()).await;
            all.extend(found.unwrap().into_iter().filter(|one| one.provider == id));
        }
        all.retain(|one| !one.cancelled);
        all
    }

    /// The morning of both offices, and of the schools.
    pub(super) async fn office(&mut self, day: Date) {
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || day.month() == 8 {
            return;
        }
        if day.weekday() == Weekday::Monday {
            for code in self.codes.clone() {
                self.nudges(code).await;
            }
            if day.day() <= 21 {
                self.writes(day).await;
            }
        }
        if day.weekday() == Weekday::Tuesday {
            self.offers(day).await;
        }
        if self.draw.below(10) == 0 {
            self.moves_or_calls_off(day).await;
        }
        self.releases().await;
    }

    /// Writes to all who act, are overdue and were not written to in this week.
    async fn nudges(&mut self, code: &'static str) {
        let world = self.world;
        let acts: HashSet<PersonId> = self.mentors.iter().map(|one| one.actor.person).collect();
        let rows = world.list(&asking(code)).await;
        let late = rows
            .iter()
            .filter(|row| acts.contains(&row.person.id) && row.urgency.overdue > Minutes::ZERO);
        let chosen: Vec<Chosen> = late
            .map(|row| Chosen {
                provider: code.to_owned(),
                mentor: row.person.id,
            })
            .collect();
        let (platform, office) = (&world.platform, world.operator());
        let told = remind(platform, &office, platform.number(), &chosen).await;
        self.noted("nudged", told.unwrap());
        if self.draw.below(5) == 0 {
            let again = remind(platform, &office, platform.number(), &chosen).await;
            assert_eq!(again.unwrap(), 0, "nobody twice in a week");
        }
    }

    /// Writes to those of one phase of school.
    async fn writes(&mut self, day: Date) {
        let world = self.world;
        let (platform, office) = (&world.platform, world.operator());
        for code in self.codes.clone() {
            let phases = [SchoolPhase::Primary, SchoolPhase::Secondary];
            let at = usize::try_from(self.draw.below(2)).unwrap();
            let question = ListQuestion {
                filter: Filter {
                    school_phase: Some(phases[at]),
                    among: Some(self.mentors.iter().map(|one| one.actor.person).collect()),
                    ..Filter::default()
                },
                ..ListQuestion::of(code)
            };
            let seen = meant(platform, &office, &question).await.unwrap();
            let words = Template {
                subject: format!("From the office on {day}"),
                words: format!("Dear {{name}}, this is what {code} does after {day}."),
            };
            let (once, many) = (platform.number(), seen.people.len());
            let sent = send(platform, &office, once, (&question, ""), &words, many).await;
            self.noted("written to", done(sent).unwrap_or_default());
        }
    }

    /// Offers one of the demo's sessions once more, with few places.
    async fn offers(&mut self, day: Date) {
        let world = self.world;
        let demo = self.offered(super::YEAR.0, 364).await;
        for code in self.codes.clone() {
            let provider = world.provider(code).await;
            let own: Vec<&Session> = demo.iter().filter(|one| one.provider == provider).collect();
            let at = usize::try_from(self.draw.below(own.len() as u64)).unwrap();
            let like = own[at];
            let mut tx = world.store.read().await.unwrap();
            let host = store::person::emails_of(&mut tx, like.host).await.unwrap();
            drop(tx);
            let at_school = self.draw.below(3) == 0;
            let from = if at_school { 9 } else { 16 };
            let new = Offered {
                component: like.component.clone(),
                title: format!("Offered on {day}"),
                about: String::new(),
                materials: String::new(),
                minutes: Minutes(60),
                held_on: day + i64::try_from(14 + self.draw.below(10)).unwrap().days(),
                also_on: Vec::new(),
                hours: Hours {
                    from: time(from, 30, 0, 0),
                    until: time(from + 1, 30, 0, 0),
                },
                place: "De Grey Court".to_owned(),
                link: String::new(),
                host: host.into_iter().next().unwrap_or_default(),
                capacity: 5,
                series: String::new(),
                audience: Audience::default(),
                shared_with: Vec::new(),
                co_hosts: Vec::new(),
                kept: Vec::new(),
            };
            let (platform, office) = (&world.platform, world.operator());
            let did = offer(platform, &office, platform.number(), code, &new).await;
            self.noted("offered", usize::from(done(did).is_some()));
        }
    }

    /// Moves a session to the next day, or calls it off.
    async fn moves_or_calls_off(&mut self, day: Date) {
        let near = self.offered(day + 1.day(), 20).await;
        if near.is_empty() {
            return;
        }
        let at = usize::try_from(self.draw.below(near.len() as u64)).unwrap();
        let session = &near[at];
        let reason = "The host is ill.".to_owned();
        let (deed, new) = match self.draw.below(2) {
            0 => ("called off", Change::Cancelled { reason }),
            _ => (
                "moved",
                Change::Moved {
                    held_on: session.held_on + 1.day(),
                    hours: Hours {
                        from: time(16, 30, 0, 0),
                        until: time(17, 30, 0, 0),
                    },
                    reason,
                },
            ),
        };
        let (platform, office) = (&self.world.platform, self.world.operator());
        let (once, seen) = (platform.number(), session.version);
        let did = change(platform, &office, once, session.id, seen, &new).await;
        self.noted(deed, usize::from(done(did).is_some()));
    }

    /// Schools release whoever waits for them, but a few.
    async fn releases(&mut self) {
        let (platform, office) = (&self.world.platform, self.world.operator());
        for at in 0..self.mentors.len() {
            let mut tx = self.world.store.read().await.unwrap();
            let person = self.mentors[at].actor.person;
            let own = store::booking::of_person(&mut tx, person).await.unwrap();
            drop(tx);
            for one in own.iter().filter(|one| one.state == State::Held) {
                let Some(school) = one.school else { continue };
                let word = match self.draw.below(6) {
                    0 => Answer::Decline("There is nobody to cover.".to_owned()),
                    _ => Answer::Release,
                };
                let (once, of) = (platform.number(), (school, one.id));
                let did = release::answer(platform, &office, once, of, &word).await;
                self.noted("released", usize::from(done(did).is_some()));
            }
        }
    }

    /// What mentors do in a break: they book, take what is offered, stay, or give up.
    pub(super) async fn mentors_act(&mut self, day: Date) {
        let open = self.offered(day + 1.day(), 40).await;
        let platform = &self.world.platform;
        for at in 0..self.mentors.len() {
            let actor = self.mentors[at].on(day);
            let person = actor.person;
            let mine: Vec<&Session> = open
                .iter()
                .filter(|one| self.mentors[at].with.contains(&one.provider))
                .collect();
            if self.draw.below(12) == 0 && !mine.is_empty() {
                let which = usize::try_from(self.draw.below(mine.len() as u64)).unwrap();
                let (once, id) = (platform.number(), mine[which].id);
                let did = book(platform, &actor, once, id, person, "").await;
                self.noted("booked", usize::from(done(did).is_some()));
            }
            let mut tx = self.world.store.read().await.unwrap();
            let own = store::booking::of_person(&mut tx, person).await.unwrap();
            drop(tx);
            for one in own.iter().filter(|one| one.state.stands()) {
                let (once, id) = (platform.number(), one.session);
                let chance = self.draw.below(60);
                match one.state {
                    State::Proposed if chance < 30 => {
                        let did = take(platform, &actor, once, id).await;
                        self.noted("took", usize::from(done(did).is_some()));
                    }
                    State::ToChoose if chance < 20 => {
                        let did = stay(platform, &actor, once, id).await;
                        self.noted("stayed", usize::from(done(did).is_some()));
                    }
                    _ if chance == 59 => {
                        let did = withdraw(platform, &actor, once, id, person, "Ill").await;
                        self.noted("gave up", usize::from(done(did).is_some()));
                    }
                    _ => {}
                }
            }
        }
    }

    /// The registers of the day are marked and closed, and some opened and closed again.
    pub(super) async fn registers(&mut self, day: Date) {
        let world = self.world;
        let (platform, office) = (&world.platform, world.operator());
        for session in self.offered(day, 0).await {
            if uk_day(session.starts_at) != day {
                continue;
            }
            let mut tx = world.store.read().await.unwrap();
            let held = store::booking::bookings(&mut tx, session.id).await.unwrap();
            drop(tx);
            let holders = held.iter().filter(|one| one.state.takes_a_place());
            let mut ticks = Vec::new();
            for one in holders {
                let mark = match self.draw.below(6) {
                    0 => Mark::Absent,
                    _ => Mark::Attended,
                };
                ticks.push(Ticked {
                    key: one.person.0.simple().to_string()[20..].to_owned(),
                    mark,
                    minutes: None,
                    times: None,
                });
            }
            mark(platform, &office, session.id, &ticks, platform.now())
                .await
                .unwrap();
            let (id, minutes) = (session.id, session.minutes);
            let did = close(platform, &office, platform.number(), id, minutes).await;
            if done(did).is_none() {
                continue;
            }
            self.noted("closed", 1);
            self.answers(&session).await;
            if self.draw.below(6) == 0 {
                let (once, why) = (platform.number(), "One more was there.");
                reopen(platform, &office, once, id, why).await.unwrap();
                let did = close(platform, &office, platform.number(), id, minutes).await;
                self.noted("reopened", usize::from(done(did).is_some()));
            }
        }
    }

    /// Some of those who attended answer at once.
    async fn answers(&mut self, session: &Session) {
        let day = session.held_on;
        let platform = &self.world.platform;
        for at in 0..self.mentors.len() {
            if self.draw.below(4) != 0 {
                continue;
            }
            let actor = self.mentors[at].on(day);
            let (once, of) = (platform.number(), (actor.person, session.id));
            let did = feedback::answer(platform, &actor, once, of, (Some(4), "")).await;
            self.noted("answered", usize::from(done(did).is_some()));
        }
    }
}
