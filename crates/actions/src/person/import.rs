//! Takes in a file of people, in pieces.
//!
//! Owns the deed `ImportPeople`. It never changes a number that another row gave, nor a name in silence.

use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
};

use domain::{
    access::{Actor, Deed, Object},
    audit::import as audit,
    partnership::Urn,
    person::PersonId,
};
use formats::table::{Row, Table};
use store::Tx;

use super::{
    Index,
    keep::Keeping,
    row::{COLUMNS, Places},
};
use crate::{
    ActionError, Platform,
    import::{ByRow, Fate, Listener, Manner, Pieces, Report, RowTaker, Run, introduce},
    partnership::holder,
};

/// Takes in people and their memberships with one provider.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is not such a file, nobody has the code, or the store fails.
pub async fn import_people(
    platform: &Platform,
    actor: &Actor,
    file: &Path,
    provider: &str,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    let (provider, schools) = {
        let mut tx = platform.store.read().await?;
        let provider = holder(&mut tx, provider).await?;
        actor.may(
            Deed::ImportPeople,
            Object {
                provider: Some(provider.id),
                ..Object::default()
            },
        )?;
        let schools: HashSet<Urn> = store::partnership::urns(&mut tx)
            .await?
            .into_iter()
            .collect();
        (provider, schools)
    };
    let table = Table::open(file, &COLUMNS)?;
    let name = crate::partnership::file_name(file);
    let run = Run::begin(
        platform,
        actor,
        audit::Kind::People,
        Some(provider.id),
        (&name, &table),
        manner,
    )
    .await?;
    introduce(&table, &mut run.ear(listener));
    let taking = Taking {
        keeping: Keeping {
            platform,
            provider: &provider,
            schools,
            run: &run,
            keeps: !manner.dry_run,
        },
        places: Places::of(&table),
        index: Index::default(),
        concerned: BTreeSet::new(),
    };
    let mut taker = ByRow::new(taking, manner.dry_run);
    let pieces = Pieces {
        platform,
        actor,
        provider: provider.id,
        deed: Deed::ImportPeople,
        name,
        dry_run: manner.dry_run,
    };
    let report = pieces.take_in(&table, &mut taker, &run, listener).await?;
    run.finish(platform, actor, &report, listener).await?;
    Ok(report)
}

struct Taking<'a> {
    keeping: Keeping<'a>,
    places: Places,
    /// Everyone, kept up to date.
    index: Index,
    concerned: BTreeSet<PersonId>,
}

impl RowTaker for Taking<'_> {
    fn concerned(&mut self) -> &mut BTreeSet<PersonId> {
        &mut self.concerned
    }

    async fn read(&mut self, tx: &mut Tx) -> Result<(), ActionError> {
        self.index = Index::read(tx, self.keeping.provider.id).await?;
        Ok(())
    }

    async fn take(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        notes: &mut Vec<String>,
    ) -> Result<Fate, ActionError> {
        let stated = match self.places.read(row) {
            Ok(stated) => stated,
            Err(problem) => return Ok(Fate::Refused(problem)),
        };
        let index = &mut self.index;
        let (person, fate) = self.keeping.row(tx, index, row, &stated, notes).await?;
        if matches!(fate, Fate::New | Fate::Changed) {
            self.concerned.extend(person);
        }
        Ok(fate)
    }
}
