//! Joins the parts of a line as a container runtime of Kubernetes (CRI) writes them: `P` stands before a part,
//! `F` before the last.
//!
//! ```text
//! 2024-01-01T00:00:00.000000000Z stdout P {"version": "V2", "re
//! 2024-01-01T00:00:00.000000001Z stdout F questId": "a", …
//! ```

/// A line of such a log.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// 0 for standard output, 1 for the other.
    pub(super) stream: usize,
    /// Whether the line ends with it.
    pub(super) is_last: bool,
    /// How long is what stands before the text.
    pub(super) before: usize,
}

/// How long a time may be.
const LONGEST_TIME: usize = 40;

/// The part on a line.
pub(super) fn part(line: &[u8]) -> Option<Part> {
    let time = line
        .iter()
        .take(LONGEST_TIME)
        .position(|byte| *byte == b' ')?;
    let is_time = line[..time]
        .iter()
        .all(|byte| byte.is_ascii_digit() || b"-:.TZ+".contains(byte));
    if !is_time || time < "2024-01-01T00:00:00".len() {
        return None;
    }
    let rest = &line[time + 1..];
    let (stream, rest) = [b"stdout ".as_slice(), b"stderr "]
        .iter()
        .enumerate()
        .find_map(|(stream, name)| Some((stream, rest.strip_prefix(*name)?)))?;
    // Tags follow the first, by colons.
    let tags = rest
        .iter()
        .take(LONGEST_TIME)
        .position(|byte| *byte == b' ')?;
    let is_last = match rest[..tags].split(|byte| *byte == b':').next()? {
        b"F" => true,
        b"P" => false,
        _ => return None,
    };
    let before = line.len() - rest.len() + tags + 1;
    Some(Part {
        stream,
        is_last,
        before,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_are_told_by_their_tag() {
        let part = |line: &str| {
            let found = super::part(line.as_bytes())?;
            Some((found.stream, found.is_last, line[found.before..].to_owned()))
        };
        let text = |text: &str| text.to_owned();
        for (line, expected) in [
            (
                "2024-13-01T00:00:00.000000000Z stdout P {\"a",
                Some((0, false, text("{\"a"))),
            ),
            (
                "2024-13-01T00:00:00.0+09:00 stderr F  b",
                Some((1, true, text(" b"))),
            ),
            (
                "2024-13-01T00:00:00.0Z stdout F:x ",
                Some((0, true, text(""))),
            ),
            ("2024-13-01T00:00:00.0Z stdout x y", None),
            ("2024-13-01 stdout P x", None),
            ("a stdout P x", None),
            ("", None),
        ] {
            assert_eq!(part(line), expected, "{line}");
        }
    }
}
