//! Every trap is laid where `sample::traps` says.

use domain::{
    AcademicYear, Minutes,
    ledger::{Entry, Kind, Sealed},
    partnership::FundingArea,
};
use jiff::civil::date;
use sample::traps;
use store::scratch::{Scratch, engines};

use crate::{World, filled};

async fn laid() -> (Scratch, World) {
    let scratch = filled(engines()[0], sample::SEED).await;
    let world = World::of(&scratch.store).await;
    (scratch, world)
}

fn sum<'a>(entries: impl IntoIterator<Item = &'a &'a Sealed>) -> Minutes {
    let minutes = entries.into_iter().map(|sealed| sealed.entry.minutes);
    minutes.sum()
}

fn the<'a>(entries: &[&'a Sealed], what: impl Fn(&Entry) -> bool) -> &'a Entry {
    let mut found = entries.iter().filter(|sealed| what(&sealed.entry));
    let one = found.next().expect("the entry of the trap");
    assert!(found.next().is_none(), "one such entry");
    &one.entry
}

#[tokio::test]
async fn somebody_has_two_addresses_and_two_have_one_name() {
    let (_scratch, world) = laid().await;
    let both = world.who(traps::TWO_ADDRESSES);
    let theirs = world.emails.values().filter(|person| **person == both);
    assert_eq!(theirs.count(), 2);
    assert_eq!(world.emails.get(traps::SECOND_ADDRESS), Some(&both));

    let [one, other] = traps::SAME_NAME.map(|trn| world.who(trn));
    assert_eq!(world.people[&one].name(), world.people[&other].name());
    assert_eq!(world.held(one)[0].school, world.held(other)[0].school);
    assert!(
        traps::SAME_NAME[1].starts_with("00"),
        "zeros that a spreadsheet loses"
    );
    let shared = |id| {
        let name = world.people[id].name();
        world
            .people
            .values()
            .filter(|one| one.name() == name)
            .count()
    };
    let twins = world.people.keys().filter(|id| shared(*id) > 1);
    assert_eq!(twins.count(), 2, "nobody else shares a name");
}

#[tokio::test]
async fn an_attendance_held_by_one_provider_is_recognised_by_the_other() {
    let (scratch, world) = laid().await;
    let person = world.who(traps::HELD_ELSEWHERE);
    let resting = |entry: &Entry| entry.reference == traps::HELD_REFERENCE;
    let held = the(&world.entries("L51", person), resting);
    let recognised = the(&world.entries("Y75", person), resting);
    assert_ne!(held.kind, Kind::Recognised);
    assert_eq!(recognised.kind, Kind::Recognised);
    let mut tx = scratch.store.write().await.expect("a writer");
    let claimed = [(person, traps::HELD_REFERENCE.to_owned())];
    let holders = store::ledger::claim_references(&mut tx, recognised.provider, &claimed)
        .await
        .expect("asked");
    assert_eq!(holders[0].2, held.provider);
}

#[tokio::test]
async fn amina_has_sixty_of_ninety_minutes_recognised_and_four_and_a_half_hours_left() {
    let (_scratch, world) = laid().await;
    let entries = world.entries("L51", world.who(traps::AMINA));
    let part = the(&entries, |entry| entry.kind == Kind::Recognised);
    assert_eq!(part.component.as_deref(), Some("coaching"));
    assert_eq!(part.minutes, Minutes(60));
    assert_eq!(Minutes::hours(15).less(sum(&entries)), Minutes(270));
}

#[tokio::test]
async fn a_mentor_has_fifteen_hours_and_fifty_minutes_in_one_year() {
    let (_scratch, world) = laid().await;
    let entries = world.entries("Y75", world.who(traps::FIFTEEN_FIFTY));
    assert_eq!(sum(&entries), traps::FIFTEEN_FIFTY_MINUTES);
    assert_eq!(traps::FIFTEEN_FIFTY_MINUTES.to_string(), "15 h 50 min");
    let this_year = AcademicYear::containing(sample::TODAY);
    let counts = |sealed: &&Sealed| sealed.entry.counts_for == this_year;
    assert!(entries.iter().all(counts));
}

