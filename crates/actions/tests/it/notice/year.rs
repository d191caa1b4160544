//! Tries the budget with far more than the demo's year brings: what reaches whom, how often and when.
//! Owns the invented events of that year.
//! Never touches an outbox: the budget decides, and everything that it lets go is counted.

use std::collections::{BTreeMap, BTreeSet};

use actions::notice::{Rests, budget};
use domain::{
    Date, Minutes, Timestamp,
    calendar::{uk_day, uk_minutes, uk_time_on},
    notice::{
        budget::{Choices, Mailed, Waits, decide},
        inbox::NoticeKind,
    },
    partnership::ProviderId,
    person::{PersonId, Role},
};
use jiff::{ToSpan, civil::date};
use uuid::Uuid;

use crate::world::{KEEP, World};

/// A generator that a seed decides.
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn small(&mut self, end: u64) -> i32 {
        i32::try_from(self.below(end)).unwrap()
    }
}

/// Something that somebody is told, from when on, and until when it holds.
#[derive(Clone, Copy)]
struct Event {
    id: Uuid,
    kind: NoticeKind,
    at: Timestamp,
    useless: Option<Timestamp>,
    withdrawn: Option<Timestamp>,
}

/// What one mentor is told in a year: for each provider sessions with all that befalls them, nudges,
/// what offices write, and questions after each session.
fn events(draw: &mut Draw, providers: usize, calls: &mut u128) -> Vec<Event> {
    let first = date(2025, 9, 1);
    let mut all = Vec::new();
    let mut add = |kind, at, useless, withdrawn| {
        *calls += 1;
        let id = Uuid::from_u128(*calls);
        all.push(Event {
            id,
            kind,
            at,
            useless,
            withdrawn,
        });
    };
    for _ in 0..providers {
        for week in 0..46 {
            let day = |draw: &mut Draw| first + (week * 7 + draw.small(7)).days();
            let hour = |draw: &mut Draw| Minutes(draw.small(24 * 60));
            if draw.below(5) == 0 {
                // A session is booked, reminded of and asked about, and now and then called off.
                let (booked, time) = (day(draw), hour(draw));
                let held = booked + 21.days();
                let begins = uk_time_on(held, Minutes::hours(16));
                let at = uk_time_on(booked, time);
                let gives_up = (draw.below(6) == 0)
                    .then(|| uk_time_on(booked + 10.days(), Minutes::hours(12)));
                add(NoticeKind::Booked, at, Some(begins), gives_up);
                if draw.below(2) == 0 {
                    // It is in school time: the school releases them a day or a few later.
                    let released = uk_time_on(booked + (1 + draw.small(6)).days(), time);
                    add(NoticeKind::Booked, released, Some(begins), gives_up);
                }
                if draw.below(10) == 0 {
                    let elsewhere = uk_time_on(held - 5.days(), time);
                    add(NoticeKind::Booked, elsewhere, Some(begins), gives_up);
                }
                let eve = uk_time_on(held - 1.day(), Minutes(5));
                if draw.below(8) == 0 {
                    let off = uk_time_on(held - 3.days(), time);
                    add(NoticeKind::CalledOff, off, Some(begins), None);
                } else if gives_up.is_none() {
                    add(NoticeKind::Reminder, eve, Some(begins), None);
                    let after = uk_time_on(held, Minutes::hours(19));
                    add(NoticeKind::Question, after, None, None);
                    if draw.below(3) == 0 {
                        let later = uk_time_on(held + 14.days(), Minutes::hours(20));
                        add(NoticeKind::Followed, later, None, None);
                    }
                } else {
                    add(NoticeKind::Reminder, eve, Some(begins), gives_up);
                }
            }
            if draw.below(32) == 0 {
                let at = uk_time_on(day(draw), hour(draw));
                add(NoticeKind::PlaceOffered, at, Some(at + 48.hours()), None);
            }
            for (kind, once_in) in [
                (NoticeKind::Nudge, 3),
                (NoticeKind::Written, 2),
                (NoticeKind::CatchUp, 12),
            ] {
                if draw.below(once_in) == 0 {
                    add(kind, uk_time_on(day(draw), hour(draw)), None, None);
                }
            }
        }
    }
    all.sort_by_key(|event| event.at);
    all
}

/// Chosen by some as most leave it, by others otherwise.
pub(super) fn chosen(draw: &mut Draw) -> Choices {
    let mut choices = Choices::default();
    match draw.below(10) {
        0 => choices.digest_on = 5,
        1 => choices.routine = false,
        2 => choices.in_holidays = true,
        3 => choices.any_hour = true,
        _ => {}
    }
    choices
}

