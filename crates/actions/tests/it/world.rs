//! Keeps a small world for one test: a fresh database, a clock wound by hand, counted chance, files.
//!
//! Owns the words `World` and `Told`. It never decides what a deed should come to.

use std::{
    fmt::Debug,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use actions::{
    ActionError, Doors, Platform, Surroundings,
    import::{Heard, Manner, Report, Under},
    ledger::Listed,
    policy::PROGRAMMES,
    programme::{Taken, import_programme},
    standing::{Question, Row},
};
use domain::{
    Date, Timestamp,
    access::{Actor, Proof},
    audit::Note,
    calendar::after_uk_day,
    partnership::ProviderId,
    person::{Membership, PersonId, Role},
};
use formats::table::RowProblem;
use jiff::{ToSpan, civil::date};
use store::{Engine, Store, scratch::Scratch};
use tempfile::TempDir;

/// The day on which most tests stand.
pub const TODAY: Date = date(2025, 11, 18);
/// The columns of a file of people.
pub const PEOPLE: &str =
    "trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to\n";
/// The columns of a file of attendance.
pub const ATTENDANCE: &str = "trn,component,held_on,minutes,kind,verified_by,how,reference\n";
/// Tries everything and keeps nothing.
pub const DRY: Manner = Manner {
    dry_run: true,
    under: Under::Itself,
};
/// Keeps what is good.
pub const KEEP: Manner = Manner {
    dry_run: false,
    under: Under::Itself,
};

const SCHOOLS: &str = "URN,EstablishmentName,PhaseOfEducation (code),EstablishmentStatus (code),TypeOfEstablishment (code)\n\
    100001,Ashfield School,4,1,1\n\
    100002,Birch Primary School,2,1,1\n\
    100003,Cedar Academy,4,1,34\n";

/// One installation, from empty, on one engine.
pub struct World {
    pub platform: Platform,
    pub store: Store,
    clock: Arc<Mutex<Timestamp>>,
    surroundings: Surroundings,
    folder: TempDir,
    scratch: Scratch,
}

/// What an import said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub report: Report,
    pub refused: Vec<RowProblem>,
    pub notes: Vec<String>,
}

impl Told {
    /// The sentences of the refused rows, with row and column.
    pub fn sentences(&self) -> Vec<String> {
        self.refused.iter().map(ToString::to_string).collect()
    }

    /// New, changed, unchanged, refused.
    pub fn counts(&self) -> (u64, u64, u64, u64) {
        let Report {
            new,
            changed,
            unchanged,
            refused,
            ..
        } = self.report;
        (new, changed, unchanged, refused)
    }
}

/// Runs a test on every engine at hand, each in a world with schools and both programmes.
pub async fn on_each(test: impl AsyncFn(&World)) {
    for engine in store::scratch::engines() {
        let world = World::empty(engine).await;
        world.schools(SCHOOLS).await;
        for (_, text) in PROGRAMMES {
            world.programme(text, KEEP).await;
        }
        test(&world).await;
        world.clear().await;
    }
}

impl World {
    pub async fn empty(engine: Engine) -> World {
        let scratch = store::scratch::scratch(engine).await.unwrap();
        let clock = Arc::new(Mutex::new(Timestamp::UNIX_EPOCH));
        let wound = clock.clone();
        let thrown = AtomicU64::new(0);
        let surroundings = Surroundings {
            now: Arc::new(move || *wound.lock().unwrap()),
            chance: Arc::new(move |bytes| {
                let count = thrown.fetch_add(1, Ordering::Relaxed).to_be_bytes();
                bytes.fill(0);
                let end = bytes.len();
                bytes[end - count.len()..].copy_from_slice(&count);
            }),
        };
        let platform = Platform::new(scratch.store.clone(), surroundings.clone()).unwrap();
        let world = World {
            platform,
            store: scratch.store.clone(),
            clock,
            surroundings,
            folder: TempDir::new().unwrap(),
            scratch,
        };
        world.wind(TODAY);
        world
    }

