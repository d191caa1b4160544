//! Tries what is remembered of placements: student teachers, records, mentors, hostings.
//! Owns the small partnership of one school that each test begins with.
//! Never decides how many mentors there may be.

mod hand;
mod hosting;

use domain::{
    AcademicYear,
    partnership::{ProviderId, SchoolPhase, Urn},
    person::PersonId,
    placement::{
        Gate, Mentoring, MentoringId, Placement, PlacementId, StudentTeacherId, placement,
        student_teacher,
    },
};
use jiff::civil::date;
use store::{
    Conflict, Store, StoreError, Tx,
    partnership::{SchoolRecord, keep_schools},
    placement,
};

use crate::{
    made::{CLERK, behind, number, person, provider, read, second, texts, write},
    on_both,
};

/// A provider, a school, a student teacher and two mentors.
struct Small {
    provider: ProviderId,
    school: Urn,
    student: PersonId,
    mentors: [PersonId; 2],
}

async fn small(tx: &mut Tx) -> Small {
    let provider = provider(tx, 11, "L51").await;
    let record = SchoolRecord {
        urn: 100_001,
        source_columns: 1,
        ..SchoolRecord::default()
    };
    keep_schools(tx, &[record]).await.expect("a school");
    Small {
        provider,
        school: Urn(100_001),
        student: person(tx, 1).await,
        mentors: [person(tx, 2).await, person(tx, 3).await],
    }
}

fn autumn(small: &Small) -> Placement {
    Placement {
        id: PlacementId(number(31)),
        provider: small.provider,
        stage: Some(2),
        ..placement(
            small.student,
            small.school,
            date(2025, 9, 15),
            Some(date(2026, 2, 13)),
        )
    }
}

fn with(n: u32, mentor: PersonId) -> Mentoring {
    Mentoring {
        id: MentoringId(number(n)),
        mentor,
        from: date(2025, 9, 15),
        until: None,
    }
}

async fn begun(store: &Store) -> (Small, Placement) {
    let mut tx = write(store).await;
    let small = small(&mut tx).await;
    let autumn = autumn(&small);
    placement::add(&mut tx, &autumn).await.expect("kept");
    tx.commit().await.expect("kept");
    (small, autumn)
}

#[tokio::test]
async fn a_student_teacher_comes_back_whole_and_changes() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let small = small(&mut tx).await;
        let mut dev = student_teacher(small.student, small.provider);
        dev.id = StudentTeacherId(number(41));
        dev.reference = Some("STU-1".to_owned());
        dev.status = Some("trn_received".to_owned());
        dev.course = Some("PGCE-P".to_owned());
        dev.route = Some("provider_led_postgrad".to_owned());
        dev.intake = AcademicYear::starting(2025);
        dev.subject = Some("primary".to_owned());
        dev.school_phase = Some(SchoolPhase::Primary);
        dev.started_on = Some(date(2025, 9, 8));
        dev.expected_end_on = Some(date(2026, 7, 3));
        placement::add_student(&mut tx, &dev).await.expect("kept");
        let found = placement::student(&mut tx, small.provider, small.student).await;
        assert_eq!(found.expect("read"), Some(dev.clone()));

        dev.deferred_on = Some(date(2025, 10, 1));
        dev.returned_on = Some(date(2025, 11, 3));
        dev.withdrawn_on = Some(date(2026, 3, 2));
        dev.training_partner = Some(Urn(100_002));
        dev.employing_school = Some(small.school);
        dev.stated_schools = Some("100001, 100002".to_owned());
        placement::change_student(&mut tx, &dev)
            .await
            .expect("kept");
        tx.commit().await.expect("kept");
        let found = placement::students(&mut read(store).await, small.provider).await;
        assert_eq!(found.expect("read"), [dev]);
    })
    .await;
}

#[tokio::test]
async fn a_provider_knows_a_student_teacher_once_and_one_set_aside_makes_room() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let small = small(&mut tx).await;
        let mut dev = student_teacher(small.student, small.provider);
        dev.id = StudentTeacherId(number(41));
        placement::add_student(&mut tx, &dev).await.expect("kept");
        placement::set_student_aside(&mut tx, dev.id, Some(second(1)))
            .await
            .expect("set aside");
        let mut again = dev.clone();
        again.id = StudentTeacherId(number(42));
        placement::add_student(&mut tx, &again).await.expect("kept");
        tx.commit().await.expect("kept");
        let mut tx = write(store).await;
        let twice = placement::set_student_aside(&mut tx, dev.id, None).await;
        assert!(matches!(
            twice,
            Err(StoreError::Conflict(Conflict::StudentTeacherKnown))
        ));
        drop(tx);
        let found = placement::students(&mut read(store).await, small.provider).await;
        assert_eq!(found.expect("read"), [again]);
    })
    .await;
}

#[tokio::test]
async fn a_placement_comes_back_whole_and_changes() {
    on_both(async |store| {
        let (small, mut autumn) = begun(store).await;
        let mut tx = write(store).await;
        assert_eq!(
            placement::placement(&mut tx, autumn.id)
                .await
                .expect("read"),
            Some(autumn.clone())
        );
        autumn.course = Some("PGCE-P".to_owned());
        autumn.route = Some("provider_led_postgrad".to_owned());
        autumn.block = Some("Autumn".to_owned());
        autumn.stage = Some(1);
        autumn.lead_mentor = Some(small.mentors[1]);
        autumn.until = None;
        autumn.gate = Gate::Confirmed {
            on: date(2025, 9, 1),
            by: CLERK,
        };
        placement::change(&mut tx, &autumn).await.expect("kept");
        tx.commit().await.expect("kept");
        let mut tx = read(store).await;
        let found = placement::placements(&mut tx, small.provider).await;
        assert_eq!(found.expect("read"), [autumn.clone()]);
        let schools = placement::schools(&mut tx, small.provider).await;
        assert_eq!(schools.expect("read"), [(small.school, String::new())]);
        let found = placement::placements_of(&mut tx, small.student).await;
        assert_eq!(found.expect("read"), [autumn]);
    })
    .await;
}

