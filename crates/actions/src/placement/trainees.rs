//! Takes in the national register's list of trainees, with what placing them needs and no more.
//!
//! Owns the deed `ImportTrainees`. It never keeps a cell about origins, disabilities, degrees or money.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    path::Path,
};

use domain::{
    AcademicYear,
    access::{Actor, Deed, Object},
    audit::import as audit,
    partnership::{SchoolPhase, Urn},
    person::{PersonId, Role, fold},
    placement::{StudentTeacher, StudentTeacherId, student_teacher},
};
use formats::{
    register::{self, Trainee, Trainees},
    table::{Row, RowProblem},
};
use store::Tx;

use super::told;
use crate::{
    ActionError, Platform,
    import::{ByRow, Fate, Heard, Listener, Manner, Pieces, Report, RowTaker, Run, introduce},
    partnership::{file_name, holder},
    person::{Index, Keeping, Stated, address},
};

/// Takes in the trainees of one provider: the person, what they are, and their course.
///
/// # Rule
/// A person is found by TRN, e-mail or the provider's reference. What the register says of a
/// trainee's days, route and subject replaces what was known; the course stays.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is not such a file, nobody has the code, or the store fails.
pub async fn import_trainees(
    platform: &Platform,
    actor: &Actor,
    file: &Path,
    provider: &str,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    drop(tx);
    actor.may(
        Deed::ImportTrainees,
        Object {
            provider: Some(provider.id),
            ..Object::default()
        },
    )?;
    let Some(trainees) = register::read(file)? else {
        listener(Heard::Note(
            "The register says that it has no trainees to list. Nothing was changed.".to_owned(),
        ));
        return Ok(Report::default());
    };
    let name = file_name(file);
    let kind = audit::Kind::Trainees;
    let listed = (name.as_str(), trainees.table());
    let run = Run::begin(platform, actor, kind, Some(provider.id), listed, manner).await?;
    {
        let mut ear = run.ear(listener);
        introduce(trainees.table(), &mut ear);
        if trainees.passes_over() {
            ear(Heard::Note(
                "Columns that placing student teachers does not need, such as origins, disabilities, degrees and funding, were not read and are kept nowhere.".to_owned(),
            ));
        }
    }
    let taking = Taking {
        keeping: Keeping {
            platform,
            provider: &provider,
            schools: HashSet::<Urn>::new(),
            run: &run,
            keeps: !manner.dry_run,
        },
        trainees: &trainees,
        index: Index::default(),
        concerned: BTreeSet::new(),
        known: HashMap::new(),
    };
    let mut taker = ByRow::new(taking, manner.dry_run);
    let pieces = Pieces {
        platform,
        actor,
        provider: provider.id,
        deed: Deed::ImportTrainees,
        name,
        dry_run: manner.dry_run,
    };
    let table = trainees.table();
    let report = pieces.take_in(table, &mut taker, &run, listener).await?;
    run.finish(platform, actor, &report, listener).await?;
    Ok(report)
}

struct Taking<'a> {
    keeping: Keeping<'a>,
    trainees: &'a Trainees,
    /// Everyone, kept up to date.
    index: Index,
    concerned: BTreeSet<PersonId>,
    /// Everyone whom the provider knows as a student teacher.
    known: HashMap<PersonId, StudentTeacher>,
}

