//! Tries the budget of attention: what goes now, what waits until when, what is folded and what stays.
//! Owns no words of its own.
//! Never knows a clock.

use jiff::civil::date;

use super::*;

const BUDGET: Budget = Budget {
    opens: Minutes::hours(7),
    closes: Minutes::hours(18),
    apart: 7,
    most: 40,
    held_back: 10,
};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn one(n: u128, weight: Weight) -> Waits {
    Waits {
        id: id(n),
        weight,
        useless_after: None,
    }
}

/// The autumn half term of 2025 and Christmas.
fn rests(day: Date) -> bool {
    (date(2025, 10, 27)..=date(2025, 10, 31)).contains(&day)
        || (date(2025, 12, 20)..=date(2026, 1, 4)).contains(&day)
}

fn at(day: Date, hour: i32) -> Timestamp {
    uk_time_on(day, Minutes::hours(hour))
}

fn decided(choices: Choices, mailed: &[Mailed], waits: &[Waits], now: Timestamp) -> Decision {
    decide(&BUDGET, &choices, &rests, mailed, waits, now)
}

/// A Monday in a half term of teaching.
const MONDAY: Date = date(2025, 11, 17);

#[test]
fn what_is_essential_goes_at_any_hour_and_in_the_holidays() {
    for now in [at(MONDAY, 3), at(date(2025, 12, 25), 23)] {
        let found = decided(Choices::default(), &[], &[one(1, Weight::Essential)], now);
        assert_eq!(found.at_once, [id(1)]);
    }
}

#[test]
fn what_waits_may_go_now_or_when_the_next_hours_open() {
    let chosen = Choices::default();
    let any = Choices {
        any_hour: true,
        in_holidays: true,
        ..chosen
    };
    let tuesday = date(2025, 11, 18);
    for (choices, now, from) in [
        (chosen, at(MONDAY, 7), at(MONDAY, 7)),
        (chosen, at(MONDAY, 6), at(MONDAY, 7)),
        (chosen, at(MONDAY, 18), at(tuesday, 7)),
        (chosen, at(date(2025, 12, 19), 20), at(date(2026, 1, 5), 7)),
        (any, at(date(2025, 12, 25), 3), at(date(2025, 12, 25), 3)),
    ] {
        assert_eq!(opens(&BUDGET, &choices, &rests, now), from, "{now}");
    }
}

#[test]
fn what_is_awaited_goes_in_working_hours_everything_in_one_mail() {
    let two = [one(1, Weight::Awaited), one(2, Weight::Awaited)];
    let found = decided(Choices::default(), &[], &two, at(MONDAY, 9));
    assert_eq!(found.together, [id(1), id(2)]);
    let late = decided(Choices::default(), &[], &two, at(MONDAY, 18));
    let next = at(date(2025, 11, 18), 7);
    assert_eq!(late.waits, [(id(1), next), (id(2), next)]);
    let early = decided(Choices::default(), &[], &two, at(MONDAY, 6));
    assert_eq!(early.waits[0].1, at(MONDAY, 7));
    let chosen = Choices {
        any_hour: true,
        ..Choices::default()
    };
    let found = decided(chosen, &[], &two, at(MONDAY, 23));
    assert_eq!(found.together.len(), 2);
}

#[test]
fn nothing_but_the_essential_goes_in_the_holidays_unless_it_is_asked_for() {
    let now = at(date(2025, 12, 22), 9);
    let found = decided(Choices::default(), &[], &[one(1, Weight::Awaited)], now);
    assert_eq!(found.waits, [(id(1), at(date(2026, 1, 5), 7))]);
    let asked = Choices {
        in_holidays: true,
        ..Choices::default()
    };
    let found = decided(asked, &[], &[one(1, Weight::Awaited)], now);
    assert_eq!(found.together, [id(1)]);
}

#[test]
fn routine_waits_for_the_chosen_day_and_goes_in_one_digest_a_week() {
    let five: Vec<Waits> = (1..=5).map(|n| one(n, Weight::Routine)).collect();
    let wednesday = at(date(2025, 11, 19), 10);
    let found = decided(Choices::default(), &[], &five, wednesday);
    assert!(
        found
            .waits
            .iter()
            .all(|(_, when)| *when == at(date(2025, 11, 24), 7))
    );
    let found = decided(Choices::default(), &[], &five, at(MONDAY, 7));
    assert_eq!(found.digest.len(), 5);
    let friday = Choices {
        digest_on: 5,
        ..Choices::default()
    };
    let after = [Mailed {
        at: at(MONDAY, 7),
        weight: Weight::Routine,
    }];
    let found = decided(friday, &after, &five, wednesday);
    assert_eq!(
        found.waits[0].1,
        at(date(2025, 11, 28), 7),
        "the Friday of the same week is too near"
    );
    let first_again = decided(Choices::default(), &after, &five, at(MONDAY, 12));
    assert_eq!(first_again.waits[0].1, at(date(2025, 11, 24), 7));
}

#[test]
fn a_digest_day_in_the_holidays_waits_for_the_next_one() {
    let now = at(date(2025, 10, 23), 12);
    let found = decided(Choices::default(), &[], &[one(1, Weight::Routine)], now);
    assert_eq!(found.waits, [(id(1), at(date(2025, 11, 3), 7))]);
}

#[test]
fn routine_stays_in_the_inbox_where_it_is_not_wanted_or_the_year_is_spent() {
    let now = at(MONDAY, 9);
    let quiet = Choices {
        routine: false,
        ..Choices::default()
    };
    let waits = [one(1, Weight::Routine), one(2, Weight::Awaited)];
    assert_eq!(decided(quiet, &[], &waits, now).inbox_alone, [id(1)]);
    let mail = |day| Mailed {
        at: at(day, 9),
        weight: Weight::Awaited,
    };
    let thirty = [mail(date(2025, 9, 10)); 30];
    let found = decided(Choices::default(), &thirty, &waits, now);
    assert_eq!(
        (found.inbox_alone, found.together),
        (vec![id(1)], vec![id(2)])
    );
    let forty = [mail(date(2025, 9, 10)); 40];
    assert_eq!(
        decided(Choices::default(), &forty, &waits, now)
            .inbox_alone
            .len(),
        2
    );
    let last_year = [mail(date(2025, 8, 31)); 40];
    assert_eq!(
        decided(Choices::default(), &last_year, &waits, now).together,
        [id(2)]
    );
}

#[test]
fn what_is_of_no_more_use_is_not_mailed() {
    let mut old = one(1, Weight::Essential);
    old.useless_after = Some(at(MONDAY, 8));
    let found = decided(Choices::default(), &[], &[old], at(MONDAY, 8));
    assert_eq!((found.lapsed, found.at_once), (vec![id(1)], Vec::new()));
}

#[test]
fn seven_in_the_morning_is_seven_in_winter_and_in_summer() {
    let summer = date(2026, 6, 15);
    let found = decided(
        Choices::default(),
        &[],
        &[one(1, Weight::Awaited)],
        at(summer, 2),
    );
    assert_eq!(found.waits[0].1.to_string(), "2026-06-15T06:00:00Z");
    let found = decided(
        Choices::default(),
        &[],
        &[one(1, Weight::Awaited)],
        at(MONDAY, 2),
    );
    assert_eq!(found.waits[0].1.to_string(), "2025-11-17T07:00:00Z");
}
