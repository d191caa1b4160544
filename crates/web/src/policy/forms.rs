//! Turns what was typed about a rule into a row, and a row into what a form shows.
//!
//! Owns the fields of that form. It never guesses a value that was not typed.

use actions::policy::Titled;
use domain::{
    Pence,
    policy::{Confidence, Origin, Row, Season, Unit, Value},
};
use maud::{Markup, html};

use crate::parts::form::{self, Field, Offer, Typed};

/// Draws the fields.
pub(super) fn fields(typed: &Typed, titled: &Titled) -> Markup {
    let confidence = [
        Offer::of("confirmed", "Confirmed").hint("I have read it at its source."),
        Offer::of("provisional", "Provisional")
            .hint("Nobody could confirm it yet. Pages will say so."),
    ];
    html! {
        (value_fields(typed, titled))
        (form::several(
            &Field::of(typed, "none", "Or no value"),
            &[Offer::of("yes", "There is expressly no value").hint("A duty that was lifted, a cap that does not exist.")],
        ))
        (form::date(&Field::of(typed, "from", "First day").hint("The day on which it begins to hold.")))
        (form::date(&Field::of(typed, "until", "Last day, if there is one")
            .hint("Left blank, it holds until another value takes its place.")))
        (form::words(&Field::of(typed, "source", "Where is it written?")
            .hint("A page, a letter, a minute of a meeting: so that somebody else can find it."), 2))
        (form::choice(&Field::of(typed, "confidence", "How sure is it?"), &confidence))
        (form::words(&Field::of(typed, "note", "What else should a reader know? (may be blank)"), 2))
        (form::words(&Field::of(typed, "because", "Why do you set it?")
            .hint("Kept with your name. It is shown to whoever looks after these rules."), 2))
    }
}

fn value_fields(typed: &Typed, titled: &Titled) -> Markup {
    let number =
        |hint: &'static str| form::digits(&Field::of(typed, "value", "Value").hint(hint).wide(8));
    match titled.unit {
        Unit::Hours => form::minutes(&Field::of(typed, "value", "Value")),
        Unit::Pence => form::text(
            &Field::of(typed, "value", "Value")
                .hint("In pounds for an hour, such as 43.80.")
                .wide(8),
        ),
        Unit::Days => number("In days."),
        Unit::WorkingDays => number("In working days."),
        Unit::Weeks => number("In weeks."),
        Unit::Years => number("In years."),
        Unit::Count => number("A whole number."),
        Unit::Percent => number("In whole percent."),
        Unit::Allowed => form::choice(
            &Field::of(typed, "value", "Value"),
            &[Offer::of("yes", "Yes"), Offer::of("no", "No")],
        ),
        Unit::Codes => form::words(
            &Field::of(typed, "value", "Value").hint("Codes with a space or a line between them."),
            3,
        ),
        Unit::Window => html! {
            (form::date(&Field::of(typed, "opens", "It opens on")))
            (form::date(&Field::of(typed, "closes", "It closes on").hint("This day included.")))
        },
        Unit::Season => html! {
            (form::text(&Field::of(typed, "opens", "It opens each year on").hint("Such as 6 April.").wide(14)))
            (form::text(&Field::of(typed, "closes", "It closes each year on").hint("Such as 31 August; this day included.").wide(14)))
        },
    }
}

/// What a form shows of a value.
pub(super) fn filled(typed: Typed, value: &Value) -> Typed {
    let day_of = |(month, day): (i8, i8)| {
        domain::Date::new(2000, month, day)
            .map_or_else(|_| String::new(), |day| day.strftime("%-d %B").to_string())
    };
    match value {
        Value::Minutes(minutes) => typed.with_minutes("value", *minutes),
        Value::Pence(pence) => {
            typed.with("value", format!("{}.{:02}", pence.0 / 100, pence.0 % 100))
        }
        Value::Days(n)
        | Value::WorkingDays(n)
        | Value::Weeks(n)
        | Value::Years(n)
        | Value::Count(n)
        | Value::Percent(n) => typed.with("value", n),
        Value::Allowed(yes) => typed.with("value", if *yes { "yes" } else { "no" }),
        Value::Codes(codes) => typed.with("value", codes.join(" ")),
        Value::Window { opens, closes } => typed
            .with_date("opens", Some(*opens))
            .with_date("closes", Some(*closes)),
        Value::Season(season) => typed
            .with("opens", day_of(season.opens))
            .with("closes", day_of(season.closes)),
        Value::None => typed.with("none", "yes"),
    }
}

/// Reads a row; what cannot be read becomes a fault beside its field.
pub(super) fn read(typed: &mut Typed, titled: &Titled, provider: Option<String>) -> Option<Row> {
    let value = if typed.holds("none", "yes") {
        if gives_a_value(typed) {
            typed.fault("none", "Give a value, or say that there is none: not both.");
        }
        Some(Value::None)
    } else {
        value(typed, titled.unit)
    };
    let from = typed.date("from");
    if from.is_none() {
        typed.fault("from", "Give the first day on which it holds.");
    }
    let until = typed.date("until");
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        typed.fault("until", "The last day comes before the first.");
    }
    typed.needs("source", "Say where it is written.");
    let confidence = Confidence::read(typed.text("confidence"));
    if confidence.is_none() {
        typed.fault("confidence", "Say how sure it is.");
    }
    typed.needs("because", "Say why you set it.");
    if !typed.is_sound() {
        return None;
    }
    let note = typed.text("note");
    Some(Row {
        of: titled.name.clone(),
        kind: titled.kind,
        provider,
        value: value?,
        from: from?,
        until,
        source: typed.text("source").to_owned(),
        confidence: confidence?,
        note: (!note.is_empty()).then(|| note.to_owned()),
        origin: Origin::Own,
    })
}

