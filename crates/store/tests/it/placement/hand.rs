//! Tries how what one record has to do with placements is handed to another.
//! Owns no words of its own.
//! Never changes what a placement says but whose it is.

use domain::placement::{Placement, PlacementId, StudentTeacherId, student_teacher};
use store::{Conflict, StoreError, placement};

use super::{begun, with};
use crate::{
    made::{number, person, second, write},
    on_both,
};

#[tokio::test]
async fn a_student_teacher_and_their_placement_are_handed_to_another_record() {
    on_both(async |store| {
        let (small, autumn) = begun(store).await;
        let mut tx = write(store).await;
        let to = person(&mut tx, 9).await;
        let mut dev = student_teacher(small.student, small.provider);
        dev.id = StudentTeacherId(number(41));
        placement::add_student(&mut tx, &dev).await.expect("kept");
        placement::hand_student(&mut tx, dev.id, to)
            .await
            .expect("handed");
        placement::hand_placement(&mut tx, autumn.id, to)
            .await
            .expect("handed");
        let known = placement::student(&mut tx, small.provider, to).await;
        assert_eq!(known.expect("read").map(|one| one.id), Some(dev.id));
        let theirs = placement::placements_of(&mut tx, to).await.expect("read");
        assert_eq!(theirs.len(), 1);
        let with = placement::providers_of(&mut tx, to).await.expect("read");
        assert_eq!(with, [small.provider]);
        let none = placement::providers_of(&mut tx, small.student).await;
        assert!(none.expect("read").is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_mentor_s_time_is_handed_on_unless_the_same_time_is_kept_there() {
    on_both(async |store| {
        let (small, autumn) = begun(store).await;
        let mut tx = write(store).await;
        let [one, other] = small.mentors;
        let spring = Placement {
            id: PlacementId(number(32)),
            from: autumn.from.tomorrow().expect("a day"),
            lead_mentor: Some(other),
            ..autumn.clone()
        };
        placement::add(&mut tx, &spring).await.expect("kept");
        let times = [(autumn.id, with(51, one)), (spring.id, with(52, other))];
        for (placement, time) in &times {
            placement::add_mentoring(&mut tx, *placement, time)
                .await
                .expect("kept");
        }
        assert_eq!(
            placement::hand_led(&mut tx, other, one).await.expect("led"),
            1
        );
        let id = times[1].1.id;
        placement::hand_mentoring(&mut tx, id, spring.id, one)
            .await
            .expect("handed");
        let theirs = placement::mentored_by(&mut tx, one).await.expect("read");
        let of: Vec<_> = theirs.iter().map(|(of, held)| (*of, held.mentor)).collect();
        assert_eq!(of, [(autumn.id, one), (spring.id, one)]);
        let now = Some(second(1));
        placement::set_aside(&mut tx, spring.id, now)
            .await
            .expect("aside");
        assert_eq!(
            placement::mentored_by(&mut tx, one)
                .await
                .expect("read")
                .len(),
            1
        );
        tx.commit().await.expect("kept");
        let mut tx = write(store).await;
        let same = placement::hand_mentoring(&mut tx, id, autumn.id, one).await;
        assert!(matches!(
            same,
            Err(StoreError::Conflict(Conflict::MentoringBegins))
        ));
    })
    .await;
}
