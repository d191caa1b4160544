//! Looks up, checks, sets and writes out dated numbers.
//!
//! Owns the deeds `ReadPolicy` and `SetPolicy`. It never holds a number of its own.

mod changes;
mod effect;
mod own;
mod rules;
mod shipped;
mod titled;

use std::sync::Arc;

use domain::{
    Date, Pence,
    access::{Actor, Deed, Object},
    policy::{Confidence, Fault, Kind, Origin, Policies, Row, Season, Series, Value},
};
use formats::policy_file;
use store::Tx;

pub use changes::{Changes, Turn, changes};
pub use effect::{Difference, Effect, Figures, Touched};
pub use own::{Preview, Setting, Undoing, preview, preview_undo, set_one, setting, undo};
pub use rules::{
    Asked, Change, Chooser, Held, History, Line, Rule, Rules, Section, Stretch, history, rules,
};
pub use shipped::{CASES, PROGRAMMES, Shipped};
pub use store::policy::{Stroke, Version};
pub use titled::Titled;

use crate::{ActionError, Platform};

/// Gathers the dated values in force, for whoever reckons with them outside of a deed.
///
/// # Errors
/// When the store fails.
pub async fn in_force(platform: &Platform, tx: &mut Tx) -> Result<Arc<Policies>, ActionError> {
    platform.policies(tx).await
}

impl Platform {
    /// Every dated number, the administrator's own rows included.
    pub(crate) async fn policies(&self, tx: &mut Tx) -> Result<Arc<Policies>, ActionError> {
        let own = store::policy::rows(tx).await?;
        self.gathered(own)
    }

    /// The shipped numbers with rows of one's own beside them.
    fn gathered(&self, own: Vec<Row>) -> Result<Arc<Policies>, ActionError> {
        if own.is_empty() {
            return Ok(self.shipped.policies.clone());
        }
        let gathered = self.shipped.with(own);
        gathered
            .map(Arc::new)
            .map_err(|faults| ActionError::Unreadable(told(&faults)))
    }
}

/// What a note tells of a value: itself, and the one whose place it takes.
fn anew(row: &Row, before: Option<&Row>) -> String {
    match before {
        Some(before) => format!("{}, before {}", row.value, before.value),
        None => row.value.to_string(),
    }
}

/// Tells faults, one a line.
fn told(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A name's history, and the row in force on a day.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The provider whose own choice it is, or nobody.
    pub provider: Option<String>,
    /// Every row, first to last.
    pub history: Series,
    /// The row in force on the day asked about, and the last day on which it holds.
    pub in_force: Option<(Arc<Row>, Option<Date>)>,
}

/// Shows everything known of a name, everybody's history first and then each provider's own.
///
/// # Errors
/// When no policy has the name, or the store fails.
pub async fn show(platform: &Platform, name: &str, day: Date) -> Result<Vec<Shown>, ActionError> {
    let mut tx = platform.store.read().await?;
    let policies = platform.policies(&mut tx).await?;
    let shown: Vec<Shown> = policies
        .all()
        .into_iter()
        .filter(|series| series.rows().iter().any(|row| row.of == name))
        .map(|series| Shown {
            provider: series.rows().first().and_then(|row| row.provider.clone()),
            history: series.clone(),
            in_force: series.on(day).map(|term| (term.row.clone(), term.until)),
        })
        .collect();
    if !shown.is_empty() {
        return Ok(shown);
    }
    let known = platform
        .shipped
        .names
        .iter()
        .map(|known| known.name.as_str());
    if known.clone().any(|known| known == name) {
        return Ok(shown);
    }
    let nearest = known
        .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
    Err(ActionError::NotFound(format!(
        "No policy is named \"{name}\". Did you mean \"{}\"? The names stand in policies/README.md.",
        nearest.unwrap_or_default()
    )))
}

/// What a check of all rows found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Names that rows may give values to.
    pub names: usize,
    /// Rows in the shipped files.
    pub shipped: usize,
    /// Rows of one's own.
    pub own: usize,
}

/// Checks every row, shipped and own, together.
///
/// # Errors
/// Every fault, with file and line.
pub async fn check(platform: &Platform) -> Result<Checked, ActionError> {
    let mut tx = platform.store.read().await?;
    platform.policies(&mut tx).await?;
    let own = store::policy::rows(&mut tx).await?.len();
    Ok(Checked {
        names: platform.shipped.names.len(),
        shipped: platform.shipped.rows.len(),
        own,
    })
}

