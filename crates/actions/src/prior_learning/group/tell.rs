//! Tells those who may share a provider's map what waits for them, and what others have changed.
//!
//! Owns the wording. It never tells anybody who could not answer.

use domain::{
    access::{Deed, Reach, reach},
    notice::inbox::{NewNotice, NoticeKind},
    partnership::Provider,
    person::PersonId,
    prior_learning::Group,
};
use store::Tx;

use super::group_address;
use crate::{
    ActionError, Platform,
    notice::{tell, unsend},
    prior_learning::waits::people_with,
};

async fn who_may_share(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
) -> Result<Vec<PersonId>, ActionError> {
    let may = |role| reach(Deed::ShareMap, role) != Reach::Nothing;
    people_with(platform, tx, provider, may).await
}

/// Tells a provider that it was asked into a group.
pub(super) async fn tell_asked(
    platform: &Platform,
    tx: &mut Tx,
    (asked, by): (&Provider, &Provider),
    group: &Group,
) -> Result<(), ActionError> {
    for person in who_may_share(platform, tx, asked).await? {
        let key = format!(
            "group {} asks {} {}",
            group.id.0,
            asked.id.0,
            platform.now()
        );
        let new = NewNotice {
            provider: Some(asked.id),
            about: Some(group.id.0),
            subject: format!("{} asks you to share a map", by.name),
            words: format!(
                "“{}” is a group of providers that agree once what stands for what. If {} joins, what the group has agreed stands for your own components as you name them; a named person still accepts each request. You see all of it before you answer.",
                group.name, asked.name
            ),
            why: format!(
                "You get this because you may change the map of {}.",
                asked.name
            ),
            path: group_address(asked, group.id),
            action: "See what would be shared".to_owned(),
            ..NewNotice::to(person, NoticeKind::Decision, key)
        };
        tell(platform, tx, &new).await?;
    }
    Ok(())
}

/// Takes back the question whether a provider joins: it was answered.
pub(super) async fn untell(
    platform: &Platform,
    tx: &mut Tx,
    provider: &Provider,
    group: &Group,
) -> Result<(), ActionError> {
    let now = platform.now();
    for person in who_may_share(platform, tx, provider).await? {
        store::notice::inbox::withdraw(tx, group.id.0, person, now).await?;
    }
    unsend(platform, tx, group.id.0).await
}

/// Tells another member that what the group shares has changed: once a day at most.
pub(super) async fn tell_changed(
    platform: &Platform,
    tx: &mut Tx,
    (member, by): (&Provider, &Provider),
    group: &Group,
) -> Result<(), ActionError> {
    let today = platform.today();
    for person in who_may_share(platform, tx, member).await? {
        let key = format!("group {} changed {} {today}", group.id.0, member.id.0);
        let new = NewNotice {
            provider: Some(member.id),
            subject: format!("The map of {} has changed", group.name),
            words: format!(
                "{} has changed what your group shares. It holds with {} too, unless you have agreed something of your own.",
                by.name, member.name
            ),
            why: format!(
                "You get this because you may change the map of {}.",
                member.name
            ),
            path: group_address(member, group.id),
            action: "See what is shared".to_owned(),
            ..NewNotice::to(person, NoticeKind::Shared, key)
        };
        tell(platform, tx, &new).await?;
    }
    Ok(())
}
