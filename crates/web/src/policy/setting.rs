//! Puts the pages together on which a rule is set or taken back: the form, the preview, the undo.
//!
//! Owns the order of those pages. It never sets anything: the routes ask for that.

use actions::policy::{Chooser, Held, Preview, Titled, Undoing};
use domain::policy::Row;
use maud::{Markup, html};
use uuid::Uuid;

use super::{
    effect, forms,
    pages::{self, framed},
    said,
};
use crate::{
    parts::{
        address::Address,
        confirm::{self, Confirm},
        difference::{self, Difference},
        errors,
        form::{self, Field, Typed},
        summary::{self, Answer},
        words,
    },
    reader::Reader,
};

/// Whose rule is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whose<'a> {
    /// What the rule is called.
    pub titled: &'a Titled,
    /// For which provider; nothing for everybody.
    pub chooser: Option<&'a Chooser>,
}

impl Whose<'_> {
    fn for_whom(&self) -> &str {
        self.chooser
            .map_or("everybody", |chooser| chooser.name.as_str())
    }

    fn caption(&self) -> Markup {
        let titled = self.titled;
        html! {
            p.caption {
                a href=(pages::ADDRESS) { "Rules" } ": "
                a href=(pages::address(&titled.name)) { (titled.title) }
            }
        }
    }
}

/// Draws the form with everything typed.
pub(super) fn form(whose: Whose, typed: &Typed, reader: &Reader) -> Markup {
    let title = format!("Set a value for {}", whose.for_whom());
    let titled = whose.titled;
    let main = html! {
        (errors::summary(typed))
        (whose.caption())
        h1 { (title) }
        p.lead { (titled.says) }
        p { "Nothing is set yet when you press the button: first you see whom it touches." }
        form.form method="get" action={ (pages::address(&titled.name)) "/preview" } {
            @if let Some(chooser) = whose.chooser {
                input type="hidden" name="provider" value=(chooser.code.to_lowercase());
            }
            (forms::fields(typed, titled))
            div.buttons {
                (form::button("See whom it touches"))
                a.target href=(pages::address(&titled.name)) { "Leave it as it is" }
            }
        }
    };
    framed(reader, &errors::title(typed, &title), &main)
}

fn told(row: &Row, because: &str) -> Vec<Answer> {
    let mut answers = vec![
        Answer::of("Value", html! { strong { (said::whole(&row.value)) } }),
        Answer::of(
            "Holds",
            words::days(Some(row.from), row.until).unwrap_or_default(),
        ),
        Answer::of("Source", html! { (row.source) }),
        Answer::of(
            "How sure",
            html! { (match row.confidence {
                domain::policy::Confidence::Confirmed => "Confirmed",
                domain::policy::Confidence::Provisional => "Provisional: not yet confirmed at its source",
            }) },
        ),
    ];
    answers.extend(
        row.note
            .as_ref()
            .map(|note| Answer::of("Note", html! { (note) })),
    );
    answers.push(Answer::of("Why", html! { (because) }));
    answers
}

fn held(held: Option<&Held>) -> String {
    held.map_or_else(
        || "No value".to_owned(),
        |held| said::words(&held.row.value),
    )
}

/// A preview that is shown, and what leads on from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Previewed<'a> {
    /// What would be done.
    pub preview: &'a Preview,
    /// The row.
    pub row: &'a Row,
    /// What was typed.
    pub typed: &'a Typed,
    /// The address of the preview, whose files list everybody.
    pub of: &'a Address,
    /// The key that does the deed once.
    pub once: Uuid,
    /// Who was quicker, in a sentence, where somebody was.
    pub quicker: Option<&'a str>,
}

/// Draws what setting a rule would do.
pub(super) fn preview(previewed: Previewed, reader: &Reader) -> Markup {
    let Previewed {
        preview,
        row,
        typed,
        of,
        ..
    } = previewed;
    let whose = Whose {
        titled: &preview.titled,
        chooser: preview.chooser.as_ref(),
    };
    let title = format!("Set this for {}?", whose.for_whom());
    let is = held(preview.before.as_ref());
    let main = html! {
        @if let Some(quicker) = previewed.quicker {
            (difference::difference(quicker, &[Difference {
                name: format!("Value on {}", words::told(row.from)),
                was: None,
                is: is.clone(),
                typed: said::words(&row.value),
            }]))
        }
        (whose.caption())
        h1 { (title) }
        p.lead {
            "On " (words::day(row.from)) ": from " strong { (is) } " to "
            strong { (held(preview.after.as_ref())) } "."
        }
        @if let Some(replaced) = &preview.replaces {
            p {
                "It takes the place of " strong { (said::words(&replaced.row.value)) }
                " of the same day, which stays on record."
            }
        }
        (confirm::confirm(&Confirm {
            action: &format!("{}/set", pages::address(&preview.titled.name)),
            typed,
            answers: &told(row, typed.text("because")),
            seen: Some(&preview.seen),
            once: previewed.once,
            yes: "Set this rule",
            back: "Change it",
        }))
        (effect::effect(&preview.effect, of, reader))
    };
    framed(reader, &title, &main)
}

/// Draws what taking back a value would do, and asks why.
pub(super) fn undo(
    undoing: &Undoing,
    typed: &Typed,
    of: &Address,
    once: Uuid,
    reader: &Reader,
) -> Markup {
    let preview = &undoing.preview;
    let version = &undoing.version;
    let whose = Whose {
        titled: &preview.titled,
        chooser: preview.chooser.as_ref(),
    };
    let title = format!("Take back a value for {}?", whose.for_whom());
    let row = &version.row;
    let set_by = version.set.name.as_deref().unwrap_or("the operator");
    let main = html! {
        (errors::summary(typed))
        (whose.caption())
        h1 { (title) }
        p.lead {
            "On " (words::day(row.from)) ": from " strong { (held(preview.before.as_ref())) } " to "
            strong { (held(preview.after.as_ref())) } "."
        }
        (summary::summary(&[
            Answer::of("Taken back", html! { strong { (said::whole(&row.value)) } }),
            Answer::of("Holds", words::days(Some(row.from), row.until).unwrap_or_default()),
            Answer::of("Set by", html! {
                (set_by) @if let Some(because) = &version.set.because { ": " (because) }
            }),
            Answer::of("Comes back", match &undoing.returns {
                Some(returns) => html! { strong { (said::whole(&returns.row.value)) } ", which it had replaced" },
                None => html! { "What held without it" },
            }),
        ]))
        form.form method="post" action=(of.path()) {
            (form::once(once))
            (form::words(&Field::of(typed, "because", "Why do you take it back?")
                .hint("Kept with your name. Nothing is deleted: both values stay on record."), 2))
            div.buttons {
                (form::button("Take it back"))
                a.target href=(pages::address(&preview.titled.name)) { "Leave it as it is" }
            }
        }
        (effect::effect(&preview.effect, of, reader))
    };
    framed(reader, &errors::title(typed, &title), &main)
}
