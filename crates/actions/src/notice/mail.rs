//! Writes the mail in which notices go, and puts it into the outbox.
//!
//! Owns its wording. It never decides what goes when.

use domain::{
    access::letter::Letter,
    feedback::POINTS,
    notice::{
        Message, MessageKind,
        budget::Mailed,
        inbox::{Notice, NoticeKind, Weight},
    },
    person::PersonId,
};
use store::Tx;
use uuid::Uuid;

use crate::{ActionError, Platform, access::task::opened_by, booking::calendar as booked};

/// Where everybody chooses their mail.
const CHOICES: &str = "/notice/preferences";

/// Writes one mail with notices of one person, keeps which is in it, and queues it. Where no address is
/// known they stay in the inbox alone; what was taken back meanwhile is left out.
///
/// # Errors
/// When the store fails.
pub(super) async fn post(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    weight: Weight,
    notices: &[Uuid],
) -> Result<bool, ActionError> {
    let Some(to) = store::person::emails_of(tx, person)
        .await?
        .into_iter()
        .next()
    else {
        for notice in notices {
            store::notice::inbox::leave(tx, *notice, false).await?;
        }
        return Ok(false);
    };
    let (mut all, mut held) = (Vec::new(), Vec::new());
    for id in notices {
        if store::notice::inbox::hold(tx, *id).await? {
            all.extend(store::notice::inbox::notice(tx, *id).await?);
            held.push(*id);
        }
    }
    if all.is_empty() {
        return Ok(false);
    }
    let letter = letter(platform, tx, &to, weight, &all).await?;
    let providers: Vec<_> = all.iter().map(|notice| notice.provider).collect();
    let one = providers.first().copied().flatten();
    let message = Message {
        id: platform.number(),
        to,
        person: Some(person),
        provider: one.filter(|_| providers.windows(2).all(|pair| pair[0] == pair[1])),
        kind: match weight {
            Weight::Routine => MessageKind::Digest,
            Weight::Essential | Weight::Awaited => MessageKind::Notice,
        },
        text: letter.text(),
        html: letter.html(),
        subject: letter.subject,
        calendar: calendar(platform, tx, person, &all).await?,
        useless_after: all
            .iter()
            .map(|notice| notice.useless_after)
            .reduce(|one, other| Some(one?.max(other?)))
            .flatten(),
    };
    let at = platform.now();
    super::queue(tx, at, &message).await?;
    let mailed = Mailed { at, weight };
    store::notice::inbox::mail(tx, message.id, person, mailed, &held).await?;
    Ok(true)
}

/// The entries of what it tells of places of theirs, as they stand now.
async fn calendar(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    all: &[Notice],
) -> Result<Option<String>, ActionError> {
    let dated = all.iter().filter(|notice| notice.kind.is_dated());
    let mut sessions: Vec<Uuid> = dated.filter_map(|notice| notice.about).collect();
    sessions.sort_unstable();
    sessions.dedup();
    booked::entries(platform, tx, person, &sessions).await
}

/// One notice speaks for itself; several stand under heads of their own.
async fn letter(
    platform: &Platform,
    tx: &mut Tx,
    to: &str,
    weight: Weight,
    all: &[Notice],
) -> Result<Letter, ActionError> {
    let choices = platform.doors.address(CHOICES);
    let mut letter = match (all, weight) {
        ([one], _) => Letter::about(&one.subject),
        (many, Weight::Routine) => {
            Letter::about(format!("Your week: {} messages in one", many.len()))
        }
        (many, _) => Letter::about(format!("{} messages about your sessions", many.len())),
    };
    for notice in all {
        if all.len() > 1 {
            letter = letter.head(&notice.subject);
        }
        for part in notice
            .words
            .split("\n\n")
            .filter(|part| !part.trim().is_empty())
        {
            letter = letter.words(part.trim());
        }
        for (action, path) in ways(notice) {
            if let Some(address) = opened_by(platform, tx, notice.person, to, &path).await? {
                letter = letter.link(action, address);
            }
        }
        letter = letter.note(why(notice));
    }
    if letter.has_links() {
        letter = letter.note(
            "Each link opens its one page, once. After that, one press there sends a fresh one.",
        );
    }
    Ok(letter.aside("Choose which mail you get, and when", choices))
}

/// Where a press leads: to the task, or for the first question to each of its points.
fn ways(notice: &Notice) -> Vec<(String, String)> {
    if notice.path.is_empty() {
        return Vec::new();
    }
    if notice.kind != NoticeKind::Question {
        return vec![(notice.action.clone(), notice.path.clone())];
    }
    let points = POINTS.iter().zip(1..);
    points
        .map(|(words, point)| {
            (
                format!("{point}: {words}"),
                format!("{}/{point}", notice.path),
            )
        })
        .collect()
}

/// Why somebody got it, and whom to ask.
fn why(notice: &Notice) -> String {
    match notice.ask.as_str() {
        "" => notice.why.clone(),
        ask => format!("{} If you have a question, ask {ask}.", notice.why),
    }
}
