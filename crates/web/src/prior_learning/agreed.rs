//! Lists what was agreed, line by line.
//!
//! Owns the word `Agreements`. It never draws what no longer stands in the map.

use domain::prior_learning::{Equivalence, PartnerSession};
use maud::{Markup, html};

use crate::parts::{
    table::{self, Column, Table},
    words::{amount, day},
};

/// What is listed.
pub(super) struct Agreements<'a> {
    /// What a component is called, by its code.
    pub(super) components: &'a [(String, String)],
    /// The sessions, for their length.
    pub(super) sessions: &'a [PartnerSession],
    /// Each line, and the name of the group that shares it.
    pub(super) lines: Vec<(&'a Equivalence, Option<&'a str>)>,
}

impl Agreements<'_> {
    fn title(&self, code: &str) -> String {
        let known = self.components.iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.to_owned(), |(_, title)| title.clone())
    }

    fn length(&self, of: &Equivalence) -> Markup {
        let mut all = self.sessions.iter();
        let found = all.find(|one| one.institution == of.institution && one.code == of.session);
        html! { @if let Some(session) = found { ", " (amount(session.minutes)) } }
    }
}

/// Draws the list.
pub(super) fn list(of: &Agreements) -> Markup {
    let lines = of.lines.iter().enumerate().map(|(at, (one, group))| table::Line {
        id: format!("agreed-{at}"),
        class: None,
        head: html! {
            (one.title)
            span.hint { (one.institution) (of.length(one)) }
        },
        cells: vec![
            Some(html! { (of.title(&one.component)) @if let Some(group) = group { span.hint { "shared by " (group) } } }),
            Some(html! { (one.share) "\u{a0}%" }),
            Some(html! { "from " (day(one.from)) @if let Some(until) = one.until { " until " (day(until)) } }),
            Some(html! { (one.agreed_by) span.hint { (one.source) @if one.version > 1 { ", version " (one.version) } } }),
        ],
    });
    table::table(&Table {
        caption: "What was agreed",
        columns: &[
            Column::plain("Their session"),
            Column::named("Stands for"),
            Column::named("Share"),
            Column::named("Trained"),
            Column::named("Agreed by"),
        ],
        lines: lines.collect(),
    })
}
