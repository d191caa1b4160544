//! Tries the registers of schools and providers: a fuller file is believed, and nothing is forgotten.
//!
//! Owns no words. It never reads the register itself; the rows are made up.

use actions::{
    ActionError,
    partnership::{import_providers, import_schools},
};
use domain::{
    access::Deed,
    partnership::{FundingArea, School, SchoolPhase, Urn},
};
use jiff::civil::date;

use crate::world::{DRY, KEEP, Told, World, on_each, refusal};

const FULL: &str = "URN,EstablishmentName,LA (code),PhaseOfEducation (code),EstablishmentStatus (code),TypeOfEstablishment (code),CloseDate,Town,Postcode,DistrictAdministrative (code),Trusts (code),Trusts (name)\n";
const LEAN: &str = "URN,EstablishmentName,Town,PhaseOfEducation (code)\n";

async fn school(world: &World, urn: u32) -> School {
    let mut tx = world.store.read().await.unwrap();
    store::partnership::school(&mut tx, Urn(urn))
        .await
        .unwrap()
        .unwrap()
}

async fn providers(world: &World, text: &str, dry: bool) -> Result<Told, ActionError> {
    let file = world.file(text);
    let manner = if dry { DRY } else { KEEP };
    let mut refused = Vec::new();
    let operator = world.operator();
    let report = import_providers(&world.platform, &operator, &file, manner, &mut |heard| {
        if let actions::import::Heard::Refused(problem) = heard {
            refused.push(problem.clone());
        }
    })
    .await?;
    Ok(Told {
        report,
        refused,
        notes: Vec::new(),
    })
}

#[tokio::test]
async fn closed_schools_are_kept_with_a_flag_for_those_in_scope() {
    on_each(async |world| {
        let told = world
            .schools(format!(
                "{FULL}200001,Open Academy,201,4,1,34,,London,EC3A 5DE,E09000001,16112,A Trust\n\
             200002,Closed School,816,2,2,1,31-08-2020,York,YO1 1AA,E06000014,,\n\
             200003,Closing School,816,2,3,1,,York,YO1 1AB,E06000014,,\n\
             200004,Abroad School,0,7,1,37,,Paris,,,,\n"
            ))
            .await;
        assert_eq!(told.counts(), (4, 0, 0, 0), "{:?}", told.refused);
        let open = school(world, 200_001).await;
        assert_eq!((open.open, open.in_scope), (true, true));
        assert_eq!(
            (open.school_phase, open.trust.as_deref()),
            (Some(SchoolPhase::Secondary), Some("A Trust"))
        );
        assert_eq!(open.funding_area, FundingArea::InnerLondon);
        let closed = school(world, 200_002).await;
        assert_eq!(
            (closed.open, closed.in_scope, closed.closed_on),
            (false, false, Some(date(2020, 8, 31)))
        );
        assert_eq!(closed.funding_area, FundingArea::RestOfEngland);
        assert!(school(world, 200_003).await.in_scope, "until it has closed");
        assert!(
            !school(world, 200_004).await.in_scope,
            "a type outside the scheme"
        );
        let note = world.notes().await.pop().unwrap();
        assert_eq!(
            (note.deed, note.told.as_str()),
            (Deed::ImportSchools, "4 new or changed")
        );
    })
    .await;
}

