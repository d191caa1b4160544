//! Tries the lookup of dated numbers on small series.
//!
//! Owns the row that every test varies. It never reads a shipped file.

use jiff::civil::date;

use super::*;
use crate::Minutes;

fn known() -> Vec<Name> {
    vec![Name {
        name: names::INITIAL_CLAIMABLE.into(),
        kind: Kind::Cap,
        unit: Unit::Hours,
    }]
}

fn row(hours: i32, from: Date, until: Option<Date>, line: usize) -> Row {
    Row {
        of: names::INITIAL_CLAIMABLE.into(),
        kind: Kind::Cap,
        provider: None,
        value: Value::Minutes(Minutes::hours(hours)),
        from,
        until,
        source: "conditions of grant".into(),
        confidence: Confidence::Confirmed,
        note: None,
        origin: Origin::File {
            path: "policies/test.toml",
            line,
        },
    }
}

#[test]
fn rule_11_a_number_is_looked_up_by_the_day_of_the_event() {
    let policies = Policies::gather(
        &known(),
        vec![
            row(20, date(2024, 9, 1), None, 1),
            row(16, date(2025, 9, 1), None, 9),
        ],
    )
    .expect("a sound series");
    let on = |day| {
        policies
            .on(names::INITIAL_CLAIMABLE, Some("L51"), day)
            .map(|t| t.row.value.clone())
    };
    assert_eq!(
        on(date(2025, 8, 31)),
        Some(Value::Minutes(Minutes::hours(20)))
    );
    assert_eq!(
        on(date(2025, 9, 1)),
        Some(Value::Minutes(Minutes::hours(16)))
    );
    assert_eq!(on(date(2024, 8, 31)), None);
}

#[test]
fn an_own_row_overrides_from_its_day_and_gives_way_to_a_later_row() {
    let mut own = row(18, date(2025, 1, 1), Some(date(2025, 3, 31)), 0);
    own.origin = Origin::Own;
    let policies = Policies::gather(
        &known(),
        vec![
            row(20, date(2024, 9, 1), None, 1),
            row(16, date(2025, 9, 1), None, 9),
            own,
        ],
    )
    .expect("an own row may overlap a file's");
    let hours = |day| match policies
        .on(names::INITIAL_CLAIMABLE, None, day)
        .map(|t| t.row.value.clone())
    {
        Some(Value::Minutes(minutes)) => minutes.whole_hours(),
        other => panic!("no hours but {other:?}"),
    };
    assert_eq!(
        [
            date(2024, 12, 31),
            date(2025, 1, 1),
            date(2025, 4, 1),
            date(2025, 9, 1)
        ]
        .map(hours),
        [20, 18, 20, 16]
    );
    let term = policies
        .on(names::INITIAL_CLAIMABLE, None, date(2024, 10, 1))
        .expect("in force");
    assert_eq!(term.until, Some(date(2024, 12, 31)));
}

#[test]
fn a_provider_s_own_rows_leave_everybody_s_in_force_on_other_days() {
    let mut ours = row(18, date(2025, 1, 1), Some(date(2025, 3, 31)), 0);
    ours.provider = Some("Y75".into());
    ours.origin = Origin::Own;
    let policies =
        Policies::gather(&known(), vec![row(20, date(2024, 9, 1), None, 1), ours]).expect("sound");
    let hours = |provider, day| {
        let term = policies.on(names::INITIAL_CLAIMABLE, provider, day);
        term.and_then(|term| term.row.value.minutes())
    };
    assert_eq!(
        hours(Some("Y75"), date(2025, 1, 1)),
        Some(Minutes::hours(18))
    );
    assert_eq!(
        hours(Some("L51"), date(2025, 1, 1)),
        Some(Minutes::hours(20))
    );
    for day in [date(2024, 12, 31), date(2025, 4, 1)] {
        assert_eq!(hours(Some("Y75"), day), Some(Minutes::hours(20)), "{day}");
    }
}

#[test]
fn as_if_nothing_changed_takes_back_what_began_and_lets_go_on_what_ended() {
    let mut ended = row(18, date(2024, 9, 1), Some(date(2025, 8, 31)), 5);
    ended.provider = Some("Y75".into());
    let policies = Policies::gather(
        &known(),
        vec![
            row(20, date(2024, 9, 1), None, 1),
            row(16, date(2025, 9, 1), None, 9),
            ended,
        ],
    )
    .expect("sound");
    assert_eq!(
        policies.days_of_change(),
        [date(2024, 9, 1), date(2025, 9, 1)]
    );
    let before = policies.as_if_nothing_changed(date(2025, 9, 1));
    let hours = |policies: &Policies, provider| {
        let term = policies.on(names::INITIAL_CLAIMABLE, provider, date(2025, 9, 1));
        term.and_then(|term| term.row.value.minutes())
    };
    assert_eq!(hours(&policies, Some("Y75")), Some(Minutes::hours(16)));
    assert_eq!(hours(&before, Some("Y75")), Some(Minutes::hours(18)));
    assert_eq!(hours(&before, None), Some(Minutes::hours(20)));
    let first = policies.as_if_nothing_changed(date(2024, 9, 1));
    assert_eq!(
        hours(&first, None),
        Some(Minutes::hours(16)),
        "later rows stay"
    );
}

#[test]
fn overlaps_gaps_unknown_names_and_backward_days_are_refused_with_their_line() {
    let told = |rows| {
        Policies::gather(&known(), rows)
            .expect_err("refused")
            .iter()
            .map(ToString::to_string)
            .collect::<String>()
    };
    let overlap = told(vec![
        row(20, date(2024, 9, 1), Some(date(2025, 9, 1)), 1),
        row(16, date(2025, 9, 1), None, 9),
    ]);
    assert!(
        overlap.contains("policies/test.toml, line 9") && overlap.contains("overlap"),
        "{overlap}"
    );
    let gap = told(vec![
        row(20, date(2024, 9, 1), Some(date(2025, 8, 30)), 1),
        row(16, date(2025, 9, 1), None, 9),
    ]);
    assert!(gap.contains("line 9") && gap.contains("gap"), "{gap}");
    let mut strange = row(1, date(2024, 9, 1), None, 3);
    strange.of = "general_mentor.claimable".into();
    assert!(told(vec![strange]).contains("line 3"));
    assert!(told(vec![row(1, date(2024, 9, 1), Some(date(2024, 8, 1)), 5)]).contains("line 5"));
}
