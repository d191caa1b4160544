//! Draws the first page of a PDF.
//!
//! Owns how large it is drawn. It never follows a link or runs what stands in the file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::InterpreterSettings,
    hayro_syntax::{LoadPdfError, Pdf},
    render,
    vello_cpu::color::palette::css::WHITE,
};
use image::{DynamicImage, RgbaImage};

use super::{Fault, Limits, View, picture};

/// A sound file whose page cannot be drawn is kept all the same.
pub(super) fn first(bytes: Vec<u8>, limits: Limits) -> Result<View, Fault> {
    let drawn = catch_unwind(AssertUnwindSafe(|| drawn(bytes, limits)));
    drawn.unwrap_or(Ok(View::Nothing))
}

fn drawn(bytes: Vec<u8>, limits: Limits) -> Result<View, Fault> {
    let file = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Fault::Locked,
        LoadPdfError::Invalid => Fault::Damaged,
    })?;
    let page = file.pages().first().ok_or(Fault::Damaged)?;
    let (width, height) = page.render_dimensions();
    let longest = width.max(height);
    if !longest.is_finite() || width.min(height) < 1.0 {
        return Ok(View::Nothing);
    }
    let side = u16::try_from(limits.view).unwrap_or(u16::MAX);
    let scale = f32::from(side) / longest;
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
        ..RenderSettings::default()
    };
    let cache = RenderCache::new();
    let drawn = render(page, &cache, &InterpreterSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let pixels = RgbaImage::from_raw(width, height, drawn.data_as_u8_slice().to_vec());
    pixels.map_or(Ok(View::Nothing), |pixels| {
        picture::view(DynamicImage::ImageRgba8(pixels), limits)
    })
}
