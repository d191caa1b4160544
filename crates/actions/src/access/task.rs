//! Makes the link of one task, which stands in a mail: it opens that page and nothing else.
//!
//! Owns the words task link. It never gives a right that the person has not.

use domain::{access::ticket::Purpose, person::PersonId};
use store::Tx;

use super::{
    post,
    session::hash,
    sign_in::local,
    ticket::{Wanted, mint},
};
use crate::{ActionError, Platform};

/// Makes the link of a task for somebody at an address of theirs.
///
/// # Rule
/// The link signs in for that page alone, with the person's own rights and for as long as
/// `access.session.absolute.task` says. There is none to a page that is not of this house.
/// # Errors
/// When the store fails.
pub(crate) async fn opened_by(
    platform: &Platform,
    tx: &mut Tx,
    person: PersonId,
    to: &str,
    path: &str,
) -> Result<Option<String>, ActionError> {
    let Some(path) = local(path) else {
        return Ok(None);
    };
    let wanted = Wanted {
        purpose: Purpose::Task,
        person: Some(person),
        subject: Some(hash(to)),
        address: Some(to.to_owned()),
        object: Some(path.to_owned()),
        made_by: PersonId::OPERATOR,
    };
    let minted = mint(platform, tx, wanted).await?;
    Ok(Some(post::link(platform, &minted.secret)))
}
