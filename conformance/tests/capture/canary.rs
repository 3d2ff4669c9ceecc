//! Every text of every fixture has a canary in it. Whatever is done to the fixtures, no origin and
//! no message repeats it.

use super::*;
use idcard_capture::{Step, places};
use proptest::prelude::*;

/// Everything that a report may show without having asked the judge.
fn shown(items: &[Item]) -> String {
    let mut shown = String::new();
    for item in items {
        let _ = match item {
            Item::Payload(payload) => write!(shown, "{} {:?}", payload.origin, payload.document),
            Item::Around(payload) => write!(shown, "{}", payload.origin),
            Item::Read(format) => write!(shown, "{format:?}"),
            Item::File(file) => write!(shown, "{}", file.origin),
            Item::Part(part) => write!(shown, "{part:?}"),
            Item::Skipped(skipped) => write!(shown, "{} {skipped:?}", skipped.origin),
            Item::Failed(failure) => write!(shown, "{failure:?}"),
        };
    }
    shown
}

fn all() -> Vec<(String, Vec<u8>)> {
    places(&[fixtures()])
        .places
        .iter()
        .map(|place| {
            let name = place.name();
            let bytes = std::fs::read(&name).unwrap();
            (name.rsplit('/').next().unwrap().to_owned(), bytes)
        })
        .collect()
}

fn options_of(seed: usize) -> Options {
    let steps = [
        vec![],
        vec![Step::pointer("/_source/body").unwrap()],
        vec![Step::pointer("/_source/body").unwrap(), Step::JsonString],
        vec![Step::JsonString],
    ];
    let format = Format::ALL.get(seed / steps.len()).copied();
    Options {
        input: format,
        unwrap: steps[seed % steps.len()].clone().into(),
        longest_line: [64, 1 << 20][seed % 2],
        most_decompressed: [100, 1 << 30][seed / 2 % 2],
        ..options()
    }
}

#[test]
fn every_fixture_has_a_canary_and_no_message_repeats_it() {
    let mut planted = 0;
    for (name, bytes) in all() {
        planted += usize::from(String::from_utf8_lossy(&bytes).contains(CANARY));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        for seed in 0..28 {
            let options = options_of(seed);
            let shown = shown(&items(&path, &options));
            assert!(!shown.contains(CANARY), "{options:?}: {shown}");
        }
    }
    assert!(planted >= 30, "{planted}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Read as whatever, damaged wherever: no panic, and nothing of it in a message.
    #[test]
    fn damage_brings_no_canary_to_light(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        byte in prop_oneof![any::<u8>(), Just(b'"'), Just(b'}'), Just(b'\\'), Just(b'\n')],
        seed in 0_usize..28,
    ) {
        let all = all();
        let (name, mut bytes) = which.get(&all).clone();
        bytes.truncate(cut.index(bytes.len() * 3) + 1);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let shown = shown(&items(&path, &options_of(seed)));
        prop_assert!(!shown.contains(CANARY), "{}", shown);
    }

    /// Bytes of no format, read as each.
    #[test]
    fn arbitrary_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        tokens in r#"(\{|\}|\[|\]|"|,|:|\\|"log"|"entries"|"request"|"text"|HTTP/1.1 200 OK|HTTP/2 100|POST /document/id-card HTTP/1.1|Content-Length: 7|Transfer-Encoding: chunked|\r\n|\n|=> Send header, 9 bytes|<= Recv data, 90 bytes|<= Recv header, 2 bytes|0000: |7b 22 | |4){0,60}"#,
        seed in 0_usize..28,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any");
        for bytes in [bytes, tokens.into_bytes()] {
            std::fs::write(&path, bytes).unwrap();
            items(&path, &options_of(seed));
        }
    }
}
