//! Takes in the register of schools and the links between them, in pieces.
//!
//! Owns the deed `ImportSchools`. It never drops a closed school.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

use domain::{
    Date,
    access::{Actor, Deed, Object},
    audit::import as audit,
    partnership::FundingArea,
    policy::{Policies, Value, names},
};
use formats::gias;
use store::partnership::{Link, SchoolRecord};

use super::providers::file_name;
use crate::{
    ActionError, Platform,
    import::{Heard, Listener, Manner, Report, Run},
};

/// Schools that are kept in one transaction: some 40 ms of the writer's time.
const PIECE: usize = 1_000;

/// Takes in a register of schools, full or lean, and after it the links if there are any.
///
/// # Rule
/// The file with more columns is believed; a leaner one fills what is blank.
/// Scope and funding areas: `policies/england`.
///
/// # Refuses
/// When this is not the actor's to do.
/// # Errors
/// When a file is not a register, or the store fails. Pieces that were kept stay; the same
/// file can be taken in again.
pub async fn import_schools(
    platform: &Platform,
    actor: &Actor,
    file: &Path,
    links: Option<&Path>,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<Report, ActionError> {
    actor.may(Deed::ImportSchools, Object::default())?;
    let mut schools = gias::read(file)?;
    let links = links.map(gias::links).transpose()?;
    let name = file_name(file);
    let kind = audit::Kind::Schools;
    let told = (name.as_str(), schools.table());
    let run = Run::begin(platform, actor, kind, None, told, manner).await?;
    let mut ear = run.ear(listener);
    ear(Heard::Columns(schools.table().header()));
    let today = platform.today();
    let (districts, known) = {
        let mut tx = platform.store.read().await?;
        let policies = platform.policies(&mut tx).await?;
        let known: HashSet<u32> = store::partnership::urns(&mut tx)
            .await?
            .into_iter()
            .map(|urn| urn.0)
            .collect();
        (Districts::on(&policies, today), known)
    };
    let columns = i32::try_from(schools.known_columns()).unwrap_or(i32::MAX);
    let total = schools.table().records();
    let mut report = Report::default();
    let mut seen = HashSet::new();
    let mut seen_trusts = HashSet::new();
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let mut done = true;
        while let Some(read) = schools.next() {
            done = false;
            report.rows += 1;
            let refused = match read {
                Ok(school) if seen.insert(school.urn) => {
                    piece.push(districts.record(school, columns));
                    None
                }
                Ok(school) => schools.refuse_last(
                    "URN",
                    format!(
                        "School {} stands in this file twice; the first row was kept.",
                        school.urn
                    ),
                ),
                Err(problem) => Some(problem),
            };
            if let Some(problem) = refused {
                report.refused += 1;
                ear(Heard::Refused(&problem));
            }
            if piece.len() == PIECE {
                break;
            }
        }
        if done {
            break;
        }
        let changed = keep(platform, actor, &piece, &mut seen_trusts, (file, manner)).await?;
        let new = piece
            .iter()
            .filter(|school| !known.contains(&school.urn))
            .count() as u64;
        report.new += new;
        report.changed += changed.saturating_sub(new);
        report.unchanged += (piece.len() as u64).saturating_sub(changed.max(new));
        ear(Heard::Progress(report.rows, total));
    }
    for example in schools.notes().examples.iter().take(5) {
        ear(Heard::Note(example.clone()));
    }
    if schools.notes().count > 5 {
        let more = schools.notes().count - 5;
        ear(Heard::Note(format!(
            "{more} more details could not be read and were left out."
        )));
    }
    if let Some(links) = links {
        import_links(platform, actor, links, manner, &mut ear).await?;
    }
    drop(ear);
    run.finish(platform, actor, &report, listener).await?;
    Ok(report)
}

async fn keep(
    platform: &Platform,
    actor: &Actor,
    piece: &[SchoolRecord],
    seen_trusts: &mut HashSet<(String, String)>,
    (file, manner): (&Path, Manner),
) -> Result<u64, ActionError> {
    let mut tx = platform.store.write().await?;
    let trusts: BTreeMap<String, String> = piece
        .iter()
        .filter_map(|school| Some((school.trust_code.clone()?, school.trust_name.clone()?)))
        .collect();
    let mut unseen: Vec<(String, String)> = trusts.into_iter().collect();
    unseen.retain(|trust| seen_trusts.insert(trust.clone()));
    store::partnership::keep_trusts(&mut tx, &unseen).await?;
    let changed = store::partnership::keep_schools(&mut tx, piece).await?;
    if manner.dry_run {
        return Ok(changed);
    }
    if changed > 0 {
        store::audit::count_up(&mut tx, "partnership", None).await?;
        let told = format!("{changed} new or changed");
        platform
            .note(
                &mut tx,
                actor,
                Deed::ImportSchools,
                None,
                file_name(file),
                told,
            )
            .await?;
    }
    tx.commit().await?;
    Ok(changed)
}

