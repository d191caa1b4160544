//! Lists the general mentors: those told of by name, and the others at each school.
//!
//! Owns the word `Mentor`. It never says what they did: their story in `ledger` does.

use domain::{
    Date,
    partnership::Urn,
    person::{PersonId, Role, school_on},
};
use jiff::civil::date;

use super::{
    Someone, mentor,
    names::Names,
    staff::{THIRD_AT, address},
};
use crate::{
    chance::Chance,
    ledger::{OWN, Story, noon, spread},
    partnership::{
        Home::{self, Liverpool, York},
        Providers, SCHOOLS, phase,
    },
    traps,
};

/// A general mentor with what is to be told of them.
#[derive(Debug, Clone)]
pub(crate) struct Mentor {
    pub id: PersonId,
    pub homes: &'static [Home],
    pub story: Story,
    pub subject: Option<&'static str>,
    pub someone: Someone,
}

impl Mentor {
    /// The school at which a membership of theirs holds on a day.
    pub fn school_held(&self, providers: Providers, home: Home, day: Date) -> Option<Urn> {
        let mut held = self.someone.held.iter();
        let here = held.find(|held| held.provider == providers.id(home) && held.holds_on(day))?;
        here.school
    }

    /// Whether one of their schools fits.
    pub fn works_at(&self, fits: impl Fn(Urn) -> bool) -> bool {
        let mut schools = self.someone.held.iter().filter_map(|held| held.school);
        schools.any(fits)
    }

    /// Whether this is their TRN.
    pub fn has(&self, trn: &str) -> bool {
        self.someone.trn.is_some_and(|held| held.to_string() == trn)
    }

    /// Whether they are told of by name.
    pub fn is_told_of(&self) -> bool {
        PARTS.iter().any(|part| self.has(part.trn))
    }

    /// The school at which they worked for a partnership on a day.
    pub fn school(&self, providers: Providers, home: Home, day: Date) -> Option<Urn> {
        let held = self.someone.held.iter();
        school_on(held, providers.id(home), day).ok().flatten()
    }
}

/// One of those told of by name.
struct Part {
    trn: &'static str,
    name: (&'static str, &'static str),
    homes: &'static [Home],
    urn: u32,
    subject: Option<&'static str>,
    from: Date,
    story: Story,
}

const Y: &[Home] = &[York];
const L: &[Home] = &[Liverpool];
const BOTH: &[Home] = &[York, Liverpool];
const LAST_YEAR: Date = date(2024, 9, 1);
const THIS_YEAR: Date = date(2025, 9, 1);

const fn part(
    trn: &'static str,
    name: (&'static str, &'static str),
    homes: &'static [Home],
    urn: u32,
    from: Date,
    story: Story,
) -> Part {
    Part {
        trn,
        name,
        homes,
        urn,
        subject: None,
        from,
        story,
    }
}

const fn of(subject: &'static str, part: Part) -> Part {
    Part {
        subject: Some(subject),
        ..part
    }
}

