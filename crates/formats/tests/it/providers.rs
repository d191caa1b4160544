//! Tests the reading of providers' files.
//! Owns no words.
//! Never decides who is accredited today.

use formats::providers::{Provider, read};
use jiff::civil::date;

use crate::Scratch;

fn providers(text: &str) -> (Vec<Provider>, Vec<String>, Vec<String>) {
    let scratch = Scratch::new();
    let path = scratch.file("providers.csv", text);
    let mut file = read(&path).expect("a file of providers");
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for provider in file.by_ref() {
        match provider {
            Ok(provider) => good.push(provider),
            Err(problem) => bad.push(problem.to_string()),
        }
    }
    assert!(file.table().unused().is_empty());
    (good, bad, file.notes().examples.clone())
}

#[test]
fn an_accredited_provider_is_read_with_its_days() {
    let (good, bad, notes) = providers(
        "provider_code,operating_name,legal_name,ukprn,urn,provider_type,accreditation_number,accreditation_start_date,accreditation_end_date,town_or_city,county,postcode,academic_years_active\n\
         x01,Example University,,10007713,133914,hei,1569,2024-08-01,2025-07-31,York,,YO1 1AA,2026 2025\n\
         X02,Another,,,,scitt,,,,,,,\n",
    );
    assert_eq!((bad.len(), notes.len()), (0, 0));
    let provider = &good[0];
    assert_eq!(
        (provider.code.as_str(), provider.ukprn, provider.urn),
        ("X01", Some(10_007_713), Some(133_914))
    );
    assert_eq!(
        (provider.accredited_from, provider.accredited_until),
        (Some(date(2024, 8, 1)), Some(date(2025, 7, 31)))
    );
    assert!(provider.accredited && !good[1].accredited);
}

#[test]
fn a_training_partner_is_not_accredited_and_its_bad_details_are_noted() {
    let (good, bad, notes) = providers(
        "provider_code,operating_name,legal_name,ukprn,urn,provider_type,town_or_city,postcode,academic_years_active\n\
         2O1,A Trust,,10088769,0,school,London,TW6 2TA,2026\n\
         2O2,B Trust,,123,,school,London,TW6 2TA,2026\n",
    );
    assert!(bad.is_empty());
    assert!(good.iter().all(|provider| !provider.accredited));
    assert_eq!((good[0].urn, good[1].ukprn), (None, None));
    assert_eq!(
        notes,
        [
            "Row 2, column urn: \"0\" is not a school's unique reference number, which has six digits (or five in a few old records). It was left out.",
            "Row 3, column ukprn: This is not a UK provider reference number, which has eight digits. It was left out.",
        ]
    );
}

#[test]
fn a_code_that_a_spreadsheet_took_for_a_number_is_refused() {
    let (good, bad, _) = providers("provider_code,operating_name\n2.00E+01,A\n,B\nX03,\n");
    assert!(good.is_empty());
    assert!(
        bad[0].contains("a spreadsheet may have taken it for a number"),
        "{}",
        bad[0]
    );
    assert_eq!(
        bad[1],
        "Row 3, column provider_code: The provider's code is missing."
    );
    assert_eq!(
        bad[2],
        "Row 4, column operating_name: The provider's name is missing."
    );
}