#[tokio::test]
async fn a_mentor_began_before_the_rule_changed_in_november() {
    let (_scratch, world) = laid().await;
    let entries = world.entries("L51", world.who(traps::RULE_CHANGED));
    let days = entries.iter().map(|sealed| sealed.entry.held_on);
    assert_eq!(days.clone().min(), Some(traps::RULE_CHANGED_BEGAN));
    assert!(days.clone().any(|day| day > date(2024, 11, 13)));
}

#[tokio::test]
async fn a_school_lies_in_the_fringe_and_a_closed_one_has_a_successor() {
    let (_scratch, world) = laid().await;
    let school = |urn| {
        let mut schools = world.schools.iter();
        schools.find(|school| school.urn == urn).expect("a school")
    };
    let fringe = school(traps::FRINGE_SCHOOL);
    assert_eq!(fringe.funding_area, FundingArea::Fringe);
    assert_eq!(fringe.town.as_deref(), Some("Watford"));
    let closed = school(traps::CLOSED_SCHOOL);
    assert_eq!(closed.successor, Some(traps::SUCCESSOR));
    assert_eq!((closed.open, closed.in_scope), (false, false));
    assert!(school(traps::SUCCESSOR).open);
    let held = world.held(world.who(traps::IN_THE_FRINGE));
    assert_eq!(held[0].school, Some(traps::FRINGE_SCHOOL));
}

#[tokio::test]
async fn an_entry_was_corrected_with_a_reason_and_another_waits() {
    let (_scratch, world) = laid().await;
    let entries = world.entries("Y75", world.who(traps::CORRECTED));
    let newer = the(&entries, |entry| entry.replaces.is_some());
    let older = the(&entries, |entry| Some(entry.id) == newer.replaces);
    assert_eq!((older.minutes, newer.minutes), (Minutes(360), Minutes(300)));
    assert!(!newer.words.reason.is_empty());
    assert!(newer.recorded_at > older.recorded_at);

    let entries = world.entries("L51", world.who(traps::WAITING));
    let waiting = the(&entries, |entry| entry.verified_by.is_none());
    assert_eq!(waiting.minutes, Minutes(90));
}

#[tokio::test]
async fn a_day_has_more_than_eight_hours_over_both_books() {
    let (_scratch, world) = laid().await;
    let person = world.who(traps::LONG_DAY);
    let that_day = ["Y75", "L51"].into_iter().flat_map(|code| {
        let entries = world.entries(code, person).into_iter();
        entries.filter(|sealed| sealed.entry.held_on == traps::LONG_DAY_ON)
    });
    let all: Vec<_> = that_day.collect();
    assert_eq!(sum(&all), Minutes::hours(9));
}

#[tokio::test]
async fn a_mentor_moved_school_in_january_and_the_entries_follow() {
    let (_scratch, world) = laid().await;
    let person = world.who(traps::MOVED);
    let [before, after] = world.held(person)[..] else {
        panic!("two memberships");
    };
    assert_eq!(
        (before.school, after.school),
        (Some(traps::MOVED_FROM), Some(traps::MOVED_TO))
    );
    assert_eq!(after.from, Some(traps::MOVED_ON));
    for sealed in world.entries("L51", person) {
        let entry = &sealed.entry;
        let there = entry.held_on >= traps::MOVED_ON;
        let school = if there {
            traps::MOVED_TO
        } else {
            traps::MOVED_FROM
        };
        assert_eq!(entry.school, Some(school));
    }
}

#[tokio::test]
async fn a_recognition_expires_and_july_counts_for_the_coming_year() {
    let (_scratch, world) = laid().await;
    let entries = world.entries("Y75", world.who(traps::EXPIRES));
    let recognised = the(&entries, |entry| entry.kind == Kind::Recognised);
    assert_eq!(recognised.until, Some(traps::EXPIRES_ON));
    assert!(traps::EXPIRES_ON > sample::TODAY);

    let entries = world.entries("L51", world.who(traps::COUNTS_FOR_COMING_YEAR));
    let early = entries.iter().map(|sealed| &sealed.entry);
    let early: Vec<_> = early
        .filter(|entry| entry.counts_for > AcademicYear::containing(entry.held_on))
        .collect();
    assert_eq!(early.len(), 2);
}

