//! Tells a mentor something, so that the inbox that visitors open first is not empty.
//!
//! Owns its words. Its numbers rest on names, so that nobody else's move.

use domain::{
    notice::inbox::{NewNotice, NoticeKind},
    partnership::ProviderId,
    person::Trn,
};
use jiff::{ToSpan, civil::date};
use store::{StoreError, Tx};

use crate::{chance::Chance, ledger::noon, traps};

/// Tells Amina Rahman what her office wrote, and what is open.
pub(crate) async fn keep(tx: &mut Tx, liverpool: ProviderId) -> Result<(), StoreError> {
    let Ok(trn) = traps::AMINA.parse::<Trn>() else {
        return Ok(());
    };
    let Some(amina) = store::person::with_trn(tx, trn).await? else {
        return Ok(());
    };
    let mut chance = Chance::of("notice");
    let first = noon(date(2025, 11, 13));
    let told = |kind, key: &str| NewNotice {
        provider: Some(liverpool),
        ask: "the partnership office".to_owned(),
        path: "/standing/l51".to_owned(),
        action: "See my training".to_owned(),
        ..NewNotice::to(amina, kind, key)
    };
    let written = NewNotice {
        subject: "Thank you for a good half term".to_owned(),
        words:
            "Dear Amina,\n\nAll our student teachers have begun well, and that is your doing.\n\n\
                With thanks"
                .to_owned(),
        why:
            "You get this because you mentor with LJMU and the office wrote to a list on which you \
              are."
                .to_owned(),
        ..told(NoticeKind::Written, "thank you of november")
    };
    let nudge = NewNotice {
        subject: "Your mentor training".to_owned(),
        words:
            "Your page names what is open and how long it takes. If something there is not right, \
                or the time is hard to find, please say so."
                .to_owned(),
        why: "You get this because part of your training is open.".to_owned(),
        ..told(NoticeKind::Nudge, "nudge of november")
    };
    for (new, at) in [(written, first), (nudge, first + 3.hours())] {
        store::notice::inbox::tell(tx, chance.number(at), at, &new).await?;
    }
    Ok(())
}
