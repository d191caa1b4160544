//! Tries versions of programmes: taken in, taken in again, and what a change would do.
//!
//! Owns no words. It never edits a shipped file.

use actions::{
    import,
    policy::PROGRAMMES,
    programme::{Outcome, import_programme},
};
use domain::{Minutes, access::Deed, audit::import::Kind, person::Role};

use crate::world::{DRY, KEEP, World, attended, is_forbidden, mentor, on_each, refusal};

const AMINA: &str = "1000001";

fn york() -> &'static str {
    let found = PROGRAMMES
        .iter()
        .find(|(path, _)| path.ends_with("york-st-john/2025-26.toml"));
    found.unwrap().1
}

/// The version with the first conference an hour shorter.
fn shorter() -> String {
    york().replacen("minutes = 360\nmode", "minutes = 300\nmode", 1)
}

async fn with_mentors(world: &World) {
    let rows = [
        mentor(AMINA, "Amina", "Khan", 100_001),
        mentor("1000002", "Ben", "Low", 100_002),
    ];
    world.people("Y75", &rows.concat()).await;
    world
        .attended("Y75", &attended(AMINA, "conference-1", "2025-09-10", 360))
        .await;
    world
        .attended("Y75", &attended("1000002", "pedagogy", "2025-03-03", 60))
        .await;
}

#[tokio::test]
async fn every_shipped_programme_comes_in_and_again_changes_nothing() {
    on_each(async |world| {
        let notes = world.notes().await;
        assert_eq!(
            notes
                .iter()
                .filter(|note| note.deed == Deed::ImportProgramme)
                .count(),
            PROGRAMMES.len()
        );
        for (path, text) in PROGRAMMES {
            let taken = world.programme(text, KEEP).await;
            assert_eq!(taken.outcome, Outcome::Unchanged, "{path}");
            assert!(
                taken.difference.is_empty() && taken.affected.is_empty(),
                "{path}"
            );
        }
        assert_eq!(world.notes().await, notes);
    })
    .await;
}

