//! Lets go of what has been kept long enough, a piece at a time.
//!
//! Owns the list of what is kept for a while alone. It never decides for how long.

use std::sync::LazyLock;

use domain::{
    Date, Timestamp,
    person::{PersonId, erasure::NAME, fold},
    policy::names::RETENTION,
};
use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::{StoreError, Tx};

/// Rows that one piece takes: the writer is held for a moment alone.
pub const PIECE: i64 = 500;

/// Something that is kept for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The last word of the policy that says for how long.
    pub policy: &'static str,
    /// What it is, in words.
    pub what: &'static str,
    /// The table in which it stands.
    pub table: &'static str,
    /// Whether it is due by a day rather than by an instant.
    by_day: bool,
    key: &'static str,
    told_by: &'static str,
    /// What is set; where nothing is, rows are deleted.
    set: Option<&'static str>,
    due: &'static str,
}

/// Who has had a role and has had none since a day, nor a placement of their own.
macro_rules! left {
    ($who:literal) => {
        concat!(
            "exists (select 1 from person_membership m where m.person_id = ",
            $who,
            ") and not exists (select 1 from person_membership m where m.person_id = ",
            $who,
            " and (m.until_on is null or m.until_on >= $1))
             and not exists (select 1 from placement_student_teacher s where s.person_id = ",
            $who,
            " and s.set_aside_at is null and s.withdrawn_on is null
              and (s.expected_end_on is null or s.expected_end_on >= $1))"
        )
    };
}

const OF_AN_OLD_IMPORT: &str = "import_id in (select id from audit_import where received_at < $1)";

/// Everything that is kept for a while, but people themselves.
pub const RULES: [Rule; 13] = [
    Rule {
        by_day: true,
        ..rule(
            "address",
            "addresses of people without a role",
            "person_email",
            ("address", "person_id"),
            left!("person_email.person_id"),
        )
    },
    rule(
        "words",
        "free words beside entries",
        "ledger_words",
        ("entry_id", "entry_id"),
        "entry_id in (select id from ledger_entry where recorded_at < $1)",
    ),
    Rule {
        set: Some("words = ''"),
        ..rule(
            "words",
            "words about earlier records",
            "ledger_history",
            ("id", "id"),
            "answered_at < $1 and words <> ''",
        )
    },
    rule(
        "session",
        "sign-ins that ended",
        "access_session",
        ("id", "id"),
        "(ended_at < $1 or ends_at < $1)",
    ),
    rule(
        "message",
        "messages that were sent or given up",
        "notice_outbox",
        ("id", "id"),
        "state <> 'waiting' and queued_at < $1",
    ),
    rule(
        "inbox",
        "messages of inboxes",
        "notice_message",
        ("id", "id"),
        "written_at < $1",
    ),
    rule(
        "inbox",
        "days on which mail went to somebody",
        "notice_mail",
        ("id", "id"),
        "mailed_at < $1 and not exists (select 1 from notice_message m where m.mail_id = notice_mail.id)",
    ),
    Rule {
        set: Some("words = ''"),
        ..rule(
            "feedback",
            "free words about sessions",
            "feedback_answer",
            ("id", "id"),
            "answered_at < $1 and words <> ''",
        )
    },
    rule(
        "reading",
        "days on which somebody opened a record",
        "audit_reading",
        (
            "(reader_id, kind, record_id, read_on, provider_id)",
            "record_id",
        ),
        "last_at < $1",
    ),
    rule(
        "nudge",
        "times that a mentor was written to",
        "notice_nudge",
        ("id", "id"),
        "nudged_at < $1",
    ),
    Rule {
        set: Some("before = null, after = null"),
        ..rule(
            "import",
            "values that imports changed",
            "audit_import_change",
            ("(import_id, number)", "import_id"),
            "import_id in (select id from audit_import where received_at < $1)
             and (before is not null or after is not null)",
        )
    },
    rule(
        "import",
        "rows of imports that were refused",
        "audit_import_row",
        ("(import_id, number)", "import_id"),
        OF_AN_OLD_IMPORT,
    ),
    rule(
        "form",
        "keys of forms",
        "audit_once",
        ("(done_by, once)", "once"),
        "done_at < $1",
    ),
];

/// The last word of the policy that says when a name goes.
pub const PERSON: &str = "person";

const fn rule(
    policy: &'static str,
    what: &'static str,
    table: &'static str,
    (key, told_by): (&'static str, &'static str),
    due: &'static str,
) -> Rule {
    Rule {
        policy,
        what,
        table,
        by_day: false,
        key,
        told_by,
        set: None,
        due,
    }
}

impl Rule {
    /// The name of the policy that says for how long.
    #[must_use]
    pub fn policy_name(&self) -> String {
        format!("{RETENTION}{}", self.policy)
    }
}

