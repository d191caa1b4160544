//! Holds the search against every way there is, on a thousand small cases.

use proptest::prelude::*;

use super::*;

fn part(left: i32) -> Part {
    Part {
        left: Minutes(left),
        portable: true,
    }
}

fn local(left: i32) -> Part {
    Part {
        portable: false,
        ..part(left)
    }
}

fn cover(from: usize, to: usize, minutes: i32) -> Cover {
    Cover {
        from,
        to,
        minutes: Minutes(minutes),
    }
}

fn told(least: &Least) -> (i32, Vec<i32>, Vec<i32>) {
    let minutes = |all: &[Minutes]| all.iter().map(|minutes| minutes.0).collect();
    (
        least.total.0,
        minutes(&least.train),
        minutes(&least.covered),
    )
}

#[test]
fn one_session_serves_two_providers_where_they_agreed_that_it_does() {
    let parts = [part(60), part(90)];
    let both = [Ask::Whole(0), Ask::Whole(1)];
    let apart = least(&parts, &[], &both);
    assert_eq!(told(&apart), (150, vec![60, 90], vec![0, 0]));
    let agreed = [cover(0, 1, 60), cover(1, 0, 60)];
    assert_eq!(
        told(&least(&parts, &agreed, &both)),
        (90, vec![0, 90], vec![60, 0])
    );
}

#[test]
fn a_local_part_is_always_trained() {
    let parts = [part(60), local(60)];
    let agreed = [cover(0, 1, 60), cover(1, 0, 60)];
    let found = least(&parts, &agreed, &[Ask::Whole(0), Ask::Whole(1)]);
    assert_eq!(told(&found), (60, vec![0, 60], vec![60, 0]));
    assert_eq!(found.by, [cover(1, 0, 60)]);
}

#[test]
fn an_optional_part_is_trained_where_that_saves_more_than_it_costs() {
    let parts = [part(45), part(60), part(60)];
    let agreed = [cover(0, 1, 40), cover(0, 2, 40)];
    let found = least(&parts, &agreed, &[Ask::Whole(1), Ask::Whole(2)]);
    assert_eq!(told(&found), (85, vec![45, 20, 20], vec![0, 40, 40]));
    let dear = [
        Part {
            left: Minutes(90),
            ..parts[0]
        },
        parts[1],
        parts[2],
    ];
    assert_eq!(
        least(&dear, &agreed, &[Ask::Whole(1), Ask::Whole(2)])
            .total
            .0,
        120
    );
}

#[test]
fn a_choice_takes_what_has_the_least_left_and_a_refresher_fills_up_with_anything() {
    let parts = [part(90), part(60), part(30)];
    let found = least(
        &parts,
        &[cover(0, 1, 50)],
        &[
            Ask::OneOf(vec![0, 1]),
            Ask::AtLeast(Minutes(80), vec![1, 2]),
        ],
    );
    assert_eq!(told(&found), (80, vec![0, 60, 20], vec![0, 0, 0]));
    let short = least(&parts, &[], &[Ask::AtLeast(Minutes(500), vec![1, 2])]);
    assert_eq!((short.total.0, short.missing.0), (90, 410));
}

#[test]
fn three_providers_with_eight_parts_each_that_stand_for_one_another_are_served_by_eight() {
    let parts: Vec<Part> = (0..24).map(|_| part(60)).collect();
    let mut agreed = Vec::new();
    for from in 0..24 {
        for to in (0..24).filter(|to| *to != from && to % 8 == from % 8) {
            agreed.push(cover(from, to, 60));
        }
    }
    let asks: Vec<Ask> = (0..24).map(Ask::Whole).collect();
    let found = least(&parts, &agreed, &asks);
    assert!(found.exact);
    assert_eq!(found.total, Minutes(480));
    assert_eq!(found.by.len(), 16);
}

#[test]
fn a_map_made_to_be_hard_is_answered_soon_and_says_that_it_may_not_be_the_least() {
    let parts: Vec<Part> = (0..200).map(|at| part(30 + at % 7 * 15)).collect();
    let mut agreed = Vec::new();
    for from in 0..200 {
        for step in [1, 3, 7, 20, 61] {
            agreed.push(cover(from, (from + step) % 200, 25));
        }
    }
    let asks: Vec<Ask> = (0..200).map(Ask::Whole).collect();
    let found = least(&parts, &agreed, &asks);
    let alone = least(&parts, &[], &asks);
    assert!(!found.exact && alone.exact);
    assert_eq!(found.missing, Minutes::ZERO);
}

