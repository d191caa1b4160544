//! Tries the training page as a pure function, state by state.
//!
//! Owns the words that each state must show. It never needs a server.
use crate::made;
#[test]
fn x() {
    let page = web::standing::pages::training(&made::amina().on("2025-02-20"), Some(made::day("2025-02-20"))).into_string();
    assert!(page.contains("Your training"));
}
