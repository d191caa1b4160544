//! Writes out statements that take several rows at once.
//!
//! Owns the number of rows a statement takes. It never holds a value.

/// Rows a statement takes: the fastest on the embedded engine, as measured.
pub(crate) const ROWS: usize = 20;

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
