//! Decides what one row of a file of placements brings, and keeps it.
//!
//! Owns the word `Taking`. It never names a third mentor.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use domain::{
    calendar::told as day_told,
    partnership::{School, Urn},
    person::{Person, PersonId},
    placement::{Change, Gate, Manner, Mentoring, Placement, PlacementId, assign},
};
use formats::table::{Row, RowProblem};
use store::Tx;

use super::{
    find,
    group::{Group, Key, key},
    known::Known,
    row::{Places, Stated},
};
use crate::{
    ActionError,
    import::Fate,
    person::{Index, Keeping},
};

/// A file of placements on its way.
pub(super) struct Taking<'a> {
    pub keeping: Keeping<'a>,
    pub places: Places,
    pub groups: HashMap<Key, Group>,
    pub index: Index,
    pub concerned: BTreeSet<PersonId>,
    pub known: Known,
    /// The schools that rows named so far.
    pub schools: HashMap<Urn, School>,
}

/// Whom a row names.
pub(super) struct Named {
    pub mentor: Option<PersonId>,
    /// The mentors of all rows that differ only in the mentor.
    pub together: Vec<PersonId>,
    pub lead_mentor: Option<PersonId>,
}

impl Taking<'_> {
    /// Takes one row in.
    pub async fn row(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        stated: &Stated,
        notes: &mut Vec<String>,
    ) -> Result<Fate, ActionError> {
        let school = match self.school(tx, row, stated).await? {
            Ok(school) => school,
            Err(problem) => return Ok(Fate::Refused(problem)),
        };
        let named = match self.named(row, stated, &school) {
            Ok(named) => named,
            Err(problem) => return Ok(Fate::Refused(problem)),
        };
        let student = match self.student(row, stated) {
            Ok(student) => student,
            Err(problem) => return Ok(Fate::Refused(problem)),
        };
        if let Some(student) = &student {
            // Whatever could be refused is tried before anything is kept.
            let placement = self.wanted(student.id, stated, &named);
            if let Err(refusal) = self.mentor_changes(&placement, stated, &named) {
                return Ok(Fate::Refused(
                    row.refuse_cell("mentor", refusal.to_string()),
                ));
            }
        }
        let (student, mut changed) = self.keep_student(tx, row, stated, student, notes).await?;
        if let Some(other) = self.known.elsewhere(student.id, stated) {
            let at = self
                .schools
                .get(&other.school)
                .and_then(|school| school.name.clone());
            notes.push(format!(
                "Row {}: {} is placed at {} on some of these days, too. Please check.",
                row.number,
                student.name(),
                at.unwrap_or_else(|| format!("school {}", other.school)),
            ));
        }
        let before = self.known.placement(student.id, stated).cloned();
        let mut placement = self.wanted(student.id, stated, &named);
        let new = before.is_none();
        if before.as_ref() != Some(&placement) {
            if new {
                placement.id = PlacementId(self.keeping.platform.number());
            }
            self.keep_placement(tx, before.as_ref(), &placement).await?;
            changed = true;
        }
        let changes = self.mentor_changes(&placement, stated, &named);
        let changes = changes.map_err(ActionError::from)?;
        changed |= self.keep_changes(tx, &placement, &changes).await?;
        changed |= self.keep_until(tx, &placement, stated, &named).await?;
        if stated.mentor.is_none() && self.known.mentorings(placement.id).is_empty() {
            notes.push(format!(
                "Row {}: {} has no mentor at {} yet. The professional mentor of the school is told.",
                row.number,
                student.name(),
                name_of(&school),
            ));
        }
        if new || changed {
            self.concerned.insert(student.id);
            self.keeping.run.tell(|| {
                let what = if new { "a new placement" } else { "changed" };
                let from = day_told(placement.from);
                let (name, school) = (student.name(), name_of(&school));
                format!("Row {}: {name} at {school} from {from}: {what}", row.number)
            });
        }
        Ok(match (new, changed) {
            (true, _) => Fate::New,
            (false, true) => Fate::Changed,
            (false, false) => Fate::Unchanged,
        })
    }

    /// Finds the school of a row.
    ///
    /// # Refuses
    /// A school that is not known, or that had closed when the placement begins.
    async fn school(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        stated: &Stated,
    ) -> Result<Result<School, RowProblem>, ActionError> {
        let urn = stated.school;
        let refuse = |sentence: String| Ok(Err(row.refuse_cell("school_urn", sentence)));
        let school = match self.schools.entry(urn) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => match store::partnership::school(tx, urn).await? {
                Some(found) => new.insert(found).clone(),
                None => {
                    return refuse(format!(
                        "No school here has the number {urn}. Check it, or take in the register of schools first."
                    ));
                }
            },
        };
        let closed = match school.closed_on {
            Some(closed) => closed <= stated.from,
            None => !school.open,
        };
        if !closed {
            return Ok(Ok(school));
        }
        let when = school.closed_on.map(|day| format!(" on {}", day_told(day)));
        let successor = match school.successor {
            Some(next) => store::partnership::school(tx, next).await?,
            None => None,
        };
        let advice = successor.map_or_else(
            || "Check the number.".to_owned(),
            |next| {
                format!(
                    "{} ({}) took its place: give that number.",
                    name_of(&next),
                    next.urn
                )
            },
        );
        let name = name_of(&school);
        refuse(format!(
            "{name} closed{}. {advice}",
            when.unwrap_or_default()
        ))
    }

    /// Finds the mentors and the lead mentor of a row.
    fn named(&self, row: &Row, stated: &Stated, school: &School) -> Result<Named, RowProblem> {
        let provider = self.keeping.provider;
        let mentor = |written: &str| find::mentor(&self.index, row, written, provider, school);
        let lead_mentor = stated
            .lead_mentor
            .as_deref()
            .map(|written| find::lead_mentor(&self.index, row, written, provider));
        let group = self.groups.get(&key(stated));
        let together = group.into_iter().flat_map(|group| &group.mentors);
        Ok(Named {
            mentor: stated.mentor.as_deref().map(mentor).transpose()?,
            together: together
                .filter_map(|written| mentor(written).ok())
                .collect(),
            lead_mentor: lead_mentor.transpose()?,
        })
    }

    /// Finds the student teacher of a row, if they are known.
    ///
    /// # Refuses
    /// A reference that nobody has and that comes without a name; a reference of somebody else.
    fn student(&self, row: &Row, stated: &Stated) -> Result<Option<Person>, RowProblem> {
        let found = find::by_number(&self.index, &stated.student);
        match (found, &stated.name) {
            (Some(person), Some(name)) if !is_called(person, name) => Err(row.refuse(format!(
                "The reference {} is that of {}; this row says {name}. Correct whichever is wrong.",
                stated.student,
                person.name()
            ))),
            (Some(person), _) => Ok(Some(person.clone())),
            (None, Some(_)) => Ok(None),
            (None, None) => Err(row.refuse_cell("student_reference", format!(
                "Nobody here has the reference \"{}\". Check it, bring the file of trainees first, or give the name in student_name.",
                stated.student
            ))),
        }
    }

    /// The placement as a row wants it to be: what it leaves blank stays.
    fn wanted(&self, student: PersonId, stated: &Stated, named: &Named) -> Placement {
        let group = self.groups.get(&key(stated));
        let until = group.map_or(stated.until, |group| group.until);
        let mut placement = match self.known.placement(student, stated) {
            Some(known) => known.clone(),
            None => Placement {
                id: PlacementId(uuid::Uuid::nil()),
                provider: self.keeping.provider.id,
                student,
                course: None,
                route: None,
                block: None,
                stage: None,
                school: stated.school,
                lead_mentor: None,
                from: stated.from,
                until,
                gate: Gate::Open,
            },
        };
        let begins = placement.from == stated.from;
        placement.until = match until {
            None => placement.until,
            Some(until) if begins => Some(until),
            Some(until) => placement.until.map(|known| known.max(until)),
        };
        placement.course = stated.course.clone().or(placement.course);
        placement.route = stated.route.clone().or(placement.route);
        placement.block = stated.block.clone().or(placement.block);
        placement.stage = stated.stage.or(placement.stage);
        placement.lead_mentor = named.lead_mentor.or(placement.lead_mentor);
        placement
    }

    /// Decides what a row changes about the mentors.
    fn mentor_changes(
        &self,
        placement: &Placement,
        stated: &Stated,
        named: &Named,
    ) -> Result<Vec<Change>, domain::placement::Refusal> {
        let Some(mentor) = named.mentor else {
            return Ok(Vec::new());
        };
        let held = self.known.mentorings(placement.id);
        let knows = |held: &&Mentoring| {
            held.mentor == mentor && (held.from == stated.from || held.holds_on(stated.from))
        };
        if held.iter().any(|held| knows(&held)) {
            return Ok(Vec::new());
        }
        let (stay, go): (Vec<Mentoring>, Vec<Mentoring>) = held
            .iter()
            .partition(|held| named.together.contains(&held.mentor));
        let later = |held: &Mentoring| held.until.is_none_or(|until| until >= stated.from);
        if placement.from == stated.from || !go.iter().any(later) {
            return assign(placement, held, mentor, stated.from, Manner::Beside);
        }
        assign(placement, &stay, mentor, stated.from, Manner::Beside)?;
        assign(placement, &go, mentor, stated.from, Manner::Instead)
    }
}

fn name_of(school: &School) -> String {
    let named = school.name.clone();
    named.unwrap_or_else(|| format!("School {}", school.urn))
}

/// Parts a name as it is written: "Dev Patel", or "Patel, Dev".
pub(super) fn parted(name: &str) -> (String, String) {
    let parts = match name.split_once(',') {
        Some((last, first)) => (first.trim(), last.trim()),
        None => name.rsplit_once(' ').unwrap_or(("", name)),
    };
    (parts.0.trim().to_owned(), parts.1.trim().to_owned())
}

fn is_called(person: &Person, name: &str) -> bool {
    let (first_name, last_name) = parted(name);
    person.is_named(&first_name, &last_name)
        || domain::person::fold(&person.name()) == domain::person::fold(name)
}
