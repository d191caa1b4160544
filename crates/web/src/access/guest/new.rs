//! Asks whom to let read what, for what and until when, and shows the sample before it is given.
//!
//! Owns the page `/access/guests/{provider}/new`. It never invites on the first press.

use actions::{
    ActionError, Platform,
    access::guest::{Narrowed, NewGuest, Offered, make, offered},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Refusal,
    access::{Refusal as AccessRefusal, guest::Drawn},
    partnership::Urn,
    person::{PersonId, Role},
    placement::PlacementId,
};
use maud::{Markup, html};
use uuid::Uuid;

use super::{address, counted, framed, offers};
use crate::{
    door::Door,
    error::PageError,
    parts::{
        empty, errors,
        form::{self, Field, Offer, Typed},
        summary::{self, Answer},
        words,
    },
    reader::Reader,
};

/// One in how many is drawn.
const SHARES: [(u32, &str); 4] = [
    (20, "One in twenty"),
    (10, "One in ten"),
    (5, "One in five"),
    (2, "Every second"),
];

/// Shows the form.
pub async fn ask(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
) -> Result<Response, PageError> {
    let found = offered(&platform, reader.actor(), &door.code, &Narrowed::default()).await?;
    let typed = Typed::default()
        .with("role", Role::ExternalExaminer.code())
        .with("how", "draw")
        .with("one_in", 10)
        .with("seed", format!("{} {}", found.provider.code, reader.today))
        .with_date("from", Some(reader.today));
    Ok(page(&found, &typed, &reader).into_response())
}

