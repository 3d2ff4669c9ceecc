//! Names files by the bytes that they begin with.

/// What begins so.
const BEGINNINGS: [(&[u8], &str); 27] = [
    (
        b"PK\x03\x04",
        "a zip archive: unpack it, and name its files",
    ),
    (b"PK\x05\x06", "an empty zip archive"),
    (
        b"BZh",
        "compressed with bzip2: say `bzcat FILE | idcard validate -`",
    ),
    (
        b"\xFD7zXZ\0",
        "compressed with xz: say `xzcat FILE | idcard validate -`",
    ),
    (
        b"7z\xBC\xAF\x27\x1C",
        "a 7z archive: unpack it, and name its files",
    ),
    (
        b"\x04\x22\x4D\x18",
        "compressed with lz4: say `lz4cat FILE | idcard validate -`",
    ),
    (
        b"\xFF\x06\0\0sNaPpY",
        "compressed with snappy: decompress it first",
    ),
    (
        b"PAR1",
        "a Parquet file: export its column as a line of JSON a row",
    ),
    (
        b"Obj\x01",
        "an Avro file: export it as a line of JSON a record",
    ),
    (
        b"ORC",
        "an ORC file: export its column as a line of JSON a row",
    ),
    (
        b"ARROW1",
        "an Arrow file: export its column as a line of JSON a row",
    ),
    (
        b"SQLite format 3\0",
        "an SQLite database: export its column as a line of JSON a row",
    ),
    (b"\xD4\xC3\xB2\xA1", PCAP),
    (b"\xA1\xB2\xC3\xD4", PCAP),
    (b"\x4D\x3C\xB2\xA1", PCAP),
    (b"\xA1\xB2\x3C\x4D", PCAP),
    (b"\x0A\x0D\x0D\x0A", PCAP),
    (b"\x89PNG\r\n\x1A\n", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a picture (WebP), or sound"),
    (b"%PDF-", "a PDF"),
    (b"\x7FELF", "a program"),
    (
        b"version https://git-lfs.github.com/spec/",
        "a pointer of git-lfs: say `git lfs pull`",
    ),
];

const PCAP: &str = "packets of a network (pcap): what is sent by TLS is not in them; record a HAR";

/// What the bytes are.
pub(super) fn name(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(257..262) == Some(b"ustar") {
        return Some("a tar archive: unpack it, and name its folder");
    }
    let mut beginnings = BEGINNINGS.iter();
    let (beginning, name) = beginnings.find(|(beginning, _)| bytes.starts_with(beginning))?;
    // What begins with letters alone may be a text that does.
    let is_text = beginning.iter().all(u8::is_ascii_alphanumeric);
    let has_control = bytes.iter().take(64).any(|byte| *byte < 9);
    (!is_text
        || has_control
        || *beginning == b"BZh" && bytes.get(3).is_some_and(u8::is_ascii_digit))
    .then_some(*name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        for (beginning, expected) in BEGINNINGS {
            let bytes = [beginning, b"9\0\0\0"].concat();
            assert_eq!(name(&bytes), Some(expected));
        }
        let tar = [vec![b'a'; 257], b"ustar".to_vec()].concat();
        assert!(name(&tar).is_some_and(|name| name.starts_with("a tar archive")));
    }

    #[test]
    fn words_are_no_files() {
        for text in [
            "BMW, KIA",
            "ORCHARD",
            "RIFF RAFF",
            "GIF8 is a word",
            "PAR12",
            "BZhello",
        ] {
            assert_eq!(name(text.as_bytes()), None, "{text}");
        }
    }
}
