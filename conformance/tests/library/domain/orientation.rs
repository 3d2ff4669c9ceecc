//! How a picture says that it is turned, and what it may say instead.

use clova_id_card::Orientation;
use proptest::prelude::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";
const TAG: u16 = 0x0112;

/// A number in one of the two orders of bytes.
fn short(little: bool, number: u16) -> [u8; 2] {
    if little {
        number.to_le_bytes()
    } else {
        number.to_be_bytes()
    }
}

fn long(little: bool, number: u32) -> [u8; 4] {
    if little {
        number.to_le_bytes()
    } else {
        number.to_be_bytes()
    }
}

/// An entry of a directory with one number: of 8, 16 or 32 bits by its type.
fn entry(little: bool, tag: u16, kind: u16, value: u16) -> Vec<u8> {
    let value = match kind {
        1 => [u8::try_from(value).unwrap(), 0, 0, 0],
        4 => long(little, value.into()),
        _ => {
            let [one, two] = short(little, value);
            [one, two, 0, 0]
        }
    };
    let (tag, kind, count) = (short(little, tag), short(little, kind), long(little, 1));
    [&tag[..], &kind, &count, &value].concat()
}

/// EXIF data with these entries in a directory behind so many other bytes.
fn tiff(little: bool, entries: &[Vec<u8>], gap: u32) -> Vec<u8> {
    let order = if little { b"II" } else { b"MM" };
    let count = u16::try_from(entries.len()).unwrap();
    [
        &order[..],
        &short(little, 42),
        &long(little, 8 + gap),
        &vec![7; usize::try_from(gap).unwrap()],
        &short(little, count),
        &entries.concat(),
        &long(little, 0),
    ]
    .concat()
}

fn turned(little: bool, value: u16) -> Vec<u8> {
    let make = entry(little, 0x010F, 2, 3);
    tiff(little, &[make, entry(little, TAG, 3, value)], 0)
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], content].concat()
}

fn exif(block: &[u8]) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0", block].concat())
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let pixels = segment(0xDA, b"\0\0\0");
    [b"\xFF\xD8", &segments.concat()[..], &pixels, b"pixels"].concat()
}

fn chunk(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], kind, content, b"sum?"].concat()
}

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [PNG, &chunk(b"IHDR", &[0; 13]), &chunks.concat()].concat()
}

fn of(picture: &[u8]) -> u8 {
    Orientation::of(picture).exif()
}

#[test]
fn all_values_are_read_in_both_orders_of_bytes() {
    for little in [false, true] {
        for value in 1..=8_u16 {
            let expected = u8::try_from(value).unwrap();
            let block = turned(little, value);
            let jfif = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
            let colours = segment(0xE2, &[1; 3000]);
            let other = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>");
            let fill = vec![0xFF; 9];
            let between = b"\0\x01".to_vec();
            for picture in [
                jpeg(&[exif(&block)]),
                jpeg(&[jfif, colours, other, exif(&block)]),
                jpeg(&[fill, exif(&block)]),
                jpeg(&[between, exif(&block)]),
                jpeg(&[exif(&tiff(little, &[entry(little, TAG, 4, value)], 5000))]),
                jpeg(&[exif(&tiff(little, &[entry(little, TAG, 1, value)], 1))]),
                png(&[chunk(b"eXIf", &block)]),
                png(&[chunk(b"iCCP", &[1; 500]), chunk(b"eXIf", &block)]),
                png(&[chunk(b"eXIf", &[b"Exif\0\0", &block[..]].concat())]),
            ] {
                assert_eq!(of(&picture), expected, "{little} {picture:X?}");
                assert_eq!(Orientation::of(&picture).is_turned(), value != 1);
            }
        }
    }
}

