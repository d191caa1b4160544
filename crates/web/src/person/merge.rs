//! Asks whether two records are one person's, side by side, and joins them or tells them apart.
//!
//! Owns that page. It never joins two records unseen.

use actions::{
    ActionError, Platform,
    person::{Pair, Side, merge, pair, tell_apart},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Minutes, Refusal, person::PersonId};
use maud::{Markup, html};
use uuid::Uuid;

use super::list::titled;
use crate::{
    door::Door,
    error::PageError,
    insight,
    parts::{
        address::Address,
        form::{self, Typed},
        notice::{self, Tone},
        table::{self, Column, Line, Table},
        words,
    },
    reader::Reader,
};

/// Shows both records side by side.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let asked = Address::of("").asking(&door.question);
    let person = |name: &str| Uuid::try_parse(asked.value(name)).ok().map(PersonId);
    let two = person("one").zip(person("other"));
    let two = two.ok_or(PageError::NotFound)?;
    let (actor, code) = (reader.actor(), door.code.as_str());
    let pair = pair(&platform, actor, code, two, person("keep")).await?;
    Ok(page(&platform, &reader, &pair, None).into_response())
}

/// Joins the two, or tells them apart.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    typed: Typed,
) -> Result<Response, PageError> {
    let (actor, once) = (reader.actor(), typed.once()?);
    let code = door.code.as_str();
    let person = |name: &str| typed.number(name).map(PersonId);
    let two = person("kept").zip(person("other"));
    let two = two.ok_or(PageError::NotFound)?;
    match typed.text("step") {
        "join" => match merge(&platform, actor, once, code, two, typed.text("seen")).await {
            Ok(()) => {
                let to = format!("{}/{}?done=joined", door.of("person"), two.0.0);
                Ok(Redirect::to(&to).into_response())
            }
            Err(ActionError::Refused(no)) => {
                let pair = pair(&platform, actor, code, two, Some(two.0)).await?;
                let page = page(&platform, &reader, &pair, Some(&no));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            Err(error) => Err(error.into()),
        },
        "apart" => {
            tell_apart(&platform, actor, once, code, two).await?;
            let to = format!("{}/quality?done=apart", door.of("insight"));
            Ok(Redirect::to(&to).into_response())
        }
        _ => Err(PageError::NotFound),
    }
}

fn page(platform: &Platform, reader: &Reader, pair: &Pair, said: Option<&Refusal>) -> Markup {
    let (kept, other) = (&pair.kept.person, &pair.other.person);
    let here = format!("{}/merge", super::address(&pair.provider));
    let swapped = Address::of(here.as_str())
        .with("one", kept.id.0)
        .with("other", other.id.0)
        .with("keep", other.id.0);
    let no = said.map(ToString::to_string);
    let no = no.or_else(|| pair.no.as_ref().map(ToString::to_string));
    let main = html! {
        p.caption { a href=(insight::quality::address(&pair.provider)) { "Data quality" } }
        h1 { "One person?" }
        @if let Some(no) = no { (notice::notice(Tone::Look, &html! { p { (no) } })) }
        p.lead {
            "If these two records are of one person, join them: every minute and every day stays. "
            "If they are two people, say so, and nobody is asked about them again."
        }
        (beside(pair))
        p { a.target href=(swapped) { "Keep the other record instead" } }
        @if pair.no.is_none() { (changes(pair)) }
        form.form method="post" action=(here) {
            (form::once(platform.number()))
            (form::seen(&pair.seen))
            input type="hidden" name="kept" value=(kept.id.0);
            input type="hidden" name="other" value=(other.id.0);
            div.buttons {
                @if pair.no.is_none() {
                    button.button type="submit" name="step" value="join" { "Join them" }
                }
                (form::step("These are two people", "apart"))
            }
        }
    };
    titled(reader, &pair.provider, "One person?", &main)
}

/// Both records side by side.
fn beside(pair: &Pair) -> Markup {
    let columns = [
        Column::plain("What"),
        Column::named("Kept"),
        Column::named("Joined to it"),
    ];
    let line = |name: &'static str, of: &dyn Fn(&Side) -> Markup| Line {
        id: format!("beside-{}", name.to_lowercase().replace(' ', "-")),
        class: None,
        head: html! { p.row-title { (name) } },
        cells: vec![Some(of(&pair.kept)), Some(of(&pair.other))],
    };
    let either = |is: &dyn Fn(&Side) -> bool| is(&pair.kept) || is(&pair.other);
    let mut lines = vec![
        line("Name", &|side| {
            html! { a href=(super::page(&pair.provider, side.person.id)) { (side.person.name()) } }
        }),
        line("TRN", &|side| match side.person.trn {
            Some(trn) => html! { (trn) },
            None => nothing("Not known"),
        }),
        line("E-mail", &|side| several(&side.emails)),
        line("Roles", &|side| roles(pair, side)),
        line("Recorded", &|side| {
            html! { (words::counted(side.entries, "entry", "entries")) ", " (words::amount(side.minutes)) }
        }),
    ];
    if either(&|side| !side.references.is_empty()) {
        lines.push(line("Our references", &|side| several(&side.references)));
    }
    if either(&|side| !side.elsewhere.is_empty()) {
        lines.push(line("Also with", &|side| several(&side.elsewhere)));
    }
    if either(&|side| side.hosted > 0) {
        let mentored = |side: &Side| html! { (words::count(side.hosted)) };
        lines.push(line("Student teachers mentored", &mentored));
    }
    if either(&|side| side.placements > 0) {
        let placed = |side: &Side| html! { (words::count(side.placements)) };
        lines.push(line("Placements of their own", &placed));
    }
    table::table(&Table {
        caption: "The two records side by side",
        columns: &columns,
        lines,
    })
}

