//! Lists the mentors of a partnership as the office asks for them, page by page.
//!
//! Owns no words of its own. It never reckons.

use domain::access::{Actor, Deed, Object};

use crate::{
    ActionError, Platform,
    partnership::holder,
    standing::{self, ListQuestion, Page},
};

/// Picks the page that a question asks for; words with an @ are looked for among addresses.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn mentors(
    platform: &Platform,
    actor: &Actor,
    question: &ListQuestion,
) -> Result<Page, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, &question.provider).await?;
    let object = Object {
        provider: Some(provider.id),
        ..Object::default()
    };
    actor.may(Deed::ReadPeople, object)?;
    let text = question.filter.text.trim().to_lowercase();
    let mut question = question.clone();
    if let Some(district) = question.filter.district.take() {
        let facts = store::partnership::schools_with(&mut tx, provider.id).await?;
        let within = facts
            .into_iter()
            .filter(|facts| facts.lies_in() == Some(&district));
        question.filter.at = Some(within.map(|facts| facts.urn).collect());
    }
    if !text.contains('@') {
        drop(tx);
        return standing::page(platform, actor, &question).await;
    }
    let emails = store::person::emails(&mut tx).await?;
    drop(tx);
    question.filter.text.clear();
    let found = emails
        .into_iter()
        .filter(|(address, _)| address.contains(&text));
    question.filter.among = Some(found.map(|(_, person)| person).collect());
    standing::page(platform, actor, &question).await
}
