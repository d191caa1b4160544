//! Tries what an office does with the file of a map: chosen or pasted, as large as a whole group's.
//!
//! Owns the files. It never looks at the map without its page.

use super::*;
use crate::seen::Seen;

const IMPORT: &str = "/prior-learning/map/l51/import";

/// A map of so many sessions, each standing for one component.
fn map_of(sessions: usize) -> String {
    let session = |at: usize| {
        format!(
            "\n[[session]]\ninstitution = \"University of Hull\"\ncode = \"H-{at}\"\ntitle = \"Evening {at}\"\n\
             minutes = 60\n\n[[session.stands_for]]\ncomponent = \"coaching\"\nshare = 50\nfrom = 2024-09-01\n\
             agreed_by = \"Marcus Doyle\"\nsource = \"Letter of June 2024\"\n"
        )
    };
    let all: String = (0..sessions).map(session).collect();
    format!("map = 1\nprovider = \"Y75\"\n{all}")
}

#[tokio::test]
async fn a_file_of_a_thousand_sessions_is_weighed_and_taken_in_with_its_mark_or_without() {
    let whole = Whole::filled().await;
    let office = whole.office("L51").await;
    let file = format!("\u{feff}{}", map_of(1_000));
    let weighed = whole
        .send(IMPORT, &office, &[("file", "map.toml", file.as_bytes())])
        .await;
    assert_eq!(weighed.status, StatusCode::OK);
    let seen = Seen::of(&weighed.text);
    seen.says("2,001 lines would be new or otherwise");
    seen.says("New institution: University of Hull");
    let map = whole.get("/prior-learning/map/l51/file", &office).await;
    assert!(!map.text.contains("Evening"), "nothing is kept unread");

    let once = field(&weighed.text, "once");
    let text = map_of(1_000);
    let keep = [
        ("once", "", once.as_bytes()),
        ("step", "", b"keep"),
        ("map", "", text.as_bytes()),
    ];
    let kept = whole.send(IMPORT, &office, &keep).await;
    assert_eq!(kept.location, "/prior-learning/map/l51?done=kept");
    let map = whole.get("/prior-learning/map/l51/file", &office).await;
    assert_eq!(map.text.matches("title = \"Evening ").count(), 1_000);
}

#[tokio::test]
async fn what_is_no_map_is_told_beside_where_it_was_put() {
    let whole = Whole::filled().await;
    let office = whole.office("L51").await;
    let pasted: &[u8] = b"Dear colleague, here is our map.";
    let photograph: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 0, 16];
    let none: &[u8] = b"";
    let no_map = "A map begins with map = 1.";
    for (name, file, text, field, words) in [
        ("", none, pasted, "map", no_map),
        ("map.jpg", photograph, none, "file", no_map),
        (
            "",
            none,
            none,
            "map",
            "Choose the file of the map, or paste its text.",
        ),
    ] {
        let form = [("file", name, file), ("map", "", text)];
        let told = whole.send(IMPORT, &office, &form).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        Seen::of(&told.text).says(words);
        assert!(told.text.contains(&format!("id=\"{field}-fault\"")));
        assert!(told.text.contains(&*String::from_utf8_lossy(text)));
    }
}
