//! Tries the pages that say who may do what, and what is held about whom.
//!
//! Owns no page of its own. It never decides what anybody may see.

use axum::http::StatusCode;

use crate::{seen::Seen, whole::Whole};

#[tokio::test]
async fn everybody_reads_who_may_do_what_with_their_own_roles_marked() {
    let whole = Whole::filled().await;
    for (cookie, own) in [
        (whole.office("Y75").await, "Partnership officer (you)"),
        (whole.mentor("amina+rahman").await, " (you)"),
        (whole.mentor("imelda+quayle").await, "Inspector (you)"),
        (whole.mentor("gwen+ibbotson").await, "Trust (you)"),
    ] {
        let page = whole.get("/access/permissions", &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        let seen = Seen::of(&page.text);
        seen.says("Who may do what");
        seen.says(own);
        for (deed, _) in domain::access::Deed::ALL {
            assert!(
                page.text.matches(deed.words()).count() >= 2,
                "{deed:?} stands in the table and in the list"
            );
        }
        seen.says("Only the operator, at the command line.");
    }
    let nobody = whole.get("/access/permissions", "").await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
}
