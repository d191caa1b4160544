//! Tries one record: changed once, never over somebody else's change; roles given and ended; lists.
//!
//! Owns no words. It never takes in a bad row.

use actions::{
    ActionError,
    partnership::{SchoolQuestion, SchoolSort, schools},
    person::{
        Asked, By, Details, Emails, Group, NewRole, add_role, change, details, drop_view, emails,
        end_role, known, mentors, people, save_view, views,
    },
    standing::{ListQuestion, list, mentor_list, standing_list},
};
use domain::{
    access::Deed,
    partnership::{SchoolPhase, Urn},
    person::Role,
};
use formats::spreadsheet::{Cell, List};
use jiff::civil::date;

use crate::world::{World, asking, attended, mentor, on_each, refusal};

const AMINA: &str = "1000001";
const BEN: &str = "1000002";

async fn with_two(world: &World) {
    world
        .people("Y75", &mentor(AMINA, "Amina", "Khan", 100_001))
        .await;
    world
        .people("Y75", &mentor(BEN, "Ben", "Löw", 100_002))
        .await;
}

async fn asked(world: &World, trn: &str) -> Details {
    let person = world.person(trn).await;
    let found = details(&world.platform, &world.operator(), "Y75", person).await;
    found.unwrap().2
}

async fn changed(
    world: &World,
    trn: &str,
    seen: &str,
    wanted: &Details,
) -> Result<(), ActionError> {
    let whom = ("Y75", world.person(trn).await);
    let once = world.platform.number();
    change(&world.platform, &world.operator(), once, whom, seen, wanted).await
}

