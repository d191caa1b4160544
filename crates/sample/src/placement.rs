//! Places student teachers with their mentors: two intakes, and what is planned until July 2026.
//!
//! Owns the word `Learner`. It never changes a mentor's story.

mod course;
mod keep;
mod told;

use domain::{
    AcademicYear, Date,
    partnership::{SchoolPhase, Urn},
    person::{PersonId, Role},
    placement::{
        Gate, Mentoring, MentoringId, Placement, PlacementId, StudentTeacher, StudentTeacherId,
        placement, student_teacher,
    },
};
use jiff::{ToSpan, civil::date};

pub(crate) use keep::keep;

use crate::{
    TODAY,
    chance::Chance,
    ledger::{Story, noon},
    partnership::{Home, Providers, SCHOOLS, phase},
    person::{Mentor, Names, Someone, Staff, address, mentor},
    traps,
};
use course::stretches;

/// Somebody who learns to teach, with everything that is kept of them.
pub(crate) struct Learner {
    pub someone: Someone,
    pub record: StudentTeacher,
    pub placements: Vec<(Placement, Vec<Mentoring>)>,
}

const LAST_YEAR: Date = date(2024, 9, 1);
const THIS_YEAR: Date = date(2025, 9, 1);

/// Makes the student teachers of both partnerships and both intakes.
pub(crate) fn learners(
    providers: Providers,
    mentors: &[Mentor],
    staff: &Staff,
    names: &mut Names,
    chance: &mut Chance,
) -> Vec<Learner> {
    let mut cohort = Cohort {
        providers,
        mentors,
        staff,
        names,
        chance,
        made: Vec::new(),
    };
    for (home, before, now) in [(Home::York, 60, 68), (Home::Liverpool, 50, 62)] {
        cohort.intake(home, LAST_YEAR, before);
        cohort.told_of(home);
        let told = cohort
            .made
            .iter()
            .filter(|one| cohort_of(one, providers, home));
        let told = told.count();
        cohort.intake(home, THIS_YEAR, now - told);
    }
    cohort.made
}

/// Whether a mentor works at a school of the trust.
fn of_trust(mentor: &Mentor) -> bool {
    mentor.works_at(|urn| {
        SCHOOLS
            .iter()
            .any(|school| school.urn == urn && school.in_trust)
    })
}

fn cohort_of(learner: &Learner, providers: Providers, home: Home) -> bool {
    let this_year = AcademicYear::containing(THIS_YEAR);
    learner.record.provider == providers.id(home) && learner.record.intake == Some(this_year)
}

/// A learner about to be made.
struct Plan<'a> {
    home: Home,
    year: Date,
    name: (&'a str, &'a str),
    school_phase: SchoolPhase,
    subject: Option<&'static str>,
    /// The school and the mentor of the first stretch.
    first: (Urn, Option<&'a Mentor>),
    second: Option<(Urn, Option<&'a Mentor>)>,
    salaried: bool,
}

struct Cohort<'a> {
    providers: Providers,
    mentors: &'a [Mentor],
    staff: &'a Staff,
    names: &'a mut Names,
    chance: &'a mut Chance,
    made: Vec<Learner>,
}

impl<'a> Cohort<'a> {
    /// Makes an intake: one student teacher for each of so many mentors.
    fn intake(&mut self, home: Home, year: Date, many: usize) {
        let mut hosts = self.hosts(home, year);
        let mut spare = hosts.split_off(many.min(hosts.len()));
        for (count, host) in hosts.into_iter().enumerate() {
            let Some(urn) = host.school_held(self.providers, home, self.autumn(year)) else {
                continue;
            };
            let second = self.elsewhere(home, year, urn, host, &mut spare);
            let plan = Plan {
                home,
                year,
                name: self.names.next(),
                school_phase: phase(urn),
                subject: host.subject,
                first: (urn, Some(host)),
                second,
                salaried: count % 13 == 5,
            };
            self.make(&plan);
        }
    }

