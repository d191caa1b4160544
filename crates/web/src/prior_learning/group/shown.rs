//! Draws a group: who shares the map, what is shared, and what each part of it means with the reader's
//! provider.
//!
//! Owns no word. It never shows what anybody's mentors have asked.

use actions::{
    Platform,
    prior_learning::{GroupShown, group_address},
};
use domain::prior_learning::{Belonging, Equivalence, GroupPart};
use maud::{Markup, html};

use crate::{
    parts::{
        empty, errors,
        form::{self, Field, Offer, Typed},
        notice::{self as note, Tone},
        shell,
    },
    prior_learning::{
        agreed::{self, Agreements},
        map, map_address,
        picture::{Cover, picture},
        take_in::frame,
    },
    reader::Reader,
};

fn told(done: &str) -> Option<&'static str> {
    Some(match done {
        "begun" => {
            "The group is begun, and you are its first member. Share your map, and ask others to join."
        }
        "asked" => "They are asked. It stands in the inboxes of those who may answer for them.",
        "joined" => "You have joined. Say below which of your components each part means.",
        "meant" => "What the parts mean with you is kept.",
        "kept" => "It is shared. The other members are told.",
        "followed" => "You go by the group here.",
        _ => return None,
    })
}

/// Draws the page.
pub(super) fn page(
    platform: &Platform,
    found: &GroupShown,
    (done, typed): (Option<&str>, &Typed),
    reader: &Reader,
) -> Markup {
    let home = group_address(&found.provider, found.group.id);
    let is_member = found.belonging == Belonging::Member;
    let may = is_member && found.may_share;
    let main = html! {
        p.caption { a href=(map_address(&found.provider)) { (map::TITLE) } }
        h1 { (found.group.name) }
        @if let Some(done) = done.and_then(told) { (note::notice(Tone::Done, &html! { p { (done) } })) }
        (errors::summary(typed))
        p.lead { "Agreed once, for every member. Each says which of its own components it means, and keeps its own local part; a named person still accepts each request." }
        @if !is_member { (question(platform, found, &home)) }
        h2 { "Who shares this map" }
        ul.plain { @for (member, belonging) in &found.members {
            li.plain-line { (member.name) @if *belonging == Belonging::Asked { " " span.hint { "asked, has not answered yet" } } }
        } }
        @if may { (deeds(platform, found, typed, &home)) }
        @if may && !found.parts.is_empty() { (meanings(platform, found, typed, &home)) }
        @if may && !found.beside.is_empty() { (beside(platform, found, &home)) }
        (shared(found, reader))
        @if found.shared.is_empty() && !may {
            (empty::empty("Nothing is shared yet", &html! { "Any member can share what it has agreed." }))
        }
        @if may { (leaving(platform, &home)) }
    };
    let title = errors::title(typed, &found.group.name);
    shell::page(&frame(&title, &found.provider, reader), &main)
}

/// Whether the provider joins.
fn question(platform: &Platform, found: &GroupShown, home: &str) -> Markup {
    html! {
        section.letter {
            h2 { "Does " (found.provider.name) " join?" }
            p { "What is shared below then stands for your own components, as you say which each part means. What you have agreed yourselves stays in its place where it is otherwise. You can leave at any time: what held then stays as your own." }
            @if found.may_share {
                form.form method="post" action={ (home) "/answer" } {
                    (form::once(platform.number()))
                    div.buttons {
                        button.button type="submit" name="step" value="join" { "Join the group" }
                        button.button.is-quiet type="submit" name="step" value="decline" { "Do not join" }
                    }
                }
            } @else {
                p { "Your partnership office or a lead of the programme answers." }
            }
        }
    }
}

