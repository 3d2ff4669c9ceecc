//! Bitmaps over a stretch of the text: for each byte a bit that says whether it ends a run of
//! digits, a run of plain text, or a run of spaces.
//!
//! This is the one place that looks at bytes in bulk, with vectors of sixteen. The cursor asks for
//! the bits from an offset on and finds the end of a run by counting zeros: no loop, and no branch
//! on the length of a name or a number. A window has a fixed length and moves with the cursor, so
//! a long text needs no more memory than a short one.

use wide::u8x16;

/// Bytes in a block: one bit for each in a word.
const BLOCK: usize = 64;

/// Blocks in a window. One more is looked at, so that bits can be had from any place of it.
const BLOCKS: usize = 512;

/// Bytes in a window. A power of two, so that a place in it is found by cutting bits off.
const LENGTH: usize = BLOCK * BLOCKS;

/// The number of bits that can be read from any place on: a word less those before the place in its
/// byte.
pub(super) const BITS: usize = 57;

/// A bit for each byte, by the byte: a word can be read from any of them on, so that there is but
/// one load and one shift between a place and what is known of it.
type Bitmap = [u8; LENGTH / 8 + 8];

pub(super) struct Window {
    /// The offset of its first byte: a multiple of its length.
    base: usize,
    /// Whatever is no digit.
    ends_digits: Bitmap,
    /// What ends plain text in a string: a quote, a backslash, a control character.
    ends_text: Bitmap,
    /// Whatever is no space. Compact texts never ask, so it is made when it is first asked for.
    ends_space: Bitmap,
    has_space: bool,
}

impl Window {
    pub(super) fn new() -> Self {
        Self {
            base: 0,
            ends_digits: [0; LENGTH / 8 + 8],
            ends_text: [0; LENGTH / 8 + 8],
            ends_space: [0; LENGTH / 8 + 8],
            has_space: false,
        }
    }

    /// Moves the window to the byte `at`.
    pub(super) fn open(&mut self, text: &[u8], at: usize) {
        self.base = at - at % LENGTH;
        self.has_space = false;
        let rest = text.get(self.base..).unwrap_or_default();
        let (digits, _) = self.ends_digits.as_chunks_mut();
        let (text, _) = self.ends_text.as_chunks_mut();
        each_block(
            rest,
            digits.iter_mut().zip(text),
            |block, (digits, text)| {
                *digits = ends_digits(block).to_le_bytes();
                *text = ends_text(block).to_le_bytes();
            },
        );
    }

    #[cold]
    #[inline(never)]
    fn move_to(&mut self, text: &[u8], at: usize) {
        self.open(text, at);
    }

    #[cold]
    #[inline(never)]
    fn find_spaces(&mut self, text: &[u8]) {
        self.has_space = true;
        let rest = text.get(self.base..).unwrap_or_default();
        let (words, _) = self.ends_space.as_chunks_mut();
        each_block(rest, words.iter_mut(), |block, word| {
            *word = ends_space(block).to_le_bytes();
        });
    }

    #[inline(always)]
    fn reach(&mut self, text: &[u8], at: usize) {
        if at.wrapping_sub(self.base) >= LENGTH {
            self.move_to(text, at);
        }
    }

    /// The bits from `at` on, of what is no digit: at least [`BITS`] of them, and noughts.
    #[inline(always)]
    pub(super) fn digits(&mut self, text: &[u8], at: usize) -> u64 {
        self.reach(text, at);
        bits(&self.ends_digits, at)
    }

    /// The bits from `at` on, of what ends plain text.
    #[inline(always)]
    pub(super) fn plain(&mut self, text: &[u8], at: usize) -> u64 {
        self.reach(text, at);
        bits(&self.ends_text, at)
    }

    /// The bits from `at` on, of what is no space.
    #[inline(always)]
    pub(super) fn spaces(&mut self, text: &[u8], at: usize) -> u64 {
        self.reach(text, at);
        if !self.has_space {
            self.find_spaces(text);
        }
        bits(&self.ends_space, at)
    }
}

/// The bits from `at` on. Cutting off instead of checking is what makes it cheap: the caller has
/// seen to it that `at` is in the window.
#[inline(always)]
fn bits(map: &Bitmap, at: usize) -> u64 {
    let index = at % LENGTH / 8;
    let word = map[index..].first_chunk().copied().unwrap_or_default();
    u64::from_le_bytes(word) >> (at % 8)
}

/// Calls `write` for each block of the window that begins with `rest`. Behind the end of the text
/// every run ends: there the blocks are noughts, which are neither digit nor text nor space.
#[inline(always)]
fn each_block<W>(
    rest: &[u8],
    mut words: impl Iterator<Item = W>,
    mut write: impl FnMut(&[u8; BLOCK], W),
) {
    let (blocks, tail) = rest.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    if let Some(last) = last.get_mut(..tail.len()) {
        last.copy_from_slice(tail);
    }
    let mut blocks = blocks.iter();
    // Which of the two runs out first is not the same for a long text and a short one.
    for block in blocks.by_ref().take(BLOCKS + 1) {
        let Some(word) = words.next() else { return };
        write(block, word);
    }
    for block in [&last, &[0; BLOCK]] {
        let Some(word) = words.next() else { return };
        write(block, word);
    }
}

#[inline(always)]
fn ends_digits(block: &[u8; BLOCK]) -> u64 {
    // What is below the digits wraps around to far above them.
    !mask(block, |bytes| {
        let value = bytes - u8x16::splat(b'0');
        value.min(u8x16::splat(9)).simd_eq(value)
    })
}

#[inline(always)]
fn ends_text(block: &[u8; BLOCK]) -> u64 {
    mask(block, |bytes| {
        let control = bytes.min(u8x16::splat(0x1f)).simd_eq(bytes);
        let quote = bytes.simd_eq(u8x16::splat(b'"'));
        let backslash = bytes.simd_eq(u8x16::splat(b'\\'));
        control | quote | backslash
    })
}

#[inline(always)]
fn ends_space(block: &[u8; BLOCK]) -> u64 {
    !mask(block, |bytes| {
        let is = |byte| bytes.simd_eq(u8x16::splat(byte));
        is(b' ') | is(b'\n') | is(b'\r') | is(b'\t')
    })
}

/// A bit for each byte of the block for which the vector has all bits set.
#[inline(always)]
fn mask(block: &[u8; BLOCK], test: impl Fn(u8x16) -> u8x16) -> u64 {
    let (parts, _) = block.as_chunks::<16>();
    parts.iter().rev().fold(0, |mask, part| {
        mask << 16 | u64::from(test(u8x16::from(*part)).to_bitmask())
    })
}
