//! Covers in a picture what the service says is to be covered, or refuses.
//!
//! ```sh
//! cargo run --package idcard --example mask -- card.jpg card.ppm answer.json masked.ppm
//! ```
//!
//! No call is made: the answer is one that was kept, to the picture that is named first. Its pixels
//! come in a PPM file (P6) of the same size, which needs no other crate to be read, as `djpeg` writes
//! it: as they are stored, whatever orientation EXIF data tell.

use clova_id_card::{RecognitionResponse, Region, View, decode};
use std::env;
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [sent, picture, answer, out] = arguments.as_slice() else {
        return Err("give a picture, its pixels, an answer, and where to write".into());
    };
    let answer: RecognitionResponse = decode(&fs::read(answer)?)?;
    let mut picture = Picture::read(fs::read(picture)?).ok_or("the picture is no PPM file (P6)")?;

    // An error here means that a number would stay visible, so nothing is written.
    let recognized = answer.into_recognized()?.of_picture(&fs::read(sent)?);
    let (width, height) = (picture.width, picture.height);
    let masking = recognized.masking_in(View::Stored { width, height })?;
    let regions = masking.within(width, height)?;
    for region in &regions {
        picture.cover(region);
    }
    fs::write(out, picture.bytes)?;
    println!("covered {} rectangles", regions.len());
    println!("names, addresses and birth dates are still to be seen: the service never marks them");
    Ok(())
}

struct Picture {
    width: u32,
    height: u32,
    /// Where the first pixel is.
    start: usize,
    bytes: Vec<u8>,
}

impl Picture {
    /// A file that begins with `P6`, the size, and the largest value, which has to be 255.
    fn read(bytes: Vec<u8>) -> Option<Self> {
        let mut words = Vec::new();
        let mut start = 0;
        while words.len() < 4 {
            let rest = bytes.get(start..)?;
            let length = rest.iter().position(u8::is_ascii_whitespace)?;
            words.extend((length > 0).then(|| String::from_utf8_lossy(&rest[..length])));
            start += length + 1;
        }
        let [kind, width, height, largest] = words.as_slice() else {
            return None;
        };
        let (width, height): (u32, u32) = (width.parse().ok()?, height.parse().ok()?);
        let pixels = usize::try_from(width)
            .ok()?
            .checked_mul(usize::try_from(height).ok()?)?;
        let whole = bytes.len().checked_sub(start)? == pixels.checked_mul(3)?;
        (kind == "P6" && largest == "255" && whole).then_some(Self {
            width,
            height,
            start,
            bytes,
        })
    }

    fn cover(&mut self, region: &Region) {
        let columns = usize::try_from(self.width).unwrap_or_default();
        let pixels = self.bytes[self.start..].chunks_exact_mut(3);
        for (index, pixel) in pixels.enumerate() {
            let (row, column) = (index / columns, index % columns);
            if let (Ok(column), Ok(row)) = (column.try_into(), row.try_into())
                && region.contains(column, row)
            {
                pixel.fill(0);
            }
        }
    }
}
