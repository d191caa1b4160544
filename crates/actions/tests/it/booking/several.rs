//! Tries booking for several at once: by a school, and from rows that the office pasted.
//!
//! Owns a school with three mentors. It never books before somebody pressed.

use actions::{
    access,
    booking::{
        book::{book_several, told},
        several::{read, rows, several},
    },
};
use domain::{access::Actor, booking::State, person::PersonId};

use super::place::{books, mentors, offered};
use crate::world::{World, on_each, refusal};

async fn professional(world: &World) -> Actor {
    let row = "1000888,Grace,Owusu,,professional_mentor,100001,,,2024-09-01,\n";
    world.people("Y75", row).await;
    let grace = world.person("1000888").await;
    access::actor(&world.platform, grace).await.unwrap()
}

#[tokio::test]
async fn a_professional_mentor_books_several_and_each_has_an_answer() {
    on_each(async |world| {
        let who = mentors(world, 3).await;
        let grace = professional(world).await;
        let session = offered(world, 2).await;
        books(world, session, &who[0]).await;
        let platform = &world.platform;
        let found = several(platform, &grace, session).await.unwrap();
        assert_eq!((found.free, found.people.len()), (1, 3));
        let booked = found.people.iter().find(|one| one.person == who[0].person);
        let booked = booked.unwrap();
        assert_eq!(booked.state, Some(State::Confirmed));
        assert!(!booked.can_be_booked() && booked.cover.is_none());
        let mut free = found.people.iter().filter(|one| one.can_be_booked());
        assert!(
            free.all(|one| one
                .cover
                .as_ref()
                .is_some_and(|cover| cover.row.grant.is_some())),
            "what each place would bring stands there before anybody is booked"
        );
        let office = world.operator();
        let unseen = several(platform, &office, session).await;
        assert!(refusal(unseen).contains("no such session"));

        let people: Vec<PersonId> = who.iter().map(|one| one.person).collect();
        let once = platform.number();
        let done = book_several(platform, &grace, once, session, &people)
            .await
            .unwrap();
        let states: Vec<Option<State>> = done.iter().map(|one| one.state).collect();
        assert_eq!(states, [None, Some(State::Confirmed), Some(State::Waiting)]);
        assert!(
            done[0]
                .refused
                .contains("a booking for this session already")
        );
        let again = book_several(platform, &grace, once, session, &people)
            .await
            .unwrap();
        assert_eq!(again, done, "a double press books once");
        let named = told(platform, &grace, once).await.unwrap();
        assert_eq!(named.len(), 3);
        assert!(named[0].0.starts_with("Ada"));
        assert!(
            told(platform, &who[0], once).await.unwrap().is_empty(),
            "the key is hers"
        );

        let nobody = book_several(platform, &grace, platform.number(), session, &[]).await;
        assert!(refusal(nobody).contains("at least one"));
        let own = several(platform, &who[1], session).await;
        assert!(refusal(own).contains("no such session"));
    })
    .await;
}

#[tokio::test]
async fn rows_of_a_spreadsheet_are_looked_at_before_anybody_is_booked() {
    on_each(async |world| {
        let who = mentors(world, 3).await;
        let session = offered(world, 5).await;
        let (platform, office) = (&world.platform, world.operator());
        let pasted = "Name\tTRN\tEmail\nAda0 Khan\t\t\n\t1000001\t\nKhan\tAda2\t\nNobody Here\t\t\n\t\tnobody@birch.example\n";
        let cells = read(pasted.as_bytes()).unwrap();
        let (found, unmatched) = rows(platform, &office, session, &cells).await.unwrap();
        let mut people: Vec<PersonId> = found.people.iter().map(|one| one.person).collect();
        people.sort_unstable();
        let mut expected: Vec<PersonId> = who.iter().map(|one| one.person).collect();
        expected.sort_unstable();
        assert_eq!(people, expected);
        let words: Vec<&str> = unmatched.iter().map(|one| one.because.as_str()).collect();
        assert_eq!(words.len(), 2, "{words:?}");
        assert!(words[0].contains("bears this name") && words[1].contains("e-mail address"));
        assert!(found.people.iter().all(|one| one.state.is_none()), "nobody is booked yet");
        let mentor = rows(platform, &who[0], session, &cells).await;
        assert!(refusal(mentor).contains("no such session"));
    })
    .await;
}