/// Says whether anything was typed or chosen for the value itself.
fn gives_a_value(typed: &Typed) -> bool {
    typed.pairs().any(|(name, text)| {
        let of = name.split('-').next().unwrap_or(name);
        ["value", "opens", "closes"].contains(&of) && !text.trim().is_empty()
    })
}

fn value(typed: &mut Typed, unit: Unit) -> Option<Value> {
    let whole = |typed: &mut Typed, most: i32| {
        let number = typed.text("value").parse().ok();
        let number = number.filter(|number| (0..=most).contains(number));
        if number.is_none() {
            typed.fault("value", format!("Give a whole number from 0 to {most}."));
        }
        number
    };
    match unit {
        Unit::Hours => {
            let minutes = typed.minutes("value");
            if minutes.is_none() {
                typed.fault("value", "Give hours, minutes or both.");
            }
            minutes.map(Value::Minutes)
        }
        Unit::Pence => {
            let pence = pence(typed.text("value"));
            if pence.is_none() {
                typed.fault("value", "Give pounds and pence, such as 43.80.");
            }
            pence.map(Value::Pence)
        }
        Unit::Days => whole(typed, 100_000).map(Value::Days),
        Unit::WorkingDays => whole(typed, 100_000).map(Value::WorkingDays),
        Unit::Weeks => whole(typed, 10_000).map(Value::Weeks),
        Unit::Years => whole(typed, 1_000).map(Value::Years),
        Unit::Count => whole(typed, 1_000_000).map(Value::Count),
        Unit::Percent => whole(typed, 1_000).map(Value::Percent),
        Unit::Allowed => match typed.text("value") {
            "yes" => Some(Value::Allowed(true)),
            "no" => Some(Value::Allowed(false)),
            _ => {
                typed.fault("value", "Choose yes or no.");
                None
            }
        },
        Unit::Codes => {
            let codes = typed.text("value").split([' ', ',', '\n', '\r']);
            let codes: Vec<String> = codes
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect();
            if codes.is_empty() {
                typed.fault("value", "Give at least one code.");
            }
            (!codes.is_empty()).then_some(Value::Codes(codes))
        }
        Unit::Window => {
            let (opens, closes) = (typed.date("opens"), typed.date("closes"));
            for (name, day) in [("opens", opens), ("closes", closes)] {
                if day.is_none() {
                    typed.fault(name, "Give a day, as day, month and year.");
                }
            }
            let (opens, closes) = (opens?, closes?);
            if closes < opens {
                typed.fault("closes", "It closes before it opens.");
            }
            Some(Value::Window { opens, closes })
        }
        Unit::Season => {
            let (opens, closes) = (day_of_year(typed, "opens"), day_of_year(typed, "closes"));
            Some(Value::Season(Season {
                opens: opens?,
                closes: closes?,
            }))
        }
    }
}

/// Pounds with a point and two digits, or without.
fn pence(text: &str) -> Option<Pence> {
    let text = text.trim_start_matches('£').replace(',', "");
    let (pounds, pence) = text.split_once('.').unwrap_or((&text, "00"));
    let is_number =
        |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number(pounds) || !is_number(pence) || pence.len() != 2 || pounds.len() > 9 {
        return None;
    }
    let (pounds, pence): (i64, i64) = (pounds.parse().ok()?, pence.parse().ok()?);
    Some(Pence(pounds * 100 + pence))
}

/// A day of every year, as people write it: 6 April.
fn day_of_year(typed: &mut Typed, name: &str) -> Option<(i8, i8)> {
    let written = typed.text(name).to_owned();
    let day = written.split_once(' ').and_then(|(day, month)| {
        Typed::default()
            .with("it-day", day)
            .with("it-month", month.trim())
            .with("it-year", 2023)
            .date("it")
    });
    if day.is_none() {
        typed.fault(name, "Give a day and a month, such as 6 April.");
    }
    day.map(|day| (day.month(), day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_and_expressly_none_are_not_both_given() {
        let none = Typed::default().with("none", "yes").with("value-hours", "");
        assert!(!gives_a_value(&none));
        assert!(gives_a_value(&none.with("value-minutes", "30")));
    }

    #[test]
    fn pounds_are_read_as_people_write_them() {
        assert_eq!(pence("43.80"), Some(Pence(4380)));
        assert_eq!(pence("£1,043.80"), Some(Pence(104_380)));
        assert_eq!(pence("45"), Some(Pence(4500)));
        for wrong in ["", "43.8", "-1", "1.234", "£", "a.bc"] {
            assert_eq!(pence(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_value_is_read_back_as_the_form_showed_it() {
        let day = |text: &str| text.parse().expect("a written day");
        let season = Season {
            opens: (4, 6),
            closes: (8, 31),
        };
        for (unit, shown) in [
            (Unit::Hours, Value::Minutes(domain::Minutes(950))),
            (Unit::Pence, Value::Pence(Pence(4380))),
            (Unit::Years, Value::Years(3)),
            (Unit::Allowed, Value::Allowed(false)),
            (
                Unit::Codes,
                Value::Codes(vec!["A1".to_owned(), "B2".to_owned()]),
            ),
            (
                Unit::Window,
                Value::Window {
                    opens: day("2026-05-11"),
                    closes: day("2026-07-03"),
                },
            ),
            (Unit::Season, Value::Season(season)),
        ] {
            let mut typed = filled(Typed::default(), &shown);
            assert_eq!(value(&mut typed, unit), Some(shown));
            assert!(typed.is_sound());
        }
    }
}
