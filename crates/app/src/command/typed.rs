//! Reads the words that a person types after an option.
//!
//! Owns the sentences that say what was expected. It never guesses.

use domain::{
    AcademicYear, Date,
    ledger::{EntryId, Kind, Link},
    partnership::Urn,
    person::Trn,
};

/// Reads a day as files write it; beyond these years no record of this kind can lie.
pub(super) fn day(text: &str) -> Result<Date, String> {
    let day = formats::cell::date(text.trim()).map_err(|problem| problem.sentence)?;
    if (1990..2200).contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!("{text} is too far away; check the year"))
    }
}

pub(super) fn trn(text: &str) -> Result<Trn, String> {
    text.trim()
        .parse()
        .map_err(|error: domain::person::NotATrn| error.to_string())
}

pub(super) fn urn(text: &str) -> Result<Urn, String> {
    formats::cell::urn(text.trim())
        .map(Urn)
        .map_err(|problem| problem.sentence)
}

pub(super) fn entry(text: &str) -> Result<EntryId, String> {
    let number = text.trim().parse().map(EntryId);
    number.map_err(|_| {
        "an entry's number has 32 letters and digits, as `alongside ledger list` shows it"
            .to_owned()
    })
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    Kind::read(text).ok_or_else(|| {
        "give one of attended, completed, in-school, visit, community, recognised".to_owned()
    })
}

pub(super) fn year(text: &str) -> Result<AcademicYear, String> {
    let start = formats::cell::academic_year(text.trim()).map_err(|problem| problem.sentence)?;
    AcademicYear::starting(start).ok_or_else(|| format!("{text} is too far away"))
}

pub(super) fn link(text: &str) -> Result<Link, String> {
    text.trim()
        .parse()
        .map_err(|()| "a head has 64 hexadecimal digits".to_owned())
}
