//! Lays a long list out as a dense table where there is room, and as cards where there is not.
//!
//! Owns the words `Heading` and `Item`. It never sorts: each heading is a link that asks for it.

use maud::{Markup, html};

use super::address::Address;

/// A column of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// Its name.
    pub name: &'static str,
    /// The word by which the address asks for this order, if it can be asked for.
    pub sort: Option<&'static str>,
    /// Whether it holds amounts, which stand at the end and are sorted largest first.
    pub is_amount: bool,
    /// Whether a cell says what it is, so that a card can leave the name out.
    pub says_itself: bool,
}

impl Heading {
    /// A column that cannot be sorted by.
    #[must_use]
    pub const fn of(name: &'static str) -> Heading {
        Heading {
            name,
            sort: None,
            is_amount: false,
            says_itself: false,
        }
    }

    /// A column of words by which the list can be sorted.
    #[must_use]
    pub const fn sorts(name: &'static str, sort: &'static str) -> Heading {
        Heading {
            name,
            sort: Some(sort),
            is_amount: false,
            says_itself: false,
        }
    }

    /// The same, with cells that need no name on a card.
    #[must_use]
    pub const fn plain(mut self) -> Heading {
        self.says_itself = true;
        self
    }

    /// A column of amounts by which the list can be sorted.
    #[must_use]
    pub const fn amount(name: &'static str, sort: &'static str) -> Heading {
        Heading {
            name,
            sort: Some(sort),
            is_amount: true,
            says_itself: false,
        }
    }
}

/// One thing in a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is about.
    pub head: Markup,
    /// The other cells, in the order of the headings; blank ones are left out on cards.
    pub cells: Vec<Option<Markup>>,
}

/// A list with its order.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    /// What it lists, for those who hear tables by name.
    pub caption: &'a str,
    /// The columns; the first holds what each row is about.
    pub headings: &'a [Heading],
    /// The address of the list with everything that it asks.
    pub of: &'a Address,
    /// The order in which it stands: a word of a heading, with a hyphen in front where it is turned.
    pub sort: &'a str,
    /// What is listed.
    pub items: Vec<Item>,
}

/// Draws a list.
#[must_use]
pub fn listing(listing: &Listing) -> Markup {
    html! {
        table.table.listing role="table" {
            caption { (listing.caption) }
            thead role="rowgroup" {
                tr role="row" {
                    @for heading in listing.headings { (head(heading, listing)) }
                }
            }
            tbody role="rowgroup" {
                @for item in &listing.items {
                    tr role="row" {
                        th role="rowheader" scope="row" { (item.head) }
                        @for (heading, cell) in listing.headings.iter().skip(1).zip(&item.cells) {
                            td role="cell" class=[heading.is_amount.then_some("n")]
                                data-label=[cell.as_ref().filter(|_| !heading.says_itself).map(|_| heading.name)] {
                                @if let Some(cell) = cell { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn head(heading: &Heading, listing: &Listing) -> Markup {
    let Some(sort) = heading.sort else {
        return html! {
            th.n[heading.is_amount] role="columnheader" scope="col" { (heading.name) }
        };
    };
    let turned = format!("-{sort}");
    let down = match listing.sort {
        by if by == sort => Some(heading.is_amount),
        by if by == turned => Some(!heading.is_amount),
        _ => None,
    };
    let next = if listing.sort == sort {
        turned
    } else {
        sort.to_owned()
    };
    let to = listing.of.clone().without("page").with("sort", next);
    html! {
        th.n[heading.is_amount] role="columnheader" scope="col"
            aria-sort=[down.map(|down| if down { "descending" } else { "ascending" })] {
            a href=(to) {
                (heading.name)
                @if let Some(down) = down {
                    svg viewBox="0 0 10 10" aria-hidden="true" {
                        path d=(if down { "M1 3h8L5 8Z" } else { "M1 8h8L5 3Z" }) {}
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_asks_for_its_order_and_then_for_the_turned_one() {
        let of = Address::of("/person/l51").with("q", "a").with("page", 2);
        let drawn = |sort: &str| {
            listing(&Listing {
                caption: "People",
                headings: &[
                    Heading::sorts("Name", "name"),
                    Heading::amount("Done", "done"),
                ],
                of: &of,
                sort,
                items: Vec::new(),
            })
            .into_string()
        };
        assert!(drawn("done").contains("href=\"/person/l51?q=a&amp;sort=name\""));
        assert!(drawn("name").contains("href=\"/person/l51?q=a&amp;sort=-name\""));
        assert!(drawn("name").contains("aria-sort=\"ascending\""));
        assert!(drawn("done").contains("aria-sort=\"descending\""));
        assert!(drawn("-done").contains("aria-sort=\"ascending\""));
    }
}
