//! Tries what is remembered of providers: their facts, colours, labels and partner institutions.
//! Owns the provider that every test varies.
//! Never reads a register.

mod area;
mod brief;
mod facts;
mod school;
mod troubled;

use domain::{
    partnership::{Label, Provider, ProviderId},
    person::Role,
};
use jiff::civil::date;
use store::{
    Conflict, StoreError,
    partnership::{self, ProviderRecord},
};

use crate::{
    made::{self, behind, number, read, texts, write},
    on_both,
};

const OURS: ProviderId = ProviderId(number(11));

fn full() -> ProviderRecord {
    let text = |text: &str| Some(text.to_owned());
    ProviderRecord {
        code: "L51".to_owned(),
        name: "Liverpool John Moores University".to_owned(),
        legal_name: text("Liverpool John Moores University Ltd"),
        ukprn: text("10003957"),
        provider_type: text("university"),
        accreditation_number: text("1234"),
        accredited: true,
        accredited_from: Some(date(2024, 9, 1)),
        accredited_until: Some(date(2028, 8, 31)),
        town: text("Liverpool"),
        county: text("Merseyside"),
        postcode: text("L1 2SR"),
    }
}

#[tokio::test]
async fn a_provider_is_found_by_its_code_and_kept_once() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let kept = partnership::keep_provider(&mut tx, OURS, &full()).await;
        assert!(kept.expect("kept"));
        let other = ProviderId(number(12));
        let again = partnership::keep_provider(&mut tx, other, &full()).await;
        assert!(!again.expect("kept"), "the same again changes nothing");
        partnership::set_colour(&mut tx, OURS, "#1f3c88")
            .await
            .expect("set");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let found = partnership::provider(&mut tx, "L51").await.expect("read");
        let wanted = Provider {
            id: OURS,
            code: "L51".to_owned(),
            name: full().name,
            ukprn: full().ukprn,
            accredited: true,
            colour: Some("#1f3c88".to_owned()),
        };
        assert_eq!(found, Some(wanted));
        let found = partnership::provider(&mut tx, "l51").await.expect("read");
        assert_eq!(found, None, "codes are read as they are kept");
    })
    .await;
}

#[tokio::test]
async fn every_fact_of_a_provider_that_changes_is_kept_and_a_blank_changes_none() {
    type Change = fn(&mut ProviderRecord);
    const CHANGES: [(&str, Change); 11] = [
        ("name", |record| record.name = "LJMU".into()),
        ("legal_name", |record| record.legal_name = Some("n".into())),
        ("ukprn", |record| record.ukprn = Some("n".into())),
        ("provider_type", |record| {
            record.provider_type = Some("n".into());
        }),
        ("accreditation_number", |record| {
            record.accreditation_number = Some("n".into());
        }),
        ("accredited", |record| record.accredited = false),
        ("accredited_from_on", |record| {
            record.accredited_from = Some(date(2025, 1, 1));
        }),
        ("accredited_until_on", |record| {
            record.accredited_until = None;
        }),
        ("town", |record| record.town = Some("n".into())),
        ("county", |record| record.county = Some("n".into())),
        ("postcode", |record| record.postcode = Some("n".into())),
    ];
    on_both(async |store| {
        for (column, change) in CHANGES {
            let mut tx = write(store).await;
            let mut record = full();
            for (wanted, what) in [(true, "new"), (false, "the same again")] {
                let kept = partnership::keep_provider(&mut tx, OURS, &record).await;
                assert_eq!(kept.expect("kept"), wanted, "{column}: {what}");
            }
            change(&mut record);
            for (wanted, what) in [(true, "changed"), (false, "the same again")] {
                let kept = partnership::keep_provider(&mut tx, OURS, &record).await;
                assert_eq!(kept.expect("kept"), wanted, "{column}: {what}");
            }
            let blank = ProviderRecord {
                code: record.code,
                name: record.name,
                accredited: record.accredited,
                accredited_until: record.accredited_until,
                ..ProviderRecord::default()
            };
            let kept = partnership::keep_provider(&mut tx, OURS, &blank).await;
            assert!(!kept.expect("kept"), "{column}: blanks");
        }
    })
    .await;
}

#[tokio::test]
async fn providers_stand_in_one_order_on_every_engine() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let wanted = ["1A", "L51", "Y-75", "Y75", "a1", "É1"];
        for (n, code) in (1..).zip(["É1", "a1", "Y75", "L51", "Y-75", "1A"]) {
            made::provider(&mut tx, n, code).await;
        }
        let found = partnership::providers(&mut tx).await.expect("read");
        let codes: Vec<&str> = found.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, wanted);
    })
    .await;
}

#[tokio::test]
async fn a_provider_s_own_words_are_kept_for_each_role() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = made::provider(&mut tx, 11, "L51").await;
        let theirs = made::provider(&mut tx, 12, "Y75").await;
        let label = |role, text: &str| Label {
            role,
            text: text.to_owned(),
        };
        for role in Role::ALL.into_iter().rev() {
            let first = label(role, role.code());
            partnership::set_label(&mut tx, ours, &first)
                .await
                .expect("set");
        }
        let tutor = label(Role::LeadMentor, "Liaison Tutor");
        partnership::set_label(&mut tx, ours, &tutor)
            .await
            .expect("set");

        let mut wanted = Role::ALL.map(|role| label(role, role.code()));
        wanted[1] = tutor;
        let found = partnership::labels(&mut tx, ours).await.expect("read");
        assert_eq!(found, wanted);
        let all = partnership::all_labels(&mut tx).await.expect("read");
        assert_eq!(all.len(), wanted.len());
        assert!(all.iter().all(|(provider, _)| *provider == ours));
        let found = partnership::labels(&mut tx, theirs).await.expect("read");
        assert_eq!(found, []);

        behind(
            &mut tx,
            "update partnership_label set role = 'wizard' where role = 'headteacher'",
            &[],
        )
        .await
        .expect("altered");
        let found = partnership::labels(&mut tx, ours).await;
        assert!(
            matches!(
                found,
                Err(StoreError::Impossible {
                    table: "partnership_label",
                    column: "role",
                    ..
                })
            ),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn partner_institutions_are_kept_once_and_stand_in_one_order() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let ours = made::provider(&mut tx, 11, "L51").await;
        for name in ["hope", "Édge", "Edge Hill", "UCLan", "Edge Hill"] {
            partnership::add_institution(&mut tx, ours, name)
                .await
                .expect("added");
        }
        let found = partnership::institutions(&mut tx, ours).await;
        assert_eq!(found.expect("read"), ["Edge Hill", "UCLan", "hope", "Édge"]);
    })
    .await;
}

#[tokio::test]
async fn a_provider_s_code_twice_is_a_conflict() {
    on_both(async |store| {
        let mut tx = write(store).await;
        made::provider(&mut tx, 11, "L51").await;
        let again = behind(
            &mut tx,
            "insert into partnership_provider (id, code, name, accredited)
             select $1, code, name, accredited from partnership_provider",
            &[number(12)],
        )
        .await;
        assert!(
            matches!(
                again,
                Err(StoreError::Conflict(Conflict::ProviderCodeTaken))
            ),
            "{again:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_trust_goes_by_its_newest_name() {
    on_both(async |store| {
        let mut tx = write(store).await;
        for name in ["Old Trust", "New Trust"] {
            let trust = ("5143".to_owned(), name.to_owned());
            partnership::keep_trusts(&mut tx, &[trust])
                .await
                .expect("kept");
        }
        let names = texts(&mut tx, "select name from partnership_trust").await;
        assert_eq!(names, ["New Trust"]);
    })
    .await;
}
