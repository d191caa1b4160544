//! Takes everything that tells who somebody is out of every table.
//!
//! Owns the steps, in order. It never takes an entry, its minutes or a link of a chain away.

mod fates;

use std::sync::LazyLock;

use domain::person::{PersonId, erasure::NAME, fold};
use sqlx::AssertSqlSafe;

use crate::{StoreError, Tx};

pub use fates::{FATES, Fate};

/// By what the rows of a step are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The number of each record of theirs.
    Person,
    /// Each address of theirs.
    Address,
    /// Their name as files state it.
    Name,
    /// Anything that would tell who they are, somewhere within a text.
    Within,
}

struct Step {
    table: &'static str,
    by: By,
    /// What is set; where nothing is, rows are deleted.
    set: Option<&'static str>,
    whose: &'static str,
}

const fn gone(table: &'static str, whose: &'static str) -> Step {
    Step {
        table,
        by: By::Person,
        set: None,
        whose,
    }
}

const fn blanked(table: &'static str, set: &'static str, whose: &'static str) -> Step {
    Step {
        table,
        by: By::Person,
        set: Some(set),
        whose,
    }
}

/// What goes, in this order. Words of notes are struck by their own chain: `audit::strike`.
const STEPS: &[Step] = &[
    gone("person_email", "person_id = $1"),
    gone("person_reference", "person_id = $1"),
    gone("person_view", "person_id = $1"),
    gone("person_twin", "first_id = $1 or second_id = $1"),
    blanked(
        "person_membership",
        "subject = null, school_phase = null",
        "person_id = $1",
    ),
    blanked(
        "person_merge",
        "held = '{}'",
        "kept_id = $1 or other_id = $1",
    ),
    gone(
        "ledger_words",
        "entry_id in (select id from ledger_entry where person_id = $1)",
    ),
    Step {
        table: "ledger_words",
        by: By::Name,
        set: None,
        whose: "stated_verifier = $1",
    },
    blanked(
        "ledger_history",
        "words = ''",
        "person_id = $1 and words <> ''",
    ),
    gone("notice_nudge", "person_id = $1"),
    gone("notice_outbox", "person_id = $1"),
    Step {
        table: "notice_outbox",
        by: By::Address,
        set: None,
        whose: "address = $1",
    },
    gone("notice_message", "person_id = $1"),
    gone("notice_mail", "person_id = $1"),
    gone("notice_choice", "person_id = $1"),
    gone("feedback_ask", "person_id = $1"),
    gone(
        "feedback_theme",
        "answer_id in (select id from feedback_answer where person_id = $1)",
    ),
    gone("feedback_answer", "person_id = $1"),
    gone("prior_learning_file", "person_id = $1"),
    gone("prior_learning_enquiry", "person_id = $1"),
    blanked(
        "prior_learning_adjustment",
        "words = ''",
        "person_id = $1 and words <> ''",
    ),
    gone(
        "prior_learning_part",
        "upload_id in (select id from prior_learning_upload where person_id = $1)",
    ),
    gone("prior_learning_upload", "person_id = $1"),
    gone("prior_learning_audit", "person_id = $1"),
    gone(
        "prior_learning_reply",
        "request_id in (select id from prior_learning_request where person_id = $1)",
    ),
    blanked(
        "prior_learning_decision",
        "words = ''",
        "words <> '' and request_id in (select id from prior_learning_request where person_id = $1)",
    ),
    blanked(
        "prior_learning_request",
        "used = ''",
        "person_id = $1 and used <> ''",
    ),
    blanked(
        "prior_learning_item",
        "title = '', given_by = '', session = ''",
        "person_id = $1 and title <> ''",
    ),
    blanked(
        "placement_student_teacher",
        "reference = null, status = null, subject = null, school_phase = null, stated_schools = null",
        "person_id = $1",
    ),
    blanked(
        "booking_record",
        "needs = '', reason = ''",
        "person_id = $1 and (needs <> '' or reason <> '')",
    ),
    gone("booking_working", "person_id = $1"),
    gone("booking_feed", "person_id = $1"),
    gone("booking_join", "person_id = $1"),
    blanked("access_session", "viewing_id = null", "viewing_id = $1"),
    gone("access_session", "person_id = $1"),
    gone("access_ticket", "person_id = $1"),
    Step {
        table: "access_ticket",
        by: By::Address,
        set: None,
        whose: "address = $1",
    },
    gone("access_vouch", "person_id = $1"),
    gone("access_identity", "person_id = $1"),
    gone("access_question", "person_id = $1"),
    gone("access_passkey", "person_id = $1"),
    gone("access_passkey_question", "person_id = $1"),
    blanked(
        "access_delegate",
        "why = ''",
        "giver_id = $1 or delegate_id = $1",
    ),
    gone("access_sampled_person", "person_id = $1"),
    gone("audit_once", "done_by = $1"),
    blanked(
        "audit_import_change",
        "before = null, after = null",
        "(before is not null or after is not null) and (subject_id = $1
         or subject_id in (select id from person_membership where person_id = $1)
         or subject_id in (select id from placement_student_teacher where person_id = $1))",
    ),
    Step {
        table: "audit_import_row",
        by: By::Within,
        set: None,
        whose: "fields like $1 escape '!' or problem like $1 escape '!'",
    },
    Step {
        table: "audit_import",
        by: By::Within,
        set: Some("notes = '[]'"),
        whose: "notes like $1 escape '!'",
    },
];

