//! Decodes LZMA (lc 0, lp 1, pb 1: for data in steps of two bytes) whose length is known.
//!
//! It runs before the module's constants are in memory, so it has none: tables are worked out.

/// Of each kind of decision, where its probabilities begin. `POSITIONS`: one set for even places, one for odd.
const POSITIONS: usize = 2;
const STATES: usize = 12;
const MATCH: usize = 0;
const AGAIN: usize = MATCH + STATES * POSITIONS;
const AGAIN_FIRST: usize = AGAIN + STATES;
const AGAIN_SECOND: usize = AGAIN_FIRST + STATES;
const AGAIN_THIRD: usize = AGAIN_SECOND + STATES;
const AGAIN_LONG: usize = AGAIN_THIRD + STATES;
const SLOT: usize = AGAIN_LONG + STATES * POSITIONS;
const NEAR: usize = SLOT + 4 * 64;
const ALIGN: usize = NEAR + 128;
const LENGTH: usize = ALIGN + 16;
const LENGTH_AGAIN: usize = LENGTH + LENGTHS;
const LITERAL: usize = LENGTH_AGAIN + LENGTHS;
const ALL: usize = LITERAL + POSITIONS * 0x300;
/// Two choices, then short and middle lengths by position, then long ones.
const LENGTHS: usize = 2 + 2 * POSITIONS * 8 + 256;

/// Fills `out`. Input that is no LZMA gives nonsense, never a panic.
pub(super) fn decode(packed: &[u8], out: &mut [u8]) {
    let mut bits = Bits::of(packed);
    let mut state = 0;
    // The last four distances, less one.
    let mut last = [0; 4];
    let mut at = 0;
    while at < out.len() {
        let position = at % POSITIONS;
        if bits.next(MATCH + state * POSITIONS + position) == 0 {
            let before = |back: usize| at.checked_sub(back + 1).and_then(|it| out.get(it)).copied();
            let hint = if state < 7 { None } else { before(last[0]) };
            let byte = literal(&mut bits, position, hint);
            put(out, at, byte);
            at += 1;
            state = if state < 4 { 0 } else { state - if state < 10 { 3 } else { 6 } };
            continue;
        }
        let long = if state < 7 { 0 } else { 3 };
        let length = if bits.next(AGAIN + state) == 0 {
            let length = bits.length(LENGTH, position);
            let distance = distance(&mut bits, length);
            last = [distance, last[0], last[1], last[2]];
            state = 7 + long;
            length
        } else if repeats_short(&mut bits, state, position, &mut last) {
            state = 9 + long.min(2);
            1
        } else {
            state = 8 + long;
            bits.length(LENGTH_AGAIN, position)
        };
        for _ in 0..length {
            let byte = at.checked_sub(last[0] + 1).and_then(|it| out.get(it)).copied().unwrap_or(0);
            put(out, at, byte);
            at += 1;
        }
    }
}

fn put(out: &mut [u8], at: usize, byte: u8) {
    if let Some(slot) = out.get_mut(at) {
        *slot = byte;
    }
}

/// Which of the last distances comes again; it moves to the front. Whether for a single byte.
fn repeats_short(bits: &mut Bits, state: usize, position: usize, last: &mut [usize; 4]) -> bool {
    let [a, b, c, d] = *last;
    if bits.next(AGAIN_FIRST + state) == 0 {
        return bits.next(AGAIN_LONG + state * POSITIONS + position) == 0;
    }
    *last = if bits.next(AGAIN_SECOND + state) == 0 {
        [b, a, c, d]
    } else if bits.next(AGAIN_THIRD + state) == 0 {
        [c, a, b, d]
    } else {
        [d, a, b, c]
    };
    false
}

/// A byte; `hint` is the one that a repetition would give.
fn literal(bits: &mut Bits, position: usize, hint: Option<u8>) -> u8 {
    let base = LITERAL + 0x300 * position;
    let mut symbol = 1;
    let mut hint = hint.map(usize::from);
    while symbol < 0x100 {
        let bit = match hint {
            None => bits.next(base + symbol),
            Some(byte) => {
                let expected = byte >> 7 & 1;
                let bit = bits.next(base + ((1 + expected) << 8) + symbol);
                hint = (bit == expected).then_some(byte << 1);
                bit
            }
        };
        symbol = symbol << 1 | bit;
    }
    symbol as u8
}

