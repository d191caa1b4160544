//! Draws what is amiss in a partnership's records, each with its remedy beside it.
//!
//! Owns `/insight/{provider}/quality`. It never puts anything right itself.

mod groups;

use actions::{
    ActionError, Platform,
    insight::{self, Quality},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ledger::EntryId,
    partnership::{FundingArea, Provider, Urn},
    person::PersonId,
};
use maud::{Markup, html};
use uuid::Uuid;

use crate::{
    door::Door,
    error::PageError,
    parts::{
        address::Address,
        empty, errors,
        form::Typed,
        notice::{self, Tone},
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

/// What may stand after a deed, by the word in the address.
const DONE: [(&str, &str); 4] = [
    ("vouch", "You vouched for the entry: it counts now."),
    ("trn", "The TRN is kept."),
    (
        "apart",
        "Two people: nobody is asked about these two again.",
    ),
    ("area", "The area is kept."),
];

/// The address of the page.
#[must_use]
pub fn address(provider: &Provider) -> String {
    format!("{}/quality", super::pages::address(provider))
}

/// The address of the entries that nobody vouches for.
pub(super) fn waiting(provider: &Provider) -> String {
    format!("{}#waiting", address(provider))
}

/// Answers with the page.
pub async fn show(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let found = insight::quality(&platform, reader.actor(), &door.code).await?;
    let key = || platform.number();
    let typed = Typed::default();
    Ok(page(&found, &typed, told(&door.question).as_ref(), key, &reader).into_response())
}

/// What was done, where the address says it.
fn told(question: &str) -> Option<Markup> {
    let asked = Address::of("").asking(question);
    if asked.value("done") == "move" {
        let number = |name: &str| asked.value(name).parse().unwrap_or_default();
        let moved = groups::both(number("roles"), number("placements"));
        return Some(html! { (moved) " moved to the school that took the other’s place." });
    }
    let (_, told) = DONE.iter().find(|(word, _)| *word == asked.value("done"))?;
    Some(html! { (told) })
}

/// Puts one thing right and comes back.
pub async fn mend(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let done = one(&platform, &reader, &door, &mut typed).await?;
    let found = insight::quality(&platform, actor, &door.code).await?;
    if let Some(done) = done {
        let to = format!("{}?done={done}", address(&found.provider));
        return Ok(Redirect::to(&to).into_response());
    }
    let page = page(&found, &typed, None, || platform.number(), &reader);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Does what one button asks. Says what was done for the address; nothing where a field is wrong.
async fn one(
    platform: &Platform,
    reader: &Reader,
    door: &Door,
    typed: &mut Typed,
) -> Result<Option<String>, PageError> {
    let (actor, once) = (reader.actor(), typed.once()?);
    let code = door.code.as_str();
    let (of, other) = (typed.number("of"), typed.number("other"));
    let urn = typed.text("of").parse().map(Urn);
    let urn = urn.map_err(|_| PageError::NotFound);
    let step = typed.text("step").to_owned();
    let (field, done) = match (step.as_str(), of, other) {
        ("vouch", Some(entry), _) => {
            insight::vouch(platform, actor, once, EntryId(entry)).await?;
            return Ok(Some(step));
        }
        ("apart", Some(one), Some(other)) => {
            let pair = (PersonId(one), PersonId(other));
            actions::person::tell_apart(platform, actor, once, code, pair).await?;
            return Ok(Some(step));
        }
        ("move", ..) => {
            let moved = insight::move_to_successor(platform, actor, once, (code, urn?)).await?;
            let (roles, placements) = (moved.roles, moved.placements);
            return Ok(Some(format!("move&roles={roles}&placements={placements}")));
        }
        ("area", ..) => {
            let urn = urn?;
            let field = groups::area_field(urn);
            let asked = typed.text(&field);
            let mut areas = FundingArea::ALL.into_iter();
            let Some((area, _)) = areas.find(|(_, known)| *known == asked) else {
                typed.fault(&field, "Choose the area in which the school lies.");
                return Ok(None);
            };
            let set = insight::set_area(platform, actor, once, (code, urn), area).await;
            (field, set)
        }
        ("trn", Some(person), _) => {
            let field = groups::trn_field(person);
            let Ok(trn) = typed.text(&field).parse() else {
                typed.fault(&field, "A TRN has seven digits, zeros in front included.");
                return Ok(None);
            };
            let whose = (code, PersonId(person));
            let given = insight::give_trn(platform, actor, once, whose, trn).await;
            (field, given)
        }
        _ => return Err(PageError::NotFound),
    };
    match done {
        Err(ActionError::Refused(no)) => {
            typed.fault(&field, no.to_string());
            Ok(None)
        }
        done => Ok(done.map(|()| Some(step))?),
    }
}

/// Draws the page.
fn page(
    found: &Quality,
    typed: &Typed,
    done: Option<&Markup>,
    key: impl Fn() -> Uuid,
    reader: &Reader,
) -> Markup {
    let counts = groups::counts(found);
    let all: usize = counts.iter().map(|(_, _, count)| count).sum();
    let main = html! {
        (errors::summary(typed))
        h1 { "Data quality" }
        @if let Some(done) = done { (notice::notice(Tone::Done, &html! { p { (done) } })) }
        @if found.erasures > 0 {
            (notice::notice(Tone::Look, &html! {
                p {
                    @if found.erasures == 1 { "Somebody asks to be erased. " }
                    @else { (words::count(found.erasures)) " people ask to be erased. " }
                    a.target href=(crate::access::erasure::office(&found.provider)) { "Say whether anything stands against it" }
                }
            }))
        }
        @if all == 0 {
            (empty::empty("Nothing is amiss", &html! {
                "When a file brings rows that fit nobody, or a record lacks something, it stands here."
            }))
        } @else {
            p.lead { "What is missing or unclear in the records, each with its remedy." }
            ul.lines {
                @for (id, name, count) in counts.iter().filter(|(_, _, count)| *count > 0) {
                    li { a.target href={ "#" (id) } { strong { (words::count(*count)) } ": " (name) } }
                }
            }
        }
        (groups::rows(found))
        (groups::unverified(found, &key))
        (groups::without_trn(found, typed, &key))
        (groups::twins(found, &key))
        (groups::closed(found, &key))
        (groups::area(found, typed, &key))
        (groups::questioned(found))
        (groups::lacking(found))
    };
    shell::page(
        &Frame {
            title: &errors::title(typed, "Data quality"),
            provider: Some(&found.provider),
            reader: Some(reader),
            seat: reader.office(&found.provider),
            here: "Data quality",
            ..Frame::default()
        },
        &main,
    )
}