    /// The mentors of a partnership who take part in a year: first those who began for it, and
    /// some who should have begun.
    fn hosts(&mut self, home: Home, year: Date) -> Vec<&'a Mentor> {
        let autumn = self.autumn(year);
        let set_apart = told::set_apart();
        let here: Vec<&Mentor> = self
            .mentors
            .iter()
            .filter(|mentor| mentor.homes.contains(&home))
            .filter(|mentor| {
                let told = set_apart.iter().any(|(set_home, trn)| {
                    set_home.is_none_or(|set_home| set_home == home) && mentor.has(trn)
                });
                year == LAST_YEAR || !told
            })
            .filter(|mentor| {
                let school = mentor.school_held(self.providers, home, autumn);
                school.is_some_and(|urn| urn != traps::CLOSED_SCHOOL)
            })
            .collect();
        let mut hosts = self.chance.shuffled(&here);
        hosts.sort_by_key(|mentor| match mentor.story {
            _ if mentor.is_told_of() || of_trust(mentor) => 0,
            Story::Begun { .. } | Story::Own(_) => 1,
            Story::Carried { .. } => 2,
            Story::Whole { .. } => 3,
            Story::Nothing if mentor.id.0.as_u128() % 3 == 0 => 1,
            Story::Nothing => 4,
        });
        hosts
    }

    /// A mentor who is still free in another school of the same phase, of the same subject if can be.
    fn elsewhere(
        &mut self,
        home: Home,
        year: Date,
        first: Urn,
        host: &'a Mentor,
        spare: &mut Vec<&'a Mentor>,
    ) -> Option<(Urn, Option<&'a Mentor>)> {
        let (providers, autumn) = (self.providers, self.autumn(year));
        let school = |mentor: &Mentor| mentor.school_held(providers, home, autumn);
        let fits = |mentor: &&Mentor| {
            school(mentor).is_some_and(|urn| urn != first && phase(urn) == phase(first))
        };
        let same = |mentor: &&Mentor| fits(mentor) && mentor.subject == host.subject;
        let found = spare
            .iter()
            .position(same)
            .or_else(|| spare.iter().position(fits))?;
        let mentor = spare.remove(found);
        let nobody_yet = year == THIS_YEAR && self.chance.once_in(12);
        Some((school(mentor)?, (!nobody_yet).then_some(mentor)))
    }

    /// A day on which every autumn placement runs.
    fn autumn(&self, year: Date) -> Date {
        year.saturating_add(45.days())
    }

    fn make(&mut self, plan: &Plan) -> &mut Learner {
        let provider = self.providers.id(plan.home);
        let year = AcademicYear::containing(plan.year);
        let count = self.made.len() + 1;
        let at = noon(plan.year.saturating_add(9.days()));
        let person = PersonId(self.chance.number(at));
        let (first, last) = plan.name;
        let ends = plan.year.saturating_add(10.months().days(14));
        let over = plan.year == LAST_YEAR;
        let mut someone = mentor(first, last)
            .id(person)
            .email(&address(first, last, "students.example"))
            .role(Role::StudentTeacher)
            .teaching(plan.subject, plan.school_phase)
            .with(provider, plan.year.saturating_add(9.days()))
            .until(ends);
        if count % 40 != 7 {
            someone = someone.trn(&format!("{}", 9_950_000 + count));
        }
        let text = |text: &str| Some(text.to_owned());
        let salaried = plan.salaried;
        let record = StudentTeacher {
            id: StudentTeacherId(self.chance.number(at)),
            reference: Some(reference(plan.home, year, count)),
            status: text(if over { "awarded" } else { "trn_received" }),
            course: Some(course(plan.subject)),
            route: text(if salaried {
                "school_direct_salaried"
            } else {
                "provider_led_postgrad"
            }),
            intake: Some(year),
            subject: plan.subject.map(str::to_owned),
            school_phase: Some(plan.school_phase),
            started_on: Some(plan.year.saturating_add(9.days())),
            expected_end_on: Some(ends),
            employing_school: salaried.then_some(plan.first.0),
            ..student_teacher(person, provider)
        };
        let placements = stretches(plan.home)
            .iter()
            .filter_map(|stretch| {
                let (from, until) = stretch.days(year)?;
                let (school, mentor) = match plan.second {
                    Some(second) if stretch.elsewhere => second,
                    _ => plan.first,
                };
                let made = Placement {
                    id: PlacementId(self.chance.number(at)),
                    provider,
                    block: text(stretch.block),
                    stage: Some(stretch.stage),
                    lead_mentor: self.staff.lead_mentor_of(plan.home, school),
                    gate: self.gate(plan.home, from),
                    ..placement(person, school, from, Some(until))
                };
                let mentors = mentor.map(|mentor| self.mentoring(mentor, from, None));
                Some((made, mentors.into_iter().collect()))
            })
            .collect();
        self.made.push(Learner {
            someone,
            record,
            placements,
        });
        self.made.last_mut().expect("one was just pushed")
    }

    fn mentoring(&mut self, mentor: &Mentor, from: Date, until: Option<Date>) -> Mentoring {
        Mentoring {
            id: MentoringId(self.chance.number(noon(from))),
            mentor: mentor.id,
            from,
            until,
        }
    }

    /// Confirmed a fortnight and more before it begins; of what is yet to come, some.
    fn gate(&mut self, home: Home, from: Date) -> Gate {
        let on = from.saturating_sub(18.days());
        if on > TODAY || from > TODAY && self.chance.once_in(3) {
            return Gate::Open;
        }
        Gate::Confirmed {
            on,
            by: self.staff.officer(home),
        }
    }
}

fn reference(home: Home, year: AcademicYear, count: usize) -> String {
    let year = year.starts_in() % 100;
    match home {
        Home::York => format!("YSJ{year}{count:04}"),
        Home::Liverpool => format!("PN{year}{count:04}"),
    }
}

fn course(subject: Option<&str>) -> String {
    subject.map_or_else(
        || "PGCE Primary".to_owned(),
        |subject| format!("PGCE Secondary {}", titled(subject)),
    )
}

fn titled(subject: &str) -> String {
    let words = subject.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
