//! Tries what is remembered of schools: the fuller file is believed, closed ones stay, successors are found.
//! Owns the schools as a full and as a lean file tell them.
//! Never reads a file.

use domain::partnership::{FundingArea, School, SchoolPhase, Urn};
use jiff::civil::date;
use store::{
    Tx,
    partnership::{Link, SchoolRecord, keep_links, keep_schools, keep_trusts, school, urns},
};

use crate::{
    made::{read, texts, write},
    on_both,
};

const URN: Urn = Urn(105_123);

/// As the full register tells it.
pub(super) fn full() -> SchoolRecord {
    let text = |text: &str| Some(text.to_owned());
    SchoolRecord {
        urn: URN.0,
        source_columns: 38,
        name: text("St Ánne’s"),
        la_code: Some(341),
        la_name: text("Liverpool"),
        type_code: Some(34),
        type_name: text("Academy converter"),
        type_group_code: Some(10),
        status_code: Some(1),
        phase_code: Some(3),
        phase_name: text("Middle deemed primary"),
        low_age: Some(3),
        high_age: Some(11),
        opened_on: Some(date(2012, 2, 29)),
        closed_on: None,
        gender: text("Mixed"),
        religious_character: text("Roman Catholic"),
        ukprn: text("10012345"),
        street: text("1 High Street"),
        locality: text("Toxteth"),
        address_3: text("South"),
        town: text("Liverpool"),
        county: text("Merseyside"),
        postcode: text("L8 1AA"),
        website: text("https://school.example"),
        trust_code: text("5143"),
        trust_name: text("A Trust"),
        region_code: text("B"),
        district_code: text("E08000012"),
        district_name: text("Liverpool"),
        urban_rural: text("A1"),
        pupils: Some(410),
        capacity: Some(420),
        easting: Some(335_000),
        northing: Some(389_000),
        latitude: Some(53.392_5),
        longitude: Some(-2.977_25),
        sen: text("SPLD - Specific learning difficulty"),
        funding_area: Some(FundingArea::Fringe),
        in_scope: Some(true),
    }
}

/// As a lean file tells it: its number and other words for what the full one said.
fn lean() -> SchoolRecord {
    SchoolRecord {
        urn: URN.0,
        source_columns: 4,
        name: Some("ST ANNES".to_owned()),
        town: Some("Lpool".to_owned()),
        in_scope: Some(false),
        ..SchoolRecord::default()
    }
}

/// Keeps one school and says whether it was new or changed.
pub(super) async fn keep(tx: &mut Tx, record: SchoolRecord) -> bool {
    keep_schools(tx, &[record]).await.expect("kept") == 1
}

/// Every column of every school that holds text or a number, in one line of text.
async fn told(tx: &mut Tx) -> Vec<String> {
    const COLUMNS: &str = "name name_search la_code la_name type_code type_name type_group_code status_code
        phase_code phase_name low_age high_age opened_on closed_on gender religious_character ukprn street
        locality address_3 town county postcode website trust_code trust_name region_code district_code
        district_name urban_rural pupils capacity easting northing latitude longitude sen funding_area";
    let columns: Vec<String> = COLUMNS
        .split_whitespace()
        .map(|column| format!("coalesce(cast({column} as text), '')"))
        .collect();
    let sql = format!(
        "select {} from partnership_school where in_scope",
        columns.join(" || '|' || ")
    );
    texts(tx, &sql).await
}

#[tokio::test]
async fn a_school_comes_back_as_the_register_told_it() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let trust = ("5143".to_owned(), "The Trust as it is called".to_owned());
        keep_trusts(&mut tx, &[trust]).await.expect("kept");
        assert!(keep(&mut tx, full()).await);
        assert!(!keep(&mut tx, full()).await, "the same again changes nothing");
        tx.commit().await.expect("kept");

        let mut tx = read(store).await;
        let wanted = School {
            urn: URN,
            name: Some("St Ánne’s".to_owned()),
            town: Some("Liverpool".to_owned()),
            postcode: Some("L8 1AA".to_owned()),
            school_phase: Some(SchoolPhase::Primary),
            open: true,
            in_scope: true,
            closed_on: None,
            trust: Some("The Trust as it is called".to_owned()),
            funding_area: FundingArea::Fringe,
            successor: None,
        };
        assert_eq!(school(&mut tx, URN).await.expect("read"), Some(wanted));
        assert_eq!(school(&mut tx, Urn(1)).await.expect("read"), None);
        assert_eq!(
            told(&mut tx).await,
            ["St Ánne’s|st annes|341|Liverpool|34|Academy converter|10|1|3|Middle deemed primary|3|11|\
              2012-02-29||Mixed|Roman Catholic|10012345|1 High Street|Toxteth|South|Liverpool|Merseyside|\
              L8 1AA|https://school.example|5143|A Trust|B|E08000012|Liverpool|A1|410|420|335000|389000|\
              53.3925|-2.97725|SPLD - Specific learning difficulty|fringe"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_lean_file_never_blanks_out_or_overrules_what_a_fuller_one_said() {
    on_both(async |store| {
        let mut tx = write(store).await;
        keep(&mut tx, full()).await;
        let before = told(&mut tx).await;
        assert!(!keep(&mut tx, lean()).await, "a lean file changes nothing");
        assert_eq!(told(&mut tx).await, before);
        assert!(
            !keep(&mut tx, full()).await,
            "and the full one still stands"
        );
    })
    .await;
}

#[tokio::test]
async fn a_lean_file_fills_what_a_fuller_one_left_blank() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let blank = SchoolRecord {
            town: None,
            ..full()
        };
        keep(&mut tx, blank).await;
        assert!(keep(&mut tx, lean()).await);
        let found = school(&mut tx, URN).await.expect("read").expect("a school");
        assert_eq!(found.town.as_deref(), Some("Lpool"));
        assert_eq!(found.name.as_deref(), Some("St Ánne’s"));
        assert!(found.in_scope);
    })
    .await;
}

