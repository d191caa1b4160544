//! Takes in who mentors whom, where and when.
//!
//! Owns the deed `ImportPlacements`. It never ends a mentor's time without another who takes over.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
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
    known::Known,
    row::{COLUMNS, Places},
    take::Taking,
};
use crate::{
    ActionError, Platform,
    import::{ByRow, Fate, Listener, Manner, Pieces, Report, RowTaker, Run, introduce},
    partnership::{file_name, holder},
    person::{Index, Keeping},
};

/// Takes in the placements of one provider.
///
/// # Rule
/// Product rule 2. Rows that differ only in the mentor are a job share. A later day with another
/// mentor within the same placement ends the earlier mentor's time the day before.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is not such a file, nobody has the code, or the store fails.
pub async fn import_placements(
    platform: &Platform,
    actor: &Actor,
    file: &Path,
    provider: &str,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    let mut tx = platform.store.read().await?;
    let provider = holder(&mut tx, provider).await?;
    actor.may(
        Deed::ImportPlacements,
        Object {
            provider: Some(provider.id),
            ..Object::default()
        },
    )?;
    let schools: HashSet<Urn> = store::partnership::urns(&mut tx)
        .await?
        .into_iter()
        .collect();
    drop(tx);
    let table = Table::open(file, &COLUMNS)?;
    let name = file_name(file);
    let kind = audit::Kind::Placements;
    let listed = (name.as_str(), &table);
    let run = Run::begin(platform, actor, kind, Some(provider.id), listed, manner).await?;
    introduce(&table, &mut run.ear(listener));
    let places = Places::of(&table);
    let groups = super::group::groups(&table, &places);
    let taking = Taking {
        keeping: Keeping {
            platform,
            provider: &provider,
            schools,
            run: &run,
            keeps: !manner.dry_run,
        },
        places,
        groups,
        index: Index::default(),
        concerned: BTreeSet::new(),
        known: Known::default(),
        schools: HashMap::new(),
    };
    let mut taker = ByRow::new(taking, manner.dry_run);
    let pieces = Pieces {
        platform,
        actor,
        provider: provider.id,
        deed: Deed::ImportPlacements,
        name,
        dry_run: manner.dry_run,
    };
    let report = pieces.take_in(&table, &mut taker, &run, listener).await?;
    run.finish(platform, actor, &report, listener).await?;
    Ok(report)
}

impl RowTaker for Taking<'_> {
    fn concerned(&mut self) -> &mut BTreeSet<PersonId> {
        &mut self.concerned
    }

    async fn read(&mut self, tx: &mut Tx) -> Result<(), ActionError> {
        let provider = self.keeping.provider.id;
        self.index = Index::read(tx, provider).await?;
        self.known = Known::read(tx, provider).await?;
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
        self.row(tx, row, &stated, notes).await
    }
}
