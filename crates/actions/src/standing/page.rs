//! Picks one page of a provider's mentors: filtered, sorted and cut out of what memory holds.
//!
//! Owns the words `ListQuestion`, `Filter` and `Sort`. It never counts what an actor may not see.

use std::{
    cmp::{Ordering, Reverse},
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{
    Date, Minutes,
    access::Actor,
    insight::{Month, Readiness},
    partnership::{Provider, SchoolPhase, Urn},
    person::{PersonId, fold},
    placement::Stage,
    programme::Track,
    standing::{Shown, State},
};
use store::partnership::Brief;

use super::{Row, Standings, list::everybody};
use crate::{ActionError, Platform};

/// What is asked of a list of mentors, as they stand today.
#[derive(Debug, Clone)]
pub struct ListQuestion {
    /// The provider's code.
    pub provider: String,
    /// Which mentors.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// The other way round; equals stay by name.
    pub descending: bool,
    /// Which page, from 1; past the last the last is shown.
    pub page: usize,
    /// How many rows a page has; `usize::MAX` for a file of them all.
    pub per_page: usize,
}

/// Rows of a page, unless somebody asks for another number.
pub const PER_PAGE: usize = 50;

impl ListQuestion {
    /// Asks for the first page of all of a provider's mentors, the most urgent first.
    #[must_use]
    pub fn of(provider: &str) -> ListQuestion {
        ListQuestion {
            provider: provider.to_owned(),
            filter: Filter::default(),
            sort: Sort::Urgency,
            descending: false,
            page: 1,
            per_page: PER_PAGE,
        }
    }
}

/// Which mentors are listed. What is not said leaves nobody out.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the name in any order, accents and case folded; or how the number begins.
    pub text: String,
    /// Who work at this school today. School seats must name theirs.
    pub school: Option<Urn>,
    /// Who are on this track.
    pub track: Option<Track>,
    /// Whose standing as a whole is there on its way.
    pub state: Option<State>,
    /// Of whose standing as a whole pages say this.
    pub shown: Option<Shown>,
    /// Who host a student teacher today, or do not.
    pub hosts_now: Option<bool>,
    /// Who host a student teacher in this stage on a day of this month.
    pub stage: Option<Stage>,
    /// Who host this month and are ready for it, or are not.
    pub ready: Option<Readiness>,
    /// Who host this month and lack this component or group by its end, by its code.
    pub gap: Option<String>,
    /// Of whom something is asked and left of this component or group, by its code.
    pub open: Option<String>,
    /// Who are late with this component or group, by its code.
    pub late: Option<String>,
    /// Who teach in a school of this phase today.
    pub school_phase: Option<SchoolPhase>,
    /// Who teach in a school of this district today, as the register names it.
    pub district: Option<String>,
    /// Only those at one of these schools.
    pub at: Option<HashSet<Urn>>,
    /// Only these.
    pub among: Option<HashSet<PersonId>>,
}

/// In which order mentors are listed; equals by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The most overdue minutes, then the earliest due day.
    #[default]
    Urgency,
    /// Family name, then given name.
    Name,
    /// The name of the school; those without one last.
    School,
    /// What is left, the most first; those for whom the provider judges last.
    Remaining,
    /// The earliest day on which something falls due; those without one last.
    Due,
}

impl Sort {
    /// Every order with the word used in addresses.
    pub const ALL: [(Sort, &'static str); 5] = [
        (Sort::Urgency, "urgency"),
        (Sort::Name, "name"),
        (Sort::School, "school"),
        (Sort::Remaining, "remaining"),
        (Sort::Due, "due"),
    ];

    /// The word used in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        let found = Sort::ALL.into_iter().find(|(sort, _)| *sort == self);
        found.map_or("", |(_, code)| code)
    }

    /// Reads the word.
    #[must_use]
    pub fn read(code: &str) -> Option<Sort> {
        let found = Sort::ALL.into_iter().find(|(_, known)| *known == code);
        found.map(|(sort, _)| sort)
    }
}

/// One page of a list of mentors.
#[derive(Debug, Clone)]
pub struct Page {
    /// The provider.
    pub provider: Provider,
    /// Today.
    pub day: Date,
    /// The rows of the page.
    pub rows: Vec<Arc<Row>>,
    /// The schools where anybody works with the provider, by number.
    pub schools: Arc<HashMap<Urn, Brief>>,
    /// How many rows all pages have.
    pub total: usize,
    /// Which page it is, from 1.
    pub page: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
}

