//! The builders that other crates' tests use.

use domain::{
    AcademicYear, Minutes,
    ledger::{How, Kind, check},
    partnership::{SchoolPhase, Urn},
    person::{PersonId, Role},
};
use jiff::civil::date;
use store::scratch::engines;

use crate::with_providers;

#[tokio::test]
async fn a_test_states_only_what_matters() {
    for engine in engines() {
        let scratch = with_providers(engine).await;
        let provider = sample::provider_id("L51");
        let mut tx = scratch.store.write().await.expect("a writer");
        let schools = [sample::school(900_500, "Somewhere Primary School")];
        store::partnership::keep_schools(&mut tx, &schools)
            .await
            .expect("a school");
        let amina = sample::mentor("Amina", "Rahman")
            .trn("1234567")
            .email("Amina@somewhere.example")
            .at(Urn(900_500), provider, date(2025, 9, 1))
            .keep(&mut tx)
            .await
            .expect("a mentor");
        let helen = sample::mentor("Helen", "Marsh")
            .role(Role::LeadMentor)
            .with(provider, date(2024, 9, 1))
            .until(date(2026, 8, 31))
            .keep(&mut tx)
            .await
            .expect("a lead mentor");
        let attended = sample::entry(amina, provider)
            .component("coaching")
            .minutes(90)
            .on(date(2025, 10, 7))
            .at(Urn(900_500))
            .reference("register 7 October")
            .verified_by(helen)
            .keep(&mut tx)
            .await
            .expect("an entry");
        sample::entry(amina, provider)
            .component("coaching")
            .minutes(60)
            .on(date(2025, 10, 7))
            .replacing(attended, "Left early.")
            .keep(&mut tx)
            .await
            .expect("a correction");
        let lines = store::ledger::entries(&mut tx, provider, amina, domain::Timestamp::MAX).await;
        assert_eq!(lines.expect("read").len(), 2);
        let school = store::partnership::school(&mut tx, Urn(900_500)).await;
        let school = school.expect("read").expect("a school");
        assert_eq!((school.open, school.in_scope), (true, true));
        assert_eq!(school.school_phase, Some(SchoolPhase::Primary));
        tx.commit().await.expect("kept");
        scratch.clear().await.expect("cleared away");
    }
}

#[test]
fn an_entry_of_which_nothing_is_said_is_sound() {
    let person = PersonId(sample::provider_id("somebody").0);
    let draft = sample::entry(person, sample::provider_id("Y75")).draft();
    assert_eq!(check(&draft, sample::TODAY, true), Ok(()));
    assert_eq!(draft.minutes, Minutes(60));
    assert_eq!((draft.kind, draft.how), (Kind::Attended, How::Register));
}

#[test]
fn an_entry_says_what_it_is_told_to() {
    let person = PersonId(sample::provider_id("somebody").0);
    let made = sample::entry(person, sample::provider_id("Y75")).on(date(2025, 7, 3));
    let early = made.clone().for_coming_year().waiting().draft();
    assert_eq!(early.counts_for, AcademicYear::containing(date(2025, 9, 1)));
    assert_eq!(early.verified_by, None);
    let recognised = made.recognised(Some(date(2026, 7, 31))).draft();
    assert_eq!(
        (recognised.kind, recognised.how),
        (Kind::Recognised, How::Decision)
    );
    assert_eq!(recognised.until, Some(date(2026, 7, 31)));
}

#[test]
fn a_code_always_gives_the_same_number() {
    assert_eq!(sample::provider_id("Y75"), sample::provider_id("Y75"));
    assert_ne!(sample::provider_id("Y75"), sample::provider_id("L51"));
}
