//! Lays what several providers still ask of one mentor side by side, and finds the least that meets all.
//!
//! Owns the words `Side`, `Piece`, `Rule` and `Together`. It never counts what a person has not agreed.

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::{Ask, Cover, Equivalence, Least, Part, least};
use crate::{
    Minutes,
    partnership::SchoolPhase,
    person::fold,
    programme::{Component, Need, Programme, Reach, Track},
    standing::{Asked, Row, Standing},
};

/// What is known of a mentor with one provider.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The provider's name.
    pub name: &'a str,
    /// The provider's code.
    pub code: &'a str,
    /// Where the mentor stands with it.
    pub standing: &'a Standing,
    /// The subject taught.
    pub subject: Option<&'a str>,
    /// The phase taught.
    pub school_phase: Option<SchoolPhase>,
    /// What it has agreed about training elsewhere.
    pub agreed: &'a [Equivalence],
}

/// Which rule of the provider with whom it is trained a piece meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Everybody does this component.
    Component,
    /// One of the group with this title.
    OneOf(String),
    /// So many minutes in all.
    InAll(Minutes),
    /// None: it is worth it for what it stands for elsewhere.
    Elsewhere,
}

/// That a piece stands for minutes with another provider as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// The place of the other provider.
    pub side: usize,
    /// The title of its component.
    pub component: String,
    /// For how many minutes.
    pub minutes: Minutes,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The place of the provider with whom.
    pub side: usize,
    /// The code of the component.
    pub code: String,
    /// Its title.
    pub title: String,
    /// For how long.
    pub minutes: Minutes,
    /// Which rule it meets there.
    pub rule: Rule,
    /// What else it stands for.
    pub stands_for: Vec<Stands>,
}

/// One plan for all providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// What to do, provider by provider, in the order of the programmes.
    pub pieces: Vec<Piece>,
    /// What there is to do in all.
    pub total: Minutes,
    /// What it would be with each plan by itself.
    pub alone: Minutes,
    /// What is asked for and no component on offer can fill.
    pub missing: Minutes,
    /// Whether nothing less would do.
    pub exact: bool,
}

impl Together {
    /// How much less it is than each plan by itself.
    #[must_use]
    pub fn saved(&self) -> Minutes {
        self.alone.less(self.total)
    }
}

/// A part with where it comes from.
struct Place<'a> {
    side: usize,
    component: &'a Component,
    part: Part,
}

/// Finds one plan for all providers.
///
/// # Rule
/// A component stands for one of another provider where that provider's map says so on the day, by the
/// code or else the title, or where both deliver it under one accreditation and one code. Only what is
/// still left of it is passed on, by the share agreed. Of a group that was begun, the member begun is
/// finished.
#[must_use]
pub fn together(sides: &[Side], day: Date) -> Together {
    let mut places: Vec<Place> = Vec::new();
    let mut asks: Vec<(Ask, Rule)> = Vec::new();
    for (at, side) in sides.iter().enumerate() {
        if let Some(left) = side.standing.remaining.filter(|left| *left > Minutes::ZERO) {
            lay(&mut places, &mut asks, (at, side), left);
        }
    }
    let parts: Vec<Part> = places.iter().map(|place| place.part).collect();
    let (asks, rules): (Vec<Ask>, Vec<Rule>) = asks.into_iter().unzip();
    let covers = covers(sides, &places, day);
    let alone = least(&parts, &[], &asks);
    let found = least(&parts, &covers, &asks);
    Together {
        pieces: pieces(&places, &asks, &rules, &found),
        total: found.total,
        alone: alone.total,
        missing: found.missing,
        exact: found.exact,
    }
}

/// Adds what one provider asks for.
fn lay<'a>(
    places: &mut Vec<Place<'a>>,
    asks: &mut Vec<(Ask, Rule)>,
    (at, side): (usize, &Side<'a>),
    remaining: Minutes,
) {
    let Some(programme) = side.standing.programme.as_deref() else {
        asks.push((Ask::AtLeast(remaining, Vec::new()), Rule::InAll(remaining)));
        return;
    };
    let initial = side.standing.track == Track::Initial;
    let mut add = |component: &'a Component, left| {
        places.push(Place {
            side: at,
            component,
            part: Part {
                left,
                portable: component.reach == Reach::Portable,
            },
        });
        places.len() - 1
    };
    let mut named = Minutes::ZERO;
    let mut free = Vec::new();
    for row in &side.standing.components {
        let component = row.part(programme);
        let untouched = component.minutes.less(row.done + row.recognised);
        match row.asked {
            Asked::Required | Asked::OneOf if initial => {
                let left = row.remaining.unwrap_or(untouched);
                named += left;
                if left == Minutes::ZERO {
                    continue;
                }
                if row.asked == Asked::Required {
                    asks.push((Ask::Whole(add(component, left)), Rule::Component));
                } else {
                    let of = members(side, programme, row, left);
                    let of = of.into_iter().map(|(one, left)| add(one, left)).collect();
                    let title = row.title(programme).to_owned();
                    asks.push((Ask::OneOf(of), Rule::OneOf(title)));
                }
            }
            _ => {
                let left = if component.repeatable && !initial {
                    component.minutes
                } else {
                    untouched
                };
                free.push(add(component, left));
            }
        }
    }
    let rest = remaining.less(named);
    if rest > Minutes::ZERO {
        asks.push((Ask::AtLeast(rest, free), Rule::InAll(rest)));
    }
}

