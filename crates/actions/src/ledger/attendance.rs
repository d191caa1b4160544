//! Reads one row of a file of attendance and says what entry it asks for.
//!
//! Owns the columns of such a file. It never writes.

use std::collections::HashSet;

use domain::{
    AcademicYear, Date,
    ledger::{self, Draft, How, Kind, Words},
    partnership::{Provider, Urn},
    person::{self, Person, PersonId, fold},
    policy::{Policies, Season, Value, names},
    programme::Versions,
};
use formats::{
    cell,
    table::{Column, Columns, Refusal, Row, RowProblem, Table},
};

use super::words::{HOWS, KINDS, how};
use crate::person::Index;

/// The columns of a file of attendance.
pub(crate) const COLUMNS: Columns = Columns {
    required: &[
        "component",
        "held_on",
        "minutes",
        "kind",
        "verified_by",
        "how",
        "reference",
    ],
    optional: &["trn", "email", "person", "for_year", "school_urn", "until"],
    known: &["name", "first_name", "last_name"],
};

/// What is needed to understand a row.
pub(super) struct Reader<'a> {
    pub provider: &'a Provider,
    pub versions: &'a Versions,
    pub policies: &'a Policies,
    pub schools: &'a HashSet<Urn>,
    pub importer: PersonId,
    pub today: Date,
    places: Places,
}

struct Places {
    component: Column,
    held_on: Column,
    minutes: Column,
    kind: Column,
    verified_by: Column,
    how: Column,
    reference: Column,
    trn: Column,
    email: Column,
    person: Column,
    for_year: Column,
    school_urn: Column,
    until: Column,
}

