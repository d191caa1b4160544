//! Tries delegates: what they may decide in whose name, until when, and what is noted.
//!
//! Owns somebody who is away. It never asks the table how far a role reaches: the second telling says it.

use actions::{
    access::{
        self,
        delegate::{NewDelegate, delegates, end, name},
    },
    placement,
};
use domain::{
    Date,
    access::{
        Actor, Deed, Object,
        delegate::{Delegate, StandIn},
    },
    partnership::Urn,
    person::{Membership, PersonId, Role},
    placement::Manner,
};
use jiff::civil::date;
use store::person::NewMembership;
use uuid::Uuid;

use super::{
    ANOTHER, ME, MY_PROVIDER, MY_SCHOOL, OTHER_PROVIDER, OTHER_SCHOOL, STRANGER, actor, objects,
    reach, sign_in::mailbox,
};
use crate::placement::{STUDENT, placed, state, student};
use crate::world::{TODAY, World, is_forbidden, mentor, on_each, refusal};

const DELEGABLE: [Deed; 4] = [
    Deed::AssignMentor,
    Deed::ConfirmGate,
    Deed::NudgeMentors,
    Deed::ReleaseMentor,
];

/// Somebody at my school, or over my provider where the role is nowhere, who stands in for another.
fn standing_in(role: Role, (from, until): (Date, Date), ended: bool) -> Actor {
    let held = Membership {
        person: ANOTHER,
        ..actor(role, None, None).memberships.remove(0)
    };
    let own = match role.is_at_a_school() {
        true => Role::SupportingTeacher,
        false => Role::HeadOfIte,
    };
    let mut me = actor(own, None, None);
    me.stands_in = vec![StandIn {
        said: Delegate {
            id: Uuid::nil(),
            giver: ANOTHER,
            delegate: ME,
            membership: Uuid::nil(),
            from,
            until,
            why: String::new(),
            named_at: jiff::Timestamp::UNIX_EPOCH,
            ended: ended.then_some((jiff::Timestamp::UNIX_EPOCH, ANOTHER)),
        },
        of_giver: vec![held.clone()],
        held,
    }];
    me
}

#[test]
fn a_delegate_decides_as_far_as_the_giver_and_nothing_else() {
    let (yesterday, tomorrow) = (date(2025, 11, 17), date(2025, 11, 19));
    let (mut attempts, mut done) = (0_u32, 0_u32);
    for (deed, _) in Deed::ALL {
        for role in Role::ALL {
            let of_giver = reach(deed, role);
            for (days, ended, runs) in [
                ((TODAY, TODAY), false, true),
                ((yesterday, tomorrow), false, true),
                ((yesterday, tomorrow), true, false),
                ((yesterday, yesterday), false, false),
                ((tomorrow, tomorrow), false, false),
            ] {
                let stands = standing_in(role, days, ended);
                let own = Actor {
                    stands_in: Vec::new(),
                    ..stands.clone()
                };
                for (object, within) in objects() {
                    let alone = own.may(deed, object).is_ok();
                    let about_either = [Some(ME), Some(ANOTHER)].contains(&object.person);
                    let theirs = runs
                        && DELEGABLE.contains(&deed)
                        && within.contains(of_giver)
                        && of_giver != 'o'
                        && !about_either;
                    let who = format!("{deed:?} for {role:?} on {days:?}, {object:?}");
                    assert_eq!(stands.may(deed, object).is_ok(), alone || theirs, "{who}");
                    let stead = stands.in_whose_stead(deed, object);
                    assert_eq!(stead.is_some(), theirs && !alone, "{who}");
                    attempts += 1;
                    done += u32::from(theirs);
                }
            }
        }
    }
    println!("delegates: {attempts} attempts, {done} done, 0 leaks");
}

#[test]
fn it_ends_with_either_membership_and_is_not_passed_on() {
    let object = Object {
        person: Some(STRANGER),
        school: Some(MY_SCHOOL),
        provider: Some(MY_PROVIDER),
        placement: None,
    };
    let stands = standing_in(Role::ProfessionalMentor, (TODAY, TODAY), false);
    assert!(stands.may(Deed::AssignMentor, object).is_ok());
    assert!(stands.may(Deed::NameDelegate, object).is_err());
    let yesterday = Some(date(2025, 11, 17));
    let mut left = stands.clone();
    left.memberships[0].until = yesterday;
    assert!(left.may(Deed::AssignMentor, object).is_err());
    let mut moved = stands.clone();
    moved.memberships[0].school = Some(OTHER_SCHOOL);
    assert!(moved.may(Deed::AssignMentor, object).is_err());
    let mut elsewhere = stands.clone();
    elsewhere.memberships[0].provider = OTHER_PROVIDER;
    assert!(elsewhere.may(Deed::AssignMentor, object).is_err());
    let mut gone = stands;
    gone.stands_in[0].held.until = yesterday;
    assert!(gone.may(Deed::AssignMentor, object).is_err());
}

