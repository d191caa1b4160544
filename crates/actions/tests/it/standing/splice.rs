//! Tries that after any run of writes a spliced list is the list that a fresh reckoning gives.
//!
//! Owns the small dice by which the writes are chosen. It never trusts the memory that it tries.

use actions::{
    Platform,
    ledger::{correct, strike_out},
    standing::{list, training},
};
use domain::{Minutes, ledger::Correction};

use crate::world::{World, asking, attended, mentor, on_each};

/// Dice that fall the same way for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % many
    }
}

const COMPONENTS: [&str; 4] = ["pedagogy", "assessment", "conference-1", ""];
const PEOPLE: u64 = 12;

fn trn(at: u64) -> String {
    format!("{}", 1_000_001 + at)
}

async fn told(world: &World, platform: &Platform, provider: &str) -> String {
    let operator = world.operator();
    let standings = list(platform, &operator, &asking(provider)).await.unwrap();
    format!("{:#?}", standings.rows)
}

/// Everything that a mentor's training page shows, if they have one.
async fn page_of(world: &World, platform: &Platform, provider: &str, at: u64) -> String {
    let person = world.person(&trn(at)).await;
    let operator = world.operator();
    format!(
        "{:#?}",
        training(platform, &operator, person, provider).await.ok()
    )
}

/// Does one thing that changes somebody's standing, or nobody's.
async fn write(world: &World, dice: &mut Dice, turn: u64) {
    let provider = ["Y75", "L51"][usize::try_from(dice.below(2)).unwrap()];
    let somebody = dice.below(PEOPLE);
    match dice.below(13) {
        0 => {
            let school = 100_001 + u32::try_from(dice.below(3)).unwrap();
            let name = ["Khan", "Ábel", "low", "Zed"][usize::try_from(dice.below(4)).unwrap()];
            let row = mentor(&trn(somebody), "A", name, school);
            world.people(provider, &row).await;
        }
        12 => {
            // Somebody is something else, at two schools, or no mentor any more.
            let school = 100_001 + dice.below(3);
            let role = ["general_mentor", "lead_mentor", "professional_mentor"]
                [usize::try_from(dice.below(3)).unwrap()];
            let (from, until) = [("2024-09-01", "2025-08-31"), ("2025-10-01", ""), ("", "")]
                [usize::try_from(dice.below(3)).unwrap()];
            let trn = trn(somebody);
            let row = format!("{trn},A,Mentor {somebody},,{role},{school},,,{from},{until}\n");
            world.people(provider, &row).await;
        }
        1 => {
            let entries = world.entries(provider, &trn(somebody)).await;
            let Some(entry) = entries.first().map(|listed| listed.entry.id) else {
                return;
            };
            let correction = Correction {
                minutes: Some(Minutes(i32::try_from(dice.below(5) * 15).unwrap())),
                reason: "counted again".into(),
                ..Correction::default()
            };
            let done = correct(&world.platform, &world.operator(), entry, correction).await;
            drop(done);
        }
        2 | 3 => {
            let entries = world.entries(provider, &trn(somebody)).await;
            if let Some(listed) = entries.first() {
                let operator = world.operator();
                let struck =
                    strike_out(&world.platform, &operator, listed.entry.id, "a slip").await;
                struck.unwrap();
            }
        }
        4 => {
            let mut tx = world.store.write().await.unwrap();
            let provider = world.provider(provider).await;
            let person = world.person(&trn(0)).await;
            store::audit::touch(&mut tx, Some(provider), &[person])
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        _ => {
            let component = COMPONENTS[usize::try_from(dice.below(4)).unwrap()];
            let day = format!("2025-{:02}-{:02}", 9 + turn % 3, 1 + dice.below(17));
            let minutes = 15 + i32::try_from(dice.below(8)).unwrap() * 15;
            let row = attended(&trn(somebody), component, &day, minutes);
            world.attendance(provider, &row).await;
        }
    }
}

#[tokio::test]
async fn after_any_run_of_writes_memory_says_what_a_fresh_reckoning_says() {
    on_each(async |world| {
        let everybody: Vec<String> = (0..PEOPLE)
            .map(|at| mentor(&trn(at), "A", &format!("Mentor {at}"), 100_001))
            .collect();
        world.people("Y75", &everybody[..8].concat()).await;
        world.people("L51", &everybody[6..].concat()).await;
        let mut dice = Dice(0x5EED);
        for turn in 0..60 {
            for _ in 0..=dice.below(3) {
                write(world, &mut dice, turn).await;
            }
            let cold = world.cold();
            for provider in ["Y75", "L51"] {
                for at in [0, 7, 11] {
                    let warm = page_of(world, &world.platform, provider, at).await;
                    let cold = page_of(world, &cold, provider, at).await;
                    assert!(warm == cold, "a page of {provider} is stale at turn {turn}");
                }
                let warm = told(world, &world.platform, provider).await;
                assert!(
                    warm == told(world, &cold, provider).await,
                    "{provider} is stale at turn {turn}"
                );
            }
        }
    })
    .await;
}
