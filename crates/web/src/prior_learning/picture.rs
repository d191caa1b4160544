//! Draws how far institutions' training covers a provider's components, or the parts of a group.
//!
//! Owns the word `Cover`. It never says more than was agreed.

use domain::{Date, prior_learning::Equivalence};
use maud::{Markup, html};

use crate::parts::words::counted;

/// What the picture is of.
pub(super) struct Cover<'a> {
    /// The institutions, by name.
    pub(super) institutions: &'a [String],
    /// What is covered, by code and title.
    pub(super) components: &'a [(String, String)],
    /// What was agreed.
    pub(super) agreed: Vec<&'a Equivalence>,
    /// The day of which it speaks.
    pub(super) on: Date,
}

impl Cover<'_> {
    fn strength(&self, institution: &str, component: &str) -> Option<u8> {
        let all = self.agreed.iter().copied();
        actions::prior_learning::strength(all, (institution, component), self.on)
    }
}

/// Institutions by components: the fuller a cell, the larger the share. A dash is a gap.
pub(super) fn picture(cover: &Cover) -> Markup {
    let caption = "How much of each component the institutions’ sessions stand for";
    html! {
        h2 { "Where there is cover, and where there are gaps" }
        div.heat role="region" aria-label=(caption) tabindex="0" {
            table {
                caption.unseen { (caption) }
                thead {
                    tr {
                        th scope="col" { "Institution" }
                        @for (at, (_, title)) in cover.components.iter().enumerate() {
                            th scope="col" title=(title) { (at + 1) span.unseen { " " (title) } }
                        }
                    }
                }
                tbody {
                    @for institution in cover.institutions {
                        tr {
                            th scope="row" { (institution) }
                            @for (code, _) in cover.components {
                                @match cover.strength(institution, code) {
                                    None => td { "–" span.unseen { " no agreement" } },
                                    Some(share) => td class={ "h" (warmth(share)) } { (share) "%" },
                                }
                            }
                        }
                    }
                }
            }
        }
        p.heat-key { "A cell says how much of a session’s time stands for the component; a dash says that nothing is agreed." }
        ul.plain { @for (at, (code, title)) in cover.components.iter().enumerate() {
            @let covered = cover.institutions.iter().filter(|one| cover.strength(one, code).is_some()).count();
            li.plain-line { (at + 1) ". " (title) ": " @if covered == 0 { strong { "a gap" } } @else { (counted(covered, "institution", "institutions")) } }
        } }
    }
}

fn warmth(share: u8) -> u8 {
    (share / 25).max(1)
}
