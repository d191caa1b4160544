//! Writes standings for spreadsheets: one line a mentor.
//!
//! Owns nothing of its own: the columns stand beside those of the office's list. It never reckons.

use std::io::{self, Write};

use actions::standing::{Standings, standing_list};

/// Writes a first line of names and a line a mentor.
pub(super) fn write(standings: &Standings, mut out: impl Write) -> io::Result<()> {
    out.write_all(&standing_list(standings).csv()?)?;
    out.flush()
}
