//! Keeps in memory what placements are known while a file of them is taken in.
//!
//! Owns the word `Known`. It never writes.

use std::collections::HashMap;

use domain::{
    Date,
    partnership::{ProviderId, Urn},
    person::PersonId,
    placement::{Mentoring, Placement, PlacementId, StudentTeacher},
};
use store::Tx;

use super::row::Stated;
use crate::ActionError;

/// Every placement of a provider, findable by student teacher and school.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub students: HashMap<PersonId, StudentTeacher>,
    placements: HashMap<(PersonId, Urn), Vec<Placement>>,
    mentorings: HashMap<PlacementId, Vec<Mentoring>>,
}

impl Known {
    /// Reads everything anew.
    pub async fn read(tx: &mut Tx, provider: ProviderId) -> Result<Known, ActionError> {
        let mut known = Known::default();
        for student in store::placement::students(tx, provider).await? {
            known.students.insert(student.person, student);
        }
        for placement in store::placement::placements(tx, provider).await? {
            known.keep(placement);
        }
        for (placement, mentoring) in store::placement::mentorings(tx, provider).await? {
            known.keep_mentoring(placement, mentoring);
        }
        Ok(known)
    }

    /// Finds the placement that a row is about: begun on its first day, else one that runs on it
    /// and is of the same block and stage.
    pub fn placement(&self, student: PersonId, stated: &Stated) -> Option<&Placement> {
        let theirs = self.placements.get(&(student, stated.school))?;
        let same = |placement: &&Placement| {
            let block = stated.block.is_none() || stated.block == placement.block;
            let stage = stated.stage.is_none() || stated.stage == placement.stage;
            placement.holds_on(stated.from) && block && stage
        };
        let begun = theirs
            .iter()
            .find(|placement| placement.from == stated.from);
        begun.or_else(|| theirs.iter().find(same))
    }

    /// Lists the placements of a student teacher at other schools that share a day with a row.
    pub fn elsewhere(&self, student: PersonId, stated: &Stated) -> Option<&Placement> {
        let last = stated.until.unwrap_or(Date::MAX);
        let all = self
            .placements
            .iter()
            .filter(|((person, urn), _)| *person == student && *urn != stated.school);
        all.flat_map(|(_, placements)| placements)
            .find(|placement| placement.overlaps(stated.from, last))
    }

    /// Who mentors and mentored during a placement.
    pub fn mentorings(&self, placement: PlacementId) -> &[Mentoring] {
        self.mentorings.get(&placement).map_or(&[], Vec::as_slice)
    }

    /// Keeps a placement, new or changed.
    pub fn keep(&mut self, placement: Placement) {
        let key = (placement.student, placement.school);
        let theirs = self.placements.entry(key).or_default();
        match theirs.iter_mut().find(|known| known.id == placement.id) {
            Some(known) => *known = placement,
            None => theirs.push(placement),
        }
    }

    /// Keeps a mentor's time, new or changed.
    pub fn keep_mentoring(&mut self, placement: PlacementId, mentoring: Mentoring) {
        let theirs = self.mentorings.entry(placement).or_default();
        match theirs.iter_mut().find(|known| known.id == mentoring.id) {
            Some(known) => *known = mentoring,
            None => theirs.push(mentoring),
        }
    }

    /// Forgets a mentor's time that was set aside.
    pub fn set_aside(&mut self, placement: PlacementId, mentoring: &Mentoring) {
        let theirs = self.mentorings.entry(placement).or_default();
        theirs.retain(|known| known.id != mentoring.id);
    }
}
