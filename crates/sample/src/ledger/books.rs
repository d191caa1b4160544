//! Turns stories into entries, in the order in which the offices recorded them.
//!
//! Owns the word `Books`. It never writes an entry before the day on which it was held.

use domain::{
    AcademicYear, Date, Minutes, Timestamp,
    ledger::{Draft, EntryId, How, Kind},
    person::PersonId,
};
use jiff::{
    ToSpan,
    civil::{Weekday, date},
};

use super::{
    at,
    course::{self, ENTERED_UNTIL, OPTIONAL, SUBJECT_KNOWLEDGE, Step, manner, working_day},
    entry,
    keep::OFFICES_FROM,
    own::OWN,
    story::{Line, Story, Turn},
};
use crate::{
    chance::Chance,
    partnership::{Home, Providers},
    person::{Mentor, Staff},
    traps,
};

/// One entry with the instant at which it was recorded.
pub(super) struct Planned {
    pub id: EntryId,
    pub recorded_at: Timestamp,
    pub draft: Draft,
}

/// What the two books will hold.
pub(crate) struct Books<'a> {
    pub(super) providers: Providers,
    pub(super) staff: &'a Staff,
    pub(super) chance: &'a mut Chance,
    york: Vec<Planned>,
    liverpool: Vec<Planned>,
}

/// The last day on which anything was recorded.
const RECORDED_UNTIL: Date = date(2025, 11, 17);

/// Verifiers as schools state them, not known here.
const STATED: [&str; 3] = [
    "Mrs J. Holt, deputy headteacher",
    "R. Anand",
    "Head of science",
];

