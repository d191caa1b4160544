//! Keeps what a row of a file of placements brings: the student teacher, the placement, its mentors.
//!
//! Owns no word of its own. It never decides: `take` does.

use domain::{
    person::{Membership, Person, PersonId, Role, Trn},
    placement::{
        Change, Mentoring, MentoringId, Placement, PlacementId, StudentTeacherId, student_teacher,
    },
};
use formats::table::Row;
use store::{Tx, person::NewMembership};

use super::{
    row::Stated,
    take::{Named, Taking, parted},
    told,
};
use crate::{ActionError, person};

impl Taking<'_> {
    /// Keeps who the student teacher is and that they are one. Says whether that was new.
    pub(super) async fn keep_student(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        stated: &Stated,
        known: Option<Person>,
        notes: &mut Vec<String>,
    ) -> Result<(Person, bool), ActionError> {
        let provider = self.keeping.provider.id;
        let (mut first_name, mut last_name) = parted(stated.name.as_deref().unwrap_or_default());
        if let Some(person) = &known {
            first_name.clone_from(&person.first_name);
            last_name.clone_from(&person.last_name);
        }
        let is_new = known.is_none();
        let of_person = person::Stated {
            trn: stated.student.parse::<Trn>().ok().filter(|_| is_new),
            first_name,
            last_name,
            earlier_name: None,
            email: person::address(&stated.student).filter(|_| is_new),
            role: Role::StudentTeacher,
            school: None,
            subject: None,
            school_phase: None,
            from: None,
            until: None,
            reference: Some(stated.student.clone()).filter(|_| is_new),
        };
        let person = match known {
            Some(person) => person,
            None => {
                let id = self.keeping.add(tx, &mut self.index, &of_person).await?;
                notes.push(format!(
                    "Row {}: {} was not known and is kept as a new student teacher with the reference {}.",
                    row.number,
                    stated.name.as_deref().unwrap_or_default(),
                    stated.student
                ));
                self.index
                    .person(id)
                    .cloned()
                    .ok_or_else(super::one::nothing)?
            }
        };
        let is_one = |held: &NewMembership| {
            let Membership {
                provider: with,
                role,
                ..
            } = held.membership;
            with == provider && role == Role::StudentTeacher
        };
        let mut changed = is_new;
        if !self.index.memberships(person.id).iter().any(is_one) {
            let index = &mut self.index;
            changed |= self
                .keeping
                .membership(tx, index, person.id, &of_person)
                .await?;
        }
        changed |= self.keep_record(tx, person.id, stated).await?;
        Ok((person, changed))
    }

    /// Keeps the course and route of a student teacher where they were not known.
    async fn keep_record(
        &mut self,
        tx: &mut Tx,
        person: PersonId,
        stated: &Stated,
    ) -> Result<bool, ActionError> {
        let keeping = &self.keeping;
        let before = self.known.students.get(&person).cloned();
        let mut student = before
            .clone()
            .unwrap_or_else(|| student_teacher(person, keeping.provider.id));
        student.course = student.course.or_else(|| stated.course.clone());
        student.route = student.route.or_else(|| stated.route.clone());
        student.reference = student.reference.or_else(|| Some(stated.student.clone()));
        if before.as_ref() == Some(&student) {
            return Ok(false);
        }
        if before.is_none() {
            student.id = StudentTeacherId(keeping.platform.number());
        }
        if keeping.keeps {
            match before {
                Some(_) => store::placement::change_student(tx, &student).await?,
                None => store::placement::add_student(tx, &student).await?,
            }
        }
        let was = before.as_ref().map(told::json);
        let is = Some(told::json(&student));
        let run = keeping.run;
        run.changed(tx, told::STUDENT, student.id.0, was, is)
            .await?;
        self.known.students.insert(person, student);
        Ok(true)
    }

    pub(super) async fn keep_placement(
        &mut self,
        tx: &mut Tx,
        before: Option<&Placement>,
        placement: &Placement,
    ) -> Result<(), ActionError> {
        if self.keeping.keeps {
            match before {
                Some(_) => store::placement::change(tx, placement).await?,
                None => store::placement::add(tx, placement).await?,
            }
        }
        let was = before.map(told::json);
        let is = Some(told::json(placement));
        let run = self.keeping.run;
        run.changed(tx, told::RECORD, placement.id.0, was, is)
            .await?;
        let mentors = self.known.mentorings(placement.id).iter();
        self.concerned.extend(mentors.map(|held| held.mentor));
        self.known.keep(placement.clone());
        Ok(())
    }

    pub(super) async fn keep_changes(
        &mut self,
        tx: &mut Tx,
        placement: &Placement,
        changes: &[Change],
    ) -> Result<bool, ActionError> {
        for change in changes {
            let (before, after) = match *change {
                Change::Begin {
                    mentor,
                    from,
                    until,
                } => {
                    let id = MentoringId(self.keeping.platform.number());
                    let new = Mentoring {
                        id,
                        mentor,
                        from,
                        until,
                    };
                    (None, Some(new))
                }
                Change::End { mentoring, until } => {
                    let ended = Mentoring {
                        until: Some(until),
                        ..mentoring
                    };
                    (Some(mentoring), Some(ended))
                }
                Change::SetAside { mentoring } => (Some(mentoring), None),
            };
            self.keep_mentoring(tx, placement.id, before, after).await?;
        }
        Ok(!changes.is_empty())
    }

    async fn keep_mentoring(
        &mut self,
        tx: &mut Tx,
        placement: PlacementId,
        before: Option<Mentoring>,
        after: Option<Mentoring>,
    ) -> Result<(), ActionError> {
        let Some(subject) = after.or(before) else {
            return Ok(());
        };
        if self.keeping.keeps {
            match (before, after) {
                (None, Some(new)) => {
                    store::placement::add_mentoring(tx, placement, &new).await?;
                }
                (_, Some(next)) => {
                    store::placement::end_mentoring(tx, next.id, next.until).await?;
                }
                (_, None) => {
                    let now = Some(self.keeping.platform.now());
                    store::placement::set_mentoring_aside(tx, subject.id, now).await?;
                }
            }
        }
        let json = |held: Mentoring| told::json(&(placement, held));
        let (was, is) = (before.map(json), after.map(json));
        let run = self.keeping.run;
        run.changed(tx, told::MENTOR, subject.id.0, was, is).await?;
        let mentors = [before, after].into_iter().flatten();
        self.concerned.extend(mentors.map(|held| held.mentor));
        match after {
            Some(held) => self.known.keep_mentoring(placement, held),
            None => self.known.set_aside(placement, &subject),
        }
        Ok(())
    }

    /// Keeps the last day of a mentor whose row ends before the placement does.
    pub(super) async fn keep_until(
        &mut self,
        tx: &mut Tx,
        placement: &Placement,
        stated: &Stated,
        named: &Named,
    ) -> Result<bool, ActionError> {
        let (Some(mentor), Some(until)) = (named.mentor, stated.until) else {
            return Ok(false);
        };
        let held = self.known.mentorings(placement.id).iter();
        let mut theirs = held.filter(|held| held.mentor == mentor && held.from == stated.from);
        let Some(held) = theirs.next().copied() else {
            return Ok(false);
        };
        // Who was replaced later keeps the day on which that was.
        let ends = placement
            .last_day()
            .min(held.until.unwrap_or(domain::Date::MAX));
        if until >= ends {
            return Ok(false);
        }
        let ended = Mentoring {
            until: Some(until),
            ..held
        };
        let id = placement.id;
        self.keep_mentoring(tx, id, Some(held), Some(ended)).await?;
        Ok(true)
    }
}
