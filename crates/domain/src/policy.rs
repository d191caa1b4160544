//! Keeps the numbers that others set, each with its days, source and confidence.
//!
//! Owns the words `Row`, `Value`, `Series` and `Policies`. It never holds such a number itself.

mod origin;
mod series;
#[cfg(test)]
mod tests;
mod value;

use std::{collections::HashMap, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use origin::Origin;
pub use series::{Series, Term};
pub use value::{Kind, Name, Season, Unit, Value};

/// The names that rules look up. Every one stands in `policies/README.md`.
pub mod names {
    /// Hours that initial training must have.
    pub const INITIAL_REQUIRED: &str = "general_mentor.initial.required";
    /// Hours that a year's refresher must have.
    pub const REFRESHER_REQUIRED: &str = "general_mentor.refresher.required";
    /// Most hours of initial training that a school can claim.
    pub const INITIAL_CLAIMABLE: &str = "general_mentor.initial.claimable";
    /// Most hours of refresher training that a school can claim.
    pub const REFRESHER_CLAIMABLE: &str = "general_mentor.refresher.claimable";
    /// Days of the year whose training may count for the coming year's claims.
    pub const EARLY_TRAINING: &str = "general_mentor.early_training";
    /// Whole years without a student teacher after which a mentor is new again.
    pub const LAPSE: &str = "general_mentor.lapse";
    /// Days of the year between which training without a day of its own falls due.
    pub const TRAINING_SEASON: &str = "training.season";
    /// Time in one day, over all books, beyond which an entry is pointed out.
    pub const DAY_FLAGGED: &str = "ledger.day.flagged";
    /// Days for which a file that nobody decided about is kept.
    pub const PREVIEW_KEPT: &str = "audit.preview.kept";
    /// Time without a request after which somebody is signed out; its endings stand in `access`.
    pub const SESSION_IDLE: &str = "access.session.idle";
    /// Time after which somebody signs in again, whatever they did.
    pub const SESSION_ABSOLUTE: &str = "access.session.absolute";
    /// Time for which a fresh proof of who somebody is lasts.
    pub const PROOF_FRESH: &str = "access.proof.fresh";
    /// Endings of the two above: who is kept otherwise than everybody.
    pub const SESSION_ENDINGS: [&str; 4] = [".office", ".administrator", ".shared", ".task"];
    /// Time for which the link and the code of a message open something.
    pub const SIGN_IN_LASTS: &str = "access.sign_in.lasts";
    /// Days for which an invitation opens something.
    pub const INVITATION_LASTS: &str = "access.invitation.lasts";
    /// Time for which a printed code lets somebody in.
    pub const PRINTED_LASTS: &str = "access.printed.lasts";
    /// Days for which somebody's word for an address waits for a second.
    pub const VOUCH_LASTS: &str = "access.vouch.lasts";
    /// Days for which the link of a task opens it.
    pub const TASK_LASTS: &str = "access.task.lasts";
    /// Wrong codes after which a message's code is void.
    pub const CODE_TRIES: &str = "access.code.tries";
    /// Wrong codes in a day after which an address takes links alone.
    pub const CODE_TRIES_A_DAY: &str = "access.code.tries_a_day";
    /// Messages that an address can be sent in an hour.
    pub const SIGN_IN_ASKS: &str = "access.sign_in.asks";
    /// Attempts that a network address has in an hour.
    pub const NETWORK_TRIES: &str = "access.network.tries";
    /// Time for which a question to a passkey waits for its answer.
    pub const PASSKEY_QUESTION: &str = "access.passkey.question";
    /// Passkeys that a person can have.
    pub const PASSKEY_MOST: &str = "access.passkey.most";
    /// Days for which a guest may read at most.
    pub const GUEST_LONGEST: &str = "access.guest.longest";
    /// Placements and mentors that a guest's sample holds at most.
    pub const GUEST_SAMPLED: &str = "access.guest.sampled";
    /// People whom a delivery partner may look for in an hour.
    pub const LOOK_UP_TRIES: &str = "access.look_up.tries";
    /// Days for which somebody may name a delegate at most.
    pub const DELEGATE_LONGEST: &str = "access.delegate.longest";
    /// When a school day begins, in hours since midnight.
    pub const SCHOOL_DAY_BEGINS: &str = "booking.school_day.begins";
    /// When a school day ends, in hours since midnight.
    pub const SCHOOL_DAY_ENDS: &str = "booking.school_day.ends";
    /// Days for which a calendar tells that something is off.
    pub const CALENDAR_OFF: &str = "booking.calendar.off";
    /// Start of the names that say what an hour brings in a funding area.
    pub const RATE: &str = "grant.rate.";
    /// Time before a session from which people can check in.
    pub const CHECK_IN_OPENS: &str = "booking.check_in.opens";
    /// Wrong codes with which somebody can try to check in at a session in an hour.
    pub const CHECK_IN_TRIES: &str = "booking.check_in.tries";
    /// Files that one person can bring in an hour.
    pub const UPLOAD_TRIES: &str = "access.upload.tries";
    /// Searches that one person has in an hour.
    pub const SEARCH_TRIES: &str = "access.search.tries";
    /// Numbers that one person can say to be their own in a day.
    pub const TRN_TRIES: &str = "access.trn.tries";
    /// Days that an office has to say whether something stands against an erasure.
    pub const ERASURE_ANSWER: &str = "person.erasure.answer";
    /// Time for which a free place is offered to whoever waits next.
    pub const OFFER_LASTS: &str = "booking.offer.lasts";
    /// Booked places that somebody may let pass in a year before the office books for them; 0 for any number.
    pub const NO_SHOW_MOST: &str = "booking.no_show.most";
    /// The hour from which mail goes that can wait.
    pub const MAIL_OPENS: &str = "notice.hours.opens";
    /// The hour until which it goes.
    pub const MAIL_CLOSES: &str = "notice.hours.closes";
    /// Days from one routine mail to the next.
    pub const ROUTINE_APART: &str = "notice.routine.apart";
    /// Mails that somebody gets in an academic year.
    pub const MAILS_A_YEAR: &str = "notice.year.most";
    /// How many of them routine leaves.
    pub const MAILS_HELD_BACK: &str = "notice.year.held_back";
    /// Days around the turn of the year on which no mail goes that can wait.
    pub const WINTER_REST: &str = "notice.rest.winter";
    /// Answers below which nothing is shown.
    pub const FEEDBACK_LEAST: &str = "feedback.least";
    /// Whether training here stops funded training as an ECT mentor with the same body.
    pub const ECT_BLOCKED: &str = "early_career_mentor.training.blocked_by_mentor_training";
    /// Codes of the roles that decide on earlier training.
    pub const REVIEWERS: &str = "prior_learning.reviewers";
    /// Files that may be shown for one piece of earlier training.
    pub const FILES_MOST: &str = "prior_learning.files.most";
    /// Files that one person may show in all.
    pub const FILES_OF_PERSON: &str = "prior_learning.files.of_person";
    /// Megabytes of one such file.
    pub const FILE_MEGABYTES: &str = "prior_learning.file.megabytes";
    /// Millions of pixels of one such picture.
    pub const FILE_MEGAPIXELS: &str = "prior_learning.file.megapixels";
    /// Days within which a request about earlier training is answered.
    pub const ANSWERED_WITHIN: &str = "prior_learning.answered_within";
    /// Days for which whoever gave earlier training can answer a question about it.
    pub const ISSUER_LASTS: &str = "prior_learning.issuer.lasts";
    /// Start of the names that say how long something is kept.
    pub const RETENTION: &str = "retention.";
    /// Register codes of schools that are open.
    pub const SCOPE_STATUS: &str = "school.scope.status";
    /// Register codes of establishments outside the scheme.
    pub const SCOPE_EXCLUDED: &str = "school.scope.excluded_types";
    /// Start of the names that list the districts of a funding area.
    pub const AREA: &str = "grant.area.";
    /// Every whole name above.
    pub const ALL: [&str; 55] = [
        INITIAL_REQUIRED,
        REFRESHER_REQUIRED,
        INITIAL_CLAIMABLE,
        REFRESHER_CLAIMABLE,
        EARLY_TRAINING,
        LAPSE,
        TRAINING_SEASON,
        DAY_FLAGGED,
        PREVIEW_KEPT,
        ERASURE_ANSWER,
        SESSION_IDLE,
        SESSION_ABSOLUTE,
        PROOF_FRESH,
        SIGN_IN_LASTS,
        INVITATION_LASTS,
        TASK_LASTS,
        VOUCH_LASTS,
        PRINTED_LASTS,
        CODE_TRIES,
        CODE_TRIES_A_DAY,
        SIGN_IN_ASKS,
        NETWORK_TRIES,
        PASSKEY_QUESTION,
        PASSKEY_MOST,
        SCHOOL_DAY_BEGINS,
        SCHOOL_DAY_ENDS,
        CALENDAR_OFF,
        CHECK_IN_OPENS,
        CHECK_IN_TRIES,
        UPLOAD_TRIES,
        SEARCH_TRIES,
        TRN_TRIES,
        SCOPE_STATUS,
        SCOPE_EXCLUDED,
        GUEST_LONGEST,
        GUEST_SAMPLED,
        LOOK_UP_TRIES,
        DELEGATE_LONGEST,
        OFFER_LASTS,
        NO_SHOW_MOST,
        MAIL_OPENS,
        MAIL_CLOSES,
        ROUTINE_APART,
        MAILS_A_YEAR,
        MAILS_HELD_BACK,
        WINTER_REST,
        FEEDBACK_LEAST,
        ECT_BLOCKED,
        REVIEWERS,
        ANSWERED_WITHIN,
        ISSUER_LASTS,
        FILES_MOST,
        FILES_OF_PERSON,
        FILE_MEGABYTES,
        FILE_MEGAPIXELS,
    ];
}

/// How far a number can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Read at its source, or reported by a provider's own page.
    Confirmed,
    /// General knowledge, not confirmed: pages say so.
    Provisional,
}

