//! Keeps what one person is asked otherwise than everybody: waived or changed by a named decision.
//!
//! Owns the words `Adjustment` and `Ground`. It never grants minutes: nothing is done or claimed by it.

use std::{borrow::Cow, sync::Arc};

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{Component, Need, Versions};
use crate::{Minutes, calendar::told, partnership::ProviderId, person::PersonId};

/// Why somebody is asked otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// They began late in the year.
    LateStart,
    /// They work part-time.
    PartTime,
    /// They were on leave.
    Leave,
    /// The provider called off what they would have attended.
    CalledOff,
    /// Anything else, told in words.
    Other,
}

impl Ground {
    /// Every ground with the code that is kept and the words that are shown.
    pub const ALL: [(Ground, &'static str, &'static str); 5] = [
        (Ground::LateStart, "late_start", "Began late in the year"),
        (Ground::PartTime, "part_time", "Works part-time"),
        (Ground::Leave, "leave", "Was on leave"),
        (
            Ground::CalledOff,
            "called_off",
            "We called off what they would have attended",
        ),
        (Ground::Other, "other", "Something else"),
    ];

    /// The code that is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// The words shown to people.
    #[must_use]
    pub fn told(self) -> &'static str {
        self.row().2
    }

    /// Reads the code.
    #[must_use]
    pub fn read(code: &str) -> Option<Ground> {
        let mut all = Ground::ALL.into_iter();
        all.find(|(_, known, _)| *known == code)
            .map(|(ground, ..)| ground)
    }

    fn row(self) -> (Ground, &'static str, &'static str) {
        let mut all = Ground::ALL.into_iter();
        all.find(|(ground, ..)| *ground == self)
            .unwrap_or(Ground::ALL[Ground::ALL.len() - 1])
    }
}

/// What one person is asked of one component, of a group of which one counts, or of the refresher, in
/// place of its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// Its number.
    pub id: Uuid,
    /// Who is asked otherwise.
    pub person: PersonId,
    /// By which provider.
    pub provider: ProviderId,
    /// The code of the component or of the group, or [`REFRESHER`].
    pub component: String,
    /// What is asked instead; no minutes waive it.
    pub minutes: Minutes,
    /// Why, from the list.
    pub ground: Ground,
    /// Why, in words that the mentor reads.
    pub words: String,
    /// The first day on which it holds.
    pub from: Date,
    /// The last, if it ends.
    pub until: Option<Date>,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Stands for the whole refresher of a year, which is asked in hours alone.
pub const REFRESHER: &str = "refresher";

/// Says why somebody is not asked otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdjustmentRefusal {
    /// Not a component that is asked of them.
    #[error("Choose what is asked of them from the list.")]
    NotAsked,
    /// More than everybody is asked.
    #[error("{0} is what everybody is asked of it: give less, or nothing to waive it.")]
    NotLess(Minutes),
    /// No words.
    #[error("Say in a sentence why: the mentor reads it.")]
    NoWords,
    /// Too many letters.
    #[error("Say why in at most {0} letters.")]
    LongWords(usize),
    /// Days the wrong way round.
    #[error("{} is before the first day; give a later last day, or none.", told(*.0))]
    EndsBefore(Date),
    /// Oneself.
    #[error("Nobody decides what they are asked themselves. Somebody else has to.")]
    Own,
    /// Something else holds already.
    #[error("Something else is decided for those days already. Take it back first.")]
    HoldsAlready,
    /// Nothing there any more.
    #[error("It was taken back already.")]
    Gone,
}

/// The most letters of the words.
const LETTERS: usize = 600;

impl Adjustment {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it is about a component: by its own code, or by that of its group.
    #[must_use]
    pub fn is_about(&self, component: &Component) -> bool {
        is_called(component, &self.component)
    }

    fn meets(&self, other: &Adjustment) -> bool {
        let before = |until: Option<Date>, from: Date| until.is_some_and(|until| until < from);
        self.component == other.component
            && !before(self.until, other.from)
            && !before(other.until, self.from)
    }
}

fn is_called(component: &Component, code: &str) -> bool {
    let is_group = matches!(&component.need, Need::OneOf(group) if group == code);
    component.code == code || is_group
}

/// Checks a decision on what somebody is asked, beside those that hold for them already.
///
/// # Refuses
/// With the first rule that says no: of oneself, of what is not asked, of more than everybody is asked,
/// without words, with days the wrong way round, or where another holds on any of its days.
pub fn check_adjustment(
    new: &Adjustment,
    versions: &Versions,
    before: &[Adjustment],
) -> Result<(), AdjustmentRefusal> {
    if new.by == new.person {
        return Err(AdjustmentRefusal::Own);
    }
    let usual = versions
        .usual(&new.component)
        .ok_or(AdjustmentRefusal::NotAsked)?;
    if new.minutes < Minutes::ZERO || new.minutes >= usual {
        return Err(AdjustmentRefusal::NotLess(usual));
    }
    match new.words.trim().chars().count() {
        0 => return Err(AdjustmentRefusal::NoWords),
        letters if letters > LETTERS => return Err(AdjustmentRefusal::LongWords(LETTERS)),
        _ => {}
    }
    if let Some(until) = new.until.filter(|until| *until < new.from) {
        return Err(AdjustmentRefusal::EndsBefore(until));
    }
    if before.iter().any(|one| one.meets(new)) {
        return Err(AdjustmentRefusal::HoldsAlready);
    }
    Ok(())
}

impl Versions {
    /// What everybody is asked of a component, a group or the refresher, by the newest version that has it.
    #[must_use]
    pub fn usual(&self, code: &str) -> Option<Minutes> {
        let mut newest = self.in_order.iter().rev();
        if code == REFRESHER {
            return newest.find_map(|version| version.refresher);
        }
        let mut parts = newest.flat_map(|version| &version.components);
        parts
            .find(|part| is_called(part, code))
            .map(|part| part.minutes)
    }

    /// What a component, a group or the refresher is called; its code where no version has it.
    #[must_use]
    pub fn title(&self, code: &str) -> String {
        if code == REFRESHER {
            return "The refresher of the year".to_owned();
        }
        let mut newest = self.in_order.iter().rev();
        let title = newest.find_map(|version| {
            let mut groups = version.groups.iter();
            let group = groups.find(|group| group.code == code);
            let mut parts = version.components.iter();
            let part = parts.find(|part| part.code == code);
            group
                .map(|group| group.title.clone())
                .or_else(|| part.map(|part| part.title.clone()))
        });
        title.unwrap_or_else(|| code.to_owned())
    }

    /// The versions as one person is asked on a day: the same where nothing was decided for them.
    #[must_use]
    pub fn adjusted(&self, adjustments: &[Adjustment], day: Date) -> Cow<'_, Versions> {
        let holding: Vec<&Adjustment> =
            adjustments.iter().filter(|one| one.holds_on(day)).collect();
        if holding.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut in_order = self.in_order.clone();
        for version in &mut in_order {
            let version = Arc::make_mut(version);
            let refresher = holding.iter().find(|one| one.component == REFRESHER);
            if let (Some(asked), Some(decided)) = (version.refresher.as_mut(), refresher) {
                *asked = (*asked).min(decided.minutes);
            }
            for component in &mut version.components {
                let decided = holding.iter().find(|one| one.is_about(component));
                if let Some(decided) = decided {
                    component.minutes = component.minutes.min(decided.minutes);
                }
            }
        }
        Cow::Owned(Versions { in_order })
    }
}
