//! Makes a provider's colour readable: dark enough on light pages, light enough on dark ones.
//!
//! Owns the words `Colour` and `Accent`. It never trusts a colour that it has not measured.

use std::fmt;

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

const WHITE: Colour = Colour([255; 3]);
const BLACK: Colour = Colour([0; 3]);
/// `--paper` of the light theme, and `--surface` and dark ink of the dark one, as in tokens.css.
const PAPER: Colour = Colour([0xf6, 0xf5, 0xf1]);
const NIGHT: Colour = Colour([0x1d, 0x21, 0x25]);
const NIGHT_INK: Colour = Colour([0x14, 0x17, 0x1a]);
/// `--ink-quiet` of the dark theme.
const NIGHT_QUIET: Colour = Colour([0xa8, 0xb1, 0xb9]);
/// How much of a colour a dark ground takes on at most.
const TINT: u16 = 18;
/// Text must stand out from its ground by this much (WCAG 2.2, 1.4.3), and a little more.
const ENOUGH: f64 = 4.6;

impl Colour {
    /// Reads `#rrggbb`, or the same without its mark.
    #[must_use]
    pub fn read(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Colour([part(0)?, part(2)?, part(4)?]))
    }

    /// The six digits that name it in addresses and classes.
    #[must_use]
    pub fn digits(self) -> String {
        let [red, green, blue] = self.0;
        format!("{red:02x}{green:02x}{blue:02x}")
    }

    /// The class that brings its accent into force.
    #[must_use]
    pub fn class(self) -> String {
        format!("accent-{}", self.digits())
    }

    /// The address of its accent's stylesheet.
    #[must_use]
    pub fn address(self) -> String {
        format!("/static/accent/{}.css", self.digits())
    }

    /// How strongly two colours stand out from one another, from 1 to 21.
    ///
    /// # Rule
    /// The contrast ratio of WCAG 2.2.
    #[must_use]
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn mixed(self, other: Colour, percent: u16) -> Colour {
        let mut mixed = [0; 3];
        for (at, part) in mixed.iter_mut().enumerate() {
            let sum = u16::from(self.0[at]) * (100 - percent) + u16::from(other.0[at]) * percent;
            *part = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Colour(mixed)
    }

    /// Moves towards another colour, no further than is needed to stand out from every ground.
    fn towards(self, other: Colour, grounds: &[Colour]) -> Colour {
        let stands_out = |colour: &Colour| {
            grounds
                .iter()
                .all(|ground| colour.contrast(*ground) >= ENOUGH)
        };
        (0..=100)
            .map(|percent| self.mixed(other, percent))
            .find(stands_out)
            .unwrap_or(other)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.digits())
    }
}

/// A provider's colour as the two themes need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    of: Colour,
    /// For text and lines on light ground, and as a ground for white text.
    pub light: Colour,
    /// A light ground for that text.
    pub light_soft: Colour,
    /// For text and lines on dark ground.
    pub dark: Colour,
    /// A dark ground for that text.
    pub dark_soft: Colour,
}

impl Accent {
    /// Makes a colour readable in both themes.
    #[must_use]
    pub fn of(colour: Colour) -> Accent {
        let light_soft = colour.mixed(WHITE, 90);
        let dark_soft = (0..=TINT)
            .rev()
            .map(|percent| NIGHT.mixed(colour, percent))
            .find(|ground| NIGHT_QUIET.contrast(*ground) >= ENOUGH)
            .unwrap_or(NIGHT);
        Accent {
            of: colour,
            light: colour.towards(BLACK, &[WHITE, PAPER, light_soft]),
            light_soft,
            dark: colour.towards(WHITE, &[NIGHT, NIGHT_INK, dark_soft]),
            dark_soft,
        }
    }

    /// Its stylesheet.
    #[must_use]
    pub fn stylesheet(&self) -> String {
        let class = self.of.class();
        let Accent {
            light,
            light_soft,
            dark,
            dark_soft,
            ..
        } = self;
        format!(
            ".{class}{{--accent-band:{light};--accent-band-ink:{WHITE};--accent:{light};\
             --accent-ink:{WHITE};--accent-soft:{light_soft}}}\n\
             @media(prefers-color-scheme:dark){{.{class}{{--accent:{dark};\
             --accent-ink:{NIGHT_INK};--accent-soft:{dark_soft}}}}}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_becomes_readable_in_both_themes() {
        for text in [
            "#0b5d66", "#1f3c88", "#ffff00", "#ffffff", "#000000", "#808080", "#ff0000", "#00ff88",
        ] {
            let accent = Accent::of(Colour::read(text).expect("six digits"));
            for ground in [WHITE, PAPER, accent.light_soft] {
                assert!(accent.light.contrast(ground) >= 4.5, "{text} on {ground}");
            }
            for ground in [NIGHT, NIGHT_INK, accent.dark_soft] {
                assert!(accent.dark.contrast(ground) >= 4.5, "{text} on {ground}");
            }
        }
    }

    #[test]
    fn words_and_labels_are_readable_on_every_ground_that_an_accent_makes() {
        let tokens = include_str!("../static/css/tokens.css");
        let of = |theme: &str, name: &str| {
            let mark = format!("--{name}: #");
            let rest = theme.split(&mark).nth(1).expect("a token");
            Colour::read(&rest[..6]).expect("six digits")
        };
        let (light, dark) = tokens.split_once("color-scheme: dark").expect("two themes");
        for text in [
            "#0b5d66", "#1f3c88", "#5a2a82", "#ffff00", "#ffffff", "#000000", "#808080",
        ] {
            let accent = Accent::of(Colour::read(text).expect("six digits"));
            for ink in ["ink", "ink-quiet"] {
                let on_light = of(light, ink).contrast(accent.light_soft);
                let on_dark = of(dark, ink).contrast(accent.dark_soft);
                assert!(
                    on_light >= 4.5 && on_dark >= 4.5,
                    "{ink} on {text}: {on_light} {on_dark}"
                );
            }
            assert!(
                accent.light.contrast(WHITE) >= 4.5,
                "the band and buttons of {text}"
            );
            assert!(
                accent.dark.contrast(NIGHT_INK) >= 4.5,
                "dark buttons of {text}"
            );
        }
    }

    #[test]
    fn a_colour_that_is_readable_already_is_kept() {
        let teal = Colour::read("#0b5d66").expect("six digits");
        assert_eq!(Accent::of(teal).light, teal);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for wrong in ["", "#fff", "#12345g", "red", "#1234567", "éé\u{301}"] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
        assert_eq!(Colour::read("#1F3C88"), Colour::read("1f3c88"));
    }

    #[test]
    fn the_grounds_are_those_of_the_tokens() {
        let tokens = include_str!("../static/css/tokens.css");
        for (name, colour) in [
            ("paper", PAPER),
            ("surface", NIGHT),
            ("paper", NIGHT_INK),
            ("ink-quiet", NIGHT_QUIET),
        ] {
            assert!(
                tokens.contains(&format!("--{name}: {colour};")),
                "{name} {colour}"
            );
        }
    }
}