impl Confidence {
    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Confidence::Confirmed => "confirmed",
            Confidence::Provisional => "provisional",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn read(text: &str) -> Option<Confidence> {
        match text {
            "confirmed" => Some(Confidence::Confirmed),
            "provisional" => Some(Confidence::Provisional),
            _ => None,
        }
    }
}

/// One dated value of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The name.
    pub of: String,
    /// What sort of number it is.
    pub kind: Kind,
    /// The code of the provider whose own choice it is; nothing for everybody's.
    pub provider: Option<String>,
    /// The value, or that there is none.
    pub value: Value,
    /// The first day.
    pub from: Date,
    /// The last day; nothing means until the next row of the same name.
    pub until: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// How far it can be relied on.
    pub confidence: Confidence,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// Says why a set of rows cannot be used, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {problem}")]
pub struct Fault {
    /// Where it stands.
    pub at: String,
    /// What is wrong, as a sentence.
    pub problem: String,
}

/// Why a dated number is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is national is nobody's own choice.
    #[error(
        "This rule is national: no provider chooses it for itself. Whoever looks after this \
         installation can set a value of it for everybody."
    )]
    NotAProvidersChoice,
    /// Somebody else was first.
    #[error(
        "Somebody set this rule while you were looking at it. See below what holds now, and set it \
         again if you still want to."
    )]
    SetMeanwhile,
}