/// Shows the sample, gives it, or shows the form again with what is wrong.
pub async fn keep(
    State(platform): State<Platform>,
    reader: Reader,
    door: Door,
    mut typed: Typed,
) -> Result<Response, PageError> {
    let actor = reader.actor();
    let step = typed.text("step").to_owned();
    let blank = Narrowed::default();
    if step == "change" {
        let found = offered(&platform, actor, &door.code, &blank).await?;
        return Ok(page(&found, &typed, &reader).into_response());
    }
    let read = read(&mut typed);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let Some((new, narrowed)) = read else {
        let found = offered(&platform, actor, &door.code, &blank).await?;
        return Ok((wrong, page(&found, &typed, &reader)).into_response());
    };
    let found = offered(&platform, actor, &door.code, &narrowed).await?;
    if step != "keep" {
        if narrowed.drawn.is_some() {
            typed = ticked(typed, &found);
        }
        let sample = sample_page(&platform, &found, &new, &typed, &reader);
        return Ok(sample.into_response());
    }
    let once = typed.once()?;
    match make(&platform, actor, once, &door.code, &new).await {
        Ok(_) => {
            let to = format!("{}?done=invited", address(&found.provider));
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActionError::Refused(refusal)) => {
            let field = field_of(&refusal);
            typed.fault(field, refusal.to_string());
            let shown = match field {
                "placement" => sample_page(&platform, &found, &new, &typed, &reader),
                _ => page(&found, &typed, &reader),
            };
            Ok((wrong, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Access(refusal) => match refusal {
            AccessRefusal::NotAGuest => "role",
            AccessRefusal::GuestUnnamed => "last_name",
            AccessRefusal::GuestWithoutPurpose => "purpose",
            AccessRefusal::GuestDays | AccessRefusal::GuestTooLong(_) => "until",
            AccessRefusal::SampleEmpty
            | AccessRefusal::SampleTooLarge(_)
            | AccessRefusal::SampleOutside => "placement",
            _ => "email",
        },
        _ => "email",
    }
}

/// The placements and the mentors that are ticked.
pub fn chosen(typed: &Typed) -> (Vec<PlacementId>, Vec<PersonId>) {
    let numbers = |name| {
        typed
            .all(name)
            .filter_map(|text| Uuid::try_parse(text).ok())
            .collect::<Vec<Uuid>>()
    };
    let placements = numbers("placement").into_iter().map(PlacementId);
    let people = numbers("person").into_iter().map(PersonId);
    (placements.collect(), people.collect())
}

/// The stages by which placements are narrowed.
pub fn stages() -> Vec<Offer> {
    (1..=3)
        .map(|stage| Offer::of(stage.to_string(), format!("Stage {stage}")))
        .collect()
}

fn read(typed: &mut Typed) -> Option<(NewGuest, Narrowed)> {
    typed.needs("first_name", "Give the guest’s first name.");
    typed.needs("last_name", "Give the guest’s last name.");
    typed.needs("email", "Type the guest’s own work e-mail address.");
    typed.needs("purpose", "Say what for, in a few words.");
    let role = Role::read(typed.text("role")).filter(|role| role.is_a_guest());
    if role.is_none() {
        typed.fault("role", "Choose what the guest is.");
    }
    let from = typed.date("from");
    let until = typed.date("until");
    if from.is_none() {
        typed.fault("from", "Give the first day on which they read.");
    }
    if until.is_none() {
        typed.fault("until", "Give the last day on which they read.");
    }
    let drawn = match typed.text("how") {
        "draw" => {
            typed.needs(
                "seed",
                "Give some words: who knows them can draw the same sample.",
            );
            let one_in = typed.text("one_in").parse().ok();
            let known = one_in.filter(|one_in| SHARES.iter().any(|(share, _)| share == one_in));
            if known.is_none() {
                typed.fault("one_in", "Choose the share.");
            }
            known.map(|one_in| Drawn {
                seed: typed.text("seed").to_owned(),
                one_in,
            })
        }
        "choose" => None,
        _ => {
            typed.fault("how", "Choose how the sample comes about.");
            None
        }
    };
    let (role, from, until) = (role?, from?, until?);
    if until < from {
        typed.fault("until", "The last day comes before the first.");
    }
    let narrowed = Narrowed {
        school: typed.text("school").parse().ok().map(Urn),
        stage: typed.text("stage").parse().ok(),
        drawn: drawn.clone(),
        days: Some((from, until.max(from))),
    };
    let (placements, people) = chosen(typed);
    let new = NewGuest {
        address: typed.text("email").to_owned(),
        first_name: typed.text("first_name").to_owned(),
        last_name: typed.text("last_name").to_owned(),
        role,
        purpose: typed.text("purpose").to_owned(),
        from,
        until,
        drawn,
        placements,
        people,
    };
    typed.is_sound().then_some((new, narrowed))
}

/// The same with everything ticked that chance drew.
fn ticked(typed: Typed, found: &Offered) -> Typed {
    let pairs = typed
        .pairs()
        .filter(|(name, _)| !["placement", "person"].contains(name));
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let typed = Typed::of(pairs.collect());
    let placements = found.placements.iter();
    let typed = placements.fold(typed, |typed, row| {
        typed.with("placement", row.placement.id.0)
    });
    let people = found.people.iter();
    people.fold(typed, |typed, person| typed.with("person", person.id.0))
}

fn page(found: &Offered, typed: &Typed, reader: &Reader) -> Markup {
    let field = |name, label| Field::of(typed, name, label);
    let roles: Vec<Offer> = Role::GUESTS
        .iter()
        .map(|role| Offer::of(role.code(), role.usual_label()))
        .collect();
    let hows = [
        Offer::of("draw", "By chance")
            .hint("A share of the placements, with those who mentor there."),
        Offer::of("choose", "One by one")
            .hint("You tick placements and mentors of a school or a stage."),
    ];
    let shares: Vec<Offer> = SHARES
        .iter()
        .map(|(share, told)| Offer::of(share.to_string(), *told))
        .collect();
    let schools = found.schools.iter();
    let schools: Vec<Offer> = schools
        .map(|(urn, name)| Offer::of(urn.to_string(), name))
        .collect();
    let action = format!("{}/new", address(&found.provider));
    let main = html! {
        p.caption { a href=(address(&found.provider)) { "Guests" } }
        h1 { "Invite a guest" }
        (errors::summary(typed))
        p.lead { "Somebody from outside who reads some records for a time, and changes nothing. You see the sample before anything is sent." }
        form.form method="post" action=(action) {
            @if typed.text("how") == "choose" { (ticks(typed)) }
            (form::text(&field("first_name", "First name").wide(20)))
            (form::text(&field("last_name", "Last name").wide(20)))
            (form::email(&field("email", "Work e-mail address").hint("Their own: the invitation goes there.")))
            (form::choice(&field("role", "What they are"), &roles))
            (form::text(&field("purpose", "What for").hint("Such as “External examining, autumn 2025”. They read it, and so does whoever asks later.")))
            (form::date(&field("from", "First day")))
            (form::date(&field("until", "Last day").hint("They read nothing after it.")))
            (form::choice(&field("how", "How the sample comes about"), &hows))
            (form::select(&field("one_in", "Share, if by chance"), None, &shares))
            (form::text(&field("seed", "Words to draw by, if by chance").hint("Whoever knows these words can draw the same sample again, and see that nobody picked it.")))
            (form::select(&field("school", "From one school alone"), Some("Every school"), &schools))
            (form::select(&field("stage", "From one stage alone"), Some("Every stage"), &stages()))
            div.buttons {
                button.button type="submit" name="step" value="look" { "Look at the sample" }
                a.target href=(address(&found.provider)) { "Invite nobody" }
            }
        }
    };
    let title = errors::title(typed, "Invite a guest");
    framed(reader, &found.provider, &title, &main)
}

/// The ticks of a sample, carried along.
fn ticks(typed: &Typed) -> Markup {
    html! {
        @for (name, value) in typed.pairs() {
            @if ["placement", "person"].contains(&name) { input type="hidden" name=(name) value=(value); }
        }
    }
}

fn sample_page(
    platform: &Platform,
    found: &Offered,
    new: &NewGuest,
    typed: &Typed,
    reader: &Reader,
) -> Markup {
    let (placements, people) = offers(found);
    let answers = answers(found, new);
    let main = html! {
        p.caption { a href=(address(&found.provider)) { "Guests" } }
        h1 { "Is this the sample?" }
        (errors::summary(typed))
        p.lead { "Nothing is sent yet. " (new.first_name) " " (new.last_name) " reads what is ticked, and nothing else." }
        (summary::summary(&answers))
        @if found.more > 0 {
            p { strong { (words::counted(found.more, "more placement fits", "more placements fit")) } ", and the list would grow too long. Narrow it to a school or a stage, or draw a smaller share." }
        }
        form.form data-answer method="post" action={ (address(&found.provider)) "/new" } {
            (form::once(platform.number()))
            @for (name, value) in typed.pairs() {
                @if !["once", "step", "placement", "person"].contains(&name) {
                    input type="hidden" name=(name) value=(value);
                }
            }
            @if placements.is_empty() {
                (empty::empty("No placement on those days", &html! { "Go back and choose other days, another school or another stage." }))
            } @else {
                (form::several(&Field::of(typed, "placement", "Placements"), &placements))
            }
            @if !people.is_empty() {
                (form::several(&Field::of(typed, "person", "Training of mentors").hint("What each has done and has left to do."), &people))
            }
            div.buttons {
                button.button type="submit" name="step" value="keep" { "Send the invitation" }
                (form::step("Change something", "change"))
            }
        }
    };
    let title = errors::title(typed, "Is this the sample?");
    framed(reader, &found.provider, &title, &main)
}

fn answers(found: &Offered, new: &NewGuest) -> Vec<Answer> {
    let mut answers = vec![
        Answer::of(
            "Guest",
            html! { (new.first_name) " " (new.last_name) ", " (new.address) },
        ),
        Answer::of("As", html! { (new.role.usual_label()) }),
        Answer::of("For", html! { (new.purpose) }),
    ];
    if let Some(days) = words::days(Some(new.from), Some(new.until)) {
        answers.push(Answer::of("Days", days));
    }
    let there = counted(found.placements.len(), found.people.len());
    let drawn = match &new.drawn {
        Some(drawn) => html! {
            (there) ", drawn from " (words::counted(found.of, "placement", "placements")) " with the words “" (drawn.seed) "”"
        },
        None => html! { (there) " to choose from" },
    };
    answers.push(Answer::of("Sample", drawn));
    answers
}