/// How far back a repetition of this length begins, less one.
fn distance(bits: &mut Bits, length: usize) -> usize {
    let slot = bits.tree(SLOT + (length - 2).min(3) * 64, 6);
    if slot < 4 {
        return slot;
    }
    let more = (slot >> 1) - 1;
    let base = (2 | slot & 1) << more;
    if slot < 14 {
        base + bits.reversed(NEAR + base - slot, more)
    } else {
        base + (bits.plain(more - 4) << 4) + bits.reversed(ALIGN, 4)
    }
}

/// The range decoder and what it has learned.
struct Bits<'p> {
    chances: [u16; ALL],
    rest: std::slice::Iter<'p, u8>,
    range: u32,
    code: u32,
}

impl<'p> Bits<'p> {
    fn of(packed: &'p [u8]) -> Bits<'p> {
        let mut bits = Bits { chances: [1024; ALL], rest: packed.iter(), range: u32::MAX, code: 0 };
        for _ in 0..5 {
            bits.shift();
        }
        bits
    }

    fn shift(&mut self) {
        self.code = self.code << 8 | u32::from(self.rest.next().copied().unwrap_or(0));
    }

    /// One decision, which makes its like more likely.
    fn next(&mut self, at: usize) -> usize {
        let Some(chance) = self.chances.get_mut(at) else { return 0 };
        let bound = (self.range >> 11) * u32::from(*chance);
        let bit = self.code >= bound;
        if bit {
            self.range -= bound;
            self.code -= bound;
            *chance -= *chance >> 5;
        } else {
            self.range = bound;
            *chance += (2048 - *chance) >> 5;
        }
        self.fill();
        usize::from(bit)
    }

    fn fill(&mut self) {
        if self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
    }

    fn plain(&mut self, count: usize) -> usize {
        let mut value = 0;
        for _ in 0..count {
            self.range >>= 1;
            let bit = self.code >= self.range;
            if bit {
                self.code -= self.range;
            }
            value = value << 1 | usize::from(bit);
            self.fill();
        }
        value
    }

    fn tree(&mut self, base: usize, count: usize) -> usize {
        let mut node = 1;
        for _ in 0..count {
            node = node << 1 | self.next(base + node);
        }
        node - (1 << count)
    }

    /// The same from the lowest bit up.
    fn reversed(&mut self, base: usize, count: usize) -> usize {
        let (mut node, mut value) = (1, 0);
        for place in 0..count {
            let bit = self.next(base + node);
            node = node << 1 | bit;
            value |= bit << place;
        }
        value
    }

    fn length(&mut self, base: usize, position: usize) -> usize {
        let short = base + 2 + position * 8;
        if self.next(base) == 0 {
            2 + self.tree(short, 3)
        } else if self.next(base + 1) == 0 {
            10 + self.tree(short + POSITIONS * 8, 3)
        } else {
            18 + self.tree(base + 2 + POSITIONS * 16, 8)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use lzma_rust2::{LzmaOptions, LzmaWriter};

    use super::decode;

    fn again(data: &[u8]) -> Vec<u8> {
        let options = LzmaOptions { lc: 0, lp: 1, pb: 1, nice_len: 273, ..LzmaOptions::with_preset(9) };
        let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false).unwrap();
        writer.write_all(data).unwrap();
        let packed = writer.finish().unwrap();
        let mut out = vec![0xff; data.len()];
        decode(&packed, &mut out);
        out
    }

    /// Numbers in steps of two bytes, noise, near and far repetitions.
    fn sample(length: usize) -> Vec<u8> {
        let mut noise = 1_u32;
        let mut data: Vec<u8> = Vec::new();
        while data.len() < length {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let back = (noise >> 8) as usize % (data.len() + 1);
            match noise >> 29 {
                0..3 => data.extend_from_within(data.len() - back..data.len() - back / 2),
                3..5 => data.extend((noise as u16 & 0x3ff).to_le_bytes()),
                5 => data.extend([0; 70]),
                _ => data.extend(noise.to_le_bytes()),
            }
        }
        data.truncate(length);
        data
    }

    #[test]
    fn what_was_packed_comes_back() {
        for length in [0, 1, 2, 3, 17, 1_000, 65_537, 300_000] {
            let data = sample(length);
            assert!(again(&data) == data, "{length} bytes");
        }
        for data in [include_bytes!("lzma.rs").as_slice(), &[7; 100_000]] {
            assert!(again(data) == data);
        }
    }

    #[test]
    fn nonsense_ends() {
        let mut out = vec![0; 10_000];
        decode(&sample(500), &mut out);
        decode(&[0xff; 300], &mut out);
        decode(&[], &mut out);
    }
}
