//! Tries that no minute is lost or counted twice, whatever was attended.

use jiff::ToSpan;
use proptest::prelude::*;

use super::*;

fn lines() -> impl Strategy<Value = Vec<(usize, i32, i32, bool)>> {
    prop::collection::vec((0_usize..14, 1_i32..200, 0_i32..500, any::<bool>()), 0..12)
}

proptest! {
    #[test]
    fn every_minute_is_done_or_optional_and_nothing_is_negative(attended in lines(), asked in 0_i32..600) {
        let programme = fifteen_and_five();
        let codes: Vec<String> = programme.components.iter().map(|part| part.code.clone()).chain([String::new()]).collect();
        let first = date(2024, 9, 1);
        let mut case = Case::of("L51", vec![programme]);
        for (part, minutes, day, recognised) in attended {
            let held_on = first.checked_add(day.days()).expect("within two years");
            case = case.line(&codes[part], minutes, held_on, |line| {
                if recognised {
                    line.kind = Kind::Recognised;
                }
            });
        }
        let day = first.checked_add(asked.days()).expect("within two years");
        let standing = case.on(day);
        let attended: Minutes = case.lines.iter()
            .filter(|line| line.held_on <= day && line.kind != Kind::Recognised)
            .map(|line| line.minutes)
            .sum();
        prop_assert_eq!(standing.done + standing.optional_done, attended);
        if let (Some(required), Some(remaining)) = (standing.required, standing.remaining) {
            prop_assert_eq!(remaining, required.less(standing.done + standing.recognised));
            prop_assert!(standing.recognised + standing.done <= required || standing.recognised == Minutes::ZERO);
        }
        if standing.programme.is_some() {
            let left: Minutes = standing.components.iter().filter_map(|row| row.remaining).sum();
            prop_assert_eq!(Some(left), standing.remaining);
        }
        prop_assert_eq!(standing.met_on.is_some(), standing.remaining == Some(Minutes::ZERO));
        let claimed = Minutes::hours(standing.claimable_hours) + standing.rounding_loss + standing.over_cap;
        prop_assert!(claimed <= attended);
    }
}
