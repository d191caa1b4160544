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

/// Things that a question names at once.
pub(crate) const FEW: usize = 20;

/// Writes `$3, $4, $5` for so many things, after `offset` others.
pub(crate) fn few(offset: usize) -> String {
    let named: Vec<String> = (1..=FEW).map(|at| format!("${}", offset + at)).collect();
    named.join(", ")
}

/// Cuts things into pieces that a question names at once, the last filled up with its last thing.
pub(crate) fn filled<T: Copy>(all: &[T]) -> impl Iterator<Item = [T; FEW]> {
    all.chunks(FEW)
        .map(|piece| std::array::from_fn(|at| piece[at.min(piece.len() - 1)]))
}