#[tokio::test]
async fn one_person_was_entered_twice_and_some_numbers_are_missing() {
    let (_scratch, world) = laid().await;
    let one = world.who(traps::TWICE[0]);
    let other = world.called("Zofia", "Krol");
    let folded = |id| domain::person::fold(&world.people[&id].name());
    assert_eq!(folded(one), folded(other));
    assert_eq!(world.people[&other].trn, None);
    assert_eq!(world.held(one)[0].school, world.held(other)[0].school);
    let without = world.memberships.iter().filter(|held| {
        held.role == domain::person::Role::GeneralMentor && world.people[&held.person].trn.is_none()
    });
    assert!((3..=8).contains(&without.count()));
}

#[tokio::test]
async fn two_who_look_alike_share_a_mailbox_and_a_family_name_and_nothing_else() {
    let (_scratch, world) = laid().await;
    let both = traps::LOOK_ALIKE.map(|(first, last)| world.called(first, last));
    let mailbox = |person| {
        let mut emails = world.emails.iter();
        let found = emails.find(|(_, known)| **known == person).expect("one");
        found.0.split('@').next().expect("a mailbox").to_owned()
    };
    assert_eq!(mailbox(both[0]), mailbox(both[1]));
    for person in both {
        assert_eq!(world.people[&person].trn, None);
        assert_eq!(world.held(person)[0].school, Some(traps::LOOK_ALIKE_AT));
    }
}

#[tokio::test]
async fn of_one_school_nobody_knows_the_area() {
    let (scratch, world) = laid().await;
    let provider = world.books["Y75"].provider;
    let mut tx = scratch.store.read().await.expect("a reader");
    let troubled = store::partnership::troubled(&mut tx, provider, sample::TODAY).await;
    let unknown: Vec<_> = troubled
        .expect("read")
        .into_iter()
        .filter(|school| !school.area_known)
        .map(|school| school.urn)
        .collect();
    assert_eq!(unknown, [traps::AREA_UNKNOWN]);
}

#[tokio::test]
async fn training_on_the_sundays_of_the_clock_change_stays_on_its_day() {
    let (_scratch, world) = laid().await;
    let entries = world.entries("L51", world.who(traps::CLOCK_CHANGE));
    for day in traps::CLOCK_CHANGES {
        the(&entries, |entry| entry.held_on == day);
    }
}

#[tokio::test]
async fn a_mentor_is_still_listed_at_the_closed_school_and_a_lead_partner_is_not_accredited() {
    let (scratch, world) = laid().await;
    let held = world.held(world.who(traps::AT_CLOSED_SCHOOL));
    assert_eq!(held[0].school, Some(traps::CLOSED_SCHOOL));
    let mut tx = scratch.store.read().await.expect("a reader");
    let partner = store::partnership::provider(&mut tx, traps::LEAD_PARTNER).await;
    assert!(!partner.expect("read").expect("listed").accredited);
}

#[tokio::test]
async fn most_histories_are_confirmed_some_unanswered_and_one_is_questioned() {
    let (scratch, world) = laid().await;
    let mut tx = scratch.store.read().await.expect("a reader");
    let mut questioned = Vec::new();
    for (code, least) in [("Y75", 50), ("L51", 50)] {
        let provider = world.books[code].provider;
        let answers = store::ledger::history_answers(&mut tx, provider, jiff::Timestamp::MAX).await;
        let answers = answers.expect("read");
        let imported: std::collections::HashSet<_> = world.books[code]
            .entries
            .iter()
            .filter(|sealed| sealed.entry.how == domain::ledger::How::Import)
            .map(|sealed| sealed.entry.person)
            .collect();
        assert!(answers.len() >= least, "{code}: {}", answers.len());
        assert!(
            imported.len() > answers.len() + 3,
            "{code}: some are silent"
        );
        assert!(answers.keys().all(|person| imported.contains(person)));
        for trn in traps::UNANSWERED {
            assert!(!answers.contains_key(&world.who(trn)), "{trn}");
        }
        questioned.extend(
            store::ledger::questioned(&mut tx, provider, jiff::Timestamp::MAX)
                .await
                .expect("read"),
        );
    }
    let [one] = &questioned[..] else {
        panic!("one question: {questioned:?}");
    };
    assert_eq!(one.person, world.who(traps::QUESTIONED));
}
