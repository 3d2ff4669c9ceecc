//! Finds the parts of a picture that have to be covered before it is shown or kept.
//!
//! It fails closed: a number that cannot be covered is an error, and what can be covered all the
//! same has to be asked for.

use super::orientation::Orientation;
use super::readings;
use super::region::Region;
use super::unmasked::{Gap, NotMasked, Unmasked};
use super::view::{Size, View, Way, converted_size};
use crate::types::{IdCardResult, ImageFormat, ImageResult};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// The parts of a picture to cover.
///
/// They are what the service reports, which is less than everything: of a resident number it is
/// often the second half only, and names, addresses and birth dates are never among them.
///
/// # Which pixels are meant
///
/// The regions fit the picture that the service read. Of a photo that stands upright as it is
/// stored, this is the picture that was sent, and there is nothing to say. Of a page of a PDF or
/// TIFF file it is a picture that the service made, and which the caller does not have; and a photo
/// that its EXIF data mark as turned, as phones do, can be seen in two ways, of which nobody says
/// which one the service reads. In both cases `masking` is an error, and `masking_in` takes the
/// [`View`] that the pixels have which are to be painted over. Where it cannot be known which view
/// of a photo was read, the regions of both are covered, turned into the view that was named:
/// something is covered twice rather than not at all. It is known of a photo that the feature
/// `upright` turned before it was sent.
///
/// For a copy of another size, such as a page that the caller has drawn, there is
/// [`scaled_to`](Self::scaled_to).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masking {
    readings: Vec<Reading>,
    /// The size of the picture that they belong to, where it is known.
    size: Option<Size>,
}

/// What is known of the picture that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Picture {
    pub(super) orientation: Orientation,
    /// It was turned upright before it was sent: the pixels that are stored were not.
    pub(super) was_turned: bool,
    /// It is a page of a file, of which the service makes a picture.
    pub(super) is_page: bool,
}

/// The regions of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Its name, where it is a number.
    pub(super) number: Option<&'static str>,
    pub(super) regions: Vec<Region>,
}

impl Picture {
    /// What its first bytes say.
    pub(super) fn of(head: &[u8]) -> Self {
        let format = ImageFormat::of(head);
        Self {
            orientation: Orientation::of(head),
            was_turned: false,
            is_page: matches!(format, Ok(ImageFormat::Pdf | ImageFormat::Tif | ImageFormat::Tiff)),
        }
    }
}

impl ImageResult {
    /// Finds what to cover in the picture, as [`Masking`] describes it: at least one region for
    /// each number that was read, and one for each number that such a card has printed on it.
    ///
    /// It knows only what the answer says. [`Recognized::masking`](super::Recognized::masking)
    /// knows the picture too.
    ///
    /// # Examples
    ///
    /// ```
    /// use clova_id_card::{Gap, ImageResult, decode};
    ///
    /// let image: ImageResult = decode(
    ///     br#"{"inferResult": "SUCCESS", "idCard": {"result": {
    ///         "idtype": "ID Card", "ic": {"personalNum": [{
    ///             "text": "000013-0000000",
    ///             "maskingPolys": [{"vertices": [
    ///                 {"x": 10, "y": 10}, {"x": 90.5, "y": 10},
    ///                 {"x": 90.5, "y": 20}, {"x": 10, "y": 20}
    ///             ]}]
    ///         }]}
    ///     }}}"#,
    /// )?;
    /// let regions = image.masking()?.within(640, 480)?;
    /// assert_eq!((regions[0].left, regions[0].right), (10, 92));
    ///
    /// // A card whose number was not read must not be shown.
    /// let image: ImageResult = decode(
    ///     br#"{"inferResult": "SUCCESS", "idCard": {"result": {"idtype": "ID Card", "ic": {}}}}"#,
    /// )?;
    /// let error = image.masking().unwrap_err();
    /// assert_eq!(error.unmasked()[0].gap, Gap::NotRead);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a number would stay visible, when no card was recognised, and when the service made the
    /// picture of a page: the view has to be named then.
    pub fn masking(&self) -> Result<Masking, NotMasked> {
        self.masking_of(Picture::default())
    }

    /// Finds what to cover in these pixels; otherwise as [`masking`](Self::masking).
    ///
    /// # Errors
    /// When a number would stay visible, when no card was recognised, and when the service made the
    /// picture of a page and the view has another size.
    pub fn masking_in(&self, view: View) -> Result<Masking, NotMasked> {
        self.masking_of_in(Picture::default(), view)
    }

