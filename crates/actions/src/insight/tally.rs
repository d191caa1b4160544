//! Counts standings by component, school and stage.
//!
//! Owns the words `Tally` and gap group. It never reads anything.

use std::collections::HashMap;

use domain::{
    insight::{self, Month, Readiness},
    partnership::Urn,
    placement::Stage,
    programme::{Programme, Track},
    standing::{Asked, State},
};

use super::Numbers;
use crate::standing::{Row, Standings};

/// How many are where on their way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Nothing is left.
    pub met: usize,
    /// The time has not come.
    pub later: usize,
    /// The time is now.
    pub due: usize,
    /// The time has passed, as far as a record says that nobody has confirmed.
    pub not_yet_confirmed: usize,
    /// The time has passed.
    pub overdue: usize,
}

impl Tally {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> usize {
        self.met + self.later + self.due + self.not_yet_confirmed + self.overdue
    }

    fn add(&mut self, state: State, confirmed: bool) {
        match state {
            State::Met => self.met += 1,
            State::NotYetDue => self.later += 1,
            State::Due => self.due += 1,
            State::Overdue if confirmed => self.overdue += 1,
            State::Overdue => self.not_yet_confirmed += 1,
        }
    }
}

/// The mentors who host in the month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hosts {
    /// Who are ready for it.
    pub ready: usize,
    /// Of whom something is left on a record that they have not confirmed.
    pub not_yet_confirmed: usize,
    /// Of whom something is left.
    pub not_ready: usize,
}

impl Hosts {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> usize {
        self.ready + self.not_yet_confirmed + self.not_ready
    }

    fn add(&mut self, readiness: Readiness) {
        match readiness {
            Readiness::Ready => self.ready += 1,
            Readiness::NotYetConfirmed => self.not_yet_confirmed += 1,
            Readiness::NotReady => self.not_ready += 1,
        }
    }
}

/// The mentors who lack the same component in the same stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The stage that they host.
    pub stage: Option<Stage>,
    /// The component or group, by its code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// How many lack it.
    pub mentors: usize,
}

/// The mentors who host a stage in the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageLine {
    /// The stage.
    pub stage: Option<Stage>,
    /// Its mentors.
    pub hosts: Hosts,
}

/// A component with those of whom it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its code, or that of its group.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Where they are on their way.
    pub tally: Tally,
}

/// A school with its mentors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolLine {
    /// The school; nothing for mentors without one today.
    pub school: Option<Urn>,
    /// What it is called.
    pub name: Option<String>,
    /// How many mentors work there.
    pub mentors: usize,
    /// Those who host this month.
    pub hosts: Hosts,
    /// By component, in the order of the components: of how many it is asked, and who has met it.
    pub cells: Vec<Tally>,
}

impl SchoolLine {
    /// How much is asked and not met, over all components.
    #[must_use]
    pub fn open(&self) -> usize {
        self.cells.iter().map(|cell| cell.all() - cell.met).sum()
    }

    /// How much is overdue or due, over all components.
    #[must_use]
    pub fn pressing(&self) -> usize {
        let pressing = |cell: &Tally| cell.overdue + cell.not_yet_confirmed + cell.due;
        self.cells.iter().map(pressing).sum()
    }
}

/// Everything that is counted from standings.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub numbers: Numbers,
    pub hosts: Hosts,
    pub gaps: Vec<Gap>,
    pub stages: Vec<StageLine>,
    pub components: Vec<Component>,
    pub refreshers: Tally,
    pub schools: Vec<SchoolLine>,
}

/// Counts what a list of standings says of a month.
pub(super) fn count(all: &Standings, month: Month) -> Counted {
    let mut counted = Counted {
        components: components(all),
        ..Counted::default()
    };
    let columns: HashMap<String, usize> = counted
        .components
        .iter()
        .enumerate()
        .map(|(at, component)| (component.code.clone(), at))
        .collect();
    let mut schools: HashMap<Option<Urn>, SchoolLine> = HashMap::new();
    for row in &all.rows {
        let school = schools.entry(row.school).or_insert_with(|| SchoolLine {
            school: row.school,
            name: all.school_name(row.school).map(str::to_owned),
            mentors: 0,
            hosts: Hosts::default(),
            cells: vec![Tally::default(); columns.len()],
        });
        school.mentors += 1;
        counted.add_numbers(row);
        counted.add_components(row, school, &columns);
        if let Some(readiness) = row.readiness(month) {
            school.hosts.add(readiness);
            counted.add_host(row, readiness, month);
        }
    }
    counted
        .stages
        .sort_by_key(|line| (line.stage.is_none(), line.stage));
    counted.gaps.sort_by(|one, other| {
        let key = |gap: &Gap| {
            (
                std::cmp::Reverse(gap.mentors),
                gap.stage.is_none(),
                gap.stage,
            )
        };
        key(one).cmp(&key(other)).then(one.title.cmp(&other.title))
    });
    counted.schools = schools.into_values().collect();
    counted.schools.sort_by(|one, other| {
        let key = |line: &SchoolLine| std::cmp::Reverse((line.pressing(), line.open()));
        let name = |line: &SchoolLine| (line.name.is_none(), line.name.clone(), line.school);
        key(one)
            .cmp(&key(other))
            .then_with(|| name(one).cmp(&name(other)))
    });
    counted
}

