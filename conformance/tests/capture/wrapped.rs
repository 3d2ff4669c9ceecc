//! A payload wrapped in whatever people have it in is found, and has the place and the bytes that it has
//! alone, and with them the verdict.

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use idcard_capture::Step;
use proptest::prelude::*;
use proptest::sample::select;
use spanned_tree::Position;
use std::io::Write as _;
use std::sync::Arc;

/// The samples, each on one line.
static SAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("payloads/samples");
    let mut samples: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().contains(".expect."))
        .filter_map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).ok())
        .map(|sample: serde_json::Value| sample.to_string())
        .filter(|sample| {
            ["images", "errorCode", "traceId"]
                .iter()
                .any(|key| sample.contains(key))
        })
        .collect();
    samples.sort();
    assert!(samples.len() >= 10, "{}", samples.len());
    samples
});

const PREFIXES: [&str; 13] = [
    "2024-13-01 12:00:00.123  INFO 1 --- [exec-1] c.z.Client : response=",
    "2024-13-01T00:00:00.000Z\tzq7canary\tINFO\t",
    "2024-13-01T00:00:00.000000000Z stdout F ",
    "2024-13-01T00:00:00.000Z ",
    "web-1  | ",
    "zq7canary\t",
    "<134>Jan  1 00:00:00 host ocr[1]: ",
    "2024-13-01T00:00:00.000Z\tinfo\tclient/a.go:1\tanswer\t",
    "2024-13-01T00:00:00+09:00\tocr.tag\t",
    "1\t2024-13-01\t",
    "[INFO] ",
    "가나다 {zq7canary} ",
    "\u{1b}[32mINFO\u{1b}[0m ",
];

const SEPARATORS: [&str; 9] = [
    "", " ", ",", ",\n", "\r", "\n\n", "\0\0", "\n\u{1e}", "\u{feff}",
];

/// Gives so many bytes at a time.
pub(crate) struct Slow(pub(crate) std::io::Cursor<Vec<u8>>, pub(crate) usize);

impl std::io::Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.1);
        self.0.read(&mut buffer[..count])
    }
}

/// What is in bytes, as a file and as a stream that comes in pieces.
fn read(bytes: &[u8], options: &Options) -> Vec<Item> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("any");
    std::fs::write(&path, bytes).unwrap();
    let found = items(&path, options);
    let name: Arc<str> = path.display().to_string().into();
    for step in [97, 1 << 20] {
        let slow = Slow(std::io::Cursor::new(bytes.to_vec()), step);
        if let Input::Payloads(payloads) =
            idcard_capture::read(Box::new(slow), &name, options).unwrap()
        {
            assert_eq!(payloads.collect::<Vec<_>>(), found);
        }
    }
    found
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// The payloads, each with its place, and how much was not judged.
fn payloads(items: &[Item]) -> (Vec<(Position, String)>, usize) {
    let payload = |item: &Item| match item {
        Item::Payload(found) => {
            let text = String::from_utf8(found.bytes.clone()).unwrap();
            Some((found.origin.start, text))
        }
        _ => None,
    };
    let found: Vec<_> = items.iter().filter_map(payload).collect();
    let is_said = |item: &&Item| matches!(item, Item::Read(_));
    let others = items.len() - found.len() - items.iter().filter(is_said).count();
    (found, others)
}

