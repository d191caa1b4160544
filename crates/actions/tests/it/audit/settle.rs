//! Tries files that are looked at before they are taken in, and rows that are settled one by one.
//!
//! Owns no words. It never tries what one row of a sound file comes to.

use actions::import::{self, KINDS, Settled};
use domain::{
    access::Actor,
    audit::import::{Kind, RowState, State},
    person::Role,
};
use jiff::civil::date;
use uuid::Uuid;

use crate::world::{ATTENDANCE, World, attended, is_forbidden, mentor, on_each, refusal};

const AMINA: &str = "1000001";

/// Sign-ins of 140 people at a conference, four of whom nobody knows by what they wrote.
fn sign_ins() -> String {
    let mut text =
        "name,email,component,held_on,minutes,kind,verified_by,how,reference\n".to_owned();
    for at in 0..136 {
        text.push_str(&format!(
            "Mentor Number{at},mentor{at}@ashfield.sch.uk,pedagogy,2025-10-14,60,attended,Jo Marsh,register,CONF\n"
        ));
    }
    for (name, email) in [
        ("Sian Hughs", "sian@home.example"),
        ("Mentor Number3", "number3@home.example"),
        ("Nobody Known", "nobody@home.example"),
        ("Ben Lowe", "blowe@home.example"),
    ] {
        text.push_str(&format!(
            "{name},{email},pedagogy,2025-10-14,60,attended,Jo Marsh,register,CONF\n"
        ));
    }
    text
}

async fn conference(world: &World) -> Actor {
    let mut rows: String = (0..140)
        .map(|at| {
            format!(",Mentor,Number{at},mentor{at}@ashfield.sch.uk,general_mentor,100001,,,2024-09-01,\n")
        })
        .collect();
    rows.push_str(
        "2000001,Siân,Hughes,s.hughes@birch.sch.uk,general_mentor,100002,,,2024-09-01,\n",
    );
    rows.push_str("2000002,Ben,Low,b.low@birch.sch.uk,general_mentor,100002,,,2024-09-01,\n");
    let told = world.people("Y75", &rows).await;
    assert_eq!(told.sentences(), Vec::<String>::new());
    world.actor(Role::PartnershipOfficer, "Y75", None).await
}

async fn previewed(world: &World, actor: &Actor, text: &str) -> Uuid {
    let file = ("sign-ins.csv", text.as_bytes());
    let kept = import::preview(&world.platform, actor, "Y75", Kind::Attendance, file).await;
    kept.unwrap()
}

async fn minutes(world: &World) -> i32 {
    let rows = world.list(&crate::world::asking("Y75")).await;
    rows.iter().map(|row| row.standing.done.0).sum()
}