const RENAME: &str = "update person_record
    set trn = null, first_name = $2, last_name = $3, name_search = $4
    where id = $1";

/// The statement that does each step, and the one that counts what it would do.
static STATEMENTS: LazyLock<Vec<[String; 2]>> = LazyLock::new(|| {
    let written = |step: &Step| {
        let (table, whose) = (step.table, step.whose);
        let done = match step.set {
            Some(set) => format!("update {table} set {set} where {whose}"),
            None => format!("delete from {table} where {whose}"),
        };
        let counted = format!("select cast(count(*) as bigint) from {table} where {whose}");
        [done, counted]
    };
    STEPS.iter().map(written).collect()
});

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    let steps = STATEMENTS.iter().flatten().cloned();
    steps.chain([RENAME.to_owned()]).collect()
}

/// By what somebody is found in every table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traces {
    /// Their records: the kept one first, then those that lead to it.
    pub records: Vec<PersonId>,
    /// Their addresses.
    pub addresses: Vec<String>,
    /// Their names, as a file states the name of a verifier.
    pub names: Vec<String>,
    /// What would tell who they are within a longer text.
    pub within: Vec<String>,
}

/// Rows of a table that are touched.
pub type Touched = Vec<(&'static str, u64)>;

/// Counts what an erasure would touch, table by table.
///
/// # Errors
/// When the engine fails.
pub async fn count_traces(tx: &mut Tx, traces: &Traces) -> Result<Touched, StoreError> {
    let mut touched = Touched::new();
    for (step, [_, sql]) in STEPS.iter().zip(STATEMENTS.iter()) {
        let mut rows = 0;
        for value in values(traces, step.by) {
            let (count,): (i64,) = run!(tx, |connection| {
                let query = sqlx::query_as(AssertSqlSafe(sql.as_str()));
                match &value {
                    Bound::Number(person) => query.bind(person.0),
                    Bound::Text(text) => query.bind(text),
                }
                .fetch_one(connection)
                .await?
            });
            rows += u64::try_from(count).unwrap_or_default();
        }
        add(&mut touched, step.table, rows);
    }
    Ok(touched)
}

/// Takes everything that tells who somebody is out of every table but the notes.
///
/// # Errors
/// When the engine fails.
pub async fn erase(tx: &mut Tx, traces: &Traces) -> Result<Touched, StoreError> {
    let mut touched = Touched::new();
    for (step, [sql, _]) in STEPS.iter().zip(STATEMENTS.iter()) {
        let mut rows = 0;
        for value in values(traces, step.by) {
            rows += run!(tx, |connection| {
                let query = sqlx::query(AssertSqlSafe(sql.as_str()));
                match &value {
                    Bound::Number(person) => query.bind(person.0),
                    Bound::Text(text) => query.bind(text),
                }
                .execute(connection)
                .await?
                .rows_affected()
            });
        }
        add(&mut touched, step.table, rows);
    }
    let (first, last) = NAME;
    for person in &traces.records {
        run!(tx, |connection| sqlx::query(RENAME)
            .bind(person.0)
            .bind(first)
            .bind(last)
            .bind(fold(&format!("{first} {last}")))
            .execute(connection)
            .await
            .map(|_| ())?);
    }
    Ok(touched)
}

fn add(touched: &mut Touched, table: &'static str, rows: u64) {
    match touched.iter_mut().find(|(known, _)| *known == table) {
        Some((_, before)) => *before += rows,
        None => touched.push((table, rows)),
    }
}

/// One value by which rows are found.
enum Bound<'a> {
    Number(PersonId),
    Text(std::borrow::Cow<'a, str>),
}

fn values(traces: &Traces, by: By) -> Vec<Bound<'_>> {
    let texts = |all: &'_ [String]| {
        all.iter()
            .map(|one| Bound::Text(one.clone().into()))
            .collect()
    };
    match by {
        By::Person => traces.records.iter().copied().map(Bound::Number).collect(),
        By::Address => texts(&traces.addresses),
        By::Name => texts(&traces.names),
        By::Within => {
            let patterns = traces.within.iter().map(|one| pattern(one));
            patterns.map(|one| Bound::Text(one.into())).collect()
        }
    }
}

/// A pattern that finds a text within another, whatever letters it has.
pub(crate) fn pattern(text: &str) -> String {
    let plain = text
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{plain}%")
}

#[cfg(test)]
mod tests {
    use super::{Fate::Goes, *};

    #[test]
    fn every_step_is_of_a_table_from_which_something_goes() {
        for step in STEPS {
            let fate = FATES.iter().find(|(table, _)| *table == step.table);
            assert_eq!(fate.map(|(_, fate)| *fate), Some(Goes), "{}", step.table);
        }
        let elsewhere = ["person_record", "person_erasure_answer", "audit_note"];
        for (table, fate) in FATES {
            let goes = STEPS.iter().any(|step| step.table == *table) || elsewhere.contains(table);
            assert_eq!(goes, *fate == Goes, "{table}");
        }
    }

    #[test]
    fn a_pattern_takes_every_letter_for_itself() {
        assert_eq!(pattern("50%_!"), "%50!%!_!!%");
    }
}