/// Everyone told of by name, in the tasks or as a trap.
#[rustfmt::skip]
const PARTS: [Part; 27] = [
    part(traps::AMINA, ("Amina", "Rahman"), L, 900_012, THIS_YEAR, Story::Own(OWN.amina)),
    of("mathematics", part(traps::TOM, ("Tom", "Bryce"), Y, 900_001, THIS_YEAR, Story::Own(OWN.tom))),
    of("history", part(traps::IVAN, ("Ivan", "Petrov"), Y, 900_007, LAST_YEAR, Story::Whole { refreshed: 2 })),
    part(traps::TWO_ADDRESSES, ("Rosalind", "Ferrier"), Y, 900_003, LAST_YEAR, Story::Carried { last_year: 6, this_year: 2 }),
    part(traps::SAME_NAME[0], ("Sarah", "Hughes"), Y, 900_002, LAST_YEAR, Story::Whole { refreshed: 1 }),
    part(traps::SAME_NAME[1], ("Sarah", "Hughes"), Y, 900_002, THIS_YEAR, Story::Begun { steps: 2 }),
    part(traps::HELD_ELSEWHERE, ("Marguerite", "Osei"), BOTH, 900_023, THIS_YEAR, Story::Own(OWN.held_elsewhere)),
    of("science", part(traps::FIFTEEN_FIFTY, ("Kieran", "Blackburn"), Y, 900_006, THIS_YEAR, Story::Own(OWN.fifteen_fifty))),
    part(traps::RULE_CHANGED, ("Lorna", "Cadwallader"), L, 900_013, LAST_YEAR, Story::Own(OWN.rule_changed)),
    part(traps::IN_THE_FRINGE, ("Femi", "Alabi"), Y, traps::FRINGE_SCHOOL.0, THIS_YEAR, Story::Begun { steps: 3 }),
    part(traps::CORRECTED, ("Philippa", "Strand"), Y, 900_004, LAST_YEAR, Story::Own(OWN.corrected)),
    part(traps::WAITING, ("Gwen", "Partington"), L, 900_015, THIS_YEAR, Story::Own(OWN.waiting)),
    of("geography", part(traps::LONG_DAY, ("Dominic", "Szymański"), BOTH, 900_014, THIS_YEAR, Story::Own(OWN.long_day))),
    of("english", part(traps::MOVED, ("Bronwen", "Lacey"), L, traps::MOVED_FROM.0, LAST_YEAR, Story::Whole { refreshed: 1 })),
    part(traps::EXPIRES, ("Edmund", "Castellano"), Y, 900_005, THIS_YEAR, Story::Own(OWN.expires)),
    of("music", part(traps::COUNTS_FOR_COMING_YEAR, ("Tamsin", "Rowbottom"), L, 900_026, THIS_YEAR, Story::Own(OWN.coming_year))),
    of("computing", part("9900017", ("Nathaniel", "Crewe"), BOTH, 900_026, LAST_YEAR, Story::Carried { last_year: 5, this_year: 2 })),
    of("languages", part("9900018", ("Édith", "Marchand"), BOTH, 900_016, THIS_YEAR, Story::Begun { steps: 2 })),
    part(traps::TWICE[0], ("Zofia", "Król"), Y, 900_008, LAST_YEAR, Story::Whole { refreshed: 1 }),
    part(traps::TWICE[1], ("Zofia", "Krol"), Y, 900_008, THIS_YEAR, Story::Nothing),
    part(traps::AT_CLOSED_SCHOOL, ("Maurice", "Penhale"), L, traps::CLOSED_SCHOOL.0, LAST_YEAR, Story::Carried { last_year: 9, this_year: 1 }),
    part(traps::CLOCK_CHANGE, ("Rafaela", "Quist"), L, 900_020, LAST_YEAR, Story::Own(OWN.clock_change)),
    part(traps::JOB_SHARE[0], ("Hazel", "Thornbury"), Y, 900_005, THIS_YEAR, Story::Begun { steps: 2 }),
    part(traps::JOB_SHARE[1], ("Imani", "Clarke"), Y, 900_005, THIS_YEAR, Story::Begun { steps: 2 }),
    of("english", part(traps::REPLACED[0], ("Gordon", "Astley"), L, 900_014, LAST_YEAR, Story::Whole { refreshed: 1 })),
    of("english", part(traps::REPLACED[1], ("Yvonne", "Marsden"), L, 900_014, LAST_YEAR, Story::Carried { last_year: 8, this_year: 2 })),
    part(traps::QUESTIONED, ("Beatrix", "Lomax"), Y, 900_003, LAST_YEAR, Story::Carried { last_year: 5, this_year: 1 }),
];

/// At these schools of the trust one mentor each has fallen behind.
const BEHIND_IN_TRUST: [(Urn, Story); 3] = [
    (Urn(900_009), Story::Begun { steps: 1 }),
    (Urn(900_010), Story::Nothing),
    (Urn(900_024), Story::Nothing),
];

/// Once in so many mentors the number is missing.
const TRN_MISSING_EVERY: u32 = 60;

