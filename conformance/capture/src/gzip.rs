//! Decompresses gzip, member after member.
//!
//! Behind a member may be another, or zeros that fill up a block, as a tape leaves them. Anything
//! else is an error, and what came before it stands.

use super::reader::Message;
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};
use std::mem;

/// The members of a file.
pub(super) enum Members<R> {
    Inside(Box<GzDecoder<R>>),
    Behind(R),
    Over,
}

/// What a member begins with.
const FIRST: u8 = 0x1F;

impl<R: BufRead> Members<R> {
    pub(super) fn new(reader: R) -> Self {
        Self::Inside(Box::new(GzDecoder::new(reader)))
    }
}

/// The next byte that is not zero; `None` at the end.
fn next(reader: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        let found = bytes.get(zeros).copied();
        reader.consume(zeros);
        if found.is_some() {
            return Ok(found);
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match mem::replace(self, Self::Over) {
                Self::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => *self = Self::Behind(member.into_inner()),
                    read => {
                        *self = Self::Inside(member);
                        return read;
                    }
                },
                Self::Behind(mut rest) => match next(&mut rest) {
                    Ok(Some(FIRST)) => *self = Self::new(rest),
                    Ok(Some(_)) => return Err(io::Error::other(Message(FOLLOWED))),
                    Ok(None) => return Ok(0),
                    // It may be asked again.
                    Err(error) => {
                        *self = Self::Behind(rest);
                        return Err(error);
                    }
                },
                Self::Over => return Ok(0),
            }
        }
    }
}

const FOLLOWED: &str =
    "something that is not gzip follows what is compressed with it, and was not read";

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::GzEncoder;
    use std::io::BufReader;

    fn packed(text: &str) -> Vec<u8> {
        let mut packed = Vec::new();
        let mut encoder = GzEncoder::new(text.as_bytes(), Compression::fast());
        encoder.read_to_end(&mut packed).unwrap();
        packed
    }

    /// What is read, by so many bytes at a time, and what is said then.
    fn read(bytes: &[u8], step: usize) -> (String, Option<String>) {
        let mut text = String::new();
        let mut members = Members::new(BufReader::with_capacity(step, bytes));
        let said = members.read_to_string(&mut text).err();
        (text, said.map(|error| error.to_string()))
    }

    #[test]
    fn members_and_zeros_follow_and_nothing_else_does() {
        let (a, b) = (packed("a"), packed("b"));
        for step in [1, 7, 1000] {
            let whole = |parts: &[&[u8]]| read(&parts.concat(), step);
            assert_eq!(whole(&[&a]), ("a".to_owned(), None));
            assert_eq!(whole(&[&a, &b]), ("ab".to_owned(), None));
            assert_eq!(whole(&[&a, &[0; 600]]), ("a".to_owned(), None));
            assert_eq!(whole(&[&a, &[0; 600], &b]), ("ab".to_owned(), None));
            for garbage in [b"x".as_slice(), b"\0\0{}", &[b'x'; 600]] {
                let (text, said) = whole(&[&a, garbage]);
                assert_eq!((text.as_str(), said.as_deref()), ("a", Some(FOLLOWED)));
            }
        }
    }
}