/// Where a text ends.
fn end(text: &str) -> Position {
    let line = text.matches('\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    let column = last.chars().count() + 1;
    Position { line, column }
}

fn sample() -> impl Strategy<Value = String> {
    select(SAMPLES.as_slice())
}

fn laid_out(sample: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(sample).unwrap();
    serde_json::to_string_pretty(&value).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn in_lines_with_text_before_and_behind(
        lines in prop::collection::vec(
            (sample(), select(PREFIXES.as_slice()), select(&["", " took 3 ms", "}"][..]), any::<bool>()),
            1..5,
        ),
        is_packed in any::<bool>(),
    ) {
        let (mut text, mut expected) = (String::from("started zq7canary\n\n"), Vec::new());
        for (sample, prefix, suffix, is_laid_out) in lines {
            text += prefix;
            let sample = if is_laid_out { laid_out(&sample) } else { sample };
            expected.push((end(&text), sample.clone()));
            text.push_str(&[sample.as_str(), suffix, "\nzq7canary { 1 }\n"].concat());
        }
        let bytes = if is_packed { gzip(&text) } else { text.clone().into_bytes() };
        let found = read(&bytes, &options());
        let others = expected.len() + 1;
        prop_assert_eq!(payloads(&found), (expected, others), "{}", text);
        prop_assert!(!told(found).contains(CANARY));
    }

    #[test]
    fn one_behind_the_other(
        values in prop::collection::vec(sample(), 2..5),
        is_laid_out in any::<bool>(),
        separator in select(SEPARATORS.as_slice()),
        is_packed in any::<bool>(),
    ) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for sample in values {
            let sample = if is_laid_out { laid_out(&sample) } else { sample };
            if separator.contains('\u{1e}') && text.is_empty() {
                text.push('\u{1e}');
            }
            expected.push((end(&text), sample.clone()));
            text += &sample;
            text += separator;
        }
        let bytes = if is_packed { gzip(&text) } else { text.clone().into_bytes() };
        // Whole lines are lines, which the engine cuts.
        prop_assert_eq!(payloads(&read(&bytes, &options())), (expected, 0), "{}", text);
    }

    #[test]
    fn cut_by_the_end_of_a_line(sample in sample(), at in any::<prop::sample::Index>()) {
        let known = 60.min(sample.len() - 1);
        let mut cut = known + at.index(sample.len() - known);
        while !sample.is_char_boundary(cut) {
            cut -= 1;
        }
        let text = format!("a {}\nb {sample}\n", &sample[..cut]);
        let (found, _) = payloads(&read(text.as_bytes(), &options()));
        let whole = (Position { line: 2, column: 3 }, sample.clone());
        prop_assert_eq!(found.last(), Some(&whole));
        // What is left of it is judged too, where it shows what it is.
        if let [(place, rest), _] = found.as_slice() {
            prop_assert_eq!((place.line, place.column), (1, 3));
            prop_assert_eq!(rest.as_str(), sample[..cut].trim_end());
        }
    }

    #[test]
    fn in_a_string_behind_words(sample in sample(), words in select(&["", "response=", "a b: "][..])) {
        let record = serde_json::json!({"log": format!("{words}{sample} .\n")});
        let steps = vec![Step::pointer("/log").unwrap(), Step::JsonString];
        let options = Options { unwrap: steps.into(), ..options() };
        let (found, _) = payloads(&read(format!("{record}\n{record}\n").as_bytes(), &options));
        let column = words.len() + 1;
        let expected = (Position { line: 1, column }, sample);
        prop_assert_eq!(found, vec![expected.clone(), expected]);
    }

    #[test]
    fn in_the_parts_of_a_container_s_line(
        sample in sample(),
        length in 5_usize..400,
    ) {
        let characters: Vec<_> = sample.chars().collect();
        let mut text = String::new();
        for part in characters.chunks(length) {
            let record = serde_json::json!({"log": part.iter().collect::<String>(), "stream": "stdout"});
            text.push_str(&[record.to_string().as_str(), "\n{\"log\":\"zq7canary\\n\",\"stream\":\"stderr\"}\n"].concat());
        }
        text += "{\"log\":\"\\n\",\"stream\":\"stdout\"}\n";
        let steps = vec![Step::pointer("/log").unwrap(), Step::JsonString];
        let options = Options { unwrap: steps.into(), ..options() };
        let found = read(text.as_bytes(), &options);
        let (judged, _) = payloads(&found);
        let expected = (Position { line: 1, column: 1 }, format!("{sample}\n"));
        prop_assert!(judged.contains(&expected), "{:?}", judged);
    }

    #[test]
    fn written_inside_a_string(
        sample in sample(),
        how in 0_u8..4,
        prefix in select(PREFIXES.as_slice()),
        is_packed in any::<bool>(),
    ) {
        let quoted = serde_json::to_string(&sample).unwrap();
        let written = match how {
            0 => format!("{prefix}body={quoted} took=3"),
            1 => format!("{prefix}{}", serde_json::to_string(&quoted).unwrap()),
            2 => format!("{prefix}\"{}\"", sample.replace('\\', r"\x5C").replace('"', r"\x22")),
            _ => format!("1\t{}\t2", sample.replace('\\', r"\\")),
        };
        let text = format!("started zq7canary\n{written}\n");
        let bytes = if is_packed { gzip(&text) } else { text.clone().into_bytes() };
        let found = read(&bytes, &options());
        let payload = found.iter().find_map(|item| match item {
            Item::Payload(payload) => Some(payload),
            _ => None,
        });
        let payload = payload.unwrap();
        prop_assert_eq!(&payload.bytes, sample.as_bytes(), "{}", text);
        prop_assert_eq!(payload.origin.line.unwrap_or(payload.origin.start.line), 2);
        prop_assert!(!told(found).contains(CANARY));
    }

    #[test]
    fn in_the_parts_of_a_line_of_kubernetes(
        samples in prop::collection::vec(sample(), 1..4),
        length in 5_usize..400,
    ) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for sample in samples {
            let before = "2024-13-01T00:00:00.000000000Z stdout P ";
            let line = text.matches('\n').count() + 1;
            expected.push((line, before.len() + 1, sample.clone()));
            let characters: Vec<_> = sample.chars().collect();
            let count = characters.chunks(length).count();
            for (index, part) in characters.chunks(length).enumerate() {
                let before = if index + 1 == count { before.replace(" P ", " F ") } else { before.to_owned() };
                text.push_str(&before);
                text.extend(part);
                text += "\n2024-13-01T00:00:00.000000000Z stderr F tick zq7canary\n";
            }
        }
        let found = read(text.as_bytes(), &options());
        let judged: Vec<_> = found.iter().filter_map(|item| match item {
            Item::Payload(found) => {
                let text = String::from_utf8(found.bytes.clone()).unwrap();
                let start = found.origin.start;
                Some((found.origin.line.unwrap_or(start.line), start.column, text))
            }
            _ => None,
        }).collect();
        prop_assert_eq!(judged, expected, "{}", text);
    }

    #[test]
    fn behind_zeros(
        sample in sample(),
        zeros in 1_usize..9000,
        prefix in select(PREFIXES.as_slice()),
    ) {
        let text = format!("{}{prefix}{sample}\n", "\0".repeat(zeros));
        let found = read(text.as_bytes(), &options());
        let column = zeros + prefix.chars().count() + 1;
        let expected = vec![(Position { line: 1, column }, sample)];
        prop_assert_eq!(payloads(&found), (expected, 1), "{}", prefix);
    }
}