impl RowTaker for Taking<'_> {
    fn concerned(&mut self) -> &mut BTreeSet<PersonId> {
        &mut self.concerned
    }

    async fn read(&mut self, tx: &mut Tx) -> Result<(), ActionError> {
        let provider = self.keeping.provider.id;
        self.index = Index::read(tx, provider).await?;
        let students = store::placement::students(tx, provider).await?;
        self.known = students
            .into_iter()
            .map(|student| (student.person, student))
            .collect();
        Ok(())
    }

    async fn take(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        notes: &mut Vec<String>,
    ) -> Result<Fate, ActionError> {
        let read = self.trainees.trainee(row);
        let (trainee, stated) = match read.and_then(|trainee| {
            let stated = stated(row, &trainee)?;
            Ok((trainee, stated))
        }) {
            Ok(read) => read,
            Err(problem) => return Ok(Fate::Refused(problem)),
        };
        let index = &mut self.index;
        let (person, fate) = self.keeping.row(tx, index, row, &stated, notes).await?;
        let Some(person) = person else {
            return Ok(fate);
        };
        let fate = match self.student(tx, person, &trainee, &stated).await? {
            true if matches!(fate, Fate::Unchanged) => Fate::Changed,
            _ => fate,
        };
        if matches!(fate, Fate::New | Fate::Changed) {
            self.concerned.insert(person);
        }
        Ok(fate)
    }

    fn blanked(&self, problem: RowProblem) -> RowProblem {
        self.trainees.blanked(problem)
    }

    fn pared(&self, problem: RowProblem) -> RowProblem {
        self.trainees.pared(problem)
    }
}

impl Taking<'_> {
    /// Keeps what the register says of a student teacher. Says whether that was new.
    async fn student(
        &mut self,
        tx: &mut Tx,
        person: PersonId,
        trainee: &Trainee,
        stated: &Stated,
    ) -> Result<bool, ActionError> {
        let keeping = &self.keeping;
        let before = self.known.get(&person).cloned();
        let mut student = before
            .clone()
            .unwrap_or_else(|| student_teacher(person, keeping.provider.id));
        student.reference = trainee.reference.clone().or(student.reference);
        student.status = trainee.status.clone();
        student.route = trainee.route.clone();
        student.intake = trainee.start_year.and_then(AcademicYear::starting);
        student.subject = stated.subject.clone();
        student.school_phase = stated.school_phase;
        student.started_on = trainee.started_on;
        student.expected_end_on = trainee.expected_end_on;
        student.deferred_on = trainee.deferred_on;
        student.returned_on = trainee.returned_on;
        student.withdrawn_on = trainee.withdrawn_on;
        student.training_partner = trainee.training_partner.map(Urn);
        student.employing_school = trainee.employing_school.map(Urn);
        let schools = trainee.stated_schools.join("; ");
        student.stated_schools = (!schools.is_empty()).then_some(schools);
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
        keeping
            .run
            .changed(tx, told::STUDENT, student.id.0, was, is)
            .await?;
        self.known.insert(person, student);
        Ok(true)
    }
}

/// What a trainee's row says of the person, as a file of people would say it.
fn stated(row: &Row, trainee: &Trainee) -> Result<Stated, RowProblem> {
    let email = trainee.email.as_deref().map(|written| {
        address(written).ok_or_else(|| {
            row.refuse_cell(
                "email_address",
                format!("\"{written}\" is no e-mail address. Write it as name@school.org.uk."),
            )
        })
    });
    let trn = trainee.trn.as_deref().map(|written| {
        written
            .parse()
            .map_err(|problem: domain::person::NotATrn| row.refuse_cell("trn", problem.to_string()))
    });
    let reference = trainee.reference.clone();
    let stated = Stated {
        trn: trn.transpose()?,
        first_name: trainee.first_names.clone(),
        last_name: trainee.last_names.clone(),
        earlier_name: None,
        email: email.transpose()?,
        role: Role::StudentTeacher,
        school: None,
        subject: trainee
            .subject
            .as_deref()
            .map(|subject| fold(subject).replace(' ', "-")),
        school_phase: trainee
            .education_phase
            .as_deref()
            .and_then(SchoolPhase::read),
        from: None,
        until: trainee.withdrawn_on,
        reference: reference.or_else(|| trainee.register_id.clone()),
    };
    if stated.trn.is_none() && stated.email.is_none() && stated.reference.is_none() {
        return Err(row.refuse(
            "There is no TRN, e-mail or reference, so that two people of one name could not be told apart. Give one of the three.",
        ));
    }
    Ok(stated)
}