fn nothing(words: &str) -> Markup {
    html! { span.quiet { (words) } }
}

fn several(all: &[String]) -> Markup {
    match all {
        [] => nothing("None"),
        all => html! { @for (at, one) in all.iter().enumerate() { @if at > 0 { br; } (one) } },
    }
}

fn roles(pair: &Pair, side: &Side) -> Markup {
    let label = |role| pair.labels.get(&role).cloned().unwrap_or_default();
    html! {
        @if side.roles.is_empty() { (nothing("None here")) }
        @for (at, held) in side.roles.iter().map(|held| &held.membership).enumerate() {
            @if at > 0 { br; }
            (label(held.role))
            @if let Some(urn) = held.school {
                ", "
                @match pair.schools.get(&urn) { Some(name) => (name), None => (urn) }
            }
            @if let Some(days) = words::days(held.from, held.until) { br; span.quiet { (days) } }
        }
    }
}

/// What joining them changes, in words.
fn changes(pair: &Pair) -> Markup {
    let carried = &pair.carried;
    let (kept, other) = (&pair.kept, &pair.other);
    let before = kept.minutes + other.minutes;
    html! {
        section aria-labelledby="changes" {
            h2 #changes { "What joining them changes" }
            ul.lines {
                li {
                    "Everything stands under " strong { (kept.person.name()) }
                    ". The other record stays, and leads here; nothing is deleted."
                }
                @if carried.entries > 0 {
                    li {
                        (words::counted(carried.entries, "entry", "entries")) " with "
                        (words::amount(carried.minutes))
                        " are written again for the kept record, each in the place of the earlier one."
                    }
                }
                @if carried.doubles > 0 {
                    li {
                        (words::counted(carried.doubles, "entry", "entries")) " with "
                        (words::amount(carried.doubled))
                        " stand on both records for the same day and component: they count once."
                    }
                }
                @if before > Minutes::ZERO {
                    li {
                        "Minutes with " (pair.provider.name) ": " (words::amount(kept.minutes)) " and "
                        (words::amount(other.minutes)) " now; "
                        strong { (words::amount(pair.after)) } " after."
                    }
                }
                @if carried.waiting > 0 {
                    li {
                        (words::counted(carried.waiting, "entry", "entries"))
                        " that one record vouched for on the other wait until somebody else vouches for them."
                    }
                }
                @if let (None, Some(trn)) = (kept.person.trn, other.person.trn) {
                    li { "The TRN " (trn) " becomes that of the kept record." }
                }
                @if !other.emails.is_empty() {
                    li { "The addresses of both are kept: a file that names either finds the same person." }
                }
                li { "A role that both hold at the same place and time is held once. Placements, student teachers and answers come along." }
            }
            p { "It is noted who joined them and when. It cannot be undone by a press." }
        }
    }
}
