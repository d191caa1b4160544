//! Tries the files by which somebody shows what they bring along: taken in, shown, handed over, let go.
//! Owns a photograph and a letter, both small.
//! Never keeps anything outside memory.

use actions::{
    ActionError,
    prior_learning::{
        case,
        file::{self, Arriving, Twin},
        remove, take_back,
    },
};
use domain::{
    person::Role,
    prior_learning::{FileId, ItemId},
};

use super::{AMINA, asked, told, with_amina};
use crate::world::{World, is_forbidden, mentor, on_each, refusal};

const LETTER: &str = "From: hub@hub.example\nTo: amina@birch.example\nDate: Tue, 4 Mar 2025 16:00:00 +0000\nSubject: Coaching\n\nYou attended for three hours.\n";

fn photograph() -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../documents/tests/files/certificate.jpg"
    );
    std::fs::read(path).unwrap()
}

async fn arrived(world: &World, bytes: &[u8]) -> Arriving {
    let mut room = file::room(&world.platform).await.unwrap();
    room.add(bytes).unwrap();
    room
}

async fn is_nothing<T>(done: Result<T, ActionError>) -> bool {
    matches!(done, Err(ActionError::NotFound(_)))
}

#[tokio::test]
async fn a_photograph_is_kept_without_its_place_and_seen_by_whoever_is_asked() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let request = asked(world, amina).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let found = case(platform, &officer, "Y75", request).await.unwrap();
        let item = found.item.id;
        let once = platform.number();
        for _ in 0..2 {
            let brings = ("IMG_1.jpg", arrived(world, &photograph()).await);
            file::bring(platform, &actor, once, item, brings)
                .await
                .unwrap();
        }
        let files = file::of_item(platform, &actor, item).await.unwrap();
        let [kept] = files.as_slice() else {
            panic!("sent twice, it is kept once")
        };
        assert!(kept.pictured && kept.name == "IMG_1.jpg");
        let view = file::view(platform, &officer, kept.id).await.unwrap();
        assert!(view.starts_with(&[0xFF, 0xD8]));
        let whole = platform
            .objects
            .fetch(&format!("evidence/{}/{}", &kept.digest[..2], kept.digest))
            .await
            .unwrap()
            .unwrap();
        assert!(!whole.windows(4).any(|window| window == b"Exif"));
        let found = case(platform, &officer, "Y75", request).await.unwrap();
        assert_eq!(found.files.len(), 1);
        let stranger = world.actor(Role::PartnershipOfficer, "L51", None).await;
        assert!(is_nothing(file::file(platform, &stranger, kept.id).await).await);
        assert!(is_nothing(file::view(platform, &stranger, kept.id).await).await);
        let gone = file::remove(platform, &actor, platform.number(), kept.id).await;
        assert!(refusal(gone).starts_with("A provider was asked"));

        let once = platform.number();
        take_back(platform, &actor, once, (request, 0))
            .await
            .unwrap();
        assert!(is_nothing(file::file(platform, &officer, kept.id).await).await);
        assert!(is_nothing(file::view(platform, &officer, kept.id).await).await);
        assert!(file::view(platform, &actor, kept.id).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn the_same_content_is_pointed_out_to_whoever_decides() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        world
            .people("Y75", &mentor("1000002", "Ben", "Low", 100_001))
            .await;
        let ben = world.person("1000002").await;
        let his = actions::access::actor(platform, ben).await.unwrap();
        let request = asked(world, amina).await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let item = case(platform, &officer, "Y75", request)
            .await
            .unwrap()
            .item
            .id;
        let (again, other) = (told(world, amina).await, told(world, ben).await);
        for (who, item) in [(&actor, item), (&actor, again), (&his, other)] {
            let brings = ("letter.eml", arrived(world, LETTER.as_bytes()).await);
            file::bring(platform, who, platform.number(), item, brings)
                .await
                .unwrap();
        }
        let found = case(platform, &officer, "Y75", request).await.unwrap();
        assert_eq!(found.files[0].twins, [Twin::Own(again), Twin::Another(ben)]);
        assert!(found.files[0].file.words.contains("three hours"));
        let wrong = file::of_item(platform, &his, item).await;
        assert!(is_forbidden(&wrong) || is_nothing(wrong).await);
    })
    .await;
}

