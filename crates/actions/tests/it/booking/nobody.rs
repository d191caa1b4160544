//! Tries a school at which nobody can release anybody.
//!
//! Owns nothing of its own. It never invites anybody.

use actions::booking::release;

use crate::{
    booking_release::{AMINA, held, two_mentors},
    world::on_each,
};

#[tokio::test]
async fn where_nobody_of_a_school_can_release_the_office_is_told_once() {
    on_each(async |world| {
        two_mentors(world).await;
        let platform = &world.platform;
        let office = "1000008,Siân,Rees,,partnership_officer,,,,2024-09-01,\n";
        world.people("Y75", office).await;
        let (session, booking) = held(world, AMINA).await;
        let ask = async || {
            let mut tx = world.store.write().await.unwrap();
            let by = booking.person;
            let asked = release::ask(platform, &mut tx, by, &booking, &session).await;
            tx.commit().await.unwrap();
            asked.unwrap()
        };
        assert_eq!((ask().await, ask().await), (0, 0), "nobody is asked");
        let sian = world.person("1000008").await;
        let mut tx = world.store.read().await.unwrap();
        let told = store::notice::inbox::inbox(&mut tx, sian, 10)
            .await
            .unwrap();
        assert_eq!(told.len(), 1);
        assert!(told[0].subject.contains("can release Amina Khan"));
    })
    .await;
}
