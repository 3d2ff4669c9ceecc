//! Bitmaps over a stretch of the text: for each byte a bit that says whether it ends a run of
//! digits, a run of plain text, or a run of spaces.
//!
//! It stands apart because this is the one place that looks at bytes in bulk, with vectors of
//! sixteen. The cursor asks for the 64 bits from a place on and finds the end of a run by counting
//! zeros: no loop, and no branch that depends on how long a name or a number is. A window is a
//! fixed stretch that moves with the cursor, so a long text needs no more memory than a short one.

use wide::u8x16;

/// Bytes in a block: one bit for each in a word.
const BLOCK: usize = 64;

/// Blocks in a window. One more is looked at, so that 64 bits can be had from any place of it.
const BLOCKS: usize = 512;

const WORDS: usize = BLOCKS + 1;

/// Bytes in a window. A power of two, so that a place in it is found by cutting bits off.
const LENGTH: usize = BLOCK * BLOCKS;

type Bitmap = [u64; WORDS];

pub(super) struct Window {
    /// Where it begins: a multiple of its length.
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
            ends_digits: [0; WORDS],
            ends_text: [0; WORDS],
            ends_space: [0; WORDS],
            has_space: false,
        }
    }

    /// Makes it the window that holds the byte `at`.
    pub(super) fn open(&mut self, text: &[u8], at: usize) {
        self.base = at - at % LENGTH;
        self.has_space = false;
        let rest = text.get(self.base..).unwrap_or_default();
        let words = self.ends_digits.iter_mut().zip(&mut self.ends_text);
        each_block(rest, words, |block, (digits, text)| {
            (*digits, *text) = (ends_digits(block), ends_text(block));
        });
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
        each_block(rest, self.ends_space.iter_mut(), |block, word| {
            *word = ends_space(block);
        });
    }

    #[inline(always)]
    fn reach(&mut self, text: &[u8], at: usize) {
        if at.wrapping_sub(self.base) >= LENGTH {
            self.move_to(text, at);
        }
    }

    /// How many digits stand at `at`; 64 stands for as many or more.
    #[inline(always)]
    pub(super) fn digits(&mut self, text: &[u8], at: usize) -> u64 {
        self.reach(text, at);
        bits(&self.ends_digits, at)
    }

    /// The 64 bits from `at` on, of what ends plain text.
    #[inline(always)]
    pub(super) fn plain(&mut self, text: &[u8], at: usize) -> u64 {
        self.reach(text, at);
        bits(&self.ends_text, at)
    }

    /// The 64 bits from `at` on, of what is no space.
    #[inline(always)]
    pub(super) fn spaces(&mut self, text: &[u8], at: usize) -> u64 {
        self.reach(text, at);
        if !self.has_space {
            self.find_spaces(text);
        }
        bits(&self.ends_space, at)
    }
}

/// The 64 bits from `at` on. Cutting off instead of checking is what makes it cheap: the caller has
/// seen to it that `at` is in the window.
#[inline(always)]
fn bits(words: &Bitmap, at: usize) -> u64 {
    let (index, shift) = (at / BLOCK % BLOCKS, at % BLOCK);
    let (low, high) = (words[index], words[index + 1]);
    (low >> shift) | (high << 1 << (63 - shift))
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
    for block in blocks.by_ref().take(WORDS) {
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
