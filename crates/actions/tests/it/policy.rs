//! Tries dated numbers: shown, checked, set by an administrator, and written out again.
//!
//! Owns no words. It never holds a national number but to see that it is shown.

mod own;

use actions::{
    ActionError,
    policy::{check, export, set, show},
};
use domain::{Minutes, access::Deed, policy::Value};
use jiff::civil::date;

use crate::world::{TODAY, World, attended, mentor, on_each, refusal};

const AMINA: &str = "1000001";

fn own(of: &str, kind: &str, value: &str, rest: &str) -> String {
    format!(
        "[[value]]\nof = \"{of}\"\nkind = \"{kind}\"\n{value}\nsource = \"our own decision\"\nconfidence = \"confirmed\"\n{rest}\n"
    )
}

async fn put(world: &World, text: &str) -> Result<usize, ActionError> {
    set(&world.platform, &world.operator(), text, false).await
}

#[tokio::test]
async fn the_shipped_files_hold_together_and_every_name_is_listed() {
    on_each(async |world| {
        let checked = check(&world.platform).await.unwrap();
        assert!(
            checked.names > 50 && checked.shipped > checked.names,
            "{checked:?}"
        );
        assert_eq!(checked.own, 0);
    })
    .await;
}

#[tokio::test]
async fn rule_11_a_minimum_became_none_in_the_middle_of_a_year_while_the_cap_stayed() {
    on_each(async |world| {
        let value = async |name: &str, day| {
            let shown = show(&world.platform, name, day).await.unwrap();
            let (row, until) = shown[0].in_force.clone().unwrap();
            (row.value.clone(), until)
        };
        let hours = |hours| Value::Minutes(Minutes::hours(hours));
        let (before, after) = (date(2024, 11, 12), date(2024, 11, 13));
        assert_eq!(
            value("general_mentor.initial.required", before).await,
            (hours(20), Some(before))
        );
        assert_eq!(
            value("general_mentor.initial.required", after).await,
            (Value::None, None)
        );
        for day in [before, after] {
            assert_eq!(
                value("general_mentor.initial.claimable", day).await.0,
                hours(20)
            );
        }
        assert_eq!(
            value("general_mentor.initial.claimable", TODAY).await.0,
            hours(16)
        );
    })
    .await;
}

#[tokio::test]
async fn a_name_that_is_not_known_gets_the_nearest_that_is() {
    on_each(async |world| {
        let done = show(&world.platform, "general_mentor.initial.claimabel", TODAY).await;
        assert_eq!(
            refusal(done),
            "No policy is named \"general_mentor.initial.claimabel\". Did you mean \"general_mentor.initial.claimable\"? The names stand in policies/README.md."
        );
    })
    .await;
}

#[tokio::test]
async fn an_administrator_s_own_row_changes_a_standing_from_its_day() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        world
            .attended("Y75", &attended(AMINA, "conference-1", "2025-09-10", 360))
            .await;
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.claimable_hours,
            6
        );
        let row = own(
            "general_mentor.initial.claimable",
            "cap",
            "hours = 5\nfrom = 2025-11-01\nuntil = 2025-11-30",
            "note = \"a trial\"",
        );
        assert_eq!(
            set(&world.platform, &world.operator(), &row, true)
                .await
                .unwrap(),
            1
        );
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.claimable_hours,
            6,
            "a dry run"
        );
        assert_eq!(put(world, &row).await.unwrap(), 1);
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!(
            (standing.claimable_hours, standing.over_cap),
            (5, Minutes(60))
        );
        let told: Vec<_> = standing
            .reasons
            .iter()
            .map(|reason| reason.told())
            .collect();
        assert!(told.iter().any(
            |told| told.source == "our own decision" && told.until == Some(date(2025, 11, 30))
        ));
        world.wind(date(2025, 12, 1));
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.claimable_hours,
            6
        );
        let note = world.notes().await.pop().unwrap();
        assert_eq!(note.deed, Deed::SetPolicy);
        assert_eq!(
            (note.subject.as_str(), note.told.as_str()),
            ("general_mentor.initial.claimable from 2025-11-01", "5 h")
        );
        assert_eq!(check(&world.platform).await.unwrap().own, 1);
    })
    .await;
}

#[tokio::test]
async fn a_second_row_of_the_same_day_takes_the_place_of_the_first() {
    on_each(async |world| {
        let row = |hours| {
            own(
                "ledger.day.flagged",
                "local",
                &format!("hours = {hours}\nfrom = 2025-09-01"),
                "",
            )
        };
        put(world, &row(9)).await.unwrap();
        put(world, &row(10)).await.unwrap();
        assert_eq!(check(&world.platform).await.unwrap().own, 1);
        let shown = show(&world.platform, "ledger.day.flagged", TODAY)
            .await
            .unwrap();
        assert_eq!(
            shown[0].in_force.as_ref().unwrap().0.value,
            Value::Minutes(Minutes::hours(10))
        );
    })
    .await;
}

