//! Tries entries for which nobody vouches yet, and verifiers of whom nothing is known.
//!
//! Owns no words. It never counts what waits.

use actions::ledger::{list, verify};
use domain::{Minutes, person::PersonId, person::Role};

use super::{AMINA, with_amina};
use crate::world::{ATTENDANCE, KEEP, World, attended, on_each};

const WAITING: &str = "1000001,pedagogy,2025-10-01,60,attended,,register,\n";

async fn waiting(world: &World) -> usize {
    let operator = world.operator();
    list(&world.platform, &operator, "Y75", None, true)
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn rule_03_an_entry_without_a_verifier_counts_in_no_figure_and_is_listed_as_waiting() {
    on_each(async |world| {
        with_amina(world).await;
        world.attended("Y75", WAITING).await;
        let standing = world.standing("Y75", AMINA).await.standing;
        assert_eq!(
            (standing.done, standing.optional_done),
            (Minutes(0), Minutes(0))
        );
        assert_eq!(
            (standing.claimable_hours, standing.waiting),
            (0, Minutes(60))
        );
        assert_eq!(waiting(world).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_waiting_entry_is_confirmed_when_it_comes_again_with_a_verifier() {
    on_each(async |world| {
        with_amina(world).await;
        world.attended("Y75", WAITING).await;
        let confirmed = attended(AMINA, "pedagogy", "2025-10-01", 60);
        let told = world.attendance("Y75", &confirmed).await;
        assert_eq!(told.counts(), (0, 1, 0, 0));
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes(60)
        );
        assert_eq!(waiting(world).await, 0);
        let entries = world.entries("Y75", AMINA).await;
        assert_eq!(entries.len(), 2, "nothing is deleted");
        assert_eq!(entries[0].entry.replaces, Some(entries[1].entry.id));
        assert_eq!(
            entries[0].entry.words.reason,
            "Confirmed by a later import."
        );
        assert_eq!(entries[1].replaced_by, Some(entries[0].entry.id));
        for again in [confirmed.as_str(), WAITING] {
            assert_eq!(world.attendance("Y75", again).await.counts(), (0, 0, 1, 0));
        }
    })
    .await;
}

#[tokio::test]
async fn a_waiting_entry_is_not_confirmed_with_other_minutes() {
    on_each(async |world| {
        with_amina(world).await;
        world.attended("Y75", WAITING).await;
        let told = world
            .attendance("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 90))
            .await;
        assert_eq!(told.counts(), (0, 0, 0, 1));
        assert_eq!(waiting(world).await, 1);
    })
    .await;
}

#[tokio::test]
async fn where_the_verifier_is_not_known_the_importer_verifies_and_the_name_is_kept_as_stated() {
    on_each(async |world| {
        with_amina(world).await;
        world
            .people(
                "Y75",
                "1000005,Olu,Ade,,partnership_officer,,,,2024-09-01,\n",
            )
            .await;
        let officer = world.person("1000005").await;
        let actor = actions::access::actor(&world.platform, officer)
            .await
            .unwrap();
        assert!(actor.is(Role::PartnershipOfficer));
        let text = format!(
            "{ATTENDANCE}{}",
            attended(AMINA, "pedagogy", "2025-10-01", 60)
        );
        world
            .attendance_as(&actor, "Y75", text, KEEP)
            .await
            .unwrap();
        let listed = &world.entries("Y75", AMINA).await[0];
        assert_eq!(listed.entry.verified_by, Some(officer));
        assert_eq!(listed.entry.recorded_by, officer);
        assert_eq!(listed.entry.words.stated_verifier, "Dr Register");
        assert_eq!(
            listed.verifier.as_deref(),
            Some("Dr Register (as stated; taken in by Olu Ade)")
        );
    })
    .await;
}

#[tokio::test]
async fn an_importer_does_not_vouch_for_their_own_minutes() {
    on_each(async |world| {
        world.people("Y75", "1000005,Olu,Ade,,partnership_officer,,,,2024-09-01,\n").await;
        let officer = world.person("1000005").await;
        let actor = actions::access::actor(&world.platform, officer).await.unwrap();
        let text = format!("{ATTENDANCE}{}", attended("1000005", "pedagogy", "2025-10-01", 60));
        let told = world.attendance_as(&actor, "Y75", text, KEEP).await.unwrap();
        assert_eq!(told.sentences(), [
            "Row 2, column verified_by: Nobody verifies their own minutes. Name somebody else, or leave the verifier blank and the entry waits."
        ]);
    })
    .await;
}

#[tokio::test]
async fn a_verifier_is_found_by_number_address_reference_or_a_name_that_one_person_has() {
    on_each(async |world| {
        with_amina(world).await;
        let text = "reference,trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to\n\
            L-1,1000002,Lena,Lead,lena@york.ac.uk,lead_mentor,,,,2024-09-01,\n\
            ,1000003,Sam,Same,,lead_mentor,,,,2024-09-01,\n,1000004,Sam,Same,,lead_mentor,,,,2024-09-01,\n";
        world.people_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        let lena = world.person("1000002").await;
        let stated = ["1000002", "LENA@york.ac.uk", "l-1", "lena lead", "Sam Same", "9999999"];
        for (at, verifier) in stated.iter().enumerate() {
            let row = format!("{AMINA},,2025-10-01,10,attended,{verifier},register,R-{at}\n");
            world.attended("Y75", &row).await;
        }
        for listed in world.entries("Y75", AMINA).await {
            let entry = &listed.entry;
            let known = entry.words.stated_verifier.is_empty();
            let expected = if known { lena } else { PersonId::OPERATOR };
            assert_eq!(entry.verified_by, Some(expected), "{}", entry.reference);
            let ambiguous = ["R-4", "R-5"].contains(&entry.reference.as_str());
            assert_eq!(known, !ambiguous, "{}", entry.reference);
        }
        let books = verify(&world.platform, &world.operator(), None, None).await.unwrap();
        assert_eq!(books[0].fault, None);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_waits_is_vouched_for_by_another_row_of_the_file_and_again_changes_nothing() {
    on_each(async |world| {
        with_amina(world).await;
        let both = format!("{WAITING}{}", attended(AMINA, "pedagogy", "2025-10-01", 60));
        assert_eq!(world.attendance("Y75", &both).await.counts(), (1, 0, 1, 0));
        assert_eq!(world.attendance("Y75", &both).await.counts(), (0, 0, 2, 0));
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes(60)
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_minutes_recognised_and_attended_are_two_things_and_refused() {
    on_each(async |world| {
        with_amina(world).await;
        let recognised = "1000001,pedagogy,2025-10-01,60,recognised,Dr Decider,decision,\n";
        world.attended("Y75", recognised).await;
        let told = world
            .attendance("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60))
            .await;
        assert_eq!(told.counts(), (0, 0, 0, 1));
        assert_eq!(
            told.sentences(),
            ["Row 2, column kind: The same minutes are already entered for 1 October 2025 as recognised. To change that, correct that entry instead."]
        );
    })
    .await;
}

#[tokio::test]
async fn rule_03_nobody_hides_behind_a_turned_name_or_lost_zeros() {
    on_each(async |world| {
        world
            .people("Y75", "0234567,Ida,Nine,,general_mentor,,,,2024-09-01,\n")
            .await;
        for verifier in ["\"Nine, Ida\"", "234567", "IDA NINE"] {
            let row = format!("0234567,pedagogy,2025-10-01,60,attended,{verifier},register,\n");
            let told = world.attendance("Y75", &row).await;
            assert_eq!(told.counts(), (0, 0, 0, 1), "{verifier}");
        }
    })
    .await;
}