    /// Finds what to cover in the picture that was sent.
    pub(super) fn masking_of(&self, picture: Picture) -> Result<Masking, NotMasked> {
        let gap = if picture.is_page || self.converted_image_info.is_some() {
            Gap::Converted
        } else if picture.orientation.is_turned() {
            Gap::Turned
        } else {
            return self.masking_as_read();
        };
        Err(match self.masking_as_read() {
            Ok(masking) => NotMasked::of_picture(masking, gap),
            Err(error) => error.and(Unmasked::of_picture(gap)),
        })
    }

    /// Finds what to cover in a view of the picture that was sent.
    pub(super) fn masking_of_in(&self, picture: Picture, view: View) -> Result<Masking, NotMasked> {
        let masking = self.masking_as_read()?;
        let ways = view.ways(picture, masking.size);
        if ways.is_empty() {
            return Err(NotMasked::of_picture(masking, Gap::Size));
        }
        Ok(masking.led(&ways, view.size()))
    }

    /// Finds what to cover in the picture that the service read.
    pub(super) fn masking_as_read(&self) -> Result<Masking, NotMasked> {
        let result = self.result().ok_or_else(NotMasked::unknown_card)?;
        let info = self.converted_image_info.as_ref();
        result.masking_as_read(info.and_then(converted_size))
    }
}

impl IdCardResult {
    fn masking_as_read(&self, size: Option<Size>) -> Result<Masking, NotMasked> {
        // It fails for a coordinate that is no number, which no answer can have.
        let Ok(Value::Object(members)) = serde_json::to_value(self) else {
            return Err(NotMasked::unknown_card());
        };
        let (readings, unmasked) = readings::of_result(&members);
        NotMasked::unless_empty(Masking { readings, size }, unmasked)
    }
}

impl Masking {
    /// All rectangles, not cut to the picture.
    pub fn regions(&self) -> impl Iterator<Item = Region> {
        self.readings
            .iter()
            .flat_map(|reading| reading.regions.iter().copied())
    }

    /// All rectangles, cut to a picture of this size.
    ///
    /// # Errors
    /// When it is known that the regions belong to a picture of another size: of a page, of a view
    /// that was named, or that was scaled to. And when all regions of a number are outside: it
    /// cannot be this picture.
    pub fn within(&self, width: u32, height: u32) -> Result<Vec<Region>, NotMasked> {
        if self.size.is_some_and(|size| size != (width, height)) {
            return Err(NotMasked::of_picture(self.clone(), Gap::Size));
        }
        let inside = self.mapped(self.size, |region| region.within(width, height));
        let unmasked = inside
            .readings
            .iter()
            .filter(|reading| reading.regions.is_empty())
            .filter_map(|reading| {
                Some(Unmasked {
                    member: reading.number?,
                    gap: Gap::Outside,
                })
            })
            .collect();
        NotMasked::unless_empty(inside, unmasked).map(|inside| inside.regions().collect())
    }

    /// What to cover in a copy of this size, rounded outward.
    ///
    /// # Errors
    /// When it is not known to which size the regions belong (see
    /// [`masking_in`](ImageResult::masking_in)), and when the copy is of another shape: it may be
    /// turned.
    pub fn scaled_to(&self, width: u32, height: u32) -> Result<Self, NotMasked> {
        let to = (width, height);
        match self.size.filter(|from| is_alike(*from, to)) {
            Some(from) => Ok(self.mapped(Some(to), |region| Some(region.scaled(from, to)))),
            None => Err(NotMasked::of_picture(self.clone(), Gap::Size)),
        }
    }

    /// The same in another view, in which a region may have several places.
    fn led(&self, ways: &[Way], size: Option<Size>) -> Self {
        let lead = |region: Region| ways.iter().map(move |way| way.lead(region));
        self.mapped(size.or(self.size), lead)
    }

    fn mapped<I: IntoIterator<Item = Region>>(
        &self,
        size: Option<Size>,
        map: impl Fn(Region) -> I,
    ) -> Self {
        let mapped = |reading: &Reading| Reading {
            number: reading.number,
            regions: reading.regions.iter().copied().flat_map(&map).collect(),
        };
        Self {
            readings: self.readings.iter().map(mapped).collect(),
            size,
        }
    }
}

/// Whether two pictures have the same shape, but for what rounding does: a pixel, or a hundredth.
fn is_alike(one: Size, other: Size) -> bool {
    let product = |width: u32, height: u32| u64::from(width) * u64::from(height);
    let (one_way, other_way) = (product(one.0, other.1), product(other.0, one.1));
    let pixel = (u64::from(one.0) + u64::from(one.1)).min(u64::from(other.0) + u64::from(other.1));
    let most = one_way.max(other_way);
    one_way.abs_diff(other_way) <= pixel.max(most / 100) && one_way.min(other_way) > 0
}

impl Serialize for Masking {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let regions: Vec<Region> = self.regions().collect();
        serializer.collect_map([("regions", regions)])
    }
}
