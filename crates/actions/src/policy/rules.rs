//! Lists the rules in force on a day, heading by heading, as pages show them.
//!
//! Owns the words `Rules` and `Rule`. It never shows what another provider set for itself here.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    partnership::Provider,
    person::fold,
    policy::{Policies, Row, Series},
};
use store::{Tx, policy::Version};

use super::{Titled, own};
use crate::{ActionError, Platform};

/// What is asked of the rules.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The day; today if not said.
    pub on: Option<Date>,
    /// Words that a rule holds, in any order.
    pub words: String,
    /// The code of the provider whose own choices alone are shown beside everybody's.
    pub provider: Option<String>,
}

/// The rules in force on a day.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The day.
    pub on: Date,
    /// The rules that were asked for, heading by heading.
    pub sections: Vec<Section>,
    /// The providers with a choice of their own on any day, by name.
    pub choosers: Vec<Chooser>,
    /// How many rules are shown.
    pub shown: usize,
    /// How many there are.
    pub all: usize,
}

/// A provider as rules name it: it need not be known here otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chooser {
    /// Its name, else its code.
    pub name: String,
    /// Its code.
    pub code: String,
}

/// Rules about one thing.
#[derive(Debug, Clone)]
pub struct Section {
    /// What they are about.
    pub about: String,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// One rule on a day.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it is called.
    pub titled: Arc<Titled>,
    /// What holds for everybody, if anything does.
    pub everybody: Option<Held>,
    /// What providers chose for themselves, by name.
    pub own: Vec<(Chooser, Held)>,
}

/// A row in force, with the last day on which it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// The row.
    pub row: Arc<Row>,
    /// The last day; nothing means until further notice.
    pub until: Option<Date>,
}

impl Held {
    pub(super) fn of(series: &Series, day: Date) -> Option<Held> {
        series.on(day).map(|term| Held {
            row: term.row.clone(),
            until: term.until,
        })
    }
}

/// Lists the rules in force on a day.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the store fails.
pub async fn rules(
    platform: &Platform,
    actor: &Actor,
    asked: &Asked,
) -> Result<Rules, ActionError> {
    actor.may(Deed::ReadPolicy, Object::default())?;
    let mut tx = platform.store.read().await?;
    let providers = store::partnership::providers(&mut tx).await?;
    let policies = platform
        .policies_seen_by(&mut tx, actor, &providers)
        .await?;
    let on = asked.on.unwrap_or_else(|| platform.today());
    let by_name = by_name(&policies);
    let mut choosers: Vec<Chooser> = policies
        .all()
        .into_iter()
        .filter_map(|series| provider_of(series))
        .map(|code| chooser(&providers, code))
        .collect();
    choosers.sort();
    choosers.dedup();
    let words: Vec<String> = fold(&asked.words)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut sections: Vec<Section> = Vec::new();
    let mut shown = 0;
    for titled in &platform.shipped.titled {
        let rule = rule(titled, &by_name, &providers, asked.provider.as_deref(), on);
        let of_provider = asked.provider.is_none() || !rule.own.is_empty();
        if !of_provider || !holds(&rule, &words) {
            continue;
        }
        shown += 1;
        match sections.last_mut() {
            Some(section) if section.about == titled.about => section.rules.push(rule),
            _ => sections.push(Section {
                about: titled.about.clone(),
                rules: vec![rule],
            }),
        }
    }
    Ok(Rules {
        on,
        sections,
        choosers,
        shown,
        all: platform.shipped.titled.len(),
    })
}

type ByName<'a> = HashMap<&'a str, Vec<&'a Series>>;

fn by_name(policies: &Policies) -> ByName<'_> {
    let mut by_name: ByName = HashMap::new();
    for series in policies.all() {
        if let Some(first) = series.rows().first() {
            by_name.entry(first.of.as_str()).or_default().push(series);
        }
    }
    by_name
}

fn provider_of(series: &Series) -> Option<&str> {
    series.rows().first()?.provider.as_deref()
}

pub(super) fn chooser(providers: &[Provider], code: &str) -> Chooser {
    let known = providers.iter().find(|provider| provider.code == code);
    Chooser {
        name: known.map_or_else(
            || format!("Provider {code}"),
            |provider| provider.name.clone(),
        ),
        code: code.to_owned(),
    }
}

fn rule(
    titled: &Arc<Titled>,
    by_name: &ByName,
    providers: &[Provider],
    only: Option<&str>,
    on: Date,
) -> Rule {
    let series = by_name
        .get(titled.name.as_str())
        .map_or(&[][..], Vec::as_slice);
    let everybody = series
        .iter()
        .find(|series| provider_of(series).is_none())
        .and_then(|series| Held::of(series, on));
    let mut own: Vec<(Chooser, Held)> = series
        .iter()
        .filter_map(|series| Some((provider_of(series)?, Held::of(series, on)?)))
        .filter(|(code, _)| only.is_none_or(|only| only == *code))
        .map(|(code, held)| (chooser(providers, code), held))
        .collect();
    own.sort_by(|one, other| one.0.cmp(&other.0));
    Rule {
        titled: titled.clone(),
        everybody,
        own,
    }
}

fn holds(rule: &Rule, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let titled = &rule.titled;
    let mut text = format!(
        "{} {} {} {} {}",
        titled.title, titled.name, titled.about, titled.who, titled.says
    );
    let held = rule.everybody.iter();
    for held in held.chain(rule.own.iter().map(|(_, held)| held)) {
        text.push_str(&format!(" {} {}", held.row.value, held.row.source));
    }
    for (chooser, _) in &rule.own {
        text.push_str(&format!(" {} {}", chooser.name, chooser.code));
    }
    let text = fold(&text);
    words.iter().all(|word| text.contains(word.as_str()))
}

