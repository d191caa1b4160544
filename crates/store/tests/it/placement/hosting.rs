//! Tries whom mentors host, as their standing reads it.
//! Owns the days on which a hosting ends before its placement does.
//! Never reckons a standing.

use domain::placement::{MentoringId, StudentTeacherId, student_teacher};
use domain::{Date, placement::Placement};
use jiff::civil::date;
use store::{Store, placement};

use super::{Small, begun, with};
use crate::{
    made::{number, read, write},
    on_both,
};

async fn kept(store: &Store, student: Option<Date>) -> (Small, Placement) {
    let (small, autumn) = begun(store).await;
    let mut tx = write(store).await;
    let mut dev = student_teacher(small.student, small.provider);
    dev.id = StudentTeacherId(number(41));
    dev.course = Some("PGCE-P".to_owned());
    dev.route = Some("provider_led_postgrad".to_owned());
    dev.withdrawn_on = student;
    placement::add_student(&mut tx, &dev).await.expect("kept");
    let mut first = with(51, small.mentors[0]);
    first.until = Some(date(2025, 12, 19));
    let mut second = with(52, small.mentors[1]);
    second.from = date(2025, 12, 20);
    for held in [first, second] {
        placement::add_mentoring(&mut tx, autumn.id, &held)
            .await
            .expect("kept");
    }
    tx.commit().await.expect("kept");
    (small, autumn)
}

#[tokio::test]
async fn a_mentor_hosts_from_their_own_first_day_to_the_last_of_the_placement() {
    on_both(async |store| {
        let (small, autumn) = kept(store, None).await;
        let mut tx = read(store).await;
        let all = placement::hostings(&mut tx, small.provider)
            .await
            .expect("read");
        assert_eq!(all.len(), 2);
        for (mentor, from, until) in [
            (small.mentors[0], autumn.from, date(2025, 12, 19)),
            (small.mentors[1], date(2025, 12, 20), date(2026, 2, 13)),
        ] {
            let one = placement::hostings_of(&mut tx, small.provider, mentor).await;
            let one = one.expect("read");
            assert_eq!(all[&mentor], one);
            assert_eq!(
                (one[0].student, one[0].school),
                (small.student, small.school)
            );
            let hosting = &one[0].hosting;
            assert_eq!((hosting.from, hosting.until), (from, until));
            assert_eq!(hosting.stage, Some(2));
            assert_eq!(hosting.course.as_deref(), Some("PGCE-P"));
            assert_eq!(hosting.route.as_deref(), Some("provider_led_postgrad"));
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_hosts_a_student_teacher_who_has_left() {
    on_both(async |store| {
        let (small, _) = kept(store, Some(date(2025, 12, 1))).await;
        let all = placement::hostings(&mut read(store).await, small.provider).await;
        let all = all.expect("read");
        assert_eq!(all.len(), 1, "the second mentor never had them");
        let until = all[&small.mentors[0]][0].hosting.until;
        assert_eq!(until, date(2025, 11, 30));
    })
    .await;
}

#[tokio::test]
async fn a_placement_s_own_course_goes_before_that_of_the_student_teacher() {
    on_both(async |store| {
        let (small, mut autumn) = kept(store, None).await;
        autumn.course = Some("PGCE-S".to_owned());
        autumn.until = None;
        let mut tx = write(store).await;
        placement::change(&mut tx, &autumn).await.expect("kept");
        let set_aside = MentoringId(number(51));
        placement::set_mentoring_aside(&mut tx, set_aside, Some(crate::made::second(1)))
            .await
            .expect("set aside");
        tx.commit().await.expect("kept");
        let all = placement::hostings(&mut read(store).await, small.provider).await;
        let all = all.expect("read");
        assert!(!all.contains_key(&small.mentors[0]));
        let hosting = &all[&small.mentors[1]][0].hosting;
        assert_eq!(hosting.course.as_deref(), Some("PGCE-S"));
        assert_eq!(hosting.until, Date::MAX);
    })
    .await;
}
