//! Gathers every placement of a provider with the names of everyone in it, and keeps it in memory.
//!
//! Owns the words `Row` and `Gathered`. It never answers from memory when anything has changed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    Date,
    partnership::{ProviderId, Urn},
    person::{Person, PersonId, fold},
    placement::{Alarm, Mentoring, Placement, PlacementId, StudentTeacher, alarm, on_day},
};
use store::Tx;

use crate::{ActionError, Platform};

/// One placement with everyone in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The placement.
    pub placement: Placement,
    /// The student teacher.
    pub student: Person,
    /// What the provider knows of them.
    pub record: Option<Arc<StudentTeacher>>,
    /// The name of the school.
    pub school_name: String,
    /// Who mentors and mentored, the earliest first.
    pub mentors: Vec<Mentored>,
    /// The lead mentor.
    pub lead_mentor: Option<Person>,
    /// Everything that is searched, folded.
    pub(super) search: String,
    /// The name by which student teachers are sorted, folded.
    pub(super) sort: String,
}

/// One mentor's time with a placement, with who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentored {
    /// When.
    pub mentoring: Mentoring,
    /// Who.
    pub person: Person,
}

impl Row {
    /// The last day on which the student teacher is there, if it is known.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        let left = self.record.as_ref().and_then(|record| record.left_on());
        let left = left.and_then(|left| left.yesterday().ok());
        self.placement.until.into_iter().chain(left).min()
    }

    /// Who mentors on a day; on a day before the first, who will on the first.
    pub fn mentors_on(&self, day: Date) -> impl Iterator<Item = &Mentored> {
        let day = day.max(self.placement.from);
        self.mentors
            .iter()
            .filter(move |held| held.mentoring.holds_on(day))
    }

    /// Says from when the student teacher has no mentor.
    #[must_use]
    pub fn alarm(&self, day: Date) -> Option<Alarm> {
        let lived = Placement {
            until: self.until(),
            ..self.placement.clone()
        };
        alarm(&lived, &self.mentorings(), day)
    }

    /// The mentors' times alone.
    #[must_use]
    pub fn mentorings(&self) -> Vec<Mentoring> {
        self.mentors.iter().map(|held| held.mentoring).collect()
    }

    /// Says whether the student teacher is there on any day from the first to the last.
    #[must_use]
    pub fn overlaps(&self, first: Date, last: Date) -> bool {
        self.placement.from <= last && self.until().is_none_or(|until| until >= first)
    }

    /// Says whether somebody has a part in it on a day: as its student teacher or a mentor of it,
    /// now or later.
    #[must_use]
    pub fn is_of(&self, person: PersonId, day: Date) -> bool {
        let mentors = self.mentors.iter().any(|held| {
            held.person.id == person && held.mentoring.until.is_none_or(|until| until >= day)
        });
        mentors || self.student.id == person
    }

    /// The course of the student teacher during the placement.
    #[must_use]
    pub fn course(&self) -> Option<&str> {
        let own = self.placement.course.as_deref();
        own.or_else(|| self.record.as_ref()?.course.as_deref())
    }

    /// The route of the student teacher during the placement.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        let own = self.placement.route.as_deref();
        own.or_else(|| self.record.as_ref()?.route.as_deref())
    }

    /// Says whether both mentors of a day share the job.
    #[must_use]
    pub fn is_shared(&self, day: Date) -> bool {
        on_day(&self.mentorings(), day.max(self.placement.from)).count() > 1
    }
}

/// Every placement of a provider, by the name of the student teacher.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// The placements.
    pub rows: Vec<Arc<Row>>,
    /// Their schools, by name.
    pub schools: Vec<(Urn, String)>,
}

impl Gathered {
    /// Finds one placement.
    #[must_use]
    pub fn one(&self, id: PlacementId) -> Option<&Arc<Row>> {
        self.rows.iter().find(|row| row.placement.id == id)
    }
}

/// Providers whose placements are kept in memory.
const MOST: usize = 4;

/// What is kept in memory, by provider and how far everything but the book had come.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Vec<KeptOf>>);

type KeptOf = (ProviderId, [i64; 3], Arc<Gathered>);

impl Platform {
    /// The placements of a provider as they are in this transaction.
    pub(crate) async fn every_placement(
        &self,
        tx: &mut Tx,
        provider: ProviderId,
    ) -> Result<Arc<Gathered>, ActionError> {
        let stamp = store::audit::stamp(tx, provider).await?;
        let stamp = [stamp.revision, stamp.touched, stamp.touched_by_all];
        let known = {
            let kept = self.placements.0.lock();
            let kept = kept.unwrap_or_else(PoisonError::into_inner);
            kept.iter()
                .find(|(of, at, _)| *of == provider && *at == stamp)
                .map(|(.., gathered)| gathered.clone())
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Arc::new(gather(tx, provider).await?);
        let kept = self.placements.0.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, ..)| *of != provider);
        if kept.len() == MOST {
            kept.remove(0);
        }
        kept.push((provider, stamp, made.clone()));
        Ok(made)
    }
}

/// Reads every placement of a provider with six questions, however many there are.
async fn gather(tx: &mut Tx, provider: ProviderId) -> Result<Gathered, ActionError> {
    let people: HashMap<PersonId, Person> = store::placement::people(tx, provider)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let records: HashMap<PersonId, Arc<StudentTeacher>> = store::placement::students(tx, provider)
        .await?
        .into_iter()
        .map(|record| (record.person, Arc::new(record)))
        .collect();
    let mut schools = store::placement::schools(tx, provider).await?;
    schools.sort_by_cached_key(|(urn, name)| (fold(name), *urn));
    let names: HashMap<Urn, &str> = schools
        .iter()
        .map(|(urn, name)| (*urn, name.as_str()))
        .collect();
    let mut mentors: HashMap<PlacementId, Vec<Mentored>> = HashMap::new();
    for (placement, mentoring) in store::placement::mentorings(tx, provider).await? {
        if let Some(person) = people.get(&mentoring.mentor) {
            let person = person.clone();
            let held = Mentored { mentoring, person };
            mentors.entry(placement).or_default().push(held);
        }
    }
    let mut rows: Vec<Arc<Row>> = Vec::new();
    for placement in store::placement::placements(tx, provider).await? {
        let Some(student) = people.get(&placement.student) else {
            continue;
        };
        rows.push(Arc::new(row(
            student.clone(),
            records.get(&student.id).cloned(),
            names.get(&placement.school).copied().unwrap_or_default(),
            mentors.remove(&placement.id).unwrap_or_default(),
            placement.lead_mentor.and_then(|lead| people.get(&lead)),
            placement,
        )));
    }
    rows.sort_by(|a, b| (&a.sort, a.placement.from).cmp(&(&b.sort, b.placement.from)));
    Ok(Gathered { rows, schools })
}

fn row(
    student: Person,
    record: Option<Arc<StudentTeacher>>,
    school: &str,
    mentors: Vec<Mentored>,
    lead_mentor: Option<&Person>,
    placement: Placement,
) -> Row {
    let mut search = vec![student.name(), school.to_owned()];
    search.extend(record.iter().filter_map(|record| record.reference.clone()));
    search.extend(student.trn.map(|trn| trn.to_string()));
    search.push(placement.school.to_string());
    search.extend(mentors.iter().map(|held| held.person.name()));
    search.extend(lead_mentor.map(Person::name));
    search.extend(placement.block.clone());
    Row {
        search: fold(&search.join(" ")),
        sort: student.listed_name(),
        student,
        record,
        school_name: school.to_owned(),
        mentors,
        lead_mentor: lead_mentor.cloned(),
        placement,
    }
}