/// Every set of parts that may be given, and every member of every group, tried one after another.
fn by_brute_force(parts: &[Part], covers: &[Cover], asks: &[Ask]) -> (i32, i32) {
    let mut members = vec![Vec::new()];
    for ask in asks {
        if let Ask::OneOf(places) = ask {
            let with = |chosen: &Vec<usize>, place: &usize| [chosen.as_slice(), &[*place]].concat();
            members = members
                .iter()
                .flat_map(|chosen| places.iter().map(|place| with(chosen, place)))
                .collect();
        }
    }
    let ways = 0..1_u32 << parts.len();
    ways.flat_map(|way| {
        let comes_to = move |chosen: &Vec<usize>| comes_to(parts, covers, asks, way, chosen);
        members.iter().map(comes_to)
    })
    .min()
    .unwrap_or_default()
}

fn comes_to(
    parts: &[Part],
    covers: &[Cover],
    asks: &[Ask],
    way: u32,
    chosen: &[usize],
) -> (i32, i32) {
    let given = |place: usize| way & (1 << place) != 0;
    let covered = |to: usize| {
        let stands: i32 = covers
            .iter()
            .filter(|cover| cover.to == to && cover.from != to && given(cover.from))
            .filter(|cover| parts[cover.from].left.0 > 0 && parts[to].portable)
            .map(|cover| cover.minutes.0)
            .sum();
        if given(to) {
            0
        } else {
            stands.min(parts[to].left.0)
        }
    };
    let wanted =
        |place: usize| given(place) || chosen.contains(&place) || asks.contains(&Ask::Whole(place));
    let train = |place: usize| {
        if wanted(place) {
            parts[place].left.0 - covered(place)
        } else {
            0
        }
    };
    let mut total: i32 = (0..parts.len()).map(train).sum();
    let mut missing = 0;
    for ask in asks {
        if let Ask::AtLeast(minutes, places) = ask {
            let met: i32 = places
                .iter()
                .map(|place| train(*place) + covered(*place))
                .sum();
            let on_offer: i32 = places.iter().map(|place| parts[*place].left.0).sum();
            total += minutes.0.min(on_offer).max(met) - met;
            missing += (minutes.0 - on_offer).max(0);
        }
    }
    (missing, total)
}

fn case() -> impl Strategy<Value = (Vec<Part>, Vec<Cover>, Vec<Ask>)> {
    let parts = prop::collection::vec(
        (0_i32..8, any::<bool>()).prop_map(|(left, portable)| Part {
            left: Minutes(left * 15),
            portable,
        }),
        2..9,
    );
    parts
        .prop_flat_map(|parts| {
            let many = parts.len();
            let covers = prop::collection::vec(
                (0..many, 0..many, 1_i32..8)
                    .prop_map(|(from, to, share)| cover(from, to, share * 15)),
                0..12,
            );
            let some = prop::collection::vec(0..many, 1..4).prop_map(|mut places| {
                places.sort_unstable();
                places.dedup();
                places
            });
            let asks = prop::collection::vec(
                prop_oneof![(0..many).prop_map(Ask::Whole), some.prop_map(Ask::OneOf),],
                0..5,
            );
            let refreshers = prop::collection::vec(0_i32..300, 0..3);
            (Just(parts), covers, asks, refreshers)
        })
        .prop_map(|(parts, covers, mut asks, refreshers)| {
            for (provider, minutes) in refreshers.into_iter().enumerate() {
                let own = (provider..parts.len()).step_by(2).collect();
                asks.push(Ask::AtLeast(Minutes(minutes), own));
            }
            (parts, covers, asks)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_way_of_choosing_comes_to_less((parts, covers, asks) in case()) {
        let found = least(&parts, &covers, &asks);
        let least_there_is = by_brute_force(&parts, &covers, &asks);
        prop_assert_eq!((found.missing.0, found.total.0), least_there_is);
        for (place, part) in parts.iter().enumerate() {
            prop_assert!(found.train[place] + found.covered[place] <= part.left);
        }
    }
}
