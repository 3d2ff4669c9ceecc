//! Parses a line of a curl trace: the section that it begins, or the bytes that it shows.

/// What a line of a trace is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    SentHead,
    SentBody,
    ReceivedHead,
    ReceivedBody,
    /// Nothing that was sent or received by HTTP.
    Other,
}

impl Section {
    /// Who speaks: 0 who asks, 1 who answers.
    pub(super) fn side(self) -> Option<usize> {
        match self {
            Self::SentHead | Self::SentBody => Some(0),
            Self::ReceivedHead | Self::ReceivedBody => Some(1),
            Self::Other => None,
        }
    }
}

const SECTIONS: [(&str, Section); 5] = [
    ("=> Send header, ", Section::SentHead),
    ("=> Send data, ", Section::SentBody),
    ("<= Recv header, ", Section::ReceivedHead),
    ("<= Recv data, ", Section::ReceivedBody),
    ("== Info: ", Section::Other),
];

/// How long the time and the numbers before a section may be.
const LONGEST_PREFIX: usize = 64;

/// The section that a line begins, and how many bytes it says that it has.
pub(super) fn section(line: &[u8]) -> Option<(Section, usize)> {
    let line = String::from_utf8_lossy(&line[..line.len().min(256)]);
    let at = line
        .find("== ")
        .into_iter()
        .chain(line.find("=> "))
        .chain(line.find("<= "))
        .min()?;
    let (prefix, rest) = line.split_at(at);
    let is_prefix = |c: char| c.is_ascii_digit() || " :.-[]x".contains(c);
    if prefix.len() > LONGEST_PREFIX || !prefix.chars().all(is_prefix) {
        return None;
    }
    if let Some((start, section)) = SECTIONS.iter().find(|(start, _)| rest.starts_with(start)) {
        let length = rest[start.len()..].split(' ').next().unwrap_or_default();
        return Some((*section, length.parse().unwrap_or_default()));
    }
    // `Send SSL data`, and whatever may come.
    (rest.starts_with("=> Send ") || rest.starts_with("<= Recv ")).then_some((Section::Other, 0))
}

/// Whether a trace begins here.
pub(in super::super) fn is_trace_line(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    section(line).is_some()
}

/// The bytes of a line of the dump, and where they belong in their section.
pub(super) struct Dumped<'l> {
    pub(super) offset: usize,
    pub(super) text: &'l [u8],
}

impl<'l> Dumped<'l> {
    /// `None` where the line is none of a dump.
    pub(super) fn of(line: &'l [u8]) -> Option<Self> {
        let colon = line.iter().take(17).position(|&byte| byte == b':')?;
        let digits = std::str::from_utf8(&line[..colon]).ok()?;
        if colon < 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let text = &line[colon + 1..];
        Some(Self {
            offset: usize::from_str_radix(digits, 16).ok()?,
            text: text.strip_prefix(b" ").unwrap_or(text),
        })
    }

    /// Up to sixteen numbers of two digits, each with a space behind it. `None` where the line is
    /// not of that form.
    pub(super) fn bytes(&self, count: usize) -> Option<Vec<u8>> {
        let columns = self.text.chunks(3).take(count.min(16));
        let bytes: Option<Vec<_>> = columns
            .map(|column| match column {
                [high, low, b' '] => {
                    let digit = |byte: u8| char::from(byte).to_digit(16);
                    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
                }
                _ => None,
            })
            .collect();
        bytes.filter(|bytes| bytes.len() == count.min(16))
    }
}

/// Outside of strings, a dot that is no decimal point was a line break or a tab.
pub(super) fn line_breaks(mut bytes: Vec<u8>) -> Vec<u8> {
    if !bytes
        .trim_ascii_start()
        .first()
        .is_some_and(|&byte| byte == b'{' || byte == b'[' || byte == b'.')
    {
        return bytes;
    }
    let (mut is_string, mut is_escaped) = (false, false);
    for at in 0..bytes.len() {
        let is_digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        let is_point = is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1));
        match bytes[at] {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'.' if !is_string && !is_point => bytes[at] = b'\n',
            _ => {}
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dots_between_tokens_were_line_breaks() {
        let shown = br#"{.  "a.\".": 1.5,.  "b": [1.,2.].}."#.to_vec();
        let text = String::from_utf8(line_breaks(shown)).unwrap();
        assert_eq!(text, "{\n  \"a.\\\".\": 1.5,\n  \"b\": [1\n,2\n]\n}\n");
        assert_eq!(line_breaks(b"ok. 1.".to_vec()), b"ok. 1.");
    }

    #[test]
    fn a_line_of_a_dump_has_an_offset_and_bytes() {
        let dumped = Dumped::of(b"0010: 0d 0a 41     ..A").unwrap();
        assert_eq!(dumped.offset, 16);
        assert_eq!(dumped.bytes(3).unwrap(), b"\r\nA");
        assert_eq!(dumped.bytes(4), None);
        let far = Dumped::of(b"12345: ab").unwrap();
        assert_eq!((far.offset, far.text), (0x12345, b"ab".as_slice()));
        for line in [
            "",
            "001: 41",
            "0x10: 41",
            "00000000000000000: 41",
            "== Info: a",
        ] {
            assert!(Dumped::of(line.as_bytes()).is_none(), "{line}");
        }
    }

    #[test]
    fn sections_are_told_whatever_is_before_them() {
        let sent = Some((Section::SentHead, 5));
        for line in [
            "=> Send header, 5 bytes (0x5)",
            "10:00:00.123456 => Send header, 5 bytes (0x5)",
            "10:00:00.123456 [0-x] => Send header, 5 bytes (0x5)",
        ] {
            assert_eq!(section(line.as_bytes()), sent, "{line}");
        }
        let other = Some((Section::Other, 0));
        assert_eq!(section(b"<= Recv SSL data, 5 bytes (0x5)"), other);
        assert_eq!(section(b"a => Send header, 5 bytes (0x5)"), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(line in proptest::collection::vec(any::<u8>(), 0..80), text in "[0-9a-f: ]{0,60}", count in 0_usize..20) {
            for line in [line.as_slice(), text.as_bytes()] {
                section(line);
                if let Some(dumped) = Dumped::of(line) {
                    dumped.bytes(count);
                }
                line_breaks(line.to_vec());
            }
        }
    }
}
