//! Decides how what an import changed of placements is taken back, and does it.
//!
//! Owns the word `Step`. It never takes back what was changed since.

use std::collections::HashMap;

use domain::{
    Timestamp,
    partnership::ProviderId,
    person::PersonId,
    placement::{Mentoring, MentoringId, Placement, PlacementId, StudentTeacher, StudentTeacherId},
};
use store::{Tx, audit::import::Change};

use super::told::{self, from_json};
use crate::{ActionError, person::Index};

/// One thing that is taken back, latest first.
#[derive(Debug)]
pub(crate) enum Step {
    SetStudentAside(StudentTeacherId),
    PutStudentBack(StudentTeacher),
    SetAside(PlacementId),
    PutBack(Placement),
    SetMentoringAside(MentoringId),
    EndMentoring(Mentoring),
    TakeMentoringUp(MentoringId),
}

/// Placements as they stand now.
struct Now {
    students: HashMap<StudentTeacherId, StudentTeacher>,
    placements: HashMap<PlacementId, Placement>,
    mentorings: HashMap<MentoringId, (PlacementId, Mentoring)>,
}

/// What is taken back, each in words; and what is left, with its name.
#[derive(Debug, Default)]
pub(crate) struct Reverse {
    pub steps: Vec<(Step, String)>,
    pub left: Vec<String>,
}

/// Decides about the changes of placements, given from the last to the first.
pub(crate) async fn reverse(
    tx: &mut Tx,
    provider: ProviderId,
    changes: &[Change],
    index: &Index,
) -> Result<Reverse, ActionError> {
    let mut reverse = Reverse::default();
    if !changes
        .iter()
        .any(|change| change.capability.starts_with("placement_"))
    {
        return Ok(reverse);
    }
    let students = store::placement::students(tx, provider).await?;
    let placements = store::placement::placements(tx, provider).await?;
    let mentorings = store::placement::mentorings(tx, provider).await?;
    let mut now = Now {
        students: students.into_iter().map(|one| (one.id, one)).collect(),
        placements: placements.into_iter().map(|one| (one.id, one)).collect(),
        mentorings: mentorings
            .into_iter()
            .map(|(placement, held)| (held.id, (placement, held)))
            .collect(),
    };
    for change in changes {
        match change.capability.as_str() {
            told::STUDENT => now.student(change, index, &mut reverse),
            told::RECORD => now.placement(change, index, &mut reverse),
            told::MENTOR => now.mentoring(change, index, &mut reverse),
            _ => {}
        }
    }
    Ok(reverse)
}

impl Now {
    fn student(&mut self, change: &Change, index: &Index, reverse: &mut Reverse) {
        let (before, after) = both::<StudentTeacher>(change);
        let Some(after) = after else { return };
        let words = format!("{}, student teacher", name(index, after.person));
        let now = self.students.get(&after.id);
        match (now, before) {
            (None, _) => {}
            (Some(now), _) if *now != after => reverse.left.push(since(&words)),
            (Some(_), None) => {
                self.students.remove(&after.id);
                let step = Step::SetStudentAside(after.id);
                reverse.steps.push((step, format!("{words}: set aside")));
            }
            (Some(_), Some(before)) => {
                self.students.insert(before.id, before.clone());
                let step = Step::PutStudentBack(before);
                reverse
                    .steps
                    .push((step, format!("{words}: put back as it was")));
            }
        }
    }

    fn placement(&mut self, change: &Change, index: &Index, reverse: &mut Reverse) {
        let (before, after) = both::<Placement>(change);
        let Some(after) = after else { return };
        let words = words(index, &after);
        let now = self.placements.get(&after.id);
        let mentored = self.mentorings.values().any(|(of, _)| *of == after.id);
        match (now, before) {
            (None, _) => {}
            (Some(now), _) if *now != after => reverse.left.push(since(&words)),
            (Some(_), None) if mentored => reverse.left.push(since(&words)),
            (Some(_), None) => {
                self.placements.remove(&after.id);
                let step = Step::SetAside(after.id);
                reverse.steps.push((step, format!("{words}: set aside")));
            }
            (Some(_), Some(before)) => {
                self.placements.insert(before.id, before.clone());
                let step = Step::PutBack(before);
                reverse
                    .steps
                    .push((step, format!("{words}: put back as it was")));
            }
        }
    }

    fn mentoring(&mut self, change: &Change, index: &Index, reverse: &mut Reverse) {
        let (before, after) = both::<(PlacementId, Mentoring)>(change);
        let Some((of, held)) = after.or(before) else {
            return;
        };
        let words = format!("{}, mentor of a placement", name(index, held.mentor));
        let now = self.mentorings.get(&held.id).map(|(_, now)| *now);
        match (now, before, after) {
            (None, Some((_, before)), None) => {
                self.mentorings.insert(held.id, (of, before));
                let step = Step::TakeMentoringUp(held.id);
                reverse
                    .steps
                    .push((step, format!("{words}: no longer set aside")));
            }
            (Some(now), _, Some((_, after))) if now != after => reverse.left.push(since(&words)),
            (Some(_), None, Some(_)) => {
                self.mentorings.remove(&held.id);
                let step = Step::SetMentoringAside(held.id);
                reverse.steps.push((step, format!("{words}: set aside")));
            }
            (Some(_), Some((_, before)), Some(_)) => {
                self.mentorings.insert(held.id, (of, before));
                let step = Step::EndMentoring(before);
                reverse
                    .steps
                    .push((step, format!("{words}: put back as it was")));
            }
            _ => {}
        }
    }
}

fn both<T: serde::de::DeserializeOwned>(change: &Change) -> (Option<T>, Option<T>) {
    let read = |text: &Option<String>| text.as_deref().and_then(from_json);
    (read(&change.before), read(&change.after))
}

fn since(words: &str) -> String {
    format!("{words}: changed since, left as it is")
}

fn name(index: &Index, person: PersonId) -> String {
    index
        .person(person)
        .map(domain::person::Person::name)
        .unwrap_or_default()
}

/// A placement in words.
pub(crate) fn words(index: &Index, placement: &Placement) -> String {
    format!(
        "Placement of {} at {} from {}",
        name(index, placement.student),
        placement.school,
        domain::calendar::told(placement.from)
    )
}

/// Takes back what was decided.
pub(crate) async fn apply(
    tx: &mut Tx,
    at: Timestamp,
    steps: Vec<(Step, String)>,
) -> Result<(), ActionError> {
    for (step, _) in steps {
        match step {
            Step::SetStudentAside(id) => {
                store::placement::set_student_aside(tx, id, Some(at)).await?;
            }
            Step::PutStudentBack(student) => {
                store::placement::change_student(tx, &student).await?;
            }
            Step::SetAside(id) => store::placement::set_aside(tx, id, Some(at)).await?,
            Step::PutBack(placement) => store::placement::change(tx, &placement).await?,
            Step::SetMentoringAside(id) => {
                store::placement::set_mentoring_aside(tx, id, Some(at)).await?;
            }
            Step::EndMentoring(before) => {
                store::placement::end_mentoring(tx, before.id, before.until).await?;
            }
            Step::TakeMentoringUp(id) => {
                store::placement::set_mentoring_aside(tx, id, None).await?;
            }
        }
    }
    Ok(())
}
