//! Leads through a list that is longer than a page.
//!
//! Owns the word `Pages`. It never counts what the reader may not see.

use maud::{Markup, html};

use super::{address::Address, words};

/// Where a reader is in a list.
#[derive(Debug, Clone, Copy)]
pub struct Pages<'a> {
    /// The address of the list with everything that it asks.
    pub of: &'a Address,
    /// What is counted, one and many.
    pub what: (&'a str, &'a str),
    /// The page, counted from 1.
    pub page: usize,
    /// How many stand on a page.
    pub size: usize,
    /// How many there are.
    pub count: usize,
}

impl Pages<'_> {
    /// How many pages there are, one at least.
    #[must_use]
    pub fn last(&self) -> usize {
        self.count.div_ceil(self.size).max(1)
    }

    /// The page that is shown: the last one where a later one is asked for.
    #[must_use]
    pub fn here(&self) -> usize {
        self.page.clamp(1, self.last())
    }

    /// The places in the list that stand on this page.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        let from = (self.here() - 1) * self.size;
        from..(from + self.size).min(self.count)
    }
}

/// Says how much of the list is shown: "1 to 50 of 5,000 mentors".
#[must_use]
pub fn shown(pages: &Pages) -> Markup {
    let range = pages.range();
    let what = if pages.count == 1 {
        pages.what.0
    } else {
        pages.what.1
    };
    html! {
        @if pages.count > pages.size {
            (words::count(range.start + 1)) " to " (words::count(range.end)) " of "
        }
        strong { (words::count(pages.count)) } " " (what)
    }
}

/// Draws the way to the other pages, where there are any.
#[must_use]
pub fn pages(pages: &Pages) -> Markup {
    let (here, last) = (pages.here(), pages.last());
    let to = |page: usize| match page {
        1 => pages.of.clone().without("page"),
        page => pages.of.clone().with("page", page),
    };
    html! {
        @if last > 1 {
            nav.pages aria-label="Pages" {
                @if here > 1 { a rel="prev" href=(to(here - 1)) { "Previous" } }
                ol {
                    @for page in listed(here, last) {
                        li {
                            @match page {
                                None => span { "…" },
                                Some(page) => a href=(to(page)) aria-label={ "Page " (page) }
                                    aria-current=[(page == here).then_some("page")] { (page) },
                            }
                        }
                    }
                }
                @if here < last { a rel="next" href=(to(here + 1)) { "Next" } }
            }
        }
    }
}

/// The first, the last and those around this one; nothing where some are left out.
fn listed(here: usize, last: usize) -> Vec<Option<usize>> {
    let mut listed = Vec::new();
    let mut before = 0;
    for page in 1..=last {
        if page == 1 || page == last || page.abs_diff(here) <= 1 {
            if page > before + 1 {
                listed.push(None);
            }
            listed.push(Some(page));
            before = page;
        }
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_the_neighbours_are_listed() {
        assert_eq!(listed(1, 2), [Some(1), Some(2)]);
        assert_eq!(
            listed(5, 100),
            [Some(1), None, Some(4), Some(5), Some(6), None, Some(100)]
        );
    }

    #[test]
    fn a_page_beyond_the_last_is_the_last() {
        let of = Address::of("/person/l51");
        let pages = Pages {
            of: &of,
            what: ("mentor", "mentors"),
            page: 9,
            size: 50,
            count: 120,
        };
        assert_eq!((pages.here(), pages.range()), (3, 100..120));
        assert_eq!(
            shown(&pages).into_string(),
            "101 to 120 of <strong>120</strong> mentors"
        );
        let none = Pages { count: 0, ..pages };
        assert_eq!((none.here(), none.range()), (1, 0..0));
    }
}
