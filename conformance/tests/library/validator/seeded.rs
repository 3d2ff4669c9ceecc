//! Makes random choices that a seed repeats. Bytes are mutated here by the thousand and nothing is
//! shrunk, so `proptest` does not fit.

/// Pieces of JSON that are worth being put anywhere.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\n",
    b"\r\n",
    b"\t",
    b"0",
    b"-",
    b"-0",
    b".",
    b"e",
    b"1e5",
    b"3.0",
    b"3e2",
    b"1e999",
    b"1e-400",
    b"0.7341E34",
    b"01",
    b"null",
    b"true",
    b"false",
    b"\"\"",
    b"{}",
    b"[]",
    b"\0",
    b"\x1f",
    b"\x7f",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\\u0000",
    b"\\ud83d\\ude00",
    b"\\ud83d",
    b"\\ude00",
    b"\\u00",
    b"\\x",
    b"\\/",
    b"\"x\":1,",
    b",\"x\":null",
    b",\"x\":{\"a\":1,\"a\":2}",
    b"\"x\":[[{}]],",
    b"\"\xea\xb0\x80\":\"\xea\xb0\x80\",",
    b"12345678901234567890",
    b"9223372036854775807",
    b"9223372036854775808",
    b"0.0000000000000000001",
];

pub(crate) struct Seeded(u64);

impl Seeded {
    /// Another one each day would be another test; whoever wants one says so.
    pub(crate) fn seed() -> u64 {
        std::env::var("VALIDATOR_SEED")
            .map_or(1, |seed| seed.parse().expect("VALIDATOR_SEED is a number"))
    }

    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// `SplitMix64`.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// The bytes with one to three small changes.
    pub(crate) fn mutated(&mut self, bytes: &[u8], others: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len() + 1);
            let end = (at + 1 + self.below(6)).min(bytes.len());
            match self.below(8) {
                0 => drop(bytes.drain(at..end)),
                1 | 2 => drop(bytes.splice(at..at, self.pick(PIECES).iter().copied())),
                3 => drop(bytes.splice(at..end, self.pick(PIECES).iter().copied())),
                4 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                5 => bytes.truncate(at),
                6 => {
                    let copy = bytes[at..(at + self.below(60)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, copy);
                }
                _ => {
                    let other = &self.pick(others).1;
                    let from = self.below(other.len() + 1);
                    let piece = other[from..(from + self.below(40)).min(other.len())].to_vec();
                    bytes.splice(at..end.max(at), piece);
                }
            }
        }
        bytes
    }
}