impl<'a> Reader<'a> {
    /// Finds the columns of a file.
    ///
    /// # Refuses
    /// A file without any column that names the person.
    pub fn new(
        table: &Table,
        provider: &'a Provider,
        versions: &'a Versions,
        policies: &'a Policies,
        schools: &'a HashSet<Urn>,
        (importer, today): (PersonId, Date),
    ) -> Result<Reader<'a>, Refusal> {
        if !["trn", "email", "person"]
            .iter()
            .any(|name| table.has(name))
        {
            return Err(Refusal::MissingColumns {
                missing: vec!["trn (or email, or person)".to_owned()],
                found: table.header().to_vec(),
            });
        }
        let places = Places {
            component: table.column("component"),
            held_on: table.column("held_on"),
            minutes: table.column("minutes"),
            kind: table.column("kind"),
            verified_by: table.column("verified_by"),
            how: table.column("how"),
            reference: table.column("reference"),
            trn: table.column("trn"),
            email: table.column("email"),
            person: table.column("person"),
            for_year: table.column("for_year"),
            school_urn: table.column("school_urn"),
            until: table.column("until"),
        };
        Ok(Reader {
            provider,
            versions,
            policies,
            schools,
            importer,
            today,
            places,
        })
    }

    /// Says what entry a row asks for, or what is wrong with it.
    pub fn read(&self, row: &Row, index: &Index) -> Result<Draft, RowProblem> {
        let person = self.person(row, index)?;
        let held_on = self.needed_date(row)?;
        let component = self.component(row)?;
        let kind = self.word(
            row,
            self.places.kind,
            "kind",
            Kind::Attended,
            Kind::read,
            &KINDS,
        )?;
        let how = self.word(row, self.places.how, "how", How::Import, how, &HOWS)?;
        let minutes = cell::whole_number(row.get(self.places.minutes))
            .map_err(|problem| problem.sentence)
            .and_then(|written| ledger::minutes(written).map_err(|no| no.to_string()))
            .map_err(|sentence| row.refuse_cell("minutes", sentence))?;
        let (verified_by, stated_verifier) = self.verifier(row, index, person)?;
        let draft = Draft {
            person: person.id,
            provider: self.provider.id,
            school: self.school(row, index, person, held_on)?,
            kind,
            minutes,
            held_on,
            counts_for: self.counts_for(row, held_on)?,
            verified_by,
            how,
            reference: row.get(self.places.reference).to_owned(),
            until: crate::person::date(row, self.places.until, "until")?,
            replaces: None,
            words: Words {
                reason: String::new(),
                stated_verifier,
            },
            component,
        };
        let portable = draft
            .component
            .as_deref()
            .is_some_and(|code| self.versions.is_portable(code));
        ledger::check(&draft, self.today, portable).map_err(|refusal| {
            match column_of(&refusal) {
                Some(column) => row.refuse_cell(column, refusal.to_string()),
                None => row.refuse(refusal.to_string()),
            }
        })?;
        Ok(draft)
    }

    fn person<'i>(&self, row: &Row, index: &'i Index) -> Result<&'i Person, RowProblem> {
        let trn = crate::person::trn(row, self.places.trn)?;
        let email = row.get(self.places.email).to_lowercase();
        let ours = row.get(self.places.person);
        let named = [
            (
                "trn",
                trn.map(|trn| trn.to_string()),
                trn.and_then(|trn| index.trn(trn)),
            ),
            ("email", some(&email), index.email(&email)),
            (
                "person",
                some(ours),
                some(ours).and_then(|ours| index.reference(&ours)),
            ),
        ];
        let mut found: Option<(&str, &Person)> = None;
        for (column, given, person) in &named {
            match (given, person, found) {
                (None, ..) => {}
                (Some(given), None, _) => {
                    let hint = match *column {
                        "person" => {
                            "This column holds your own reference for somebody, never a name: give a TRN (trn) or an e-mail (email), and the name as name."
                        }
                        _ => "Check it, or bring the file of people first.",
                    };
                    let problem = format!("Nobody here has \"{given}\". {hint}");
                    return Err(row.refuse_nobody(Some(column), problem));
                }
                (Some(_), Some(person), None) => found = Some((column, person)),
                (Some(_), Some(person), Some((first, other))) if other.id != person.id => {
                    return Err(row.refuse(format!(
                        "The {first} is that of {}, the {column} that of {}. Correct whichever is wrong.",
                        other.name(), person.name()
                    )));
                }
                _ => {}
            }
        }
        found.map(|(_, person)| person).ok_or_else(|| {
            row.refuse_nobody(None, "This row names nobody. Give a TRN (trn), an e-mail (email) or your own reference for the person (person).")
        })
    }

    fn needed_date(&self, row: &Row) -> Result<Date, RowProblem> {
        crate::person::date(row, self.places.held_on, "held_on")?.ok_or_else(|| {
            row.refuse_cell(
                "held_on",
                "This is blank. Give the day on which the training was held.",
            )
        })
    }

    fn component(&self, row: &Row) -> Result<Option<String>, RowProblem> {
        let written = row.get(self.places.component);
        if written.is_empty() {
            return Ok(None);
        }
        let code = fold(written).replace(' ', "-");
        if self.versions.knows(&code) {
            return Ok(Some(code));
        }
        let known = self
            .versions
            .all()
            .iter()
            .flat_map(|version| &version.components);
        let titled = known
            .clone()
            .find(|part| fold(&part.title) == fold(written));
        if let Some(titled) = titled {
            return Ok(Some(titled.code.clone()));
        }
        let nearest = known.map(|part| part.code.as_str()).max_by(|a, b| {
            strsim::jaro_winkler(a, &code).total_cmp(&strsim::jaro_winkler(b, &code))
        });
        let hint = match nearest {
            Some(nearest) => format!("Did you mean \"{nearest}\"?"),
            None => {
                "No programme of it is known yet: whoever runs Alongside takes it in.".to_owned()
            }
        };
        let provider = &self.provider.name;
        Err(row.refuse_cell("component", format!(
            "{provider} has no component \"{written}\". {hint} Leave the cell blank for training outside the programme."
        )))
    }

    fn word<T>(
        &self,
        row: &Row,
        column: Column,
        name: &str,
        blank: T,
        read: impl Fn(&str) -> Option<T>,
        known: &[&str],
    ) -> Result<T, RowProblem> {
        match row.get(column) {
            "" => Ok(blank),
            written => read(written).ok_or_else(|| {
                row.refuse_cell(
                    name,
                    format!(
                        "\"{written}\" is not known. Give one of {}.",
                        known.join(", ")
                    ),
                )
            }),
        }
    }

    /// Who vouches for the minutes, and their name as stated where they are not known here.
    fn verifier(
        &self,
        row: &Row,
        index: &Index,
        person: &Person,
    ) -> Result<(Option<PersonId>, String), RowProblem> {
        let stated = row.get(self.places.verified_by);
        if stated.is_empty() {
            return Ok((None, String::new()));
        }
        let known = stated
            .parse()
            .ok()
            .and_then(|trn| index.trn(trn))
            .or_else(|| index.email(&stated.to_lowercase()))
            .or_else(|| index.reference(stated))
            .map(|known| known.id)
            .or_else(|| match index.named(stated) {
                [one] => Some(*one),
                _ => None,
            });
        let own = known == Some(person.id) || (known.is_none() && is_written(person, stated));
        if own {
            return Err(row.refuse_cell("verified_by", ledger::Refusal::OwnVerifier.to_string()));
        }
        Ok(match known {
            Some(known) => (Some(known), String::new()),
            None => (Some(self.importer), stated.to_owned()),
        })
    }

    fn school(
        &self,
        row: &Row,
        index: &Index,
        person: &Person,
        held_on: Date,
    ) -> Result<Option<Urn>, RowProblem> {
        if let Some(urn) = crate::person::urn(row, self.places.school_urn)? {
            return match self.schools.contains(&urn) {
                true => Ok(Some(urn)),
                false => Err(row.refuse_cell("school_urn", format!(
                    "No school here has the number {urn}. Check it, or take in the register of schools first."
                ))),
            };
        }
        let all = index
            .memberships(person.id)
            .iter()
            .map(|held| &held.membership);
        let found = person::school_on(all, self.provider.id, held_on);
        found.map_err(|several| {
            row.refuse_cell(
                "school_urn",
                format!(
                    "{} {several}. Say in school_urn at which one the minutes were worked.",
                    person.name()
                ),
            )
        })
    }

    fn counts_for(&self, row: &Row, held_on: Date) -> Result<AcademicYear, RowProblem> {
        let refuse = |sentence: String| row.refuse_cell("for_year", sentence);
        let wanted = match row.get(self.places.for_year) {
            "" => None,
            written => Some(
                cell::academic_year(written)
                    .map_err(|problem| problem.sentence)
                    .and_then(|year| {
                        AcademicYear::starting(year)
                            .ok_or_else(|| format!("\"{written}\" is too far away."))
                    })
                    .map_err(refuse)?,
            ),
        };
        let early = early_season(self.policies, &self.provider.code, held_on);
        ledger::counts_for(held_on, wanted, early).map_err(|no| refuse(no.to_string()))
    }
}

