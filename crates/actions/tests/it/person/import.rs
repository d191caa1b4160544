//! Tries files of people that are as they should be.
//!
//! Owns no words. It never tries a bad row.

use actions::access::actor;
use domain::{
    access::Deed,
    partnership::{SchoolPhase, Urn},
    person::{Person, PersonId, Role},
};
use jiff::civil::date;
use store::person::NewMembership;

use crate::world::{DRY, KEEP, PEOPLE, World, attended, mentor, on_each};

async fn everyone(world: &World) -> Vec<Person> {
    let mut tx = world.store.read().await.unwrap();
    store::person::people(&mut tx).await.unwrap()
}

async fn held(world: &World, person: PersonId) -> Vec<NewMembership> {
    let mut tx = world.store.read().await.unwrap();
    store::person::memberships_of(&mut tx, person)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_person_comes_in_with_everything_that_the_row_says() {
    on_each(async |world| {
        let row = "0012345,Siân,O’Connor,Sian@Ashfield.sch.uk,General Mentor,100001,Modern Languages,Secondary,1/9/2024,31 August 2026\n";
        assert_eq!(world.people("Y75", row).await.counts(), (1, 0, 0, 0));
        let person = world.person("0012345").await;
        let membership = &held(world, person).await[0].membership;
        assert_eq!((membership.role, membership.school), (Role::GeneralMentor, Some(Urn(100_001))));
        assert_eq!(membership.subject.as_deref(), Some("modern-languages"));
        assert_eq!(membership.school_phase, Some(SchoolPhase::Secondary));
        assert_eq!(
            (membership.from, membership.until),
            (Some(date(2024, 9, 1)), Some(date(2026, 8, 31)))
        );
        assert_eq!(everyone(world).await[0].name(), "Siân O’Connor");
        let actor = actor(&world.platform, person).await.unwrap();
        assert!(actor.is(Role::GeneralMentor) && !actor.is(Role::LeadMentor));
        let note = world.notes().await.pop().unwrap();
        assert_eq!((note.deed, note.told.as_str()), (Deed::ImportPeople, "1 row new or changed"));
        assert_eq!(note.subject, "file.csv");
    })
    .await;
}

#[tokio::test]
async fn rule_01_one_person_has_one_record_over_providers_schools_and_roles() {
    on_each(async |world| {
        let rows = [
            mentor("1000001", "Amina", "Khan", 100_001),
            mentor("1000001", "Amina", "Khan", 100_002),
            "1000001,AMINA,khan,,professional_mentor,100001,,,2024-09-01,\n".to_owned(),
        ];
        assert_eq!(
            world.people("Y75", &rows.concat()).await.counts(),
            (1, 2, 0, 0)
        );
        world
            .people("L51", &mentor("1000001", "Amina", "Khan", 100_001))
            .await;
        assert_eq!(everyone(world).await.len(), 1);
        assert_eq!(held(world, world.person("1000001").await).await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    on_each(async |world| {
        let rows = [
            mentor("1000001", "Amina", "Khan", 100_001),
            mentor("1000002", "Ben", "Low", 100_002),
        ]
        .concat();
        assert_eq!(world.people("Y75", &rows).await.counts(), (2, 0, 0, 0));
        let notes = world.notes().await;
        assert_eq!(world.people("Y75", &rows).await.counts(), (0, 0, 2, 0));
        assert_eq!(
            world.people("Y75", &rows.repeat(2)).await.counts(),
            (0, 0, 4, 0)
        );
        assert_eq!(world.notes().await, notes);
        assert_eq!(held(world, world.person("1000001").await).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_membership_that_ends_later_or_changes_its_subject_is_changed() {
    on_each(async |world| {
        world
            .people("Y75", &mentor("1000001", "Amina", "Khan", 100_001))
            .await;
        let row = "1000001,Amina,Khan,,general_mentor,100001,history,,2024-09-01,2026-07-31\n";
        assert_eq!(world.people("Y75", row).await.counts(), (0, 1, 0, 0));
        let held = held(world, world.person("1000001").await).await;
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].membership.until, Some(date(2026, 7, 31)));
        assert_eq!(held[0].membership.subject.as_deref(), Some("history"));
    })
    .await;
}

#[tokio::test]
async fn a_number_an_address_or_a_reference_that_was_not_known_is_added() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                ",Amina,Khan,amina@ashfield.sch.uk,general_mentor,100001,,,2024-09-01,\n",
            )
            .await;
        world
            .people(
                "Y75",
                "1000001,Amina,Khan,amina@ashfield.sch.uk,general_mentor,100001,,,2024-09-01,\n",
            )
            .await;
        world
            .people(
                "Y75",
                "1000001,Amina,Khan,home@example.org,general_mentor,100001,,,2024-09-01,\n",
            )
            .await;
        assert_eq!(everyone(world).await.len(), 1);
        let mut tx = world.store.read().await.unwrap();
        assert_eq!(store::person::emails(&mut tx).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn somebody_of_the_same_name_is_another_person_and_pointed_out() {
    on_each(async |world| {
        world.people("Y75", &mentor("1000001", "Amina", "Khan", 100_001)).await;
        let told = world.people("Y75", &mentor("1000002", "Amina", "Khan", 100_002)).await;
        assert_eq!(told.counts(), (1, 0, 0, 0));
        assert_eq!(told.notes, [
            "Row 2: somebody else of the name Amina Khan is known already, with TRN 1000001. If they are one person, give the same TRN or e-mail."
        ]);
        assert_eq!(everyone(world).await.len(), 2);
    })
    .await;
}

/// Rows in more than one piece, where later ones build upon earlier ones.
fn in_pieces() -> String {
    let first: String = (0..600)
        .map(|at| {
            mentor(
                &format!("{}", 2_000_000 + at),
                "Mentor",
                &format!("Number {at}"),
                100_001,
            )
        })
        .collect();
    let second = "2000000,Mentor,Number 0,zero@ashfield.sch.uk,general_mentor,100002,,,2024-09-01,\n\
        ,Mentor,Number 0,zero@ashfield.sch.uk,lead_mentor,,,,2024-09-01,\n\
        2000001,Somebody,Else,,lead_mentor,,,,2024-09-01,\n";
    format!("{PEOPLE}{first}{second}")
}

#[tokio::test]
async fn a_dry_run_of_many_rows_reports_the_same_and_keeps_nothing() {
    on_each(async |world| {
        let operator = world.operator();
        let notes = world.notes().await;
        let dry = world
            .people_as(&operator, "Y75", in_pieces(), DRY)
            .await
            .unwrap();
        assert!(everyone(world).await.is_empty());
        assert_eq!(world.notes().await, notes);
        let kept = world
            .people_as(&operator, "Y75", in_pieces(), KEEP)
            .await
            .unwrap();
        assert_eq!(dry, kept);
        assert_eq!(kept.counts(), (600, 2, 0, 1));
        assert_eq!(everyone(world).await.len(), 600);
    })
    .await;
}

#[tokio::test]
async fn the_same_people_taken_in_twice_at_once_are_kept_once() {
    on_each(async |world| {
        let file = in_pieces();
        let operator = world.operator();
        let (first, second) = tokio::join!(
            world.people_as(&operator, "Y75", &file, KEEP),
            world.people_as(&operator, "Y75", &file, KEEP),
        );
        assert_eq!(first.unwrap().report.new + second.unwrap().report.new, 600);
        assert_eq!(everyone(world).await.len(), 600);
        let mut tx = world.store.read().await.unwrap();
        let memberships = store::person::memberships(&mut tx).await.unwrap();
        assert_eq!(memberships.len(), 602);
    })
    .await;
}

#[tokio::test]
async fn names_come_as_they_are_written_in_windows_1252_utf_16_and_across_lines() {
    on_each(async |world| {
        let text = format!("{PEOPLE}{}", mentor("1000001", "Zoë", "Brontë", 100_001));
        let windows: Vec<u8> = text
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect();
        let text = format!("{PEOPLE}{}", mentor("1000002", "Łucja", "Šimić", 100_001));
        let mut utf16 = vec![0xfe, 0xff];
        utf16.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let tabs =
            format!("{PEOPLE}{}", mentor("1000003", "Tab", "Stop", 100_001)).replace(',', "\t");
        for bytes in [windows, utf16, tabs.into_bytes()] {
            let told = world
                .people_as(&world.operator(), "Y75", bytes, KEEP)
                .await
                .unwrap();
            assert_eq!(told.counts(), (1, 0, 0, 0), "{:?}", told.refused);
        }
        let mut names: Vec<String> = everyone(world).await.iter().map(Person::name).collect();
        names.sort();
        assert_eq!(names, ["Tab Stop", "Zoë Brontë", "Łucja Šimić"]);
    })
    .await;
}

#[tokio::test]
async fn columns_may_stand_in_any_order() {
    on_each(async |world| {
        let text = "To,From,School phase,subject,School-URN,role,EMAIL,Last Name,first_name,problem,TRN\n\
            ,2024-09-01,,,100001,lead mentor,,Lead,Lena,an old reason,1000002\n";
        let told = world.people_as(&world.operator(), "Y75", text, KEEP).await.unwrap();
        assert_eq!((told.counts(), told.notes), ((1, 0, 0, 0), Vec::new()));
        let actor = actor(&world.platform, world.person("1000002").await).await.unwrap();
        assert!(actor.is(Role::LeadMentor));
    })
    .await;
}

#[tokio::test]
async fn a_person_with_hours_stays_the_same_person_when_they_move_school() {
    on_each(async |world| {
        world
            .people("Y75", &mentor("1000001", "Amina", "Khan", 100_001))
            .await;
        world
            .attended("Y75", &attended("1000001", "pedagogy", "2025-10-01", 60))
            .await;
        world
            .people(
                "Y75",
                "1000001,Amina,Khan,,general_mentor,100001,,,2024-09-01,2025-10-31\n\
            1000001,Amina,Khan,,general_mentor,100002,,,2025-11-01,\n",
            )
            .await;
        let row = world.standing("Y75", "1000001").await;
        assert_eq!(
            (row.school, row.schools),
            (Some(Urn(100_002)), vec![Urn(100_002)])
        );
        assert_eq!(row.standing.done.0, 60);
    })
    .await;
}
