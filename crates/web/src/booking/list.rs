//! Lists the sessions that the reader's providers offer, in order of time.
//!
//! Owns the address `/booking`. It never shows how a session is joined.

use std::sync::Arc;

use actions::{
    Platform,
    booking::list::{self, Listed},
};
use axum::extract::State;
use domain::{Date, booking::State as Stands, calendar::uk_hour, partnership::Provider};
use jiff::ToSpan;
use maud::{Markup, html};

use super::{release, words as told};
use crate::{
    error::PageError,
    parts::{
        address::Address,
        empty,
        shell::{self, Frame},
        words,
    },
    reader::Reader,
};

/// The address of the list.
pub const ADDRESS: &str = "/booking";

/// How far ahead the list looks, and how far back where the past is asked for.
const DAYS: i32 = 366;

/// Shows the list: what is to come, or with `past=yes` what was.
pub async fn show(State(platform): State<Platform>, reader: Reader) -> Result<Markup, PageError> {
    let question = reader.address.split_once('?').map(|(_, asked)| asked);
    let asked = Address::of(ADDRESS).asking(question.unwrap_or_default());
    let past = asked.value("past") == "yes";
    let (from, until) = days(reader.today, past);
    let mut found = list::sessions(&platform, reader.actor(), from, until).await?;
    let component = asked.value("component").to_owned();
    if !component.is_empty() {
        found.retain(|one| one.session.component == component);
    }
    if past {
        found.reverse();
    }
    let offers: Vec<Arc<Provider>> = offering(&reader);
    Ok(page(&reader, &found, past, !component.is_empty(), &offers))
}

fn days(today: Date, past: bool) -> (Date, Date) {
    let away = |days: i32| today.checked_add(days.days()).unwrap_or(today);
    match past {
        true => (away(-DAYS), away(-1)),
        false => (today, away(DAYS)),
    }
}

/// The providers for whom the reader may offer sessions.
fn offering(reader: &Reader) -> Vec<Arc<Provider>> {
    let seats = reader.seats().iter();
    let mut all: Vec<Arc<Provider>> = seats
        .flat_map(|seat| seat.providers.iter())
        .filter(|provider| super::may_offer(reader, provider.id))
        .cloned()
        .collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all.dedup_by_key(|provider| provider.id);
    all
}

fn page(
    reader: &Reader,
    found: &[Listed],
    past: bool,
    narrowed: bool,
    offers: &[Arc<Provider>],
) -> Markup {
    let own: Vec<&Listed> = found.iter().filter(|one| one.own.is_some()).collect();
    let others: Vec<&Listed> = found.iter().filter(|one| one.own.is_none()).collect();
    let main = html! {
        h1 { @if past { "Sessions that were" } @else { "Sessions" } }
        p.lead {
            "Conference days, live sessions and workshops. "
            @if past { a href=(ADDRESS) { "See what is to come" } } @else { a href={ (ADDRESS) "?past=yes" } { "See what was" } }
            @if narrowed { ", or " a href=(ADDRESS) { "see all" } }
            "."
        }
        @for provider in offers {
            p { a.button href={ (ADDRESS) "/offer/" (provider.code.to_lowercase()) } { "Offer a session" @if offers.len() > 1 { " of " (provider.name) } } }
        }
        @if !own.is_empty() {
            h2 { "Yours" }
            (lines(&own))
        }
        @if !others.is_empty() {
            @if !own.is_empty() { h2 { "More sessions" } }
            (lines(&others))
        }
        (release::offer(reader))
        @if found.is_empty() {
            (empty::empty("Nothing is offered here yet", &html! {
                "When a provider of yours offers a session, it stands here. "
                a href="/booking/calendar" { "Your calendar" } " then shows it too."
            }))
        } @else if reader.seats().iter().any(|seat| seat.kind == actions::access::SeatKind::Mentor) {
            p { a.target href="/booking/calendar" { "Put your sessions into your own calendar" } }
        }
    };
    let seat = reader.seats().first();
    let frame = Frame {
        title: "Sessions",
        provider: seat.and_then(|seat| match seat.providers.as_slice() {
            [one] => Some(one.as_ref()),
            _ => None,
        }),
        reader: Some(reader),
        seat,
        here: "Sessions",
        ..Frame::default()
    };
    shell::page(&frame, &main)
}

fn lines(all: &[&Listed]) -> Markup {
    html! {
        ul.plain {
            @for one in all {
                @let session = &one.session;
                li.plain-line {
                    p.row-title { a href={ (ADDRESS) "/" (session.id.0) } { (session.title) } }
                    p.row-more {
                        (words::day(session.held_on)) ", "
                        span.whole { (uk_hour(session.starts_at)) " to " (uk_hour(session.ends_at)) }
                        ". " (one.provider.name) ". " (words::amount(session.minutes)) "."
                        @if let Some(meant) = session.audience.told() { " For " (meant) "." }
                    }
                    p.row-more { (state(one)) }
                }
            }
        }
    }
}

/// How far the reader's booking has come, or what room there is.
fn state(one: &Listed) -> Markup {
    let free = (one.session.capacity - one.taken).max(0);
    html! {
        @if one.session.cancelled { strong { "Called off." } }
        @else if let Some(own) = one.own { strong { (told::state(own)) "." } }
        @else if free > 0 { (words::counted(usize::try_from(free).unwrap_or_default(), "place is free", "places are free")) "." }
        @else { "Full; " (words::counted(usize::try_from(one.waiting).unwrap_or_default(), "person waits", "people wait")) "." }
        @if one.own == Some(Stands::ToChoose) && !one.session.cancelled { " It was moved." }
    }
}