/// Takes in rows of one's own, in the form of a policy file. Says how many there were.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// Every fault with its line; nothing is kept then.
pub async fn set(
    platform: &Platform,
    actor: &Actor,
    text: &str,
    dry_run: bool,
) -> Result<usize, ActionError> {
    actor.may(Deed::SetPolicy, Object::default())?;
    let read =
        policy_file::read(text).map_err(|problem| ActionError::Unreadable(problem.to_string()))?;
    let rows: Vec<Row> = read
        .iter()
        .map(|row| understood(row, Origin::Stated(row.line)))
        .collect::<Result<_, _>>()
        .map_err(|fault| ActionError::Unreadable(fault.to_string()))?;
    let mut tx = platform.store.write().await?;
    let takes_the_place = |known: &Row| {
        rows.iter().any(|row| {
            (&row.of, &row.provider, row.from) == (&known.of, &known.provider, known.from)
        })
    };
    let mut together = store::policy::rows(&mut tx).await?;
    let before = together.clone();
    together.retain(|known| !takes_the_place(known));
    together.extend(rows.iter().cloned());
    platform
        .shipped
        .with(together)
        .map_err(|faults| ActionError::Unreadable(told(&faults)))?;
    for row in &rows {
        store::policy::keep(
            &mut tx,
            platform.number(),
            row,
            None,
            platform.now(),
            actor.person,
        )
        .await?;
        let subject = format!("{} from {}", row.of, row.from);
        let mut same = before.iter().filter(|known| {
            (&row.of, &row.provider, row.from) == (&known.of, &known.provider, known.from)
        });
        let value = anew(row, same.next());
        platform
            .note(&mut tx, actor, Deed::SetPolicy, None, subject, value)
            .await?;
    }
    store::audit::count_up(&mut tx, "policy", None).await?;
    if !dry_run {
        tx.commit().await?;
    }
    Ok(rows.len())
}

/// Writes out the rows of one's own as a policy file.
///
/// # Errors
/// When the store fails.
pub async fn export(platform: &Platform) -> Result<String, ActionError> {
    let mut tx = platform.store.read().await?;
    let own = store::policy::rows(&mut tx).await?;
    Ok(policy_file::write(
        &own.iter().map(written).collect::<Vec<_>>(),
    ))
}

/// Makes a row of the domain from a row of a file.
pub(crate) fn understood(row: &policy_file::Row, origin: Origin) -> Result<Row, Fault> {
    let wrong = |what: &str| Fault {
        at: origin.to_string(),
        problem: format!("{} has no known {what}.", row.of),
    };
    Ok(Row {
        of: row.of.clone(),
        kind: Kind::read(&row.kind).ok_or_else(|| wrong("kind"))?,
        provider: row.provider.clone(),
        value: value(&row.value),
        from: row.from,
        until: row.until,
        source: row.source.clone(),
        confidence: Confidence::read(&row.confidence).ok_or_else(|| wrong("confidence"))?,
        note: row.note.clone(),
        origin: origin.clone(),
    })
}

/// Makes a value of the domain from a value of a file.
#[must_use]
pub fn value(value: &policy_file::Value) -> Value {
    use policy_file::Value as Written;
    match value {
        Written::Minutes(minutes) => Value::Minutes(domain::Minutes(*minutes)),
        Written::Pence(pence) => Value::Pence(Pence(*pence)),
        Written::Days(n) => Value::Days(*n),
        Written::WorkingDays(n) => Value::WorkingDays(*n),
        Written::Weeks(n) => Value::Weeks(*n),
        Written::Years(n) => Value::Years(*n),
        Written::Count(n) => Value::Count(*n),
        Written::Percent(n) => Value::Percent(*n),
        Written::Allowed(yes) => Value::Allowed(*yes),
        Written::Codes(codes) => Value::Codes(codes.clone()),
        Written::Window { opens, closes } => Value::Window {
            opens: *opens,
            closes: *closes,
        },
        Written::Season { opens, closes } => Value::Season(Season {
            opens: *opens,
            closes: *closes,
        }),
        Written::None => Value::None,
    }
}

fn written(row: &Row) -> policy_file::Row {
    use policy_file::Value as Written;
    let (key, value) = match &row.value {
        Value::Minutes(minutes) if minutes.0 % 60 == 0 => ("hours", Written::Minutes(minutes.0)),
        Value::Minutes(minutes) => ("minutes", Written::Minutes(minutes.0)),
        Value::Pence(pence) => ("pence", Written::Pence(pence.0)),
        Value::Days(n) => ("days", Written::Days(*n)),
        Value::WorkingDays(n) => ("working_days", Written::WorkingDays(*n)),
        Value::Weeks(n) => ("weeks", Written::Weeks(*n)),
        Value::Years(n) => ("years", Written::Years(*n)),
        Value::Count(n) => ("count", Written::Count(*n)),
        Value::Percent(n) => ("percent", Written::Percent(*n)),
        Value::Allowed(yes) => ("allowed", Written::Allowed(*yes)),
        Value::Codes(codes) => ("codes", Written::Codes(codes.clone())),
        Value::Window { opens, closes } => (
            "opens",
            Written::Window {
                opens: *opens,
                closes: *closes,
            },
        ),
        Value::Season(season) => (
            "season_opens",
            Written::Season {
                opens: season.opens,
                closes: season.closes,
            },
        ),
        Value::None => ("none", Written::None),
    };
    policy_file::Row {
        line: 0,
        of: row.of.clone(),
        kind: row.kind.code().to_owned(),
        provider: row.provider.clone(),
        value,
        key: key.to_owned(),
        from: row.from,
        until: row.until,
        source: row.source.clone(),
        confidence: row.confidence.code().to_owned(),
        note: row.note.clone(),
    }
}
