//! Writes out statements that take several rows at once.
//!
//! Owns the number of rows a statement takes. It never holds a value.

/// Pairs that a question asks about at once.
pub(crate) const PAIRS: usize = 20;

/// Values a statement takes at most: past it the embedded engine spends its time finding them.
const VALUES: usize = 260;

/// How many rows of so many columns a statement takes.
pub(crate) const fn rows(columns: usize) -> usize {
    let most = VALUES / columns;
    if most > 20 { 20 } else { most }
}

/// Cuts rows into full statements, and what is left over into statements of one row.
pub(crate) fn pieces<T>(all: &[T], rows: usize) -> impl Iterator<Item = &[T]> {
    let full = all.len() / rows * rows;
    all[..full].chunks(rows).chain(all[full..].chunks(1))
}

/// Writes `($1, $2), ($3, $4)` for so many rows of so many columns.
pub(crate) fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let inside: Vec<String> = (1..=columns)
            .map(|at| format!("${}", row * columns + at))
            .collect();
        format!("({})", inside.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Writes `(a = $1 and b = $2) or (a = $3 and b = $4)` for so many pairs, after `offset` others.
pub(crate) fn pairs(rows: usize, offset: usize, first: &str, second: &str) -> String {
    let pair = |row: usize| {
        let at = offset + row * 2;
        format!("({first} = ${} and {second} = ${})", at + 1, at + 2)
    };
    (0..rows).map(pair).collect::<Vec<_>>().join(" or ")
}