impl<'a> Books<'a> {
    /// Tells every mentor's story.
    pub fn of(
        mentors: &[Mentor],
        providers: Providers,
        staff: &'a Staff,
        chance: &'a mut Chance,
    ) -> Books<'a> {
        let mut books = Books {
            providers,
            staff,
            chance,
            york: Vec::new(),
            liverpool: Vec::new(),
        };
        for mentor in mentors {
            for home in mentor.homes {
                books.tell(mentor, *home);
            }
        }
        books.twice(mentors);
        for book in [&mut books.york, &mut books.liverpool] {
            book.sort_by_key(|planned| (planned.recorded_at, planned.id));
        }
        books
    }

    /// Tells what stands on the second record of one who was entered twice, by a chance of its own,
    /// so that nobody else's days move.
    fn twice(&mut self, mentors: &[Mentor]) {
        let (first, last) = traps::TWICE_CALLED;
        let mut chance = Chance::of(traps::TWICE[1]);
        let mut aside = Books {
            providers: self.providers,
            staff: self.staff,
            chance: &mut chance,
            york: Vec::new(),
            liverpool: Vec::new(),
        };
        let second = mentors
            .iter()
            .find(|one| one.someone.is_called(first, last));
        for (mentor, line) in second
            .into_iter()
            .flat_map(|one| OWN.twice.iter().map(move |line| (one, line)))
        {
            aside.line(mentor, line);
        }
        self.york.append(&mut aside.york);
    }

    /// Who has entries that were brought in from earlier records, in one book.
    pub(super) fn brought_in(&self, home: Home) -> Vec<PersonId> {
        let book = match home {
            Home::York => &self.york,
            Home::Liverpool => &self.liverpool,
        };
        let imported = book.iter().filter(|one| one.draft.how == How::Import);
        let mut people: Vec<PersonId> = imported.map(|one| one.draft.person).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// A day from January to February on which most were asked whether their record is right.
    pub(super) fn asked_on(&mut self) -> Date {
        let asked = working_day(date(2025, 1, 13), date(2025, 2, 14), self.chance);
        asked.unwrap_or(OFFICES_FROM)
    }

    /// Hands over what one book will hold, in the order of recording.
    pub(super) fn take(&mut self, home: Home) -> Vec<Planned> {
        std::mem::take(self.book(home))
    }

    fn book(&mut self, home: Home) -> &mut Vec<Planned> {
        match home {
            Home::York => &mut self.york,
            Home::Liverpool => &mut self.liverpool,
        }
    }

    fn tell(&mut self, mentor: &Mentor, home: Home) {
        let last_year = AcademicYear::containing(date(2024, 9, 1));
        let this_year = last_year.next();
        let steps = course::steps(home);
        match mentor.story {
            Story::Nothing => {}
            Story::Own(lines) => lines
                .iter()
                .filter(|line| line.home == home)
                .for_each(|line| self.line(mentor, line)),
            Story::Begun { steps: taken } => {
                self.steps(mentor, home, &steps[..taken], this_year);
            }
            Story::Whole { refreshed } => {
                self.steps(mentor, home, steps, last_year);
                if home == Home::Liverpool {
                    let some = self.chance.below(OPTIONAL.len() + 1);
                    self.steps(mentor, home, &OPTIONAL[..some], last_year);
                }
                let held = course::refresher(home);
                self.steps(mentor, home, &held[..refreshed.min(held.len())], this_year);
            }
            Story::Carried {
                last_year: before,
                this_year: since,
            } => {
                self.steps(mentor, home, &steps[..before], last_year);
                let until = (before + since).min(steps.len());
                for step in &steps[before..until] {
                    let day = working_day(date(2025, 9, 15), ENTERED_UNTIL, self.chance);
                    self.step(mentor, home, step, day);
                }
            }
        }
    }

    fn steps(&mut self, mentor: &Mentor, home: Home, steps: &[Step], year: AcademicYear) {
        for step in steps {
            let day = step.day(year, self.chance);
            self.step(mentor, home, step, day);
        }
    }

    fn step(&mut self, mentor: &Mentor, home: Home, step: &Step, day: Option<Date>) {
        let Some(on) = day else { return };
        let component = match step.component {
            SUBJECT_KNOWLEDGE => subject_knowledge(mentor, self.chance),
            component => component,
        };
        let line = Line {
            home,
            component,
            minutes: step.minutes,
            on,
            turn: Turn::Plain,
        };
        self.line(mentor, &line);
    }

    fn line(&mut self, mentor: &Mentor, line: &Line) {
        let mut draft = self.draft(mentor, line);
        let recorded_on = self.recorded_on(line.on);
        if recorded_on < OFFICES_FROM {
            draft.how = How::Import;
        }
        draft.held_on = in_summer_before(mentor, line).unwrap_or(draft.held_on);
        let id = self.plan(line.home, at(recorded_on, 15, 40), draft.clone());
        if let Turn::Corrected(minutes, on, reason) = line.turn {
            let mut amended = Draft {
                minutes: Minutes(minutes),
                replaces: Some(id),
                ..draft
            };
            reason.clone_into(&mut amended.words.reason);
            self.plan(line.home, at(on, 16, 20), amended);
        }
    }

    fn plan(&mut self, home: Home, recorded_at: Timestamp, draft: Draft) -> EntryId {
        let id = EntryId(self.chance.number(recorded_at));
        self.book(home).push(Planned {
            id,
            recorded_at,
            draft,
        });
        id
    }

    fn draft(&mut self, mentor: &Mentor, line: &Line) -> Draft {
        let (kind, how) = manner(line.component);
        let mut made = entry(mentor.id, self.providers.id(line.home))
            .component(line.component)
            .minutes(line.minutes)
            .on(line.on)
            .kind(kind, how)
            .verified_by(self.verifier(line, kind));
        if let Some(school) = mentor.school(self.providers, line.home, line.on) {
            made = made.at(school);
        }
        if kind == Kind::Attended {
            let session = format!("{}-{}-{}", line.home.code(), line.component, line.on);
            made = made.reference(&session);
        }
        made = match line.turn {
            Turn::Plain | Turn::Corrected(..) => made,
            Turn::Resting(reference) => made.reference(reference),
            Turn::Recognised(reference, until) => made.recognised(Some(until)).reference(reference),
            Turn::Waiting => made.waiting(),
            Turn::ComingYear => made.for_coming_year(),
        };
        let mut draft = made.draft();
        if matches!(line.turn, Turn::Plain)
            && draft.kind == Kind::Completed
            && self.chance.once_in(15)
        {
            let stated = STATED[self.chance.below(STATED.len())];
            stated.clone_into(&mut draft.words.stated_verifier);
        }
        draft
    }

    fn verifier(&mut self, line: &Line, kind: Kind) -> PersonId {
        let by_lead = matches!(kind, Kind::InSchool | Kind::Visit)
            || matches!(line.turn, Turn::Recognised(..));
        if by_lead {
            self.staff.lead_mentor(line.home, self.chance)
        } else {
            self.staff.officer(line.home)
        }
    }

    /// The Friday after the day, when the office takes in the week, or the Tuesday after that.
    fn recorded_on(&mut self, held_on: Date) -> Date {
        let friday = held_on
            .nth_weekday(1, Weekday::Friday)
            .unwrap_or(RECORDED_UNTIL);
        let late = friday.saturating_add(4.days());
        if self.chance.once_in(6) && late <= RECORDED_UNTIL {
            late
        } else {
            friday.min(RECORDED_UNTIL)
        }
    }
}

/// One in four of those who did everything took the first step in the summer before, for the year
/// to come. By a chance of its own, so that nobody's other days move.
fn in_summer_before(mentor: &Mentor, line: &Line) -> Option<Date> {
    let is_first = matches!(line.component, "models-of-mentoring" | "mentoring")
        && matches!(line.turn, Turn::Plain)
        && line.on < date(2024, 12, 1);
    let is_whole = matches!(mentor.story, Story::Whole { .. });
    let mut chance = Chance::of(&format!("{:?} in summer", mentor.id));
    let early = is_first && is_whole && chance.once_in(4);
    early.then(|| working_day(date(2024, 5, 13), date(2024, 7, 12), &mut chance))?
}

/// The member of the group that fits what a mentor teaches; in a primary school any of three.
fn subject_knowledge(mentor: &Mentor, chance: &mut Chance) -> &'static str {
    match mentor.subject {
        Some("english") => "subject-knowledge-english",
        Some("mathematics") => "subject-knowledge-mathematics",
        Some("science") => "subject-knowledge-science",
        Some("history") => "subject-knowledge-history",
        Some("geography") => "subject-knowledge-geography",
        Some("languages") => "subject-knowledge-languages",
        Some("computing") => "subject-knowledge-computing",
        Some("physical-education") => "subject-knowledge-physical-education",
        Some("music") => "subject-knowledge-music",
        _ => [
            "subject-knowledge-english",
            "subject-knowledge-mathematics",
            "subject-knowledge-science",
        ][chance.below(3)],
    }
}
