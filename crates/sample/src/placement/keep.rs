//! Keeps student teachers and placements as the offices brought them in.
//!
//! Owns the notes of these imports. It never decides who is placed where.

use domain::{Timestamp, access::Deed, audit::Note};
use store::{StoreError, Tx};

use super::Learner;
use crate::{
    chance::Chance,
    partnership::{Home, Providers},
    person::Staff,
};

/// Keeps everyone with their placements. Says how many placements there are.
///
/// # Errors
/// When the engine fails.
pub(crate) async fn keep(
    tx: &mut Tx,
    learners: Vec<Learner>,
    providers: Providers,
    staff: &Staff,
    chance: &mut Chance,
    noted_at: Timestamp,
) -> Result<usize, StoreError> {
    let mut counted = 0;
    for home in Home::ALL {
        let provider = providers.id(home);
        let ours = learners
            .iter()
            .filter(|one| one.record.provider == provider);
        let students = ours.clone().count();
        let placements: usize = ours.map(|one| one.placements.len()).sum();
        counted += placements;
        store::audit::count_up(tx, "placement", Some(provider)).await?;
        for (deed, subject, rows) in [
            (Deed::ImportTrainees, "trainees.csv", students),
            (Deed::ImportPlacements, "placements.csv", placements),
        ] {
            let note = Note {
                id: chance.number(noted_at),
                noted_at,
                done_by: staff.officer(home),
                deed,
                provider: Some(provider),
                subject: subject.to_owned(),
                told: format!("{rows} rows new or changed"),
                session: None,
            };
            store::audit::note(tx, &note).await?;
        }
    }
    for learner in learners {
        learner.someone.keep(tx).await?;
        store::placement::add_student(tx, &learner.record).await?;
        for (placement, mentorings) in &learner.placements {
            store::placement::add(tx, placement).await?;
            for mentoring in mentorings {
                store::placement::add_mentoring(tx, placement.id, mentoring).await?;
            }
        }
    }
    Ok(counted)
}
