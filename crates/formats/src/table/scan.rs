//! Keeps the walk over a table's bytes that finds where rows, quotations and blank lines are.
//! Owns no words of its own.
//! Never keeps what it walks over; it follows the same rules as the reader of rows.

/// Where the walk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    RowStart,
    /// After a carriage return, whose line feed belongs to it.
    Return,
    CellStart,
    Cell,
    Quotation,
    /// After a quotation mark inside a quotation: it was doubled or it was the end.
    QuotationEnd,
}

/// The longest that one row may be, in bytes.
const LONGEST_ROW: u64 = 1_000_000;

/// The walk and what it has found.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    at: At,
    delimiter: u8,
    line: u64,
    row: u64,
    row_line: u64,
    row_bytes: u64,
    quote: (u64, u64),
    /// The rows that have anything in them, the first one among them.
    pub(super) records: u64,
    /// The lines that have nothing on them.
    pub(super) blank_lines: u64,
    /// The row that is too long and the line on which it begins.
    pub(super) too_long: Option<(u64, u64)>,
}

impl Scan {
    pub(super) fn new(delimiter: u8) -> Scan {
        Scan {
            at: At::RowStart,
            delimiter,
            line: 1,
            row: 1,
            row_line: 1,
            row_bytes: 0,
            quote: (0, 0),
            records: 0,
            blank_lines: 0,
            too_long: None,
        }
    }

    /// Walks over a piece and calls `blank` with the place of each blank line's end in it.
    pub(super) fn walk(&mut self, piece: &[u8], mut blank: impl FnMut(usize)) {
        let mut index = 0;
        while index < piece.len() {
            let rest = &piece[index..];
            // Inside a cell nearly every byte is plain; those are passed over in one stride.
            let plain = match self.at {
                At::Cell => rest
                    .iter()
                    .position(|byte| *byte == self.delimiter || *byte == b'\n' || *byte == b'\r')
                    .unwrap_or(rest.len()),
                At::Quotation => rest
                    .iter()
                    .position(|byte| *byte == b'"' || *byte == b'\n')
                    .unwrap_or(rest.len()),
                _ => 0,
            };
            self.row_bytes += plain as u64;
            index += plain;
            if let Some(byte) = piece.get(index) {
                if self.step(*byte) {
                    blank(index);
                }
                index += 1;
            }
            if self.row_bytes > LONGEST_ROW && self.too_long.is_none() {
                self.too_long = Some((self.row, self.row_line));
            }
        }
    }

    /// Takes one byte and tells whether it ended a blank line.
    fn step(&mut self, byte: u8) -> bool {
        let ends_line = byte == b'\n' || byte == b'\r';
        let after_return = self.at == At::Return;
        if byte == b'\r' || (byte == b'\n' && !after_return) {
            self.line += 1;
        }
        self.row_bytes += 1;
        self.at = match self.at {
            At::Return if byte == b'\n' => {
                self.begin_row();
                At::RowStart
            }
            At::RowStart | At::Return if ends_line => {
                self.blank_lines += 1;
                self.row += 1;
                self.begin_row();
                self.at = self.after_row(byte);
                return true;
            }
            At::RowStart | At::Return | At::CellStart => match byte {
                b'"' => {
                    self.quote = (self.line, self.row);
                    At::Quotation
                }
                byte if byte == self.delimiter => At::CellStart,
                _ if ends_line => self.end_row(byte),
                _ => At::Cell,
            },
            At::Cell | At::QuotationEnd => match byte {
                b'"' if self.at == At::QuotationEnd => At::Quotation,
                byte if byte == self.delimiter => At::CellStart,
                _ if ends_line => self.end_row(byte),
                _ => At::Cell,
            },
            At::Quotation if byte == b'"' => At::QuotationEnd,
            At::Quotation => At::Quotation,
        };
        false
    }

    fn end_row(&mut self, byte: u8) -> At {
        self.records += 1;
        self.row += 1;
        self.begin_row();
        self.after_row(byte)
    }

    fn begin_row(&mut self) {
        self.row_bytes = 0;
        self.row_line = self.line;
    }

    fn after_row(&self, byte: u8) -> At {
        if byte == b'\r' {
            At::Return
        } else {
            At::RowStart
        }
    }

    /// Ends the walk, and tells the line and the row of a quotation that is still open.
    pub(super) fn finish(&mut self) -> Option<(u64, u64)> {
        match self.at {
            At::RowStart | At::Return => None,
            At::Quotation => Some(self.quote),
            At::CellStart | At::Cell | At::QuotationEnd => {
                self.records += 1;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of up to five letters in which anything can go wrong.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        (0..5_usize.pow(5)).map(|mut number| {
            let mut text = Vec::new();
            while number > 0 {
                text.push(b"a,\"\n\r"[number % 5]);
                number /= 5;
            }
            text
        })
    }

    #[test]
    fn the_walk_and_the_reader_of_rows_count_alike() {
        for text in texts() {
            let mut scan = Scan::new(b',');
            for byte in &text {
                scan.walk(std::slice::from_ref(byte), |_| {});
            }
            let mut in_one_piece = Scan::new(b',');
            in_one_piece.walk(&text, |_| {});
            let open = scan.finish().is_some();
            assert_eq!(open, in_one_piece.finish().is_some());
            assert_eq!(scan.blank_lines, in_one_piece.blank_lines);
            if !open {
                let mut reader = crate::table::rows::reader(text.as_slice(), b',');
                let records = reader.byte_records().count() as u64;
                let shown = String::from_utf8_lossy(&text);
                assert_eq!(scan.records, records, "{shown:?}");
                assert_eq!(in_one_piece.records, records, "{shown:?}");
            }
        }
    }
}
