//! Tries what is remembered of programmes: their versions, as understood and as taken in.
//! Owns no words of its own.
//! Never reads a programme file.

use domain::{
    Minutes,
    partnership::ProviderId,
    programme::{Programme, component, programme as made_programme},
};
use jiff::civil::date;
use store::{Conflict, StoreError, Tx, programme};

use crate::{
    made::{CLERK, behind, number, provider, read, second, texts, write},
    on_both,
};

fn version_of(code: &str, year: i16) -> Programme {
    let mut version = made_programme("L51", code, date(year, 9, 1));
    version.components = vec![component("coaching", 90), component("mentoring", 90)];
    version
}

async fn keep(
    tx: &mut Tx,
    n: u32,
    provider: ProviderId,
    programme: &Programme,
    file: &str,
) -> Result<(), StoreError> {
    let version = programme::Version {
        id: number(n),
        provider,
        programme,
        file,
        recorded_at: second(i64::from(n)),
        recorded_by: CLERK,
    };
    programme::keep(tx, &version).await
}

#[tokio::test]
async fn versions_come_back_in_the_order_in_which_they_bind() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let (ours, theirs) = (
            provider(&mut tx, 11, "L51").await,
            provider(&mut tx, 12, "Y75").await,
        );
        let (old, new) = (version_of("b", 2024), version_of("a", 2025));
        let beside = version_of("B", 2024);
        for (n, version) in [(1, &new), (2, &old), (3, &beside)] {
            keep(&mut tx, n, ours, version, "title = \"…\"")
                .await
                .expect("kept");
        }
        keep(&mut tx, 4, theirs, &old, "").await.expect("kept");
        tx.commit().await.expect("kept");

        let found = programme::versions(&mut read(store).await, ours).await;
        assert_eq!(found.expect("read"), [beside, old, new]);
    })
    .await;
}

#[tokio::test]
async fn a_version_of_the_same_code_gives_way_with_its_file() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        let first = version_of("2025-26", 2025);
        keep(&mut tx, 1, ours, &first, "first").await.expect("kept");
        let mut changed = first.clone();
        changed.refresher = Some(Minutes::hours(6));
        keep(&mut tx, 2, ours, &changed, "changed\r\n")
            .await
            .expect("kept");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = programme::versions(&mut tx, ours).await.expect("read");
        assert_eq!(found, [changed]);
        let files = texts(&mut tx, "select file from programme_version").await;
        assert_eq!(files, ["changed\r\n"]);
    })
    .await;
}

#[tokio::test]
async fn a_code_twice_with_one_provider_is_a_conflict() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        keep(&mut tx, 1, ours, &version_of("a", 2025), "")
            .await
            .expect("kept");
        let again = behind(
            &mut tx,
            "insert into programme_version
             (id, provider_id, code, understood, file, recorded_at, recorded_by)
             select $1, provider_id, code, understood, file, recorded_at, recorded_by
             from programme_version",
            &[number(2)],
        )
        .await;
        assert!(
            matches!(
                again,
                Err(StoreError::Conflict(Conflict::ProgrammeCodeTaken))
            ),
            "{again:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_version_that_is_no_longer_understood_is_impossible_and_named() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = provider(&mut tx, 11, "L51").await;
        keep(&mut tx, 1, ours, &version_of("a", 2025), "")
            .await
            .expect("kept");
        behind(
            &mut tx,
            "update programme_version set understood = '{}'",
            &[],
        )
        .await
        .expect("altered");
        match programme::versions(&mut tx, ours).await {
            Err(StoreError::Impossible { table, column, id }) => assert_eq!(
                (table, column, id),
                ("programme_version", "understood", number(1).to_string())
            ),
            other => panic!("{other:?}"),
        }
    })
    .await;
}
