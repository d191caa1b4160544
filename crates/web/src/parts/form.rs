//! Draws what forms are made of.
//!
//! Owns the key that makes a form do its deed once. It never knows what a form is for.

mod typed;

use maud::{Markup, html};
use uuid::Uuid;

pub use typed::{Fault, Typed};

/// The hidden key of a form: sent twice, the deed is done once.
#[must_use]
pub fn once(key: Uuid) -> Markup {
    html! { input type="hidden" name="once" value=(key); }
}

/// The hidden token of what a form showed: another token at the deed says that somebody was quicker.
#[must_use]
pub fn seen(token: &str) -> Markup {
    html! { input type="hidden" name="seen" value=(token); }
}

/// Carries everything typed through a page that only asks whether it is right, keys left out.
#[must_use]
pub fn carried(typed: &Typed) -> Markup {
    html! {
        @for (name, value) in typed.pairs() {
            @if !["once", "seen", "step"].contains(&name) {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

/// A button: the first of a form stands out.
#[must_use]
pub fn button(words: &str) -> Markup {
    html! { button.button type="submit" { (words) } }
}

/// A button that says which of several deeds is meant, as the field `step`.
#[must_use]
pub fn step(words: &str, step: &str) -> Markup {
    html! { button.button.is-quiet type="submit" name="step" value=(step) { (words) } }
}

/// One field of a form.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// Its name, which is also its address on the page.
    pub name: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What was typed into the form, and what was wrong with it.
    pub typed: &'a Typed,
    /// The word by which a browser knows what to fill in.
    pub autocomplete: Option<&'static str>,
    /// How many letters it is wide; all there is where nothing is said.
    pub wide: Option<u8>,
}

impl<'a> Field<'a> {
    /// A field without a hint.
    #[must_use]
    pub const fn of(typed: &'a Typed, name: &'a str, label: &'a str) -> Field<'a> {
        Field {
            name,
            label,
            hint: None,
            typed,
            autocomplete: None,
            wide: None,
        }
    }

    /// The same with a hint.
    #[must_use]
    pub const fn hint(mut self, hint: &'a str) -> Field<'a> {
        self.hint = Some(hint);
        self
    }

    /// The same, filled in by browsers that know the reader.
    #[must_use]
    pub const fn autocomplete(mut self, word: &'static str) -> Field<'a> {
        self.autocomplete = Some(word);
        self
    }

    /// The same, as wide as its answers.
    #[must_use]
    pub const fn wide(mut self, letters: u8) -> Field<'a> {
        self.wide = Some(letters);
        self
    }

    fn fault(&self) -> Option<&'a str> {
        self.typed.fault_of(self.name)
    }

    fn described(&self) -> Option<String> {
        let hint = self.hint.map(|_| format!("{}-hint", self.name));
        let fault = self.fault().map(|_| format!("{}-fault", self.name));
        let parts: Vec<String> = [hint, fault].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn above(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p.hint id={ (self.name) "-hint" } { (hint) } }
            @if let Some(fault) = self.fault() {
                p.fault id={ (self.name) "-fault" } { span.unseen { "Error: " } (fault) }
            }
        }
    }

    fn alone(&self, control: &Markup) -> Markup {
        html! {
            div.field.is-wrong[self.fault().is_some()] {
                label for=(self.name) { (self.label) }
                (self.above())
                (control)
            }
        }
    }

    fn group(&self, controls: &Markup) -> Markup {
        html! {
            fieldset.field.is-wrong[self.fault().is_some()] aria-describedby=[self.described()] {
                legend { (self.label) }
                (self.above())
                (controls)
            }
        }
    }
}

/// Draws a field of one line.
#[must_use]
pub fn text(field: &Field) -> Markup {
    line(field, "text", None)
}

/// Draws a field of one line for digits.
#[must_use]
pub fn digits(field: &Field) -> Markup {
    line(field, "text", Some("numeric"))
}

/// Draws a field for an e-mail address.
#[must_use]
pub fn email(field: &Field) -> Markup {
    line(field, "email", None)
}

fn line(field: &Field, kind: &str, keys: Option<&str>) -> Markup {
    field.alone(&html! {
        input id=(field.name) name=(field.name) type=(kind) value=(field.typed.text(field.name))
            inputmode=[keys] size=[field.wide] autocomplete=(field.autocomplete.unwrap_or("off"))
            aria-describedby=[field.described()] aria-invalid=[field.fault().map(|_| "true")];
    })
}

/// Draws a field for several lines of words.
#[must_use]
pub fn words(field: &Field, lines: u8) -> Markup {
    field.alone(&html! {
        textarea id=(field.name) name=(field.name) rows=(lines) aria-describedby=[field.described()]
            aria-invalid=[field.fault().map(|_| "true")] { (field.typed.text(field.name)) }
    })
}

/// Draws a field for a day as three boxes: the day, the month, the year.
#[must_use]
pub fn date(field: &Field) -> Markup {
    boxes(
        field,
        &[
            ("day", "Day", 2),
            ("month", "Month", 2),
            ("year", "Year", 4),
        ],
    )
}

/// Draws a field for an amount of time as two boxes: hours and minutes.
#[must_use]
pub fn minutes(field: &Field) -> Markup {
    boxes(field, &[("hours", "Hours", 2), ("minutes", "Minutes", 3)])
}

fn boxes(field: &Field, parts: &[(&str, &str, u8)]) -> Markup {
    let name = |part: &str| format!("{}-{part}", field.name);
    field.group(&html! {
        div.boxes {
            @for (at, (part, label, wide)) in parts.iter().enumerate() {
                @let id = if at == 0 { field.name.to_owned() } else { name(part) };
                div {
                    label for=(id) { (label) }
                    input id=(id) name=(name(part)) type="text" inputmode="numeric" size=(wide)
                        autocomplete="off" value=(field.typed.text(&name(part)))
                        aria-invalid=[field.fault().map(|_| "true")];
                }
            }
        }
    })
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line beneath it.
    pub hint: Option<String>,
    /// The key that goes to it, for whoever chooses many times in a row.
    pub key: Option<char>,
}

impl Offer {
    /// An offer without a hint.
    #[must_use]
    pub fn of(value: impl Into<String>, label: impl Into<String>) -> Offer {
        Offer {
            value: value.into(),
            label: label.into(),
            hint: None,
            key: None,
        }
    }

    /// The same with a key that goes to it.
    #[must_use]
    pub fn key(mut self, key: char) -> Offer {
        self.key = Some(key);
        self
    }

    /// The same with a line beneath it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Offer {
        self.hint = Some(hint.into());
        self
    }
}

/// Draws a choice of one among few, all in sight.
#[must_use]
pub fn choice(field: &Field, offers: &[Offer]) -> Markup {
    picks(field, offers, "radio")
}

/// Draws a choice of as many as apply.
#[must_use]
pub fn several(field: &Field, offers: &[Offer]) -> Markup {
    picks(field, offers, "checkbox")
}

fn picks(field: &Field, offers: &[Offer], kind: &str) -> Markup {
    field.group(&html! {
        @for (at, offer) in offers.iter().enumerate() {
            @let id = if at == 0 { field.name.to_owned() } else { format!("{}-{}", field.name, at + 1) };
            div.pick {
                input id=(id) name=(field.name) type=(kind) value=(offer.value) accesskey=[offer.key]
                    checked[field.typed.holds(field.name, &offer.value)];
                label for=(id) {
                    (offer.label)
                    @if let Some(hint) = &offer.hint { span.hint { (hint) } }
                }
            }
        }
    })
}

/// Draws a choice of one among many, in a list that a browser searches by the letters typed.
///
/// `blank` is what stands for no choice; without it the first offer is chosen.
#[must_use]
pub fn select(field: &Field, blank: Option<&str>, offers: &[Offer]) -> Markup {
    field.alone(&html! {
        select id=(field.name) name=(field.name) aria-describedby=[field.described()]
            aria-invalid=[field.fault().map(|_| "true")] {
            @if let Some(blank) = blank { option value="" { (blank) } }
            @for offer in offers {
                option value=(offer.value) selected[field.typed.holds(field.name, &offer.value)] {
                    (offer.label)
                    @if let Some(hint) = &offer.hint { ", " (hint) }
                }
            }
        }
    })
}