#[test]
fn what_makes_no_sense_says_nothing() {
    let block = turned(true, 6);
    let with = |at: usize, bytes: &[u8]| {
        let mut block = block.clone();
        block[at..at + bytes.len()].copy_from_slice(bytes);
        block
    };
    let entry = 8 + 2 + 12;
    for (what, block) in [
        ("a value of 0", turned(false, 0)),
        ("a value of 9", turned(true, 9)),
        ("a value of 262", turned(true, 262)),
        ("no entry", tiff(true, &[], 0)),
        ("another order of bytes", with(0, b"IM")),
        ("another number", with(2, &[43])),
        ("a directory behind the end", with(4, &[0xFF; 4])),
        ("a directory of the header", with(4, &[0; 4])),
        ("a text", with(entry + 2, &[2])),
        ("several numbers", with(entry + 4, &[2])),
        (
            "more entries than there are",
            with(8, &[0xFF; 2])[..entry].to_vec(),
        ),
        ("nothing", Vec::new()),
    ] {
        assert_eq!(of(&jpeg(&[exif(&block)])), 1, "{what}");
        assert_eq!(of(&png(&[chunk(b"eXIf", &block)])), 1, "{what}");
    }
    for (what, picture) in [
        (
            "another segment",
            jpeg(&[segment(0xE2, &[b"Exif\0\0", &block[..]].concat())]),
        ),
        ("behind the pixels", [jpeg(&[]), exif(&block)].concat()),
        (
            "behind the end",
            [b"\xFF\xD8\xFF\xD9", &exif(&block)[..]].concat(),
        ),
        (
            "a length of 1",
            [b"\xFF\xD8\xFF\xE0\0\x01", &exif(&block)[..]].concat(),
        ),
        ("another chunk", png(&[chunk(b"exIf", &block)])),
        (
            "a chunk without an end",
            [PNG, &[0xFF; 4], b"IDAT", &chunk(b"eXIf", &block)].concat(),
        ),
        ("another file", [b"GIF89a", &exif(&block)[..]].concat()),
    ] {
        assert_eq!(of(&picture), 1, "{what}");
    }
}

#[test]
fn of_several_the_one_that_turns_counts() {
    let several = [exif(&turned(true, 1)), exif(b"II"), exif(&turned(false, 8))];
    assert_eq!(of(&jpeg(&several)), 8);
}

#[test]
fn only_the_first_bytes_are_looked_at() {
    let far = [segment(0xE2, &vec![0; 65_000]), exif(&turned(true, 6))];
    assert_eq!(of(&jpeg(&far)), 6);
    let farther = [segment(0xE2, &vec![0; 65_500]), exif(&turned(true, 6))];
    assert_eq!(of(&jpeg(&farther)), 1);
}

#[test]
fn a_picture_that_is_cut_is_read_as_far_as_it_goes() {
    for picture in [
        jpeg(&[segment(0xE0, b"JFIF\0"), exif(&turned(false, 6))]),
        png(&[chunk(b"eXIf", &turned(true, 6))]),
    ] {
        let read: Vec<u8> = (0..=picture.len()).map(|end| of(&picture[..end])).collect();
        assert_eq!((read[0], read.last()), (1, Some(&6)));
        let from = read.iter().position(|value| *value == 6).unwrap();
        assert!(read[..from].iter().all(|value| *value == 1));
        assert!(read[from..].iter().all(|value| *value == 6));
    }
}

proptest! {
    #[test]
    fn whatever_the_bytes(
        start in prop_oneof![Just(&b"\xFF\xD8"[..]), Just(&b"\xFF\xD8\xFF\xE1\0\x30Exif\0\0MM\0*"[..]), Just(PNG)],
        rest in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        prop_assert!((1..=8).contains(&of(&[start, &rest].concat())));
    }

    #[test]
    fn a_byte_that_is_another_does_no_harm(little: bool, at in 0_usize..70, byte: u8) {
        for mut picture in [
            jpeg(&[exif(&turned(little, 6))]),
            png(&[chunk(b"eXIf", &turned(little, 6))]),
        ] {
            let at = at % picture.len();
            picture[at] = byte;
            prop_assert!((1..=8).contains(&of(&picture)));
        }
    }
}
