//! Draws what narrows a list: a form that only changes the address.
//!
//! Owns the word `Filters`. It never remembers anything: the address does.

use maud::{Markup, html};

use super::{
    address::Address,
    form::{self, Field, Offer, Typed},
};

/// What a list can be narrowed by.
#[derive(Debug, Clone)]
pub struct Filters<'a> {
    /// The address of the list as it is asked now.
    pub of: &'a Address,
    /// What the search box searches, such as "Name, TRN or e-mail".
    pub search: &'a str,
    /// The choices: name, label, the word for all, what can be chosen.
    pub by: Vec<By<'a>>,
}

/// One choice by which a list is narrowed.
#[derive(Debug, Clone)]
pub struct By<'a> {
    /// Its name in the address.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// The word for not narrowing.
    pub all: &'a str,
    /// What can be chosen.
    pub offers: Vec<Offer>,
}

/// Draws the form above a list.
#[must_use]
pub fn filters(filters: &Filters) -> Markup {
    let typed = Typed::of(
        filters
            .of
            .asked()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    );
    let own = |name: &str| name == "q" || filters.by.iter().any(|by| by.name == name);
    let narrowed = filters.of.asked().any(|(name, _)| own(name));
    let chosen = filters
        .by
        .iter()
        .any(|by| !filters.of.value(by.name).is_empty());
    let all = filters
        .by
        .iter()
        .fold(filters.of.clone().without("q").without("page"), |of, by| {
            of.without(by.name)
        });
    html! {
        form.filters method="get" action=(filters.of.path()) role="search" aria-label="Narrow the list" {
            @for (name, value) in filters.of.asked() {
                @if !own(name) && name != "page" { input type="hidden" name=(name) value=(value); }
            }
            div.field.is-search {
                label for="q" { (filters.search) }
                input id="q" name="q" type="search" value=(typed.text("q")) autocomplete="off";
            }
            @if !filters.by.is_empty() {
                details.filters-more open[chosen] {
                    summary { "Narrow the list" }
                    div {
                        @for by in &filters.by {
                            (form::select(&Field::of(&typed, by.name, by.label), Some(by.all), &by.offers))
                        }
                    }
                }
            }
            div.buttons {
                button.button type="submit" { "Show" }
                @if narrowed { a.target href=(all) { "Show all" } }
            }
        }
    }
}