#[tokio::test]
async fn a_fuller_file_overrules_a_lean_one_and_an_equally_full_one_may_blank_out() {
    on_both(async |store| {
        let mut tx = write(store).await;
        assert!(keep(&mut tx, lean()).await);
        assert!(keep(&mut tx, full()).await);
        let left_its_trust = SchoolRecord {
            trust_code: None,
            trust_name: None,
            name: None,
            ..full()
        };
        assert!(keep(&mut tx, left_its_trust).await);
        let found = school(&mut tx, URN).await.expect("read").expect("a school");
        assert_eq!(found.trust, None);
        assert_eq!(found.name, full().name, "a school never loses its name");
    })
    .await;
}

#[tokio::test]
async fn a_fuller_file_is_believed_even_where_it_said_nothing_new() {
    on_both(async |store| {
        let mut tx = write(store).await;
        keep(&mut tx, lean()).await;
        let as_full = SchoolRecord {
            source_columns: 38,
            ..lean()
        };
        keep(&mut tx, as_full.clone()).await;
        assert!(
            !keep(&mut tx, as_full).await,
            "the same again changes nothing"
        );
        let without_town = SchoolRecord {
            town: None,
            ..lean()
        };
        assert!(!keep(&mut tx, without_town).await);
        let found = school(&mut tx, URN).await.expect("read").expect("a school");
        assert_eq!(found.town, lean().town);
    })
    .await;
}

#[tokio::test]
async fn a_closed_school_stays_and_leads_to_its_successor() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let closed = SchoolRecord {
            status_code: Some(2),
            closed_on: Some(date(2024, 8, 31)),
            in_scope: Some(false),
            phase_code: Some(0),
            funding_area: None,
            ..full()
        };
        keep(&mut tx, closed).await;
        let link = |linked_urn, kind: &str| Link {
            urn: URN.0,
            linked_urn,
            kind: kind.to_owned(),
            established_on: Some(date(2024, 9, 1)),
        };
        let links = [
            link(100_001, "Predecessor"),
            link(100_002, "successor of sorts"),
            link(150_002, "Successor - Split School"),
            link(150_001, "Successor"),
        ];
        assert_eq!(keep_links(&mut tx, &links).await.expect("kept"), 4);
        assert_eq!(keep_links(&mut tx, &links).await.expect("kept"), 0);

        let found = school(&mut tx, URN).await.expect("read").expect("a school");
        assert_eq!((found.open, found.in_scope), (false, false));
        assert_eq!(found.closed_on, Some(date(2024, 8, 31)));
        assert_eq!(found.successor, Some(Urn(150_001)));
        assert_eq!(found.school_phase, None);
        assert_eq!(found.funding_area, FundingArea::RestOfEngland);
    })
    .await;
}

#[tokio::test]
async fn a_school_is_open_by_its_status_or_else_by_its_closing_day() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let gone = Some(date(2024, 8, 31));
        for (n, status_code, closed_on, wanted) in [
            (1, Some(1), None, true),
            (2, Some(2), None, false),
            (3, Some(3), None, true),
            (4, Some(4), None, false),
            (5, None, None, true),
            (6, None, gone, false),
        ] {
            let record = SchoolRecord {
                urn: n,
                status_code,
                closed_on,
                ..SchoolRecord::default()
            };
            keep(&mut tx, record).await;
            let found = school(&mut tx, Urn(n)).await.expect("read");
            assert_eq!(found.expect("a school").open, wanted, "school {n}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_schools_and_links_are_kept_in_pieces_and_none_is_lost() {
    on_both(async |store| {
        let mut tx = write(store).await;
        for many in [1, 19, 20, 21, 45] {
            let start = many * 1_000;
            let schools: Vec<SchoolRecord> = (start..start + many)
                .map(|urn| SchoolRecord { urn, ..full() })
                .collect();
            let kept = keep_schools(&mut tx, &schools).await.expect("kept");
            assert_eq!(kept, u64::from(many));
            let kept = keep_schools(&mut tx, &schools).await.expect("kept");
            assert_eq!(kept, 0);
            let links: Vec<Link> = (start..start + many)
                .map(|urn| Link {
                    urn,
                    linked_urn: urn + 1,
                    kind: "Successor".to_owned(),
                    established_on: None,
                })
                .collect();
            let kept = keep_links(&mut tx, &links).await.expect("kept");
            assert_eq!(kept, u64::from(many));
        }
        tx.commit().await.expect("kept");
        let mut found = urns(&mut read(store).await).await.expect("read");
        found.sort();
        assert_eq!(found.len(), 1 + 19 + 20 + 21 + 45);
        assert_eq!((found[0], found[105]), (Urn(1_000), Urn(45_044)));
    })
    .await;
}
