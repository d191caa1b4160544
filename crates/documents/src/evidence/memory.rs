//! Tells how much memory a picture takes beside its pixels while it is decoded.
//!
//! Owns the walk along a JPEG's headers. It never decodes.

/// The frames that come in several passes: all of their waves are held until the last.
const IN_PASSES: [u8; 4] = [0xC2, 0xC6, 0xCA, 0xCE];

/// Bytes of one wave.
const WAVE: u64 = 2;

/// How much a JPEG takes beside its pixels. Nothing where it comes in one pass.
pub(super) fn of_jpeg(bytes: &[u8]) -> u64 {
    let mut at = 2;
    while let Some(&[0xFF, mark, high, low]) = bytes.get(at..at + 4) {
        let length = usize::from(u16::from_be_bytes([high, low]));
        if IN_PASSES.contains(&mark) {
            return waves(bytes.get(at + 4..).unwrap_or_default());
        }
        // Fill bytes may stand before a mark; the scan is where headers end.
        match mark {
            0xFF => at += 1,
            0xDA => return 0,
            _ => at += 2 + length.max(2),
        }
    }
    0
}

/// Reads a frame: its depth, height, width, and for each colour how finely it is kept.
fn waves(frame: &[u8]) -> u64 {
    let [_, h1, h2, w1, w2, _, colours @ ..] = frame else {
        return u64::MAX;
    };
    let side = |high: &u8, low: &u8| u64::from(u16::from_be_bytes([*high, *low])).div_ceil(8) * 8;
    let count = usize::from(frame[5]);
    let fine = |colour: &[u8]| {
        let factors = colour.get(1).copied().unwrap_or(0x11);
        (u64::from(factors >> 4), u64::from(factors & 15))
    };
    let factors: Vec<(u64, u64)> = colours.chunks(3).take(count).map(fine).collect();
    let most = |all: &dyn Fn(&(u64, u64)) -> u64| factors.iter().map(all).max().unwrap_or(1).max(1);
    let finest = most(&|one| one.0) * most(&|one| one.1);
    let shares: u64 = factors.iter().map(|(across, down)| across * down).sum();
    side(h1, h2) * side(w1, w2) * shares.max(1) / finest * WAVE
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [u8; 6] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 2];

    fn frame(mark: u8, sides: [u8; 4], factors: [u8; 3]) -> Vec<u8> {
        let mut told = HEADER.to_vec();
        told.extend([0xFF, mark, 0, 17, 8]);
        told.extend(sides);
        told.push(3);
        for (number, factor) in (1..).zip(factors) {
            told.extend([number, factor, 0]);
        }
        told
    }

    #[test]
    fn only_a_photograph_in_several_passes_takes_more_than_its_pixels() {
        let sides = [0x03, 0xE8, 0x07, 0xD0];
        for (mark, factors, told) in [
            (0xC0, [0x22, 0x11, 0x11], 0),
            (0xC2, [0x22, 0x11, 0x11], 1_000 * 2_000 * 3),
            (0xC2, [0x11, 0x11, 0x11], 1_000 * 2_000 * 6),
        ] {
            assert_eq!(
                of_jpeg(&frame(mark, sides, factors)),
                told,
                "{mark:x} {factors:?}"
            );
        }
    }

    #[test]
    fn a_header_that_is_cut_short_takes_nothing_or_everything_and_never_falls_over() {
        let whole = frame(0xC2, [0xFF; 4], [0xFF, 0x00, 0x11]);
        for end in 0..whole.len() {
            of_jpeg(&whole[..end]);
        }
        assert_eq!(of_jpeg(b"\xFF\xD8"), 0);
    }
}
