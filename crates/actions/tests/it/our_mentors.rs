//! Tries the lists of mentors of a school and of a lead mentor, and the nudge.
//!
//! Owns no words of its own. It never sends anything.

use actions::{
    notice::{Chosen, nudge},
    our_mentors::{OurMentors, Whose, our_mentors},
    this_week::this_week,
};
use domain::{access::Actor, person::Role};

use crate::{
    placement,
    world::{TODAY, World, is_forbidden, on_each},
};

pub const AMINA: &str = "1000001";
pub const BEN: &str = "1000002";
const STUDENT_FILE: &str =
    "S1,Dev Patel,PGCE,,Block 1,1,100001,1000001,1000007,2025-09-15,2026-07-03\n";

/// Amina hosts at the first school and is behind; Ben hosts nobody at the second.
pub async fn filled(world: &World) {
    let recent = |trn: &str, first: &str, last: &str, school: u32| {
        format!(
            "{trn},{first},{last},{first}@school.example,general_mentor,{school},,,2025-09-01,\n"
        )
    };
    let lead = "1000007,Judith,Kemp,,lead_mentor,,,,2024-09-01,\n";
    let rows = [
        recent(AMINA, "Amina", "Khan", 100_001),
        recent(BEN, "Ben", "Low", 100_002),
        lead.to_owned(),
    ];
    let told = world.people("Y75", &rows.concat()).await;
    assert_eq!(told.sentences(), Vec::<String>::new());
    let operator = world.operator();
    let manner = crate::world::KEEP;
    let told = placement::import_as(world, &operator, "Y75", STUDENT_FILE, manner).await;
    assert_eq!(told.unwrap().sentences(), Vec::<String>::new());
}

async fn seen_by(world: &World, actor: &Actor, whose: Whose) -> OurMentors {
    our_mentors(&world.platform, actor, whose).await.unwrap()
}

fn names(found: &OurMentors) -> Vec<String> {
    let name = |ours: &actions::our_mentors::Ours| ours.row.person.first_name.clone();
    found.rows.iter().map(name).collect()
}

#[tokio::test]
async fn a_school_sees_its_own_mentors_and_by_what_they_are_overdue() {
    on_each(async |world| {
        filled(world).await;
        let role = Role::ProfessionalMentor;
        let here = world.actor(role, "Y75", Some(100_001)).await;
        let found = seen_by(world, &here, Whose::School).await;
        assert_eq!(names(&found), ["Amina"]);
        let overdue: Vec<&str> = found.rows[0].overdue().collect();
        assert_eq!(overdue, ["Models of mentoring and coaching"]);
        assert!(found.rows[0].may_nudge);
        assert_eq!(found.rows[0].addresses, ["amina@school.example"]);

        let there = world.actor(role, "Y75", Some(100_002)).await;
        let found = seen_by(world, &there, Whose::School).await;
        assert_eq!(names(&found), ["Ben"]);
        assert_eq!(found.overdue().count(), 0, "nobody is hosted");
        let elsewhere = world.actor(role, "L51", Some(100_001)).await;
        let found = seen_by(world, &elsewhere, Whose::School).await;
        assert!(found.rows.is_empty(), "another provider's");
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(is_forbidden(
            &our_mentors(&world.platform, &officer, Whose::School).await
        ));
    })
    .await;
}

#[tokio::test]
async fn a_caseload_is_the_mentors_of_the_placements_that_name_the_lead_mentor() {
    on_each(async |world| {
        filled(world).await;
        let judith = world.person("1000007").await;
        let judith = actions::access::actor(&world.platform, judith)
            .await
            .unwrap();
        let found = seen_by(world, &judith, Whose::Caseload).await;
        assert_eq!(names(&found), ["Amina"]);
        let another = world.actor(Role::LeadMentor, "Y75", None).await;
        let found = seen_by(world, &another, Whose::Caseload).await;
        assert!(found.rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_nudge_is_noted_for_those_chosen_once_and_for_none_where_one_is_not_theirs() {
    on_each(async |world| {
        filled(world).await;
        let here = world
            .actor(Role::ProfessionalMentor, "Y75", Some(100_001))
            .await;
        let chosen = async |trn| Chosen {
            provider: "Y75".to_owned(),
            mentor: world.person(trn).await,
        };
        let (amina, ben) = (chosen(AMINA).await, chosen(BEN).await);
        let both = [amina.clone(), ben];
        let once = world.platform.number();
        assert!(is_forbidden(
            &nudge(&world.platform, &here, once, &both).await
        ));
        let found = seen_by(world, &here, Whose::School).await;
        assert_eq!(found.rows[0].nudged_on, None, "none was noted");
        for _ in 0..2 {
            let noted = nudge(
                &world.platform,
                &here,
                once,
                &[amina.clone(), amina.clone()],
            )
            .await;
            assert_eq!(noted.unwrap(), 1);
        }
        let found = seen_by(world, &here, Whose::School).await;
        assert_eq!(found.rows[0].nudged_on, Some(TODAY));
        let nudges = world.notes().await;
        let nudges = nudges
            .iter()
            .filter(|note| note.told.contains("written to"));
        assert_eq!(nudges.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_mentor_s_first_page_has_their_student_teacher_and_somebody_to_ask() {
    on_each(async |world| {
        filled(world).await;
        let officer = "1000008,Olu,Ade,olu@york.example,partnership_officer,,,,2024-09-01,\n";
        world.people("Y75", officer).await;
        let own = async |trn| {
            let person = world.person(trn).await;
            let actor = actions::access::actor(&world.platform, person)
                .await
                .unwrap();
            this_week(&world.platform, &actor).await.unwrap().0
        };
        let amina = own(AMINA).await;
        let side = &amina.sides[0];
        assert_eq!(side.students[0].name, "Dev Patel");
        let contact = side.contact.clone().unwrap();
        assert_eq!(
            (contact.name.as_str(), contact.label.as_str()),
            ("Judith Kemp", "Lead Mentor")
        );
        let ben = own(BEN).await;
        assert!(ben.sides[0].students.is_empty());
        let contact = ben.sides[0].contact.clone().unwrap();
        assert_eq!(contact.address.as_deref(), Some("olu@york.example"));
        let stranger = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(is_forbidden(&this_week(&world.platform, &stranger).await));
    })
    .await;
}
