//! Lives a year of the demo itself: real deeds and rounds, and a mail server that now and then takes nothing.
//! Owns what is seen of every mail that leaves. To run in minutes, twenty-four mentors act, at four hours
//! of a working day; whoever else of the demo holds a place is told as they are.
//! Never invents what anybody is told.

mod deeds;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use actions::{
    access::actor,
    booking::place::settle_all,
    notice::{Fared, Rests, batch, longest_due, remind_of_sessions, round, settle},
};
use domain::{
    Date, Minutes, Timestamp,
    access::Actor,
    calendar::{uk_day, uk_minutes, uk_time_on},
    notice::inbox::Weight,
    partnership::{ProviderId, Urn},
    person::{PersonId, Role},
};
use jiff::{
    ToSpan,
    civil::{Weekday, date},
};
use store::notice::outbox::Leased;

use super::year::{Draw, chosen};
use crate::world::{KEEP, World};

/// How many mentors act.
const ACT: usize = 24;

/// The first and the last day.
const YEAR: (Date, Date) = (date(2025, 9, 1), date(2026, 8, 31));

/// The days on which some schools say that they are closed: no other calendar knows them.
const CLOSED: [(Date, Date); 2] = [
    (date(2025, 11, 19), date(2025, 11, 25)),
    (date(2026, 3, 9), date(2026, 3, 13)),
];

/// A mentor of the demo who acts.
struct Mentor {
    actor: Actor,
    with: BTreeSet<ProviderId>,
}

impl Mentor {
    /// As they act on a day.
    fn on(&self, day: Date) -> Actor {
        Actor {
            today: day,
            ..self.actor.clone()
        }
    }
}

/// A mail that left.
struct Left {
    at: Timestamp,
    weight: Weight,
    text: String,
}

/// A year as it goes by.
struct Year<'w> {
    world: &'w World,
    draw: Draw,
    codes: Vec<&'static str>,
    mentors: Vec<Mentor>,
    closed: BTreeSet<Urn>,
    rests: Option<(Date, Rests)>,
    left: HashMap<PersonId, Vec<Left>>,
    did: BTreeMap<&'static str, usize>,
}

