//! Places the student teachers told of by name, each for something that can happen.
//!
//! Owns these few. It never leaves their mentors to chance.

use domain::{
    partnership::{SchoolPhase, Urn},
    placement::{Gate, MentoringId},
};
use jiff::civil::date;

use super::{Cohort, Plan, THIS_YEAR};
use crate::{
    partnership::{
        Home::{self, Liverpool, York},
        phase,
    },
    person::Mentor,
    traps,
};

/// The mentors whose student teachers of this year are told of by name, or who have none; with
/// the one partnership for which that is so, where it is not so for both.
pub(super) fn set_apart() -> [(Option<Home>, &'static str); 8] {
    [
        (None, traps::AMINA),
        (None, traps::JOB_SHARE[0]),
        (None, traps::JOB_SHARE[1]),
        (None, traps::REPLACED[0]),
        (None, traps::REPLACED[1]),
        (None, traps::IN_THE_FRINGE),
        (None, traps::AT_CLOSED_SCHOOL),
        (Some(Liverpool), traps::HELD_ELSEWHERE),
    ]
}

impl<'a> Cohort<'a> {
    /// Makes those told of by name in a partnership.
    pub(super) fn told_of(&mut self, home: Home) {
        match home {
            York => self.of_york(),
            Liverpool => self.of_liverpool(),
        }
    }

    fn of_york(&mut self) {
        let [one, other] = traps::JOB_SHARE.map(|trn| self.mentor(trn));
        let shared = self.plan(York, ("Keira", "Nolan"), 900_005, one);
        let beside = other.map(|other| other.id);
        for (placement, mentorings) in &mut self.make(&shared).placements {
            if let (Some(mentor), Some(first)) = (beside, mentorings.first().copied()) {
                let id = MentoringId(uuid::Uuid::from_u128(placement.id.0.as_u128() ^ 1));
                mentorings.push(domain::placement::Mentoring {
                    id,
                    mentor,
                    ..first
                });
            }
        }
        let alone = self.plan(York, traps::WITHOUT_MENTOR, 900_009, None);
        self.make(&alone);
        let fringe = self.mentor(traps::IN_THE_FRINGE);
        let plan = self.plan(York, ("Saoirse", "Quill"), traps::FRINGE_SCHOOL.0, fringe);
        self.make(&plan);
        let plan = self.plan(York, ("Tobias", "Eckersley"), 900_030, None);
        let learner = self.make(&plan);
        learner.record.deferred_on = Some(date(2025, 10, 20));
        learner.record.status = Some("deferred".to_owned());
        let tom = self.mentor(traps::TOM);
        let mut plan = self.plan(York, traps::SALARIED, 900_001, tom);
        plan.subject = Some("mathematics");
        plan.salaried = true;
        self.make(&plan);
    }

    fn of_liverpool(&mut self) {
        let amina = self.mentor(traps::AMINA);
        let plan = self.plan(Liverpool, ("Dev", "Patel"), 900_012, amina);
        self.make(&plan);
        let [before, after] = traps::REPLACED.map(|trn| self.mentor(trn));
        let plan = self.plan(Liverpool, ("Malachi", "Dunne"), 900_014, before);
        let replaced_on = traps::REPLACED_ON;
        let after = after.map(|after| self.mentoring(after, replaced_on, None));
        for (placement, mentorings) in &mut self.make(&plan).placements {
            let Some(after) = after else { continue };
            if placement.from > replaced_on {
                mentorings
                    .iter_mut()
                    .for_each(|held| held.mentor = after.mentor);
            } else if placement.holds_on(replaced_on) {
                mentorings
                    .iter_mut()
                    .for_each(|held| held.until = replaced_on.yesterday().ok());
                mentorings.push(after);
            }
        }
        let osei = self.mentor(traps::HELD_ELSEWHERE);
        let plan = self.plan(Liverpool, traps::GATE_OPEN, 900_023, osei);
        for (placement, _) in &mut self.make(&plan).placements {
            if placement.holds_on(crate::TODAY) {
                placement.gate = Gate::Open;
            }
        }
    }

    fn mentor(&self, trn: &str) -> Option<&'a Mentor> {
        self.mentors.iter().find(|mentor| mentor.has(trn))
    }

    fn plan<'b>(
        &self,
        home: Home,
        name: (&'b str, &'b str),
        urn: u32,
        mentor: Option<&'b Mentor>,
    ) -> Plan<'b> {
        Plan {
            home,
            year: THIS_YEAR,
            name,
            school_phase: phase(Urn(urn)),
            subject: (phase(Urn(urn)) == SchoolPhase::Secondary).then_some("english"),
            first: (Urn(urn), mentor),
            second: None,
            salaried: false,
        }
    }
}