/// The members of a group that could meet it, with what is left of each.
fn members<'a>(
    side: &Side,
    programme: &'a Programme,
    row: &Row,
    left: Minutes,
) -> Vec<(&'a Component, Minutes)> {
    let begun = row.part(programme);
    if row.done + row.recognised > Minutes::ZERO {
        return vec![(begun, left)];
    }
    let code = row.code(programme);
    let track = side.standing.track;
    let is_one = |one: &&Component| {
        matches!(&one.need, Need::OneOf(group) if group == code)
            && one.is_on(track)
            && one.is_for(side.subject, side.school_phase, track)
    };
    let fitting = programme.components.iter().filter(is_one);
    let found: Vec<_> = fitting.map(|one| (one, one.minutes)).collect();
    match found.is_empty() {
        true => vec![(begun, left)],
        false => found,
    }
}

/// What stands for what, the most where two agreements say it of the same two.
fn covers(sides: &[Side], places: &[Place], day: Date) -> Vec<Cover> {
    let mut found: Vec<Cover> = Vec::new();
    let mut keep = |from: usize, to: usize, share: u8| {
        let minutes = Minutes(places[from].part.left.0 * i32::from(share.min(100)) / 100);
        let both = |known: &&mut Cover| known.from == from && known.to == to;
        match found.iter_mut().find(both) {
            Some(known) => known.minutes = known.minutes.max(minutes),
            None if minutes > Minutes::ZERO => found.push(Cover { from, to, minutes }),
            None => {}
        }
    };
    let names: Vec<String> = sides.iter().map(|side| fold(side.name)).collect();
    for (at, side) in sides.iter().enumerate() {
        for agreed in side.agreed {
            let institution = fold(&agreed.institution);
            let giver = names.iter().position(|name| *name == institution);
            let holds = day >= agreed.from && agreed.until.is_none_or(|until| day <= until);
            let Some(giver) = giver.filter(|giver| holds && *giver != at) else {
                continue;
            };
            let title = fold(&agreed.title);
            let from = places.iter().position(|place| {
                place.side == giver
                    && (place.component.code.eq_ignore_ascii_case(&agreed.session)
                        || fold(&place.component.title) == title)
            });
            let to = places
                .iter()
                .position(|place| place.side == at && place.component.code == agreed.component);
            if let (Some(from), Some(to)) = (from, to) {
                keep(from, to, agreed.share);
            }
        }
    }
    for (from, one) in places.iter().enumerate() {
        for (to, other) in places.iter().enumerate() {
            let body = |place: &Place| place.component.accredited_by.clone();
            let same = one.side != other.side
                && one.component.code == other.component.code
                && body(one).is_some()
                && body(one) == body(other);
            if same {
                keep(from, to, 100);
            }
        }
    }
    found
}

/// Tells what was found, piece by piece.
fn pieces(places: &[Place], asks: &[Ask], rules: &[Rule], found: &Least) -> Vec<Piece> {
    let asked = |place: usize| {
        asks.iter().zip(rules).find(|(ask, _)| match ask {
            Ask::Whole(only) => *only == place,
            Ask::OneOf(of) | Ask::AtLeast(_, of) => of.contains(&place),
        })
    };
    let mut told = vec![Minutes::ZERO; places.len()];
    let mut stands: Vec<Vec<Stands>> = places.iter().map(|_| Vec::new()).collect();
    for cover in &found.by {
        let to = &places[cover.to];
        let minutes = cover.minutes.min(to.part.left.less(told[cover.to]));
        if minutes > Minutes::ZERO && asked(cover.to).is_some() {
            told[cover.to] += minutes;
            stands[cover.from].push(Stands {
                side: to.side,
                component: to.component.title.clone(),
                minutes,
            });
        }
    }
    let all = places.iter().zip(&found.train).zip(stands).enumerate();
    all.filter(|(_, ((_, minutes), _))| **minutes > Minutes::ZERO)
        .map(|(at, ((place, minutes), stands_for))| Piece {
            side: place.side,
            code: place.component.code.clone(),
            title: place.component.title.clone(),
            minutes: *minutes,
            rule: asked(at).map_or(Rule::Elsewhere, |(_, rule)| rule.clone()),
            stands_for,
        })
        .collect()
}
