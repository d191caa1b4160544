//! Keeps the checks of form that need the whole programme at hand.
//! Owns no words of its own.
//! Never says whether a programme is good, only whether its parts name one another rightly.

use super::{Component, Need, Problem, Programme};

/// Checks that every track, group and half term that a component names is declared.
pub(super) fn check(programme: &Programme) -> Result<(), Problem> {
    for component in &programme.components {
        let problem = |rest: String| {
            Err(Problem {
                line: component.line,
                sentence: format!("component {:?} {rest}", component.code),
            })
        };
        for track in &component.tracks {
            if !programme.tracks.iter().any(|known| known.name == *track) {
                return problem(format!(
                    "is on the track {track:?}, which this programme does not have; add a [[track]] of that name."
                ));
            }
        }
        if component.half_term.is_some() && programme.half_terms.is_empty() {
            return problem(
                "falls in a half term, but this programme gives no [[half_term]] dates.".into(),
            );
        }
        if let Need::OneOf(group) = &component.need {
            if !programme.groups.iter().any(|known| known.code == *group) {
                return problem(format!(
                    "is one of {group:?}, which is not declared; add a [[group]] with that code."
                ));
            }
            if let Some(first) = first_member(programme, group)
                && first.minutes != component.minutes
            {
                return problem(format!(
                    "has minutes = {}, but {:?} of the same group has {}; members of a group are equally long.",
                    component.minutes, first.code, first.minutes
                ));
            }
        }
    }
    Ok(())
}

fn first_member<'a>(programme: &'a Programme, group: &str) -> Option<&'a Component> {
    programme
        .components
        .iter()
        .find(|component| matches!(&component.need, Need::OneOf(of) if of == group))
}
