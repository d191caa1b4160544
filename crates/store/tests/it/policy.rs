//! Tries what is remembered of an administrator's own dated numbers.
//! Owns the row that every test varies.
//! Never reads a shipped file.

use domain::{
    Minutes, Pence,
    policy::{Confidence, Kind, Origin, Row, Season, Value},
};
use jiff::civil::date;
use store::{Conflict, Store, StoreError, policy};

use crate::{
    made::{CLERK, behind, number, read, second, texts, write},
    on_both,
};

fn row(name: &str) -> Row {
    Row {
        of: name.to_owned(),
        kind: Kind::Local,
        provider: None,
        value: Value::Minutes(Minutes(480)),
        from: date(2025, 9, 1),
        until: None,
        source: "our own agreement".to_owned(),
        confidence: Confidence::Confirmed,
        note: None,
        origin: Origin::Own,
    }
}

async fn keep(store: &Store, rows: &[Row]) {
    let mut tx = write(store).await;
    for (n, row) in (1..).zip(rows) {
        policy::keep(&mut tx, number(n), row, None, second(0), CLERK)
            .await
            .expect("kept");
    }
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_value_of_every_unit_comes_back_as_it_was() {
    on_both(async |store| {
        let values = [
            Value::Minutes(Minutes(90)),
            Value::Pence(Pence(4_380)),
            Value::Days(1),
            Value::WorkingDays(2),
            Value::Weeks(3),
            Value::Years(4),
            Value::Count(5),
            Value::Percent(6),
            Value::Allowed(false),
            Value::Codes(vec!["E09000007".to_owned(), "Ł".to_owned()]),
            Value::Window {
                opens: date(2026, 5, 11),
                closes: date(2026, 7, 3),
            },
            Value::Season(Season {
                opens: (4, 6),
                closes: (8, 31),
            }),
            Value::None,
        ];
        let rows: Vec<Row> = values
            .into_iter()
            .enumerate()
            .map(|(at, value)| Row {
                value,
                until: Some(date(2026, 8, 31)),
                confidence: Confidence::Provisional,
                note: Some("to be asked again".to_owned()),
                ..row(&format!("value.{at:02}"))
            })
            .collect();
        keep(store, &rows).await;
        let found = policy::rows(&mut read(store).await).await;
        assert_eq!(found.expect("rows"), rows);
    })
    .await;
}

#[tokio::test]
async fn a_row_of_the_same_name_provider_and_day_gives_way() {
    on_both(async |store| {
        let ours = |row: Row| Row {
            provider: Some("L51".to_owned()),
            ..row
        };
        let first = row("ledger.day.flagged");
        let newer = Row {
            value: Value::None,
            until: Some(date(2025, 12, 31)),
            source: "a later agreement".to_owned(),
            note: Some("for a term".to_owned()),
            confidence: Confidence::Provisional,
            kind: Kind::Rule,
            ..first.clone()
        };
        keep(
            store,
            &[first, newer.clone(), ours(row("ledger.day.flagged"))],
        )
        .await;
        let found = policy::rows(&mut read(store).await).await.expect("rows");
        assert_eq!(found, [newer, ours(row("ledger.day.flagged"))]);
    })
    .await;
}

#[tokio::test]
async fn a_value_that_another_replaces_or_somebody_withdraws_stays_on_record() {
    on_both(async |store| {
        let first = row("ledger.day.flagged");
        let newer = Row {
            value: Value::None,
            ..first.clone()
        };
        let mut tx = write(store).await;
        for (n, (row, why)) in (1..).zip([(&first, "as agreed"), (&newer, "a mistake")]) {
            policy::keep(&mut tx, number(n), row, Some(why), second(n.into()), CLERK)
                .await
                .expect("kept");
        }
        let withdrawn = policy::withdraw(&mut tx, number(2), "not needed", second(9), CLERK).await;
        assert!(withdrawn.expect("withdrawn"));
        let again = policy::withdraw(&mut tx, number(2), "twice", second(10), CLERK).await;
        assert!(!again.expect("asked"), "it was in force no more");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        assert_eq!(policy::rows(&mut tx).await.expect("rows"), []);
        let versions = policy::versions(&mut tx).await.expect("versions");
        let told: Vec<_> = versions
            .iter()
            .map(|version| {
                let taken = version.withdrawn.as_ref().expect("withdrawn");
                (
                    version.row.clone(),
                    version.set.because.as_deref(),
                    taken.because.as_deref(),
                    taken.at,
                    version.replaced_by,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    newer,
                    Some("a mistake"),
                    Some("not needed"),
                    second(9),
                    None
                ),
                (
                    first,
                    Some("as agreed"),
                    Some("a mistake"),
                    second(2),
                    Some(number(2))
                ),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn rows_stand_in_one_order_on_every_engine() {
    on_both(async |store| {
        let mut wanted = Vec::new();
        for name in ["Z.last", "a.b", "a_b", "ab"] {
            for provider in [None, Some("L51"), Some("l5")] {
                for year in [2024, 2025] {
                    wanted.push(Row {
                        provider: provider.map(str::to_owned),
                        from: date(year, 9, 1),
                        ..row(name)
                    });
                }
            }
        }
        let backwards: Vec<Row> = wanted.iter().rev().cloned().collect();
        keep(store, &backwards).await;
        let found = policy::rows(&mut read(store).await).await.expect("rows");
        assert_eq!(found, wanted);
    })
    .await;
}

#[tokio::test]
async fn two_rows_of_one_name_on_one_day_are_a_conflict() {
    on_both(async |store| {
        keep(store, &[row("ledger.day.flagged")]).await;
        let again = behind(
            &mut write(store).await,
            "insert into policy_value
             (id, name, kind, provider_code, value, from_on, source, confidence, recorded_at, recorded_by)
             select $1, name, kind, '', value, from_on, source, confidence, recorded_at, recorded_by
             from policy_value",
            &[number(2)],
        )
        .await;
        assert!(
            matches!(again, Err(StoreError::Conflict(Conflict::PolicyDayTaken))),
            "{again:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_that_cannot_be_is_impossible_and_named() {
    on_both(async |store| {
        keep(store, &[row("ledger.day.flagged")]).await;
        assert_eq!(
            texts(
                &mut read(store).await,
                "select kind || ' ' || confidence from policy_value"
            )
            .await,
            ["local confirmed"]
        );
        for column in ["kind", "confidence", "value"] {
            let mut tx = write(store).await;
            let sql = format!("update policy_value set {column} = 'perhaps'");
            behind(&mut tx, &sql, &[]).await.expect("altered");
            let found = policy::rows(&mut tx).await;
            assert!(
                matches!(
                    found,
                    Err(StoreError::Impossible {
                        table: "policy_value",
                        column: named,
                        ..
                    }) if named == column
                ),
                "{found:?}"
            );
        }
    })
    .await;
}