/// Lists what is asked of anybody on the initial track, in the order of the programme of most of them.
fn components(all: &Standings) -> Vec<Component> {
    let mut programmes: Vec<(&Programme, usize)> = Vec::new();
    let on_initial = |row: &&std::sync::Arc<Row>| row.standing.track == Track::Initial;
    for row in all.rows.iter().filter(on_initial) {
        let Some(programme) = row.standing.programme.as_deref() else {
            continue;
        };
        match programmes
            .iter_mut()
            .find(|(known, _)| known.code == programme.code)
        {
            Some((_, many)) => *many += 1,
            None => programmes.push((programme, 1)),
        }
    }
    programmes.sort_by_key(|(programme, many)| (std::cmp::Reverse(*many), programme.code.clone()));
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for row in all.rows.iter().filter(on_initial) {
        let Some(programme) = row.standing.programme.as_deref() else {
            continue;
        };
        let asked = |part: &&domain::standing::Row| part.asked != Asked::Optional;
        for part in row.standing.components.iter().filter(asked) {
            let key = (programme.code.as_str(), part.code(programme));
            places.entry(key).or_insert(usize::from(part.component));
        }
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for (programme, _) in &programmes {
        let mut theirs: Vec<(usize, &str)> = places
            .iter()
            .filter(|((of, _), _)| *of == programme.code)
            .map(|((_, code), place)| (*place, *code))
            .collect();
        theirs.sort_unstable();
        for (_, code) in theirs {
            if !found.iter().any(|(known, _)| known == code) {
                found.push((code.to_owned(), title(programme, code)));
            }
        }
    }
    found
        .into_iter()
        .map(|(code, title)| Component {
            code,
            title,
            tally: Tally::default(),
        })
        .collect()
}

fn title(programme: &Programme, code: &str) -> String {
    let component = programme.components.iter().find(|part| part.code == code);
    component.map_or_else(
        || programme.group_title(code).to_owned(),
        |component| component.title.clone(),
    )
}

impl Counted {
    fn add_numbers(&mut self, row: &Row) {
        let numbers = &mut self.numbers;
        numbers.mentors += 1;
        numbers.hosts_now += usize::from(row.hosts_today);
        numbers.waiting += row.standing.waiting;
        if row.state() == Some(State::Overdue) {
            if row.is_confirmed() {
                numbers.overdue += 1;
            } else {
                numbers.not_yet_confirmed += 1;
            }
        }
    }

    fn add_components(
        &mut self,
        row: &Row,
        school: &mut SchoolLine,
        columns: &HashMap<String, usize>,
    ) {
        if row.standing.track == Track::Refresher {
            if let Some(state) = row.state() {
                self.refreshers.add(state, row.is_confirmed());
            }
            return;
        }
        let Some(programme) = row.standing.programme.as_deref() else {
            return;
        };
        for part in &row.standing.components {
            if part.asked == Asked::Optional {
                continue;
            }
            let Some(&at) = columns.get(part.code(programme)) else {
                continue;
            };
            self.components[at]
                .tally
                .add(part.state, row.is_confirmed());
            school.cells[at].add(part.state, row.is_confirmed());
        }
    }

    fn add_host(&mut self, row: &Row, readiness: Readiness, month: Month) {
        self.hosts.add(readiness);
        for stage in insight::stages(&row.hostings, month) {
            match self.stages.iter_mut().find(|line| line.stage == stage) {
                Some(line) => line.hosts.add(readiness),
                None => {
                    let mut line = StageLine {
                        stage,
                        hosts: Hosts::default(),
                    };
                    line.hosts.add(readiness);
                    self.stages.push(line);
                }
            }
            if readiness == Readiness::NotReady {
                self.add_gaps(row, stage, month);
            }
        }
    }

    fn add_gaps(&mut self, row: &Row, stage: Option<Stage>, month: Month) {
        let Some(programme) = row.standing.programme.as_deref() else {
            return;
        };
        for part in insight::gaps(&row.standing, month) {
            let code = part.code(programme);
            let same = |gap: &&mut Gap| gap.stage == stage && gap.code == code;
            match self.gaps.iter_mut().find(same) {
                Some(gap) => gap.mentors += 1,
                None => self.gaps.push(Gap {
                    stage,
                    code: code.to_owned(),
                    title: part.title(programme).to_owned(),
                    mentors: 1,
                }),
            }
        }
    }
}