impl<'w> Year<'w> {
    /// Fills the demo in, and chooses who acts: those who train with two providers first.
    async fn begin(world: &'w World) -> Year<'w> {
        for (_, text) in actions::policy::PROGRAMMES {
            world.programme(text, KEEP).await;
        }
        sample::fill(&world.store, sample::SEED, &mut |_| {})
            .await
            .unwrap();
        world.wind(YEAR.0);
        let mut all: BTreeMap<PersonId, BTreeSet<ProviderId>> = BTreeMap::new();
        let mut schools: BTreeMap<PersonId, Urn> = BTreeMap::new();
        let mut tx = world.store.read().await.unwrap();
        for held in store::person::memberships(&mut tx).await.unwrap() {
            let held = held.membership;
            if held.role == Role::GeneralMentor && held.holds_on(date(2026, 3, 1)) {
                all.entry(held.person).or_default().insert(held.provider);
                schools.extend(held.school.map(|school| (held.person, school)));
            }
        }
        drop(tx);
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_by_key(|(person, with)| (std::cmp::Reverse(with.len()), *person));
        all.truncate(ACT);
        let mut year = Year {
            world,
            draw: Draw(sample::SEED),
            codes: vec!["Y75", "L51"],
            mentors: Vec::new(),
            closed: all
                .iter()
                .step_by(7)
                .filter_map(|(person, _)| schools.get(person).copied())
                .collect(),
            rests: None,
            left: HashMap::new(),
            did: BTreeMap::new(),
        };
        for (person, with) in all {
            year.chooses(person).await;
            let actor = actor(&world.platform, person).await.unwrap();
            year.mentors.push(Mentor { actor, with });
        }
        year.closes().await;
        year
    }

    /// Keeps how somebody wants their mail.
    async fn chooses(&mut self, person: PersonId) {
        let choices = chosen(&mut self.draw);
        let mut tx = self.world.store.write().await.unwrap();
        let now = self.world.platform.now();
        store::notice::choice::choose(&mut tx, person, &choices, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    fn noted(&mut self, deed: &'static str, many: usize) {
        *self.did.entry(deed).or_default() += many;
    }

    /// Goes round as the program does, and sends what may go.
    async fn goes_round(&mut self) {
        let platform = &self.world.platform;
        while round(platform).await.unwrap() > 0 {}
        loop {
            let given = batch(platform).await.unwrap();
            for leased in &given.messages {
                let fared = match self.draw.below(12) == 0 && leased.tries < 3 {
                    true => Fared::Later("It is full.".to_owned()),
                    false => Fared::Sent,
                };
                if fared == Fared::Sent {
                    self.looks_at(leased).await;
                } else {
                    self.noted("tried again", 1);
                }
                settle(platform, &given, leased, &fared).await.unwrap();
            }
            if given.messages.is_empty() && longest_due(platform).await.unwrap().is_none() {
                return;
            }
        }
    }

    /// Sees that a mail may leave now, and tells nothing that was taken back.
    async fn looks_at(&mut self, leased: &Leased) {
        let message = &leased.message;
        let platform = &self.world.platform;
        let now = platform.now();
        let mut tx = self.world.store.read().await.unwrap();
        let weight = store::notice::inbox::weight(&mut tx, message.id).await;
        let (Some(weight), Some(person)) = (weight.unwrap(), message.person) else {
            return;
        };
        let told = store::notice::inbox::told_to(&mut tx, person)
            .await
            .unwrap();
        let stands: BTreeSet<&str> = told
            .iter()
            .filter(|one| one.withdrawn_at.is_none())
            .map(|one| first(&one.words))
            .collect();
        for gone in told.iter().filter(|one| one.withdrawn_at.is_some()) {
            let words = first(&gone.words);
            let tells = message.text.contains(words) && !stands.contains(words);
            assert!(!tells, "{now}: withdrawn, and told: {words}");
        }
        if weight != Weight::Essential {
            let choices = store::notice::choice::choices(&mut tx, person).await;
            let choices = choices.unwrap().unwrap_or_default();
            let (day, time) = (uk_day(now), uk_minutes(now));
            let open = (Minutes::hours(7)..Minutes::hours(18)).contains(&time);
            assert!(choices.any_hour || open, "{now}: outside the hours");
            if !choices.in_holidays {
                self.is_no_holiday(&mut tx, person, day).await;
            }
        }
        let text = message.text.clone();
        let left = self.left.entry(person).or_default();
        left.push(Left {
            at: now,
            weight,
            text,
        });
    }

    async fn is_no_holiday(&mut self, tx: &mut store::Tx, person: PersonId, day: Date) {
        let platform = &self.world.platform;
        let held = store::person::memberships_of(tx, person).await.unwrap();
        let at: Vec<Urn> = held
            .iter()
            .filter(|held| held.membership.holds_on(day))
            .filter_map(|held| held.membership.school)
            .collect();
        let closed = CLOSED
            .iter()
            .any(|(from, until)| *from <= day && day <= *until);
        let own = at.iter().any(|school| self.closed.contains(school));
        assert!(!(closed && own), "{day}: their school is closed");
        let winter = date(2025, 12, 20) <= day && day <= date(2026, 1, 3);
        assert!(!winter && day.month() != 8, "{day}: nobody teaches");
        let with = store::person::providers(tx, person).await.unwrap();
        if self.rests.as_ref().is_none_or(|(of, _)| *of != day) {
            let policies = actions::policy::in_force(platform, tx).await.unwrap();
            let rests = Rests::gather(platform, tx, &policies).await.unwrap();
            self.rests = Some((day, rests));
        }
        let (_, rests) = self.rests.as_ref().expect("gathered");
        assert!(!rests.rests(&with, &at, day), "{day}: a holiday");
    }

    /// Lives one day through.
    async fn lives(&mut self, day: Date) {
        let is_free = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let hours: &[i32] = match is_free || day.month() == 8 {
            true => &[0, 8],
            false => &[0, 8, 13, 20],
        };
        for &hour in hours {
            let at = uk_time_on(day, Minutes::hours(hour));
            self.world.wind_to(&at.to_string());
            match hour {
                0 => {
                    let many = remind_of_sessions(&self.world.platform).await.unwrap();
                    self.noted("reminded", many);
                }
                8 => {
                    settle_all(&self.world.platform).await.unwrap();
                    self.office(day).await;
                }
                13 => self.mentors_act(day).await,
                _ => self.registers(day).await,
            }
            self.goes_round().await;
        }
    }

    /// Sees what reached each of them in the whole year, and says how much that was.
    async fn ends(&self) {
        let mut most = (0, 0);
        let mut tx = self.world.store.read().await.unwrap();
        let since = uk_time_on(YEAR.0, Minutes::ZERO);
        for (person, left) in &self.left {
            assert!(left.len() <= 40, "{} mails to one", left.len());
            let routine: Vec<Date> = left
                .iter()
                .filter(|one| one.weight == Weight::Routine)
                .map(|one| uk_day(one.at))
                .collect();
            let is_weekly = |two: &[Date]| (two[1] - two[0]).get_days() >= 7;
            assert!(routine.windows(2).all(is_weekly), "{routine:?}");
            most = (most.0.max(left.len()), most.1.max(routine.len()));
            let counted = store::notice::inbox::mailed(&mut tx, *person, since, since).await;
            assert!(counted.unwrap().len() >= left.len(), "each is counted");
            let told = store::notice::inbox::told_to(&mut tx, *person)
                .await
                .unwrap();
            let mut words: HashMap<&str, usize> = HashMap::new();
            for one in &told {
                *words.entry(first(&one.words)).or_default() += 1;
            }
            for (words, many) in words {
                let times = left.iter().map(|one| one.text.matches(words).count());
                let times: usize = times.sum();
                assert!(times <= many, "told {times} times, not {many}: {words}");
            }
        }
        let acting = self.mentors.iter().filter(|one| {
            let left = self.left.get(&one.actor.person);
            left.is_some_and(|left| left.len() > 10)
        });
        let mails: usize = self.left.values().map(Vec::len).sum();
        println!(
            "a year of the demo: {mails} mails to {} people, {} at most to one, of which {} routine at \
             most; more than ten each to {} of {ACT}; {:?}",
            self.left.len(),
            most.0,
            most.1,
            acting.count(),
            self.did
        );
        for deed in deeds::ALL {
            assert!(self.did.get(deed).is_some_and(|many| *many > 0), "{deed}");
        }
        assert!(most.1 > 10, "routine mails of a year: {}", most.1);
    }
}

/// The first paragraph of what somebody is told.
fn first(words: &str) -> &str {
    words.split("\n\n").next().unwrap_or_default().trim()
}

#[tokio::test]
async fn in_a_year_of_the_demo_no_mentor_gets_more_than_forty_mails() {
    for engine in store::scratch::engines() {
        let world = World::empty(engine).await;
        let mut year = Year::begin(&world).await;
        let mut day = YEAR.0;
        while day <= YEAR.1 {
            year.lives(day).await;
            day += 1.day();
        }
        year.ends().await;
        drop(year);
        world.clear().await;
    }
}
