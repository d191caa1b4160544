//! Tries recording by hand: checked as a row of a file is, kept once, a long day pointed out.
//!
//! Owns no words. It never edits an entry.

use actions::{
    ActionError,
    ledger::{
        LongDay, Statement, correct_once, correcting, record, recording, verifier, weigh,
        weigh_correction,
    },
};
use domain::{
    Minutes,
    access::Deed,
    ledger::{Correction, EntryId, How, Kind},
    partnership::Urn,
};
use jiff::civil::date;

use super::{AMINA, with_amina};
use crate::world::{World, attended, on_each, refusal};

async fn statement(world: &World, minutes: i32) -> Statement {
    Statement {
        person: world.person(AMINA).await,
        component: Some("pedagogy".into()),
        kind: Kind::Attended,
        minutes: Minutes(minutes),
        held_on: date(2025, 10, 1),
        school: None,
        verified_by: None,
        how: How::Register,
        reference: " REG-1 ".into(),
        reason: "left out of the file".into(),
    }
}

async fn recorded(world: &World, statement: &Statement) -> Result<EntryId, ActionError> {
    let once = world.platform.number();
    record(&world.platform, &world.operator(), once, "Y75", statement).await
}

#[tokio::test]
async fn an_entry_is_kept_once_at_the_school_of_the_day_and_noted() {
    on_each(async |world| {
        with_amina(world).await;
        let (once, what) = (world.platform.number(), statement(world, 60).await);
        let operator = world.operator();
        let keep = || record(&world.platform, &operator, once, "Y75", &what);
        let first = keep().await.unwrap();
        assert_eq!(keep().await.unwrap(), first, "the same key does it once");
        let entries = world.entries("Y75", AMINA).await;
        assert_eq!(entries.len(), 1);
        let entry = &entries[0].entry;
        assert_eq!((entry.id, entry.school), (first, Some(Urn(100_001))));
        assert_eq!(
            (entry.reference.as_str(), entry.verified_by),
            ("REG-1", None)
        );
        let note = world.notes().await.pop().unwrap();
        assert_eq!((note.deed, note.told.as_str()), (Deed::RecordEntry, "1 h"));
        assert_eq!(note.subject, first.0.to_string());
    })
    .await;
}

#[tokio::test]
async fn what_a_file_could_not_bring_is_refused_by_hand_too() {
    on_each(async |world| {
        with_amina(world).await;
        let good = statement(world, 60).await;
        recorded(world, &good).await.unwrap();
        let but = |change: fn(&mut Statement)| {
            let mut other = good.clone();
            change(&mut other);
            other
        };
        let cases: [(Statement, &str); 8] = [
            (but(|_| {}), "already entered"),
            (but(|s| s.minutes = Minutes(45)), "already entered for"),
            (but(|s| s.reason = "  ".into()), "needs a reason"),
            (
                but(|s| s.verified_by = Some(s.person)),
                "Nobody verifies their own",
            ),
            (but(|s| s.held_on = date(2026, 1, 1)), "has not come yet"),
            (
                but(|s| s.component = Some("juggling".into())),
                "is no component",
            ),
            (but(|s| s.school = Some(Urn(1))), "No school here"),
            (but(|s| s.minutes = Minutes(0)), "cannot be entered"),
        ];
        let before = world.notes().await.len();
        for (wrong, words) in cases {
            let told = refusal(recorded(world, &wrong).await);
            assert!(told.contains(words), "{told}");
        }
        assert_eq!(world.notes().await.len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_reference_that_another_provider_holds_is_refused() {
    on_each(async |world| {
        with_amina(world).await;
        recorded(world, &statement(world, 60).await).await.unwrap();
        let mut other = statement(world, 60).await;
        other.component = None;
        let once = world.platform.number();
        let told = refusal(record(&world.platform, &world.operator(), once, "L51", &other).await);
        assert!(
            told.contains("is already held for this person by"),
            "{told}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_long_day_is_told_before_anything_is_kept() {
    on_each(async |world| {
        with_amina(world).await;
        let (platform, operator) = (&world.platform, world.operator());
        let weighed = weigh(platform, &operator, "Y75", &statement(world, 480).await).await;
        assert_eq!(weighed.unwrap().long_day, None);
        let weighed = weigh(platform, &operator, "Y75", &statement(world, 481).await).await;
        let long = LongDay {
            total: Minutes(481),
            limit: Minutes(480),
        };
        assert_eq!(weighed.unwrap().long_day, Some(long));
        assert!(
            world.entries("Y75", AMINA).await.is_empty(),
            "nothing is kept"
        );
        let entry = recorded(world, &statement(world, 60).await).await.unwrap();
        let longer = Correction {
            minutes: Some(Minutes(500)),
            reason: "a whole day".into(),
            ..Correction::default()
        };
        let weighed = weigh_correction(platform, &operator, entry, &longer)
            .await
            .unwrap();
        let long = LongDay {
            total: Minutes(500),
            limit: Minutes(480),
        };
        assert_eq!(weighed.long_day, Some(long), "what it replaces is left out");
    })
    .await;
}

#[tokio::test]
async fn a_correction_sent_twice_replaces_once_and_the_form_shows_who_was_quicker() {
    on_each(async |world| {
        with_amina(world).await;
        world
            .attended("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60))
            .await;
        let entry = world.entries("Y75", AMINA).await[0].entry.id;
        let (platform, operator) = (&world.platform, world.operator());
        let who = verifier(platform, &operator, entry, AMINA).await.unwrap();
        assert_eq!(who, world.person(AMINA).await);
        assert!(
            verifier(platform, &operator, entry, "nobody at all")
                .await
                .is_err()
        );
        let shorter = Correction {
            minutes: Some(Minutes(45)),
            reason: "left early".into(),
            ..Correction::default()
        };
        let once = platform.number();
        let send = || correct_once(platform, &operator, once, entry, shorter.clone());
        let new = send().await.unwrap();
        assert_eq!(send().await.unwrap(), new);
        let offered = correcting(platform, &operator, "Y75", entry).await.unwrap();
        let (newer, by) = offered.newer.expect("it was replaced");
        assert_eq!(
            (newer.entry.id, by.as_str()),
            (new, "The partnership office")
        );
        assert!(
            correcting(platform, &operator, "L51", entry).await.is_err(),
            "another's book"
        );
        let form = recording(platform, &operator, "Y75", world.person(AMINA).await)
            .await
            .unwrap();
        assert!(form.components.iter().any(|(code, _)| code == "pedagogy"));
        assert_eq!(form.schools.len(), 1);
    })
    .await;
}