/// One rule through time.
#[derive(Debug, Clone)]
pub struct History {
    /// What it is called.
    pub titled: Arc<Titled>,
    /// The day on which it is read.
    pub on: Date,
    /// Everybody's line first, then each provider's own, by name.
    pub lines: Vec<Line>,
    /// Every value that was set here, the last set first.
    pub changes: Vec<Change>,
    /// Whether the reader may set a value for everybody.
    pub may_set: bool,
    /// The providers for which the reader may set a value.
    pub may_set_for: Vec<Chooser>,
}

/// The values of one rule for everybody, or for one provider, in order of time.
#[derive(Debug, Clone)]
pub struct Line {
    /// Whose choice it is; nothing for everybody's.
    pub chooser: Option<Chooser>,
    /// Every stretch of days on which one row holds, first to last.
    pub stretches: Vec<Stretch>,
}

/// A stretch of days on which one row holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The row.
    pub row: Arc<Row>,
    /// The first day on which it really holds.
    pub from: Date,
    /// The last, if another takes its place or it ends.
    pub until: Option<Date>,
}

/// A value that somebody set here.
#[derive(Debug, Clone)]
pub struct Change {
    /// What was set, by whom, and what became of it.
    pub version: Version,
    /// For which provider; nothing for everybody.
    pub chooser: Option<Chooser>,
    /// Whether the reader may take it back.
    pub may_undo: bool,
}

/// Shows one rule through time.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When no rule has the name, or the store fails.
pub async fn history(
    platform: &Platform,
    actor: &Actor,
    name: &str,
    on: Option<Date>,
) -> Result<History, ActionError> {
    actor.may(Deed::ReadPolicy, Object::default())?;
    let titled = platform.titled(name)?;
    let mut tx = platform.store.read().await?;
    let providers = store::partnership::providers(&mut tx).await?;
    let policies = platform
        .policies_seen_by(&mut tx, actor, &providers)
        .await?;
    let mut lines: Vec<Line> = by_name(&policies)
        .remove(name)
        .unwrap_or_default()
        .into_iter()
        .map(|series| Line {
            chooser: provider_of(series).map(|code| chooser(&providers, code)),
            stretches: stretches(series),
        })
        .collect();
    lines.sort_by(|one, other| one.chooser.cmp(&other.chooser));
    let changes = store::policy::versions(&mut tx)
        .await?
        .into_iter()
        .filter(|version| version.row.of == name)
        .filter(|version| seen_by(&version.row, actor, &providers))
        .map(|version| Change {
            chooser: version
                .row
                .provider
                .as_deref()
                .map(|code| chooser(&providers, code)),
            may_undo: version.withdrawn.is_none()
                && own::may_set(actor, &titled, version.row.provider.as_deref(), &providers)
                    .is_ok(),
            version,
        })
        .collect();
    let may_set_for = providers
        .iter()
        .filter(|provider| own::may_set(actor, &titled, Some(&provider.code), &providers).is_ok())
        .map(|provider| chooser(&providers, &provider.code))
        .collect();
    Ok(History {
        on: on.unwrap_or_else(|| platform.today()),
        lines,
        changes,
        may_set: own::may_set(actor, &titled, None, &providers).is_ok(),
        may_set_for,
        titled,
    })
}

/// The stretches of a series: each begins on a day of change.
fn stretches(series: &Series) -> Vec<Stretch> {
    let mut days: Vec<Date> = series.changes().collect();
    days.sort_unstable();
    days.dedup();
    let mut stretches: Vec<Stretch> = Vec::new();
    for day in days {
        let Some(term) = series.on(day) else { continue };
        if stretches
            .last()
            .is_some_and(|last| last.until.is_none_or(|until| until >= day))
        {
            continue;
        }
        stretches.push(Stretch {
            row: term.row.clone(),
            from: day,
            until: term.until,
        });
    }
    stretches
}

/// Whether a row is one that an actor may know of: shipped, everybody's, or of a provider of theirs.
fn seen_by(row: &Row, actor: &Actor, providers: &[Provider]) -> bool {
    let Some(code) = row.provider.as_deref() else {
        return true;
    };
    let of = providers.iter().find(|provider| provider.code == code);
    let object = Object {
        provider: of.map(|provider| provider.id),
        ..Object::default()
    };
    let with = |held: &domain::person::Membership| {
        Some(held.provider) == object.provider && held.holds_on(actor.today)
    };
    actor.may(Deed::PreviewPolicy, object).is_ok() || actor.memberships.iter().any(with)
}

impl Platform {
    /// Finds what pages call a policy.
    pub(super) fn titled(&self, name: &str) -> Result<Arc<Titled>, ActionError> {
        let mut titled = self.shipped.titled.iter();
        titled
            .find(|titled| titled.name == name)
            .cloned()
            .ok_or_else(|| ActionError::NotFound("There is no such rule.".to_owned()))
    }

    /// Every dated number that an actor may know of.
    pub(super) async fn policies_seen_by(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        providers: &[Provider],
    ) -> Result<Arc<Policies>, ActionError> {
        let mut own = store::policy::rows(tx).await?;
        own.retain(|row| seen_by(row, actor, providers));
        self.gathered(own)
    }
}