#[tokio::test]
async fn a_version_taken_in_again_with_changes_tells_the_difference_and_who_is_affected() {
    on_each(async |world| {
        with_mentors(world).await;
        let taken = world.programme(&shorter(), KEEP).await;
        assert_eq!(taken.outcome, Outcome::Changed);
        assert_eq!(
            taken.difference,
            ["Component conference-1, length: 6 h becomes 5 h"]
        );
        let affected: Vec<_> = taken
            .affected
            .iter()
            .map(|affected| (affected.name.as_str(), affected.told.as_str()))
            .collect();
        assert_eq!(
            affected,
            [(
                "Amina Khan",
                "required 20 h becomes 19 h, done 6 h becomes 5 h, claimable 6 h becomes 5 h"
            )],
            "Ben began under the version before"
        );
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!(
            (standing.required, standing.done),
            (Some(Minutes::hours(19)), Minutes(300))
        );
        assert_eq!(standing.optional_done, Minutes(60), "nothing is lost");
        let note = world.notes().await.pop().unwrap();
        assert_eq!(
            (note.deed, note.subject.as_str(), note.told.as_str()),
            (Deed::ImportProgramme, "Y75 2025-26", "1 mentor affected")
        );
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_tells_the_same_and_keeps_nothing() {
    on_each(async |world| {
        with_mentors(world).await;
        let notes = world.notes().await;
        let dry = world.programme(&shorter(), DRY).await;
        assert_eq!((dry.outcome, dry.affected.len()), (Outcome::Changed, 1));
        assert_eq!(world.notes().await, notes);
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.required,
            Some(Minutes::hours(20))
        );
        let kept = world.programme(&shorter(), KEEP).await;
        assert_eq!(
            (kept.difference, kept.affected),
            (dry.difference, dry.affected)
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_colour_label_or_partner_alone_is_kept_and_noted() {
    on_each(async |world| {
        let mut text = york().to_owned();
        for (old, new) in [
            ("colour = \"#0b5d66\"", "colour = \"#123456\""),
            (
                "lead_mentor = \"Lead Mentor\"",
                "lead_mentor = \"Link Tutor\"",
            ),
            (
                "[partnership]\n",
                "[partnership]\npartners = [\"Minster Alliance\"]\n",
            ),
        ] {
            let before = text.clone();
            text = text.replacen(old, new, 1);
            assert_ne!(text, before, "{old}");
            let notes = world.notes().await.len();
            let taken = world.programme(&text, KEEP).await;
            assert_eq!(taken.outcome, Outcome::Changed, "{new}");
            assert_eq!(
                taken.difference,
                ["How the provider speaks changes: its labels, colour or partners."]
            );
            assert_eq!(world.notes().await.len(), notes + 1, "{new}");
            world.programme(&text, KEEP).await;
            assert_eq!(world.notes().await.len(), notes + 1, "{new} again");
        }
        let mut tx = world.store.read().await.unwrap();
        let provider = store::partnership::provider(&mut tx, "Y75")
            .await
            .unwrap()
            .unwrap();
        let partners = store::partnership::institutions(&mut tx, provider.id)
            .await
            .unwrap();
        assert_eq!(partners, ["Minster Alliance"]);
        let labels = store::partnership::labels(&mut tx, provider.id)
            .await
            .unwrap();
        assert!(
            labels
                .iter()
                .any(|label| label.role == Role::LeadMentor && label.text == "Link Tutor")
        );
    })
    .await;
}

#[tokio::test]
async fn minutes_carry_to_the_component_that_replaces_theirs() {
    on_each(async |world| {
        with_mentors(world).await;
        let text = york().replacen(
            "code = \"conference-1\"",
            "code = \"opening-day\"\nreplaces = [\"conference-1\"]",
            1,
        );
        let taken = world.programme(&text, KEEP).await;
        assert_eq!(
            taken.difference,
            [
                "Component conference-1 goes (6 h)",
                "Component opening-day comes (6 h)",
            ]
        );
        assert!(taken.affected.is_empty(), "{:?}", taken.affected);
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes(360)
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_programme_is_turned_away_with_its_line_and_nothing_is_kept() {
    on_each(async |world| {
        let notes = world.notes().await;
        for (old, new, line) in [
            ("minutes = 360", "minutes = -1", true),
            ("mode = \"conference\"", "mode = \"séance\"", true),
            ("from = 2025-09-01", "from = 2025-02-30", true),
            ("code = \"pedagogy\"", "code = \"assessment\"", true),
            ("general_mentor = ", "wizard = ", false),
        ] {
            let text = york().replacen(old, new, 1);
            assert_ne!(text, york(), "{old}");
            let done = import_programme(
                &world.platform,
                &world.operator(),
                ("programme.toml", &text),
                KEEP,
            )
            .await;
            let sentence = refusal(done.map(|taken| taken.outcome));
            assert!(
                sentence.to_lowercase().contains("line") || !line,
                "{new}: {sentence}"
            );
        }
        assert_eq!(world.notes().await, notes);
    })
    .await;
}

#[tokio::test]
async fn a_provider_is_opened_under_the_name_that_the_file_gives_by_who_may() {
    on_each(async |world| {
        let new = york().replacen("provider = \"Y75\"", "provider = \"n01\"", 1);
        let nameless = new.replacen("name = \"York St John University\"", "", 1);
        let operator = world.operator();
        let done = import_programme(
            &world.platform,
            &operator,
            ("programme.toml", &nameless),
            KEEP,
        )
        .await;
        assert!(
            refusal(done.map(|taken| taken.outcome))
                .starts_with("No provider has the code \"N01\"")
        );
        let lead = world.actor(Role::ProgrammeLead, "Y75", None).await;
        assert!(is_forbidden(
            &import_programme(&world.platform, &lead, ("programme.toml", &new), KEEP).await
        ));
        let mut tx = world.store.read().await.unwrap();
        assert!(
            store::partnership::provider(&mut tx, "N01")
                .await
                .unwrap()
                .is_none()
        );
        drop(tx);
        world.programme(&new, KEEP).await;
        world.provider("N01").await;
    })
    .await;
}

#[tokio::test]
async fn a_version_is_listed_as_an_import_with_what_it_changed_and_is_not_undone() {
    on_each(async |world| {
        with_mentors(world).await;
        let operator = world.operator();
        let listed = async || {
            let all = import::imports(&world.platform, &operator, "Y75", 50, 0).await;
            let mut list = all.unwrap().list;
            list.retain(|past| past.kind == Kind::Programme);
            list
        };
        let shipped = listed().await;
        assert_eq!(shipped.len(), 2, "both shipped versions");
        world.programme(york(), KEEP).await;
        world.programme(&shorter(), DRY).await;
        assert_eq!(listed().await, shipped, "nothing new, nothing kept");

        world.programme(&shorter(), KEEP).await;
        let list = listed().await;
        assert_eq!(list.len(), 3);
        let newest = list.iter().find(|past| !shipped.contains(past)).unwrap();
        assert_eq!((newest.counts.new, newest.counts.changed), (0, 1));
        assert_eq!(newest.file_name, "programme.toml");
        assert!(newest.notes.iter().any(|note| note.starts_with("Amina Khan: ")));
        let one = import::import(&world.platform, &operator, "Y75", newest.id).await;
        let one = one.unwrap();
        assert!(one.changes.iter().any(|line| line.contains("conference-1")), "{:?}", one.changes);
        let sentence = "A programme is not undone: mentors have begun by it, and minutes stand under its components. Take in the earlier file of the same version again: it takes this one's place.";
        assert_eq!(refusal(import::plan_undo(&world.platform, &operator, newest.id).await), sentence);
        let once = world.platform.number();
        let undone = import::undo(&world.platform, &operator, newest.id, "a slip", once).await;
        assert_eq!(refusal(undone), sentence);

        world.programme(york(), KEEP).await;
        assert_eq!(world.standing("Y75", AMINA).await.standing.done, Minutes(360));
    })
    .await;
}
