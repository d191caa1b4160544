//! Keeps the figures that a case expects.
//! Owns no words beyond those of the case file.
//! Never compares them with anything.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::toml_form::{Form, Problem};

/// The figures expected: nothing where a figure is not compared, `Some(None)` where "none" is expected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The track.
    pub track: Option<String>,
    /// The code of the programme.
    pub programme: Option<Option<String>>,
    /// What is required.
    pub required_minutes: Option<Option<i64>>,
    /// What has been done of it.
    pub done_minutes: Option<Option<i64>>,
    /// What has been recognised of it.
    pub recognised_minutes: Option<Option<i64>>,
    /// What is left of it.
    pub remaining_minutes: Option<Option<i64>>,
    /// What has been done beyond it.
    pub optional_done_minutes: Option<Option<i64>>,
    /// The hours that can be claimed.
    pub claimable_hours: Option<Option<i64>>,
    /// The minutes lost to rounding down.
    pub rounding_loss_minutes: Option<Option<i64>>,
    /// The minutes beyond the cap.
    pub over_cap_minutes: Option<Option<i64>>,
    /// The day on which nothing was left.
    pub met_on: Option<Option<Date>>,
    /// The code of the component to do next.
    pub next_step: Option<Option<String>>,
    /// Components and their states, in the order of the file.
    pub states: Vec<(String, String)>,
}

const STATES: [&str; 4] = ["met", "not_yet_due", "due", "overdue"];

pub(super) fn expected(form: &Form<'_, '_>) -> Result<Expected, Problem> {
    form.only(&[
        "track",
        "programme",
        "required_minutes",
        "done_minutes",
        "recognised_minutes",
        "remaining_minutes",
        "optional_done_minutes",
        "claimable_hours",
        "rounding_loss_minutes",
        "over_cap_minutes",
        "met_on",
        "next_step",
        "states",
    ])?;
    let states = match form.form("states", "the expected states")? {
        None => Vec::new(),
        Some(states) => {
            let entries = states.entries()?;
            for (component, _) in &entries {
                states.word(component, &STATES)?;
            }
            entries
        }
    };
    let met_on = match says_none(form, "met_on") {
        true => Some(None),
        false => form.date("met_on")?.map(Some),
    };
    Ok(Expected {
        track: form.word("track", &["initial", "refresher"])?,
        programme: code(form, "programme")?,
        required_minutes: figure(form, "required_minutes")?,
        done_minutes: figure(form, "done_minutes")?,
        recognised_minutes: figure(form, "recognised_minutes")?,
        remaining_minutes: figure(form, "remaining_minutes")?,
        optional_done_minutes: figure(form, "optional_done_minutes")?,
        claimable_hours: figure(form, "claimable_hours")?,
        rounding_loss_minutes: figure(form, "rounding_loss_minutes")?,
        over_cap_minutes: figure(form, "over_cap_minutes")?,
        met_on,
        next_step: code(form, "next_step")?,
        states,
    })
}

fn says_none(form: &Form<'_, '_>, key: &str) -> bool {
    matches!(form.text(key), Ok(Some(text)) if text == "none")
}

fn figure(form: &Form<'_, '_>, key: &str) -> Result<Option<Option<i64>>, Problem> {
    match says_none(form, key) {
        true => Ok(Some(None)),
        false => Ok(form.whole(key, 0..=1_000_000)?.map(Some)),
    }
}

fn code(form: &Form<'_, '_>, key: &str) -> Result<Option<Option<String>>, Problem> {
    let text = form.text(key)?;
    Ok(text.map(|text| (text != "none").then_some(text)))
}