/// Gives somebody a role without a note.
async fn given(world: &World, person: PersonId, role: Role, school: Option<u32>) -> Uuid {
    let id = world.platform.number();
    let membership = Membership {
        person,
        provider: world.provider("Y75").await,
        role,
        school: school.map(Urn),
        scope: None,
        subject: None,
        school_phase: None,
        from: Some(date(2025, 9, 1)),
        until: None,
    };
    let mut tx = world.store.write().await.unwrap();
    let new = NewMembership { id, membership };
    store::person::add_membership(&mut tx, &new).await.unwrap();
    store::audit::count_up(&mut tx, "person", None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

/// Somebody over training at the first school, and whom they name.
pub async fn named(world: &World) -> (PersonId, NewDelegate) {
    let giver = world.person(STUDENT).await;
    let membership = given(world, giver, Role::ProfessionalMentor, Some(100_001)).await;
    let new = NewDelegate {
        membership,
        delegate: world.person("1000001").await,
        from: world.platform.today(),
        until: world.platform.today(),
        why: "on leave".into(),
    };
    (giver, new)
}

/// What was said, kept without a note.
pub async fn kept(world: &World) -> Uuid {
    let (giver, new) = named(world).await;
    let said = Delegate {
        id: world.platform.number(),
        giver,
        delegate: new.delegate,
        membership: new.membership,
        from: new.from,
        until: new.until,
        why: new.why,
        named_at: world.platform.now(),
        ended: None,
    };
    let mut tx = world.store.write().await.unwrap();
    store::access::delegate::add(&mut tx, &said).await.unwrap();
    tx.commit().await.unwrap();
    said.id
}

#[tokio::test]
async fn a_delegate_names_a_mentor_in_the_giver_s_name_and_both_are_told() {
    on_each(async |world| {
        world.wind_to("2025-11-18T10:00:00Z");
        let platform = &world.platform;
        student(world).await;
        for (trn, first) in [("1000001", "Amina"), ("1000002", "Ben")] {
            world
                .people("Y75", &mentor(trn, first, "Khan", 100_001))
                .await;
        }
        let (giver, new) = named(world).await;
        for (person, address) in [
            (giver, "away@elm.example"),
            (new.delegate, "amina@elm.example"),
        ] {
            let mut tx = world.store.write().await.unwrap();
            store::person::add_email(&mut tx, person, address)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let away = access::actor(platform, giver).await.unwrap();
        let once = platform.number();
        name(platform, &away, giver, once, &new).await.unwrap();
        name(platform, &away, giver, once, &new).await.unwrap();
        assert_eq!(mailbox(world).await.len(), 2, "both are told, once");

        let amina = access::actor(platform, new.delegate).await.unwrap();
        let found = delegates(platform, &amina, amina.person).await.unwrap();
        assert_eq!((found.taken.len(), found.can_give.len()), (1, 0));
        let id = placed(world).await;
        let (before, seen) = state(world, id).await;
        let ben = world.person("1000002").await;
        let own = (amina.person, before.from, Manner::Beside);
        let themself = placement::assign(platform, &amina, id, own, &seen, platform.number()).await;
        assert!(
            is_forbidden(&themself),
            "nobody names themself in another's name"
        );
        let what = (ben, before.from, Manner::Beside);
        placement::assign(platform, &amina, id, what, &seen, platform.number())
            .await
            .unwrap();
        let notes = world.notes().await;
        let done = notes.iter().rfind(|note| note.deed == Deed::AssignMentor);
        let told = &done.unwrap().told;
        assert!(
            told.ends_with(&format!("as delegate of {}", giver.0)),
            "{told}"
        );

        let said = found.taken[0].said.id;
        end(platform, &amina, platform.number(), said)
            .await
            .unwrap();
        let again = end(platform, &away, platform.number(), said).await;
        assert!(refusal(again).contains("ended already"));
        let amina = access::actor(platform, new.delegate).await.unwrap();
        let (_, seen) = state(world, id).await;
        let late = placement::assign(platform, &amina, id, what, &seen, platform.number()).await;
        assert!(is_forbidden(&late));
    })
    .await;
}

#[tokio::test]
async fn somebody_of_another_school_is_not_named_nor_anybody_for_too_long() {
    on_each(async |world| {
        world.wind_to("2025-11-18T10:00:00Z");
        let platform = &world.platform;
        student(world).await;
        for (trn, school) in [("1000001", 100_001), ("1000002", 100_002)] {
            world
                .people("Y75", &mentor(trn, "Amina", "Khan", school))
                .await;
        }
        let (giver, sound) = named(world).await;
        let away = access::actor(platform, giver).await.unwrap();
        let elsewhere = world.person("1000002").await;
        type Spoil = Box<dyn Fn(&mut NewDelegate)>;
        let wrongs: [(Spoil, &str); 5] = [
            (
                Box::new(move |new| new.delegate = elsewhere),
                "of your own school",
            ),
            (
                Box::new(move |new| new.delegate = giver),
                "of your own school",
            ),
            (Box::new(|new| new.why = " ".into()), "Say why"),
            (
                Box::new(|new| new.from = date(2025, 11, 17)),
                "today or a later",
            ),
            (Box::new(|new| new.until = date(2026, 11, 17)), "92 days"),
        ];
        for (spoil, words) in wrongs {
            let mut new = sound.clone();
            spoil(&mut new);
            let done = name(platform, &away, giver, platform.number(), &new).await;
            let said = refusal(done);
            assert!(said.contains(words), "{said}");
        }
    })
    .await;
}
