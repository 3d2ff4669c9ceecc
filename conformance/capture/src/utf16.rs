//! Decodes UTF-16, which a shell of Windows writes when it redirects, into UTF-8.
//!
//! Half a surrogate pair is not replaced but becomes bytes that are not UTF-8, so that the judge
//! reports where it is.

use super::reader::{BLOCK, Message};
use super::text;
use std::io::{self, Read};

/// Which byte of a code unit comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// What the mark at the beginning of a text says.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xFE, ..] => Some(Self::Little),
            [0xFE, 0xFF, ..] => Some(Self::Big),
            _ => None,
        }
    }

    /// What the first bytes show where there is no mark: characters of ASCII among them, of which one byte is
    /// zero, and nearly always the same one.
    pub(super) fn unmarked(head: &[u8]) -> Option<Self> {
        let (pairs, _) = head.as_chunks::<2>();
        let is_printed = |byte: u8| byte.is_ascii_graphic() || b" \t\r\n".contains(&byte);
        let zeros = |at: usize| pairs.iter().filter(move |pair| pair[at] == 0);
        let are_ascii = |zero: usize| {
            let count = zeros(zero).count();
            // The first syllable of Korean has a zero too.
            let is_clear = count >= 2 && 4 * count >= pairs.len();
            let is_other_side = 4 * zeros(1 - zero).count() > count;
            is_clear && !is_other_side && zeros(zero).all(|pair| is_printed(pair[1 - zero]))
        };
        match (are_ascii(1), are_ascii(0)) {
            (true, _) => Some(Self::Little),
            (_, true) => Some(Self::Big),
            _ => None,
        }
    }

    /// Whether these may be the first bytes of such a text, so that more of them should be looked at.
    pub(super) fn may_be_unmarked(head: &[u8]) -> bool {
        let is_utf_8 = match std::str::from_utf8(head) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        !is_utf_8 || head.contains(&0)
    }

    /// The mark.
    pub(super) fn mark(self) -> [u8; 2] {
        match self {
            Self::Little => [0xFF, 0xFE],
            Self::Big => [0xFE, 0xFF],
        }
    }

    fn unit(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }
}

/// Text that is read as UTF-8.
pub(super) struct Utf8<R> {
    reader: R,
    order: Order,
    /// What was read and has not been decoded: less than a character.
    rest: Vec<u8>,
    decoded: Vec<u8>,
    /// How much of that has been returned.
    at: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    /// The text behind the mark.
    pub(super) fn new(reader: R, order: Order) -> Self {
        Self {
            reader,
            order,
            rest: Vec::new(),
            decoded: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// Decodes what comes next.
    fn fill(&mut self) -> io::Result<()> {
        let kept = self.rest.len();
        self.rest.resize(kept + BLOCK, 0);
        let read = self.reader.read(&mut self.rest[kept..]);
        self.rest.truncate(kept + *read.as_ref().unwrap_or(&0));
        self.ended = read? == 0;
        let (pairs, _) = self.rest.as_chunks::<2>();
        let mut units: Vec<_> = pairs.iter().map(|&pair| self.order.unit(pair)).collect();
        // The other half may be yet to come.
        units.pop_if(|last| !self.ended && text::is_first_half(*last));
        self.rest.drain(..2 * units.len());
        self.decoded.clear();
        self.at = 0;
        text::encode(units, &mut self.decoded);
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.decoded.len() {
            if self.ended {
                // An odd byte is left over; it is reported once.
                return match self.rest.pop() {
                    Some(_) => Err(io::Error::other(Message(ODD))),
                    None => Ok(0),
                };
            }
            self.fill()?;
        }
        let count = (&self.decoded[self.at..]).read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

const ODD: &str = "it is UTF-16, and ends in the middle of a character";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(self.1);
            self.0.read(&mut buffer[..count])
        }
    }

    fn bytes(units: &[u16], order: Order) -> Vec<u8> {
        let bytes = |unit: &u16| match order {
            Order::Little => unit.to_le_bytes(),
            Order::Big => unit.to_be_bytes(),
        };
        units.iter().flat_map(bytes).collect()
    }

    fn read(bytes: &[u8], order: Order, step: usize) -> (Vec<u8>, Option<String>) {
        let mut text = Vec::new();
        let said = Utf8::new(Slow(bytes, step), order).read_to_end(&mut text);
        (text, said.err().map(|error| error.to_string()))
    }

    #[test]
    fn half_a_pair_and_half_a_unit_are_not_lost() {
        for order in [Order::Little, Order::Big] {
            assert_eq!(Order::of(&order.mark()), Some(order));
            for step in [1, 2, 3, 100] {
                let units = [0x61, 0xD83D, 0x7A, 0xDE00, 0xD83D];
                let (first, second) = (b"\xED\xA0\xBD", b"\xED\xB8\x80");
                let expected = [b"a", first.as_slice(), b"z", second, first].concat();
                let (text, said) = read(&bytes(&units, order), order, step);
                assert_eq!((text, said), (expected, None));
                let mut odd = bytes(&[0x61], order);
                odd.push(b'x');
                let (text, said) = read(&odd, order, step);
                assert_eq!(
                    (text.as_slice(), said.as_deref()),
                    (b"a".as_slice(), Some(ODD))
                );
            }
        }
    }

    #[test]
    fn what_has_no_mark_is_known_by_its_ascii() {
        for text in ["{}", "응답 {\"a\": 1}", "\n{\"", "[1]", "홍길동 홍길동 a b"] {
            let units: Vec<_> = text.encode_utf16().collect();
            for order in [Order::Little, Order::Big] {
                let bytes = bytes(&units, order);
                assert!(Order::may_be_unmarked(&bytes[..4]), "{text}");
                assert_eq!(Order::unmarked(&bytes), Some(order), "{text}");
            }
        }
        for other in [
            b"\0\0\0{" as &[u8],
            b"{\0}",
            b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01",
            b"PK\x03\x04\x14\0\0\0\x08\0",
            b"{\"a\":1}",
            b"",
        ] {
            assert_eq!(Order::unmarked(other), None, "{other:?}");
        }
        assert!(!Order::may_be_unmarked(
            "가나".as_bytes().first_chunk::<4>().unwrap()
        ));
    }

    proptest! {
        #[test]
        fn text_stays_what_it_is(text in "\\PC{0,40}", step in 1_usize..9) {
            let units: Vec<_> = text.encode_utf16().collect();
            for order in [Order::Little, Order::Big] {
                let read = read(&bytes(&units, order), order, step);
                prop_assert_eq!(read, (text.clone().into_bytes(), None));
            }
        }
    }
}
