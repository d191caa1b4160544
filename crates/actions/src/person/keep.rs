//! Keeps what a row of a file knows of a person: who they are, and one membership.
//!
//! Owns the word `Keeping`. It never joins two people, nor changes a number that is known.

use std::collections::HashSet;

use domain::{
    partnership::{Provider, Urn},
    person::{Membership, Person, PersonId},
};
use formats::table::Row;
use store::{Tx, person::NewMembership};

use super::{Index, change, find::find, row::Stated};
use crate::{
    ActionError, Platform,
    import::{Fate, Run},
};

/// How rows about people are kept: with one provider, under one run.
pub(crate) struct Keeping<'a> {
    pub platform: &'a Platform,
    pub provider: &'a Provider,
    pub schools: HashSet<Urn>,
    pub run: &'a Run,
    /// Whether anything is kept: a dry run changes the index in memory alone, so that its later
    /// pieces see what its earlier ones would have brought.
    pub keeps: bool,
}

impl Keeping<'_> {
    /// Keeps what a row says of a person, and says who it is and what became of the row.
    pub async fn row(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        row: &Row,
        stated: &Stated,
        notes: &mut Vec<String>,
    ) -> Result<(Option<PersonId>, Fate), ActionError> {
        if let Some(urn) = stated.school.filter(|urn| !self.schools.contains(urn)) {
            let problem = row.refuse_cell("school_urn", format!(
                "No school here has the number {urn}. Check it, or take in the register of schools first."
            ));
            return Ok((None, Fate::Refused(problem)));
        }
        let found = match find(index, row, stated) {
            Ok(found) => found,
            Err(problem) => return Ok((None, Fate::Refused(problem))),
        };
        let (person, mut changed, new) = match found {
            Some(person) => (
                person.id,
                self.complete(tx, index, person, stated).await?,
                false,
            ),
            None => {
                if let Some(other) = index
                    .named(&format!("{} {}", stated.first_name, stated.last_name))
                    .first()
                {
                    let trn = index.person(*other).and_then(|other| other.trn);
                    notes.push(format!(
                        "Row {}: somebody else of the name {} {} is known already{}. If they are one person, give the same TRN or e-mail.",
                        row.number, stated.first_name, stated.last_name,
                        trn.map(|trn| format!(", with TRN {trn}")).unwrap_or_default()
                    ));
                }
                (self.add(tx, index, stated).await?, true, true)
            }
        };
        changed |= self.membership(tx, index, person, stated).await?;
        if new || changed {
            self.run.tell(|| {
                let what = if new {
                    "a new person"
                } else {
                    "known, and changed"
                };
                format!(
                    "Row {}: {} {}, {}: {what}",
                    row.number,
                    stated.first_name,
                    stated.last_name,
                    stated.role.usual_label().to_lowercase(),
                )
            });
        }
        let fate = match (new, changed) {
            (true, _) => Fate::New,
            (false, true) => Fate::Changed,
            (false, false) => Fate::Unchanged,
        };
        Ok((Some(person), fate))
    }

    /// Keeps a new person.
    pub async fn add(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        stated: &Stated,
    ) -> Result<PersonId, ActionError> {
        let person = Person {
            id: PersonId(self.platform.number()),
            trn: stated.trn,
            first_name: stated.first_name.clone(),
            last_name: stated.last_name.clone(),
        };
        if self.keeps {
            store::person::add(tx, &person).await?;
        }
        let name = change::name(&person.first_name, &person.last_name);
        self.run
            .changed(tx, change::RECORD, person.id.0, None, Some(name))
            .await?;
        index.add(person.clone());
        self.complete(tx, index, person.clone(), stated).await?;
        Ok(person.id)
    }

    /// Keeps what a row knows of a person that was not known: number, address, reference.
    async fn complete(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        person: Person,
        stated: &Stated,
    ) -> Result<bool, ActionError> {
        let mut changed = false;
        if !person.is_named(&stated.first_name, &stated.last_name) {
            let renamed = Person {
                first_name: stated.first_name.clone(),
                last_name: stated.last_name.clone(),
                ..person.clone()
            };
            if self.keeps {
                store::person::rename(tx, &renamed).await?;
            }
            let before = Some(change::name(&person.first_name, &person.last_name));
            let after = Some(change::name(&renamed.first_name, &renamed.last_name));
            self.run
                .changed(tx, change::NAME, person.id.0, before, after)
                .await?;
            index.rename(person.id, &renamed.first_name, &renamed.last_name);
            changed = true;
        }
        if let (None, Some(trn)) = (person.trn, stated.trn) {
            if self.keeps {
                store::person::set_trn(tx, person.id, &trn.to_string()).await?;
            }
            let given = Some(trn.to_string());
            self.run
                .changed(tx, change::TRN, person.id.0, None, given)
                .await?;
            index.set_trn(person.id, trn);
            changed = true;
        }
        if let Some(address) = stated
            .email
            .as_ref()
            .filter(|address| index.email(address).is_none())
        {
            if self.keeps {
                store::person::add_email(tx, person.id, address).await?;
            }
            let given = Some(address.clone());
            self.run
                .changed(tx, change::EMAIL, person.id.0, None, given)
                .await?;
            index.add_email(address.clone(), person.id);
            changed = true;
        }
        if let Some(reference) = stated
            .reference
            .as_ref()
            .filter(|reference| index.reference(reference).is_none())
        {
            if self.keeps {
                store::person::add_reference(tx, self.provider.id, reference, person.id).await?;
            }
            let given = Some(reference.clone());
            self.run
                .changed(tx, change::REFERENCE, person.id.0, None, given)
                .await?;
            index.add_reference(reference, person.id);
            changed = true;
        }
        Ok(changed)
    }

    /// Keeps one membership of a person.
    pub async fn membership(
        &self,
        tx: &mut Tx,
        index: &mut Index,
        person: PersonId,
        stated: &Stated,
    ) -> Result<bool, ActionError> {
        let membership = Membership {
            person,
            provider: self.provider.id,
            role: stated.role,
            school: stated.school,
            scope: None,
            subject: stated.subject.clone(),
            school_phase: stated.school_phase,
            from: stated.from,
            until: stated.until,
        };
        let same = |held: &&NewMembership| {
            let held = &held.membership;
            held.provider == membership.provider
                && held.role == membership.role
                && held.school == membership.school
                && held.scope == membership.scope
                && held.from == membership.from
        };
        match index.memberships(person).iter().find(same) {
            Some(known) if known.membership == membership => Ok(false),
            Some(known) => {
                let before = Some(change::membership(&known.membership));
                let after = Some(change::membership(&membership));
                self.run
                    .changed(tx, change::MEMBERSHIP, known.id, before, after)
                    .await?;
                let changed = NewMembership {
                    id: known.id,
                    membership,
                };
                if self.keeps {
                    store::person::change_membership(tx, &changed).await?;
                }
                index.change_membership(changed);
                Ok(true)
            }
            None => {
                let new = NewMembership {
                    id: self.platform.number(),
                    membership,
                };
                if self.keeps {
                    store::person::add_membership(tx, &new).await?;
                }
                let after = Some(change::membership(&new.membership));
                self.run
                    .changed(tx, change::MEMBERSHIP, new.id, None, after)
                    .await?;
                index.add_membership(new);
                Ok(true)
            }
        }
    }
}