fn meanings(platform: &Platform, found: &GroupShown, typed: &Typed, home: &str) -> Markup {
    let offers: Vec<Offer> = found
        .components
        .iter()
        .map(|(code, title)| Offer::of(code, title))
        .collect();
    let shown = found.parts.iter().enumerate();
    let before = shown.fold(Typed::default(), |all, (at, (part, meaning))| {
        let name = format!("part-{at}");
        match meaning.component(&part.code, |_| true) {
            Some(code) => all.with(name, code),
            None => all,
        }
    });
    let typed = if typed.faults().is_empty() {
        &before
    } else {
        typed
    };
    html! {
        h2 { "What the parts mean with you" }
        p { "Nothing can be chosen that is local with you." }
        form.form method="post" action={ (home) "/mean" } {
            (form::once(platform.number()))
            @for (at, (part, _)) in found.parts.iter().enumerate() {
                input type="hidden" name={ "code-" (at) } value=(part.code);
                (form::select(&Field::of(typed, &format!("part-{at}"), &part.title), Some("Nothing with us"), &offers))
            }
            div.buttons { (form::button("Keep what they mean")) }
        }
    }
}

/// What the provider has agreed itself in the place of what is shared.
fn beside(platform: &Platform, found: &GroupShown, home: &str) -> Markup {
    let says = |one: &Equivalence| {
        html! { (one.share) "\u{a0}%" @if let Some(until) = one.until { " until " (crate::parts::words::day(until)) } }
    };
    html! {
        h2 { "Agreed by you, in place of what is shared" }
        @for (shared, ours) in &found.beside {
            section.letter {
                h3 { (ours.title) }
                p { (ours.institution) ": with you " (says(ours)) " of it count, in the group " (says(shared)) "." }
                form method="post" action={ (home) "/follow" } {
                    (form::once(platform.number()))
                    input type="hidden" name="institution" value=(ours.institution);
                    input type="hidden" name="session" value=(ours.session);
                    input type="hidden" name="component" value=(ours.component);
                    button.button.is-quiet type="submit" { "Go by the group" span.unseen { ": " (ours.title) } }
                }
            }
        }
    }
}

fn shared(found: &GroupShown, reader: &Reader) -> Markup {
    let mut institutions: Vec<String> = found
        .sessions
        .iter()
        .map(|one| one.institution.clone())
        .collect();
    institutions.dedup();
    let parts: Vec<(String, String)> = found.parts.iter().map(|(part, _)| named(part)).collect();
    let cover = Cover {
        institutions: &institutions,
        components: &parts,
        agreed: found.shared.iter().collect(),
        on: reader.today,
    };
    let agreements = Agreements {
        components: &parts,
        sessions: &found.sessions,
        lines: found.shared.iter().map(|one| (one, None)).collect(),
    };
    html! {
        @if !found.shared.is_empty() {
            (picture(&cover))
            h2 { "What is shared" }
            (agreed::list(&agreements))
        }
    }
}

fn named(part: &GroupPart) -> (String, String) {
    (part.code.clone(), part.title.clone())
}

/// What a member may share, and whom it may ask.
fn deeds(platform: &Platform, found: &GroupShown, typed: &Typed, home: &str) -> Markup {
    let others: Vec<Offer> = found
        .others
        .iter()
        .map(|one| Offer::of(&one.code, &one.name))
        .collect();
    html! {
        h2 { "Share what was agreed" }
        ul.plain {
            li.plain-line { a.target href={ (home) "/ours" } { "Share what you have agreed yourselves" } }
            li.plain-line { a.target href={ (home) "/import" } { "Take a map into the group" } }
            @if !found.shared.is_empty() { li.plain-line { a.target href={ (home) "/file" } { "Download what is shared as a file" } } }
        }
        @if !others.is_empty() {
            h2 { "Ask another provider" }
            form.form method="post" action={ (home) "/ask" } {
                (form::once(platform.number()))
                (form::select(&Field::of(typed, "other", "Who is asked"), Some("Choose one"), &others))
                div.buttons { (form::button("Ask them to join")) }
            }
        }
    }
}

fn leaving(platform: &Platform, home: &str) -> Markup {
    html! {
        details {
            summary { "Leave the group" }
            p { "What holds by the group with you today stays as your own, until you change it. What is decided stays decided." }
            form method="post" action={ (home) "/leave" } {
                (form::once(platform.number()))
                div.buttons { button.button.is-quiet type="submit" { "Leave the group" } }
            }
        }
    }
}
