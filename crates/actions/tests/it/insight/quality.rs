//! Tries what is amiss in a partnership's records, and each remedy.
//!
//! Owns no words. It never tries the overview.

use actions::{
    ActionError,
    insight::{MovedOn, Quality, give_trn, move_to_successor, quality, set_area, vouch},
    ledger::answer_history,
};
use domain::{
    Minutes,
    access::Deed,
    ledger::Answer,
    partnership::{FundingArea, Urn},
    person::{PersonId, Role},
};
use jiff::civil::date;

use crate::{
    placement::import_as,
    world::{KEEP, TODAY, World, attended, is_forbidden, mentor, on_each},
};

const AMINA: &str = "1000001";

async fn found(world: &World) -> Quality {
    let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
    quality(&world.platform, &officer, "Y75").await.unwrap()
}

/// Closes the first school; the third took its place.
async fn close(world: &World) {
    let register = "URN,EstablishmentName,PhaseOfEducation (code),EstablishmentStatus (code),TypeOfEstablishment (code),CloseDate\n\
        100001,Ashfield School,4,2,1,31-08-2025\n";
    world.schools(register).await;
    let mut tx = world.store.write().await.unwrap();
    let link = store::partnership::Link {
        urn: 100_001,
        linked_urn: 100_003,
        kind: "Successor".to_owned(),
        established_on: None,
    };
    let kept = store::partnership::keep_links(&mut tx, &[link]).await;
    kept.unwrap();
    tx.commit().await.unwrap();
}

fn without_trn(quality: &Quality) -> Option<PersonId> {
    quality.without_trn.first().map(|named| named.person)
}

#[tokio::test]
async fn a_missing_trn_is_found_and_given_once() {
    on_each(async |world| {
        world
            .people(
                "Y75",
                ",Ben,Low,ben@x.example,general_mentor,100001,,,2024-09-01,\n",
            )
            .await;
        let ben = without_trn(&found(world).await).unwrap();
        let (officer, once) = (world.operator(), world.platform.number());
        for _ in 0..2 {
            let trn = "1000002".parse().unwrap();
            let given = give_trn(&world.platform, &officer, once, ("Y75", ben), trn).await;
            given.unwrap();
        }
        assert_eq!(without_trn(&found(world).await), None);
        assert_eq!(world.person("1000002").await, ben);
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_waits_counts_once_somebody_vouches_for_it() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let row = attended(AMINA, "pedagogy", "2025-10-01", 60).replace("Dr Register", "");
        world.attended("Y75", &row).await;
        let waits = found(world).await.unverified;
        assert_eq!((waits.len(), waits[0].name.as_str()), (1, "Amina Khan"));
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let (once, entry) = (world.platform.number(), waits[0].entry.id);
        let theirs = world.actor(Role::PartnershipOfficer, "L51", None).await;
        let no = vouch(&world.platform, &theirs, world.platform.number(), entry).await;
        assert!(is_forbidden(&no));
        let known = world.operator();
        vouch(&world.platform, &known, once, entry).await.unwrap();
        drop(officer);
        assert!(found(world).await.unverified.is_empty());
        assert_eq!(
            world.standing("Y75", AMINA).await.standing.done,
            Minutes(60)
        );
    })
    .await;
}

#[tokio::test]
async fn two_records_of_one_name_at_one_school_are_pointed_out_unless_each_has_a_trn() {
    on_each(async |world| {
        let rows = [
            mentor("1000005", "Sarah", "Hughes", 100_002),
            mentor("1000006", "Sarah", "Hughes", 100_002),
            mentor(AMINA, "Amina", "Khan", 100_001),
            ",Amina,Khan,a.khan@x.example,general_mentor,100001,,,2024-09-01,\n".to_owned(),
        ];
        world.people("Y75", &rows.concat()).await;
        let twins = found(world).await.twins;
        assert_eq!(twins.len(), 1, "two Sarah Hughes are two people");
        assert_eq!(twins[0].one.name, "Amina Khan");
        assert_eq!(twins[0].why, "the same name at one school");
    })
    .await;
}

#[tokio::test]
async fn everybody_of_a_closed_school_moves_to_its_successor_from_today() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        close(world).await;
        let closed = found(world).await.closed;
        assert_eq!((closed.len(), closed[0].roles), (1, 1));
        assert_eq!(
            closed[0].successor,
            Some((Urn(100_003), "Cedar Academy".to_owned()))
        );
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let whose = ("Y75", Urn(100_001));
        let once = world.platform.number();
        let told = move_to_successor(&world.platform, &officer, once, whose).await;
        assert_eq!(
            told.unwrap(),
            MovedOn {
                roles: 1,
                placements: 0
            }
        );
        assert!(found(world).await.closed.is_empty());
        assert_eq!(
            world.standing("Y75", AMINA).await.school,
            Some(Urn(100_003))
        );
        let mentor = world.actor(Role::GeneralMentor, "Y75", Some(100_001)).await;
        let no = quality(&world.platform, &mentor, "Y75").await;
        assert!(is_forbidden(&no));
    })
    .await;
}