#[tokio::test]
async fn everybody_at_a_conference_is_matched_or_queued_and_totals_rise_once() {
    on_each(async |world| {
        let officer = conference(world).await;
        let platform = &world.platform;
        let id = previewed(world, &officer, &sign_ins()).await;
        assert_eq!(minutes(world).await, 0, "a preview keeps nothing");
        let one = import::import(platform, &officer, "Y75", id).await.unwrap();
        assert_eq!(
            (one.past.state, one.past.counts.new),
            (State::Previewed, 136)
        );
        assert_eq!((one.past.counts.refused, one.rows.len()), (4, 4));
        let told = import::would_change(platform, &officer, "Y75", id)
            .await
            .unwrap();
        assert_eq!(
            told[0],
            "Row 2: Mentor Number0, pedagogy, 1 h on 14 October 2025"
        );

        import::take_in(platform, &officer, "Y75", id)
            .await
            .unwrap();
        let again = import::take_in(platform, &officer, "Y75", id).await;
        assert_eq!(
            refusal(again),
            "This file has been taken in or dropped, or is no longer kept. The list of imports says which."
        );
        assert_eq!(minutes(world).await, 136 * 60);

        let waiting = import::waiting(platform, &officer, "Y75", id)
            .await
            .unwrap();
        let first: Vec<Option<&str>> = waiting
            .iter()
            .map(|row| row.suggestions.first().map(|one| one.name.as_str()))
            .collect();
        assert_eq!(first[0], Some("Siân Hughes"));
        assert_eq!(first[1], Some("Mentor Number3"));
        assert_eq!(first[3], Some("Ben Low"));
        for at in [0, 3] {
            let (row, person) = (waiting[at].row.number, waiting[at].suggestions[0].person);
            for _ in 0..2 {
                let done =
                    import::settle_row(platform, &officer, "Y75", (id, row), None, Some(person))
                        .await;
                match done {
                    Ok(settled) => assert_eq!(settled, Settled::TakenIn),
                    no => assert_eq!(refusal(no), "This row has been settled already."),
                }
            }
        }
        assert_eq!(minutes(world).await, 138 * 60);
        let (row, once) = (waiting[2].row.number, platform.number());
        import::set_row_aside(platform, &officer, "Y75", (id, row), once)
            .await
            .unwrap();
        // Mentor Number3 signed in twice: the minutes are there already.
        let (row, person) = (waiting[1].row.number, waiting[1].suggestions[0].person);
        let done =
            import::settle_row(platform, &officer, "Y75", (id, row), None, Some(person)).await;
        assert_eq!(done.unwrap(), Settled::TakenIn);
        assert_eq!(minutes(world).await, 138 * 60, "once");

        let one = import::import(platform, &officer, "Y75", id).await.unwrap();
        assert_eq!((one.past.counts.new, one.past.counts.refused), (138, 1));
        let open = one.rows.iter().filter(|row| row.state == RowState::Open);
        assert_eq!(open.count(), 0);

        let once = platform.number();
        let told = import::undo(platform, &officer, id, "the wrong day", once).await;
        assert_eq!(told.unwrap(), "138 entries taken back");
        assert_eq!(minutes(world).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_row_is_mended_cell_by_cell_and_refused_while_it_is_wrong() {
    on_each(async |world| {
        world
            .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
            .await;
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let platform = &world.platform;
        let text = format!(
            "{ATTENDANCE}{}",
            attended(AMINA, "pedagogi", "2025-10-01", 60)
        );
        let id = previewed(world, &officer, &text).await;
        import::take_in(platform, &officer, "Y75", id)
            .await
            .unwrap();
        let asked = import::row(platform, &officer, "Y75", (id, 2), "khan")
            .await
            .unwrap();
        assert_eq!(asked.waiting.row.column.as_deref(), Some("component"));
        assert_eq!(asked.found[0].name, "Amina Khan");
        let still = import::settle_row(platform, &officer, "Y75", (id, 2), None, None).await;
        assert!(
            matches!(still.unwrap(), Settled::Refused(Some(column), _) if column == "component")
        );
        let mut cells = asked.waiting.row.fields.clone();
        cells[1] = "pedagogy".to_owned();
        let done = import::settle_row(platform, &officer, "Y75", (id, 2), Some(cells), None).await;
        assert_eq!(done.unwrap(), Settled::TakenIn);
        assert_eq!(minutes(world).await, 60);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_such_file_says_so_and_nothing_is_kept() {
    on_each(async |world| {
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        let platform = &world.platform;
        let file = ("people.xlsx", &b"PK\x03\x04more"[..]);
        let no = import::preview(platform, &officer, "Y75", Kind::People, file).await;
        assert!(refusal(no).starts_with("This file is a workbook"));
        let list = import::imports(platform, &officer, "Y75", 50, 0)
            .await
            .unwrap();
        assert!(
            list.list
                .iter()
                .all(|past| [Kind::Schools, Kind::Programme].contains(&past.kind))
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_dropped_is_gone_and_another_provider_never_sees_it() {
    on_each(async |world| {
        let officer = conference(world).await;
        let platform = &world.platform;
        let id = previewed(world, &officer, &sign_ins()).await;
        let theirs = world.actor(Role::PartnershipOfficer, "L51", None).await;
        let file = ("a.csv", sign_ins());
        let file = (file.0, file.1.as_bytes());
        let no = import::preview(platform, &theirs, "Y75", Kind::Attendance, file).await;
        assert!(is_forbidden(&no));
        assert!(is_forbidden(
            &import::import(platform, &theirs, "Y75", id).await
        ));
        let no = import::import(platform, &theirs, "L51", id).await;
        assert!(refusal(no).starts_with("There is no import"));
        assert!(is_forbidden(
            &import::take_in(platform, &theirs, "Y75", id).await
        ));
        import::drop_preview(platform, &officer, "Y75", id)
            .await
            .unwrap();
        let no = import::take_in(platform, &officer, "Y75", id).await;
        assert!(refusal(no).starts_with("This file has been taken in or dropped"));
        let one = import::import(platform, &officer, "Y75", id).await.unwrap();
        assert_eq!((one.past.state, one.rows.len()), (State::Dropped, 0));
    })
    .await;
}

#[tokio::test]
async fn the_template_of_each_kind_is_taken_in_as_it_is() {
    on_each(async |world| {
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        for kind in KINDS.into_iter().filter(|kind| *kind != Kind::Trainees) {
            let file = import::template_file(&world.platform, &officer, "Y75", kind).await;
            let file = file.unwrap().unwrap();
            if kind == Kind::Attendance {
                let text = String::from_utf8(file.clone()).unwrap();
                let row = text.lines().nth(1).unwrap();
                assert!(row.contains(",conference-1,2025-11-18,"), "{row}");
            }
            let file = ("template.csv", file.as_slice());
            let id = import::preview(&world.platform, &officer, "Y75", kind, file).await;
            let one = import::import(&world.platform, &officer, "Y75", id.unwrap())
                .await
                .unwrap();
            assert_eq!(one.past.counts.rows, 1, "{kind:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_about_which_nobody_decides_is_let_go_and_the_list_says_so() {
    on_each(async |world| {
        let officer = conference(world).await;
        let platform = &world.platform;
        let id = previewed(world, &officer, &sign_ins()).await;
        world.wind(date(2025, 12, 18));
        assert_eq!(import::let_go(platform).await.unwrap(), 0, "the last day");
        world.wind(date(2025, 12, 19));
        let other = previewed(world, &officer, &sign_ins()).await;
        let one = import::import(platform, &officer, "Y75", id).await.unwrap();
        assert_eq!((one.past.state, one.rows.len()), (State::LetGo, 0));
        let mut tx = world.store.read().await.unwrap();
        let file = store::audit::import::preview(&mut tx, id).await.unwrap();
        drop(tx);
        assert_eq!(file, None, "its bytes are gone");
        let kept = import::import(platform, &officer, "Y75", other).await.unwrap();
        assert_eq!(kept.past.state, State::Previewed);
        let note = world.notes().await.pop().unwrap();
        assert_eq!(note.told, "not decided for 30 days, and no longer kept");
        assert_eq!(import::let_go(platform).await.unwrap(), 0, "once");
        assert_eq!(
            refusal(import::take_in(platform, &officer, "Y75", id).await),
            "This file has been taken in or dropped, or is no longer kept. The list of imports says which."
        );
        assert_eq!(minutes(world).await, 0);
    })
    .await;
}
