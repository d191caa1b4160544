//! Draws an address as a square that a camera reads.
//!
//! Owns the square. Its address always stands beside it in letters.

use fast_qr::{ECL, QRBuilder};
use maud::{Markup, html};

/// The room that cameras need around the square, in its own small squares.
const QUIET: usize = 4;

/// Draws an address; nothing where it is too long for any square.
#[must_use]
pub fn qr(address: &str, label: &str) -> Markup {
    let Ok(square) = QRBuilder::new(address).ecl(ECL::M).build() else {
        return html! {};
    };
    let size = square.size;
    let mut path = String::new();
    for row in 0..size {
        let dark = (0..size).filter(|column| square[row][*column].value());
        for column in dark {
            path.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
        }
    }
    let whole = size + 2 * QUIET;
    html! {
        svg.qr viewBox={ "0 0 " (whole) " " (whole) } role="img" aria-label=(label) {
            path d=(path) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_square_with_its_three_corners() {
        let drawn = qr("https://mentors.example/sign-in/0123456789abcdef", "Code").0;
        for corner in ["M4 4h1", "M10 4h1", "M4 10h1"] {
            assert!(drawn.contains(corner), "{corner}");
        }
        assert!(drawn.contains("aria-label=\"Code\""));
        assert_eq!(qr(&"x".repeat(10_000), "Code").0, "");
    }
}
