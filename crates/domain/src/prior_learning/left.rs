//! Finds how much of a component is left to recognise, and what earlier training might take off.
//!
//! Owns the words `left` and `Hope`. It never grants anything.

use super::{Equivalence, Item, ItemId, proposals};
use crate::{
    Minutes,
    programme::{Need, Reach},
    standing::{Asked, Standing},
};

/// How many minutes of a component can still be recognised.
///
/// # Rule
/// Product rules 9 and 10: never more than is left of it, nor of everything that is asked; nothing of
/// a local component or of one that nobody asks for.
#[must_use]
pub fn left(standing: &Standing, code: &str) -> Minutes {
    let Some(programme) = standing.programme.as_deref() else {
        return Minutes::ZERO;
    };
    let Some(at) = programme.place_of(code) else {
        return Minutes::ZERO;
    };
    let component = &programme.components[at];
    if component.reach == Reach::Local {
        return Minutes::ZERO;
    }
    let row = standing.components.iter().find(|row| {
        let same = usize::from(row.component) == at;
        same || (row.asked == Asked::OneOf
            && component.need == Need::OneOf(row.code(programme).to_owned()))
    });
    let Some(row) = row else {
        return Minutes::ZERO;
    };
    let of_it = row
        .remaining
        .unwrap_or_else(|| component.minutes.less(row.done + row.recognised))
        .min(component.minutes);
    standing.remaining.map_or(of_it, |all| of_it.min(all))
}

/// What an item might take off, before anybody has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hope {
    /// The item.
    pub item: ItemId,
    /// The code of the component.
    pub component: String,
    /// How many minutes of it.
    pub minutes: Minutes,
}

/// Finds what earlier training might take off by what was agreed: each item for one component, and no
/// component for more than is left of it after the items before.
#[must_use]
pub fn hopes(items: &[Item], agreed: &[Equivalence], left: impl Fn(&str) -> Minutes) -> Vec<Hope> {
    let mut found: Vec<Hope> = Vec::new();
    for item in items {
        let still = |code: &str| {
            let hoped = found.iter().filter(|hope| hope.component == code);
            left(code).less(hoped.map(|hope| hope.minutes).sum())
        };
        let best = proposals(item, agreed, still).into_iter().next();
        if let Some(best) = best {
            found.push(Hope {
                item: item.id,
                component: best.by.component.clone(),
                minutes: best.minutes,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{person::PersonId, prior_learning::ItemKind};

    fn agreed(session: &str, component: &str) -> Equivalence {
        Equivalence {
            institution: "Hope".to_owned(),
            session: session.to_owned(),
            title: session.to_owned(),
            component: component.to_owned(),
            share: 100,
            from: date(2024, 9, 1),
            until: None,
            agreed_by: "Helen Marsh".to_owned(),
            source: "Meeting of the group".to_owned(),
            version: 1,
        }
    }

    fn item(number: u128, session: &str) -> Item {
        Item {
            id: ItemId(Uuid::from_u128(number)),
            person: PersonId(Uuid::from_u128(9)),
            kind: ItemKind::Provider,
            title: session.to_owned(),
            given_by: "Hope".to_owned(),
            session: None,
            held_on: date(2025, 3, 4),
            minutes: Minutes(60),
            evidence: true,
        }
    }

    #[test]
    fn two_items_never_take_more_off_a_component_than_is_left_of_it() {
        let map = [agreed("A", "coaching"), agreed("B", "coaching")];
        let items = [item(1, "A"), item(2, "B"), item(3, "C"), item(4, "A")];
        let found = hopes(&items, &map, |_| Minutes(90));
        let told: Vec<(u128, i32)> = found
            .iter()
            .map(|hope| (hope.item.0.as_u128(), hope.minutes.0))
            .collect();
        assert_eq!(told, [(1, 60), (2, 30)]);
    }
}
