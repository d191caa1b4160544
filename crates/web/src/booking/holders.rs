//! Shows a host or an office who comes, for whom places are kept, and what they can do about a session.
//!
//! Owns the list of holders on the page of a session. It never books for anybody.

use actions::booking::list::{Holder, Shown};
use domain::booking::State;
use maud::{Markup, html};

use super::{one, words as told};
use crate::parts::words;

/// The question that narrows the list to those who have not chosen again.
const UNCHOSEN: &str = "who=to-choose";

/// Who holds a place and who waits, with what they need for the host, and the ways to change the session.
pub(super) fn holders(found: &Shown, all: &[Holder], asked: &str) -> Markup {
    let session = &found.session;
    let here = one::address(session.id);
    let open = |holder: &&Holder| holder.booking.state == State::ToChoose;
    let unchosen = all.iter().filter(open).count();
    let narrowed = asked == UNCHOSEN && unchosen > 0;
    let shown: Vec<&Holder> = all.iter().filter(|one| !narrowed || open(one)).collect();
    html! {
        h2 { @if narrowed { "Who has not chosen yet" } @else { "Who comes" } }
        @if unchosen > 0 {
            p {
                @if narrowed { a.target href=(here) { "Everybody" } }
                @else {
                    (words::counted(unchosen, "person has", "people have")) " not chosen yet. "
                    a.target href={ (here) "?" (UNCHOSEN) } { "See only them" }
                }
            }
        }
        @if all.is_empty() { p { "Nobody has booked yet." } }
        @else {
            ul.plain {
                @for holder in shown {
                    li.plain-line {
                        p.row-title { (holder.name) }
                        p.row-more {
                            (told::of_another(holder.booking.state))
                            @if !holder.booking.reason.is_empty() { ": " (holder.booking.reason) }
                            @if !holder.booking.needs.is_empty() { ". Needs: " (holder.booking.needs) }
                        }
                    }
                }
            }
        }
        @if !found.kept.is_empty() { (kept(found)) }
        @if found.may_change || found.may_register && !session.cancelled { h3 { "What you can do" } }
        ul.plain {
            @if found.may_change && !session.cancelled {
                li.plain-line { a.target href={ (one::address(session.id)) "/people" } { "Book from a spreadsheet" } }
                li.plain-line { a.target href={ (one::address(session.id)) "/change" } { "Change this session" } }
            }
            @if found.may_change {
                li.plain-line { a.target href={ (one::address(session.id)) "/instead" } { "What may be attended instead" } }
            }
            @if found.may_register && !session.cancelled {
                li.plain-line { a.target href={ (one::address(session.id)) "/register" } { "Register" } }
                li.plain-line { a.target href={ (one::address(session.id)) "/check-in" } { "Code to check in" } }
                @if !session.link.is_empty() {
                    li.plain-line { a.target href={ (one::address(session.id)) "/join-log" } { "Log of the meeting" } }
                }
                li.plain-line { a.target href={ (one::address(session.id)) "/register.pdf" } { "Print a register" } }
            }
        }
    }
}

/// For whom places are kept, and until when.
fn kept(found: &Shown) -> Markup {
    html! {
        h3 { "Places kept" }
        ul.plain {
            @for (kept, name) in &found.kept {
                li.plain-line {
                    p.row-title { (name) }
                    p.row-more.is-plain {
                        (words::counted(usize::try_from(kept.places).unwrap_or_default(), "place", "places"))
                        " until the end of " (words::day(kept.until))
                    }
                }
            }
        }
    }
}