#[tokio::test]
async fn a_record_is_changed_noted_without_values_and_seen_by_the_lists_at_once() {
    on_each(async |world| {
        with_two(world).await;
        let question = ListQuestion::of("Y75");
        let list = async || {
            mentors(&world.platform, &world.operator(), &question)
                .await
                .unwrap()
        };
        assert_eq!(list().await.total, 2);
        let mut wanted = asked(world, AMINA).await;
        let seen = wanted.token();
        wanted.last_name = "Khan-Ellis".into();
        wanted.emails = vec!["AMINA@x.org.uk".into()];
        changed(world, AMINA, &seen, &wanted).await.unwrap();
        let there = asked(world, AMINA).await;
        assert_eq!(there.emails, ["amina@x.org.uk"]);
        let note = world.notes().await.pop().unwrap();
        assert_eq!(note.deed, Deed::ChangePerson);
        assert!(note.told.starts_with("name changed") && !note.told.contains("Ellis"));
        let names: Vec<String> = list()
            .await
            .rows
            .iter()
            .map(|row| row.person.name())
            .collect();
        assert!(names.contains(&"Amina Khan-Ellis".to_owned()), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_changed_meanwhile_is_never_overwritten() {
    on_each(async |world| {
        with_two(world).await;
        let mut mine = asked(world, AMINA).await;
        let seen = mine.token();
        let mut theirs = mine.clone();
        theirs.first_name = "Aminah".into();
        changed(world, AMINA, &seen, &theirs).await.unwrap();
        mine.first_name = "Mina".into();
        let told = refusal(changed(world, AMINA, &seen, &mine).await);
        assert!(told.contains("while you typed"), "{told}");
        assert_eq!(asked(world, AMINA).await.first_name, "Aminah");
        let now = asked(world, AMINA).await.token();
        changed(world, AMINA, &now, &mine).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_number_or_an_address_of_somebody_else_is_refused() {
    on_each(async |world| {
        with_two(world).await;
        let mut wanted = asked(world, AMINA).await;
        let seen = wanted.token();
        wanted.trn = BEN.parse().ok();
        assert!(refusal(changed(world, AMINA, &seen, &wanted).await).contains("this TRN"));
        wanted.trn = None;
        wanted.emails = vec!["nonsense".into()];
        assert!(refusal(changed(world, AMINA, &seen, &wanted).await).contains("no e-mail address"));
        wanted.emails = vec!["b@x.org".into()];
        let mut bens = asked(world, BEN).await;
        let token = bens.token();
        bens.emails = vec!["b@x.org".into()];
        changed(world, BEN, &token, &bens).await.unwrap();
        assert!(refusal(changed(world, AMINA, &seen, &wanted).await).contains("the address"));
        assert_eq!(asked(world, AMINA).await.token(), seen, "nothing half done");
    })
    .await;
}

#[tokio::test]
async fn a_role_is_given_once_and_ends_on_a_day() {
    on_each(async |world| {
        with_two(world).await;
        let (platform, operator) = (&world.platform, world.operator());
        let whom = ("Y75", world.person(AMINA).await);
        let new = NewRole {
            role: Role::ProfessionalMentor,
            school: Some(Urn(100_001)),
            from: Some(date(2025, 9, 1)),
            until: None,
        };
        let give = async |new| add_role(platform, &operator, platform.number(), whom, new).await;
        give(new).await.unwrap();
        assert!(refusal(give(new).await).contains("already held"));
        assert!(
            refusal(
                give(NewRole {
                    school: None,
                    ..new
                })
                .await
            )
            .contains("school’s number")
        );
        assert!(
            refusal(
                give(NewRole {
                    school: Some(Urn(1)),
                    ..new
                })
                .await
            )
            .contains("No school")
        );
        let record = known(platform, &operator, "Y75", whom.1).await.unwrap();
        let held = record
            .roles
            .iter()
            .find(|held| held.membership.role == new.role)
            .unwrap();
        let end =
            async |day| end_role(platform, &operator, platform.number(), "Y75", held.id, day).await;
        assert!(refusal(end(Some(date(2020, 1, 1))).await).contains("before the first"));
        end(Some(date(2025, 12, 1))).await.unwrap();
        let elsewhere =
            end_role(platform, &operator, platform.number(), "L51", held.id, None).await;
        assert!(elsewhere.is_err(), "another provider's role");
        let record = known(platform, &operator, "Y75", whom.1).await.unwrap();
        assert!(
            record
                .roles
                .iter()
                .any(|held| held.membership.until == Some(date(2025, 12, 1)))
        );
        assert!(
            known(platform, &operator, "L51", whom.1).await.is_err(),
            "not of that partnership"
        );
    })
    .await;
}

#[tokio::test]
async fn lists_find_by_folded_name_number_and_address_and_files_hold_what_is_shown() {
    on_each(async |world| {
        with_two(world).await;
        world
            .attended("Y75", &attended(AMINA, "pedagogy", "2025-10-01", 60))
            .await;
        world
            .people(
                "Y75",
                "1000003,Olu,Adé,olu@y.ac.uk,partnership_officer,,,,2024-09-01,\n",
            )
            .await;
        world
            .people("Y75", "1000004,Dev,Patel,,student_teacher,,,,2025-09-01,\n")
            .await;
        let (platform, operator) = (&world.platform, world.operator());
        let found = async |group, text: &str| {
            let asked = Asked {
                provider: "Y75".into(),
                group,
                text: text.into(),
                school: None,
                role: None,
                now: Some(true),
                by: By::Name,
                turned: false,
            };
            people(platform, &operator, &asked).await.unwrap()
        };
        for text in ["ade OLU", "1000003", "OLU@y", ""] {
            assert_eq!(found(Group::Others, text).await.rows.len(), 1, "{text}");
        }
        assert_eq!(found(Group::Others, "patel").await.rows.len(), 0);
        let addresses = emails(platform, &operator, "Y75").await.unwrap();
        let others = found(Group::Others, "").await.list("Others", &addresses);
        let at = others.columns.iter().position(|name| name == "email");
        let address = &others.rows[0][at.unwrap()];
        assert_eq!(*address, Cell::text("olu@y.ac.uk"));
        let list = found(Group::StudentTeachers, "patel")
            .await
            .list("Student teachers", &addresses);
        assert_eq!(
            (list.rows.len(), list.rows[0].len()),
            (1, list.columns.len())
        );
        let mut question = ListQuestion::of("Y75");
        question.filter.text = "low".into();
        let page = mentors(platform, &operator, &question).await.unwrap();
        assert_eq!(
            (page.total, page.rows[0].person.last_name.as_str()),
            (1, "Löw")
        );
        question.filter.text.clear();
        let page = mentors(platform, &operator, &question).await.unwrap();
        let list = mentor_list(&page, &addresses, true);
        assert!(list.columns.iter().any(|name| name == "pedagogy_minutes"));
        assert!(list.rows.iter().all(|row| row.len() == list.columns.len()));
    })
    .await;
}

#[tokio::test]
async fn both_files_of_standings_say_the_same_of_a_mentor_and_nobody_is_overdue_unconfirmed() {
    on_each(async |world| {
        with_two(world).await;
        let (platform, operator) = (&world.platform, world.operator());
        let page = mentors(platform, &operator, &ListQuestion::of("Y75")).await;
        let office = mentor_list(&page.unwrap(), &Emails::default(), true);
        let all = list(platform, &operator, &asking("Y75")).await.unwrap();
        let command = standing_list(&all);
        assert_eq!(office.rows.len(), command.rows.len());
        let line = |list: &List, name: &str| {
            let at = |column: &str| {
                list.columns
                    .iter()
                    .position(|known| known == column)
                    .unwrap()
            };
            let row = list
                .rows
                .iter()
                .find(|row| row[at("name")] == Cell::text(name));
            let row = row.unwrap().clone();
            [
                "trn",
                "school_urn",
                "track",
                "required_minutes",
                "remaining_minutes",
                "met_on",
            ]
            .map(|column| row[at(column)].clone())
        };
        for row in &all.rows {
            let name = row.person.name();
            assert_eq!(line(&office, &name), line(&command, &name));
            assert!(!row.standing.history.is_settled(), "{name} was never asked");
        }
        let overdue = Cell::text("overdue");
        assert!(office.rows.iter().all(|row| !row.contains(&overdue)));
    })
    .await;
}

#[tokio::test]
async fn schools_are_found_counted_and_sorted() {
    on_each(async |world| {
        with_two(world).await;
        let (platform, operator) = (&world.platform, world.operator());
        let ask = async |change: fn(&mut SchoolQuestion)| {
            let mut question = SchoolQuestion {
                provider: "Y75".into(),
                ..SchoolQuestion::default()
            };
            change(&mut question);
            let found = schools(platform, &operator, &question).await.unwrap();
            found
                .rows
                .iter()
                .map(|row| (row.facts.urn.0, row.mentors))
                .collect::<Vec<_>>()
        };
        assert_eq!(ask(|_| {}).await, [(100_001, 1), (100_002, 1)]);
        assert_eq!(ask(|question| question.turned = true).await.len(), 2);
        assert_eq!(
            ask(|question| question.text = "birch".into()).await,
            [(100_002, 1)]
        );
        assert_eq!(
            ask(|question| question.text = "100001".into()).await,
            [(100_001, 1)]
        );
        let primary =
            |question: &mut SchoolQuestion| question.school_phase = Some(SchoolPhase::Primary);
        assert_eq!(ask(primary).await, [(100_002, 1)]);
        assert_eq!(ask(|question| question.open = Some(false)).await, []);
        assert_eq!(
            ask(|question| question.sort = SchoolSort::Overdue)
                .await
                .len(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn a_view_is_its_owner_s_and_dropped_once() {
    on_each(async |world| {
        let (platform, operator) = (&world.platform, world.operator());
        let place = ("Y75", "person");
        let once = platform.number();
        save_view(platform, &operator, once, place, " Late ", "state=overdue")
            .await
            .unwrap();
        let nameless = save_view(platform, &operator, platform.number(), place, " ", "").await;
        assert!(refusal(nameless).contains("a name"));
        let kept = views(platform, &operator, "Y75", "person").await.unwrap();
        assert_eq!((kept.len(), kept[0].name.as_str()), (1, "Late"));
        let officer = world.actor(Role::PartnershipOfficer, "Y75", None).await;
        assert!(
            views(platform, &officer, "Y75", "person")
                .await
                .unwrap()
                .is_empty()
        );
        drop_view(platform, &officer, platform.number(), "Y75", kept[0].id)
            .await
            .unwrap();
        assert_eq!(
            views(platform, &operator, "Y75", "person")
                .await
                .unwrap()
                .len(),
            1
        );
        drop_view(platform, &operator, platform.number(), "Y75", kept[0].id)
            .await
            .unwrap();
        assert!(
            views(platform, &operator, "Y75", "person")
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}