#[tokio::test]
async fn own_rows_go_out_in_the_form_in_which_they_came_and_come_back_the_same() {
    on_each(async |world| {
        let rows = [
            own(
                "general_mentor.initial.claimable",
                "cap",
                "hours = 18\nfrom = 2025-11-01",
                "note = \"said \\\"so\\\"\"",
            ),
            own(
                "ledger.day.flagged",
                "local",
                "minutes = 450\nfrom = 2025-09-01\nuntil = 2025-12-31",
                "",
            ),
            own(
                "general_mentor.initial.required",
                "minimum",
                "none = true\nfrom = 2026-01-01",
                "",
            ),
            own(
                "grant.rate.fringe",
                "rate",
                "pence = 4500\nfrom = 2026-01-01",
                "",
            ),
            own(
                "grant.area.fringe",
                "rule",
                "codes = [\"E07000001\", \"E07000002\"]\nfrom = 2026-01-01",
                "",
            ),
            own(
                "general_mentor.early_training",
                "window",
                "season_opens = \"05-01\"\nseason_closes = \"08-31\"\nfrom = 2026-01-01",
                "",
            ),
            own(
                "general_mentor.initial.training_start",
                "window",
                "opens = 2025-04-06\ncloses = 2026-06-30\nfrom = 2026-01-01",
                "",
            ),
            own(
                "general_mentor.lapse",
                "local",
                "years = 2\nfrom = 2025-09-01\nprovider = \"Y75\"",
                "",
            ),
        ];
        assert_eq!(put(world, &rows.concat()).await.unwrap(), rows.len());
        let out = export(&world.platform).await.unwrap();
        let other = World::empty(world.store.engine()).await;
        assert_eq!(put(&other, &out).await.unwrap(), rows.len());
        assert_eq!(export(&other.platform).await.unwrap(), out);
        for name in [
            "grant.area.fringe",
            "general_mentor.early_training",
            "general_mentor.lapse",
        ] {
            let here = show(&world.platform, name, TODAY).await.unwrap();
            let there = show(&other.platform, name, TODAY).await.unwrap();
            let rows = |shown: &[actions::policy::Shown]| -> Vec<_> {
                shown
                    .iter()
                    .flat_map(|shown| shown.history.rows().to_vec())
                    .collect()
            };
            assert_eq!(rows(&here), rows(&there), "{name}");
        }
        other.clear().await;
    })
    .await;
}

#[tokio::test]
async fn rows_that_cannot_be_are_refused_together_with_their_line_and_nothing_is_kept() {
    on_each(async |world| {
        let good = own(
            "ledger.day.flagged",
            "local",
            "hours = 9\nfrom = 2025-09-01",
            "",
        );
        let bad = [
            (
                own(
                    "ledger.day.flaged",
                    "local",
                    "hours = 9\nfrom = 2025-09-01",
                    "",
                ),
                "no policy is named ledger.day.flaged",
            ),
            (
                own(
                    "ledger.day.flagged",
                    "cap",
                    "hours = 9\nfrom = 2025-09-02",
                    "",
                ),
                "is a local, not a cap",
            ),
            (
                own(
                    "ledger.day.flagged",
                    "local",
                    "pence = 9\nfrom = 2025-09-02",
                    "",
                ),
                "is told in hours",
            ),
            (
                own(
                    "ledger.day.flagged",
                    "local",
                    "hours = 9\nfrom = 2025-02-30",
                    "",
                ),
                "",
            ),
            (
                own(
                    "ledger.day.flagged",
                    "local",
                    "hours = 7\nfrom = 2025-10-01\nuntil = 2025-09-30",
                    "",
                ),
                "before it begins",
            ),
            (
                format!(
                    "{}{}",
                    own(
                        "grant.rate.fringe",
                        "rate",
                        "pence = 1\nfrom = 2026-01-01\nuntil = 2026-03-01",
                        ""
                    ),
                    own(
                        "grant.rate.fringe",
                        "rate",
                        "pence = 2\nfrom = 2026-03-01",
                        ""
                    )
                ),
                "overlap on 1 March 2026",
            ),
        ];
        let notes = world.notes().await;
        for (bad, words) in bad {
            let told = refusal(put(world, &format!("{good}{bad}")).await);
            assert!(
                told.contains(words) && told.contains("ine "),
                "{words}: {told}"
            );
        }
        assert_eq!(check(&world.platform).await.unwrap().own, 0);
        assert_eq!(world.notes().await, notes);
    })
    .await;
}

#[tokio::test]
async fn an_own_row_that_clashes_with_an_earlier_own_row_is_refused() {
    on_each(async |world| {
        let until = own(
            "grant.rate.fringe",
            "rate",
            "pence = 1\nfrom = 2026-01-01\nuntil = 2026-03-31",
            "",
        );
        put(world, &until).await.unwrap();
        let clash = own(
            "grant.rate.fringe",
            "rate",
            "pence = 2\nfrom = 2026-03-01",
            "",
        );
        let told = refusal(put(world, &clash).await);
        assert!(told.contains("overlap on 1 March 2026"), "{told}");
        assert_eq!(check(&world.platform).await.unwrap().own, 1);
    })
    .await;
}
