//! Reads rows that somebody pasted from a spreadsheet, or sent as CSV or as a workbook, whatever their columns.
//!
//! Owns no words of its own. It never says what a cell means.

use crate::{
    join_log::{lines, text},
    workbook,
};

/// Reads the rows with their cells; rows without any words are left out.
///
/// # Refuses
/// A workbook that cannot be read, is too large, or is of the kind before 2007, with what to do instead.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, &'static str> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(
            "This workbook is locked or of an old kind. Save it as .xlsx without a password, or paste its rows.",
        );
    }
    let all = match bytes.starts_with(b"PK\x03\x04") {
        true => workbook::rows(bytes)?,
        false => lines(&text(bytes)).collect(),
    };
    let trimmed = |row: Vec<String>| -> Vec<String> {
        let cells = row.iter();
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    Ok(all
        .into_iter()
        .map(trimmed)
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_whether_they_are_pasted_or_sent() {
        let pasted = "Amina\tKhan\tamina@birch.example\n\n  Ben \tOkoro\t\n";
        let found = rows(pasted.as_bytes()).expect("rows");
        assert_eq!(
            found,
            [
                ["Amina", "Khan", "amina@birch.example"],
                ["Ben", "Okoro", ""]
            ]
        );
        let sent = b"email\r\n\"Khan, Amina\",1000001\r\n";
        let found = rows(sent).expect("rows");
        assert_eq!(found, [vec!["email"], vec!["Khan, Amina", "1000001"]]);
        for no_workbook in [&b"PK\x03\x04rest"[..], b"\xD0\xCF\x11\xE0rest"] {
            let refused = rows(no_workbook).expect_err("no workbook");
            assert!(refused.starts_with("This workbook"), "{refused}");
        }
        assert_eq!(rows(b""), Ok(Vec::new()));
    }
}
