//! Takes in a list of providers, row by row.
//!
//! Owns the deed `ImportProviders`. It never takes an accreditation away without the list saying so.

use std::path::Path;

use domain::{
    access::{Actor, Deed, Object},
    audit::import as audit,
    partnership::ProviderId,
};
use store::partnership::ProviderRecord;

use crate::{
    ActionError, Platform,
    import::{Fate, Listener, Manner, Report, Run, introduce, settle},
};

/// Takes in a list of providers.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When the file is not such a list, or the store fails. Nothing is kept then.
pub async fn import_providers(
    platform: &Platform,
    actor: &Actor,
    file: &Path,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    actor.may(Deed::ImportProviders, Object::default())?;
    let providers = formats::providers::read(file)?;
    let name = file_name(file);
    let kind = audit::Kind::Providers;
    let told = (name.as_str(), providers.table());
    let run = Run::begin(platform, actor, kind, None, told, manner).await?;
    let mut ear = run.ear(listener);
    introduce(providers.table(), &mut ear);
    let mut tx = platform.store.write().await?;
    let known: Vec<String> = store::partnership::providers(&mut tx)
        .await?
        .into_iter()
        .map(|known| known.code)
        .collect();
    let mut fates = Vec::new();
    for read in providers {
        fates.push(match read {
            Err(problem) => Fate::Refused(problem),
            Ok(read) => {
                let record = record(read);
                let new = ProviderId(platform.number());
                let changed = store::partnership::keep_provider(&mut tx, new, &record).await?;
                match (changed, known.contains(&record.code)) {
                    (false, _) => Fate::Unchanged,
                    (true, true) => Fate::Changed,
                    (true, false) => Fate::New,
                }
            }
        });
    }
    let mut report = Report::default();
    settle(fates, Vec::new(), &mut report, &mut ear);
    drop(ear);
    if manner.dry_run {
        return Ok(report);
    }
    if report.new + report.changed > 0 {
        store::audit::count_up(&mut tx, "partnership", None).await?;
        let told = format!("{} new, {} changed", report.new, report.changed);
        platform
            .note(&mut tx, actor, Deed::ImportProviders, None, name, told)
            .await?;
    }
    tx.commit().await?;
    run.finish(platform, actor, &report, listener).await?;
    Ok(report)
}

/// The name of a file without its folders, which may tell more than the audit should keep.
pub(crate) fn file_name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn record(read: formats::providers::Provider) -> ProviderRecord {
    ProviderRecord {
        code: read.code,
        name: read.operating_name,
        legal_name: read.legal_name,
        ukprn: read.ukprn.map(|ukprn| ukprn.to_string()),
        provider_type: read.provider_type,
        accreditation_number: read.accreditation_number,
        accredited: read.accredited,
        accredited_from: read.accredited_from,
        accredited_until: read.accredited_until,
        town: read.town,
        county: read.county,
        postcode: read.postcode,
    }
}
