//! Tries the placement record: both imports, the deeds on one placement, lists and leave.
//!
//! Owns the columns of both files and one student teacher. It never decides how many mentors there may be.

mod assign;
mod files;
mod list;
mod register;

use actions::{
    ActionError,
    import::{Heard, Manner},
    placement::{import_placements, import_trainees},
};
use domain::{
    access::Actor,
    partnership::Urn,
    person::{Membership, Person, PersonId, Role},
    placement::{
        Mentoring, Placement, PlacementId, StudentTeacherId, placement, seen, student_teacher,
    },
};
use jiff::{ToSpan, civil::date};
use store::person::NewMembership;

use crate::world::{KEEP, Told, World};

/// The columns of a file of placements.
const COLUMNS: &str = "student_reference,student_name,course,route,block,stage,school_urn,mentor,lead_mentor,from,to\n";

/// The columns of the register's list, in its order.
pub const REGISTER: &str = "register_id,completed,trainee_url,record_source,apply_id,hesa_id,provider_trainee_id,trn,trainee_status,start_academic_year,end_academic_year,academic_years,record_created_at,register_record_last_changed_at,hesa_record_last_changed_at,submitted_for_trn_at,provider_name,provider_id,first_names,middle_names,last_names,date_of_birth,sex,nationality,email_address,diversity_disclosure,ethnic_group,ethnic_background,ethnic_background_additional,disability_disclosure,disabilities,number_of_degrees,degree_1_uk_or_non_uk,degree_1_awarding_institution,degree_1_country,degree_1_subject,degree_1_type_uk,degree_1_type_non_uk,degree_1_grade,degree_1_other_grade,degree_1_graduation_year,degrees,course_training_route,course_qualification,course_education_phase,course_subject_category,course_itt_subject_1,course_itt_subject_2,course_itt_subject_3,course_minimum_age,course_maximum_age,course_full_or_part_time,course_level,itt_start_date,expected_end_date,course_duration_in_years,trainee_start_date,training_partner_name,training_partner_urn,employing_school_name,employing_school_urn,training_initiative,funding_method,funding_value,bursary_tier,placement_one,placement_two,other_placements,award_standards_met_date,award_given_at,defer_date,return_from_deferral_date,withdraw_date,withdraw_reasons,withdrawal_trigger,withdrawal_future_interest";

pub const STUDENT: &str = "2000001";

fn ear(told: &mut Told) -> impl FnMut(Heard<'_>) + Send {
    |heard| match heard {
        Heard::Refused(problem) => told.refused.push(problem.clone()),
        Heard::Note(note) => told.notes.push(note),
        Heard::Columns(_) | Heard::Progress(..) | Heard::Changes(_) => {}
    }
}

/// Takes in placements; the first row of names is put before the rows.
pub async fn import_as(
    world: &World,
    actor: &Actor,
    provider: &str,
    rows: &str,
    manner: Manner,
) -> Result<Told, ActionError> {
    let file = world.file(format!("{COLUMNS}{rows}"));
    let mut told = Told::default();
    let done = {
        let mut ear = ear(&mut told);
        import_placements(&world.platform, actor, &file, provider, manner, &mut ear).await
    };
    told.report = done?;
    Ok(told)
}

async fn import(world: &World, rows: &str) -> Told {
    let operator = world.operator();
    import_as(world, &operator, "Y75", rows, KEEP)
        .await
        .unwrap()
}

/// A list of trainees, each by the names of its cells.
pub fn written(rows: &[&[(&str, &str)]]) -> String {
    let row = |cells: &[(&str, &str)]| {
        let cell = |name: &str| {
            let given = cells.iter().find(|(known, _)| *known == name);
            given.map_or(String::new(), |(_, cell)| format!("\"{cell}\""))
        };
        REGISTER.split(',').map(cell).collect::<Vec<_>>().join(",")
    };
    let rows: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
    format!("{REGISTER}\n{}\n", rows.join("\n"))
}

/// Takes in trainees, each by the names of its cells.
pub async fn trainees_as(
    world: &World,
    actor: &Actor,
    provider: &str,
    rows: &[&[(&str, &str)]],
    manner: Manner,
) -> Result<Told, ActionError> {
    let file = world.file(written(rows));
    let mut told = Told::default();
    let done = {
        let mut ear = ear(&mut told);
        import_trainees(&world.platform, actor, &file, provider, manner, &mut ear).await
    };
    told.report = done?;
    Ok(told)
}

/// Keeps one student teacher of York St John.
pub async fn student(world: &World) -> PersonId {
    let provider = world.provider("Y75").await;
    let person = PersonId(world.platform.number());
    let mut tx = world.store.write().await.unwrap();
    let known = Person {
        id: person,
        trn: STUDENT.parse().ok(),
        first_name: "Dev".to_owned(),
        last_name: "Patel".to_owned(),
    };
    store::person::add(&mut tx, &known).await.unwrap();
    let held = NewMembership {
        id: world.platform.number(),
        membership: Membership {
            person,
            provider,
            role: Role::StudentTeacher,
            school: None,
            scope: None,
            subject: None,
            school_phase: None,
            from: None,
            until: None,
        },
    };
    store::person::add_membership(&mut tx, &held).await.unwrap();
    let mut record = student_teacher(person, provider);
    record.id = StudentTeacherId(world.platform.number());
    store::placement::add_student(&mut tx, &record)
        .await
        .unwrap();
    store::audit::count_up(&mut tx, "placement", Some(provider))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    person
}

/// Keeps one more placement of the student teacher at the first school, with nobody to mentor.
pub async fn placed(world: &World) -> PlacementId {
    let provider = world.provider("Y75").await;
    let student = world.person(STUDENT).await;
    let mut tx = world.store.write().await.unwrap();
    let before = store::placement::placements_of(&mut tx, student)
        .await
        .unwrap();
    let days = i64::try_from(before.len()).unwrap().days();
    let from = date(2025, 9, 15).checked_add(days).unwrap();
    let until = date(2026, 7, 3).max(from.checked_add(30.days()).unwrap());
    let mut new = placement(student, Urn(100_001), from, Some(until));
    new.id = PlacementId(world.platform.number());
    new.provider = provider;
    store::placement::add(&mut tx, &new).await.unwrap();
    store::audit::count_up(&mut tx, "placement", Some(provider))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    new.id
}

/// A placement as it stands, with the token that a form would carry.
pub async fn state(world: &World, id: PlacementId) -> (Placement, String) {
    let (placement, mentorings) = whole(world, id).await;
    let seen = seen(&placement, &mentorings);
    (placement, seen)
}

async fn whole(world: &World, id: PlacementId) -> (Placement, Vec<Mentoring>) {
    let mut tx = world.store.read().await.unwrap();
    let placement = store::placement::placement(&mut tx, id).await.unwrap();
    let mentorings = store::placement::mentorings_of(&mut tx, id).await.unwrap();
    (placement.unwrap(), mentorings)
}

/// Every placement of York St John with its mentors.
async fn all(world: &World) -> Vec<(Placement, Vec<Mentoring>)> {
    let provider = world.provider("Y75").await;
    let placements = {
        let mut tx = world.store.read().await.unwrap();
        store::placement::placements(&mut tx, provider)
            .await
            .unwrap()
    };
    let mut all = Vec::new();
    for placement in placements {
        all.push(whole(world, placement.id).await);
    }
    all
}
