//! The format of a file, by its first bytes.

use clova_id_card::{FormatError, ImageFormat, MultipartRequest};
use proptest::prelude::*;

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0";
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
const PDF: &[u8] = b"%PDF-1.7\n";
const TIFF: [&[u8]; 2] = [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"];

const ALL: [ImageFormat; 6] = [
    ImageFormat::Jpg,
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::Pdf,
    ImageFormat::Tif,
    ImageFormat::Tiff,
];

#[test]
fn each_format_is_found() {
    let cases = [
        (JPEG, ImageFormat::Jpg),
        (PNG, ImageFormat::Png),
        (PDF, ImageFormat::Pdf),
        (TIFF[0], ImageFormat::Tiff),
        (TIFF[1], ImageFormat::Tiff),
    ];
    for (head, format) in cases {
        assert_eq!(ImageFormat::of(head), Ok(format));
        for declared in ALL {
            let same = declared.media_type() == format.media_type();
            let differs = FormatError::Differs {
                declared,
                found: format,
            };
            let expected = if same { Ok(()) } else { Err(differs) };
            assert_eq!(declared.check(head), expected);
        }
    }
}

#[test]
fn both_names_of_a_format_are_one() {
    assert_eq!(ImageFormat::Jpeg.check(JPEG), Ok(()));
    assert_eq!(ImageFormat::Jpg.check(JPEG), Ok(()));
    assert_eq!(ImageFormat::Tif.check(TIFF[0]), Ok(()));
    assert_eq!(ImageFormat::Tiff.check(TIFF[1]), Ok(()));
}

#[test]
fn media_types_are_those_of_the_schema() {
    for format in ALL {
        let known = MultipartRequest::FILE_MEDIA_TYPES;
        assert!(known.contains(&format.media_type()), "{format:?}");
    }
}

#[test]
fn a_pdf_file_may_begin_with_something_else() {
    let with = |before: usize| [&vec![b'\n'; before][..], PDF].concat();
    assert_eq!(ImageFormat::of(&with(3)), Ok(ImageFormat::Pdf));
    let most = ImageFormat::HEAD - 5;
    assert_eq!(ImageFormat::of(&with(most)), Ok(ImageFormat::Pdf));
    assert_eq!(ImageFormat::of(&with(most + 1)), Err(FormatError::Unknown));
}

#[test]
fn other_files_are_refused() {
    let others: [&[u8]; 13] = [
        b"GIF89a",
        b"BM",
        b"RIFF\0\0\0\0WAVE",
        b"RIFF",
        b"\0\0\0\x18ftypmp42",
        // What only mentions the mark of another format.
        b"A PDF file begins with %PDF-1.7, and so on",
        b"<html>\n%PDF-1.7\n</html>",
        b"%PDF-files are others",
        // The larger kind of TIFF, which the service is not said to take.
        b"II+\0\x08\0\0\0",
        b"<html>",
        b"/9j/4AAQSkZJRg==",
        // Cut short.
        b"\xFF\xD8",
        b"\x89PNG",
    ];
    for head in others {
        assert_eq!(ImageFormat::of(head), Err(FormatError::Unknown));
        assert_eq!(ImageFormat::Png.check(head), Err(FormatError::Unknown));
    }
    assert_eq!(ImageFormat::of(b""), Err(FormatError::Empty));
}

#[test]
fn what_phones_and_pages_store_is_named() {
    let heic: [&[u8]; 3] = [
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypmif1",
        b"\0\0\0\x1Cftyphevc",
    ];
    for head in heic {
        assert_eq!(ImageFormat::of(head), Err(FormatError::Heic));
        assert_eq!(ImageFormat::Jpg.check(head), Err(FormatError::Heic));
    }
    let webp = b"RIFF\x24\0\0\0WEBPVP8 ";
    assert_eq!(ImageFormat::of(webp), Err(FormatError::WebP));
    for (error, name) in [(FormatError::Heic, "HEIC"), (FormatError::WebP, "WebP")] {
        let message = error.to_string();
        assert!(
            message.starts_with(&format!("the image is {name}, ")),
            "{message}"
        );
    }
}

#[test]
fn a_pdf_file_may_have_a_byte_order_mark() {
    let marked = [b"\xEF\xBB\xBF\r\n".as_slice(), PDF].concat();
    assert_eq!(ImageFormat::of(&marked), Ok(ImageFormat::Pdf));
    assert_eq!(
        ImageFormat::of(&[b"\0\0", PDF].concat()),
        Ok(ImageFormat::Pdf)
    );
}

#[test]
fn the_way_out_is_told() {
    let message = ImageFormat::Png.check(JPEG).unwrap_err().to_string();
    assert_eq!(message, "the image was declared as png, but is jpg");
}

proptest! {
    #[test]
    fn whatever_the_bytes(bytes: Vec<u8>) {
        let found = ImageFormat::of(&bytes);
        prop_assert_eq!(found.is_ok(), ALL.iter().any(|said| said.check(&bytes).is_ok()));
    }
}