const LEFT: &str = concat!(
    "from person_record
    where name_search <> $2 and ",
    left!("person_record.id"),
    " and not exists (select 1 from person_merge m where m.other_id = person_record.id)
     and not exists (
      select 1 from person_erasure e
      join person_erasure_answer a on a.erasure_id = e.id
      where e.person_id = person_record.id and e.ended_at is null and a.against is not null)"
);

static WHO: LazyLock<[String; 2]> = LazyLock::new(|| {
    [
        format!("select cast(count(*) as bigint) {LEFT}"),
        format!("select id {LEFT} order by id limit $3"),
    ]
});

/// How each rule counts, tells of the first, and lets go of a piece.
static STATEMENTS: LazyLock<Vec<[String; 3]>> = LazyLock::new(|| {
    let written = |rule: &Rule| {
        let Rule {
            table, key, due, ..
        } = rule;
        let told_by = rule.told_by;
        let begins = match rule.set {
            Some(set) => format!("update {table} set {set}"),
            None => format!("delete from {table}"),
        };
        let columns = key.trim_start_matches('(').trim_end_matches(')');
        [
            format!("select cast(count(*) as bigint) from {table} where {due}"),
            format!(
                "select distinct {told_by} from {table} where {due} order by {told_by} limit $2"
            ),
            format!("{begins} where {key} in (select {columns} from {table} where {due} limit $2)"),
        ]
    };
    RULES.iter().map(written).collect()
});

/// Every statement of this file, for the test that prepares them.
pub(crate) fn constants() -> Vec<String> {
    let rules = STATEMENTS.iter().flatten().cloned();
    rules.chain(WHO.iter().cloned()).collect()
}

/// How much of a rule is due, and the first few by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Rows.
    pub rows: u64,
    /// The numbers of the first.
    pub first: Vec<Uuid>,
}

/// Binds the end of what is due to a statement that has it as `$1`.
macro_rules! bound {
    ($query:expr, $rule:expr, $before:expr) => {
        match $rule.by_day {
            true => $query.bind($before.0.to_sqlx()),
            false => $query.bind($before.1.as_microsecond()),
        }
    };
}

/// Counts what came before a day and the instant at which it began.
///
/// # Errors
/// When the engine fails.
pub async fn due(
    tx: &mut Tx,
    rule: usize,
    before: (Date, Timestamp),
    most: i64,
) -> Result<Due, StoreError> {
    let (of, [count, first, _]) = (&RULES[rule], &STATEMENTS[rule]);
    let (rows,): (i64,) = run!(tx, |connection| {
        let query = sqlx::query_as(AssertSqlSafe(count.as_str()));
        bound!(query, of, before).fetch_one(connection).await?
    });
    let first: Vec<(Uuid,)> = run!(tx, |connection| {
        let query = sqlx::query_as(AssertSqlSafe(first.as_str()));
        let query = bound!(query, of, before).bind(most);
        query.fetch_all(connection).await?
    });
    Ok(Due {
        rows: u64::try_from(rows).unwrap_or_default(),
        first: first.into_iter().map(|(id,)| id).collect(),
    })
}

/// Lets go of one piece of what came before. Says how many rows.
///
/// # Errors
/// When the engine fails.
pub async fn let_go(
    tx: &mut Tx,
    rule: usize,
    before: (Date, Timestamp),
) -> Result<u64, StoreError> {
    let (of, [.., sql]) = (&RULES[rule], &STATEMENTS[rule]);
    let gone = run!(tx, |connection| {
        let query = sqlx::query(AssertSqlSafe(sql.as_str()));
        let query = bound!(query, of, before).bind(PIECE);
        query.execute(connection).await?.rows_affected()
    });
    Ok(gone)
}

/// Counts who had a role and has had none since a day, and lists the first of them by number.
///
/// # Errors
/// When the engine fails.
pub async fn leavers(
    tx: &mut Tx,
    since: Date,
    most: i64,
) -> Result<(u64, Vec<PersonId>), StoreError> {
    let erased = fold(&format!("{} {}", NAME.0, NAME.1));
    let [count, list] = &*WHO;
    let (all,): (i64,) = run!(tx, |connection| {
        let query = sqlx::query_as(AssertSqlSafe(count.as_str()));
        let query = query.bind(since.to_sqlx()).bind(&erased);
        query.fetch_one(connection).await?
    });
    let first: Vec<(Uuid,)> = run!(tx, |connection| {
        let query = sqlx::query_as(AssertSqlSafe(list.as_str()));
        let query = query.bind(since.to_sqlx()).bind(&erased).bind(most);
        query.fetch_all(connection).await?
    });
    let first = first.into_iter().map(|(id,)| PersonId(id)).collect();
    Ok((u64::try_from(all).unwrap_or_default(), first))
}
