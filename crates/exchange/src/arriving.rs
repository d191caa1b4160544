//! Holds a file that is arriving on this machine's disk until it is whole, so that memory stays free.
//!
//! Owns the word `Arriving`. It never keeps more than is allowed, and leaves nothing behind.

use std::{
    fs::File,
    io::{self, Read, Seek, Write},
};

/// A file that is arriving. It has no name on the disk, and goes with this value.
#[derive(Debug)]
pub struct Arriving {
    file: File,
    here: u64,
    most: u64,
}

impl Arriving {
    /// Makes room for a file of so many bytes at most.
    ///
    /// # Errors
    /// When the disk has no room.
    pub fn at_most(most: u64) -> io::Result<Arriving> {
        Ok(Arriving {
            file: tempfile::tempfile()?,
            here: 0,
            most,
        })
    }

    /// Adds what came next. What is more than is allowed is counted, and not kept.
    ///
    /// # Errors
    /// When the disk has no room.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.here += bytes.len() as u64;
        match self.is_too_long() {
            true => Ok(()),
            false => self.file.write_all(bytes),
        }
    }

    /// Whether nothing came.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.here == 0
    }

    /// Whether more came than is allowed.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.here > self.most
    }

    /// Reads the whole into memory.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub fn whole(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.here.min(self.most)).unwrap_or(0));
        self.file.rewind()?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arrives_in_pieces_is_whole_in_the_end() {
        let mut arriving = Arriving::at_most(5).expect("room");
        assert!(arriving.is_empty());
        for piece in [&b"ab"[..], b"", b"cde"] {
            arriving.add(piece).expect("kept");
        }
        assert!(!arriving.is_too_long());
        assert_eq!(arriving.whole().expect("read"), b"abcde");
    }

    #[test]
    fn more_than_is_allowed_is_not_kept() {
        let mut arriving = Arriving::at_most(3).expect("room");
        for _ in 0..1_000 {
            arriving.add(&[7; 1_000]).expect("counted");
        }
        assert!(arriving.is_too_long());
        assert!(arriving.whole().expect("read").is_empty());
    }
}