/// Subjects of those at secondary schools.
const SUBJECTS: [&str; 8] = [
    "english",
    "mathematics",
    "science",
    "history",
    "geography",
    "languages",
    "computing",
    "physical-education",
];

/// Makes every general mentor.
pub(crate) fn mentors(providers: Providers, names: &mut Names, chance: &mut Chance) -> Vec<Mentor> {
    let mut mentors: Vec<Mentor> = PARTS
        .iter()
        .map(|part| named(part, providers, chance))
        .collect();
    let mut number: u32 = 9_900_100;
    for home in Home::ALL {
        let at_schools = SCHOOLS.iter().filter(|school| school.home == home);
        let urns: Vec<Urn> = at_schools
            .flat_map(|school| std::iter::repeat_n(school.urn, school.mentors))
            .collect();
        let mut behind: Vec<(Urn, Story)> = BEHIND_IN_TRUST.to_vec();
        for (urn, story) in urns.iter().zip(spread(chance)) {
            let told = behind.iter().position(|(behind, _)| behind == urn);
            let story = told.map_or(story, |at| behind.remove(at).1);
            number += 1;
            let trn = number.to_string();
            let secondary = phase(*urn) == domain::partnership::SchoolPhase::Secondary;
            let subject = secondary.then(|| SUBJECTS[chance.below(SUBJECTS.len())]);
            let from = match story {
                Story::Whole { .. } | Story::Carried { .. } => LAST_YEAR,
                _ => THIS_YEAR,
            };
            let homes = if home == York { Y } else { L };
            let name = names.next();
            let mut someone = someone(name, &trn, *urn);
            if number.is_multiple_of(TRN_MISSING_EVERY) {
                someone = without_trn(someone);
            }
            mentors.push(made(
                someone, homes, urn.0, subject, from, story, providers, chance,
            ));
        }
    }
    mentors
}

fn named(part: &Part, providers: Providers, chance: &mut Chance) -> Mentor {
    let mut someone = someone(part.name, part.trn, Urn(part.urn));
    if part.trn == traps::TWICE[1] {
        someone = without_trn(someone);
    }
    if part.trn == traps::TWO_ADDRESSES {
        someone = someone.email(traps::SECOND_ADDRESS);
    }
    made(
        someone,
        part.homes,
        part.urn,
        part.subject,
        part.from,
        part.story,
        providers,
        chance,
    )
}

/// The number was never handed in.
fn without_trn(mut someone: Someone) -> Someone {
    someone.trn = None;
    someone
}

fn someone((first, last): (&str, &str), trn: &str, urn: Urn) -> Someone {
    // Two people of one name at one school: the second one's address has the end of the number.
    let host = format!("school-{urn}.example");
    let second = [traps::SAME_NAME[1], traps::TWICE[1]].contains(&trn);
    let address = match second {
        true => address(first, &format!("{last}2"), &host),
        false => address(first, last, &host),
    };
    mentor(first, last).trn(trn).email(&address)
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is one fact of a mentor, told once"
)]
fn made(
    someone: Someone,
    homes: &'static [Home],
    urn: u32,
    subject: Option<&'static str>,
    from: Date,
    story: Story,
    providers: Providers,
    chance: &mut Chance,
) -> Mentor {
    let id = PersonId(chance.number(noon(from)));
    let mut someone = someone
        .id(id)
        .role(Role::GeneralMentor)
        .teaching(subject, phase(Urn(urn)));
    for home in homes {
        someone = someone.at(Urn(urn), providers.id(*home), from);
    }
    if urn == THIRD_AT[1] {
        someone = someone.at(Urn(urn), providers.third, from);
    }
    if someone.trn == traps::MOVED.parse().ok() {
        let day_before = traps::MOVED_ON.yesterday().unwrap_or(traps::MOVED_ON);
        someone =
            someone
                .until(day_before)
                .at(traps::MOVED_TO, providers.liverpool, traps::MOVED_ON);
    }
    Mentor {
        id,
        homes,
        story,
        subject,
        someone,
    }
}
