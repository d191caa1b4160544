//! One seed, one world.

use store::scratch::engines;

use crate::{World, filled};

#[tokio::test]
async fn the_same_seed_gives_the_same_world_to_the_letter_on_every_engine() {
    let mut worlds = Vec::new();
    for engine in engines() {
        for _ in 0..2 {
            let scratch = filled(engine, sample::SEED).await;
            worlds.push(World::of(&scratch.store).await);
            scratch.clear().await.expect("cleared away");
        }
    }
    assert!(worlds[0].notes.len() > 100, "a year leaves many notes");
    for world in &worlds[1..] {
        assert_eq!(*world, worlds[0]);
    }
}

#[tokio::test]
async fn another_seed_gives_another_world_of_the_same_size() {
    for engine in engines() {
        let scratch = filled(engine, sample::SEED).await;
        let one = World::of(&scratch.store).await;
        scratch.clear().await.expect("cleared away");
        let scratch = filled(engine, sample::SEED + 1).await;
        let other = World::of(&scratch.store).await;
        scratch.clear().await.expect("cleared away");
        assert_ne!(one, other);
        assert_eq!(one.people.len(), other.people.len());
        assert_eq!(one.memberships.len(), other.memberships.len());
    }
}