/// Picks the page of a provider's mentors that a question asks for, as they stand today.
///
/// Costs two questions to the store while memory is warm, whatever the length of the list.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When nobody has the code, or the store fails.
pub async fn page(
    platform: &Platform,
    actor: &Actor,
    question: &ListQuestion,
) -> Result<Page, ActionError> {
    let day = platform.today();
    let filter = &question.filter;
    let all = everybody(
        platform,
        actor,
        &question.provider,
        filter.school,
        (day, None),
    )
    .await?;
    let mut rows = matching(&all, filter);
    let order = |one: &&Arc<Row>, other: &&Arc<Row>| {
        let order = in_order(question.sort, one, other, &all);
        if question.descending {
            order.reverse()
        } else {
            order
        }
    };
    // The rows stand by name already, and a stable sort keeps equals so.
    rows.sort_by(order);
    let total = rows.len();
    let per_page = question.per_page.max(1);
    let pages = total.div_ceil(per_page).max(1);
    let page = question.page.clamp(1, pages);
    let shown = rows
        .into_iter()
        .skip((page - 1).saturating_mul(per_page))
        .take(per_page);
    Ok(Page {
        rows: shown.cloned().collect(),
        provider: all.provider.clone(),
        schools: all.schools.clone(),
        day,
        total,
        page,
        pages,
    })
}

/// Finds the rows that a filter leaves, by name.
pub(super) fn matching<'a>(all: &'a Standings, filter: &Filter) -> Vec<&'a Arc<Row>> {
    let text = fold(&filter.text);
    let month = Month::containing(all.day);
    let hosts_stage = |row: &Row, stage: Stage| {
        let of_month = row.hostings.iter().filter(|hosting| month.hosts(hosting));
        of_month
            .into_iter()
            .any(|hosting| hosting.stage == Some(stage))
    };
    let teaches_in = |row: &Row, phase: SchoolPhase| {
        let mut briefs = row.schools.iter().filter_map(|urn| all.schools.get(urn));
        briefs.any(|brief| brief.school_phase == Some(phase))
    };
    let wanted = |row: &&Arc<Row>| {
        (text.is_empty() || row.is_called(&text))
            && filter.school.is_none_or(|urn| row.schools.contains(&urn))
            && filter.track.is_none_or(|track| row.standing.track == track)
            && filter.state.is_none_or(|state| row.state() == Some(state))
            && filter.shown.is_none_or(|shown| row.shown() == Some(shown))
            && filter
                .hosts_now
                .is_none_or(|hosts| row.hosts_today == hosts)
            && filter.stage.is_none_or(|stage| hosts_stage(row, stage))
            && filter
                .ready
                .is_none_or(|ready| row.readiness(month) == Some(ready))
            && filter
                .gap
                .as_deref()
                .is_none_or(|code| row.lacks(code, month))
            && filter.open.as_deref().is_none_or(|code| row.owes(code))
            && filter.late.as_deref().is_none_or(|code| row.is_late(code))
            && filter
                .school_phase
                .is_none_or(|phase| teaches_in(row, phase))
            && filter
                .at
                .as_ref()
                .is_none_or(|at| row.schools.iter().any(|urn| at.contains(urn)))
            && filter
                .among
                .as_ref()
                .is_none_or(|among| among.contains(&row.person.id))
    };
    all.rows.iter().filter(wanted).collect()
}

fn in_order(sort: Sort, one: &Row, other: &Row, all: &Standings) -> Ordering {
    match sort {
        Sort::Urgency => one.urgency.cmp(&other.urgency),
        Sort::Name => one.by_name().cmp(&other.by_name()),
        Sort::School => {
            let name = |row: &Row| {
                let name = all.school_name(row.school);
                (name.is_none(), name.unwrap_or_default().to_owned())
            };
            name(one).cmp(&name(other))
        }
        Sort::Remaining => {
            let left = |row: &Row| Reverse(row.standing.remaining.unwrap_or(Minutes(-1)));
            left(one).cmp(&left(other))
        }
        Sort::Due => {
            let due = |row: &Row| row.urgency.due_on.unwrap_or(Date::MAX);
            due(one).cmp(&due(other))
        }
    }
}
