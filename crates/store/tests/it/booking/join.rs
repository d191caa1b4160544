//! Remembers names of a meeting's log until somebody answers.
//! Owns two names.
//! Never says who they are.

use domain::Minutes;
use store::booking::join::{Unsure, answer, forget, keep, open};

use super::register::offered;
use crate::{
    made::{second, write},
    on_both,
};

#[tokio::test]
async fn a_name_is_asked_about_once_and_forgotten_at_the_end() {
    on_both(async |store| {
        let mut tx = write(store).await;
        let session = offered(&mut tx).await;
        let unsure = |name: &str, minutes| Unsure {
            name: name.to_owned(),
            email: String::new(),
            minutes: Minutes(minutes),
        };
        for minutes in [40, 50] {
            keep(&mut tx, session, &unsure("Ami K", minutes), second(1))
                .await
                .expect("kept");
        }
        keep(&mut tx, session, &unsure("iPad", 7), second(1))
            .await
            .expect("kept");
        let all = open(&mut tx, session).await.expect("names");
        assert_eq!(all, [unsure("Ami K", 40), unsure("iPad", 7)]);
        for fresh in [true, false] {
            let done = answer(&mut tx, session, ("Ami K", ""), second(2)).await;
            assert_eq!(done.expect("an answer"), fresh);
        }
        keep(&mut tx, session, &unsure("Ami K", 40), second(3))
            .await
            .expect("kept");
        assert_eq!(
            open(&mut tx, session).await.expect("names"),
            [unsure("iPad", 7)]
        );
        forget(&mut tx, session).await.expect("forgotten");
        assert_eq!(open(&mut tx, session).await.expect("names"), []);
    })
    .await;
}
