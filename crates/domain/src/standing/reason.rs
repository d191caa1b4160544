//! Keeps the rules and days on which a standing rests, and tells each in plain words.
//!
//! Owns the words `Reason` and `Told`. It never gives a number without its source.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    claim::Claim,
    figures::Figures,
    period::{Lapse, Period},
};
use crate::{
    Minutes,
    calendar::told,
    policy::{self, Confidence},
    programme::{Adjustment, Programme, Track, Versions},
};

/// One rule or day that a standing used.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A dated number.
    Policy(Arc<policy::Row>, Option<Date>),
    /// A version of the programme, with what it asks.
    Programme(Arc<Programme>, Minutes),
    /// No programme and no national minimum.
    ProviderJudges,
    /// The national minimum lies above the programme; other minutes fill the gap.
    Floor(Minutes),
    /// A rule changed what is required.
    Changed {
        /// The day of the change.
        on: Date,
        /// What was required before.
        before: Option<Minutes>,
        /// What is required since.
        after: Option<Minutes>,
    },
    /// Nothing remained on a day when a rule changed, not when something was attended.
    MetByRule(Date),
    /// The mentor became new again.
    NewAgain {
        /// The first day of being new.
        from: Date,
        /// Whole years without a student teacher.
        years: i32,
    },
    /// They are asked otherwise than everybody, by a named decision.
    Adjusted {
        /// What was decided.
        decision: Arc<Adjustment>,
        /// What it is about, in words.
        title: String,
        /// What everybody is asked of it.
        usual: Minutes,
    },
    /// Nothing is known of earlier claims.
    ClaimsNotKnown,
}

/// A reason as people and files read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The rule's name.
    pub rule: String,
    /// What it says.
    pub value: String,
    /// The first day on which it holds.
    pub from: Option<Date>,
    /// The last.
    pub until: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// How far it can be relied on.
    pub confidence: Confidence,
}

impl Reason {
    /// Tells the reason in words.
    #[must_use]
    pub fn told(&self) -> Told {
        let alongside = |rule: &str, value: String, from: Option<Date>| Told {
            rule: rule.to_owned(),
            value,
            from,
            until: None,
            source: "How Alongside reckons: docs/capabilities/standing.md".to_owned(),
            confidence: Confidence::Confirmed,
        };
        match self {
            Reason::Policy(row, until) => Told {
                rule: row.of.clone(),
                value: row.value.to_string(),
                from: Some(row.from),
                until: *until,
                source: row.source.clone(),
                confidence: row.confidence,
            },
            Reason::Programme(programme, asked) => Told {
                rule: format!("programme {} {}", programme.provider, programme.code),
                value: asked.to_string(),
                from: Some(programme.from),
                until: None,
                source: programme.source.clone(),
                confidence: programme.confidence,
            },
            Reason::ProviderJudges => alongside(
                "requirement",
                "sufficient, as the provider judges".to_owned(),
                None,
            ),
            Reason::Floor(gap) => alongside(
                "national minimum",
                format!("{gap} more than the programme asks; any verified minutes fill it"),
                None,
            ),
            Reason::Changed { on, before, after } => alongside(
                "requirement",
                format!(
                    "{} until the day before, {} from {}",
                    amount(*before),
                    amount(*after),
                    told(*on)
                ),
                Some(*on),
            ),
            Reason::MetByRule(on) => alongside(
                "requirement",
                format!(
                    "met on {} because the rule changed, not because of an entry",
                    told(*on)
                ),
                Some(*on),
            ),
            Reason::NewAgain { from, years } => alongside(
                "new again",
                format!("{years} whole years without a student teacher; only later entries count"),
                Some(*from),
            ),
            Reason::Adjusted {
                decision,
                title,
                usual,
            } => Told {
                rule: format!("decided for them: {title}"),
                value: match decision.minutes {
                    Minutes::ZERO => format!("waived, in place of {usual}"),
                    asked => format!("{asked}, in place of {usual}"),
                },
                from: Some(decision.from),
                until: decision.until,
                source: format!("{}: {}", decision.ground.told(), decision.words),
                confidence: Confidence::Confirmed,
            },
            Reason::ClaimsNotKnown => Told {
                rule: "claims".to_owned(),
                value: "claims not known".to_owned(),
                from: None,
                until: None,
                source: "No claim has been recorded here, so that the whole cap is taken as left"
                    .to_owned(),
                confidence: Confidence::Provisional,
            },
        }
    }
}

fn amount(minutes: Option<Minutes>) -> String {
    minutes.map_or_else(
        || "what the provider judges sufficient".to_owned(),
        |minutes| minutes.to_string(),
    )
}

/// Tells what somebody is asked otherwise on a day.
pub(super) fn adjusted(
    adjustments: &[Adjustment],
    versions: &Versions,
    day: Date,
) -> impl Iterator<Item = Reason> {
    let holding = adjustments.iter().filter(move |one| one.holds_on(day));
    holding.map(|one| Reason::Adjusted {
        title: versions.title(&one.component),
        usual: versions.usual(&one.component).unwrap_or_default(),
        decision: Arc::new(one.clone()),
    })
}

/// Gathers the reasons of a standing, what is required first. What the programme asks, and how that changed,
/// is told as it is for everybody: `usually` is the period without what was decided for this one.
pub(super) fn gather(
    period: &Period,
    figures: &Figures,
    usually: &Period,
    claim: &Claim,
    lapse: Lapse,
    met_on: Option<Date>,
    day: Date,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(programme) = usually.programme(day) {
        let usual = usually.figures(day);
        let asked = match usually.track {
            Track::Initial => usual.required.unwrap_or_default().less(usual.floor_gap),
            Track::Refresher => programme.refresher.unwrap_or_default(),
        };
        reasons.push(Reason::Programme(programme.clone(), asked));
    }
    if let Some(term) = period.minimum(day) {
        reasons.push(Reason::Policy(term.row.clone(), term.until));
    }
    if figures.required.is_none() {
        reasons.push(Reason::ProviderJudges);
    }
    if figures.floor_gap > Minutes::ZERO && period.programme(day).is_some() {
        reasons.push(Reason::Floor(figures.floor_gap));
    }
    if let Some((on, before, after)) = usually.last_change() {
        reasons.push(Reason::Changed { on, before, after });
    }
    if let Some(met) = met_on.filter(|met| !period.lines.iter().any(|line| line.held_on == *met)) {
        reasons.push(Reason::MetByRule(met));
    }
    if let (Some(from), Some(years)) = (lapse.new_from, lapse.years) {
        reasons.push(Reason::NewAgain { from, years });
    }
    if let Some(cap) = &claim.cap {
        reasons.push(Reason::Policy(cap.row.clone(), cap.until));
    }
    reasons.push(Reason::ClaimsNotKnown);
    reasons
}