#[tokio::test]
async fn however_much_is_told_in_a_year_no_mentor_gets_more_than_forty_mails() {
    let world = World::empty(store::Engine::Sqlite).await;
    for (_, text) in actions::policy::PROGRAMMES {
        world.programme(text, KEEP).await;
    }
    sample::fill(&world.store, sample::SEED, &mut |_| {})
        .await
        .unwrap();
    world.wind(date(2025, 9, 1));
    let mut tx = world.store.read().await.unwrap();
    let mut mentors: BTreeMap<PersonId, BTreeSet<ProviderId>> = BTreeMap::new();
    for held in store::person::memberships(&mut tx).await.unwrap() {
        let held = held.membership;
        if held.role == Role::GeneralMentor {
            mentors
                .entry(held.person)
                .or_default()
                .insert(held.provider);
        }
    }
    let policies = actions::policy::in_force(&world.platform, &mut tx)
        .await
        .unwrap();
    let rests = Rests::gather(&world.platform, &mut tx, &policies)
        .await
        .unwrap();
    drop(tx);
    assert!(mentors.len() >= 300, "{}", mentors.len());

    let budget = budget(&policies, date(2025, 9, 1));
    let (mut draw, mut numbers) = (Draw(sample::SEED), 0);
    let (mut each, mut told_in_all) = (Vec::new(), 0);
    for with in mentors.values() {
        let with: Vec<ProviderId> = with.iter().copied().collect();
        let choices = chosen(&mut draw);
        let told = events(&mut draw, with.len(), &mut numbers);
        told_in_all += told.len();
        let mailed = lived(&told, &budget, &choices, &|day| {
            rests.rests(&with, &[], day)
        });
        each.push(mailed);
    }
    each.sort_unstable();
    let highest = each[each.len() - 1];
    println!(
        "a year: {} mentors, {told_in_all} messages, {} mails; for one {} at the median, {} at the 95th of a hundred, {highest} at most",
        mentors.len(),
        each.iter().sum::<usize>(),
        each[each.len() / 2],
        each[each.len() * 95 / 100],
    );
    assert!(highest <= 40, "{highest}");
    world.clear().await;
}

/// Lives one mentor's year through, and sees that every mail may go. Says how many went.
fn lived(
    told: &[Event],
    budget: &domain::notice::budget::Budget,
    choices: &Choices,
    rests: &dyn Fn(Date) -> bool,
) -> usize {
    let end = uk_time_on(date(2026, 8, 31), Minutes::hours(23));
    let mut looks: BTreeSet<Timestamp> = told.iter().map(|event| event.at).collect();
    let mut done: BTreeSet<Uuid> = BTreeSet::new();
    let mut mailed: Vec<Mailed> = Vec::new();
    while let Some(now) = looks.pop_first().filter(|now| *now < end) {
        let waits = told.iter().filter(|event| {
            let withdrawn = event.withdrawn.is_some_and(|at| at <= now);
            event.at <= now && !withdrawn && !done.contains(&event.id)
        });
        let waiting: Vec<Waits> = waits
            .map(|event| Waits {
                id: event.id,
                weight: event.kind.weight(),
                useless_after: event.useless,
            })
            .collect();
        let found = decide(budget, choices, rests, &mailed, &waiting, now);
        looks.extend(found.waits.iter().map(|(_, at)| *at));
        assert!(found.waits.iter().all(|(_, at)| *at > now), "time goes on");
        let essential = found.at_once.iter().map(|one| vec![*one]);
        let others = [found.together.clone(), found.digest.clone()];
        for (at, mail) in essential
            .chain(others)
            .enumerate()
            .filter(|(_, mail)| !mail.is_empty())
        {
            for one in &mail {
                assert!(done.insert(*one), "never twice");
                let event = told.iter().find(|event| event.id == *one).unwrap();
                assert!(event.withdrawn.is_none_or(|gone| now < gone), "withdrawn");
                assert!(
                    event.useless.is_none_or(|useless| now < useless),
                    "of no use"
                );
            }
            let is_essential = at < found.at_once.len();
            let time = uk_minutes(now);
            let in_hours =
                choices.any_hour || (Minutes::hours(7)..Minutes::hours(18)).contains(&time);
            let works = choices.in_holidays || !rests(uk_day(now));
            assert!(is_essential || in_hours && works, "{now}");
        }
        for (mail, weight) in [
            (
                found.together.len().min(1),
                domain::notice::inbox::Weight::Awaited,
            ),
            (
                found.digest.len().min(1),
                domain::notice::inbox::Weight::Routine,
            ),
            (
                found.at_once.len(),
                domain::notice::inbox::Weight::Essential,
            ),
        ] {
            mailed.extend(std::iter::repeat_n(Mailed { at: now, weight }, mail));
        }
        done.extend(found.inbox_alone);
        done.extend(found.lapsed);
    }
    let routine: Vec<Date> = mailed
        .iter()
        .filter(|mail| mail.weight == domain::notice::inbox::Weight::Routine)
        .map(|mail| uk_day(mail.at))
        .collect();
    assert!(
        routine
            .windows(2)
            .all(|two| (two[1] - two[0]).get_days() >= 7)
    );
    mailed.len()
}
