//! Keeps the way from the National Grid to latitude and longitude.
//! Owns no words of its own.
//! Never claims more than a few metres: it uses one shift for the whole country.

use proj4rs::Proj;
use proj4rs::transform::transform;

/// The National Grid (EPSG:27700), with the seven published figures that shift it to WGS84.
const NATIONAL_GRID: &str = "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs";

/// The grid and the globe, made once for many points.
pub(super) struct Grid {
    grid: Proj,
    globe: Proj,
}

impl Grid {
    pub(super) fn new() -> Grid {
        Grid {
            grid: Proj::from_proj_string(NATIONAL_GRID).expect("the grid is well formed"),
            globe: Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs")
                .expect("the globe is well formed"),
        }
    }

    /// Latitude and longitude in degrees; nothing where the point lies outside the grid.
    pub(super) fn position(&self, easting: u32, northing: u32) -> Option<(f64, f64)> {
        if !(1..700_000).contains(&easting) || !(1..1_300_000).contains(&northing) {
            return None;
        }
        let mut point = (f64::from(easting), f64::from(northing), 0.0);
        transform(&self.grid, &self.globe, &mut point).ok()?;
        let (longitude, latitude) = (point.0.to_degrees(), point.1.to_degrees());
        Some((rounded(latitude), rounded(longitude)))
    }
}

/// Six places of a degree, a tenth of a metre; more would be make-believe.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// Reckons latitude and longitude (WGS84) of a point on the National Grid.
///
/// # Units
/// Metres in, degrees out; right to about five metres.
#[must_use]
pub fn latitude_and_longitude(easting: u32, northing: u32) -> Option<(f64, f64)> {
    Grid::new().position(easting, northing)
}