    pub async fn clear(self) {
        self.scratch.clear().await.unwrap();
    }

    /// Another platform on the same database, with nothing in its memory.
    pub fn cold(&self) -> Platform {
        Platform::new(self.store.clone(), self.surroundings.clone()).unwrap()
    }

    /// Another platform on the same database, where nobody steps into anybody's place.
    pub fn installed(&self) -> Platform {
        self.cold().behind(Doors {
            public_url: "https://mentors.example".to_owned(),
            demo: false,
            sender: "alongside@mentors.example".to_owned(),
        })
    }

    /// Winds the clock to some hours before the end of a UK day.
    pub fn wind(&self, day: Date) {
        *self.clock.lock().unwrap() = after_uk_day(day) - 12.hours();
    }

    /// Winds the clock to an instant of the world's time.
    pub fn wind_to(&self, instant: &str) {
        *self.clock.lock().unwrap() = instant.parse().unwrap();
    }

    /// Writes a file and says where it stands.
    pub fn file(&self, content: impl AsRef<[u8]>) -> PathBuf {
        self.file_named("file.csv", content)
    }

    pub fn file_named(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn operator(&self) -> Actor {
        self.platform.operator()
    }

    pub async fn schools(&self, text: impl AsRef<[u8]>) -> Told {
        let file = self.file(text);
        let mut told = Told::default();
        let done = {
            let mut ear = ear(&mut told);
            let operator = self.operator();
            actions::partnership::import_schools(
                &self.platform,
                &operator,
                &file,
                None,
                KEEP,
                &mut ear,
            )
            .await
        };
        told.report = done.unwrap();
        told
    }

    pub async fn people_as(
        &self,
        actor: &Actor,
        provider: &str,
        content: impl AsRef<[u8]>,
        manner: Manner,
    ) -> Result<Told, ActionError> {
        let file = self.file(content);
        let mut told = Told::default();
        let done = {
            let mut ear = ear(&mut told);
            actions::person::import_people(&self.platform, actor, &file, provider, manner, &mut ear)
                .await
        };
        told.report = done?;
        Ok(told)
    }

    /// Takes in people; the first row of names is put before the rows.
    pub async fn people(&self, provider: &str, rows: &str) -> Told {
        self.people_as(&self.operator(), provider, format!("{PEOPLE}{rows}"), KEEP)
            .await
            .unwrap()
    }

    pub async fn attendance_as(
        &self,
        actor: &Actor,
        provider: &str,
        content: impl AsRef<[u8]>,
        manner: Manner,
    ) -> Result<Told, ActionError> {
        let file = self.file(content);
        self.attendance_of(actor, provider, &file, manner).await
    }

    pub async fn attendance_of(
        &self,
        actor: &Actor,
        provider: &str,
        file: &Path,
        manner: Manner,
    ) -> Result<Told, ActionError> {
        let mut told = Told::default();
        let done = {
            let mut ear = ear(&mut told);
            actions::ledger::import_attendance(
                &self.platform,
                actor,
                file,
                provider,
                manner,
                &mut ear,
            )
            .await
        };
        told.report = done?;
        Ok(told)
    }

    /// Takes in attendance; the first row of names is put before the rows.
    pub async fn attendance(&self, provider: &str, rows: &str) -> Told {
        let content = format!("{ATTENDANCE}{rows}");
        self.attendance_as(&self.operator(), provider, content, KEEP)
            .await
            .unwrap()
    }

    /// Takes in attendance that nothing speaks against.
    pub async fn attended(&self, provider: &str, rows: &str) {
        let told = self.attendance(provider, rows).await;
        assert_eq!(told.sentences(), Vec::<String>::new());
    }

    pub async fn programme(&self, text: &str, manner: Manner) -> Taken {
        import_programme(
            &self.platform,
            &self.operator(),
            ("programme.toml", text),
            manner,
        )
        .await
        .unwrap()
    }

    /// Every row of the question.
    pub async fn list(&self, question: &Question) -> Vec<Row> {
        let operator = self.operator();
        let standings = actions::standing::list(&self.platform, &operator, question).await;
        let standings = standings.unwrap();
        standings.rows.iter().map(|row| Row::clone(row)).collect()
    }

    /// The standing of one mentor with a provider today.
    pub async fn standing(&self, provider: &str, trn: &str) -> Row {
        let question = Question {
            mentor: Some(trn.parse().unwrap()),
            ..asking(provider)
        };
        let rows = self.list(&question).await;
        assert_eq!(rows.len(), 1, "one row of {trn} with {provider}");
        rows.into_iter().next().unwrap()
    }

    /// All entries of one mentor, newest first.
    pub async fn entries(&self, provider: &str, trn: &str) -> Vec<Listed> {
        let operator = self.operator();
        let mentor = Some(trn.parse().unwrap());
        let listed =
            actions::ledger::list(&self.platform, &operator, provider, mentor, false).await;
        listed.unwrap()
    }

    pub async fn notes(&self) -> Vec<Note> {
        let mut tx = self.store.read().await.unwrap();
        store::audit::notes(&mut tx).await.unwrap()
    }

    pub async fn provider(&self, code: &str) -> ProviderId {
        let mut tx = self.store.read().await.unwrap();
        let found = store::partnership::provider(&mut tx, code).await.unwrap();
        found.unwrap().id
    }

    pub async fn person(&self, trn: &str) -> PersonId {
        let mut tx = self.store.read().await.unwrap();
        let trn = trn.parse().unwrap();
        let people = store::person::people(&mut tx).await.unwrap();
        people
            .iter()
            .find(|person| person.trn == Some(trn))
            .unwrap()
            .id
    }

    /// Somebody who holds one role with a provider today, at a school or not.
    pub async fn actor(&self, role: Role, provider: &str, school: Option<u32>) -> Actor {
        let person = PersonId(self.platform.number());
        Actor {
            person,
            memberships: vec![Membership {
                person,
                provider: self.provider(provider).await,
                role,
                school: school.map(domain::partnership::Urn),
                scope: None,
                subject: None,
                school_phase: None,
                from: Some(date(2025, 9, 1)),
                until: None,
            }],
            today: self.platform.today(),
            proof: Proof::Waived,
            stands_in: Vec::new(),
            session: None,
        }
    }
}

/// A question about all mentors of a provider, today.
pub fn asking(provider: &str) -> Question {
    Question {
        provider: provider.to_owned(),
        ..Question::default()
    }
}

/// A row of a file of people: a general mentor at a school since September 2024.
pub fn mentor(trn: &str, first_name: &str, last_name: &str, school: u32) -> String {
    format!("{trn},{first_name},{last_name},,general_mentor,{school},,,2024-09-01,\n")
}

/// A row of a file of attendance, vouched for by somebody who is not known here.
pub fn attended(trn: &str, component: &str, held_on: &str, minutes: i32) -> String {
    format!("{trn},{component},{held_on},{minutes},attended,Dr Register,register,\n")
}

/// The sentence with which a deed was refused.
pub fn refusal<T: Debug>(done: Result<T, ActionError>) -> String {
    match done {
        Err(ActionError::Refused(refusal)) => refusal.to_string(),
        Err(ActionError::Unreadable(sentence) | ActionError::NotFound(sentence)) => sentence,
        other => panic!("no refusal but {other:?}"),
    }
}

/// Says whether a deed was not this actor's to do.
pub fn is_forbidden<T>(done: &Result<T, ActionError>) -> bool {
    matches!(done, Err(ActionError::Forbidden(_)))
}

fn ear(told: &mut Told) -> impl FnMut(Heard<'_>) + Send {
    |heard| match heard {
        Heard::Refused(problem) => told.refused.push(problem.clone()),
        Heard::Note(note) => told.notes.push(note),
        Heard::Columns(_) | Heard::Progress(..) | Heard::Changes(_) => {}
    }
}