#[tokio::test]
async fn placements_of_a_closed_school_go_on_at_its_successor_and_what_was_stays() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let rows = format!(
            "STU-7,Kit Moss,,,Autumn,1,100001,{AMINA},,2025-09-15,2026-02-13\n\
             STU-8,Lea Nash,,,Spring,2,100001,{AMINA},,2026-02-23,2026-06-26\n\
             STU-9,Ola Pike,,,Autumn,1,100001,{AMINA},,2025-09-15,2025-10-24\n"
        );
        let told = import_as(world, &world.operator(), "Y75", &rows, KEEP).await;
        assert_eq!(told.unwrap().sentences(), Vec::<String>::new());
        close(world).await;
        let closed = found(world).await.closed;
        assert_eq!((closed[0].roles, closed[0].placements), (1, 2));
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let (whose, once) = (("Y75", Urn(100_001)), world.platform.number());
        for _ in 0..2 {
            let moved = move_to_successor(&world.platform, &officer, once, whose).await;
            let both = MovedOn {
                roles: 1,
                placements: 2,
            };
            assert_eq!(moved.unwrap(), both);
        }
        assert!(found(world).await.closed.is_empty());
        let y75 = world.provider("Y75").await;
        let mut tx = world.store.read().await.unwrap();
        let all = store::placement::placements(&mut tx, y75).await.unwrap();
        let told = |urn: u32| {
            let there = all.iter().filter(move |one| one.school == Urn(urn));
            there.map(|one| (one.from, one.until)).collect::<Vec<_>>()
        };
        let (autumn, spring) = (date(2025, 9, 15), date(2026, 2, 23));
        let before = told(100_001);
        assert!(before.contains(&(autumn, Some(date(2025, 11, 17)))));
        assert!(
            before.contains(&(autumn, Some(date(2025, 10, 24)))),
            "what was stays"
        );
        assert_eq!(
            told(100_003),
            [
                (TODAY, Some(date(2026, 2, 13))),
                (spring, Some(date(2026, 6, 26)))
            ]
        );
        let amina = world.person(AMINA).await;
        let hosted = store::placement::hostings_of(&mut tx, y75, amina)
            .await
            .unwrap();
        assert_eq!(hosted.len(), 4, "her time goes on with them");
        assert!(
            found(world)
                .await
                .lacking
                .iter()
                .all(|one| one.mentor_from.is_none())
        );
    })
    .await;
}

#[tokio::test]
async fn an_area_that_nobody_knows_is_said_once_and_by_whom() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let unknown = found(world).await.area_unknown;
        assert_eq!(unknown, [(Urn(100_001), "Ashfield School".to_owned())]);
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let (whose, once) = (("Y75", Urn(100_001)), world.platform.number());
        for _ in 0..2 {
            let area = FundingArea::OuterLondon;
            let set = set_area(&world.platform, &officer, once, whose, area).await;
            set.unwrap();
        }
        assert!(found(world).await.area_unknown.is_empty());
        let page = actions::partnership::school(&world.platform, &officer, "Y75", whose.1).await;
        assert_eq!(
            page.unwrap().facts.funding_area,
            Some(FundingArea::OuterLondon)
        );
        let notes = world.notes().await;
        let last = notes.last().unwrap();
        assert_eq!(
            (last.done_by, last.deed),
            (officer.person, Deed::SetSchoolArea)
        );
        let once = world.platform.number();
        let again = set_area(&world.platform, &officer, once, whose, FundingArea::Fringe).await;
        assert!(
            matches!(again, Err(ActionError::NotFound(_))),
            "it is known"
        );
    })
    .await;
}

#[tokio::test]
async fn with_the_clock_moved_back_what_came_later_is_not_amiss_yet() {
    on_each(async |world| {
        let people = mentor(AMINA, "Amina", "Khan", 100_001);
        world.people("Y75", &people).await;
        let earlier = format!("{AMINA},pedagogy,2025-03-04,60,attended,Dr Register,import,\n");
        world.attended("Y75", &earlier).await;
        let stranger = attended("1999999", "pedagogy", "2025-10-01", 60);
        world.attendance("Y75", &stranger).await;
        let amina = world.person(AMINA).await;
        let actor = actions::access::actor(&world.platform, amina)
            .await
            .unwrap();
        let wrong = Answer::questioned("A day is missing.").unwrap();
        let once = world.platform.number();
        answer_history(&world.platform, &actor, amina, "Y75", once, wrong)
            .await
            .unwrap();
        let counts = async || {
            let found = found(world).await;
            (found.rows.len(), found.questioned.len())
        };
        assert_eq!(counts().await, (1, 1));
        world.wind(TODAY.yesterday().unwrap());
        assert_eq!(counts().await, (0, 0));
        world.wind(TODAY);
        assert_eq!(counts().await, (1, 1));
    })
    .await;
}