#[tokio::test]
async fn a_leaner_file_never_blanks_out_what_a_fuller_one_said() {
    on_each(async |world| {
        let full = format!(
            "{FULL}200001,Open Academy,201,4,1,34,,London,EC3A 5DE,E09000001,16112,A Trust\n"
        );
        world.schools(&full).await;
        let before = school(world, 200_001).await;
        let lean = format!("{LEAN}200001,Another Name,,2\n200005,New School,Leeds,2\n");
        assert_eq!(world.schools(&lean).await.counts(), (1, 0, 1, 0));
        assert_eq!(school(world, 200_001).await, before);
        assert_eq!(school(world, 200_005).await.town.as_deref(), Some("Leeds"));
        let fuller = full.replace("Open Academy", "Open Academy Trust School");
        assert_eq!(world.schools(&fuller).await.counts(), (0, 1, 0, 0));
        assert_eq!(
            school(world, 200_001).await.name.as_deref(),
            Some("Open Academy Trust School")
        );
        let first_lean = format!("{FULL}200005,New School,383,2,1,1,,Leeds,LS1 1AA,E08000035,,\n");
        assert_eq!(world.schools(&first_lean).await.counts(), (0, 1, 0, 0));
        assert_eq!(
            school(world, 200_005).await.postcode.as_deref(),
            Some("LS1 1AA")
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_register_again_changes_nothing_and_a_dry_run_keeps_nothing() {
    on_each(async |world| {
        let rows: String = (0..2_345)
            .map(|at| format!("{},School {at},York,2\n", 300_000 + at))
            .collect();
        let text = format!("{LEAN}{rows}300000,Twice,,\nx,Nameless,,\n");
        let file = world.file(&text);
        let notes = world.notes().await;
        let operator = world.operator();
        let dry = import_schools(&world.platform, &operator, &file, None, DRY, &mut |_| {})
            .await
            .unwrap();
        assert_eq!((dry.rows, dry.new, dry.refused), (2_347, 2_345, 2));
        assert_eq!(world.notes().await, notes);
        let told = world.schools(&text).await;
        assert_eq!(told.report, dry);
        assert!(
            told.sentences()[0]
                .ends_with("School 300000 stands in this file twice; the first row was kept.")
        );
        assert_eq!(
            world.notes().await.len(),
            notes.len() + 3,
            "a note for each piece"
        );
        let again = world.schools(&text).await;
        assert_eq!(again.counts(), (0, 0, 2_345, 2));
        assert_eq!(world.notes().await.len(), notes.len() + 3);
    })
    .await;
}

#[tokio::test]
async fn the_school_that_took_another_s_place_is_known_by_the_links() {
    on_each(async |world| {
        let links = world.file_named("links.csv", "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n\
            100001,100003,Cedar Academy,Successor,01-09-2024\n100003,100001,Ashfield School,Predecessor,01-09-2024\n");
        let file = world.file(format!("{LEAN}100001,Ashfield School,,4\n"));
        let operator = world.operator();
        let mut notes = Vec::new();
        for _ in 0..2 {
            import_schools(&world.platform, &operator, &file, Some(&links), KEEP, &mut |heard| {
                if let actions::import::Heard::Note(note) = heard {
                    notes.push(note);
                }
            })
            .await
            .unwrap();
        }
        assert_eq!(school(world, 100_001).await.successor, Some(Urn(100_003)));
        assert_eq!(school(world, 100_003).await.successor, None);
        assert_eq!(notes, ["Links between schools: 2 read, 2 new.", "Links between schools: 2 read, 0 new."]);
    })
    .await;
}

#[tokio::test]
async fn a_register_in_windows_1252_is_read_as_it_was_meant() {
    on_each(async |world| {
        let mut bytes = format!("{LEAN}200001,").into_bytes();
        bytes.extend(b"\"St Zo\xeb\x92s, the \"\"Annexe\"\"\",Caf\xe9 Town,2\r\n");
        assert_eq!(world.schools(bytes).await.counts(), (1, 0, 0, 0));
        let read = school(world, 200_001).await;
        assert_eq!(read.name.as_deref(), Some("St Zoë’s, the \"Annexe\""));
        assert_eq!(read.town.as_deref(), Some("Café Town"));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_register_is_turned_away_whole() {
    on_each(async |world| {
        let operator = world.operator();
        for (content, words) in [
            ("", "This file is empty"),
            ("name,town\nA,B\n", "This file lacks the column \"URN\""),
        ] {
            let file = world.file(content);
            let done =
                import_schools(&world.platform, &operator, &file, None, KEEP, &mut |_| {}).await;
            assert!(refusal(done).starts_with(words));
        }
        let file = world.file(format!("{LEAN}200001,New School,,2\n"));
        let links = world.file_named("links.csv", "nothing\n");
        let done = import_schools(
            &world.platform,
            &operator,
            &file,
            Some(&links),
            KEEP,
            &mut |_| {},
        )
        .await;
        assert!(refusal(done).starts_with("This file lacks"));
        let mut tx = world.store.read().await.unwrap();
        let urns = store::partnership::urns(&mut tx).await.unwrap();
        assert!(!urns.contains(&Urn(200_001)), "nothing is half done");
    })
    .await;
}

#[tokio::test]
async fn providers_come_in_and_again_change_nothing() {
    on_each(async |world| {
        let text = "provider_code,operating_name,ukprn,accreditation_number,accreditation_start_date,town_or_city\n\
            y75,York St John University,10007713,1569,2024-08-01,York\n\
            X01,Example SCITT,,1570,2024-08-01,Hull\nZ99,Zenith,,,,\n1.00E+01,Ten,,,,\n";
        let dry = providers(world, text, true).await.unwrap();
        assert_eq!(dry.counts(), (2, 1, 0, 1));
        let told = providers(world, text, false).await.unwrap();
        assert_eq!(told, dry);
        assert!(told.sentences()[0].starts_with("Row 5, column provider_code: \"1.00E+01\" is not a provider's code"));
        let note = world.notes().await.pop().unwrap();
        assert_eq!((note.deed, note.told.as_str()), (Deed::ImportProviders, "2 new, 1 changed"));
        let notes = world.notes().await.len();
        assert_eq!(providers(world, text, false).await.unwrap().counts(), (0, 0, 3, 1));
        assert_eq!(world.notes().await.len(), notes);
        let mut tx = world.store.read().await.unwrap();
        let york = store::partnership::provider(&mut tx, "Y75").await.unwrap().unwrap();
        assert_eq!(york.ukprn.as_deref(), Some("10007713"));
        assert_eq!(york.colour.as_deref(), Some("#0b5d66"), "what the programme said stays");
    })
    .await;
}
