//! Remembers the names of a meeting's logs and whose they are.
//! Owns three names.
//! Never says who they are.

use domain::{
    Minutes,
    booking::join::{Joined, Whose},
};
use store::booking::join::{Name, answer, forget, hand, keep, names};

use super::register::offered;
use crate::{
    made::{person, second, write},
    on_both,
};

fn name(name: &str, stays: &[(i64, i64)], stated: Option<i32>, whose: Whose) -> Name {
    let joined = Joined {
        name: name.to_owned(),
        email: String::new(),
        stays: stays
            .iter()
            .map(|(from, until)| (second(*from), second(*until)))
            .collect(),
        stated: stated.map(Minutes),
    };
    Name { joined, whose }
}

#[tokio::test]
async fn a_name_keeps_its_stays_and_whose_it_is_and_nobody_s_is_forgotten() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let session = offered(&mut tx).await;
        let (amina, other) = (person(&mut tx, 81).await, person(&mut tx, 82).await);
        let mut all = [
            name("Ami K", &[(0, 600), (900, 1_200)], None, Whose::Open),
            name("Amina Khan", &[(0, 60)], None, Whose::Of(amina)),
            name("iPad", &[], Some(7), Whose::Open),
        ];
        for _ in 0..2 {
            keep(&mut tx, session, &all, second(1)).await.expect("kept");
            assert_eq!(names(&mut tx, session).await.expect("names"), all);
        }
        for (said, whose, fresh) in [
            ("Ami K", Some(amina), true),
            ("Ami K", None, false),
            ("iPad", None, true),
        ] {
            let done = answer(&mut tx, session, (said, ""), whose, second(2)).await;
            assert_eq!(done.expect("an answer"), fresh, "{said}");
        }
        (all[0].whose, all[2].whose) = (Whose::Of(amina), Whose::Nobody);
        assert_eq!(names(&mut tx, session).await.expect("names"), all);
        forget(&mut tx, session).await.expect("forgotten");
        hand(&mut tx, amina, other).await.expect("handed");
        (all[0].whose, all[1].whose) = (Whose::Of(other), Whose::Of(other));
        assert_eq!(names(&mut tx, session).await.expect("names"), all[..2]);
    })
    .await;
}