/// Every dated number, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    series: HashMap<(String, Option<String>), Arc<Series>>,
}

impl Policies {
    /// Gathers the rows of the files and the administrator's own.
    ///
    /// # Rule
    /// On a day the row that began last holds; an administrator's own row wins a tie.
    ///
    /// # Errors
    /// Every unknown name, other kind or unit, last day before the first, overlap and gap.
    pub fn gather(known: &[Name], rows: Vec<Row>) -> Result<Policies, Vec<Fault>> {
        let mut faults: Vec<Fault> = rows
            .iter()
            .filter_map(|row| value::check(known, row))
            .collect();
        let mut by_name: HashMap<(String, Option<String>), Vec<Row>> = HashMap::new();
        for row in rows {
            by_name
                .entry((row.of.clone(), row.provider.clone()))
                .or_default()
                .push(row);
        }
        let mut series = HashMap::new();
        for (name, rows) in by_name {
            match Series::new(rows) {
                Ok(made) => {
                    series.insert(name, Arc::new(made));
                }
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            return Ok(Policies { series });
        }
        faults.sort_by(|a, b| a.at.cmp(&b.at));
        Err(faults)
    }

    /// Finds the history of a name: a provider's own, else everybody's.
    #[must_use]
    pub fn series(&self, name: &str, provider: Option<&str>) -> Option<&Arc<Series>> {
        let own =
            provider.and_then(|code| self.series.get(&(name.to_owned(), Some(code.to_owned()))));
        own.or_else(|| self.series.get(&(name.to_owned(), None)))
    }

    /// Finds the row in force on a day: a provider's own, else everybody's.
    #[must_use]
    pub fn on(&self, name: &str, provider: Option<&str>, day: Date) -> Option<Term<'_>> {
        let own = provider.and_then(|_| self.series(name, provider)?.on(day));
        own.or_else(|| self.series(name, None)?.on(day))
    }

    /// The days on which any row begins, or ends with none after it, in order.
    #[must_use]
    pub fn days_of_change(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self
            .series
            .values()
            .flat_map(|series| series.changes())
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The same numbers as if nothing had begun or ended on a day.
    ///
    /// # Rule
    /// A row that begins on the day never came; a row whose last day was the day before goes on.
    #[must_use]
    pub fn as_if_nothing_changed(&self, day: Date) -> Policies {
        let series = self.series.iter().filter_map(|(name, series)| {
            let kept = series.as_if_nothing_changed(day);
            (!kept.rows().is_empty()).then(|| (name.clone(), Arc::new(kept)))
        });
        Policies {
            series: series.collect(),
        }
    }

    /// Lists every history, by name and then provider.
    #[must_use]
    pub fn all(&self) -> Vec<&Series> {
        let mut all: Vec<_> = self.series.iter().collect();
        all.sort_by(|a, b| a.0.cmp(b.0));
        all.into_iter().map(|(_, series)| series.as_ref()).collect()
    }
}