/// The days of the year whose training may count for the coming year, as the policy of a day says.
pub(crate) fn early_season(policies: &Policies, provider: &str, day: Date) -> Option<Season> {
    let term = policies.on(names::EARLY_TRAINING, Some(provider), day)?;
    match term.row.value {
        Value::Season(season) => Some(season),
        _ => None,
    }
}

/// Says whether a verifier's name or number is this person's, family name first or zeros lost.
fn is_written(person: &Person, stated: &str) -> bool {
    let stated = fold(stated);
    let turned = person.listed_name();
    let number = person.trn.map(|trn| trn.to_string()).unwrap_or_default();
    let zeros_lost = !stated.is_empty() && number.trim_start_matches('0') == stated;
    stated == fold(&person.name()) || stated == turned || zeros_lost
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn column_of(refusal: &ledger::Refusal) -> Option<&'static str> {
    use ledger::Refusal;
    match refusal {
        Refusal::NoMinutes(..) | Refusal::MoreThanADay(..) => Some("minutes"),
        Refusal::NotYetHeld(_) | Refusal::TooLongAgo(_) => Some("held_on"),
        Refusal::OwnVerifier => Some("verified_by"),
        Refusal::LocalComponent(_) | Refusal::RecognisedAsNothing => Some("component"),
        Refusal::UntilWithoutRecognition | Refusal::EndsBeforeDecided(..) => Some("until"),
        _ => None,
    }
}
