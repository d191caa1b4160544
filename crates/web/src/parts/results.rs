//! Draws the search box of every page, and what a search found, kind by kind.
//!
//! Owns the words `Results` and `Result line`. It never searches.

use maud::{Markup, html};

/// Things of one kind that were found.
#[derive(Debug, Clone)]
pub struct Results<'a> {
    /// What they are.
    pub heading: &'a str,
    /// The best, in their order.
    pub lines: Vec<Line>,
    /// How many there are.
    pub all: usize,
    /// Where the rest is listed, if it is.
    pub rest: Option<String>,
}

/// One thing that was found.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Where it is shown; nothing where no page shows it.
    pub address: Option<String>,
    /// What tells it from others of its name.
    pub more: String,
}

/// Draws the search box that stands on every page; its name tells it from any other.
#[must_use]
pub fn search_box(id: &str, asked: &str, name: &str) -> Markup {
    html! {
        form.seek method="get" action="/search" role="search" aria-label=(name) {
            label for=(id) { "Search" }
            input id=(id) name="q" type="search" value=(asked) autocomplete="off" maxlength="80";
            button type="submit" {
                svg viewBox="0 0 16 16" aria-hidden="true" { path d="M7 2a5 5 0 1 0 0 10A5 5 0 1 0 7 2M10.5 10.5 15 15" {} }
                span.unseen { "Search" }
            }
        }
    }
}

/// Draws what was found of one kind; nothing where nothing was.
#[must_use]
pub fn results(results: &Results) -> Markup {
    html! {
        @if !results.lines.is_empty() {
            section.results {
                h2 { (results.heading) " " span.quiet { (super::words::count(results.all)) } }
                ul {
                    @for line in &results.lines {
                        li {
                            @match &line.address {
                                Some(address) => a.target href=(address) { (line.name) },
                                None => span.target { (line.name) },
                            }
                            @if !line.more.is_empty() { " " span.quiet.small { (line.more) } }
                        }
                    }
                }
                @if results.all > results.lines.len() {
                    p {
                        @match &results.rest {
                            Some(rest) => a.target href=(rest) { "All " (super::words::count(results.all)) },
                            None => span.quiet { "Add a word to narrow them." },
                        }
                    }
                }
            }
        }
    }
}