#[tokio::test]
async fn a_placement_begins_once_and_one_set_aside_is_read_by_nobody() {
    on_both(async |store| {
        let (small, autumn) = begun(store).await;
        let again = Placement {
            id: PlacementId(number(32)),
            ..autumn.clone()
        };
        let twice = placement::add(&mut write(store).await, &again).await;
        assert!(matches!(
            twice,
            Err(StoreError::Conflict(Conflict::PlacementBegins))
        ));
        let mut tx = write(store).await;
        let held = with(51, small.mentors[0]);
        placement::add_mentoring(&mut tx, autumn.id, &held)
            .await
            .expect("kept");
        placement::set_aside(&mut tx, autumn.id, Some(second(1)))
            .await
            .expect("set aside");
        assert_eq!(
            placement::placement(&mut tx, autumn.id)
                .await
                .expect("read"),
            None
        );
        let none = placement::placements(&mut tx, small.provider).await;
        assert_eq!(none.expect("read"), []);
        let none = placement::mentorings(&mut tx, small.provider).await;
        assert_eq!(none.expect("read"), []);
        assert_eq!(
            placement::people(&mut tx, small.provider)
                .await
                .expect("read"),
            []
        );
        placement::set_aside(&mut tx, autumn.id, None)
            .await
            .expect("taken up");
        assert!(
            placement::placement(&mut tx, autumn.id)
                .await
                .expect("read")
                .is_some()
        );
    })
    .await;
}

#[tokio::test]
async fn a_job_share_is_two_rows_that_end_each_by_itself() {
    on_both(async |store| {
        let (small, autumn) = begun(store).await;
        let mut tx = write(store).await;
        let mut share = [with(51, small.mentors[0]), with(52, small.mentors[1])];
        for held in &share {
            placement::add_mentoring(&mut tx, autumn.id, held)
                .await
                .expect("kept");
        }
        let found = placement::mentorings_of(&mut tx, autumn.id).await;
        assert_eq!(found.expect("read"), share);
        assert_eq!(
            placement::whose(&mut tx, share[0].id).await.expect("read"),
            Some(autumn.id)
        );
        share[0].from = date(2025, 9, 22);
        placement::move_mentoring(&mut tx, share[0].id, share[0].from)
            .await
            .expect("moved");
        share.reverse();
        let found = placement::mentorings_of(&mut tx, autumn.id).await;
        assert_eq!(found.expect("read"), share);
        share.reverse();
        share[0].from = date(2025, 9, 15);
        placement::move_mentoring(&mut tx, share[0].id, share[0].from)
            .await
            .expect("moved back");
        share[0].until = Some(date(2025, 12, 19));
        placement::end_mentoring(&mut tx, share[0].id, share[0].until)
            .await
            .expect("ended");
        let found = placement::mentorings(&mut tx, small.provider).await;
        assert_eq!(found.expect("read"), share.map(|held| (autumn.id, held)));
        let people = placement::people(&mut tx, small.provider)
            .await
            .expect("read");
        assert_eq!(people.len(), 3);
        placement::set_mentoring_aside(&mut tx, share[1].id, Some(second(1)))
            .await
            .expect("set aside");
        assert_eq!(
            placement::whose(&mut tx, share[1].id).await.expect("read"),
            None
        );
        tx.commit().await.expect("kept");
        let found = placement::mentorings_of(&mut read(store).await, autumn.id).await;
        assert_eq!(found.expect("read"), [share[0]]);
        let again = with(53, small.mentors[0]);
        let twice = placement::add_mentoring(&mut write(store).await, autumn.id, &again).await;
        assert!(matches!(
            twice,
            Err(StoreError::Conflict(Conflict::MentoringBegins))
        ));
    })
    .await;
}

#[tokio::test]
async fn the_tables_refuse_what_no_placement_can_be() {
    on_both(async |store| {
        let (small, autumn) = begun(store).await;
        let mut tx = write(store).await;
        let held = with(51, small.mentors[0]);
        placement::add_mentoring(&mut tx, autumn.id, &held)
            .await
            .expect("kept");
        tx.commit().await.expect("kept");
        let breaks = [
            "update placement_record set stage = 4 where id = $1",
            "update placement_record set until_on = '2025-09-14' where id = $1",
            "update placement_record set gate_on = '2025-09-14' where id = $1",
        ];
        for sql in breaks {
            let done = behind(&mut write(store).await, sql, &[autumn.id.0]).await;
            assert!(done.is_err(), "{sql}");
        }
        let sql = "update placement_mentor set until_on = '2025-09-14' where id = $1";
        let done = behind(&mut write(store).await, sql, &[held.id.0]).await;
        assert!(done.is_err(), "{sql}");
        let sql = "select cast(stage as text) from placement_record";
        let kept = texts(&mut read(store).await, sql).await;
        assert_eq!(kept, ["2"]);
    })
    .await;
}