async fn import_links(
    platform: &Platform,
    actor: &Actor,
    mut links: gias::Links,
    manner: Manner,
    listener: Listener<'_>,
) -> Result<(), ActionError> {
    let (mut rows, mut new) = (0, 0);
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let mut done = true;
        for read in links.by_ref().take(PIECE) {
            done = false;
            rows += 1;
            match read {
                Ok(link) => piece.push(Link {
                    urn: link.urn,
                    linked_urn: link.link_urn,
                    kind: link.link_type,
                    established_on: link.established_on,
                }),
                Err(problem) => listener(Heard::Note(format!("Links: {problem}"))),
            }
        }
        if done {
            break;
        }
        let mut tx = platform.store.write().await?;
        let added = store::partnership::keep_links(&mut tx, &piece).await?;
        new += added;
        if !manner.dry_run {
            if added > 0 {
                let told = format!("{added} new links");
                platform
                    .note(&mut tx, actor, Deed::ImportSchools, None, "links", told)
                    .await?;
            }
            tx.commit().await?;
        }
    }
    listener(Heard::Note(format!(
        "Links between schools: {rows} read, {new} new."
    )));
    Ok(())
}

/// What the policies say of districts and scope on a day.
struct Districts {
    areas: Vec<(FundingArea, Vec<String>)>,
    open: Vec<String>,
    excluded: Vec<String>,
}

impl Districts {
    fn on(policies: &Policies, day: Date) -> Districts {
        let codes = |name: &str| match policies.on(name, None, day).map(|term| &term.row.value) {
            Some(Value::Codes(codes)) => codes.clone(),
            _ => Vec::new(),
        };
        let areas = FundingArea::ALL.into_iter();
        Districts {
            areas: areas
                .map(|(area, code)| (area, codes(&format!("{}{code}", names::AREA))))
                .collect(),
            open: codes(names::SCOPE_STATUS),
            excluded: codes(names::SCOPE_EXCLUDED),
        }
    }

    fn record(&self, school: gias::School, columns: i32) -> SchoolRecord {
        let number = |code: Option<u16>| code.map(i32::from);
        let count = |count: Option<u32>| count.and_then(|count| i32::try_from(count).ok());
        let listed =
            |list: &[String], code: u16| list.iter().any(|known| *known == code.to_string());
        let area = school.district_code.as_ref().map(|district| {
            let found = self
                .areas
                .iter()
                .find(|(_, districts)| districts.contains(district));
            found.map(|(area, _)| *area).unwrap_or_default()
        });
        let open = match school.status_code {
            Some(status) => listed(&self.open, status),
            None => school.close_on.is_none(),
        };
        let excluded = school
            .type_code
            .is_some_and(|kind| listed(&self.excluded, kind));
        SchoolRecord {
            urn: school.urn,
            source_columns: columns,
            name: school.name,
            la_code: number(school.la_code),
            la_name: school.la_name,
            type_code: number(school.type_code),
            type_name: school.type_name,
            type_group_code: number(school.type_group_code),
            status_code: number(school.status_code),
            phase_code: number(school.phase_code),
            phase_name: school.phase_name,
            low_age: school.low_age.map(i32::from),
            high_age: school.high_age.map(i32::from),
            opened_on: school.open_on,
            closed_on: school.close_on,
            gender: school.gender,
            religious_character: school.religious_character,
            ukprn: school.ukprn.map(|ukprn| ukprn.to_string()),
            street: school.street,
            locality: school.locality,
            address_3: school.address3,
            town: school.town,
            county: school.county,
            postcode: school.postcode,
            website: school.website,
            trust_code: school.trust_code,
            trust_name: school.trust_name,
            region_code: school.gor_code,
            district_code: school.district_code,
            district_name: school.district_name,
            urban_rural: school.urban_rural,
            pupils: count(school.pupils),
            capacity: count(school.capacity),
            easting: count(school.easting),
            northing: count(school.northing),
            latitude: school.latitude,
            longitude: school.longitude,
            sen: (!school.sen.is_empty()).then(|| school.sen.join("; ")),
            funding_area: area,
            in_scope: Some(open && !excluded),
        }
    }
}
