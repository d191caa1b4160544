//! Draws a picture anew, so that nothing is left of where, when and with what it was made.
//!
//! Owns how pictures are kept and viewed. It never decodes one that takes more memory than is allowed, and
//! never holds a large one twice.

use std::io::Cursor;

use image::{
    DynamicImage, GenericImageView, ImageBuffer, ImageDecoder, ImageFormat, ImageReader,
    PixelWithColorType, Primitive, codecs::jpeg::JpegEncoder, metadata::Orientation,
};

use super::{Fault, Kind, Limits, View, memory};

/// Of 100: what the eye does not tell from the camera's own.
const KEPT: u8 = 88;
const VIEWED: u8 = 80;

/// Bytes of a pixel of a photograph.
const COLOURS: u64 = 3;

pub(super) fn drawn_anew(
    kind: Kind,
    bytes: &[u8],
    limits: Limits,
) -> Result<(Vec<u8>, View), Fault> {
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::WebP => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let (mut drawn, held) = decoded(bytes, format, limits)?;
    let mut shown = small(&drawn, limits);
    shown.apply_orientation(held);
    let View::Picture(view) = view(shown, limits)? else {
        return Err(Fault::Damaged);
    };
    let kept = match (kind, drawn) {
        (Kind::Png, _) if held != Orientation::NoTransforms => {
            drawn = decoded(bytes, format, limits)?.0;
            drawn.apply_orientation(held);
            png(&drawn)?
        }
        (Kind::Png, drawn) => png(&drawn)?,
        (_, DynamicImage::ImageRgb8(pixels)) => jpeg(&Held(&pixels, held), KEPT)?,
        (_, DynamicImage::ImageLuma8(pixels)) => jpeg(&Held(&pixels, held), KEPT)?,
        (_, other) => jpeg(&Held(&other.into_rgb8(), held), KEPT)?,
    };
    Ok((kept, View::Picture(view)))
}

/// Decodes a picture, and says how the camera was held.
fn decoded(
    bytes: &[u8],
    format: ImageFormat,
    limits: Limits,
) -> Result<(DynamicImage, Orientation), Fault> {
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().map_err(|_| Fault::Damaged)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = decoder.total_bytes();
    let beside = match format {
        ImageFormat::Jpeg => memory::of_jpeg(bytes),
        ImageFormat::WebP if whole > COLOURS * pixels => COLOURS * pixels,
        ImageFormat::Png if held != Orientation::NoTransforms => whole,
        _ => 0,
    };
    if pixels > limits.pixels || whole.saturating_add(beside) > COLOURS * limits.pixels {
        return Err(Fault::TooLarge);
    }
    let drawn = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Damaged)?;
    Ok((drawn, held))
}

/// A copy that is as large as a view may be, as the camera was held.
fn small(drawn: &DynamicImage, limits: Limits) -> DynamicImage {
    match drawn.width() > limits.view || drawn.height() > limits.view {
        true => drawn.thumbnail(limits.view, limits.view),
        false => drawn.clone(),
    }
}

/// A picture small enough to be looked at, as JPEG.
pub(super) fn view(drawn: DynamicImage, limits: Limits) -> Result<View, Fault> {
    let plain = small(&drawn, limits).into_rgb8();
    let upright = Held(&plain, Orientation::NoTransforms);
    Ok(View::Picture(jpeg(&upright, VIEWED)?))
}

/// A picture as it stands upright, read out of one that does not, without a second copy.
struct Held<'a, P: image::Pixel>(&'a ImageBuffer<P, Vec<P::Subpixel>>, Orientation);

impl<P: image::Pixel> GenericImageView for Held<'_, P> {
    type Pixel = P;

    fn dimensions(&self) -> (u32, u32) {
        let (width, height) = self.0.dimensions();
        match self.1 {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => (height, width),
            _ => (width, height),
        }
    }

    fn get_pixel(&self, x: u32, y: u32) -> P {
        let (width, height) = self.0.dimensions();
        let (from_right, from_foot) = (|x: u32| width - 1 - x, |y: u32| height - 1 - y);
        let (x, y) = match self.1 {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (from_right(x), y),
            Orientation::FlipVertical => (x, from_foot(y)),
            Orientation::Rotate180 => (from_right(x), from_foot(y)),
            Orientation::Rotate90 => (y, from_foot(x)),
            Orientation::Rotate270 => (from_right(y), x),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate270FlipH => (from_right(y), from_foot(x)),
        };
        *self.0.get_pixel(x, y)
    }
}

fn jpeg<P>(drawn: &Held<'_, P>, quality: u8) -> Result<Vec<u8>, Fault>
where
    P: PixelWithColorType,
    P::Subpixel: Primitive,
{
    let mut written = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut written, quality);
    encoder.encode_image(drawn).map_err(|_| Fault::Damaged)?;
    Ok(written)
}

fn png(drawn: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let mut written = Cursor::new(Vec::new());
    drawn
        .write_to(&mut written, ImageFormat::Png)
        .map_err(|_| Fault::Damaged)?;
    Ok(written.into_inner())
}

#[cfg(test)]
mod tests {
    use image::{Luma, RgbImage};

    use super::*;

    #[test]
    fn a_picture_stands_upright_however_the_camera_was_held() {
        let mut number = 0;
        let pixels = ImageBuffer::from_fn(3, 2, |_, _| {
            number += 1;
            Luma([number])
        });
        let read = |shown: &dyn Fn(u32, u32) -> u8, (width, height): (u32, u32)| -> Vec<u8> {
            (0..height)
                .flat_map(|y| (0..width).map(move |x| (x, y)))
                .map(|(x, y)| shown(x, y))
                .collect()
        };
        for code in 1..=8 {
            let held = Orientation::from_exif(code).expect("one of eight");
            let mut theirs = DynamicImage::ImageLuma8(pixels.clone());
            theirs.apply_orientation(held);
            let theirs = theirs.into_luma8();
            let ours = Held(&pixels, held);
            assert_eq!(ours.dimensions(), theirs.dimensions(), "{code}");
            assert_eq!(
                read(&|x, y| ours.get_pixel(x, y).0[0], ours.dimensions()),
                read(&|x, y| theirs.get_pixel(x, y).0[0], ours.dimensions()),
                "{code}"
            );
        }
    }

    #[test]
    fn what_would_take_too_much_memory_is_not_decoded() {
        let limits = Limits {
            pixels: 100 * 100,
            view: 50,
            letters: 1,
        };
        let png = |wide: DynamicImage| png(&wide).expect("written");
        let plain = png(DynamicImage::ImageRgb8(RgbImage::new(100, 100)));
        assert!(drawn_anew(Kind::Png, &plain, limits).is_ok());
        let deep = png(DynamicImage::new_rgba16(100, 100));
        assert_eq!(
            drawn_anew(Kind::Png, &deep, limits),
            Err(Fault::TooLarge),
            "eight bytes a pixel"
        );
    }
}
