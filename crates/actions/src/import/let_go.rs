//! Lets go of files that somebody looked at and nobody decided about.
//!
//! Owns no word of its own. It never touches what was taken in.

use domain::{
    Date,
    audit::import::State,
    calendar::uk_day,
    partnership::Provider,
    policy::{Policies, Value, names},
};
use store::audit::import::{self, Import};

use super::many;
use crate::{ActionError, Platform, platform::deed};

/// Lets go of the files about which nobody decided for as long as the policy says. Says how many
/// they were.
///
/// # Rule
/// `audit.preview.kept`, as it holds today. The import stays in the list; its file and its rows go.
///
/// # Errors
/// When the store fails.
pub async fn let_go(platform: &Platform) -> Result<usize, ActionError> {
    let today = platform.today();
    let forgotten: Vec<(Import, i32)> = {
        let mut tx = platform.store.read().await?;
        let waiting = import::undecided(&mut tx).await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let providers = store::partnership::providers(&mut tx).await?;
        let policies = platform.policies(&mut tx).await?;
        let days = |run: &Import| {
            let whose = providers
                .iter()
                .find(|provider| Some(provider.id) == run.provider);
            kept_for(&policies, whose, today)
        };
        waiting
            .into_iter()
            .filter_map(|run| {
                let days = days(&run)?;
                is_over(uk_day(run.received_at), days, today).then_some((run, days))
            })
            .collect()
    };
    for (run, days) in &forgotten {
        let days = many(usize::try_from(*days).unwrap_or_default(), "day", "days");
        deed!(platform, |tx| {
            if import::change_state(tx, run.id, State::Previewed, State::LetGo).await? {
                import::clear_rows(tx, run.id).await?;
                let (deed, subject) = (run.kind.deed(), run.id.to_string());
                let told = format!("not decided for {days}, and no longer kept");
                platform
                    .note(tx, &platform.operator(), deed, run.provider, subject, told)
                    .await?;
            }
        })?;
    }
    Ok(forgotten.len())
}

/// The days for which a provider's undecided files are kept, if they are not kept for good.
fn kept_for(policies: &Policies, whose: Option<&Provider>, today: Date) -> Option<i32> {
    let code = whose.map(|provider| provider.code.as_str());
    let term = policies.on(names::PREVIEW_KEPT, code, today)?;
    match term.row.value {
        Value::Days(days) => Some(days),
        _ => None,
    }
}

fn is_over(received_on: Date, days: i32, today: Date) -> bool {
    (today - received_on).get_days() > days
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_file_is_kept_to_the_end_of_the_last_day() {
        let came = date(2025, 11, 18);
        assert!(!is_over(came, 30, came));
        assert!(!is_over(came, 30, date(2025, 12, 18)));
        assert!(is_over(came, 30, date(2025, 12, 19)));
        assert!(is_over(came, 30, date(2027, 1, 1)));
    }
}