async fn sent(world: &World, item: ItemId, bytes: &[u8], name: &str) -> Result<(), ActionError> {
    let platform = &world.platform;
    let actor = actions::access::actor(platform, world.person(AMINA).await)
        .await
        .unwrap();
    let size = i64::try_from(bytes.len()).unwrap();
    let once = platform.number();
    let id = file::begin(platform, &actor, once, item, (name, size)).await?;
    let early = file::whole(platform, &actor, platform.number(), id).await;
    assert!(refusal(early).starts_with("The file has not come"));
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    let half = i64::try_from(first.len()).unwrap();
    let lost = file::add(platform, &actor, id, half, rest).await?;
    assert_eq!(lost.received, 0, "a part with a gap before it");
    for _ in 0..2 {
        let here = file::add(platform, &actor, id, 0, first).await?;
        assert_eq!(here.received, half, "sent twice, it is there once");
    }
    let waits = file::awaited(platform, &actor, item).await?;
    assert_eq!(waits.len(), 1);
    file::add(platform, &actor, id, half, rest).await?;
    file::whole(platform, &actor, platform.number(), id).await?;
    assert!(file::awaited(platform, &actor, item).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_file_comes_part_by_part_and_goes_on_where_it_was_cut_off() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let item = told(world, amina).await;
        sent(world, item, &photograph(), "C:\\photos\\one.jpg")
            .await
            .unwrap();
        let files = file::of_item(platform, &actor, item).await.unwrap();
        assert_eq!(files[0].name, "one.jpg");
        let refused = sent(world, item, b"#!/bin/sh\nrm -rf /", "one.jpg").await;
        assert!(matches!(refused, Err(ActionError::Unreadable(_))));
        let waits = file::awaited(platform, &actor, item).await.unwrap();
        assert!(waits.is_empty(), "what is not taken is not kept either");
        let limits = file::limits(platform).await.unwrap();
        for (size, told) in [
            (0, "The file is empty"),
            (limits.bytes + 1, "The file is larger"),
        ] {
            let once = platform.number();
            let begun = file::begin(platform, &actor, once, item, ("a", size)).await;
            assert!(refusal(begun).starts_with(told), "{size}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_more_files_are_taken_than_are_allowed() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let item = told(world, amina).await;
        let most = file::limits(platform).await.unwrap().files;
        for number in 0..=most {
            let letter = format!("{LETTER}{number}");
            let brings = ("letter.eml", arrived(world, letter.as_bytes()).await);
            let done = file::bring(platform, &actor, platform.number(), item, brings).await;
            assert_eq!(done.is_ok(), number < most, "{number}");
        }
        let limits = file::limits(platform).await.unwrap();
        let much = vec![0; usize::try_from(limits.bytes).unwrap() + 1];
        let item = told(world, amina).await;
        let brings = ("much", arrived(world, &much).await);
        let done = file::bring(platform, &actor, platform.number(), item, brings).await;
        assert!(refusal(done).starts_with("The file is larger"));
    })
    .await;
}

#[tokio::test]
async fn what_no_file_tells_of_any_more_goes_a_day_later() {
    on_each(async |world| {
        let platform = &world.platform;
        let (amina, actor) = with_amina(world).await;
        let item = told(world, amina).await;
        let brings = ("one.jpg", arrived(world, &photograph()).await);
        file::bring(platform, &actor, platform.number(), item, brings)
            .await
            .unwrap();
        let kept = file::of_item(platform, &actor, item)
            .await
            .unwrap()
            .remove(0);
        let once = platform.number();
        file::begin(platform, &actor, once, item, ("two.jpg", 9))
            .await
            .unwrap();
        remove(platform, &actor, platform.number(), item)
            .await
            .unwrap();
        let gone = file::file(platform, &actor, kept.id).await;
        assert!(is_nothing(gone).await);
        assert_eq!(file::let_go(platform).await.unwrap(), 0, "a day first");
        world.wind(
            crate::world::TODAY
                .checked_add(jiff::ToSpan::days(2))
                .unwrap(),
        );
        assert_eq!(file::let_go(platform).await.unwrap(), 1);
        let object = format!("evidence/{}/{}", &kept.digest[..2], kept.digest);
        for name in [object.clone(), format!("{object}.view.jpg")] {
            assert_eq!(platform.objects.fetch(&name).await.unwrap(), None);
        }
        let nobodys = FileId(platform.number());
        assert!(is_nothing(file::view(platform, &actor, nobodys).await).await);
    })
    .await;
}
